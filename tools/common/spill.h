/* Bytes that wait until all documents are known: in memory while they are few, then in a temporary file without a name, so
 * that nothing is left of it however the program ends. It is made in the directory TMPDIR names, else in /tmp. Unlike a
 * vn_spool it is read back by copies, so that what was written does not count as memory of the program. */
#ifndef TOOLS_SPILL_H
#define TOOLS_SPILL_H

#include "vn/base.h"

typedef struct spill spill;

/* Up to `memory` bytes stay in memory. */
vn_status spill_new(spill **out, size_t memory, vn_error *err);
void spill_free(spill *s);

/* Appends bytes; *at (may be NULL) is where they begin. VN_EIO with the directory: it cannot be written, as on a full
 * disk. */
vn_status spill_write(spill *s, const void *bytes, size_t len, uint64_t *at, vn_error *err);

/* Appends len bytes from `at` on to a buffer. Any number of threads may read at once, when nobody writes. VN_EIO. */
vn_status spill_read(const spill *s, uint64_t at, size_t len, vn_buf *to, vn_error *err);

#endif
