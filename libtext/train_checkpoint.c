/* A checkpoint: the state of a training between two passes, with what it belongs to.
 *
 * After the header: the order of the sentences [n_order], the weights of all blocks with their sums [n_weights], and,
 * where passes are scored, the weights of the best pass [n_weights]. */
#include "train.h"

#include <math.h>

static const char MAGIC[8] = "VNCKPT1";

typedef struct header {
    char magic[8];
    char version[24];  /* of the library: another one may learn otherwise */
    uint64_t sum;      /* hash of what follows it in the header */
    uint64_t size;     /* of the whole */
    uint64_t body;     /* hash of what follows the header */
    uint64_t options;  /* hash of the options that decide what a pass does */
    uint64_t data;     /* hash of the numbered data */
    uint64_t n_order;
    uint64_t n_weights;
    uint64_t rng[4];
    double best_f1;
    uint32_t epoch;
    uint32_t best_epoch;
    uint32_t has_best;
    uint32_t reserved;
} header;

/* --- what a checkpoint belongs to -------------------------------------------------------------------------- */

static uint64_t mix_bytes(uint64_t hash, const void *bytes, size_t len)
{
    return vn_mix(hash ^ vn_hash(bytes, len)) + len;
}

/* epochs, patience and max_bytes are left out: they say when to stop and what to write, not what a pass does. */
static uint64_t hash_options(const vn_train_options *o)
{
    const double real[] = {o->rate, o->l2, o->unknown_case, o->min_weight};
    const uint64_t from = o->from ? vn_model_fingerprint(o->from) : 0;
    const uint64_t count[] = {o->min_syllable, o->min_bigram, o->min_trigram, o->min_fourgram, o->min_word, o->seed, from};
    return mix_bytes(mix_bytes(0, real, sizeof real), count, sizeof count);
}

/* What the passes see of the data: tokens, shapes, labels, of each sentence its length, fold and weight, and listed words. */
static uint64_t hash_data(const vn_trainer *t)
{
    uint64_t hash = mix_bytes(0, t->token, t->n_tokens * sizeof *t->token);
    hash = mix_bytes(hash, t->shape, t->n_tokens);
    hash = mix_bytes(hash, t->label, t->n_tokens);
    for (size_t i = 0; i < t->n_sentences; i++) {
        const vn_sentence *s = &t->sentence[i];
        uint32_t weight;
        memcpy(&weight, &s->weight, sizeof weight);
        hash = vn_mix(hash ^ ((uint64_t)s->n << 32 | weight)) + s->fold;
    }
    for (uint32_t id = VN_ID_FIRST; id < t->ids; id++)
        hash = mix_bytes(hash, t->id_key[id].ptr, t->id_key[id].len);
    return t->n_listed ? mix_bytes(hash, t->listed, t->n_listed * sizeof *t->listed) : hash;
}

static void name_version(char version[24])
{
    memset(version, 0, 24);
    memcpy(version, VN_VERSION, sizeof VN_VERSION);
}

static uint64_t header_sum(const header *h)
{
    const size_t from = offsetof(header, size);
    return vn_hash((const char *)h + from, sizeof *h - from);
}

/* --- writing ----------------------------------------------------------------------------------------------- */

static vn_status append_weights(vn_trainer *t, vn_buf *out, vn_error *err)
{
    vn_weight_block block[VN_WEIGHT_BLOCKS];
    vn_train_blocks(t, block);
    vn_status st = VN_OK;
    for (int b = 0; !st && b < VN_WEIGHT_BLOCKS; b++)
        st = vn_buf_append(out, *block[b].at, block[b].n * sizeof(vn_weight), err);
    return st;
}

static vn_status append_all(vn_trainer *t, header *h, vn_buf *out, vn_error *err)
{
    const vn_train_run *run = &t->run;
    const size_t base = out->len;
    vn_status st = vn_buf_append(out, h, sizeof *h, err);
    if (!st)
        st = vn_buf_append(out, run->order, run->n * sizeof *run->order, err);
    if (!st)
        st = append_weights(t, out, err);
    if (!st && run->best)
        st = vn_buf_append(out, run->best, (size_t)h->n_weights * sizeof *run->best, err);
    if (st)
        return st;
    h->size = out->len - base;
    h->body = vn_hash(out->ptr + base + sizeof *h, out->len - base - sizeof *h);
    h->sum = header_sum(h);
    memcpy(out->ptr + base, h, sizeof *h);
    return VN_OK;
}

/* Bytes of the checkpoint of a trainer. */
static size_t whole_size(const vn_trainer *t, size_t n_weights)
{
    const size_t weight = sizeof(vn_weight) + (t->run.best ? sizeof *t->run.best : 0);
    return sizeof(header) + t->run.n * sizeof *t->run.order + n_weights * weight;
}

vn_status vn_trainer_save(vn_trainer *t, vn_buf *out, vn_error *err)
{
    const vn_train_run *run = &t->run;
    if (!t->ready || run->in_pass)
        return vn_fail(err, VN_EINVAL, "a checkpoint is taken between two passes");
    header h = {.options = hash_options(&t->opt), .data = hash_data(t), .n_order = run->n,
                .n_weights = vn_train_n_weights(t), .best_f1 = run->best_f1, .epoch = run->epoch,
                .best_epoch = run->best_epoch, .has_best = run->best != NULL};
    memcpy(h.magic, MAGIC, sizeof h.magic);
    name_version(h.version);
    memcpy(h.rng, run->rng.s, sizeof h.rng);
    const size_t before = out->len;
    vn_status st = vn_buf_reserve(out, whole_size(t, (size_t)h.n_weights), err);
    if (!st)
        st = append_all(t, &h, out, err);
    if (st)
        out->len = before;
    return st;
}

/* --- reading ----------------------------------------------------------------------------------------------- */

static vn_status damaged(vn_error *err, const char *what)
{
    return vn_fail(err, VN_EDATA, "damaged checkpoint: %s", what);
}

static vn_status check_whole(const header *h, vn_slice bytes, vn_error *err)
{
    char version[24];
    name_version(version);
    if (memcmp(h->magic, MAGIC, sizeof h->magic))
        return vn_fail(err, VN_EDATA, "not a checkpoint");
    if (memcmp(h->version, version, sizeof version))
        return vn_fail(err, VN_EDATA, "a checkpoint of another version than %s", VN_VERSION);
    if (h->sum != header_sum(h))
        return damaged(err, "the header does not match its checksum");
    if (h->size != bytes.len)
        return damaged(err, "its length is not the one it states");
    if (h->body != vn_hash(bytes.ptr + sizeof *h, bytes.len - sizeof *h))
        return damaged(err, "the body does not match its checksum");
    return VN_OK;
}

/* With the checksums right: whether it goes on from the same beginning. */
static vn_status check_match(vn_trainer *t, const header *h, vn_error *err)
{
    if (h->options != hash_options(&t->opt))
        return vn_fail(err, VN_EDATA, "a checkpoint of a training with other options");
    if (h->data != hash_data(t))
        return vn_fail(err, VN_EDATA, "a checkpoint of other training data");
    const size_t n_weights = vn_train_n_weights(t);
    if (h->n_order != t->run.n || h->n_weights != n_weights || h->has_best != (t->run.best != NULL) ||
        h->size != whole_size(t, n_weights) || h->best_epoch > h->epoch)
        return damaged(err, "counts out of bounds");
    if (h->epoch > t->opt.epochs)
        return vn_fail(err, VN_EINVAL, "the checkpoint has %u passes, only %u are asked for", (unsigned)h->epoch,
                       t->opt.epochs);
    return VN_OK;
}

static vn_status take_order(vn_trainer *t, const char *from, vn_error *err)
{
    memcpy(t->run.order, from, t->run.n * sizeof *t->run.order);
    for (size_t i = 0; i < t->run.n; i++)
        if (t->run.order[i] >= t->n_sentences)
            return damaged(err, "a sentence is out of bounds");
    return VN_OK;
}

/* A weight that is no number would become one in no way that is the same everywhere. */
static bool are_numbers(const vn_weight *weight, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(weight[i].w) || !(weight[i].sum >= 0))
            return false;
    return true;
}

static vn_status take_weights(vn_trainer *t, const char *from, vn_error *err)
{
    vn_weight_block block[VN_WEIGHT_BLOCKS];
    vn_train_blocks(t, block);
    for (int b = 0; b < VN_WEIGHT_BLOCKS; b++) {
        memcpy(*block[b].at, from, block[b].n * sizeof(vn_weight));
        from += block[b].n * sizeof(vn_weight);
        if (!are_numbers(*block[b].at, block[b].n))
            return damaged(err, "a weight is out of bounds");
    }
    const size_t n = t->run.best ? vn_train_n_weights(t) : 0;
    if (n)
        memcpy(t->run.best, from, n * sizeof *t->run.best);
    for (size_t i = 0; i < n; i++)
        if (!isfinite(t->run.best[i]))
            return damaged(err, "a weight is out of bounds");
    return VN_OK;
}

static void take_run(vn_train_run *run, const header *h)
{
    memcpy(run->rng.s, h->rng, sizeof h->rng);
    run->epoch = h->epoch;
    run->best_epoch = h->best_epoch;
    run->best_f1 = h->best_f1;
}

static vn_status resume(vn_trainer *t, vn_slice bytes, vn_error *err)
{
    header h;
    if (bytes.len < sizeof h)
        return vn_fail(err, VN_EDATA, "not a checkpoint: %zu bytes are too few", bytes.len);
    memcpy(&h, bytes.ptr, sizeof h);
    vn_status st = check_whole(&h, bytes, err);
    if (!st)
        st = vn_train_prepare(t, err);
    if (!st)
        st = check_match(t, &h, err);
    if (!st)
        st = take_order(t, bytes.ptr + sizeof h, err);
    if (!st)
        st = take_weights(t, bytes.ptr + sizeof h + t->run.n * sizeof *t->run.order, err);
    if (!st)
        take_run(&t->run, &h);
    return st;
}

vn_status vn_trainer_resume(vn_trainer *t, vn_slice checkpoint, vn_error *err)
{
    if (t->finished || t->run.epoch || t->run.in_pass)
        return vn_fail(err, VN_EINVAL, "a checkpoint is taken up before the training begins");
    const vn_status st = resume(t, checkpoint, err);
    if (st)
        t->ready = false; /* and begun: nothing but freeing is left */
    t->begun = true;
    return st;
}
