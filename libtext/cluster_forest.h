/* L4: average linkage down to a threshold without a matrix of all pairs. */
#ifndef VN_LIB_CLUSTER_FOREST_H
#define VN_LIB_CLUSTER_FOREST_H

#include "cluster.h"

/* Merges rows of y while the average similarity of two clusters is >= min, and leaves the clusters, numbered by their
 * first rows: the average linkage of all rows cut at min. min is above 0.
 *   crowding  [rows] what a row takes from each of its similarities, >= 0; NULL: nothing. The similarity of two rows is
 *             their dot product less what both take
 * Memory: the pairs of rows with a similarity >= min, 24 bytes each, and three times the matrix. VN_ENOMEM. */
vn_status vn_forest_cut(uint32_t *cluster, size_t *k, const vn_sparse *y, const double *crowding, double min,
                        unsigned threads, vn_error *err);

#endif
