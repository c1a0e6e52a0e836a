/* Keyness: how much more a term belongs to one collection than to another, from the numbers of documents that hold it.
 *
 * The target has df1 of n1 documents, the reference df2 of n2. Measures are positive where the term is more frequent in
 * the target, negative where it is less, and 0 for a collection without documents. They are pure functions: any thread. */
#ifndef VN_KEYNESS_H
#define VN_KEYNESS_H

#include "vn/base.h"
#include "vn/df.h"

#ifdef __cplusplus
extern "C" {
#endif

/* df1 <= n1 and df2 <= n2, each at most 2^53. */
typedef struct vn_keyness_counts {
    uint64_t df1;
    uint64_t n1;
    uint64_t df2;
    uint64_t n2;
} vn_keyness_counts;

/* G2, the log likelihood ratio of the two by two table, with the sign of the difference. It says how certain a difference
 * is, not how large: it grows with the collections. Source: Dunning (1993), Accurate methods for the statistics of
 * surprise and coincidence. */
VN_API double vn_keyness_g2(const vn_keyness_counts *counts);

/* The probability that chance alone brings a G2 of this size or more, of either sign: chi-square with one degree of
 * freedom. VN_G2_5_PERCENT is the G2 whose probability is 0.05. */
VN_API double vn_keyness_p(double g2);
#define VN_G2_5_PERCENT 3.841458820694124

/* log2 of the ratio of the shares: 1 is twice as frequent. A count of 0 is taken for one half, but of a
 * term that neither has the ratio is 1. Source: Hardie (2014), Log
 * ratio: an informal introduction. */
VN_API double vn_keyness_log_ratio(const vn_keyness_counts *counts);

/* The log ratio that is certain: the end of its confidence interval that is nearer to 0, or 0 when the interval holds 0.
 * `alpha` is the probability of a false bound of any of `terms` terms that are compared (Bonferroni's correction; 0 counts
 * as 1), above 0 and below 1. Source: Evert (2022), Measuring keyness. */
VN_API double vn_keyness_lrc(const vn_keyness_counts *counts, double alpha, uint64_t terms);

/* Simple maths: (f1 + k) / (f2 + k), f in documents per million, k > 0: the larger, the commoner the terms that come
 * first. Above 1 where the target has more. Source: Kilgarriff (2009), Simple maths for keywords. */
VN_API double vn_keyness_simple(const vn_keyness_counts *counts, double k);

/* By what terms are chosen and sorted. */
typedef enum vn_keyness_measure { VN_KEYNESS_LRC, VN_KEYNESS_G2, VN_KEYNESS_RATIO, VN_KEYNESS_SIMPLE } vn_keyness_measure;

/* Zero means default. */
typedef struct vn_keyness_options {
    vn_keyness_measure measure;
    double least; /* smallest value told; 0: what chance does not explain: LRC and ratio above 0, G2 of 5 per cent, simple
                     maths above 1 */
    double alpha; /* of LRC, over the terms of the target; 0: 0.05 */
    double k;     /* of simple maths; 0: 100 */
    size_t limit; /* terms told, 0: all */
} vn_keyness_options;

typedef struct vn_keyness_row {
    vn_slice term;
    vn_keyness_counts counts;
    bool at_most; /* the reference leaves out rare terms and lacks this one: df2 is the most that it may be */
    double lrc;
    double g2;
    double ratio;
    double simple;
} vn_keyness_row;

/* Returns what stops the run. */
typedef vn_status vn_keyness_fn(void *context, const vn_keyness_row *row, vn_error *err);

/* Hands out the terms of the target that are more frequent there than in the reference, the largest value first, ties by the
 * bytes of the term. Of two of which one stands inside the other (words parted by a space) one is told: the longer, when
 * three quarters of the documents of the shorter have it, else the one of the larger value. The tables must count the same
 * way (vn_df_fingerprint), which is the caller's to see to. VN_EINVAL: an option out of range; VN_ENOMEM. */
VN_API vn_status vn_keyness_compare(const vn_df *target, const vn_df *reference, const vn_keyness_options *options,
                                    vn_keyness_fn *row, void *context, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
