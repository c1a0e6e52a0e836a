#include "vocab.h"

#include "keysort.h"
#include "order.h"

enum { AHEAD = 8 }; /* terms whose place in the table is fetched before they are counted */

struct vn_vocab {
    vn_arena text;
    vn_slice *term; /* [n] */
    uint32_t *df;   /* [n] */
    size_t n;
    uint32_t documents;
};

struct vn_collection {
    vn_map terms;
    size_t *last; /* [terms.n] where a term's latest entry is, + 1 */
    size_t last_cap;
    uint32_t *df; /* [terms.n] */
    size_t df_cap;
    vn_sparse m;  /* columns are the numbers of terms, in each row by first occurrence */
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

/* Lists the kept terms in `kept` [terms->n]; their number. */
static size_t choose_terms(const vn_map *terms, uint32_t *df_of, uint32_t documents, const vn_df *table,
                           const vn_df_limits *limits, uint32_t *kept)
{
    size_t n = 0;
    for (size_t id = 0; id < terms->n; id++) {
        if (!df_of[id]) /* numbered, but in no document */
            continue;
        if (table)
            df_of[id] = vn_df_find(table, terms->key[id]);
        if (vn_df_within(limits, df_of[id], documents))
            kept[n++] = (uint32_t)id;
    }
    return n;
}

static bool fill_vocab(vn_vocab *v, const vn_map *terms, const uint32_t *df_of, const uint32_t *kept, size_t n,
                       uint32_t *column_of)
{
    v->term = vn_calloc(n, sizeof *v->term);
    v->df = vn_calloc(n, sizeof *v->df);
    if (!v->term || !v->df)
        return false;
    for (size_t i = 0; i < n; i++) {
        v->term[i] = terms->key[kept[i]];
        v->df[i] = df_of[kept[i]] ? df_of[kept[i]] : 1;
        column_of[kept[i]] = (uint32_t)i;
    }
    v->n = n;
    return true;
}

vn_status vn_vocab_build(vn_vocab **out, vn_map *terms, uint32_t *df_of, uint32_t documents, const vn_df *table,
                         const vn_df_limits *limits, uint32_t *column_of, unsigned threads, vn_error *err)
{
    if (table && !vn_df_documents(table))
        return vn_fail(err, VN_EINVAL, "the document-frequency table counts no document");
    vn_vocab *v = vn_calloc(1, sizeof *v);
    uint32_t *kept = vn_calloc(terms->n, sizeof *kept);
    bool made = v && kept;
    for (size_t i = 0; i < terms->n; i++)
        column_of[i] = VN_MAP_NONE;
    if (made) {
        v->documents = table ? vn_df_documents(table) : documents;
        const size_t n = choose_terms(terms, df_of, v->documents, table, limits, kept);
        made = vn_sort_keys(kept, n, terms->key, threads) && fill_vocab(v, terms, df_of, kept, n, column_of);
    }
    free(kept);
    if (!made) {
        vn_vocab_free(v);
        return vn_fail_memory(err, "a vocabulary");
    }
    v->text = terms->keys;
    terms->keys = (vn_arena){0};
    *out = v;
    return VN_OK;
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
    free(c->last);
    free(c->df);
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
    if (!vn_grow((void **)&c->last, &c->last_cap, before + 1, sizeof *c->last) ||
        !vn_grow((void **)&c->df, &c->df_cap, before + 1, sizeof *c->df))
        return VN_MAP_NONE;
    const uint32_t id = vn_map_add_hashed(&c->terms, key, hash);
    if (id == before)
        c->last[id] = c->df[id] = 0;
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
        if (c->last[id] > begin) {
            c->m.val[c->last[id] - 1] += value;
            continue;
        }
        c->df[id]++;
        c->m.col[end] = id;
        c->m.val[end] = value;
        c->last[id] = ++end;
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

/* Scratch for a row of n entries. */
typedef struct row_scratch {
    uint64_t *item; /* [2 * n] column, then where the entry stands */
    double *val;    /* [n] */
    unsigned bits;  /* of a column */
} row_scratch;

/* Sorts the n entries at `from` by column, drops those without one and moves the rest to `to` <= from; their number. */
static size_t sort_row(vn_sparse *m, const uint32_t *column_of, size_t from, size_t n, size_t to, row_scratch *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (column_of[m->col[from + i]] != VN_MAP_NONE)
            s->item[kept++] = (uint64_t)column_of[m->col[from + i]] << 32 | i;
    vn_order_bits(s->item, s->item + kept, kept, 32, s->bits);
    if (n)
        memcpy(s->val, m->val + from, n * sizeof *s->val);
    for (size_t i = 0; i < kept; i++) {
        m->col[to + i] = (uint32_t)(s->item[i] >> 32);
        m->val[to + i] = s->val[(uint32_t)s->item[i]];
    }
    return kept;
}

/* Renumbers and sorts every row in place. */
static void renumber(vn_sparse *m, const uint32_t *column_of, row_scratch *s)
{
    size_t to = 0;
    size_t begin = 0;
    for (size_t r = 0; r < m->rows; r++) {
        const size_t end = m->start[r + 1];
        to += sort_row(m, column_of, begin, end - begin, to, s);
        begin = end;
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

static unsigned bits_of(size_t n)
{
    unsigned bits = 1;
    while (bits < 32 && n >> bits)
        bits++;
    return bits;
}

static vn_status build(vn_collection *c, const vn_df *df, const vn_df_limits *limits, vn_vocab **vocab, vn_error *err)
{
    const size_t longest = longest_row(&c->m);
    uint32_t *column_of = vn_calloc(c->terms.n, sizeof *column_of);
    row_scratch s = {.item = vn_calloc(longest, 2 * sizeof *s.item), .val = vn_calloc(longest, sizeof *s.val)};
    vn_status st = column_of && s.item && s.val ? VN_OK : vn_fail_memory(err, "a matrix");
    if (!st && !c->m.col && !reserve_row(c, 1)) /* a matrix without entries still has its arrays */
        st = vn_fail_memory(err, "a matrix");
    if (!st)
        st = vn_vocab_build(vocab, &c->terms, c->df, (uint32_t)c->m.rows, df, limits, column_of, 1, err);
    if (!st) {
        c->m.cols = vn_vocab_size(*vocab);
        s.bits = bits_of(c->m.cols);
        renumber(&c->m, column_of, &s);
    }
    free(column_of);
    free(s.item);
    free(s.val);
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
    size_t *start = vn_calloc(1, sizeof *start); /* what the emptied collection goes on with */
    const vn_status st = start ? build(c, df, limits, vocab, err) : vn_fail_memory(err, "a vocabulary");
    if (st) {
        free(start);
        clear(c);
        return st;
    }
    *matrix = c->m;
    c->m = (vn_sparse){.start = start};
    c->rows_cap = 1;
    c->col_cap = c->val_cap = 0;
    clear(c);
    return VN_OK;
}
