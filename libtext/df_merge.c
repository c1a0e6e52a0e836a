/* Merging sorted tables row by row. A heap of open files gives the smallest term next; when there are more files than
 * may be open at once, groups of them are merged into temporary files first. */
#include "df_row.h"
#include "source.h"
#include "utf8.h"

#include <errno.h>
#include <stdio.h>

enum { OPEN_MAX = 128 };

typedef struct source {
    FILE *file;
    size_t index; /* of its path; for a temporary file that of the first path in it */
    size_t number;
    vn_df_head head;
    vn_df_row row;
    unsigned line; /* which of the two texts the row points into */
    char text[2][VN_DF_ROW_MAX];
} source;

typedef struct merge {
    source *source; /* [n] */
    size_t n;
    source **heap; /* [live] */
    size_t live;
    size_t *fault;
} merge;

/* Reads a line into the text that the last row does not use. VN_DONE at the end of the file. */
static vn_status read_line(source *s, vn_slice *line, vn_error *err)
{
    char *text = s->text[s->line ^= 1];
    size_t len = 0;
    int c;
    s->number++;
    while ((c = getc_unlocked(s->file)) != EOF && c != '\n') {
        if (len == VN_DF_ROW_MAX)
            return vn_fail_at(err, VN_EDATA, s->number, 0, "the row is longer than %d bytes", VN_DF_ROW_MAX);
        text[len++] = (char)c;
    }
    *line = vn_slice_of(text, len);
    const size_t valid = vn_utf8_check(text, len);
    if (valid < len)
        return vn_utf8_fail(*line, valid, s->number, err);
    if (c == '\n')
        return VN_OK;
    if (ferror(s->file))
        return vn_fail_errno(err, errno, "cannot read");
    return len || s->number == 1 ? vn_fail_at(err, VN_EDATA, s->number, 0, "the table breaks off") : VN_DONE;
}

static vn_status next_row(source *s, vn_error *err)
{
    vn_slice line = {0};
    const vn_slice before = s->number == 1 ? vn_slice_of("", 0) : s->row.term;
    const vn_status st = read_line(s, &line, err);
    return st ? st : vn_df_read_row(line, s->number, s->head.documents, before, &s->row, err);
}

static void sift_down(merge *m, size_t i)
{
    for (;;) {
        size_t least = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < m->live; child++)
            if (vn_slice_cmp(m->heap[child]->row.term, m->heap[least]->row.term) < 0)
                least = child;
        if (least == i)
            return;
        source *t = m->heap[i];
        m->heap[i] = m->heap[least];
        m->heap[least] = t;
        i = least;
    }
}

/* Moves the smallest source on to its next row. */
static vn_status advance_root(merge *m, vn_error *err)
{
    const vn_status st = next_row(m->heap[0], err);
    if (st < 0) {
        *m->fault = m->heap[0]->index;
        return st;
    }
    if (st == VN_DONE)
        m->heap[0] = m->heap[--m->live];
    sift_down(m, 0);
    return VN_OK;
}

static vn_status write_rows(merge *m, vn_df_writer *w, vn_error *err)
{
    vn_status st = VN_OK;
    while (m->live && !st) {
        char term[VN_TERM_MAX];
        vn_df_row sum = {.term = vn_slice_of(term, m->heap[0]->row.term.len)};
        memcpy(term, m->heap[0]->row.term.ptr, sum.term.len);
        while (m->live && !st && vn_slice_eq(m->heap[0]->row.term, sum.term)) {
            sum.df += m->heap[0]->row.df;
            st = advance_root(m, err);
        }
        if (!st)
            st = vn_df_write_row(w, sum, err);
    }
    return st ? st : vn_df_write_rest(w, err);
}

/* Reads every head, sums them, and puts those sources on the heap that have a row. */
static vn_status begin(merge *m, vn_df_head *sum, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; i < m->n && st >= 0; i++) {
        source *s = &m->source[i];
        vn_slice line = {0};
        *m->fault = s->index;
        st = read_line(s, &line, err);
        if (!st)
            st = vn_df_read_head(line, &s->head, err);
        if (!st && i == 0)
            sum->fingerprint = s->head.fingerprint;
        if (!st)
            st = vn_df_add_head(sum, s->head, err);
        if (!st)
            st = next_row(s, err);
        if (!st)
            m->heap[m->live++] = s;
    }
    for (size_t i = m->live / 2; i-- > 0 && st >= 0;)
        sift_down(m, i);
    return st < 0 ? st : VN_OK;
}

static vn_status merge_sources(merge *m, vn_df_writer *w, size_t n_paths, vn_error *err)
{
    vn_df_head sum = {0};
    vn_status st = begin(m, &sum, err);
    if (!st) {
        *m->fault = n_paths;
        st = vn_df_write_head(w, sum, err);
    }
    if (!st)
        st = write_rows(m, w, err);
    return st;
}

typedef struct input {
    FILE *file; /* NULL: still to be opened */
    const char *path;
    size_t index;
} input;

static void close_input(input *in)
{
    if (in->file)
        fclose(in->file);
    in->file = NULL;
}

static vn_status open_sources(merge *m, input *in, vn_error *err)
{
    for (size_t i = 0; i < m->n; i++) {
        *m->fault = in[i].index;
        if (!in[i].file)
            in[i].file = fopen(in[i].path, "rb");
        if (!in[i].file)
            return vn_fail_errno(err, errno, "cannot open");
        m->source[i].file = in[i].file;
        m->source[i].index = in[i].index;
    }
    return VN_OK;
}

/* Merges n <= OPEN_MAX inputs and closes them. */
static vn_status merge_group(input *in, size_t n, size_t n_paths, vn_df_writer *w, size_t *fault, vn_error *err)
{
    merge m = {.n = n, .fault = fault};
    m.source = vn_calloc(n, sizeof *m.source);
    m.heap = vn_calloc(n, sizeof *m.heap);
    vn_status st = m.source && m.heap ? open_sources(&m, in, err) : vn_fail_memory(err, "merging tables");
    if (!st)
        st = merge_sources(&m, w, n_paths, err);
    for (size_t i = 0; i < n; i++)
        close_input(&in[i]);
    free(m.source);
    free(m.heap);
    return st;
}

static vn_status write_file(void *context, vn_slice bytes, vn_error *err)
{
    if (fwrite(bytes.ptr, 1, bytes.len, context) != bytes.len)
        return vn_fail_errno(err, errno, "cannot write a temporary file");
    return VN_OK;
}

static vn_status merge_into_temporary(input *in, size_t n, size_t n_paths, input *out, size_t *fault, vn_error *err)
{
    FILE *file = tmpfile();
    if (!file)
        return vn_fail_errno(err, errno, "cannot make a temporary file");
    vn_df_writer w = {.write = write_file, .context = file};
    const size_t index = in[0].index;
    vn_status st = merge_group(in, n, n_paths, &w, fault, err);
    vn_buf_free(&w.buf);
    if (!st && (fflush(file) || fseek(file, 0, SEEK_SET)))
        st = vn_fail_errno(err, errno, "cannot write a temporary file");
    if (st) {
        fclose(file);
        return st;
    }
    *out = (input){.file = file, .index = index};
    return VN_OK;
}

/* Folds groups of OPEN_MAX inputs into one each until they may all be open together. The inputs that are left move to
 * the front; *n is their number also after a failure. */
static vn_status fold_groups(input *in, size_t *n, size_t n_paths, size_t *fault, vn_error *err)
{
    while (*n > OPEN_MAX) {
        size_t kept = 0;
        for (size_t i = 0; i < *n; i += OPEN_MAX) {
            const size_t group = *n - i < OPEN_MAX ? *n - i : OPEN_MAX;
            input merged = {0};
            const vn_status st = merge_into_temporary(in + i, group, n_paths, &merged, fault, err);
            if (st)
                return st;
            in[kept++] = merged;
        }
        *n = kept;
    }
    return VN_OK;
}

static vn_status merge_inputs(input *in, size_t n, vn_df_writer *w, size_t *fault, vn_error *err)
{
    size_t left = n;
    vn_status st = fold_groups(in, &left, n, fault, err);
    if (!st)
        st = merge_group(in, left, n, w, fault, err);
    for (size_t i = 0; i < n; i++) /* what a failure left open */
        close_input(&in[i]);
    return st;
}

vn_status vn_df_merge_files(const char *const *paths, size_t n, vn_df_cut cut, vn_df_write_fn *write, void *context,
                            size_t *fault, vn_error *err)
{
    size_t unused;
    fault = fault ? fault : &unused;
    *fault = n;
    if (!n)
        return vn_fail(err, VN_EINVAL, "there is no table to merge");
    input *in = vn_calloc(n, sizeof *in);
    if (!in)
        return vn_fail_memory(err, "merging tables");
    for (size_t i = 0; i < n; i++)
        in[i] = (input){.path = paths[i], .index = i};
    vn_df_writer w = {.write = write, .context = context, .cut = cut};
    const vn_status st = merge_inputs(in, n, &w, fault, err);
    vn_buf_free(&w.buf);
    free(in);
    return st;
}
