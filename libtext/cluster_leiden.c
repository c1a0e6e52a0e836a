/* Communities of the graph of nearest neighbours. An edge counts by the square root of its cosine: by the cosine itself,
 * a few articles that tell the same weigh more than all that share a topic. When a number of communities is asked for,
 * the resolution is searched that makes so many. Numbers jump over some; then the next larger one is taken, and the
 * smallest community joins the one where modularity gains most, until so many are left. */
#include "cluster.h"

#include "pool.h"

#include <math.h>

/* While a resolution is searched or the curve is drawn, the best of few runs has to do. */
enum { BISECTIONS = 8, RUNS_OF_MANY = 3 };

static const double LEAST_RESOLUTION = 1.0 / 64;
static const double MOST_RESOLUTION = 1e30; /* where every node is alone */

/* The curve: resolutions from 1/4 to 16. */
enum { CURVE = 13 };
static const double RESOLUTION[CURVE] = {0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11.3, 16};

typedef struct search {
    const vn_graph *graph;
    const vn_cluster_options *options;
    uint32_t *now;
    uint32_t *best; /* of at least options->k communities, as few as were found */
    size_t best_k;
    double best_resolution;
} search;

/* Runs from different seeds. */
typedef struct runs {
    const search *search;
    double resolution;
    uint32_t *cluster;  /* [n][nodes] */
    size_t *k;          /* [n] */
    double *modularity; /* [n] */
} runs;

static vn_status make_run(void *context, size_t index, unsigned thread, vn_error *err)
{
    (void)thread;
    const runs *r = context;
    const vn_graph *graph = r->search->graph;
    uint32_t *cluster = r->cluster + index * graph->n;
    const uint64_t seed = r->search->options->seed + ((uint64_t)index << 32);
    const vn_status st = vn_leiden(cluster, &r->k[index], graph, r->resolution, seed, err);
    return st ? st : vn_modularity(&r->modularity[index], graph, cluster, r->resolution, err);
}

/* s->now: the run of highest modularity, the first of equal ones, among n at most. */
static vn_status find_best(search *s, double resolution, size_t n, size_t *k, vn_error *err)
{
    const size_t nodes = s->graph->n;
    n = n < s->options->restarts ? n : s->options->restarts;
    runs r = {s, resolution, vn_calloc(nodes, n * sizeof *r.cluster), vn_calloc(n, sizeof *r.k),
              vn_calloc(n, sizeof *r.modularity)};
    vn_status st = r.cluster && r.k && r.modularity ? VN_OK : vn_fail_memory(err, "communities");
    if (!st)
        st = vn_pool_run(s->options->threads, n, make_run, &r, err);
    if (!st) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            best = r.modularity[i] > r.modularity[best] ? i : best;
        memcpy(s->now, r.cluster + best * nodes, nodes * sizeof *s->now);
        *k = r.k[best];
    }
    free(r.cluster);
    free(r.k);
    free(r.modularity);
    return st;
}

static vn_status try_resolution(search *s, double resolution, size_t *k, vn_error *err)
{
    const vn_status st = find_best(s, resolution, RUNS_OF_MANY, k, err);
    if (!st && *k >= s->options->k && *k < s->best_k) {
        uint32_t *const now = s->now;
        s->now = s->best;
        s->best = now;
        s->best_k = *k;
        s->best_resolution = resolution;
    }
    return st;
}

/* Brackets the number between two resolutions, then halves what is between them. */
static vn_status search_resolution(search *s, vn_error *err)
{
    const size_t wanted = s->options->k;
    double low = s->options->resolution;
    double high = low;
    size_t k = 0;
    vn_status st = try_resolution(s, low, &k, err);
    if (k < wanted) {
        for (; !st && k < wanted && high < MOST_RESOLUTION; st = try_resolution(s, high, &k, err)) {
            low = high;
            high *= 2;
        }
    } else {
        for (; !st && k > wanted && low > LEAST_RESOLUTION; st = try_resolution(s, low, &k, err)) {
            high = low;
            low /= 2;
        }
    }
    for (int i = 0; !st && i < BISECTIONS && low < high && s->best_k != wanted; i++) {
        const double middle = sqrt(low * high);
        st = try_resolution(s, middle, &k, err);
        if (k < wanted)
            low = middle;
        else
            high = middle;
    }
    return st;
}

/* Fewer communities --------------------------------------------------------------------------------------------- */

typedef struct entry {
    size_t size;
    uint32_t community;
} entry;

typedef struct merger {
    const vn_graph *graph;
    uint32_t *cluster; /* [graph n] */
    double density;    /* resolution / strength of the graph */
    size_t k;
    size_t *size;     /* [k] documents; 0: merged away */
    double *strength; /* [k] */
    uint32_t *first;  /* [k] document of each community */
    uint32_t *last;   /* [k] */
    uint32_t *next;   /* [graph n] document of the same community */
    double *link;     /* [k] 0 between merges */
    uint32_t *met;    /* [k] */
    entry *heap;      /* [n_heap] the smallest first; those of communities that changed since are stale */
    size_t n_heap;
} merger;

#define NONE UINT32_MAX

static bool comes_before(entry a, entry b)
{
    return a.size < b.size || (a.size == b.size && a.community < b.community);
}

static void push(merger *m, entry e)
{
    size_t at = m->n_heap++;
    for (; at && comes_before(e, m->heap[(at - 1) / 2]); at = (at - 1) / 2)
        m->heap[at] = m->heap[(at - 1) / 2];
    m->heap[at] = e;
}

static entry pop(merger *m)
{
    const entry top = m->heap[0];
    const entry e = m->heap[--m->n_heap];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= m->n_heap)
            break;
        if (child + 1 < m->n_heap && comes_before(m->heap[child + 1], m->heap[child]))
            child++;
        if (!comes_before(m->heap[child], e))
            break;
        m->heap[at] = m->heap[child];
        at = child;
    }
    m->heap[at] = e;
    return top;
}

static uint32_t take_smallest(merger *m)
{
    entry e = pop(m);
    while (m->size[e.community] != e.size)
        e = pop(m);
    return e.community;
}

/* The linked community where c gains most, the smaller number of equal ones; NONE when c has no links. */
static uint32_t best_partner(merger *m, uint32_t c)
{
    size_t n = 0;
    uint32_t best = NONE;
    double most = -INFINITY;
    for (uint32_t v = m->first[c]; v != NONE; v = m->next[v]) {
        for (size_t p = m->graph->start[v]; p < m->graph->start[v + 1]; p++) {
            const uint32_t other = m->cluster[m->graph->to[p]];
            if (m->link[other] <= 0)
                m->met[n++] = other;
            m->link[other] += m->graph->weight[p];
        }
    }
    for (size_t i = 0; i < n; i++) {
        const uint32_t other = m->met[i];
        const double gain = m->link[other] - m->density * m->strength[c] * m->strength[other];
        m->link[other] = 0;
        if (other != c && (gain > most || (!(gain < most) && other < best))) {
            best = other;
            most = gain;
        }
    }
    return best;
}

static void merge_into(merger *m, uint32_t c, uint32_t to)
{
    for (uint32_t v = m->first[c]; v != NONE; v = m->next[v])
        m->cluster[v] = to;
    m->next[m->last[to]] = m->first[c];
    m->last[to] = m->last[c];
    m->size[to] += m->size[c];
    m->strength[to] += m->strength[c];
    m->size[c] = 0;
    push(m, (entry){m->size[to], to});
}

static void free_merger(merger *m)
{
    free(m->size);
    free(m->strength);
    free(m->first);
    free(m->last);
    free(m->next);
    free(m->link);
    free(m->met);
    free(m->heap);
}

static vn_status make_merger(merger *m, double resolution, vn_error *err)
{
    const size_t n = m->graph->n;
    double all = 0;
    m->size = vn_calloc(m->k, sizeof *m->size);
    m->strength = vn_calloc(m->k, sizeof *m->strength);
    m->first = vn_calloc(m->k, sizeof *m->first);
    m->last = vn_calloc(m->k, sizeof *m->last);
    m->next = vn_calloc(n, sizeof *m->next);
    m->link = vn_calloc(m->k, sizeof *m->link);
    m->met = vn_calloc(m->k, sizeof *m->met);
    m->heap = vn_calloc(m->k, 2 * sizeof *m->heap);
    if (!m->size || !m->strength || !m->first || !m->last || !m->next || !m->link || !m->met || !m->heap)
        return vn_fail_memory(err, "communities");
    for (size_t v = n; v--;) {
        const uint32_t c = m->cluster[v];
        m->next[v] = m->size[c]++ ? m->first[c] : NONE;
        m->first[c] = (uint32_t)v;
        if (m->size[c] == 1)
            m->last[c] = (uint32_t)v;
        for (size_t p = m->graph->start[v]; p < m->graph->start[v + 1]; p++) {
            m->strength[c] += m->graph->weight[p];
            all += m->graph->weight[p];
        }
    }
    m->density = all > 0 ? resolution / all : 0;
    for (uint32_t c = 0; c < m->k; c++)
        push(m, (entry){m->size[c], c});
    return VN_OK;
}

/* Gives the communities that are left numbers from 0. */
static void close_gaps(merger *m)
{
    uint32_t number = 0;
    for (uint32_t c = 0; c < m->k; c++)
        if (m->size[c])
            m->first[c] = number++;
    for (size_t v = 0; v < m->graph->n; v++)
        m->cluster[v] = m->first[m->cluster[v]];
}

static vn_status merge_communities(const search *s, size_t wanted, vn_error *err)
{
    merger m = {.graph = s->graph, .cluster = s->best, .k = s->best_k};
    const vn_status st = make_merger(&m, s->best_resolution, err);
    for (size_t left = m.k; !st && left > wanted; left--) {
        const uint32_t c = take_smallest(&m);
        const uint32_t partner = best_partner(&m, c);
        merge_into(&m, c, partner == NONE ? take_smallest(&m) : partner);
    }
    if (!st)
        close_gaps(&m);
    free_merger(&m);
    return st;
}

/* ---------------------------------------------------------------------------------------------------------------- */

static vn_status draw_curve(vn_clusters *out, search *s, vn_error *err)
{
    vn_status st = VN_OK;
    out->resolutions = vn_calloc(CURVE, sizeof *out->resolutions);
    if (!out->resolutions)
        return vn_fail_memory(err, "a curve");
    for (out->n_resolutions = 0; !st && out->n_resolutions < CURVE; out->n_resolutions++) {
        vn_resolution *point = &out->resolutions[out->n_resolutions];
        point->resolution = RESOLUTION[out->n_resolutions];
        st = find_best(s, point->resolution, RUNS_OF_MANY, &point->k, err);
        if (!st)
            st = vn_modularity(&point->modularity, s->graph, s->now, 1, err);
    }
    return st;
}

static vn_status find_communities(vn_clusters *out, uint32_t *cluster, search *s, vn_error *err)
{
    const vn_cluster_options *o = s->options;
    vn_status st = o->curve ? draw_curve(out, s, err) : VN_OK;
    if (st)
        return st;
    if (!o->k) {
        st = find_best(s, o->resolution, SIZE_MAX, &out->k, err);
        memcpy(cluster, s->now, s->graph->n * sizeof *cluster);
        return st;
    }
    for (size_t v = 0; v < s->graph->n; v++)
        s->best[v] = (uint32_t)v;
    s->best_k = s->graph->n;
    s->best_resolution = o->resolution;
    st = search_resolution(s, err);
    if (!st)
        st = merge_communities(s, o->k, err);
    if (!st) {
        memcpy(cluster, s->best, s->graph->n * sizeof *cluster);
        out->k = o->k;
    }
    return st;
}

/* Square roots, rounded like the cosines, so that their sums are exact too. */
static double *root_weights(const vn_graph *graph)
{
    double *root = vn_realloc(NULL, graph->start[graph->n], sizeof *root);
    for (size_t p = 0; root && p < graph->start[graph->n]; p++)
        root[p] = floor(sqrt(graph->weight[p]) / VN_GRAPH_UNIT + 0.5) * VN_GRAPH_UNIT;
    return root;
}

static vn_status run_leiden(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options,
                            vn_error *err)
{
    vn_status st = vn_graph_neighbors(&out->graph, x, options->neighbors, options->threads, err);
    if (st)
        return st;
    vn_graph graph = out->graph;
    search s = {.graph = &graph,
                .options = options,
                .now = vn_calloc(x->rows, sizeof *s.now),
                .best = vn_calloc(x->rows, sizeof *s.best)};
    graph.weight = root_weights(&out->graph);
    if (s.now && s.best && graph.weight)
        st = find_communities(out, cluster, &s, err);
    else
        st = vn_fail_memory(err, "communities");
    free(graph.weight);
    free(s.now);
    free(s.best);
    return st;
}

const vn_cluster_kind vn_cluster_leiden = {
    .name = "leiden",
    .about = "communities of the graph of nearest neighbours",
    .restarts = 10,
    .many = 20000,
    .run = run_leiden,
};
