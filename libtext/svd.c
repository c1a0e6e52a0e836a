/* Randomised subspace iteration. Dense blocks stand row by row, [rows][width], so that an entry of the sparse matrix
 * meets one short run of numbers. Sums run over pieces of fixed size in their order, whoever made them. */
#include "svd.h"

#include "eigen.h"
#include "lanes.h"
#include "pool.h"
#include "postings.h"
#include "rng.h"

#include <math.h>

enum { DEFAULT_EXTRA = 10, DEFAULT_ROUNDS = 6, PIECE = 1024, MAX_PIECES = 64 };

/* Squares of singular values are known to about 1e-16 of the largest. */
static const double SMALLEST = 1e-13;

/* A dense block. */
typedef struct block {
    double *at; /* [rows][width] */
    size_t rows;
} block;

typedef struct svd_work {
    const vn_sparse *x;
    vn_sparse transpose;
    const vn_svd_options *options;
    size_t width; /* columns of the sample; becomes less when the matrix has no more */
    block q;      /* x's columns */
    block z;      /* x's columns: A'A q */
    block y;      /* x's rows: A q */
    double *mean; /* [cols] of the columns; NULL: not centred */
    double *gram;    /* [width][width] */
    double *rotate;  /* [width][width] */
    double *value;   /* [width] */
    double *partial; /* [MAX_PIECES][width][width] */
    double *shift;   /* [width] */
    uint32_t *order; /* [width] 0, 1, ... */
} svd_work;

/* One step over a block: what the pieces of work share. */
typedef struct step {
    const svd_work *w;
    const vn_sparse *matrix;
    const block *from;
    const block *to;
    size_t piece; /* rows of one */
} step;

static size_t rows_a_piece(size_t rows)
{
    const size_t even = (rows + MAX_PIECES - 1) / MAX_PIECES;
    return even > PIECE ? even : PIECE;
}

static vn_status run_pieces(step *s, size_t rows, vn_pool_work *work, vn_error *err)
{
    s->piece = rows_a_piece(rows);
    return vn_pool_run(s->w->options->threads, (rows + s->piece - 1) / s->piece, work, s, err);
}

static void piece_bounds(const step *s, size_t index, size_t rows, size_t *begin, size_t *end)
{
    *begin = index * s->piece;
    *end = rows - *begin < s->piece ? rows : *begin + s->piece;
}

/* to = matrix x from -------------------------------------------------------------------------------------------- */

static vn_status multiply_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    (void)thread;
    (void)err;
    const step *s = context;
    const vn_sparse *m = s->matrix;
    const size_t width = s->w->width;
    size_t r;
    size_t end;
    for (piece_bounds(s, index, m->rows, &r, &end); r < end; r++) {
        double *to = s->to->at + r * width;
        memset(to, 0, width * sizeof *to);
        const size_t p = m->start[r];
        vn_lanes_add(to, s->from->at, width, m->col + p, m->val + p, m->start[r + 1] - p);
    }
    return VN_OK;
}

/* sum[j] = sum over rows r of weight[r] (NULL: 1) times row r. */
static void sum_rows(double *sum, const block *b, const double *weight, size_t width)
{
    memset(sum, 0, width * sizeof *sum);
    for (size_t r = 0; r < b->rows; r++)
        for (size_t j = 0; j < width; j++)
            sum[j] += (weight ? weight[r] : 1) * b->at[r * width + j];
}

/* Subtracts weight[r] (NULL: 1) times `sum` from each row. */
static void subtract_rows(block *b, const double *sum, const double *weight, size_t width)
{
    for (size_t r = 0; r < b->rows; r++)
        for (size_t j = 0; j < width; j++)
            b->at[r * width + j] -= (weight ? weight[r] : 1) * sum[j];
}

/* y = A q, where a centred A is x - 1 mean'. */
static vn_status times_matrix(svd_work *w, vn_error *err)
{
    step s = {.w = w, .matrix = w->x, .from = &w->q, .to = &w->y};
    const vn_status st = run_pieces(&s, w->x->rows, multiply_piece, err);
    if (!st && w->mean) {
        sum_rows(w->shift, &w->q, w->mean, w->width);
        subtract_rows(&w->y, w->shift, NULL, w->width);
    }
    return st;
}

/* z = A' y */
static vn_status times_transpose(svd_work *w, vn_error *err)
{
    step s = {.w = w, .matrix = &w->transpose, .from = &w->y, .to = &w->z};
    const vn_status st = run_pieces(&s, w->transpose.rows, multiply_piece, err);
    if (!st && w->mean) {
        sum_rows(w->shift, &w->y, NULL, w->width);
        subtract_rows(&w->z, w->shift, w->mean, w->width);
    }
    return st;
}

/* Dense algebra on the columns of a block ----------------------------------------------------------------------- */

static vn_status gram_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    (void)thread;
    (void)err;
    const step *s = context;
    const size_t width = s->w->width;
    double *sum = s->w->partial + index * width * width;
    memset(sum, 0, width * width * sizeof *sum);
    size_t r;
    size_t end;
    for (piece_bounds(s, index, s->from->rows, &r, &end); r < end; r++) {
        const double *row = s->from->at + r * width;
        for (size_t i = 0; i < width; i++)
            for (size_t j = 0; j <= i; j++)
                sum[i * width + j] += row[i] * row[j];
    }
    return VN_OK;
}

/* gram = b'b */
static vn_status make_gram(svd_work *w, const block *b, vn_error *err)
{
    const size_t width = w->width;
    step s = {.w = w, .from = b};
    const vn_status st = run_pieces(&s, b->rows, gram_piece, err);
    if (st)
        return st;
    memset(w->gram, 0, width * width * sizeof *w->gram);
    for (size_t p = 0; p * s.piece < b->rows; p++)
        for (size_t i = 0; i < width * width; i++)
            w->gram[i] += w->partial[p * width * width + i];
    for (size_t i = 0; i < width; i++)
        for (size_t j = 0; j < i; j++)
            w->gram[j * width + i] = w->gram[i * width + j];
    return VN_OK;
}

static vn_status rotate_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    const step *s = context;
    const size_t width = s->w->width;
    double *row = s->w->partial + (size_t)thread * width; /* scratch; threads are fewer than MAX_PIECES * width */
    size_t r;
    size_t end;
    (void)err;
    for (piece_bounds(s, index, s->to->rows, &r, &end); r < end; r++) {
        double *to = s->to->at + r * width;
        memcpy(row, to, width * sizeof *row);
        memset(to, 0, width * sizeof *to);
        vn_lanes_add(to, s->w->rotate, width, s->w->order, row, width);
    }
    return VN_OK;
}

/* b = b x rotate */
static vn_status rotate_block(svd_work *w, const block *b, vn_error *err)
{
    step s = {.w = w, .to = b};
    return run_pieces(&s, b->rows, rotate_piece, err);
}

/* Makes the columns of b orthonormal by the eigenvectors of their Gram matrix, scaled to a unit diagonal (Stathopoulos & Wu
 * 2002); the second pass mends what rounding left. Columns that depend on the others become 0. */
static vn_status orthonormalize(svd_work *w, const block *b, vn_error *err)
{
    const size_t width = w->width;
    vn_status st = VN_OK;
    for (int pass = 0; !st && pass < 2; pass++) {
        st = make_gram(w, b, err);
        double longest = 0;
        for (size_t i = 0; i < width; i++)
            longest = w->gram[i * width + i] > longest ? w->gram[i * width + i] : longest;
        for (size_t i = 0; i < width; i++) {
            const double norm = w->gram[i * width + i];
            w->shift[i] = norm > longest * SMALLEST * SMALLEST ? 1 / sqrt(norm) : 0;
        }
        for (size_t i = 0; i < width * width; i++)
            w->gram[i] *= w->shift[i / width] * w->shift[i % width];
        if (!st)
            st = vn_eigen_symmetric(w->value, w->rotate, w->gram, width, err);
        for (size_t i = 0; i < width * width; i++) {
            const double value = w->value[i % width];
            w->rotate[i] *= value > SMALLEST ? w->shift[i / width] / sqrt(value) : 0;
        }
        if (!st)
            st = rotate_block(w, b, err);
    }
    return st;
}

/* Turns q and y so that the columns of y = A q are orthogonal, longest first: w->value are their squared lengths. */
static vn_status separate(svd_work *w, vn_error *err)
{
    vn_status st = make_gram(w, &w->y, err);
    if (!st)
        st = vn_eigen_symmetric(w->value, w->rotate, w->gram, w->width, err);
    if (!st)
        st = rotate_block(w, &w->q, err);
    return st ? st : rotate_block(w, &w->y, err);
}

/* Rounds until the components are good enough ------------------------------------------------------------------- */

/* Whether |z - value q| <= tolerance value in each wanted column; z = A'A q. */
static bool has_converged(const svd_work *w)
{
    const size_t width = w->width;
    if (!(w->options->tolerance > 0))
        return false;
    for (size_t i = 0; i < width && i < w->options->rank; i++) {
        double sum = 0;
        for (size_t c = 0; c < w->q.rows; c++) {
            const double off = w->z.at[c * width + i] - w->value[i] * w->q.at[c * width + i];
            sum += off * off;
        }
        if (w->value[i] > w->value[0] * SMALLEST && !(sqrt(sum) <= w->options->tolerance * w->value[i]))
            return false;
    }
    return true;
}

static vn_status iterate(svd_work *w, vn_error *err)
{
    const size_t rounds = w->options->rounds ? w->options->rounds : DEFAULT_ROUNDS;
    vn_status st = orthonormalize(w, &w->q, err);
    for (size_t round = 1; !st; round++) {
        st = times_matrix(w, err);
        if (!st)
            st = separate(w, err);
        if (st || round == rounds)
            break;
        st = times_transpose(w, err);
        if (st || has_converged(w))
            break;
        st = orthonormalize(w, &w->z, err);
        const block q = w->q;
        w->q = w->z;
        w->z = q;
    }
    return st;
}

/* The first `rank` columns of `from`, each times scale[i] (NULL: 1). */
static void copy_columns(double *to, size_t rank, const block *from, const double *scale, size_t width)
{
    for (size_t r = 0; r < from->rows; r++)
        for (size_t i = 0; i < rank; i++)
            to[r * rank + i] = from->at[r * width + i] * (scale ? scale[i] : 1);
}

static void choose_signs(vn_svd *svd)
{
    for (size_t i = 0; i < svd->rank; i++) {
        double largest = 0;
        for (size_t r = 0; r < svd->rows; r++)
            if (fabs(svd->u[r * svd->rank + i]) > fabs(largest))
                largest = svd->u[r * svd->rank + i];
        for (size_t r = 0; largest < 0 && r < svd->rows; r++)
            svd->u[r * svd->rank + i] = -svd->u[r * svd->rank + i];
        for (size_t c = 0; largest < 0 && c < svd->cols; c++)
            svd->v[c * svd->rank + i] = -svd->v[c * svd->rank + i];
    }
}

static vn_status take_result(vn_svd *out, svd_work *w, vn_error *err)
{
    vn_svd svd = {.rows = w->x->rows, .cols = w->x->cols};
    while (svd.rank < w->width && svd.rank < w->options->rank && w->value[svd.rank] > 0 &&
           w->value[svd.rank] > w->value[0] * SMALLEST)
        svd.rank++;
    svd.u = vn_calloc(svd.rows, svd.rank * sizeof *svd.u);
    svd.s = vn_calloc(svd.rank, sizeof *svd.s);
    svd.v = vn_calloc(svd.cols, svd.rank * sizeof *svd.v);
    if (!svd.u || !svd.s || !svd.v) {
        vn_svd_free(&svd);
        return vn_fail_memory(err, "singular vectors");
    }
    vn_advise_large(svd.v, svd.cols * svd.rank * sizeof *svd.v);
    for (size_t i = 0; i < svd.rank; i++) {
        svd.s[i] = sqrt(w->value[i]);
        w->shift[i] = 1 / svd.s[i];
    }
    copy_columns(svd.u, svd.rank, &w->y, w->shift, w->width);
    copy_columns(svd.v, svd.rank, &w->q, NULL, w->width);
    choose_signs(&svd);
    *out = svd;
    return VN_OK;
}

/* Memory -------------------------------------------------------------------------------------------------------- */

static void free_work(svd_work *w)
{
    vn_sparse_free(&w->transpose);
    free(w->q.at);
    free(w->z.at);
    free(w->y.at);
    free(w->mean);
    free(w->gram);
    free(w->rotate);
    free(w->value);
    free(w->partial);
    free(w->shift);
    free(w->order);
}

static void choose_width(svd_work *w)
{
    const size_t most = w->x->rows < w->x->cols ? w->x->rows : w->x->cols;
    const size_t extra = w->options->extra ? w->options->extra : DEFAULT_EXTRA;
    w->width = most < extra || most - extra < w->options->rank ? most : w->options->rank + extra;
}

static vn_status make_work(svd_work *w, vn_error *err)
{
    const size_t line = w->width * sizeof(double);
    w->q = (block){vn_calloc(w->x->cols, line), w->x->cols};
    w->z = (block){vn_calloc(w->x->cols, line), w->x->cols};
    w->y = (block){vn_calloc(w->x->rows, line), w->x->rows};
    w->mean = w->options->centre ? vn_calloc(w->x->cols, sizeof *w->mean) : NULL;
    w->gram = vn_calloc(w->width, line);
    w->rotate = vn_calloc(w->width, line);
    w->value = vn_calloc(1, line);
    w->shift = vn_calloc(1, line);
    w->partial = vn_calloc(w->width, line * MAX_PIECES);
    w->order = vn_calloc(w->width, sizeof *w->order);
    if (!w->q.at || !w->z.at || !w->y.at || (w->options->centre && !w->mean) || !w->gram || !w->rotate || !w->value ||
        !w->shift || !w->partial || !w->order)
        return vn_fail_memory(err, "singular vectors");
    vn_advise_large(w->q.at, w->q.rows * line);
    vn_advise_large(w->z.at, w->z.rows * line);
    vn_advise_large(w->y.at, w->y.rows * line);
    for (size_t i = 0; i < w->width; i++)
        w->order[i] = (uint32_t)i;
    return vn_sparse_transpose(&w->transpose, w->x, err);
}

/* The means of the columns, and a sample of random signs. */
static void begin(svd_work *w)
{
    const vn_sparse *x = w->x;
    vn_rng rng;
    vn_rng_seed(&rng, w->options->seed);
    for (size_t i = 0; i < x->cols * w->width; i++)
        w->q.at[i] = vn_rng_next(&rng) >> 63 ? 1 : -1;
    for (size_t p = 0; w->mean && p < x->start[x->rows]; p++)
        w->mean[x->col[p]] += x->val[p];
    for (size_t c = 0; w->mean && c < x->cols; c++)
        w->mean[c] /= (double)x->rows;
}

vn_status vn_svd_sparse(vn_svd *out, const vn_sparse *x, const vn_svd_options *options, vn_error *err)
{
    svd_work w = {.x = x, .options = options};
    choose_width(&w);
    vn_status st = make_work(&w, err);
    if (!st) {
        begin(&w);
        if (w.width)
            st = iterate(&w, err);
    }
    if (!st)
        st = take_result(out, &w, err);
    free_work(&w);
    return st;
}

void vn_svd_free(vn_svd *svd)
{
    free(svd->u);
    free(svd->s);
    free(svd->v);
    *svd = (vn_svd){0};
}
