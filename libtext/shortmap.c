#include "shortmap.h"

#define BYTES(n) ((n) <= 0 ? UINT64_C(0) : (n) >= 8 ? UINT64_MAX : (UINT64_C(1) << (8 * ((n) & 7))) - 1)
#define MASK(len) {BYTES(len), BYTES((len) - 8), BYTES((len) - 16)}

const uint64_t vn_short_mask[VN_SHORT_MAX + 1][VN_SHORT_WORDS] = {
    MASK(0),  MASK(1),  MASK(2),  MASK(3),  MASK(4),  MASK(5),  MASK(6),  MASK(7),  MASK(8),
    MASK(9),  MASK(10), MASK(11), MASK(12), MASK(13), MASK(14), MASK(15), MASK(16), MASK(17),
    MASK(18), MASK(19), MASK(20), MASK(21), MASK(22), MASK(23), MASK(24)};

enum { FIRST_BITS = 10 };

static vn_short_slot *free_place(const vn_shortmap *map, const uint64_t *word, uint64_t len)
{
    size_t i = (size_t)(vn_short_hash(word[0], word[1], word[2], len) >> map->shift);
    while (map->slot[i].len)
        i = (i + 1) & (map->slots - 1);
    return &map->slot[i];
}

/* Twice the places; at most two of three are taken. */
static bool grow(vn_shortmap *map)
{
    vn_shortmap grown = {.slots = map->slots ? 2 * map->slots : (size_t)1 << FIRST_BITS,
                         .n = map->n,
                         .shift = map->slots ? map->shift - 1 : 64 - FIRST_BITS};
    grown.slot = vn_calloc(grown.slots, sizeof *grown.slot);
    if (!grown.slot)
        return false;
    for (size_t i = 0; i < map->slots; i++)
        if (map->slot[i].len)
            *free_place(&grown, map->slot[i].word, map->slot[i].len - 1) = map->slot[i];
    free(map->slot);
    *map = grown;
    return true;
}

vn_short_slot *vn_shortmap_add(vn_shortmap *map, const vn_short_key *key)
{
    if (3 * map->n >= 2 * map->slots && !grow(map))
        return NULL;
    vn_short_slot *s = free_place(map, key->word, key->len);
    memcpy(s->word, key->word, sizeof s->word);
    s->len = key->len + 1;
    map->n++;
    return s;
}

void vn_shortmap_free(vn_shortmap *map)
{
    free(map->slot);
    *map = (vn_shortmap){0};
}
