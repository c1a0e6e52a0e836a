/* L0: threads. Work is cut into numbered pieces; results depend on the number, never on who did it. */
#ifndef VN_LIB_POOL_H
#define VN_LIB_POOL_H

#include "base.h"

/* Does piece `index` on behalf of thread `thread` (0 .. threads-1, for scratch). */
typedef vn_status vn_pool_work(void *context, size_t index, unsigned thread, vn_error *err);

/* Calls work(context, i, ...) once for each i < n, on `threads` threads (0 and 1: in the caller). After a
 * failure no new piece is begun; the failure of the smallest index among those done is returned. When
 * threads cannot be started the caller's thread does the work alone. */
vn_status vn_pool_run(unsigned threads, size_t n, vn_pool_work *work, void *context, vn_error *err);

#endif
