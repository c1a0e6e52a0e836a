#include "report_sample.h"

#include "vn/vocab.h"
#include "vn/weights.h"

#include <math.h>
#include <string.h>

#define TEXT(s) {s, sizeof(s) - 1}
#define LIST(array) {array, sizeof(array) / sizeof((array)[0])}

static const report_term LABELS_0[] = {{TEXT("khai giảng"), 21.5, 3}, {TEXT("học sinh"), 11.25, 2}};
static const report_term LABELS_1[] = {{TEXT("</title><script>alert(1)</script>"), 9, 2}};
static const report_term KEYS_0[] = {{TEXT("lễ khai giảng"), 0.9, 3}, {TEXT("học sinh"), 0.7, 2}, {TEXT("Nậm Hạt"), 0.2, 1}};
static const report_term KEYS_1[] = {{TEXT("=1+1"), 0.8, 2}, {TEXT("\" onmouseover=\"alert(1)"), 0.3, 1}};
static const report_term KEYS_ALL[] = {{TEXT("lễ khai giảng"), 0.9, 3}, {TEXT("=1+1"), 0.8, 2}, {TEXT("a & b <c>"), 0.5, 1}};
static const report_term WHY_0[] = {{TEXT("khai giảng"), 0.4, 0}, {TEXT("học sinh"), 0.2, 0}};
static const report_term WHY_1[] = {{TEXT("<b>"), 0.25, 0}};

static const report_article ARTICLES[] = {
    {.id = TEXT("a-1"), .title = TEXT("Lễ khai giảng không có cổng trường ở Nậm Hạt"), .date = TEXT("2026-09-05"),
     .source = TEXT("Báo Một"), .url = TEXT("https://example.org/1?a=1&b=\"2\""), .lead = TEXT("Sáng nay, 120 học sinh…"),
     .words = 1200, .group = 0, .copy_of = 0, .x = -0.9, .y = 0.1, .keywords = LIST(KEYS_0)},
    {.id = TEXT("a-2"), .title = TEXT("</script><script>alert('bài')</script><!--"), .date = TEXT("2026-09-05"),
     .source = TEXT("<i>Báo Hai</i>"), .url = TEXT("javascript:alert(1)"), .lead = TEXT("]]> &amp; <img src=x onerror=alert(1)>"),
     .words = 340, .group = 0, .copy_of = 0, .x = -0.85, .y = 0.15, .keywords = LIST(KEYS_0)},
    {.id = TEXT("a-3"), .title = TEXT("\"><img src=x onerror=alert(1)>"), .date = TEXT("2026-09-06"), .source = TEXT("Báo Một"),
     .words = 56, .group = 0, .copy_of = 2, .x = -0.5, .y = -0.2, .keywords = LIST(KEYS_0)},
    {.id = TEXT("=2+3"), .title = TEXT("=HYPERLINK(\"http://example.org\";\"Bấm\")"), .date = TEXT("2026-09-07"),
     .words = 78, .group = 1, .copy_of = 3, .x = 0.9, .y = 0.4, .keywords = LIST(KEYS_1)},
    {.id = TEXT("-5"), .title = TEXT("@SUM(1+1)*cmd|' /C calc'!A0, \xe2\x80\xa8 dòng hai {{7*7}} $x$ \\input{x} | `a` *b* _c_"),
     .source = TEXT("+84"), .words = 90, .group = 1, .copy_of = 4, .x = 0.8, .y = -0.7, .keywords = LIST(KEYS_1)},
    {.id = TEXT("a-6"), .title = TEXT("Ho\xcc\x80" "a bi\xcc\x80nh \x01\x1b[31m\xf0\x9f\x98\x80 \xef\xbf\xbe"),
     .date = TEXT("2026-09-07"), .words = 12345, .group = 2, .copy_of = 5, .x = 0, .y = 0},
    {.id = TEXT("trống.txt:1"), .title = TEXT("trống.txt:1"), .words = 0, .group = 3, .copy_of = 6},
};
enum { N = sizeof ARTICLES / sizeof *ARTICLES };

static const size_t MEMBER_0[] = {2, 0, 1};
static const size_t MEMBER_1[] = {3, 4};
static const size_t MEMBER_2[] = {5};
static const size_t MEMBER_3[] = {6};
static const report_group GROUPS[] = {
    {.size = 3, .central = 0, .cohesion = 0.512, .labels = LIST(LABELS_0), .keywords = LIST(KEYS_0), .member = MEMBER_0},
    {.size = 2, .central = 3, .cohesion = 0.25, .labels = LIST(LABELS_1), .keywords = LIST(KEYS_1), .member = MEMBER_1},
    {.size = 1, .central = 5, .cohesion = 1, .member = MEMBER_2},
    {.size = 1, .central = 6, .cohesion = 0, .member = MEMBER_3, .without_words = true},
};
static const size_t ORDER[] = {2, 0, 1, 3, 4, 5, 6};
static const vn_merge MERGES[] = {{0, 1, 0.1, 2}, {2, 7, 0.5, 3}, {3, 4, 0.75, 2}, {8, 9, 0.9, 5}, {5, 10, 0.95, 6}, {6, 11, 1, 7}};
static const report_pair PAIRS[] = {
    {.a = 0, .b = 1, .score = 0.9, .copies = true, .overlap = 0.815, .why = LIST(WHY_0)},
    {.a = 0, .b = 2, .score = 0.6, .why = LIST(WHY_0)},
    {.a = 3, .b = 4, .score = 0.25, .why = LIST(WHY_1)},
};
static const vn_slice PERIODS[] = {TEXT("2026-09-05"), TEXT("2026-09-06"), TEXT("2026-09-07")};
static const uint64_t ARTICLES_IN[] = {2, 1, 2};
static const uint64_t LINE_0[] = {2, 1, 0};
static const uint64_t LINE_1[] = {0, 0, 1};
static const report_line LINES[] = {{.term = TEXT("lễ khai giảng"), .articles = LINE_0, .burst = 0, .burst_period = 0},
                                    {.term = TEXT("=1+1 <b>"), .articles = LINE_1, .burst = 1.25, .burst_period = 2}};

static const report SAMPLE = {
    .title = TEXT("Tin <b>tuần</b> & \"cuối tuần\""),
    .n = N, .article = ARTICLES,
    .n_groups = sizeof GROUPS / sizeof *GROUPS, .group = GROUPS,
    .order = ORDER, .merges = MERGES,
    .keywords = LIST(KEYS_ALL),
    .pair = PAIRS, .n_pairs = sizeof PAIRS / sizeof *PAIRS,
    .map_share = {0.4, 0.2},
    .n_dated = 5, .n_periods = 3, .period = PERIODS, .articles_in = ARTICLES_IN,
    .line = LINES, .n_lines = sizeof LINES / sizeof *LINES,
    .method = "average", .made_by = "vntext 0.1.0", .figures = REPORT_HEAT_MAP | REPORT_TREE,
};
static report sample;
static vn_vocab *vocab;

/* Cosines: 0.6 between articles of group 0, 0.25 of group 1, 0 elsewhere; article 6 is empty. */
static const struct {
    size_t article;
    const char *term;
    double weight;
} WEIGHTS[] = {{0, "khai_giảng", 0.6}, {0, "học_sinh", 0.8}, {1, "khai_giảng", 0.6}, {1, "học_sinh", 0.8},
               {2, "khai_giảng", 1},   {3, "<b>", 1},        {4, "<b>", 0.25},      {4, "=1+1", 0.96824583655185422},
               {5, "hòa_bình", 1}};

static vn_status add_article(vn_collection *all, size_t article, vn_error *err)
{
    vn_term term[4];
    size_t n = 0;
    for (size_t i = 0; i < sizeof WEIGHTS / sizeof *WEIGHTS; i++)
        if (WEIGHTS[i].article == article)
            term[n++] = (vn_term){.key = {WEIGHTS[i].term, strlen(WEIGHTS[i].term)}, .count = 1, .weight = WEIGHTS[i].weight};
    return vn_collection_add_weighted(all, term, n, err);
}

const report *report_sample(bool english)
{
    vn_collection *all = NULL;
    sample = SAMPLE;
    sample.english = english;
    vn_status st = vn_collection_new(&all, NULL);
    for (size_t i = 0; !st && i < N; i++)
        st = add_article(all, i, NULL);
    if (!st)
        st = vn_collection_finish(all, NULL, NULL, &vocab, &sample.matrix, NULL);
    vn_collection_free(all);
    sample.vocab = vocab;
    return st ? NULL : &sample;
}

void report_sample_free(void)
{
    vn_vocab_free(vocab);
    vn_sparse_free(&sample.matrix);
    vocab = NULL;
}
