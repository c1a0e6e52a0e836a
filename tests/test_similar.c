#include "harness.h"

#include "matrices.h"
#include "neighbors.h"
#include "topk.h"
#include "vn/similar.h"

/* Everything that a run handed out, in order. */
typedef struct run_log {
    vn_match match[400000];
    size_t row[400000];
    size_t n;
    size_t first; /* row that must come first */
    size_t rows;
} run_log;

static run_log *new_log(void)
{
    run_log *log = calloc(1, sizeof *log);
    CU_ASSERT_PTR_NOT_NULL_FATAL(log);
    return log;
}

static vn_status log_neighbors(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    run_log *log = context;
    (void)err;
    CU_ASSERT_EQUAL(row, log->first + log->rows);
    log->rows++;
    for (size_t i = 0; i < n; i++) {
        log->row[log->n] = row;
        log->match[log->n++] = match[i];
    }
    return VN_OK;
}

/* The definition: all pairs, sorted, cut. y NULL: neighbours within x. */
static void brute_force(run_log *log, const vn_sparse *x, const vn_sparse *y, const vn_similar_options *o)
{
    const vn_sparse *queries = y ? y : x;
    const size_t last = o->last && o->last < queries->rows ? o->last : queries->rows;
    vn_scored *all = vn_calloc(x->rows, sizeof *all);
    log->first = o->first;
    for (size_t r = o->first; r < last; r++) {
        size_t n = 0;
        for (size_t j = o->once ? r + 1 : 0; j < x->rows; j++) {
            double dot = vn_sparse_dot(queries, r, x, j);
            dot = dot > 1 ? 1 : dot;
            if ((y || j != r) && dot > 0 && dot >= o->min)
                all[n++] = (vn_scored){dot, j};
        }
        qsort(all, n, sizeof *all, vn_scored_cmp);
        for (size_t i = 0; i < n && (!o->top || i < o->top); i++) {
            log->row[log->n] = r;
            log->match[log->n++] = (vn_match){all[i].index, all[i].score};
        }
        log->rows++;
    }
    free(all);
}

static bool same_logs(const run_log *a, const run_log *b)
{
    if (a->n != b->n || a->rows != b->rows)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->row[i] != b->row[i] || a->match[i].index != b->match[i].index || a->match[i].score != b->match[i].score)
            return false;
    return true;
}

static bool gives(vn_way way, const vn_path *path, const vn_sparse *x, const vn_sparse *y, vn_similar_options options,
                  const run_log *expected)
{
    run_log *got = new_log();
    got->first = options.first;
    VN_ASSERT_OK(vn_neighbors_by(way, path, x, y, &options, log_neighbors, got, NULL));
    const bool same = same_logs(got, expected);
    free(got);
    return same;
}

/* By every path that the processor has, each with another number of threads, by postings, and as the library does it. */
static void run_equals_brute_force(const vn_sparse *x, const vn_sparse *y, vn_similar_options options)
{
    run_log *expected = new_log();
    brute_force(expected, x, y, &options);
    for (const vn_path *const *path = vn_paths; *path; path++)
        if ((*path)->usable()) {
            options.threads = (unsigned)(path - vn_paths) % 3;
            CU_ASSERT(gives(VN_WAY_TILES, *path, x, y, options, expected));
        }
    CU_ASSERT(gives(VN_WAY_JOIN, NULL, x, y, options, expected));
    run_log *got = new_log();
    got->first = options.first;
    options.threads = 2;
    VN_ASSERT_OK(y ? vn_similar_query(x, y, &options, log_neighbors, got, NULL)
                   : vn_similar_neighbors(x, &options, log_neighbors, got, NULL));
    CU_ASSERT(same_logs(got, expected));
    free(got);
    free(expected);
}

static void neighbours_equal_brute_force_on(const vn_sparse *x)
{
    static const vn_similar_options cases[] = {
        {.top = 1},    {.top = 10},   {.top = 10, .once = true},  {.top = 5, .min = 0.3}, {.top = 1000},
        {.min = 0},    {.min = 0.1},  {.min = 0.1, .once = true}, {.min = 0.3},           {.min = 0.5, .once = true},
        {.min = 0.7},  {.min = 0.9},  {.min = 1},                 {.top = 3, .min = 0.8},
    };
    for (size_t c = 0; c < VN_COUNT(cases); c++)
        run_equals_brute_force(x, NULL, cases[c]);
}

static void neighbours_equal_brute_force_for_any_number_of_threads(void)
{
    static const size_t rows[] = {1, 2, 5, 100, 257, 600};
    for (size_t i = 0; i < VN_COUNT(rows); i++) {
        vn_sparse x = matrix_random(rows[i], 64 + 40 * i, 7, i % 2 ? 11 : 0, 5 + i);
        neighbours_equal_brute_force_on(&x);
        vn_sparse_free(&x);
    }
}

/* Two sets of which each has columns that the other lacks. */
static void neighbours_in_another_set_equal_brute_force(void)
{
    static const vn_similar_options cases[] = {{.top = 4}, {.min = 0.2}, {.top = 1000}, {.top = 3, .first = 17, .last = 30}};
    vn_sparse small = matrix_random(90, 60, 7, 11, 5);
    vn_sparse large = matrix_random(300, 100, 7, 13, 8);
    vn_sparse none = {.start = small.start};
    for (size_t c = 0; c < VN_COUNT(cases); c++) {
        run_equals_brute_force(&large, &small, cases[c]);
        run_equals_brute_force(&small, &large, cases[c]);
        run_equals_brute_force(&small, &small, cases[c]);
        run_equals_brute_force(&none, &small, cases[c]);
    }
    vn_error err = {0};
    const vn_similar_options once = {.once = true};
    CU_ASSERT_EQUAL(vn_similar_query(&large, &small, &once, log_neighbors, NULL, &err), VN_EINVAL);
    vn_sparse_free(&small);
    vn_sparse_free(&large);
}

static void ranges_of_rows_together_are_the_whole_run(void)
{
    static const size_t edge[] = {0, 1, 1, 8, 130, 257, 300};
    vn_sparse x = matrix_random(300, 100, 7, 13, 8);
    for (size_t i = 0; i + 1 < VN_COUNT(edge); i++) {
        vn_similar_options o = {.top = 5, .first = edge[i], .last = edge[i + 1]};
        run_equals_brute_force(&x, NULL, o);
        o.once = true;
        run_equals_brute_force(&x, NULL, o);
        o = (vn_similar_options){.min = 0.3, .once = i % 2, .first = edge[i], .last = edge[i + 1]};
        run_equals_brute_force(&x, NULL, o);
    }
    run_equals_brute_force(&x, NULL, (vn_similar_options){.top = 5, .first = 290});
    run_equals_brute_force(&x, NULL, (vn_similar_options){.top = 5, .first = 290, .last = 5000});
    vn_sparse_free(&x);
}

/* Rows that are hard to tell apart, or hard to hold: copies, copies but for a hair, equal weights everywhere, one term,
 * none, all terms, weights that vanish in single precision. */
static vn_sparse hard_matrix(size_t rows, size_t cols, uint64_t seed)
{
    vn_sparse x = matrix_alloc(rows, cols, rows * cols);
    vn_rng rng;
    size_t n = 0;
    vn_rng_seed(&rng, seed);
    for (size_t r = 0; r < rows; r++) {
        const size_t kind = vn_rng_below(&rng, 8);
        for (uint32_t t = 0; t < cols; t++) {
            static const double share[8] = {0, 1, 0.2, 0.2, 0.05, 0.5, 0.9, 0.3};
            const double value[8] = {1, 1 + 1e-12 * (double)r, 1, 1 + 1e-7 * vn_rng_unit(&rng), 1 + t, 1e-3 + vn_rng_unit(&rng),
                                     t ? 1e-30 : 1, t % 7 ? 1 : 1e-5};
            if (kind == 0 ? t != r % 3 : vn_rng_unit(&rng) >= share[kind])
                continue;
            x.col[n] = t;
            x.val[n++] = value[kind];
        }
        x.start[r + 1] = n;
    }
    matrix_unit_rows(&x);
    return x;
}

/* Few terms of many: tiles whose cells are noted. */
static void sparse_rows_equal_brute_force(void)
{
    static const vn_similar_options cases[] = {{.top = 3}, {.top = 3, .once = true}, {.min = 0.6}, {.min = 0}};
    vn_sparse x = matrix_alloc(700, 900, 700 * 4);
    vn_rng rng;
    vn_rng_seed(&rng, 7);
    for (size_t r = 0, n = 0; r < 700; r++) {
        for (uint32_t t = (uint32_t)vn_rng_below(&rng, 225); t < 900; t += 225) {
            x.col[n] = t;
            x.val[n++] = 0.1 + vn_rng_unit(&rng);
        }
        x.start[r + 1] = n;
    }
    matrix_unit_rows(&x);
    for (size_t c = 0; c < VN_COUNT(cases); c++)
        run_equals_brute_force(&x, NULL, cases[c]);
    vn_sparse_free(&x);
}

static void near_ties_and_extreme_weights_change_nothing(void)
{
    static const vn_similar_options cases[] = {
        {.top = 1}, {.top = 7}, {.top = 100}, {.top = 20, .once = true}, {.min = 0.999999}, {.min = 0.4, .once = true}};
    static const size_t shape[][2] = {{256, 33}, {300, 1}, {520, 40}, {280, 300}};
    for (size_t i = 0; i < VN_COUNT(shape); i++) {
        vn_sparse x = hard_matrix(shape[i][0], shape[i][1], i);
        for (size_t c = 0; c < VN_COUNT(cases); c++)
            run_equals_brute_force(&x, NULL, cases[c]);
        vn_sparse_free(&x);
    }
}

static void copies_of_a_document_are_its_neighbours_in_order(void)
{
    vn_sparse x = matrix_alloc(40, 3, 120);
    for (size_t r = 0; r < 40; r++) {
        for (uint32_t t = 0; t < 3; t++) {
            x.col[3 * r + t] = t;
            x.val[3 * r + t] = 0.1 + 0.2 * t;
        }
        x.start[r + 1] = 3 * (r + 1);
    }
    matrix_unit_rows(&x);
    run_log *log = new_log();
    VN_ASSERT_OK(vn_similar_neighbors(&x, &(vn_similar_options){.top = 2}, log_neighbors, log, NULL));
    CU_ASSERT_EQUAL(log->n, 80);
    CU_ASSERT_EQUAL(log->match[0].index, 1);
    CU_ASSERT_EQUAL(log->match[1].index, 2);
    CU_ASSERT_EQUAL(log->match[2].index, 0);
    CU_ASSERT_EQUAL(log->match[3].index, 2);
    CU_ASSERT(log->match[0].score <= 1);
    free(log);
    vn_sparse_free(&x);
}

static void documents_without_terms_or_shared_terms_have_no_neighbours(void)
{
    vn_sparse x = matrix_alloc(3, 2, 2);
    x.col[0] = 0;
    x.col[1] = 1;
    x.val[0] = x.val[1] = 1;
    x.start[1] = 1;
    x.start[2] = x.start[3] = 2;
    run_log *log = new_log();
    VN_ASSERT_OK(vn_similar_neighbors(&x, NULL, log_neighbors, log, NULL));
    VN_ASSERT_OK(vn_similar_neighbors(&(vn_sparse){.start = x.start}, NULL, log_neighbors, log, NULL));
    CU_ASSERT_EQUAL(log->rows, 3);
    CU_ASSERT_EQUAL(log->n, 0);
    free(log);
    vn_sparse_free(&x);
}

static vn_status stop_at_row_two(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    (void)context;
    (void)match;
    (void)n;
    return row == 2 ? vn_fail(err, VN_EIO, "no room for row %zu", row) : VN_OK;
}

static void a_failure_of_the_caller_ends_the_run(void)
{
    vn_sparse x = matrix_random(10, 40, 2, 0, 1);
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_similar_neighbors(&x, NULL, stop_at_row_two, NULL, &err), VN_EIO);
    CU_ASSERT_STRING_EQUAL(err.msg, "no room for row 2");
    CU_ASSERT_EQUAL(vn_similar_neighbors(&x, &(vn_similar_options){.min = 1.5}, stop_at_row_two, NULL, &err), VN_EINVAL);
    vn_sparse_free(&x);
}

typedef struct grid {
    const vn_sparse *x;
    double *cell; /* [rows][rows] */
    vn_matrix_part part;
    size_t next; /* the row that must come now */
} grid;

static vn_status store_scores(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    grid *g = context;
    (void)err;
    const size_t rows = g->x->rows;
    const size_t from = g->part == VN_MATRIX_UPPER ? row : 0;
    CU_ASSERT_EQUAL(row, g->next);
    CU_ASSERT_EQUAL(n, g->part == VN_MATRIX_LOWER ? row : rows - from);
    g->next = row + 1;
    for (size_t j = 0; j < n; j++)
        g->cell[row * rows + from + j] = score[j];
    return VN_OK;
}

static vn_status count_matches(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    (void)row;
    (void)match;
    (void)err;
    *(size_t *)context += n + 1;
    return VN_OK;
}

/* Were each row compared with all others, this would take hours. */
static void a_million_documents_without_terms_take_no_time(void)
{
    vn_sparse x = matrix_alloc(1000000, 1, 1);
    size_t sum = 0;
    VN_ASSERT_OK(vn_similar_neighbors(&x, &(vn_similar_options){.top = 10}, count_matches, &sum, NULL));
    CU_ASSERT_EQUAL(sum, 1000000);
    vn_sparse_free(&x);
}

/* Against the definition, which is asked for some of the rows only when there are many. */
static void check_grid(const grid *g, size_t step)
{
    const vn_sparse *x = g->x;
    size_t wrong = 0;
    for (size_t i = 0; i < x->rows; i += i % 512 == 511 || i % 512 == 0 ? 1 : step) {
        const size_t from = g->part == VN_MATRIX_UPPER ? i : 0;
        const size_t end = g->part == VN_MATRIX_LOWER ? i : x->rows;
        for (size_t j = from; j < end; j++) {
            const double dot = i == j ? x->start[i] < x->start[i + 1] : vn_sparse_dot(x, i, x, j);
            wrong += g->cell[i * x->rows + j] != (dot > 1 ? 1 : dot);
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

static void matrix_parts_equal_dot_products(const vn_sparse *x, size_t step)
{
    for (vn_matrix_part part = VN_MATRIX_FULL; part <= VN_MATRIX_UPPER; part++) {
        for (unsigned threads = 1; threads <= 3; threads += 2) {
            grid g = {x, vn_calloc(x->rows * x->rows, sizeof(double)), part, 0};
            CU_ASSERT_PTR_NOT_NULL_FATAL(g.cell);
            VN_ASSERT_OK(vn_similar_matrix(x, part, threads, store_scores, &g, NULL));
            CU_ASSERT_EQUAL(g.next, x->rows);
            check_grid(&g, step);
            memset(g.cell, 0xff, x->rows * x->rows * sizeof(double));
            g.next = 0;
            for (size_t first = 0, share = x->rows / 3 + 1; first < x->rows; first += share)
                VN_ASSERT_OK(vn_similar_matrix_rows(x, part, first, first + share, threads, store_scores, &g, NULL));
            check_grid(&g, step);
            free(g.cell);
        }
    }
}

static void the_matrix_is_symmetric_and_has_ones_on_its_diagonal(void)
{
    static const size_t rows[] = {1, 2, 150, 513, 1300};
    for (size_t i = 0; i < VN_COUNT(rows); i++) {
        vn_sparse x = matrix_random(rows[i], 90, 5, 13, 3 + i);
        matrix_parts_equal_dot_products(&x, rows[i] > 200 ? 7 : 1);
        vn_sparse_free(&x);
    }
}

/* So many rows that the matrix does not fit the memory which it is worked out in. */
static void a_matrix_of_several_strips_is_the_same(void)
{
    vn_sparse x = matrix_random(3300, 24, 3, 17, 8);
    matrix_parts_equal_dot_products(&x, 53);
    vn_sparse_free(&x);
}

static void shared_terms_explain_the_score(void)
{
    vn_sparse x = matrix_random(20, 60, 2, 0, 9);
    vn_match why[60];
    const size_t all = vn_similar_why(&x, 4, 6, why, 60);
    double sum = 0;
    for (size_t i = 0; i < all; i++) {
        sum += why[i].score;
        CU_ASSERT(i == 0 || why[i].score <= why[i - 1].score);
    }
    CU_ASSERT_DOUBLE_EQUAL(sum, vn_sparse_dot(&x, 4, &x, 6), 1e-12);
    vn_match best[3];
    CU_ASSERT_EQUAL(vn_similar_why(&x, 4, 6, best, 3), 3);
    for (size_t i = 0; i < 3; i++)
        CU_ASSERT(best[i].index == why[i].index && best[i].score == why[i].score);
    CU_ASSERT_EQUAL(vn_similar_why(&x, 4, 6, best, 0), 0);
    vn_sparse_free(&x);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"neighbours equal brute force for any number of threads", neighbours_equal_brute_force_for_any_number_of_threads},
        {"neighbours in another set equal brute force", neighbours_in_another_set_equal_brute_force},
        {"ranges of rows together are the whole run", ranges_of_rows_together_are_the_whole_run},
        {"sparse rows equal brute force", sparse_rows_equal_brute_force},
        {"near ties and extreme weights change nothing", near_ties_and_extreme_weights_change_nothing},
        {"copies of a document are its neighbours, in order", copies_of_a_document_are_its_neighbours_in_order},
        {"documents without (shared) terms have no neighbours", documents_without_terms_or_shared_terms_have_no_neighbours},
        {"a million documents without terms take no time", a_million_documents_without_terms_take_no_time},
        {"a failure of the caller ends the run", a_failure_of_the_caller_ends_the_run},
        {"the matrix is symmetric, with ones on its diagonal", the_matrix_is_symmetric_and_has_ones_on_its_diagonal},
        {"a matrix of several strips is the same", a_matrix_of_several_strips_is_the_same},
        {"shared terms explain the score", shared_terms_explain_the_score},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("similar", tests);
}
