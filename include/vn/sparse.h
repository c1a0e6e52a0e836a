/* Sparse matrices in compressed rows (CSR): what weighting makes and similarity and clustering read. */
#ifndef VN_SPARSE_H
#define VN_SPARSE_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Row r is col[start[r] .. start[r+1]) with its values; columns ascend within a row, none twice. The
 * arrays belong to the struct; vn_sparse_free ends them and leaves {0}. */
typedef struct vn_sparse {
    size_t rows;
    size_t cols;
    size_t *start; /* [rows + 1], start[0] = 0 */
    uint32_t *col; /* [start[rows]] */
    double *val;   /* [start[rows]] */
} vn_sparse;

VN_API void vn_sparse_free(vn_sparse *m);

/* Dot product of row a of x and row b of y, summed in ascending column order (the same bits everywhere). */
VN_API double vn_sparse_dot(const vn_sparse *x, size_t a, const vn_sparse *y, size_t b);

#ifdef __cplusplus
}
#endif
#endif
