/* Which phrases may become keywords: 1 to VN_KEYWORD_WORDS words of one sentence with no mark between them. This is generous,
 * methods want less.
 *
 *   - None reaches over the end of a name (keyword_names.c).
 *   - At the edges stand words that mean something: no stop words, no lone letters. A light one ("người", "việc") may, when
 *     the phrase is repeated or in the title and holds another word.
 *   - A number is no edge, but ends a phrase behind a word that is no stop word ("quận 12"), and stands between two words
 *     with capitals ("iPhone 15 Pro"). Amounts, dates, times, links are no words of phrases at all (keyword_document.c).
 *
 * Methods that are as they were published (not `tuned`) know neither ends of names nor light words. */
#include "keyword.h"

/* What is being listed. */
typedef struct listing {
    vn_keyword_document *doc;
    uint32_t *lone; /* [n_words] the candidate that is the word alone, + 1; 0: none yet */
    size_t longest;
} listing;

/* A run of tokens that may be a phrase. */
typedef struct phrase {
    vn_keyword_print print;
    size_t first;
    size_t words;
    bool meant;    /* a word of it means something */
    bool light;    /* its first or last word is a light one */
    bool capitals; /* every word has a capital, */
    bool proper;   /* and one of them its own: "Bộ Công_Thương" at the head of a sentence too */
} phrase;

static vn_status make_room(vn_keyword_document *doc, vn_error *err)
{
    const size_t candidates = doc->n_candidates + VN_KEYWORD_WORDS;
    const size_t grams = doc->n_grams + VN_KEYWORD_WORDS;
    if (vn_grow((void **)&doc->candidate, &doc->candidate_cap, candidates, sizeof *doc->candidate) &&
        vn_grow((void **)&doc->gram, &doc->gram_cap, grams, sizeof *doc->gram))
        return VN_OK;
    return vn_fail_memory(err, "the phrases of a document");
}

/* The number of the candidate; VN_MAP_NONE: out of memory. */
static uint32_t number_of(const listing *l, const phrase *p)
{
    uint32_t *lone = p->words == 1 ? &l->lone[l->doc->token[p->first].word] : NULL;
    if (lone && *lone)
        return *lone - 1;
    const uint32_t number = vn_keyword_index_add(l->doc, p->print.sum, p->first, p->words);
    if (lone)
        *lone = number + 1;
    return number;
}

/* Counts the occurrence of a phrase, for which there is room. */
static vn_status add_gram(const listing *l, const phrase *p, vn_error *err)
{
    vn_keyword_document *doc = l->doc;
    const uint32_t number = number_of(l, p);
    if (number == VN_MAP_NONE)
        return vn_fail_memory(err, "the phrases of a document");
    vn_keyword_candidate *c = &doc->candidate[number];
    if (number == doc->n_candidates) {
        *c = (vn_keyword_candidate){.print = p->print.sum, .token = (uint32_t)p->first, .first = (uint32_t)p->first,
                                    .words = (uint8_t)p->words, .alive = true, .light = p->light, .known = VN_MAP_NONE};
        doc->n_candidates++;
    }
    c->count++;
    c->title += doc->token[p->first].in_title;
    c->names += p->capitals && p->proper;
    c->light = c->light && p->light;
    doc->gram[doc->n_grams++] = (vn_keyword_gram){number, (uint32_t)p->first, (uint8_t)p->words, false};
    return VN_OK;
}

/* Whether a phrase goes on behind a token. */
static bool goes_on(const vn_keyword_document *doc, size_t first, size_t last)
{
    const vn_keyword_token *t = &doc->token[last];
    if (!vn_keyword_adjacent(doc, last) || t->apart)
        return false;
    return !t->number || (last > first && t[-1].proper && t[1].proper);
}

/* The candidates that begin with a token. */
static vn_status add_grams(const listing *l, size_t first, vn_error *err)
{
    vn_keyword_document *doc = l->doc;
    const bool light = doc->token[first].light;
    phrase p = {.print = doc->word[doc->token[first].word].print, .first = first, .capitals = true};
    vn_status st = make_room(doc, err);
    doc->token[first].grams = (uint32_t)doc->n_grams;
    for (size_t last = first; !st && last < first + l->longest; last++) {
        const vn_keyword_token *t = &doc->token[last];
        p.print = last > first ? vn_keyword_print_join(p.print, doc->word[t->word].print) : p.print;
        p.words++;
        p.meant = p.meant || t->edge;
        p.light = light || t->light;
        p.capitals = p.capitals && (t->number || t->letter_case & VN_CASE_INITIAL);
        p.proper = p.proper || t->proper;
        const bool ends = t->edge || (doc->tuned && t->light) || (t->number && !t[-1].stop);
        if (ends && p.meant)
            st = add_gram(l, &p, err);
        if (!goes_on(doc, first, last))
            break;
    }
    return st;
}

/* A light word at the edge is part of the phrase when that is said again, or in the title. */
static bool is_fragment(const vn_keyword_candidate *c)
{
    return c->light && c->count < 2 && !c->title;
}

/* Drops the fragments and numbers the others anew. */
static vn_status drop_fragments(vn_keyword_document *doc, vn_error *err)
{
    uint32_t n = 0;
    size_t grams = 0;
    if (!vn_grow((void **)&doc->kept, &doc->kept_cap, doc->n_candidates, sizeof *doc->kept))
        return vn_fail_memory(err, "the phrases of a document");
    for (size_t i = 0; i < doc->n_candidates; i++) {
        doc->kept[i] = is_fragment(&doc->candidate[i]) ? VN_MAP_NONE : n;
        if (doc->kept[i] != VN_MAP_NONE)
            doc->candidate[n++] = doc->candidate[i];
    }
    doc->n_candidates = n;
    for (size_t g = 0; g < doc->n_grams; g++) {
        vn_keyword_gram gram = doc->gram[g];
        gram.candidate = doc->kept[gram.candidate];
        if (gram.candidate == VN_MAP_NONE)
            continue;
        if (!grams || doc->gram[grams - 1].token != gram.token)
            doc->token[gram.token].grams = (uint32_t)grams;
        doc->gram[grams++] = gram;
    }
    doc->n_grams = grams;
    return VN_OK;
}

vn_status vn_keyword_list_candidates(vn_keyword_document *doc, vn_error *err)
{
    listing l = {doc, vn_arena_alloc(&doc->arena, doc->n_words, sizeof *l.lone), doc->longest};
    if (!l.lone)
        return vn_fail_memory(err, "the words of a document");
    memset(l.lone, 0, doc->n_words * sizeof *l.lone);
    if (!l.longest)
        l.longest = VN_KEYWORD_WORDS;
    vn_status st = vn_keyword_index_begin(&doc->index, doc->n_tokens, err);
    for (size_t i = 0; !st && i < doc->n_tokens; i++)
        if (doc->token[i].edge || (doc->tuned && doc->token[i].light))
            st = add_grams(&l, i, err);
    return st || !doc->tuned ? st : drop_fragments(doc, err);
}

/* "ông Medvedev", "chị Lò Thị Mai": the name alone says it. A lone Vietnamese syllable does not: "ông Hùng". */
static bool is_called(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    const vn_keyword_token *t = &doc->token[c->token];
    const vn_keyword_word *name = &doc->word[t[1].word];
    return t->light && doc->word[t->word].roles & VN_ROLE_CALL &&
           (name->roles & VN_ROLE_FOREIGN || name->syllables > 1 || c->words > 2);
}

bool vn_keyword_holds_together(const vn_keyword_document *doc, const vn_keyword_candidate *c, uint8_t name_case)
{
    const vn_keyword_token *t = &doc->token[c->token];
    const uint32_t head = doc->word[t->word].roles;
    if (t[1].proper ? head & (VN_ROLE_TITLE | VN_ROLE_OFFICE) || is_called(doc, c) : !t[1].number && head & VN_ROLE_COUNTER)
        return false;
    for (size_t i = 1; i < c->words; i++) {
        const bool after_name = t[i - 1].proper;
        const bool ends_name = after_name && (t[i - 1].letter_case & name_case) == name_case;
        if (t[i].stop)
            return false;
        if (t[i].number && !after_name && !(doc->word[t[i - 1].word].roles & VN_ROLE_NUMBERED))
            return false;
        if (!t[i].number && ends_name && !(t[i].letter_case & VN_CASE_INITIAL))
            return false;
    }
    return true;
}

vn_keyword_candidate *vn_keyword_at(const vn_keyword_document *doc, size_t first, size_t words)
{
    for (size_t g = doc->token[first].grams; g < doc->n_grams && doc->gram[g].token == first; g++)
        if (doc->gram[g].words == words)
            return &doc->candidate[doc->gram[g].candidate];
    return NULL;
}

uint32_t vn_keyword_find(const vn_keyword_document *doc, vn_slice key)
{
    return vn_keyword_index_find(doc, vn_keyword_print_of(key).sum, key);
}
