#include "vn/dup.h"

#include "dup_bands.h"
#include "dup_exact.h"
#include "pool.h"
#include "shingle.h"
#include "vn/spool.h"

#include <math.h>

/* MinHash is made for so many documents at once, by all threads; the rest goes in turn. */
enum { BLOCK = 1024, PIECE = 64 };

static const double DEFAULT_MIN = 0.48;

struct vn_dup {
    vn_dup_options options; /* defaults filled in */
    vn_spool *spool;
    vn_shingles *set; /* [n] in the spool */
    size_t n;
    size_t cap;
};

vn_status vn_dup_new(vn_dup **out, const vn_dup_options *options, vn_error *err)
{
    vn_dup *d = vn_calloc(1, sizeof *d);
    if (!d)
        return vn_fail_memory(err, "documents");
    if (options)
        d->options = *options;
    if (d->options.min == 0)
        d->options.min = DEFAULT_MIN;
    vn_status st = VN_OK;
    if (!(d->options.min > 0 && d->options.min <= 1))
        st = vn_fail(err, VN_EINVAL, "a similarity is above 0 and at most 1");
    if (!st)
        st = vn_spool_new(&d->spool, d->options.memory, err);
    if (st)
        vn_dup_free(d);
    else
        *out = d;
    return st;
}

void vn_dup_free(vn_dup *dup)
{
    if (!dup)
        return;
    vn_spool_free(dup->spool);
    free(dup->set);
    free(dup);
}

vn_status vn_dup_add(vn_dup *dup, vn_shingles set, vn_error *err)
{
    const void *kept = NULL;
    if (dup->n >= UINT32_MAX - 1)
        return vn_fail(err, VN_ELIMIT, "more than 2^32 - 2 documents");
    if (!vn_grow((void **)&dup->set, &dup->cap, dup->n + 1, sizeof *dup->set))
        return vn_fail_memory(err, "documents");
    const vn_slice bytes = {(const char *)set.item, set.n * sizeof *set.item};
    const vn_status st = vn_spool_put(dup->spool, bytes, &kept, err);
    if (!st)
        dup->set[dup->n++] = (vn_shingles){kept, set.n};
    return st;
}

/* One document after another -------------------------------------------------------------------------------------- */

/* A run over all documents: what has been met is in the bands. */
typedef struct run {
    const vn_dup *dup;
    const uint32_t *order; /* NULL: as they came */
    vn_bands bands;
    uint32_t *member; /* [dup->n] documents that are in the bands */
    uint8_t *value;   /* [bands.n][VN_BAND_VALUES] of each the lowest eight bits */
    size_t value_cap;
    size_t least;      /* values in common below which a candidate is not compared */
    uint32_t *key;     /* [BLOCK][bands] */
    uint8_t *of_block; /* [BLOCK][VN_BAND_VALUES] */
    size_t at;        /* the block begins there in the order */
    size_t end;
} run;

/* Does the document at this place of the order. */
typedef vn_status take(run *r, void *context, size_t at, vn_error *err);

static uint32_t document_at(const run *r, size_t i)
{
    return r->order ? r->order[i] : (uint32_t)i;
}

static vn_status make_keys(void *context, size_t piece, unsigned thread, vn_error *err)
{
    const run *r = context;
    const size_t from = r->at + piece * PIECE;
    const size_t to = from + PIECE < r->end ? from + PIECE : r->end;
    (void)thread;
    (void)err;
    for (size_t i = from; i < to; i++) {
        uint32_t sketch[VN_BAND_VALUES];
        const vn_shingles set = r->dup->set[document_at(r, i)];
        if (!set.n)
            continue;
        vn_minhash(sketch, VN_BAND_VALUES, set);
        vn_bands_keys(&r->bands, sketch, r->key + (i - r->at) * r->bands.bands);
        uint8_t *value = r->of_block + (i - r->at) * VN_BAND_VALUES;
        for (size_t v = 0; v < VN_BAND_VALUES; v++)
            value[v] = (uint8_t)sketch[v];
    }
    return VN_OK;
}

static vn_status do_block(run *r, take *each, void *context, vn_error *err)
{
    r->end = r->at + BLOCK < r->dup->n ? r->at + BLOCK : r->dup->n;
    const size_t pieces = (r->end - r->at + PIECE - 1) / PIECE;
    vn_status st = vn_pool_run(r->dup->options.threads, pieces, make_keys, r, err);
    for (size_t i = r->at; !st && i < r->end; i++) {
        if (!r->dup->set[document_at(r, i)].n)
            continue;
        st = vn_bands_find(&r->bands, r->key + (i - r->at) * r->bands.bands, err);
        if (!st)
            st = each(r, context, i, err);
    }
    r->at = r->end;
    return st;
}

/* Adds the document at this place to the bands. */
static vn_status add(run *r, size_t at, vn_error *err)
{
    const size_t n = r->bands.n;
    if (!vn_grow((void **)&r->value, &r->value_cap, (n + 1) * VN_BAND_VALUES, 1))
        return vn_fail_memory(err, "documents");
    memcpy(r->value + n * VN_BAND_VALUES, r->of_block + (at - r->at) * VN_BAND_VALUES, VN_BAND_VALUES);
    r->member[n] = document_at(r, at);
    return vn_bands_add(&r->bands, r->key + (at - r->at) * r->bands.bands, err);
}

/* Documents made after one pattern share bands by the thousand and are no copies; most of them are told by how few values
 * they have in common: six standard deviations below what a pair at the threshold has, or less, which a pair is once in
 * 10^9. */
static size_t least_in_common(double min)
{
    const double k = VN_BAND_VALUES;
    const double least = floor(k * min - 6 * sqrt(k * min * (1 - min)));
    return least > 0 ? (size_t)least : 0;
}

static double compare(const run *r, size_t at, uint32_t member, double least)
{
    const uint8_t *a = r->value + (size_t)member * VN_BAND_VALUES;
    const uint8_t *b = r->of_block + (at - r->at) * VN_BAND_VALUES;
    unsigned equal = 0;
    for (size_t v = 0; v < VN_BAND_VALUES; v++)
        equal += a[v] == b[v];
    if (equal < r->least)
        return 0;
    return vn_jaccard_min(r->dup->set[r->member[member]], r->dup->set[document_at(r, at)], least);
}

static vn_status each_document(const vn_dup *dup, const uint32_t *order, take *each, void *context, vn_error *err)
{
    run r = {.dup = dup, .order = order, .least = least_in_common(dup->options.min)};
    vn_bands_begin(&r.bands, dup->options.min);
    r.member = vn_calloc(dup->n, sizeof *r.member);
    r.key = vn_calloc((size_t)BLOCK * r.bands.bands, sizeof *r.key);
    r.of_block = vn_calloc(BLOCK, VN_BAND_VALUES);
    vn_status st = r.member && r.key && r.of_block ? VN_OK : vn_fail_memory(err, "documents");
    while (!st && r.at < dup->n)
        st = do_block(&r, each, context, err);
    vn_bands_free(&r.bands);
    free(r.member);
    free(r.value);
    free(r.key);
    free(r.of_block);
    return st;
}

/* First copies ------------------------------------------------------------------------------------------------------ */

typedef struct firsts {
    uint32_t *first;
    double *score;
} firsts;

static vn_status find_first(run *r, void *context, size_t at, vn_error *err)
{
    const firsts *f = context;
    const double min = r->dup->options.min;
    double best = 0;
    uint32_t nearest = 0; /* member */
    for (size_t i = 0; i < r->bands.n_found; i++) {
        const uint32_t m = r->bands.found[i];
        const double score = compare(r, at, m, best > min ? best : min);
        if (score > best || (score == best && score > 0 && m < nearest)) {
            best = score;
            nearest = m;
        }
    }
    if (best == 0)
        return add(r, at, err);
    f->first[document_at(r, at)] = r->member[nearest];
    f->score[document_at(r, at)] = best;
    return VN_OK;
}

/* Without a candidate missed ---------------------------------------------------------------------------------------- */

static int by_place(const void *left, const void *right)
{
    const vn_dup_pair *x = left;
    const vn_dup_pair *y = right;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return (x->a > y->a) - (x->a < y->a);
}

/* All pairs by their places in the order, sorted as vn_dup_pairs hands them out. */
static vn_status join_all(const vn_dup *dup, const uint32_t *order, vn_dup_list *list, vn_error *err)
{
    uint32_t *place = vn_calloc(dup->n, sizeof *place);
    if (!place)
        return vn_fail_memory(err, "documents");
    for (size_t i = 0; i < dup->n; i++)
        place[order ? order[i] : i] = (uint32_t)i;
    const vn_dup_join_options how = {.min = dup->options.min, .threads = dup->options.threads};
    const vn_status st = vn_dup_join(dup->set, dup->n, &how, list, err);
    for (size_t i = 0; i < list->n; i++) {
        const uint32_t a = place[list->pair[i].a];
        const uint32_t b = place[list->pair[i].b];
        list->pair[i] = (vn_dup_pair){a < b ? a : b, a < b ? b : a, list->pair[i].score};
    }
    if (!st && list->n)
        qsort(list->pair, list->n, sizeof *list->pair, by_place);
    free(place);
    return st;
}

static uint32_t at_place(const uint32_t *order, uint32_t place)
{
    return order ? order[place] : place;
}

static vn_status pairs_exact(const vn_dup *dup, const uint32_t *order, vn_dup_fn *each, void *context, vn_error *err)
{
    vn_dup_list list = {0};
    vn_status st = join_all(dup, order, &list, err);
    for (size_t i = 0; !st && i < list.n; i++) {
        const vn_dup_pair *p = &list.pair[i];
        st = each(context, at_place(order, p->a), at_place(order, p->b), p->score, err);
    }
    free(list.pair);
    return st;
}

/* By places in turn: those before are decided. */
static vn_status firsts_exact(const vn_dup *dup, const uint32_t *order, const firsts *f, vn_error *err)
{
    vn_dup_list list = {0};
    const vn_status st = join_all(dup, order, &list, err);
    for (size_t i = 0; !st && i < list.n;) {
        const uint32_t b = at_place(order, list.pair[i].b);
        double best = 0;
        for (const uint32_t place = list.pair[i].b; i < list.n && list.pair[i].b == place; i++) {
            const uint32_t a = at_place(order, list.pair[i].a);
            if (f->first[a] != a || list.pair[i].score <= best)
                continue;
            best = f->score[b] = list.pair[i].score;
            f->first[b] = a;
        }
    }
    free(list.pair);
    return st;
}

vn_status vn_dup_firsts(vn_dup *dup, const uint32_t *order, uint32_t *first, double *score, vn_error *err)
{
    firsts f = {first, score};
    for (size_t i = 0; i < dup->n; i++) {
        first[i] = (uint32_t)i;
        score[i] = 1;
    }
    if (dup->options.exact)
        return firsts_exact(dup, order, &f, err);
    return each_document(dup, order, find_first, &f, err);
}

/* Pairs ------------------------------------------------------------------------------------------------------------- */

typedef struct pairs {
    vn_dup_fn *each;
    void *context;
} pairs;

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static vn_status find_pairs(run *r, void *context, size_t at, vn_error *err)
{
    const pairs *p = context;
    vn_status st = VN_OK;
    if (r->bands.n_found)
        qsort(r->bands.found, r->bands.n_found, sizeof *r->bands.found, by_number);
    for (size_t i = 0; !st && i < r->bands.n_found; i++) {
        const uint32_t m = r->bands.found[i];
        const double score = compare(r, at, m, r->dup->options.min);
        if (score > 0)
            st = p->each(p->context, r->member[m], document_at(r, at), score, err);
    }
    return st ? st : add(r, at, err);
}

vn_status vn_dup_pairs(vn_dup *dup, const uint32_t *order, vn_dup_fn *each, void *context, vn_error *err)
{
    pairs p = {each, context};
    if (dup->options.exact)
        return pairs_exact(dup, order, each, context, err);
    return each_document(dup, order, find_pairs, &p, err);
}
