/* A row is columns and tf in a byte each; the few tf that are no small whole numbers stand apart, by row and column. Rows are
 * cut down in place, so after the counting they no longer touch. */
#include "vn/weights.h"

#include "order.h"
#include "pool.h"
#include "termkeys.h"
#include "tfidf.h"
#include "vocab.h"

enum {
    BLOCK = 256,       /* rows that a thread does at a time */
    MARKED = 1 << 20,  /* columns up to which rows are sorted by marks */
    FEW_DOCUMENTS = 512
};

/* A tf that a byte does not hold. */
typedef struct other_tf {
    uint32_t row;
    uint32_t col; /* until the finish the number of the term; VN_MAP_NONE: dropped */
    double tf;
} other_tf;

typedef struct row {
    size_t start;
    uint32_t n;
    double length; /* sum of tf before any weight was dropped, where the scheme needs it */
    double norm;   /* 0: not divided; not kept where it is found anew each time */
} row;

struct vn_weights {
    vn_term_keys *keys;
    vn_term_keys *own; /* them, unless they are given */
    uint32_t *df; /* [df_cap] by number of the key */
    size_t df_cap;
    row *row; /* [rows] */
    size_t rows;
    size_t rows_cap;
    uint32_t *col; /* [used] */
    uint8_t *tf;   /* [used] */
    size_t used;
    size_t col_cap;
    size_t tf_cap;
    size_t longest; /* entries of a row */
    other_tf *other; /* [others] by row */
    size_t others;
    size_t others_cap;
    vn_vocab *vocab;
    vn_scheme scheme;
    bool whole; /* no weight is 0 and none was cut off, so that the norm of a row is that of its entries */
    double *idf; /* [columns] */
    double average;
};

vn_status vn_weights_new(vn_weights **out, vn_term_keys *keys, vn_error *err)
{
    vn_weights *w = vn_calloc(1, sizeof *w);
    vn_term_keys *own = keys ? NULL : vn_term_keys_own();
    if (!w || (!keys && !own)) {
        free(w);
        vn_term_keys_free(own);
        return vn_fail_memory(err, "weights");
    }
    w->keys = keys ? keys : own;
    w->own = own;
    *out = w;
    return VN_OK;
}

void vn_weights_free(vn_weights *w)
{
    if (!w)
        return;
    vn_term_keys_free(w->own);
    vn_vocab_free(w->vocab);
    free(w->df);
    free(w->row);
    free(w->col);
    free(w->tf);
    free(w->other);
    free(w->idf);
    free(w);
}

/* ---- counting ---- */

vn_status vn_weights_number(vn_weights *w, vn_slice term, uint32_t *number, vn_error *err)
{
    *number = vn_term_keys_number(w->keys, term, vn_map_hash(term));
    return *number == VN_MAP_NONE ? vn_fail_memory(err, "terms") : VN_OK;
}

/* Room for the df of so many keys. */
static bool reserve_df(vn_weights *w, size_t keys)
{
    const size_t before = w->df_cap;
    if (!vn_grow((void **)&w->df, &w->df_cap, keys, sizeof *w->df))
        return false;
    if (w->df_cap > before)
        memset(w->df + before, 0, (w->df_cap - before) * sizeof *w->df);
    return true;
}

static bool reserve_row(vn_weights *w, const vn_counted *t)
{
    return vn_grow((void **)&w->row, &w->rows_cap, w->rows + 1, sizeof *w->row) &&
           vn_grow((void **)&w->col, &w->col_cap, w->used + t->n, sizeof *w->col) &&
           vn_grow((void **)&w->tf, &w->tf_cap, w->used + t->n, sizeof *w->tf) &&
           vn_grow((void **)&w->other, &w->others_cap, w->others + t->n_more, sizeof *w->other);
}

/* The numbers of a document's terms; what is above all of them. */
static size_t put_numbers(uint32_t *col, const vn_counted *t, const uint32_t *number_of)
{
    size_t bound = 0;
    for (size_t i = 0; i < t->n; i++) {
        col[i] = number_of ? number_of[t->number[i]] : t->number[i];
        bound = col[i] >= bound ? (size_t)col[i] + 1 : bound;
    }
    return bound;
}

vn_status vn_weights_add(vn_weights *w, const vn_counted *t, const uint32_t *number_of, vn_error *err)
{
    if (w->rows >= UINT32_MAX - 1 || t->n > UINT32_MAX)
        return vn_fail(err, VN_ELIMIT, "a collection has at most %u documents", UINT32_MAX - 1);
    if (!reserve_row(w, t))
        return vn_fail_memory(err, "a collection");
    uint32_t *col = w->col + w->used;
    const size_t bound = put_numbers(col, t, number_of);
    if (bound > w->df_cap && !reserve_df(w, bound))
        return vn_fail_memory(err, "a collection");
    for (size_t i = 0; i < t->n; i++)
        w->df[col[i]]++;
    for (size_t i = 0, k = 0; k < t->n_more; i++)
        if (t->tf[i] == VN_TF_MORE)
            w->other[w->others++] = (other_tf){(uint32_t)w->rows, col[i], t->more[k++]};
    if (t->n)
        memcpy(w->tf + w->used, t->tf, t->n);
    w->row[w->rows++] = (row){.start = w->used, .n = (uint32_t)t->n};
    w->used += t->n;
    w->longest = t->n > w->longest ? t->n : w->longest;
    return VN_OK;
}

/* ---- rows ---- */

/* The first of the tf that stand apart which is not of an earlier row. */
static other_tf *first_other(const vn_weights *w, size_t r)
{
    size_t low = 0;
    size_t high = w->others;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (w->other[middle].row < r)
            low = middle + 1;
        else
            high = middle;
    }
    return w->other + low;
}

/* Calls for the entries of a row in turn give their tf; *next begins at first_other. */
static inline double tf_at(const vn_weights *w, size_t at, const other_tf **next)
{
    if (w->tf[at] != VN_TF_MORE)
        return w->tf[at];
    while ((*next)->col < w->col[at])
        ++*next;
    return (*next)->tf;
}

/* tf times idf of the entries of a row. */
static void weigh_entries(const vn_weights *w, size_t number, double *val)
{
    const row *r = &w->row[number];
    const uint32_t *col = w->col + r->start;
    const uint8_t *tf = w->tf + r->start;
    if (!w->others && w->scheme.tf == vn_tf_raw) { /* the usual case, without calls */
        for (size_t i = 0; i < r->n; i++)
            val[i] = tf[i] * w->idf[col[i]];
        return;
    }
    const double length = w->average > 0.0 ? r->length / w->average : 1.0;
    const other_tf *next = w->others ? first_other(w, number) : NULL;
    for (size_t i = 0; i < r->n; i++)
        val[i] = w->scheme.tf(tf_at(w, r->start + i, &next), length) * w->idf[col[i]];
}

static double length_of(const double *val, size_t n)
{
    double squares = 0.0;
    for (size_t i = 0; i < n; i++)
        squares += val[i] * val[i];
    return sqrt(squares);
}

const uint32_t *vn_weights_row(const vn_weights *w, size_t number, double *val)
{
    const row *r = &w->row[number];
    if (val) {
        weigh_entries(w, number, val);
        const double norm = w->whole && w->scheme.unit ? length_of(val, r->n) : r->norm;
        for (size_t i = 0; i < r->n && norm > 0.0; i++)
            val[i] /= norm;
    }
    return w->col + r->start;
}

/* ---- the finish ---- */

/* A run over all rows; scratch of a thread stands at [thread * longest]. */
typedef struct finish {
    vn_weights *w;
    const uint32_t *column_of;
    unsigned bits; /* of a column */
    size_t top;
    uint64_t *item; /* [threads][2 * longest] */
    double *val;    /* [threads][longest] */
    vn_order_marks *marks; /* [threads], NULL: too many columns */
} finish;

static int compare_others(const void *a, const void *b)
{
    const other_tf *x = a;
    const other_tf *y = b;
    return (x->col > y->col) - (x->col < y->col);
}

/* Moves the tf that stand apart to the columns of their terms, in their order. Before the threads, which look for those of
 * their rows among all. */
static void renumber_others(const finish *f)
{
    other_tf *o = f->w->other;
    const size_t n = f->w->others;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && o[end].row == o[i].row; end++)
            o[end].col = f->column_of[o[end].col];
        qsort(o + i, end - i, sizeof *o, compare_others);
    }
}

static void sort_row(const finish *f, uint32_t *col, uint8_t *tf, size_t n, unsigned thread)
{
    uint64_t *item = f->item + 2 * f->w->longest * thread;
    if (f->marks) {
        vn_order_marked(&f->marks[thread], col, tf, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        item[i] = (uint64_t)col[i] << 32 | tf[i];
    vn_order_bits(item, item + n, n, 32, f->bits);
    for (size_t i = 0; i < n; i++) {
        col[i] = (uint32_t)(item[i] >> 32);
        tf[i] = (uint8_t)item[i];
    }
}

/* From numbers of terms to columns, ascending, without those that have none. */
static void renumber_row(const finish *f, size_t number, unsigned thread)
{
    vn_weights *w = f->w;
    row *r = &w->row[number];
    uint32_t *col = w->col + r->start;
    uint8_t *tf = w->tf + r->start;
    size_t kept = 0;
    for (size_t i = 0; i < r->n; i++) {
        const uint32_t column = f->column_of[col[i]];
        col[kept] = column;
        tf[kept] = tf[i];
        kept += column != VN_MAP_NONE;
    }
    sort_row(f, col, tf, kept, thread);
    r->n = (uint32_t)kept;
    const other_tf *next = w->others ? first_other(w, number) : NULL;
    for (size_t i = 0; i < kept && w->scheme.needs_length; i++)
        r->length += tf_at(w, r->start + i, &next);
}

/* Drops weights of 0 and finds the length of the rest. */
static void weigh_row(const finish *f, size_t number, double *val)
{
    vn_weights *w = f->w;
    row *r = &w->row[number];
    double squares = 0.0;
    size_t kept = 0;
    weigh_entries(w, number, val);
    for (size_t i = 0; i < r->n; i++) {
        const bool keep = !vn_weight_is_zero(val[i]);
        if (kept < i) {
            w->col[r->start + kept] = w->col[r->start + i];
            w->tf[r->start + kept] = w->tf[r->start + i];
        }
        squares += keep ? val[i] * val[i] : 0.0;
        kept += keep;
    }
    r->n = (uint32_t)kept;
    r->norm = w->scheme.unit ? sqrt(squares) : 0.0;
}

/* The weight that the heaviest `top` of a row reach; weights are above 0, so they have the order of their bits. */
static double least_of_top(const finish *f, const double *val, size_t n, uint64_t *item)
{
    for (size_t i = 0; i < n; i++)
        memcpy(&item[i], &val[i], sizeof *item);
    vn_order_bits(item, item + n, n, 0, 64);
    double least;
    memcpy(&least, &item[n - f->top], sizeof least);
    return least;
}

/* Keeps the heaviest, of equal ones the first columns. */
static void keep_top(const finish *f, size_t number, uint64_t *item, double *val)
{
    vn_weights *w = f->w;
    row *r = &w->row[number];
    if (!f->top || r->n <= f->top)
        return;
    vn_weights_row(w, number, val);
    const double least = least_of_top(f, val, r->n, item);
    size_t equal = f->top;
    for (size_t i = 0; i < r->n; i++)
        equal -= val[i] > least;
    size_t kept = r->start;
    for (size_t i = 0; i < r->n; i++) {
        const bool keep = val[i] > least || (val[i] == least && equal > 0);
        equal -= keep && val[i] == least;
        w->col[kept] = w->col[r->start + i];
        w->tf[kept] = w->tf[r->start + i];
        kept += keep;
    }
    r->n = (uint32_t)(kept - r->start);
}

static void finish_row(const finish *f, size_t number, unsigned thread)
{
    uint64_t *item = f->item + 2 * f->w->longest * thread;
    double *val = f->val + f->w->longest * thread;
    weigh_row(f, number, val);
    keep_top(f, number, item, val);
}

/* Rows are finished at once where no average length is needed first. */
static vn_status renumber_block(void *context, size_t index, unsigned thread, vn_error *err)
{
    const finish *f = context;
    const size_t end = (index + 1) * BLOCK < f->w->rows ? (index + 1) * BLOCK : f->w->rows;
    (void)err;
    for (size_t r = index * BLOCK; r < end; r++) {
        renumber_row(f, r, thread);
        if (!f->w->scheme.needs_length && !f->w->whole)
            finish_row(f, r, thread);
    }
    return VN_OK;
}

static vn_status finish_block(void *context, size_t index, unsigned thread, vn_error *err)
{
    const finish *f = context;
    const size_t end = (index + 1) * BLOCK < f->w->rows ? (index + 1) * BLOCK : f->w->rows;
    (void)err;
    for (size_t r = index * BLOCK; r < end; r++)
        finish_row(f, r, thread);
    return VN_OK;
}

/* tf are whole numbers or of few binary places, so their sum is exact and the order of the rows does not matter. */
static double average_length(const vn_weights *w)
{
    double sum = 0.0;
    for (size_t r = 0; r < w->rows; r++)
        sum += w->row[r].length;
    return w->rows ? sum / (double)w->rows : 0.0;
}

static vn_status make_idf(vn_weights *w, vn_error *err)
{
    const size_t n = vn_vocab_size(w->vocab);
    w->idf = vn_calloc(n, sizeof *w->idf);
    if (!w->idf)
        return vn_fail_memory(err, "inverse document frequencies");
    vn_advise_large(w->idf, n * sizeof *w->idf);
    double known[FEW_DOCUMENTS] = {0}; /* of most terms; 0: not yet */
    for (size_t j = 0; j < n; j++) {
        const uint32_t df = vn_vocab_df(w->vocab, (uint32_t)j);
        double *kept = df < FEW_DOCUMENTS ? &known[df] : &w->idf[j];
        if (*kept == 0.0)
            *kept = w->scheme.idf(df, vn_vocab_documents(w->vocab));
        w->idf[j] = *kept;
    }
    return VN_OK;
}

/* A tf is 1 or more. */
static bool may_weigh_nothing(const vn_weights *w)
{
    bool zero = w->scheme.tf != vn_tf_raw;
    for (size_t j = 0; j < vn_vocab_size(w->vocab) && !zero; j++)
        zero = vn_weight_is_zero(w->idf[j]);
    return zero;
}

static bool make_marks(finish *f, size_t threads, size_t columns)
{
    if (columns > MARKED)
        return true;
    f->marks = vn_calloc(threads, sizeof *f->marks);
    for (size_t i = 0; i < threads && f->marks; i++)
        if (!vn_order_marks_new(&f->marks[i], columns))
            return false;
    return f->marks != NULL;
}

static void free_marks(finish *f, size_t threads)
{
    for (size_t i = 0; i < threads && f->marks; i++)
        vn_order_marks_free(&f->marks[i]);
    free(f->marks);
}

static vn_status finish_rows(finish *f, const vn_weights_options *o, vn_error *err)
{
    vn_weights *w = f->w;
    const size_t blocks = w->rows / BLOCK + (w->rows % BLOCK > 0);
    for (f->bits = 1; f->bits < 32 && vn_vocab_size(w->vocab) >> f->bits; f->bits++)
        ;
    vn_status st = make_idf(w, err);
    if (!st && !make_marks(f, o->threads > 1 ? o->threads : 1, vn_vocab_size(w->vocab)))
        st = vn_fail_memory(err, "weights");
    if (!st) {
        w->whole = !o->top && !w->scheme.needs_length && !may_weigh_nothing(w);
        renumber_others(f);
        st = vn_pool_run(o->threads, blocks, renumber_block, f, err);
    }
    if (st || !w->scheme.needs_length)
        return st;
    const double given = o->weighting ? o->weighting->avglen : 0.0;
    w->average = given > 0.0 ? given : average_length(w);
    return vn_pool_run(o->threads, blocks, finish_block, f, err);
}

vn_status vn_weights_finish(vn_weights *w, const vn_weights_options *options, vn_error *err)
{
    const vn_weights_options o = options ? *options : (vn_weights_options){0};
    const size_t threads = o.threads > 1 ? o.threads : 1;
    const vn_status st = vn_scheme_of(o.weighting, &w->scheme, err);
    if (st)
        return st;
    vn_map *terms = &w->keys->map;
    vn_shortmap_free(&w->keys->words); /* memory, from here on */
    uint32_t *column_of = vn_calloc(terms->n, sizeof *column_of);
    finish f = {.w = w, .column_of = column_of, .top = o.top};
    f.item = vn_calloc(threads, 2 * w->longest * sizeof *f.item);
    f.val = vn_calloc(threads, w->longest * sizeof *f.val);
    const bool room = column_of && f.item && f.val && reserve_df(w, terms->n);
    vn_status made = room ? VN_OK : vn_fail_memory(err, "weights");
    if (!made)
        made = vn_vocab_build(&w->vocab, terms, w->df, (uint32_t)w->rows, o.df, o.limits, column_of,
                              (unsigned)threads, err);
    vn_term_keys_forget(w->keys);
    if (!made)
        made = finish_rows(&f, &o, err);
    free_marks(&f, threads);
    free(column_of);
    free(f.item);
    free(f.val);
    return made;
}

/* ---- results ---- */

const vn_vocab *vn_weights_vocab(const vn_weights *w)
{
    return w->vocab;
}

size_t vn_weights_rows(const vn_weights *w)
{
    return w->rows;
}

size_t vn_weights_row_size(const vn_weights *w, size_t number)
{
    return w->row[number].n;
}

double vn_weights_idf(const vn_weights *w, uint32_t column)
{
    return w->idf[column];
}
