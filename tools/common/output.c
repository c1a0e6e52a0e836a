#define _GNU_SOURCE /* realpath, sync_file_range */
#include "output.h"

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct output {
    int fd;
    const char *name;
    char *target;    /* the file to be replaced; NULL: written directly */
    char *temporary; /* what is written meanwhile */
    vn_buf waiting;
    bool failed;
    off_t written; /* to the temporary file */
    off_t started; /* of that: what the system was asked to begin storing */
};

enum { WAITING_MAX = 64 * 1024, START_AFTER = 16 << 20 };

/* Signals: the one thing that needs a global, since a handler gets no context. */
static char *volatile to_remove;

static void remove_and_die(int number)
{
    char *path = to_remove;
    if (path)
        unlink(path);
    signal(number, SIG_DFL);
    raise(number);
}

static void remove_on_signals(char *path)
{
    static const int number[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction old;
    to_remove = path;
    for (size_t i = 0; i < CLI_COUNT_OF(number); i++) {
        if (!path || sigaction(number[i], NULL, &old) || old.sa_handler == SIG_IGN)
            continue; /* nohup stays in force */
        struct sigaction act = {.sa_handler = remove_and_die};
        sigemptyset(&act.sa_mask);
        sigaction(number[i], &act, NULL);
    }
}

const char *output_name(const output *out)
{
    return out->name;
}

bool output_failed(const output *out)
{
    return out->failed;
}

static void release(output *out)
{
    vn_buf_free(&out->waiting);
    free(out->target);
    free(out->temporary);
    free(out);
}

void output_discard(output *out)
{
    if (!out)
        return;
    if (out->temporary) {
        unlink(out->temporary);
        remove_on_signals(NULL);
    }
    if (out->fd > STDERR_FILENO)
        close(out->fd);
    release(out);
}

/* Opening ----------------------------------------------------------------------------------------------------------- */

static vn_status open_standard(output *out, vn_error *err)
{
    out->name = "standard output";
    out->fd = STDOUT_FILENO;
    const int mode = fcntl(STDOUT_FILENO, F_GETFL);
    if (mode < 0)
        return cli_system_error(err, errno, NULL);
    errno = EBADF;
    return (mode & O_ACCMODE) == O_RDONLY ? cli_system_error(err, errno, NULL) : VN_OK;
}

/* "dir/.name.XXXXXX" for "dir/name": hidden, so that nobody who walks the directory reads half of it. */
static char *temporary_name(const char *target)
{
    const char *slash = strrchr(target, '/');
    const size_t dir = slash ? (size_t)(slash - target) + 1 : 0;
    const size_t size = strlen(target) + sizeof "..XXXXXX";
    char *name = malloc(size);
    if (name)
        snprintf(name, size, "%.*s.%s.XXXXXX", (int)dir, target, target + dir);
    return name;
}

static mode_t new_file_mode(void)
{
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* A hidden file beside the target, which the output owns. */
static vn_status open_beside(output *out, char *target, mode_t mode, vn_error *err)
{
    out->target = target;
    char *name = target ? temporary_name(target) : NULL;
    if (!name)
        return cli_error(err, VN_ENOMEM, "out of memory for the output");
    out->fd = mkstemp(name);
    if (out->fd < 0) {
        const vn_status st = cli_system_error(err, errno, "cannot create");
        free(name);
        return st;
    }
    out->temporary = name;
    remove_on_signals(name);
    return fchmod(out->fd, mode) ? cli_system_error(err, errno, "cannot create") : VN_OK;
}

static vn_status open_file(output *out, const char *path, vn_error *err)
{
    struct stat about;
    out->name = path;
    if (stat(path, &about) == 0) {
        if (S_ISREG(about.st_mode))
            return open_beside(out, realpath(path, NULL), about.st_mode & 07777, err);
        out->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return out->fd < 0 ? cli_system_error(err, errno, "cannot open") : VN_OK;
    }
    if (errno != ENOENT)
        return cli_system_error(err, errno, "cannot create");
    if (lstat(path, &about) == 0)
        return cli_error(err, VN_EIO, "a symbolic link to nothing");
    return open_beside(out, strdup(path), new_file_mode(), err);
}

vn_status output_open(output **out, const char *path, vn_error *err)
{
    output *o = calloc(1, sizeof *o);
    if (!o)
        return cli_error(err, VN_ENOMEM, "out of memory for the output");
    o->fd = -1;
    const bool standard = !path || strcmp(path, "-") == 0;
    vn_status st = standard ? open_standard(o, err) : open_file(o, path, err);
    if (st)
        output_discard(o);
    else
        *out = o;
    return st;
}

/* Writing ----------------------------------------------------------------------------------------------------------- */

/* The disk is at work while the rest is being made, so that fsync at the end has less to wait for. Only a hint. */
static void start_storing(output *out, size_t len)
{
    if (!out->temporary)
        return;
    out->written += (off_t)len;
    if (out->written - out->started < START_AFTER)
        return;
#ifdef SYNC_FILE_RANGE_WRITE
    (void)sync_file_range(out->fd, out->started, out->written - out->started, SYNC_FILE_RANGE_WRITE);
#endif
    out->started = out->written;
}

static vn_status write_all(output *out, const char *bytes, size_t len, vn_error *err)
{
    const size_t all = len;
    while (len) {
        const ssize_t n = write(out->fd, bytes, len);
        if (n < 0 && errno != EINTR) {
            out->failed = true;
            return cli_system_error(err, errno, NULL);
        }
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
    }
    start_storing(out, all);
    return VN_OK;
}

vn_status output_flush(output *out, vn_error *err)
{
    const vn_status st = write_all(out, out->waiting.ptr, out->waiting.len, err);
    out->waiting.len = 0;
    return st;
}

vn_status output_write(output *out, const void *bytes, size_t len, vn_error *err)
{
    vn_status st = VN_OK;
    if (out->waiting.len + len > WAITING_MAX)
        st = output_flush(out, err);
    if (st)
        return st;
    return len > WAITING_MAX ? write_all(out, bytes, len, err) : vn_buf_append(&out->waiting, bytes, len, err);
}

/* Ending ------------------------------------------------------------------------------------------------------------ */

vn_status output_close(output *out, vn_error *err)
{
    vn_status st = output_flush(out, err);
    if (!st && out->temporary && fsync(out->fd))
        st = cli_system_error(err, errno, NULL);
    const int fd = out->fd;
    out->fd = -1; /* closed here and once, whatever it says */
    if (close(fd) && !st)
        st = cli_system_error(err, errno, NULL);
    if (!st && out->temporary && rename(out->temporary, out->target))
        st = cli_system_error(err, errno, "cannot replace");
    if (st) {
        output_discard(out);
        return st;
    }
    remove_on_signals(NULL);
    release(out);
    return VN_OK;
}

vn_status output_whole(const char *path, vn_slice bytes, const char **name, vn_error *err)
{
    output *out = NULL;
    if (name)
        *name = path && strcmp(path, "-") != 0 ? path : "standard output";
    vn_status st = output_open(&out, path, err);
    if (st)
        return st;
    st = output_write(out, bytes.ptr, bytes.len, err);
    if (!st)
        return output_close(out, err);
    output_discard(out);
    return st;
}
