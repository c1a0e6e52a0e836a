/* Clustering: the table of methods, and what is done around each of them. */
#include "cluster.h"

#include "latent.h"
#include "pool.h"

#include <math.h>

static const vn_cluster_kind *const METHODS[] = {&vn_cluster_kmeans, &vn_cluster_bisect, &vn_cluster_average,
                                                 &vn_cluster_complete, &vn_cluster_ward,  &vn_cluster_leiden,
                                                 &vn_cluster_events};

enum { DEFAULT_K_MAX = 30, FEW_RESTARTS = 3, DEFAULT_ITERATIONS = 100 };
enum { MOST_USUAL_DIMENSIONS = 50, MOST_DIMENSIONS = 200 };

bool vn_cluster_method(size_t i, const char **name, const char **about)
{
    if (i >= VN_COUNT(METHODS))
        return false;
    *name = METHODS[i]->name;
    *about = METHODS[i]->about;
    return true;
}

static const vn_cluster_kind *find_method(const char *name)
{
    for (size_t i = 0; i < VN_COUNT(METHODS); i++)
        if (!name || strcmp(METHODS[i]->name, name) == 0)
            return METHODS[i];
    return NULL;
}

bool vn_cluster_makes_tree(const char *method)
{
    const vn_cluster_kind *kind = find_method(method);
    return kind && kind->makes_tree;
}

void vn_clusters_free(vn_clusters *clusters)
{
    free(clusters->cluster);
    free(clusters->size);
    free(clusters->curve);
    free(clusters->merges);
    free(clusters->resolutions);
    vn_graph_free(&clusters->graph);
    *clusters = (vn_clusters){0};
}

static bool row_is_empty(const vn_sparse *x, size_t row)
{
    return x->start[row] == x->start[row + 1];
}

/* The rows of x that have entries, as a matrix that shares x's entries (only `start` is its own); row_of
 * [rows] gets their numbers in x. */
static void without_empty_rows(vn_sparse *full, uint32_t *row_of, const vn_sparse *x)
{
    full->col = x->col;
    full->val = x->val;
    full->cols = x->cols;
    full->rows = 0;
    for (size_t r = 0; r < x->rows; r++) {
        if (row_is_empty(x, r))
            continue;
        row_of[full->rows] = (uint32_t)r;
        full->start[full->rows++] = x->start[r];
    }
    full->start[full->rows] = x->start[x->rows];
}

/* The square root of the documents and 4, at most 50: with more of them noise comes in, the fewer the documents the
 * sooner. But k clusters want about k dimensions. */
static size_t usual_dimensions(size_t n, size_t k)
{
    const size_t root = 4 + (size_t)sqrt((double)n);
    size_t d = root < MOST_USUAL_DIMENSIONS ? root : MOST_USUAL_DIMENSIONS;
    d = d < k ? k : d;
    return d < MOST_DIMENSIONS ? d : MOST_DIMENSIONS;
}

static vn_status complete_options(vn_cluster_options *o, const vn_cluster_kind **kind, size_t n, vn_error *err)
{
    *kind = find_method(o->method);
    if (!*kind)
        return vn_fail(err, VN_EINVAL, "there is no clustering method '%.50s'", o->method);
    if (!(o->min >= 0 && o->min <= 1))
        return vn_fail(err, VN_EINVAL, "a least similarity is between 0 and 1");
    if (o->min > 0 && (!(*kind)->takes_min || o->k))
        return vn_fail(err, VN_EINVAL,
                       "a least similarity goes with method 'average' or 'events' and without a number of clusters");
    if (o->k && (*kind)->chooses_k)
        return vn_fail(err, VN_EINVAL, "method '%s' takes no number of clusters", (*kind)->name);
    if (!(o->resolution >= 0))
        return vn_fail(err, VN_EINVAL, "a resolution is above 0");
    o->resolution = o->resolution > 0 ? o->resolution : 1;
    if (!o->k_max) {
        o->k_max = (size_t)sqrt((double)n);
        o->k_max = o->k_max > DEFAULT_K_MAX ? DEFAULT_K_MAX : o->k_max;
    }
    o->k_max = o->k_max < 2 ? 2 : o->k_max;
    o->dimensions = o->dimensions ? o->dimensions : usual_dimensions(n, o->k);
    if (!o->restarts)
        o->restarts = (*kind)->many && n > (*kind)->many ? FEW_RESTARTS : (*kind)->restarts;
    o->max_iterations = o->max_iterations ? o->max_iterations : DEFAULT_ITERATIONS;
    return VN_OK;
}

static vn_status run_latent(const vn_cluster_kind *kind, vn_clusters *out, uint32_t *cluster, const vn_sparse *full,
                            const vn_cluster_options *options, vn_error *err)
{
    vn_sparse few;
    vn_status st = vn_latent(&few, full, options->dimensions, options->threads, err);
    if (st)
        return st;
    st = kind->run(out, cluster, &few, options, err);
    vn_sparse_free(&few);
    return st;
}

/* One document, or none, needs no method. */
static vn_status run_method(const vn_cluster_kind *kind, vn_clusters *out, uint32_t *cluster, const vn_sparse *full,
                            const vn_cluster_options *options, vn_error *err)
{
    if (full->rows > 1 && kind->reduces && vn_latent_helps(full, options->dimensions))
        return run_latent(kind, out, cluster, full, options, err);
    vn_cluster_options o = *options;
    o.dimensions = VN_ALL_DIMENSIONS;
    if (full->rows > 1)
        return kind->run(out, cluster, full, &o, err);
    out->k = full->rows;
    if (full->rows)
        cluster[0] = 0;
    return VN_OK;
}

typedef struct group {
    size_t size;
    size_t first; /* smallest row */
    uint32_t number;
} group;

static int compare_groups(const void *a, const void *b)
{
    const group *x = a;
    const group *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static void survey_groups(group *g, size_t k, const uint32_t *cluster, size_t n)
{
    for (size_t c = 0; c < k; c++)
        g[c] = (group){.number = (uint32_t)c};
    for (size_t r = 0; r < n; r++) {
        if (!g[cluster[r]].size++)
            g[cluster[r]].first = r;
    }
}

/* Numbers the clusters by size and smallest row, drops empty ones, and writes sizes and memberships of all
 * rows. */
static vn_status number_clusters(vn_clusters *out, const uint32_t *cluster, const vn_sparse *full,
                                 const uint32_t *row_of, vn_error *err)
{
    const size_t k = out->k;
    group *g = vn_calloc(k, sizeof *g);
    uint32_t *number = vn_calloc(k, sizeof *number);
    out->size = vn_calloc(k + 1, sizeof *out->size);
    out->cluster = vn_calloc(out->n, sizeof *out->cluster);
    const bool ok = g && number && out->size && out->cluster;
    if (ok) {
        survey_groups(g, k, cluster, full->rows);
        qsort(g, k, sizeof *g, compare_groups);
        for (out->k = 0; out->k < k && g[out->k].size; out->k++) {
            number[g[out->k].number] = (uint32_t)out->k;
            out->size[out->k] = g[out->k].size;
        }
        out->has_empty = full->rows < out->n;
        for (size_t r = 0; out->has_empty && r < out->n; r++)
            out->cluster[r] = (uint32_t)out->k;
        for (size_t i = 0; i < full->rows; i++)
            out->cluster[row_of[i]] = number[cluster[i]];
        if (out->has_empty)
            out->size[out->k++] = out->n - full->rows;
    }
    free(g);
    free(number);
    return ok ? VN_OK : vn_fail_memory(err, "clusters");
}

/* Documents without terms join last, one after the other, at distance 1, or that of the last
 * merge when Ward's linkage makes it greater. */
static void merge_empty_rows(vn_clusters *out, const vn_sparse *x, const vn_sparse *full, const uint32_t *row_of)
{
    const size_t n = x->rows;
    const double last = out->n_merges ? out->merges[out->n_merges - 1].distance : 0;
    const double far = last > 1 ? last : 1;
    uint32_t root = out->n_merges ? (uint32_t)(n + out->n_merges - 1) : full->rows ? row_of[0] : 0;
    for (size_t r = full->rows ? 0 : 1; r < n; r++) {
        if (!row_is_empty(x, r))
            continue;
        const size_t i = out->n_merges++;
        const uint32_t row = (uint32_t)r;
        out->merges[i] = (vn_merge){row < root ? row : root, row < root ? root : row, far, i + 2};
        root = (uint32_t)(n + i);
    }
}

/* Merges among the rows that a method saw become merges among all documents. */
static vn_status complete_merges(vn_clusters *out, const vn_sparse *x, const vn_sparse *full, const uint32_t *row_of,
                                 vn_error *err)
{
    const size_t n = x->rows;
    const size_t m = full->rows;
    if (!out->merges && m > 1)
        return VN_OK;
    vn_merge *merges = vn_realloc(out->merges, n, sizeof *merges);
    if (!merges)
        return vn_fail_memory(err, "a hierarchy");
    out->merges = merges;
    for (size_t i = 0; i < out->n_merges; i++) {
        uint32_t *node[] = {&merges[i].left, &merges[i].right};
        for (size_t e = 0; e < 2; e++)
            *node[e] = *node[e] < m ? row_of[*node[e]] : (uint32_t)(*node[e] + (n - m));
    }
    merge_empty_rows(out, x, full, row_of);
    return VN_OK;
}

/* A graph of the rows that a method saw becomes one of all documents. */
static vn_status complete_graph(vn_clusters *out, const vn_sparse *x, const vn_sparse *full, const uint32_t *row_of,
                                vn_error *err)
{
    vn_graph *g = &out->graph;
    if (!g->start || full->rows == x->rows)
        return VN_OK;
    size_t *start = vn_calloc(x->rows + 1, sizeof *start);
    if (!start)
        return vn_fail_memory(err, "a graph of documents");
    for (size_t p = 0; p < g->start[g->n]; p++)
        g->to[p] = row_of[g->to[p]];
    size_t seen = 0;
    for (size_t r = 0; r < x->rows; r++) {
        seen += !row_is_empty(x, r);
        start[r + 1] = g->start[seen];
    }
    free(g->start);
    g->start = start;
    g->n = x->rows;
    return VN_OK;
}

static vn_status cluster_rows(vn_clusters *out, const vn_sparse *x, vn_sparse *full, uint32_t *row_of,
                              uint32_t *cluster, vn_cluster_options *options, vn_error *err)
{
    const vn_cluster_kind *kind;
    without_empty_rows(full, row_of, x);
    vn_status st = complete_options(options, &kind, full->rows, err);
    if (!st && full->rows >= UINT32_MAX / 2)
        st = vn_fail(err, VN_ELIMIT, "too many documents: %zu", full->rows);
    if (options->k > full->rows)
        options->k = full->rows;
    if (options->k_max > full->rows)
        options->k_max = full->rows;
    if (!st)
        st = run_method(kind, out, cluster, full, options, err);
    if (!st)
        st = number_clusters(out, cluster, full, row_of, err);
    if (!st && kind->makes_tree)
        st = complete_merges(out, x, full, row_of, err);
    if (!st)
        st = complete_graph(out, x, full, row_of, err);
    return st;
}

vn_status vn_cluster(vn_clusters *out, const vn_sparse *x, const vn_cluster_options *options, vn_error *err)
{
    vn_cluster_options o = options ? *options : (vn_cluster_options){0};
    vn_clusters result = {.n = x->rows};
    vn_sparse full = {.start = vn_calloc(x->rows + 1, sizeof *full.start)};
    uint32_t *row_of = vn_calloc(x->rows, sizeof *row_of);
    uint32_t *cluster = vn_calloc(x->rows, sizeof *cluster);
    vn_status st;
    if (full.start && row_of && cluster)
        st = cluster_rows(&result, x, &full, row_of, cluster, &o, err);
    else
        st = vn_fail_memory(err, "clusters");
    free(full.start);
    free(row_of);
    free(cluster);
    if (st)
        vn_clusters_free(&result);
    else
        *out = result;
    return st;
}

typedef struct choice {
    const vn_sparse *x;
    vn_partition_fn *partition;
    void *context;
    bool latent;
    uint32_t *cluster; /* [k_max - 1][rows] */
    double *curve;     /* [k_max - 1] */
} choice;

static vn_status try_number(void *context, size_t index, unsigned thread, vn_error *err)
{
    (void)thread;
    choice *c = context;
    uint32_t *cluster = c->cluster + index * c->x->rows;
    const size_t k = index + 2;
    vn_sparse leading = {0};
    vn_status st = c->partition(c->context, cluster, k, err);
    if (!st && c->latent)
        st = vn_latent_leading(&leading, c->x, k, err);
    if (!st)
        st = vn_silhouette(&c->curve[index], c->latent ? &leading : c->x, cluster, k, err);
    if (!st && c->latent)
        c->curve[index] *= 1 - 1 / (double)k;
    vn_sparse_free(&leading);
    return st;
}

vn_status vn_cluster_choose(vn_clusters *out, uint32_t *cluster, const vn_sparse *x,
                            const vn_cluster_options *options, vn_partition_fn *partition, void *context,
                            vn_error *err)
{
    const size_t n = options->k_max - 1;
    size_t cells;
    choice c = {.x = x,
                .partition = partition,
                .context = context,
                .latent = options->dimensions != VN_ALL_DIMENSIONS,
                .curve = vn_calloc(n, sizeof *c.curve)};
    if (vn_size_mul(n, x->rows, &cells))
        c.cluster = vn_calloc(cells, sizeof *c.cluster);
    vn_status st = c.cluster && c.curve ? VN_OK : vn_fail_memory(err, "a choice of clusters");
    if (!st)
        st = vn_pool_run(options->threads, n, try_number, &c, err);
    if (!st) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            if (c.curve[i] > c.curve[best])
                best = i;
        const bool parts = c.curve[best] > 0; /* else no partition is better than none: all alike */
        memcpy(cluster, c.cluster + best * x->rows, parts ? x->rows * sizeof *cluster : 0);
        out->k = parts ? best + 2 : 1;
        out->curve = c.curve;
        out->n_curve = n;
        c.curve = NULL;
    }
    free(c.curve);
    free(c.cluster);
    return st;
}
