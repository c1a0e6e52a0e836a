/* The table of words outgrows itself while threads look into it. What it was stays until each of them has taken the new one,
 * which it does as soon as it meets a word that its own view lacks: a table out of date costs time and nothing else. */
#include "termkeys.h"

enum { TRIES = 200 };

static void pause_a_moment(void)
{
#ifdef VN_SSE2
    _mm_pause();
#endif
}

/* The lock is held for less time than falling asleep takes. */
static void lock(vn_term_keys *k)
{
    if (!k->shared)
        return;
    for (int i = 0; i < TRIES; i++, pause_a_moment())
        if (!pthread_mutex_trylock(&k->lock))
            return;
    pthread_mutex_lock(&k->lock);
}

static void unlock(vn_term_keys *k)
{
    if (k->shared)
        pthread_mutex_unlock(&k->lock);
}

vn_term_keys *vn_term_keys_own(void)
{
    return vn_calloc(1, sizeof(vn_term_keys));
}

vn_status vn_term_keys_new(vn_term_keys **out, vn_error *err)
{
    vn_term_keys *k = vn_term_keys_own();
    if (!k || pthread_mutex_init(&k->lock, NULL)) {
        free(k);
        return vn_fail_memory(err, "the keys of terms");
    }
    k->shared = true;
    *out = k;
    return VN_OK;
}

static void free_outgrown(vn_term_keys *k)
{
    while (k->n_outgrown)
        free(k->outgrown[--k->n_outgrown]);
}

void vn_term_keys_free(vn_term_keys *k)
{
    if (!k)
        return;
    vn_map_free(&k->map);
    vn_shortmap_free(&k->words);
    free_outgrown(k);
    free(k->view);
    if (k->shared)
        pthread_mutex_destroy(&k->lock);
    free(k);
}

void vn_term_keys_forget(vn_term_keys *k)
{
    vn_map_free(&k->map);
    vn_shortmap_free(&k->words);
    free_outgrown(k);
    for (size_t i = 0; i < k->views; i++)
        *k->view[i] = (vn_term_view){0};
}

/* ---- views ---- */

static bool is_in_use(const vn_term_keys *k, const vn_short_slot *table)
{
    for (size_t i = 0; i < k->views; i++)
        if (k->view[i]->words.slot == table)
            return true;
    return false;
}

/* Frees the tables that no view looks into any more. */
static void sweep(vn_term_keys *k)
{
    size_t kept = 0;
    for (size_t i = 0; i < k->n_outgrown; i++) {
        if (is_in_use(k, k->outgrown[i]))
            k->outgrown[kept++] = k->outgrown[i];
        else
            free(k->outgrown[i]);
    }
    k->n_outgrown = kept;
}

static void refresh(vn_term_keys *k, vn_term_view *view)
{
    view->place = k->map.slot;
    view->places = k->map.slots;
    if (view->words.slot == k->words.slot)
        return;
    view->words = k->words;
    sweep(k);
}

/* Each table is twice the one before, so their number has a bound. */
static bool make_room(vn_term_keys *k)
{
    vn_short_slot *outgrown;
    if (!vn_shortmap_outgrow(&k->words, &outgrown))
        return false;
    if (outgrown)
        k->outgrown[k->n_outgrown++] = outgrown;
    return true;
}

static bool add_view(vn_term_keys *k, vn_term_view *view)
{
    for (size_t i = 0; i < k->views; i++)
        if (k->view[i] == view)
            return true;
    if (!vn_grow((void **)&k->view, &k->views_cap, k->views + 1, sizeof(vn_term_view *)))
        return false;
    k->view[k->views++] = view;
    return true;
}

bool vn_term_keys_join(vn_term_keys *k, vn_term_view *view)
{
    lock(k);
    const bool joined = make_room(k) && add_view(k, view);
    if (joined)
        refresh(k, view);
    unlock(k);
    return joined;
}

void vn_term_keys_leave(vn_term_keys *k, const vn_term_view *view)
{
    lock(k);
    for (size_t i = 0; i < k->views; i++)
        if (k->view[i] == view)
            k->view[i] = k->view[--k->views];
    sweep(k);
    unlock(k);
}

/* ---- keys and words ---- */

uint32_t vn_term_keys_number(vn_term_keys *k, vn_slice key, uint64_t hash)
{
    lock(k);
    const uint32_t number = vn_map_add_hashed(&k->map, key, hash);
    unlock(k);
    return number;
}

vn_slice vn_term_keys_key(vn_term_keys *k, uint32_t number)
{
    lock(k);
    const vn_slice key = k->map.key[number];
    unlock(k);
    return key;
}

size_t vn_term_keys_count(vn_term_keys *k)
{
    lock(k);
    const size_t n = k->map.n;
    unlock(k);
    return n;
}

/* Also when another thread has added the word since. */
static bool learn(vn_term_keys *k, vn_term_view *view, const vn_short_key *word, vn_slice key, uint64_t hash, uint32_t *value)
{
    if (!make_room(k))
        return false;
    refresh(k, view);
    if (vn_shortmap_find(&k->words, word, value))
        return true;
    *value = key.ptr ? vn_map_add_hashed(&k->map, key, hash) + 1 : 0;
    if (key.ptr && !*value) /* VN_MAP_NONE + 1 */
        return false;
    vn_shortmap_add(&k->words, word, *value);
    return true;
}

bool vn_term_keys_learn(vn_term_keys *k, vn_term_view *view, const vn_short_key *word, vn_slice key, uint32_t *value)
{
    const uint64_t hash = key.ptr ? vn_map_hash(key) : 0;
    lock(k);
    const bool learnt = learn(k, view, word, key, hash, value);
    unlock(k);
    return learnt;
}
