/* Hierarchies by linkage, and the partitions that cut them. */
#include "cluster.h"

#include "cluster_chain.h"
#include "cluster_forest.h"

#include <math.h>

typedef struct linkage {
    size_t n;
    vn_merge *merges; /* [n - 1] */
    size_t n_merges;
    uint32_t *parent; /* [2n] union-find over nodes */
} linkage;

static void free_linkage(linkage *l)
{
    free(l->merges);
    free(l->parent);
}

static vn_status make_linkage(linkage *l, const vn_sparse *x, const vn_linkage *kind, unsigned threads, vn_error *err)
{
    const size_t n = x->rows;
    *l = (linkage){.n = n,
                   .n_merges = n - 1,
                   .merges = vn_calloc(n, sizeof *l->merges),
                   .parent = vn_calloc(2 * n, sizeof *l->parent)};
    if (!l->merges || !l->parent)
        return vn_fail_memory(err, "a hierarchy");
    return vn_chain_merges(l->merges, x, kind, threads, err);
}

/* A merge in the order of its making, to keep the sort stable: children never come after their parent. */
typedef struct ordered {
    vn_merge merge;
    size_t order;
} ordered;

static int compare_merges(const void *a, const void *b)
{
    const ordered *x = a;
    const ordered *y = b;
    if (x->merge.distance != y->merge.distance)
        return x->merge.distance < y->merge.distance ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static vn_status sort_merges(linkage *l, vn_error *err)
{
    ordered *o = vn_calloc(l->n_merges, sizeof *o);
    if (!o)
        return vn_fail_memory(err, "a hierarchy");
    for (size_t i = 0; i < l->n_merges; i++)
        o[i] = (ordered){l->merges[i], i};
    qsort(o, l->n_merges, sizeof *o, compare_merges);
    for (size_t i = 0; i < l->n_merges; i++)
        l->merges[i] = o[i].merge;
    free(o);
    return VN_OK;
}

static uint32_t find_root(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

/* Clusters were named by their smallest document; from here on by the node that the sorted merges make. */
static void name_nodes(linkage *l)
{
    for (size_t i = 0; i < 2 * l->n; i++)
        l->parent[i] = (uint32_t)i;
    for (size_t i = 0; i < l->n_merges; i++) {
        vn_merge *m = &l->merges[i];
        const uint32_t a = find_root(l->parent, m->left);
        const uint32_t b = find_root(l->parent, m->right);
        const uint32_t node = (uint32_t)(l->n + i);
        m->left = a < b ? a : b;
        m->right = a < b ? b : a;
        m->size = (a < l->n ? 1 : l->merges[a - l->n].size) + (b < l->n ? 1 : l->merges[b - l->n].size);
        l->parent[a] = node;
        l->parent[b] = node;
    }
}

/* The partition after all but the last k - 1 merges, numbered in the order of the nodes from the top. */
static vn_status cut_tree(void *context, uint32_t *cluster, size_t k, vn_error *err)
{
    const linkage *l = context;
    uint32_t *node_cluster = vn_realloc(NULL, 2 * l->n, sizeof *node_cluster);
    if (!node_cluster)
        return vn_fail_memory(err, "a cut of a hierarchy");
    uint32_t number = 0;
    memset(node_cluster, 0xff, 2 * l->n * sizeof *node_cluster);
    for (size_t node = 2 * l->n - k; node--;) {
        if (node_cluster[node] == UINT32_MAX)
            node_cluster[node] = number++;
        if (node >= l->n) {
            node_cluster[l->merges[node - l->n].left] = node_cluster[node];
            node_cluster[l->merges[node - l->n].right] = node_cluster[node];
        } else {
            cluster[node] = node_cluster[node];
        }
    }
    free(node_cluster);
    return VN_OK;
}

/* Clusters left when every merge of at least this similarity was made. */
static size_t clusters_at(const linkage *l, double min)
{
    size_t merges = 0;
    while (merges < l->n_merges && (float)(1 - l->merges[merges].distance) >= (float)min)
        merges++;
    return l->n - merges;
}

static vn_status cut_linkage(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, linkage *l,
                             const vn_cluster_options *o, vn_error *err)
{
    if (!o->k && o->min <= 0)
        return vn_cluster_choose(out, cluster, x, o, cut_tree, l, err);
    out->k = o->k ? o->k : clusters_at(l, o->min);
    return cut_tree(l, cluster, out->k, err);
}

static vn_status run_linkage(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_linkage *kind,
                             const vn_cluster_options *options, vn_error *err)
{
    if (x->rows > VN_LINKAGE_MAX)
        return vn_fail(err, VN_ELIMIT, "a hierarchy of more than %d documents, here %zu, takes too much memory; "
                       "method 'average' with a least similarity needs none", VN_LINKAGE_MAX, x->rows);
    linkage l;
    vn_status st = make_linkage(&l, x, kind, options->threads, err);
    if (!st)
        st = sort_merges(&l, err);
    if (!st) {
        name_nodes(&l);
        st = cut_linkage(out, cluster, x, &l, options, err);
    }
    if (!st) {
        out->merges = l.merges;
        out->n_merges = l.n_merges;
        l.merges = NULL;
    }
    free_linkage(&l);
    return st;
}

static vn_status run_average(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options,
                             vn_error *err)
{
    if (x->rows > VN_LINKAGE_MAX && options->min > 0)
        return vn_forest_cut(cluster, &out->k, x, NULL, options->min, options->threads, err);
    return run_linkage(out, cluster, x, &vn_linkage_average, options, err);
}

static vn_status run_complete(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options,
                              vn_error *err)
{
    return run_linkage(out, cluster, x, &vn_linkage_complete, options, err);
}

static vn_status run_ward(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options,
                          vn_error *err)
{
    return run_linkage(out, cluster, x, &vn_linkage_ward, options, err);
}

const vn_cluster_kind vn_cluster_average = {
    .name = "average",
    .about = "average linkage by nearest-neighbour chain",
    .takes_min = true,
    .makes_tree = true,
    .run = run_average,
};

const vn_cluster_kind vn_cluster_complete = {
    .name = "complete",
    .about = "complete linkage: clusters are as far apart as their farthest documents",
    .makes_tree = true,
    .run = run_complete,
};

const vn_cluster_kind vn_cluster_ward = {
    .name = "ward",
    .about = "Ward's linkage: the merge that adds least variance",
    .makes_tree = true,
    .run = run_ward,
};
