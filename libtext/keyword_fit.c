#include "keyword_fit.h"

#include <math.h>

enum { STEPS = 60, HALVINGS = 30 };
static const double ENOUGH = 1e-7;  /* of the objective, that a step still brings */
static const double FAINT = 1e-7;   /* a chance too small to bend the objective */
static const double STILL = 1e-9;   /* variance of a feature that never varies, which then gets no weight */

typedef struct fit {
    const vn_keyword_rows *rows;
    size_t n;         /* features */
    double *ridge;    /* [n] */
    double *gradient; /* [n] of the loss */
    double *curve;    /* [n][n] second derivatives, lower triangle */
    double *mean;     /* [n] of a group */
    double *row;      /* [n] */
    double *p;        /* [rows of the largest group] */
    double *step;     /* [n] */
    double *trial;    /* [n] */
} fit;

static void load(const vn_keyword_rows *r, size_t i, double *row)
{
    for (size_t f = 0; f < r->left; f++)
        row[f] = (double)r->x[i * r->left + f];
    for (size_t f = 0; f < r->right; f++)
        row[r->left + f] = (double)r->extra[i * r->right + f];
}

static double dot_row(const vn_keyword_rows *r, size_t i, const double *w)
{
    double sum = 0;
    for (size_t f = 0; f < r->left; f++)
        sum += w[f] * (double)r->x[i * r->left + f];
    for (size_t f = 0; f < r->right; f++)
        sum += w[r->left + f] * (double)r->extra[i * r->right + f];
    return sum;
}

/* ln of the sum of exp(score); p gets the scores minus it. */
static double normalise(const vn_keyword_rows *r, const double *w, size_t g, double *p)
{
    const size_t n = r->begin[g + 1] - r->begin[g];
    double most = -HUGE_VAL;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        p[i] = dot_row(r, r->begin[g] + i, w);
        most = fmax(most, p[i]);
    }
    for (size_t i = 0; i < n; i++)
        sum += exp(p[i] - most);
    const double all = most + log(sum);
    for (size_t i = 0; i < n; i++)
        p[i] -= all;
    return all;
}

void vn_keyword_chances(const vn_keyword_rows *r, const double *w, size_t g, double *p)
{
    normalise(r, w, g, p);
    for (size_t i = 0; i < r->begin[g + 1] - r->begin[g]; i++)
        p[i] = exp(p[i]);
}

/* curve += by * row row'. */
static void add_square(double *curve, const double *row, size_t n, double by)
{
    for (size_t i = 0; i < n; i++) {
        const double x = by * row[i];
        if (x != 0)
            for (size_t j = 0; j <= i; j++)
                curve[i * n + j] += x * row[j];
    }
}

/* Adds the loss of a group, -ln P of its hits, and its derivatives. */
static double add_group(fit *f, const double *w, size_t g)
{
    const vn_keyword_rows *r = f->rows;
    const double hits = r->hits[g];
    double loss = 0;
    normalise(r, w, g, f->p);
    memset(f->mean, 0, f->n * sizeof *f->mean);
    for (size_t i = r->begin[g]; i < r->begin[g + 1]; i++) {
        const double log_p = f->p[i - r->begin[g]];
        const double p = exp(log_p);
        if (p < FAINT && !r->hit[i])
            continue;
        load(r, i, f->row);
        for (size_t j = 0; j < f->n; j++)
            f->mean[j] += p * f->row[j];
        add_square(f->curve, f->row, f->n, hits * p);
        if (!r->hit[i])
            continue;
        loss -= log_p;
        for (size_t j = 0; j < f->n; j++)
            f->gradient[j] -= f->row[j];
    }
    for (size_t j = 0; j < f->n; j++)
        f->gradient[j] += hits * f->mean[j];
    add_square(f->curve, f->mean, f->n, -hits);
    return loss;
}

static double evaluate(fit *f, const double *w)
{
    double loss = 0;
    memset(f->curve, 0, f->n * f->n * sizeof *f->curve);
    memset(f->gradient, 0, f->n * sizeof *f->gradient);
    for (size_t g = 0; g < f->rows->groups; g++)
        if (f->rows->hits[g])
            loss += add_group(f, w, g);
    for (size_t j = 0; j < f->n; j++) {
        loss += f->ridge[j] * w[j] * w[j] / 2;
        f->gradient[j] += f->ridge[j] * w[j];
        f->curve[j * f->n + j] += f->ridge[j];
    }
    return loss;
}

/* step = curve^-1 gradient, by the Cholesky factor, which takes the place of the curve; false: not positive definite. */
static bool solve(fit *f)
{
    const size_t n = f->n;
    double *l = f->curve;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = l[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= l[i * n + k] * l[j * n + k];
            if (i == j && !(sum > 0))
                return false;
            l[i * n + j] = i == j ? sqrt(sum) : sum / l[j * n + j];
        }
    for (size_t i = 0; i < n; i++) {
        f->step[i] = f->gradient[i];
        for (size_t k = 0; k < i; k++)
            f->step[i] -= l[i * n + k] * f->step[k];
        f->step[i] /= l[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            f->step[i] -= l[k * n + i] * f->step[k];
        f->step[i] /= l[i * n + i];
    }
    return true;
}

/* The penalty of each feature: its variance over all rows. */
static void set_ridge(fit *f, double penalty)
{
    const vn_keyword_rows *r = f->rows;
    const size_t n = r->begin[r->groups] - r->begin[0];
    memset(f->mean, 0, f->n * sizeof *f->mean);
    memset(f->ridge, 0, f->n * sizeof *f->ridge);
    for (size_t i = r->begin[0]; i < r->begin[r->groups]; i++) {
        load(r, i, f->row);
        for (size_t j = 0; j < f->n; j++) {
            f->mean[j] += f->row[j];
            f->ridge[j] += f->row[j] * f->row[j];
        }
    }
    for (size_t j = 0; j < f->n; j++) {
        const double mean = f->mean[j] / (double)n;
        const double variance = f->ridge[j] / (double)n - mean * mean;
        f->ridge[j] = variance > STILL ? penalty * variance : 1 + f->ridge[j];
    }
}

/* Goes along the step, at first all of it, to where the loss is less; false: there is no such place. */
static bool advance(fit *f, double *w, double *loss)
{
    for (int halving = 0; halving < HALVINGS; halving++) {
        const double by = ldexp(1, -halving);
        for (size_t j = 0; j < f->n; j++)
            f->trial[j] = w[j] - by * f->step[j];
        const double here = evaluate(f, f->trial);
        if (here < *loss) {
            const bool enough = *loss - here <= ENOUGH * (1 + fabs(here));
            memcpy(w, f->trial, f->n * sizeof *w);
            *loss = here;
            return !enough;
        }
    }
    return false;
}

static size_t largest_group(const vn_keyword_rows *r)
{
    size_t most = 1;
    for (size_t g = 0; g < r->groups; g++)
        if (r->begin[g + 1] - r->begin[g] > most)
            most = r->begin[g + 1] - r->begin[g];
    return most;
}

vn_status vn_keyword_fit(const vn_keyword_rows *rows, double penalty, double *w, vn_error *err)
{
    const size_t n = rows->left + rows->right;
    const size_t most = largest_group(rows);
    double *block = vn_calloc(n * n + 6 * n + most, sizeof *block);
    if (!block)
        return vn_fail_memory(err, "a keyword model");
    double *at = block + n * n;
    fit f = {.rows = rows, .n = n, .curve = block, .ridge = at, .gradient = at + n, .mean = at + 2 * n, .row = at + 3 * n,
             .step = at + 4 * n, .trial = at + 5 * n, .p = at + 6 * n};
    memset(w, 0, n * sizeof *w);
    set_ridge(&f, penalty);
    double loss = evaluate(&f, w);
    for (int step = 0; step < STEPS; step++)
        if (!solve(&f) || !advance(&f, w, &loss))
            break;
    free(block);
    return VN_OK;
}
