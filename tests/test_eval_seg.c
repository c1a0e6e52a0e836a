#include "harness.h"

#include "vn/eval_seg.h"

static void words_count_when_both_edges_agree(void)
{
    static const struct {
        const char *gold, *system;
        uint64_t n_gold, n_system, right;
    } row[] = {
        {"học_sinh học sinh_học", "học_sinh học sinh_học", 3, 3, 3},
        {"học_sinh học sinh_học", "học sinh_học sinh học", 3, 4, 0},
        {"học_sinh học sinh_học", "học sinh học sinh_học", 3, 4, 2},
        {"Hà_Nội đẹp .", "Hà_Nội đẹp.", 3, 2, 1},
        {"Hà_Nội đẹp .", "Hà Nội đẹp .", 3, 4, 2},
        {"a__b c", "a__b c", 2, 2, 2},
        {"", "", 0, 0, 0},
        {"  một \t hai\r", "một hai", 2, 2, 2},
    };
    for (size_t i = 0; i < VN_COUNT(row); i++) {
        vn_eval_seg sum = {0};
        VN_ASSERT_OK(vn_eval_seg_add(&sum, vn_slice_str(row[i].gold), vn_slice_str(row[i].system), NULL));
        CU_ASSERT_EQUAL(sum.gold, row[i].n_gold);
        CU_ASSERT_EQUAL(sum.system, row[i].n_system);
        CU_ASSERT_EQUAL(sum.right, row[i].right);
        CU_ASSERT_EQUAL(sum.perfect, row[i].right == row[i].n_gold && row[i].right == row[i].n_system);
        CU_ASSERT_EQUAL(sum.lines, 1);
    }
}

static void precision_recall_and_f1_follow_the_counts(void)
{
    const vn_eval_seg sum = {.lines = 2, .gold = 10, .system = 8, .right = 6};
    const vn_prf r = vn_eval_seg_prf(&sum);
    CU_ASSERT_DOUBLE_EQUAL(r.precision, 0.75, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(r.recall, 0.6, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(r.f1, 2.0 / 3, 1e-15);
    const vn_eval_seg none = {0};
    CU_ASSERT_EQUAL(vn_eval_seg_prf(&none).f1, 0);
}

static void other_characters_are_refused(void)
{
    vn_eval_seg sum = {.lines = 4};
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_eval_seg_add(&sum, vn_slice_str("Hà_Nội đẹp"), vn_slice_str("Hà_Nội đep"), &err), VN_EDATA);
    CU_ASSERT(err.column > 8);
    CU_ASSERT_EQUAL(vn_eval_seg_add(&sum, vn_slice_str("Hà_Nội"), vn_slice_str("Hà_Nội đẹp"), &err), VN_EDATA);
    CU_ASSERT_EQUAL(vn_eval_seg_add(&sum, vn_slice_str("Hà_Nội đẹp"), vn_slice_str("Hà_Nội"), &err), VN_EDATA);
    CU_ASSERT_EQUAL(sum.lines, 4);
    CU_ASSERT_EQUAL(sum.gold, 0);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"words count when both edges agree", words_count_when_both_edges_agree},
        {"precision, recall and F1 follow the counts", precision_recall_and_f1_follow_the_counts},
        {"other characters are refused", other_characters_are_refused},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("eval_seg", tests);
}
