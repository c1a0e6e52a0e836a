/* L2: hash table from 64-bit n-gram keys to dense numbers 0, 1, 2 ..., for training. */
#ifndef VN_LIB_GRAMTAB_H
#define VN_LIB_GRAMTAB_H

#include "base.h"

#define VN_GRAM_NONE UINT32_MAX

/* Start with {0}. */
typedef struct vn_gramtab {
    uint64_t *key;   /* [n] by number */
    uint32_t *count; /* [n] whatever the caller counts */
    size_t n;
    size_t cap;
    uint32_t *slot; /* [slots] number + 1 */
    size_t slots;
} vn_gramtab;

/* The key's number, VN_GRAM_NONE when absent. */
uint32_t vn_gramtab_find(const vn_gramtab *table, uint64_t key);

/* The key's number, made (with count 0) when it is new; VN_GRAM_NONE: out of memory. */
uint32_t vn_gramtab_add(vn_gramtab *table, uint64_t key);

/* Keeps the keys whose count is at least `least` or whose keep[number] is set (NULL: none); numbers change, order stays. */
vn_status vn_gramtab_prune(vn_gramtab *table, uint32_t least, const uint8_t *keep, vn_error *err);

void vn_gramtab_free(vn_gramtab *table);

#endif
