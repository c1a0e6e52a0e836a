/* L4: weights of a conditional log-linear model by maximum likelihood. */
#ifndef VN_LIB_KEYWORD_FIT_H
#define VN_LIB_KEYWORD_FIT_H

#include "base.h"

/* Candidates in groups, one an article. Group g has the rows begin[g] .. begin[g + 1] - 1, of which hits[g] are hits. A row
 * has `left` features in one array and `right` in another. */
typedef struct vn_keyword_rows {
    const float *x;      /* [rows][left] */
    const float *extra;  /* [rows][right]; may be NULL when right is 0 */
    const uint8_t *hit;  /* [rows] */
    const size_t *begin; /* [groups + 1] */
    const uint32_t *hits; /* [groups] */
    size_t groups;
    size_t left;
    size_t right;
} vn_keyword_rows;

/* Finds w [left + right] that makes the most of  sum over hits of ln P(row | group)  - penalty / 2 * sum of
 * (w[f] * spread of f)^2, with P(row | group) = exp(w . x) / sum over the group: by Newton's method, the objective being
 * concave. VN_ENOMEM. */
vn_status vn_keyword_fit(const vn_keyword_rows *rows, double penalty, double *w, vn_error *err);

/* p [rows of the group] of group g: P(row | group). */
void vn_keyword_chances(const vn_keyword_rows *rows, const double *w, size_t g, double *p);

#endif
