#include "harness.h"

#include "report_sample.h"
#include "rows.h"

#include <math.h>
#include <string.h>

static const report *sample;

static void open_sample(void)
{
    sample = report_sample(false);
    CU_ASSERT_PTR_NOT_NULL_FATAL(sample);
}

static void similarity_is_the_cosine(void)
{
    open_sample();
    CU_ASSERT_DOUBLE_EQUAL(report_similarity(sample, 0, 2), 0.6, 1e-12);
    CU_ASSERT_EQUAL(report_similarity(sample, 2, 0), report_similarity(sample, 0, 2));
    CU_ASSERT_EQUAL(report_similarity(sample, 0, 1), 1); /* the same words */
    CU_ASSERT_EQUAL(report_similarity(sample, 3, 3), 1);
    CU_ASSERT_EQUAL(report_similarity(sample, 6, 6), 0); /* no words */
    CU_ASSERT_EQUAL(report_similarity(sample, 6, 0), 0);
    report_sample_free();
}

static void a_block_has_the_similarities_in_the_order_asked_for(void)
{
    static const size_t article[] = {6, 2, 0, 4, 3};
    float score[25];
    open_sample();
    VN_ASSERT_OK(report_block(sample, article, 5, score, NULL));
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 5; j++)
            CU_ASSERT_EQUAL(score[i * 5 + j], (float)report_similarity(sample, article[i], article[j]));
    VN_ASSERT_OK(report_block(sample, article, 0, score, NULL));
    report_sample_free();
}

/* The mean over pairs of different articles, one by one. */
static double mean_of_pairs(const report_group *g, const report_group *h)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < g->size; i++)
        for (size_t j = 0; j < h->size; j++)
            if (g->member[i] != h->member[j] || g->size == 1) {
                sum += report_similarity(sample, g->member[i], h->member[j]);
                n++;
            }
    return sum / (double)n;
}

static void between_groups_is_the_mean_over_pairs(void)
{
    double score[16];
    open_sample();
    CU_ASSERT_EQUAL_FATAL(sample->n_groups, 4);
    VN_ASSERT_OK(report_between(sample, score, NULL));
    for (size_t g = 0; g < 4; g++)
        for (size_t h = 0; h < 4; h++)
            CU_ASSERT_DOUBLE_EQUAL(score[g * 4 + h], mean_of_pairs(&sample->group[g], &sample->group[h]), 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(score[0], (1 + 0.6 + 0.6) / 3, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(score[5], 0.25, 1e-12);
    CU_ASSERT_EQUAL(score[10], 1); /* one alone */
    CU_ASSERT_EQUAL(score[15], 0); /* without words */
    report_sample_free();
}

static void why_names_the_terms_by_what_they_add(void)
{
    report_term term[6];
    open_sample();
    CU_ASSERT_EQUAL_FATAL(report_why(sample, 0, 1, term, 6), 2);
    VN_ASSERT_SLICE(term[0].term, "học_sinh");
    VN_ASSERT_SLICE(term[1].term, "khai_giảng");
    CU_ASSERT_DOUBLE_EQUAL(term[0].score, 0.64, 1e-12);
    CU_ASSERT_EQUAL(report_why(sample, 0, 1, term, 1), 1);
    CU_ASSERT_EQUAL(report_why(sample, 0, 6, term, 6), 0);
    report_sample_free();
}

static vn_status check_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)err;
    CU_ASSERT_EQUAL_FATAL(n, sample->n);
    for (size_t j = 0; j < n; j++)
        CU_ASSERT_EQUAL(score[j], report_similarity(sample, sample->order[row], sample->order[j]));
    ++*(size_t *)context;
    return VN_OK;
}

static void rows_come_in_the_order_of_the_tree(void)
{
    size_t seen = 0;
    open_sample();
    VN_ASSERT_OK(report_rows(sample, VN_MATRIX_FULL, check_row, &seen, NULL));
    CU_ASSERT_EQUAL(seen, sample->n);
    report_sample_free();
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"similarity is the cosine", similarity_is_the_cosine},
        {"a block has the similarities in the order asked for", a_block_has_the_similarities_in_the_order_asked_for},
        {"between groups is the mean over pairs", between_groups_is_the_mean_over_pairs},
        {"why names the terms by what they add", why_names_the_terms_by_what_they_add},
        {"rows come in the order of the tree", rows_come_in_the_order_of_the_tree},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("report_matrix", tests);
}
