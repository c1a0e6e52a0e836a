/* KP-Miner: El-Beltagy & Rafea (2009). Phrases without a stop word inside that occur often enough and first appear early
 * enough, by tf * idf; what has several words counts as found in no other document, and is boosted against the single words,
 * which are so much more frequent, by B = min(3, phrases / (2.3 * phrases of several words)). */
#include "keyword.h"

#include <math.h>

enum {
    SHORT = 100, /* words: in what is shorter once will do */
    LONG = 300,  /* from here on it takes three occurrences, in between two */
    CUTOFF = 400 /* words before the first occurrence, at most */
};
static const double ALPHA = 2.3;
static const double SIGMA = 3;

/* The occurrences that a candidate needs: fewer in a short document, as the authors have it, who give no lengths. */
static uint32_t least_count(const vn_keyword_document *doc)
{
    const uint32_t words = doc->n_tokens ? doc->token[doc->n_tokens - 1].position + 1 : 0;
    return words < SHORT ? 1 : words < LONG ? 2 : 3;
}

static bool is_proposed(const vn_keyword_document *doc, const vn_keyword_candidate *c, uint32_t least)
{
    const vn_keyword_token *t = &doc->token[c->token];
    if (c->count < least || t->position > CUTOFF)
        return false;
    for (size_t i = 0; i < c->words; i++)
        if (t[i].stop || t[i].number)
            return false;
    return true;
}

/* log2, smoothed; without a table all words are as rare as phrases. */
static double idf(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    const vn_keyword_options *o = doc->options;
    const bool known = o->df && c->words == 1;
    const uint64_t df = known ? o->df(o->df_context, vn_keyword_word_key(doc, doc->token[c->token].word)) : 0;
    return o->df ? fmax(0, log2((1 + (double)o->documents) / (1 + (double)df))) : 1;
}

vn_status vn_keyword_kpminer(vn_keyword_document *doc, vn_error *err)
{
    (void)err;
    const uint32_t least = least_count(doc);
    double terms = 0;
    double phrases = 0;
    for (size_t i = 0; i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        c->alive = is_proposed(doc, c, least);
        terms += c->alive;
        phrases += c->alive && c->words > 1;
    }
    const double boost = fmin(SIGMA, terms / (ALPHA * fmax(1, phrases)));
    for (size_t i = 0; i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        if (c->alive)
            c->score = (double)c->count * idf(doc, c) * (c->words > 1 ? boost : 1);
    }
    return VN_OK;
}
