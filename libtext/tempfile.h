/* L1: a file for what memory cannot hold. It has no name, so nothing is left of it, however the program ends. */
#ifndef VN_LIB_TEMPFILE_H
#define VN_LIB_TEMPFILE_H

#include "base.h"

/* Start with {.fd = -1}. Pieces are written one behind the other and read from anywhere. */
typedef struct vn_tempfile {
    int fd;
    uint64_t size;
} vn_tempfile;

/* Writes all of the bytes at the end; the first time the file is made, in the directory that TMPDIR names, else in /tmp.
 * VN_EIO, VN_ENOMEM. */
vn_status vn_tempfile_write(vn_tempfile *file, vn_slice bytes, vn_error *err);

/* Reads up to `want` bytes from offset `at`; *got is 0 only at the end of the file. VN_EIO. */
vn_status vn_tempfile_read(const vn_tempfile *file, uint64_t at, void *to, size_t want, size_t *got, vn_error *err);

void vn_tempfile_close(vn_tempfile *file);

#endif
