#include "postings.h"

static vn_status alloc_transpose(vn_sparse *t, const vn_sparse *x, vn_error *err)
{
    const size_t nnz = x->start[x->rows];
    if (x->rows >= UINT32_MAX)
        return vn_fail(err, VN_ELIMIT, "too many documents: %zu", x->rows);
    t->rows = x->cols;
    t->cols = x->rows;
    t->start = vn_calloc(x->cols + 1, sizeof *t->start);
    t->col = vn_realloc(NULL, nnz, sizeof *t->col);
    t->val = vn_realloc(NULL, nnz, sizeof *t->val);
    if (t->start && t->col && t->val)
        return VN_OK;
    vn_sparse_free(t);
    return vn_fail_memory(err, "an inverted index");
}

/* Turns counts at [t] into the first position of each list. */
static void counts_to_starts(size_t *start, size_t n)
{
    size_t sum = 0;
    for (size_t i = 0; i <= n; i++) {
        const size_t count = start[i];
        start[i] = sum;
        sum += count;
    }
}

vn_status vn_sparse_transpose(vn_sparse *out, const vn_sparse *x, vn_error *err)
{
    vn_sparse t = {0};
    const vn_status st = alloc_transpose(&t, x, err);
    if (st)
        return st;
    for (size_t p = 0; p < x->start[x->rows]; p++)
        t.start[x->col[p]]++;
    counts_to_starts(t.start, t.rows);
    for (size_t r = 0; r < x->rows; r++) {
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++) {
            const size_t at = t.start[x->col[p]]++; /* moves to the end of its list while the list fills */
            t.col[at] = (uint32_t)r;
            t.val[at] = x->val[p];
        }
    }
    memmove(t.start + 1, t.start, t.rows * sizeof *t.start);
    t.start[0] = 0;
    *out = t;
    return VN_OK;
}
