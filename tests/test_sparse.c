#include "harness.h"

#include "vn/sparse.h"

/* [2 0 3 0; 0 0 0 0; 1 5 7 9] */
static vn_sparse sample(void)
{
    static size_t start[] = {0, 2, 2, 6};
    static uint32_t col[] = {0, 2, 0, 1, 2, 3};
    static double val[] = {2, 3, 1, 5, 7, 9};
    return (vn_sparse){.rows = 3, .cols = 4, .start = start, .col = col, .val = val};
}

static void the_dot_product_meets_equal_columns_only(void)
{
    const vn_sparse m = sample();
    CU_ASSERT_EQUAL(vn_sparse_dot(&m, 0, &m, 0), 13.0);
    CU_ASSERT_EQUAL(vn_sparse_dot(&m, 0, &m, 2), 23.0);
    CU_ASSERT_EQUAL(vn_sparse_dot(&m, 2, &m, 0), 23.0);
    CU_ASSERT_EQUAL(vn_sparse_dot(&m, 2, &m, 2), 156.0);
}

static void an_empty_row_is_orthogonal_to_all(void)
{
    const vn_sparse m = sample();
    for (size_t r = 0; r < m.rows; r++) {
        CU_ASSERT_EQUAL(vn_sparse_dot(&m, 1, &m, r), 0.0);
        CU_ASSERT_EQUAL(vn_sparse_dot(&m, r, &m, 1), 0.0);
    }
}

static void the_sum_runs_in_ascending_columns(void)
{
    size_t start[] = {0, 3};
    uint32_t col[] = {0, 1, 2};
    double val[] = {1e16, 1.0, 1.0}; /* (1e16 + 1) + 1 = 1e16; from the other end it is 1e16 + 2 */
    double one[] = {1.0, 1.0, 1.0};
    const vn_sparse x = {.rows = 1, .cols = 3, .start = start, .col = col, .val = val};
    const vn_sparse y = {.rows = 1, .cols = 3, .start = start, .col = col, .val = one};
    CU_ASSERT_EQUAL(vn_sparse_dot(&x, 0, &y, 0), 1e16);
    CU_ASSERT_EQUAL(vn_sparse_dot(&y, 0, &x, 0), 1e16);
}

static void freeing_leaves_an_empty_matrix(void)
{
    vn_sparse m = {.rows = 1, .cols = 1};
    m.start = vn_calloc(2, sizeof *m.start);
    m.col = vn_calloc(1, sizeof *m.col);
    m.val = vn_calloc(1, sizeof *m.val);
    vn_sparse_free(&m);
    CU_ASSERT_PTR_NULL(m.start);
    CU_ASSERT_EQUAL(m.rows, 0);
    vn_sparse_free(&m);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"the dot product meets equal columns only", the_dot_product_meets_equal_columns_only},
        {"an empty row is orthogonal to all", an_empty_row_is_orthogonal_to_all},
        {"the sum runs in ascending columns", the_sum_runs_in_ascending_columns},
        {"freeing leaves an empty matrix", freeing_leaves_an_empty_matrix},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("sparse", tests);
}
