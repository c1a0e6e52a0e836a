/* Average linkage (UPGMA) by nearest-neighbour chain: follow nearest neighbours until two clusters are each
 * other's nearest, merge them, go on from what is left of the chain. Average linkage is reducible, so the
 * merges found this way, sorted, are those of the plain algorithm (Müllner 2011), in quadratic time. */
#include "cluster.h"

#include "cluster_forest.h"

#include <math.h>

typedef struct linkage {
    size_t n;
    float *similarity; /* lower triangle: row i has i values */
    uint32_t *size;    /* [n] 0: merged away */
    uint32_t *active;  /* [n_active] clusters, ascending */
    size_t n_active;
    uint32_t *chain; /* [n] */
    size_t n_chain;
    vn_merge *merges; /* [n - 1] */
    size_t n_merges;
    uint32_t *parent; /* [2n] union-find over nodes */
} linkage;

static float *at(const linkage *l, size_t i, size_t j)
{
    return i > j ? &l->similarity[i * (i - 1) / 2 + j] : &l->similarity[j * (j - 1) / 2 + i];
}

static vn_status store_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)err;
    linkage *l = context;
    for (size_t j = 0; j < n; j++)
        *at(l, row, j) = (float)score[j];
    return VN_OK;
}

static void free_linkage(linkage *l)
{
    free(l->similarity);
    free(l->size);
    free(l->active);
    free(l->chain);
    free(l->merges);
    free(l->parent);
}

static vn_status make_linkage(linkage *l, const vn_sparse *x, unsigned threads, vn_error *err)
{
    const size_t n = x->rows;
    *l = (linkage){.n = n,
                   .similarity = vn_calloc(n * (n - 1) / 2, sizeof *l->similarity),
                   .size = vn_calloc(n, sizeof *l->size),
                   .active = vn_calloc(n, sizeof *l->active),
                   .chain = vn_calloc(n, sizeof *l->chain),
                   .merges = vn_calloc(n, sizeof *l->merges),
                   .parent = vn_calloc(2 * n, sizeof *l->parent)};
    if (!l->similarity || !l->size || !l->active || !l->chain || !l->merges || !l->parent)
        return vn_fail_memory(err, "average linkage");
    l->n_active = n;
    for (size_t i = 0; i < n; i++) {
        l->size[i] = 1;
        l->active[i] = (uint32_t)i;
    }
    return vn_similar_matrix(x, VN_MATRIX_LOWER, threads, store_row, l, err);
}

/* The active cluster most similar to c. `previous` (the chain's last but one, or c itself) wins ties, or
 * the chain could go in circles; else the smaller number. */
static uint32_t nearest(const linkage *l, uint32_t c, uint32_t previous)
{
    float best = previous == c ? -1 : *at(l, c, previous);
    uint32_t who = previous;
    for (size_t a = 0; a < l->n_active; a++) {
        const uint32_t other = l->active[a];
        if (other != c && *at(l, c, other) > best) {
            best = *at(l, c, other);
            who = other;
        }
    }
    return who;
}

static void remove_active(linkage *l, uint32_t c)
{
    size_t a = 0;
    while (l->active[a] != c)
        a++;
    l->n_active--;
    memmove(l->active + a, l->active + a + 1, (l->n_active - a) * sizeof *l->active);
}

/* Merges two clusters into the one of the smaller number. */
static void merge(linkage *l, uint32_t a, uint32_t b)
{
    const uint32_t keep = a < b ? a : b;
    const uint32_t gone = a < b ? b : a;
    const double wk = l->size[keep];
    const double wg = l->size[gone];
    l->merges[l->n_merges++] = (vn_merge){keep, gone, 1 - (double)*at(l, a, b), 0};
    remove_active(l, gone);
    for (size_t i = 0; i < l->n_active; i++) {
        const uint32_t other = l->active[i];
        if (other == keep)
            continue;
        float *s = at(l, keep, other);
        *s = (float)((wk * (double)*s + wg * (double)*at(l, gone, other)) / (wk + wg));
    }
    l->size[keep] += l->size[gone];
    l->size[gone] = 0;
}

static void follow_chains(linkage *l)
{
    while (l->n_active > 1) {
        if (!l->n_chain)
            l->chain[l->n_chain++] = l->active[0];
        const uint32_t last = l->chain[l->n_chain - 1];
        const uint32_t previous = l->n_chain > 1 ? l->chain[l->n_chain - 2] : last;
        const uint32_t next = nearest(l, last, previous);
        if (l->n_chain > 1 && next == previous) {
            l->n_chain -= 2;
            merge(l, last, previous);
        } else {
            l->chain[l->n_chain++] = next;
        }
    }
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

static vn_status run_average(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options,
                             vn_error *err)
{
    if (x->rows > VN_LINKAGE_MAX && options->min > 0)
        return vn_forest_cut(cluster, &out->k, x, NULL, options->min, options->threads, err);
    if (x->rows > VN_LINKAGE_MAX)
        return vn_fail(err, VN_ELIMIT,
                       "average linkage of more than %d documents, here %zu, takes a least similarity",
                       VN_LINKAGE_MAX, x->rows);
    linkage l;
    vn_status st = make_linkage(&l, x, options->threads, err);
    if (!st) {
        follow_chains(&l);
        st = sort_merges(&l, err);
    }
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

const vn_cluster_kind vn_cluster_average = {
    .name = "average",
    .about = "average linkage by nearest-neighbour chain",
    .takes_min = true,
    .makes_tree = true,
    .run = run_average,
};
