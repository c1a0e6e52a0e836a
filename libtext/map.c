#include "map.h"

static uint32_t *probe(const vn_map *map, vn_slice key, uint64_t hash)
{
    const size_t mask = map->slots - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        const uint32_t number = map->slot[i];
        if (!number || (map->hash[number - 1] == hash && vn_slice_eq(map->key[number - 1], key)))
            return &map->slot[i];
    }
}

uint32_t vn_map_find(const vn_map *map, vn_slice key)
{
    if (!map->slots)
        return VN_MAP_NONE;
    return *probe(map, key, vn_hash(key.ptr, key.len)) - 1; /* 0 - 1 is VN_MAP_NONE */
}

static bool rehash(vn_map *map)
{
    const size_t slots = map->slots ? map->slots * 2 : 64;
    uint32_t *table = vn_calloc(slots, sizeof *table);
    if (!table)
        return false;
    for (size_t n = 0; n < map->n; n++) {
        size_t i = (size_t)map->hash[n] & (slots - 1);
        while (table[i])
            i = (i + 1) & (slots - 1);
        table[i] = (uint32_t)n + 1;
    }
    free(map->slot);
    map->slot = table;
    map->slots = slots;
    return true;
}

static bool grow_keys(vn_map *map)
{
    size_t cap = map->cap;
    if (map->n < cap)
        return true;
    if (!vn_grow((void **)&map->key, &cap, map->n + 1, sizeof *map->key))
        return false;
    uint64_t *hash = vn_realloc(map->hash, cap, sizeof *hash);
    if (!hash)
        return false;
    map->hash = hash;
    map->cap = cap;
    return true;
}

uint32_t vn_map_add(vn_map *map, vn_slice key)
{
    const uint64_t hash = vn_hash(key.ptr, key.len);
    if (map->slots) {
        const uint32_t number = *probe(map, key, hash);
        if (number)
            return number - 1;
    }
    if (map->n >= VN_MAP_NONE - 1 || ((map->n + 1) * 3 > map->slots * 2 && !rehash(map)) || !grow_keys(map))
        return VN_MAP_NONE;
    char *copy = vn_arena_copy(&map->keys, key.ptr, key.len);
    if (!copy)
        return VN_MAP_NONE;
    map->key[map->n] = vn_slice_of(copy, key.len);
    map->hash[map->n] = hash;
    *probe(map, key, hash) = (uint32_t)++map->n;
    return (uint32_t)map->n - 1;
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
