/* L0: sorting numbers by their digits, which for many small ones is faster than by comparisons. */
#ifndef VN_LIB_ORDER_H
#define VN_LIB_ORDER_H

#include "base.h"

/* Sorts by bits low .. low+bits-1 of the items, ascending, those with equal bits staying as they stand; scratch [n]. n is
 * below 2^32. */
void vn_order_bits(uint64_t *item, uint64_t *scratch, size_t n, unsigned low, unsigned bits);

#endif
