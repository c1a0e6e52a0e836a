/* L4: what the clustering methods share. */
#ifndef VN_LIB_CLUSTER_H
#define VN_LIB_CLUSTER_H

#include "base.h"
#include "vn/cluster.h"

/* A method sees only rows that have entries, at least 2 of them, and options without zeros where a default
 * exists (k 0 means: choose). It fills cluster [rows], and in out: k, the curve, and the merges among the
 * rows it saw. */
typedef struct vn_cluster_kind {
    const char *name;
    const char *about;
    bool takes_min;
    bool makes_tree;
    unsigned restarts; /* by default */
    size_t many;       /* above so many rows only 3 of them; 0: never */
    bool chooses_k;    /* takes no number of clusters */
    bool reduces;      /* sees the rows in latent dimensions, unless options->dimensions is VN_ALL_DIMENSIONS */
    vn_status (*run)(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options,
                     vn_error *err);
} vn_cluster_kind;

extern const vn_cluster_kind vn_cluster_kmeans;
extern const vn_cluster_kind vn_cluster_bisect;
extern const vn_cluster_kind vn_cluster_average;
extern const vn_cluster_kind vn_cluster_complete;
extern const vn_cluster_kind vn_cluster_ward;
extern const vn_cluster_kind vn_cluster_leiden;
extern const vn_cluster_kind vn_cluster_events;

/* k-means of at least k rows: the best of options->restarts runs, brought to its end; none of the clusters is empty. */
vn_status vn_kmeans(uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options, size_t k, vn_error *err);

/* Goes on from a partition without empty clusters until no row moves. */
vn_status vn_kmeans_refine(uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options, size_t k,
                           vn_error *err);

/* Makes a partition of the rows into k clusters; called by several threads at a time. */
typedef vn_status vn_partition_fn(void *context, uint32_t *cluster, size_t k, vn_error *err);

/* Tries k = 2 .. options->k_max, records the silhouettes as out->curve, and leaves the best partition in
 * `cluster` and its number in out->k. Of rows in latent dimensions the silhouette of k clusters is that in the first k,
 * times 1 - 1/k: in many dimensions it keeps rising as clusters get smaller, long after the topics have been parted, and
 * in two dimensions any two clusters look far apart. */
vn_status vn_cluster_choose(vn_clusters *out, uint32_t *cluster, const vn_sparse *x,
                            const vn_cluster_options *options, vn_partition_fn *partition, void *context,
                            vn_error *err);

#endif
