#include "vn/map2d.h"

#include "svd.h"

/* Twenty columns in all: a wide sample needs fewer rounds where many components are nearly as large as the second. */
static const vn_svd_options SVD = {.rank = 2, .extra = 18, .rounds = 100, .tolerance = 1e-6, .centre = true};

/* Rows of x that have entries, as a matrix that shares x's entries; start [rows + 1]. */
static vn_sparse full_rows(const vn_sparse *x, size_t *start)
{
    vn_sparse full = {.cols = x->cols, .start = start, .col = x->col, .val = x->val};
    for (size_t r = 0; r < x->rows; r++)
        if (x->start[r] < x->start[r + 1])
            start[++full.rows] = x->start[r + 1];
    return full;
}

/* Sum of the squared distances of the rows from their mean. */
static vn_status spread_of(double *spread, const vn_sparse *x, vn_error *err)
{
    double *mean = vn_calloc(x->cols, sizeof *mean);
    if (!mean)
        return vn_fail_memory(err, "a map of documents");
    double squares = 0;
    for (size_t p = 0; p < x->start[x->rows]; p++) {
        mean[x->col[p]] += x->val[p] / (double)x->rows;
        squares += x->val[p] * x->val[p];
    }
    for (size_t c = 0; c < x->cols; c++)
        squares -= mean[c] * mean[c] * (double)x->rows;
    *spread = squares;
    free(mean);
    return VN_OK;
}

static void put_places(double *place, const vn_sparse *x, const vn_svd *svd)
{
    size_t seen = 0;
    for (size_t r = 0; r < x->rows; r++) {
        const bool full = x->start[r] < x->start[r + 1];
        for (size_t i = 0; i < 2; i++)
            place[2 * r + i] = full && i < svd->rank ? svd->u[seen * svd->rank + i] * svd->s[i] : 0;
        seen += full;
    }
}

vn_status vn_map2d(double *place, double *share, const vn_sparse *x, unsigned threads, vn_error *err)
{
    size_t *start = vn_calloc(x->rows + 1, sizeof *start);
    if (!start)
        return vn_fail_memory(err, "a map of documents");
    const vn_sparse full = full_rows(x, start);
    vn_svd_options options = SVD;
    options.threads = threads;
    vn_svd svd = {0};
    double spread = 0;
    vn_status st = vn_svd_sparse(&svd, &full, &options, err);
    if (!st && share)
        st = spread_of(&spread, &full, err);
    if (!st) {
        put_places(place, x, &svd);
        for (size_t i = 0; share && i < 2; i++)
            share[i] = i < svd.rank ? svd.s[i] * svd.s[i] / spread : 0;
    }
    vn_svd_free(&svd);
    free(start);
    return st;
}
