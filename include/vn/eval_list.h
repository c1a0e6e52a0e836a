/* What can be told of lists of keywords without gold: terms that no editor would write down, whatever they mean. */
#ifndef VN_EVAL_LIST_H
#define VN_EVAL_LIST_H

#include "vn/keyword.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Only so many terms of a list are looked at. */
#define VN_EVAL_LIST_TOP 10

/* Shares of the terms, 0 to 1. A term is looked for in title and text by its folded syllables.
 *   cut     it stands there, but each time an edge of it falls inside a word
 *   nested  its syllables stand in a row in another term of the list
 *   stop    all its words are stop words, numbers, numerals, pronouns, adverbs or classifiers: words as the text is cut
 *           into, or its syllables when it nowhere stands as whole words, unless the list of stop words has all of it
 *   absent  it stands nowhere */
typedef struct vn_list_shares {
    size_t terms; /* of all lists, at most VN_EVAL_LIST_TOP of each, those with equal keys once */
    double cut;
    double nested;
    double stop;
    double absent;
} vn_list_shares;

/* Collects lists one by one. VN_ENOMEM. */
typedef struct vn_eval_list vn_eval_list;
VN_API vn_status vn_eval_list_new(vn_eval_list **out, vn_error *err);
VN_API void vn_eval_list_free(vn_eval_list *eval);

/* The terms of one document, best first, and its words. VN_EDATA: not UTF-8; VN_ENOMEM: the list is not counted. */
VN_API vn_status vn_eval_list_add(vn_eval_list *eval, const vn_slice *terms, size_t n, const vn_keyword_input *document,
                                  vn_error *err);

/* The shares over the lists so far. */
VN_API vn_list_shares vn_eval_list_result(const vn_eval_list *eval);

#ifdef __cplusplus
}
#endif
#endif
