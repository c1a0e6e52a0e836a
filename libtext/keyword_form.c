/* How a term is shown: as the article writes it most, so that the reader finds it there.
 *
 * Capitals that grammar sets are none of its own: a line of capitals gives way to any other form, and the first letter of a
 * sentence is written small, unless the word may be a name: a foreign one, one that has a capital inside a sentence too, and
 * a lone syllable that is nowhere written small. */
#include "keyword.h"

#include "buf.h"
#include "norm.h"

enum { PROPER = 1, SMALL = 2 }; /* how a word is also written in the document */

typedef struct form {
    size_t count;
    bool shouted; /* several syllables, all capitals */
} form;

vn_status vn_keyword_forms_new(vn_keyword_forms *forms, vn_keyword_document *doc, vn_error *err)
{
    *forms = (vn_keyword_forms){.doc = doc};
    forms->ways = vn_arena_alloc(&doc->arena, doc->n_words, sizeof *forms->ways);
    if (!forms->ways)
        return vn_fail_memory(err, "the words of a document");
    memset(forms->ways, 0, doc->n_words * sizeof *forms->ways);
    for (size_t i = 0; i < doc->n_tokens; i++) {
        const vn_keyword_token *t = &doc->token[i];
        if (t->word == VN_MAP_NONE || t->shouted)
            continue;
        forms->ways[t->word] |= (uint8_t)((t->proper ? PROPER : 0) | (t->letter_case & VN_CASE_INITIAL ? 0 : SMALL));
    }
    return VN_OK;
}

/* The capital is that of a sentence. */
static bool is_small(const vn_keyword_forms *forms, const vn_keyword_candidate *c, const vn_keyword_gram *g)
{
    const vn_keyword_document *doc = forms->doc;
    const vn_keyword_token *t = &doc->token[g->token];
    const bool lone = c->words == 1 && doc->word[t->word].syllables == 1;
    if (!t->begins || t->proper || t->alias || !(t->letter_case & VN_CASE_INITIAL) || c->names > c->count / 2)
        return false;
    if (doc->word[t->word].roles & VN_ROLE_FOREIGN)
        return false;
    return !(forms->ways[t->word] & PROPER) && (!lone || (forms->ways[t->word] & SMALL));
}

/* The bytes from one on up to white space or an underscore. */
static size_t solid_length(vn_slice s, size_t from)
{
    size_t i = from;
    while (i < s.len && s.ptr[i] != '_' && !vn_space_length(s.ptr + i, s.ptr + s.len))
        i++;
    return i - from;
}

/* Writes to doc->key the bytes with every run of white space and underscores as one space; when it is `small`, the first
 * letter in lower case. */
static vn_status write_form(vn_keyword_document *doc, vn_slice s, bool small, vn_error *err)
{
    vn_char class;
    const size_t first = small ? vn_char_class(s.ptr, s.len, &class) : 0;
    doc->key.len = 0;
    vn_status st = small ? vn_fold_any(vn_slice_of(s.ptr, first), &doc->key, err) : VN_OK;
    bool gap = false;
    for (size_t i = first, n; !st && i < s.len; i += n) {
        n = solid_length(s, i);
        if (!n) {
            n = s.ptr[i] == '_' ? 1 : vn_space_length(s.ptr + i, s.ptr + s.len);
            gap = true;
            continue;
        }
        if (gap && doc->key.len)
            st = vn_buf_char(&doc->key, ' ', err);
        gap = false;
        if (!st)
            st = vn_buf_append(&doc->key, s.ptr + i, n, err);
    }
    return st;
}

static bool is_shouted(const vn_keyword_document *doc, const vn_keyword_gram *g)
{
    if (!memchr(doc->key.ptr, ' ', doc->key.len))
        return false;
    for (size_t i = g->token; i < g->token + (size_t)g->words; i++)
        if (!doc->token[i].number && !(doc->token[i].letter_case & VN_CASE_ALL) && !doc->token[i].shouted)
            return false;
    return true;
}

static size_t best_form(const form *seen, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (seen[best].shouted != seen[i].shouted ? seen[best].shouted : seen[i].count > seen[best].count)
            best = i;
    return best;
}

/* An occurrence as it stands. */
typedef struct spelling {
    vn_slice bytes;
    bool small;
    uint32_t form;
} spelling;

/* The number of the form in which an occurrence is shown. */
static vn_status find_form(vn_keyword_document *doc, const vn_keyword_gram *g, spelling *s, form *seen, vn_error *err)
{
    const vn_status st = write_form(doc, s->bytes, s->small, err);
    if (st)
        return st;
    const size_t known = doc->written.n;
    s->form = vn_map_add(&doc->written, vn_slice_of(doc->key.ptr, doc->key.len));
    if (s->form == VN_MAP_NONE)
        return vn_fail_memory(err, "a keyword");
    if (s->form == known)
        seen[s->form] = (form){0, is_shouted(doc, g)};
    return VN_OK;
}

/* Counts the ways in which a candidate is written: doc->written numbers them. Mostly it is written as just before. */
static vn_status count_forms(vn_keyword_forms *forms, const vn_keyword_candidate *c, const uint32_t *at, form *seen,
                             vn_error *err)
{
    vn_keyword_document *doc = forms->doc;
    spelling last = {.bytes = {NULL, 0}};
    vn_map_clear(&doc->written);
    for (size_t i = 0; i < c->count; i++) {
        const vn_keyword_gram *g = &doc->gram[at[i]];
        if (g->variant)
            continue;
        spelling now = {vn_keyword_span(doc, g->token, g->words), is_small(forms, c, g), last.form};
        const bool again = last.bytes.ptr && now.small == last.small && vn_slice_eq(now.bytes, last.bytes);
        const vn_status st = again ? VN_OK : find_form(doc, g, &now, seen, err);
        if (st)
            return st;
        seen[now.form].count++;
        last = now;
    }
    return VN_OK;
}

vn_status vn_keyword_form(vn_keyword_forms *forms, const vn_keyword_candidate *c, const uint32_t *at, vn_slice *term,
                          vn_error *err)
{
    vn_keyword_document *doc = forms->doc;
    form *seen = vn_arena_alloc(&doc->arena, c->count, sizeof *seen);
    if (!seen)
        return vn_fail_memory(err, "a keyword");
    const vn_status st = count_forms(forms, c, at, seen, err);
    if (st)
        return st;
    const uint32_t alias = c->words == 1 ? doc->token[c->token].alias : 0;
    const vn_slice text =
        alias ? vn_alias_name(doc->options->aliases, alias - 1) : doc->written.key[best_form(seen, doc->written.n)];
    const char *copy = vn_arena_copy(&doc->arena, text.ptr, text.len);
    if (!copy)
        return vn_fail_memory(err, "a keyword");
    *term = vn_slice_of(copy, text.len);
    return VN_OK;
}
