/* L0: random numbers that are the same on every machine (xoshiro256**, Blackman & Vigna 2021). */
#ifndef VN_LIB_RNG_H
#define VN_LIB_RNG_H

#include "base.h"

typedef struct vn_rng {
    uint64_t s[4];
} vn_rng;

void vn_rng_seed(vn_rng *rng, uint64_t seed);
uint64_t vn_rng_next(vn_rng *rng);
double vn_rng_unit(vn_rng *rng);                   /* [0, 1) */
size_t vn_rng_below(vn_rng *rng, size_t bound);    /* [0, bound), unbiased; bound > 0 */
void vn_rng_shuffle(vn_rng *rng, uint32_t *item, size_t n);

#endif
