/* L3: keys of terms by number, and which words stand for them; of one counter, or of several in as many threads. */
#ifndef VN_LIB_TERMKEYS_H
#define VN_LIB_TERMKEYS_H

#include "map.h"
#include "shortmap.h"
#include "vn/terms.h"

#include <pthread.h>

enum { VN_OUTGROWN_MAX = 64 };

/* What a counter looks into without the lock. */
typedef struct vn_term_view {
    vn_shortmap words;
    const vn_map_slot *place; /* [places] where keys stand in the map, or stood: only to be fetched */
    size_t places;
} vn_term_view;

/* A counter looks words up in its view, a copy, without the lock; everything else is done under it. */
struct vn_term_keys {
    vn_map map;        /* folded words, and phrases of them */
    vn_shortmap words; /* short words of fields: the number of what they count as + 1, 0: nothing */
    bool shared;       /* else there is no lock, and the counter may use all of this as its own */
    pthread_mutex_t lock;
    vn_term_view **view; /* [views] of the counters */
    size_t views;
    size_t views_cap;
    vn_short_slot *outgrown[VN_OUTGROWN_MAX]; /* tables before `words` into which some view may still look */
    size_t n_outgrown;
};

/* For a counter of its own. NULL: out of memory. */
vn_term_keys *vn_term_keys_own(void);

/* Adds a view, or fills it again after vn_term_keys_forget: then it may be looked into. It must stay where it is until it
 * leaves. False: out of memory. */
bool vn_term_keys_join(vn_term_keys *keys, vn_term_view *view);
void vn_term_keys_leave(vn_term_keys *keys, const vn_term_view *view);

/* The number of a key, made when it is new; VN_MAP_NONE: out of memory. */
uint32_t vn_term_keys_number(vn_term_keys *keys, vn_slice key, uint64_t hash);

/* The key of a number; it stays where it is. */
vn_slice vn_term_keys_key(vn_term_keys *keys, uint32_t number);
size_t vn_term_keys_count(vn_term_keys *keys);

/* Fetches what vn_term_keys_learn will look at, if the key of the word is the word itself, as of most it is. */
static inline void vn_term_view_expect(const vn_term_view *view, vn_slice word)
{
    if (view->places)
        VN_PREFETCH(&view->place[(size_t)vn_map_hash(word) & (view->places - 1)]);
}

/* Adds a short word that the view lacks, which counts as the key, or key.ptr NULL: as nothing. *value as in `words`. The view
 * is brought up to date. False: out of memory. */
bool vn_term_keys_learn(vn_term_keys *keys, vn_term_view *view, const vn_short_key *word, vn_slice key, uint32_t *value);

/* Forgets all, of one counter only; its view is empty then. */
void vn_term_keys_forget(vn_term_keys *keys);

#endif
