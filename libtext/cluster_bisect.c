/* Bisecting k-means (Zhao & Karypis 2002, criterion I2): of all clusters the one is cut in two by which the sum of
 * cosines to the centroids grows most. The cuts are remembered, so that any smaller number of clusters is had by taking
 * the last ones back; a partition is then refined among all its clusters. */
#include "cluster.h"

#include <math.h>

typedef struct bisection {
    const vn_sparse *x;
    const vn_cluster_options *options;
    size_t k;          /* clusters so far */
    uint32_t *cluster; /* [rows] */
    uint8_t *side;     /* [rows] half to which the best cut of its cluster brings a row */
    double *gain;      /* [k_max] of the best cut; below 0: a single row */
    uint32_t *parent;  /* [k_max] the cluster from which it was cut */
    double *sum;       /* [cols] scratch */
} bisection;

static double length_of(bisection *b, const vn_sparse *x, const uint32_t *half, uint32_t which)
{
    double squares = 0;
    memset(b->sum, 0, x->cols * sizeof *b->sum);
    for (size_t r = 0; r < x->rows; r++)
        for (size_t p = x->start[r]; p < x->start[r + 1] && (half[r] == which || which > 1); p++)
            b->sum[x->col[p]] += x->val[p];
    for (size_t t = 0; t < x->cols; t++)
        squares += b->sum[t] * b->sum[t];
    return sqrt(squares);
}

static void free_part(vn_sparse *part, uint32_t *half)
{
    vn_sparse_free(part);
    free(half);
}

/* The rows of cluster c, copied. */
static vn_status take_part(vn_sparse *part, uint32_t **half, const bisection *b, uint32_t c, vn_error *err)
{
    const vn_sparse *x = b->x;
    size_t rows = 0;
    size_t entries = 0;
    for (size_t r = 0; r < x->rows; r++) {
        rows += b->cluster[r] == c;
        entries += b->cluster[r] == c ? x->start[r + 1] - x->start[r] : 0;
    }
    *half = vn_calloc(rows, sizeof **half);
    *part = (vn_sparse){.cols = x->cols,
                        .start = vn_calloc(rows + 1, sizeof *part->start),
                        .col = vn_calloc(entries, sizeof *part->col),
                        .val = vn_calloc(entries, sizeof *part->val)};
    if (!*half || !part->start || !part->col || !part->val) {
        free_part(part, *half);
        return vn_fail_memory(err, "half a cluster");
    }
    for (size_t r = 0; r < x->rows; r++) {
        const size_t n = b->cluster[r] == c ? x->start[r + 1] - x->start[r] : 0;
        const size_t at = part->start[part->rows];
        memcpy(part->col + at, x->col + x->start[r], n * sizeof *part->col);
        memcpy(part->val + at, x->val + x->start[r], n * sizeof *part->val);
        part->rows += b->cluster[r] == c;
        part->start[part->rows] = at + n;
    }
    return VN_OK;
}

/* Finds the best cut of cluster c. */
static vn_status prepare_cut(bisection *b, uint32_t c, vn_error *err)
{
    vn_sparse part;
    uint32_t *half;
    vn_status st = take_part(&part, &half, b, c, err);
    if (st)
        return st;
    b->gain[c] = -1;
    if (part.rows > 1)
        st = vn_kmeans(half, &part, b->options, 2, err);
    if (!st && part.rows > 1) {
        size_t i = 0;
        for (size_t r = 0; r < b->x->rows; r++)
            if (b->cluster[r] == c)
                b->side[r] = (uint8_t)half[i++];
        const double gain = length_of(b, &part, half, 0) + length_of(b, &part, half, 1) - length_of(b, &part, half, 2);
        b->gain[c] = gain > 0 ? gain : 0; /* rounding */
    }
    free_part(&part, half);
    return st;
}

/* Cuts the cluster that gains most, ties to the smaller number; false: all clusters are single rows. */
static bool cut(bisection *b, uint32_t *from)
{
    uint32_t best = 0;
    for (uint32_t c = 1; c < b->k; c++)
        if (b->gain[c] > b->gain[best])
            best = c;
    if (b->gain[best] < 0)
        return false;
    for (size_t r = 0; r < b->x->rows; r++)
        if (b->cluster[r] == best && b->side[r])
            b->cluster[r] = (uint32_t)b->k;
    b->parent[b->k++] = best;
    *from = best;
    return true;
}

static vn_status cut_into(bisection *b, size_t k, vn_error *err)
{
    b->k = 1;
    vn_status st = prepare_cut(b, 0, err);
    uint32_t from;
    while (!st && b->k < k && cut(b, &from)) {
        st = prepare_cut(b, from, err);
        if (!st)
            st = prepare_cut(b, (uint32_t)(b->k - 1), err);
    }
    return st;
}

/* The partition of k clusters, later cuts taken back. */
static vn_status partition(void *context, uint32_t *cluster, size_t k, vn_error *err)
{
    const bisection *b = context;
    vn_cluster_options options = *b->options;
    options.threads = b->options->k ? options.threads : 1;
    for (size_t r = 0; r < b->x->rows; r++) {
        uint32_t c = b->cluster[r];
        while (c >= k)
            c = b->parent[c];
        cluster[r] = c;
    }
    return vn_kmeans_refine(cluster, b->x, &options, k, err);
}

static void free_bisection(bisection *b)
{
    free(b->cluster);
    free(b->side);
    free(b->gain);
    free(b->parent);
    free(b->sum);
}

static vn_status run_bisect(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options,
                            vn_error *err)
{
    const size_t k = options->k ? options->k : options->k_max;
    bisection b = {.x = x,
                   .options = options,
                   .cluster = vn_calloc(x->rows, sizeof *b.cluster),
                   .side = vn_calloc(x->rows, sizeof *b.side),
                   .gain = vn_calloc(k, sizeof *b.gain),
                   .parent = vn_calloc(k, sizeof *b.parent),
                   .sum = vn_calloc(x->cols, sizeof *b.sum)};
    vn_status st = VN_OK;
    if (!b.cluster || !b.side || !b.gain || !b.parent || !b.sum)
        st = vn_fail_memory(err, "bisecting k-means");
    if (!st)
        st = cut_into(&b, k, err);
    out->k = k;
    if (!st && options->k)
        st = partition(&b, cluster, k, err);
    else if (!st)
        st = vn_cluster_choose(out, cluster, x, options, partition, &b, err);
    free_bisection(&b);
    return st;
}

const vn_cluster_kind vn_cluster_bisect = {
    .name = "bisect",
    .about = "bisecting k-means, then refined",
    .restarts = 10,
    .reduces = true,
    .run = run_bisect,
};
