/* Keyness: how much more a term belongs to one collection than to another, from the numbers of documents that hold it.
 *
 * The target has df1 of n1 documents, the reference df2 of n2. Measures are positive where the term is more frequent in
 * the target, negative where it is less, and 0 for a collection without documents. They are pure functions: any thread. */
#ifndef VN_KEYNESS_H
#define VN_KEYNESS_H

#include "vn/base.h"

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

#ifdef __cplusplus
}
#endif
#endif
