#define _XOPEN_SOURCE 700 /* mkstemp */
#include "spill.h"

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WRITE_BEHIND = 1 << 20 };

struct spill {
    vn_buf waiting; /* what stands behind the end of the file, or all */
    size_t memory;
    uint64_t written; /* bytes in the file */
    int fd;           /* -1: none */
};

static const char *directory(void)
{
    const char *named = getenv("TMPDIR");
    return named && *named ? named : "/tmp";
}

static vn_status fail(vn_error *err)
{
    const int error = errno;
    if (error == ENOMEM)
        return cli_error(err, VN_ENOMEM, "out of memory for a temporary file");
    cli_error(err, VN_EIO, "temporary file in %.120s: %s", directory(), strerror(error));
    if (err)
        err->system = error;
    return VN_EIO;
}

vn_status spill_new(spill **out, size_t memory, vn_error *err)
{
    spill *s = calloc(1, sizeof *s);
    if (!s)
        return cli_error(err, VN_ENOMEM, "out of memory for records");
    s->memory = memory;
    s->fd = -1;
    s->waiting.max = SIZE_MAX / 2;
    *out = s;
    return VN_OK;
}

void spill_free(spill *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        close(s->fd);
    vn_buf_free(&s->waiting);
    free(s);
}

static vn_status make_file(spill *s, vn_error *err)
{
    static const char name[] = "/vntext.XXXXXX";
    const size_t size = strlen(directory()) + sizeof name;
    char *path = malloc(size);
    if (!path)
        return cli_error(err, VN_ENOMEM, "out of memory for a temporary file");
    snprintf(path, size, "%s%s", directory(), name);
    s->fd = mkstemp(path);
    vn_status st = s->fd < 0 ? fail(err) : VN_OK;
    if (!st && (unlink(path) || fcntl(s->fd, F_SETFD, FD_CLOEXEC)))
        st = fail(err);
    free(path);
    return st;
}

/* What waits goes to the file. */
static vn_status flush(spill *s, vn_error *err)
{
    const vn_status st = s->fd < 0 ? make_file(s, err) : VN_OK;
    for (size_t done = 0; !st && done < s->waiting.len;) {
        const ssize_t n = write(s->fd, s->waiting.ptr + done, s->waiting.len - done);
        if (n < 0 && errno != EINTR)
            return fail(err);
        done += n > 0 ? (size_t)n : 0;
    }
    if (st)
        return st;
    s->written += s->waiting.len;
    s->waiting.len = 0;
    if (s->waiting.cap > 2 * WRITE_BEHIND)
        vn_buf_free(&s->waiting);
    return VN_OK;
}

vn_status spill_write(spill *s, const void *bytes, size_t len, uint64_t *at, vn_error *err)
{
    if (at)
        *at = s->written + s->waiting.len;
    const vn_status st = vn_buf_append(&s->waiting, bytes, len, err);
    const size_t most = s->fd < 0 ? s->memory : WRITE_BEHIND;
    return st || s->waiting.len <= most ? st : flush(s, err);
}

/* From the file, of which all is there. */
static vn_status read_file(const spill *s, uint64_t at, size_t len, char *to, vn_error *err)
{
    while (len) {
        const ssize_t n = pread(s->fd, to, len, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            errno = EIO;
        if (n <= 0)
            return fail(err);
        to += n;
        at += (uint64_t)n;
        len -= (size_t)n;
    }
    return VN_OK;
}

vn_status spill_read(const spill *s, uint64_t at, size_t len, vn_buf *to, vn_error *err)
{
    const uint64_t left = at < s->written ? s->written - at : 0;
    const size_t filed = left < len ? (size_t)left : len;
    vn_status st = vn_buf_reserve(to, len, err);
    if (!st && filed)
        st = read_file(s, at, filed, to->ptr + to->len, err);
    if (st)
        return st;
    to->len += filed;
    return vn_buf_append(to, s->waiting.ptr + (at + filed - s->written), len - filed, err);
}
