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

static vn_status add_prior_features(vn_keyword_document *doc, const vn_keyword_candidate *c, const vn_keyword_prior *prior,
                                    float *x, vn_error *err)
{
    const uint32_t head = doc->token[c->token].word;
    const uint32_t tail = doc->token[c->token + (size_t)c->words - 1].word;
    vn_keyword_prior term = prior[head];
    vn_status st = VN_OK;
    if (c->words > 1) {
        vn_slice key = {0};
        term = (vn_keyword_prior){0, 0};
        if (vn_keyword_sieve_passes(&doc->model->sieve, c->print))
            st = vn_keyword_key(doc, c, &key, err);
        if (!st && key.len)
            term = vn_keyword_prior_of(doc->model, key);
    }
    vn_keyword_prior_features(x, term, prior[head].headline, prior[tail].headline);
    return st;
}

/* Shares may be NULL. */
static double weigh(const double *weight, const float *x, size_t n, double *share)
{
    double sum = 0;
    for (size_t f = 0; f < n; f++) {
        const double part = weight[f] * (double)x[f];
        sum += part;
        if (share)
            share[f] = part;
    }
    return sum;
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
    float *x = vn_arena_alloc(&doc->arena, doc->n_candidates, VN_KEYWORD_MEASURED * sizeof *x);
    const vn_keyword_prior *prior = find_priors(doc);
    vn_status st = x && prior ? vn_keyword_measure(doc, x, err) : vn_fail_memory(err, "the words of a document");
    if (!st && doc->options->explain)
        st = make_shares(doc, err);
    for (size_t i = 0; !st && i < doc->n_candidates; i++, x += VN_KEYWORD_MEASURED) {
        vn_keyword_candidate *c = &doc->candidate[i];
        float known[VN_KEYWORD_FEATURES - VN_KEYWORD_MEASURED];
        double *share = doc->share ? doc->share + i * VN_KEYWORD_FEATURES : NULL;
        if (!c->alive)
            continue;
        st = add_prior_features(doc, c, prior, known, err);
        c->score = weigh(doc->model->weight, x, VN_KEYWORD_MEASURED, share) +
                   weigh(doc->model->weight + VN_KEYWORD_MEASURED, known, VN_KEYWORD_FEATURES - VN_KEYWORD_MEASURED,
                         share ? share + VN_KEYWORD_MEASURED : NULL);
    }
    return st;
}
