/* A report of articles: what gather fills. Articles are JSON Lines, as programs read them. */
#include "gather.h"
#include "harness.h"
#include "tree.h"

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

static const char *by;     /* what --by says */
static size_t pairs = 50; /* and --pairs */

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
    g->options.by = by;
    g->options.pairs = pairs;
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

static void words_are_shown_as_articles_write_them(void)
{
    static const char *const articles[] = {
        "{\"id\":\"1\",\"text\":\"Ngân hàng mở ở Hà Nội. HLV đến Hà Nội, ngân hàng đóng cửa.\"}",
        "{\"id\":\"2\",\"text\":\"Tại Hà Nội, Ngân hàng Nhà nước họp. Khi đó HLV vắng mặt. Ngân hàng nói ngân hàng chờ.\"}",
        "{\"id\":\"3\",\"text\":\"HÀ NỘI MỞ NGÂN HÀNG. Các ngân hàng vui.\"}",
    };
    static const char *const shown[][2] = {{"hà_nội", "Hà Nội"}, {"ngân_hàng", "ngân hàng"}, {"hlv", "HLV"}, {"đóng_cửa", "đóng cửa"}};
    gather g;
    uint32_t column;
    CU_ASSERT_EQUAL(run(&g, articles, 3, 0, 1, (vn_cluster_options){0}), CLI_OK);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        const bool known = vn_vocab_find(g.report.vocab, vn_slice_str(shown[i][0]), &column);
        CU_ASSERT(known);
        if (known)
            VN_ASSERT_SLICE(g.report.shown[column], shown[i][1]);
    }
    gather_free(&g);
}

/* Two articles a day for 12 days, and one of 1970; on the tenth day four about a storm. */
static void lines_show_what_bursts(void)
{
    enum { DAYS = 12, ALL = 2 * DAYS + 5 };
    static char text[ALL][256];
    const char *article[ALL];
    size_t n = 0;
    gather g;
    for (int day = 1; day <= DAYS; day++)
        for (int i = 0; i < 2; i++)
            snprintf(text[n++], 256, "{\"id\":\"%d-%d\",\"date\":\"2026-03-%02d\",\"text\":\"Giá vàng miếng tăng, giá vàng nhẫn đứng.\"}",
                     day, i, day);
    for (int i = 0; i < 4; i++)
        snprintf(text[n++], 256, "{\"id\":\"s%d\",\"date\":\"10/3/2026\",\"text\":\"Bão Yagi đổ bộ, bão Yagi làm tốc mái nhà.\"}", i);
    snprintf(text[n++], 256, "{\"id\":\"old\",\"date\":\"1970-01-01\",\"text\":\"Tin cũ.\"}");
    for (size_t i = 0; i < n; i++)
        article[i] = text[i];
    CU_ASSERT_EQUAL(run(&g, article, n, 3, 1, (vn_cluster_options){0}), CLI_OK);
    const report *r = &g.report;
    CU_ASSERT_EQUAL_FATAL(r->n_periods, DAYS);
    CU_ASSERT_EQUAL(r->n_dated, ALL);
    VN_ASSERT_SLICE(r->period[0], "2026-03-01");
    CU_ASSERT_EQUAL(r->articles_in[9], 6);
    CU_ASSERT_FATAL(r->n_lines >= 2);
    VN_ASSERT_SLICE(r->line[0].term, "Yagi");
    CU_ASSERT(r->line[0].burst > 0);
    CU_ASSERT_EQUAL(r->line[0].burst_period, 9);
    CU_ASSERT_EQUAL(r->line[0].articles[9], 4);
    CU_ASSERT_EQUAL(r->line[0].articles[8], 0);
    size_t gold = 0;
    for (size_t i = 0; i < r->n_lines; i++)
        if (vn_slice_eq(r->line[i].term, vn_slice_str("giá vàng")))
            gold = i;
    CU_ASSERT_NOT_EQUAL(gold, 0);
    CU_ASSERT_EQUAL(r->line[gold].articles[0], 2);
    gather_free(&g);
}

static void keywords_of_records_are_taken(void)
{
    static const char odd[] =
        "{\"id\":\"1\",\"text\":\"Mưa lớn ở Huế.\",\"keywords\":[{\"term\":\"Mưa\\tlớn\",\"score\":2.5,\"count\":3},\"mưa lớn\",7,"
        "{\"x\":1},\"\",\"Huế\\u0007 \\u202eđẹp\"]}";
    static const char *const articles[] = {
        odd,
        "{\"id\":\"2\",\"text\":\"Mưa lớn ở Huế.\",\"keywords\":[]}",
        "{\"id\":\"3\",\"text\":\"Mưa lớn ở Huế.\",\"keywords\":null}",
        "{\"id\":\"4\",\"text\":\"Mưa lớn ở Huế.\",\"keywords\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}",
    };
    gather g;
    CU_ASSERT_EQUAL(run(&g, articles, 4, 0, 1, (vn_cluster_options){0}), CLI_OK);
    const report_article *a = g.report.article;
    CU_ASSERT_EQUAL_FATAL(a[0].keywords.n, 2);
    VN_ASSERT_SLICE(a[0].keywords.item[0].term, "Mưa lớn");
    CU_ASSERT_EQUAL(a[0].keywords.item[0].score, 2.5);
    CU_ASSERT_EQUAL(a[0].keywords.item[0].articles, 3);
    VN_ASSERT_SLICE(a[0].keywords.item[1].term, "Huế đẹp");
    CU_ASSERT_EQUAL(a[1].keywords.n, 0);
    CU_ASSERT(a[2].keywords.n > 0);
    CU_ASSERT_EQUAL(a[3].keywords.n, 10);
    gather_free(&g);
}

static void groups_of_records_are_taken(void)
{
    static const char *const articles[] = {
        "{\"id\":\"1\",\"text\":\"Mưa lớn.\",\"cluster\":7,\"source\":\"Báo Một\"}",
        "{\"id\":\"2\",\"text\":\"Nắng to.\",\"cluster\":\"bão\",\"source\":\"Báo  Hai\"}",
        "{\"id\":\"3\",\"text\":\"Gió nhẹ.\",\"cluster\":\"bão\"}",
        "{\"id\":\"4\",\"text\":\"\",\"cluster\":3,\"source\":\"Báo Hai\"}",
    };
    gather g;
    CU_ASSERT_EQUAL(run(&g, articles, 4, 1, 1, (vn_cluster_options){0}), CLI_OK);
    const report *r = &g.report;
    CU_ASSERT_EQUAL_FATAL(r->n_groups, 3);
    CU_ASSERT_PTR_NULL(r->method);
    VN_ASSERT_SLICE(r->group[0].name, "bão");
    CU_ASSERT_EQUAL(r->group[0].size, 2);
    CU_ASSERT_EQUAL(r->article[0].group, 1);
    VN_ASSERT_SLICE(r->group[1].name, "");
    CU_ASSERT(r->group[2].without_words);
    gather_free(&g);
    by = "source";
    CU_ASSERT_EQUAL(run(&g, articles, 4, 1, 1, (vn_cluster_options){0}), CLI_OK);
    CU_ASSERT_EQUAL_FATAL(r->n_groups, 3);
    VN_ASSERT_SLICE(r->group[0].name, "Báo Hai");
    CU_ASSERT_EQUAL(r->article[3].group, 0);
    VN_ASSERT_SLICE(r->group[1].name, "Báo Một");
    VN_ASSERT_SLICE(r->group[1].labels.item[0].term, "Báo Một");
    VN_ASSERT_SLICE(r->group[2].name, "");
    gather_free(&g);
    by = NULL;
}

/* Groups of the records that are torn: each has gold and storm. They are nearer to each other than their articles are, and yet
 * no merge stands lower than its parts; and what has no words is last however much of it there is. */
static void torn_groups_make_a_tree_too(void)
{
    static const char *const articles[] = {
        "{\"id\":\"1\",\"cluster\":\"a\",\"text\":\"Giá vàng tăng mạnh sáng nay.\"}",
        "{\"id\":\"2\",\"cluster\":\"b\",\"text\":\"Giá vàng tăng mạnh hôm nay.\"}",
        "{\"id\":\"3\",\"cluster\":\"a\",\"text\":\"Bão đổ bộ Quảng Ninh.\"}",
        "{\"id\":\"4\",\"cluster\":\"b\",\"text\":\"Bão đổ bộ Hải Phòng.\"}",
        "{\"id\":\"5\",\"cluster\":\"c\",\"text\":\"\"}",
        "{\"id\":\"6\",\"cluster\":\"c\",\"text\":\"\"}",
        "{\"id\":\"7\",\"cluster\":\"c\",\"text\":\"\"}",
    };
    gather g;
    CU_ASSERT_EQUAL(run(&g, articles, 7, 0, 1, (vn_cluster_options){0}), CLI_OK);
    const report *r = &g.report;
    CU_ASSERT_EQUAL_FATAL(r->n_groups, 3);
    CU_ASSERT(r->group[2].without_words && !r->group[0].without_words && !r->group[1].without_words);
    CU_ASSERT(r->article[r->order[5]].group == 2 && r->article[r->order[6]].group == 2);
    for (size_t i = 0; i < 6; i++) {
        const vn_merge *m = &r->merges[i];
        CU_ASSERT(m->left < 7 + i && m->right < 7 + i);
        CU_ASSERT(m->left < 7 || r->merges[m->left - 7].distance <= m->distance);
        CU_ASSERT(m->right < 7 || r->merges[m->right - 7].distance <= m->distance);
    }
    gather_free(&g);
}

static void copies_are_told_beside_the_most_similar(void)
{
    enum { ALL = 9 };
    static const char same[] = "Sáng nay một trận mưa đá lớn đã đổ xuống ba xã vùng cao và làm hỏng hàng trăm mái nhà của người dân";
    static char text[ALL][512];
    const char *article[ALL];
    gather g;
    for (size_t i = 0; i < ALL; i++) {
        snprintf(text[i], sizeof text[i], "{\"id\":\"%zu\",\"date\":\"2026-01-%02zu\",\"text\":\"%s%s\"}", i, 20 - i,
                 i < 4 ? same : "Giá vàng tăng", i == 3 ? " ở Lào Cai." : i < 4 ? "." : " mạnh sáng nay.");
        article[i] = text[i];
    }
    pairs = 1;
    CU_ASSERT_EQUAL(run(&g, article, ALL, 4, 1, (vn_cluster_options){0}), CLI_OK);
    const report *r = &g.report;
    CU_ASSERT_EQUAL(r->article[0].copy_of, 3);
    CU_ASSERT_EQUAL(r->article[3].copy_of, 3);
    CU_ASSERT_EQUAL(r->article[4].copy_of, ALL - 1);
    CU_ASSERT(r->n_pairs >= 7 && r->n_pairs <= 8);
    for (size_t i = 0; i < r->n_pairs; i++) {
        CU_ASSERT(r->pair[i].copies);
        CU_ASSERT(r->pair[i].overlap >= 0.48);
        CU_ASSERT(!i || r->pair[i].score <= r->pair[i - 1].score);
        CU_ASSERT(r->pair[i].a < r->pair[i].b);
    }
    gather_free(&g);
    pairs = 50;
}

static bool same_terms(report_terms a, report_terms b)
{
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++)
        same = vn_slice_eq(a.item[i].term, b.item[i].term) && a.item[i].score == b.item[i].score;
    return same;
}

static void expect_same(const report *a, const report *b)
{
    CU_ASSERT_EQUAL_FATAL(a->n, b->n);
    CU_ASSERT_EQUAL(memcmp(a->order, b->order, a->n * sizeof *a->order), 0);
    for (size_t i = 0; i < a->n; i++) {
        const report_article *x = &a->article[i];
        const report_article *y = &b->article[i];
        CU_ASSERT(vn_slice_eq(x->id, y->id) && x->group == y->group && x->x == y->x && x->y == y->y);
        CU_ASSERT(same_terms(x->keywords, y->keywords));
    }
    for (size_t i = 0; i + 1 < a->n; i++)
        CU_ASSERT(a->merges[i].left == b->merges[i].left && a->merges[i].distance == b->merges[i].distance);
    CU_ASSERT_EQUAL_FATAL(a->n_pairs, b->n_pairs);
    for (size_t i = 0; i < a->n_pairs; i++)
        CU_ASSERT(a->pair[i].a == b->pair[i].a && a->pair[i].score == b->pair[i].score &&
                  same_terms(a->pair[i].why, b->pair[i].why));
    CU_ASSERT(same_terms(a->keywords, b->keywords));
}

static void neither_order_nor_threads_change_anything(void)
{
    gather one;
    CU_ASSERT_EQUAL(run(&one, ARTICLES, N, 0, 1, (vn_cluster_options){.k = 2}), CLI_OK);
    for (size_t first = 1; first < N; first++) {
        gather other;
        CU_ASSERT_EQUAL(run(&other, ARTICLES, N, first, first == 2 ? 4 : 2, (vn_cluster_options){.k = 2}), CLI_OK);
        expect_same(&one.report, &other.report);
        gather_free(&other);
    }
    gather_free(&one);
}

/* Rows 0 to 3 are joined in pairs (0, 1) and (2, 3), and 4 comes last; 0 and 3 are alike, and so are 2 and 4. */
static void leaves_that_meet_are_alike(void)
{
    size_t start[] = {0, 2, 3, 5, 7, 8};
    uint32_t col[] = {0, 1, 0, 2, 3, 1, 2, 3};
    double val[] = {0.6, 0.8, 1, 0.6, 0.8, 0.8, 0.6, 1};
    const vn_sparse x = {.rows = 5, .cols = 4, .start = start, .col = col, .val = val};
    const vn_merge merges[] = {{0, 1, 0.1, 2}, {2, 3, 0.2, 2}, {5, 6, 0.5, 4}, {4, 7, 0.9, 5}};
    static const size_t wanted[] = {1, 0, 3, 2, 4};
    size_t order[5] = {0};
    VN_ASSERT_OK(tree_leaves(&x, merges, 5, order, NULL));
    for (size_t i = 0; i < 5; i++)
        CU_ASSERT_EQUAL(order[i], wanted[i]);
    VN_ASSERT_OK(tree_leaves(&x, merges, 1, order, NULL));
    CU_ASSERT_EQUAL(order[0], 0);
}

/* Each part of a merge was made before it, and no part is higher. */
static void trees_are_whole(void)
{
    static const char *const methods[] = {"kmeans", "bisect", "average", "complete", "ward", "leiden", "events"};
    for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
        gather g;
        bool seen[2 * N] = {false};
        CU_ASSERT_EQUAL(run(&g, ARTICLES, N, 0, 1, (vn_cluster_options){.method = methods[m]}), CLI_OK);
        CU_ASSERT_EQUAL(g.report.tree_within_groups, !vn_cluster_makes_tree(methods[m]));
        for (size_t i = 0; i + 1 < N; i++) {
            const vn_merge *merge = &g.report.merges[i];
            CU_ASSERT(merge->left < merge->right && merge->right < N + i);
            CU_ASSERT(!seen[merge->left] && !seen[merge->right]);
            seen[merge->left] = seen[merge->right] = true;
            CU_ASSERT(!i || merge->distance >= g.report.merges[i - 1].distance);
        }
        memset(seen, 0, sizeof seen);
        for (size_t i = 0; i < N; i++)
            seen[g.report.order[i]] = true;
        for (size_t i = 0; i < N; i++)
            CU_ASSERT(seen[i]);
        gather_free(&g);
    }
}

/* What articles hold is one line of valid text, whatever it was, and no field that a report can do without spoils it. */
static void hostile_fields_do_no_harm(void)
{
    static char huge[200000];
    static const char *const odd =
        "{\"id\":\"2\\n\",\"title\":\" a\\u0000b\\u001b[31m\\u2028c\\u202e<script>alert(1)</script>\\u00a0\",\"text\":\"x\\r\\n\\ty\","
        "\"date\":{\"a\":1},\"source\":[\"x\"],\"url\":\"https://a b\",\"keywords\":[\"=1+1\",\"\\ud800\"],\"cluster\":null}";
    const char *article[] = {
        huge, odd, "{\"id\":\"3\",\"text\":\"mưa\",\"date\":\"31/2/2026\",\"url\":\" HTTPS://x.vn/\\\"'\",\"source\":7}"};
    size_t len = (size_t)snprintf(huge, sizeof huge, "{\"id\":\"1\",\"title\":\"");
    while (len < sizeof huge - 32)
        len += (size_t)snprintf(huge + len, 4, "ố");
    snprintf(huge + len, 32, "\",\"text\":\"\"}");
    gather g;
    CU_ASSERT_EQUAL(run(&g, article, 3, 0, 1, (vn_cluster_options){0}), CLI_BAD_DATA);
    gather_free(&g);
    article[1] = "{\"id\":\"2\\n\",\"title\":\" a\\u001b[31m\\u2028c\\u202e<script>\\u00a0\",\"text\":\"x\\r\\n\\ty\",\"date\":{\"a\":1},"
                 "\"source\":[\"x\"],\"url\":\"https://a b\",\"keywords\":[\"=1+1\"],\"cluster\":null}";
    CU_ASSERT_EQUAL(run(&g, article, 3, 0, 1, (vn_cluster_options){0}), CLI_OK);
    const report_article *a = g.report.article;
    CU_ASSERT(a[0].title.len > 480 && a[0].title.len <= 500);
    CU_ASSERT_EQUAL(memcmp(a[0].title.ptr + a[0].title.len - 6, "ố…", 6), 0);
    VN_ASSERT_SLICE(a[1].id, "2\n");
    VN_ASSERT_SLICE(a[1].title, "a [31m c<script>");
    VN_ASSERT_SLICE(a[1].lead, "x y");
    VN_ASSERT_SLICE(a[1].date, "");
    VN_ASSERT_SLICE(a[1].source, "");
    VN_ASSERT_SLICE(a[1].url, "");
    VN_ASSERT_SLICE(a[1].keywords.item[0].term, "=1+1");
    VN_ASSERT_SLICE(a[2].date, "");
    VN_ASSERT_SLICE(a[2].source, "7");
    VN_ASSERT_SLICE(a[2].url, "");
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
        {"words are shown as articles write them", words_are_shown_as_articles_write_them},
        {"lines show what bursts", lines_show_what_bursts},
        {"keywords of records are taken", keywords_of_records_are_taken},
        {"groups of records are taken", groups_of_records_are_taken},
        {"torn groups make a tree too", torn_groups_make_a_tree_too},
        {"copies are told beside the most similar", copies_are_told_beside_the_most_similar},
        {"neither order nor threads change anything", neither_order_nor_threads_change_anything},
        {"leaves that meet are alike", leaves_that_meet_are_alike},
        {"trees are whole", trees_are_whole},
        {"hostile fields do no harm", hostile_fields_do_no_harm},
        {"no article is an error", no_article_is_an_error},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("report_gather", tests);
}
