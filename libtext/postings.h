/* L4: the inverted index of a sparse matrix: which rows hold a term. */
#ifndef VN_LIB_POSTINGS_H
#define VN_LIB_POSTINGS_H

#include "base.h"
#include "vn/sparse.h"

/* The transpose: row t of `out` lists the rows of x that hold term t, ascending. Its columns are the rows
 * of x. Time and memory are linear. VN_ENOMEM; VN_ELIMIT when x has more rows than a column number can
 * hold. */
vn_status vn_sparse_transpose(vn_sparse *out, const vn_sparse *x, vn_error *err);

/* A cosine is never above 1, whatever rounding says. */
static inline double vn_cosine(double dot)
{
    return dot > 1 ? 1 : dot;
}

#endif
