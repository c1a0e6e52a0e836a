#include "df_merge.h"
#include "keysort.h"
#include "terms.h"

void vn_df_count_free(vn_df_count *c)
{
    vn_tempfile_close(&c->file);
    free(c->end);
    *c = (vn_df_count){.file.fd = -1};
}

/* The terms in memory in byte order. */
typedef struct part {
    const vn_terms *terms;
    uint32_t *number; /* [n] */
    size_t n;
} part;

static vn_df_row part_row(const void *table, size_t i)
{
    const part *p = table;
    const uint32_t number = p->number[i];
    return (vn_df_row){vn_terms_keys(p->terms)[number], vn_terms_df(p->terms, number)};
}

static vn_status sort_part(part *p, const vn_terms *terms, vn_error *err)
{
    const size_t known = vn_terms_known(terms);
    *p = (part){.terms = terms, .number = vn_calloc(known, sizeof *p->number)};
    if (!p->number)
        return vn_fail_memory(err, "a document-frequency table");
    for (uint32_t i = 0; i < known; i++)
        if (vn_terms_df(terms, i))
            p->number[p->n++] = i;
    if (vn_sort_keys(p->number, p->n, vn_terms_keys(terms), 1))
        return VN_OK;
    return vn_fail_memory(err, "a document-frequency table");
}

/* ---- what passes the memory ---- */

static vn_status write_run(void *context, vn_slice bytes, vn_error *err)
{
    return vn_tempfile_write(context, bytes, err);
}

static vn_status write_part(const part *p, vn_df_count *c, vn_error *err)
{
    vn_df_writer w = {.write = write_run, .context = &c->file};
    vn_status st = vn_df_write_head(&w, &(vn_df_head){.documents = c->documents - c->spilled}, err);
    for (size_t i = 0; i < p->n && !st; i++)
        st = vn_df_write_row(&w, part_row(p, i), err);
    if (!st)
        st = vn_df_write_rest(&w, err);
    vn_buf_free(&w.buf);
    return st;
}

static vn_status spill(vn_terms *terms, vn_df_count *c, vn_error *err)
{
    part p;
    if (!vn_grow((void **)&c->end, &c->cap, c->runs + 1, sizeof *c->end))
        return vn_fail_memory(err, "a document-frequency table");
    vn_status st = sort_part(&p, terms, err);
    if (!st)
        st = write_part(&p, c, err);
    free(p.number);
    if (st)
        return st;
    c->end[c->runs++] = c->file.size;
    c->spilled = c->documents;
    vn_terms_forget(terms);
    return VN_OK;
}

vn_status vn_terms_count(vn_terms *terms, size_t memory, vn_error *err)
{
    vn_df_count *c = vn_terms_df_count(terms);
    if (vn_terms_share(terms))
        return vn_fail(err, VN_EINVAL, "counters that share their keys make no tables");
    if (c->documents == UINT32_MAX)
        return vn_fail(err, VN_ELIMIT, "a table counts at most %u documents", UINT32_MAX);
    c->on = true;
    c->documents++;
    if (!vn_terms_count_document(terms))
        return vn_fail_memory(err, "a document-frequency table");
    return memory && vn_terms_memory(terms) > memory ? spill(terms, c, err) : VN_OK;
}

/* ---- the table of them all ---- */

typedef struct whole {
    part *part; /* [parts] */
    size_t parts;
    vn_df_input *in; /* [inputs] */
    size_t inputs;
} whole;

static vn_status make_whole(whole *all, vn_terms *const *terms, size_t n, vn_error *err)
{
    size_t inputs = n;
    for (size_t i = 0; i < n; i++)
        inputs += vn_terms_df_count(terms[i])->runs;
    *all = (whole){.part = vn_calloc(n, sizeof *all->part), .in = vn_calloc(inputs, sizeof *all->in)};
    return all->part && all->in ? VN_OK : vn_fail_memory(err, "a document-frequency table");
}

static vn_status add_inputs(whole *all, vn_terms *terms, vn_error *err)
{
    const vn_df_count *c = vn_terms_df_count(terms);
    part *p = &all->part[all->parts++];
    const vn_status st = sort_part(p, terms, err);
    if (st)
        return st;
    for (size_t r = 0; r < c->runs; r++)
        all->in[all->inputs++] = (vn_df_input){.file = &c->file, .from = r ? c->end[r - 1] : 0, .end = c->end[r]};
    all->in[all->inputs++] = (vn_df_input){.get = part_row, .table = p, .rows = p->n,
                                           .head = {.documents = c->documents - c->spilled}};
    return VN_OK;
}

static void free_whole(whole *all)
{
    for (size_t i = 0; i < all->parts; i++)
        free(all->part[i].number);
    free(all->part);
    free(all->in);
}

vn_status vn_terms_write_df(vn_terms *const *terms, size_t n, vn_df_kind kind, vn_df_cut cut, vn_df_write_fn *write,
                            void *context, vn_error *err)
{
    whole all;
    vn_df_merge_report report = {0};
    vn_df_writer w = {.write = write, .context = context, .cut = cut, .kind = &kind};
    if (!n)
        return vn_fail(err, VN_EINVAL, "there is nothing to write");
    vn_status st = make_whole(&all, terms, n, err);
    for (size_t i = 0; i < n && !st; i++)
        st = add_inputs(&all, terms[i], err);
    if (!st)
        st = vn_df_merge_inputs(all.in, all.inputs, 0, &w, &report, err);
    vn_buf_free(&w.buf);
    free_whole(&all);
    return st;
}
