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

static inline uint64_t vn_short_hash(uint64_t a, uint64_t b, uint64_t c, uint64_t len)
{
    uint64_t h = (a ^ len) * UINT64_C(0x9e3779b97f4a7c15);
    h += b * UINT64_C(0xd6e8feb86659fd93);
    h += c * UINT64_C(0xa0761d6478bd642f);
    h ^= h >> 32;
    return h * UINT64_C(0xe7037ed1a0b428db);
}

/* The key of len <= VN_SHORT_MAX bytes, of which `readable` >= len may be read. */
static inline vn_short_key vn_short_key_of(const char *p, size_t len, size_t readable)
{
    uint64_t word[VN_SHORT_WORDS] = {0};
    if (readable >= VN_SHORT_MAX)
        memcpy(word, p, VN_SHORT_MAX);
    else
        memcpy(word, p, len);
    const uint64_t *mask = vn_short_mask[len];
    const uint64_t a = word[0] & mask[0];
    const uint64_t b = word[1] & mask[1];
    const uint64_t c = word[2] & mask[2];
    return (vn_short_key){.word = {a, b, c}, .len = (uint32_t)len, .hash = vn_short_hash(a, b, c, len)};
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
