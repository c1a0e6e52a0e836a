#include "rows.h"

#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* The entries of the rows, one row after the other in the order of the tree. */
static void copy_rows(const report *r, vn_sparse *to)
{
    to->start[0] = 0;
    for (size_t i = 0; i < r->n; i++) {
        const size_t from = r->matrix.start[r->order[i]];
        const size_t n = r->matrix.start[r->order[i] + 1] - from;
        if (n) {
            memcpy(to->col + to->start[i], r->matrix.col + from, n * sizeof *to->col);
            memcpy(to->val + to->start[i], r->matrix.val + from, n * sizeof *to->val);
        }
        to->start[i + 1] = to->start[i] + n;
    }
}

static vn_status in_order(const report *r, vn_sparse *to, vn_error *err)
{
    const size_t entries = r->matrix.start[r->n];
    *to = (vn_sparse){.rows = r->n, .cols = r->matrix.cols};
    to->start = calloc(r->n + 1, sizeof *to->start);
    to->col = calloc(entries + 1, sizeof *to->col);
    to->val = calloc(entries + 1, sizeof *to->val);
    if (!to->start || !to->col || !to->val) {
        vn_sparse_free(to);
        return cli_error(err, VN_ENOMEM, "out of memory for the matrix");
    }
    copy_rows(r, to);
    return VN_OK;
}

vn_status report_rows(const report *r, vn_matrix_part part, vn_scores_fn *each, void *context, vn_error *err)
{
    vn_sparse ordered;
    if (!r->n)
        return VN_OK;
    vn_status st = in_order(r, &ordered, err);
    if (st)
        return st;
    st = vn_similar_matrix(&ordered, part, 1, each, context, err);
    vn_sparse_free(&ordered);
    return st;
}
