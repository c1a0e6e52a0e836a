/* L0: sorting numbers and byte strings by their digits, which for many small keys is faster than by comparisons. */
#ifndef VN_LIB_ORDER_H
#define VN_LIB_ORDER_H

#include "base.h"

/* Sorts by bits low .. low+bits-1 of the items, ascending, those with equal bits staying as they stand; scratch [n]. */
void vn_order_bits(uint64_t *item, uint64_t *scratch, size_t n, unsigned low, unsigned bits);

/* Fills order [n] with 0 .. n-1 so that the strings ascend by bytes (as vn_slice_cmp). They must differ. False: out of
 * memory. n is below 2^32. */
bool vn_order_slices(const vn_slice *slice, uint32_t *order, size_t n);

#endif
