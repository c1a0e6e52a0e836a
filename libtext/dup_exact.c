#include "dup_exact.h"

#include "pool.h"
#include "shingle.h"

#include <math.h>

/* Two sets with so much in common that they are a pair also have one of their rarest shingles in common: of n, leave out as
 * many as the other must have, less one, and of the rest one at least is shared. Rare are those of a low count, in a table
 * of counters by the leading bits of the hash: counters that several shingles share make some look more frequent than they
 * are, which costs time and loses nothing, since any fixed order will do. A shingle with a count of 1 is in one set alone and
 * needs not be looked for; a set with too few others is in no pair, which settles nearly all of an archive. */
enum {
    COUNT_MAX = 255,
    LEAST_BITS = 16,
    MOST_BITS = 31,
    BLOCK = 16 * 1024 * 1024,
    PIECE = 64,
    AHEAD = 16
};

/* A shingle of an indexed set. */
typedef struct entry {
    uint64_t shingle;
    uint32_t member; /* of the block */
    uint32_t next;   /* entry before with the same shingle, + 1 */
} entry;

/* What a thread has. */
typedef struct scratch {
    uint64_t *shingle; /* [longest] of a set, the rarest first */
    uint32_t *met;     /* [block] the last set that met this member, + 1 */
    uint32_t *found;   /* [block] candidates */
    vn_dup_list list;
} scratch;

typedef struct join {
    const vn_shingles *set;
    size_t n;
    double min;
    unsigned threads;
    size_t block;
    uint8_t *count; /* [1 << bits] */
    unsigned bits;
    uint8_t *kept; /* [n] may be in a pair */
    uint32_t *by_size; /* [m] sets that may be, the smallest first */
    size_t m;
    size_t longest;
    size_t begin; /* the block: places in by_size */
    size_t end;
    size_t probes; /* sets from begin on that may have a partner in the block */
    entry *entry;  /* [n_entries] */
    size_t n_entries;
    size_t cap_entries;
    uint32_t *slot; /* [slots] last entry of a shingle, + 1; 0: free */
    size_t slots;
    scratch *scratch; /* [threads] */
} join;

/* Counting ---------------------------------------------------------------------------------------------------------- */

static inline uint8_t *counter(const join *j, uint64_t shingle)
{
    return &j->count[shingle >> (64 - j->bits)];
}

/* Threads share no counter: each has a range of hashes, which is a range of every set. */
static unsigned slice_bits(const join *j)
{
    unsigned bits = 0;
    while ((1u << bits) < j->threads && bits < LEAST_BITS)
        bits++;
    return bits;
}

static size_t first_from(vn_shingles set, uint64_t least)
{
    size_t low = 0;
    for (size_t high = set.n; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (set.item[middle] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static vn_status count_slice(void *context, size_t slice, unsigned thread, vn_error *err)
{
    const join *j = context;
    const unsigned bits = slice_bits(j);
    (void)thread;
    (void)err;
    for (size_t i = 0; i < j->n; i++) {
        const vn_shingles set = j->set[i];
        const bool last = slice + 1 == (size_t)1 << bits;
        const size_t end = last ? set.n : first_from(set, (uint64_t)(slice + 1) << (64 - bits));
        for (size_t k = bits ? first_from(set, (uint64_t)slice << (64 - bits)) : 0; k < end; k++) {
            if (k + AHEAD < end)
                VN_PREFETCH(counter(j, set.item[k + AHEAD]));
            uint8_t *c = counter(j, set.item[k]);
            *c = *c < COUNT_MAX ? (uint8_t)(*c + 1) : COUNT_MAX;
        }
    }
    return VN_OK;
}

static vn_status count_all(join *j, vn_error *err)
{
    size_t total = 0;
    for (size_t i = 0; i < j->n; i++) {
        total += j->set[i].n;
        j->longest = j->set[i].n > j->longest ? j->set[i].n : j->longest;
    }
    for (j->bits = LEAST_BITS; j->bits < MOST_BITS && ((size_t)1 << j->bits) < total * 4;)
        j->bits++;
    j->count = vn_calloc((size_t)1 << j->bits, 1);
    if (!j->count)
        return vn_fail_memory(err, "counts of shingles");
    return vn_pool_run(j->threads, (size_t)1 << slice_bits(j), count_slice, j, err);
}

/* What must be shared ----------------------------------------------------------------------------------------------- */

/* The least whole number of shingles that is `part` of n, on the safe side of rounding. */
static size_t at_least(double part, size_t n)
{
    return (size_t)ceil(part * (double)n * (1 - 1e-9));
}

/* Of n shingles, the rarest so many hold a shared one when `part` of them must be shared. */
static size_t prefix(double part, size_t n)
{
    const size_t shared = at_least(part, n);
    return shared > n ? 0 : n - (shared ? shared : 1) + 1;
}

/* What a set must share with a larger one, as part of it: J >= t needs t / (1 + t) of the sum of their sizes. */
static double part_with_larger(const join *j)
{
    return 2 * j->min / (1 + j->min);
}

/* The shingles of the set that others may have, the rarest first; *alone: how many only this set has. */
static size_t sort_shingles(const join *j, vn_shingles set, uint64_t *out, size_t *alone)
{
    size_t at[COUNT_MAX + 2] = {0};
    for (size_t k = 0; k < set.n; k++) {
        if (k + AHEAD < set.n)
            VN_PREFETCH(counter(j, set.item[k + AHEAD]));
        at[*counter(j, set.item[k]) + 1]++;
    }
    *alone = at[2];
    at[2] = 0;
    for (size_t c = 2; c <= COUNT_MAX; c++)
        at[c + 1] += at[c];
    for (size_t k = 0; k < set.n; k++) {
        const uint8_t c = *counter(j, set.item[k]);
        if (c > 1)
            out[at[c]++] = set.item[k];
    }
    return set.n - *alone;
}

static vn_status select_piece(void *context, size_t piece, unsigned thread, vn_error *err)
{
    const join *j = context;
    (void)thread;
    (void)err;
    for (size_t i = piece * PIECE; i < j->n && i < (piece + 1) * PIECE; i++) {
        const vn_shingles set = j->set[i];
        size_t shared = 0;
        for (size_t k = 0; k < set.n; k++) {
            if (k + AHEAD < set.n)
                VN_PREFETCH(counter(j, set.item[k + AHEAD]));
            shared += *counter(j, set.item[k]) > 1;
        }
        j->kept[i] = set.n && shared >= at_least(j->min, set.n);
    }
    return VN_OK;
}

typedef struct sized {
    size_t size;
    uint32_t number;
} sized;

static int by_size(const void *left, const void *right)
{
    const sized *a = left;
    const sized *b = right;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static vn_status order_sets(join *j, vn_error *err)
{
    sized *order = vn_calloc(j->n, sizeof *order);
    j->by_size = vn_calloc(j->n, sizeof *j->by_size);
    if (!order || !j->by_size) {
        free(order);
        return vn_fail_memory(err, "sets by size");
    }
    for (size_t i = 0; i < j->n; i++)
        if (j->kept[i])
            order[j->m++] = (sized){j->set[i].n, (uint32_t)i};
    qsort(order, j->m, sizeof *order, by_size);
    for (size_t i = 0; i < j->m; i++)
        j->by_size[i] = order[i].number;
    free(order);
    return VN_OK;
}

static vn_status select_sets(join *j, vn_error *err)
{
    j->kept = vn_calloc(j->n, 1);
    if (!j->kept)
        return vn_fail_memory(err, "sets");
    const vn_status st = vn_pool_run(j->threads, (j->n + PIECE - 1) / PIECE, select_piece, j, err);
    return st ? st : order_sets(j, err);
}

/* The index of a block ---------------------------------------------------------------------------------------------- */

static uint32_t *place(const join *j, uint64_t shingle)
{
    size_t at = (size_t)vn_mix(shingle) & (j->slots - 1);
    while (j->slot[at] && j->entry[j->slot[at] - 1].shingle != shingle)
        at = (at + 1) & (j->slots - 1);
    return &j->slot[at];
}

/* The entries of the sets from begin on, up to the limit. */
static vn_status list_entries(join *j, vn_error *err)
{
    scratch *s = &j->scratch[0];
    j->n_entries = 0;
    for (j->end = j->begin; j->end < j->m && j->n_entries < j->block; j->end++) {
        const vn_shingles set = j->set[j->by_size[j->end]];
        const size_t want = prefix(part_with_larger(j), set.n);
        size_t alone = 0;
        const size_t others = sort_shingles(j, set, s->shingle, &alone);
        size_t take = want > alone ? want - alone : 0;
        take = take < others ? take : others;
        if (!vn_grow((void **)&j->entry, &j->cap_entries, j->n_entries + take, sizeof *j->entry))
            return vn_fail_memory(err, "an index of shingles");
        for (size_t k = 0; k < take; k++)
            j->entry[j->n_entries++] = (entry){s->shingle[k], (uint32_t)(j->end - j->begin), 0};
    }
    return VN_OK;
}

static vn_status make_index(join *j, vn_error *err)
{
    vn_status st = list_entries(j, err);
    if (st)
        return st;
    size_t slots = 1024;
    while (slots < j->n_entries * 2)
        slots *= 2;
    if (slots > j->slots || !j->slot) {
        free(j->slot);
        j->slot = vn_calloc(slots, sizeof *j->slot);
        j->slots = slots;
    } else {
        memset(j->slot, 0, j->slots * sizeof *j->slot);
    }
    if (!j->slot)
        return vn_fail_memory(err, "an index of shingles");
    for (size_t e = 0; e < j->n_entries; e++) {
        if (e + AHEAD < j->n_entries)
            VN_PREFETCH(&j->slot[(size_t)vn_mix(j->entry[e + AHEAD].shingle) & (j->slots - 1)]);
        uint32_t *at = place(j, j->entry[e].shingle);
        j->entry[e].next = *at;
        *at = (uint32_t)e + 1;
    }
    return VN_OK;
}

/* Probing ----------------------------------------------------------------------------------------------------------- */

static vn_status compare(const join *j, scratch *s, uint32_t x, size_t n_found, vn_error *err)
{
    for (size_t i = 0; i < n_found; i++) {
        const uint32_t y = j->by_size[j->begin + s->found[i]];
        const double score = vn_jaccard_min(j->set[x], j->set[y], j->min);
        if (score == 0)
            continue;
        if (!vn_grow((void **)&s->list.pair, &s->list.cap, s->list.n + 1, sizeof *s->list.pair))
            return vn_fail_memory(err, "pairs");
        s->list.pair[s->list.n++] = (vn_dup_pair){x < y ? x : y, x < y ? y : x, score};
    }
    return VN_OK;
}

/* The members of the block that stand before place p and share one of the rarest shingles of its set. */
static vn_status probe(const join *j, scratch *s, size_t p, vn_error *err)
{
    const uint32_t x = j->by_size[p];
    const vn_shingles set = j->set[x];
    const size_t want = prefix(j->min, set.n);
    const size_t least = at_least(j->min, set.n); /* a partner has so many shingles */
    size_t alone = 0;
    size_t n_found = 0;
    const size_t others = sort_shingles(j, set, s->shingle, &alone);
    for (size_t k = 0; k < others && k + alone < want; k++) {
        if (k + AHEAD < others)
            VN_PREFETCH(&j->slot[(size_t)vn_mix(s->shingle[k + AHEAD]) & (j->slots - 1)]);
        for (uint32_t e = *place(j, s->shingle[k]); e; e = j->entry[e - 1].next) {
            const uint32_t member = j->entry[e - 1].member;
            if (j->begin + member >= p || s->met[member] == p + 1 || j->set[j->by_size[j->begin + member]].n < least)
                continue;
            s->met[member] = (uint32_t)p + 1;
            s->found[n_found++] = member;
        }
    }
    return compare(j, s, x, n_found, err);
}

static vn_status probe_piece(void *context, size_t piece, unsigned thread, vn_error *err)
{
    const join *j = context;
    vn_status st = VN_OK;
    for (size_t i = piece * PIECE; !st && i < j->probes && i < (piece + 1) * PIECE; i++)
        st = probe(j, &j->scratch[thread], j->begin + i, err);
    return st;
}

/* Sets as large as that may still have a partner in the block. */
static size_t count_probes(const join *j)
{
    const size_t largest = j->set[j->by_size[j->end - 1]].n;
    size_t p = j->end;
    while (p < j->m && at_least(j->min, j->set[j->by_size[p]].n) <= largest)
        p++;
    return p - j->begin;
}

static vn_status do_block(join *j, vn_error *err)
{
    vn_status st = make_index(j, err);
    for (unsigned t = 0; !st && t < j->threads; t++)
        memset(j->scratch[t].met, 0, (j->end - j->begin) * sizeof *j->scratch[t].met);
    if (st)
        return st;
    j->probes = count_probes(j);
    st = vn_pool_run(j->threads, (j->probes + PIECE - 1) / PIECE, probe_piece, j, err);
    j->begin = j->end;
    return st;
}

/* Beginning and end ------------------------------------------------------------------------------------------------- */

static vn_status make_scratch(join *j, vn_error *err)
{
    j->scratch = vn_calloc(j->threads, sizeof *j->scratch);
    if (!j->scratch)
        return vn_fail_memory(err, "sets");
    for (unsigned t = 0; t < j->threads; t++) {
        scratch *s = &j->scratch[t];
        s->shingle = vn_calloc(j->longest, sizeof *s->shingle);
        s->met = vn_calloc(j->m, sizeof *s->met);
        s->found = vn_calloc(j->m, sizeof *s->found);
        if (!s->shingle || !s->met || !s->found)
            return vn_fail_memory(err, "sets");
    }
    return VN_OK;
}

static vn_status hand_over(join *j, vn_dup_list *out, vn_error *err)
{
    for (unsigned t = 0; t < j->threads; t++) {
        const vn_dup_list *l = &j->scratch[t].list;
        if (!vn_grow((void **)&out->pair, &out->cap, out->n + l->n, sizeof *out->pair))
            return vn_fail_memory(err, "pairs");
        if (l->n)
            memcpy(out->pair + out->n, l->pair, l->n * sizeof *l->pair);
        out->n += l->n;
    }
    return VN_OK;
}

static void free_join(join *j)
{
    for (unsigned t = 0; j->scratch && t < j->threads; t++) {
        free(j->scratch[t].shingle);
        free(j->scratch[t].met);
        free(j->scratch[t].found);
        free(j->scratch[t].list.pair);
    }
    free(j->scratch);
    free(j->count);
    free(j->kept);
    free(j->by_size);
    free(j->entry);
    free(j->slot);
}

vn_status vn_dup_join(const vn_shingles *set, size_t n, const vn_dup_join_options *options, vn_dup_list *out, vn_error *err)
{
    join j = {.set = set,
              .n = n,
              .min = options->min,
              .threads = options->threads ? options->threads : 1,
              .block = options->block ? options->block : BLOCK};
    vn_status st = count_all(&j, err);
    if (!st)
        st = select_sets(&j, err);
    if (!st)
        st = make_scratch(&j, err);
    while (!st && j.begin < j.m)
        st = do_block(&j, err);
    if (!st)
        st = hand_over(&j, out, err);
    free_join(&j);
    return st;
}
