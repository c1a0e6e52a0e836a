/* .csv and .tsv: the whole matrix by ids, for spreadsheets, R and pandas. The numbers are those of `vnsim --matrix`. */
#include "rows.h"

#include "cli.h"
#include "csv.h"

#include "vn/json.h"
#include "vn/tsv.h"

typedef vn_status cell_fn(vn_slice text, vn_buf *line, vn_error *err);

/* A table that is being written, a line at a time. */
typedef struct separated {
    const report *r;
    output *out;
    const char *parting;
    cell_fn *cell;
    vn_buf line;
} separated;

static vn_status put_id(separated *t, size_t row, vn_error *err)
{
    return t->cell(t->r->article[t->r->order[row]].id, &t->line, err);
}

static vn_status end_line(separated *t, vn_error *err)
{
    vn_status st = cli_append(&t->line, "\n", err);
    if (!st)
        st = output_write(t->out, t->line.ptr, t->line.len, err);
    t->line.len = 0;
    return st;
}

static vn_status put_head(separated *t, vn_error *err)
{
    vn_status st = cli_append(&t->line, "id", err);
    for (size_t i = 0; !st && i < t->r->n; i++) {
        st = cli_append(&t->line, t->parting, err);
        if (!st)
            st = put_id(t, i, err);
    }
    return st ? st : end_line(t, err);
}

static vn_status put_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    separated *t = context;
    vn_status st = put_id(t, row, err);
    for (size_t j = 0; !st && j < n; j++) {
        st = cli_append(&t->line, t->parting, err);
        if (!st)
            st = vn_json_write_number(score[j], &t->line, err);
    }
    return st ? st : end_line(t, err);
}

static vn_status write_separated(const report *r, output *out, const char *parting, cell_fn *cell, vn_error *err)
{
    separated t = {.r = r, .out = out, .parting = parting, .cell = cell};
    vn_status st = put_head(&t, err);
    if (!st)
        st = report_rows(r, VN_MATRIX_FULL, put_row, &t, err);
    vn_buf_free(&t.line);
    return st;
}

vn_status report_csv(const report *r, output *out, vn_error *err)
{
    return write_separated(r, out, ",", csv_cell, err);
}

vn_status report_tsv(const report *r, output *out, vn_error *err)
{
    return write_separated(r, out, "\t", vn_tsv_write, err);
}
