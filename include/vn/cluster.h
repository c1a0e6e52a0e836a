/* Clusters of documents, by the cosine of their weight vectors.
 *
 * The matrix is the one of vn/similar.h. For a result that does not depend on the order in which documents
 * arrived, give the rows in an order of their own (sorted by id): the same rows in the same order give the
 * same clusters on every machine, with any number of threads.
 *
 * Documents without terms belong nowhere: they never take part and form one cluster of their own, the last,
 * beyond the k that was asked for. The others are numbered by size, largest first, ties by their smallest
 * row. */
#ifndef VN_CLUSTER_H
#define VN_CLUSTER_H

#include "vn/graph.h"
#include "vn/df.h"
#include "vn/similar.h"
#include "vn/terms.h"
#include "vn/vocab.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VN_ALL_DIMENSIONS SIZE_MAX

typedef struct vn_cluster_options {
    const char *method;      /* a name of vn_cluster_method; NULL: the first, "kmeans" */
    size_t k;                /* number of clusters, at most the documents with terms; 0: by `min`, or chosen */
    size_t k_max;            /* largest number to choose from; 0: the square root of the documents, 2 .. 30 */
    double min;              /* "average" with k = 0: merge while the average similarity is >= min; 0: choose k.
                              * "events": the same; 0: 0.31 */
    const double *rarity;    /* of "events": [cols] how rare each term is in news at large, > 0, that is an idf; it
                              * multiplies the weights, which know this collection only. NULL: 1 */
    uint64_t seed;           /* of "kmeans"; 0 is a seed like any other */
    unsigned restarts;       /* of "kmeans"; 0: 50, at most 10 while k is chosen. Of each cut of "bisect"; 0: 10. Of
                              * "leiden"; 0: 10, but 3 above 20,000 rows; at most 3 while k is chosen */
    unsigned max_iterations; /* of one "kmeans" run; 0: 100 */
    size_t dimensions;       /* of "kmeans" and "bisect": in how many latent dimensions documents are compared; 0: the
                              * square root of the documents and 4, at most 50, but k when that is more, at most 200;
                              * VN_ALL_DIMENSIONS: the terms as they are */
    size_t neighbors;        /* of "leiden"; 0: vn_graph_default_neighbors */
    double resolution;       /* of "leiden"; 0: 1. More makes smaller communities */
    bool curve;              /* of "leiden": try other resolutions too */
    unsigned threads;        /* 0 and 1: in the caller */
} vn_cluster_options;

/* Communities at some resolution, and their modularity (at resolution 1). */
typedef struct vn_resolution {
    double resolution;
    size_t k;
    double modularity;
} vn_resolution;

/* One merge of a hierarchy. Nodes 0 .. n-1 are the documents, node n + i is what merge i made; left <
 * right. */
typedef struct vn_merge {
    uint32_t left;
    uint32_t right;
    double distance; /* 1 - average similarity ("complete": the least; "ward": see there), ascending */
    size_t size;     /* documents below */
} vn_merge;

/* The arrays belong to the struct; vn_clusters_free ends them and leaves {0}. */
typedef struct vn_clusters {
    size_t n;
    size_t k;           /* with the cluster of documents without terms */
    bool has_empty;     /* cluster k - 1 holds the documents without terms */
    uint32_t *cluster;  /* [n] 0 .. k - 1 */
    size_t *size;       /* [k] */
    size_t n_curve;     /* when k was chosen: */
    double *curve;      /* [n_curve] how good k = 2, 3, ... are: silhouettes, of "kmeans" see vn_cluster */
    size_t n_merges;    /* of a hierarchy: n - 1, documents without terms last, at distance 1 or more; 0 when fewer than 2
                         * documents have terms */
    vn_merge *merges;   /* [n_merges] a linkage matrix as scipy has it */
    vn_graph graph;     /* of "leiden"; documents without terms have no edges */
    size_t n_resolutions;
    vn_resolution *resolutions; /* [n_resolutions] of "leiden" with `curve`, ascending */
} vn_clusters;

/* The methods by number: name and one line about each, static; false past the last.
 *   kmeans   spherical k-means (Dhillon & Modha 2001) with greedy k-means++ seeds, the best of several restarts, on
 *            the leading singular vectors of the matrix (latent semantic analysis); of more than 8,192 documents
 *            restarts see a sample, and the singular vectors are those of a sample
 *   bisect   bisecting k-means (Zhao & Karypis 2002, criterion I2) in the same dimensions: the cluster is cut in two by
 *            which the cosines to the centroids gain most, until there are k; then refined among all
 *   average  average linkage (UPGMA) by nearest-neighbour chain (Murtagh 1983; Müllner 2011); quadratic
 *            memory. With `min` any number of documents: beyond VN_LINKAGE_MAX without merges, in memory for the
 *            pairs of documents with a similarity >= min
 *   complete the same by the least similarity of two clusters' documents
 *   ward     the same by the variance that a merge adds; `distance` is scipy's for the rows of length 1
 *   leiden   communities of the graph of nearest neighbours (vn/graph.h), whose edges count by the square root of their
 *            weight, at a resolution; with k the resolution is searched that makes k of them, and where none does,
 *            the smallest communities of the next larger number join those where modularity gains most
 *   events   reports of one event, their number unknown: average linkage down to a similarity that suits news,
 *            of weights that are damped and similarities that are lowered where it is crowded; any number of
 *            documents, no merges. Takes no k */
VN_API bool vn_cluster_method(size_t i, const char **name, const char **about);

/* Whether the method of that name fills `merges`; NULL: the default one. */
VN_API bool vn_cluster_makes_tree(const char *method);

/* Documents that linkage takes at most (but average linkage with `min`): 4 bytes for each of n * n, 3.6 GB. */
#define VN_LINKAGE_MAX 30000

/* Clusters the rows of x; options NULL: the defaults. Without k and min, k is where the mean silhouette is
 * highest, ties to the smaller k, one cluster when none is above 0; "leiden" maximises modularity instead. In latent
 * dimensions ("kmeans") the silhouette of k clusters is that in the first k of them, times 1 - 1/k.
 * VN_EINVAL: an unknown method, a min outside 0 .. 1, or min with a method that has no use for it, a negative
 * resolution; VN_ELIMIT: more documents than the method takes;
 * VN_ENOMEM. */
VN_API vn_status vn_cluster(vn_clusters *out, const vn_sparse *x, const vn_cluster_options *options, vn_error *err);
VN_API void vn_clusters_free(vn_clusters *clusters);

/* Fills rarity [terms of the vocabulary] with the idf of each term in the table: ln((1 + N) / (1 + df)) + 1, df at least
 * 1, N above 0. */
VN_API void vn_cluster_rarity(double *rarity, const vn_vocab *vocab, const vn_df *df);

/* Zero means default. */
typedef struct vn_event_options {
    double min;       /* a document joins an event to which it is so similar on average; 0: 0.28 */
    unsigned window;  /* days that reports of an event are apart at most; 0: 3 */
    const vn_df *df;  /* how rare terms are in news at large, as `rarity` above; must outlive the stream. NULL: all alike */
} vn_event_options;

/* Events of a stream of news that never ends: memory is that of the documents of a window. VN_EINVAL, VN_ENOMEM. */
typedef struct vn_event_stream vn_event_stream;
VN_API vn_status vn_event_stream_new(vn_event_stream **out, const vn_event_options *options, vn_error *err);
VN_API void vn_event_stream_free(vn_event_stream *stream);

/* Puts the next document, with distinct weighted terms, into an event: the one whose reports of the window are most
 * similar to it on average, by the similarity of method "events", ties to the older one; or a new one, when none is similar
 * enough. Events count from 0. *score (may be NULL) is the similarity, 0 for a new event. Documents come by ascending day,
 * any count of days; a late one is compared with what the window still holds. VN_ENOMEM: nothing was added. */
VN_API vn_status vn_event_stream_add(vn_event_stream *stream, int64_t day, const vn_term *terms, size_t n, uint64_t *event,
                                     double *score, vn_error *err);

/* Mean silhouette of a partition into k clusters by cosine distance (Rousseeuw 1987), exact and linear in
 * the entries of x. Documents alone in their cluster count 0, as in scikit-learn. cluster [rows] 0 .. k -
 * 1; empty clusters are ignored. 0 when there are fewer than 2 clusters. VN_ENOMEM. */
VN_API vn_status vn_silhouette(double *mean, const vn_sparse *x, const uint32_t *cluster, size_t k, vn_error *err);

/* The most central document of each cluster, the one most similar to its centroid, ties to the smaller row.
 *   match  [k] filled: row, and its similarity to the centroid (0 for documents without terms) */
VN_API vn_status vn_cluster_central(vn_match *match, const vn_sparse *x, const vn_clusters *clusters, vn_error *err);

/* How similar the documents of each cluster are: the mean cosine of all pairs of different documents, in time linear in the
 * entries of x.
 *   mean  [k] filled; 1 for a document alone, 0 for documents without terms. VN_ENOMEM */
VN_API vn_status vn_cluster_cohesion(double *mean, const vn_sparse *x, const vn_clusters *clusters, vn_error *err);

/* Terms that must not be labels: true for a stop word, say. */
typedef bool vn_skip_fn(void *context, size_t term);

/* Label words: for each cluster the terms whose document frequency inside exceeds that outside most
 * clearly, by the log-likelihood G2 (Dunning 1993), ties to the smaller term. A term whose G2 chance alone would give (p >
 * 0.05, chi-square with one degree of freedom) is no label.
 *   match  [k][m] term and G2, best first; n [k] how many of them are filled. `skip` may be NULL. */
VN_API vn_status vn_cluster_labels(vn_match *match, size_t *n, size_t m, const vn_sparse *x, const vn_clusters *clusters,
                                   vn_skip_fn *skip, void *context, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
