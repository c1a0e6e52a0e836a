/* Keywords of sets of documents: of all, or of each group (a cluster, a source, a day), from the keywords of the documents.
 *
 * A keyword of the set is one that stands high in the lists of many of its documents, and more so than in those of the rest:
 *
 *     score = sum over documents of 3 / (rank + 2), divided by the documents of the group, times 1 + 4 LRC
 *
 * A term that is the first keyword of every document has 1 before the factor; LRC (vn/keyness.h, at 95 per cent, corrected
 * for the terms of the group) compares how often the term is a keyword in the group and outside, and is 0 where there is no
 * outside or no certain difference.
 * Scott (1997) calls words that are key in many texts key key words. */
#ifndef VN_KEYLIST_H
#define VN_KEYLIST_H

#include "vn/base.h"
#include "vn/keyness.h"
#include "vn/keyword.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Ranks that count, and documents that are named for a term. */
#define VN_KEYLIST_RANKS 10
#define VN_KEYLIST_EXAMPLES 3

typedef struct vn_keylist_term {
    vn_slice term; /* as most documents of the set show it */
    vn_slice key;
    double score;
    double lrc;
    uint64_t count;            /* occurrences in the documents whose keyword it is */
    vn_keyness_counts counts;  /* documents whose keyword it is, of the group and of the rest */
    const vn_slice *example;   /* [n_examples] ids of documents in which it ranks highest, ties by the bytes of the id */
    size_t n_examples;
} vn_keylist_term;

typedef struct vn_keylist_group {
    vn_slice group;
    uint64_t documents;
    const vn_keylist_term *term; /* [n] best first, ties by the bytes of the key; none inside another */
    size_t n;
} vn_keylist_group;

/* For one thread at a time. Memory grows with the distinct keywords of each group. */
typedef struct vn_keylist vn_keylist;
VN_API vn_status vn_keylist_new(vn_keylist **out, vn_error *err);
VN_API void vn_keylist_free(vn_keylist *list);

/* Counts a document with its n keywords, best first, of which the first VN_KEYLIST_RANKS count; of each the term, the key
 * (its syllables joined by `_`, none twice) and the count are used. Documents come in any order. VN_ENOMEM, also for 2^32
 * groups or terms: good for nothing but vn_keylist_free. */
VN_API vn_status vn_keylist_add(vn_keylist *list, vn_slice group, vn_slice id, const vn_keyword *keyword, size_t n,
                                vn_error *err);

/* Hands out the groups with at most `limit` terms each (0: 10): those whose names are whole numbers first, by number, then by
 * bytes. Slices live until the function returns; it may return what stops the run. VN_ENOMEM. */
typedef vn_status vn_keylist_fn(void *context, const vn_keylist_group *group, vn_error *err);
VN_API vn_status vn_keylist_write(vn_keylist *list, size_t limit, vn_keylist_fn *write, void *context, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
