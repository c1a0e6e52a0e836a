/* Graphs of documents, and communities in them.
 *
 * A graph is undirected and without loops: each edge stands in the rows of both its ends, with the same weight > 0. */
#ifndef VN_GRAPH_H
#define VN_GRAPH_H

#include "vn/sparse.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Node v has edges to to[start[v] .. start[v+1]), ascending. The arrays belong to the struct; vn_graph_free ends them and
 * leaves {0}. */
typedef struct vn_graph {
    size_t n;
    size_t *start; /* [n + 1], start[0] = 0 */
    uint32_t *to;  /* [start[n]] */
    double *weight;
} vn_graph;

VN_API void vn_graph_free(vn_graph *graph);

/* Weights are multiples of it: 2^-24. */
#define VN_GRAPH_UNIT (1.0 / (1 << 24))

/* Neighbours that a row gets when 0 is asked for: the square root of the rows, 5 to 50. */
VN_API size_t vn_graph_default_neighbors(size_t rows);

/* The graph of nearest neighbours: rows a and b of x (see vn/similar.h) are joined when b is among the `neighbors` rows most
 * similar to a, or a among those of b. The weight is the cosine, rounded to a multiple of VN_GRAPH_UNIT and not below it:
 * sums of such weights are exact in whatever order. neighbors 0: the default. Memory: that of vn_similar_neighbors, and up
 * to 44 bytes for each of rows x neighbors. VN_ENOMEM; VN_ELIMIT above 2^32 - 2 rows. */
VN_API vn_status vn_graph_neighbors(vn_graph *out, const vn_sparse *x, size_t neighbors, unsigned threads, vn_error *err);

/* Modularity of a partition (Newman & Girvan 2004): the share of the weight inside of clusters, less `resolution` times what
 * random edges between nodes of the same strengths would give. cluster [n] any numbers; 0 for a graph without edges.
 * VN_ENOMEM. */
VN_API vn_status vn_modularity(double *modularity, const vn_graph *graph, const uint32_t *cluster, double resolution,
                               vn_error *err);

/* Communities by the Leiden algorithm (Traag, Waltman & van Eck 2019): a partition of high modularity in which every
 * community is connected, also where Louvain would leave it in pieces. Rounds are made until modularity rises no more, ten
 * at most. Time grows with the edges. The same graph and seed give the same partition on every machine.
 *   cluster     [n] filled: 0 .. *k - 1, in the order of their first nodes
 *   resolution  > 0; 1 is modularity itself, more makes smaller communities
 * VN_EINVAL for a resolution that is not above 0; VN_ENOMEM; VN_ELIMIT above 2^32 - 2 nodes. */
VN_API vn_status vn_leiden(uint32_t *cluster, size_t *k, const vn_graph *graph, double resolution, uint64_t seed,
                           vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
