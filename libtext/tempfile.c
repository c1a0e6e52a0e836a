#include "tempfile.h"

#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static vn_status make(vn_tempfile *file, vn_error *err)
{
    static const char name[] = "/vntext.XXXXXX";
    const char *directory = getenv("TMPDIR");
    if (!directory || !*directory)
        directory = "/tmp";
    const size_t size = strlen(directory) + sizeof name;
    char *path = vn_calloc(size, 1);
    if (!path)
        return vn_fail_memory(err, "a temporary file");
    snprintf(path, size, "%s%s", directory, name);
    file->fd = mkstemp(path);
    const int error = errno;
    if (file->fd >= 0)
        unlink(path);
    free(path);
    if (file->fd < 0)
        return vn_fail_errno(err, error, "cannot make a temporary file");
    fcntl(file->fd, F_SETFD, FD_CLOEXEC);
    return VN_OK;
}

vn_status vn_tempfile_write(vn_tempfile *file, vn_slice bytes, vn_error *err)
{
    const vn_status st = file->fd < 0 ? make(file, err) : VN_OK;
    if (st)
        return st;
    while (bytes.len) {
        const ssize_t n = pwrite(file->fd, bytes.ptr, bytes.len, (off_t)file->size);
        if (n < 0 && errno != EINTR)
            return vn_fail_errno(err, errno, "cannot write a temporary file");
        if (n > 0) {
            bytes = vn_slice_of(bytes.ptr + n, bytes.len - (size_t)n);
            file->size += (uint64_t)n;
        }
    }
    return VN_OK;
}

vn_status vn_tempfile_read(const vn_tempfile *file, uint64_t at, void *to, size_t want, size_t *got, vn_error *err)
{
    ssize_t n;
    do
        n = pread(file->fd, to, want, (off_t)at);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return vn_fail_errno(err, errno, "cannot read a temporary file");
    *got = (size_t)n;
    return VN_OK;
}

void vn_tempfile_close(vn_tempfile *file)
{
    if (file->fd >= 0)
        close(file->fd);
    *file = (vn_tempfile){.fd = -1};
}
