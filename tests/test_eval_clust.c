#include "harness.h"

#include "vn/eval_clust.h"

#include <math.h>
#include <stdio.h>

enum { MAX = 200, FIELDS = 9 };

static const double *field(const vn_clust_scores *s, size_t i)
{
    const double *const at[FIELDS] = {&s->purity,    &s->nmi, &s->homogeneity,      &s->completeness,
                                      &s->v_measure, &s->ari, &s->bcubed_precision, &s->bcubed_recall,
                                      &s->bcubed_f};
    return at[i];
}

static bool read_labels(FILE *in, uint32_t *label, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fscanf(in, "%u", &label[i]) != 1)
            return false;
    return true;
}

static void scores_are_those_of_scikit_learn(void)
{
    FILE *in = fopen(VN_SOURCE_DIR "/tests/data/cluster/partitions.txt", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    size_t cases = 0;
    for (size_t n; fscanf(in, "%zu", &n) == 1 && n <= MAX; cases++) {
        double expected[FIELDS];
        uint32_t gold[MAX];
        uint32_t system[MAX];
        for (size_t i = 0; i < FIELDS; i++)
            CU_ASSERT_EQUAL_FATAL(fscanf(in, "%lf", &expected[i]), 1);
        CU_ASSERT_FATAL(read_labels(in, gold, n) && read_labels(in, system, n));
        vn_clust_scores scores;
        VN_ASSERT_OK(vn_eval_clust(&scores, gold, system, n, NULL));
        for (size_t i = 0; i < FIELDS; i++)
            CU_ASSERT_DOUBLE_EQUAL(*field(&scores, i), expected[i], 1e-12);
    }
    fclose(in);
    CU_ASSERT_EQUAL(cases, 7);
}

static void groups_are_counted_whatever_their_numbers(void)
{
    const uint32_t gold[] = {UINT32_MAX, 0, 0, 7};
    const uint32_t system[] = {3, 3, 5, UINT32_MAX};
    vn_clust_scores scores;
    VN_ASSERT_OK(vn_eval_clust(&scores, gold, system, 4, NULL));
    CU_ASSERT_EQUAL(scores.classes, 3);
    CU_ASSERT_EQUAL(scores.clusters, 3);
    CU_ASSERT_DOUBLE_EQUAL(scores.purity, 0.75, 0);
    CU_ASSERT_DOUBLE_EQUAL(scores.bcubed_precision, 0.75, 1e-15);
}

static void no_documents_are_refused(void)
{
    vn_error err = {0};
    vn_clust_scores scores;
    CU_ASSERT_EQUAL(vn_eval_clust(&scores, NULL, NULL, 0, &err), VN_EINVAL);
    CU_ASSERT_STRING_EQUAL(err.msg, "no documents to evaluate");
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"scores are those of scikit-learn", scores_are_those_of_scikit_learn},
        {"groups are counted whatever their numbers", groups_are_counted_whatever_their_numbers},
        {"no documents are refused", no_documents_are_refused},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("eval_clust", tests);
}
