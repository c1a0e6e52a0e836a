/* L0: the beta distribution with whole parameters, which is what bounds of shares are made of. */
#ifndef VN_LIB_BETA_H
#define VN_LIB_BETA_H

/* observed * ln(observed / expected) + expected - observed, without the loss of digits where both are near; expected above
 * 0. It is what one cell adds to half of G2. Source: Loader (2000), Fast and accurate computation of binomial
 * probabilities. */
double vn_deviance(double observed, double expected);

/* Natural logarithm of the lower tail, I_x(a, b); a and b whole numbers from 1 to 2^53, 0 < x < 1. *slope, which may be
 * NULL, is its derivative by ln x. Meant for x up to about the mean a / (a + b); above it right, but slow. */
double vn_beta_log_tail(double a, double b, double x, double *slope);

/* The x whose lower tail is p, 0 < p <= 0.5; a and b as above. */
double vn_beta_quantile(double p, double a, double b);

#endif
