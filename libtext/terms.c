/* Two tables make counting cheap: the bytes of a word as written lead to its key's number, so folding runs once per
 * spelling; keys and phrases are numbered, so a document counts in an array. Short words of a `words` field, which are most
 * of all that is ever read, have a table of their own, which knows also whether they count. */
#include "terms.h"

#include "alias.h"
#include "buf.h"
#include "keysort.h"
#include "map.h"
#include "shortmap.h"
#include "simd.h"
#include "stopwords.h"
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

typedef struct node {
    uint32_t count; /* in this document */
    uint32_t title; /* in its title */
    uint32_t first;
    uint32_t df; /* documents that held it, as vn_terms_count counted them */
    bool stop;
    bool begins; /* maybe an alias */
} node;

/* A word of a run. */
typedef struct run_word {
    uint32_t id;    /* in keys */
    uint32_t first; /* words of the document before it */
} run_word;

struct vn_terms {
    vn_terms_options options;
    double title_extra;
    vn_map spellings;  /* words as written */
    uint32_t *key_of;  /* [spellings.n] number in keys, or NO_KEY */
    size_t key_of_cap;
    vn_shortmap words_seen; /* short words of fields: what they count as, NO_KEY: nothing */
    vn_map keys;       /* folded words, and phrases of them */
    node *nodes;       /* [keys.n] */
    size_t nodes_cap;
    size_t remembered; /* bytes, about */
    uint32_t *seen;    /* [n_seen] keys of this document by first occurrence */
    size_t n_seen;
    size_t seen_cap;
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

vn_status vn_terms_new(vn_terms **out, const vn_terms_options *options, vn_error *err)
{
    if (options && options->ngram_max > VN_NGRAM_MAX)
        return vn_fail(err, VN_EINVAL, "phrases have at most %d words", VN_NGRAM_MAX);
    if (options && options->title_weight != 0.0 &&
        !(options->title_weight >= 1.0 && options->title_weight <= VN_TITLE_WEIGHT_MAX))
        return vn_fail(err, VN_EINVAL, "the weight of the title is 1 to %d", VN_TITLE_WEIGHT_MAX);
    vn_terms *t = vn_calloc(1, sizeof *t);
    if (!t)
        return vn_fail_memory(err, "terms");
    if (options)
        t->options = *options;
    if (!t->options.remember)
        t->options.remember = REMEMBERED;
    t->title_extra = title_extra(t->options.title_weight);
    t->df.file.fd = -1;
    *out = t;
    return VN_OK;
}

void vn_terms_free(vn_terms *t)
{
    if (!t)
        return;
    vn_map_free(&t->spellings);
    vn_shortmap_free(&t->words_seen);
    vn_map_free(&t->keys);
    vn_buf_free(&t->text);
    free(t->field);
    free(t->key_of);
    free(t->nodes);
    free(t->seen);
    free(t->run);
    free(t->hash);
    free(t->list);
    vn_df_count_free(&t->df);
    free(t->tf);
    free(t->more);
    vn_alias_scratch_free(&t->alias);
    free(t);
}

void vn_terms_begin(vn_terms *t)
{
    for (size_t i = 0; i < t->n_seen; i++)
        t->nodes[t->seen[i]].count = t->nodes[t->seen[i]].title = 0;
    t->n_seen = 0;
    t->n_run = 0;
    t->words = 0;
    if (t->remembered > t->options.remember && !t->df.on)
        vn_terms_forget(t);
}

void vn_terms_forget(vn_terms *t)
{
    vn_map_free(&t->spellings);
    vn_shortmap_free(&t->words_seen);
    vn_map_free(&t->keys);
    t->remembered = 0;
    t->generation++;
    t->n_seen = 0;
}

vn_df_count *vn_terms_df_count(vn_terms *t)
{
    return &t->df;
}

void vn_terms_count_document(vn_terms *t)
{
    for (size_t i = 0; i < t->n_seen; i++)
        t->nodes[t->seen[i]].df++;
}

size_t vn_terms_known(const vn_terms *t)
{
    return t->keys.n;
}

const vn_slice *vn_terms_keys(const vn_terms *t)
{
    return t->keys.key;
}

uint32_t vn_terms_df(const vn_terms *t, uint32_t number)
{
    return t->nodes[number].df;
}

size_t vn_terms_memory(const vn_terms *t)
{
    return vn_map_memory(&t->spellings) + vn_map_memory(&t->keys) + t->spellings.n * sizeof *t->key_of +
           t->words_seen.slots * sizeof *t->words_seen.slot + t->keys.n * (sizeof *t->nodes + VN_SORT_MEMORY);
}

/* What is to be known of a new key. */
static vn_status make_node(vn_terms *t, uint32_t id, vn_error *err)
{
    const vn_terms_options *o = &t->options;
    const vn_slice key = t->keys.key[id];
    node *k = &t->nodes[id];
    *k = (node){.stop = o->stopwords && vn_stopwords_has(o->stopwords, key)};
    t->remembered += key.len + 64;
    return o->aliases ? vn_alias_may_begin(o->aliases, &t->alias, key, &k->begins, err) : VN_OK;
}

/* The number of the key in t->text. */
static vn_status number_key(vn_terms *t, uint64_t hash, uint32_t *id, vn_error *err)
{
    const size_t before = t->keys.n;
    if (!vn_grow((void **)&t->nodes, &t->nodes_cap, before + 1, sizeof *t->nodes))
        return vn_fail_memory(err, "terms");
    *id = vn_map_add_hashed(&t->keys, vn_slice_of(t->text.ptr, t->text.len), hash);
    if (*id == VN_MAP_NONE)
        return vn_fail_memory(err, "terms");
    return *id == before ? make_node(t, *id, err) : VN_OK;
}

static vn_status fold_spelling(vn_terms *t, vn_slice word, uint32_t *id, vn_error *err)
{
    t->text.len = 0;
    const vn_status st = vn_fold(word, &t->text, err);
    if (st)
        return st;
    *id = NO_KEY;
    if (!t->text.len || t->text.len > KEY_MAX)
        return VN_OK;
    return number_key(t, vn_hash(t->text.ptr, t->text.len), id, err);
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
    t->remembered += word.len + 64;
    return VN_OK;
}

static vn_status count_key(vn_terms *t, uint32_t id, size_t first, vn_error *err)
{
    node *k = &t->nodes[id];
    if (k->stop && !t->options.keep_stopwords)
        return VN_OK;
    if (k->count == 0) {
        if (!vn_grow((void **)&t->seen, &t->seen_cap, t->n_seen + 1, sizeof *t->seen))
            return vn_fail_memory(err, "terms");
        t->seen[t->n_seen++] = id;
        k->first = (uint32_t)first;
    }
    k->count++;
    k->title += t->in_title;
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
        for (size_t j = i + 1; j < t->n_run && j < i + reach && !t->nodes[t->run[i].id].stop; j++) {
            const uint32_t id = vn_map_guess(&t->keys, *phrase_hash(t, i, j));
            if (id == VN_MAP_NONE)
                continue;
            VN_PREFETCH(bytes ? (const void *)t->keys.key[id].ptr : (const void *)&t->keys.key[id]);
            if (!bytes)
                VN_PREFETCH(&t->nodes[id]);
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
        uint64_t h = t->keys.hash[t->run[i].id];
        for (size_t j = i + 1; j < t->n_run && j < i + reach && !t->nodes[t->run[i].id].stop; j++) {
            h = vn_mix((h << 1 | h >> 63) ^ t->keys.hash[t->run[j].id]);
            *phrase_hash(t, i, j) = h;
            if (!t->nodes[t->run[j].id].stop)
                vn_map_prefetch(&t->keys, h);
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
    vn_status st = vn_buf_slice(&t->text, t->keys.key[t->run[i].id], err);
    for (size_t j = i + 1; j < t->n_run && j < i + t->options.ngram_max && !st; j++) {
        st = vn_buf_char(&t->text, ' ', err);
        if (!st)
            st = vn_buf_slice(&t->text, t->keys.key[t->run[j].id], err);
        if (st || t->nodes[t->run[j].id].stop)
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
        if (!st && t->options.ngram_max > 1 && !t->nodes[w.id].stop)
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
    if (st || id == NO_KEY || !t->nodes[id].begins)
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

/* Some words of a field in a row. */
enum { CUT_MAX = 64, BLOCK = 64 };

/* Where the cutting of a field stands. */
typedef struct cutter {
    vn_slice field;
    size_t at;       /* where the next word may begin */
    size_t block;    /* of the 64 bytes that were looked at last */
    uint64_t breaks; /* those of them that are spaces or line feeds, from `at` on */
} cutter;

typedef struct cut {
    cutter cutter;
    size_t n;
    size_t start[CUT_MAX];
    vn_short_key key[CUT_MAX];
    uint32_t id[CUT_MAX];
} cut;

static inline bool is_break(char c)
{
    return c == ' ' || c == '\n';
}

/* The breaks of up to 64 bytes, a bit each. */
static inline uint64_t find_breaks(const char *p, size_t readable)
{
    uint64_t breaks = 0;
#ifdef VN_SSE2
    if (readable >= BLOCK) {
        for (unsigned i = 0; i < BLOCK; i += 16) {
            const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
            const __m128i hit =
                _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
            breaks |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << i;
        }
        return breaks;
    }
#endif
    for (unsigned i = 0; i < BLOCK && i < readable; i++)
        breaks |= (uint64_t)is_break(p[i]) << i;
    return breaks;
}

/* The next break from c->at on, or the end of the field; it is passed over. */
static inline size_t next_break(cutter *c)
{
    while (!c->breaks) {
        c->block += BLOCK;
        if (c->block >= c->field.len)
            return c->field.len;
        c->breaks = find_breaks(c->field.ptr + c->block, c->field.len - c->block);
    }
    const size_t at = c->block + vn_lowest_bit64(c->breaks);
    c->breaks &= c->breaks - 1;
    return at;
}

static cutter begin_cutting(vn_slice field)
{
    return (cutter){.field = field, .breaks = find_breaks(field.ptr, field.len)};
}

/* The next word; false at the end of the field. */
static inline bool next_word(cutter *c, size_t *start, size_t *len)
{
    while (c->at < c->field.len) {
        *start = c->at;
        const size_t end = next_break(c);
        c->at = end + 1;
        *len = end - *start;
        if (*len)
            return true;
    }
    return false;
}

/* Cuts the next words, and fetches their places in the table. */
static void cut_words(const vn_terms *t, cut *c)
{
    const vn_shortmap map = t->words_seen; /* copies, which no store to memory can change */
    cutter at = c->cutter;
    size_t n = 0;
    for (size_t start, len; n < CUT_MAX && next_word(&at, &start, &len); n++) {
        vn_short_key *key = &c->key[n];
        c->start[n] = start;
        if (len <= VN_SHORT_MAX)
            vn_short_make(key, at.field.ptr + start, len, at.field.len - start);
        else
            vn_short_make_none(key);
        vn_shortmap_prefetch(&map, key);
    }
    c->n = n;
    c->cutter = at;
}

/* What an unknown or long word counts as; *id is NO_KEY when it does not. */
static vn_status look_up(vn_terms *t, vn_slice word, uint32_t *id, vn_error *err)
{
    const vn_token_kind kind = vn_token_classify(word);
    *id = NO_KEY;
    if (kind != VN_TOKEN_SYLLABLE && !(kind == VN_TOKEN_NUMBER && t->options.numbers))
        return VN_OK;
    const vn_status st = word.len <= VN_SHORT_MAX ? fold_spelling(t, word, id, err)
                                                  : find_key(t, word, vn_map_hash(word), id, err);
    if (!st && *id != NO_KEY && t->nodes[*id].stop && !t->options.keep_stopwords)
        *id = NO_KEY;
    return st;
}

/* Of a word that is not in the table. */
static vn_status learn_word(vn_terms *t, const cut *c, size_t i, uint32_t *id, vn_error *err)
{
    const vn_slice field = c->cutter.field;
    const bool is_long = c->key[i].as.size == VN_SHORT_NONE;
    size_t end = c->start[i] + (is_long ? 0 : c->key[i].as.size - 1);
    while (is_long && end < field.len && !is_break(field.ptr[end]))
        end++;
    const vn_status st = look_up(t, vn_slice_of(field.ptr + c->start[i], end - c->start[i]), id, err);
    if (st || is_long)
        return st;
    vn_short_slot *slot = vn_shortmap_add(&t->words_seen, &c->key[i]);
    if (!slot)
        return vn_fail_memory(err, "terms");
    slot->value = *id;
    t->remembered += 2 * sizeof *slot;
    return VN_OK;
}

/* What the words of the cut count as. */
static vn_status find_words(vn_terms *t, cut *c, vn_error *err)
{
    for (size_t i = 0; i < c->n; i++) {
        const vn_short_slot *known = vn_shortmap_find(&t->words_seen, &c->key[i]);
        if (known->size) {
            c->id[i] = known->value;
            if (known->value != NO_KEY)
                VN_PREFETCH(&t->nodes[known->value]);
            continue;
        }
        const vn_status st = learn_word(t, c, i, &c->id[i], err);
        if (st)
            return st;
    }
    return VN_OK;
}

#ifdef VN_AVX2
VN_TARGET_AVX2 static void cut_words_avx2(const vn_terms *t, cut *c)
{
    const vn_shortmap map = t->words_seen;
    cutter at = c->cutter;
    size_t n = 0;
    for (size_t start, len; n < CUT_MAX && next_word(&at, &start, &len); n++) {
        vn_short_key *key = &c->key[n];
        c->start[n] = start;
        if (len <= VN_SHORT_MAX)
            vn_short_make_avx2(key, at.field.ptr + start, len, at.field.len - start);
        else
            vn_short_make_none(key);
        vn_shortmap_prefetch(&map, key);
    }
    c->n = n;
    c->cutter = at;
}

VN_TARGET_AVX2 static vn_status find_words_avx2(vn_terms *t, cut *c, vn_error *err)
{
    for (size_t i = 0; i < c->n; i++) {
        const vn_short_slot *known = vn_shortmap_find_avx2(&t->words_seen, &c->key[i]);
        if (known->size) {
            c->id[i] = known->value;
            if (known->value != NO_KEY)
                VN_PREFETCH(&t->nodes[known->value]);
            continue;
        }
        const vn_status st = learn_word(t, c, i, &c->id[i], err);
        if (st)
            return st;
    }
    return VN_OK;
}
#endif

static vn_status cut_and_find(vn_terms *t, cut *c, vn_error *err)
{
#ifdef VN_AVX2
    if (VN_HAS_AVX2) {
        cut_words_avx2(t, c);
        return find_words_avx2(t, c, err);
    }
#endif
    cut_words(t, c);
    return find_words(t, c, err);
}

static void count_cut(vn_terms *t, const cut *c)
{
    size_t n_seen = t->n_seen;
    node *nodes = t->nodes;
    uint32_t *seen = t->seen;
    for (size_t i = 0; i < c->n; i++) {
        if (c->id[i] == NO_KEY)
            continue;
        node *k = &nodes[c->id[i]];
        seen[n_seen] = c->id[i];
        n_seen += k->count == 0;
        k->first = k->count == 0 ? (uint32_t)(t->words + i) : k->first;
        k->count++;
    }
    for (size_t i = 0; i < c->n && t->in_title; i++)
        if (c->id[i] != NO_KEY)
            nodes[c->id[i]].title++;
    t->n_seen = n_seen;
    t->words += c->n;
}

static vn_status add_cut(vn_terms *t, cut *c, vn_error *err)
{
    if (!vn_shortmap_reserve(&t->words_seen) ||
        !vn_grow((void **)&t->seen, &t->seen_cap, t->n_seen + CUT_MAX, sizeof *t->seen))
        return vn_fail_memory(err, "terms");
    const vn_status st = cut_and_find(t, c, err);
    if (!st)
        count_cut(t, c);
    return st;
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
    if (t->options.ngram_max > 1 || t->options.aliases)
        return add_phrases_of(t, field, err);
    cut c;
    vn_status st = VN_OK;
    c.cutter = begin_cutting(field);
    do
        st = add_cut(t, &c, err);
    while (!st && c.n == CUT_MAX);
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

vn_status vn_terms_list(vn_terms *t, vn_term **list, size_t *n, vn_error *err)
{
    if (!vn_grow((void **)&t->list, &t->list_cap, t->n_seen, sizeof *t->list))
        return vn_fail_memory(err, "terms");
    for (size_t i = 0; i < t->n_seen; i++) {
        const node *k = &t->nodes[t->seen[i]];
        t->list[i] = (vn_term){.key = t->keys.key[t->seen[i]], .count = k->count, .first = k->first,
                               .extra = k->title * t->title_extra};
    }
    *list = t->list;
    *n = t->n_seen;
    return VN_OK;
}

vn_status vn_terms_counted(vn_terms *t, vn_counted *counted, vn_error *err)
{
    size_t n_more = 0;
    if (!vn_grow((void **)&t->tf, &t->tf_cap, t->n_seen, sizeof *t->tf))
        return vn_fail_memory(err, "terms");
    for (size_t i = 0; i < t->n_seen; i++) {
        const node *k = &t->nodes[t->seen[i]];
        t->tf[i] = (uint8_t)k->count;
        if (!k->title && k->count < VN_TF_MORE)
            continue;
        const double tf = k->count + k->title * t->title_extra;
        const bool small = tf < VN_TF_MORE && tf == (uint8_t)tf;
        t->tf[i] = small ? (uint8_t)tf : VN_TF_MORE;
        if (small)
            continue;
        if (!vn_grow((void **)&t->more, &t->more_cap, n_more + 1, sizeof *t->more))
            return vn_fail_memory(err, "terms");
        t->more[n_more++] = tf;
    }
    *counted = (vn_counted){.number = t->seen, .tf = t->tf, .more = t->more, .n = t->n_seen, .n_more = n_more};
    return VN_OK;
}

vn_slice vn_terms_key(const vn_terms *t, uint32_t number)
{
    return t->keys.key[number];
}

uint32_t vn_terms_numbers(const vn_terms *t)
{
    return (uint32_t)t->keys.n;
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
