/* Writing an index, from front to back, each page's checksum kept until the end. */
#include "index.h"
#include "postings.h"

typedef struct writer {
    const vn_index_parts *parts;
    vn_index_header h;
    vn_index_write_fn *write;
    void *context;
    uint64_t at;                  /* bytes so far */
    uint64_t *sum;                /* [pages] of the pages that are full */
    char page[VN_INDEX_PAGE];     /* the one that fills */
    size_t filled;
} writer;

static vn_status end_page(writer *w, vn_error *err)
{
    const size_t len = w->filled;
    if (!len)
        return VN_OK;
    w->sum[(w->at - len) / VN_INDEX_PAGE] = vn_index_page_sum(w->page, len);
    w->filled = 0;
    return w->write(w->context, vn_slice_of(w->page, len), err);
}

static vn_status put(writer *w, const void *bytes, size_t len, vn_error *err)
{
    const char *from = bytes;
    vn_status st = VN_OK;
    while (!st && len) {
        const size_t room = VN_INDEX_PAGE - w->filled;
        const size_t n = len < room ? len : room;
        memcpy(w->page + w->filled, from, n);
        w->filled += n;
        w->at += n;
        from += n;
        len -= n;
        if (w->filled == VN_INDEX_PAGE)
            st = end_page(w, err);
    }
    return st;
}

static vn_status pad(writer *w, uint64_t to, vn_error *err)
{
    static const char zeros[VN_INDEX_ALIGN];
    return put(w, zeros, to - w->at, err);
}

static vn_status begin_part(writer *w, vn_index_part part, vn_error *err)
{
    return pad(w, w->h.part[part].offset, err);
}

/* Bytes one after another: first where each begins, then they. */
typedef vn_slice nth_fn(const vn_index_parts *parts, size_t i);

static vn_slice nth_term(const vn_index_parts *parts, size_t i)
{
    return vn_vocab_term(parts->vocab, (uint32_t)i);
}

static vn_slice nth_id(const vn_index_parts *parts, size_t i)
{
    return parts->id[i];
}

static vn_slice nth_title(const vn_index_parts *parts, size_t i)
{
    return parts->title ? parts->title[i] : vn_slice_of("", 0);
}

static uint64_t sum_lengths(const vn_index_parts *parts, nth_fn *nth, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += nth(parts, i).len;
    return sum;
}

static vn_status put_bytes(writer *w, vn_index_part start, nth_fn *nth, size_t n, vn_error *err)
{
    uint64_t sum = 0;
    vn_status st = begin_part(w, start, err);
    for (size_t i = 0; !st && i <= n; i++) {
        st = put(w, &sum, sizeof sum, err);
        sum += i < n ? nth(w->parts, i).len : 0;
    }
    if (!st)
        st = begin_part(w, start + 1, err);
    for (size_t i = 0; !st && i < n; i++) {
        const vn_slice s = nth(w->parts, i);
        st = put(w, s.ptr, s.len, err);
    }
    return st;
}

static vn_status put_starts(writer *w, vn_index_part part, const size_t *start, size_t n, vn_error *err)
{
    vn_status st = begin_part(w, part, err);
    for (size_t i = 0; !st && i <= n; i++) {
        const uint64_t at = start[i];
        st = put(w, &at, sizeof at, err);
    }
    return st;
}

static vn_status put_terms(writer *w, vn_error *err)
{
    const vn_index_parts *p = w->parts;
    vn_status st = put_bytes(w, VN_IX_TERM_START, nth_term, p->x->cols, err);
    if (!st)
        st = begin_part(w, VN_IX_DF, err);
    for (size_t t = 0; !st && t < p->x->cols; t++) {
        const uint32_t df = vn_vocab_df(p->vocab, (uint32_t)t);
        st = put(w, &df, sizeof df, err);
    }
    return st;
}

static vn_status put_postings(writer *w, vn_error *err)
{
    vn_sparse t = {0};
    vn_status st = vn_sparse_transpose(&t, w->parts->x, err);
    if (st)
        return st;
    st = put_starts(w, VN_IX_LIST, t.start, t.rows, err);
    if (!st)
        st = begin_part(w, VN_IX_POSTING, err);
    for (size_t p = 0; !st && p < t.start[t.rows]; p++) {
        const vn_index_posting posting = {t.col[p], (float)t.val[p]};
        st = put(w, &posting, sizeof posting, err);
    }
    vn_sparse_free(&t);
    return st;
}

static vn_status put_rows(writer *w, vn_error *err)
{
    const vn_sparse *x = w->parts->x;
    const size_t entries = x->start[x->rows];
    vn_status st = put_starts(w, VN_IX_ROW, x->start, x->rows, err);
    if (!st)
        st = begin_part(w, VN_IX_COL, err);
    if (!st)
        st = put(w, x->col, entries * sizeof *x->col, err);
    if (!st)
        st = begin_part(w, VN_IX_VAL, err);
    return st ? st : put(w, x->val, entries * sizeof *x->val, err);
}

static vn_status put_all(writer *w, vn_error *err)
{
    const size_t rows = w->parts->x->rows;
    vn_status st = put(w, &w->h, sizeof w->h, err);
    if (!st)
        st = put_terms(w, err);
    if (!st)
        st = put_postings(w, err);
    if (!st)
        st = put_rows(w, err);
    if (!st)
        st = put_bytes(w, VN_IX_ID_START, nth_id, rows, err);
    if (!st)
        st = put_bytes(w, VN_IX_TITLE_START, nth_title, rows, err);
    if (!st)
        st = pad(w, vn_index_sums(&w->h), err);
    return st ? st : end_page(w, err);
}

static vn_status put_sums(const writer *w, vn_error *err)
{
    const size_t bytes = w->h.size - 8 - vn_index_sums(&w->h);
    const uint64_t all = vn_index_page_sum(w->sum, bytes);
    const vn_status st = w->write(w->context, vn_slice_of((const char *)w->sum, bytes), err);
    return st ? st : w->write(w->context, vn_slice_of((const char *)&all, sizeof all), err);
}

vn_status vn_index_write(const vn_index_parts *parts, vn_index_write_fn *write, void *context, vn_error *err)
{
    const vn_sparse *x = parts->x;
    writer w = {.parts = parts,
                .write = write,
                .context = context,
                .h = {.magic = {'V', 'N', 'I', 'N', 'D', 'E', 'X', VN_INDEX_VERSION},
                      .order = VN_INDEX_ORDER,
                      .flags = parts->foreign_weights ? VN_INDEX_FOREIGN : 0,
                      .fingerprint = parts->fingerprint,
                      .rows = x->rows,
                      .terms = x->cols,
                      .entries = x->start[x->rows],
                      .documents = vn_vocab_documents(parts->vocab)}};
    w.h.part[VN_IX_TERM].size = sum_lengths(parts, nth_term, x->cols);
    w.h.part[VN_IX_ID].size = sum_lengths(parts, nth_id, x->rows);
    w.h.part[VN_IX_TITLE].size = sum_lengths(parts, nth_title, x->rows);
    if (x->rows >= UINT32_MAX || !vn_index_layout(&w.h))
        return vn_fail(err, VN_ELIMIT, "too many documents for an index: %zu", x->rows);
    w.sum = vn_calloc(vn_index_sums(&w.h) / VN_INDEX_PAGE + 1, sizeof *w.sum);
    if (!w.sum)
        return vn_fail_memory(err, "an index");
    vn_status st = put_all(&w, err);
    if (!st)
        st = put_sums(&w, err);
    free(w.sum);
    return st;
}
