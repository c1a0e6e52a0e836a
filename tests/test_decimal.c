#include "harness.h"

#include "decimal.h"
#include "rng.h"

#include <math.h>
#include <stdio.h>

/* As printf writes it; the tests run in the C locale. */
static void is_as_printf_writes_it(double x)
{
    char ours[VN_DECIMAL_MAX];
    char theirs[64];
    const size_t n = vn_decimal(x, ours);
    snprintf(theirs, sizeof theirs, "%.9g", x == 0.0 ? 0.0 : x);
    CU_ASSERT_EQUAL(n, strlen(ours));
    CU_ASSERT_STRING_EQUAL(ours, theirs);
    if (strcmp(ours, theirs) != 0)
        printf("\n%a: got %s, wanted %s\n", x, ours, theirs);
}

static void both_signs(double x)
{
    is_as_printf_writes_it(x);
    is_as_printf_writes_it(-x);
}

static void numbers_of_any_bits_are_as_printf_writes_them(void)
{
    vn_rng rng;
    vn_rng_seed(&rng, 3);
    for (int i = 0; i < 300000; i++) {
        uint64_t bits = vn_rng_next(&rng);
        if (i % 4) /* mostly the range of weights */
            bits = (bits & ~(UINT64_C(0x7FF) << 52)) | ((uint64_t)(1023 - 64 + (int)vn_rng_below(&rng, 96)) << 52);
        double x;
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x))
            both_signs(x);
    }
}

static void few_digits_and_their_neighbours_too(void)
{
    vn_rng rng;
    vn_rng_seed(&rng, 4);
    for (int i = 0; i < 100000; i++) {
        const double x = (double)vn_rng_below(&rng, i % 2 ? 1000 : 4000000000u) * pow(10, (double)vn_rng_below(&rng, 30) - 22);
        both_signs(x);
        both_signs(nextafter(x, 0));
        both_signs(nextafter(x, INFINITY));
    }
    for (int exponent = -25; exponent < 25; exponent++) {
        const double x = pow(10, exponent);
        both_signs(x);
        both_signs(nextafter(x, 0));
        both_signs(nextafter(x, INFINITY));
        both_signs(x * 0.99999999949);
        both_signs(x * 0.9999999995);
        both_signs(x * 0.99999999951);
    }
}

/* Half of the last digit, exactly: 123456788.5 is even, 123456789.5 odd. */
static void ties_go_to_the_even_digit(void)
{
    vn_rng rng;
    vn_rng_seed(&rng, 5);
    for (int i = 0; i < 20000; i++) {
        const double whole = 100000000.0 + (double)vn_rng_below(&rng, 899999999);
        both_signs(whole + 0.5);
        both_signs((whole + 0.5) / 1024);
        both_signs(ldexp(1.0 + (double)vn_rng_below(&rng, 1024), -(int)vn_rng_below(&rng, 60)));
    }
    char text[VN_DECIMAL_MAX];
    vn_decimal(123456788.5, text);
    CU_ASSERT_STRING_EQUAL(text, "123456788");
    vn_decimal(123456789.5, text);
    CU_ASSERT_STRING_EQUAL(text, "123456790");
}

static void zero_and_the_ends_of_the_range(void)
{
    static const double x[] = {0.0, 5e-324, 1.7976931348623157e308, 999999999, 999999999.4, 999999999.5, 1e9, 1, 0.1, 1e-18, 1e-4,
                               9.99999999e-5, 9.999999999e-5, 0.00012345678, 9.9999999949e-19};
    for (size_t i = 0; i < VN_COUNT(x); i++)
        both_signs(x[i]);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"numbers of any bits are as printf writes them", numbers_of_any_bits_are_as_printf_writes_them},
        {"few digits and their neighbours too", few_digits_and_their_neighbours_too},
        {"ties go to the even digit", ties_go_to_the_even_digit},
        {"zero and the ends of the range", zero_and_the_ends_of_the_range},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("decimal", tests);
}
