#include "harness.h"

#include "matrices.h"
#include "vn/map2d.h"

#define DATA VN_SOURCE_DIR "/tests/data/"

static double *map_of(const vn_sparse *x, double *share, unsigned threads)
{
    double *place = vn_calloc(x->rows, 2 * sizeof *place);
    CU_ASSERT_PTR_NOT_NULL_FATAL(place);
    for (size_t i = 0; i < 2 * x->rows; i++)
        place[i] = 77;
    VN_ASSERT_OK(vn_map2d(place, share, x, threads, NULL));
    return place;
}

static void the_map_is_classical_scaling_by_numpy(void)
{
    vn_sparse x = matrix_read(DATA "cluster/points.txt");
    FILE *in = fopen(DATA "svd/map.txt", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    double share[2];
    double *place = map_of(&x, share, 1);
    for (size_t i = 0; i < 2 + 2 * x.rows; i++) {
        double expected;
        CU_ASSERT_EQUAL_FATAL(fscanf(in, "%lf", &expected), 1);
        CU_ASSERT_DOUBLE_EQUAL(i < 2 ? share[i] : place[i - 2], expected, 1e-5);
    }
    fclose(in);
    free(place);
    vn_sparse_free(&x);
}

/* Three documents have a plane of their own, in which no distance is lost. */
static void distances_in_a_plane_are_kept(void)
{
    vn_sparse x = matrix_random(3, 40, 2, 0, 5);
    double share[2];
    double *place = map_of(&x, share, 1);
    CU_ASSERT_DOUBLE_EQUAL(share[0] + share[1], 1, 1e-9);
    CU_ASSERT(share[0] >= share[1]);
    for (size_t a = 0; a < 3; a++) {
        for (size_t b = 0; b < a; b++) {
            const double wanted = sqrt(2 - 2 * vn_sparse_dot(&x, a, &x, b));
            CU_ASSERT_DOUBLE_EQUAL(hypot(place[2 * a] - place[2 * b], place[2 * a + 1] - place[2 * b + 1]), wanted, 1e-9);
        }
    }
    free(place);
    vn_sparse_free(&x);
}

static void documents_without_terms_are_at_0_and_change_nothing(void)
{
    vn_sparse x = matrix_random(40, 60, 2, 4, 2);
    vn_sparse full = matrix_alloc(40, 60, 40 * 60);
    full.rows = 0;
    for (size_t r = 0; r < x.rows; r++) {
        const size_t n = x.start[r + 1] - x.start[r];
        const size_t at = full.start[full.rows];
        memcpy(full.col + at, x.col + x.start[r], n * sizeof *x.col);
        memcpy(full.val + at, x.val + x.start[r], n * sizeof *x.val);
        full.rows += n > 0;
        full.start[full.rows] = at + n;
    }
    double *place = map_of(&x, NULL, 1);
    double *alone = map_of(&full, NULL, 1);
    size_t seen = 0;
    for (size_t r = 0; r < x.rows; r++) {
        const bool empty = x.start[r] == x.start[r + 1];
        for (size_t i = 0; i < 2; i++)
            CU_ASSERT_EQUAL(place[2 * r + i], empty ? 0 : alone[2 * seen + i]);
        seen += !empty;
    }
    CU_ASSERT_EQUAL(seen, 31);
    free(place);
    free(alone);
    vn_sparse_free(&x);
    vn_sparse_free(&full);
}

static void few_documents_and_threads(void)
{
    for (size_t rows = 0; rows < 4; rows++) {
        for (size_t empty = 0; empty < 2; empty++) {
            vn_sparse x = matrix_random(rows, 20, 1, empty, 1);
            double share[2] = {9, 9};
            double *place = map_of(&x, share, 2);
            CU_ASSERT(share[0] >= 0 && share[0] <= 1 + 1e-9 && share[1] >= 0 && share[1] <= share[0]);
            for (size_t i = 0; i < 2 * rows; i++)
                CU_ASSERT(fabs(place[i]) < 2);
            free(place);
            vn_sparse_free(&x);
        }
    }
    vn_sparse x = matrix_random(2100, 300, 5, 0, 1);
    double *one = map_of(&x, NULL, 1);
    double *many = map_of(&x, NULL, 3);
    CU_ASSERT(memcmp(one, many, 2 * x.rows * sizeof *one) == 0);
    free(one);
    free(many);
    vn_sparse_free(&x);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"the map is classical scaling by numpy", the_map_is_classical_scaling_by_numpy},
        {"distances in a plane are kept", distances_in_a_plane_are_kept},
        {"documents without terms are at 0", documents_without_terms_are_at_0_and_change_nothing},
        {"few documents, and threads", few_documents_and_threads},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("map2d", tests);
}
