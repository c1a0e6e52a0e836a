/* How well a clustering agrees with a gold partition of the same documents. */
#ifndef VN_EVAL_CLUST_H
#define VN_EVAL_CLUST_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* All in 0 .. 1, but for ari, which may be below 0. */
typedef struct vn_clust_scores {
    size_t n;                /* documents */
    size_t classes;          /* groups of the gold partition */
    size_t clusters;         /* groups of the system's */
    double purity;           /* share of documents that are of their cluster's most frequent class */
    double nmi;              /* mutual information over the arithmetic mean of the entropies; = V-measure with beta 1 */
    double homogeneity;      /* Rosenberg & Hirschberg 2007 */
    double completeness;
    double v_measure;
    double ari;              /* adjusted Rand index, Hubert & Arabie 1985 */
    double bcubed_precision; /* Bagga & Baldwin 1998, each document of equal weight */
    double bcubed_recall;
    double bcubed_f; /* harmonic mean of the two */
} vn_clust_scores;

/* gold [n] and system [n] are group numbers of the documents, any values. Two partitions that are both
 * trivial in the same way score 1, as in scikit-learn. VN_EINVAL when n is 0; VN_ENOMEM. */
VN_API vn_status vn_eval_clust(vn_clust_scores *scores, const uint32_t *gold, const uint32_t *system, size_t n,
                               vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
