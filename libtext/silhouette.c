/* Mean silhouette by cosine. The mean similarity of a document to a cluster is its dot product with the
 * cluster's sum vector, over the size: no pair of documents is ever looked at. */
#include "cluster.h"

#include "lanes.h"

enum { BLOCK = 16 }; /* clusters whose sum vectors are held at a time, so that memory does not grow with k */

typedef struct work {
    double *sum;   /* [cols][n] term-major: one entry of a document meets the block's n clusters side by side */
    double *own;   /* [rows] dot product with the sum of the document's cluster */
    double *other; /* [rows] largest mean similarity to another cluster; below -1: none seen */
    size_t *size;  /* [k] */
} work;

static void sum_block(work *w, const vn_sparse *x, const uint32_t *cluster, size_t first, size_t n)
{
    memset(w->sum, 0, x->cols * n * sizeof *w->sum);
    for (size_t r = 0; r < x->rows; r++) {
        if (cluster[r] < first || cluster[r] >= first + n)
            continue;
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++)
            w->sum[x->col[p] * n + (cluster[r] - first)] += x->val[p];
    }
}

static void meet_block(work *w, const vn_sparse *x, const uint32_t *cluster, size_t first, size_t n)
{
    for (size_t r = 0; r < x->rows; r++) {
        double dot[BLOCK] = {0};
        const size_t p = x->start[r];
        vn_lanes_add(dot, w->sum, n, x->col + p, x->val + p, x->start[r + 1] - p);
        for (size_t c = 0; c < n; c++) {
            if (first + c == cluster[r])
                w->own[r] = dot[c];
            else if (w->size[first + c] && dot[c] / (double)w->size[first + c] > w->other[r])
                w->other[r] = dot[c] / (double)w->size[first + c];
        }
    }
}

/* (b - a) / max(a, b), with a the mean distance to the others of the cluster and b the mean distance to the
 * nearest other cluster. */
static double silhouette_of(const work *w, const vn_sparse *x, const uint32_t *cluster, size_t r)
{
    const double others = (double)w->size[cluster[r]] - 1;
    if (others < 1)
        return 0;
    double a = 1 - (w->own[r] - vn_sparse_dot(x, r, x, r)) / others;
    double b = 1 - w->other[r];
    a = a < 0 ? 0 : a; /* rounding, among copies of one document */
    b = b < 0 ? 0 : b;
    const double max = a > b ? a : b;
    return max > 0 ? (b - a) / max : 0;
}

static double mean_silhouette(work *w, const vn_sparse *x, const uint32_t *cluster, size_t k)
{
    size_t clusters = 0;
    for (size_t r = 0; r < x->rows; r++) {
        clusters += !w->size[cluster[r]]++;
        w->other[r] = -2;
    }
    if (clusters < 2)
        return 0;
    for (size_t first = 0; first < k; first += BLOCK) {
        const size_t n = k - first < BLOCK ? k - first : BLOCK;
        sum_block(w, x, cluster, first, n);
        meet_block(w, x, cluster, first, n);
    }
    double sum = 0;
    for (size_t r = 0; r < x->rows; r++)
        sum += silhouette_of(w, x, cluster, r);
    return sum / (double)x->rows;
}

vn_status vn_silhouette(double *mean, const vn_sparse *x, const uint32_t *cluster, size_t k, vn_error *err)
{
    const size_t line = (k < BLOCK ? k : BLOCK) * sizeof(double);
    work w = {vn_calloc(x->cols, line), vn_calloc(x->rows, sizeof *w.own),
              vn_calloc(x->rows, sizeof *w.other), vn_calloc(k, sizeof *w.size)};
    const bool ok = w.sum && w.own && w.other && w.size;
    if (ok)
        vn_advise_large(w.sum, x->cols * line);
    if (ok)
        *mean = mean_silhouette(&w, x, cluster, k);
    free(w.sum);
    free(w.own);
    free(w.other);
    free(w.size);
    return ok ? VN_OK : vn_fail_memory(err, "a silhouette");
}
