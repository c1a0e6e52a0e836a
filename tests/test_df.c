#include "harness.h"

#include "buf.h"
#include "rng.h"
#include "vn/df.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static vn_status append(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_slice(context, bytes, err);
}

static vn_status refuse(void *context, vn_slice bytes, vn_error *err)
{
    (void)context;
    (void)bytes;
    return vn_fail(err, VN_EIO, "the disk is full");
}

static vn_df *new_table(uint64_t fingerprint)
{
    vn_df *df = NULL;
    VN_ASSERT_OK(vn_df_new(&df, fingerprint, NULL));
    return df;
}

/* Words of a document parted by spaces. */
static void add(vn_df *df, const char *words)
{
    vn_slice term[32];
    size_t n = 0;
    for (const char *p = words; *p && n < VN_COUNT(term); p += strspn(p, " ")) {
        const size_t len = strcspn(p, " ");
        term[n++] = vn_slice_of(p, len);
        p += len;
    }
    VN_ASSERT_OK(vn_df_add_document(df, term, n, NULL));
}

static void written_is(const vn_df *df, uint32_t min_df, const char *expected)
{
    vn_buf out = {0};
    VN_ASSERT_OK(vn_df_write(df, (vn_df_cut){.min_df = min_df}, append, &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, expected);
    vn_buf_free(&out);
}

static void a_term_counts_once_per_document(void)
{
    vn_df *df = new_table(0xc0ffee);
    add(df, "mưa bão mưa mưa");
    add(df, "");
    add(df, "mưa phùn");
    CU_ASSERT_EQUAL(vn_df_documents(df), 3);
    CU_ASSERT_EQUAL(vn_df_terms(df), 3);
    CU_ASSERT_EQUAL(vn_df_find(df, vn_slice_str("mưa")), 2);
    CU_ASSERT_EQUAL(vn_df_find(df, vn_slice_str("bão")), 1);
    CU_ASSERT_EQUAL(vn_df_find(df, vn_slice_str("nắng")), 0);
    vn_df_free(df);
}

static void rows_are_written_in_byte_order_after_the_head(void)
{
    vn_df *df = new_table(0xc0ffee);
    add(df, "đồng z Hà_Nội a");
    add(df, "z ạ");
    written_is(df, 0, "\t2\tvndf1\t0000000000c0ffee\nHà_Nội\t1\na\t1\nz\t2\nđồng\t1\nạ\t1\n");
    written_is(df, 2, "\t2\tvndf1\t0000000000c0ffee\tpruned\nz\t2\n");
    vn_df_free(df);
}

static void what_is_no_term_is_refused(void)
{
    static char bytes[VN_TERM_MAX + 1];
    memset(bytes, 'x', sizeof bytes);
    vn_df *df = new_table(0);
    const vn_slice bad[] = {{"", 0}, {"a\tb", 3}, {"a\n", 2}, {"\xc3", 1}, {bytes, sizeof bytes}};
    const vn_status expected[] = {VN_EINVAL, VN_EINVAL, VN_EINVAL, VN_EINVAL, VN_ELIMIT};
    for (size_t i = 0; i < VN_COUNT(bad); i++)
        CU_ASSERT_EQUAL(vn_df_add_document(df, &bad[i], 1, NULL), expected[i]);
    CU_ASSERT_EQUAL(vn_df_documents(df), 0);
    vn_df_free(df);
}

#define HEAD "\t9\tvndf1\t0123456789abcdef\n"

static void a_head_is_written_as_it_was_read(void)
{
    static const char *const ends[] = {"", "\tpruned", "\ta", "\ta:1 b:2 pruned", "\tapruned", "\tpruned pruned"};
    for (size_t i = 0; i < VN_COUNT(ends); i++) {
        char text[100];
        vn_df *df = NULL;
        snprintf(text, sizeof text, "\t9\tvndf1\t0123456789abcdef%s\na\t9\n", ends[i]);
        VN_ASSERT_OK(vn_df_parse(&df, vn_slice_str(text), NULL));
        CU_ASSERT_EQUAL(vn_df_pruned(df), strstr(ends[i], "pruned") && !strstr(ends[i], "ap"));
        written_is(df, 0, text);
        vn_df_free(df);
    }
}

static void a_written_table_is_read_back(void)
{
    const char *text = HEAD "a\t9\na b\t1\nbão\t3\n";
    vn_df *df = NULL;
    VN_ASSERT_OK(vn_df_parse(&df, vn_slice_str(text), NULL));
    CU_ASSERT_EQUAL(vn_df_documents(df), 9);
    CU_ASSERT_EQUAL(vn_df_fingerprint(df), UINT64_C(0x0123456789abcdef));
    CU_ASSERT_EQUAL(vn_df_find(df, vn_slice_str("a b")), 1);
    CU_ASSERT_EQUAL(vn_df_find(df, vn_slice_str("bão")), 3);
    written_is(df, 0, text);
    add(df, "bão nắng"); /* a table that was read may grow */
    CU_ASSERT_EQUAL(vn_df_find(df, vn_slice_str("bão")), 4);
    CU_ASSERT_EQUAL(vn_df_documents(df), 10);
    vn_df_free(df);
}

typedef struct bad_table {
    const char *text;
    size_t line;
    const char *says;
} bad_table;

static const bad_table bad_tables[] = {
    {"", 1, "breaks off"},
    {"term\tdf\n", 1, "no document-frequency table"},
    {"\t9\n", 1, "no document-frequency table"},
    {"\t9\tvndf2\t0123456789abcdef\n", 1, "\"vndf2\""},
    {"\tx\tvndf1\t0123456789abcdef\n", 1, "number of documents"},
    {"\t9\tvndf1\t0123\n", 1, "fingerprint"},
    {"\t9\tvndf1\t0123456789abcdeF\n", 1, "fingerprint"},
    {"\t9\tvndf1\t0123456789abcdef\r\n", 1, "fingerprint"},
    {"\t9\tvndf1\t0123456789abcdef\t\n", 1, "nothing stands"},
    {"\t9\tvndf1\t0123456789abcdef\t pruned\n", 1, "no list"},
    {"\t9\tvndf1\t0123456789abcdef\ta \n", 1, "no list"},
    {"\t9\tvndf1\t0123456789abcdef\ta\tb\n", 1, "not ASCII"},
    {"\t9\tvndf1\t0123456789abcdef\tđ\n", 1, "not ASCII"},
    {HEAD "b\t1\na\t1\n", 3, "out of order"},
    {HEAD "a\t1\na\t2\n", 3, "twice"},
    {HEAD "a\t1\n\t2\n", 3, "empty"},
    {HEAD "a\xff\t1\n", 2, "invalid UTF-8"},
    {HEAD "a\n", 2, "no tab"},
    {HEAD "a\t10\n", 2, "from 1 to 9"},
    {HEAD "a\t0\n", 2, "from 1 to 9"},
    {HEAD "a\t01\n", 2, "from 1 to 9"},
    {HEAD "a\t+1\n", 2, "from 1 to 9"},
    {HEAD "a\t1\t2\n", 2, "from 1 to 9"},
    {HEAD "a\t1 \n", 2, "from 1 to 9"},
    {HEAD "a\t\n", 2, "from 1 to 9"},
    {HEAD "a\t18446744073709551617\n", 2, "from 1 to 9"},
    {HEAD "a\t1\n\n", 3, "no tab"},
    {HEAD "a\t1\nb\t1", 3, "breaks off"},
};

/* A file with these bytes; its name, which the caller removes. */
static void make_file(char *name, const char *text, size_t len)
{
    strncpy(name, "/tmp/vn-test-df-XXXXXX", 32);
    const int fd = mkstemp(name);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL(write(fd, text, len), (ssize_t)len);
    close(fd);
}

static void a_malformed_table_is_refused_with_its_line(void)
{
    for (size_t i = 0; i < VN_COUNT(bad_tables); i++) {
        const bad_table *bad = &bad_tables[i];
        vn_df *df = NULL;
        vn_error err = {0};
        CU_ASSERT_EQUAL(vn_df_parse(&df, vn_slice_str(bad->text), &err), VN_EDATA);
        CU_ASSERT_EQUAL(err.line, bad->line);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, bad->says));
        CU_ASSERT_PTR_NULL(df);
    }
}

static void the_streaming_merge_is_as_strict(void)
{
    for (size_t i = 0; i < VN_COUNT(bad_tables); i++) {
        char good[32];
        char bad[32];
        make_file(good, HEAD "a\t1\n", strlen(HEAD "a\t1\n"));
        make_file(bad, bad_tables[i].text, strlen(bad_tables[i].text));
        const char *paths[] = {good, bad};
        vn_error err = {0};
        vn_buf out = {0};
        vn_df_merge_report report;
        CU_ASSERT_EQUAL(vn_df_merge_files(paths, 2, 0, (vn_df_cut){0}, append, &out, &report, &err), VN_EDATA);
        CU_ASSERT_EQUAL(err.line, bad_tables[i].line);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, bad_tables[i].says));
        CU_ASSERT_EQUAL(report.fault, 1);
        vn_buf_free(&out);
        unlink(good);
        unlink(bad);
    }
}

static void a_row_without_end_does_not_fill_the_memory(void)
{
    vn_buf text = {0};
    vn_buf out = {0};
    char name[32];
    VN_ASSERT_OK(vn_buf_str(&text, HEAD, NULL));
    for (size_t i = 0; i < VN_TERM_MAX + 100; i++)
        VN_ASSERT_OK(vn_buf_char(&text, 'x', NULL));
    make_file(name, text.ptr, text.len);
    const char *path = name;
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_df_merge_files(&path, 1, 0, (vn_df_cut){0}, append, &out, NULL, &err), VN_EDATA);
    CU_ASSERT_EQUAL(err.line, 2);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, "longer"));
    unlink(name);
    vn_buf_free(&text);
    vn_buf_free(&out);
}

static void tables_of_other_terms_do_not_merge(void)
{
    vn_df *a = new_table(1);
    vn_df *b = new_table(2);
    add(a, "mưa");
    add(b, "mưa");
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_df_merge(a, b, &err), VN_EDATA);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, "other terms"));
    CU_ASSERT_EQUAL(vn_df_documents(a), 1);
    CU_ASSERT_EQUAL(vn_df_find(a, vn_slice_str("mưa")), 1);
    vn_df_free(a);
    vn_df_free(b);
}

static void more_documents_than_a_table_counts_are_refused(void)
{
    vn_df *a = NULL;
    vn_df *b = NULL;
    VN_ASSERT_OK(vn_df_parse(&a, vn_slice_str("\t4294967295\tvndf1\t0000000000000000\nx\t4294967295\n"), NULL));
    VN_ASSERT_OK(vn_df_parse(&b, vn_slice_str("\t1\tvndf1\t0000000000000000\nx\t1\n"), NULL));
    CU_ASSERT_EQUAL(vn_df_merge(a, b, NULL), VN_ELIMIT);
    CU_ASSERT_EQUAL(vn_df_add_document(a, NULL, 0, NULL), VN_ELIMIT);
    CU_ASSERT_EQUAL(vn_df_find(a, vn_slice_str("x")), UINT32_MAX);
    vn_df_free(a);
    vn_df_free(b);
}

/* Document d of an endless collection: a few words of a skewed vocabulary. */
static void add_random(vn_df *df, uint64_t d)
{
    char text[400];
    size_t len = 0;
    vn_rng rng;
    vn_rng_seed(&rng, d);
    const size_t words = vn_rng_below(&rng, 20);
    for (size_t i = 0; i < words; i++) {
        const size_t range = 1 + vn_rng_below(&rng, 200);
        len += (size_t)snprintf(text + len, sizeof text - len, "từ_%zu ", vn_rng_below(&rng, range));
    }
    text[len] = '\0';
    add(df, text);
}

enum { DOCUMENTS = 600, PARTS = 150 };

/* The table of the documents whose part it is, in a file. */
static void write_part(char *name, uint64_t seed, size_t part, size_t parts)
{
    vn_df *df = new_table(7);
    vn_buf out = {0};
    for (uint64_t d = 0; d < DOCUMENTS; d++)
        if (vn_mix(d ^ seed << 32) % parts == part)
            add_random(df, d);
    VN_ASSERT_OK(vn_df_write(df, (vn_df_cut){0}, append, &out, NULL));
    make_file(name, out.ptr, out.len);
    vn_buf_free(&out);
    vn_df_free(df);
}

static void write_whole(vn_buf *out, uint32_t min_df)
{
    vn_df *whole = new_table(7);
    for (uint64_t d = 0; d < DOCUMENTS; d++)
        add_random(whole, d);
    VN_ASSERT_OK(vn_df_write(whole, (vn_df_cut){.min_df = min_df}, append, out, NULL));
    vn_df_free(whole);
}

/* Merges the parts of a random split in both ways and compares with the whole. */
static void check_split(uint64_t seed, size_t parts, uint32_t min_df)
{
    static char name[PARTS][32];
    const char *path[PARTS];
    vn_buf whole = {0};
    vn_buf streamed = {0};
    vn_buf added = {0};
    vn_df *sum = new_table(7);
    write_whole(&whole, min_df);
    for (size_t i = 0; i < parts; i++) {
        vn_df *part = NULL;
        write_part(name[i], seed, i, parts);
        path[i] = name[i];
        VN_ASSERT_OK(vn_df_open(&part, path[i], NULL));
        VN_ASSERT_OK(vn_df_merge(sum, part, NULL));
        vn_df_free(part);
    }
    VN_ASSERT_OK(vn_df_merge_files(path, parts, 0, (vn_df_cut){.min_df = min_df}, append, &streamed, NULL, NULL));
    VN_ASSERT_OK(vn_df_write(sum, (vn_df_cut){.min_df = min_df}, append, &added, NULL));
    CU_ASSERT_STRING_EQUAL(streamed.ptr, whole.ptr);
    CU_ASSERT_STRING_EQUAL(added.ptr, whole.ptr);
    for (size_t i = 0; i < parts; i++)
        unlink(path[i]);
    vn_df_free(sum);
    vn_buf_free(&whole);
    vn_buf_free(&streamed);
    vn_buf_free(&added);
}

static void merged_parts_equal_the_whole_byte_for_byte(void)
{
    check_split(1, 1, 0);
    check_split(2, 2, 0);
    check_split(3, 7, 3);
    check_split(4, PARTS, 2); /* more than are open at once */
}

static void failures_outside_are_passed_on(void)
{
    vn_df *df = NULL;
    vn_error err = {0};
    vn_df_merge_report report;
    const char *missing = "/nonexistent/table.tsv";
    CU_ASSERT_EQUAL(vn_df_open(&df, missing, &err), VN_EIO);
    CU_ASSERT_EQUAL(vn_df_merge_files(&missing, 1, 0, (vn_df_cut){0}, refuse, NULL, &report, &err), VN_EIO);
    CU_ASSERT_EQUAL(report.fault, 0);
    CU_ASSERT_EQUAL(vn_df_merge_files(NULL, 0, 0, (vn_df_cut){0}, refuse, NULL, &report, &err), VN_EINVAL);
    char name[32];
    make_file(name, HEAD, strlen(HEAD));
    const char *path = name;
    CU_ASSERT_EQUAL(vn_df_merge_files(&path, 1, 0, (vn_df_cut){0}, refuse, NULL, &report, &err), VN_EIO);
    CU_ASSERT_EQUAL(report.fault, 1);
    CU_ASSERT_STRING_EQUAL(err.msg, "the disk is full");
    df = new_table(0);
    CU_ASSERT_EQUAL(vn_df_write(df, (vn_df_cut){0}, refuse, NULL, &err), VN_EIO);
    vn_df_free(df);
    unlink(name);
}

static void phrases_have_a_cut_of_their_own(void)
{
    static const struct {
        vn_df_cut cut;
        const char *rows;
        uint32_t floor;
    } cases[] = {
        {{0}, "\t3\tvndf1\t0000000000000000\ngiá\t3\ngiá vàng\t2\ngiảm\t1\nvàng giảm\t1\n", 1},
        {{.min_df = 2}, "\t3\tvndf1\t0000000000000000\tpruned\ngiá\t3\ngiá vàng\t2\n", 2},
        {{.min_phrase_df = 2}, "\t3\tvndf1\t0000000000000000\tpruned\ngiá\t3\ngiá vàng\t2\ngiảm\t1\n", 2},
        {{1, 3, 0, 0, 0}, "\t3\tvndf1\t0000000000000000\tpruned\ngiá\t3\ngiảm\t1\n", 0},
    };
    vn_df *df = NULL;
    VN_ASSERT_OK(vn_df_parse(&df, vn_slice_str(cases[0].rows), NULL));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        vn_buf out = {0};
        vn_df *back = NULL;
        VN_ASSERT_OK(vn_df_write(df, cases[i].cut, append, &out, NULL));
        CU_ASSERT(vn_slice_eq(vn_slice_of(out.ptr, out.len), vn_slice_str(cases[i].rows)));
        VN_ASSERT_OK(vn_df_parse(&back, vn_slice_of(out.ptr, out.len), NULL));
        CU_ASSERT_EQUAL(vn_df_phrase_floor(back), cases[i].floor);
        vn_df_free(back);
        vn_buf_free(&out);
    }
    vn_df_free(df);
}

static void the_reference_table_is_built_in(void)
{
    vn_df *df = NULL;
    CU_ASSERT_EQUAL_FATAL(vn_df_open(&df, NULL, NULL), VN_OK);
    CU_ASSERT(vn_df_terms(df) > 1000);
    CU_ASSERT(vn_df_find(df, vn_slice_str("việt_nam")) > vn_df_find(df, vn_slice_str("bóng_đá")));
    CU_ASSERT(vn_df_find(df, vn_slice_str("bóng_đá")) > 0);
    CU_ASSERT(vn_df_find(df, vn_slice_str("của")) > 0);
    CU_ASSERT(vn_df_find(df, vn_slice_str("hộ kinh_doanh")) >= vn_df_phrase_floor(df) && vn_df_phrase_floor(df) > 3);
    vn_df_free(df);
}

/* The bound is loose, for slow machines and sanitizers; it is there to catch what is quadratic. */
static void a_hundred_thousand_rows_are_read_at_once(void)
{
    vn_buf text = {0};
    VN_ASSERT_OK(vn_buf_str(&text, "\t99999\tvndf1\t0000000000000000\n", NULL));
    for (unsigned i = 0; i < 100000; i++)
        VN_ASSERT_OK(vn_buf_printf(&text, NULL, "từ_ngữ_%06u\t%u\n", i, i % 99999 + 1));
    vn_df *df = NULL;
    const clock_t begin = clock();
    VN_ASSERT_OK(vn_df_parse(&df, vn_slice_of(text.ptr, text.len), NULL));
    const double ms = (double)(clock() - begin) * 1000.0 / CLOCKS_PER_SEC;
    printf("(%.1f ms) ", ms);
    CU_ASSERT(ms < 500.0);
    CU_ASSERT_EQUAL(vn_df_find(df, vn_slice_str("từ_ngữ_054321")), 54322);
    vn_df_free(df);
    vn_buf_free(&text);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"a term counts once per document", a_term_counts_once_per_document},
        {"rows are written in byte order after the head", rows_are_written_in_byte_order_after_the_head},
        {"what is no term is refused", what_is_no_term_is_refused},
        {"a head is written as it was read", a_head_is_written_as_it_was_read},
        {"a written table is read back", a_written_table_is_read_back},
        {"a malformed table is refused with its line", a_malformed_table_is_refused_with_its_line},
        {"the streaming merge is as strict", the_streaming_merge_is_as_strict},
        {"a row without end does not fill the memory", a_row_without_end_does_not_fill_the_memory},
        {"tables of other terms do not merge", tables_of_other_terms_do_not_merge},
        {"more documents than a table counts are refused", more_documents_than_a_table_counts_are_refused},
        {"merged parts equal the whole, byte for byte", merged_parts_equal_the_whole_byte_for_byte},
        {"failures outside are passed on", failures_outside_are_passed_on},
        {"phrases have a cut of their own", phrases_have_a_cut_of_their_own},
        {"the reference table is built in", the_reference_table_is_built_in},
        {"a hundred thousand rows are read at once", a_hundred_thousand_rows_are_read_at_once},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("df", tests);
}
