/* A log-linear model over features: which words and phrases did editors choose as tags? Weights and what is known of single
 * words were learnt (keyword_train.c) so that of the candidates of an article the tags are the likely ones:
 * P(c | article) ~ exp(sum of weight * feature). */
#include "keyword_model.h"

/* What other articles tell of the words of this one, asked for once. */
static vn_keyword_prior *find_priors(vn_keyword_document *doc)
{
    vn_keyword_prior *prior = vn_arena_alloc(&doc->arena, doc->n_words, sizeof *prior);
    for (size_t i = 0; prior && i < doc->n_words; i++)
        prior[i] = vn_keyword_prior_at(doc->model, doc->word[i].prior);
    return prior;
}

/* Candidates on their way to a score. */
typedef struct scoring {
    vn_keyword_document *doc;
    const vn_keyword_prior *prior; /* [n_words] */
    vn_keyword_columns x;
    uint32_t number[VN_KEYWORD_COLUMNS]; /* of the candidate */
    size_t n;
} scoring;

static void add_prior_features(scoring *s, const vn_keyword_candidate *c, size_t column)
{
    const vn_keyword_document *doc = s->doc;
    const vn_keyword_prior *head = &s->prior[doc->token[c->token].word];
    const vn_keyword_prior *tail = &s->prior[doc->token[c->token + (size_t)c->words - 1].word];
    const uint32_t known = c->known == VN_MAP_NONE ? VN_MAP_NONE : doc->lexicon.phrases.item[c->known].prior;
    const vn_keyword_prior term = c->words == 1 ? *head : vn_keyword_prior_at(doc->model, known);
    float x[VN_KEYWORD_FEATURES - VN_KEYWORD_MEASURED];
    vn_keyword_prior_features(x, term, head->headline, tail->headline);
    for (size_t f = VN_KEYWORD_MEASURED; f < VN_KEYWORD_FEATURES; f++)
        s->x[f][column] = x[f - VN_KEYWORD_MEASURED];
}

/* Adds the weighed features `from` to `to` - 1, in this order, so that every candidate has the same sum in any company. */
static void weigh(const scoring *s, size_t from, size_t to, double sum[VN_KEYWORD_COLUMNS])
{
    for (size_t f = from; f < to; f++) {
        const double weight = s->doc->model->weight[f];
        for (size_t i = 0; i < VN_KEYWORD_COLUMNS; i++)
            sum[i] += weight * (double)s->x[f][i];
    }
}

static void explain(const scoring *s, size_t column)
{
    double *share = s->doc->share + s->number[column] * (size_t)VN_KEYWORD_FEATURES;
    for (size_t f = 0; f < VN_KEYWORD_FEATURES; f++)
        share[f] = s->doc->model->weight[f] * (double)s->x[f][column];
}

/* Scores the candidates that wait. */
static void flush(scoring *s)
{
    double measured[VN_KEYWORD_COLUMNS] = {0};
    double prior[VN_KEYWORD_COLUMNS] = {0};
    weigh(s, 0, VN_KEYWORD_MEASURED, measured);
    weigh(s, VN_KEYWORD_MEASURED, VN_KEYWORD_FEATURES, prior);
    for (size_t i = 0; i < s->n; i++) {
        s->doc->candidate[s->number[i]].score = measured[i] + prior[i];
        if (s->doc->share)
            explain(s, i);
    }
    s->n = 0;
}

static vn_status make_shares(vn_keyword_document *doc, vn_error *err)
{
    const size_t n = VN_KEYWORD_FEATURES;
    doc->share = vn_arena_alloc(&doc->arena, doc->n_candidates, n * sizeof *doc->share);
    if (!doc->share)
        return vn_fail_memory(err, "the shares of scores");
    memset(doc->share, 0, doc->n_candidates * n * sizeof *doc->share);
    doc->feature = vn_keyword_feature_name;
    doc->n_features = n;
    return VN_OK;
}

vn_status vn_keyword_rank(vn_keyword_document *doc, vn_error *err)
{
    vn_keyword_measuring *m = NULL;
    scoring s = {.doc = doc, .prior = find_priors(doc)};
    vn_status st = s.prior ? vn_keyword_measuring_new(&m, doc, err) : vn_fail_memory(err, "the words of a document");
    if (!st && doc->options->explain)
        st = make_shares(doc, err);
    if (st)
        return st;
    for (uint32_t i = 0; i < doc->n_candidates; i++) {
        if (!doc->candidate[i].alive)
            continue;
        vn_keyword_measure(m, i, s.x, s.n);
        add_prior_features(&s, &doc->candidate[i], s.n);
        s.number[s.n++] = i;
        if (s.n == VN_KEYWORD_COLUMNS)
            flush(&s);
    }
    flush(&s);
    return VN_OK;
}
