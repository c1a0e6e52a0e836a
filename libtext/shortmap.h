/* L0: hash map for many short keys that are looked up again and again, such as the words of a text: a key of up to 24 bytes
 * stands in the table itself, so that a lookup touches one cache line. Threads may look up while another adds: they find a
 * key or find that it is not there yet. */
#ifndef VN_LIB_SHORTMAP_H
#define VN_LIB_SHORTMAP_H

#include "simd.h"

#include <stdatomic.h>

enum { VN_SHORT_MAX = 24, VN_SHORT_WORDS = VN_SHORT_MAX / 8 };

/* Of a key too long for the map: it is found nowhere. */
#define VN_SHORT_NONE UINT32_MAX

/* A place of the table; what the key stands for is the caller's. The size is written last. */
typedef struct vn_short_slot {
    _Atomic uint64_t word[VN_SHORT_WORDS]; /* the bytes of the key, zeros behind them */
    _Atomic uint32_t value;
    _Atomic uint32_t size; /* bytes + 1; 0: free */
} vn_short_slot;

/* A key made ready: its bytes and size as they stand in the table, and its hash. */
typedef struct vn_short_key {
    uint64_t word[VN_SHORT_WORDS];
    uint64_t hash;
    uint32_t size;
} vn_short_key;

/* Start with {0}. A copy of it serves to look up, as long as the table stands. */
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
        key->word[i] = word[i] & vn_short_mask[len][i];
    key->size = (uint32_t)len + 1;
    key->hash = vn_short_hash(key->word, key->size);
}

/* A key that is found nowhere. */
static inline void vn_short_make_none(vn_short_key *key)
{
    *key = (vn_short_key){.size = VN_SHORT_NONE};
}

#ifdef VN_AVX2
/* The same, all bytes at a time, of which 32 may be read. */
VN_TARGET_AVX2 static inline void vn_short_make_avx2(vn_short_key *key, const char *p, size_t len)
{
    const __m256i mask = _mm256_loadu_si256((const __m256i *)(const void *)vn_short_mask[len]);
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)p);
    _mm256_storeu_si256((__m256i *)(void *)key, _mm256_and_si256(bytes, mask));
    key->size = (uint32_t)len + 1;
    key->hash = vn_short_hash(key->word, key->size);
}
#endif

static inline void vn_shortmap_prefetch(const vn_shortmap *map, const vn_short_key *key)
{
    VN_PREFETCH(&map->slot[key->hash >> map->shift]);
}

static inline bool vn_short_slot_is(const vn_short_slot *s, const vn_short_key *key)
{
    uint64_t differ = atomic_load_explicit(&s->size, memory_order_acquire) ^ key->size;
    differ |= atomic_load_explicit(&s->word[0], memory_order_relaxed) ^ key->word[0];
    differ |= atomic_load_explicit(&s->word[1], memory_order_relaxed) ^ key->word[1];
    differ |= atomic_load_explicit(&s->word[2], memory_order_relaxed) ^ key->word[2];
    return !differ;
}

/* The value of the key; false: it is not there. */
static inline bool vn_shortmap_find(const vn_shortmap *map, const vn_short_key *key, uint32_t *value)
{
    for (size_t i = (size_t)(key->hash >> map->shift);; i = (i + 1) & (map->slots - 1)) {
        const vn_short_slot *s = &map->slot[i];
        if (vn_short_slot_is(s, key)) {
            *value = atomic_load_explicit(&s->value, memory_order_relaxed);
            return true;
        }
        if (!atomic_load_explicit(&s->size, memory_order_relaxed))
            return false;
    }
}

/* Makes room, so that a key may be looked up and added. False: out of memory. */
bool vn_shortmap_reserve(vn_shortmap *map);

/* The same while threads look up: the table that was outgrown goes to *outgrown, to be freed when none of them looks into it
 * any more; NULL: there is none. */
bool vn_shortmap_outgrow(vn_shortmap *map, vn_short_slot **outgrown);

/* Adds a key that is not there, for which room was made. */
void vn_shortmap_add(vn_shortmap *map, const vn_short_key *key, uint32_t value);

void vn_shortmap_free(vn_shortmap *map);

#endif
