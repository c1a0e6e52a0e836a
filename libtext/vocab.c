#include "vn/vocab.h"

#include "map.h"

enum { AHEAD = 8 }; /* terms whose place in the table is fetched before they are counted */

struct vn_vocab {
    vn_arena text;
    vn_slice *term; /* [n] */
    uint32_t *df;   /* [n] */
    size_t n;
    uint32_t documents;
};

/* What is known of a term while counting. */
typedef struct tally {
    size_t last; /* where its latest entry is, + 1 */
    uint32_t df;
} tally;

struct vn_collection {
    vn_map terms;
    tally *tally;  /* [terms.n] */
    size_t tally_cap;
    vn_sparse m;   /* columns are the numbers of terms, in each row by first occurrence */
    size_t rows_cap;
    size_t col_cap;
    size_t val_cap;
};

bool vn_df_within(const vn_df_limits *limits, uint32_t df, uint32_t N)
{
    if (!limits)
        return true;
    return df >= limits->min_count && df >= limits->min_share * N &&
           (!limits->max_count || df <= limits->max_count) &&
           (limits->max_share <= 0.0 || df <= limits->max_share * N);
}

/* ---- the vocabulary ---- */

void vn_vocab_free(vn_vocab *vocab)
{
    if (!vocab)
        return;
    vn_arena_free(&vocab->text);
    free(vocab->term);
    free(vocab->df);
    free(vocab);
}

size_t vn_vocab_size(const vn_vocab *vocab)
{
    return vocab->n;
}

uint32_t vn_vocab_documents(const vn_vocab *vocab)
{
    return vocab->documents;
}

vn_slice vn_vocab_term(const vn_vocab *vocab, uint32_t column)
{
    return vocab->term[column];
}

uint32_t vn_vocab_df(const vn_vocab *vocab, uint32_t column)
{
    return vocab->df[column];
}

bool vn_vocab_find(const vn_vocab *vocab, vn_slice term, uint32_t *column)
{
    size_t low = 0;
    size_t high = vocab->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = vn_slice_cmp(vocab->term[middle], term);
        if (order == 0) {
            *column = (uint32_t)middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* ---- counting ---- */

vn_status vn_collection_new(vn_collection **out, vn_error *err)
{
    vn_collection *c = vn_calloc(1, sizeof *c);
    if (!c)
        return vn_fail_memory(err, "a collection");
    if (!vn_grow((void **)&c->m.start, &c->rows_cap, 1, sizeof *c->m.start)) {
        free(c);
        return vn_fail_memory(err, "a collection");
    }
    c->m.start[0] = 0;
    *out = c;
    return VN_OK;
}

void vn_collection_free(vn_collection *c)
{
    if (!c)
        return;
    vn_map_free(&c->terms);
    vn_sparse_free(&c->m);
    free(c->tally);
    free(c);
}

uint32_t vn_collection_documents(const vn_collection *c)
{
    return (uint32_t)c->m.rows;
}

/* The number of the term; VN_MAP_NONE: out of memory. */
static uint32_t number_term(vn_collection *c, vn_slice key, uint64_t hash)
{
    const size_t before = c->terms.n;
    if (!vn_grow((void **)&c->tally, &c->tally_cap, before + 1, sizeof *c->tally))
        return VN_MAP_NONE;
    const uint32_t id = vn_map_add_hashed(&c->terms, key, hash);
    if (id == before)
        c->tally[id] = (tally){0};
    return id;
}

/* Room for n more entries and one more row. */
static bool reserve_row(vn_collection *c, size_t n)
{
    const size_t need = c->m.start[c->m.rows] + n;
    return vn_grow((void **)&c->m.start, &c->rows_cap, c->m.rows + 2, sizeof *c->m.start) &&
           vn_grow((void **)&c->m.col, &c->col_cap, need, sizeof *c->m.col) &&
           vn_grow((void **)&c->m.val, &c->val_cap, need, sizeof *c->m.val);
}

static uint64_t prepare(const vn_collection *c, vn_slice key)
{
    const uint64_t hash = vn_map_hash(key);
    vn_map_prefetch(&c->terms, hash);
    return hash;
}

static vn_status add_document(vn_collection *c, const vn_term *terms, size_t n, bool weighted, vn_error *err)
{
    if (c->m.rows >= UINT32_MAX - 1)
        return vn_fail(err, VN_ELIMIT, "a collection has at most %u documents", UINT32_MAX - 1);
    if (!reserve_row(c, n))
        return vn_fail_memory(err, "a collection");
    uint64_t hash[AHEAD];
    const size_t begin = c->m.start[c->m.rows];
    size_t end = begin;
    for (size_t i = 0; i < n && i < AHEAD; i++)
        hash[i] = prepare(c, terms[i].key);
    for (size_t i = 0; i < n; i++) {
        const double value = weighted ? terms[i].weight : terms[i].count + terms[i].extra;
        const uint32_t id = number_term(c, terms[i].key, hash[i % AHEAD]);
        if (i + AHEAD < n)
            hash[i % AHEAD] = prepare(c, terms[i + AHEAD].key);
        if (id == VN_MAP_NONE)
            return vn_fail_memory(err, "a collection");
        tally *seen = &c->tally[id];
        if (seen->last > begin) {
            c->m.val[seen->last - 1] += value;
            continue;
        }
        seen->df++;
        c->m.col[end] = id;
        c->m.val[end] = value;
        seen->last = ++end;
    }
    c->m.start[++c->m.rows] = end;
    return VN_OK;
}

vn_status vn_collection_add(vn_collection *c, const vn_term *terms, size_t n, vn_error *err)
{
    return add_document(c, terms, n, false, err);
}

vn_status vn_collection_add_weighted(vn_collection *c, const vn_term *terms, size_t n, vn_error *err)
{
    return add_document(c, terms, n, true, err);
}

/* ---- columns in byte order ---- */

typedef struct numbered {
    vn_slice term;
    uint32_t id;
    uint32_t df;
} numbered;

static int by_bytes(const void *a, const void *b)
{
    return vn_slice_cmp(((const numbered *)a)->term, ((const numbered *)b)->term);
}

/* Lists the kept terms in byte order in `kept` [terms.n]; their number. */
static size_t choose_terms(const vn_collection *c, const vn_df *df, const vn_df_limits *limits, numbered *kept)
{
    const uint32_t N = df ? vn_df_documents(df) : (uint32_t)c->m.rows;
    size_t n = 0;
    for (size_t id = 0; id < c->terms.n; id++) {
        const uint32_t count = df ? vn_df_find(df, c->terms.key[id]) : c->tally[id].df;
        if (vn_df_within(limits, count, N))
            kept[n++] = (numbered){c->terms.key[id], (uint32_t)id, count ? count : 1};
    }
    if (n)
        qsort(kept, n, sizeof *kept, by_bytes);
    return n;
}

/* Makes the vocabulary of the kept terms; column_of [terms.n] leads from a term's number to its column. */
static vn_status fill_vocab(vn_vocab *v, const numbered *kept, size_t n, uint32_t *column_of, vn_error *err)
{
    v->term = vn_calloc(n, sizeof *v->term);
    v->df = vn_calloc(n, sizeof *v->df);
    if (!v->term || !v->df)
        return vn_fail_memory(err, "a vocabulary");
    for (size_t i = 0; i < n; i++) {
        v->term[i] = kept[i].term;
        v->df[i] = kept[i].df;
        column_of[kept[i].id] = (uint32_t)i;
    }
    v->n = n;
    return VN_OK;
}

static vn_status make_vocab(const vn_collection *c, const vn_df *df, const vn_df_limits *limits, vn_vocab *v,
                            uint32_t *column_of, vn_error *err)
{
    if (df && !vn_df_documents(df))
        return vn_fail(err, VN_EINVAL, "the document-frequency table counts no document");
    numbered *kept = vn_calloc(c->terms.n, sizeof *kept);
    if (!kept)
        return vn_fail_memory(err, "a vocabulary");
    for (size_t i = 0; i < c->terms.n; i++)
        column_of[i] = VN_MAP_NONE;
    v->documents = df ? vn_df_documents(df) : (uint32_t)c->m.rows;
    const vn_status st = fill_vocab(v, kept, choose_terms(c, df, limits, kept), column_of, err);
    free(kept);
    return st;
}

typedef struct entry {
    uint32_t col;
    double val;
} entry;

static int by_column(const void *a, const void *b)
{
    const entry *x = a;
    const entry *y = b;
    return (x->col > y->col) - (x->col < y->col);
}

/* Renumbers and sorts every row in place; `row` has room for the longest. */
static void renumber(vn_sparse *m, const uint32_t *column_of, entry *row)
{
    size_t to = 0;
    size_t begin = 0;
    for (size_t r = 0; r < m->rows; r++) {
        size_t n = 0;
        for (size_t i = begin; i < m->start[r + 1]; i++)
            if (column_of[m->col[i]] != VN_MAP_NONE)
                row[n++] = (entry){column_of[m->col[i]], m->val[i]};
        if (n)
            qsort(row, n, sizeof *row, by_column);
        begin = m->start[r + 1];
        for (size_t i = 0; i < n; i++, to++) {
            m->col[to] = row[i].col;
            m->val[to] = row[i].val;
        }
        m->start[r + 1] = to;
    }
}

static size_t longest_row(const vn_sparse *m)
{
    size_t longest = 0;
    for (size_t r = 0; r < m->rows; r++)
        if (m->start[r + 1] - m->start[r] > longest)
            longest = m->start[r + 1] - m->start[r];
    return longest;
}

static vn_status build(vn_collection *c, const vn_df *df, const vn_df_limits *limits, vn_vocab *v, vn_error *err)
{
    uint32_t *column_of = vn_calloc(c->terms.n, sizeof *column_of);
    entry *row = vn_calloc(longest_row(&c->m), sizeof *row);
    vn_status st = column_of && row ? make_vocab(c, df, limits, v, column_of, err) : vn_fail_memory(err, "a vocabulary");
    if (!st && !c->m.col && (!reserve_row(c, 1))) /* a matrix without entries still has its arrays */
        st = vn_fail_memory(err, "a matrix");
    if (!st) {
        renumber(&c->m, column_of, row);
        c->m.cols = v->n;
    }
    free(column_of);
    free(row);
    return st;
}

/* Empties the collection. */
static void clear(vn_collection *c)
{
    vn_map_free(&c->terms);
    c->m.rows = 0;
    c->m.start[0] = 0;
}

vn_status vn_collection_finish(vn_collection *c, const vn_df *df, const vn_df_limits *limits, vn_vocab **vocab,
                               vn_sparse *matrix, vn_error *err)
{
    vn_vocab *v = vn_calloc(1, sizeof *v);
    size_t *start = vn_calloc(1, sizeof *start); /* what the emptied collection goes on with */
    vn_status st = v && start ? build(c, df, limits, v, err) : vn_fail_memory(err, "a vocabulary");
    if (st) {
        vn_vocab_free(v);
        free(start);
        clear(c);
        return st;
    }
    v->text = c->terms.keys;
    c->terms.keys = (vn_arena){0};
    *matrix = c->m;
    *vocab = v;
    c->m = (vn_sparse){.start = start};
    c->rows_cap = 1;
    c->col_cap = c->val_cap = 0;
    clear(c);
    return VN_OK;
}
