#include "map.h"

enum { AHEAD = 16 }; /* keys whose place is fetched before they are put there */

static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

static vn_map_slot *probe(const vn_map *map, vn_slice key, uint64_t hash)
{
    const size_t mask = map->slots - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        vn_map_slot *slot = &map->slot[i];
        if (!slot->number || (slot->tag == tag_of(hash) && vn_slice_eq(map->key[slot->number - 1], key)))
            return slot;
    }
}

uint32_t vn_map_find_hashed(const vn_map *map, vn_slice key, uint64_t hash)
{
    if (!map->slots)
        return VN_MAP_NONE;
    return probe(map, key, hash)->number - 1; /* 0 - 1 is VN_MAP_NONE */
}

uint32_t vn_map_find(const vn_map *map, vn_slice key)
{
    return vn_map_find_hashed(map, key, vn_map_hash(key));
}

static bool rehash(vn_map *map, size_t slots)
{
    vn_map_slot *table = vn_calloc(slots, sizeof *table);
    if (!table)
        return false;
    vn_advise_large(table, slots * sizeof *table);
    for (size_t n = 0; n < map->n; n++) {
        if (n + AHEAD < map->n)
            VN_PREFETCH(&table[(size_t)map->hash[n + AHEAD] & (slots - 1)]);
        size_t i = (size_t)map->hash[n] & (slots - 1);
        while (table[i].number)
            i = (i + 1) & (slots - 1);
        table[i] = (vn_map_slot){(uint32_t)n + 1, tag_of(map->hash[n])};
    }
    free(map->slot);
    map->slot = table;
    map->slots = slots;
    return true;
}

/* Slots for n keys: at most two of three are taken. 0: too many. */
static size_t slots_for(const vn_map *map, size_t n)
{
    size_t slots = map->slots ? map->slots : 64;
    if (n > SIZE_MAX / 4)
        return 0;
    while (n * 3 > slots * 2)
        slots *= 2;
    return slots;
}

static bool grow_slots(vn_map *map, size_t n)
{
    const size_t slots = slots_for(map, n);
    return slots && (slots == map->slots || rehash(map, slots));
}

static bool grow_keys(vn_map *map, size_t n)
{
    size_t cap = map->cap;
    if (n <= cap)
        return true;
    if (!vn_grow((void **)&map->key, &cap, n, sizeof *map->key))
        return false;
    uint64_t *hash = vn_realloc(map->hash, cap, sizeof *hash);
    if (!hash)
        return false;
    map->hash = hash;
    map->cap = cap;
    return true;
}

uint32_t vn_map_add_hashed(vn_map *map, vn_slice key, uint64_t hash)
{
    if (map->slots) {
        const uint32_t number = probe(map, key, hash)->number;
        if (number)
            return number - 1;
    }
    if (map->n >= VN_MAP_NONE - 1 || !grow_slots(map, map->n + 1) || !grow_keys(map, map->n + 1))
        return VN_MAP_NONE;
    key.ptr = vn_arena_copy(&map->keys, key.ptr, key.len);
    if (!key.ptr)
        return VN_MAP_NONE;
    map->key[map->n] = key;
    map->hash[map->n] = hash;
    *probe(map, key, hash) = (vn_map_slot){(uint32_t)++map->n, tag_of(hash)};
    return (uint32_t)map->n - 1;
}

uint32_t vn_map_add(vn_map *map, vn_slice key)
{
    return vn_map_add_hashed(map, key, vn_map_hash(key));
}

bool vn_map_append_borrowed(vn_map *map, vn_slice key)
{
    if (map->n >= VN_MAP_NONE - 1 || !grow_keys(map, map->n + 1))
        return false;
    map->key[map->n] = key;
    map->hash[map->n++] = vn_map_hash(key);
    return true;
}

bool vn_map_index(vn_map *map)
{
    const size_t slots = slots_for(map, map->n);
    return slots && rehash(map, slots);
}

size_t vn_map_memory(const vn_map *map)
{
    return vn_arena_used(&map->keys) + map->n * (sizeof *map->key + sizeof *map->hash) + map->slots * sizeof *map->slot;
}

void vn_map_free(vn_map *map)
{
    vn_arena_free(&map->keys);
    free(map->key);
    free(map->hash);
    free(map->slot);
    memset(map, 0, sizeof *map);
}

void vn_map_clear(vn_map *map)
{
    vn_arena_reset(&map->keys);
    if (map->slots)
        memset(map->slot, 0, map->slots * sizeof *map->slot);
    map->n = 0;
}
