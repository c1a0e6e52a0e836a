/* Trends: bursts by hand, and all rows against a count of everything on random documents. */
#include "fragment.h"
#include "harness.h"

#include "vn/trend.h"

#include <stdio.h>

enum { MOST_ROWS = 4096, DAYS = 24, DOCUMENTS = 600, VOCABULARY = 40 };

typedef struct told {
    int64_t period;
    char term[32];
    vn_keyness_counts counts;
    double lrc;
} told;

typedef struct list {
    told row[MOST_ROWS];
    size_t n;
    size_t stop_at; /* fails when it is reached; 0: never */
} list;

static vn_status keep(void *context, const vn_trend_row *row, vn_error *err)
{
    list *l = context;
    if (l->stop_at && l->n + 1 == l->stop_at)
        return vn_fail(err, VN_EIO, "full");
    CU_ASSERT_FATAL(l->n < MOST_ROWS && row->term.len < 32);
    told *t = &l->row[l->n++];
    *t = (told){.period = row->period, .counts = row->counts, .lrc = row->lrc};
    memcpy(t->term, row->term.ptr, row->term.len);
    return VN_OK;
}

static void add(vn_trend *t, int64_t period, const char *a, const char *b)
{
    const vn_slice term[] = {vn_slice_str(a), vn_slice_str(b ? b : "")};
    VN_ASSERT_OK(vn_trend_add(t, period, term, b ? 2 : 1, NULL));
}

static bool same_counts(const vn_keyness_counts *a, uint64_t df1, uint64_t n1, uint64_t df2, uint64_t n2)
{
    return a->df1 == df1 && a->n1 == n1 && a->df2 == df2 && a->n2 == n2;
}

static list seen;

static void a_new_word_bursts_and_an_old_one_does_not(void)
{
    vn_trend *t = NULL;
    VN_ASSERT_OK(vn_trend_new(&t, NULL, NULL));
    for (int day = 1; day <= 5; day++)
        for (int i = 0; i < 20; i++)
            add(t, day, "mưa", day == 5 && i < 9 ? "bão" : NULL);
    seen = (list){0};
    VN_ASSERT_OK(vn_trend_write(t, INT64_MAX, keep, &seen, NULL));
    CU_ASSERT_EQUAL_FATAL(seen.n, 1);
    CU_ASSERT_STRING_EQUAL(seen.row[0].term, "bão");
    CU_ASSERT_EQUAL(seen.row[0].period, 5);
    CU_ASSERT(same_counts(&seen.row[0].counts, 9, 20, 0, 80));
    CU_ASSERT_EQUAL(seen.row[0].lrc, vn_keyness_lrc(&seen.row[0].counts, 0.05, 2));
    vn_trend_free(t);
}

static void chosen_terms_have_a_row_every_day(void)
{
    const vn_slice term[] = {vn_slice_str("lũ"), vn_slice_str("bão"), vn_slice_str("lũ")};
    const vn_trend_options options = {.window = 1, .term = term, .n_terms = 3};
    vn_trend *t = NULL;
    VN_ASSERT_OK(vn_trend_new(&t, &options, NULL));
    add(t, 12, "bão", "mưa");
    add(t, 10, "nắng", NULL);
    add(t, 12, "lũ", "bão");
    add(t, 17, "gió", NULL);
    seen = (list){0};
    VN_ASSERT_OK(vn_trend_write(t, INT64_MAX, keep, &seen, NULL));
    CU_ASSERT_EQUAL_FATAL(seen.n, 6);
    CU_ASSERT_STRING_EQUAL(seen.row[2].term, "lũ");
    CU_ASSERT(same_counts(&seen.row[0].counts, 0, 1, 0, 0));
    CU_ASSERT(same_counts(&seen.row[2].counts, 1, 2, 0, 1));
    CU_ASSERT(same_counts(&seen.row[3].counts, 2, 2, 0, 1));
    CU_ASSERT(same_counts(&seen.row[5].counts, 0, 1, 2, 2)); /* the window is one day that has documents */
    vn_trend_free(t);
}

static void what_was_written_is_closed(void)
{
    vn_trend *t = NULL;
    vn_error err;
    VN_ASSERT_OK(vn_trend_new(&t, &(vn_trend_options){.window = 2}, NULL));
    add(t, 1, "a", NULL);
    add(t, 3, "a", NULL);
    VN_ASSERT_OK(vn_trend_write(t, 3, keep, &seen, NULL));
    CU_ASSERT_EQUAL(vn_trend_add(t, 1, NULL, 0, &err), VN_EINVAL);
    VN_ASSERT_OK(vn_trend_add(t, 2, NULL, 0, &err));
    VN_ASSERT_OK(vn_trend_write(t, 4, keep, &seen, NULL));
    CU_ASSERT_EQUAL(vn_trend_add(t, 3, NULL, 0, &err), VN_EINVAL);
    vn_trend_free(t);
}

static void a_failure_to_write_is_passed_on(void)
{
    const vn_slice term[] = {vn_slice_str("a"), vn_slice_str("b")};
    vn_trend *t = NULL;
    VN_ASSERT_OK(vn_trend_new(&t, &(vn_trend_options){.term = term, .n_terms = 2}, NULL));
    add(t, 1, "a", NULL);
    seen = (list){.stop_at = 2};
    CU_ASSERT_EQUAL(vn_trend_write(t, 9, keep, &seen, NULL), VN_EIO);
    CU_ASSERT_EQUAL(seen.n, 1);
    vn_trend_free(t);
}

static void wrong_options_are_refused(void)
{
    vn_trend *t = NULL;
    CU_ASSERT_EQUAL(vn_trend_new(&t, &(vn_trend_options){.alpha = 1}, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_trend_new(&t, &(vn_trend_options){.alpha = -0.1}, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_trend_new(&t, &(vn_trend_options){.window = 1 << 21}, NULL), VN_EINVAL);
    CU_ASSERT_PTR_NULL(t);
}

/* Random documents: word w of day d is frequent when they meet. ------------------------------------------------------- */

static char word[VOCABULARY][12];
static bool holds[DOCUMENTS][VOCABULARY];
static int day_of[DOCUMENTS];

static uint32_t draw(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void make_documents(uint32_t seed)
{
    for (int w = 0; w < VOCABULARY; w++)
        snprintf(word[w], sizeof word[w], "từ_%d", w);
    for (int i = 0; i < DOCUMENTS; i++) {
        day_of[i] = (int)(draw(&seed) % DAYS) * 2 - DAYS; /* days without documents between, and below 0 */
        for (int w = 0; w < VOCABULARY; w++)
            holds[i][w] = draw(&seed) % 100 < (uint32_t)(w == (day_of[i] + DAYS) / 2 ? 60 : w % 7);
    }
}

static void add_document(vn_trend *t, int i)
{
    vn_slice term[VOCABULARY];
    size_t n = 0;
    for (int w = 0; w < VOCABULARY; w++)
        if (holds[i][w])
            term[n++] = vn_slice_str(word[w]);
    VN_ASSERT_OK(vn_trend_add(t, day_of[i], term, n, NULL));
}

/* Documents that hold word w (-1: any) of the days from .. to. */
static uint64_t count(int w, int from, int to)
{
    uint64_t n = 0;
    for (int i = 0; i < DOCUMENTS; i++)
        n += day_of[i] >= from && day_of[i] <= to && (w < 0 || holds[i][w]);
    return n;
}

/* Where the window of so many days with documents before `day` begins. */
static int window_start(int day, int window)
{
    int at = day - 1;
    for (; at >= -DAYS && window; at--)
        window -= count(-1, at, at) > 0;
    return at + 1;
}

static void check_day(int day, int window, size_t *row)
{
    uint64_t candidates = 0;
    size_t bursts = 0;
    const int from = window_start(day, window);
    for (int w = 0; w < VOCABULARY; w++)
        candidates += count(w, day, day) >= 3;
    for (int w = 0; w < VOCABULARY; w++) {
        const vn_keyness_counts c = {count(w, day, day), count(-1, day, day), count(w, from, day - 1), count(-1, from, day - 1)};
        const double lrc = c.df1 >= 3 ? vn_keyness_lrc(&c, 0.05, candidates) : 0;
        bool found = false;
        for (size_t i = *row; i < seen.n && seen.row[i].period == day; i++)
            if (strcmp(seen.row[i].term, word[w]) == 0)
                found = same_counts(&seen.row[i].counts, c.df1, c.n1, c.df2, c.n2) && !(seen.row[i].lrc - lrc > 0);
        CU_ASSERT_EQUAL(found, lrc > 0);
        bursts += lrc > 0;
    }
    for (size_t i = 1; i < bursts; i++)
        CU_ASSERT(seen.row[*row + i].lrc <= seen.row[*row + i - 1].lrc);
    *row += bursts;
}

static void rows_are_those_of_counting_everything(void)
{
    size_t total = 0;
    for (int window = 1; window <= 9; window += 4) {
        vn_trend *t = NULL;
        size_t row = 0;
        make_documents((uint32_t)window);
        VN_ASSERT_OK(vn_trend_new(&t, &(vn_trend_options){.window = (size_t)window}, NULL));
        for (int i = 0; i < DOCUMENTS; i++)
            add_document(t, i);
        seen = (list){0};
        VN_ASSERT_OK(vn_trend_write(t, INT64_MAX, keep, &seen, NULL));
        for (int day = -DAYS; day < DAYS; day++)
            check_day(day, window, &row);
        CU_ASSERT_EQUAL(row, seen.n);
        total += row;
        vn_trend_free(t);
    }
    CU_ASSERT(total > 20);
}

/* The same written day by day, with words that come once each between, so that the map is made anew many times. */
static void day_by_day_the_rows_are_the_same(void)
{
    static list at_once;
    vn_trend *all = NULL;
    vn_trend *daily = NULL;
    char once[24];
    make_documents(5);
    VN_ASSERT_OK(vn_trend_new(&all, &(vn_trend_options){.window = 3}, NULL));
    VN_ASSERT_OK(vn_trend_new(&daily, &(vn_trend_options){.window = 3}, NULL));
    seen = at_once = (list){0};
    for (int day = -DAYS; day < DAYS; day++) {
        for (int i = 0; i < DOCUMENTS; i++)
            if (day_of[i] == day) {
                add_document(all, i);
                add_document(daily, i);
            }
        for (int i = 0; i < 200; i++) {
            snprintf(once, sizeof once, "một_lần_%d_%d", day, i);
            add(all, day, once, NULL);
            add(daily, day, once, NULL);
        }
        VN_ASSERT_OK(vn_trend_write(daily, day + 1, keep, &seen, NULL));
    }
    VN_ASSERT_OK(vn_trend_write(all, INT64_MAX, keep, &at_once, NULL));
    CU_ASSERT(seen.n > 10);
    CU_ASSERT_EQUAL_FATAL(seen.n, at_once.n);
    for (size_t i = 0; i < seen.n; i++)
        CU_ASSERT(memcmp(&seen.row[i], &at_once.row[i], sizeof seen.row[i]) == 0);
    vn_trend_free(all);
    vn_trend_free(daily);
}

static void of_nested_terms_one_is_told(void)
{
    const struct {
        const char *term;
        uint64_t df;
        bool dropped;
    } row[] = {
        {"điểm_chuẩn", 25, false}, {"nam định", 8, true},  /* stands mostly in the longer one */
        {"clb nam định", 7, false}, {"lấy điểm_chuẩn", 6, true}, {"bão số", 9, true}, {"bão", 10, true},
        {"bão số mười", 8, false}, {"mười", 30, true},     /* a better one holds it */
        {"lấy", 5, true}, {"chuẩn", 5, false}, /* not whole words; "lấy" is a fragment of what is dropped */
    };
    vn_fragment_term term[VN_COUNT(row)];
    bool dropped[VN_COUNT(row)];
    vn_map map = {0};
    for (size_t i = 0; i < VN_COUNT(row); i++)
        term[i] = (vn_fragment_term){vn_slice_str(row[i].term), row[i].df};
    for (int again = 0; again < 2; again++) {
        CU_ASSERT(vn_fragments(term, VN_COUNT(row), ' ', &map, dropped));
        for (size_t i = 0; i < VN_COUNT(row); i++)
            CU_ASSERT_EQUAL(dropped[i], row[i].dropped);
    }
    vn_map_free(&map);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"a new word bursts and an old one does not", a_new_word_bursts_and_an_old_one_does_not},
        {"chosen terms have a row every day", chosen_terms_have_a_row_every_day},
        {"what was written is closed", what_was_written_is_closed},
        {"a failure to write is passed on", a_failure_to_write_is_passed_on},
        {"wrong options are refused", wrong_options_are_refused},
        {"rows are those of counting everything", rows_are_those_of_counting_everything},
        {"day by day the rows are the same", day_by_day_the_rows_are_the_same},
        {"of nested terms one is told", of_nested_terms_one_is_told},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("trend", tests);
}
