#include "harness.h"

#include "cluster.h"
#include "lanes.h"
#include "latent.h"
#include "matrices.h"
#include "vn/cluster.h"

#include <math.h>

static void lanes_are_sums_in_the_order_of_the_entries(void)
{
    enum { COLS = 50, ENTRIES = 33, WIDEST = 80 };
    float single[COLS * WIDEST];
    double twice[COLS * WIDEST];
    vn_rng rng;
    vn_rng_seed(&rng, 5);
    for (size_t i = 0; i < COLS * WIDEST; i++)
        single[i] = (float)(twice[i] = vn_rng_unit(&rng) - 0.5);
    uint32_t col[ENTRIES];
    double val[ENTRIES];
    for (size_t e = 0; e < ENTRIES; e++) {
        col[e] = (uint32_t)vn_rng_below(&rng, COLS);
        val[e] = vn_rng_unit(&rng) - 0.5;
    }
    for (size_t width = 1; width <= WIDEST; width++) {
        float dot[WIDEST];
        double sum[WIDEST] = {0};
        if (width % VN_LANES == 0)
            vn_lanes_dot(dot, single, width, col, val, ENTRIES);
        vn_lanes_add(sum, twice, width, col, val, ENTRIES);
        for (size_t j = 0; j < width; j++) {
            float expected_dot = 0;
            double expected_sum = 0;
            for (size_t e = 0; e < ENTRIES; e++) {
                expected_dot += (float)val[e] * single[col[e] * width + j];
                expected_sum += val[e] * twice[col[e] * width + j];
            }
            CU_ASSERT(width % VN_LANES || dot[j] == expected_dot);
            CU_ASSERT(sum[j] == expected_sum);
        }
    }
}

/* Weights to the power of 3/4 without terms of one row, of length 1. */
static void damp(vn_sparse *x)
{
    uint32_t df[400] = {0};
    CU_ASSERT_FATAL(x->cols <= VN_COUNT(df));
    for (size_t p = 0; p < x->start[x->rows]; p++)
        df[x->col[p]]++;
    for (size_t p = 0; p < x->start[x->rows]; p++)
        x->val[p] = df[x->col[p]] > 1 ? pow(x->val[p], 0.75) : 0;
    matrix_unit_rows(x);
}

static void all_latent_dimensions_keep_the_cosines_of_damped_weights(void)
{
    vn_sparse x = matrix_random(40, 400, 4, 0, 8);
    vn_sparse y;
    VN_ASSERT_OK(vn_latent(&y, &x, 40, 1, NULL));
    damp(&x);
    CU_ASSERT(y.cols >= 38 && y.cols <= 40); /* one row is a copy of another */
    for (size_t a = 0; a < x.rows; a++)
        for (size_t b = 0; b < x.rows; b++)
            CU_ASSERT_DOUBLE_EQUAL(vn_sparse_dot(&y, a, &y, b), vn_sparse_dot(&x, a, &x, b), 1e-9);
    vn_sparse_free(&x);
    vn_sparse_free(&y);
}

/* Rows of a group are more alike, every one of them, than rows of different groups. */
static void few_latent_dimensions_tell_groups_apart(void)
{
    vn_sparse x = matrix_random(300, 400, 3, 0, 9);
    vn_sparse y;
    VN_ASSERT_OK(vn_latent(&y, &x, 3, 1, NULL));
    double same = 2;
    double other = -2;
    for (size_t a = 0; a < x.rows; a++) {
        for (size_t b = 0; b < a; b++) {
            const double cosine = vn_sparse_dot(&y, a, &y, b);
            if (a == 3 || b == 3) /* the copy of row 1 */
                continue;
            if (a % 3 == b % 3)
                same = cosine < same ? cosine : same;
            else
                other = cosine > other ? cosine : other;
        }
    }
    CU_ASSERT(same > other);
    vn_sparse_free(&x);
    vn_sparse_free(&y);
}

static void a_row_of_terms_that_no_other_has_comes_out_empty(void)
{
    vn_sparse x = matrix_alloc(5, 4, 7);
    static const uint32_t row[] = {0, 0, 1, 1, 2, 3, 4};
    static const uint32_t col[] = {0, 1, 0, 1, 2, 1, 0};
    for (size_t p = 0; p < 7; p++) {
        x.col[p] = col[p];
        x.val[p] = 1;
        x.start[row[p] + 1] = p + 1;
    }
    matrix_unit_rows(&x);
    vn_sparse y;
    VN_ASSERT_OK(vn_latent(&y, &x, 2, 1, NULL));
    for (size_t r = 0; r < 5; r++)
        CU_ASSERT_EQUAL(y.start[r + 1] - y.start[r], r == 2 ? 0 : y.cols);
    vn_clusters c;
    VN_ASSERT_OK(vn_cluster(&c, &x, &(vn_cluster_options){.k = 2, .dimensions = 2}, NULL));
    CU_ASSERT_EQUAL(c.k, 2);
    CU_ASSERT_EQUAL(c.cluster[0], c.cluster[1]);
    vn_clusters_free(&c);
    vn_sparse_free(&x);
    vn_sparse_free(&y);
}

/* Brute force over the sums of the clusters' rows. */
static void rows_end_with_their_nearest_centroid(const char *method)
{
    enum { K = 11, COLS = 120 };
    vn_sparse x = matrix_random(400, COLS, 6, 0, 10);
    vn_clusters c;
    VN_ASSERT_OK(vn_cluster(&c, &x, &(vn_cluster_options){.method = method, .k = K, .dimensions = VN_ALL_DIMENSIONS}, NULL));
    double sum[K][COLS] = {{0}};
    double length[K] = {0};
    for (size_t r = 0; r < x.rows; r++)
        for (size_t p = x.start[r]; p < x.start[r + 1]; p++)
            sum[c.cluster[r]][x.col[p]] += x.val[p];
    for (size_t k = 0; k < K; k++)
        for (size_t t = 0; t < COLS; t++)
            length[k] += sum[k][t] * sum[k][t];
    for (size_t r = 0; r < x.rows; r++) {
        double cosine[K] = {0};
        for (size_t k = 0; k < K; k++)
            for (size_t p = x.start[r]; p < x.start[r + 1]; p++)
                cosine[k] += x.val[p] * sum[k][x.col[p]] / sqrt(length[k]);
        for (size_t k = 0; k < K; k++)
            CU_ASSERT(cosine[k] <= cosine[c.cluster[r]] + 1e-6);
    }
    vn_clusters_free(&c);
    vn_sparse_free(&x);
}

static void each_row_ends_with_its_nearest_centroid(void)
{
    rows_end_with_their_nearest_centroid("kmeans");
    rows_end_with_their_nearest_centroid("bisect");
}

enum { LLOYD_ROWS = 1500, LLOYD_COLS = 60, LLOYD_K = 9 };

/* One iteration in double precision that looks at every row. */
static void look_at_all(uint32_t *cluster, const vn_sparse *x)
{
    double sum[LLOYD_K][LLOYD_COLS] = {{0}};
    double squares[LLOYD_K] = {0};
    for (size_t r = 0; r < x->rows; r++)
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++)
            sum[cluster[r]][x->col[p]] += x->val[p];
    for (size_t k = 0; k < LLOYD_K; k++)
        for (size_t t = 0; t < LLOYD_COLS; t++)
            squares[k] += sum[k][t] * sum[k][t];
    for (size_t r = 0; r < x->rows; r++) {
        double best = -2;
        for (uint32_t k = 0; k < LLOYD_K; k++) {
            double cosine = 0;
            for (size_t p = x->start[r]; p < x->start[r + 1]; p++)
                cosine += x->val[p] * sum[k][x->col[p]] / sqrt(squares[k]);
            if (cosine > best) {
                best = cosine;
                cluster[r] = k;
            }
        }
    }
}

/* Rows that are passed over, because their centroid cannot have lost its lead, are where they would be otherwise. */
static void rows_that_are_passed_over_stay_where_they_belong(void)
{
    uint32_t expected[LLOYD_ROWS];
    uint32_t cluster[LLOYD_ROWS];
    vn_sparse x = matrix_random(LLOYD_ROWS, LLOYD_COLS, 7, 0, 12);
    for (size_t r = 0; r < x.rows; r++)
        expected[r] = (uint32_t)(r % LLOYD_K);
    for (unsigned iterations = 1; iterations < 12; iterations++) {
        const vn_cluster_options options = {.max_iterations = iterations, .threads = iterations % 3};
        look_at_all(expected, &x);
        for (size_t r = 0; r < x.rows; r++)
            cluster[r] = (uint32_t)(r % LLOYD_K);
        VN_ASSERT_OK(vn_kmeans_refine(cluster, &x, &options, LLOYD_K, NULL));
        CU_ASSERT(memcmp(cluster, expected, sizeof cluster) == 0);
    }
    vn_sparse_free(&x);
}

/* The cut that gains most: two tight groups far apart, of which one has two halves; ties and single rows aside. */
static void bisecting_cuts_the_widest_cluster_first(void)
{
    static const uint32_t cols[][2] = {{0, 1}, {0, 1}, {0, 1}, {0, 1}, {2, 3}, {2, 3}, {2, 4}, {2, 4}};
    vn_sparse x = matrix_alloc(8, 5, 16);
    for (size_t r = 0; r < 8; r++) {
        for (size_t i = 0; i < 2; i++) {
            x.col[2 * r + i] = cols[r][i];
            x.val[2 * r + i] = 1;
        }
        x.start[r + 1] = 2 * r + 2;
    }
    matrix_unit_rows(&x);
    for (size_t k = 2; k < 4; k++) {
        vn_clusters c;
        const vn_cluster_options options = {.method = "bisect", .k = k, .dimensions = VN_ALL_DIMENSIONS};
        VN_ASSERT_OK(vn_cluster(&c, &x, &options, NULL));
        CU_ASSERT_EQUAL(c.k, k);
        CU_ASSERT(c.cluster[0] == c.cluster[3] && c.cluster[0] != c.cluster[4]);
        CU_ASSERT_EQUAL(c.cluster[4] == c.cluster[6], k == 2);
        vn_clusters_free(&c);
    }
    vn_sparse_free(&x);
}

/* More rows than restarts and the search for dimensions look at. */
static void many_rows_by_samples_are_the_same_with_any_threads(void)
{
    vn_sparse x = matrix_random(20000, 40, 4, 1000, 11);
    vn_clusters one;
    VN_ASSERT_OK(vn_cluster(&one, &x, &(vn_cluster_options){.k = 4, .dimensions = 6, .restarts = 3}, NULL));
    for (unsigned threads = 2; threads < 4; threads++) {
        vn_clusters c;
        const vn_cluster_options options = {.k = 4, .dimensions = 6, .restarts = 3, .threads = threads};
        VN_ASSERT_OK(vn_cluster(&c, &x, &options, NULL));
        CU_ASSERT_EQUAL_FATAL(c.k, one.k);
        CU_ASSERT(memcmp(c.cluster, one.cluster, c.n * sizeof *c.cluster) == 0);
        vn_clusters_free(&c);
    }
    size_t apart = 0;
    for (size_t r = 4; r < x.rows; r++)
        apart += one.cluster[r] != one.cluster[r % 4 + 4] && r % 1000 != 999;
    CU_ASSERT(apart < x.rows / 5);
    CU_ASSERT(one.size[4] >= 20);
    vn_clusters_free(&one);
    vn_sparse_free(&x);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"lanes are sums in the order of the entries", lanes_are_sums_in_the_order_of_the_entries},
        {"all latent dimensions keep the cosines", all_latent_dimensions_keep_the_cosines_of_damped_weights},
        {"few latent dimensions tell groups apart", few_latent_dimensions_tell_groups_apart},
        {"a row of terms of its own comes out empty", a_row_of_terms_that_no_other_has_comes_out_empty},
        {"each row ends with its nearest centroid", each_row_ends_with_its_nearest_centroid},
        {"rows that are passed over stay where they belong", rows_that_are_passed_over_stay_where_they_belong},
        {"bisecting cuts the widest cluster first", bisecting_cuts_the_widest_cluster_first},
        {"many rows by samples are the same with any threads", many_rows_by_samples_are_the_same_with_any_threads},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("kmeans", tests);
}
