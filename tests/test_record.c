#include "harness.h"

#include "buf.h"
#include "record.h"
#include "vn/tsv.h"

typedef enum change { NOTHING, SET_B, SET_NEW, REMOVE_B, SET_TWO } change;

typedef struct edit {
    const char *before;
    change change;
    const char *after; /* NULL: as before */
} edit;

static const edit edits[] = {
    {" {\"a\" : 1 ,\t\"x\":[ 1 , 2 ], \"b\":\"\\u0041\"}  ", NOTHING, NULL},
    {" {\"a\" : 1 ,\t\"b\" :  \"\\u0041\" , \"x\":[ 1 , 2 ] }  \r", SET_B, " {\"a\" : 1 ,\t\"b\" :  \"mới\" , \"x\":[ 1 , 2 ] }  \r"},
    {"{ \"a\" : 1.50 , \"a\":2 }", SET_NEW, "{ \"a\" : 1.50 , \"a\":2 ,\"new\":\"mới\"}"},
    {"{}", SET_NEW, "{\"new\":\"mới\"}"},
    {" { } ", SET_NEW, " {\"new\":\"mới\" } "},
    {"{\"b\":1}", REMOVE_B, "{}"},
    {"{\"b\":1, \"c\":2 ,\"b\":3}", REMOVE_B, "{ \"c\":2 }"},
    {"{\"b\":1, \"c\":2 ,\"\\u0062\":3}", SET_B, "{\"b\":1, \"c\":2 ,\"\\u0062\":\"mới\"}"}, /* the last of a name counts */
    {"{\"a\":\"\\/\"}", SET_TWO, "{\"a\":\"\\/\",\"new\":\"mới\",\"b\":[1]}"},
};

static void make_change(vn_record *r, change what)
{
    if (what == SET_B)
        VN_ASSERT_OK(vn_record_set_string(r, "b", vn_slice_str("mới"), NULL));
    if (what == SET_NEW || what == SET_TWO)
        VN_ASSERT_OK(vn_record_set_string(r, "new", vn_slice_str("mới"), NULL));
    if (what == SET_TWO)
        VN_ASSERT_OK(vn_record_set_raw(r, "b", vn_slice_str("[1]"), NULL));
    if (what == REMOVE_B)
        VN_ASSERT_OK(vn_record_remove(r, "b", NULL));
}

static void what_is_not_touched_leaves_byte_for_byte(void)
{
    vn_record *r;
    VN_ASSERT_OK(vn_record_new(&r, NULL));
    for (size_t i = 0; i < VN_COUNT(edits); i++) {
        vn_buf out = {0};
        VN_ASSERT_OK(vn_record_parse(r, vn_slice_str(edits[i].before), NULL));
        make_change(r, edits[i].change);
        VN_ASSERT_OK(vn_record_write(r, &out, NULL));
        CU_ASSERT_EQUAL(out.ptr[out.len - 1], '\n');
        out.ptr[out.len - 1] = '\0';
        CU_ASSERT_STRING_EQUAL(out.ptr, edits[i].after ? edits[i].after : edits[i].before);
        vn_buf_free(&out);
    }
    vn_record_free(r);
}

static void fields_are_read_by_their_decoded_name(void)
{
    static const char line[] = "{\"id\":12.0,\"t\\u0065xt\":\"a\\nb\",\"none\":null,\"list\":[],\"bad\":\"\\ud800\",\"id2\":\"v\"}";
    vn_record *r;
    vn_slice s;
    vn_error err = {0};
    VN_ASSERT_OK(vn_record_new(&r, NULL));
    VN_ASSERT_OK(vn_record_parse(r, vn_slice_str(line), NULL));
    VN_ASSERT_OK(vn_record_string(r, "id", &s, NULL));
    VN_ASSERT_SLICE(s, "12.0");
    VN_ASSERT_OK(vn_record_string(r, "text", &s, NULL));
    VN_ASSERT_SLICE(s, "a\nb");
    VN_ASSERT_OK(vn_record_string(r, "none", &s, NULL));
    CU_ASSERT_PTR_NULL(s.ptr);
    VN_ASSERT_OK(vn_record_string(r, "missing", &s, NULL));
    CU_ASSERT_PTR_NULL(s.ptr);
    CU_ASSERT_EQUAL(vn_record_string(r, "list", &s, &err), VN_EDATA);
    CU_ASSERT_EQUAL(err.column, (size_t)(strstr(line, "[]") - line) + 1);
    CU_ASSERT_EQUAL(vn_record_string(r, "bad", &s, NULL), VN_EDATA);
    vn_record_replace(r, true);
    VN_ASSERT_OK(vn_record_string(r, "bad", &s, NULL));
    VN_ASSERT_SLICE(s, "\xEF\xBF\xBD");
    CU_ASSERT_TRUE(vn_record_raw(r, "none", &s));
    VN_ASSERT_SLICE(s, "null");
    CU_ASSERT_FALSE(vn_record_raw(r, "i", &s));
    CU_ASSERT_EQUAL(vn_record_fields(r), 6);
    vn_slice name;
    vn_record_field(r, 1, &name, &s);
    VN_ASSERT_SLICE(name, "t\\u0065xt");
    VN_ASSERT_SLICE(s, "\"a\\nb\"");
    vn_record_free(r);
}

static void a_bad_line_leaves_an_empty_record(void)
{
    static const char *const line[] = {"[]", "{\"a\":1", "{\"a\":1}}", "{\"a\":\"\xff\"}", "null", ""};
    static const size_t column[] = {1, 7, 8, 7, 1, 1};
    vn_record *r;
    VN_ASSERT_OK(vn_record_new(&r, NULL));
    for (size_t i = 0; i < VN_COUNT(line); i++) {
        vn_error err = {0};
        CU_ASSERT_EQUAL(vn_record_parse(r, vn_slice_str(line[i]), &err), VN_EDATA);
        CU_ASSERT_EQUAL(err.column, column[i]);
        CU_ASSERT_EQUAL(vn_record_fields(r), 0);
    }
    vn_record_free(r);
}

static void values_that_would_break_the_line_are_refused(void)
{
    vn_record *r;
    vn_buf out = {0};
    VN_ASSERT_OK(vn_record_new(&r, NULL));
    CU_ASSERT_EQUAL(vn_record_set_raw(r, "a", vn_slice_str("[1,\n2]"), NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_record_set_raw(r, "a", vn_slice_str("1,\"b\":2"), NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_record_set_string(r, "a", vn_slice_str("\xff"), NULL), VN_EINVAL);
    VN_ASSERT_OK(vn_record_set_string(r, "d\"", vn_slice_str("1\n2"), NULL));
    vn_slice name;
    vn_slice json;
    vn_record_field(r, 0, &name, &json);
    VN_ASSERT_SLICE(name, "d\\\"");
    VN_ASSERT_OK(vn_record_write(r, &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, "{\"d\\\"\":\"1\\n2\"}\n");
    vn_buf_free(&out);
    vn_record_free(r);
}

static void tsv_cells_hold_no_tabs_and_no_line_ends(void)
{
    vn_buf out = {0};
    vn_slice cell[2];
    vn_slice rest = vn_slice_str("a\t\tb\r\n\nlast");
    vn_slice line;
    CU_ASSERT_TRUE(vn_tsv_line(&rest, &line));
    CU_ASSERT_EQUAL(vn_tsv_split(line, cell, 2), 3);
    VN_ASSERT_SLICE(cell[0], "a");
    VN_ASSERT_SLICE(cell[1], "");
    CU_ASSERT_TRUE(vn_tsv_line(&rest, &line));
    CU_ASSERT_EQUAL(vn_tsv_split(line, cell, 2), 1);
    CU_ASSERT_TRUE(vn_tsv_line(&rest, &line));
    VN_ASSERT_SLICE(line, "last");
    CU_ASSERT_FALSE(vn_tsv_line(&rest, &line));
    VN_ASSERT_OK(vn_tsv_write(vn_slice_str("a\tb\r\nc"), &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, "a b  c");
    vn_buf_free(&out);
}

/* The object with a value of one field put where it belongs. */
static void around(const char *line, const char *name, const char *expected)
{
    vn_record *r;
    vn_buf out = {0};
    vn_buf whole = {0};
    size_t at = 99;
    VN_ASSERT_OK(vn_record_new(&r, NULL));
    VN_ASSERT_OK(vn_record_parse(r, vn_slice_str(line), NULL));
    VN_ASSERT_OK(vn_buf_str(&out, "before ", NULL));
    VN_ASSERT_OK(vn_record_write_around(r, name, &out, &at, NULL));
    CU_ASSERT_FATAL(at <= out.len - 7);
    VN_ASSERT_OK(vn_buf_append(&whole, out.ptr + 7, at, NULL));
    VN_ASSERT_OK(vn_buf_str(&whole, "[7]", NULL));
    VN_ASSERT_OK(vn_buf_append(&whole, out.ptr + 7 + at, out.len - 7 - at, NULL));
    CU_ASSERT_STRING_EQUAL(whole.ptr, expected);
    out.len = 0;
    VN_ASSERT_OK(vn_record_write(r, &out, NULL)); /* nothing was changed */
    CU_ASSERT(strncmp(out.ptr, line, strlen(line)) == 0 && strcmp(out.ptr + strlen(line), "\n") == 0);
    vn_buf_free(&out);
    vn_buf_free(&whole);
    vn_record_free(r);
}

static void a_value_may_come_later(void)
{
    around("{\"a\": 1 , \"b\":2}", "a", "{\"a\": [7] , \"b\":2}\n");
    around("{\"a\":1,\"a\":\"x\"}", "a", "{\"a\":1,\"a\":[7]}\n");
    around("{\"a\": 1 }", "b", "{\"a\": 1 ,\"b\":[7]}\n");
    around("{ }", "b", "{\"b\":[7] }\n");
    around("{}", "b", "{\"b\":[7]}\n");
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"what is not touched leaves byte for byte", what_is_not_touched_leaves_byte_for_byte},
        {"fields are read by their decoded name", fields_are_read_by_their_decoded_name},
        {"a bad line leaves an empty record", a_bad_line_leaves_an_empty_record},
        {"values that would break the line are refused", values_that_would_break_the_line_are_refused},
        {"TSV cells hold no tabs and no line ends", tsv_cells_hold_no_tabs_and_no_line_ends},
        {"a value may come later", a_value_may_come_later},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("record", tests);
}
