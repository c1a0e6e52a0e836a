/* From scored candidates to terms: an order without repetition.
 *
 * Three rules keep one of several ways to say the same. A part that seldom stands outside a longer phrase gives way to it,
 * whatever their scores ("Công Thương" to "Bộ Công Thương"). A phrase inside a better one is dropped, and so is one around
 * a better one. So is one that overlaps better ones nearly wherever it occurs.
 *
 * With options->diversity D the next keyword is the one with the greatest (1 - D) relevance - D likeness, where relevance is
 * the score on a scale from 0 to 1 over the best candidates, and likeness the greatest Dice coefficient of its syllables
 * with those of a keyword already chosen: maximal marginal relevance, Carbonell & Goldstein (1998). */
#include "keyword.h"

#include "topk.h"

#include <math.h>

enum {
    MOST_SYLLABLES = 16, /* longer ones are no terms, and to take them apart would take the square of their length */
    POOL = 1000,         /* candidates that are weighed against each other for diversity: no more, */
    POOL_LEAST = 50,     /* no fewer, */
    POOL_FACTOR = 5      /* in between so many times the limit; after them goes the score alone */
};

typedef struct choice {
    vn_keyword_document *doc;
    uint32_t *living; /* [n_living] candidates to choose from */
    size_t n_living;
    uint32_t *begin;  /* [candidates + 1] where a candidate's occurrences stand in at */
    uint32_t *at;     /* [grams] their first tokens, ascending */
    bool *taken;      /* [tokens] part of a chosen phrase */
    uint32_t *chosen; /* [n] candidates */
    size_t n;
    bool *is_chosen; /* [candidates] */
    bool *covered;   /* [candidates] chosen, or part of a chosen phrase, cut between syllables */
} choice;

/* False: that is enough. */
typedef bool part_fn(void *context, uint32_t part);

static bool is_too_long(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    return vn_keyword_syllables(doc, c) > MOST_SYLLABLES;
}

/* Calls each(context, part) for the candidates that are a run of syllables of one, itself included. */
static vn_status each_part(vn_keyword_document *doc, uint32_t number, part_fn *each, void *context, vn_error *err)
{
    vn_slice key = {0};
    const vn_status st = vn_keyword_key(doc, &doc->candidate[number], &key, err);
    for (size_t begin = 0; !st && begin < key.len; begin++) {
        if (begin && key.ptr[begin - 1] != '_')
            continue;
        uint64_t print = 0;
        for (size_t end = begin; end < key.len;) {
            print = vn_keyword_print_add(print, key.ptr[end++]);
            if (end < key.len && key.ptr[end] != '_')
                continue;
            const uint32_t part = vn_keyword_index_find(doc, print, vn_slice_of(key.ptr + begin, end - begin));
            if (part != VN_MAP_NONE && !each(context, part))
                return VN_OK;
        }
    }
    return st;
}

typedef struct whole {
    vn_keyword_document *doc;
    const vn_keyword_candidate *candidate;
} whole;

/* A part gives way when the whole makes up three fifths of its occurrences. */
static bool absorb_part(void *context, uint32_t part)
{
    const whole *w = context;
    vn_keyword_candidate *p = &w->doc->candidate[part];
    if (p != w->candidate && !p->full && (uint64_t)w->candidate->count * 5 >= (uint64_t)p->count * 3)
        p->alive = false;
    return true;
}

/* Longer phrases first, so that a part that gave way takes nothing itself. Only repetition or capitals show that a phrase
 * is one. */
static vn_status absorb_parts(choice *ch, vn_error *err)
{
    vn_keyword_document *doc = ch->doc;
    vn_status st = VN_OK;
    for (size_t words = VN_KEYWORD_WORDS; words > 1; words--)
        for (size_t i = 0; !st && i < ch->n_living; i++) {
            const vn_keyword_candidate *c = &doc->candidate[ch->living[i]];
            whole w = {doc, c};
            if (c->words == words && c->alive && (c->count >= 2 || c->names))
                st = each_part(doc, ch->living[i], absorb_part, &w, err);
        }
    return st;
}

/* Short names that joined a full one, and what is too long, are not chosen. */
static void find_living(choice *ch)
{
    vn_keyword_document *doc = ch->doc;
    for (uint32_t i = 0; i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        c->alive = c->alive && !c->full;
        if (c->alive && !is_too_long(doc, c))
            ch->living[ch->n_living++] = i;
    }
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
    ch->living = vn_arena_alloc(&doc->arena, doc->n_candidates, sizeof *ch->living);
    ch->begin = vn_arena_alloc(&doc->arena, doc->n_candidates + 1, sizeof *ch->begin);
    ch->at = vn_arena_alloc(&doc->arena, doc->n_grams, sizeof *ch->at);
    ch->taken = vn_arena_alloc(&doc->arena, doc->n_tokens, sizeof *ch->taken);
    ch->chosen = vn_arena_alloc(&doc->arena, doc->n_candidates, sizeof *ch->chosen);
    ch->is_chosen = vn_arena_alloc(&doc->arena, doc->n_candidates, sizeof *ch->is_chosen);
    ch->covered = vn_arena_alloc(&doc->arena, doc->n_candidates, sizeof *ch->covered);
    if (!ch->living || !ch->begin || !ch->at || !ch->taken || !ch->chosen || !ch->is_chosen || !ch->covered)
        return vn_fail_memory(err, "the keywords of a document");
    memset(ch->is_chosen, 0, doc->n_candidates * sizeof *ch->is_chosen);
    memset(ch->covered, 0, doc->n_candidates * sizeof *ch->covered);
    memset(ch->taken, 0, doc->n_tokens * sizeof *ch->taken);
    find_living(ch);
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

typedef struct search {
    const choice *choice;
    bool found;
} search;

static bool find_chosen(void *context, uint32_t part)
{
    search *s = context;
    s->found = s->choice->is_chosen[part];
    return !s->found;
}

/* Inside or around a chosen phrase, or four fifths of the occurrences and more overlap chosen ones. */
static vn_status is_repetition(choice *ch, uint32_t number, bool *is, vn_error *err)
{
    search s = {ch, ch->covered[number]};
    const bool parts = !s.found && vn_keyword_syllables(ch->doc, &ch->doc->candidate[number]) > 1;
    const vn_status st = parts ? each_part(ch->doc, number, find_chosen, &s, err) : VN_OK;
    uint64_t n = 0;
    for (uint32_t i = ch->begin[number]; !s.found && i < ch->begin[number + 1]; i++)
        n += overlaps(ch, &ch->doc->gram[ch->at[i]]);
    *is = s.found || n * 5 >= (uint64_t)ch->doc->candidate[number].count * 4;
    return st;
}

static bool cover_part(void *context, uint32_t part)
{
    choice *ch = context;
    ch->covered[part] = true;
    return true;
}

static vn_status take(choice *ch, uint32_t number, vn_error *err)
{
    ch->chosen[ch->n++] = number;
    ch->is_chosen[number] = true;
    for (uint32_t i = ch->begin[number]; i < ch->begin[number + 1]; i++) {
        const vn_keyword_gram *g = &ch->doc->gram[ch->at[i]];
        memset(ch->taken + g->token, true, g->words * sizeof *ch->taken);
    }
    return each_part(ch->doc, number, cover_part, ch, err);
}

/* Walks over the syllables of a key from *at on. */
static bool next_syllable(vn_slice key, size_t *at, vn_slice *syllable)
{
    if (*at >= key.len)
        return false;
    const char *cut = memchr(key.ptr + *at, '_', key.len - *at);
    const size_t end = cut ? (size_t)(cut - key.ptr) : key.len;
    *syllable = vn_slice_of(key.ptr + *at, end - *at);
    *at = end + 1;
    return true;
}

/* Syllables of a key; *shared: how many of them another key has. */
static size_t count_shared(vn_slice key, vn_slice other, size_t *shared)
{
    size_t n = 0;
    vn_slice s;
    *shared = 0;
    for (size_t i = 0; next_syllable(key, &i, &s); n++) {
        vn_slice t;
        for (size_t j = 0; next_syllable(other, &j, &t);)
            if (vn_slice_eq(s, t)) {
                (*shared)++;
                break;
            }
    }
    return n;
}

/* Dice coefficient of the syllables of two keys. */
static double likeness(vn_slice a, vn_slice b)
{
    size_t of_a;
    size_t of_b;
    const size_t n = count_shared(a, b, &of_a) + count_shared(b, a, &of_b);
    return n ? (double)(of_a + of_b) / (double)n : 0;
}

/* The candidates that are weighed against each other. */
typedef struct pool {
    const vn_scored *order; /* [n] best first */
    size_t n;
    vn_slice *key; /* [n] */
    double *like;  /* [n] greatest likeness with a chosen one */
    bool *asked;   /* [n] */
} pool;

/* The key of a candidate, in the document's arena unless the lexicon has it. */
static vn_status keep_key(vn_keyword_document *doc, const vn_keyword_candidate *c, vn_slice *key, vn_error *err)
{
    *key = vn_keyword_word_key(doc, doc->token[c->token].word);
    if (c->words == 1)
        return VN_OK;
    const vn_status st = vn_keyword_key(doc, c, key, err);
    if (st)
        return st;
    key->ptr = vn_arena_copy(&doc->arena, key->ptr, key->len);
    return key->ptr ? VN_OK : vn_fail_memory(err, "a keyword");
}

static vn_status new_pool(pool *p, vn_keyword_document *doc, const vn_scored *order, size_t n, vn_error *err)
{
    *p = (pool){.order = order, .n = n};
    p->key = vn_arena_alloc(&doc->arena, n, sizeof *p->key);
    p->like = vn_arena_alloc(&doc->arena, n, sizeof *p->like);
    p->asked = vn_arena_alloc(&doc->arena, n, sizeof *p->asked);
    vn_status st = p->key && p->like && p->asked ? VN_OK : vn_fail_memory(err, "the keywords of a document");
    for (size_t i = 0; !st && i < n; i++) {
        st = keep_key(doc, &doc->candidate[order[i].index], &p->key[i], err);
        p->like[i] = 0;
        p->asked[i] = false;
    }
    return st;
}

/* The most valuable candidate that was not asked yet, ties to the better one; n when there is none. */
static size_t most_valuable(const pool *p, double diversity)
{
    const double worst = p->n ? p->order[p->n - 1].score : 0;
    const double range = p->n ? p->order[0].score - worst : 0;
    size_t best = p->n;
    double most = 0;
    for (size_t i = 0; i < p->n; i++) {
        const double relevance = range > 0 ? (p->order[i].score - worst) / range : 1;
        const double value = (1 - diversity) * relevance - diversity * p->like[i];
        if (p->asked[i] || (best < p->n && value <= most))
            continue;
        best = i;
        most = value;
    }
    return best;
}

static vn_status choose_different(choice *ch, const vn_scored *order, size_t n, vn_error *err)
{
    const vn_keyword_options *o = ch->doc->options;
    pool p;
    vn_status st = new_pool(&p, ch->doc, order, n, err);
    while (!st && ch->n < o->limit) {
        const size_t i = most_valuable(&p, o->diversity);
        if (i == n)
            break;
        const uint32_t number = (uint32_t)order[i].index;
        bool again = true;
        p.asked[i] = true;
        st = is_repetition(ch, number, &again, err);
        if (!st && !again)
            st = take(ch, number, err);
        for (size_t k = 0; !again && k < n; k++)
            p.like[k] = fmax(p.like[k], likeness(p.key[i], p.key[k]));
    }
    return st;
}

static size_t pool_size(const vn_keyword_options *o, size_t n)
{
    size_t size = o->limit < POOL / POOL_FACTOR ? o->limit * POOL_FACTOR : POOL;
    size = size < POOL_LEAST ? POOL_LEAST : size;
    return size < n ? size : n;
}

/* Those that the method scores, then the others as they first occur. */
static void choose_all(choice *ch, const vn_scored *order, size_t n)
{
    vn_keyword_document *doc = ch->doc;
    for (; ch->n < n; ch->n++)
        ch->chosen[ch->n] = (uint32_t)order[ch->n].index;
    for (size_t i = 0; i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        if (c->alive || c->full || !c->count || is_too_long(doc, c))
            continue;
        c->score = NAN;
        ch->chosen[ch->n++] = (uint32_t)i;
    }
}

/* Of many candidates few are chosen, so they are not sorted. */
static vn_status choose_best(choice *ch, vn_scored *order, size_t n, vn_error *err)
{
    vn_status st = VN_OK;
    vn_scored_heap(order, n);
    while (!st && n && ch->n < ch->doc->options->limit) {
        const uint32_t number = (uint32_t)vn_scored_pop(order, &n).index;
        bool again = true;
        st = is_repetition(ch, number, &again, err);
        if (!st && !again)
            st = take(ch, number, err);
    }
    return st;
}

static vn_status choose(choice *ch, bool lower_is_better, vn_error *err)
{
    vn_keyword_document *doc = ch->doc;
    vn_scored *order = vn_arena_alloc(&doc->arena, ch->n_living, sizeof *order);
    if (!order)
        return vn_fail_memory(err, "the keywords of a document");
    size_t n = 0;
    for (size_t i = 0; i < ch->n_living; i++) {
        const vn_keyword_candidate *c = &doc->candidate[ch->living[i]];
        if (c->alive)
            order[n++] = (vn_scored){lower_is_better ? -c->score : c->score, ch->living[i]};
    }
    if (!doc->options->candidates && !(doc->options->diversity > 0))
        return choose_best(ch, order, n, err);
    qsort(order, n, sizeof *order, vn_scored_cmp);
    if (doc->options->candidates) {
        choose_all(ch, order, n);
        return VN_OK;
    }
    const size_t size = pool_size(doc->options, n);
    const vn_status st = choose_different(ch, order, size, err);
    return st ? st : choose_best(ch, order + size, n - size, err);
}

static vn_status write_keyword(const choice *ch, uint32_t number, vn_keyword_forms *forms, vn_keyword *k, vn_error *err)
{
    vn_keyword_document *doc = ch->doc;
    const vn_keyword_candidate *c = &doc->candidate[number];
    const uint32_t *at = ch->at + ch->begin[number];
    vn_keyword_place *place = vn_arena_alloc(&doc->arena, c->count, sizeof *place);
    if (!place)
        return vn_fail_memory(err, "a keyword");
    for (size_t i = 0; i < c->count; i++) {
        const vn_keyword_gram *g = &doc->gram[at[i]];
        const vn_keyword_token *t = &doc->token[g->token];
        place[i] = (vn_keyword_place){t->start, vn_keyword_span(doc, g->token, g->words).len, t->in_title};
    }
    *k = (vn_keyword){.score = c->score, .count = c->count, .first = doc->token[c->first].position, .place = place};
    if (doc->share)
        k->share = doc->share + number * doc->n_features;
    vn_status st = doc->options->df ? vn_keyword_phrase_df(doc, c->token, c->words, &k->df, err) : VN_OK;
    if (!st)
        st = keep_key(doc, c, &k->key, err);
    return st ? st : vn_keyword_form(forms, c, at, &k->term, err);
}

static vn_status write_keywords(const choice *ch, vn_keywords *out, vn_error *err)
{
    vn_keyword_forms forms;
    vn_keyword *item = vn_arena_alloc(&ch->doc->arena, ch->n, sizeof *item);
    vn_status st = item ? VN_OK : vn_fail_memory(err, "the keywords of a document");
    if (!st)
        st = vn_keyword_forms_new(&forms, ch->doc, err);
    if (st)
        return st;
    for (size_t i = 0; !st && i < ch->n; i++)
        st = write_keyword(ch, ch->chosen[i], &forms, &item[i], err);
    if (!st)
        *out = (vn_keywords){item, ch->n, ch->doc->feature, ch->doc->n_features};
    return st;
}

vn_status vn_keyword_pick(vn_keyword_document *doc, bool lower_is_better, vn_keywords *out, vn_error *err)
{
    choice ch;
    vn_status st = new_choice(&ch, doc, err);
    if (!st && !doc->options->candidates)
        st = absorb_parts(&ch, err);
    if (!st)
        st = choose(&ch, lower_is_better, err);
    if (!st)
        st = write_keywords(&ch, out, err);
    return st;
}
