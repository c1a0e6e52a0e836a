/* The full matrix, row by row as it is worked out. */
#include "csv.h"
#include "mtx.h"
#include "npy.h"
#include "sim_shard.h"

#include "vn/json.h"
#include "vn/tsv.h"

static vn_status put_id(sim *s, size_t row, vn_error *err)
{
    const vn_slice id = collection_row(&s->all, row)->id;
    return s->format == SIM_CSV ? csv_cell(id, &s->line, err) : vn_tsv_write(id, &s->line, err);
}

/* The ids as comments, then the lower triangle by columns, which is what the rows hold from the diagonal on. */
static vn_status put_mtx_head(sim *s, vn_error *err)
{
    vn_status st = mtx_head(MTX_SYMMETRIC, &s->line, err);
    for (size_t r = 0; !st && r < s->all.n; r++) {
        st = cli_append(&s->line, "% ", err);
        if (!st)
            st = put_id(s, r, err);
        if (!st)
            st = cli_append(&s->line, "\n", err);
    }
    return st ? st : mtx_size(MTX_SYMMETRIC, s->all.n, s->all.n, 0, &s->line, err);
}

static vn_status put_npy_head(sim *s, vn_error *err)
{
    const uint64_t shape[] = {s->all.n, s->all.n};
    return npy_head(NPY_F8, shape, 2, &s->line, err);
}

static vn_status put_table_head(sim *s, vn_error *err)
{
    vn_status st = cli_append(&s->line, "id", err);
    for (size_t r = 0; !st && r < s->all.n; r++) {
        st = cli_append(&s->line, s->format == SIM_CSV ? "," : "\t", err);
        if (!st)
            st = put_id(s, r, err);
    }
    return st ? st : cli_append(&s->line, "\n", err);
}

static vn_status put_table_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    sim *s = context;
    const char *const parting = s->format == SIM_CSV ? "," : "\t";
    vn_status st = put_id(s, row, err);
    for (size_t j = 0; !st && j < n; j++) {
        st = vn_buf_append(&s->line, parting, 1, err);
        if (!st)
            st = vn_json_write_number(score[j], &s->line, err);
    }
    if (!st)
        st = cli_append(&s->line, "\n", err);
    return st ? st : sim_flush(s, err);
}

static vn_status put_mtx_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)row;
    sim *s = context;
    vn_status st = VN_OK;
    for (size_t j = 0; !st && j < n; j++) {
        st = vn_json_write_number(score[j], &s->line, err);
        if (!st)
            st = vn_buf_append(&s->line, "\n", 1, err);
    }
    return st ? st : sim_flush(s, err);
}

static vn_status put_npy_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)row;
    return output_write(((sim *)context)->out, score, n * sizeof *score, err);
}

typedef struct matrix_form {
    vn_status (*head)(sim *s, vn_error *err);
    vn_scores_fn *row;
    vn_matrix_part part;
} matrix_form;

static const matrix_form forms[] = {
    [SIM_TSV] = {put_table_head, put_table_row, VN_MATRIX_FULL},
    [SIM_CSV] = {put_table_head, put_table_row, VN_MATRIX_FULL},
    [SIM_MTX] = {put_mtx_head, put_mtx_row, VN_MATRIX_UPPER},
    [SIM_NPY] = {put_npy_head, put_npy_row, VN_MATRIX_FULL},
};

vn_status sim_matrix(sim *s, vn_error *err)
{
    const matrix_form *form = &forms[s->format];
    size_t first;
    size_t last;
    sim_shard_rows(s, form->part, &first, &last);
    vn_status st = s->share > 1 ? VN_OK : form->head(s, err);
    if (!st)
        st = sim_flush(s, err);
    if (st || first == last)
        return st;
    return vn_similar_matrix_rows(&s->all.matrix, form->part, first, last, (unsigned)s->settings.jobs, form->row, s, err);
}
