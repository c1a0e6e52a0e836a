/* Learns a model of keyword_model.h: what other articles tell of a term is counted first, then all features are weighed
 * together. An article is told only what the others know of its tags, or it would trust its own. */
#include "vn/keyword_train.h"

#include "keyword_fit.h"
#include "keyword_model.h"
#include "vn/json.h"
#include "vn/norm.h"

#include <math.h>

static const double PENALTY = 10;
static const double WORD_DOUBT = 20;  /* articles as usual that a word is taken to have stood in before any is seen, */
static const double PHRASE_DOUBT = 5; /* and a phrase */
static const double WORTH = 0.7;     /* what headlines tell of a term and is less is left out, */
static const double STEP = 0.1;      /* and the rest rounded */
enum { LEAST_ARTICLES = 50, LEARNT = VN_KEYWORD_FEATURES - VN_KEYWORD_MEASURED };

/* A candidate of a tagged article. */
typedef struct example {
    uint32_t term;
    uint32_t head; /* its first word */
    uint32_t tail; /* its last */
} example;

typedef struct article {
    vn_slice id;
    size_t first; /* example */
    size_t n;
    size_t tags; /* in tag */
    size_t n_tags;
    uint32_t hits;
} article;

/* What was counted of a key. */
typedef struct usage {
    uint32_t articles;  /* that have it in the text */
    uint32_t headlines; /* of these, that have it in the title too */
    uint32_t tags;      /* articles that have it as a tag, of those that are learnt from */
} usage;

struct vn_keyword_trainer {
    vn_keyword_options options;
    vn_keyword_document doc;
    vn_word_classes *classes;
    const vn_keyword_model *from;
    vn_arena ids;
    vn_map keys; /* of terms, words and tags */
    usage *usage;            /* [keys.n] */
    vn_keyword_prior *prior; /* [keys.n] while a model is made */
    size_t usage_cap;
    size_t prior_cap;
    bool headlines; /* any were read */
    article *article;
    size_t n_articles;
    size_t article_cap;
    example *example;
    uint8_t *hit; /* [n_examples] */
    float *x;     /* [n_examples][VN_KEYWORD_MEASURED] */
    size_t n_examples;
    size_t example_cap;
    size_t hit_cap;
    size_t x_cap;
    uint32_t *tag;
    size_t n_tags;
    size_t tag_cap;
    vn_buf key;
};

vn_status vn_keyword_trainer_new(vn_keyword_trainer **out, const vn_keyword_options *options, const vn_keyword_model *from,
                                 vn_error *err)
{
    vn_keyword_trainer *t = vn_calloc(1, sizeof *t);
    if (!t)
        return vn_fail_memory(err, "a trainer of keywords");
    t->options = options ? *options : (vn_keyword_options){0};
    t->from = from;
    t->doc.options = &t->options;
    t->doc.tuned = true; /* as for the method */
    const vn_status st = vn_word_classes_open(&t->classes, err);
    t->doc.classes = t->classes;
    t->doc.lexicon.classes = t->classes;
    if (st)
        vn_keyword_trainer_free(t);
    else
        *out = t;
    return st;
}

void vn_keyword_trainer_free(vn_keyword_trainer *t)
{
    if (!t)
        return;
    vn_keyword_document_free(&t->doc);
    vn_word_classes_free(t->classes);
    vn_arena_free(&t->ids);
    vn_map_free(&t->keys);
    vn_buf_free(&t->key);
    free(t->usage);
    free(t->prior);
    free(t->article);
    free(t->example);
    free(t->hit);
    free(t->x);
    free(t->tag);
    free(t);
}

/* --- collecting -------------------------------------------------------------------------------------------- */

static vn_status number_key(vn_keyword_trainer *t, vn_slice key, uint32_t *number, vn_error *err)
{
    const size_t known = t->keys.n;
    *number = vn_map_add(&t->keys, key);
    if (*number == VN_MAP_NONE || !vn_grow((void **)&t->usage, &t->usage_cap, t->keys.n, sizeof *t->usage))
        return vn_fail_memory(err, "a trainer of keywords");
    if (*number == known)
        t->usage[*number] = (usage){0, 0, 0};
    return VN_OK;
}

static vn_status number_candidate(vn_keyword_trainer *t, const vn_keyword_candidate *c, uint32_t *number, vn_error *err)
{
    vn_slice key;
    const vn_status st = vn_keyword_key(&t->doc, c, &key, err);
    return st ? st : number_key(t, key, number, err);
}

static vn_status prepare(vn_keyword_trainer *t, const vn_keyword_input *input, vn_error *err)
{
    vn_keyword_document_clear(&t->doc);
    const vn_status st = vn_keyword_prepare(&t->doc, input, err);
    return st ? st : vn_keyword_join_variants(&t->doc, err);
}

vn_status vn_keyword_trainer_read(vn_keyword_trainer *t, const vn_keyword_input *input, vn_error *err)
{
    vn_status st = prepare(t, input, err);
    if (!st)
        st = vn_keyword_cohere_all(&t->doc, err);
    t->headlines = true;
    for (size_t i = 0; !st && i < t->doc.n_candidates; i++) {
        const vn_keyword_candidate *c = &t->doc.candidate[i];
        uint32_t number;
        if (c->count <= c->title || (c->words > 1 && !c->attested))
            continue;
        st = number_candidate(t, c, &number, err);
        if (st)
            break;
        t->usage[number].articles++;
        t->usage[number].headlines += c->title > 0;
    }
    return st;
}

static vn_slice trim(vn_slice key)
{
    while (key.len && key.ptr[0] == '_')
        key = vn_slice_of(key.ptr + 1, key.len - 1);
    while (key.len && key.ptr[key.len - 1] == '_')
        key.len--;
    return key;
}

/* The keys of the tags, each once. */
static vn_status add_tags(vn_keyword_trainer *t, article *a, const vn_slice *tags, size_t n, vn_error *err)
{
    a->tags = t->n_tags;
    if (!vn_grow((void **)&t->tag, &t->tag_cap, t->n_tags + n, sizeof *t->tag))
        return vn_fail_memory(err, "a trainer of keywords");
    for (size_t i = 0; i < n; i++) {
        uint32_t number;
        t->key.len = 0;
        vn_status st = vn_fold(tags[i], &t->key, err);
        const vn_slice key = trim(vn_slice_of(t->key.ptr, t->key.len));
        if (!st && !key.len)
            continue;
        if (!st)
            st = number_key(t, key, &number, err);
        if (st)
            return st;
        bool known = false;
        for (size_t j = a->tags; j < t->n_tags; j++)
            known = known || t->tag[j] == number;
        if (!known)
            t->tag[t->n_tags++] = number;
    }
    a->n_tags = t->n_tags - a->tags;
    return VN_OK;
}

static bool is_tag(const vn_keyword_trainer *t, const article *a, uint32_t key)
{
    for (size_t i = a->tags; i < a->tags + a->n_tags; i++)
        if (t->tag[i] == key)
            return true;
    return false;
}

/* The features stand in the first column. */
static vn_status add_example(vn_keyword_trainer *t, article *a, const vn_keyword_candidate *c, vn_keyword_columns x,
                             vn_error *err)
{
    const size_t i = t->n_examples;
    if (!vn_grow((void **)&t->example, &t->example_cap, i + 1, sizeof *t->example) ||
        !vn_grow((void **)&t->hit, &t->hit_cap, i + 1, sizeof *t->hit) ||
        !vn_grow((void **)&t->x, &t->x_cap, i + 1, VN_KEYWORD_MEASURED * sizeof *t->x))
        return vn_fail_memory(err, "a trainer of keywords");
    example *e = &t->example[i];
    const vn_keyword_token *token = &t->doc.token[c->token];
    vn_status st = number_candidate(t, c, &e->term, err);
    if (!st)
        st = number_key(t, vn_keyword_word_key(&t->doc, token->word), &e->head, err);
    if (!st)
        st = number_key(t, vn_keyword_word_key(&t->doc, token[c->words - 1].word), &e->tail, err);
    if (st)
        return st;
    for (size_t f = 0; f < VN_KEYWORD_MEASURED; f++)
        t->x[i * VN_KEYWORD_MEASURED + f] = x[f][0];
    t->hit[i] = is_tag(t, a, e->term);
    a->hits += t->hit[i];
    a->n++;
    t->n_examples++;
    return VN_OK;
}

static vn_status add_examples(vn_keyword_trainer *t, article *a, vn_error *err)
{
    const vn_keyword_document *doc = &t->doc;
    vn_keyword_columns x;
    vn_keyword_measuring *m = NULL;
    a->first = t->n_examples;
    vn_status st = vn_keyword_measuring_new(&m, &t->doc, err);
    for (size_t i = 0; !st && i < doc->n_candidates; i++) {
        if (!doc->candidate[i].alive)
            continue;
        vn_keyword_measure(m, i, x, 0);
        st = add_example(t, a, &doc->candidate[i], x, err);
    }
    return st;
}

vn_status vn_keyword_trainer_add(vn_keyword_trainer *t, vn_slice id, const vn_keyword_input *input, const vn_slice *tags,
                                 size_t n_tags, vn_error *err)
{
    const char *copy = vn_arena_copy(&t->ids, id.ptr, id.len);
    article a = {.id = vn_slice_of(copy, id.len)};
    if (!copy || !vn_grow((void **)&t->article, &t->article_cap, t->n_articles + 1, sizeof *t->article))
        return vn_fail_memory(err, "a trainer of keywords");
    vn_status st = prepare(t, input, err);
    if (!st)
        st = add_tags(t, &a, tags, n_tags, err);
    if (!st)
        st = add_examples(t, &a, err);
    if (!st)
        t->article[t->n_articles++] = a;
    return st;
}

/* --- what the articles tell of terms ----------------------------------------------------------------------- */

uint32_t vn_keyword_fold(vn_slice id, uint32_t folds, uint32_t round)
{
    return (uint32_t)(vn_mix(vn_hash(id.ptr, id.len) + round * UINT64_C(0x9e3779b97f4a7c15)) % folds);
}

/* Of headlines; `usual` is the share of all terms that stand in the headline too. */
static vn_keyword_prior prior_of(const usage *u, vn_slice key, double usual)
{
    vn_keyword_prior p = {0, (float)u->tags};
    if (u->articles < LEAST_ARTICLES)
        return p;
    const double doubt = memchr(key.ptr, '_', key.len) ? PHRASE_DOUBT : WORD_DOUBT;
    const double x = log((u->headlines + doubt * usual) / (u->articles + doubt) / usual);
    if (fabs(x) >= WORTH)
        p.headline = (float)(floor(x / STEP + 0.5) * STEP);
    return p;
}

/* Fills prior [keys.n]: tags of the chosen articles; the rest from the headlines that were read, or of the model to begin
 * with when there are none. */
static vn_status set_priors(vn_keyword_trainer *t, const article *const *chosen, size_t n, vn_error *err)
{
    double articles = 0, headlines = 0;
    if (!vn_grow((void **)&t->prior, &t->prior_cap, t->keys.n + 1, sizeof *t->prior))
        return vn_fail_memory(err, "a keyword model");
    for (size_t i = 0; i < t->keys.n; i++) {
        t->usage[i].tags = 0;
        articles += t->usage[i].articles;
        headlines += t->usage[i].headlines;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = chosen[i]->tags; j < chosen[i]->tags + chosen[i]->n_tags; j++)
            t->usage[t->tag[j]].tags++;
    const double usual = (headlines + 1) / (articles + 1);
    for (size_t i = 0; i < t->keys.n; i++) {
        t->prior[i] = prior_of(&t->usage[i], t->keys.key[i], usual);
        if (t->from && !t->headlines) {
            t->prior[i] = vn_keyword_prior_of(t->from, t->keys.key[i]);
            t->prior[i].tags = (float)t->usage[i].tags;
        }
    }
    return VN_OK;
}

/* --- learning ---------------------------------------------------------------------------------------------- */

/* The rows of the chosen articles, in their order. */
typedef struct rows {
    vn_keyword_rows as;
    float *x;
    float *extra;
    uint8_t *hit;
    size_t *begin;
    uint32_t *hits;
} rows;

static void rows_free(rows *r)
{
    free(r->x);
    free(r->extra);
    free(r->hit);
    free(r->begin);
    free(r->hits);
}

static void add_row(const vn_keyword_trainer *t, const example *e, bool hit, float *extra)
{
    vn_keyword_prior term = t->prior[e->term];
    if (hit)
        term.tags -= 1;
    vn_keyword_prior_features(extra, term, t->prior[e->head].headline, t->prior[e->tail].headline);
}

static vn_status make_rows(const vn_keyword_trainer *t, const article *const *chosen, size_t n, rows *r, vn_error *err)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += chosen[i]->n;
    r->x = vn_calloc(total, VN_KEYWORD_MEASURED * sizeof *r->x);
    r->extra = vn_calloc(total, LEARNT * sizeof *r->extra);
    r->hit = vn_calloc(total, 1);
    r->begin = vn_calloc(n + 1, sizeof *r->begin);
    r->hits = vn_calloc(n, sizeof *r->hits);
    if (!r->x || !r->extra || !r->hit || !r->begin || !r->hits)
        return vn_fail_memory(err, "a keyword model");
    size_t at = 0;
    for (size_t i = 0; i < n; at += chosen[i++]->n) {
        const article *a = chosen[i];
        r->hits[i] = a->hits;
        r->begin[i + 1] = at + a->n;
        if (!a->n)
            continue;
        memcpy(r->x + at * VN_KEYWORD_MEASURED, t->x + a->first * VN_KEYWORD_MEASURED,
               a->n * VN_KEYWORD_MEASURED * sizeof *r->x);
        memcpy(r->hit + at, t->hit + a->first, a->n);
        for (size_t j = 0; j < a->n; j++)
            add_row(t, &t->example[a->first + j], r->hit[at + j], r->extra + (at + j) * LEARNT);
    }
    r->as = (vn_keyword_rows){r->x, r->extra, r->hit, r->begin, r->hits, n, VN_KEYWORD_MEASURED, LEARNT};
    return total ? VN_OK : vn_fail(err, VN_EDATA, "there is no article to learn keywords from");
}

static int compare_articles(const void *a, const void *b)
{
    const article *x = *(const article *const *)a;
    const article *y = *(const article *const *)b;
    const int order = vn_slice_cmp(x->id, y->id);
    return order ? order : (x > y) - (x < y);
}

/* Those to learn from, by id, so that the order in which they came does not matter. */
static vn_status choose(const vn_keyword_trainer *t, const vn_keyword_training *how, const article ***out, size_t *n,
                        vn_error *err)
{
    const article **chosen = vn_calloc(t->n_articles, sizeof *chosen);
    uint64_t hits = 0;
    if (!chosen)
        return vn_fail_memory(err, "a keyword model");
    *n = 0;
    for (size_t i = 0; i < t->n_articles; i++)
        if (!how->folds || vn_keyword_fold(t->article[i].id, how->folds, how->round) != how->fold) {
            chosen[(*n)++] = &t->article[i];
            hits += t->article[i].hits;
        }
    qsort(chosen, *n, sizeof *chosen, compare_articles);
    *out = chosen;
    return hits ? VN_OK : vn_fail(err, VN_EDATA, "no tag of any article is one of its words or phrases");
}

/* --- writing ----------------------------------------------------------------------------------------------- */

static vn_status write_text(vn_buf *out, const char *text, vn_error *err)
{
    return vn_buf_append(out, text, strlen(text), err);
}

static vn_status write_value(vn_buf *out, double value, double step, vn_error *err)
{
    const vn_status st = write_text(out, "\t", err);
    return st ? st : vn_json_write_number(floor(value / step + 0.5) * step + 0.0, out, err);
}

static vn_status write_weights(const double *weight, vn_buf *out, vn_error *err)
{
    vn_status st = write_text(out, "vnkey-model\t1\n", err);
    for (size_t f = 0; !st && f < VN_KEYWORD_FEATURES; f++) {
        st = write_text(out, "feature\t", err);
        if (!st)
            st = write_text(out, vn_keyword_feature_name[f], err);
        if (!st)
            st = write_value(out, weight[f], 1e-4, err);
        if (!st)
            st = write_text(out, "\n", err);
    }
    return st;
}

static vn_status write_term(vn_slice key, vn_keyword_prior p, vn_buf *out, vn_error *err)
{
    if (p.headline == 0 && p.tags == 0)
        return VN_OK;
    vn_status st = write_text(out, "term\t", err);
    if (!st)
        st = vn_buf_append(out, key.ptr, key.len, err);
    if (!st)
        st = write_value(out, (double)p.headline, STEP, err);
    if (!st)
        st = write_value(out, (double)p.tags, 1, err);
    return st ? st : write_text(out, "\n", err);
}

/* A key and what is known of it. */
typedef struct entry {
    vn_slice key;
    vn_keyword_prior prior;
} entry;

static int compare_entries(const void *a, const void *b)
{
    return vn_slice_cmp(((const entry *)a)->key, ((const entry *)b)->key);
}

/* The keys of the trainer and, without headlines of its own, those of the model to begin with that it has not. */
static vn_status write_terms(const vn_keyword_trainer *t, vn_buf *out, vn_error *err)
{
    const vn_keyword_model *from = t->headlines ? NULL : t->from;
    const size_t more = from ? from->keys.n : 0;
    entry *e = vn_calloc(t->keys.n + more, sizeof *e);
    size_t n = 0;
    vn_status st = e ? VN_OK : vn_fail_memory(err, "a keyword model");
    for (size_t i = 0; !st && i < t->keys.n; i++)
        e[n++] = (entry){t->keys.key[i], t->prior[i]};
    for (size_t i = 0; !st && i < more; i++)
        if (vn_map_find(&t->keys, from->keys.key[i]) == VN_MAP_NONE)
            e[n++] = (entry){from->keys.key[i], {from->prior[i].headline, 0}};
    if (!st)
        qsort(e, n, sizeof *e, compare_entries);
    for (size_t i = 0; !st && i < n; i++)
        st = write_term(e[i].key, e[i].prior, out, err);
    free(e);
    return st;
}

vn_status vn_keyword_trainer_run(vn_keyword_trainer *t, const vn_keyword_training *training, vn_buf *model, vn_error *err)
{
    const vn_keyword_training how = training ? *training : (vn_keyword_training){0};
    double weight[VN_KEYWORD_FEATURES];
    const article **chosen = NULL;
    size_t n = 0;
    rows r = {0};
    vn_status st = choose(t, &how, &chosen, &n, err);
    if (!st)
        st = set_priors(t, chosen, n, err);
    if (!st)
        st = make_rows(t, chosen, n, &r, err);
    if (!st)
        st = vn_keyword_fit(&r.as, how.penalty > 0 ? how.penalty : PENALTY, weight, err);
    if (!st)
        st = write_weights(weight, model, err);
    if (!st)
        st = write_terms(t, model, err);
    rows_free(&r);
    free(chosen);
    return st;
}
