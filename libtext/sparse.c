#include "vn/sparse.h"

#include "base.h"

void vn_sparse_free(vn_sparse *m)
{
    free(m->start);
    free(m->col);
    free(m->val);
    *m = (vn_sparse){0};
}

double vn_sparse_dot(const vn_sparse *x, size_t a, const vn_sparse *y, size_t b)
{
    size_t i = x->start[a];
    size_t j = y->start[b];
    double sum = 0;
    while (i < x->start[a + 1] && j < y->start[b + 1]) {
        if (x->col[i] == y->col[j])
            sum += x->val[i++] * y->val[j++];
        else if (x->col[i] < y->col[j])
            i++;
        else
            j++;
    }
    return sum;
}
