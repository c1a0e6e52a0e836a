#include "keyword_model.h"

typedef struct method {
    vn_keyword_method about;
    vn_keyword_score *score;
    size_t longest; /* phrase, in words */
    bool tuned;     /* takes candidates by what is known of Vietnamese; else plain ones, as it was published */
} method;

/* A new method is one file and one row. */
static const method methods[] = {
    {{"rank", "a log-linear model of what editors tag: frequency, place, rarity, form, what headlines are made of", false,
      true, true},
     vn_keyword_rank, VN_KEYWORD_WORDS, true},
    {{"tfidf", "frequency times rarity, the earlier the better", false, true, false}, vn_keyword_tfidf, VN_KEYWORD_WORDS,
     true},
    {{"kpminer", "KP-Miner: repeated early phrases by frequency times rarity", false, true, false}, vn_keyword_kpminer,
     VN_KEYWORD_WORDS, false},
    {{"yake", "YAKE: case, position, frequency, context and spread of words; needs no table", true, false, false},
     vn_keyword_yake, 3, false},
    {{"first", "the first phrases of the text; needs no table", false, false, false}, vn_keyword_first, 3, false},
    {{"multipartite", "MultipartiteRank: PageRank over phrases, those of one topic apart; needs no table", false, false,
      false},
     vn_keyword_multipartite, 3, false},
    {{"topicrank", "TopicRank: PageRank over groups of phrases that share words; needs no table", false, false, false},
     vn_keyword_topicrank, 3, false},
    {{"positionrank", "PositionRank: SingleRank that favours early words; needs no table", false, false, false},
     vn_keyword_positionrank, 3, false},
    {{"singlerank", "SingleRank: PageRank over words within ten of each other; needs no table", false, false, false},
     vn_keyword_singlerank, 3, false},
    {{"textrank", "TextRank: PageRank over neighbouring words; needs no table", false, false, false},
     vn_keyword_textrank, 3, false},
    {{"rake", "RAKE: phrases between stop words, by degree over frequency; needs no table", false, false, false},
     vn_keyword_rake, 3, false},
};
enum { METHODS = sizeof methods / sizeof *methods, DEFAULT_LIMIT = 10 };

struct vn_extractor {
    vn_keyword_options options;
    const method *method;
    vn_word_classes *classes;
    vn_keyword_model *model; /* its own, when the options have none */
    vn_keyword_sieve sieve;
    vn_keyword_document doc;
};

const vn_keyword_method *vn_keyword_method_at(size_t i)
{
    return i < METHODS ? &methods[i].about : NULL;
}

static const method *find_method(const char *name)
{
    for (size_t i = 0; i < METHODS; i++)
        if (!name || strcmp(methods[i].about.name, name) == 0)
            return &methods[i];
    return NULL;
}

static uint64_t find_df(void *table, vn_slice key)
{
    return vn_df_find(table, key);
}

static bool is_stop_word(void *list, vn_slice key)
{
    return vn_stopwords_has(list, key);
}

/* A table and a list answer like the functions that would be in their place. */
static vn_keyword_options with_functions(vn_keyword_options o)
{
    if (o.table && !o.df) {
        o.df = find_df;
        o.df_context = (void *)o.table;
        o.documents = vn_df_documents(o.table);
        o.phrase_floor = vn_df_phrase_floor(o.table);
    }
    if (o.stopwords) {
        o.stop = is_stop_word;
        o.stop_context = (void *)o.stopwords;
    }
    return o;
}

/* All that the table and the model know; without the terms of the table there is none. */
static vn_status make_sieve(vn_extractor *x, vn_error *err)
{
    const vn_keyword_options *o = &x->options;
    const vn_map *priors = x->doc.lexicon.priors;
    const size_t terms = o->df ? vn_df_terms(o->table) : 0;
    const size_t keys = priors ? priors->n : 0;
    const vn_status st = vn_keyword_sieve_begin(&x->sieve, terms + keys, err);
    for (size_t i = 0; !st && i < terms; i++) {
        vn_slice term;
        vn_df_at(o->table, i, &term);
        vn_keyword_sieve_add(&x->sieve, term);
    }
    for (size_t i = 0; !st && i < keys; i++)
        vn_keyword_sieve_add(&x->sieve, priors->key[i]);
    return st;
}

vn_status vn_extractor_new(vn_extractor **out, const vn_keyword_options *options, vn_error *err)
{
    const vn_keyword_options o = with_functions(options ? *options : (vn_keyword_options){0});
    const method *m = find_method(o.method);
    if (!m)
        return vn_fail(err, VN_EINVAL, "no keyword method '%.40s'", o.method);
    if (o.title_weight != 0.0 && !(o.title_weight >= 1.0))
        return vn_fail(err, VN_EINVAL, "the weight of the title is at least 1");
    if (!(o.diversity >= 0.0 && o.diversity <= 1.0))
        return vn_fail(err, VN_EINVAL, "diversity is from 0 to 1");
    vn_extractor *x = calloc(1, sizeof *x);
    if (!x)
        return vn_fail_memory(err, "a keyword extractor");
    x->options = o;
    x->options.limit = o.limit ? o.limit : DEFAULT_LIMIT;
    x->options.method = m->about.name;
    x->method = m;
    x->doc.options = &x->options;
    x->doc.longest = m->longest;
    x->doc.tuned = m->tuned;
    vn_status st = vn_word_classes_open(&x->classes, err);
    if (!st && m->score == vn_keyword_rank && !o.model)
        st = vn_keyword_model_open(&x->model, NULL, err);
    x->doc.sieve = &x->sieve;
    x->doc.classes = x->classes;
    x->doc.lexicon.classes = x->classes;
    x->doc.model = o.model ? o.model : x->model;
    x->doc.lexicon.priors = x->doc.model ? &x->doc.model->keys : NULL;
    if (!st && (!o.df || o.table))
        st = make_sieve(x, err);
    if (st)
        vn_extractor_free(x);
    else
        *out = x;
    return st;
}

void vn_extractor_free(vn_extractor *x)
{
    if (!x)
        return;
    vn_keyword_document_free(&x->doc);
    vn_word_classes_free(x->classes);
    vn_keyword_model_free(x->model);
    vn_keyword_sieve_free(&x->sieve);
    free(x);
}

vn_status vn_extract(vn_extractor *x, const vn_keyword_input *input, vn_keywords *out, vn_error *err)
{
    vn_keyword_document_clear(&x->doc);
    vn_status st = vn_keyword_prepare(&x->doc, input, err);
    if (!st)
        st = vn_keyword_join_variants(&x->doc, err);
    if (!st)
        st = x->method->score(&x->doc, err);
    if (!st)
        st = vn_keyword_pick(&x->doc, x->method->about.lower_is_better, out, err);
    return st;
}
