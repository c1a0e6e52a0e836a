/* L0: hash map for many short keys that are looked up again and again, such as the words of a text: a key of up to 24 bytes
 * stands in the table itself, so that a lookup touches one cache line. */
#ifndef VN_LIB_SHORTMAP_H
#define VN_LIB_SHORTMAP_H

#include "base.h"

enum { VN_SHORT_MAX = 24, VN_SHORT_WORDS = VN_SHORT_MAX / 8 };

/* A key as numbers, zeros behind it, and its hash. */
typedef struct vn_short_key {
    uint64_t word[VN_SHORT_WORDS];
    uint32_t len;
    uint64_t hash;
} vn_short_key;

/* A place of the table; what the key stands for is the caller's. */
typedef struct vn_short_slot {
    uint64_t word[VN_SHORT_WORDS];
    uint32_t value;
    uint32_t len; /* + 1; 0: free */
} vn_short_slot;

/* Start with {0}. */
typedef struct vn_shortmap {
    vn_short_slot *slot; /* [slots] */
    size_t slots;        /* a power of two */
    size_t n;
    unsigned shift; /* a hash's upper bits say where a key stands */
} vn_shortmap;

extern const uint64_t vn_short_mask[VN_SHORT_MAX + 1][VN_SHORT_WORDS];

static inline uint64_t vn_short_hash(const uint64_t *word, uint64_t len)
{
    uint64_t h = (word[0] ^ len) * UINT64_C(0x9e3779b97f4a7c15);
    h ^= (word[1] ^ UINT64_C(0xbf58476d1ce4e5b9)) * UINT64_C(0xd6e8feb86659fd93);
    h ^= (word[2] ^ UINT64_C(0x94d049bb133111eb)) * UINT64_C(0xa0761d6478bd642f);
    h ^= h >> 32;
    return h * UINT64_C(0xe7037ed1a0b428db);
}

/* The key of len <= VN_SHORT_MAX bytes, of which `readable` >= len may be read. */
static inline vn_short_key vn_short_key_of(const char *p, size_t len, size_t readable)
{
    vn_short_key key = {.len = (uint32_t)len};
    memcpy(key.word, p, readable >= VN_SHORT_MAX ? (size_t)VN_SHORT_MAX : len);
    for (size_t i = 0; i < VN_SHORT_WORDS; i++)
        key.word[i] &= vn_short_mask[len][i];
    key.hash = vn_short_hash(key.word, len);
    return key;
}

static inline void vn_shortmap_prefetch(const vn_shortmap *map, const vn_short_key *key)
{
    if (map->slots)
        VN_PREFETCH(&map->slot[key->hash >> map->shift]);
}

/* The place of the key, or the free place where it would stand; NULL while the map is empty. Until the next add. */
static inline vn_short_slot *vn_shortmap_find(const vn_shortmap *map, const vn_short_key *key)
{
    if (!map->slots)
        return NULL;
    for (size_t i = (size_t)(key->hash >> map->shift);; i = (i + 1) & (map->slots - 1)) {
        vn_short_slot *s = &map->slot[i];
        const uint64_t differ = (s->word[0] ^ key->word[0]) | (s->word[1] ^ key->word[1]) | (s->word[2] ^ key->word[2]);
        if (!s->len || (!differ && s->len == key->len + 1))
            return s;
    }
}

/* The place of a key that is not there yet, made with value 0; NULL: out of memory. */
vn_short_slot *vn_shortmap_add(vn_shortmap *map, const vn_short_key *key);

void vn_shortmap_free(vn_shortmap *map);

#endif
