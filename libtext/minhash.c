#include "base.h"
#include "vn/dup.h"

#include <assert.h>

/* In each of the first k rounds an item falls into one place, which keeps the least value of the first round that reached
 * it; in k more rounds all items fall into the place of the round, so that none stays empty. */

/* Least values so far, and how many places have one. */
typedef struct places {
    uint64_t least[VN_MINHASH_MAX]; /* [k] round and value; UINT64_MAX: empty */
    size_t filled;
} places;

/* Spreads item x anew for each round. */
static inline uint64_t spread(uint64_t x, uint64_t round)
{
    return vn_mix(x + round * UINT64_C(0x9e3779b97f4a7c15));
}

static inline void fall(places *p, size_t at, uint64_t value)
{
    p->filled += p->least[at] == UINT64_MAX;
    p->least[at] = value < p->least[at] ? value : p->least[at];
}

static void play_round(places *p, size_t k, size_t round, vn_shingles set)
{
    for (size_t i = 0; i < set.n; i++) {
        const uint64_t h = spread(set.item[i], round);
        const size_t at = round < k ? (size_t)((h >> 32) * k >> 32) : round - k;
        fall(p, at, (uint64_t)round << 32 | (uint32_t)h);
    }
}

void vn_minhash(uint32_t *sketch, size_t k, vn_shingles set)
{
    places p = {.filled = 0};
    assert(set.n && k && k <= VN_MINHASH_MAX);
    for (size_t i = 0; i < k; i++)
        p.least[i] = UINT64_MAX;
    for (size_t round = 0; p.filled < k && round < 2 * k; round++)
        play_round(&p, k, round, set);
    for (size_t i = 0; i < k; i++)
        sketch[i] = (uint32_t)p.least[i];
}
