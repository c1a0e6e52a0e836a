/* L4: what the graph methods share: graphs of words, and the random walk that ranks their nodes.
 *
 * Source: Brin & Page (1998); Mihalcea & Tarau (2004) for words. */
#ifndef VN_LIB_KEYWORD_GRAPH_H
#define VN_LIB_KEYWORD_GRAPH_H

#include "keyword.h"

enum {
    VN_KEYWORD_GRAPH_TOKENS = 1 << 18 /* a graph of words within a window is that of the first tokens of a document */
};

typedef struct vn_keyword_edge {
    uint32_t a;
    uint32_t b;
} vn_keyword_edge;

/* An undirected graph: the neighbours of node i are target[begin[i]] .. target[begin[i] + degree[i] - 1], none twice. */
typedef struct vn_keyword_graph {
    size_t n;
    uint32_t *begin;  /* [n] */
    uint32_t *degree; /* [n] */
    uint32_t *target;
    double *weight; /* as target: how often the edge was given */
} vn_keyword_graph;

/* Makes a graph of n nodes in the arena; edges may repeat in either direction, none joins a node to itself. VN_ENOMEM. */
vn_status vn_keyword_graph_new(vn_keyword_graph *g, size_t n, const vn_keyword_edge *edge, size_t edges, vn_arena *arena,
                               vn_error *err);

/* rank[w] = (1 - d) jump[w] + d * sum over the neighbours v of rank[v] weight(v, w) / (sum of the weights of v), d = 0.85,
 * to twelve digits, and rounded to nine so that nodes of equal standing are equal.
 *   jump  [n] about 1 on average
 *   rank  [n] filled */
vn_status vn_keyword_walk(const vn_keyword_graph *g, const double *jump, double *rank, vn_arena *arena, vn_error *err);

/* The same for a dense directed graph: matrix[i * n + j] is the weight of the edge from j to i; every jump is 1. */
vn_status vn_keyword_walk_dense(const double *matrix, size_t n, double *rank, vn_arena *arena, vn_error *err);

/* Ranks the nouns of a document, joined when they stand less than ten tokens apart and weighted by how often they do, and
 * proposes their runs, a run as the sum of its words.
 *   jump  [doc->n_words] where the walk jumps to, at any scale, 0 for what is no noun; changed */
vn_status vn_keyword_rank_nouns(vn_keyword_document *doc, double *jump, vn_error *err);

/* The tokens that such a graph is made of. */
static inline size_t vn_keyword_graph_tokens(const vn_keyword_document *doc)
{
    return doc->n_tokens < VN_KEYWORD_GRAPH_TOKENS ? doc->n_tokens : VN_KEYWORD_GRAPH_TOKENS;
}

/* Divides by the sum: a probability, as if dead ends jumped on like all others. */
void vn_keyword_normalise(double *rank, size_t n);

#endif
