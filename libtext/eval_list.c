#include "vn/eval_list.h"

#include "base.h"
#include "buf.h"
#include "map.h"
#include "vn/norm.h"
#include "vn/terms.h"
#include "wordclass.h"

/* A syllable of title or text. */
typedef struct mark {
    uint32_t syllable; /* number of its key; VN_MAP_NONE: punctuation, or an end */
    bool begins;       /* its word */
    bool ends;
    bool weak; /* its word says nothing */
} mark;

/* How many of the terms are what the shares are about. */
typedef struct counts {
    size_t terms;
    size_t cut;
    size_t nested;
    size_t stop;
    size_t absent;
} counts;

struct vn_eval_list {
    counts sum;
    vn_stopwords *stopwords;
    vn_word_classes *classes;
    vn_map syllable; /* of the document */
    vn_map term;     /* keys */
    mark *mark;      /* [n] */
    size_t n;
    size_t cap;
    uint32_t *wanted; /* [n_wanted] syllables of a term */
    size_t n_wanted;
    size_t wanted_cap;
    vn_buf key;
};

vn_status vn_eval_list_new(vn_eval_list **out, vn_error *err)
{
    vn_eval_list *e = calloc(1, sizeof *e);
    vn_status st = e ? vn_stopwords_open(&e->stopwords, NULL, err) : vn_fail_memory(err, "an evaluation");
    if (!st)
        st = vn_word_classes_open(&e->classes, err);
    if (st)
        vn_eval_list_free(e);
    else
        *out = e;
    return st;
}

void vn_eval_list_free(vn_eval_list *e)
{
    if (!e)
        return;
    vn_stopwords_free(e->stopwords);
    vn_word_classes_free(e->classes);
    vn_map_free(&e->syllable);
    vn_map_free(&e->term);
    free(e->mark);
    free(e->wanted);
    vn_buf_free(&e->key);
    free(e);
}

/* A number, or what only joins, points or counts. */
static bool is_weak(const vn_eval_list *e, vn_slice key)
{
    static const bool weak[VN_CLASSES] = {
        [VN_CLASS_NUMERAL] = true, [VN_CLASS_PRONOUN] = true, [VN_CLASS_ADVERB] = true, [VN_CLASS_CLASSIFIER] = true};
    bool lettered = false;
    for (size_t i = 0; i < key.len; i++)
        lettered = lettered || (unsigned char)key.ptr[i] >= 0x80 || (key.ptr[i] >= 'a' && key.ptr[i] <= 'z');
    return !lettered || vn_stopwords_has(e->stopwords, key) || weak[vn_word_class(e->classes, key)];
}

static vn_status push(vn_eval_list *e, mark m, vn_error *err)
{
    if (!vn_grow((void **)&e->mark, &e->cap, e->n + 1, sizeof *e->mark))
        return vn_fail_memory(err, "an evaluation");
    e->mark[e->n++] = m;
    return VN_OK;
}

/* Cuts the next syllable off a key. */
static vn_slice next_syllable(vn_slice *key)
{
    const char *end = memchr(key->ptr, '_', key->len);
    const size_t len = end ? (size_t)(end - key->ptr) : key->len;
    const vn_slice syllable = vn_slice_of(key->ptr, len);
    *key = vn_slice_of(key->ptr + len + (end != NULL), key->len - len - (end != NULL));
    return syllable;
}

static vn_status add_word(vn_eval_list *e, vn_slice surface, vn_word_kind kind, vn_error *err)
{
    e->key.len = 0;
    vn_status st = vn_fold(surface, &e->key, err);
    vn_slice rest = vn_slice_of(e->key.ptr, e->key.len);
    const bool weak = !st && (kind == VN_WORD_NUMBER || is_weak(e, rest));
    bool begins = true;
    while (!st && rest.len) {
        const vn_slice syllable = next_syllable(&rest);
        if (!syllable.len)
            continue;
        const uint32_t number = vn_map_add(&e->syllable, syllable);
        st = number == VN_MAP_NONE ? vn_fail_memory(err, "an evaluation")
                                   : push(e, (mark){number, begins, rest.len == 0, weak}, err);
        begins = false;
    }
    return st;
}

static vn_status add_text(vn_eval_list *e, vn_slice text, vn_words words, vn_error *err)
{
    const mark end = {.syllable = VN_MAP_NONE};
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < words.n; i++) {
        const vn_word *w = &words.item[i];
        const vn_slice surface = vn_slice_of(text.ptr + w->start, w->len);
        st = w->kind == VN_WORD_PUNCT ? push(e, end, err) : add_word(e, surface, (vn_word_kind)w->kind, err);
    }
    return st ? st : push(e, end, err);
}

/* The syllables of a key; false: the document lacks one of them. */
static vn_status find_syllables(vn_eval_list *e, vn_slice key, bool *all, vn_error *err)
{
    *all = true;
    e->n_wanted = 0;
    while (key.len) {
        const vn_slice syllable = next_syllable(&key);
        if (!syllable.len)
            continue;
        if (!vn_grow((void **)&e->wanted, &e->wanted_cap, e->n_wanted + 1, sizeof *e->wanted))
            return vn_fail_memory(err, "an evaluation");
        const uint32_t number = vn_map_find(&e->syllable, syllable);
        *all = *all && number != VN_MAP_NONE;
        e->wanted[e->n_wanted++] = number;
    }
    return VN_OK;
}

static bool stands_at(const vn_eval_list *e, size_t at)
{
    for (size_t i = 0; i < e->n_wanted; i++)
        if (e->mark[at + i].syllable != e->wanted[i])
            return false;
    return true;
}

/* Each syllable for itself, of a term that is no run of words. */
static bool is_weak_by_syllables(const vn_eval_list *e, vn_slice key)
{
    if (is_weak(e, key))
        return true;
    while (key.len) {
        const vn_slice syllable = next_syllable(&key);
        if (syllable.len && !is_weak(e, syllable))
            return false;
    }
    return true;
}

/* Looks for the term whose syllables are wanted. */
static void look_up(const vn_eval_list *e, vn_slice key, counts *c)
{
    bool found = false;
    for (size_t at = 0; e->n_wanted && at + e->n_wanted <= e->n; at++) {
        if (!stands_at(e, at))
            continue;
        found = true;
        if (!e->mark[at].begins || !e->mark[at + e->n_wanted - 1].ends)
            continue;
        bool weak = true;
        for (size_t i = at; i < at + e->n_wanted; i++)
            weak = weak && e->mark[i].weak;
        c->stop += weak || is_weak(e, key);
        return;
    }
    c->cut += found;
    c->absent += !found;
    c->stop += is_weak_by_syllables(e, key);
}

/* Whether part stands in whole between cuts of syllables, and is not all of it. */
static bool is_inside(vn_slice part, vn_slice whole)
{
    if (part.len >= whole.len)
        return false;
    for (size_t at = 0; at + part.len <= whole.len; at++) {
        const size_t end = at + part.len;
        if ((at == 0 || whole.ptr[at - 1] == '_') && (end == whole.len || whole.ptr[end] == '_') &&
            memcmp(whole.ptr + at, part.ptr, part.len) == 0)
            return true;
    }
    return false;
}

static bool is_nested(const vn_map *term, size_t i)
{
    for (size_t k = 0; k < term->n; k++)
        if (is_inside(term->key[i], term->key[k]))
            return true;
    return false;
}

/* The keys of the first terms, each once. */
static vn_status take_terms(vn_eval_list *e, const vn_slice *terms, size_t n, vn_error *err)
{
    vn_map_clear(&e->term);
    for (size_t i = 0; i < n && e->term.n < VN_EVAL_LIST_TOP; i++) {
        e->key.len = 0;
        const vn_status st = vn_fold(terms[i], &e->key, err);
        if (st)
            return st;
        if (e->key.len && vn_map_add(&e->term, vn_slice_of(e->key.ptr, e->key.len)) == VN_MAP_NONE)
            return vn_fail_memory(err, "an evaluation");
    }
    return VN_OK;
}

vn_status vn_eval_list_add(vn_eval_list *e, const vn_slice *terms, size_t n, const vn_keyword_input *document,
                           vn_error *err)
{
    counts c = e->sum;
    e->n = 0;
    vn_map_clear(&e->syllable);
    vn_status st = take_terms(e, terms, n, err);
    if (!st)
        st = add_text(e, document->title, document->title_words, err);
    if (!st)
        st = add_text(e, document->text, document->words, err);
    for (size_t i = 0; !st && i < e->term.n; i++) {
        bool all = false;
        st = find_syllables(e, e->term.key[i], &all, err);
        if (!all)
            e->n_wanted = 0;
        if (!st)
            look_up(e, e->term.key[i], &c);
        c.nested += is_nested(&e->term, i);
        c.terms++;
    }
    if (!st)
        e->sum = c;
    return st;
}

vn_list_shares vn_eval_list_result(const vn_eval_list *e)
{
    const counts *c = &e->sum;
    const double n = c->terms ? (double)c->terms : 1;
    return (vn_list_shares){c->terms, (double)c->cut / n, (double)c->nested / n, (double)c->stop / n,
                            (double)c->absent / n};
}
