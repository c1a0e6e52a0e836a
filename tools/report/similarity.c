/* Similarities of articles and of groups. */
#include "report.h"
#include "rows.h"

#include "cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double report_similarity(const report *r, size_t a, size_t b)
{
    if (a == b)
        return r->matrix.start[a] < r->matrix.start[a + 1] ? 1 : 0;
    const double score = vn_sparse_dot(&r->matrix, a, &r->matrix, b);
    return score < 1 ? score : 1;
}

size_t report_why(const report *r, size_t a, size_t b, report_term *term, size_t m)
{
    enum { AT_ONCE = 64 };
    vn_match match[AT_ONCE];
    const size_t n = vn_similar_why(&r->matrix, a, b, match, m < AT_ONCE ? m : AT_ONCE);
    for (size_t i = 0; i < n; i++) {
        const uint32_t column = (uint32_t)match[i].index;
        term[i] = (report_term){.term = r->shown ? r->shown[column] : vn_vocab_term(r->vocab, column),
                                .score = match[i].score, .articles = vn_vocab_df(r->vocab, column)};
    }
    return n;
}

static vn_status keep_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)err;
    float *to = context;
    for (size_t j = 0; j < n; j++)
        to[row * n + j] = (float)score[j];
    return VN_OK;
}

vn_status report_block(const report *r, const size_t *article, size_t n, float *score, vn_error *err)
{
    vn_sparse rows;
    vn_status st = report_take_rows(r, article, n, &rows, err);
    if (st)
        return st;
    st = n ? vn_similar_matrix(&rows, VN_MATRIX_FULL, 1, keep_row, score, err) : VN_OK;
    vn_sparse_free(&rows);
    return st;
}

/* Between groups ---------------------------------------------------------------------------------------------------- */

/* The sums of the rows of each group, made 1 long, so that the library's matrix gives the cosines of the sums. */
typedef struct sums {
    vn_sparse unit;
    double *length; /* [n_groups] that the sums had */
    double *sum;    /* [cols] of the group at hand */
    bool *used;     /* [cols] */
} sums;

static void sums_free(sums *s)
{
    vn_sparse_free(&s->unit);
    free(s->length);
    free(s->sum);
    free(s->used);
}

static vn_status sums_allocate(sums *s, const report *r, vn_error *err)
{
    const size_t entries = r->matrix.start[r->n]; /* a sum has no more than its rows together */
    s->unit = (vn_sparse){.rows = r->n_groups, .cols = r->matrix.cols};
    s->unit.start = calloc(r->n_groups + 1, sizeof *s->unit.start);
    s->unit.col = calloc(entries + 1, sizeof *s->unit.col);
    s->unit.val = calloc(entries + 1, sizeof *s->unit.val);
    s->length = calloc(r->n_groups + 1, sizeof *s->length);
    s->sum = calloc(r->matrix.cols + 1, sizeof *s->sum);
    s->used = calloc(r->matrix.cols + 1, sizeof *s->used);
    return s->unit.start && s->unit.col && s->unit.val && s->length && s->sum && s->used
               ? VN_OK
               : cli_error(err, VN_ENOMEM, "out of memory for the groups");
}

static int ascending(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Adds the rows of a group up; its columns begin at `at`, and their number comes back. */
static size_t add_up(sums *s, const report *r, const report_group *group, size_t at)
{
    size_t n = 0;
    for (size_t i = 0; i < group->size; i++)
        for (size_t e = r->matrix.start[group->member[i]]; e < r->matrix.start[group->member[i] + 1]; e++) {
            const uint32_t col = r->matrix.col[e];
            if (!s->used[col])
                s->unit.col[at + n++] = col;
            s->used[col] = true;
            s->sum[col] += r->matrix.val[e];
        }
    return n;
}

static void put_sum(sums *s, const report *r, size_t g)
{
    double squares = 0;
    const size_t at = s->unit.start[g];
    const size_t n = add_up(s, r, &r->group[g], at);
    qsort(s->unit.col + at, n, sizeof *s->unit.col, ascending);
    for (size_t e = at; e < at + n; e++) {
        const uint32_t col = s->unit.col[e];
        s->unit.val[e] = s->sum[col];
        squares += s->sum[col] * s->sum[col];
        s->sum[col] = 0;
        s->used[col] = false;
    }
    s->length[g] = sqrt(squares);
    for (size_t e = at; e < at + n; e++)
        s->unit.val[e] /= s->length[g];
    s->unit.start[g + 1] = at + n;
}

typedef struct means {
    const report *r;
    const sums *s;
    double *score;
} means;

/* Of the pairs within a group those of an article with itself do not count. */
static double within(const means *m, size_t g)
{
    const report_group *group = &m->r->group[g];
    const double size = (double)group->size;
    double own = 0;
    for (size_t i = 0; i < group->size; i++)
        own += report_similarity(m->r, group->member[i], group->member[i]);
    if (group->size < 2)
        return own;
    const double mean = (m->s->length[g] * m->s->length[g] - own) / (size * (size - 1));
    return mean > 0 ? mean : 0;
}

static vn_status put_means(void *context, size_t g, const double *cosine, size_t n, vn_error *err)
{
    (void)err;
    const means *m = context;
    for (size_t h = 0; h < n; h++) {
        const double pairs = (double)m->r->group[g].size * (double)m->r->group[h].size;
        m->score[g * n + h] = g == h ? within(m, g) : cosine[h] * m->s->length[g] * m->s->length[h] / pairs;
    }
    return VN_OK;
}

vn_status report_between(const report *r, double *score, vn_error *err)
{
    sums s = {.length = NULL};
    means m = {.r = r, .s = &s, .score = score};
    vn_status st = sums_allocate(&s, r, err);
    for (size_t g = 0; !st && g < r->n_groups; g++)
        put_sum(&s, r, g);
    if (!st && r->n_groups)
        st = vn_similar_matrix(&s.unit, VN_MATRIX_FULL, 1, put_means, &m, err);
    sums_free(&s);
    return st;
}
