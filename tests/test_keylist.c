/* Keywords of sets: scores by hand, and the same lists whatever the order of the documents. */
#include "harness.h"

#include "vn/keylist.h"

#include <math.h>
#include <stdio.h>

enum { MOST = 512, MANY = 3000, WORDS = 60 };

static char report[1 << 20]; /* what was written, as text */
static size_t written;

static vn_status write_text(void *context, const vn_keylist_group *g, vn_error *err)
{
    (void)context;
    (void)err;
    char *to = report + written;
    size_t left = sizeof report - written;
    int n = snprintf(to, left, "[%.*s %d]", (int)g->group.len, g->group.ptr, (int)g->documents);
    written += (size_t)n;
    for (size_t i = 0; i < g->n; i++) {
        const vn_keylist_term *t = &g->term[i];
        left = sizeof report - written;
        n = snprintf(report + written, left, " %.*s:%.6f:%d/%d:%d:", (int)t->term.len, t->term.ptr, t->score,
                     (int)t->counts.df1, (int)t->counts.df2, (int)t->count);
        written += (size_t)n;
        for (size_t e = 0; e < t->n_examples; e++) {
            n = snprintf(report + written, sizeof report - written, "%s%.*s", e ? "," : "", (int)t->example[e].len,
                         t->example[e].ptr);
            written += (size_t)n;
        }
    }
    CU_ASSERT_FATAL(written + 1000 < sizeof report);
    return VN_OK;
}

static const char *lists(vn_keylist *l, size_t limit)
{
    written = 0;
    report[0] = '\0';
    VN_ASSERT_OK(vn_keylist_write(l, limit, write_text, NULL, NULL));
    return report;
}

/* Words parted by a space; keys have their spaces as `_`, and are what stands before a slash. */
static void add(vn_keylist *l, const char *group, const char *id, const char *words)
{
    vn_keyword keyword[16] = {0};
    char key[16][32];
    size_t n = 0;
    while (*words) {
        const size_t len = strcspn(words, " ");
        keyword[n].term = vn_slice_of(words, len);
        for (size_t i = 0; i < len; i++)
            key[n][i] = words[i] >= 'A' && words[i] <= 'Z' ? (char)(words[i] - 'A' + 'a') : words[i];
        keyword[n].key = vn_slice_of(key[n], len);
        keyword[n].count = n + 1;
        words += len + (words[len] == ' ');
        n++;
    }
    VN_ASSERT_OK(vn_keylist_add(l, vn_slice_str(group), vn_slice_str(id), keyword, n, NULL));
}

static void ranks_of_the_documents_are_added(void)
{
    vn_keylist *l = NULL;
    VN_ASSERT_OK(vn_keylist_new(&l, NULL));
    CU_ASSERT_STRING_EQUAL(lists(l, 0), "");
    add(l, "", "d2", "mưa Gió");
    add(l, "", "d1", "gió mưa lũ");
    add(l, "", "d3", "gió");
    add(l, "", "d4", "");
    /* gió: (3/4 + 3/3 + 3/3) / 4 documents; mưa: (3/3 + 3/4) / 4; lũ: 3/5 / 4 */
    CU_ASSERT_STRING_EQUAL(lists(l, 0), "[ 4] gió:0.687500:3/0:4:d1,d3,d2 mưa:0.437500:2/0:3:d2,d1 lũ:0.150000:1/0:3:d1");
    CU_ASSERT_STRING_EQUAL(lists(l, 1), "[ 4] gió:0.687500:3/0:4:d1,d3,d2");
    vn_keylist_free(l);
}

static void what_is_frequent_elsewhere_weighs_less(void)
{
    vn_keylist *l = NULL;
    char id[8];
    VN_ASSERT_OK(vn_keylist_new(&l, NULL));
    for (int i = 0; i < 20; i++) {
        snprintf(id, sizeof id, "%d", i);
        add(l, i % 2 ? "10" : "9", id, i % 2 ? "mưa lũ" : "mưa nắng");
    }
    const vn_keyness_counts c = {10, 10, 0, 10};
    char wanted[200];
    const double lrc = vn_keyness_lrc(&c, 0.05, 2);
    CU_ASSERT(lrc > 0);
    const double score = 3.0 / 4 * (1 + 4 * lrc);
    snprintf(wanted, sizeof wanted, "[9 10] nắng:%.6f:10/0:20:0,10,12 mưa:1.000000:10/10:10:0,10,12"
             "[10 10] lũ:%.6f:10/0:20:1,11,13 mưa:1.000000:10/10:10:1,11,13", score, score);
    CU_ASSERT_STRING_EQUAL(lists(l, 0), wanted);
    vn_keylist_free(l);
}

static void groups_stand_by_number_then_by_bytes(void)
{
    static const char *const name[] = {"\"b\"", "10", "9", "\"a\"", "007", "0"};
    vn_keylist *l = NULL;
    VN_ASSERT_OK(vn_keylist_new(&l, NULL));
    for (size_t i = 0; i < VN_COUNT(name); i++)
        add(l, name[i], "d", "");
    CU_ASSERT_STRING_EQUAL(lists(l, 0), "[0 1][9 1][10 1][\"a\" 1][\"b\" 1][007 1]");
    vn_keylist_free(l);
}

static void none_is_inside_another_and_the_most_frequent_form_is_shown(void)
{
    vn_keylist *l = NULL;
    VN_ASSERT_OK(vn_keylist_new(&l, NULL));
    add(l, "", "1", "Trump donald_trump LA");
    add(l, "", "2", "TRUMP nga La");
    add(l, "", "3", "Trump nam_la x");
    add(l, "", "4", "trump my");
    add(l, "", "5", "trump my");
    CU_ASSERT_STRING_EQUAL(lists(l, 3), "[ 5] Trump:1.000000:5/0:5:1,2,3 my:0.300000:2/0:4:4,5 LA:0.240000:2/0:6:1,2");
    vn_keylist_free(l);
}

/* Many documents at random, twice, in opposite orders. */
static void the_order_of_documents_leaves_no_trace(void)
{
    static char text[MANY][200];
    static char first[sizeof report];
    vn_keylist *l = NULL;
    uint32_t state = 7;
    for (int i = 0; i < MANY; i++) {
        size_t len = 0;
        text[i][0] = '\0';
        for (int w = 0; w < 12; w++) {
            state = state * 1664525u + 1013904223u;
            char word[16];
            const uint32_t pick = (state >> 10) % WORDS;
            snprintf(word, sizeof word, "%c%u_%d", (state >> 8) % 3 ? 'w' : 'W', (unsigned)pick, w); /* none twice */
            len += (size_t)snprintf(text[i] + len, sizeof text[i] - len, "%s%s", w ? " " : "", word);
        }
    }
    for (int turn = 0; turn < 2; turn++) {
        VN_ASSERT_OK(vn_keylist_new(&l, NULL));
        for (int i = 0; i < MANY; i++) {
            const int at = turn ? MANY - 1 - i : i;
            char id[16];
            char group[16];
            snprintf(id, sizeof id, "d%d", at);
            snprintf(group, sizeof group, "%d", at % 7 * (at % 3));
            add(l, group, id, text[at]);
        }
        lists(l, 50);
        if (!turn)
            memcpy(first, report, written + 1);
        vn_keylist_free(l);
    }
    CU_ASSERT(written > 10000);
    CU_ASSERT_STRING_EQUAL(first, report);
}

static vn_status refuse(void *context, const vn_keylist_group *g, vn_error *err)
{
    (void)context;
    (void)g;
    return vn_fail(err, VN_EIO, "full");
}

static void a_failure_to_write_is_passed_on(void)
{
    vn_keylist *l = NULL;
    VN_ASSERT_OK(vn_keylist_new(&l, NULL));
    add(l, "", "d", "mưa");
    CU_ASSERT_EQUAL(vn_keylist_write(l, 3, refuse, NULL, NULL), VN_EIO);
    vn_keylist_free(l);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"ranks of the documents are added", ranks_of_the_documents_are_added},
        {"what is frequent elsewhere weighs less", what_is_frequent_elsewhere_weighs_less},
        {"groups stand by number, then by bytes", groups_stand_by_number_then_by_bytes},
        {"none is inside another, and the most frequent form is shown", none_is_inside_another_and_the_most_frequent_form_is_shown},
        {"the order of documents leaves no trace", the_order_of_documents_leaves_no_trace},
        {"a failure to write is passed on", a_failure_to_write_is_passed_on},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("keylist", tests);
}
