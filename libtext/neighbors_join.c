/* Pairs with a score of at least t by postings of rare terms, after Anastasiu & Karypis (2014), "L2AP: Fast cosine
 * similarity search with prefix L-2 norm bounds".
 *
 * All rows take their terms from the rarest on. What two rows share begins with a term p that is the rarest they share,
 * and a product of two vectors is at most that of their lengths, of which none is above 1: so from p on, neither may be
 * shorter than t. A row therefore needs only those terms from which on not less than t of it is left, in its postings and
 * as a query. When two rows have been read as far as a common term, what is still to come is at most the product of the
 * lengths that are left: most pairs fall away at the first term that they share, many others when the end of the rare
 * terms of either is reached. The others are verified. With t = 0 nothing is left out, and the sums are the scores. */
#include "neighbors.h"

#include <math.h>

/* Squares of lengths are found by subtracting those of floats, which are off by 2^-23: never by more than this. */
#define SLACK 0x1p-20

/* The entries of a matrix by term. */
typedef struct columns {
    size_t *start; /* [cols + 1] */
    uint32_t *row; /* ascending within a term */
    float *weight;
} columns;

static void free_columns(columns *c)
{
    free(c->start);
    free(c->row);
    free(c->weight);
}

static vn_status make_columns(columns *c, const vn_sparse *m, const uint32_t *df, size_t cols, vn_error *err)
{
    c->start = vn_calloc(cols + 1, sizeof *c->start);
    c->row = vn_realloc(NULL, m->start[m->rows], sizeof *c->row);
    c->weight = vn_realloc(NULL, m->start[m->rows], sizeof *c->weight);
    if (!c->start || !c->row || !c->weight)
        return vn_fail_memory(err, "an inverted index");
    for (size_t t = 0; t < cols; t++)
        c->start[t + 1] = c->start[t] + df[t];
    for (size_t r = 0; r < m->rows; r++)
        for (size_t p = m->start[r]; p < m->start[r + 1]; p++)
            if (m->val[p] > 0) {
                const size_t at = c->start[m->col[p]]++;
                c->row[at] = (uint32_t)r;
                c->weight[at] = (float)m->val[p];
            }
    memmove(c->start + 1, c->start, cols * sizeof *c->start);
    c->start[0] = 0;
    return VN_OK;
}

/* The terms in ascending order of document frequency: order[rank]. Counting sort. */
static vn_status rank_terms(uint32_t *order, const vn_terms *terms, size_t rows, vn_error *err)
{
    size_t *at = vn_calloc(rows + 2, sizeof *at);
    if (!at)
        return vn_fail_memory(err, "an order of terms");
    for (size_t t = 0; t < terms->cols; t++)
        at[terms->df_x[t] + 1]++;
    for (size_t d = 0; d <= rows; d++)
        at[d + 1] += at[d];
    for (size_t t = 0; t < terms->cols; t++)
        order[at[terms->df_x[t]]++] = (uint32_t)t;
    free(at);
    return VN_OK;
}

static vn_status alloc_rare(vn_rare *rare, const vn_sparse *m, vn_error *err)
{
    rare->m = m;
    rare->item = vn_realloc(NULL, m->start[m->rows], sizeof *rare->item);
    rare->n = vn_calloc(m->rows, sizeof *rare->n);
    rare->edge = vn_calloc(m->rows, sizeof *rare->edge);
    rare->rest = vn_calloc(m->rows, sizeof *rare->rest);
    if (!rare->item || !rare->n || !rare->edge || !rare->rest)
        return vn_fail_memory(err, "an index of rare terms");
    return VN_OK;
}

/* Squares of the lengths of all rows. */
static double *squares(const vn_sparse *m)
{
    double *left = vn_calloc(m->rows, sizeof *left);
    for (size_t r = 0; left && r < m->rows; r++)
        for (size_t p = m->start[r]; p < m->start[r + 1]; p++)
            left[r] += m->val[p] * m->val[p];
    return left;
}

/* The rows that take a term, into `rare` and, unless it is NULL, post; returns how many. */
static size_t take_term(vn_rare *rare, double *left, const columns *c, uint32_t term, uint32_t rank, double square,
                        vn_reach *post)
{
    size_t n = 0;
    for (size_t i = c->start[term]; i < c->start[term + 1]; i++) {
        const uint32_t r = c->row[i];
        if (left[r] < square)
            continue;
        const float weight = c->weight[i];
        left[r] -= (double)weight * (double)weight;
        const float rest = (float)(sqrt((left[r] > 0 ? left[r] : 0) + SLACK) * (1 + SLACK));
        rare->item[rare->m->start[r] + rare->n[r]++] = (vn_reach){rank, weight, rest};
        rare->edge[r] = left[r] < square ? rank : UINT32_MAX;
        rare->rest[r] = rest;
        if (post)
            post[n] = (vn_reach){r, weight, rest};
        n++;
    }
    return n;
}

static vn_status take_terms(vn_join *join, vn_rare *rare, const columns *c, const uint32_t *order, size_t cols, bool postings,
                            vn_error *err)
{
    const double square = join->min * join->min - SLACK * 2;
    double *left = squares(rare->m);
    if (!left)
        return vn_fail_memory(err, "an index of rare terms");
    size_t sum = 0;
    join->additions = 0;
    for (size_t rank = 0; rank < cols; rank++) {
        const size_t n = take_term(rare, left, c, order[rank], (uint32_t)rank, square, postings ? join->post + sum : NULL);
        sum += n;
        if (postings)
            join->start[rank + 1] = sum;
        join->additions += (double)n * (double)(join->start[rank + 1] - join->start[rank]);
    }
    free(left);
    return VN_OK;
}

static vn_status take_matrix(vn_join *join, vn_rare *rare, const vn_terms *terms, bool postings, vn_error *err)
{
    const vn_sparse *m = rare->m;
    columns c = {0};
    uint32_t *order = vn_calloc(terms->cols, sizeof *order);
    vn_status st = order ? VN_OK : vn_fail_memory(err, "an order of terms");
    if (!st)
        st = rank_terms(order, terms, join->x.m->rows, err);
    if (!st)
        st = alloc_rare(rare, m, err);
    if (!st)
        st = make_columns(&c, m, postings ? terms->df_x : terms->df_y, terms->cols, err);
    if (!st)
        st = take_terms(join, rare, &c, order, terms->cols, postings, err);
    free_columns(&c);
    free(order);
    return st;
}

vn_status vn_join_make(vn_join *join, const vn_terms *terms, vn_error *err)
{
    if (join->post)
        return VN_OK;
    const vn_sparse *x = join->x.m;
    join->start = vn_calloc(terms->cols + 1, sizeof *join->start);
    join->post = vn_realloc(NULL, x->start[x->rows], sizeof *join->post);
    if (!join->start || !join->post)
        return vn_fail_memory(err, "an inverted index");
    vn_status st = take_matrix(join, &join->x, terms, true, err);
    if (join->y.m == x)
        join->y = join->x;
    else if (!st)
        st = take_matrix(join, &join->y, terms, false, err);
    return st;
}

vn_status vn_join_plan(vn_join *join, const vn_sparse *x, const vn_sparse *y, const vn_terms *terms, double min,
                       vn_error *err)
{
    *join = (vn_join){.min = min, .x = {.m = x}, .y = {.m = y}};
    if (min > 0)
        return vn_join_make(join, terms, err);
    for (size_t t = 0; t < terms->cols; t++)
        join->additions += (double)terms->df_x[t] * terms->df_y[t];
    return VN_OK;
}

typedef struct sampled {
    double df;
    double square;
} sampled;

static int rarer(const void *a, const void *b)
{
    const sampled *x = a;
    const sampled *y = b;
    return (x->df > y->df) - (x->df < y->df);
}

/* Additions that a row's rare terms cause when all rows of x take those too. */
static double additions_of(const vn_sparse *y, size_t row, const vn_terms *terms, double min, sampled *entry)
{
    size_t n = 0;
    double left = 0;
    double sum = 0;
    for (size_t p = y->start[row]; p < y->start[row + 1]; p++, n++) {
        entry[n] = (sampled){terms->df_x[y->col[p]], y->val[p] * y->val[p]};
        left += entry[n].square;
    }
    if (n)
        qsort(entry, n, sizeof *entry, rarer);
    for (size_t i = 0; i < n && left >= min * min; i++) {
        sum += entry[i].df;
        left -= entry[i].square;
    }
    return sum;
}

vn_status vn_join_guess(double *additions, const vn_sparse *y, const vn_terms *terms, double min, vn_error *err)
{
    enum { ROWS = 128 };
    const size_t step = y->rows / ROWS + 1;
    size_t longest = 0;
    for (size_t r = 0; r < y->rows; r += step)
        longest = y->start[r + 1] - y->start[r] > longest ? y->start[r + 1] - y->start[r] : longest;
    sampled *entry = vn_calloc(longest, sizeof *entry);
    if (!entry)
        return vn_fail_memory(err, "a sample of rows");
    double sum = 0;
    for (size_t r = 0; r < y->rows; r += step)
        sum += additions_of(y, r, terms, min, entry);
    free(entry);
    *additions = sum * (double)step;
    return VN_OK;
}

static void free_rare(vn_rare *rare)
{
    free(rare->item);
    free(rare->n);
    free(rare->edge);
    free(rare->rest);
}

void vn_join_release(vn_join *join)
{
    if (join->y.m != join->x.m)
        free_rare(&join->y);
    free_rare(&join->x);
    free(join->start);
    free(join->post);
    memset(join, 0, sizeof *join);
}

/* Reads the postings of a term, from the last row down to `from`. A pair that cannot reach the limit even if all that is
 * left fits perfectly is given up for good. */
static size_t read_term(const vn_join *join, vn_reach term, size_t from, float limit, vn_partial *partial, uint32_t *touched,
                        size_t n)
{
    const vn_reach *first = join->post + join->start[term.id];
    for (const vn_reach *p = join->post + join->start[term.id + 1]; p-- > first && p->id >= from;) {
        vn_partial *to = &partial[p->id];
        const float sum = to->score + term.weight * p->weight;
        const bool alive = sum + term.rest * p->rest >= limit;
        if (to->score == 0) {
            if (!alive)
                continue;
            touched[n++] = p->id;
        }
        to->score = alive ? sum + 1e-37F : -1e30F; /* never 0 once touched, whatever underflows */
        to->rest = p->rest;
    }
    return n;
}

/* Length of what is left of a row beyond rank `edge`; it has a rank up to there. */
static float rest_beyond(const vn_reach *item, size_t n, uint32_t edge)
{
    size_t low = 0;
    while (n - low > 1) {
        const size_t middle = low + (n - low) / 2;
        if (item[middle].id <= edge)
            low = middle;
        else
            n = middle;
    }
    return item[low].rest;
}

/* All rare terms that both rows have are read up to the nearer edge: what is left beyond it? */
static bool may_reach(const vn_join *join, size_t row, vn_partial partial, uint32_t other, float limit)
{
    const vn_rare *x = &join->x;
    const vn_rare *y = &join->y;
    if (partial.score < 0)
        return false;
    if (x->edge[other] <= y->edge[row])
        return partial.score + x->rest[other] * rest_beyond(y->item + y->m->start[row], y->n[row], x->edge[other]) >= limit;
    return partial.score + y->rest[row] * partial.rest >= limit &&
           partial.score + y->rest[row] * rest_beyond(x->item + x->m->start[other], x->n[other], y->edge[row]) >= limit;
}

size_t vn_join_row(const vn_join *join, size_t row, size_t from, vn_partial *partial, uint32_t *touched)
{
    const vn_reach *term = join->y.item + join->y.m->start[row];
    const size_t terms = join->y.n[row];
    const float limit = (float)(join->min - ((double)terms + 32) * 0x1p-22); /* sums of floats */
    size_t n = 0;
    for (size_t i = 0; i < terms; i++)
        n = read_term(join, term[i], from, limit, partial, touched, n);
    if (join->min <= 0)
        return n;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (may_reach(join, row, partial[touched[i]], touched[i], limit))
            touched[kept++] = touched[i];
        else
            partial[touched[i]].score = 0;
    }
    return kept;
}
