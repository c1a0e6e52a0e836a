/* How similar the documents of a cluster are: from the sum of their vectors, without looking at pairs. */
#include "cluster.h"

/* member: the documents by cluster; end [k] where each cluster's end. */
static void list_by_cluster(uint32_t *member, size_t *end, const vn_clusters *c)
{
    size_t sum = 0;
    for (size_t i = 0; i < c->k; i++) {
        end[i] = sum;
        sum += c->size[i];
    }
    for (size_t r = 0; r < c->n; r++)
        member[end[c->cluster[r]]++] = (uint32_t)r;
}

/* Mean dot product of different rows among member[0 .. n); sum [cols] is 0 between clusters. */
static double mean_product(const vn_sparse *x, const uint32_t *member, size_t n, double *sum)
{
    double products = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t p = x->start[member[i]]; p < x->start[member[i] + 1]; p++) {
            products += x->val[p] * sum[x->col[p]]; /* with the members before it */
            sum[x->col[p]] += x->val[p];
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t p = x->start[member[i]]; p < x->start[member[i] + 1]; p++)
            sum[x->col[p]] = 0;
    const double mean = n > 1 ? products / ((double)n * (double)(n - 1) / 2) : 1;
    return mean > 1 ? 1 : mean;
}

vn_status vn_cluster_cohesion(double *mean, const vn_sparse *x, const vn_clusters *clusters, vn_error *err)
{
    const size_t k = clusters->k;
    uint32_t *member = vn_calloc(clusters->n, sizeof *member);
    size_t *end = vn_calloc(k, sizeof *end);
    double *sum = vn_calloc(x->cols, sizeof *sum);
    const bool ok = member && end && sum;
    if (ok) {
        list_by_cluster(member, end, clusters);
        for (size_t c = 0; c < k; c++)
            mean[c] = mean_product(x, member + end[c] - clusters->size[c], clusters->size[c], sum);
        if (clusters->has_empty)
            mean[k - 1] = 0;
    }
    free(member);
    free(end);
    free(sum);
    return ok ? VN_OK : vn_fail_memory(err, "the similarity inside of clusters");
}
