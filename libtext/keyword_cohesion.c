/* Do the words of a phrase belong together? Normalised pointwise mutual information of its weaker split, from document
 * frequencies: ln(df(ab) N / (df(a) df(b))) / -ln(df(ab) / N), from -1 over 0 (by chance) to 1 (never apart).
 * Source: Bouma (2009).
 *
 * A table leaves out phrases below some count, its floor. One that it lacks has less, and with that the most that its
 * NPMI may be: two common words that hardly ever meet do not belong together, of two rare ones nothing is known. */
#include "keyword.h"

#include "buf.h"

#include <math.h>

/* Writes to doc->key the words of a phrase parted by spaces, its name in a table, or joined as one word. */
static vn_status write_term(vn_keyword_document *doc, size_t token, size_t words, char between, vn_error *err)
{
    doc->key.len = 0;
    vn_status st = VN_OK;
    for (size_t i = token; !st && i < token + words; i++) {
        if (i > token)
            st = vn_buf_char(&doc->key, between, err);
        if (!st)
            st = vn_buf_slice(&doc->key, doc->word[doc->token[i].word].key, err);
    }
    return st;
}

vn_status vn_keyword_phrase_df(vn_keyword_document *doc, size_t token, size_t words, uint64_t *df, vn_error *err)
{
    const vn_keyword_options *o = doc->options;
    vn_status st = VN_OK;
    *df = 0;
    for (int way = 0; !st && !*df && way < (words > 1 ? 2 : 1); way++) {
        st = write_term(doc, token, words, way ? '_' : ' ', err);
        if (!st)
            *df = o->df(o->df_context, vn_slice_of(doc->key.ptr, doc->key.len));
    }
    return st;
}

/* Documents that hold the phrase; what the table lacks has the most that it may have. */
static vn_status most_df(vn_keyword_document *doc, size_t token, size_t words, double *most, vn_error *err)
{
    uint64_t df;
    const vn_status st = vn_keyword_phrase_df(doc, token, words, &df, err);
    const double floor = words > 1 ? (double)doc->options->phrase_floor - 1 : 1;
    *most = df ? (double)df : fmax(floor, 0.5);
    return st;
}

static vn_status cohere(vn_keyword_document *doc, vn_keyword_candidate *c, vn_error *err)
{
    const double N = (double)doc->options->documents;
    uint64_t df;
    double whole = 0;
    vn_status st = vn_keyword_phrase_df(doc, c->token, c->words, &df, err);
    if (!st)
        st = most_df(doc, c->token, c->words, &whole, err);
    c->attested = df > 0;
    c->cohesion = 1;
    for (size_t n = 1; !st && n < c->words; n++) {
        double left = 0;
        double right = 0;
        st = most_df(doc, c->token, n, &left, err);
        if (!st)
            st = most_df(doc, c->token + n, c->words - n, &right, err);
        const double both = fmin(whole, fmin(left, right));
        if (!st && both < N)
            c->cohesion = fmin(c->cohesion, log(both * N / (left * right)) / log(N / both));
    }
    return st;
}

vn_status vn_keyword_cohere(vn_keyword_document *doc, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && doc->options->df && doc->options->phrase_floor && i < doc->n_candidates; i++)
        if (doc->candidate[i].words > 1)
            st = cohere(doc, &doc->candidate[i], err);
    return st;
}
