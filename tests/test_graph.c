#include "harness.h"

#include "matrices.h"
#include "topk.h"
#include "vn/graph.h"


/* Dense weights, for brute force. */
typedef struct dense {
    size_t n;
    double *w; /* [n][n] */
} dense;

static dense dense_new(size_t n)
{
    dense d = {n, vn_calloc(n * n, sizeof *d.w)};
    CU_ASSERT_PTR_NOT_NULL_FATAL(d.w);
    return d;
}

static void join(dense *d, size_t a, size_t b, double weight)
{
    d->w[a * d->n + b] = d->w[b * d->n + a] = a == b ? 0 : weight;
}

static vn_graph graph_of(const dense *d)
{
    vn_graph g = {d->n, vn_calloc(d->n + 1, sizeof *g.start), vn_calloc(d->n * d->n, sizeof *g.to),
                  vn_calloc(d->n * d->n, sizeof *g.weight)};
    CU_ASSERT_FATAL(g.start && g.to && g.weight);
    size_t n = 0;
    for (size_t a = 0; a < d->n; a++) {
        for (size_t b = 0; b < d->n; b++) {
            if (d->w[a * d->n + b] > 0) {
                g.to[n] = (uint32_t)b;
                g.weight[n++] = d->w[a * d->n + b];
            }
        }
        g.start[a + 1] = n;
    }
    return g;
}

static dense random_dense(size_t n, double share, vn_rng *rng)
{
    dense d = dense_new(n);
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < a; b++)
            if (vn_rng_unit(rng) < share)
                join(&d, a, b, (double)(1 + vn_rng_below(rng, 8)) / 8);
    return d;
}

/* From the definition, pair by pair. */
static double modularity_by_pairs(const dense *d, const uint32_t *cluster, double resolution)
{
    double all = 0;
    double sum = 0;
    double *strength = vn_calloc(d->n, sizeof *strength);
    for (size_t i = 0; i < d->n * d->n; i++) {
        strength[i / d->n] += d->w[i];
        all += d->w[i];
    }
    for (size_t i = 0; i < d->n * d->n; i++)
        if (cluster[i / d->n] == cluster[i % d->n])
            sum += d->w[i] - resolution * strength[i / d->n] * strength[i % d->n] / all;
    free(strength);
    return all > 0 ? sum / all : 0;
}

/* The next partition as a restricted growth string; false after the last. */
static bool next_partition(uint32_t *cluster, size_t n)
{
    for (size_t i = n; i-- > 1;) {
        uint32_t most = 0;
        for (size_t j = 0; j < i; j++)
            most = cluster[j] > most ? cluster[j] : most;
        if (cluster[i] <= most) {
            cluster[i]++;
            memset(cluster + i + 1, 0, (n - i - 1) * sizeof *cluster);
            return true;
        }
    }
    return false;
}

static double best_modularity(const dense *d, double resolution)
{
    uint32_t cluster[16] = {0};
    double best = modularity_by_pairs(d, cluster, resolution);
    while (next_partition(cluster, d->n)) {
        const double q = modularity_by_pairs(d, cluster, resolution);
        best = q > best ? q : best;
    }
    return best;
}

static bool is_connected(const dense *d, const uint32_t *cluster, uint32_t c)
{
    size_t *stack = vn_calloc(d->n, sizeof *stack);
    bool *seen = vn_calloc(d->n, sizeof *seen);
    size_t top = 0;
    for (size_t v = 0; v < d->n && !top; v++)
        if (cluster[v] == c)
            seen[stack[top++] = v] = true;
    while (top) {
        const size_t v = stack[--top];
        for (size_t u = 0; u < d->n; u++)
            if (d->w[v * d->n + u] > 0 && cluster[u] == c && !seen[u])
                seen[stack[top++] = u] = true;
    }
    bool all = true;
    for (size_t v = 0; v < d->n; v++)
        all &= cluster[v] != c || seen[v];
    free(stack);
    free(seen);
    return all;
}

/* No node gains anything in another community, or alone. */
static bool is_locally_best(const dense *d, const uint32_t *cluster, size_t k, double resolution)
{
    double *total = vn_calloc(k + 1, sizeof *total);
    double *link = vn_calloc(k + 1, sizeof *link);
    double all = 0;
    bool best = true;
    for (size_t i = 0; i < d->n * d->n; i++) {
        total[cluster[i / d->n]] += d->w[i];
        all += d->w[i];
    }
    for (size_t v = 0; v < d->n && all > 0; v++) {
        double strength = 0;
        memset(link, 0, (k + 1) * sizeof *link);
        for (size_t u = 0; u < d->n; u++) {
            link[cluster[u]] += d->w[v * d->n + u];
            strength += d->w[v * d->n + u];
        }
        const double own = link[cluster[v]] - resolution * strength * (total[cluster[v]] - strength) / all;
        for (size_t c = 0; c <= k; c++)
            if (c != cluster[v])
                best &= link[c] - resolution * strength * total[c] / all <= own + 1e-9;
    }
    free(total);
    free(link);
    return best;
}

static void the_graph_of_neighbours_is_that_of_brute_force(void)
{
    for (size_t k = 1; k < 60; k += 7) {
        vn_sparse x = matrix_random(53, 70, 4, 9, k);
        dense d = dense_new(x.rows);
        for (size_t a = 0; a < x.rows; a++) {
            vn_scored item[60];
            vn_topk top = {.item = item, .k = k};
            for (size_t b = 0; b < x.rows; b++) {
                const double score = vn_sparse_dot(&x, a, &x, b);
                if (a != b && score > 0)
                    vn_topk_push(&top, (vn_scored){score > 1 ? 1 : score, b});
            }
            for (size_t i = 0; i < top.n; i++)
                join(&d, a, item[i].index, ldexp(floor(ldexp(item[i].score, 24) + 0.5), -24));
        }
        vn_graph expected = graph_of(&d);
        for (unsigned threads = 1; threads <= 2; threads++) {
            vn_graph g = {0};
            VN_ASSERT_OK(vn_graph_neighbors(&g, &x, k, threads, NULL));
            CU_ASSERT_EQUAL_FATAL(g.n, x.rows);
            CU_ASSERT(memcmp(g.start, expected.start, (g.n + 1) * sizeof *g.start) == 0);
            CU_ASSERT_EQUAL_FATAL(g.start[g.n], expected.start[g.n]);
            CU_ASSERT(memcmp(g.to, expected.to, g.start[g.n] * sizeof *g.to) == 0);
            CU_ASSERT(memcmp(g.weight, expected.weight, g.start[g.n] * sizeof *g.weight) == 0);
            vn_graph_free(&g);
        }
        vn_graph_free(&expected);
        free(d.w);
        vn_sparse_free(&x);
    }
    CU_ASSERT_EQUAL(vn_graph_default_neighbors(0), 5);
    CU_ASSERT_EQUAL(vn_graph_default_neighbors(400), 20);
    CU_ASSERT_EQUAL(vn_graph_default_neighbors(1000000), 50);
}

/* Of small graphs every partition is tried. */
static void communities_are_as_good_as_the_best_partition_of_small_graphs(void)
{
    vn_rng rng;
    size_t best = 0;
    size_t graphs = 0;
    vn_rng_seed(&rng, 5);
    for (size_t i = 0; i < 120; i++) {
        const double resolution = i % 3 == 0 ? 0.5 : i % 3 == 1 ? 1 : 2;
        dense d = random_dense(1 + i % 9, i % 2 ? 0.3 : 0.6, &rng);
        vn_graph g = graph_of(&d);
        uint32_t cluster[9];
        size_t k = 0;
        VN_ASSERT_OK(vn_leiden(cluster, &k, &g, resolution, i, NULL));
        double q = 0;
        VN_ASSERT_OK(vn_modularity(&q, &g, cluster, resolution, NULL));
        CU_ASSERT_DOUBLE_EQUAL(q, modularity_by_pairs(&d, cluster, resolution), 1e-12);
        const double most = best_modularity(&d, resolution);
        CU_ASSERT(q <= most + 1e-12);
        best += q > most - 1e-12;
        graphs++;
        vn_graph_free(&g);
        free(d.w);
    }
    CU_ASSERT(best >= graphs * 95 / 100);
}

static void check_communities(const dense *d, double resolution, uint64_t seed)
{
    vn_graph g = graph_of(d);
    uint32_t cluster[300];
    size_t k = 0;
    VN_ASSERT_OK(vn_leiden(cluster, &k, &g, resolution, seed, NULL));
    uint32_t seen = 0;
    for (size_t v = 0; v < d->n; v++) {
        CU_ASSERT(cluster[v] <= seen); /* numbered by their first nodes */
        seen += cluster[v] == seen;
    }
    CU_ASSERT_EQUAL(seen, k);
    for (uint32_t c = 0; c < k; c++)
        CU_ASSERT(is_connected(d, cluster, c));
    CU_ASSERT(is_locally_best(d, cluster, k, resolution));
    vn_graph_free(&g);
}

static void communities_are_connected_and_no_node_wants_to_move(void)
{
    static const double resolutions[] = {0.05, 0.2, 0.5, 1, 3, 40};
    vn_rng rng;
    vn_rng_seed(&rng, 6);
    for (size_t i = 0; i < 40; i++) {
        dense d = random_dense(20 + 7 * i, i % 4 < 2 ? 0.015 : i % 4 == 2 ? 0.05 : 0.2, &rng);
        for (size_t r = 0; r < VN_COUNT(resolutions); r++)
            check_communities(&d, resolutions[r], i);
        free(d.w);
    }
}

static void planted_groups_are_found(void)
{
    vn_rng rng;
    vn_rng_seed(&rng, 7);
    dense d = dense_new(600);
    for (size_t a = 0; a < d.n; a++)
        for (size_t b = 0; b < a; b++)
            if (vn_rng_unit(&rng) < (a % 12 == b % 12 ? 0.3 : 0.01))
                join(&d, a, b, 1);
    vn_graph g = graph_of(&d);
    uint32_t cluster[600];
    uint32_t again[600];
    size_t k = 0;
    for (uint64_t seed = 0; seed < 4; seed++) {
        VN_ASSERT_OK(vn_leiden(cluster, &k, &g, 1, seed, NULL));
        VN_ASSERT_OK(vn_leiden(again, &k, &g, 1, seed, NULL));
        CU_ASSERT_EQUAL(k, 12);
        CU_ASSERT(memcmp(cluster, again, sizeof cluster) == 0);
        for (size_t v = 0; v < d.n; v++)
            CU_ASSERT_EQUAL(cluster[v], v % 12);
    }
    vn_graph_free(&g);
    free(d.w);
}

/* Zachary's karate club: four communities of modularity 0.4198 are the best there are (Brandes et al. 2008). */
static void the_karate_club_is_split_as_well_as_can_be(void)
{
    static const unsigned char edge[][2] = {
        {1, 2},   {1, 3},   {1, 4},   {1, 5},   {1, 6},   {1, 7},   {1, 8},   {1, 9},   {1, 11},  {1, 12},  {1, 13},
        {1, 14},  {1, 18},  {1, 20},  {1, 22},  {1, 32},  {2, 3},   {2, 4},   {2, 8},   {2, 14},  {2, 18},  {2, 20},
        {2, 22},  {2, 31},  {3, 4},   {3, 8},   {3, 9},   {3, 10},  {3, 14},  {3, 28},  {3, 29},  {3, 33},  {4, 8},
        {4, 13},  {4, 14},  {5, 7},   {5, 11},  {6, 7},   {6, 11},  {6, 17},  {7, 17},  {9, 31},  {9, 33},  {9, 34},
        {10, 34}, {14, 34}, {15, 33}, {15, 34}, {16, 33}, {16, 34}, {19, 33}, {19, 34}, {20, 34}, {21, 33}, {21, 34},
        {23, 33}, {23, 34}, {24, 26}, {24, 28}, {24, 30}, {24, 33}, {24, 34}, {25, 26}, {25, 28}, {25, 32}, {26, 32},
        {27, 30}, {27, 34}, {28, 34}, {29, 32}, {29, 34}, {30, 33}, {30, 34}, {31, 33}, {31, 34}, {32, 33}, {32, 34},
        {33, 34}};
    dense d = dense_new(34);
    for (size_t i = 0; i < VN_COUNT(edge); i++)
        join(&d, edge[i][0] - 1u, edge[i][1] - 1u, 1);
    vn_graph g = graph_of(&d);
    CU_ASSERT_EQUAL(g.start[34], 2 * 78);
    uint32_t cluster[34];
    size_t k = 0;
    double most = 0;
    for (uint64_t seed = 0; seed < 5; seed++) {
        double q = 0;
        VN_ASSERT_OK(vn_leiden(cluster, &k, &g, 1, seed, NULL));
        VN_ASSERT_OK(vn_modularity(&q, &g, cluster, 1, NULL));
        CU_ASSERT(q > 0.415);
        most = q > most ? q : most;
    }
    CU_ASSERT_DOUBLE_EQUAL(most, 0.4197896, 1e-6);
    vn_graph_free(&g);
    free(d.w);
}

static void graphs_without_edges_and_odd_resolutions(void)
{
    uint32_t cluster[3] = {9, 9, 9};
    size_t k = 0;
    vn_error err = {0};
    for (size_t n = 0; n < 4; n++) {
        dense d = dense_new(n);
        vn_graph g = graph_of(&d);
        double q = 1;
        VN_ASSERT_OK(vn_leiden(cluster, &k, &g, 1, 0, NULL));
        CU_ASSERT_EQUAL(k, n);
        VN_ASSERT_OK(vn_modularity(&q, &g, cluster, 1, NULL));
        CU_ASSERT_EQUAL(q, 0);
        CU_ASSERT_EQUAL(vn_leiden(cluster, &k, &g, 0, 0, &err), VN_EINVAL);
        CU_ASSERT_EQUAL(vn_leiden(cluster, &k, &g, NAN, 0, &err), VN_EINVAL);
        CU_ASSERT_STRING_EQUAL(err.msg, "a resolution is above 0");
        vn_graph_free(&g);
        free(d.w);
    }
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"the graph of neighbours is that of brute force", the_graph_of_neighbours_is_that_of_brute_force},
        {"small graphs are split as well as by brute force", communities_are_as_good_as_the_best_partition_of_small_graphs},
        {"communities are connected, no node wants to move", communities_are_connected_and_no_node_wants_to_move},
        {"planted groups are found", planted_groups_are_found},
        {"the karate club is split as well as can be", the_karate_club_is_split_as_well_as_can_be},
        {"graphs without edges, odd resolutions", graphs_without_edges_and_odd_resolutions},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("graph", tests);
}
