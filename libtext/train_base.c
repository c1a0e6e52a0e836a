/* A training that begins with a model: its tokens keep their numbers, its n-grams and weights are where the gradient
 * starts, its lexicon stands. What the data add comes behind or into free places. */
#include "train.h"

/* The sum of squared gradients that a weight of the model counts as having seen: the next step on it is no longer than on a
 * weight that has seen one sure mistake. */
#define SEEN 1.0F

/* More than any text holds, so that a word of the model remains one whichever fold is left out. */
#define ALWAYS (UINT32_MAX / 2)

uint32_t vn_base_ids(vn_trainer *t)
{
    const vn_model *m = t->opt.from;
    if (!m)
        return VN_ID_FIRST;
    for (uint32_t id = VN_ID_FIRST; id < m->ids; id++)
        t->id_key[id] = vn_slice_of(m->key_bytes + m->key_start[id], m->key_start[id + 1] - m->key_start[id]);
    return m->ids;
}

uint32_t vn_base_id(const vn_trainer *t, vn_slice key)
{
    return t->opt.from ? vn_model_find(t->opt.from, key) : 0;
}

const vn_ngram *vn_base_gram(const vn_trainer *t, uint64_t key)
{
    const vn_model *m = t->opt.from;
    uint32_t at;
    const uint32_t found = m ? vn_ngram_place(m->bucket, m->buckets, vn_ngram_hash(key), &at) : 0;
    return found ? &m->bucket[at].ngram[vn_lowest_bit(found)] : NULL;
}

void vn_base_words(vn_trainer *t, int order)
{
    for (uint32_t n = 0; t->opt.from && n < t->gram[order].n; n++) {
        const vn_ngram *old = vn_base_gram(t, t->gram[order].key[n]);
        if (old && (old->flags & VN_NGRAM_WORD))
            t->words[order][n].in[VN_FOLDS] += ALWAYS;
    }
}

static void take8(vn_weight *to, const int8_t *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (vn_weight){(float)from[i] * (float)VN_STEP, SEEN};
}

static void take16(vn_weight *to, const int16_t *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (vn_weight){(float)from[i] * (float)VN_STEP, SEEN};
}

/* A token that is new begins as the unknown one that it was. */
static void take_tokens(vn_trainer *t, const vn_model *m)
{
    for (size_t id = 0; id < t->ids; id++) {
        const size_t from = id < m->ids ? id : t->unknown[id];
        take8(t->unigram + id * VN_UNIGRAM, m->unigram + from * VN_UNIGRAM, VN_UNIGRAM);
        take8(t->link + id * 2, m->link + from * 2, 2);
        take8(t->cased + id * VN_CASED, m->cased + from * VN_CASED, VN_CASED);
    }
}

static void take_grams(vn_trainer *t, int order)
{
    for (size_t n = 0; n < t->gram[order].n; n++) {
        const vn_ngram *old = vn_base_gram(t, t->gram[order].key[n]);
        if (old)
            take8(t->gram_weight[order] + n * 3, old->weight, 3);
    }
}

vn_status vn_base_weights(vn_trainer *t, vn_error *err)
{
    const vn_model *m = t->opt.from;
    if (!m)
        return VN_OK;
    if (m->chain[2] != (int16_t)(1 / VN_STEP))
        return vn_fail(err, VN_EDATA, "the weights of the model to begin with have another unit");
    take_tokens(t, m);
    for (int order = 0; order < VN_ORDERS; order++)
        take_grams(t, order);
    take16(t->shapes, m->shape, VN_SHAPE_CELLS);
    take16(t->lexicon, m->lexicon, VN_LEXICON_CELLS);
    take16(t->chain, m->chain, 2);
    return VN_OK;
}
