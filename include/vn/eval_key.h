/* How well keywords agree with the tags that editors gave. */
#ifndef VN_EVAL_KEY_H
#define VN_EVAL_KEY_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Precision, recall and F among the first k terms, k = 5, 10, 15. */
#define VN_EVAL_KEY_CUTS 3

/* Means over documents (macro): F is the mean of the documents' F. All in [0, 1]. A tag and a term match when their keys
 * (vn_fold) are equal. Of terms or tags with equal keys only the first counts.
 *   precision = matches among the first k terms / min(k, terms); recall = the same matches / tags
 *   map: mean over the tags of the precision at the rank where each is found, 0 for those that are not
 *   ndcg10: gains 1, discount log2(1 + rank), ideal = all tags first, cut at 10
 *   recall_all: recall of all terms, however many; of all candidates of a method it is what the method can reach */
typedef struct vn_eval_key_means {
    size_t documents; /* with at least one tag */
    double precision[VN_EVAL_KEY_CUTS];
    double recall[VN_EVAL_KEY_CUTS];
    double f[VN_EVAL_KEY_CUTS];
    double map;
    double ndcg10;
    double recall_all;
} vn_eval_key_means;

typedef struct vn_eval_key_scores {
    vn_eval_key_means all;     /* over all tags */
    vn_eval_key_means present; /* over the tags that occur in title or text, as whole words */
    double reachable;          /* share of the tags, of all documents together, that occur */
    double found;              /* share of the tags that are among the terms, however many these are */
    double present_found;      /* the same of the tags that occur */
} vn_eval_key_scores;

/* Collects documents one by one. */
typedef struct vn_eval_key vn_eval_key;
VN_API vn_status vn_eval_key_new(vn_eval_key **out, vn_error *err);
VN_API void vn_eval_key_free(vn_eval_key *eval);

/* One document: the editors' tags, and the system's terms best first. Title and text say which tags are present. A document
 * without tags is skipped; one without terms counts as 0. VN_EDATA: not UTF-8; VN_ENOMEM: the document is not counted. */
VN_API vn_status vn_eval_key_add(vn_eval_key *eval, const vn_slice *tags, size_t n_tags, const vn_slice *terms,
                                 size_t n_terms, vn_slice title, vn_slice text, vn_error *err);

/* The means over the documents so far. */
VN_API void vn_eval_key_result(const vn_eval_key *eval, vn_eval_key_scores *out);

/* The k of cut i. */
VN_API size_t vn_eval_key_cut(size_t i);

/* The means by number, those over all tags first: "p@5", ..., "present_r@all". */
#define VN_EVAL_KEY_MEASURES 24
VN_API const char *vn_eval_key_name(size_t i);
VN_API double vn_eval_key_value(const vn_eval_key_scores *scores, size_t i);

/* How far one method is ahead of another, in a measure. */
typedef struct vn_lead {
    double lead; /* mean of the one less that of the other */
    double low;  /* 95 % of the leads over resampled documents lie from low to high (percentiles) */
    double high;
    double p;    /* two-sided: how likely resampling turns the lead around, (1 + turned) / (1 + resamples) twice; <= 1 */
} vn_lead;

/* Paired bootstrap (Efron & Tibshirani 1993; Koehn 2004): documents are drawn anew, with replacement, `resamples` times,
 * the same for both methods and all measures. Both evaluations were given the same documents in the same order.
 *   lead  [VN_EVAL_KEY_MEASURES] filled
 * VN_EINVAL: other documents, or no resamples; VN_ENOMEM. */
VN_API vn_status vn_eval_key_compare(vn_lead *lead, const vn_eval_key *one, const vn_eval_key *other, size_t resamples,
                                     uint64_t seed, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
