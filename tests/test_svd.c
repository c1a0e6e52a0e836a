#include "harness.h"

#include "matrices.h"
#include "svd.h"

#include <stdio.h>

#define DATA VN_SOURCE_DIR "/tests/data/"

static vn_svd svd_of(const vn_sparse *x, vn_svd_options options)
{
    vn_svd svd = {0};
    vn_error err = {0};
    CU_ASSERT_EQUAL_FATAL(vn_svd_sparse(&svd, x, &options, &err), VN_OK);
    CU_ASSERT_EQUAL(svd.rows, x->rows);
    CU_ASSERT_EQUAL(svd.cols, x->cols);
    return svd;
}

static double column_dot(const double *a, size_t rows, size_t rank, size_t i, size_t j)
{
    double sum = 0;
    for (size_t r = 0; r < rows; r++)
        sum += a[r * rank + i] * a[r * rank + j];
    return sum;
}

/* U and V are orthonormal, A v = s u, and the largest entry of each column of U is positive. */
static void check_parts(const vn_sparse *x, const vn_svd *svd, double tolerance)
{
    for (size_t i = 0; i < svd->rank; i++) {
        double largest = 0;
        for (size_t j = 0; j < svd->rank; j++) {
            CU_ASSERT_DOUBLE_EQUAL(column_dot(svd->u, svd->rows, svd->rank, i, j), i == j, tolerance);
            CU_ASSERT_DOUBLE_EQUAL(column_dot(svd->v, svd->cols, svd->rank, i, j), i == j, tolerance);
        }
        CU_ASSERT(i == 0 || svd->s[i] <= svd->s[i - 1]);
        for (size_t r = 0; r < svd->rows; r++) {
            double sum = 0;
            for (size_t p = x->start[r]; p < x->start[r + 1]; p++)
                sum += x->val[p] * svd->v[x->col[p] * svd->rank + i];
            const double u = svd->u[r * svd->rank + i];
            CU_ASSERT_DOUBLE_EQUAL(sum, svd->s[i] * u, tolerance);
            largest = fabs(u) > fabs(largest) ? u : largest;
        }
        CU_ASSERT(largest > 0);
    }
}

static void the_components_are_those_of_numpy_with_and_without_the_mean(void)
{
    vn_sparse x = matrix_read(DATA "cluster/points.txt");
    FILE *in = fopen(DATA "svd/reference.txt", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    for (int centre = 0; centre < 2; centre++) {
        vn_svd svd = svd_of(&x, (vn_svd_options){.rank = 6, .rounds = 1000, .tolerance = 1e-9, .centre = centre});
        size_t rank;
        double expected;
        CU_ASSERT_EQUAL_FATAL(fscanf(in, "%zu", &rank), 1);
        CU_ASSERT_EQUAL_FATAL(svd.rank, rank);
        for (size_t i = 0; i < rank; i++) {
            CU_ASSERT_EQUAL_FATAL(fscanf(in, "%lf", &expected), 1);
            CU_ASSERT_DOUBLE_EQUAL(svd.s[i], expected, 1e-12);
        }
        for (size_t i = 0; i < x.rows * rank; i++) {
            CU_ASSERT_EQUAL_FATAL(fscanf(in, "%lf", &expected), 1);
            CU_ASSERT_DOUBLE_EQUAL(svd.u[i], expected, 1e-7);
        }
        if (!centre)
            check_parts(&x, &svd, 1e-12);
        vn_svd_free(&svd);
    }
    fclose(in);
    vn_sparse_free(&x);
}

static void all_components_make_the_matrix_again(void)
{
    static const size_t shapes[][2] = {{1, 1}, {1, 9}, {9, 1}, {7, 30}, {60, 12}, {25, 25}};
    for (size_t k = 0; k < VN_COUNT(shapes); k++) {
        vn_sparse x = matrix_random(shapes[k][0], shapes[k][1], 3, 0, k);
        vn_svd svd = svd_of(&x, (vn_svd_options){.rank = 100});
        check_parts(&x, &svd, 1e-9);
        for (size_t r = 0; r < x.rows; r++) {
            double row[30] = {0};
            for (size_t p = x.start[r]; p < x.start[r + 1]; p++)
                row[x.col[p]] = x.val[p];
            for (size_t c = 0; c < x.cols; c++) {
                double sum = 0;
                for (size_t i = 0; i < svd.rank; i++)
                    sum += svd.u[r * svd.rank + i] * svd.s[i] * svd.v[c * svd.rank + i];
                CU_ASSERT_DOUBLE_EQUAL(sum, row[c], 1e-9);
            }
        }
        vn_svd_free(&svd);
        vn_sparse_free(&x);
    }
}

static void a_few_rounds_are_close_and_more_are_closer(void)
{
    vn_sparse x = matrix_random(400, 300, 5, 0, 3);
    vn_svd exact = svd_of(&x, (vn_svd_options){.rank = 8, .rounds = 1000, .tolerance = 1e-10});
    double before = 1;
    for (size_t rounds = 1; rounds <= 9; rounds += 4) {
        vn_svd svd = svd_of(&x, (vn_svd_options){.rank = 8, .rounds = rounds});
        double worst = 0;
        for (size_t i = 0; i < 8; i++) {
            const double off = (exact.s[i] - svd.s[i]) / exact.s[i];
            CU_ASSERT(off > -1e-12); /* a sample never holds more than the matrix */
            worst = off > worst ? off : worst;
        }
        CU_ASSERT(worst < before);
        before = worst;
        vn_svd_free(&svd);
    }
    CU_ASSERT(before < 0.01);
    vn_svd_free(&exact);
    vn_sparse_free(&x);
}

static void components_that_are_not_there_are_not_made_up(void)
{
    vn_sparse x = matrix_alloc(50, 6, 100); /* rows of two kinds: rank 2, and less the mean 1 */
    for (size_t r = 0; r < x.rows; r++) {
        for (size_t i = 0; i < 2; i++) {
            x.col[2 * r + i] = (uint32_t)(r % 2 + 2 * i);
            x.val[2 * r + i] = sqrt(0.5);
        }
        x.start[r + 1] = 2 * r + 2;
    }
    for (size_t centre = 0; centre < 2; centre++) {
        vn_svd svd = svd_of(&x, (vn_svd_options){.rank = 5, .centre = centre == 1});
        CU_ASSERT_EQUAL(svd.rank, 2 - centre);
        CU_ASSERT_DOUBLE_EQUAL(svd.s[0], 5, 1e-12);
        vn_svd_free(&svd);
    }
    vn_sparse_free(&x);
    vn_sparse empty[] = {matrix_random(0, 5, 1, 0, 1), matrix_random(5, 0, 1, 0, 1), matrix_random(4, 9, 1, 1, 1)};
    for (size_t i = 0; i < VN_COUNT(empty); i++) {
        vn_svd svd = svd_of(&empty[i], (vn_svd_options){.rank = 3, .centre = i == 2, .tolerance = 1e-9});
        CU_ASSERT_EQUAL(svd.rank, 0);
        vn_svd_free(&svd);
        vn_sparse_free(&empty[i]);
    }
}

static void threads_change_no_bit(void)
{
    vn_sparse x = matrix_random(3000, 2500, 4, 9, 8);
    vn_svd one = svd_of(&x, (vn_svd_options){.rank = 5, .centre = true});
    for (unsigned threads = 2; threads <= 100; threads += 49) {
        vn_svd many = svd_of(&x, (vn_svd_options){.rank = 5, .centre = true, .threads = threads});
        CU_ASSERT_EQUAL_FATAL(many.rank, one.rank);
        CU_ASSERT(memcmp(many.u, one.u, x.rows * one.rank * sizeof *one.u) == 0);
        CU_ASSERT(memcmp(many.v, one.v, x.cols * one.rank * sizeof *one.v) == 0);
        vn_svd_free(&many);
    }
    vn_svd_free(&one);
    vn_sparse_free(&x);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"components are those of numpy", the_components_are_those_of_numpy_with_and_without_the_mean},
        {"all components make the matrix again", all_components_make_the_matrix_again},
        {"a few rounds are close and more are closer", a_few_rounds_are_close_and_more_are_closer},
        {"components that are not there are not made up", components_that_are_not_there_are_not_made_up},
        {"threads change no bit", threads_change_no_bit},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("svd", tests);
}
