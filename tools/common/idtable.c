#include "idtable.h"

#include "cli.h"

#include "vn/reader.h"

#include <stdlib.h>
#include <string.h>

static int compare_ids(const void *a, const void *b)
{
    return cli_slice_cmp(((const id_row *)a)->id, ((const id_row *)b)->id);
}

static int compare_rows(const void *a, const void *b)
{
    const id_row *x = a;
    const id_row *y = b;
    const int order = cli_slice_cmp(x->id, y->id);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* While rows are added their slices hold offsets into bytes, which may still move. */
static vn_status add_row(idtable *t, vn_slice id, vn_slice value, size_t line, vn_error *err)
{
    if (t->n == t->cap) {
        const size_t cap = t->cap ? t->cap * 2 : 1024;
        id_row *grown = realloc(t->row, cap * sizeof *grown);
        if (!grown)
            return cli_error(err, VN_ENOMEM, "out of memory for a table of ids");
        t->row = grown;
        t->cap = cap;
    }
    id_row *row = &t->row[t->n];
    row->id = (vn_slice){NULL, id.len};
    row->value = (vn_slice){NULL, value.len};
    row->line = line;
    const vn_status st = vn_buf_append(&t->bytes, id.ptr, id.len, err);
    if (st)
        return st;
    t->n++;
    return vn_buf_append(&t->bytes, value.ptr, value.len, err);
}

static vn_status add_line(idtable *t, vn_slice line, size_t number, vn_error *err)
{
    const char *tab = line.len ? memchr(line.ptr, '\t', line.len) : NULL;
    if (!tab)
        return line.len ? cli_error(err, VN_EDATA, "no tab between id and value") : VN_OK;
    const size_t id = (size_t)(tab - line.ptr);
    return add_row(t, (vn_slice){line.ptr, id}, (vn_slice){tab + 1, line.len - id - 1}, number, err);
}

static vn_status add_record(idtable *t, vn_record *record, const vn_document *line, const char *field, vn_error *err)
{
    vn_slice id;
    vn_slice value;
    vn_status st = vn_record_parse(record, line->text, err);
    if (!st)
        st = vn_record_string(record, "id", &id, err);
    if (st || !id.ptr || !vn_record_raw(record, field, &value))
        return st;
    return add_row(t, id, value, line->line, err);
}

static vn_status read_lines(idtable *t, vn_reader *reader, vn_batch *batch, vn_record *record, const char *field,
                            vn_error *err)
{
    vn_document doc;
    vn_status st;
    while (!(st = vn_reader_next(reader, batch, err))) {
        while (!(st = vn_batch_next(batch, &doc, err))) {
            const bool is_record = doc.text.len && doc.text.ptr[0] == '{';
            st = is_record ? add_record(t, record, &doc, field, err) : add_line(t, doc.text, doc.line, err);
            if (st && err)
                err->line = doc.line;
            if (st)
                return st;
        }
        if (st != VN_DONE)
            return st;
    }
    return st == VN_DONE ? VN_OK : st;
}

static vn_status twice(const id_row *row, vn_error *err)
{
    const vn_status st = cli_error(err, VN_EDATA, "id '%.*s' occurs twice", row->id.len < 80 ? (int)row->id.len : 80,
                                   row->id.ptr);
    if (err)
        err->line = row->line;
    return st;
}

static vn_status sort_rows(idtable *t, vn_error *err)
{
    const char *at = t->bytes.ptr;
    for (size_t i = 0; i < t->n; i++) {
        t->row[i].id.ptr = at;
        t->row[i].value.ptr = at + t->row[i].id.len;
        at += t->row[i].id.len + t->row[i].value.len;
    }
    if (t->n)
        qsort(t->row, t->n, sizeof *t->row, compare_rows);
    for (size_t i = 1; i < t->n; i++)
        if (!cli_slice_cmp(t->row[i - 1].id, t->row[i].id))
            return twice(&t->row[i], err);
    return VN_OK;
}

vn_status idtable_read(idtable *t, const char *path, const char *field, vn_error *err)
{
    const vn_reader_options options = {.kind = VN_INPUT_LINES};
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    vn_record *record = NULL;
    vn_status st = vn_reader_new(&reader, &path, 1, &options, err);
    if (!st)
        st = vn_batch_new(&batch, err);
    if (!st)
        st = vn_record_new(&record, err);
    if (!st)
        st = read_lines(t, reader, batch, record, field, err);
    vn_record_free(record);
    vn_batch_free(batch);
    vn_reader_free(reader);
    return st ? st : sort_rows(t, err);
}

const id_row *idtable_find(const idtable *t, vn_slice id)
{
    const id_row key = {.id = id};
    return t->n ? bsearch(&key, t->row, t->n, sizeof key, compare_ids) : NULL;
}

void idtable_free(idtable *t)
{
    free(t->row);
    vn_buf_free(&t->bytes);
    *t = (idtable){0};
}
