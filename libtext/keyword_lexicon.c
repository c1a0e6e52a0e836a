#include "keyword_lexicon.h"

#include "buf.h"
#include "keyword_roles.h"
#include "norm.h"

#include <math.h>

enum { REMEMBER = 1 << 25 };

void vn_keyword_lexicon_free(vn_keyword_lexicon *x)
{
    vn_shortmap_free(&x->seen);
    vn_map_free(&x->spellings);
    vn_map_free(&x->keys);
    free(x->long_number);
    free(x->spelling);
    free(x->entry);
    vn_buf_free(&x->key);
    *x = (vn_keyword_lexicon){.remember = x->remember, .classes = x->classes};
}

void vn_keyword_lexicon_trim(vn_keyword_lexicon *x)
{
    if (x->remembered > (x->remember ? x->remember : REMEMBER))
        vn_keyword_lexicon_free(x);
}

/* Natural log, smoothed; without a table all terms are equally rare. */
static double idf_of(const vn_keyword_options *o, uint64_t df)
{
    return o->df ? fmax(0, log((1 + (double)o->documents) / (1 + (double)df))) : 1;
}

static uint8_t count_syllables(vn_slice key)
{
    size_t n = 1;
    for (size_t i = 0; i < key.len; i++)
        n += key.ptr[i] == '_';
    return n < UINT8_MAX ? (uint8_t)n : UINT8_MAX;
}

vn_status vn_keyword_lexicon_key(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice key, uint32_t *entry,
                                 vn_error *err)
{
    const size_t before = x->keys.n;
    if (!vn_grow((void **)&x->entry, &x->entry_cap, before + 1, sizeof *x->entry))
        return vn_fail_memory(err, "the words of documents");
    *entry = vn_map_add(&x->keys, key);
    if (*entry == VN_MAP_NONE)
        return vn_fail_memory(err, "the words of documents");
    if (*entry < before)
        return VN_OK;
    vn_keyword_word w = {.key = x->keys.key[*entry], .syllables = count_syllables(key)};
    w.df = o->df ? o->df(o->df_context, key) : 0;
    w.idf = idf_of(o, w.df);
    w.stop = o->stop && o->stop(o->stop_context, key);
    w.roles = vn_keyword_roles(key);
    w.class = x->classes ? (uint8_t)vn_word_class(x->classes, key) : VN_CLASS_NONE;
    x->entry[*entry] = (vn_keyword_entry){.word = w};
    x->remembered += key.len + sizeof *x->entry + 40;
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

/* Of a spelling that was not seen before: its number. */
static vn_status learn(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice word, uint32_t *number, vn_error *err)
{
    if (!vn_grow((void **)&x->spelling, &x->spelling_cap, x->n_spellings + 1, sizeof *x->spelling))
        return vn_fail_memory(err, "the words of documents");
    vn_keyword_spelling *r = &x->spelling[x->n_spellings];
    x->key.len = 0;
    vn_status st = vn_fold(word, &x->key, err);
    if (!st)
        st = vn_keyword_lexicon_key(x, o, vn_slice_of(x->key.ptr, x->key.len), &r->entry, err);
    if (st)
        return st;
    read_spelling(word, r);
    *number = (uint32_t)x->n_spellings++;
    x->remembered += sizeof *r + (word.len > VN_SHORT_MAX ? word.len + 40 : 2 * sizeof *x->seen.slot);
    return VN_OK;
}

static vn_status spell_long(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice word, uint32_t *number,
                            vn_error *err)
{
    uint32_t known = vn_map_find(&x->spellings, word);
    if (known == VN_MAP_NONE) {
        if (!vn_grow((void **)&x->long_number, &x->long_cap, x->spellings.n + 1, sizeof *x->long_number))
            return vn_fail_memory(err, "the words of documents");
        const vn_status st = learn(x, o, word, number, err);
        if (st)
            return st;
        known = vn_map_add(&x->spellings, word);
        if (known == VN_MAP_NONE)
            return vn_fail_memory(err, "the words of documents");
        x->long_number[known] = *number;
    }
    *number = x->long_number[known];
    return VN_OK;
}

static vn_status spell_short(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice word, uint32_t *number,
                             vn_error *err)
{
    vn_short_key key;
    if (!vn_shortmap_reserve(&x->seen))
        return vn_fail_memory(err, "the words of documents");
    vn_short_make(&key, word.ptr, word.len, word.len);
    if (vn_shortmap_find(&x->seen, &key, number))
        return VN_OK;
    const vn_status st = learn(x, o, word, number, err);
    if (!st)
        vn_shortmap_add(&x->seen, &key, *number);
    return st;
}

vn_status vn_keyword_lexicon_spell(vn_keyword_lexicon *x, const vn_keyword_options *o, vn_slice word,
                                   vn_keyword_spelling *spelling, vn_error *err)
{
    uint32_t number = 0;
    const vn_status st = word.len <= VN_SHORT_MAX ? spell_short(x, o, word, &number, err)
                                                  : spell_long(x, o, word, &number, err);
    if (!st)
        *spelling = x->spelling[number];
    return st;
}
