#include "harness.h"

#include "buf.h"
#include "json.h"

#include <locale.h>
#include <math.h>

static const char *const valid[] = {
    "{}", "[]", " [ ] ", "0", "-0", "-1.5e+10", "1E-2", "\"\"", "true", "false", "null", "\t[1, 2 ,{\"a\" : [ ]}]\r\n",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", "\"\\ud800\"", "[[[[]]]]", "{\"\":0}", "{\"a\":1,\"a\":2}", "\"\x7f\"",
};

typedef struct broken {
    const char *json;
    size_t column;
} broken;

static const broken invalid[] = {
    {"", 1}, {" ", 2}, {"{", 2}, {"[1,]", 4}, {"{\"a\":1,}", 8}, {"{\"a\"}", 5}, {"{a:1}", 2}, {"[1 2]", 4}, {"01", 2},
    {"-", 2}, {"1.", 3}, {".5", 1}, {"1e", 3}, {"+1", 1}, {"tru", 1}, {"nulls", 5}, {"'a'", 1}, {"\"a", 3}, {"\"\t\"", 2},
    {"\"\\x\"", 3}, {"\"\\u12g4\"", 6}, {"\"\\", 3}, {"[}", 2}, {"{]", 2}, {"[1]]", 4}, {"{} {}", 4}, {"NaN", 1},
    {"{\"a\":}", 6}, {"[,1]", 2}, {"{\"a\":1 \"b\":2}", 8}, {"[\"aaaaaaaaaaaaaaaaaaaa\n\"]", 23}, {"\"a\\u00", 7},
};

static void valid_json_is_accepted(void)
{
    for (size_t i = 0; i < VN_COUNT(valid); i++)
        CU_ASSERT_EQUAL(vn_json_check(vn_slice_str(valid[i]), NULL), VN_OK);
}

static void invalid_json_is_refused_at_its_column(void)
{
    for (size_t i = 0; i < VN_COUNT(invalid); i++) {
        vn_error err = {0};
        CU_ASSERT_EQUAL(vn_json_check(vn_slice_str(invalid[i].json), &err), VN_EDATA);
        CU_ASSERT_EQUAL(err.column, invalid[i].column);
        if (err.column != invalid[i].column)
            printf("%s: column %zu: %s\n", invalid[i].json, err.column, err.msg);
    }
}

static void a_nul_byte_is_not_json(void)
{
    CU_ASSERT_EQUAL(vn_json_check(vn_slice_of("\"a\0b\"", 5), NULL), VN_EDATA);
    CU_ASSERT_EQUAL(vn_json_check(vn_slice_of("1\0", 2), NULL), VN_EDATA);
    CU_ASSERT_EQUAL(vn_json_check(vn_slice_of("\"\\\0\"", 4), NULL), VN_EDATA);
}

static void nesting_is_limited_and_costs_no_stack(void)
{
    static char deep[200000];
    memset(deep, '[', sizeof deep);
    CU_ASSERT_EQUAL(vn_json_check(vn_slice_of(deep, sizeof deep), NULL), VN_EDATA);
    memset(deep + VN_JSON_DEPTH, ']', VN_JSON_DEPTH);
    CU_ASSERT_EQUAL(vn_json_check(vn_slice_of(deep, 2 * VN_JSON_DEPTH), NULL), VN_OK);
    vn_error err = {0};
    deep[VN_JSON_DEPTH] = '[';
    CU_ASSERT_EQUAL(vn_json_check(vn_slice_of(deep, 2 * VN_JSON_DEPTH), &err), VN_EDATA);
    CU_ASSERT_STRING_EQUAL(err.msg, "JSON nested too deep");
    CU_ASSERT_EQUAL(err.column, VN_JSON_DEPTH + 1);
}

static void a_walk_gives_members_and_elements_in_order(void)
{
    vn_json walk;
    vn_slice name;
    vn_slice value;
    VN_ASSERT_OK(vn_json_object(&walk, vn_slice_str(" {\"a\": [1,{}] , \"b\\n\":\"x\"} "), NULL));
    VN_ASSERT_OK(vn_json_member(&walk, &name, &value, NULL));
    VN_ASSERT_SLICE(name, "a");
    VN_ASSERT_SLICE(value, "[1,{}]");
    vn_json inner;
    VN_ASSERT_OK(vn_json_array(&inner, value, NULL));
    VN_ASSERT_OK(vn_json_element(&inner, &value, NULL));
    VN_ASSERT_SLICE(value, "1");
    VN_ASSERT_OK(vn_json_element(&inner, &value, NULL));
    VN_ASSERT_SLICE(value, "{}");
    CU_ASSERT_EQUAL(vn_json_element(&inner, &value, NULL), VN_DONE);
    VN_ASSERT_OK(vn_json_member(&walk, &name, &value, NULL));
    VN_ASSERT_SLICE(name, "b\\n");
    VN_ASSERT_SLICE(value, "\"x\"");
    CU_ASSERT_EQUAL(vn_json_member(&walk, &name, &value, NULL), VN_DONE);
    CU_ASSERT_EQUAL(vn_json_object(&walk, vn_slice_str("[1]"), NULL), VN_EDATA);
}

static void strings_are_decoded(void)
{
    static const char *const pair[][2] = {
        {"\"\"", ""}, {"\"Hà Nội\"", "Hà Nội"}, {"\"a\\n\\t\\\"\\\\\\/\\b\\f\\rz\"", "a\n\t\"\\/\b\f\rz"},
        {"\"H\\u00e0 N\\u1ed9i\"", "Hà Nội"}, {"\"\\ud83d\\uDE00!\"", "😀!"},
    };
    for (size_t i = 0; i < VN_COUNT(pair); i++) {
        vn_buf out = {0};
        VN_ASSERT_OK(vn_json_read_string(vn_slice_str(pair[i][0]), &out, NULL));
        CU_ASSERT_STRING_EQUAL(out.ptr, pair[i][1]);
        vn_buf_free(&out);
    }
    static const char *const lone[] = {"\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"\\ud83dx\"", "\"\\ud83d\\u0041\"", "12"};
    for (size_t i = 0; i < VN_COUNT(lone); i++) {
        vn_buf out = {0};
        CU_ASSERT_EQUAL(vn_json_read_string(vn_slice_str(lone[i]), &out, NULL), VN_EDATA);
        CU_ASSERT_EQUAL(out.len, 0);
        vn_buf_free(&out);
    }
}

static void strings_are_written_with_few_escapes(void)
{
    static const char text[] = "Đà Nẵng \"x\" \\ /\b\f\n\r\t\0\x1f\x7f";
    vn_buf out = {0};
    VN_ASSERT_OK(vn_json_write_string(vn_slice_of(text, sizeof text - 1), &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, "\"Đà Nẵng \\\"x\\\" \\\\ /\\b\\f\\n\\r\\t\\u0000\\u001f\x7f\"");
    out.len = 0;
    VN_ASSERT_OK(vn_json_write_string(vn_slice_of(NULL, 0), &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, "\"\"");
    vn_buf_free(&out);
}

static void numbers_are_read_exactly_in_any_locale(void)
{
    static const char *const text[] = {"0", "-0.5", "0.1", "123456.789", "1e3", "2.2250738585072014e-308", "0.30000000000000004",
                                       "12345678901234567890", "9007199254740993", "4.35", "0.000000000000000000000001"};
    static const double value[] = {0, -0.5, 0.1, 123456.789, 1e3, 2.2250738585072014e-308, 0.30000000000000004,
                                   12345678901234567890.0, 9007199254740993.0, 4.35, 0.000000000000000000000001};
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < VN_COUNT(text); i++) {
            double x = -7;
            VN_ASSERT_OK(vn_json_read_number(vn_slice_str(text[i]), &x, NULL));
            CU_ASSERT(x == value[i]);
        }
        setlocale(LC_ALL, "vi_VN.UTF-8"); /* where it is installed, strtod wants 0,5 */
    }
    setlocale(LC_ALL, "C");
    double x = 3;
    CU_ASSERT_EQUAL(vn_json_read_number(vn_slice_str("1e999"), &x, NULL), VN_EDATA);
    CU_ASSERT_EQUAL(vn_json_read_number(vn_slice_str("true"), &x, NULL), VN_EDATA);
    CU_ASSERT(x == 3);
}

static void numbers_that_are_not_finite_are_not_written(void)
{
    vn_buf out = {0};
    CU_ASSERT_EQUAL(vn_json_write_number(NAN, &out, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_json_write_number(INFINITY, &out, NULL), VN_EINVAL);
    VN_ASSERT_OK(vn_json_write_number(1.0 / 3, &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, "0.333333333");
    vn_buf_free(&out);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"valid JSON is accepted", valid_json_is_accepted},
        {"invalid JSON is refused at its column", invalid_json_is_refused_at_its_column},
        {"a NUL byte is not JSON", a_nul_byte_is_not_json},
        {"nesting is limited and costs no stack", nesting_is_limited_and_costs_no_stack},
        {"a walk gives members and elements in order", a_walk_gives_members_and_elements_in_order},
        {"strings are decoded", strings_are_decoded},
        {"strings are written with few escapes", strings_are_written_with_few_escapes},
        {"numbers are read exactly in any locale", numbers_are_read_exactly_in_any_locale},
        {"numbers that are not finite are not written", numbers_that_are_not_finite_are_not_written},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("json", tests);
}
