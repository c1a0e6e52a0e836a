/* The graph of nearest neighbours: lists of neighbours as they come, then their union with the transposed lists. */
#include "vn/graph.h"

#include "base.h"
#include "vn/similar.h"

#include <math.h>

enum { LEAST_NEIGHBORS = 5, MOST_NEIGHBORS = 50 };

typedef struct edge {
    uint32_t to;
    float weight; /* holds multiples of VN_GRAPH_UNIT up to 1 exactly */
} edge;

/* Directed edges by rows. */
typedef struct lists {
    size_t n;
    size_t *start; /* [n + 1] */
    edge *item;    /* [start[n]] */
    size_t cap;
} lists;

static void free_lists(lists *l)
{
    free(l->start);
    free(l->item);
}

void vn_graph_free(vn_graph *graph)
{
    free(graph->start);
    free(graph->to);
    free(graph->weight);
    *graph = (vn_graph){0};
}

size_t vn_graph_default_neighbors(size_t rows)
{
    const size_t root = (size_t)sqrt((double)rows);
    return root < LEAST_NEIGHBORS ? LEAST_NEIGHBORS : root > MOST_NEIGHBORS ? MOST_NEIGHBORS : root;
}

static int compare_edges(const void *a, const void *b)
{
    const edge *x = a;
    const edge *y = b;
    return (x->to > y->to) - (x->to < y->to);
}

static vn_status store_neighbors(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    lists *l = context;
    edge *item = l->item;
    const size_t begin = l->start[row];
    if (!vn_grow((void **)&item, &l->cap, begin + n, sizeof *item))
        return vn_fail_memory(err, "a graph of documents");
    l->item = item;
    for (size_t i = 0; i < n; i++) {
        const double units = floor(match[i].score / VN_GRAPH_UNIT + 0.5);
        l->item[begin + i] = (edge){(uint32_t)match[i].index, (float)((units < 1 ? 1 : units) * VN_GRAPH_UNIT)};
    }
    if (n)
        qsort(l->item + begin, n, sizeof *l->item, compare_edges);
    l->start[row + 1] = begin + n;
    return VN_OK;
}

static vn_status transpose_lists(lists *out, const lists *l, vn_error *err)
{
    lists t = {.n = l->n, .start = vn_calloc(l->n + 2, sizeof *t.start)};
    t.item = vn_realloc(NULL, l->start[l->n], sizeof *t.item);
    if (!t.start || !t.item) {
        free_lists(&t);
        return vn_fail_memory(err, "a graph of documents");
    }
    for (size_t p = 0; p < l->start[l->n]; p++)
        t.start[l->item[p].to + 2]++;
    for (size_t r = 2; r <= l->n; r++)
        t.start[r] += t.start[r - 1];
    for (size_t r = 0; r < l->n; r++) /* start[to + 1] moves from the begin of a list to its end */
        for (size_t p = l->start[r]; p < l->start[r + 1]; p++)
            t.item[t.start[l->item[p].to + 1]++] = (edge){(uint32_t)r, l->item[p].weight};
    *out = t;
    return VN_OK;
}

/* The union of two ascending lists; graph NULL only counts. */
static size_t unite_row(vn_graph *graph, size_t at, const lists *a, const lists *b, size_t row)
{
    size_t i = a->start[row];
    size_t j = b->start[row];
    while (i < a->start[row + 1] || j < b->start[row + 1]) {
        const uint32_t in_a = i < a->start[row + 1] ? a->item[i].to : UINT32_MAX;
        const uint32_t in_b = j < b->start[row + 1] ? b->item[j].to : UINT32_MAX;
        const edge *e = in_a <= in_b ? &a->item[i] : &b->item[j];
        if (graph) {
            graph->to[at] = e->to;
            graph->weight[at] = (double)e->weight;
        }
        i += in_a <= in_b;
        j += in_b <= in_a;
        at++;
    }
    return at;
}

static vn_status unite_lists(vn_graph *out, const lists *a, const lists *b, vn_error *err)
{
    size_t edges = 0;
    for (size_t r = 0; r < a->n; r++)
        edges = unite_row(NULL, edges, a, b, r);
    vn_graph graph = {a->n, vn_calloc(a->n + 1, sizeof *graph.start), vn_realloc(NULL, edges, sizeof *graph.to),
                      vn_realloc(NULL, edges, sizeof *graph.weight)};
    if (!graph.start || !graph.to || !graph.weight) {
        vn_graph_free(&graph);
        return vn_fail_memory(err, "a graph of documents");
    }
    for (size_t r = 0; r < a->n; r++)
        graph.start[r + 1] = unite_row(&graph, graph.start[r], a, b, r);
    *out = graph;
    return VN_OK;
}

vn_status vn_graph_neighbors(vn_graph *out, const vn_sparse *x, size_t neighbors, unsigned threads, vn_error *err)
{
    const vn_similar_options options = {.top = neighbors ? neighbors : vn_graph_default_neighbors(x->rows),
                                        .threads = threads};
    lists own = {.n = x->rows, .start = vn_calloc(x->rows + 1, sizeof *own.start)};
    lists other = {0};
    vn_status st = own.start ? VN_OK : vn_fail_memory(err, "a graph of documents");
    if (!st)
        st = vn_similar_neighbors(x, &options, store_neighbors, &own, err);
    if (!st)
        st = transpose_lists(&other, &own, err);
    if (!st)
        st = unite_lists(out, &own, &other, err);
    free_lists(&own);
    free_lists(&other);
    return st;
}

vn_status vn_modularity(double *modularity, const vn_graph *graph, const uint32_t *cluster, double resolution,
                        vn_error *err)
{
    uint32_t k = 0;
    for (size_t v = 0; v < graph->n; v++)
        k = cluster[v] >= k ? cluster[v] + 1 : k;
    double *strength = vn_calloc(k, sizeof *strength);
    if (!strength)
        return vn_fail_memory(err, "modularity");
    double inside = 0;
    double all = 0;
    for (size_t v = 0; v < graph->n; v++) {
        for (size_t p = graph->start[v]; p < graph->start[v + 1]; p++) {
            strength[cluster[v]] += graph->weight[p];
            inside += cluster[graph->to[p]] == cluster[v] ? graph->weight[p] : 0;
            all += graph->weight[p];
        }
    }
    double expected = 0;
    for (uint32_t c = 0; c < k; c++)
        expected += strength[c] / all * (strength[c] / all);
    *modularity = all > 0 ? inside / all - resolution * expected : 0;
    free(strength);
    return VN_OK;
}
