#include "vn/df.h"

#include "df_row.h"
#include "map.h"
#include "utf8.h"
#include "vn/reader.h"

struct vn_df {
    vn_map terms;
    uint32_t *df; /* [terms.n] */
    size_t df_cap;
    uint32_t *last; /* [last_cap] number (from 1) of the last document that held the term */
    size_t last_cap;
    vn_df_head head;
    uint32_t phrase_floor; /* of an opened file */
    char *file; /* what the terms of an opened file point into */
};

vn_status vn_df_new(vn_df **out, uint64_t fingerprint, vn_error *err)
{
    vn_df *df = vn_calloc(1, sizeof *df);
    if (!df)
        return vn_fail_memory(err, "a document-frequency table");
    df->head.kind.fingerprint = fingerprint;
    *out = df;
    return VN_OK;
}

void vn_df_free(vn_df *df)
{
    if (!df)
        return;
    vn_map_free(&df->terms);
    free(df->df);
    free(df->last);
    free(df->file);
    free(df);
}

uint32_t vn_df_documents(const vn_df *df)
{
    return df->head.documents;
}

size_t vn_df_terms(const vn_df *df)
{
    return df->terms.n;
}

uint64_t vn_df_fingerprint(const vn_df *df)
{
    return df->head.kind.fingerprint;
}

uint32_t vn_df_find(const vn_df *df, vn_slice term)
{
    const uint32_t id = vn_map_find(&df->terms, term);
    return id == VN_MAP_NONE ? 0 : df->df[id];
}

uint32_t vn_df_at(const vn_df *df, size_t i, vn_slice *term)
{
    *term = df->terms.key[i];
    return df->df[i];
}

bool vn_df_pruned(const vn_df *df)
{
    return df->head.pruned;
}

uint32_t vn_df_phrase_floor(const vn_df *df)
{
    return df->phrase_floor;
}

/* The place of a term's count, 0 when the term is new; NULL: out of memory. */
static uint32_t *count_of(vn_df *df, vn_slice term)
{
    const size_t before = df->terms.n;
    if (!vn_grow((void **)&df->df, &df->df_cap, before + 1, sizeof *df->df))
        return NULL;
    const uint32_t id = vn_map_add(&df->terms, term);
    if (id == VN_MAP_NONE)
        return NULL;
    if (id == before)
        df->df[id] = 0;
    return &df->df[id];
}

static bool grow_last(vn_df *df)
{
    const size_t before = df->last_cap;
    if (!vn_grow((void **)&df->last, &df->last_cap, df->terms.n, sizeof *df->last))
        return false;
    memset(df->last + before, 0, (df->last_cap - before) * sizeof *df->last);
    return true;
}

static vn_status check_term(vn_slice term, vn_error *err)
{
    if (term.len > VN_TERM_MAX)
        return vn_fail(err, VN_ELIMIT, "a term is longer than %d bytes", VN_TERM_MAX);
    if (!term.len || memchr(term.ptr, '\t', term.len) || memchr(term.ptr, '\n', term.len))
        return vn_fail(err, VN_EINVAL, "a term is empty or holds a tab or line feed");
    if (vn_utf8_check(term.ptr, term.len) < term.len)
        return vn_fail(err, VN_EINVAL, "a term is not UTF-8");
    return VN_OK;
}

vn_status vn_df_add_document(vn_df *df, const vn_slice *terms, size_t n, vn_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const vn_status st = check_term(terms[i], err);
        if (st)
            return st;
    }
    if (df->head.documents == UINT32_MAX)
        return vn_fail(err, VN_ELIMIT, "a table counts at most %u documents", UINT32_MAX);
    const uint32_t document = ++df->head.documents;
    for (size_t i = 0; i < n; i++) {
        uint32_t *count = count_of(df, terms[i]);
        if (!count || !grow_last(df))
            return vn_fail_memory(err, "a document-frequency table");
        uint32_t *last = &df->last[count - df->df];
        *count += *last != document;
        *last = document;
    }
    return VN_OK;
}

vn_status vn_df_merge(vn_df *df, const vn_df *from, vn_error *err)
{
    const vn_status st = vn_df_add_head(&df->head, &from->head, "the other", err);
    if (st)
        return st;
    for (size_t i = 0; i < from->terms.n; i++) {
        uint32_t *count = count_of(df, from->terms.key[i]);
        if (!count)
            return vn_fail_memory(err, "a document-frequency table");
        *count += from->df[i];
    }
    return VN_OK;
}

/* ---- reading ---- */

/* Cuts the next line off; VN_EDATA when its end is missing, for then the file may be a part of itself. */
static vn_status next_line(vn_slice *bytes, size_t number, vn_slice *line, vn_error *err)
{
    const char *end = bytes->len ? memchr(bytes->ptr, '\n', bytes->len) : NULL;
    if (!end)
        return vn_fail_at(err, VN_EDATA, number, 0, "the table breaks off");
    *line = vn_slice_of(bytes->ptr, (size_t)(end - bytes->ptr));
    bytes->ptr += line->len + 1;
    bytes->len -= line->len + 1;
    return VN_OK;
}

/* Rows ascend strictly, so every term is new and its number is that of its row. */
static vn_status read_rows(vn_df *df, vn_slice bytes, vn_error *err)
{
    vn_df_row row = {.term = {"", 0}};
    for (size_t number = 2; bytes.len; number++) {
        vn_slice line = {0};
        vn_status st = next_line(&bytes, number, &line, err);
        if (!st)
            st = vn_df_read_row(line, number, df->head.documents, row.term, &row, err);
        if (st)
            return st;
        if (!vn_grow((void **)&df->df, &df->df_cap, df->terms.n + 1, sizeof *df->df) ||
            !vn_map_append_borrowed(&df->terms, row.term))
            return vn_fail_memory(err, "a document-frequency table");
        df->df[df->terms.n - 1] = row.df;
        if ((!df->phrase_floor || row.df < df->phrase_floor) && memchr(row.term.ptr, ' ', row.term.len))
            df->phrase_floor = row.df;
    }
    return vn_map_index(&df->terms) ? VN_OK : vn_fail_memory(err, "a document-frequency table");
}

vn_status vn_df_parse(vn_df **out, vn_slice bytes, vn_error *err)
{
    vn_df *df = NULL;
    vn_slice line = {0};
    vn_status st = vn_df_new(&df, 0, err);
    if (st)
        return st;
    const size_t valid = vn_utf8_check(bytes.ptr, bytes.len);
    if (valid < bytes.len)
        st = vn_utf8_fail(bytes, valid, 1, err);
    if (!st)
        st = next_line(&bytes, 1, &line, err);
    if (!st)
        st = vn_df_read_head(line, &df->head, err);
    if (!st)
        st = read_rows(df, bytes, err);
    if (st) {
        vn_df_free(df);
        return st;
    }
    *out = df;
    return VN_OK;
}

static vn_status open_file(vn_df **out, const char *path, vn_error *err)
{
    vn_buf bytes = {0};
    vn_status st = vn_file_read(path, &bytes, err);
    if (!st)
        st = vn_df_parse(out, vn_slice_of(bytes.ptr, bytes.len), err);
    if (st) {
        vn_buf_free(&bytes);
        return st;
    }
    (*out)->file = bytes.ptr;
    return VN_OK;
}

/* Embedded by data.S. */
extern const char vn_reference_df_start[];
extern const char vn_reference_df_end[];

vn_status vn_df_open(vn_df **out, const char *path, vn_error *err)
{
    if (path)
        return open_file(out, path, err);
    const size_t len = (size_t)(vn_reference_df_end - vn_reference_df_start);
    return vn_df_parse(out, vn_slice_of(vn_reference_df_start, len), err);
}

/* ---- writing ---- */

static int by_term(const void *a, const void *b)
{
    return vn_slice_cmp(((const vn_df_row *)a)->term, ((const vn_df_row *)b)->term);
}

static vn_status write_sorted(vn_df_writer *w, const vn_df *df, vn_df_row *rows, vn_error *err)
{
    for (size_t i = 0; i < df->terms.n; i++)
        rows[i] = (vn_df_row){df->terms.key[i], df->df[i]};
    qsort(rows, df->terms.n, sizeof *rows, by_term);
    vn_status st = vn_df_write_head(w, &df->head, err);
    for (size_t i = 0; i < df->terms.n && !st; i++)
        st = vn_df_write_row(w, rows[i], err);
    return st ? st : vn_df_write_rest(w, err);
}

vn_status vn_df_write(const vn_df *df, vn_df_cut cut, vn_df_write_fn *write, void *context, vn_error *err)
{
    vn_df_row *rows = vn_calloc(df->terms.n, sizeof *rows);
    if (!rows)
        return vn_fail_memory(err, "a document-frequency table");
    vn_df_writer w = {.write = write, .context = context, .cut = cut};
    const vn_status st = write_sorted(&w, df, rows, err);
    vn_buf_free(&w.buf);
    free(rows);
    return st;
}
