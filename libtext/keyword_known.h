/* L4: what is known of phrases, remembered for a run by the words that they are made of: the same few stand in article after
 * article. Those that the sieve stops (keyword_sieve.h) need not be remembered. */
#ifndef VN_LIB_KEYWORD_KNOWN_H
#define VN_LIB_KEYWORD_KNOWN_H

#include "map.h"

enum { VN_KEYWORD_WORDS = 4 }; /* longest phrase, in words */

typedef struct vn_keyword_known {
    uint32_t word[VN_KEYWORD_WORDS]; /* what stands for each, not 0; 0 behind the last */
    uint64_t df;                     /* documents of the table that hold it */
    double log_most;                 /* ln of the most documents that may hold it */
    double idf;                      /* as of words */
    double idf_log;
    uint32_t prior; /* its number among the keys of the model, or VN_MAP_NONE */
} vn_keyword_known;

/* Start with {0}. */
typedef struct vn_keyword_knowns {
    vn_keyword_known *item; /* [n] */
    size_t n;
    size_t cap;
    vn_map_slot *slot; /* [slots] */
    size_t slots;      /* a power of two */
} vn_keyword_knowns;

static inline uint64_t vn_keyword_known_hash(const uint32_t word[VN_KEYWORD_WORDS])
{
    uint64_t half[2];
    memcpy(half, word, sizeof half);
    return vn_mix(half[0] * UINT64_C(0x9e3779b97f4a7c15) ^ half[1]);
}

static inline void vn_keyword_known_prefetch(const vn_keyword_knowns *all, uint64_t hash)
{
    if (all->slots)
        VN_PREFETCH(&all->slot[(size_t)hash & (all->slots - 1)]);
}

/* The number of the phrase of these words, whose hash is given; VN_MAP_NONE: nothing is remembered. */
uint32_t vn_keyword_known_find(const vn_keyword_knowns *all, const uint32_t word[VN_KEYWORD_WORDS], uint64_t hash);

/* Remembers a phrase that is not there: its number. VN_MAP_NONE: out of memory. */
uint32_t vn_keyword_known_add(vn_keyword_knowns *all, const vn_keyword_known *phrase);

void vn_keyword_knowns_free(vn_keyword_knowns *all);

#endif
