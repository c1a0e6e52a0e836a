/* L4: what the table knows of phrases, remembered for a run by the words that they are made of: the same few stand in article
 * after article. Those that the sieve stops (keyword_sieve.h) need not be remembered. */
#ifndef VN_LIB_KEYWORD_KNOWN_H
#define VN_LIB_KEYWORD_KNOWN_H

#include "base.h"

enum { VN_KEYWORD_WORDS = 4 }; /* longest phrase, in words */

typedef struct vn_keyword_known {
    uint32_t word[VN_KEYWORD_WORDS]; /* what stands for each, not 0; 0 behind the last */
    uint64_t df;                     /* documents that hold it */
    double log_most;                 /* ln of the most documents that may hold it */
} vn_keyword_known;

/* Start with {0}. */
typedef struct vn_keyword_knowns {
    vn_keyword_known *slot; /* [slots] */
    size_t slots;           /* a power of two */
    size_t n;
} vn_keyword_knowns;

/* What is remembered of these words; NULL: nothing. */
const vn_keyword_known *vn_keyword_known_find(const vn_keyword_knowns *all, const uint32_t *word);

/* Remembers a phrase that is not there. False: out of memory. */
bool vn_keyword_known_add(vn_keyword_knowns *all, const vn_keyword_known *phrase);

void vn_keyword_knowns_free(vn_keyword_knowns *all);

#endif
