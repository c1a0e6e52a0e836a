/* L4: which documents share a band of MinHash values (locality-sensitive hashing; Indyk & Motwani 1998, in this form
 * Leskovec, Rajaraman & Ullman 2014, section 3.4). */
#ifndef VN_LIB_DUP_BANDS_H
#define VN_LIB_DUP_BANDS_H

#include "base.h"
#include "vn/dup.h"

/* Values that the bands are cut from, and how many bands there are at most. */
enum { VN_BAND_VALUES = 192, VN_BANDS_MAX = 64 };

/* Start with vn_bands_begin. Members are numbered as they are added; of each there is kept: bands * 8 bytes, and in the
 * tables about as much again. */
typedef struct vn_bands {
    unsigned rows;
    unsigned bands;
    size_t n;
    uint32_t *key; /* [n][bands] */
    size_t key_cap;
    uint32_t *next; /* [n][bands] the last member before with the same key, + 1; 0: none */
    size_t next_cap;
    uint32_t *seen; /* [n] the query that met it last */
    size_t seen_cap;
    uint32_t *slot; /* [bands][slots] the last member of a key, + 1; 0: free */
    size_t slots;   /* a power of two */
    uint32_t query;
    size_t most; /* candidates of a query, 0: no limit */
    uint32_t *found; /* [n_found] what vn_bands_find met */
    size_t n_found;
    size_t found_cap;
} vn_bands;

/* Rows and bands so that few pairs of `min` or more are missed, vn_dup_miss. */
void vn_bands_begin(vn_bands *b, double min);
void vn_bands_free(vn_bands *b);

/* The keys of a MinHash sketch of at least VN_BAND_VALUES values: a band's values hashed. */
void vn_bands_keys(const vn_bands *b, const uint32_t *sketch, uint32_t *key);

/* The members with some key in common: found [n_found], each once. */
vn_status vn_bands_find(vn_bands *b, const uint32_t *key, vn_error *err);

/* Takes n members at once into bands without any; key is filled by the caller, with room for n * bands keys. */
vn_status vn_bands_fill(vn_bands *b, size_t n, vn_error *err);

/* Adds a member. VN_ENOMEM, VN_ELIMIT; nothing is changed then. */
vn_status vn_bands_add(vn_bands *b, const uint32_t *key, vn_error *err);

#endif
