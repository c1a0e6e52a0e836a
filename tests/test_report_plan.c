#include "harness.h"

#include "draw_plan.h"
#include "grid.h"
#include "report_sample.h"

#include <string.h>

static const report_group GROUP[300];

static draw_plan plan_of(size_t n, unsigned figures)
{
    static const vn_merge merge;
    const report r = {.n = n, .n_groups = 7, .group = GROUP, .merges = &merge, .figures = figures};
    return draw_plan_of(&r);
}

static const size_t SIZES[] = {1, 2, 25, 26, 60, 61, 200, 201, 628, 1800, 1801, 5000, 30000};

static void pictures_stay_within_their_bounds(void)
{
    for (size_t i = 0; i < VN_COUNT(SIZES); i++)
        for (unsigned figures = 1; figures < 4; figures++) {
            const draw_plan p = plan_of(SIZES[i], figures);
            CU_ASSERT(p.width >= 640 && p.width <= 4000 && p.height > p.legend_y && p.height <= 4000);
            CU_ASSERT(p.name_x + p.name_width + DRAW_MARGIN <= p.width + 1e-9);
            CU_ASSERT_DOUBLE_EQUAL(p.side, p.row * (double)SIZES[i], 1e-6);
            CU_ASSERT(!p.heat || p.heat_x + p.side <= p.name_x);
        }
}

static void titles_are_shown_while_they_can_be_read(void)
{
    CU_ASSERT(plan_of(200, 3).named);
    CU_ASSERT(plan_of(200, 3).row >= 11);
    CU_ASSERT_FALSE(plan_of(201, 3).named);
    CU_ASSERT(plan_of(25, 3).numbered);
    CU_ASSERT_FALSE(plan_of(26, 3).numbered);
}

static void there_is_no_tree_without_merges(void)
{
    const report r = {.n = 9, .figures = REPORT_HEAT_MAP | REPORT_TREE};
    CU_ASSERT_FALSE(draw_plan_of(&r).tree);
    CU_ASSERT(plan_of(9, REPORT_TREE).tree);
    CU_ASSERT_FALSE(plan_of(9, REPORT_TREE).heat);
}

/* What tables show. */
static void few_articles_are_shown_each(void)
{
    report_grid grid;
    vn_buf name = {0};
    const report *r = report_sample(false);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    CU_ASSERT_EQUAL_FATAL(report_grid_new(&grid, r, 7, NULL), VN_OK);
    CU_ASSERT_EQUAL(grid.n, 7);
    CU_ASSERT_FALSE(grid.groups);
    CU_ASSERT_EQUAL(memcmp(grid.row, r->order, 7 * sizeof *grid.row), 0);
    CU_ASSERT_DOUBLE_EQUAL(grid.score[0 * 7 + 1], 0.6, 1e-12);
    CU_ASSERT(report_grid_begins(&grid, 0) && !report_grid_begins(&grid, 2) && report_grid_begins(&grid, 3));
    VN_ASSERT_OK(report_grid_name(&grid, 5, &name, NULL));
    CU_ASSERT(strstr(name.ptr, "Hòa bình") == name.ptr); /* NFC, as it was not in the title */
    vn_buf_free(&name);
    report_grid_free(&grid);
    report_sample_free();
}

static void of_many_articles_the_largest_groups_are_shown(void)
{
    report_grid grid;
    vn_buf text = {0};
    const report *r = report_sample(true);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    CU_ASSERT_EQUAL_FATAL(report_grid_new(&grid, r, 3, NULL), VN_OK);
    CU_ASSERT(grid.groups && grid.n == 3 && grid.hidden == 1);
    CU_ASSERT_DOUBLE_EQUAL(grid.score[0], 2.2 / 3, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(grid.score[1 * 3 + 1], 0.25, 1e-12);
    VN_ASSERT_OK(report_grid_about(&grid, &text, NULL));
    CU_ASSERT_STRING_EQUAL(text.ptr, "Mean similarity between groups (7 articles are too many to show each). "
                                     "Only the 3 largest groups are shown.");
    text.len = 0;
    VN_ASSERT_OK(report_grid_name(&grid, 2, &text, NULL)); /* no label words: its central article */
    CU_ASSERT(strstr(text.ptr, "Hòa bình") == text.ptr);
    vn_buf_free(&text);
    report_grid_free(&grid);
    report_sample_free();
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"pictures stay within their bounds", pictures_stay_within_their_bounds},
        {"titles are shown while they can be read", titles_are_shown_while_they_can_be_read},
        {"there is no tree without merges", there_is_no_tree_without_merges},
        {"few articles are shown each", few_articles_are_shown_each},
        {"of many articles the largest groups are shown", of_many_articles_the_largest_groups_are_shown},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("report_plan", tests);
}
