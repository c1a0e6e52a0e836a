/* Sparse matrices for the tests of similarity and clustering. */
#ifndef VN_TESTS_MATRICES_H
#define VN_TESTS_MATRICES_H

#include "harness.h"
#include "rng.h"
#include "vn/sparse.h"

#include <math.h>
#include <stdio.h>

static inline vn_sparse matrix_alloc(size_t rows, size_t cols, size_t entries)
{
    vn_sparse x = {rows, cols, vn_calloc(rows + 1, sizeof(size_t)), vn_calloc(entries, sizeof(uint32_t)),
                   vn_calloc(entries, sizeof(double))};
    CU_ASSERT_FATAL(x.start && x.col && x.val);
    return x;
}

/* A file of "rows cols entries" and then "row col value", by rows. */
static inline vn_sparse matrix_read(const char *path)
{
    FILE *in = fopen(path, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    size_t rows;
    size_t cols;
    size_t entries;
    CU_ASSERT_EQUAL_FATAL(fscanf(in, "%zu %zu %zu", &rows, &cols, &entries), 3);
    vn_sparse x = matrix_alloc(rows, cols, entries);
    for (size_t p = 0; p < entries; p++) {
        size_t row;
        CU_ASSERT_EQUAL_FATAL(fscanf(in, "%zu %u %lf", &row, &x.col[p], &x.val[p]), 3);
        x.start[row + 1] = p + 1;
    }
    fclose(in);
    return x;
}

static inline void matrix_unit_rows(vn_sparse *x)
{
    for (size_t r = 0; r < x->rows; r++) {
        const double norm = sqrt(vn_sparse_dot(x, r, x, r));
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++)
            x->val[p] /= norm;
    }
}

/* Rows of groups r % groups with terms of their own, and terms that all share, the first ones in most rows;
 * every `empty`-th row has no terms, row 3 is a copy of row 1. */
static inline vn_sparse matrix_random(size_t rows, size_t cols, size_t groups, size_t empty, uint64_t seed)
{
    vn_sparse x = matrix_alloc(rows, cols, rows * cols);
    vn_rng rng;
    size_t n = 0;
    vn_rng_seed(&rng, seed);
    for (size_t r = 0; r < rows; r++) {
        if (r == 3 && rows > 3) {
            memcpy(x.col + n, x.col + x.start[1], (x.start[2] - x.start[1]) * sizeof *x.col);
            memcpy(x.val + n, x.val + x.start[1], (x.start[2] - x.start[1]) * sizeof *x.val);
            n += x.start[2] - x.start[1];
        }
        for (size_t t = 0; t < cols && r != 3 && !(empty && r % empty == empty - 1); t++) {
            const double share = t < cols / 8 ? 0.6 : t % groups == r % groups ? 0.3 : 0.03;
            if (vn_rng_unit(&rng) >= share)
                continue;
            x.col[n] = (uint32_t)t;
            x.val[n++] = (t < cols / 8 ? 0.2 : 0.5) + vn_rng_unit(&rng);
        }
        x.start[r + 1] = n;
    }
    matrix_unit_rows(&x);
    return x;
}

#endif
