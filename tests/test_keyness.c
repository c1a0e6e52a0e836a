/* Keyness against values by hand and by SciPy (tests/data/keyness/make_reference.py). */
#include "beta.h"
#include "harness.h"

#include "vn/keyness.h"

#include <math.h>
#include <stdio.h>

#define DATA VN_SOURCE_DIR "/tests/data/keyness/"

static bool near(double got, double wanted, double tolerance)
{
    return fabs(got - wanted) <= tolerance * fmax(fabs(wanted), 1e-300);
}

static void quantiles_are_those_of_scipy(void)
{
    double p, a, b, x;
    size_t rows = 0;
    FILE *in = fopen(DATA "beta.txt", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    for (; fscanf(in, "%lf %lf %lf %lf", &p, &a, &b, &x) == 4; rows++) {
        const double got = vn_beta_quantile(p, a, b);
        CU_ASSERT(near(got, x, 1e-11));
        if (!near(got, x, 1e-11))
            printf("quantile %g of beta(%g, %g): %.17g, not %.17g\n", p, a, b, got, x);
    }
    fclose(in);
    CU_ASSERT_EQUAL(rows, 300);
}

static void tails_of_quantiles_are_their_probabilities(void)
{
    double slope;
    CU_ASSERT(near(vn_beta_log_tail(1, 1, 0.25, &slope), log(0.25), 1e-14)); /* I_x(1, 1) = x */
    CU_ASSERT(near(slope, 1, 1e-13));
    CU_ASSERT(near(vn_beta_log_tail(3, 1, 0.1, &slope), 3 * log(0.1), 1e-14)); /* x^3 */
    CU_ASSERT(near(slope, 3, 1e-13));
    for (double a = 1; a < 1e6; a = floor(a * 3.7))
        for (double b = 1; b < 1e6; b = floor(b * 5.3))
            CU_ASSERT(near(vn_beta_log_tail(a, b, vn_beta_quantile(1e-6, a, b), NULL), log(1e-6), 1e-11));
}

static void measures_are_those_of_scipy(void)
{
    unsigned long long c[5];
    double wanted[5];
    size_t rows = 0;
    FILE *in = fopen(DATA "measures.txt", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    for (; fscanf(in, "%llu %llu %llu %llu %llu %lf %lf %lf %lf %lf", &c[0], &c[1], &c[2], &c[3], &c[4], &wanted[0],
                  &wanted[1], &wanted[2], &wanted[3], &wanted[4]) == 10; rows++) {
        const vn_keyness_counts k = {c[0], c[1], c[2], c[3]};
        const double got[] = {vn_keyness_g2(&k), vn_keyness_p(vn_keyness_g2(&k)), vn_keyness_log_ratio(&k),
                              vn_keyness_lrc(&k, 0.05, c[4]), vn_keyness_simple(&k, 100)};
        for (size_t i = 0; i < VN_COUNT(got); i++) {
            const bool right = near(got[i], wanted[i], 1e-9) || fabs(got[i] - wanted[i]) < 1e-11;
            CU_ASSERT(right);
            if (!right)
                printf("measure %zu of %llu/%llu %llu/%llu: %.17g, not %.17g\n", i, c[0], c[1], c[2], c[3], got[i],
                       wanted[i]);
        }
    }
    fclose(in);
    CU_ASSERT_EQUAL(rows, 52);
}

static void values_by_hand(void)
{
    const vn_keyness_counts half = {50, 100, 0, 100};
    /* cells 50 of 25, 50 of 75, 0 of 25, 100 of 75 */
    CU_ASSERT(near(vn_keyness_g2(&half), 2 * (50 * log(2) + 50 * log(50.0 / 75) + 100 * log(100.0 / 75)), 1e-13));
    CU_ASSERT(near(vn_keyness_log_ratio(&half), log2(100), 1e-14));
    CU_ASSERT(near(vn_keyness_simple(&half, 100), (500000 + 100) / 100.0, 1e-14));
    const vn_keyness_counts one = {1, 10, 0, 1000}; /* I_x(1, 1) = x: the bound is alpha / 2 itself */
    CU_ASSERT(near(vn_keyness_lrc(&one, 0.5, 1), log2(100 * (0.25 / 0.75)), 1e-12));
    CU_ASSERT(near(vn_keyness_lrc(&one, 0.5, 2), log2(100 * (0.125 / 0.875)), 1e-12));
    CU_ASSERT_EQUAL(vn_keyness_lrc(&one, 0.05, 100), 0); /* of so many terms one such is no wonder */
    const vn_keyness_counts neither = {0, 10, 0, 1000};
    CU_ASSERT_EQUAL(vn_keyness_log_ratio(&neither), 0);
    CU_ASSERT(near(vn_keyness_p(VN_G2_5_PERCENT), 0.05, 1e-14));
    CU_ASSERT_EQUAL(vn_keyness_p(0), 1);
}

static void a_difference_that_is_not_certain_is_zero_without_a_sign(void)
{
    const vn_keyness_counts less = {1, 10, 2, 10};
    CU_ASSERT_EQUAL(vn_keyness_lrc(&less, 0.05, 1), 0);
    CU_ASSERT(!signbit(vn_keyness_lrc(&less, 0.05, 1)));
}

static void the_sides_are_mirror_images(void)
{
    for (uint64_t df1 = 0; df1 <= 20; df1++)
        for (uint64_t df2 = 0; df2 <= 50; df2 += 5) {
            const vn_keyness_counts to = {df1, 20, df2, 50};
            const vn_keyness_counts fro = {df2, 50, df1, 20};
            CU_ASSERT(near(vn_keyness_g2(&to), -vn_keyness_g2(&fro), 1e-12));
            CU_ASSERT(near(vn_keyness_lrc(&to, 0.05, 3), -vn_keyness_lrc(&fro, 0.05, 3), 1e-12));
            CU_ASSERT(fabs(vn_keyness_lrc(&to, 0.05, 3)) <= fabs(vn_keyness_log_ratio(&to)) + 1e-12 || !df1 || !df2);
        }
}

static void nothing_is_said_of_collections_without_documents(void)
{
    const vn_keyness_counts none[] = {{0, 0, 5, 10}, {5, 10, 0, 0}, {0, 0, 0, 0}};
    for (size_t i = 0; i < VN_COUNT(none); i++) {
        CU_ASSERT_EQUAL(vn_keyness_g2(&none[i]), 0);
        CU_ASSERT_EQUAL(vn_keyness_log_ratio(&none[i]), 0);
        CU_ASSERT_EQUAL(vn_keyness_lrc(&none[i], 0.05, 1), 0);
        CU_ASSERT_EQUAL(vn_keyness_simple(&none[i], 100), 0);
    }
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"quantiles are those of scipy", quantiles_are_those_of_scipy},
        {"tails of quantiles are their probabilities", tails_of_quantiles_are_their_probabilities},
        {"measures are those of scipy", measures_are_those_of_scipy},
        {"values by hand", values_by_hand},
        {"a difference that is not certain is zero without a sign", a_difference_that_is_not_certain_is_zero_without_a_sign},
        {"the sides are mirror images", the_sides_are_mirror_images},
        {"nothing is said of collections without documents", nothing_is_said_of_collections_without_documents},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("keyness", tests);
}
