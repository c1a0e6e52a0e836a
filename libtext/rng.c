#include "rng.h"

void vn_rng_seed(vn_rng *rng, uint64_t seed)
{
    for (size_t i = 0; i < 4; i++)
        rng->s[i] = vn_mix(seed += UINT64_C(0x9e3779b97f4a7c15));
}

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

uint64_t vn_rng_next(vn_rng *rng)
{
    uint64_t *s = rng->s;
    const uint64_t result = rotate(s[1] * 5, 7) * 9;
    const uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double vn_rng_unit(vn_rng *rng)
{
    return (double)(vn_rng_next(rng) >> 11) * 0x1.0p-53;
}

size_t vn_rng_below(vn_rng *rng, size_t bound)
{
    const uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    uint64_t x;
    do
        x = vn_rng_next(rng);
    while (x >= limit);
    return (size_t)(x % bound);
}

void vn_rng_shuffle(vn_rng *rng, uint32_t *item, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        const size_t j = vn_rng_below(rng, i);
        const uint32_t t = item[i - 1];
        item[i - 1] = item[j];
        item[j] = t;
    }
}
