/* Do the words of a phrase belong together? Normalised pointwise mutual information of its weaker split, from document
 * frequencies: ln(df(ab) N / (df(a) df(b))) / -ln(df(ab) / N), from -1 over 0 (by chance) to 1 (never apart).
 * Source: Bouma (2009).
 *
 * A table leaves out phrases below some count, its floor. One that it lacks has less, and with that the most that its
 * NPMI may be: two common words that hardly ever meet do not belong together, of two rare ones nothing is known. */
#include "keyword.h"

#include <math.h>

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

/* What the sieve goes by. */
static uint64_t print_of(const vn_keyword_document *doc, size_t first, size_t words)
{
    vn_keyword_print p = doc->word[doc->token[first].word].print;
    for (size_t i = first + 1; i < first + words; i++)
        p = vn_keyword_print_join(p, doc->word[doc->token[i].word].print);
    return p.sum;
}

/* Documents that hold tokens first .. first + words - 1, as a phrase or as one word. */
static vn_status ask(vn_keyword_document *doc, size_t first, size_t words, uint64_t *df, vn_error *err)
{
    const vn_keyword_options *o = doc->options;
    vn_slice key;
    vn_status st = VN_OK;
    *df = 0;
    if (may_be_known(doc, first, words)) {
        st = vn_keyword_write(doc, first, words, ' ', &key, err);
        *df = st ? 0 : o->df(o->df_context, key);
    }
    if (!st && !*df) {
        st = vn_keyword_write(doc, first, words, '_', &key, err);
        *df = st ? 0 : o->df(o->df_context, key);
    }
    return st;
}

/* What the table knows of a phrase, asked for once in a run: the answer depends on the words and on which are numbers. */
static vn_status recall(vn_keyword_document *doc, size_t first, size_t words, vn_keyword_known *out, vn_error *err)
{
    vn_keyword_knowns *all = &doc->lexicon.phrases;
    for (size_t i = 0; i < words; i++) {
        const vn_keyword_token *t = &doc->token[first + i];
        out->word[i] = (doc->word[t->word].entry + 1) << 1 | t->number;
    }
    const vn_keyword_known *known = vn_keyword_known_find(all, out->word);
    if (known) {
        *out = *known;
        return VN_OK;
    }
    const vn_status st = ask(doc, first, words, &out->df, err);
    if (st)
        return st;
    out->log_most = out->df ? log((double)out->df) : doc->log_floor;
    doc->lexicon.remembered += 2 * sizeof *out;
    return vn_keyword_known_add(all, out) ? VN_OK : vn_fail_memory(err, "the phrases of documents");
}

static vn_status look_up(vn_keyword_document *doc, size_t first, size_t words, vn_keyword_known *out, vn_error *err)
{
    const vn_keyword_word *w = &doc->word[doc->token[first].word];
    *out = (vn_keyword_known){.df = w->df, .log_most = w->log_df};
    if (words == 1)
        return VN_OK;
    *out = (vn_keyword_known){.log_most = doc->log_floor};
    if (doc->sieve && !vn_keyword_sieve_passes(doc->sieve, print_of(doc, first, words)))
        return VN_OK;
    return recall(doc, first, words, out, err);
}

vn_status vn_keyword_phrase_df(vn_keyword_document *doc, size_t token, size_t words, uint64_t *df, vn_error *err)
{
    vn_keyword_known known;
    const vn_status st = look_up(doc, token, words, &known, err);
    if (!st)
        *df = known.df;
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
    vn_keyword_known whole;
    vn_status st = look_up(doc, c->token, c->words, &whole, err);
    if (st)
        return st;
    c->attested = whole.df > 0;
    c->cohesion = 1;
    for (size_t n = 1; !st && n < c->words; n++) {
        vn_keyword_known left;
        vn_keyword_known right;
        st = look_up(doc, c->token, n, &left, err);
        if (!st)
            st = look_up(doc, c->token + n, c->words - n, &right, err);
        if (st)
            break;
        const double both = fmin(whole.log_most, fmin(left.log_most, right.log_most));
        if (both < all)
            c->cohesion = fmin(c->cohesion, (both + all - left.log_most - right.log_most) / (all - both));
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
