/* A report of articles: what gather fills. Articles are JSON Lines, as programs read them. */
#include "gather.h"
#include "harness.h"

#include "vn/norm.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const ARTICLES[] = {
    "{\"id\":\"b1\",\"title\":\"Giá vàng tăng mạnh\",\"text\":\"Giá vàng trong nước tăng mạnh sáng nay. Ngân hàng bán vàng miếng"
    " cho người dân.\",\"date\":\"2026-11-02\",\"source\":\"Báo Một\",\"url\":\"https://example.org/b1\"}",
    "{\"id\":\"b2\",\"title\":\"Giá vàng lập đỉnh\",\"text\":\"Giá vàng lập đỉnh mới. Ngân hàng ngừng bán vàng miếng vì hết hàng.\","
    "\"date\":\"3/11/2026\",\"url\":\"javascript:alert(1)\"}",
    "{\"id\":\"a1\",\"title\":\"Bão số 9 đổ bộ\",\"text\":\"Bão số 9 đổ bộ vào Quảng Ninh, mưa lớn, học sinh nghỉ học.\"}",
    "{\"id\":\"a2\",\"title\":\"Mưa lớn sau bão\",\"text\":\"Mưa lớn sau bão ở Quảng Ninh. Học sinh nghỉ học, nước dâng cao.\","
    "\"date\":\"hôm qua\"}",
    "{\"id\":\"a3\",\"text\":\"\"}",
};
enum { N = sizeof ARTICLES / sizeof *ARTICLES };

/* The first article is number `first`, the others follow and come round again. */
static int run(gather *g, const char *const *article, size_t n, size_t first, size_t jobs, vn_cluster_options cluster)
{
    char path[] = "gather.XXXXXX";
    const char *file = path;
    const stream_settings settings = {.input = VN_INPUT_JSONL, .jobs = jobs};
    const int fd = mkstemp(path);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
    *g = (gather){.all = {.terms = TERMINOLOGY_DEFAULTS}, .options = GATHER_DEFAULTS};
    g->options.cluster = cluster;
    g->options.cluster.method = cluster.method ? cluster.method : "kmeans";
    g->options.cluster.threads = (unsigned)jobs;
    CU_ASSERT_PTR_NOT_NULL_FATAL(to);
    for (size_t i = 0; i < n; i++)
        fprintf(to, "%s\n", article[(first + i) % n]);
    fclose(to);
    int code = gather_open(g, "test");
    if (code == CLI_GO_ON)
        code = stream_run(&(stream_job){.tool = "test", .settings = &settings, .files = {&file, 1}, .context = g, GATHER_JOB,
                                        .finish = gather_finish, .no_output = true});
    unlink(path);
    return code;
}

static void articles_are_told_in_the_order_of_their_ids(void)
{
    gather g;
    CU_ASSERT_EQUAL(run(&g, ARTICLES, N, 0, 1, (vn_cluster_options){0}), CLI_OK);
    const report *r = &g.report;
    CU_ASSERT_EQUAL_FATAL(r->n, N);
    VN_ASSERT_SLICE(r->article[0].id, "a1");
    VN_ASSERT_SLICE(r->article[3].id, "b1");
    VN_ASSERT_SLICE(r->article[3].title, "Giá vàng tăng mạnh");
    VN_ASSERT_SLICE(r->article[3].date, "2026-11-02");
    VN_ASSERT_SLICE(r->article[4].date, "2026-11-03");
    VN_ASSERT_SLICE(r->article[1].date, "");
    VN_ASSERT_SLICE(r->article[3].source, "Báo Một");
    VN_ASSERT_SLICE(r->article[3].url, "https://example.org/b1");
    VN_ASSERT_SLICE(r->article[4].url, "");
    VN_ASSERT_SLICE(r->article[2].title, "a3");
    VN_ASSERT_SLICE(r->article[0].lead, "Bão số 9 đổ bộ vào Quảng Ninh, mưa lớn, học sinh nghỉ học.");
    CU_ASSERT_EQUAL(r->n_dated, 2);
    gather_free(&g);
}

static void groups_are_clusters_and_stand_together(void)
{
    gather g;
    CU_ASSERT_EQUAL(run(&g, ARTICLES, N, 0, 1, (vn_cluster_options){.k = 2}), CLI_OK);
    const report *r = &g.report;
    CU_ASSERT_EQUAL_FATAL(r->n_groups, 3);
    CU_ASSERT_EQUAL(r->article[0].group, r->article[1].group);
    CU_ASSERT_EQUAL(r->article[3].group, r->article[4].group);
    CU_ASSERT_NOT_EQUAL(r->article[0].group, r->article[3].group);
    CU_ASSERT_EQUAL(r->article[2].group, 2);
    CU_ASSERT(r->group[2].without_words);
    CU_ASSERT_EQUAL(r->group[0].size, 2);
    CU_ASSERT(r->group[0].cohesion > 0.05);
    CU_ASSERT_EQUAL(r->order[4], 2);
    for (size_t i = 0; i + 1 < N; i += 2)
        CU_ASSERT_EQUAL(r->article[r->order[i]].group, r->article[r->order[i + 1]].group);
    CU_ASSERT(r->tree_within_groups);
    for (size_t i = 1; i + 1 < N; i++)
        CU_ASSERT(r->merges[i].distance >= r->merges[i - 1].distance);
    CU_ASSERT_EQUAL(r->merges[N - 2].size, N);
    CU_ASSERT(r->n_pairs > 1);
    CU_ASSERT_EQUAL(r->pair[0].score, report_similarity(r, r->pair[0].a, r->pair[0].b));
    CU_ASSERT(r->pair[0].why.n > 0);
    CU_ASSERT(r->keywords.n > 0);
    gather_free(&g);
}

static void no_article_is_an_error(void)
{
    gather g;
    CU_ASSERT_EQUAL(run(&g, ARTICLES, 0, 0, 1, (vn_cluster_options){0}), CLI_BAD_DATA);
    gather_free(&g);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"articles are told in the order of their ids", articles_are_told_in_the_order_of_their_ids},
        {"groups are clusters and stand together", groups_are_clusters_and_stand_together},
        {"no article is an error", no_article_is_an_error},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("report_gather", tests);
}
