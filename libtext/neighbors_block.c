/* The blocks of a neighbour search, and how far their scores may be off. */
#include "neighbors.h"

#include "pool.h"

#include <math.h>

/* Weights below this are raised to it: then no product of two vanishes in single precision, so that a score is 0
 * exactly when no term is shared. What that adds to a score is below TINY. */
#define LEAST_WEIGHT 0x1p-60F
#define TINY 0x1p-40

typedef struct entry {
    uint32_t col;
    uint32_t post;
} entry;

/* Nanoseconds, measured: of adding a posting; of beginning a loop over those of a term in a block, whose length cannot be
 * foretold; of looking whether a term of one block is in the other. */
static const double ADD_COST = 0.5;
static const double LOOP_COST = 4;
static const double MERGE_COST = 1.2;

static const double TILE_COST = 4000; /* whatever is in it */

/* Below so many postings for a cell, cells are noted when they are added to, which costs more than adding alone. */
static const double SPARSE = 0.1;
static const double NOTE_COST = 5;

/* What a term of the tail costs: a loop for each of its rows of y and each block of x that has it. */
static double term_cost(const vn_index *ix, double df_x, double df_y)
{
    const double blocks = fmin(df_x, (double)(ix->x->rows / VN_BLOCK + 1));
    return ADD_COST * df_x * df_y + (LOOP_COST * df_y + MERGE_COST * (double)(ix->y->rows / VN_BLOCK + 1)) * blocks;
}

/* Puts the terms that cost more than the limit into the head. Returns how many; *tail is what the others cost. */
static size_t pick_head(vn_index *ix, const vn_terms *terms, double limit, double *tail)
{
    size_t n = 0;
    *tail = 0;
    for (size_t t = 0; t < ix->cols; t++) {
        const double cost = terms->df_x[t] ? term_cost(ix, terms->df_x[t], terms->df_y[t]) : 0;
        const bool head = cost > limit;
        ix->head_of[t] = head ? (uint32_t)n++ : VN_TAIL;
        *tail += head ? 0 : cost;
    }
    return n;
}

static double additions(const vn_terms *terms)
{
    double sum = 0;
    for (size_t t = 0; t < terms->cols; t++)
        sum += (double)terms->df_x[t] * terms->df_y[t];
    return sum;
}

/* A term goes into the head when its postings cost more than a column of the dense product. */
static void choose_head(vn_index *ix, const vn_terms *terms)
{
    enum { TERMS = 2 * VN_PAIRS };
    const double cells = (double)ix->x->rows * (double)ix->y->rows;
    const double price = cells * ix->path->multiply_cost;
    double with, without;
    pick_head(ix, terms, HUGE_VAL, &without);
    double limit = ix->path->multiply ? price : HUGE_VAL;
    size_t n = pick_head(ix, terms, limit, &with);
    while (n > VN_HEAD_MAX)
        n = pick_head(ix, terms, limit *= 1.2, &with);
    const size_t padded = (n + TERMS - 1) / TERMS * TERMS;
    with += (double)padded * price;
    if (with >= without)
        n = pick_head(ix, terms, HUGE_VAL, &without);
    ix->pairs = n ? padded / 2 : 0;
    ix->sparse = n == 0 && additions(terms) < cells * SPARSE;
    ix->cost = fmin(with, without) + cells / VN_BLOCK / VN_BLOCK * TILE_COST;
    ix->cost += ix->sparse ? additions(terms) * NOTE_COST : cells * ix->path->cell_cost;
}

vn_status vn_index_plan(vn_index *index, const vn_path *path, const vn_sparse *x, const vn_sparse *y,
                        const vn_terms *terms, vn_error *err)
{
    *index = (vn_index){.x = x, .y = y, .path = path, .cols = terms->cols};
    index->head_of = vn_calloc(terms->cols, sizeof *index->head_of);
    if (!index->head_of)
        return vn_fail_memory(err, "an index of terms");
    choose_head(index, terms);
    return VN_OK;
}

static uint32_t bits_of(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static uint32_t float_bits(double weight)
{
    const float value = (float)weight;
    return bits_of(value > LEAST_WEIGHT ? value : LEAST_WEIGHT);
}

/* A weight in 16 bits: off by 2^-8 of itself and what float_bits does, or by 1 / VN_HEAD_UNIT. */
static uint32_t head_weight(const vn_path *path, double weight)
{
    if (path->bf16) {
        const uint32_t bits = float_bits(weight);
        return (bits + 0x7fff + (bits >> 16 & 1)) >> 16; /* to nearest, ties to even */
    }
    const double units = weight * VN_HEAD_UNIT + 0.5;
    return units < 1 ? 1 : units < VN_HEAD_UNIT ? (uint32_t)units : VN_HEAD_UNIT;
}

/* Splits the rows of a block: head weights into place, tail postings into `tail`; returns how many of those. */
static size_t split_rows(const vn_index *ix, const vn_sparse *m, vn_block *b, entry *tail)
{
    size_t n = 0;
    for (size_t r = 0; r < b->rows; r++) {
        uint32_t *head = b->head ? b->head + r / VN_GROUP * ix->pairs * VN_GROUP + r % VN_GROUP : NULL;
        for (size_t p = m->start[b->first + r]; p < m->start[b->first + r + 1]; p++) {
            const uint32_t h = ix->head_of[m->col[p]];
            if (!(m->val[p] > 0))
                continue;
            if (h == VN_TAIL)
                tail[n++] = (entry){m->col[p], (float_bits(m->val[p]) & ~(uint32_t)(VN_BLOCK - 1)) | (uint32_t)r};
            else
                head[h / 2 * VN_GROUP] |= head_weight(ix->path, m->val[p]) << h % 2 * 16;
        }
    }
    return n;
}

/* Stable, so that the rows of a term stay in order. Returns where the sorted entries are, a or b. */
static entry *sort_by_term(entry *a, entry *b, size_t n, size_t cols)
{
    enum { BITS = 10, DIGITS = 1 << BITS };
    for (unsigned shift = 0; shift < 32 && (cols - 1) >> shift; shift += BITS) {
        size_t at[DIGITS + 1] = {0};
        for (size_t i = 0; i < n; i++)
            at[(a[i].col >> shift) % DIGITS + 1]++;
        for (size_t d = 0; d < DIGITS; d++)
            at[d + 1] += at[d];
        for (size_t i = 0; i < n; i++)
            b[at[(a[i].col >> shift) % DIGITS]++] = a[i];
        entry *swap = a;
        a = b;
        b = swap;
    }
    return a;
}

static vn_status store_tail(vn_block *b, const entry *tail, size_t n, vn_error *err)
{
    for (size_t i = 0; i < n; i++)
        b->terms += i == 0 || tail[i].col != tail[i - 1].col;
    b->tail = vn_calloc(2 * b->terms + 1 + n, sizeof *b->tail);
    if (!b->tail)
        return vn_fail_memory(err, "an inverted index");
    b->term = b->tail;
    b->start = b->term + b->terms;
    b->post = b->start + b->terms + 1;
    size_t terms = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || tail[i].col != tail[i - 1].col) {
            b->term[terms] = tail[i].col;
            b->start[terms++] = (uint32_t)i;
        }
        b->post[i] = tail[i].post;
    }
    b->start[terms] = (uint32_t)n;
    return VN_OK;
}

static vn_status alloc_head(const vn_index *ix, vn_block *b, vn_error *err)
{
    enum { LINE = 64 };
    const size_t bytes = ix->pairs * VN_BLOCK * sizeof *b->head;
    b->memory = bytes ? vn_calloc(bytes + LINE, 1) : NULL;
    if (bytes && !b->memory)
        return vn_fail_memory(err, "a dense index");
    if (bytes)
        b->head = (uint32_t *)(void *)((char *)b->memory + (LINE - (uintptr_t)b->memory % LINE));
    return VN_OK;
}

static vn_status make_block(const vn_index *ix, const vn_sparse *m, vn_block *b, vn_error *err)
{
    const size_t entries = m->start[b->first + b->rows] - m->start[b->first];
    if (entries > UINT32_MAX)
        return vn_fail(err, VN_ELIMIT, "too many terms in %d documents", VN_BLOCK);
    vn_status st = alloc_head(ix, b, err);
    if (st)
        return st;
    entry *a = vn_calloc(entries, 2 * sizeof *a);
    if (!a)
        return vn_fail_memory(err, "an inverted index");
    const size_t n = split_rows(ix, m, b, a);
    st = store_tail(b, sort_by_term(a, a + entries, n, ix->cols), n, err);
    free(a);
    return st;
}

typedef struct block_job {
    const vn_index *ix;
    const vn_sparse *m;
    vn_block *block;
} block_job;

static vn_status make_one(void *context, size_t i, unsigned thread, vn_error *err)
{
    (void)thread;
    const block_job *job = context;
    vn_block *b = &job->block[i];
    b->first = i * VN_BLOCK;
    b->rows = job->m->rows - b->first < VN_BLOCK ? job->m->rows - b->first : VN_BLOCK;
    return make_block(job->ix, job->m, b, err);
}

static vn_status make_blocks(const vn_index *ix, const vn_sparse *m, vn_block **out, size_t *n, unsigned threads,
                             vn_error *err)
{
    const size_t blocks = (m->rows + VN_BLOCK - 1) / VN_BLOCK;
    *out = vn_calloc(blocks, sizeof **out);
    if (!*out)
        return vn_fail_memory(err, "an index of documents");
    *n = blocks;
    block_job job = {ix, m, *out};
    return vn_pool_run(threads, blocks, make_one, &job, err);
}

/* Sum of the head weights of a row. */
static double head_sum(const vn_index *ix, const vn_sparse *m, size_t r)
{
    double sum = 0;
    for (size_t p = m->start[r]; p < m->start[r + 1]; p++)
        sum += ix->head_of[m->col[p]] == VN_TAIL ? 0 : m->val[p];
    return sum;
}

/* How far scores may be off. Weights w, w' of a shared term, none negative; n terms are shared, at most those of the row.
 *
 * Relative: a bfloat16, of seven bits, is off by at most 2^-8 of its value, beside the 2^-24 of its float; a tail weight
 * by 2^-15, since its last eight bits are the row. For a product of two that is within 2^-7 + 2^-14, or 2^-14 + 2^-20
 * where only the tail has an error in proportion. Products and sums in single
 * precision round at most twice for each shared term, u = 2^-24 each time and never in different directions from a
 * partial sum that is larger than the whole: (1 + u)^2n - 1 <= 2nu / (1 - 2nu) (Higham 2002, lemma 3.1).
 *
 * Absolute: integer weights are off by at most 1 unit (a half, but weights below one unit are raised to it), so the
 * product by w/U + w'/U + 1/U^2, and the sum over the head by the sums of the head weights of both rows / U + n/U^2.
 * Integer sums are exact. */
vn_status vn_index_bounds(vn_index *ix, vn_error *err)
{
    const vn_sparse *y = ix->y;
    ix->relative = vn_calloc(y->rows, sizeof *ix->relative);
    ix->absolute = vn_calloc(y->rows, sizeof *ix->absolute);
    if (!ix->relative || !ix->absolute)
        return vn_fail_memory(err, "bounds of scores");
    const bool units = ix->pairs && !ix->path->bf16;
    double largest = 0;
    for (size_t r = 0; units && r < ix->x->rows; r++)
        largest = fmax(largest, head_sum(ix, ix->x, r));
    for (size_t r = 0; r < y->rows; r++) {
        const double terms = (double)(y->start[r + 1] - y->start[r]);
        const double nu = (2 * terms + 16) * 0x1p-24;
        const double base = ix->pairs && ix->path->bf16 ? 0x1p-7 + 0x1p-14 : 0x1p-14 + 0x1p-20;
        ix->relative[r] = nu < 0.1 ? base + 1.2 * nu : 1;
        ix->absolute[r] = TINY;
        if (units)
            ix->absolute[r] += (1 + 0x1p-10) * (largest + head_sum(ix, y, r) + terms / VN_HEAD_UNIT) / VN_HEAD_UNIT;
    }
    return VN_OK;
}

vn_status vn_index_make(vn_index *index, unsigned threads, vn_error *err)
{
    vn_status st = make_blocks(index, index->x, &index->x_block, &index->x_blocks, threads, err);
    if (!st && index->x != index->y) {
        st = make_blocks(index, index->y, &index->y_block, &index->y_blocks, threads, err);
    } else {
        index->y_block = index->x_block;
        index->y_blocks = index->x_blocks;
    }
    return st ? st : vn_index_bounds(index, err);
}

static void free_blocks(vn_block *block, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(block[i].memory);
        free(block[i].tail);
    }
    free(block);
}

void vn_index_release(vn_index *index)
{
    if (index->y_block != index->x_block)
        free_blocks(index->y_block, index->y_blocks);
    free_blocks(index->x_block, index->x_blocks);
    free(index->head_of);
    free(index->relative);
    free(index->absolute);
    memset(index, 0, sizeof *index);
}
