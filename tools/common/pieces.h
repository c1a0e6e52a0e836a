/* Output that is made in numbered pieces by several threads and written in their order: the same bytes for any number of
 * threads, and never more than some pieces in memory. */
#ifndef TOOLS_PIECES_H
#define TOOLS_PIECES_H

#include "vn/base.h"

/* Appends piece `index` to out; `thread` (0 .. threads-1) is for scratch. */
typedef vn_status pieces_make(void *context, size_t index, unsigned thread, vn_buf *out, vn_error *err);

/* Takes the pieces in order, in the caller's thread. */
typedef vn_status pieces_take(void *context, vn_slice bytes, vn_error *err);

/* Makes and takes pieces 0 .. n-1. The first failure, in the order of the pieces, ends it; those before have been taken. A
 * thread that does not start is done without. */
vn_status pieces_run(unsigned threads, size_t n, pieces_make *make, void *maker, pieces_take *take, void *taker,
                     vn_error *err);

#endif
