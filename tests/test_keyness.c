/* Keyness against values by hand and by SciPy (tests/data/keyness/make_reference.py). */
#include "beta.h"
#include "harness.h"

#include "vn/df.h"
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

/* Tables ------------------------------------------------------------------------------------------------------------- */

typedef struct told {
    size_t n;
    vn_keyness_row row[64];
} told;

static vn_status keep(void *context, const vn_keyness_row *row, vn_error *err)
{
    told *t = context;
    if (t->n == VN_COUNT(t->row))
        return vn_fail(err, VN_EIO, "full");
    t->row[t->n++] = *row;
    return VN_OK;
}

static vn_df *table(const char *text)
{
    vn_df *df = NULL;
    VN_ASSERT_OK(vn_df_parse(&df, vn_slice_str(text), NULL));
    return df;
}

#define HEAD "\t100\tvndf1\t00000000000000a1\tngrams:2"

static void the_terms_of_the_target_are_told_by_value(void)
{
    vn_df *target = table(HEAD "\na\t50\nb\t50\nc\t3\nd\t90\ne\t40\nnew\t7\n");
    vn_df *other = table(HEAD "\na\t10\nb\t10\nc\t2\nd\t80\ne\t41\nold\t9\n");
    told t = {0};
    VN_ASSERT_OK(vn_keyness_compare(target, other, NULL, keep, &t, NULL));
    CU_ASSERT_EQUAL_FATAL(t.n, 2); /* c, d and new are not certain among six terms, e is rarer */
    VN_ASSERT_SLICE(t.row[0].term, "a"); /* of equal ones by bytes */
    VN_ASSERT_SLICE(t.row[1].term, "b");
    const vn_keyness_counts c = {50, 100, 10, 100};
    CU_ASSERT_EQUAL(t.row[0].lrc, vn_keyness_lrc(&c, 0.05, 6));
    CU_ASSERT_EQUAL(t.row[0].g2, vn_keyness_g2(&c));
    CU_ASSERT_EQUAL(t.row[0].ratio, vn_keyness_log_ratio(&c));
    CU_ASSERT_EQUAL(t.row[0].simple, vn_keyness_simple(&c, 100));
    t.n = 0;
    VN_ASSERT_OK(vn_keyness_compare(target, other, &(vn_keyness_options){.measure = VN_KEYNESS_G2}, keep, &t, NULL));
    CU_ASSERT_EQUAL_FATAL(t.n, 4);
    VN_ASSERT_SLICE(t.row[2].term, "new");
    VN_ASSERT_SLICE(t.row[3].term, "d");
    t.n = 0;
    VN_ASSERT_OK(vn_keyness_compare(target, other, &(vn_keyness_options){.measure = VN_KEYNESS_RATIO, .limit = 4}, keep, &t,
                                    NULL));
    CU_ASSERT_EQUAL_FATAL(t.n, 4);
    VN_ASSERT_SLICE(t.row[0].term, "new");
    VN_ASSERT_SLICE(t.row[3].term, "c");
    t.n = 0;
    const vn_keyness_options simple = {.measure = VN_KEYNESS_SIMPLE, .least = 1.1, .k = 10};
    VN_ASSERT_OK(vn_keyness_compare(target, other, &simple, keep, &t, NULL));
    CU_ASSERT_EQUAL_FATAL(t.n, 5);
    VN_ASSERT_SLICE(t.row[0].term, "new");
    CU_ASSERT(near(t.row[0].simple, (70000 + 10) / 10.0, 1e-14));
    vn_df_free(target);
    vn_df_free(other);
}

static void what_a_pruned_table_lacks_counts_as_the_most_that_it_may(void)
{
    vn_df *target = table(HEAD "\na\t50\na b\t40\nc\t50\nx y\t60\nz\t50\n");
    vn_df *other = table(HEAD " pruned\nc\t3\nc c\t20\nx\t7\nx y\t30\n");
    told t = {0};
    VN_ASSERT_OK(vn_keyness_compare(target, other, &(vn_keyness_options){.measure = VN_KEYNESS_RATIO}, keep, &t, NULL));
    static const struct {
        const char *term;
        uint64_t df2;
        bool at_most;
    } wanted[] = {{"z", 2, true}, {"c", 3, false}, {"a b", 19, true}, {"x y", 30, false}};
    CU_ASSERT_EQUAL_FATAL(t.n, VN_COUNT(wanted)); /* "a" stands mostly in "a b" */
    for (size_t i = 0; i < VN_COUNT(wanted); i++) {
        VN_ASSERT_SLICE(t.row[i].term, wanted[i].term);
        CU_ASSERT(t.row[i].counts.df2 == wanted[i].df2 && t.row[i].at_most == wanted[i].at_most);
    }
    vn_df_free(target);
    vn_df_free(other);
}

static void options_and_failures(void)
{
    vn_df *df = table(HEAD "\na\t50\n");
    vn_df *none = table("\t0\tvndf1\t00000000000000a1\n");
    told full = {.n = VN_COUNT(full.row)};
    told t = {0};
    CU_ASSERT_EQUAL(vn_keyness_compare(df, df, &(vn_keyness_options){.alpha = 1}, keep, &t, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_keyness_compare(df, df, &(vn_keyness_options){.k = -1}, keep, &t, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_keyness_compare(df, df, &(vn_keyness_options){.least = NAN}, keep, &t, NULL), VN_EINVAL);
    VN_ASSERT_OK(vn_keyness_compare(df, df, NULL, keep, &t, NULL));
    VN_ASSERT_OK(vn_keyness_compare(none, df, NULL, keep, &t, NULL));
    VN_ASSERT_OK(vn_keyness_compare(df, none, NULL, keep, &t, NULL)); /* nothing to compare with */
    CU_ASSERT_EQUAL(t.n, 0);
    vn_df *half = table(HEAD "\nb\t1\n");
    CU_ASSERT_EQUAL(vn_keyness_compare(df, half, NULL, keep, &full, NULL), VN_EIO);
    vn_df_free(half);
    vn_df_free(none);
    vn_df_free(df);
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
        {"the terms of the target are told by value", the_terms_of_the_target_are_told_by_value},
        {"what a pruned table lacks counts as the most that it may", what_a_pruned_table_lacks_counts_as_the_most_that_it_may},
        {"options and failures", options_and_failures},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("keyness", tests);
}
