#include "keyword_lexicon.h"

#include "buf.h"
#include "norm.h"

#include <math.h>

enum { REMEMBER = 1 << 25, MOST_KEYS = 1 << 26 };

void vn_keyword_lexicon_free(vn_keyword_lexicon *x)
{
    vn_shortmap_free(&x->seen);
    vn_map_free(&x->spellings);
    vn_map_free(&x->keys);
    vn_keyword_knowns_free(&x->phrases);
    vn_keyword_roles_free(&x->roles);
    free(x->packed);
    free(x->word);
    free(x->mark);
    vn_buf_free(&x->key);
    *x = (vn_keyword_lexicon){.remember = x->remember, .classes = x->classes, .priors = x->priors};
}

void vn_keyword_lexicon_trim(vn_keyword_lexicon *x)
{
    if (x->remembered > (x->remember ? x->remember : REMEMBER))
        vn_keyword_lexicon_free(x);
}

double vn_keyword_idf(const vn_keyword_options *o, uint64_t df)
{
    return o->df ? fmax(0, log((1 + (double)o->documents) / (1 + (double)df))) : 1;
}

static uint16_t count_syllables(vn_slice key)
{
    size_t n = 1;
    for (size_t i = 0; i < key.len; i++)
        n += key.ptr[i] == '_';
    return n < UINT16_MAX ? (uint16_t)n : UINT16_MAX;
}

vn_status vn_keyword_lexicon_key(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice key, uint32_t *entry,
                                 vn_error *err)
{
    const size_t before = x->keys.n;
    const vn_status st = before ? VN_OK : vn_keyword_roles_make(&x->roles, err);
    if (st)
        return st;
    if (before >= MOST_KEYS || !vn_grow((void **)&x->word, &x->word_cap, before + 1, sizeof *x->word) ||
        !vn_grow((void **)&x->mark, &x->mark_cap, before + 1, sizeof *x->mark))
        return vn_fail_memory(err, "the words of documents");
    *entry = vn_map_add(&x->keys, key);
    if (*entry == VN_MAP_NONE)
        return vn_fail_memory(err, "the words of documents");
    if (*entry < before)
        return VN_OK;
    vn_keyword_word w = {.entry = *entry, .syllables = count_syllables(key)};
    w.df = o->df ? o->df(o->df_context, key) : 0;
    w.idf = vn_keyword_idf(o, w.df);
    w.idf_log = log(1 + w.idf);
    w.log_df = w.df ? log((double)w.df) : 0;
    w.print = vn_keyword_print_of(key);
    w.prior = x->priors ? vn_map_find(x->priors, key) : VN_MAP_NONE;
    w.stop = o->stop && o->stop(o->stop_context, key);
    w.roles = vn_keyword_roles_of(&x->roles, key);
    w.class = x->classes ? (uint8_t)vn_word_class(x->classes, key) : VN_CLASS_NONE;
    x->word[*entry] = w;
    x->mark[*entry] = (vn_keyword_mark){.roles = w.roles, .stop = w.stop};
    x->remembered += key.len + sizeof w + 48;
    return VN_OK;
}

static void read_spelling(vn_slice s, vn_keyword_spelling *r)
{
    size_t letters = 0;
    size_t signs = 0;
    size_t capitals = 0;
    bool begins = true;
    bool inner = false; /* a capital behind a letter of its syllable: iPhone, nCoV */
    r->letter_case = VN_CASE_EACH | VN_CASE_ALL;
    for (size_t i = 0; i < s.len;) {
        vn_char class;
        const bool joint = s.ptr[i] == '_';
        i += vn_char_class(s.ptr + i, s.len - i, &class);
        const bool upper = class == VN_CHAR_UPPER;
        const bool letter = vn_char_is_letter(class);
        if (begins && !upper)
            r->letter_case &= (uint8_t)~VN_CASE_EACH;
        if (letter && !upper)
            r->letter_case &= (uint8_t)~VN_CASE_ALL;
        if (upper && !signs)
            r->letter_case |= VN_CASE_INITIAL;
        inner = inner || (upper && letters && !begins);
        capitals += upper;
        letters += letter;
        signs += letter || class == VN_CHAR_DIGIT;
        begins = joint || class == VN_CHAR_SPACE;
    }
    if (letters < 2)
        r->letter_case &= (uint8_t)~VN_CASE_ALL;
    if (inner)
        r->letter_case |= VN_CASE_INITIAL;
    r->lettered = letters && signs >= 2;
    r->capitals = capitals > 1 || inner;
}

/* In 32 bits. */
enum { PACKED_LETTERED = 8, PACKED_CAPITALS = 16, PACKED_BITS = 5, PACKED_CASE = 7 };

static uint32_t pack(const vn_keyword_spelling *s)
{
    return s->entry << PACKED_BITS | (s->capitals ? PACKED_CAPITALS : 0U) | (s->lettered ? PACKED_LETTERED : 0U) |
           s->letter_case;
}

static vn_keyword_spelling unpack(uint32_t p)
{
    return (vn_keyword_spelling){p >> PACKED_BITS, p & PACKED_CASE, p & PACKED_LETTERED, p & PACKED_CAPITALS};
}

/* Of a spelling that was not seen before. */
static vn_status learn(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice word, uint32_t *packed, vn_error *err)
{
    vn_keyword_spelling r;
    x->key.len = 0;
    vn_status st = vn_fold(word, &x->key, err);
    if (!st)
        st = vn_keyword_lexicon_key(x, o, vn_slice_of(x->key.ptr, x->key.len), &r.entry, err);
    if (st)
        return st;
    read_spelling(word, &r);
    *packed = pack(&r);
    x->remembered += word.len > VN_SHORT_MAX ? word.len + 40 : 2 * sizeof *x->seen.slot;
    return VN_OK;
}

static vn_status spell_long(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice word, uint32_t *packed,
                            vn_error *err)
{
    uint32_t known = vn_map_find(&x->spellings, word);
    if (known == VN_MAP_NONE) {
        if (!vn_grow((void **)&x->packed, &x->packed_cap, x->spellings.n + 1, sizeof *x->packed))
            return vn_fail_memory(err, "the words of documents");
        const vn_status st = learn(x, o, word, packed, err);
        if (st)
            return st;
        known = vn_map_add(&x->spellings, word);
        if (known == VN_MAP_NONE)
            return vn_fail_memory(err, "the words of documents");
        x->packed[known] = *packed;
    }
    *packed = x->packed[known];
    return VN_OK;
}

/* Adds a spelling that was not there. */
static vn_status spell_short(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice word, const vn_short_key *key,
                             uint32_t *packed, vn_error *err)
{
    if (!vn_shortmap_reserve(&x->seen))
        return vn_fail_memory(err, "the words of documents");
    if (vn_shortmap_find(&x->seen, key, packed)) /* since the word before */
        return VN_OK;
    const vn_status st = learn(x, o, word, packed, err);
    if (!st)
        vn_shortmap_add(&x->seen, key, *packed);
    return st;
}

void vn_keyword_lexicon_begin(const vn_keyword_lexicon *x, vn_slice word, size_t readable, vn_keyword_lookup *lookup)
{
    lookup->packed = VN_MAP_NONE;
    if (word.len > VN_SHORT_MAX) {
        vn_short_make_none(&lookup->key);
        return;
    }
    vn_short_make(&lookup->key, word.ptr, word.len, readable);
    if (x->seen.slots)
        vn_shortmap_prefetch(&x->seen, &lookup->key);
}

void vn_keyword_lexicon_peek(const vn_keyword_lexicon *x, vn_keyword_lookup *lookup)
{
    if (lookup->key.size == VN_SHORT_NONE || !x->seen.slots || !vn_shortmap_find(&x->seen, &lookup->key, &lookup->packed))
        return;
    const uint32_t entry = unpack(lookup->packed).entry;
    VN_PREFETCH(&x->mark[entry]);
    VN_PREFETCH(&x->word[entry]);
    VN_PREFETCH(&x->word[entry].stop);
}

vn_status vn_keyword_lexicon_spell(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice word,
                                   const vn_keyword_lookup *lookup, vn_keyword_spelling *spelling, vn_error *err)
{
    uint32_t packed = lookup->packed;
    vn_status st = VN_OK;
    if (lookup->key.size == VN_SHORT_NONE)
        st = spell_long(x, o, word, &packed, err);
    else if (packed == VN_MAP_NONE)
        st = spell_short(x, o, word, &lookup->key, &packed, err);
    if (!st)
        *spelling = unpack(packed);
    return st;
}
