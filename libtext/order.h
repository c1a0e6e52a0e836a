/* L0: sorting numbers by their digits, which for many small ones is faster than by comparisons. */
#ifndef VN_LIB_ORDER_H
#define VN_LIB_ORDER_H

#include "base.h"

/* Sorts by bits low .. low+bits-1 of the items, ascending, those with equal bits staying as they stand; scratch [n]. n is
 * below 2^32. */
void vn_order_bits(uint64_t *item, uint64_t *scratch, size_t n, unsigned low, unsigned bits);

/* For many small sets of numbers below one bound. */
typedef struct vn_order_marks {
    uint64_t *mark;  /* a bit for each number; between calls all are 0 */
    uint64_t *group; /* a bit for each of these words that is not 0 */
    uint8_t *byte; /* of each number that is marked */
} vn_order_marks;

/* False: out of memory; then there is nothing to free. */
bool vn_order_marks_new(vn_order_marks *marks, size_t bound);
void vn_order_marks_free(vn_order_marks *marks);

/* Sorts n numbers, which differ, ascending, each with its byte. It takes a time that grows with n and, slowly, the bound. */
void vn_order_marked(vn_order_marks *marks, uint32_t *number, uint8_t *byte, size_t n);

#endif
