/* The passes over the data: order, score of the development data, which pass is kept and when it is enough. */
#include "train.h"

#define RUN_SHARE 0.02 /* of the sentences, beside unknown_case */
enum { RUN_MAX = 6 };  /* words of such a run */

/* Sentences between two calls of the progress report. */
enum { REPORT_STEP = 256 };

typedef struct tally {
    size_t gold, found, right;
} tally;

/* Words are right when both edges are and nothing between differs. */
static void tally_words(const uint8_t *gold, const uint8_t *found, size_t n, tally *sum)
{
    bool same = true;
    for (size_t i = 0; i < n; i++) { /* after token i */
        const bool gold_ends = i + 1 == n || (gold[i] != 1 && gold[i] != VN_LABEL_INSIDE);
        const bool found_ends = i + 1 == n || found[i] != 1;
        sum->gold += gold_ends;
        sum->found += found_ends;
        sum->right += gold_ends && found_ends && same;
        same = gold_ends && found_ends ? true : (gold_ends || found_ends ? false : same);
    }
}

static vn_status evaluate(vn_trainer *t, vn_field *field, vn_train_report *report, vn_error *err)
{
    tally sum = {0};
    for (size_t s = 0; s < t->n_sentences; s++) {
        const vn_sentence *sent = &t->sentence[s];
        const uint8_t *label = NULL;
        if (sent->weight > 0)
            continue;
        const vn_status st = vn_field_decode(field, sent, &label, err);
        if (st)
            return st;
        tally_words(t->label + sent->start + 1, label, sent->n, &sum);
    }
    report->precision = sum.found ? (double)sum.right / (double)sum.found : 0;
    report->recall = sum.gold ? (double)sum.right / (double)sum.gold : 0;
    report->f1 = sum.gold ? 2 * (double)sum.right / (double)(sum.gold + sum.found) : 0;
    return VN_OK;
}

/* What is shown without case: now and then a whole sentence, as in headlines, or some words of it. */
static vn_span choose_hidden(const vn_trainer *t, vn_rng *rng, size_t n)
{
    const double u = vn_rng_unit(rng);
    if (u < t->opt.unknown_case)
        return (vn_span){0, n};
    if (u > 1 - RUN_SHARE && n > 2) {
        const size_t from = vn_rng_below(rng, n - 1);
        return (vn_span){from, from + 2 + vn_rng_below(rng, RUN_MAX - 1)};
    }
    return (vn_span){0, 0};
}

static vn_status pass(vn_trainer *t, vn_field *field, vn_train_fn *report, void *context, vn_train_report *r, vn_error *err)
{
    double loss = 0;
    size_t gaps = 0;
    vn_train_run *run = &t->run;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < run->n; i++) {
        const vn_sentence *sent = &t->sentence[run->order[i]];
        st = vn_field_learn(field, sent, choose_hidden(t, &run->rng, sent->n), &loss, &gaps, err);
        r->done = i + 1;
        if (!st && report && r->done % REPORT_STEP == 0 && r->done < run->n)
            st = report(context, r, err);
    }
    r->loss = gaps ? loss / (double)gaps : 0;
    return st;
}

/* --- the best pass ----------------------------------------------------------------------------------------- */

static void keep(vn_trainer *t)
{
    vn_weight_block block[VN_WEIGHT_BLOCKS];
    vn_train_blocks(t, block);
    float *to = t->run.best;
    for (int b = 0; b < VN_WEIGHT_BLOCKS; b++)
        for (size_t i = 0; i < block[b].n; i++)
            *to++ = (*block[b].at)[i].w;
}

static void bring_back(vn_trainer *t)
{
    vn_weight_block block[VN_WEIGHT_BLOCKS];
    vn_train_blocks(t, block);
    const float *from = t->run.best;
    for (int b = 0; b < VN_WEIGHT_BLOCKS; b++)
        for (size_t i = 0; i < block[b].n; i++)
            (*block[b].at)[i].w = *from++;
}

static void compare(vn_trainer *t, double f1)
{
    vn_train_run *run = &t->run;
    if (f1 <= run->best_f1)
        return;
    run->best_epoch = run->epoch;
    run->best_f1 = f1;
    keep(t);
}

static bool is_enough(const vn_trainer *t)
{
    const vn_train_run *run = &t->run;
    return run->epoch >= t->opt.epochs || (run->best && run->epoch - run->best_epoch >= t->opt.patience);
}

/* --- the whole --------------------------------------------------------------------------------------------- */

/* What the weights to begin with score: no pass is kept that makes them worse. */
static vn_status pass_zero(vn_trainer *t, vn_field *field, vn_train_fn *report, void *context, vn_error *err)
{
    if (!t->opt.from || !t->run.best || t->run.epoch)
        return VN_OK;
    vn_train_report r = {.epochs = t->opt.epochs, .done = t->run.n, .sentences = t->run.n};
    const vn_status st = evaluate(t, field, &r, err);
    if (st)
        return st;
    compare(t, r.f1);
    return report ? report(context, &r, err) : VN_OK;
}

static vn_status all_passes(vn_trainer *t, vn_field *field, vn_train_fn *report, void *context, vn_error *err)
{
    vn_train_run *run = &t->run;
    while (!is_enough(t)) {
        vn_train_report r = {.epoch = run->epoch + 1, .epochs = t->opt.epochs, .sentences = run->n};
        run->in_pass = true;
        vn_rng_shuffle(&run->rng, run->order, run->n);
        vn_status st = pass(t, field, report, context, &r, err);
        if (!st && run->best)
            st = evaluate(t, field, &r, err);
        if (st)
            return st;
        run->epoch++;
        run->in_pass = false;
        if (run->best)
            compare(t, r.f1);
        if (report && (st = report(context, &r, err)))
            return st;
    }
    return VN_OK;
}

unsigned vn_trainer_epoch(const vn_trainer *t)
{
    return t->run.epoch;
}

unsigned vn_trainer_best_epoch(const vn_trainer *t)
{
    return t->run.best ? t->run.best_epoch : t->run.epoch;
}

static vn_status learn(vn_trainer *t, vn_train_fn *report, void *context, vn_error *err)
{
    vn_field *field = NULL;
    vn_status st = vn_field_new(&field, t, err);
    if (!st)
        st = pass_zero(t, field, report, context, err);
    if (!st)
        st = all_passes(t, field, report, context, err);
    vn_field_free(field);
    if (!st && vn_trainer_best_epoch(t) < t->run.epoch)
        bring_back(t);
    return st;
}

size_t vn_train_n_weights(vn_trainer *t)
{
    vn_weight_block block[VN_WEIGHT_BLOCKS];
    vn_train_blocks(t, block);
    size_t n = 0;
    for (int b = 0; b < VN_WEIGHT_BLOCKS; b++)
        n += block[b].n;
    return n;
}

static vn_status make_weights(vn_trainer *t, vn_error *err)
{
    vn_weight_block block[VN_WEIGHT_BLOCKS];
    vn_train_blocks(t, block);
    for (int b = 0; b < VN_WEIGHT_BLOCKS; b++)
        if (!(*block[b].at = vn_calloc(block[b].n, sizeof(vn_weight))))
            return vn_fail_memory(err, "weights");
    if (t->run.n < t->n_sentences && !(t->run.best = vn_calloc(vn_train_n_weights(t), sizeof *t->run.best)))
        return vn_fail_memory(err, "weights");
    return VN_OK;
}

/* The sentences that are learnt from, in the order of arrival. */
static vn_status begin_run(vn_trainer *t, vn_error *err)
{
    vn_train_run *run = &t->run;
    run->order = vn_calloc(t->n_sentences, sizeof *run->order);
    if (!run->order)
        return vn_fail_memory(err, "training");
    for (size_t s = 0; s < t->n_sentences; s++)
        if (t->sentence[s].weight > 0)
            run->order[run->n++] = (uint32_t)s;
    vn_rng_seed(&run->rng, t->opt.seed);
    run->best_f1 = -1;
    return run->n ? VN_OK : vn_fail(err, VN_EINVAL, "no training data");
}

vn_status vn_train_prepare(vn_trainer *t, vn_error *err)
{
    if (t->begun)
        return t->ready ? VN_OK : vn_fail(err, VN_EINVAL, "a trainer that failed is of no more use");
    t->begun = true;
    vn_status st = begin_run(t, err);
    if (!st)
        st = vn_train_number(t, err);
    if (!st)
        st = vn_train_grams(t, err);
    if (!st)
        st = make_weights(t, err);
    if (!st)
        st = vn_base_weights(t, err);
    t->ready = !st;
    return st;
}

vn_status vn_trainer_run(vn_trainer *t, vn_train_fn *report, void *context, vn_buf *out, vn_error *err)
{
    if (t->finished)
        return vn_fail(err, VN_EINVAL, "a trainer runs once");
    vn_status st = vn_train_prepare(t, err);
    t->finished = true;
    if (!st)
        st = learn(t, report, context, err);
    return st ? st : vn_train_pack(t, out, err);
}
