/* L0: phrases inside phrases. */
#ifndef VN_LIB_FRAGMENT_H
#define VN_LIB_FRAGMENT_H

#include "map.h"

/* A term that was found, and the documents that hold it. */
typedef struct vn_fragment_term {
    vn_slice term;
    uint64_t df;
} vn_fragment_term;

/* Chooses among n terms, best first, so that none stands inside another: a term goes that stands mostly, in three quarters of
 * its documents, inside a longer one, which says the same and more; then each that a better one holds or that holds a better
 * one. Inside is between gaps: ' ' parts the words of terms, '_' the syllables. `map` is scratch, cleared first; dropped [n]
 * is filled. False: out of memory. */
bool vn_fragments(const vn_fragment_term *term, size_t n, char gap, vn_map *map, bool *dropped);

#endif
