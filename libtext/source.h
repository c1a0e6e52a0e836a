/* L1: the bytes of one open file as UTF-8 text: gzip and UTF-16 are undone on the way, in bounded memory. */
#ifndef VN_LIB_SOURCE_H
#define VN_LIB_SOURCE_H

#include "base.h"

typedef struct vn_source vn_source;

/* Reads from fd, which the source then owns (standard input is left open). `replace`: see vn_utf16. */
vn_status vn_source_new(vn_source **out, int fd, bool replace, vn_error *err);
void vn_source_free(vn_source *source);

/* Appends some bytes, about `want` at most; maybe none yet. VN_DONE at the end. VN_EDATA: damaged or truncated gzip, half a
 * UTF-16 character; VN_EIO; what came before the damage has been handed out by then. The text is not validated. */
vn_status vn_source_read(vn_source *source, size_t want, vn_buf *out, vn_error *err);

/* Bytes that were read from the file so far, as they stand in it. */
uint64_t vn_source_taken(const vn_source *source);

/* Fails with what errno says: VN_ENOMEM, or VN_EIO with "WHAT: No such file or directory". */
vn_status vn_fail_errno(vn_error *err, int error, const char *what);

#endif
