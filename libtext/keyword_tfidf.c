/* TF-IDF weighted by position, tf * idf / log2(2 + first / 10)^1.2, with what an editor knows about Vietnamese phrases.
 *
 *   - An occurrence in the title counts twice, or as often as the options say.
 *   - A phrase has to earn its place. A name has it. One that the table knows is repeated, stands in the title, or holds
 *     together. One that the table does not know, a fragment more often than not, is repeated, and its words are none
 *     that the table shows to keep apart (keyword_cohesion.c); outside the title it takes three occurrences. With a
 *     number at its end it occurs twice or stands in the title. A table without phrases says nothing: then two
 *     occurrences do, or a pair of words of the title.
 *   - What holds together weighs more; a phrase that the table does not know is as rare as its rarest word.
 *   - Names and phrases say more than single words, and a lone syllable that is no name says little: most are verbs.
 *
 * The factors were tuned on 632 news articles with their editors' tags, by F among the first 5 and 10: docs/keywords.md
 * tells on which of them, and that none is held out. */
#include "keyword.h"

#include "buf.h"

#include <math.h>

static const double POSITION_POWER = 1.2;
static const double TITLE_EXTRA = 1;
static const double NAME_FACTOR = 1.3;
static const double ONCE_FACTOR = 0.6; /* what is said once, in the body: a bystander, a turn of speech */
static const double PHRASE_FACTOR = 1.2;
static const double COHESION_GAIN = 0.3; /* a phrase weighs 1 + gain * cohesion as much */
static const double SYLLABLE_FACTOR = 0.2;
static const double SELDOM_SYLLABLE_FACTOR = 0.1; /* that occurs less than three times */
static const double FIRM = 0.4;                   /* cohesion of a term that needs no repetition: "mã QR", "dán nhãn" */
static const double APART = -0.1;                 /* a cohesion that only chance leaves so low */
enum {
    INSISTED = 4,      /* occurrences that outweigh any table */
    KNOWN_WORDS = 3 /* longer phrases stand in no table */
};

typedef struct weights {
    vn_keyword_document *doc;
    double *idf;      /* [doc->n_candidates] */
    double *tf;       /* [doc->n_candidates] */
} weights;

/* Natural log, smoothed. */
static double idf_of(const vn_keyword_options *o, uint64_t df)
{
    return fmax(0, log((1 + (double)o->documents) / (1 + (double)df)));
}

/* A phrase that the table does not know is as rare as its rarest word. */
static vn_status phrase_idf(const weights *w, size_t number, double *idf, vn_error *err)
{
    vn_keyword_document *doc = w->doc;
    const vn_keyword_candidate *c = &doc->candidate[number];
    *idf = 0;
    for (size_t i = c->token; i < c->token + (size_t)c->words; i++)
        *idf = fmax(*idf, doc->word[doc->token[i].word].idf);
    uint64_t df = 0;
    vn_status st = VN_OK;
    if (c->words > 1 && doc->options->df)
        st = vn_keyword_phrase_df(doc, c->token, c->words, &df, err);
    if (df)
        *idf = idf_of(doc->options, df);
    return st;
}

static vn_status new_weights(weights *w, vn_keyword_document *doc, vn_error *err)
{
    const vn_keyword_options *o = doc->options;
    const double extra = o->title_weight >= 1 ? o->title_weight - 1 : TITLE_EXTRA;
    w->doc = doc;
    w->idf = vn_arena_alloc(&doc->arena, doc->n_candidates, sizeof *w->idf);
    w->tf = vn_arena_alloc(&doc->arena, doc->n_candidates, sizeof *w->tf);
    if (!w->idf || !w->tf)
        return vn_fail_memory(err, "the words of a document");
    vn_status st = vn_keyword_cohere_all(doc, err);
    for (size_t i = 0; !st && i < doc->n_candidates; i++) {
        st = phrase_idf(w, i, &w->idf[i], err);
        w->tf[i] = (double)doc->candidate[i].count + extra * (double)doc->candidate[i].title;
    }
    return st;
}

static bool is_lone_syllable(const vn_keyword_document *doc, const vn_keyword_token *t)
{
    return doc->word[t->word].syllables == 1;
}

/* Two words of the title may make a phrase ("giá vàng", "sự cố rò rỉ"), but a longer word before a lone syllable is mostly
 * a subject before its verb ("doanh nghiệp đua"). */
static bool is_title_pair(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    const vn_keyword_token *t = &doc->token[c->token];
    return c->title && c->words == 2 && (is_lone_syllable(doc, &t[0]) || !is_lone_syllable(doc, &t[1]));
}

static bool is_earned(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    if (doc->token[c->token + (size_t)c->words - 1].number)
        return c->count >= 2 || c->title;
    if (vn_keyword_is_name(c) || c->count >= INSISTED)
        return true;
    if (c->words > KNOWN_WORDS)
        return false;
    if (!doc->options->phrase_floor)
        return c->count >= 2 || is_title_pair(doc, c);
    if (c->attested)
        return c->count >= 2 || c->title || c->cohesion >= FIRM;
    return c->count >= (c->title ? 2 : 3) && c->cohesion >= APART;
}

static bool is_wanted(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    if (c->words == 1)
        return !(doc->word[doc->token[c->token].word].roles & VN_ROLE_TITLE);
    return is_earned(doc, c) && vn_keyword_holds_together(doc, c, VN_CASE_EACH);
}

/* What a word of its class, or a phrase that is listed as one, is worth that is no name: "hai", "tiếp tục", "vấn đề". */
static vn_status class_factor(vn_keyword_document *doc, const vn_keyword_candidate *c, double *worth, vn_error *err)
{
    static const double of[VN_CLASSES] = {
        [VN_CLASS_NONE] = 1, [VN_CLASS_NUMERAL] = 0.1, [VN_CLASS_UNIT] = 0.1, [VN_CLASS_CLASSIFIER] = 0.1,
        [VN_CLASS_PRONOUN] = 0.1, [VN_CLASS_TIME] = 0.1, [VN_CLASS_ADVERB] = 0.1, [VN_CLASS_SOURCE] = 0.1,
        [VN_CLASS_REPORTING] = 0.3, [VN_CLASS_ADJECTIVE] = 0.3, [VN_CLASS_VERB] = 0.3, [VN_CLASS_GENERAL] = 0.3,
        [VN_CLASS_OFFICE] = 0.4};
    vn_slice key = {0};
    vn_status st = VN_OK;
    *worth = doc->classes ? of[(vn_class)doc->word[doc->token[c->token].word].class] : 1;
    if (c->words > 1 && doc->classes) {
        st = vn_keyword_key(doc, c, &key, err);
        *worth = st ? 1 : of[vn_word_class(doc->classes, key)];
    }
    return st;
}

static vn_status factor(const weights *w, size_t number, double *out, vn_error *err)
{
    const vn_keyword_candidate *c = &w->doc->candidate[number];
    const bool name = vn_keyword_is_name(c);
    double f = w->tf[number] < 2 ? ONCE_FACTOR : 1;
    double worth = NAME_FACTOR;
    const vn_status st = name ? VN_OK : class_factor(w->doc, c, &worth, err);
    if (c->words > 1)
        f *= PHRASE_FACTOR * (name ? 1 : 1 + COHESION_GAIN * c->cohesion);
    f *= worth;
    if (!name && vn_keyword_syllables(w->doc, c) == 1)
        f *= c->count >= 3 ? SYLLABLE_FACTOR : SELDOM_SYLLABLE_FACTOR;
    *out = f;
    return st;
}

vn_status vn_keyword_tfidf(vn_keyword_document *doc, vn_error *err)
{
    weights w;
    vn_status st = new_weights(&w, doc, err);
    if (st)
        return st;
    for (size_t i = 0; i < doc->n_candidates; i++)
        doc->candidate[i].alive = is_wanted(doc, &doc->candidate[i]);
    size_t place = SIZE_MAX;
    double late = 1;
    for (size_t i = 0; !st && i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        double f = 0;
        if (place != doc->token[c->first].position) { /* candidates that begin with the same word stand together */
            place = doc->token[c->first].position;
            late = pow(log2(2 + (double)place / 10), POSITION_POWER);
        }
        if (!c->alive)
            continue;
        st = factor(&w, i, &f, err);
        c->score = f * w.tf[i] * w.idf[i] / late;
    }
    return st;
}
