#include "eval_bootstrap.h"

#include "rng.h"

/* Where 0.025 of the resampled leads are beyond. */
enum { TAIL = 40 };

typedef struct sums {
    double *difference; /* [measures] */
    double *documents;  /* [measures] */
} sums;

static void clear(sums *s, size_t measures)
{
    memset(s->difference, 0, measures * sizeof *s->difference);
    memset(s->documents, 0, measures * sizeof *s->documents);
}

static void add(sums *s, const vn_bootstrap *b, size_t document)
{
    const double *difference = b->difference + document * b->measures;
    const bool *counts = b->counts + document * b->measures;
    for (size_t m = 0; m < b->measures; m++) {
        s->difference[m] += difference[m];
        s->documents[m] += counts[m];
    }
}

static double mean(const sums *s, size_t measure)
{
    return s->documents[measure] > 0 ? s->difference[measure] / s->documents[measure] : 0;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* From the resampled leads of a measure, which get sorted. */
static void describe(vn_lead *lead, double *drawn, size_t n)
{
    size_t down = 0;
    size_t up = 0;
    qsort(drawn, n, sizeof *drawn, compare);
    for (size_t i = 0; i < n; i++) {
        down += drawn[i] <= 0;
        up += drawn[i] >= 0;
    }
    const double p = 2 * (double)((down < up ? down : up) + 1) / (double)(n + 1);
    lead->low = drawn[n / TAIL];
    lead->high = drawn[n - 1 - n / TAIL];
    lead->p = p < 1 ? p : 1;
}

static void resample(double *drawn, sums *s, const vn_bootstrap *b)
{
    vn_rng rng;
    vn_rng_seed(&rng, b->seed);
    for (size_t i = 0; i < b->resamples; i++) {
        clear(s, b->measures);
        for (size_t d = 0; d < b->n; d++)
            add(s, b, vn_rng_below(&rng, b->n));
        for (size_t m = 0; m < b->measures; m++)
            drawn[m * b->resamples + i] = mean(s, m);
    }
}

vn_status vn_bootstrap_leads(vn_lead *lead, const vn_bootstrap *b, vn_error *err)
{
    if (!b->resamples)
        return vn_fail(err, VN_EINVAL, "no resamples");
    size_t cells;
    double *drawn = vn_size_mul(b->resamples, b->measures, &cells) ? vn_calloc(cells, sizeof *drawn) : NULL;
    sums s = {vn_calloc(b->measures, sizeof *s.difference), vn_calloc(b->measures, sizeof *s.documents)};
    const bool ok = drawn && s.difference && s.documents;
    if (ok) {
        resample(drawn, &s, b);
        clear(&s, b->measures);
        for (size_t d = 0; d < b->n; d++)
            add(&s, b, d);
        for (size_t m = 0; m < b->measures; m++) {
            lead[m].lead = mean(&s, m);
            describe(&lead[m], drawn + m * b->resamples, b->resamples);
        }
    }
    free(drawn);
    free(s.difference);
    free(s.documents);
    return ok ? VN_OK : vn_fail_memory(err, "resampled leads");
}
