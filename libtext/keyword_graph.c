#include "keyword_graph.h"

#include <math.h>

enum { MAX_ROUNDS = 1000, WINDOW = 10 };
static const double DAMPING = 0.85;
static const double TOLERANCE = 1e-12;
static const double STRIDE = 1.3;
static const double STEPS = 1 << 30; /* ranks are multiples of 1 / STEPS */

static vn_status no_memory(vn_error *err)
{
    return vn_fail_memory(err, "the graph of a document");
}

/* Counting sort of the edges by either end. */
static void list_neighbours(vn_keyword_graph *g, const vn_keyword_edge *edge, size_t edges)
{
    memset(g->degree, 0, g->n * sizeof *g->degree);
    for (size_t e = 0; e < edges; e++) {
        g->degree[edge[e].a]++;
        g->degree[edge[e].b]++;
    }
    uint32_t sum = 0;
    for (size_t i = 0; i < g->n; i++) {
        g->begin[i] = sum;
        sum += g->degree[i];
        g->degree[i] = 0;
    }
    for (size_t e = 0; e < edges; e++) {
        const uint32_t a = edge[e].a;
        const uint32_t b = edge[e].b;
        g->target[g->begin[a] + g->degree[a]++] = b;
        g->target[g->begin[b] + g->degree[b]++] = a;
    }
}

/* Makes repeated neighbours one, in order of appearance; seen [n] is one more than where a node stood last. */
static void count_neighbours(vn_keyword_graph *g, uint32_t *seen)
{
    memset(seen, 0, g->n * sizeof *seen);
    for (size_t i = 0; i < g->n; i++) {
        const uint32_t begin = g->begin[i];
        uint32_t n = begin;
        for (uint32_t k = begin; k < begin + g->degree[i]; k++) {
            const uint32_t v = g->target[k];
            if (seen[v] > begin) {
                g->weight[seen[v] - 1]++;
                continue;
            }
            g->target[n] = v;
            g->weight[n++] = 1;
            seen[v] = n;
        }
        g->degree[i] = n - begin;
    }
}

vn_status vn_keyword_graph_new(vn_keyword_graph *g, size_t n, const vn_keyword_edge *edge, size_t edges, vn_arena *arena,
                               vn_error *err)
{
    if (edges > UINT32_MAX / 2)
        return vn_fail(err, VN_ELIMIT, "too many words in a document");
    g->n = n;
    g->begin = vn_arena_alloc(arena, n, sizeof *g->begin);
    g->degree = vn_arena_alloc(arena, n, sizeof *g->degree);
    g->target = vn_arena_alloc(arena, 2 * edges, sizeof *g->target);
    g->weight = vn_arena_alloc(arena, 2 * edges, sizeof *g->weight);
    uint32_t *seen = vn_arena_alloc(arena, n, sizeof *seen);
    if (!g->begin || !g->degree || !g->target || !g->weight || !seen)
        return no_memory(err);
    list_neighbours(g, edge, edges);
    count_neighbours(g, seen);
    return VN_OK;
}

/* A noun and the token that it is. */
typedef struct place {
    uint32_t word;
    uint32_t token;
} place;

static size_t list_nouns(const vn_keyword_document *doc, size_t tokens, place *at)
{
    size_t n = 0;
    for (size_t i = 0; i < tokens; i++)
        if (vn_keyword_is_noun(doc, i))
            at[n++] = (place){doc->token[i].word, (uint32_t)i};
    return n;
}

/* The graph of the nouns that stand less than WINDOW tokens apart, whatever is between them. */
static vn_status join_nouns(vn_keyword_graph *g, vn_keyword_document *doc, vn_error *err)
{
    const size_t tokens = vn_keyword_graph_tokens(doc);
    place *at = vn_arena_alloc(&doc->arena, tokens, sizeof *at);
    vn_keyword_edge *edge = vn_arena_alloc(&doc->arena, tokens * (WINDOW - 1), sizeof *edge);
    if (!at || !edge)
        return no_memory(err);
    const size_t n = list_nouns(doc, tokens, at);
    size_t edges = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && at[j].token - at[i].token < WINDOW; j++)
            if (at[i].word != at[j].word)
                edge[edges++] = (vn_keyword_edge){at[i].word, at[j].word};
    return vn_keyword_graph_new(g, doc->n_words, edge, edges, &doc->arena, err);
}

/* A walk over any kind of graph: inflow(graph, share, i) is the sum over the edges v -> i of weight * share[v].
 * Over-relaxation converges on undirected graphs, whose system is symmetric and positive definite; on a directed one the
 * stride is 1. */
typedef struct walk {
    const void *graph;
    double (*inflow)(const void *graph, const double *share, size_t node);
    size_t n;
    const double *jump;     /* [n]; NULL: 1 */
    const double *strength; /* [n] sum of the weights of the edges that leave a node */
    double *rank;           /* [n] */
    double *share;          /* [n] rank / strength */
    double stride;          /* 1; more than that goes beyond what a node's neighbours say, below 2 */
    bool connected;         /* every node that has an edge reaches every other */
} walk;

static double jump_to(const walk *w, size_t node)
{
    return w->jump ? w->jump[node] : 1;
}

static void set_rank(walk *w, size_t node, double rank)
{
    w->rank[node] = rank;
    w->share[node] = w->strength[node] > 0 ? rank / w->strength[node] : 0;
}

/* Nothing gets lost between nodes with edges: their ranks sum to their jumps in the end, so they may as well at once. */
static void restore_sum(walk *w)
{
    double sum = 0;
    double jumps = 0;
    for (size_t i = 0; i < w->n; i++)
        if (w->strength[i] > 0) {
            sum += w->rank[i];
            jumps += jump_to(w, i);
        }
    for (size_t i = 0; i < w->n; i++)
        if (w->strength[i] > 0)
            set_rank(w, i, w->rank[i] * (jumps / sum));
}

/* Gauss and Seidel, with over-relaxation: a node's new rank counts for the nodes that follow. The largest change. */
static double walk_round(walk *w)
{
    double change = 0;
    for (size_t i = 0; i < w->n; i++) {
        const double rank = (1 - DAMPING) * jump_to(w, i) + DAMPING * w->inflow(w->graph, w->share, i);
        change = fmax(change, fabs(rank - w->rank[i]));
        set_rank(w, i, w->rank[i] + w->stride * (rank - w->rank[i]));
    }
    if (w->connected)
        restore_sum(w);
    return change;
}

static void run_walk(walk *w)
{
    for (size_t i = 0; i < w->n; i++)
        set_rank(w, i, jump_to(w, i));
    for (int round = 0; round < MAX_ROUNDS && walk_round(w) > TOLERANCE; round++) {
    }
    for (size_t i = 0; i < w->n; i++)
        w->rank[i] = nearbyint(w->rank[i] * STEPS) / STEPS;
}

static double inflow(const void *graph, const double *share, size_t node)
{
    const vn_keyword_graph *g = graph;
    const uint32_t *target = g->target + g->begin[node];
    const double *weight = g->weight + g->begin[node];
    double sum = 0;
    for (uint32_t k = 0; k < g->degree[node]; k++)
        sum += weight[k] * share[target[k]];
    return sum;
}

vn_status vn_keyword_walk(const vn_keyword_graph *g, const double *jump, double *rank, vn_arena *arena, vn_error *err)
{
    double *strength = vn_arena_alloc(arena, g->n, sizeof *strength);
    double *share = vn_arena_alloc(arena, g->n, sizeof *share);
    if (!strength || !share)
        return no_memory(err);
    for (size_t i = 0; i < g->n; i++) {
        strength[i] = 0;
        for (uint32_t k = g->begin[i]; k < g->begin[i] + g->degree[i]; k++)
            strength[i] += g->weight[k];
    }
    run_walk(&(walk){g, inflow, g->n, jump, strength, rank, share, STRIDE, false});
    return VN_OK;
}

typedef struct dense {
    const double *matrix;
    size_t n;
} dense;

/* In four sums, which compilers keep in one register, in the same order everywhere. */
static double dense_inflow(const void *graph, const double *share, size_t node)
{
    const dense *d = graph;
    const double *row = d->matrix + node * d->n;
    double sum[4] = {0, 0, 0, 0};
    size_t j = 0;
    for (; j + 4 <= d->n; j += 4)
        for (size_t k = 0; k < 4; k++)
            sum[k] += row[j + k] * share[j + k];
    for (; j < d->n; j++)
        sum[0] += row[j] * share[j];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

vn_status vn_keyword_walk_dense(const double *matrix, size_t n, double *rank, vn_arena *arena, vn_error *err)
{
    double *strength = vn_arena_alloc(arena, n, sizeof *strength);
    double *share = vn_arena_alloc(arena, n, sizeof *share);
    if (!strength || !share)
        return no_memory(err);
    for (size_t j = 0; j < n; j++)
        strength[j] = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            strength[j] += matrix[i * n + j];
    run_walk(&(walk){&(dense){matrix, n}, dense_inflow, n, NULL, strength, rank, share, 1, true});
    return VN_OK;
}

void vn_keyword_normalise(double *rank, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += rank[i];
    for (size_t i = 0; sum > 0 && i < n; i++)
        rank[i] /= sum;
}

vn_status vn_keyword_rank_nouns(vn_keyword_document *doc, double *jump, vn_error *err)
{
    const size_t n = doc->n_words;
    vn_keyword_graph g;
    double *rank = vn_arena_alloc(&doc->arena, n, sizeof *rank);
    vn_status st = rank ? join_nouns(&g, doc, err) : no_memory(err);
    if (st)
        return st;
    double nouns = 0;
    for (size_t w = 0; w < n; w++)
        nouns += jump[w] > 0;
    vn_keyword_normalise(jump, n);
    for (size_t w = 0; w < n; w++)
        jump[w] *= nouns;
    st = vn_keyword_walk(&g, jump, rank, &doc->arena, err);
    if (st)
        return st;
    vn_keyword_normalise(rank, n);
    vn_keyword_propose_runs(doc, vn_keyword_noun_run, rank);
    return VN_OK;
}
