#include "weights_out.h"

#include "cli.h"
#include "mtx.h"
#include "npy.h"
#include "pieces.h"
#include "zip.h"

#include "vn/json.h"
#include "vn/tsv.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 128, NPZ_ROWS = 512, NUMBERS = 1 << 15 }; /* of a piece; of text and dense rows a piece has fewer */

static const uint64_t DENSE_MAX = UINT64_C(8) << 30;

/* ---- pieces ---- */

static size_t rows_of(const weights_out *w)
{
    return vn_weights_rows(w->weights);
}

static double *scratch(const weights_out *w, unsigned thread)
{
    return w->val + thread * w->longest;
}

static vn_status put_svm_row(const weights_out *w, size_t r, double *val, vn_buf *out, vn_error *err)
{
    const uint32_t *col = vn_weights_row(w->weights, r, val);
    vn_status st = w->label ? w->label(w->context, r, out, err) : cli_append(out, "0", err);
    for (size_t i = 0; i < vn_weights_row_size(w->weights, r) && !st; i++) {
        st = cli_append(out, " ", err);
        if (!st)
            st = cli_append_count(out, (uint64_t)col[i] + 1, err);
        if (!st)
            st = cli_append(out, ":", err);
        if (!st)
            st = vn_json_write_number(val[i], out, err);
    }
    return st ? st : cli_append(out, "\n", err);
}

static vn_status put_mtx_row(const weights_out *w, size_t r, double *val, vn_buf *out, vn_error *err)
{
    const uint32_t *col = vn_weights_row(w->weights, r, val);
    vn_status st = VN_OK;
    for (size_t i = 0; i < vn_weights_row_size(w->weights, r) && !st; i++)
        st = mtx_entry(r, col[i], val[i], out, err);
    return st;
}

static vn_status put_dense_row(const weights_out *w, size_t r, double *val, vn_buf *out, vn_error *err)
{
    const size_t bytes = vn_vocab_size(vn_weights_vocab(w->weights)) * sizeof(double);
    const uint32_t *col = vn_weights_row(w->weights, r, val);
    const vn_status st = vn_buf_reserve(out, bytes, err);
    if (st || !bytes)
        return st;
    memset(out->ptr + out->len, 0, bytes);
    for (size_t i = 0; i < vn_weights_row_size(w->weights, r); i++)
        memcpy(out->ptr + out->len + col[i] * sizeof(double), &val[i], sizeof(double));
    out->len += bytes;
    return VN_OK;
}

/* Straight into the piece, which has nothing else in it and so stays aligned. */
static vn_status put_values(const weights_out *w, size_t r, double *val, vn_buf *out, vn_error *err)
{
    const size_t bytes = vn_weights_row_size(w->weights, r) * sizeof *val;
    const vn_status st = vn_buf_reserve(out, bytes, err);
    if (st || !bytes)
        return st;
    vn_weights_row(w->weights, r, (double *)(void *)(out->ptr + out->len));
    out->len += bytes;
    return VN_OK;
}

static vn_status put_columns(const weights_out *w, size_t r, double *val, vn_buf *out, vn_error *err)
{
    (void)val;
    return vn_buf_append(out, vn_weights_row(w->weights, r, NULL), vn_weights_row_size(w->weights, r) * sizeof(uint32_t),
                         err);
}

/* What is done with each row. */
typedef vn_status put_row(const weights_out *w, size_t r, double *val, vn_buf *out, vn_error *err);

typedef struct row_maker {
    const weights_out *w;
    put_row *put;
    size_t rows; /* of a piece */
} row_maker;

static vn_status make_rows(void *context, size_t index, unsigned thread, vn_buf *out, vn_error *err)
{
    const row_maker *m = context;
    const size_t end = (index + 1) * m->rows < rows_of(m->w) ? (index + 1) * m->rows : rows_of(m->w);
    vn_status st = VN_OK;
    out->max = SIZE_MAX / 2;
    for (size_t r = index * m->rows; r < end && !st; r++)
        st = m->put(m->w, r, scratch(m->w, thread), out, err);
    return st;
}

static vn_status write_rows(const weights_out *w, put_row *put, pieces_take *take, void *taker, vn_error *err)
{
    row_maker m = {.w = w, .put = put, .rows = w->form == WEIGHTS_NPZ ? NPZ_ROWS : ROWS};
    const size_t n = rows_of(w) / m.rows + (rows_of(w) % m.rows > 0);
    return pieces_run(w->threads, n, make_rows, &m, take, taker, err);
}

static vn_status take_output(void *out, vn_slice bytes, vn_error *err)
{
    return output_write(out, bytes.ptr, bytes.len, err);
}

static vn_status take_member(void *z, vn_slice bytes, vn_error *err)
{
    return zip_write(z, bytes.ptr, bytes.len, err);
}

/* ---- the forms ---- */

static uint64_t count_entries(const weights_out *w)
{
    uint64_t n = 0;
    for (size_t r = 0; r < rows_of(w); r++)
        n += vn_weights_row_size(w->weights, r);
    return n;
}

static uint64_t columns_of(const weights_out *w)
{
    return vn_vocab_size(vn_weights_vocab(w->weights));
}

static vn_status write_mtx(weights_out *w, output *out, vn_error *err)
{
    vn_buf head = {0};
    vn_status st = mtx_head(MTX_SPARSE, &head, err);
    if (!st)
        st = mtx_size(MTX_SPARSE, rows_of(w), columns_of(w), count_entries(w), &head, err);
    if (!st)
        st = output_write(out, head.ptr, head.len, err);
    vn_buf_free(&head);
    return st ? st : write_rows(w, put_mtx_row, take_output, out, err);
}

static vn_status write_svm(weights_out *w, output *out, vn_error *err)
{
    return write_rows(w, put_svm_row, take_output, out, err);
}

static vn_status write_npy(weights_out *w, output *out, vn_error *err)
{
    const uint64_t shape[] = {rows_of(w), columns_of(w)};
    vn_buf head = {0};
    if (shape[1] && shape[0] > DENSE_MAX / sizeof(double) / shape[1])
        return cli_error(err, VN_ELIMIT,
                         "a dense matrix of %llu documents and %llu terms is over 8 GiB; -o npz writes what is not 0, "
                         "--min-df drops rare terms",
                         (unsigned long long)shape[0], (unsigned long long)shape[1]);
    vn_status st = npy_head(NPY_F8, shape, 2, &head, err);
    if (!st)
        st = output_write(out, head.ptr, head.len, err);
    vn_buf_free(&head);
    return st ? st : write_rows(w, put_dense_row, take_output, out, err);
}

/* ---- NumPy's .npz as scipy.sparse.save_npz fills it ---- */

static vn_status begin_member(zip *z, const char *name, npy_type type, const uint64_t *shape, vn_error *err)
{
    vn_buf head = {0};
    vn_status st = zip_begin(z, name, err);
    if (!st)
        st = npy_head(type, shape, 1, &head, err);
    if (!st)
        st = zip_write(z, head.ptr, head.len, err);
    vn_buf_free(&head);
    return st;
}

static vn_status write_small(zip *z, const char *name, npy_type type, const void *bytes, uint64_t n, vn_error *err)
{
    vn_status st = begin_member(z, name, type, &n, err);
    if (!st)
        st = zip_write(z, bytes, (size_t)n * npy_size(type), err);
    return st ? st : zip_end(z, err);
}

/* Where rows begin: 32 bits like the columns as long as they last, since scipy wants both of one kind. */
static vn_status write_starts(zip *z, const weights_out *w, bool wide, vn_error *err)
{
    const uint64_t n = rows_of(w) + 1;
    vn_buf piece = {0};
    uint64_t at = 0;
    vn_status st = begin_member(z, "indptr.npy", wide ? NPY_I8 : NPY_I4, &n, err);
    for (size_t r = 0; r < n && !st; r++) {
        st = vn_buf_append(&piece, &at, wide ? 8 : 4, err);
        at += r + 1 < n ? vn_weights_row_size(w->weights, r) : 0;
        if (!st && (piece.len >= NUMBERS || r + 1 == n)) {
            st = zip_write(z, piece.ptr, piece.len, err);
            piece.len = 0;
        }
    }
    vn_buf_free(&piece);
    return st ? st : zip_end(z, err);
}

static vn_status put_wide_columns(const weights_out *w, size_t r, double *val, vn_buf *out, vn_error *err)
{
    const uint32_t *col = vn_weights_row(w->weights, r, NULL);
    vn_status st = VN_OK;
    (void)val;
    for (size_t i = 0; i < vn_weights_row_size(w->weights, r) && !st; i++) {
        const int64_t wide = col[i];
        st = vn_buf_append(out, &wide, sizeof wide, err);
    }
    return st;
}

static vn_status write_npz(weights_out *w, output *out, vn_error *err)
{
    zip z = {.out = out};
    const uint64_t n = count_entries(w);
    const bool wide = n > INT32_MAX || columns_of(w) > INT32_MAX;
    const int64_t shape[] = {(int64_t)rows_of(w), (int64_t)columns_of(w)};
    vn_status st = begin_member(&z, "indices.npy", wide ? NPY_I8 : NPY_I4, &n, err);
    if (!st)
        st = write_rows(w, wide ? put_wide_columns : put_columns, take_member, &z, err);
    if (!st)
        st = zip_end(&z, err);
    if (!st)
        st = write_starts(&z, w, wide, err);
    if (!st)
        st = write_small(&z, "format.npy", NPY_S1, "csr", 3, err);
    if (!st)
        st = write_small(&z, "shape.npy", NPY_I8, shape, 2, err);
    if (!st)
        st = begin_member(&z, "data.npy", NPY_F8, &n, err);
    if (!st)
        st = write_rows(w, put_values, take_member, &z, err);
    if (!st)
        st = zip_end(&z, err);
    return st ? st : zip_finish(&z, err);
}

vn_status weights_out_write(weights_out *w, output *out, vn_error *err)
{
    static vn_status (*const write[])(weights_out *, output *, vn_error *) = {
        [WEIGHTS_MTX] = write_mtx, [WEIGHTS_SVM] = write_svm, [WEIGHTS_NPZ] = write_npz, [WEIGHTS_NPY] = write_npy};
    w->longest = 1;
    for (size_t r = 0; r < rows_of(w); r++)
        if (vn_weights_row_size(w->weights, r) > w->longest)
            w->longest = vn_weights_row_size(w->weights, r);
    w->val = calloc(w->threads > 1 ? w->threads : 1, w->longest * sizeof *w->val);
    if (!w->val)
        return cli_error(err, VN_ENOMEM, "out of memory for weights");
    const vn_status st = write[w->form](w, out, err);
    free(w->val);
    w->val = NULL;
    return st;
}

/* ---- the columns ---- */

static vn_status put_term(const vn_weights *w, uint32_t column, vn_buf *out, vn_error *err)
{
    const vn_vocab *vocab = vn_weights_vocab(w);
    vn_status st = vn_tsv_write(vn_vocab_term(vocab, column), out, err);
    if (!st)
        st = cli_append(out, "\t", err);
    if (!st)
        st = cli_append_count(out, vn_vocab_df(vocab, column), err);
    if (!st)
        st = cli_append(out, "\t", err);
    if (!st)
        st = vn_json_write_number(vn_weights_idf(w, column), out, err);
    return st ? st : cli_append(out, "\n", err);
}

vn_status weights_out_vocabulary(const vn_weights *weights, const char *path, const char **name, vn_error *err)
{
    vn_buf lines = {.max = SIZE_MAX / 2};
    vn_status st = VN_OK;
    for (size_t j = 0; j < vn_vocab_size(vn_weights_vocab(weights)) && !st; j++)
        st = put_term(weights, (uint32_t)j, &lines, err);
    if (!st)
        st = output_whole(path, (vn_slice){lines.ptr, lines.len}, name, err);
    vn_buf_free(&lines);
    return st;
}
