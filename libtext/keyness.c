#include "vn/keyness.h"

#include "beta.h"

#include <math.h>

/* Whether the term is more frequent in the target: 1, -1, or 0 for neither. */
static int direction(const vn_keyness_counts *c)
{
    if (!c->n1 || !c->n2)
        return 0;
    const double ahead = (double)c->df1 * (double)c->n2 - (double)c->df2 * (double)c->n1;
    return (ahead > 0) - (ahead < 0);
}

static double cell(double observed, double expected)
{
    return expected > 0 ? vn_deviance(observed, expected) : 0;
}

double vn_keyness_g2(const vn_keyness_counts *c)
{
    const int sign = direction(c);
    if (!sign)
        return 0;
    const double n1 = (double)c->n1;
    const double n2 = (double)c->n2;
    const double share = ((double)c->df1 + (double)c->df2) / (n1 + n2);
    const double rest = ((double)(c->n1 - c->df1) + (double)(c->n2 - c->df2)) / (n1 + n2);
    const double half = cell((double)c->df1, n1 * share) + cell((double)(c->n1 - c->df1), n1 * rest) +
                        cell((double)c->df2, n2 * share) + cell((double)(c->n2 - c->df2), n2 * rest);
    return sign * 2 * half;
}

double vn_keyness_p(double g2)
{
    return erfc(sqrt(fabs(g2) / 2));
}

double vn_keyness_log_ratio(const vn_keyness_counts *c)
{
    if (!c->n1 || !c->n2 || (!c->df1 && !c->df2))
        return 0;
    const double df1 = c->df1 ? (double)c->df1 : 0.5;
    const double df2 = c->df2 ? (double)c->df2 : 0.5;
    return log2(df1 / (double)c->n1 / (df2 / (double)c->n2));
}

/* Of the documents that hold the term, a share of x at least lies in the target; the odds of it, held against those of the
 * collections, are a ratio of shares. Below 0 when the ratio is not certain to be above 1. */
static double lower_bound(double df1, double n1, double df2, double n2, double level)
{
    const double even = n1 / (n1 + n2); /* a tail at it that is larger settles the matter without a search */
    if (vn_beta_log_tail(df1, df2 + 1, even, NULL) >= log(level))
        return 0;
    const double x = vn_beta_quantile(level, df1, df2 + 1);
    return fmax(0, log2(n2 / n1 * (x / (1 - x))));
}

double vn_keyness_lrc(const vn_keyness_counts *c, double alpha, uint64_t terms)
{
    const double level = alpha / 2 / (terms ? (double)terms : 1);
    switch (direction(c)) {
    case 1: return lower_bound((double)c->df1, (double)c->n1, (double)c->df2, (double)c->n2, level);
    case -1: return 0 - lower_bound((double)c->df2, (double)c->n2, (double)c->df1, (double)c->n1, level);
    default: return 0;
    }
}

double vn_keyness_simple(const vn_keyness_counts *c, double k)
{
    if (!c->n1 || !c->n2)
        return 0;
    return ((double)c->df1 / (double)c->n1 * 1e6 + k) / ((double)c->df2 / (double)c->n2 * 1e6 + k);
}
