/* L0: hash map for many short keys that are looked up again and again, such as the words of a text: a key of up to 24 bytes
 * stands in the table itself, so that a lookup touches one cache line and compares 32 bytes at once. */
#ifndef VN_LIB_SHORTMAP_H
#define VN_LIB_SHORTMAP_H

#include "simd.h"

enum { VN_SHORT_MAX = 24, VN_SHORT_WORDS = VN_SHORT_MAX / 8 };

/* Of a key too long for the map: it is found nowhere. */
#define VN_SHORT_NONE UINT32_MAX

/* A place of the table; what the key stands for is the caller's. */
typedef struct vn_short_slot {
    uint64_t word[VN_SHORT_WORDS]; /* the bytes of the key, zeros behind them */
    uint32_t value;
    uint32_t size; /* bytes + 1; 0: free */
} vn_short_slot;

/* A key made ready, as it stands in the table but for the value, and its hash. */
typedef struct vn_short_key {
    vn_short_slot as;
    uint64_t hash;
} vn_short_key;

/* Start with {0}. */
typedef struct vn_shortmap {
    vn_short_slot *slot; /* [slots] */
    size_t slots;        /* a power of two; 0: nothing may be looked up yet */
    size_t n;
    unsigned shift; /* a hash's upper bits say where a key stands */
} vn_shortmap;

/* By the length of a key: ones in its bytes. */
extern const uint64_t vn_short_mask[VN_SHORT_MAX + 1][VN_SHORT_WORDS + 1];

static inline uint64_t vn_short_hash(const uint64_t *word, uint64_t size)
{
    uint64_t h = (word[0] ^ size) * UINT64_C(0x9e3779b97f4a7c15);
    h += word[1] * UINT64_C(0xd6e8feb86659fd93);
    h += word[2] * UINT64_C(0xa0761d6478bd642f);
    h ^= h >> 32;
    return h * UINT64_C(0xe7037ed1a0b428db);
}

/* Makes the key of len <= VN_SHORT_MAX bytes, of which `readable` >= len may be read. */
static inline void vn_short_make(vn_short_key *key, const char *p, size_t len, size_t readable)
{
    uint64_t word[VN_SHORT_WORDS] = {0};
    if (readable >= VN_SHORT_MAX)
        memcpy(word, p, VN_SHORT_MAX);
    else
        memcpy(word, p, len);
    for (size_t i = 0; i < VN_SHORT_WORDS; i++)
        key->as.word[i] = word[i] & vn_short_mask[len][i];
    key->as.size = (uint32_t)len + 1;
    key->hash = vn_short_hash(key->as.word, key->as.size);
}

/* A key that is found nowhere. */
static inline void vn_short_make_none(vn_short_key *key)
{
    *key = (vn_short_key){.as.size = VN_SHORT_NONE};
}

static inline void vn_shortmap_prefetch(const vn_shortmap *map, const vn_short_key *key)
{
    VN_PREFETCH(&map->slot[key->hash >> map->shift]);
}

/* The place of the key, or the free place where it would stand (its size is 0). Until the next add. */
static inline vn_short_slot *vn_shortmap_find(const vn_shortmap *map, const vn_short_key *key)
{
    for (size_t i = (size_t)(key->hash >> map->shift);; i = (i + 1) & (map->slots - 1)) {
        vn_short_slot *s = &map->slot[i];
        const vn_short_slot *k = &key->as;
        const uint64_t differ = (s->word[0] ^ k->word[0]) | (s->word[1] ^ k->word[1]) | (s->word[2] ^ k->word[2]);
        if (!s->size || (!differ && s->size == k->size))
            return s;
    }
}

#ifdef VN_AVX2
/* The same, 32 bytes at a time. */
VN_TARGET_AVX2 static inline void vn_short_make_avx2(vn_short_key *key, const char *p, size_t len, size_t readable)
{
    if (readable < sizeof(__m256i)) {
        vn_short_make(key, p, len, readable);
        return;
    }
    const __m256i mask = _mm256_loadu_si256((const __m256i *)(const void *)vn_short_mask[len]);
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)p);
    _mm256_storeu_si256((__m256i *)(void *)&key->as, _mm256_and_si256(bytes, mask));
    key->as.size = (uint32_t)len + 1;
    key->hash = vn_short_hash(key->as.word, key->as.size);
}

VN_TARGET_AVX2 static inline vn_short_slot *vn_shortmap_find_avx2(const vn_shortmap *map, const vn_short_key *key)
{
    enum { ALL_BUT_VALUE = 0xBF }; /* of eight numbers of 32 bits */
    const __m256i k = _mm256_loadu_si256((const __m256i *)(const void *)&key->as);
    for (size_t i = (size_t)(key->hash >> map->shift);; i = (i + 1) & (map->slots - 1)) {
        vn_short_slot *s = &map->slot[i];
        const __m256i equal = _mm256_cmpeq_epi32(k, _mm256_loadu_si256((const __m256i *)(const void *)s));
        if ((_mm256_movemask_ps(_mm256_castsi256_ps(equal)) & ALL_BUT_VALUE) == ALL_BUT_VALUE || !s->size)
            return s;
    }
}
#endif

/* Makes room, so that a key may be looked up and added. False: out of memory. */
bool vn_shortmap_reserve(vn_shortmap *map);

/* The place of a key that is not there yet, made with value 0; NULL: out of memory. */
vn_short_slot *vn_shortmap_add(vn_shortmap *map, const vn_short_key *key);

void vn_shortmap_free(vn_shortmap *map);

#endif
