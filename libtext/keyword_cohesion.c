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

/* Documents that hold tokens first .. first + words - 1, as a phrase or as one word. */
static vn_status ask(vn_keyword_document *doc, size_t first, size_t words, uint64_t *df, vn_error *err)
{
    const vn_keyword_options *o = doc->options;
    vn_status st = VN_OK;
    *df = 0;
    if (may_be_known(doc, first, words)) {
        st = write_term(doc, first, words, ' ', err);
        if (!st)
            *df = o->df(o->df_context, vn_slice_of(doc->key.ptr, doc->key.len));
    }
    if (!st && !*df)
        st = write_term(doc, first, words, '_', err);
    if (!st && !*df)
        *df = o->df(o->df_context, vn_slice_of(doc->key.ptr, doc->key.len));
    return st;
}

/* ln of the most documents that may hold what the table lacks. */
static double log_most(const vn_keyword_options *o, uint64_t df, size_t words)
{
    const double floor = words > 1 ? (double)o->phrase_floor - 1 : 1;
    return log(df ? (double)df : fmax(floor, 0.5));
}

/* What the table knows of these words, asked for once. */
static vn_status look_up(vn_keyword_document *doc, size_t first, size_t words, const vn_keyword_known **out, vn_error *err)
{
    vn_keyword_known *k = &doc->known[first * VN_KEYWORD_WORDS + words - 1];
    *out = k;
    if (k->serial == doc->serial)
        return VN_OK;
    uint64_t df = doc->word[doc->token[first].word].df;
    const vn_status st = words > 1 ? ask(doc, first, words, &df, err) : VN_OK;
    if (!st)
        *k = (vn_keyword_known){log_most(doc->options, df, words), df, doc->serial};
    return st;
}

static vn_status make_room(vn_keyword_document *doc, vn_error *err)
{
    const size_t before = doc->known_cap;
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

/* At its weakest split; `all` is ln N. */
static vn_status cohere(vn_keyword_document *doc, vn_keyword_candidate *c, double all, vn_error *err)
{
    const vn_keyword_known *whole = NULL;
    vn_status st = look_up(doc, c->token, c->words, &whole, err);
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

vn_status vn_keyword_cohere(vn_keyword_document *doc, vn_error *err)
{
    if (!doc->options->df || !doc->options->phrase_floor)
        return VN_OK;
    const double all = log((double)doc->options->documents);
    vn_status st = make_room(doc, err);
    for (size_t i = 0; !st && i < doc->n_candidates; i++)
        if (doc->candidate[i].words > 1)
            st = cohere(doc, &doc->candidate[i], all, err);
    return st;
}
