#include "amount.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_FILES = 100000, MOST_DEEP = 32 };

typedef struct tally {
    uint64_t bytes;
    size_t files;
} tally;

static bool add_directory(tally *t, int fd, int deep);

/* What stands in a directory: links to files count, links to directories and hidden entries do not. */
static bool add_entry(tally *t, int directory, const char *name, int deep)
{
    struct stat about;
    if (name[0] == '.' || fstatat(directory, name, &about, AT_SYMLINK_NOFOLLOW))
        return true;
    if (S_ISDIR(about.st_mode))
        return add_directory(t, openat(directory, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC), deep + 1);
    if (S_ISLNK(about.st_mode) && fstatat(directory, name, &about, 0))
        return true;
    if (S_ISREG(about.st_mode))
        t->bytes += (uint64_t)about.st_size;
    return ++t->files <= MOST_FILES;
}

/* Takes fd; what cannot be opened is told by whoever reads it. */
static bool add_directory(tally *t, int fd, int deep)
{
    DIR *dir = fd < 0 || deep > MOST_DEEP ? NULL : fdopendir(fd);
    if (!dir) {
        if (fd >= 0)
            close(fd);
        return deep <= MOST_DEEP;
    }
    bool known = true;
    for (struct dirent *entry = readdir(dir); known && entry; entry = readdir(dir))
        known = add_entry(t, fd, entry->d_name, deep);
    closedir(dir);
    return known;
}

bool amount_of(cli_arguments files, uint64_t *bytes)
{
    tally t = {0};
    bool known = files.n > 0;
    for (size_t i = 0; known && i < files.n; i++) {
        struct stat about;
        if (strcmp(files.item[i], "-") == 0)
            return false;
        if (stat(files.item[i], &about))
            continue;
        if (S_ISDIR(about.st_mode))
            known = add_directory(&t, open(files.item[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC), 0);
        else if (S_ISREG(about.st_mode))
            t.bytes += (uint64_t)about.st_size;
        else
            known = false;
    }
    *bytes = t.bytes;
    return known;
}
