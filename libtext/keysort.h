/* L0: numbers of keys into the byte order of the keys. */
#ifndef VN_LIB_KEYSORT_H
#define VN_LIB_KEYSORT_H

#include "base.h"

/* The memory that sorting takes for each key. */
#define VN_SORT_MEMORY 36

/* Reorders number[n], which are different and stand for the keys key[number[i]], so that the keys ascend (vn_slice_cmp).
 * The keys differ; fewer than 2^32. False: out of memory. */
bool vn_sort_keys(uint32_t *number, size_t n, const vn_slice *key, unsigned threads);

#endif
