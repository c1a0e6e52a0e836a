/* Nine digits of numbers from 1e-18 to 1e9, which weights and scores are, come from one multiplication: x = m * 2^e, so
 * x * 10^k = m * 5^k * 2^(e+k), and m * 5^k fits into 128 bits without rounding. The rest is for the library's printf. */
#include "decimal.h"

#include <stdio.h>

enum { DIGITS = 9, MANTISSA_BITS = 52, EXPONENT_BIAS = 1023, POWERS = 28 };

#define POW9 UINT64_C(1000000000)

/* What the library's printf makes of it, in whatever locale. */
static size_t by_library(double x, char *to)
{
    const int n = snprintf(to, VN_DECIMAL_MAX, "%.9g", x == 0.0 ? 0.0 : x);
    for (int i = 0; i < n; i++) /* the user's locale may write 0,5 */
        if (to[i] == ',')
            to[i] = '.';
    return n > 0 ? (size_t)n : 0;
}

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 wide;

static const uint64_t POWER_OF_5[POWERS] = {
    1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125, 244140625, 1220703125,
    UINT64_C(6103515625), UINT64_C(30517578125), UINT64_C(152587890625), UINT64_C(762939453125),
    UINT64_C(3814697265625), UINT64_C(19073486328125), UINT64_C(95367431640625), UINT64_C(476837158203125),
    UINT64_C(2384185791015625), UINT64_C(11920928955078125), UINT64_C(59604644775390625),
    UINT64_C(298023223876953125), UINT64_C(1490116119384765625), UINT64_C(7450580596923828125)};

/* m * 2^e * 10^k as a whole number, ties to even. */
static uint64_t scale(uint64_t m, int e, int k)
{
    const wide product = (wide)m * POWER_OF_5[k];
    const int shift = -(e + k);
    const wide half = (wide)1 << (shift - 1);
    const wide rest = product & ((half << 1) - 1);
    const uint64_t whole = (uint64_t)(product >> shift);
    return whole + (rest > half || (rest == half && (whole & 1)));
}

/* x = digits * 10^(exponent - 8), with nine digits, rounded. x from 1e-18 to 999999999. */
static uint64_t nine_digits(double x, int *exponent)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    const uint64_t m = (bits & ((UINT64_C(1) << MANTISSA_BITS) - 1)) | UINT64_C(1) << MANTISSA_BITS;
    const int binary = (int)(bits >> MANTISSA_BITS) - EXPONENT_BIAS;
    const int e = binary - MANTISSA_BITS;
    /* floor(log10(2^binary)): the exponent, or one less */
    *exponent = (binary * 78913) / (1 << 18) - (binary < 0);
    const uint64_t digits = scale(m, e, DIGITS - 1 - *exponent);
    if (digits < POW9)
        return digits;
    ++*exponent;
    /* x >= 10^exponent, or so near below it that it is rounded up to it */
    return scale(m, e, DIGITS - 1 - *exponent);
}

static void put_digits(uint64_t digits, char to[DIGITS])
{
    uint32_t rest = (uint32_t)digits;
    for (size_t i = DIGITS; i-- > 0; rest /= 10)
        to[i] = (char)('0' + rest % 10);
}

/* 0.00123, 12.3 or 12300: the first n of the digits. */
static size_t put_plain(const char *digit, size_t n, int exponent, char *to)
{
    char *at = to;
    if (exponent < 0) {
        memcpy(at, "0.000", 5);
        at += 1 - exponent;
        memcpy(at, digit, n);
        return (size_t)(at - to) + n;
    }
    const size_t whole = (size_t)exponent + 1;
    memcpy(at, digit, whole); /* all nine digits are there, zeros behind the n */
    if (n <= whole)
        return whole;
    at[whole] = '.';
    memcpy(at + whole + 1, digit + whole, n - whole);
    return n + 1;
}

/* 1.23e-05 */
static size_t put_power(const char *digit, size_t n, int exponent, char *to)
{
    char *at = to;
    *at++ = digit[0];
    if (n > 1) {
        *at++ = '.';
        memcpy(at, digit + 1, n - 1);
        at += n - 1;
    }
    *at++ = 'e';
    *at++ = '-'; /* 1e9 and more are not written here */
    *at++ = (char)('0' + -exponent / 10);
    *at++ = (char)('0' + -exponent % 10);
    return (size_t)(at - to);
}

size_t vn_decimal(double x, char to[VN_DECIMAL_MAX])
{
    const bool negative = x < 0;
    const double size = negative ? -x : x;
    if (!(size >= 1e-18 && size < 999999999.0))
        return by_library(x, to);
    int exponent;
    char digit[DIGITS];
    put_digits(nine_digits(size, &exponent), digit);
    size_t n = DIGITS;
    while (n > 1 && digit[n - 1] == '0')
        n--;
    to[0] = '-';
    char *at = to + negative;
    at += exponent >= -4 ? put_plain(digit, n, exponent, at) : put_power(digit, n, exponent, at);
    *at = '\0';
    return (size_t)(at - to);
}
#else
size_t vn_decimal(double x, char to[VN_DECIMAL_MAX])
{
    return by_library(x, to);
}
#endif
