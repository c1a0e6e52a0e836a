#include "shortmap.h"

#define BYTES(n) ((n) <= 0 ? UINT64_C(0) : (n) >= 8 ? UINT64_MAX : (UINT64_C(1) << (8 * ((n) & 7))) - 1)
#define MASK(len) {BYTES(len), BYTES((len) - 8), BYTES((len) - 16), 0}

const uint64_t vn_short_mask[VN_SHORT_MAX + 1][VN_SHORT_WORDS + 1] = {
    MASK(0),  MASK(1),  MASK(2),  MASK(3),  MASK(4),  MASK(5),  MASK(6),  MASK(7),  MASK(8),
    MASK(9),  MASK(10), MASK(11), MASK(12), MASK(13), MASK(14), MASK(15), MASK(16), MASK(17),
    MASK(18), MASK(19), MASK(20), MASK(21), MASK(22), MASK(23), MASK(24)};

enum { FIRST_BITS = 10 };

static vn_short_slot *free_place(const vn_shortmap *map, uint64_t hash)
{
    size_t i = (size_t)(hash >> map->shift);
    while (map->slot[i].size)
        i = (i + 1) & (map->slots - 1);
    return &map->slot[i];
}

static void fill(vn_short_slot *s, const uint64_t *word, uint32_t value, uint32_t size)
{
    for (size_t i = 0; i < VN_SHORT_WORDS; i++)
        atomic_store_explicit(&s->word[i], word[i], memory_order_relaxed);
    atomic_store_explicit(&s->value, value, memory_order_relaxed);
    atomic_store_explicit(&s->size, size, memory_order_release);
}

static void move(const vn_shortmap *to, const vn_short_slot *s)
{
    uint64_t word[VN_SHORT_WORDS];
    for (size_t i = 0; i < VN_SHORT_WORDS; i++)
        word[i] = s->word[i];
    fill(free_place(to, vn_short_hash(word, s->size)), word, s->value, s->size);
}

/* Twice the places. */
static bool grow(vn_shortmap *map, vn_short_slot **outgrown)
{
    vn_shortmap grown = {.slots = map->slots ? 2 * map->slots : (size_t)1 << FIRST_BITS,
                         .n = map->n,
                         .shift = map->slots ? map->shift - 1 : 64 - FIRST_BITS};
    grown.slot = vn_calloc(grown.slots, sizeof *grown.slot);
    if (!grown.slot)
        return false;
    vn_advise_large(grown.slot, grown.slots * sizeof *grown.slot);
    for (size_t i = 0; i < map->slots; i++)
        if (map->slot[i].size)
            move(&grown, &map->slot[i]);
    *outgrown = map->slot;
    *map = grown;
    return true;
}

/* At most two of three places are taken. */
bool vn_shortmap_outgrow(vn_shortmap *map, vn_short_slot **outgrown)
{
    *outgrown = NULL;
    return 3 * (map->n + 1) < 2 * map->slots || grow(map, outgrown);
}

bool vn_shortmap_reserve(vn_shortmap *map)
{
    vn_short_slot *outgrown;
    if (!vn_shortmap_outgrow(map, &outgrown))
        return false;
    free(outgrown);
    return true;
}

void vn_shortmap_add(vn_shortmap *map, const vn_short_key *key, uint32_t value)
{
    fill(free_place(map, key->hash), key->word, value, key->size);
    map->n++;
}

void vn_shortmap_free(vn_shortmap *map)
{
    free(map->slot);
    *map = (vn_shortmap){0};
}
