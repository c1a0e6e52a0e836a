/* L4: hierarchies from a matrix of distances. */
#ifndef VN_LIB_CLUSTER_CHAIN_H
#define VN_LIB_CLUSTER_CHAIN_H

#include "cluster.h"

/* How far a cluster is from one that was just merged of two (Lance & Williams 1967). */
typedef struct vn_linkage {
    bool squares; /* works with squared distances: heights are their roots, and a distance is 2 - 2 cos, else 1 - cos */
    /* a [m] = distances of all clusters to the union, from those to its parts a and b, whose own distance is `apart`;
     * parts of na and nb documents, others of size [m]. */
    void (*update)(float *restrict a, const float *restrict b, const float *restrict size, size_t m, float apart, double na,
                   double nb);
} vn_linkage;

extern const vn_linkage vn_linkage_average;
extern const vn_linkage vn_linkage_complete;
extern const vn_linkage vn_linkage_ward;

/* All merges of the n rows of x, n > 1, by nearest-neighbour chain: merge [n - 1] in the order of their making, clusters
 * named by their smallest row, `size` not filled. Memory: n * n * 4 bytes. VN_ENOMEM. */
vn_status vn_chain_merges(vn_merge *merge, const vn_sparse *x, const vn_linkage *linkage, unsigned threads,
                          vn_error *err);

#endif
