/* L4: the candidates of a document by their keys. No key is written or hashed for it: a candidate is looked for by the print
 * of its words (keyword_sieve.h), and known by comparing words. */
#ifndef VN_LIB_KEYWORD_INDEX_H
#define VN_LIB_KEYWORD_INDEX_H

#include "map.h"

struct vn_keyword_document;

/* Start with {0}. */
typedef struct vn_keyword_index {
    vn_map_slot *slot; /* [slots] */
    size_t slots;      /* a power of two; 0: nothing may be looked up yet */
    size_t cap;
} vn_keyword_index;

/* Forgets all, with room for about so many phrases. */
vn_status vn_keyword_index_begin(vn_keyword_index *index, size_t phrases, vn_error *err);

/* The number of the candidate that has the key of tokens first .. first + words - 1, whose print is given; doc->n_candidates:
 * there was none, and the caller makes it. VN_MAP_NONE: out of memory. */
uint32_t vn_keyword_index_add(struct vn_keyword_document *doc, uint64_t print, size_t first, size_t words);

/* The number of the candidate with this key, given its print too; VN_MAP_NONE: there is none. */
uint32_t vn_keyword_index_find(const struct vn_keyword_document *doc, uint64_t print, vn_slice key);

void vn_keyword_index_free(vn_keyword_index *index);

#endif
