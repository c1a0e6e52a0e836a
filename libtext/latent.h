/* L4: documents in few dimensions (latent semantic analysis, Deerwester et al. 1990). */
#ifndef VN_LIB_LATENT_H
#define VN_LIB_LATENT_H

#include "base.h"
#include "vn/sparse.h"

/* Whether x has enough rows and terms for `dimensions` to be fewer. */
bool vn_latent_helps(const vn_sparse *x, size_t dimensions);

/* The rows of x, weights to the power of 3/4, over their leading right singular vectors, brought to length 1. Terms of a
 * single row say nothing about likeness and take no part; a row of such terms alone comes out empty, every other row
 * with an entry for each of the out->cols <= dimensions. Of many rows the axes are those of a sample at even steps, so
 * that the time is that of one pass over x and the sample's. VN_ENOMEM. */
vn_status vn_latent(vn_sparse *out, const vn_sparse *x, size_t dimensions, unsigned threads, vn_error *err);

/* The first `dimensions` of the rows that vn_latent made, brought to length 1 again. VN_ENOMEM. */
vn_status vn_latent_leading(vn_sparse *out, const vn_sparse *x, size_t dimensions, vn_error *err);

#endif
