/* Merging sorted tables row by row. A heap of open tables gives the smallest term next; when there are more than may be
 * open at once, groups of them are merged into runs of a temporary file first. */
#include "df_merge.h"

#include <inttypes.h>

enum { OPEN_MAX = 128 };

typedef struct merge {
    vn_df_source *source;  /* [n] */
    size_t n;
    vn_df_source **heap;   /* [live] */
    size_t live;
    vn_df_head sum;
    vn_df_merge_report *report;
} merge;

/* ---- the heap ---- */

static void sift_down(merge *m, size_t i)
{
    for (;;) {
        size_t least = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < m->live; child++)
            if (vn_slice_cmp(m->heap[child]->row.term, m->heap[least]->row.term) < 0)
                least = child;
        if (least == i)
            return;
        vn_df_source *t = m->heap[i];
        m->heap[i] = m->heap[least];
        m->heap[least] = t;
        i = least;
    }
}

/* Moves the smallest source on to its next row. */
static vn_status advance_root(merge *m, vn_error *err)
{
    const vn_status st = vn_df_source_next(m->heap[0], err);
    if (st < 0) {
        m->report->fault = m->heap[0]->in.index;
        return st;
    }
    if (st == VN_DONE)
        m->heap[0] = m->heap[--m->live];
    sift_down(m, 0);
    return VN_OK;
}

/* ---- heads ---- */

static vn_status subtract_head(vn_df_head *sum, const vn_df_head *head, const char *first, vn_error *err)
{
    vn_df_head same = {.kind = sum->kind};
    const vn_status st = vn_df_add_head(&same, head, first, err);
    if (st)
        return st;
    if (head->documents > sum->documents)
        return vn_fail_at(err, VN_EDATA, 1, 0, "counts %lu documents, of which only %lu are left",
                          (unsigned long)head->documents, (unsigned long)sum->documents);
    sum->documents -= head->documents;
    return VN_OK;
}

static vn_status add_head(merge *m, const vn_df_source *s, vn_error *err)
{
    const char *first = m->source[0].in.path ? m->source[0].in.path : "the first table";
    if (s == m->source)
        m->sum.kind = s->head.kind;
    return s->in.minus ? subtract_head(&m->sum, &s->head, first, err) : vn_df_add_head(&m->sum, &s->head, first, err);
}

/* Reads every head, sums them, and puts those sources on the heap that have a row. */
static vn_status begin(merge *m, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; i < m->n && st >= 0; i++) {
        vn_df_source *s = &m->source[i];
        const size_t fault = m->report->fault;
        m->report->fault = s->in.index;
        st = vn_df_source_begin(s, err);
        if (!st)
            st = add_head(m, s, err);
        if (!st)
            st = vn_df_source_next(s, err);
        if (!st)
            m->heap[m->live++] = s;
        if (st >= 0)
            m->report->fault = fault;
    }
    for (size_t i = m->live / 2; i-- > 0 && st >= 0;)
        sift_down(m, i);
    return st < 0 ? st : VN_OK;
}

/* What was left out of a table is missing from the sum, and nobody can say how much of it was to be subtracted. */
static vn_status look_for_pruned(merge *m, vn_error *err)
{
    const bool minus = m->source[m->n - 1].in.minus;
    for (size_t i = 0; i < m->n; i++) {
        if (!m->source[i].head.pruned)
            continue;
        if (!m->report->pruned++)
            m->report->first_pruned = m->source[i].in.index;
        if (minus) {
            m->report->fault = m->source[i].in.index;
            return vn_fail_at(err, VN_EDATA, 1, 0, "terms were left out of this table: nothing can be subtracted exactly");
        }
    }
    return VN_OK;
}

/* ---- rows ---- */

/* What the tables say about a term. */
typedef struct tally {
    uint64_t plus;
    uint64_t minus;
    const vn_df_source *last; /* the last of those that subtract; NULL: none */
    size_t line;              /* the term's line in it */
} tally;

static void add_row(tally *t, const vn_df_source *s)
{
    if (!s->in.minus) {
        t->plus += s->row.df;
        return;
    }
    t->minus += s->row.df;
    if (!t->last || s->in.index > t->last->in.index) {
        t->last = s;
        t->line = s->in.path ? s->line : 0;
    }
}

static vn_status fail_row(const merge *m, const tally *t, vn_slice term, vn_error *err)
{
    const vn_df_source *s = t->last;
    for (size_t i = m->n; !s; i--)
        if (m->source[i - 1].in.minus && (i == 1 || !m->source[i - 2].in.minus))
            s = &m->source[i - 1];
    m->report->fault = s->in.index;
    const int len = (int)(term.len < 60 ? term.len : 60);
    if (t->minus > t->plus)
        return vn_fail_at(err, VN_EDATA, t->line, 0,
                          "'%.*s' would be in fewer than no documents (%llu less %llu)", len, term.ptr,
                          (unsigned long long)t->plus, (unsigned long long)t->minus);
    return vn_fail_at(err, VN_EDATA, t->line, 0, "'%.*s' would be in %llu of %lu documents", len, term.ptr,
                      (unsigned long long)(t->plus - t->minus), (unsigned long)m->sum.documents);
}

static vn_status write_rows(merge *m, vn_df_writer *w, vn_error *err)
{
    vn_status st = VN_OK;
    while (m->live && !st) {
        char bytes[VN_TERM_MAX];
        const vn_slice term = vn_slice_of(bytes, m->heap[0]->row.term.len);
        tally t = {0};
        memcpy(bytes, m->heap[0]->row.term.ptr, term.len);
        while (m->live && !st && vn_slice_eq(m->heap[0]->row.term, term)) {
            add_row(&t, m->heap[0]);
            st = advance_root(m, err);
        }
        if (!st && (t.minus > t.plus || t.plus - t.minus > m->sum.documents))
            st = fail_row(m, &t, term, err);
        else if (!st && t.plus > t.minus)
            st = vn_df_write_row(w, (vn_df_row){term, (uint32_t)(t.plus - t.minus)}, err);
    }
    return st ? st : vn_df_write_rest(w, err);
}

/* ---- groups ---- */

static vn_status merge_sources(merge *m, vn_df_writer *w, vn_error *err)
{
    vn_status st = begin(m, err);
    if (!st)
        st = look_for_pruned(m, err);
    if (!st)
        st = vn_df_write_head(w, &m->sum, err);
    return st ? st : write_rows(m, w, err);
}

/* Merges n <= OPEN_MAX inputs. */
static vn_status merge_group(const vn_df_input *in, size_t n, vn_df_writer *w, vn_df_merge_report *report, vn_error *err)
{
    merge m = {.n = n, .report = report};
    m.source = vn_calloc(n, sizeof *m.source);
    m.heap = vn_calloc(n, sizeof *m.heap);
    for (size_t i = 0; m.source && i < n; i++)
        m.source[i].in = in[i];
    const vn_status st = m.source && m.heap ? merge_sources(&m, w, err) : vn_fail_memory(err, "merging tables");
    for (size_t i = 0; m.source && i < n; i++)
        vn_df_source_close(&m.source[i]);
    free(m.source);
    free(m.heap);
    return st;
}

static vn_status write_run(void *context, vn_slice bytes, vn_error *err)
{
    return vn_tempfile_write(context, bytes, err);
}

/* Merges inputs of one sign into a run. The table of a group is neither cut nor renamed. */
static vn_status merge_into_run(const vn_df_input *in, size_t n, vn_tempfile *file, vn_df_input *out,
                                vn_df_merge_report *report, vn_error *err)
{
    vn_df_input plus[OPEN_MAX];
    vn_df_writer w = {.write = write_run, .context = file};
    vn_df_merge_report own = *report;
    *out = (vn_df_input){.file = file, .from = file->size, .minus = in[0].minus, .index = in[0].index};
    for (size_t i = 0; i < n; i++) {
        plus[i] = in[i];
        plus[i].minus = false;
    }
    const vn_status st = merge_group(plus, n, &w, &own, err);
    vn_buf_free(&w.buf);
    out->end = file->size;
    report->fault = own.fault;
    return st;
}

/* Folds groups of OPEN_MAX inputs of one sign into one each until all may be open together; *n shrinks. */
static vn_status fold_groups(vn_df_input *in, size_t *n, vn_tempfile *file, vn_df_merge_report *report, vn_error *err)
{
    while (*n > OPEN_MAX) {
        size_t kept = 0;
        for (size_t i = 0, group; i < *n; i += group) {
            for (group = 1; group < OPEN_MAX && i + group < *n && in[i + group].minus == in[i].minus; group++)
                continue;
            vn_df_input merged = in[i];
            const vn_status st = group > 1 ? merge_into_run(in + i, group, file, &merged, report, err) : VN_OK;
            if (st)
                return st;
            in[kept++] = merged;
        }
        *n = kept;
    }
    return VN_OK;
}

vn_status vn_df_merge_inputs(vn_df_input *in, size_t n, size_t n_minus, vn_df_writer *w, vn_df_merge_report *report,
                             vn_error *err)
{
    vn_tempfile file = {.fd = -1};
    for (size_t i = n - n_minus; i < n; i++)
        in[i].minus = true;
    vn_status st = fold_groups(in, &n, &file, report, err);
    if (!st)
        st = merge_group(in, n, w, report, err);
    vn_tempfile_close(&file);
    return st;
}

vn_status vn_df_merge_files(const char *const *paths, size_t n, size_t n_minus, vn_df_cut cut, vn_df_write_fn *write,
                            void *context, vn_df_merge_report *report, vn_error *err)
{
    vn_df_merge_report unused;
    report = report ? report : &unused;
    *report = (vn_df_merge_report){.fault = n, .first_pruned = n};
    if (n <= n_minus)
        return vn_fail(err, VN_EINVAL, "there is no table to merge");
    vn_df_input *in = vn_calloc(n, sizeof *in);
    if (!in)
        return vn_fail_memory(err, "merging tables");
    for (size_t i = 0; i < n; i++)
        in[i] = (vn_df_input){.path = paths[i], .index = i};
    vn_df_writer w = {.write = write, .context = context, .cut = cut};
    const vn_status st = vn_df_merge_inputs(in, n, n_minus, &w, report, err);
    vn_buf_free(&w.buf);
    free(in);
    return st;
}
