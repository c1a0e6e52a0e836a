/* Do the words of a phrase belong together? Normalised pointwise mutual information of its weaker split, from document
 * frequencies: ln(df(ab) N / (df(a) df(b))) / -ln(df(ab) / N), from -1 over 0 (by chance) to 1 (never apart).
 * Source: Bouma (2009).
 *
 * A table leaves out phrases below some count, its floor. One that it lacks has less, and with that the most that its
 * NPMI may be: two common words that hardly ever meet do not belong together, of two rare ones nothing is known. */
#include "keyword.h"

#include <math.h>

enum { BATCH = 16 }; /* phrases that are looked up at a time */

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

/* What stands for the words of a phrase: what is known of it depends on them and on which are numbers. */
static void name_words(const vn_keyword_document *doc, size_t first, size_t words, uint32_t word[VN_KEYWORD_WORDS])
{
    for (size_t i = 0; i < VN_KEYWORD_WORDS; i++) {
        const vn_keyword_token *t = i < words ? &doc->token[first + i] : NULL;
        word[i] = t ? (doc->word[t->word].entry + 1) << 1 | t->number : 0;
    }
}

static vn_status learn(vn_keyword_document *doc, size_t first, size_t words, vn_keyword_known *k, vn_error *err)
{
    const vn_keyword_options *o = doc->options;
    vn_slice key;
    vn_status st = o->df ? ask(doc, first, words, &k->df, err) : VN_OK;
    if (!st)
        st = vn_keyword_write(doc, first, words, '_', &key, err);
    if (st)
        return st;
    k->log_most = k->df ? log((double)k->df) : doc->log_floor;
    k->idf = vn_keyword_idf(o, k->df);
    k->idf_log = log(1 + k->idf);
    k->prior = doc->lexicon.priors ? vn_map_find(doc->lexicon.priors, key) : VN_MAP_NONE;
    doc->lexicon.remembered += sizeof *k + 4 * sizeof(vn_map_slot);
    return VN_OK;
}

/* What is known of the phrase that `named` has the words of, asked for once in a run: its number. */
static vn_status recall(vn_keyword_document *doc, size_t first, size_t words, vn_keyword_known *named, uint64_t hash,
                        uint32_t *number, vn_error *err)
{
    *number = vn_keyword_known_find(&doc->lexicon.phrases, named->word, hash);
    if (*number != VN_MAP_NONE)
        return VN_OK;
    const vn_status st = learn(doc, first, words, named, err);
    if (st)
        return st;
    *number = vn_keyword_known_add(&doc->lexicon.phrases, named);
    return *number == VN_MAP_NONE ? vn_fail_memory(err, "the phrases of documents") : VN_OK;
}

static bool may_be_listed(const vn_keyword_document *doc, uint64_t print)
{
    return !doc->sieve || vn_keyword_sieve_passes(doc->sieve, print);
}

/* What is known of some tokens. */
static vn_status look_up(vn_keyword_document *doc, size_t first, size_t words, uint64_t *df, double *log_most, vn_error *err)
{
    const vn_keyword_word *w = &doc->word[doc->token[first].word];
    *df = words == 1 ? w->df : 0;
    *log_most = words == 1 ? w->log_df : doc->log_floor;
    if (words == 1 || !may_be_listed(doc, print_of(doc, first, words)))
        return VN_OK;
    vn_keyword_known k = {.df = 0};
    uint32_t number;
    name_words(doc, first, words, k.word);
    const vn_status st = recall(doc, first, words, &k, vn_keyword_known_hash(k.word), &number, err);
    if (!st) {
        *df = doc->lexicon.phrases.item[number].df;
        *log_most = doc->lexicon.phrases.item[number].log_most;
    }
    return st;
}

vn_status vn_keyword_phrase_df(vn_keyword_document *doc, size_t token, size_t words, uint64_t *df, vn_error *err)
{
    double log_most;
    return look_up(doc, token, words, df, &log_most, err);
}

/* Phrases that may be known, whose places are on their way. */
typedef struct batch {
    vn_keyword_candidate *candidate[BATCH];
    vn_keyword_known named[BATCH];
    uint64_t hash[BATCH];
    size_t n;
} batch;

static void add_to_batch(batch *b, const vn_keyword_document *doc, vn_keyword_candidate *c)
{
    vn_keyword_known *k = &b->named[b->n];
    *k = (vn_keyword_known){.df = 0};
    name_words(doc, c->token, c->words, k->word);
    b->candidate[b->n] = c;
    b->hash[b->n] = vn_keyword_known_hash(k->word);
    vn_keyword_known_prefetch(&doc->lexicon.phrases, b->hash[b->n++]);
}

static vn_status recall_batch(batch *b, vn_keyword_document *doc, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < b->n; i++) {
        vn_keyword_candidate *c = b->candidate[i];
        st = recall(doc, c->token, c->words, &b->named[i], b->hash[i], &c->known, err);
        if (!st)
            c->attested = doc->options->phrase_floor && doc->lexicon.phrases.item[c->known].df;
    }
    b->n = 0;
    return st;
}

vn_status vn_keyword_attest(vn_keyword_document *doc, vn_error *err)
{
    batch b = {.n = 0};
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        if (!c->alive || c->words == 1 || !may_be_listed(doc, c->print))
            continue;
        add_to_batch(&b, doc, c);
        if (b.n == BATCH)
            st = recall_batch(&b, doc, err);
    }
    return st ? st : recall_batch(&b, doc, err);
}

vn_status vn_keyword_cohere(vn_keyword_document *doc, vn_keyword_candidate *c, vn_error *err)
{
    if (c->words < 2 || !doc->options->df || !doc->options->phrase_floor)
        return VN_OK;
    const double all = log((double)doc->options->documents);
    const double whole = c->known == VN_MAP_NONE ? doc->log_floor : doc->lexicon.phrases.item[c->known].log_most;
    vn_status st = VN_OK;
    c->cohesion = 1;
    for (size_t n = 1; !st && n < c->words; n++) {
        uint64_t df;
        double left = 0;
        double right = 0;
        st = look_up(doc, c->token, n, &df, &left, err);
        if (!st)
            st = look_up(doc, c->token + n, c->words - n, &df, &right, err);
        const double both = fmin(whole, fmin(left, right));
        if (!st && both < all)
            c->cohesion = fmin(c->cohesion, (both + all - left - right) / (all - both));
    }
    return st;
}

vn_status vn_keyword_cohere_all(vn_keyword_document *doc, vn_error *err)
{
    vn_status st = vn_keyword_attest(doc, err);
    for (size_t i = 0; !st && i < doc->n_candidates; i++)
        st = vn_keyword_cohere(doc, &doc->candidate[i], err);
    return st;
}
