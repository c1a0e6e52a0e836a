/* The singular vectors come from a sample of rows with only the terms that several rows share; then every row is laid
 * over them on its own, so that threads change nothing. */
#include "latent.h"

#include "lanes.h"
#include "pool.h"
#include "svd.h"

#include <math.h>

/* Few rounds: the leading dimensions have to be told from the rest, not one from another. */
enum { SAMPLE = 8192, ROUNDS = 3, PIECE = 1024 };
static const uint32_t NO_COLUMN = UINT32_MAX;

typedef struct projection {
    const vn_sparse *x;
    vn_sparse *out;
    uint32_t *column; /* [cols] of the sample, NO_COLUMN: a term that takes no part */
    vn_svd svd;
    size_t longest;        /* entries of a row */
    uint32_t *scratch_col; /* [threads][longest] */
    double *scratch_val;   /* [threads][longest] */
} projection;

bool vn_latent_helps(const vn_sparse *x, size_t dimensions)
{
    return x->rows > dimensions && x->cols > dimensions;
}

/* A weight to the power of 3/4: that a term occurs again tells less than that it occurs. */
static double damp(double weight)
{
    return weight < 0 ? -sqrt(-weight * sqrt(-weight)) : sqrt(weight * sqrt(weight));
}

/* Damped weights of a row with the columns that take part, [entries of the row]; returns how many. */
static size_t damp_row(uint32_t *col, double *val, const projection *j, size_t row)
{
    const vn_sparse *x = j->x;
    size_t n = 0;
    double squares = 0;
    for (size_t p = x->start[row]; p < x->start[row + 1]; p++) {
        if (j->column[x->col[p]] == NO_COLUMN)
            continue;
        col[n] = j->column[x->col[p]];
        val[n] = damp(x->val[p]);
        squares += val[n] * val[n];
        n++;
    }
    for (size_t i = 0; i < n; i++)
        val[i] /= sqrt(squares);
    return n;
}

static size_t sample_step(const vn_sparse *x)
{
    return (x->rows + SAMPLE - 1) / SAMPLE;
}

/* Numbers the terms of at least two rows of the sample; returns how many entries of the sample belong to them. */
static size_t choose_columns(projection *j, size_t *cols)
{
    const vn_sparse *x = j->x;
    size_t entries = 0;
    for (size_t r = 0; r < x->rows; r += sample_step(x))
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++)
            j->column[x->col[p]]++;
    *cols = 0;
    for (size_t t = 0; t < x->cols; t++) {
        const uint32_t df = j->column[t];
        entries += df > 1 ? df : 0;
        j->column[t] = df > 1 ? (uint32_t)(*cols)++ : NO_COLUMN;
    }
    return entries;
}

static void fill_sample(vn_sparse *sample, const projection *j)
{
    for (size_t r = 0; r < j->x->rows; r += sample_step(j->x)) {
        const size_t n = sample->start[sample->rows];
        sample->start[++sample->rows] = n + damp_row(sample->col + n, sample->val + n, j, r);
    }
}

static vn_status find_axes(projection *j, size_t dimensions, unsigned threads, vn_error *err)
{
    vn_sparse sample = {0};
    const size_t entries = choose_columns(j, &sample.cols);
    sample.start = vn_calloc(j->x->rows / sample_step(j->x) + 2, sizeof *sample.start);
    sample.col = vn_calloc(entries, sizeof *sample.col);
    sample.val = vn_calloc(entries, sizeof *sample.val);
    vn_status st = VN_OK;
    if (sample.start && sample.col && sample.val) {
        fill_sample(&sample, j);
        const vn_svd_options options = {.rank = dimensions, .rounds = ROUNDS, .threads = threads};
        st = vn_svd_sparse(&j->svd, &sample, &options, err);
    } else {
        st = vn_fail_memory(err, "a sample of documents");
    }
    vn_sparse_free(&sample);
    return st;
}

static void unit(double *at, size_t n)
{
    double squares = 0;
    for (size_t d = 0; d < n; d++)
        squares += at[d] * at[d];
    for (size_t d = 0; d < n && squares > 0; d++)
        at[d] /= sqrt(squares);
}

/* Until close_gaps each row has its `rank` places; of `start`, the next one tells whether the row is not empty. */
static vn_status project_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    projection *j = context;
    const size_t rank = j->svd.rank;
    const size_t end = (index + 1) * PIECE < j->x->rows ? (index + 1) * PIECE : j->x->rows;
    uint32_t *col = j->scratch_col + thread * j->longest;
    double *val = j->scratch_val + thread * j->longest;
    (void)err;
    for (size_t r = index * PIECE; r < end; r++) {
        double *at = j->out->val + r * rank;
        const size_t n = damp_row(col, val, j, r);
        vn_lanes_add(at, j->svd.v, rank, col, val, n);
        unit(at, rank);
        j->out->start[r + 1] = n > 0;
        for (size_t d = 0; d < rank; d++)
            j->out->col[r * rank + d] = (uint32_t)d;
    }
    return VN_OK;
}

static void close_gaps(vn_sparse *out, size_t rank)
{
    size_t n = 0;
    for (size_t r = 0; r < out->rows; r++) {
        if (out->start[r + 1]) {
            memmove(out->val + n, out->val + r * rank, rank * sizeof *out->val);
            n += rank;
        }
        out->start[r + 1] = n;
    }
}

static vn_status project(projection *j, unsigned threads, vn_error *err)
{
    const size_t rank = j->svd.rank;
    *j->out = (vn_sparse){.rows = j->x->rows,
                          .cols = rank,
                          .start = vn_calloc(j->x->rows + 1, sizeof *j->out->start),
                          .col = vn_calloc(j->x->rows, rank * sizeof *j->out->col),
                          .val = vn_calloc(j->x->rows, rank * sizeof *j->out->val)};
    for (size_t r = 0; r < j->x->rows; r++)
        if (j->x->start[r + 1] - j->x->start[r] > j->longest)
            j->longest = j->x->start[r + 1] - j->x->start[r];
    j->scratch_col = vn_calloc(threads + 1, j->longest * sizeof *j->scratch_col);
    j->scratch_val = vn_calloc(threads + 1, j->longest * sizeof *j->scratch_val);
    if (!j->out->start || !j->out->col || !j->out->val || !j->scratch_col || !j->scratch_val) {
        vn_sparse_free(j->out);
        return vn_fail_memory(err, "documents in fewer dimensions");
    }
    const vn_status st = vn_pool_run(threads, (j->x->rows + PIECE - 1) / PIECE, project_piece, j, err);
    if (st)
        vn_sparse_free(j->out);
    else
        close_gaps(j->out, rank);
    return st;
}

vn_status vn_latent(vn_sparse *out, const vn_sparse *x, size_t dimensions, unsigned threads, vn_error *err)
{
    projection j = {.x = x, .out = out, .column = vn_calloc(x->cols, sizeof *j.column)};
    vn_status st = j.column ? find_axes(&j, dimensions, threads, err) : vn_fail_memory(err, "columns of terms");
    if (!st)
        st = project(&j, threads, err);
    vn_svd_free(&j.svd);
    free(j.column);
    free(j.scratch_col);
    free(j.scratch_val);
    return st;
}

vn_status vn_latent_leading(vn_sparse *out, const vn_sparse *x, size_t dimensions, vn_error *err)
{
    const size_t d = dimensions < x->cols ? dimensions : x->cols;
    const size_t filled = x->cols ? x->start[x->rows] / x->cols : 0; /* rows with entries */
    *out = (vn_sparse){.rows = x->rows,
                       .cols = d,
                       .start = vn_calloc(x->rows + 1, sizeof *out->start),
                       .col = vn_calloc(filled, d * sizeof *out->col),
                       .val = vn_calloc(filled, d * sizeof *out->val)};
    if (!out->start || !out->col || !out->val) {
        vn_sparse_free(out);
        return vn_fail_memory(err, "documents in fewer dimensions");
    }
    for (size_t r = 0; r < x->rows; r++) {
        const size_t n = out->start[r];
        const size_t entries = x->start[r] < x->start[r + 1] ? d : 0;
        memcpy(out->col + n, x->col + x->start[r], entries * sizeof *out->col);
        memcpy(out->val + n, x->val + x->start[r], entries * sizeof *out->val);
        unit(out->val + n, entries);
        out->start[r + 1] = n + entries;
    }
    return VN_OK;
}
