/* L0: hash map from bytes to a dense number 0, 1, 2, ... in order of first insertion. */
#ifndef VN_LIB_MAP_H
#define VN_LIB_MAP_H

#include "arena.h"
#include "base.h"

#define VN_MAP_NONE UINT32_MAX

/* Start with {0}. Keys are copied into the map. */
typedef struct vn_map {
    vn_arena keys;
    vn_slice *key;  /* [n] the keys by number */
    uint64_t *hash; /* [n] */
    size_t n;
    size_t cap;
    uint32_t *slot; /* [slots] number + 1, 0 is free */
    size_t slots;   /* a power of two */
} vn_map;

/* The key's number, or VN_MAP_NONE. */
uint32_t vn_map_find(const vn_map *map, vn_slice key);

/* The key's number, made when it is new; VN_MAP_NONE: out of memory (or 2^32 - 2 keys). */
uint32_t vn_map_add(vn_map *map, vn_slice key);

void vn_map_free(vn_map *map);

/* Forgets the keys and keeps the memory for the next ones. */
void vn_map_clear(vn_map *map);

#endif
