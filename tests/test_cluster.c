#include "harness.h"

#include "matrices.h"
#include "vn/cluster.h"
#include "vn/eval_clust.h"

#include <stdio.h>

#define DATA VN_SOURCE_DIR "/tests/data/cluster/"

static vn_sparse read_points(void)
{
    return matrix_read(DATA "points.txt");
}

static vn_clusters clusters_of(const vn_sparse *x, vn_cluster_options options)
{
    vn_clusters c = {0};
    vn_error err = {0};
    const vn_status st = vn_cluster(&c, x, &options, &err);
    CU_ASSERT_EQUAL_FATAL(st, VN_OK);
    return c;
}

static bool same_partition(const vn_clusters *a, const vn_clusters *b)
{
    return a->n == b->n && a->k == b->k && memcmp(a->cluster, b->cluster, a->n * sizeof *a->cluster) == 0 &&
           memcmp(a->size, b->size, a->k * sizeof *a->size) == 0;
}

static void compare_linkage(const char *method, const char *path)
{
    vn_sparse x = read_points();
    vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = method, .k = 3});
    FILE *in = fopen(path, "r");
    size_t compared = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    CU_ASSERT_EQUAL(c.n_merges, x.rows - 1);
    for (size_t i = 0; i < c.n_merges; i++) {
        vn_merge expected = {0};
        CU_ASSERT_EQUAL_FATAL(
            fscanf(in, "%u %u %lf %zu", &expected.left, &expected.right, &expected.distance, &expected.size), 4);
        CU_ASSERT_DOUBLE_EQUAL(c.merges[i].distance, expected.distance, 1e-6);
        if (expected.distance > 1 - 1e-6 && expected.distance < 1 + 1e-6)
            break; /* clusters without a common term tie: the order is everybody's own */
        CU_ASSERT_EQUAL(c.merges[i].left, expected.left);
        CU_ASSERT_EQUAL(c.merges[i].right, expected.right);
        CU_ASSERT_EQUAL(c.merges[i].size, expected.size);
        compared++;
    }
    CU_ASSERT(compared > 50);
    fclose(in);
    vn_clusters_free(&c);
    vn_sparse_free(&x);
}

static void linkage_is_that_of_scipy(void)
{
    compare_linkage("average", DATA "linkage.txt");
    compare_linkage("complete", DATA "complete.txt");
    compare_linkage("ward", DATA "ward.txt");
}

/* How far a union of the parts a and b is from c, squared for Ward's linkage. */
static double farther(char method, const double *size, double ac, double bc, double ab, size_t a, size_t b, size_t c)
{
    const double all = size[a] + size[b] + size[c];
    if (method == 'c')
        return ac > bc ? ac : bc;
    if (method == 'a')
        return (size[a] * ac + size[b] * bc) / (size[a] + size[b]);
    return ((size[a] + size[c]) * ac + (size[b] + size[c]) * bc - size[c] * ab) / all;
}

/* Heights of the closest pair's merges, one after another, by the book; d [n * n]. */
static void heights_by_the_book(double *height, double *d, size_t n, char method)
{
    double size[128];
    for (size_t i = 0; i < n; i++)
        size[i] = 1;
    for (size_t m = 0; m + 1 < n; m++) {
        size_t a = n;
        size_t b = n;
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++)
                if (size[i] > 0 && size[j] > 0 && (a == n || d[i * n + j] < d[a * n + b])) {
                    a = i;
                    b = j;
                }
        const double apart = d[a * n + b];
        height[m] = method == 'w' ? sqrt(apart) : apart;
        for (size_t c = 0; c < n; c++)
            d[a * n + c] = d[c * n + a] = farther(method, size, d[a * n + c], d[b * n + c], apart, a, b, c);
        size[a] += size[b];
        size[b] = 0;
    }
}

static void linkage_is_that_of_the_book(void)
{
    static const char *const methods[] = {"average", "complete", "ward"};
    for (uint64_t seed = 0; seed < 9; seed++) {
        const char *method = methods[seed % 3];
        vn_sparse x = matrix_random(100 + seed, 90, 4, 0, seed);
        const size_t n = x.rows;
        double *d = vn_calloc(n * n + n, sizeof *d);
        CU_ASSERT_PTR_NOT_NULL_FATAL(d);
        for (size_t i = 0; i < n * n; i++)
            d[i] = (*method == 'w' ? 2 : 1) * (1 - vn_sparse_dot(&x, i / n, &x, i % n));
        heights_by_the_book(d + n * n, d, n, *method);
        vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = method, .k = 1, .threads = 1 + seed % 2});
        CU_ASSERT_EQUAL_FATAL(c.n_merges, n - 1);
        for (size_t i = 0; i < n - 1; i++) /* the two copies are 0 apart, the root of a rounding error */
            CU_ASSERT_DOUBLE_EQUAL(c.merges[i].distance, d[n * n + i], i ? 1e-6 : 1e-3);
        vn_clusters_free(&c);
        free(d);
        vn_sparse_free(&x);
    }
}

static void the_silhouette_is_that_of_scikit_learn_and_chooses_k(void)
{
    vn_sparse x = read_points();
    vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = "average", .k_max = 12});
    FILE *in = fopen(DATA "silhouette.txt", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    CU_ASSERT_EQUAL(c.n_curve, 11);
    for (size_t i = 0; i < c.n_curve; i++) {
        size_t k;
        double expected;
        CU_ASSERT_EQUAL_FATAL(fscanf(in, "%zu %lf", &k, &expected), 2);
        CU_ASSERT_EQUAL(k, i + 2);
        CU_ASSERT_DOUBLE_EQUAL(c.curve[i], expected, 1e-12);
    }
    CU_ASSERT_EQUAL(c.k, 7);
    fclose(in);
    vn_clusters_free(&c);
    vn_sparse_free(&x);
}

/* Its clusters are smaller groups: test_events.c. */
static bool finds_k_itself(const char *method)
{
    return strcmp(method, "events") == 0;
}

static void every_method_finds_clear_groups(void)
{
    const char *name;
    const char *about;
    vn_sparse x = read_points();
    size_t methods = 0;
    for (; vn_cluster_method(methods, &name, &about); methods++) {
        if (finds_k_itself(name))
            continue;
        vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = name, .k_max = 12});
        CU_ASSERT_EQUAL(c.k, 7);
        for (size_t r = 7; r < x.rows; r++)
            CU_ASSERT_EQUAL(c.cluster[r], c.cluster[r - 7]);
        vn_clusters_free(&c);
    }
    CU_ASSERT_EQUAL(methods, 7);
    vn_sparse_free(&x);
}

static void clusters_are_numbered_by_size_then_first_document(void)
{
    vn_sparse x = read_points(); /* 60 rows in 7 groups: 4 of 9 and 3 of 8 rows */
    vn_clusters c = clusters_of(&x, (vn_cluster_options){.k = 7});
    for (size_t r = 0; r < 7; r++)
        CU_ASSERT_EQUAL(c.cluster[r], r);
    for (size_t i = 0; i < 7; i++)
        CU_ASSERT_EQUAL(c.size[i], i < 4 ? 9 : 8);
    CU_ASSERT_FALSE(c.has_empty);
    vn_clusters_free(&c);
    vn_sparse_free(&x);
}

static void a_threshold_cuts_at_the_average_similarity(void)
{
    vn_sparse x = read_points();
    vn_clusters whole = clusters_of(&x, (vn_cluster_options){.method = "average", .k = 1});
    for (double min = 0.05; min < 1; min += 0.05) {
        vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = "average", .min = min});
        size_t expected = x.rows;
        for (size_t i = 0; i < whole.n_merges; i++)
            expected -= 1 - whole.merges[i].distance >= min;
        CU_ASSERT_EQUAL(c.k, expected);
        CU_ASSERT_EQUAL(c.n_curve, 0);
        vn_clusters_free(&c);
    }
    vn_clusters_free(&whole);
    vn_sparse_free(&x);
}

static void threads_change_nothing(void)
{
    static const vn_cluster_options cases[] = {{.k = 6},
                                               {.k_max = 9},
                                               {.method = "average", .k_max = 9},
                                               {.method = "leiden"},
                                               {.method = "events"},
                                               {.method = "leiden", .k = 11, .neighbors = 7}};
    vn_sparse x = matrix_random(300, 160, 6, 17, 4);
    for (size_t i = 0; i < VN_COUNT(cases); i++) {
        vn_clusters one = clusters_of(&x, cases[i]);
        for (unsigned threads = 2; threads <= 4; threads += 2) {
            vn_cluster_options options = cases[i];
            options.threads = threads;
            vn_clusters many = clusters_of(&x, options);
            CU_ASSERT(same_partition(&one, &many));
            CU_ASSERT_EQUAL(one.n_curve, many.n_curve);
            for (size_t k = 0; k < one.n_curve; k++)
                CU_ASSERT_EQUAL(one.curve[k], many.curve[k]);
            vn_clusters_free(&many);
        }
        vn_clusters_free(&one);
    }
    vn_sparse_free(&x);
}

static void the_same_rows_and_seed_give_the_same_clusters(void)
{
    vn_sparse x = matrix_random(200, 240, 5, 0, 8);
    vn_clusters a = clusters_of(&x, (vn_cluster_options){.k = 5, .seed = 1});
    vn_clusters b = clusters_of(&x, (vn_cluster_options){.k = 5, .seed = 1});
    CU_ASSERT(same_partition(&a, &b));
    size_t sum = 0;
    for (size_t i = 0; i < a.k; i++) {
        sum += a.size[i];
        CU_ASSERT(i == 0 || a.size[i] <= a.size[i - 1]);
    }
    CU_ASSERT_EQUAL(sum, x.rows);
    uint32_t gold[200];
    for (uint32_t r = 0; r < 200; r++)
        gold[r] = r % 5;
    vn_clust_scores scores;
    VN_ASSERT_OK(vn_eval_clust(&scores, gold, a.cluster, 200, NULL));
    CU_ASSERT(scores.ari > 0.9);
    vn_clusters_free(&a);
    vn_clusters_free(&b);
    vn_sparse_free(&x);
}

static void documents_without_terms_are_the_last_cluster(void)
{
    const char *name;
    const char *about;
    vn_sparse x = matrix_random(40, 60, 2, 4, 2);
    for (size_t i = 0; vn_cluster_method(i, &name, &about); i++) {
        if (finds_k_itself(name))
            continue;
        vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = name, .k = 2});
        CU_ASSERT_TRUE(c.has_empty);
        CU_ASSERT_EQUAL(c.k, 3);
        for (size_t r = 0; r < x.rows; r++)
            CU_ASSERT_EQUAL(c.cluster[r] == 2, x.start[r] == x.start[r + 1]);
        if (c.merges) {
            CU_ASSERT_EQUAL(c.n_merges, 39);
            CU_ASSERT_EQUAL(c.merges[38].size, 40);
            CU_ASSERT(c.merges[38].distance >= c.merges[29].distance);
            CU_ASSERT(strcmp(name, "ward") == 0 || c.merges[38].distance == 1);
            CU_ASSERT_EQUAL(c.merges[38].right, 40 + 37);
            for (size_t m = 0; m < 38; m++)
                CU_ASSERT(c.merges[m].left < c.merges[m].right && c.merges[m].right < 40 + m);
        }
        vn_clusters_free(&c);
    }
    vn_sparse_free(&x);
}

/* Every document is below the root, however few of them have terms: rows 0 .. 4, of which `full` do. */
static void a_hierarchy_holds_all_documents(void)
{
    for (size_t full = 0; full <= 5; full++) {
        for (size_t first = 0; first + full <= 5; first++) {
            vn_sparse x = matrix_alloc(5, 2, 5);
            size_t n = 0;
            for (size_t r = 0; r < 5; r++) {
                if (r >= first && r < first + full) {
                    x.col[n] = r % 2;
                    x.val[n++] = 1;
                }
                x.start[r + 1] = n;
            }
            vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = "average", .k = 1});
            CU_ASSERT_EQUAL_FATAL(c.n_merges, 4);
            CU_ASSERT_EQUAL(c.merges[3].size, 5);
            unsigned seen = 0;
            for (size_t i = 0; i < 4; i++) {
                CU_ASSERT(c.merges[i].left < c.merges[i].right && c.merges[i].right < 5 + i);
                CU_ASSERT_EQUAL(seen & (1u << c.merges[i].left | 1u << c.merges[i].right), 0);
                seen |= 1u << c.merges[i].left | 1u << c.merges[i].right;
            }
            CU_ASSERT_EQUAL(seen, 0xff);
            vn_clusters_free(&c);
            vn_sparse_free(&x);
        }
    }
    CU_ASSERT_TRUE(vn_cluster_makes_tree("average"));
    CU_ASSERT_TRUE(vn_cluster_makes_tree("ward"));
    CU_ASSERT_FALSE(vn_cluster_makes_tree(NULL));
    CU_ASSERT_FALSE(vn_cluster_makes_tree("leiden"));
}

static void few_documents_are_no_trouble(void)
{
    const char *name;
    const char *about;
    for (size_t i = 0; vn_cluster_method(i, &name, &about); i++) {
        for (size_t rows = 0; rows < 6; rows++) {
            for (size_t k = 0; k < 8; k++) {
                vn_sparse x = matrix_random(rows, 30, 2, k % 2 ? 1 : 0, rows);
                const size_t asked = finds_k_itself(name) ? 0 : k;
                vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = name, .k = asked});
                CU_ASSERT_EQUAL(c.n, rows);
                CU_ASSERT(c.k <= rows && (rows == 0 || c.k >= 1));
                vn_clusters_free(&c);
                vn_sparse_free(&x);
            }
        }
    }
}

static void copies_of_one_document_fill_as_many_clusters_as_asked_or_one(void)
{
    static const vn_cluster_options cases[] = {
        {.k = 4}, {.method = "kmeans"}, {.method = "average"}, {.method = "events"}, {.k_max = 9}};
    vn_sparse x = matrix_alloc(9, 1, 9);
    for (size_t r = 0; r < 9; r++) {
        x.val[r] = 1;
        x.start[r + 1] = r + 1;
    }
    for (size_t i = 0; i < VN_COUNT(cases); i++) {
        vn_clusters c = clusters_of(&x, cases[i]);
        CU_ASSERT_EQUAL(c.k, cases[i].k ? cases[i].k : 1);
        vn_clusters_free(&c);
    }
    vn_sparse_free(&x);
}

/* Whatever number is asked for, whether some resolution makes it or communities have to be merged. */
static void as_many_communities_as_were_asked_for(void)
{
    vn_sparse x = matrix_random(200, 240, 5, 0, 8);
    for (size_t k = 1; k <= 200; k = k < 12 ? k + 1 : k * 2 > 200 && k < 200 ? 200 : k * 2) {
        vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = "leiden", .k = k});
        CU_ASSERT_EQUAL(c.k, k);
        size_t sum = 0;
        for (size_t i = 0; i < c.k; i++)
            sum += c.size[i];
        CU_ASSERT_EQUAL(sum, 200);
        if (k == 5) {
            uint32_t gold[200];
            for (uint32_t r = 0; r < 200; r++)
                gold[r] = r % 5;
            vn_clust_scores scores;
            VN_ASSERT_OK(vn_eval_clust(&scores, gold, c.cluster, 200, NULL));
            CU_ASSERT(scores.ari > 0.9);
        }
        vn_clusters_free(&c);
    }
    vn_sparse_free(&x);
}

/* 30 pairs of equal documents that share no word with others: nothing but pairs can be joined, smallest first. */
static void communities_without_links_are_merged_too(void)
{
    vn_sparse x = matrix_alloc(61, 31, 61);
    for (size_t r = 0; r < 61; r++) {
        x.col[r] = (uint32_t)(r / 2);
        x.val[r] = 1;
        x.start[r + 1] = r + 1;
    }
    for (size_t k = 1; k <= 31; k += 5) {
        vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = "leiden", .k = k});
        CU_ASSERT_EQUAL(c.k, k);
        CU_ASSERT_EQUAL(c.cluster[60], c.cluster[k == 31 ? 60 : 0]); /* the single one joined the first pair */
        for (size_t r = 0; r < 60; r += 2)
            CU_ASSERT_EQUAL(c.cluster[r], c.cluster[r + 1]);
        CU_ASSERT(c.size[0] <= 4 * c.size[k - 1]);
        vn_clusters_free(&c);
    }
    vn_sparse_free(&x);
}

static void the_curve_has_the_modularity_of_each_resolution(void)
{
    vn_sparse x = matrix_random(150, 240, 5, 10, 8);
    vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = "leiden", .curve = true, .seed = 3});
    CU_ASSERT(c.n_resolutions > 5);
    CU_ASSERT_EQUAL(c.graph.n, 150);
    CU_ASSERT_EQUAL(c.graph.start[10] - c.graph.start[9], 0); /* without terms */
    bool seen = false;
    for (size_t p = 0; p < c.graph.start[c.graph.n]; p++)
        c.graph.weight[p] = ldexp(floor(ldexp(sqrt(c.graph.weight[p]), 24) + 0.5), -24);
    for (size_t i = 0; i < c.n_resolutions; i++) {
        const vn_resolution at = c.resolutions[i];
        CU_ASSERT(i == 0 || (at.resolution > c.resolutions[i - 1].resolution && at.k >= c.resolutions[i - 1].k));
        double modularity = 0;
        VN_ASSERT_OK(vn_modularity(&modularity, &c.graph, c.cluster, 1, NULL));
        CU_ASSERT(at.modularity <= modularity + 1e-9); /* what was chosen is best */
        if (at.resolution <= 1 && at.resolution >= 1) {
            CU_ASSERT(at.modularity > modularity - 0.01); /* of fewer runs */
            CU_ASSERT(at.k + 1 <= c.k + 1 && at.k + 1 >= c.k - 1);
            seen = true;
        }
    }
    CU_ASSERT(seen);
    vn_clusters_free(&c);
    vn_sparse_free(&x);
}

static void cohesion_is_the_mean_similarity_of_pairs(void)
{
    vn_sparse x = matrix_random(90, 60, 5, 11, 4);
    vn_clusters c = clusters_of(&x, (vn_cluster_options){.method = "average", .k = 60});
    double mean[61];
    VN_ASSERT_OK(vn_cluster_cohesion(mean, &x, &c, NULL));
    for (size_t i = 0; i < c.k; i++) {
        double sum = 0;
        size_t pairs = 0;
        for (size_t a = 0; a < x.rows; a++) {
            for (size_t b = 0; b < a; b++) {
                const bool both = c.cluster[a] == i && c.cluster[b] == i;
                sum += both ? vn_sparse_dot(&x, a, &x, b) : 0;
                pairs += both;
            }
        }
        CU_ASSERT_DOUBLE_EQUAL(mean[i], pairs ? sum / (double)pairs : 1, 1e-12);
    }
    CU_ASSERT_TRUE(c.has_empty);
    CU_ASSERT_EQUAL(mean[c.k - 1], 0);
    vn_clusters_free(&c);
    vn_sparse_free(&x);
}

static void options_that_make_no_sense_are_refused(void)
{
    static const struct {
        vn_cluster_options options;
        const char *msg;
    } cases[] = {
        {{.method = "magic"}, "there is no clustering method 'magic'"},
        {{.method = "average", .min = 2}, "a least similarity is between 0 and 1"},
        {{.method = "leiden", .resolution = -1}, "a resolution is above 0"},
        {{.min = 0.5}, "a least similarity goes with method 'average' or 'events' and without a number of clusters"},
        {{.method = "average", .k = 2, .min = 0.5},
         "a least similarity goes with method 'average' or 'events' and without a number of clusters"},
        {{.method = "events", .k = 2}, "method 'events' takes no number of clusters"},
    };
    vn_sparse x = read_points();
    for (size_t i = 0; i < VN_COUNT(cases); i++) {
        vn_clusters c = {.n = 77};
        vn_error err = {0};
        CU_ASSERT_EQUAL(vn_cluster(&c, &x, &cases[i].options, &err), VN_EINVAL);
        CU_ASSERT_STRING_EQUAL(err.msg, cases[i].msg);
        CU_ASSERT_EQUAL(c.n, 77);
    }
    vn_sparse_free(&x);
}

static void too_many_documents_for_linkage_are_refused(void)
{
    const size_t n = VN_LINKAGE_MAX + 1;
    vn_sparse x = matrix_alloc(n, 1, n);
    for (size_t r = 0; r < n; r++) {
        x.val[r] = 1;
        x.start[r + 1] = r + 1;
    }
    vn_clusters c;
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_cluster(&c, &x, &(vn_cluster_options){.method = "average"}, &err), VN_ELIMIT);
    CU_ASSERT_STRING_EQUAL(err.msg, "a hierarchy of more than 30000 documents, here 30001, takes too much memory; "
                                    "method 'average' with a least similarity needs none");
    vn_sparse_free(&x);
}

static bool skip_term_ten(void *context, size_t term)
{
    ++*(size_t *)context;
    return term == 10;
}

static void labels_are_the_terms_of_the_group_and_never_skipped_ones(void)
{
    vn_sparse x = read_points(); /* group g = 5r mod 7 has the terms 10g .. 10g + 9 to itself */
    vn_clusters c = clusters_of(&x, (vn_cluster_options){.k = 7});
    vn_match label[7][4];
    size_t n[7];
    size_t asked = 0;
    VN_ASSERT_OK(vn_cluster_labels(label[0], n, 4, &x, &c, skip_term_ten, &asked, NULL));
    CU_ASSERT(asked > 0);
    for (size_t i = 0; i < 7; i++) {
        CU_ASSERT_EQUAL(n[i], 4);
        for (size_t j = 0; j < n[i]; j++) {
            CU_ASSERT_EQUAL(label[i][j].index / 10, i * 5 % 7);
            CU_ASSERT_NOT_EQUAL(label[i][j].index, 10);
            CU_ASSERT(j == 0 || label[i][j].score <= label[i][j - 1].score);
        }
    }
    vn_clusters_free(&c);
    vn_sparse_free(&x);
}

/* By hand: a term in 3 of 3 documents here and 1 of 5 there. G2 = 2 sum O ln(O/E), the number is from
 * scipy: chi2_contingency([[3, 0], [1, 4]], correction=False, lambda_="log-likelihood"). */
static void label_scores_are_log_likelihood_ratios(void)
{
    static const uint32_t terms[] = {0, 0, 0, 0, 1, 1, 1, 1};
    vn_sparse x = matrix_alloc(8, 2, 8);
    for (size_t r = 0; r < 8; r++) {
        x.col[r] = terms[r];
        x.val[r] = 1;
        x.start[r + 1] = r + 1;
    }
    uint32_t cluster[] = {1, 1, 1, 0, 0, 0, 0, 0};
    size_t size[] = {5, 3};
    const vn_clusters c = {.n = 8, .k = 2, .cluster = cluster, .size = size};
    vn_match label[2];
    size_t n[2];
    VN_ASSERT_OK(vn_cluster_labels(label, n, 1, &x, &c, NULL, NULL, NULL));
    CU_ASSERT_EQUAL(label[1].index, 0);
    CU_ASSERT_DOUBLE_EQUAL(label[1].score, 6.086330653577246, 1e-9);
    CU_ASSERT_EQUAL(label[0].index, 1);
    vn_sparse_free(&x);
}

static void the_central_document_is_closest_to_the_centroid(void)
{
    vn_sparse x = matrix_random(90, 70, 3, 10, 6);
    vn_clusters c = clusters_of(&x, (vn_cluster_options){.k = 3});
    vn_match central[4];
    CU_ASSERT_EQUAL_FATAL(c.k, 4);
    VN_ASSERT_OK(vn_cluster_central(central, &x, &c, NULL));
    for (size_t i = 0; i < 3; i++) {
        vn_match best = {0, -1};
        for (size_t r = 0; r < x.rows; r++) {
            double sum = 0;
            for (size_t j = 0; j < x.rows && c.cluster[r] == i; j++)
                sum += c.cluster[j] == i ? vn_sparse_dot(&x, r, &x, j) : 0;
            if (sum > best.score + 1e-9)
                best = (vn_match){r, sum};
        }
        CU_ASSERT_EQUAL(central[i].index, best.index);
        CU_ASSERT(central[i].score > 0 && central[i].score <= 1 + 1e-12);
    }
    CU_ASSERT_EQUAL(central[3].index, 9);
    CU_ASSERT_EQUAL(central[3].score, 0);
    vn_clusters_free(&c);
    vn_sparse_free(&x);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"linkage is that of scipy", linkage_is_that_of_scipy},
        {"linkage is that of the book", linkage_is_that_of_the_book},
        {"the silhouette is scikit-learn's and chooses k", the_silhouette_is_that_of_scikit_learn_and_chooses_k},
        {"every method finds clear groups", every_method_finds_clear_groups},
        {"clusters are numbered by size, then first document", clusters_are_numbered_by_size_then_first_document},
        {"a threshold cuts at the average similarity", a_threshold_cuts_at_the_average_similarity},
        {"threads change nothing", threads_change_nothing},
        {"the same rows and seed give the same clusters", the_same_rows_and_seed_give_the_same_clusters},
        {"documents without terms are the last cluster", documents_without_terms_are_the_last_cluster},
        {"a hierarchy holds all documents", a_hierarchy_holds_all_documents},
        {"few documents are no trouble", few_documents_are_no_trouble},
        {"copies of one document fill as many clusters as asked", copies_of_one_document_fill_as_many_clusters_as_asked_or_one},
        {"as many communities as were asked for", as_many_communities_as_were_asked_for},
        {"communities without links are merged too", communities_without_links_are_merged_too},
        {"the curve has the modularity of each resolution", the_curve_has_the_modularity_of_each_resolution},
        {"cohesion is the mean similarity of pairs", cohesion_is_the_mean_similarity_of_pairs},
        {"options that make no sense are refused", options_that_make_no_sense_are_refused},
        {"too many documents for linkage are refused", too_many_documents_for_linkage_are_refused},
        {"labels are terms of the group, never skipped ones", labels_are_the_terms_of_the_group_and_never_skipped_ones},
        {"label scores are log-likelihood ratios", label_scores_are_log_likelihood_ratios},
        {"the central document is closest to the centroid", the_central_document_is_closest_to_the_centroid},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("cluster", tests);
}
