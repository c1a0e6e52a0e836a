/* L0: products of a sparse row with the columns of a dense matrix that stands row by row, each sum in its own lane and in
 * the order of the entries, so that wide instructions give the bytes of narrow ones. */
#ifndef VN_LIB_LANES_H
#define VN_LIB_LANES_H

#include "base.h"

enum { VN_LANES = 8 }; /* widths of single precision are multiples of it */

/* sum[j] = sum over the n entries e of val[e] * matrix[col[e]][j], in single precision.
 *   sum     [width] filled; width a multiple of VN_LANES
 *   matrix  [][width] */
void vn_lanes_dot(float *sum, const float *matrix, size_t width, const uint32_t *col, const double *val, size_t n);

/* sum[j] += the same in double precision, with any width. */
void vn_lanes_add(double *sum, const double *matrix, size_t width, const uint32_t *col, const double *val, size_t n);

#endif
