/* TextRank: Mihalcea & Tarau (2004). */
#include "keyword.h"

#include "topk.h"

#include <math.h>

enum { MAX_ROUNDS = 200 };
static const double DAMPING = 0.85;
static const double TOLERANCE = 1e-9;

/* An undirected graph of words; the neighbours of word w are target[begin[w]] .. target[begin[w + 1] - 1]. */
typedef struct graph {
    size_t n;
    uint32_t *begin;  /* [n + 1] */
    uint32_t *target; /* [2 * edges] */
    bool *node;       /* [n] words that are in the graph: the others are stop words and such */
    double *rank;     /* [n] */
    double *next;     /* [n] */
} graph;

typedef struct edge {
    uint32_t a;
    uint32_t b;
} edge;

/* The distinct pairs of words that stand side by side, in order of appearance; *n of them. */
static vn_status find_edges(vn_keyword_document *doc, vn_map *seen, edge *pair, size_t *n, vn_error *err)
{
    for (size_t i = 0; i + 1 < doc->n_tokens; i++) {
        const vn_keyword_token *t = &doc->token[i];
        if (!vn_keyword_adjacent(doc, i) || !t[0].edge || !t[1].edge || t[0].word == t[1].word)
            continue;
        const edge e = t[0].word < t[1].word ? (edge){t[0].word, t[1].word} : (edge){t[1].word, t[0].word};
        const uint32_t number = vn_map_add(seen, vn_slice_of((const char *)&e, sizeof e));
        if (number == VN_MAP_NONE)
            return vn_fail_memory(err, "the graph of a document");
        if (number == *n)
            pair[(*n)++] = e;
    }
    return VN_OK;
}

static vn_status new_graph(graph *g, vn_keyword_document *doc, vn_error *err)
{
    g->n = doc->n_words;
    g->begin = vn_arena_alloc(&doc->arena, g->n + 1, sizeof *g->begin);
    g->target = vn_arena_alloc(&doc->arena, 2 * doc->n_tokens, sizeof *g->target);
    g->node = vn_arena_alloc(&doc->arena, g->n, sizeof *g->node);
    g->rank = vn_arena_alloc(&doc->arena, g->n, sizeof *g->rank);
    g->next = vn_arena_alloc(&doc->arena, g->n, sizeof *g->next);
    if (!g->begin || !g->target || !g->node || !g->rank || !g->next)
        return vn_fail_memory(err, "the graph of a document");
    memset(g->begin, 0, (g->n + 1) * sizeof *g->begin);
    memset(g->node, 0, g->n * sizeof *g->node);
    for (size_t i = 0; i < doc->n_tokens; i++)
        if (doc->token[i].edge)
            g->node[doc->token[i].word] = true;
    return VN_OK;
}

/* Counting sort of the edges by either end. */
static void fill_graph(graph *g, const edge *pair, size_t edges)
{
    for (size_t e = 0; e < edges; e++) {
        g->begin[pair[e].a]++;
        g->begin[pair[e].b]++;
    }
    uint32_t sum = 0;
    for (size_t w = 0; w <= g->n; w++) { /* each entry becomes the end of its word, and sinks to its beginning below */
        sum += g->begin[w];
        g->begin[w] = sum;
    }
    for (size_t e = edges; e-- > 0;) {
        g->target[--g->begin[pair[e].a]] = pair[e].b;
        g->target[--g->begin[pair[e].b]] = pair[e].a;
    }
}

/* One round of WS(w) = (1 - d) + d * sum of WS(v) / degree(v) over the neighbours; the largest change. */
static double rank_round(graph *g)
{
    double change = 0;
    for (size_t w = 0; w < g->n; w++) {
        double sum = 0;
        for (uint32_t i = g->begin[w]; i < g->begin[w + 1]; i++) {
            const uint32_t v = g->target[i];
            sum += g->rank[v] / (double)(g->begin[v + 1] - g->begin[v]);
        }
        g->next[w] = 1 - DAMPING + DAMPING * sum;
        change = fmax(change, fabs(g->next[w] - g->rank[w]));
    }
    double *swap = g->rank;
    g->rank = g->next;
    g->next = swap;
    return change;
}

static void rank_words(graph *g)
{
    for (size_t w = 0; w < g->n; w++)
        g->rank[w] = 1;
    for (int round = 0; round < MAX_ROUNDS && rank_round(g) > TOLERANCE; round++) {
    }
}

/* Leaves in the graph the best third of its words, rounded up; ties to the word that came first. */
static vn_status keep_third(graph *g, vn_arena *arena, vn_error *err)
{
    vn_scored *order = vn_arena_alloc(arena, g->n, sizeof *order);
    if (!order)
        return vn_fail_memory(err, "the graph of a document");
    size_t n = 0;
    for (size_t w = 0; w < g->n; w++)
        if (g->node[w])
            order[n++] = (vn_scored){g->rank[w], w};
    qsort(order, n, sizeof *order, vn_scored_cmp);
    for (size_t i = (n + 2) / 3; i < n; i++)
        g->node[order[i].index] = false;
    return VN_OK;
}

/* Neighbouring words of the best third make a phrase, whose score is the sum of theirs. */
static void merge_words(vn_keyword_document *doc, const graph *g)
{
    for (size_t c = 0; c < doc->n_candidates; c++)
        doc->candidate[c].alive = false;
    for (size_t i = 0, n; i < doc->n_tokens; i += n) {
        double score = 0;
        for (n = 0; n == 0 || vn_keyword_adjacent(doc, i + n - 1); n++) {
            const uint32_t word = doc->token[i + n].word;
            if (word == VN_MAP_NONE || !g->node[word])
                break;
            score += g->rank[word];
        }
        vn_keyword_candidate *c = n ? vn_keyword_at(doc, i, n) : NULL;
        if (c && !c->alive) {
            c->alive = true;
            c->score = score;
        }
        n += n == 0;
    }
}

vn_status vn_keyword_textrank(vn_keyword_document *doc, vn_error *err)
{
    graph g = {0};
    vn_map seen = {0};
    size_t edges = 0;
    edge *pair = vn_arena_alloc(&doc->arena, doc->n_tokens, sizeof *pair);
    vn_status st = pair ? new_graph(&g, doc, err) : vn_fail_memory(err, "the graph of a document");
    if (!st)
        st = find_edges(doc, &seen, pair, &edges, err);
    vn_map_free(&seen);
    if (st)
        return st;
    fill_graph(&g, pair, edges);
    rank_words(&g);
    st = keep_third(&g, &doc->arena, err);
    if (!st)
        merge_words(doc, &g);
    return st;
}
