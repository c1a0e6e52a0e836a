/* L4: which terms of several words or syllables are known, to a table of document frequencies or to a model. Most phrases of
 * a text are not; the sieve says so of nearly all of them from numbers that their words bring, without writing or hashing a
 * key. To the sieve a space is an underscore: a phrase and the word of its syllables are one. */
#ifndef VN_LIB_KEYWORD_SIEVE_H
#define VN_LIB_KEYWORD_SIEVE_H

#include "base.h"

/* A polynomial of the bytes, so that those of joined texts follow from their parts' (Karp & Rabin 1987), modulo 2^64. */
typedef struct vn_keyword_print {
    uint64_t sum;   /* of byte * base^(bytes behind it) */
    uint64_t power; /* base^length */
} vn_keyword_print;

enum { VN_KEYWORD_BASE = 0x5bd1e995 };

/* A bit for each term that holds a space or `_`. Start with {0}; immutable once made. */
typedef struct vn_keyword_sieve {
    uint64_t *bit;
    uint64_t mask; /* bits - 1 */
} vn_keyword_sieve;

/* An empty one for about so many terms, to which they are added. */
vn_status vn_keyword_sieve_begin(vn_keyword_sieve *sieve, size_t terms, vn_error *err);
void vn_keyword_sieve_add(vn_keyword_sieve *sieve, vn_slice term);
void vn_keyword_sieve_free(vn_keyword_sieve *sieve);

vn_keyword_print vn_keyword_print_of(vn_slice key);

/* The sum of a key and one byte more. */
static inline uint64_t vn_keyword_print_add(uint64_t sum, char byte)
{
    return sum * VN_KEYWORD_BASE + (unsigned char)(byte == ' ' ? '_' : byte);
}

/* Of two keys with an underscore between them. */
static inline vn_keyword_print vn_keyword_print_join(vn_keyword_print left, vn_keyword_print right)
{
    const uint64_t front = vn_keyword_print_add(left.sum, '_');
    return (vn_keyword_print){front * right.power + right.sum, left.power * VN_KEYWORD_BASE * right.power};
}

static inline void vn_keyword_sieve_prefetch(const vn_keyword_sieve *sieve, uint64_t sum)
{
    if (sieve->bit)
        VN_PREFETCH(&sieve->bit[(vn_mix(sum) & sieve->mask) / 64]);
}

/* False: it holds no such term. A sieve that was not made lets all through. */
static inline bool vn_keyword_sieve_passes(const vn_keyword_sieve *sieve, uint64_t sum)
{
    const uint64_t at = vn_mix(sum) & sieve->mask;
    return !sieve->bit || (sieve->bit[at / 64] >> at % 64 & 1);
}

#endif
