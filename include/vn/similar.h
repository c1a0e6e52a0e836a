/* Similarity of documents: cosines between the rows of a sparse matrix. Everything here is exact, and the
 * same bits whatever the number of threads.
 *
 * A matrix x has non-negative values and rows of length 1 (L2), or rows without entries: documents without
 * terms, which are similar to nothing. The score of two rows is vn_sparse_dot of them, at most 1. */
#ifndef VN_SIMILAR_H
#define VN_SIMILAR_H

#include "vn/sparse.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A row or a term, and its score. */
typedef struct vn_match {
    size_t index;
    double score;
} vn_match;

/* Which neighbours of which rows are wanted. All zero: every other row with a score above 0, for every row. */
typedef struct vn_similar_options {
    size_t top;       /* at most so many for a row, 0: no limit */
    double min;       /* only scores >= min; scores of 0 never count */
    bool once;        /* only rows with a higher number: each pair once */
    unsigned threads; /* 0 and 1: in the caller */
    size_t first;     /* only the neighbours of rows first .. last - 1, among all rows: a share of the work */
    size_t last;      /* 0, and anything beyond the last row: to the end */
} vn_similar_options;

/* Sees the neighbours of one row, best first, ties by the smaller index; rows come in order, from the
 * caller's thread. `match` lives until it returns. A failure ends the run and is passed on. */
typedef vn_status vn_neighbors_fn(void *context, size_t row, const vn_match *match, size_t n, vn_error *err);

/* Finds the neighbours of every row. Memory: about that of the matrix for an index, 16 bytes for each neighbour
 * that is wanted, and a megabyte a thread; nothing of the size rows x rows. VN_EINVAL for a min that is not in
 * 0 .. 1; VN_ENOMEM; VN_ELIMIT above 2^32 - 2 rows. */
VN_API vn_status vn_similar_neighbors(const vn_sparse *x, const vn_similar_options *options, vn_neighbors_fn *each,
                                      void *context, vn_error *err);

/* The same from one set to another: for every row of y, or those of `first` and `last`, the rows of x most
 * similar to it. The columns of both are the same terms; a column that only one of them has matches nothing.
 * Rows of y may be shorter than 1 when some of their terms were left out. VN_EINVAL also with `once`. */
VN_API vn_status vn_similar_query(const vn_sparse *x, const vn_sparse *y, const vn_similar_options *options,
                                  vn_neighbors_fn *each, void *context, vn_error *err);

/* Sees the scores of one row of the full matrix; they live until it returns. A failure ends the run and is passed on. */
typedef vn_status vn_scores_fn(void *context, size_t row, const double *score, size_t n, vn_error *err);

/* Which half is wanted. The whole costs less than both halves. */
typedef enum vn_matrix_part {
    VN_MATRIX_FULL = 0,  /* row i against every row: score [rows] */
    VN_MATRIX_LOWER = 1, /* against the rows before it: score [i] */
    VN_MATRIX_UPPER = 2  /* against itself and the rows behind it: score [rows - i] */
} vn_matrix_part;

/* The matrix of all scores, row by row in order. Symmetric to the last bit; the diagonal is exactly 1, or 0 for a row
 * without entries. Memory: some times that of x and a strip of rows, 64 MiB or one row; nothing of the size rows x rows.
 * VN_ENOMEM; VN_ELIMIT above 2^32 - 2 rows. */
VN_API vn_status vn_similar_matrix(const vn_sparse *x, vn_matrix_part part, unsigned threads, vn_scores_fn *each,
                                   void *context, vn_error *err);

/* The rows first .. last - 1 of it, with the same bits: a share of the work. */
VN_API vn_status vn_similar_matrix_rows(const vn_sparse *x, vn_matrix_part part, size_t first, size_t last,
                                        unsigned threads, vn_scores_fn *each, void *context, vn_error *err);

/* Why rows a and b are similar: the terms (columns) with the largest products of their two values, best
 * first, ties by the smaller column. Fills at most m of `match` [m] and returns how many. The products of
 * all terms sum to the score. */
VN_API size_t vn_similar_why(const vn_sparse *x, size_t a, size_t b, vn_match *match, size_t m);

#ifdef __cplusplus
}
#endif
#endif
