#include "rows.h"

#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* The entries of the rows, one row after the other. */
static void copy_rows(const report *r, const size_t *article, vn_sparse *to)
{
    for (size_t i = 0; i < to->rows; i++) {
        const size_t from = r->matrix.start[article[i]];
        const size_t n = r->matrix.start[article[i] + 1] - from;
        if (n) {
            memcpy(to->col + to->start[i], r->matrix.col + from, n * sizeof *to->col);
            memcpy(to->val + to->start[i], r->matrix.val + from, n * sizeof *to->val);
        }
        to->start[i + 1] = to->start[i] + n;
    }
}

vn_status report_take_rows(const report *r, const size_t *article, size_t n, vn_sparse *rows, vn_error *err)
{
    size_t entries = 0;
    for (size_t i = 0; i < n; i++)
        entries += r->matrix.start[article[i] + 1] - r->matrix.start[article[i]];
    vn_sparse to = {.rows = n, .cols = r->matrix.cols};
    to.start = calloc(n + 1, sizeof *to.start);
    to.col = calloc(entries + 1, sizeof *to.col);
    to.val = calloc(entries + 1, sizeof *to.val);
    if (!to.start || !to.col || !to.val) {
        vn_sparse_free(&to);
        return cli_error(err, VN_ENOMEM, "out of memory for the matrix");
    }
    copy_rows(r, article, &to);
    *rows = to;
    return VN_OK;
}

vn_status report_rows(const report *r, vn_matrix_part part, vn_scores_fn *each, void *context, vn_error *err)
{
    vn_sparse ordered;
    if (!r->n)
        return VN_OK;
    vn_status st = report_take_rows(r, r->order, r->n, &ordered, err);
    if (st)
        return st;
    st = vn_similar_matrix(&ordered, part, 1, each, context, err);
    vn_sparse_free(&ordered);
    return st;
}
