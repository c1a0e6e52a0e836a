/* L0: hash map from bytes to a dense number 0, 1, 2, ... in order of first insertion. */
#ifndef VN_LIB_MAP_H
#define VN_LIB_MAP_H

#include "arena.h"
#include "base.h"

#define VN_MAP_NONE UINT32_MAX

/* A place of the table: the number of a key + 1 (0 is free), and half of its hash, so that other keys are passed over
 * without looking at them. */
typedef struct vn_map_slot {
    uint32_t number;
    uint32_t tag;
} vn_map_slot;

/* Start with {0}. */
typedef struct vn_map {
    vn_arena keys;
    vn_slice *key;  /* [n] the keys by number */
    uint64_t *hash; /* [n] */
    size_t n;
    size_t cap;
    vn_map_slot *slot; /* [slots] */
    size_t slots;      /* a power of two */
} vn_map;

/* The key's number, or VN_MAP_NONE. */
uint32_t vn_map_find(const vn_map *map, vn_slice key);

/* The key's number, made when it is new (the bytes are copied into the map); VN_MAP_NONE: out of memory (or 2^32 - 2
 * keys). */
uint32_t vn_map_add(vn_map *map, vn_slice key);

/* To fill a map with n keys that are known to differ, as those of a sorted table: append them in turn, without a copy
 * (their bytes must outlive the map), then index. In between nothing is found. False: out of memory. */
bool vn_map_append_borrowed(vn_map *map, vn_slice key);
bool vn_map_index(vn_map *map);

/* For loops over many keys: vn_map_hash and vn_map_prefetch some keys ahead bring the table's place into the cache while
 * others are looked up; the rest is as find and add. */
static inline uint64_t vn_map_hash(vn_slice key)
{
    return vn_hash(key.ptr, key.len);
}

static inline void vn_map_prefetch(const vn_map *map, uint64_t hash)
{
    if (map->slots)
        VN_PREFETCH(&map->slot[(size_t)hash & (map->slots - 1)]);
}

/* The number of the key that may have this hash, for fetching what belongs to it; VN_MAP_NONE: there is none yet. */
static inline uint32_t vn_map_guess(const vn_map *map, uint64_t hash)
{
    return map->slots ? map->slot[(size_t)hash & (map->slots - 1)].number - 1 : VN_MAP_NONE;
}

uint32_t vn_map_find_hashed(const vn_map *map, vn_slice key, uint64_t hash);
uint32_t vn_map_add_hashed(vn_map *map, vn_slice key, uint64_t hash);

void vn_map_free(vn_map *map);

/* The bytes that it takes. */
size_t vn_map_memory(const vn_map *map);

/* Forgets the keys and keeps the memory for the next ones. */
void vn_map_clear(vn_map *map);

#endif
