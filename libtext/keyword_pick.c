/* From scored candidates to terms: an order without repetition.
 *
 * Three rules keep one of several ways to say the same. A part that seldom stands outside a longer phrase gives way to it,
 * whatever their scores ("Công Thương" to "Bộ Công Thương"). A phrase inside a better one is dropped. So is one that
 * overlaps better ones wherever it occurs, which a phrase around a better part always does. */
#include "keyword.h"

#include "buf.h"
#include "norm.h"
#include "topk.h"

enum { PART_SYLLABLES = 16 }; /* keys with more are not taken apart: it takes the square of their length */

typedef struct choice {
    vn_keyword_document *doc;
    uint32_t *begin;  /* [candidates + 1] where a candidate's occurrences stand in at */
    uint32_t *at;     /* [grams] their first tokens, ascending */
    bool *taken;      /* [tokens] part of a chosen phrase */
    uint32_t *chosen; /* [n] candidates */
    size_t n;
    vn_map covered; /* keys of the chosen phrases and of their parts, cut between syllables */
} choice;

typedef vn_status part_fn(void *context, vn_slice part, vn_error *err);

static bool is_cut(vn_slice key, size_t at)
{
    return at == 0 || at == key.len || key.ptr[at] == '_';
}

static bool is_too_long(vn_slice key)
{
    size_t cuts = 0;
    for (size_t i = 0; i < key.len && cuts < PART_SYLLABLES; i++)
        cuts += key.ptr[i] == '_';
    return cuts >= PART_SYLLABLES;
}

/* Calls each(context, part) for every run of syllables of a key, the key itself included. */
static vn_status each_part(vn_slice key, part_fn *each, void *context, vn_error *err)
{
    if (is_too_long(key))
        return each(context, key, err);
    vn_status st = VN_OK;
    for (size_t from = 0; !st && from < key.len; from++) {
        if (!is_cut(key, from))
            continue;
        const size_t begin = from ? from + 1 : 0;
        for (size_t end = begin + 1; !st && end <= key.len; end++)
            if (is_cut(key, end))
                st = each(context, vn_slice_of(key.ptr + begin, end - begin), err);
    }
    return st;
}

typedef struct whole {
    vn_keyword_document *doc;
    const vn_keyword_candidate *candidate;
} whole;

/* A part gives way when the whole makes up three fifths of its occurrences. */
static vn_status absorb_part(void *context, vn_slice part, vn_error *err)
{
    (void)err;
    const whole *w = context;
    const uint32_t number = vn_keyword_find(w->doc, part);
    if (number == VN_MAP_NONE)
        return VN_OK;
    vn_keyword_candidate *p = &w->doc->candidate[number];
    if (p != w->candidate && !p->full && (uint64_t)w->candidate->count * 5 >= (uint64_t)p->count * 3)
        p->alive = false;
    return VN_OK;
}

/* Longer phrases first, so that a part that gave way takes nothing itself. Only repetition or capitals show that a phrase
 * is one. */
static vn_status absorb_parts(vn_keyword_document *doc, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t words = VN_KEYWORD_WORDS; words > 1; words--)
        for (size_t i = 0; !st && i < doc->n_candidates; i++) {
            const vn_keyword_candidate *c = &doc->candidate[i];
            whole w = {doc, c};
            if (c->alive && c->words == words && (c->count >= 2 || c->names))
                st = each_part(doc->candidate[i].key, absorb_part, &w, err);
        }
    return st;
}

/* Lists the occurrences of each candidate (a counting sort of the grams). */
static void list_occurrences(choice *ch)
{
    const vn_keyword_document *doc = ch->doc;
    uint32_t sum = 0;
    for (size_t i = 0; i < doc->n_candidates; i++) {
        sum += doc->candidate[i].count;
        ch->begin[i] = sum;
    }
    ch->begin[doc->n_candidates] = sum;
    for (size_t g = doc->n_grams; g-- > 0;)
        ch->at[--ch->begin[doc->gram[g].candidate]] = (uint32_t)g;
}

static vn_status new_choice(choice *ch, vn_keyword_document *doc, vn_error *err)
{
    *ch = (choice){.doc = doc};
    ch->begin = vn_arena_alloc(&doc->arena, doc->n_candidates + 1, sizeof *ch->begin);
    ch->at = vn_arena_alloc(&doc->arena, doc->n_grams, sizeof *ch->at);
    ch->taken = vn_arena_alloc(&doc->arena, doc->n_tokens, sizeof *ch->taken);
    ch->chosen = vn_arena_alloc(&doc->arena, doc->n_candidates, sizeof *ch->chosen);
    if (!ch->begin || !ch->at || !ch->taken || !ch->chosen)
        return vn_fail_memory(err, "the keywords of a document");
    memset(ch->taken, 0, doc->n_tokens * sizeof *ch->taken);
    list_occurrences(ch);
    return VN_OK;
}

static bool overlaps(const choice *ch, const vn_keyword_gram *g)
{
    for (size_t i = g->token; i < g->token + (size_t)g->words; i++)
        if (ch->taken[i])
            return true;
    return false;
}

/* Four fifths of the occurrences and more overlap chosen phrases. */
static bool is_repetition(const choice *ch, uint32_t number)
{
    if (vn_map_find(&ch->covered, ch->doc->candidate[number].key) != VN_MAP_NONE)
        return true;
    uint64_t n = 0;
    for (uint32_t i = ch->begin[number]; i < ch->begin[number + 1]; i++)
        n += overlaps(ch, &ch->doc->gram[ch->at[i]]);
    return n * 5 >= (uint64_t)ch->doc->candidate[number].count * 4;
}

static vn_status cover_part(void *context, vn_slice part, vn_error *err)
{
    choice *ch = context;
    return vn_map_add(&ch->covered, part) == VN_MAP_NONE ? vn_fail_memory(err, "the keywords of a document") : VN_OK;
}

static vn_status take(choice *ch, uint32_t number, vn_error *err)
{
    ch->chosen[ch->n++] = number;
    for (uint32_t i = ch->begin[number]; i < ch->begin[number + 1]; i++) {
        const vn_keyword_gram *g = &ch->doc->gram[ch->at[i]];
        memset(ch->taken + g->token, true, g->words * sizeof *ch->taken);
    }
    return each_part(ch->doc->candidate[number].key, cover_part, ch, err);
}

static vn_status choose(choice *ch, bool lower_is_better, vn_error *err)
{
    vn_keyword_document *doc = ch->doc;
    vn_scored *order = vn_arena_alloc(&doc->arena, doc->n_candidates, sizeof *order);
    if (!order)
        return vn_fail_memory(err, "the keywords of a document");
    size_t n = 0;
    for (size_t i = 0; i < doc->n_candidates; i++)
        if (doc->candidate[i].alive)
            order[n++] = (vn_scored){lower_is_better ? -doc->candidate[i].score : doc->candidate[i].score, i};
    qsort(order, n, sizeof *order, vn_scored_cmp);
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n && ch->n < doc->options->limit; i++)
        if (!is_repetition(ch, (uint32_t)order[i].index))
            st = take(ch, (uint32_t)order[i].index, err);
    return st;
}

/* Writes to doc->key the bytes with every run of white space and underscores as one space. */
static vn_status write_form(vn_keyword_document *doc, vn_slice s, vn_error *err)
{
    doc->key.len = 0;
    vn_status st = VN_OK;
    bool gap = false;
    for (size_t i = 0; !st && i < s.len; i++) {
        const size_t skip = s.ptr[i] == '_' ? 1 : vn_space_length(s.ptr + i, s.ptr + s.len);
        if (skip) {
            i += skip - 1;
            gap = true;
            continue;
        }
        if (gap && doc->key.len)
            st = vn_buf_char(&doc->key, ' ', err);
        gap = false;
        if (!st)
            st = vn_buf_char(&doc->key, s.ptr[i], err);
    }
    return st;
}

/* A way in which a term is written. */
typedef struct form {
    size_t count;
    bool shouted; /* several syllables, all capitals */
} form;

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

/* Counts the ways in which a candidate is written: `forms` numbers them. */
static vn_status count_forms(const choice *ch, uint32_t number, vn_map *forms, form *seen, vn_error *err)
{
    vn_keyword_document *doc = ch->doc;
    vn_map_clear(forms);
    for (uint32_t i = ch->begin[number]; i < ch->begin[number + 1]; i++) {
        const vn_keyword_gram *g = &doc->gram[ch->at[i]];
        if (g->variant)
            continue;
        const vn_status st = write_form(doc, vn_keyword_span(doc, g->token, g->words), err);
        if (st)
            return st;
        const size_t known = forms->n;
        const uint32_t f = vn_map_add(forms, vn_slice_of(doc->key.ptr, doc->key.len));
        if (f == VN_MAP_NONE)
            return vn_fail_memory(err, "a keyword");
        if (f == known)
            seen[f] = (form){0, is_shouted(doc, g)};
        seen[f].count++;
    }
    return VN_OK;
}

static vn_status write_keyword(const choice *ch, uint32_t number, vn_map *forms, vn_keyword *k, vn_error *err)
{
    vn_keyword_document *doc = ch->doc;
    const vn_keyword_candidate *c = &doc->candidate[number];
    form *seen = vn_arena_alloc(&doc->arena, c->count, sizeof *seen);
    vn_keyword_place *place = vn_arena_alloc(&doc->arena, c->count, sizeof *place);
    if (!seen || !place)
        return vn_fail_memory(err, "a keyword");
    const vn_status st = count_forms(ch, number, forms, seen, err);
    if (st)
        return st;
    for (size_t i = 0; i < c->count; i++) {
        const vn_keyword_gram *g = &doc->gram[ch->at[ch->begin[number] + i]];
        const vn_keyword_token *t = &doc->token[g->token];
        place[i] = (vn_keyword_place){t->start, vn_keyword_span(doc, g->token, g->words).len, t->in_title};
    }
    const uint32_t alias = c->words == 1 ? doc->token[c->token].alias : 0;
    const vn_slice form_text =
        alias ? vn_alias_name(doc->options->aliases, alias - 1) : forms->key[best_form(seen, forms->n)];
    const char *term = vn_arena_copy(&doc->arena, form_text.ptr, form_text.len);
    if (!term)
        return vn_fail_memory(err, "a keyword");
    *k = (vn_keyword){vn_slice_of(term, form_text.len), doc->candidate[number].key,       c->score,
                      doc->token[c->first].position,    c->count,                       place};
    return VN_OK;
}

static vn_status write_keywords(const choice *ch, vn_keywords *out, vn_error *err)
{
    vn_map forms = {0};
    vn_keyword *item = vn_arena_alloc(&ch->doc->arena, ch->n, sizeof *item);
    vn_status st = item ? VN_OK : vn_fail_memory(err, "the keywords of a document");
    for (size_t i = 0; !st && i < ch->n; i++)
        st = write_keyword(ch, ch->chosen[i], &forms, &item[i], err);
    vn_map_free(&forms);
    if (!st)
        *out = (vn_keywords){item, ch->n};
    return st;
}

vn_status vn_keyword_pick(vn_keyword_document *doc, bool lower_is_better, vn_keywords *out, vn_error *err)
{
    choice ch;
    for (size_t i = 0; i < doc->phrases.n; i++)
        doc->candidate[i].alive = doc->candidate[i].alive && !doc->candidate[i].full;
    vn_status st = new_choice(&ch, doc, err);
    if (!st)
        st = absorb_parts(doc, err);
    if (!st)
        st = choose(&ch, lower_is_better, err);
    if (!st)
        st = write_keywords(&ch, out, err);
    vn_map_free(&ch.covered);
    return st;
}
