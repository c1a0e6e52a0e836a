/* L1: whole files into memory, for tables and lists. */
#ifndef VN_LIB_FILE_H
#define VN_LIB_FILE_H

#include "base.h"

/* Appends all bytes of the file to out. VN_EIO, VN_ENOMEM, VN_ELIMIT. */
vn_status vn_read_file(const char *path, vn_buf *out, vn_error *err);

#endif
