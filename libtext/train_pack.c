/* Weights to a model file: rounded to steps of VN_STEP nat, weak n-grams dropped, prefixes of kept n-grams marked. */
#include "train.h"

#include <math.h>

enum { CHOSEN = 1 }; /* beside flags of n-grams */

typedef struct packed {
    uint32_t number;
    int order;
    float strength; /* largest weight; lexicon words and needed prefixes are infinitely strong */
} packed;

static int8_t round8(float w)
{
    const double steps = nearbyint((double)w / VN_STEP);
    return (int8_t)(steps > 127 ? 127 : (steps < -127 ? -127 : steps));
}

static int16_t round16(float w)
{
    const double steps = nearbyint((double)w / VN_STEP);
    return (int16_t)(steps > 32000 ? 32000 : (steps < -32000 ? -32000 : steps));
}

static int8_t *round_all8(const vn_weight *w, size_t n)
{
    int8_t *out = vn_calloc(n, sizeof *out);
    for (size_t i = 0; out && i < n; i++)
        out[i] = round8(w[i].w);
    return out;
}

static void round_all16(const vn_weight *w, size_t n, int16_t *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = round16(w[i].w);
}

static float strength_of(const vn_trainer *t, int order, uint32_t n)
{
    const vn_weight *w = &t->gram_weight[order][(size_t)n * 3];
    float most = 0;
    for (int i = 0; i < 3; i++)
        most = fmaxf(most, fabsf(w[i].w));
    return vn_train_is_word(t, order, n, VN_FOLDS) ? INFINITY : most;
}

/* Stronger first; equal ones in a fixed order. */
static int cmp_packed(const void *a, const void *b)
{
    const packed *x = a;
    const packed *y = b;
    if (x->strength != y->strength)
        return x->strength > y->strength ? -1 : 1;
    if (x->order != y->order)
        return x->order - y->order;
    return (x->number > y->number) - (x->number < y->number);
}

/* The last token of a key. */
static uint32_t last_of(uint64_t key, int order)
{
    return (uint32_t)(order == 2 ? vn_unkey4(key) : key) & 0xffff;
}

/* Number of the n-gram of one token less with which this one begins; it was counted at least as often. */
static uint32_t prefix_of(const vn_trainer *t, int order, uint32_t number)
{
    const uint64_t key = t->gram[order].key[number];
    if (order == 1)
        return vn_gramtab_find(&t->gram[0], vn_key2(key >> 32 & 0xffff, key >> 16 & 0xffff));
    const uint64_t four = vn_unkey4(key);
    const uint32_t a = (uint32_t)(four >> 48 & 0xffff), b = (uint32_t)(four >> 32 & 0xffff);
    return vn_gramtab_find(&t->gram[1], vn_key3(a, b, (uint32_t)(four >> 16 & 0xffff)));
}

static size_t list_strong(const vn_trainer *t, packed *list)
{
    size_t n = 0;
    for (int order = 0; order < VN_ORDERS; order++)
        for (uint32_t i = 0; i < t->gram[order].n; i++) {
            const float strength = strength_of(t, order, i);
            if (strength >= (float)t->opt.min_weight)
                list[n++] = (packed){i, order, strength};
        }
    qsort(list, n, sizeof *list, cmp_packed);
    return n;
}

/* Chooses at most `room` n-grams, the strongest first, each with its prefixes, and returns how many.
 *   chosen  [VN_ORDERS][gram.n] CHOSEN and their flags */
static size_t choose(const vn_trainer *t, const packed *list, size_t n, size_t room, uint8_t **chosen)
{
    size_t used = 0;
    for (size_t i = 0; i < n && used + VN_ORDERS <= room; i++) {
        uint32_t number = list[i].number;
        uint8_t mark = CHOSEN;
        for (int order = list[i].order; order >= 0 && number != VN_GRAM_NONE; order--) {
            used += !chosen[order][number] && !vn_base_gram(t, t->gram[order].key[number]);
            chosen[order][number] |= mark;
            mark = CHOSEN | vn_ngram_follower(last_of(t->gram[order].key[number], order));
            number = order ? prefix_of(t, order, number) : VN_GRAM_NONE;
        }
    }
    return used;
}

static int free_place(const vn_bucket *bucket)
{
    int i = 0;
    while (i < VN_NGRAM_BUCKET && bucket->check[i])
        i++;
    return i;
}

static void place(vn_bucket *table, uint32_t buckets, uint64_t key, const vn_weight *w, uint8_t flags)
{
    const uint64_t hash = vn_ngram_hash(key);
    const uint32_t check = vn_ngram_check(hash);
    uint32_t at;
    if (vn_ngram_place(table, buckets, hash, &at))
        return; /* its check is another key's: one in two thousand million */
    at = vn_ngram_bucket(hash, buckets);
    int i = free_place(&table[at]);
    for (int hop = 1; i == VN_NGRAM_BUCKET; hop++) {
        if (hop == VN_NGRAM_REACH)
            return; /* out of reach, which a table that is four fifths full does not come to */
        table[at].ngram[vn_ngram_class(check)].flags |= VN_NGRAM_SPILLED;
        at = at + 1 < buckets ? at + 1 : 0;
        i = free_place(&table[at]);
    }
    table[at].check[i] = check;
    table[at].ngram[i].flags |= flags;
    for (int k = 0; k < 3; k++)
        table[at].ngram[i].weight[k] = round8(w[k].w);
}

/* An n-gram that the model to begin with has stays where it is: in a table that is a copy of that model's. */
static void change(const vn_trainer *t, vn_bucket *table, const vn_ngram *old, const vn_weight *w, uint8_t flags)
{
    const ptrdiff_t at = (const char *)old - (const char *)t->opt.from->bucket;
    vn_ngram *ngram = (vn_ngram *)(void *)((char *)table + at);
    ngram->flags |= flags;
    for (int k = 0; k < 3; k++)
        ngram->weight[k] = round8(w[k].w);
}

static void fill(const vn_trainer *t, uint8_t **chosen, vn_bucket *table, uint32_t buckets)
{
    for (int order = 0; order < VN_ORDERS; order++)
        for (uint32_t n = 0; n < t->gram[order].n; n++) {
            const uint64_t key = t->gram[order].key[n];
            const vn_weight *w = &t->gram_weight[order][(size_t)n * 3];
            const vn_ngram *old = vn_base_gram(t, key);
            if (!chosen[order][n] && !old)
                continue;
            uint8_t flags = chosen[order][n] & (uint8_t)~CHOSEN;
            if (vn_train_is_word(t, order, n, VN_FOLDS))
                flags |= VN_NGRAM_WORD;
            if (old)
                change(t, table, old, w, flags);
            else
                place(table, buckets, key, w, flags);
        }
}

/* The n-gram table: as large as the ceiling of the file allows, four fifths full at the most. */
static vn_status pack_grams(const vn_trainer *t, uint8_t **chosen, vn_bucket **table, uint32_t *buckets, vn_error *err)
{
    const size_t all = t->gram[0].n + t->gram[1].n + t->gram[2].n;
    const size_t fixed = (size_t)t->ids * (VN_UNIGRAM + 2 + VN_CASED + 24) + 64 * 1024;
    const size_t bytes = t->opt.max_bytes > fixed ? t->opt.max_bytes - fixed : 0;
    const size_t room = bytes / sizeof(vn_bucket) * VN_NGRAM_BUCKET / 5 * 4;
    packed *list = vn_calloc(all, sizeof *list);
    if (!list)
        return vn_fail_memory(err, "an n-gram table");
    const size_t used = choose(t, list, list_strong(t, list), room, chosen);
    free(list);
    *buckets = (uint32_t)(used * 5 / 4 / VN_NGRAM_BUCKET + 1);
    *table = vn_calloc(*buckets, sizeof **table);
    if (!*table)
        return vn_fail_memory(err, "an n-gram table");
    fill(t, chosen, *table, *buckets);
    return VN_OK;
}

static size_t used_places(const vn_bucket *table, uint32_t buckets)
{
    size_t used = 0;
    for (uint32_t b = 0; b < buckets; b++)
        for (int i = 0; i < VN_NGRAM_BUCKET; i++)
            used += table[b].check[i] != 0;
    return used;
}

/* The table of the model to begin with, its weights as they are now, and what is new in free places until nine tenths are
 * full. That table does not tell its keys, so they cannot move: it stays as large as it is. */
static vn_status pack_on_base(const vn_trainer *t, uint8_t **chosen, vn_bucket **table, uint32_t *buckets, vn_error *err)
{
    const vn_model *base = t->opt.from;
    packed *list = vn_calloc(t->gram[0].n + t->gram[1].n + t->gram[2].n, sizeof *list);
    *buckets = base->buckets;
    *table = vn_calloc(*buckets, sizeof **table);
    if (list && *table) {
        memcpy(*table, base->bucket, *buckets * sizeof **table);
        const size_t most = (size_t)*buckets * VN_NGRAM_BUCKET / 10 * 9;
        const size_t used = used_places(*table, *buckets);
        choose(t, list, list_strong(t, list), most > used ? most - used : 0, chosen);
        fill(t, chosen, *table, *buckets);
    }
    const bool ok = list && *table;
    free(list);
    return ok ? VN_OK : vn_fail_memory(err, "an n-gram table");
}

static vn_status pack_table(const vn_trainer *t, uint8_t **chosen, vn_bucket **table, uint32_t *buckets, vn_error *err)
{
    return t->opt.from ? pack_on_base(t, chosen, table, buckets, err) : pack_grams(t, chosen, table, buckets, err);
}

/* Two words of two syllables that share one are not a word of three, unless the lexicon has it or a name is written so:
 * of "xung đột biến" the weights now and then join both gaps ("đột biến" is a word). The doubt is by rule, since sentences
 * that teach it are rare. A model that the training began with has it already. */
static void doubt_overlaps(int16_t *lexicon)
{
    enum { GAP = 1, ENDS = 64, BEGINS = 128, BOTH_LOWER = 0 };
    const int16_t doubt = (int16_t)(4 / VN_STEP);
    for (size_t begins = 0; begins <= BEGINS; begins += BEGINS)
        lexicon[(BOTH_LOWER * VN_MASKS + (GAP | ENDS | begins)) * 2 + 1] -= doubt;
}

static vn_status pack_parts(const vn_trainer *t, vn_model_parts *p, int16_t *shape, int16_t *lexicon, vn_buf *out,
                            vn_error *err)
{
    int8_t *unigram = round_all8(t->unigram, (size_t)t->ids * VN_UNIGRAM);
    int8_t *link = round_all8(t->link, (size_t)t->ids * 2);
    int8_t *cased = round_all8(t->cased, (size_t)t->ids * VN_CASED);
    round_all16(t->shapes, VN_SHAPE_CELLS, shape);
    round_all16(t->lexicon, VN_LEXICON_CELLS, lexicon);
    if (!t->opt.from)
        doubt_overlaps(lexicon);
    round_all16(t->chain, 2, lexicon + VN_LEXICON_CELLS);
    lexicon[VN_LEXICON_CELLS + 2] = (int16_t)(1 / VN_STEP);
    p->unigram = unigram;
    p->link = link;
    p->cased = cased;
    p->shape = shape;
    p->lexicon = lexicon;
    const vn_status st = unigram && link && cased ? vn_model_write(p, out, err) : vn_fail_memory(err, "a model");
    free(unigram);
    free(link);
    free(cased);
    return st;
}

vn_status vn_train_pack(vn_trainer *t, vn_buf *out, vn_error *err)
{
    const size_t before = out->len;
    vn_model_parts p = {.key = t->id_key, .ids = t->ids};
    vn_list_fold(t);
    uint8_t *chosen[VN_ORDERS] = {0};
    vn_bucket *table = NULL;
    int16_t *dense = vn_calloc(VN_SHAPE_CELLS + VN_LEXICON_CELLS + 3, sizeof *dense);
    bool ok = dense != NULL;
    for (int order = 0; order < VN_ORDERS; order++)
        ok = (chosen[order] = vn_calloc(t->gram[order].n, 1)) && ok;
    vn_status st = ok ? pack_table(t, chosen, &table, &p.buckets, err) : vn_fail_memory(err, "a model");
    p.bucket = table;
    if (!st)
        st = pack_parts(t, &p, dense, dense + VN_SHAPE_CELLS, out, err);
    if (!st && out->len - before > t->opt.max_bytes) {
        st = vn_fail(err, VN_ELIMIT, "the smallest model of these data has %zu bytes, above the ceiling of %zu",
                     out->len - before, t->opt.max_bytes);
        out->len = before;
    }
    free(table);
    free(dense);
    for (int order = 0; order < VN_ORDERS; order++)
        free(chosen[order]);
    return st;
}
