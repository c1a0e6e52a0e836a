/* Two tables make counting cheap: the bytes of a word as written lead to its key's number, so folding runs once per
 * spelling; keys and phrases are numbered, so a document counts in an array. Short words of a `words` field, which are most
 * of all that is ever read, have a table of their own, which knows also whether they count (termkeys.h). */
#include "terms.h"

#include "alias.h"
#include "buf.h"
#include "fieldcut.h"
#include "keysort.h"
#include "stopwords.h"
#include "termkeys.h"
#include "token.h"
#include "vn/df.h"
#include "vn/norm.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* Raise it when folding or the choice of terms changes: old tables then no longer match. */
enum { TERMS_VERSION = 1 };

enum {
    AHEAD = 8,               /* words whose place in the table is fetched before they are counted */
    TITLE_STEPS = 1024,      /* of the weight of the title, in 1 */
    KEY_MAX = 256,           /* a longer word is no word but data that was pasted in */
    REMEMBERED = 1 << 26     /* bytes of remembered words by default */
};

#define NO_KEY (VN_MAP_NONE - 1)

/* What is known of a key, unless words are counted plainly. */
enum { STOP = 1, BEGINS = 2 /* maybe an alias */ };

/* A word of a run. */
typedef struct run_word {
    uint32_t id;    /* in keys */
    uint32_t first; /* words of the document before it */
} run_word;

struct vn_terms {
    vn_terms_options options;
    double title_extra;
    bool plain; /* single words, no aliases: a stop word has no key */
    vn_term_keys *keys;
    vn_term_view view; /* of them */
    vn_map spellings;  /* words as written, but for the short ones of fields */
    uint32_t *key_of;  /* [spellings.n] number in keys, or NO_KEY */
    size_t key_of_cap;
    uint8_t *traits;   /* [keys] unless plain */
    size_t traits_cap;
    size_t remembered; /* bytes, about */
    uint32_t *count;   /* [count_cap] of key i in this document at i + 1; at 0 of what counts as nothing */
    size_t count_cap;
    uint32_t *title;   /* [title_cap] the same in its title, where that makes a difference */
    size_t title_cap;
    uint32_t *held;    /* [held_cap] documents that held key i, as vn_terms_count counted them */
    size_t held_cap;
    uint32_t *seen;    /* [n_seen] keys of this document by first occurrence */
    uint32_t *first;   /* [n_seen] words before that */
    size_t n_seen;
    size_t seen_cap;
    size_t first_cap;
    run_word *run;     /* [n_run] words that follow each other in a sentence */
    size_t n_run;
    size_t run_cap;
    uint64_t *hash;    /* [n_run][ngram_max - 1] of the phrases that begin with each word */
    size_t hash_cap;
    size_t words;      /* of this document so far, of any kind */
    bool in_title;
    vn_word *field;    /* words of a field, for phrases */
    size_t field_cap;
    vn_buf text;       /* a key being made */
    vn_term *list;
    size_t list_cap;
    vn_df_count df;
    uint8_t *tf; /* [n_seen], for vn_terms_counted */
    size_t tf_cap;
    double *more;
    size_t more_cap;
    uint32_t generation;
    vn_alias_scratch alias;
};

/* What an occurrence in the title adds to 1. Rounded so that sums of such numbers are exact, and so the same in any order
 * of the documents. */
static double title_extra(double title_weight)
{
    return title_weight > 1.0 ? round((title_weight - 1.0) * TITLE_STEPS) / TITLE_STEPS : 0.0;
}

static vn_status check_options(const vn_terms_options *o, vn_error *err)
{
    if (o->ngram_max > VN_NGRAM_MAX)
        return vn_fail(err, VN_EINVAL, "phrases have at most %d words", VN_NGRAM_MAX);
    if (o->title_weight != 0.0 && !(o->title_weight >= 1.0 && o->title_weight <= VN_TITLE_WEIGHT_MAX))
        return vn_fail(err, VN_EINVAL, "the weight of the title is 1 to %d", VN_TITLE_WEIGHT_MAX);
    if (o->keys && (o->ngram_max > 1 || o->aliases))
        return vn_fail(err, VN_EINVAL, "counters that share their keys count neither phrases nor aliases");
    return VN_OK;
}

vn_status vn_terms_new(vn_terms **out, const vn_terms_options *options, vn_error *err)
{
    const vn_terms_options o = options ? *options : (vn_terms_options){0};
    const vn_status st = check_options(&o, err);
    if (st)
        return st;
    vn_terms *t = vn_calloc(1, sizeof *t);
    vn_term_keys *keys = o.keys ? o.keys : vn_term_keys_own();
    if (!t || !keys || !vn_term_keys_join(keys, &t->view)) {
        if (!o.keys)
            vn_term_keys_free(keys);
        free(t);
        return vn_fail_memory(err, "terms");
    }
    t->options = o;
    t->keys = keys;
    t->plain = o.ngram_max <= 1 && !o.aliases;
    if (!t->options.remember)
        t->options.remember = REMEMBERED;
    t->title_extra = title_extra(o.title_weight);
    t->df.file.fd = -1;
    *out = t;
    return VN_OK;
}

void vn_terms_free(vn_terms *t)
{
    if (!t)
        return;
    if (t->keys->shared)
        vn_term_keys_leave(t->keys, &t->view);
    else
        vn_term_keys_free(t->keys);
    vn_map_free(&t->spellings);
    vn_buf_free(&t->text);
    free(t->field);
    free(t->key_of);
    free(t->traits);
    free(t->count);
    free(t->title);
    free(t->held);
    free(t->seen);
    free(t->first);
    free(t->run);
    free(t->hash);
    free(t->list);
    vn_df_count_free(&t->df);
    free(t->tf);
    free(t->more);
    vn_alias_scratch_free(&t->alias);
    free(t);
}

static void clear(uint32_t *count, const uint32_t *seen, size_t n)
{
    for (size_t i = 0; i < n; i++)
        count[seen[i] + 1] = 0;
}

static void forget_document(vn_terms *t)
{
    clear(t->count, t->seen, t->n_seen);
    if (t->title)
        clear(t->title, t->seen, t->n_seen);
    t->n_seen = 0;
}

void vn_terms_begin(vn_terms *t)
{
    forget_document(t);
    t->n_run = 0;
    t->words = 0;
    if (t->remembered > t->options.remember && !t->df.on)
        vn_terms_forget(t);
}

/* Shared keys keep their numbers. */
void vn_terms_forget(vn_terms *t)
{
    forget_document(t);
    vn_map_free(&t->spellings);
    t->remembered = 0;
    if (t->keys->shared)
        return;
    vn_term_keys_forget(t->keys);
    if (t->held)
        memset(t->held, 0, t->held_cap * sizeof *t->held);
    t->generation++;
}

vn_df_count *vn_terms_df_count(vn_terms *t)
{
    return &t->df;
}

bool vn_terms_share(const vn_terms *t)
{
    return t->keys->shared;
}

/* The new items are 0. */
static bool grow_zeroed(uint32_t **array, size_t *cap, size_t need)
{
    const size_t before = *cap;
    if (!vn_grow((void **)array, cap, need, sizeof **array))
        return false;
    if (*cap > before)
        memset(*array + before, 0, (*cap - before) * sizeof **array);
    return true;
}

bool vn_terms_count_document(vn_terms *t)
{
    if (!grow_zeroed(&t->held, &t->held_cap, t->keys->map.n))
        return false;
    for (size_t i = 0; i < t->n_seen; i++)
        t->held[t->seen[i]]++;
    return true;
}

size_t vn_terms_known(const vn_terms *t)
{
    return t->keys->map.n;
}

const vn_slice *vn_terms_keys(const vn_terms *t)
{
    return t->keys->map.key;
}

uint32_t vn_terms_df(const vn_terms *t, uint32_t number)
{
    return number < t->held_cap ? t->held[number] : 0;
}

size_t vn_terms_memory(const vn_terms *t)
{
    const vn_term_keys *k = t->keys;
    return vn_map_memory(&t->spellings) + vn_map_memory(&k->map) + t->spellings.n * sizeof *t->key_of +
           k->words.slots * sizeof *k->words.slot + k->map.n * (sizeof *t->traits + VN_SORT_MEMORY) +
           (t->count_cap + t->title_cap + t->held_cap) * sizeof *t->count;
}

/* What is to be known of a new key. */
static vn_status make_traits(vn_terms *t, uint32_t id, vn_error *err)
{
    const vn_terms_options *o = &t->options;
    const vn_slice key = t->keys->map.key[id];
    bool begins = false;
    if (!vn_grow((void **)&t->traits, &t->traits_cap, (size_t)id + 1, sizeof *t->traits))
        return vn_fail_memory(err, "terms");
    const vn_status st = o->aliases ? vn_alias_may_begin(o->aliases, &t->alias, key, &begins, err) : VN_OK;
    t->traits[id] = (uint8_t)((o->stopwords && vn_stopwords_has(o->stopwords, key) ? STOP : 0) | (begins ? BEGINS : 0));
    return st;
}

static bool is_stop(const vn_terms *t, uint32_t id)
{
    return t->traits && (t->traits[id] & STOP);
}

/* The number of the key in t->text. */
static vn_status number_key(vn_terms *t, uint64_t hash, uint32_t *id, vn_error *err)
{
    const size_t before = t->plain ? 0 : t->keys->map.n;
    *id = vn_term_keys_number(t->keys, vn_slice_of(t->text.ptr, t->text.len), hash);
    if (*id == VN_MAP_NONE)
        return vn_fail_memory(err, "terms");
    if (t->plain || *id < before)
        return VN_OK;
    t->remembered += t->text.len + 64;
    return make_traits(t, *id, err);
}

/* Makes the key of a word in t->text; empty: it has none. */
static vn_status fold_word(vn_terms *t, vn_slice word, vn_error *err)
{
    const vn_terms_options *o = &t->options;
    t->text.len = 0;
    const vn_status st = vn_fold(word, &t->text, err);
    if (st)
        return st;
    const bool never_counts = t->plain && o->stopwords && !o->keep_stopwords &&
                              vn_stopwords_has(o->stopwords, vn_slice_of(t->text.ptr, t->text.len));
    if (t->text.len > KEY_MAX || never_counts)
        t->text.len = 0;
    return VN_OK;
}

static vn_status fold_spelling(vn_terms *t, vn_slice word, uint32_t *id, vn_error *err)
{
    *id = NO_KEY;
    const vn_status st = fold_word(t, word, err);
    return st || !t->text.len ? st : number_key(t, vn_hash(t->text.ptr, t->text.len), id, err);
}

/* The key of a word as written, whose hash is given; *id is NO_KEY when it has none. */
static vn_status find_key(vn_terms *t, vn_slice word, uint64_t hash, uint32_t *id, vn_error *err)
{
    *id = NO_KEY;
    if (word.len > VN_TERM_MAX)
        return VN_OK;
    const uint32_t known = vn_map_find_hashed(&t->spellings, word, hash);
    if (known != VN_MAP_NONE) {
        *id = t->key_of[known];
        return VN_OK;
    }
    vn_status st = fold_spelling(t, word, id, err);
    if (st)
        return st;
    const bool room = vn_grow((void **)&t->key_of, &t->key_of_cap, t->spellings.n + 1, sizeof *t->key_of);
    const uint32_t number = room ? vn_map_add_hashed(&t->spellings, word, hash) : VN_MAP_NONE;
    if (number == VN_MAP_NONE)
        return vn_fail_memory(err, "terms");
    t->key_of[number] = *id;
    t->remembered += 2 * (word.len + 64);
    return VN_OK;
}

/* Room to count what has this place in t->count. */
static vn_status reserve_count(vn_terms *t, uint32_t place, vn_error *err)
{
    const bool titles = t->title_extra > 0.0;
    if (grow_zeroed(&t->count, &t->count_cap, (size_t)place + 1) &&
        (!titles || grow_zeroed(&t->title, &t->title_cap, (size_t)place + 1)))
        return VN_OK;
    return vn_fail_memory(err, "terms");
}

static vn_status reserve_seen(vn_terms *t, size_t more, vn_error *err)
{
    if (vn_grow((void **)&t->seen, &t->seen_cap, t->n_seen + more, sizeof *t->seen) &&
        vn_grow((void **)&t->first, &t->first_cap, t->n_seen + more, sizeof *t->first))
        return VN_OK;
    return vn_fail_memory(err, "terms");
}

static vn_status count_key(vn_terms *t, uint32_t id, size_t first, vn_error *err)
{
    if (is_stop(t, id) && !t->options.keep_stopwords)
        return VN_OK;
    vn_status st = (size_t)id + 1 < t->count_cap ? VN_OK : reserve_count(t, id + 1, err);
    if (!st && t->count[id + 1] == 0) {
        st = reserve_seen(t, 1, err);
        if (st)
            return st;
        t->first[t->n_seen] = (uint32_t)first;
        t->seen[t->n_seen++] = id;
    }
    if (st)
        return st;
    t->count[id + 1]++;
    if (t->title)
        t->title[id + 1] += t->in_title;
    return VN_OK;
}

static uint64_t *phrase_hash(vn_terms *t, size_t i, size_t j)
{
    return &t->hash[i * (t->options.ngram_max - 1) + (j - i - 1)];
}

/* What follows the places in the table: the entries of the keys, then their bytes. */
static void fetch_phrases(vn_terms *t, bool bytes)
{
    const size_t reach = t->options.ngram_max;
    for (size_t i = 0; i < t->n_run; i++)
        for (size_t j = i + 1; j < t->n_run && j < i + reach && !is_stop(t, t->run[i].id); j++) {
            const uint32_t id = vn_map_guess(&t->keys->map, *phrase_hash(t, i, j));
            if (id == VN_MAP_NONE)
                continue;
            VN_PREFETCH(bytes ? (const void *)t->keys->map.key[id].ptr : (const void *)&t->keys->map.key[id]);
            if (!bytes && id + 1 < t->count_cap)
                VN_PREFETCH(&t->count[id + 1]);
        }
}

/* Phrases are hashed by the hashes of their words, and all of a run before the first is looked for: there are so many of
 * them that what the table knows of them is seldom in the cache, and now it is fetched for all of them together. */
static vn_status hash_phrases(vn_terms *t, vn_error *err)
{
    const size_t reach = t->options.ngram_max;
    if (!vn_grow((void **)&t->hash, &t->hash_cap, t->n_run * (reach - 1), sizeof *t->hash))
        return vn_fail_memory(err, "terms");
    for (size_t i = 0; i < t->n_run; i++) {
        uint64_t h = t->keys->map.hash[t->run[i].id];
        for (size_t j = i + 1; j < t->n_run && j < i + reach && !is_stop(t, t->run[i].id); j++) {
            h = vn_mix((h << 1 | h >> 63) ^ t->keys->map.hash[t->run[j].id]);
            *phrase_hash(t, i, j) = h;
            if (!is_stop(t, t->run[j].id))
                vn_map_prefetch(&t->keys->map, h);
        }
    }
    fetch_phrases(t, false);
    fetch_phrases(t, true);
    return VN_OK;
}

/* Counts the phrases of 2 .. n words that begin with word i of the run. */
static vn_status count_phrases(vn_terms *t, size_t i, size_t first, vn_error *err)
{
    t->text.len = 0;
    vn_status st = vn_buf_slice(&t->text, t->keys->map.key[t->run[i].id], err);
    for (size_t j = i + 1; j < t->n_run && j < i + t->options.ngram_max && !st; j++) {
        st = vn_buf_char(&t->text, ' ', err);
        if (!st)
            st = vn_buf_slice(&t->text, t->keys->map.key[t->run[j].id], err);
        if (st || is_stop(t, t->run[j].id))
            continue;
        uint32_t id;
        st = number_key(t, *phrase_hash(t, i, j), &id, err);
        if (!st)
            st = count_key(t, id, first, err);
    }
    return st;
}

/* Counts the run, which has ended, with its phrases. */
static vn_status end_run(vn_terms *t, vn_error *err)
{
    vn_status st = t->options.ngram_max > 1 ? hash_phrases(t, err) : VN_OK;
    for (size_t i = 0; i < t->n_run && !st; i++) {
        const run_word w = t->run[i];
        st = count_key(t, w.id, w.first, err);
        if (!st && t->options.ngram_max > 1 && !is_stop(t, w.id))
            st = count_phrases(t, i, w.first, err);
    }
    t->n_run = 0;
    return st;
}

static vn_status extend_run(vn_terms *t, uint32_t id, size_t at, vn_error *err)
{
    if (!vn_grow((void **)&t->run, &t->run_cap, t->n_run + 1, sizeof *t->run))
        return vn_fail_memory(err, "terms");
    t->run[t->n_run++] = (run_word){id, (uint32_t)at};
    return VN_OK;
}

static vn_status add_word(vn_terms *t, vn_slice source, const vn_word *w, uint64_t hash, size_t at, vn_error *err)
{
    uint32_t id = NO_KEY;
    const bool word = w->kind == VN_WORD_WORD;
    if (word || (w->kind == VN_WORD_NUMBER && t->options.numbers)) {
        const vn_status st = find_key(t, vn_slice_of(source.ptr + w->start, w->len), hash, &id, err);
        if (st)
            return st;
    }
    if (word && id != NO_KEY)
        return extend_run(t, id, at, err);
    const vn_status st = end_run(t, err);
    return st || id == NO_KEY ? st : count_key(t, id, at, err);
}

/* When the words begin with a form of an alias, counts them as its name: *taken words, else 0. */
static vn_status add_alias(vn_terms *t, vn_slice source, const vn_word *words, size_t n, uint64_t hash, size_t at,
                           size_t *taken, vn_error *err)
{
    uint32_t id = NO_KEY;
    uint32_t group = 0;
    vn_status st = VN_OK;
    if (words->kind == VN_WORD_WORD || words->kind == VN_WORD_NUMBER)
        st = find_key(t, vn_slice_of(source.ptr + words->start, words->len), hash, &id, err);
    if (st || id == NO_KEY || !(t->traits[id] & BEGINS))
        return st;
    st = vn_alias_match(t->options.aliases, &t->alias, source, words, n, taken, &group, err);
    if (st || !*taken)
        return st;
    t->text.len = 0;
    st = vn_buf_slice(&t->text, vn_alias_key(t->options.aliases, group), err);
    if (!st)
        st = number_key(t, vn_hash(t->text.ptr, t->text.len), &id, err);
    return st ? st : extend_run(t, id, at, err);
}

/* The hash of a word as written, with its place in the table on the way into the cache. */
static uint64_t prepare(const vn_terms *t, vn_slice source, const vn_word *w)
{
    const uint64_t hash = vn_map_hash(vn_slice_of(source.ptr + w->start, w->len < VN_TERM_MAX ? w->len : VN_TERM_MAX));
    vn_map_prefetch(&t->spellings, hash);
    return hash;
}

vn_status vn_terms_add(vn_terms *t, vn_slice source, const vn_word *words, size_t n, vn_error *err)
{
    uint64_t hash[AHEAD];
    vn_status st = VN_OK;
    size_t named = 0; /* words before it have been counted by another name */
    size_t taken = 0;
    t->n_run = 0;
    for (size_t i = 0; i < n && i < AHEAD; i++)
        hash[i] = prepare(t, source, &words[i]);
    for (size_t i = 0; i < n && !st; i++) {
        const uint64_t own = hash[i % AHEAD];
        if (i + AHEAD < n)
            hash[i % AHEAD] = prepare(t, source, &words[i + AHEAD]);
        if (t->n_run && words[i].sentence != words[i - 1].sentence)
            st = end_run(t, err);
        if (!st && t->options.aliases && i >= named)
            st = add_alias(t, source, &words[i], n - i, own, t->words + i, &taken, err);
        named = taken ? i + taken : named;
        taken = 0;
        if (!st && i >= named)
            st = add_word(t, source, &words[i], own, t->words + i, err);
    }
    if (!st)
        st = end_run(t, err);
    t->words += n;
    return st;
}

vn_status vn_terms_add_title(vn_terms *t, vn_slice source, const vn_word *words, size_t n, vn_error *err)
{
    t->in_title = true;
    const vn_status st = vn_terms_add(t, source, words, n, err);
    t->in_title = false;
    return st;
}

/* ---- words of a field ---- */

/* What an unknown or long word counts as: its key in t->text, or nothing there. */
static vn_status make_key(vn_terms *t, vn_slice word, vn_error *err)
{
    const vn_token_kind kind = vn_token_classify(word);
    t->text.len = 0;
    if (kind != VN_TOKEN_SYLLABLE && !(kind == VN_TOKEN_NUMBER && t->options.numbers))
        return VN_OK;
    return fold_word(t, word, err);
}

/* The place in t->count of a word that is not in the table of short ones. */
static vn_status learn_word(vn_terms *t, const vn_fieldcut *c, size_t i, uint32_t *place, vn_error *err)
{
    const vn_slice word = vn_fieldcut_word(c, i);
    uint32_t id = NO_KEY;
    vn_status st = VN_OK;
    if (word.len <= VN_SHORT_MAX) {
        vn_term_view_expect(&t->view, word);
        st = make_key(t, word, err);
        const vn_slice key = vn_slice_of(t->text.len ? t->text.ptr : NULL, t->text.len);
        t->remembered += key.len + 2 * sizeof(vn_short_slot) + 64;
        if (!st && !vn_term_keys_learn(t->keys, &t->view, &c->key[i], key, place))
            st = vn_fail_memory(err, "terms");
        return st;
    }
    const vn_token_kind kind = vn_token_classify(word);
    if (kind == VN_TOKEN_SYLLABLE || (kind == VN_TOKEN_NUMBER && t->options.numbers))
        st = find_key(t, word, vn_map_hash(word), &id, err);
    *place = id == NO_KEY ? 0 : id + 1;
    return st;
}

/* The places of the words of a cut, and a bound of them. */
static vn_status find_places(vn_terms *t, const vn_fieldcut *c, uint32_t *place, uint32_t *bound, vn_error *err)
{
    vn_shortmap words = t->view.words;
    uint32_t top = 0;
    for (size_t i = 0; i < c->n; i++) {
        uint32_t found;
        if (!vn_shortmap_find(&words, &c->key[i], &found)) {
            const vn_status st = learn_word(t, c, i, &found, err);
            if (st)
                return st;
            words = t->view.words;
        }
        place[i] = found;
        top = found > top ? found : top;
    }
    *bound = top;
    return VN_OK;
}

/* Without a branch on whether a word counts or is new in the document: what counts as nothing is counted, too, as one that
 * was seen before. */
static void count_places(vn_terms *t, const uint32_t *place, size_t n)
{
    uint32_t *count = t->count;
    uint32_t *seen = t->seen;
    uint32_t *first = t->first;
    const uint32_t before = (uint32_t)t->words;
    size_t n_seen = t->n_seen;
    count[0] = 1;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t counted = count[place[i]];
        seen[n_seen] = place[i] - 1;
        first[n_seen] = before + i;
        n_seen += !counted;
        count[place[i]] = counted + 1;
    }
    t->n_seen = n_seen;
}

static vn_status add_cut(vn_terms *t, vn_fieldcut *c, vn_error *err)
{
    uint32_t place[VN_CUT_MAX];
    uint32_t bound = 0;
    if (!t->view.words.slots && !vn_term_keys_join(t->keys, &t->view))
        return vn_fail_memory(err, "terms");
    vn_fieldcut_next(c, &t->view.words);
    vn_status st = find_places(t, c, place, &bound, err);
    if (!st)
        st = reserve_seen(t, VN_CUT_MAX, err);
    if (!st && bound >= t->count_cap)
        st = reserve_count(t, bound, err);
    if (st)
        return st;
    count_places(t, place, c->n);
    for (size_t i = 0; i < c->n && t->in_title && t->title; i++)
        t->title[place[i]]++;
    t->words += c->n;
    return VN_OK;
}

/* Phrases and aliases need the kinds of words and the ends of sentences. */
static vn_status add_phrases_of(vn_terms *t, vn_slice field, vn_error *err)
{
    size_t n = 0;
    const vn_status st = vn_words_read(field, &t->field, &n, &t->field_cap, err);
    return st ? st : vn_terms_add(t, field, t->field, n, err);
}

vn_status vn_terms_add_field(vn_terms *t, vn_slice field, vn_error *err)
{
    if (!t->plain)
        return add_phrases_of(t, field, err);
    vn_fieldcut c;
    vn_status st = VN_OK;
    vn_fieldcut_begin(&c, field);
    do
        st = add_cut(t, &c, err);
    while (!st && c.n == VN_CUT_MAX);
    return st;
}

vn_status vn_terms_add_title_field(vn_terms *t, vn_slice field, vn_error *err)
{
    t->in_title = true;
    const vn_status st = vn_terms_add_field(t, field, err);
    t->in_title = false;
    return st;
}

/* ---- results ---- */

static double extra_of(const vn_terms *t, uint32_t id)
{
    return t->title ? t->title[id + 1] * t->title_extra : 0.0;
}

vn_status vn_terms_list(vn_terms *t, vn_term **list, size_t *n, vn_error *err)
{
    if (!vn_grow((void **)&t->list, &t->list_cap, t->n_seen, sizeof *t->list))
        return vn_fail_memory(err, "terms");
    for (size_t i = 0; i < t->n_seen; i++) {
        const uint32_t id = t->seen[i];
        t->list[i] = (vn_term){.key = vn_terms_key(t, id), .count = t->count[id + 1], .first = t->first[i],
                               .extra = extra_of(t, id)};
    }
    *list = t->list;
    *n = t->n_seen;
    return VN_OK;
}

/* The tf that no byte holds, with those that the title raised. */
static vn_status add_more(vn_terms *t, size_t i, size_t *n_more, vn_error *err)
{
    const double tf = t->count[t->seen[i] + 1] + extra_of(t, t->seen[i]);
    const bool small = tf < VN_TF_MORE && tf == (uint8_t)tf;
    t->tf[i] = small ? (uint8_t)tf : VN_TF_MORE;
    if (small)
        return VN_OK;
    if (!vn_grow((void **)&t->more, &t->more_cap, *n_more + 1, sizeof *t->more))
        return vn_fail_memory(err, "terms");
    t->more[(*n_more)++] = tf;
    return VN_OK;
}

vn_status vn_terms_counted(vn_terms *t, vn_counted *counted, vn_error *err)
{
    size_t n_more = 0;
    vn_status st = VN_OK;
    if (!vn_grow((void **)&t->tf, &t->tf_cap, t->n_seen, sizeof *t->tf))
        return vn_fail_memory(err, "terms");
    const uint32_t *count = t->count;
    const uint32_t *seen = t->seen;
    uint8_t *tf = t->tf;
    uint32_t most = t->title ? VN_TF_MORE : 0;
    for (size_t i = 0; i < t->n_seen; i++) {
        const uint32_t n = count[seen[i] + 1];
        tf[i] = (uint8_t)n;
        most = n > most ? n : most;
    }
    for (size_t i = 0; i < t->n_seen && most >= VN_TF_MORE && !st; i++)
        if (t->title || count[seen[i] + 1] >= VN_TF_MORE)
            st = add_more(t, i, &n_more, err);
    *counted = (vn_counted){.number = t->seen, .tf = t->tf, .more = t->more, .n = t->n_seen, .n_more = n_more};
    return st;
}

vn_slice vn_terms_key(const vn_terms *t, uint32_t number)
{
    return vn_term_keys_key(t->keys, number);
}

uint32_t vn_terms_numbers(const vn_terms *t)
{
    return (uint32_t)vn_term_keys_count(t->keys);
}

uint32_t vn_terms_generation(const vn_terms *t)
{
    return t->generation;
}

int vn_term_cmp(const void *a, const void *b)
{
    return vn_slice_cmp(((const vn_term *)a)->key, ((const vn_term *)b)->key);
}

static int by_weight(const void *a, const void *b)
{
    const vn_term *x = a;
    const vn_term *y = b;
    const int order = (x->weight < y->weight) - (x->weight > y->weight);
    return order ? order : vn_slice_cmp(x->key, y->key);
}

void vn_terms_keep_top(vn_term *list, size_t *n, size_t keep)
{
    if (*n > keep) {
        qsort(list, *n, sizeof *list, by_weight);
        *n = keep;
    }
    if (*n)
        qsort(list, *n, sizeof *list, vn_term_cmp);
}

uint64_t vn_terms_fingerprint(const vn_terms_options *options, uint64_t segmentation)
{
    const vn_terms_options o = options ? *options : (vn_terms_options){0};
    uint64_t h = vn_mix(TERMS_VERSION);
    h = vn_mix(h ^ segmentation);
    h = vn_mix(h ^ (o.stopwords ? vn_stopwords_fingerprint(o.stopwords) + 1 : 0));
    h = vn_mix(h ^ (o.ngram_max > 1 ? o.ngram_max : 1));
    if (o.aliases)
        h = vn_mix(h ^ vn_aliases_fingerprint(o.aliases));
    return vn_mix(h ^ (o.numbers + (o.keep_stopwords && o.stopwords ? 2U : 0)));
}

/* Half of a fingerprint tells two of them apart well enough for a message. */
static uint32_t short_fingerprint(uint64_t fingerprint)
{
    return (uint32_t)(vn_mix(fingerprint) >> 32);
}

vn_df_kind vn_terms_kind(const vn_terms_options *options, uint64_t segmentation)
{
    const vn_terms_options o = options ? *options : (vn_terms_options){0};
    vn_df_kind kind = {.fingerprint = vn_terms_fingerprint(options, segmentation)};
    char stop[40] = "";
    char alias[40] = "";
    if (o.stopwords)
        snprintf(stop, sizeof stop, " stopwords:%08" PRIx32, short_fingerprint(vn_stopwords_fingerprint(o.stopwords)));
    if (o.aliases)
        snprintf(alias, sizeof alias, " alias:%08" PRIx32, short_fingerprint(vn_aliases_fingerprint(o.aliases)));
    snprintf(kind.about, sizeof kind.about, "segmentation:%08" PRIx32 "%s ngrams:%u%s%s%s", short_fingerprint(segmentation),
             stop, o.ngram_max > 1 ? o.ngram_max : 1, o.numbers ? " numbers" : "",
             o.keep_stopwords && o.stopwords ? " keep-stopwords" : "", alias);
    return kind;
}
