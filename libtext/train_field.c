/* The linear-chain conditional random field over two labels: forward-backward, one AdaGrad step, Viterbi. */
#include "exact.h"
#include "train.h"

#include <math.h>

enum {
    MAX_EMIT = 19,  /* weights of a gap that do not look at the label before it */
    MAX_CHAIN = 5,  /* weights for each label before it */
    PAD = 4
};

typedef struct active {
    vn_weight *emit[MAX_EMIT];
    vn_weight *chain[2][MAX_CHAIN];
    uint8_t n_emit, n_chain[2];
    bool free;         /* may be joined */
    uint8_t gold;
    double potential[2]; /* e to the join score, by the label before */
    double alpha[2];     /* scaled forward sums of the gap's labels */
    double z;            /* scale of the gap */
} active;

struct vn_field {
    vn_trainer *t;
    size_t cap;      /* tokens */
    active *gap;     /* [n - 1] gap i lies after token i */
    uint8_t *memory; /* of the arrays below, with PAD cells around each */
    uint8_t *shape, *mask;
    uint8_t *label, *back; /* [n] */
};

void vn_train_blocks(vn_trainer *t, vn_weight_block block[VN_WEIGHT_BLOCKS])
{
    for (int order = 0; order < VN_ORDERS; order++)
        block[order] = (vn_weight_block){&t->gram_weight[order], (t->gram[order].n + 1) * 3};
    const vn_weight_block rest[] = {
        {&t->unigram, (size_t)t->ids * VN_UNIGRAM}, {&t->link, (size_t)t->ids * 2},
        {&t->cased, (size_t)t->ids * VN_CASED},     {&t->shapes, VN_SHAPE_CELLS},
        {&t->lexicon, VN_LEXICON_CELLS},            {&t->chain, 2},
    };
    memcpy(block + VN_ORDERS, rest, sizeof rest);
}

vn_status vn_field_new(vn_field **out, vn_trainer *t, vn_error *err)
{
    vn_field *f = vn_calloc(1, sizeof *f);
    if (!f)
        return vn_fail_memory(err, "a random field");
    f->t = t;
    *out = f;
    return VN_OK;
}

void vn_field_free(vn_field *f)
{
    if (!f)
        return;
    free(f->gap);
    free(f->memory);
    free(f);
}

static vn_status make_room(vn_field *f, size_t n, vn_error *err)
{
    if (n <= f->cap)
        return VN_OK;
    const size_t cap = n + n / 2 + 64;
    const size_t row = cap + 2 * PAD;
    active *gap = vn_realloc(f->gap, cap, sizeof *gap);
    if (!gap)
        return vn_fail_memory(err, "a sentence");
    f->gap = gap;
    free(f->memory);
    f->cap = 0;
    f->memory = vn_calloc(row, 4);
    if (!f->memory)
        return vn_fail_memory(err, "a sentence");
    f->cap = cap;
    uint8_t **array[] = {&f->shape, &f->mask, &f->label, &f->back};
    for (size_t i = 0; i < VN_COUNT(array); i++)
        *array[i] = f->memory + i * row + PAD;
    return VN_OK;
}

/* Shapes and lexicon words of the sentence into the padded arrays, token 0 being its first real one. */
static void load(vn_field *f, const vn_sentence *s, vn_span hidden)
{
    const vn_trainer *t = f->t;
    const size_t n = s->n;
    memset(f->shape - PAD, VN_SHAPE_PUNCT, n + 2 * PAD);
    memset(f->mask - PAD, 0, n + 2 * PAD);
    const uint32_t fold = s->weight > 0 ? s->fold : VN_FOLDS;
    for (size_t i = 0; i < n; i++) {
        const size_t k = s->start + 1 + i;
        const uint8_t shape = t->shape[k];
        const bool letters = shape != VN_SHAPE_NUMBER && shape != VN_SHAPE_PUNCT;
        f->shape[i] = i >= hidden.from && i < hidden.to && letters ? VN_SHAPE_UNKNOWN : shape;
        for (int order = 0; order < VN_ORDERS; order++)
            if (vn_train_is_word(t, order, t->at[order][k], fold))
                vn_mask_word(f->mask, (ptrdiff_t)i, order + 2, VN_NGRAM_WORD);
    }
}

static void emit_gram(active *a, const vn_trainer *t, int order, size_t k, size_t weight)
{
    const uint32_t number = t->at[order][k];
    if (number == VN_GRAM_NONE)
        return;
    a->emit[a->n_emit++] = &t->gram_weight[order][(size_t)number * 3 + weight];
    if (vn_train_is_listed(t, order, number))
        a->emit[a->n_emit++] = &t->gram_weight[order][t->gram[order].n * 3 + weight];
}

static void collect_emit(vn_field *f, active *a, size_t k, size_t i)
{
    vn_trainer *t = f->t;
    const uint32_t *c = t->token + k;
    const uint32_t pair = vn_shape_pair(f->shape + i);
    a->n_emit = 0;
    a->emit[a->n_emit++] = &t->unigram[(size_t)c[-1] * VN_UNIGRAM];
    a->emit[a->n_emit++] = &t->unigram[(size_t)c[0] * VN_UNIGRAM + 1];
    a->emit[a->n_emit++] = &t->unigram[(size_t)c[1] * VN_UNIGRAM + 2];
    a->emit[a->n_emit++] = &t->unigram[(size_t)c[2] * VN_UNIGRAM + 3];
    a->emit[a->n_emit++] = &t->cased[(size_t)c[0] * VN_CASED + pair];
    a->emit[a->n_emit++] = &t->cased[(size_t)c[1] * VN_CASED + 16 + pair];
    a->emit[a->n_emit++] = &t->shapes[vn_shape_cell(f->shape + i)];
    emit_gram(a, t, 0, k - 1, 2);
    emit_gram(a, t, 0, k, 1);
    emit_gram(a, t, 0, k + 1, 0);
    emit_gram(a, t, 1, k - 1, 1);
    emit_gram(a, t, 1, k, 0);
    emit_gram(a, t, 2, k - 1, 0);
}

static void collect_chain(vn_field *f, active *a, size_t k, size_t i, uint32_t before)
{
    vn_trainer *t = f->t;
    const uint32_t pair = vn_pair_class(vn_shape_pair(f->shape + i));
    const uint32_t mask = f->mask[i];
    uint8_t n = 0;
    a->chain[before][n++] = &t->chain[before];
    a->chain[before][n++] = &t->link[(size_t)t->token[k] * 2 + before];
    a->chain[before][n++] = &t->lexicon[((size_t)pair * VN_MASKS + mask) * 2 + before];
    const uint32_t number = t->at[1][k - 1];
    if (before && number != VN_GRAM_NONE)
        a->chain[before][n++] = &t->gram_weight[1][(size_t)number * 3 + 2];
    if (before && number != VN_GRAM_NONE && vn_train_is_listed(t, 1, number))
        a->chain[before][n++] = &t->gram_weight[1][t->gram[1].n * 3 + 2];
    a->n_chain[before] = n;
}

static double score(const active *a, int before)
{
    double sum = 0;
    for (uint8_t i = 0; i < a->n_emit; i++)
        sum += (double)a->emit[i]->w;
    for (uint8_t i = 0; i < a->n_chain[before]; i++)
        sum += (double)a->chain[before][i]->w;
    return sum > 30 ? 30 : (sum < -30 ? -30 : sum);
}

static void collect(vn_field *f, const vn_sentence *s)
{
    for (size_t i = 0; i + 1 < s->n; i++) {
        const size_t k = s->start + 1 + i;
        active *a = &f->gap[i];
        a->gold = f->t->label[k] == 1;
        a->free = f->t->label[k] < VN_LABEL_NONE;
        a->potential[0] = a->potential[1] = 0; /* a gap that may not be joined */
        if (!a->free)
            continue;
        collect_emit(f, a, k, i);
        for (uint32_t before = 0; before < 2; before++) {
            collect_chain(f, a, k, i, before);
            a->potential[before] = vn_exp(score(a, (int)before));
        }
    }
}

/* alpha[y] is proportional to the sum over all label sequences that end in y here; returns log Z. */
static double forward(active *gap, size_t n)
{
    double before[2] = {1, 0};
    double log_z = 0;
    for (size_t i = 0; i < n; i++) {
        active *a = &gap[i];
        const double split = before[0] + before[1];
        const double join = before[0] * a->potential[0] + before[1] * a->potential[1];
        a->z = split + join;
        a->alpha[0] = before[0] = split / a->z;
        a->alpha[1] = before[1] = join / a->z;
        log_z += log(a->z);
    }
    return log_z;
}

static double gold_score(const active *gap, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        if (gap[i].gold)
            sum += log(gap[i].potential[i && gap[i - 1].gold]);
    return sum;
}

static void step(vn_weight *weight, double gradient, const vn_train_options *opt)
{
    const double g = gradient + opt->l2 * (double)weight->w;
    weight->sum += (float)(g * g);
    weight->w -= (float)(opt->rate * g / (sqrt((double)weight->sum) + 0.1));
}

/* error[b] is the expected less the observed count of (label before = b, joined). */
static void update(active *a, const double error[2], const vn_train_options *opt)
{
    const double both = error[0] + error[1];
    if (fabs(both) > 1e-4)
        for (uint8_t i = 0; i < a->n_emit; i++)
            step(a->emit[i], both, opt);
    for (int before = 0; before < 2; before++)
        if (fabs(error[before]) > 1e-4)
            for (uint8_t i = 0; i < a->n_chain[before]; i++)
                step(a->chain[before][i], error[before], opt);
}

/* Backward sums, and with them the marginals and the step. */
static void backward(active *gap, size_t n, double weight, const vn_train_options *opt)
{
    double beta[2] = {1, 1};
    for (size_t i = n; i-- > 0;) {
        active *a = &gap[i];
        const double before[2] = {i ? gap[i - 1].alpha[0] : 1, i ? gap[i - 1].alpha[1] : 0};
        const double join = beta[1] / a->z;
        const double split = beta[0] / a->z;
        if (a->free) {
            double error[2];
            const int gold_before = i && gap[i - 1].gold;
            for (int b = 0; b < 2; b++) {
                error[b] = before[b] * a->potential[b] * join;
                error[b] = weight * (error[b] - (a->gold && gold_before == b));
            }
            update(a, error, opt);
        }
        for (int b = 0; b < 2; b++)
            beta[b] = split + a->potential[b] * join;
    }
}

vn_status vn_field_learn(vn_field *f, const vn_sentence *s, vn_span hidden, double *loss, size_t *gaps,
                         vn_error *err)
{
    if (s->n < 2)
        return VN_OK;
    const vn_status st = make_room(f, s->n, err);
    if (st)
        return st;
    load(f, s, hidden);
    collect(f, s);
    const size_t n = s->n - 1;
    *loss += forward(f->gap, n) - gold_score(f->gap, n);
    for (size_t i = 0; i < n; i++)
        *gaps += f->gap[i].free;
    backward(f->gap, n, (double)s->weight, &f->t->opt);
    return VN_OK;
}

/* Viterbi: best[y] is the score of the best labels that end in y. */
static void best_path(vn_field *f, size_t n)
{
    double best[2] = {0, -HUGE_VAL};
    for (size_t i = 0; i < n; i++) {
        const active *a = &f->gap[i];
        const bool from_join[2] = {best[1] > best[0],
                                   a->free && best[1] + score(a, 1) > best[0] + score(a, 0)};
        const double join = !a->free ? -HUGE_VAL : (from_join[1] ? best[1] + score(a, 1) : best[0] + score(a, 0));
        best[0] = from_join[0] ? best[1] : best[0];
        best[1] = join;
        f->back[i] = (uint8_t)(from_join[0] | from_join[1] << 1);
    }
    uint8_t y = best[1] > best[0];
    for (size_t i = n; i-- > 0;) {
        f->label[i] = y;
        y = (uint8_t)(f->back[i] >> y & 1);
    }
}

vn_status vn_field_decode(vn_field *f, const vn_sentence *s, const uint8_t **label, vn_error *err)
{
    const vn_status st = make_room(f, s->n, err);
    if (st)
        return st;
    load(f, s, (vn_span){0, 0});
    collect(f, s);
    if (s->n > 1)
        best_path(f, s->n - 1);
    *label = f->label;
    return VN_OK;
}
