/* The tail is a binomial probability (Loader 2000) times a continued fraction (Lentz's way of summing it), all as
 * logarithms: bounds at levels of 1e-9 and counts of millions keep their digits. GSL has an inverse too, but it may fail to
 * converge, and then it ends the program or goes on for long. */
#include "beta.h"

#include <math.h>
#include <stddef.h>

enum { STEPS = 200, TERMS = 1000000 };

/* ln n! less Stirling's approximation of it. */
static double stirling_error(double n)
{
    static const double small[] = {
        0, 0.081061466795327261, 0.041340695955409297, 0.027677925684998338,
        0.020790672103765093, 0.016644691189821193, 0.013876128823070748, 0.01189670994589177,
        0.010411265261972096, 0.0092554621827127329, 0.0083305634333628708, 0.0075736754879518406,
        0.0069428401072095299, 0.0064089941880042071, 0.0059513701127588475, 0.0055547335519628011};
    if (n < 16)
        return small[(int)n];
    const double s = 1 / (n * n);
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - s / 1188) * s) * s) * s) / n;
}

double vn_deviance(double observed, double expected)
{
    const double sum = observed + expected;
    const double v = (observed - expected) / sum;
    if (fabs(v) > 0.1)
        return observed > 0 ? observed * log(observed / expected) + expected - observed : expected;
    double total = (observed - expected) * v; /* the series of ln((1 + v) / (1 - v)) in place of the logarithm */
    double power = 2 * observed * v;
    for (int i = 1; i < STEPS; i++) {
        power *= v * v;
        const double next = total + power / (2 * i + 1);
        if (!(next > total) && !(next < total))
            break;
        total = next;
    }
    return total;
}

/* ln of the probability of a in a + b trials of probability x. */
static double log_binomial(double a, double b, double x)
{
    static const double log_two_pi = 1.8378770664093454836;
    const double n = a + b;
    const double rest = stirling_error(n) - stirling_error(a) - stirling_error(b);
    return rest - vn_deviance(a, n * x) - vn_deviance(b, n * (1 - x)) - 0.5 * (log_two_pi + log(a) + log(b / n));
}

static double away_from_zero(double x)
{
    return fabs(x) < 1e-300 ? 1e-300 : x;
}

/* The continued fraction of I_x(a, b) a B(a, b) / (x^a (1 - x)^b). */
static double fraction(double a, double b, double x)
{
    double c = 1;
    double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < TERMS; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        value *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        value *= d * c;
        if (fabs(d * c - 1) < 1e-15)
            break;
    }
    return value;
}

double vn_beta_log_tail(double a, double b, double x, double *slope)
{
    const double value = fraction(a, b, x);
    if (slope)
        *slope = a / ((1 - x) * value);
    return log_binomial(a, b, x) + log(b / (a + b)) + log(value);
}

/* ln of the beta function. */
static double log_beta(double a, double b)
{
    const double x = a / (a + b); /* B = x^a (1 - x)^b (a + b) / (a b P) with any x; the mean is the one that is exact */
    return a * log(x) + b * log(b / (a + b)) + log((a + b) / a) - log(b) - log_binomial(a, b, x);
}

/* The logarithm of the tail is a rising concave function of ln x, so Newton's steps from the left of the solution stay
 * there: they end when they no longer lead to the right. */
double vn_beta_quantile(double p, double a, double b)
{
    double u = (log(p) + log(a) + log_beta(a, b)) / a; /* where the tail would be p without the factor (1 - t)^(b - 1) */
    for (int i = 0; i < STEPS; i++) {
        double slope;
        const double step = (log(p) - vn_beta_log_tail(a, b, exp(u), &slope)) / slope;
        u += step;
        if (!(fabs(step) > 1e-14 * fabs(u)))
            break;
    }
    return exp(u);
}
