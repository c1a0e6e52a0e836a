/* Neighbours and clusters of a small matrix: three groups of rows, and one row without entries. */
#include "oom.h"

#include "neighbors.h"

static size_t start[] = {0, 2, 4, 6, 8, 10, 12, 12};
static uint32_t col[] = {0, 1, 0, 1, 2, 3, 2, 3, 4, 5, 4, 5};
static double val[] = {0.8, 0.6, 0.6, 0.8, 0.8, 0.6, 0.6, 0.8, 0.8, 0.6, 0.6, 0.8};
enum { ROWS = 7, COLS = 6, LABELS = 2 };

static vn_sparse matrix(void)
{
    return (vn_sparse){.rows = ROWS, .cols = COLS, .start = start, .col = col, .val = val};
}

static vn_status see_neighbors(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    (void)row;
    (void)match;
    (void)err;
    *(size_t *)context += n;
    return VN_OK;
}

static vn_status see_scores(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)row;
    (void)score;
    return see_neighbors(context, 0, NULL, n, err);
}

static vn_status neighbors(vn_error *err)
{
    const vn_sparse x = matrix();
    vn_match why[LABELS];
    size_t seen = 0;
    vn_status st = vn_similar_neighbors(&x, &(vn_similar_options){.top = 1, .min = 0.1}, see_neighbors, &seen, err);
    if (!st)
        st = vn_similar_neighbors(&x, &(vn_similar_options){.once = true, .threads = 2}, see_neighbors, &seen, err);
    if (!st)
        st = vn_similar_query(&x, &x, &(vn_similar_options){.top = 2, .first = 2, .last = 4}, see_neighbors, &seen, err);
    if (!st && (seen != 13 || vn_similar_why(&x, 0, 1, why, LABELS) != 2))
        st = oom_wrong(err, "wrong neighbours");
    return st;
}

/* By tiles and by postings, whatever the library would choose. */
static vn_status both_ways(vn_error *err)
{
    const vn_sparse x = matrix();
    const vn_similar_options least = {.min = 0.5, .threads = 2};
    size_t seen = 0;
    vn_status st = VN_OK;
    for (vn_way way = VN_WAY_TILES; !st && way <= VN_WAY_JOIN; way++) {
        st = vn_neighbors_by(way, NULL, &x, NULL, &(vn_similar_options){.top = 3}, see_neighbors, &seen, err);
        if (!st)
            st = vn_neighbors_by(way, NULL, &x, &x, &least, see_neighbors, &seen, err);
    }
    return !st && seen != 36 ? oom_wrong(err, "wrong neighbours") : st;
}

static vn_status scores(vn_error *err)
{
    const vn_sparse x = matrix();
    size_t seen = 0;
    vn_status st = vn_similar_matrix(&x, VN_MATRIX_FULL, 1, see_scores, &seen, err);
    if (!st)
        st = vn_similar_matrix(&x, VN_MATRIX_LOWER, 2, see_scores, &seen, err);
    if (!st)
        st = vn_similar_matrix_rows(&x, VN_MATRIX_UPPER, 1, 3, 2, see_scores, &seen, err);
    if (!st && seen < ROWS * ROWS)
        st = oom_wrong(err, "scores are missing");
    return st;
}

static vn_status append_bytes(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_append(context, bytes.ptr, bytes.len, err);
}

/* An index of three documents over the terms a to f. */
static vn_status build_index(vn_buf *bytes, vn_error *err)
{
    static const vn_slice id[] = {{"x", 1}, {"y", 1}, {"z", 1}};
    vn_term term[] = {{.key = {"a", 1}, .weight = 0.6}, {.key = {"b", 1}, .weight = 0.8}};
    vn_collection *c = NULL;
    vn_vocab *vocab = NULL;
    vn_sparse x = {0};
    vn_status st = vn_collection_new(&c, err);
    for (size_t i = 0; !st && i < 3; i++)
        st = vn_collection_add_weighted(c, term, 2, err);
    if (!st)
        st = vn_collection_finish(c, NULL, NULL, &vocab, &x, err);
    const vn_index_parts parts = {.x = &x, .vocab = vocab, .id = id, .foreign_weights = true};
    if (!st)
        st = vn_index_write(&parts, append_bytes, bytes, err);
    vn_collection_free(c);
    vn_vocab_free(vocab);
    vn_sparse_free(&x);
    return st;
}

static vn_status search_index(const vn_index *index, vn_error *err)
{
    vn_term term[] = {{.key = {"b", 1}, .count = 1}, {.key = {"q", 1}, .count = 1}};
    vn_index_search *search = NULL;
    const vn_match *match = NULL;
    vn_index_why why;
    vn_slice id = {0};
    size_t n = 0;
    size_t parts = 0;
    vn_status st = vn_index_search_new(&search, index, err);
    if (!st)
        st = vn_index_weigh(index, term, 2, err);
    if (!st)
        st = vn_index_search_set(search, term, 2, err);
    if (!st)
        st = vn_index_search_run(search, &(vn_similar_options){.top = 2}, &match, &n, err);
    if (!st)
        st = vn_index_search_why(search, 0, &why, 1, &parts, err);
    if (!st)
        st = vn_index_document(index, 2, &id, NULL, err);
    if (!st && (n != 2 || parts != 1 || !id.len || vn_index_documents(index) != 3 || vn_index_terms(index) != 2 ||
                vn_index_fingerprint(index) || !vn_index_foreign_weights(index)))
        st = oom_wrong(err, "a wrong answer");
    vn_index_search_free(search);
    return st;
}

static vn_status indexes(vn_error *err)
{
    vn_buf bytes = {0};
    vn_index *index = NULL;
    vn_index *file = NULL;
    vn_status st = build_index(&bytes, err);
    if (!st)
        st = vn_index_view(&index, (vn_slice){bytes.ptr, bytes.len}, err);
    if (!st)
        st = vn_index_check(index, err);
    if (!st)
        st = search_index(index, err);
    if (!st && vn_index_open(&file, OOM_DATA "a.df", NULL) != VN_EDATA)
        st = oom_wrong(err, "a table is no index");
    vn_index_free(index);
    vn_buf_free(&bytes);
    return st;
}

static bool skip(void *context, size_t term)
{
    (void)context;
    return term == 5;
}

static vn_status describe(const vn_sparse *x, const vn_clusters *clusters, vn_error *err)
{
    vn_match label[(ROWS + 1) * LABELS];
    vn_match central[ROWS + 1];
    double cohesion[ROWS + 1];
    size_t n[ROWS + 1];
    double mean = 0;
    vn_status st = vn_cluster_labels(label, n, LABELS, x, clusters, skip, NULL, err);
    if (!st)
        st = vn_cluster_central(central, x, clusters, err);
    if (!st)
        st = vn_cluster_cohesion(cohesion, x, clusters, err);
    if (!st)
        st = vn_silhouette(&mean, x, clusters->cluster, clusters->k, err);
    return st;
}

static vn_status cluster(const char *method, size_t k, double min, vn_error *err)
{
    const vn_sparse x = matrix();
    const vn_cluster_options options = {.method = method, .k = k, .min = min, .restarts = 2};
    vn_clusters clusters = {0};
    vn_status st = vn_cluster(&clusters, &x, &options, err);
    if (!st)
        st = describe(&x, &clusters, err);
    if (!st && (clusters.k < 2 || !clusters.has_empty))
        st = oom_wrong(err, "wrong clusters");
    vn_clusters_free(&clusters);
    return st;
}

static vn_status every_method(vn_error *err)
{
    const char *name;
    const char *about;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && vn_cluster_method(i, &name, &about); i++) {
        st = strcmp(name, "events") == 0 ? VN_OK : cluster(name, 3, 0, err);
        if (!st)
            st = cluster(name, 0, 0, err);
    }
    return st ? st : cluster("average", 0, 0.5, err);
}

static vn_status in_two_dimensions(vn_error *err)
{
    const vn_sparse x = matrix();
    static const char *const methods[] = {"kmeans", "bisect"};
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < 2; i++) {
        const vn_cluster_options options = {.method = methods[i], .k = 3, .restarts = 2, .dimensions = 2};
        vn_clusters clusters = {0};
        st = vn_cluster(&clusters, &x, &options, err);
        if (!st && clusters.k != 4)
            st = oom_wrong(err, "wrong clusters in two dimensions");
        vn_clusters_free(&clusters);
    }
    return st;
}

/* Three communities, also as two, for which two have to be merged; the row without entries is one more. */
static vn_status communities(vn_error *err)
{
    const vn_sparse x = matrix();
    const vn_cluster_options options = {.method = "leiden", .curve = true};
    vn_clusters clusters = {0};
    vn_graph graph = {0};
    uint32_t cluster_of[ROWS];
    size_t k = 0;
    double modularity = 0;
    vn_status st = vn_cluster(&clusters, &x, &options, err);
    if (!st)
        st = vn_graph_neighbors(&graph, &x, 2, 2, err);
    if (!st)
        st = vn_leiden(cluster_of, &k, &graph, 1, 0, err);
    if (!st)
        st = vn_modularity(&modularity, &graph, cluster_of, 1, err);
    if (!st && (clusters.k != 4 || k != 4 || !(modularity > 0.6)))
        st = oom_wrong(err, "wrong communities");
    vn_clusters_free(&clusters);
    vn_graph_free(&graph);
    return st ? st : cluster("leiden", 2, 0, err);
}

static vn_status map(vn_error *err)
{
    const vn_sparse x = matrix();
    double place[2 * ROWS];
    double share[2] = {0};
    const vn_status st = vn_map2d(place, share, &x, 2, err);
    return st || share[1] > 0.4 ? st : oom_wrong(err, "a wrong map");
}

static vn_status events(vn_error *err)
{
    static const vn_term day[] = {{.key = {"a", 1}, .count = 1, .weight = 1}, {.key = {"b", 1}, .count = 1, .weight = 2}};
    static const char table[] = "\t9\tvndf1\t0000000000000000\na\t9\n";
    vn_event_stream *stream;
    vn_df *df;
    uint64_t event[2] = {0, 0};
    vn_status st = vn_df_parse(&df, (vn_slice){table, sizeof table - 1}, err);
    if (st)
        return st;
    st = vn_event_stream_new(&stream, &(vn_event_options){.df = df}, err);
    if (st) {
        vn_df_free(df);
        return st;
    }
    for (size_t i = 0; !st && i < 2; i++)
        st = vn_event_stream_add(stream, 5 * (int64_t)i, day, 2, &event[i], NULL, err);
    if (!st && event[1] != 1)
        st = oom_wrong(err, "wrong events");
    vn_event_stream_free(stream);
    vn_df_free(df);
    return st;
}

const oom_scenario oom_clust[] = {
    {"neighbours", neighbors},
    {"neighbours both ways", both_ways},
    {"matrix", scores},
    {"indexes", indexes},
    {"clusters", every_method},
    {"events", events},
    {"clusters in two dimensions", in_two_dimensions},
    {"communities", communities},
    {"map", map},
    {0},
};
