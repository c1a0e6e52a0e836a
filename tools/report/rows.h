/* The similarity matrix of a report in the order of its tree, so that what is alike stands together. */
#ifndef TOOLS_REPORT_ROWS_H
#define TOOLS_REPORT_ROWS_H

#include "report.h"

#include "vn/similar.h"

/* Shows the rows to `each`, as vn_similar_matrix does: row and column i are article r->order[i]. Nothing of the size n * n is
 * held. VN_ENOMEM, and what `each` gives. */
vn_status report_rows(const report *r, vn_matrix_part part, vn_scores_fn *each, void *context, vn_error *err);

/* Copies the rows of n articles, one after the other; vn_sparse_free ends them. VN_ENOMEM. */
vn_status report_take_rows(const report *r, const size_t *article, size_t n, vn_sparse *rows, vn_error *err);

#endif
