/* L4: the largest singular values of a sparse matrix and their vectors. */
#ifndef VN_LIB_SVD_H
#define VN_LIB_SVD_H

#include "base.h"
#include "vn/sparse.h"

typedef struct vn_svd_options {
    size_t rank;      /* components wanted */
    size_t extra;     /* columns of the sample beyond them, 0: 10; more of them converge in fewer rounds */
    size_t rounds;    /* products with the matrix and its transpose at most, 0: 6 */
    double tolerance; /* stop when |A'A v - s^2 v| <= tolerance s^2 for all components; 0: do all rounds */
    bool centre;      /* of A less the mean of each column (principal components), which is never made dense */
    uint64_t seed;
    unsigned threads; /* change no bit of the result */
} vn_svd_options;

/* A ~ U S V'. The arrays belong to the struct; vn_svd_free ends them and leaves {0}. */
typedef struct vn_svd {
    size_t rows;
    size_t cols;
    size_t rank; /* components found: those with s > 3e-7 of the largest, which is what doubles can tell from 0 */
    double *u;   /* [rows][rank] */
    double *s;   /* [rank] descending */
    double *v;   /* [cols][rank] */
} vn_svd;

/* Randomised subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4) with a Rayleigh-Ritz step in each
 * round. Of the two signs of a component the one is taken with which the entry of u that is largest in magnitude, the
 * first of equal ones, is positive. Memory: a copy of the matrix, and rank + extra numbers twice for each row and
 * column. VN_ENOMEM; VN_ELIMIT above 2^32 - 2 rows. */
vn_status vn_svd_sparse(vn_svd *out, const vn_sparse *x, const vn_svd_options *options, vn_error *err);
void vn_svd_free(vn_svd *svd);

#endif
