/* Do the words of a phrase belong together? Normalised pointwise mutual information of its weaker split, from document
 * frequencies: ln(df(ab) N / (df(a) df(b))) / -ln(df(ab) / N), from -1 over 0 (by chance) to 1 (never apart).
 * Source: Bouma (2009).
 *
 * A table leaves out phrases below some count, its floor. One that it lacks has less, and with that the most that its
 * NPMI may be: two common words that hardly ever meet do not belong together, of two rare ones nothing is known. */
#include "keyword.h"

#include <math.h>

/* Writes to doc->key the words of a phrase. */
static vn_status write_term(vn_keyword_document *doc, size_t first, size_t words, char between, vn_error *err)
{
    vn_status st = VN_OK;
    doc->key.len = 0;
    for (size_t i = first; !st && i < first + words; i++)
        st = vn_keyword_join(doc, doc->word[doc->token[i].word].key, between, err);
    return st;
}

/* A phrase occurs in no more documents than any of its words, so with a word that is rarer than the rarest phrase of the
 * table it need not be asked for. Tables may lack stop words and numbers. */
static bool may_be_known(const vn_keyword_document *doc, size_t first, size_t words)
{
    for (size_t i = first; i < first + words; i++) {
        const vn_keyword_word *w = &doc->word[doc->token[i].word];
        if (w->df < doc->options->phrase_floor && !w->stop && !doc->token[i].number)
            return false;
    }
    return true;
}

/* What the sieve goes by, of the words parted by `between`. */
static bool may_hold(const vn_keyword_document *doc, size_t first, size_t words, char between)
{
    if (!doc->sieve || !doc->sieve->bit)
        return true;
    vn_keyword_print p = doc->word[doc->token[first].word].print;
    for (size_t i = first + 1; i < first + words; i++)
        p = vn_keyword_print_join(p, between, doc->word[doc->token[i].word].print);
    return vn_keyword_sieve_passes(doc->sieve, p.sum);
}

/* Documents that hold tokens first .. first + words - 1, as a phrase or as one word. */
static vn_status ask(vn_keyword_document *doc, size_t first, size_t words, uint64_t *df, vn_error *err)
{
    const vn_keyword_options *o = doc->options;
    vn_status st = VN_OK;
    *df = 0;
    for (int way = 0; !st && !*df && way < 2; way++) {
        const char between = way ? '_' : ' ';
        if (!may_hold(doc, first, words, between) || (!way && !may_be_known(doc, first, words)))
            continue;
        st = write_term(doc, first, words, between, err);
        if (!st)
            *df = o->df(o->df_context, vn_slice_of(doc->key.ptr, doc->key.len));
    }
    return st;
}

/* What the table knows of these words, asked for once. */
static vn_status look_up(vn_keyword_document *doc, size_t first, size_t words, const vn_keyword_known **out, vn_error *err)
{
    vn_keyword_known *k = &doc->known[first * VN_KEYWORD_WORDS + words - 1];
    *out = k;
    if (k->serial == doc->serial)
        return VN_OK;
    const vn_keyword_word *w = &doc->word[doc->token[first].word];
    uint64_t df = w->df;
    const vn_status st = words > 1 ? ask(doc, first, words, &df, err) : VN_OK;
    const double log_most = words == 1 ? w->log_df : df ? log((double)df) : doc->log_floor;
    if (!st)
        *k = (vn_keyword_known){log_most, df, doc->serial};
    return st;
}

static vn_status make_room(vn_keyword_document *doc, vn_error *err)
{
    const size_t before = doc->known_cap;
    if (before >= doc->n_tokens * VN_KEYWORD_WORDS && before)
        return VN_OK;
    doc->log_floor = log(fmax((double)doc->options->phrase_floor - 1, 0.5));
    if (!vn_grow((void **)&doc->known, &doc->known_cap, doc->n_tokens * VN_KEYWORD_WORDS, sizeof *doc->known))
        return vn_fail_memory(err, "the phrases of a document");
    memset(doc->known + before, 0, (doc->known_cap - before) * sizeof *doc->known);
    return VN_OK;
}

vn_status vn_keyword_phrase_df(vn_keyword_document *doc, size_t token, size_t words, uint64_t *df, vn_error *err)
{
    const vn_keyword_known *k = NULL;
    vn_status st = make_room(doc, err);
    if (!st)
        st = look_up(doc, token, words, &k, err);
    if (!st)
        *df = k->df;
    return st;
}

vn_status vn_keyword_attest(vn_keyword_document *doc, vn_keyword_candidate *c, vn_error *err)
{
    uint64_t df = 0;
    const bool asked = c->words > 1 && doc->options->df && doc->options->phrase_floor;
    const vn_status st = asked ? vn_keyword_phrase_df(doc, c->token, c->words, &df, err) : VN_OK;
    c->attested = df > 0;
    return st;
}

vn_status vn_keyword_cohere(vn_keyword_document *doc, vn_keyword_candidate *c, vn_error *err)
{
    if (c->words < 2 || !doc->options->df || !doc->options->phrase_floor)
        return VN_OK;
    const double all = log((double)doc->options->documents);
    const vn_keyword_known *whole = NULL;
    vn_status st = make_room(doc, err);
    if (!st)
        st = look_up(doc, c->token, c->words, &whole, err);
    if (st)
        return st;
    c->attested = whole->df > 0;
    c->cohesion = 1;
    for (size_t n = 1; !st && n < c->words; n++) {
        const vn_keyword_known *left = NULL;
        const vn_keyword_known *right = NULL;
        st = look_up(doc, c->token, n, &left, err);
        if (!st)
            st = look_up(doc, c->token + n, c->words - n, &right, err);
        if (st)
            break;
        const double both = fmin(whole->log_most, fmin(left->log_most, right->log_most));
        if (both < all)
            c->cohesion = fmin(c->cohesion, (both + all - left->log_most - right->log_most) / (all - both));
    }
    return st;
}

vn_status vn_keyword_cohere_all(vn_keyword_document *doc, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < doc->n_candidates; i++)
        st = vn_keyword_cohere(doc, &doc->candidate[i], err);
    return st;
}
