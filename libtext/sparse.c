#include "vn/sparse.h"

#include "base.h"

void vn_sparse_free(vn_sparse *m)
{
    free(m->start);
    free(m->col);
    free(m->val);
    memset(m, 0, sizeof *m);
}

double vn_sparse_dot(const vn_sparse *x, size_t a, const vn_sparse *y, size_t b)
{
    size_t i = x->start[a];
    size_t j = y->start[b];
    const size_t i_end = x->start[a + 1];
    const size_t j_end = y->start[b + 1];
    double sum = 0.0;
    while (i < i_end && j < j_end) {
        const uint32_t p = x->col[i];
        const uint32_t q = y->col[j];
        if (p == q)
            sum += x->val[i] * y->val[j];
        i += p <= q;
        j += q <= p;
    }
    return sum;
}
