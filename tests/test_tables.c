/* Counting documents in bounded memory, adding and subtracting days, leaving out terms. */
#include "harness.h"

#include "buf.h"
#include "rng.h"
#include "vn/df.h"
#include "vn/terms.h"

#include <stdio.h>
#include <unistd.h>

enum { DOCUMENTS = 400, WORDS = 30, HANDLES = 3 };

static vn_status append(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_slice(context, bytes, err);
}

/* Document d of an endless collection, as a `words` field. */
static void make_document(vn_buf *text, uint64_t d)
{
    vn_rng rng;
    vn_rng_seed(&rng, d);
    text->len = 0;
    VN_ASSERT_OK(vn_buf_str(text, "ngày", NULL));
    for (size_t i = vn_rng_below(&rng, WORDS); i > 0; i--) {
        const size_t range = 1 + vn_rng_below(&rng, 60);
        VN_ASSERT_OK(vn_buf_printf(text, NULL, "%sTừ_%u", vn_rng_below(&rng, 9) ? " " : " . ",
                                   (unsigned)vn_rng_below(&rng, range)));
    }
}

static void list_document(vn_terms *terms, vn_buf *text, uint64_t d, vn_term **list, size_t *n)
{
    make_document(text, d);
    vn_terms_begin(terms);
    VN_ASSERT_OK(vn_terms_add_field(terms, vn_slice_of(text->ptr, text->len), NULL));
    VN_ASSERT_OK(vn_terms_list(terms, list, n, NULL));
}

static const vn_terms_options phrases = {.ngram_max = 3};

/* The table of the documents from .. end - 1, counted in a map. */
static void write_plain(vn_buf *out, uint64_t from, uint64_t end, vn_df_cut cut)
{
    vn_df *df = NULL;
    vn_terms *terms = NULL;
    vn_buf text = {0};
    VN_ASSERT_OK(vn_df_new(&df, 7, NULL));
    VN_ASSERT_OK(vn_terms_new(&terms, &phrases, NULL));
    for (uint64_t d = from; d < end; d++) {
        vn_term *list = NULL;
        vn_slice key[WORDS * 4];
        size_t n = 0;
        list_document(terms, &text, d, &list, &n);
        for (size_t i = 0; i < n; i++)
            key[i] = list[i].key;
        VN_ASSERT_OK(vn_df_add_document(df, key, n, NULL));
    }
    VN_ASSERT_OK(vn_df_write(df, cut, append, out, NULL));
    vn_buf_free(&text);
    vn_terms_free(terms);
    vn_df_free(df);
}

/* The same by several handles that spill. */
static void write_counted(vn_buf *out, size_t handles, size_t memory, vn_df_cut cut)
{
    vn_terms *terms[HANDLES];
    vn_buf text = {0};
    for (size_t i = 0; i < handles; i++)
        VN_ASSERT_OK(vn_terms_new(&terms[i], &phrases, NULL));
    for (uint64_t d = 0; d < DOCUMENTS; d++) {
        vn_term *list = NULL;
        size_t n = 0;
        vn_terms *own = terms[vn_mix(d) % handles];
        list_document(own, &text, d, &list, &n);
        VN_ASSERT_OK(vn_terms_count(own, memory, NULL));
    }
    VN_ASSERT_OK(vn_terms_write_df(terms, handles, (vn_df_kind){.fingerprint = 7}, cut, append, out, NULL));
    for (size_t i = 0; i < handles; i++)
        vn_terms_free(terms[i]);
    vn_buf_free(&text);
}

static void same(const vn_buf *a, const vn_buf *b)
{
    CU_ASSERT(a->len > 1000);
    CU_ASSERT(vn_slice_eq(vn_slice_of(a->ptr, a->len), vn_slice_of(b->ptr, b->len)));
}

/* 1 byte: every document is a run, more of them than are open at once. */
static void memory_and_handles_do_not_change_the_table(void)
{
    const size_t memory[] = {0, 1, 1 << 14, 1 << 17};
    const vn_df_cut cuts[] = {{0}, {.min_df = 3, .max_share = 0.5}};
    for (size_t c = 0; c < VN_COUNT(cuts); c++) {
        vn_buf plain = {0};
        write_plain(&plain, 0, DOCUMENTS, cuts[c]);
        for (size_t m = 0; m < VN_COUNT(memory); m++)
            for (size_t handles = 1; handles <= HANDLES; handles++) {
                vn_buf counted = {0};
                write_counted(&counted, handles, memory[m], cuts[c]);
                same(&counted, &plain);
                vn_buf_free(&counted);
            }
        vn_buf_free(&plain);
    }
}

static void a_run_that_cannot_be_written_is_a_failure(void)
{
    vn_terms *terms = NULL;
    vn_buf text = {0};
    vn_term *list = NULL;
    size_t n = 0;
    vn_error err = {0};
    const char *before = getenv("TMPDIR");
    char *kept = before ? strdup(before) : NULL;
    setenv("TMPDIR", "/nonexistent", 1);
    VN_ASSERT_OK(vn_terms_new(&terms, NULL, NULL));
    list_document(terms, &text, 1, &list, &n);
    CU_ASSERT_EQUAL(vn_terms_count(terms, 1, &err), VN_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, "temporary file"));
    if (kept)
        setenv("TMPDIR", kept, 1);
    else
        unsetenv("TMPDIR");
    free(kept);
    vn_buf_free(&text);
    vn_terms_free(terms);
}

/* ---- days ---- */

enum { DAYS = 140, PER_DAY = 3, NAME = 32 };

static void make_file(char *name, const char *bytes, size_t len)
{
    strncpy(name, "/tmp/vn-test-tables-XXXXXX", NAME);
    const int fd = mkstemp(name);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL(write(fd, bytes, len), (ssize_t)len);
    close(fd);
}

/* The sum of days 0 .. plus - 1 of tables less that of `minus` of them from day `first` on. */
static void check_window(size_t plus, size_t first, size_t minus, uint64_t from, uint64_t end)
{
    static char name[DAYS + 1][NAME];
    const char *path[2 * DAYS];
    vn_buf expected = {0};
    vn_buf got = {0};
    vn_df_merge_report report;
    for (size_t day = 0; day < plus; day++) {
        vn_buf table = {0};
        write_plain(&table, day * PER_DAY, (day + 1) * PER_DAY, (vn_df_cut){0});
        make_file(name[day], table.ptr, table.len);
        vn_buf_free(&table);
        path[day] = name[day];
    }
    for (size_t day = 0; day < minus; day++)
        path[plus + day] = name[first + day];
    write_plain(&expected, from * PER_DAY, end * PER_DAY, (vn_df_cut){0});
    VN_ASSERT_OK(vn_df_merge_files(path, plus + minus, minus, (vn_df_cut){0}, append, &got, &report, NULL));
    CU_ASSERT_EQUAL(report.pruned, 0);
    CU_ASSERT(vn_slice_eq(vn_slice_of(got.ptr, got.len), vn_slice_of(expected.ptr, expected.len)));
    for (size_t day = 0; day < plus; day++)
        unlink(path[day]);
    vn_buf_free(&expected);
    vn_buf_free(&got);
}

static void a_window_of_days_moves_by_adding_and_subtracting(void)
{
    check_window(8, 0, 1, 1, 8);
    check_window(8, 0, 7, 7, 8);
    check_window(5, 3, 2, 0, 3);
    check_window(DAYS, 0, DAYS - 4, DAYS - 4, DAYS); /* more than are open at once, on both sides */
}

/* Some hundred KB, so that rows lie across the pieces in which a file is read, and long rows among short ones. */
static void large_tables_are_merged_row_by_row(void)
{
    enum { ROWS = 20000 };
    char tail[300];
    char name[NAME];
    vn_buf table = {0};
    vn_buf twice = {0};
    vn_buf got = {0};
    memset(tail, 'x', sizeof tail);
    VN_ASSERT_OK(vn_buf_str(&table, "\t900\tvndf1\t0000000000000000\n", NULL));
    VN_ASSERT_OK(vn_buf_str(&twice, "\t1800\tvndf1\t0000000000000000\n", NULL));
    for (unsigned i = 0; i < ROWS; i++) {
        const unsigned df = 1 + i % 900;
        VN_ASSERT_OK(vn_buf_printf(&table, NULL, "từ_%05u%.*s\t%u\n", i, i % 64 ? 0 : (int)sizeof tail, tail, df));
        VN_ASSERT_OK(vn_buf_printf(&twice, NULL, "từ_%05u%.*s\t%u\n", i, i % 64 ? 0 : (int)sizeof tail, tail, 2 * df));
    }
    make_file(name, table.ptr, table.len);
    const char *paths[] = {name, name};
    VN_ASSERT_OK(vn_df_merge_files(paths, 2, 0, (vn_df_cut){0}, append, &got, NULL, NULL));
    CU_ASSERT(vn_slice_eq(vn_slice_of(got.ptr, got.len), vn_slice_of(twice.ptr, twice.len)));
    unlink(name);
    vn_buf_free(&table);
    vn_buf_free(&twice);
    vn_buf_free(&got);
}

#define HEAD(n) "\t" n "\tvndf1\t0123456789abcdef"

typedef struct refusal {
    const char *plus;
    const char *minus;
    size_t line;
    const char *says;
} refusal;

static const refusal refusals[] = {
    {HEAD("9") "\na\t2\nb\t4\n", HEAD("2") "\na\t1\nc\t1\n", 3, "'c' would be in fewer than no documents (0 less 1)"},
    {HEAD("5") "\na\t2\nb\t4\n", HEAD("3") "\na\t3\nb\t3\n", 2, "'a' would be in fewer than no documents (2 less 3)"},
    {HEAD("5") "\na\t2\nb\t5\n", HEAD("3") "\na\t1\n", 0, "'b' would be in 5 of 2 documents"},
    {HEAD("5") "\na\t5\n", HEAD("3") "\na\t1\n", 2, "'a' would be in 4 of 2 documents"},
    {HEAD("2") "\na\t2\n", HEAD("3") "\na\t1\n", 1, "counts 3 documents, of which only 2 are left"},
    {HEAD("5") "\na\t2\n", "\t2\tvndf1\t0123456789abcdee\na\t1\n", 1, "does not add up with /tmp/vn-test-tables-"},
    {HEAD("5") "\na\t2\n", HEAD("3") "\tpruned\na\t1\n", 1, "terms were left out"},
};

static void what_would_fall_below_zero_is_refused_with_its_place(void)
{
    for (size_t i = 0; i < VN_COUNT(refusals); i++) {
        const refusal *r = &refusals[i];
        char plus[NAME];
        char minus[NAME];
        vn_buf out = {0};
        vn_error err = {0};
        vn_df_merge_report report;
        make_file(plus, r->plus, strlen(r->plus));
        make_file(minus, r->minus, strlen(r->minus));
        const char *paths[] = {plus, minus};
        CU_ASSERT_EQUAL(vn_df_merge_files(paths, 2, 1, (vn_df_cut){0}, append, &out, &report, &err), VN_EDATA);
        CU_ASSERT_EQUAL(err.line, r->line);
        CU_ASSERT_EQUAL(report.fault, 1);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, r->says));
        CU_ASSERT_EQUAL(vn_df_merge_files(paths, 1, 1, (vn_df_cut){0}, append, &out, &report, &err), VN_EINVAL);
        vn_buf_free(&out);
        unlink(plus);
        unlink(minus);
    }
}

/* ---- heads ---- */

static const struct {
    const char *a;
    const char *b;
    const char *says;
} kinds[] = {
    {"\tsegmentation:1 ngrams:1", "\tsegmentation:1 ngrams:3", "(they differ in ngrams)"},
    {"\tsegmentation:1 stopwords:5 ngrams:1", "\tsegmentation:2 ngrams:1 numbers",
     "(they differ in segmentation, stopwords, numbers)"},
    {"\tsegmentation:1 ngrams:1", "\tngrams:1 pruned", "(they differ in segmentation)"},
    {"\tsegmentation:1", "", "fingerprints"},
};

static void mixed_tables_are_told_what_they_differ_in(void)
{
    for (size_t i = 0; i < VN_COUNT(kinds); i++) {
        char text[200];
        vn_df *a = NULL;
        vn_df *b = NULL;
        vn_error err = {0};
        snprintf(text, sizeof text, "\t5\tvndf1\t0000000000000001%s\n", kinds[i].a);
        VN_ASSERT_OK(vn_df_parse(&a, vn_slice_str(text), NULL));
        snprintf(text, sizeof text, "\t5\tvndf1\t0000000000000002%s\n", kinds[i].b);
        VN_ASSERT_OK(vn_df_parse(&b, vn_slice_str(text), NULL));
        CU_ASSERT_EQUAL(vn_df_merge(a, b, &err), VN_EDATA);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, kinds[i].says));
        vn_df_free(a);
        vn_df_free(b);
    }
}

static void a_pruned_table_says_so_and_so_does_its_sum(void)
{
    vn_buf out = {0};
    vn_df *df = NULL;
    vn_df *other = NULL;
    VN_ASSERT_OK(vn_df_parse(&df, vn_slice_str(HEAD("4") "\ta:1\nx\t4\ny\t2\nz\t1\n"), NULL));
    CU_ASSERT_FALSE(vn_df_pruned(df));
    VN_ASSERT_OK(vn_df_write(df, (vn_df_cut){.min_share = 0.5, .max_share = 0.99}, append, &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, HEAD("4") "\ta:1 pruned\ny\t2\n");
    VN_ASSERT_OK(vn_df_parse(&other, vn_slice_of(out.ptr, out.len), NULL));
    CU_ASSERT(vn_df_pruned(other));
    VN_ASSERT_OK(vn_df_merge(df, other, NULL));
    CU_ASSERT(vn_df_pruned(df));
    vn_df_free(df);
    vn_df_free(other);
    vn_buf_free(&out);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"memory and handles do not change the table", memory_and_handles_do_not_change_the_table},
        {"a run that cannot be written is a failure", a_run_that_cannot_be_written_is_a_failure},
        {"a window of days moves by adding and subtracting", a_window_of_days_moves_by_adding_and_subtracting},
        {"large tables are merged row by row", large_tables_are_merged_row_by_row},
        {"what would fall below zero is refused with its place", what_would_fall_below_zero_is_refused_with_its_place},
        {"mixed tables are told what they differ in", mixed_tables_are_told_what_they_differ_in},
        {"a pruned table says so, and so does its sum", a_pruned_table_says_so_and_so_does_its_sum},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("tables", tests);
}
