#include "exact.h"

#include <math.h>

/* The natural logarithm of 2 in two parts; the first has so few bits that its product with n is exact. */
#define LN2_HIGH 0x1.62e42feep-1
#define LN2_LOW 0x1.a39ef35793c76p-33
#define LOG2_E 0x1.71547652b82fep+0

/* 1 / k! for k = 13 ... 0: the rest of the series is below 2^-58 for |r| <= ln 2 / 2. */
static const double FACTORIAL[] = {
    1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
    1.0 / 720,        1.0 / 120,       1.0 / 24,       1.0 / 6,       1.0 / 2,      1.0,         1.0};

double vn_exp(double x)
{
    const double n = floor(x * LOG2_E + 0.5);
    const double r = x - n * LN2_HIGH - n * LN2_LOW;
    double sum = FACTORIAL[0];
    for (size_t k = 1; k < VN_COUNT(FACTORIAL); k++)
        sum = sum * r + FACTORIAL[k];
    const uint64_t bits = (uint64_t)(1023 + (int64_t)n) << 52; /* 2 to the n */
    double power;
    memcpy(&power, &bits, sizeof power);
    return sum * power;
}
