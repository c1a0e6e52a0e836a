#include "walk.h"

#include "arena.h"
#include "buf.h"
#include "source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct vn_walk_level {
    vn_walk_level *outer;
    size_t prefix; /* bytes of walk->path up to and with the slash */
    vn_arena names;
    char **name; /* [n] in byte order */
    size_t n;
    size_t cap;
    size_t next;
};

static void leave(vn_walk *walk)
{
    vn_walk_level *level = walk->level;
    walk->level = level->outer;
    vn_arena_free(&level->names);
    free(level->name);
    free(level);
}

void vn_walk_free(vn_walk *walk)
{
    while (walk->level)
        leave(walk);
    vn_buf_free(&walk->path);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static vn_status add_name(vn_walk_level *level, const char *name, vn_error *err)
{
    if (name[0] == '.') /* hidden, and the directory itself and its parent */
        return VN_OK;
    char *copy = vn_arena_copy(&level->names, name, strlen(name));
    if (!copy || !vn_grow((void **)&level->name, &level->cap, level->n + 1, sizeof *level->name))
        return vn_fail_memory(err, "the names of a directory");
    level->name[level->n++] = copy;
    return VN_OK;
}

static vn_status read_names(vn_walk_level *level, const char *path, vn_error *err)
{
    DIR *dir = opendir(path);
    if (!dir)
        return vn_fail_errno(err, errno, "cannot open the directory");
    vn_status st = VN_OK;
    errno = 0;
    for (struct dirent *entry = readdir(dir); entry && !st; entry = readdir(dir)) {
        st = add_name(level, entry->d_name, err);
        errno = 0;
    }
    if (!st && errno)
        st = vn_fail_errno(err, errno, "cannot read the directory");
    closedir(dir);
    if (level->n)
        qsort(level->name, level->n, sizeof *level->name, by_bytes);
    return st;
}

/* Goes into the directory walk->path. */
static vn_status enter(vn_walk *walk, vn_error *err)
{
    vn_walk_level *level = vn_calloc(1, sizeof *level);
    if (!level)
        return vn_fail_memory(err, "a directory");
    level->outer = walk->level;
    walk->level = level;
    vn_status st = read_names(level, walk->path.ptr, err);
    if (!st && walk->path.ptr[walk->path.len - 1] != '/')
        st = vn_buf_char(&walk->path, '/', err);
    level->prefix = walk->path.len;
    if (st)
        leave(walk);
    return st;
}

/* Opens walk->path; *fd is -1 when it was a directory, which is entered. */
static vn_status open_path(vn_walk *walk, int *fd, vn_error *err)
{
    struct stat about;
    *fd = open(walk->path.ptr, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (*fd < 0)
        return vn_fail_errno(err, errno, "cannot open");
    if (fstat(*fd, &about)) {
        const int error = errno;
        close(*fd);
        return vn_fail_errno(err, error, "cannot open");
    }
    walk->is_regular = S_ISREG(about.st_mode);
    if (!S_ISDIR(about.st_mode))
        return VN_OK;
    close(*fd);
    *fd = -1;
    return enter(walk, err);
}

/* In a directory: regular files, links to regular files, and directories (a link to one may lead in circles). */
static bool is_wanted(const char *path)
{
    struct stat about;
    if (lstat(path, &about))
        return true; /* opening it will say why */
    if (S_ISLNK(about.st_mode))
        return stat(path, &about) == 0 && S_ISREG(about.st_mode);
    return S_ISREG(about.st_mode) || S_ISDIR(about.st_mode);
}

/* The next candidate into walk->path; VN_DONE behind the last. */
static vn_status advance(vn_walk *walk, vn_error *err)
{
    while (walk->level && walk->level->next == walk->level->n)
        leave(walk);
    if (walk->level) {
        walk->path.len = walk->level->prefix;
        return vn_buf_str(&walk->path, walk->level->name[walk->level->next++], err);
    }
    if (walk->next == walk->n)
        return VN_DONE;
    walk->path.len = 0;
    return vn_buf_str(&walk->path, walk->paths[walk->next++], err);
}

vn_status vn_walk_next(vn_walk *walk, int *fd, vn_error *err)
{
    for (;;) {
        vn_status st = advance(walk, err);
        if (st)
            return st;
        if (walk->level && !is_wanted(walk->path.ptr))
            continue;
        if (!walk->level && strcmp(walk->path.ptr, "-") == 0) {
            walk->is_regular = false;
            *fd = STDIN_FILENO;
            return VN_OK;
        }
        st = open_path(walk, fd, err);
        if (st || *fd >= 0)
            return st;
    }
}
