#include "harness.h"

#include "buf.h"
#include "utf16.h"
#include "utf8.h"

#include <stdio.h>

typedef struct malformed {
    const char *bytes;
    size_t len;
    size_t good;    /* valid prefix */
    size_t subpart; /* length of the maximal subpart there */
    const char *repaired;
} malformed;

#define R "\xEF\xBF\xBD"
#define B(text) text, sizeof text - 1

static const malformed bad[] = {
    {B("\xff"), 0, 1, R},
    {B("ab\x80"), 2, 1, "ab" R},
    {B("\xc0\xaf"), 0, 1, R R},                          /* overlong / */
    {B("\xe0\x9f\xbf"), 0, 1, R R R},                    /* overlong */
    {B("\xed\xa0\x80z"), 0, 1, R R R "z"},               /* surrogate */
    {B("\xf4\x90\x80\x80"), 0, 1, R R R R},              /* above U+10FFFF */
    {B("\xf0\x8f\xbf\xbf"), 0, 1, R R R R},              /* overlong */
    {B("\xf0\x9f\x98x"), 0, 3, R "x"},                   /* cut emoji: one mark for the maximal subpart */
    {B("H\xc3\xa0 N\xe1\xbb"), 5, 2, "H\xc3\xa0 N" R},   /* cut at the end */
    {B("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf" "A"), 0, 2, R R R R "A"}, /* the standard's table 3-11 */
};

static void malformed_sequences_are_found_and_repaired_as_the_standard_says(void)
{
    for (size_t i = 0; i < VN_COUNT(bad); i++) {
        const malformed *m = &bad[i];
        vn_buf out = {0};
        CU_ASSERT_EQUAL(vn_utf8_check(m->bytes, m->len), m->good);
        CU_ASSERT_EQUAL(vn_utf8_bad_length(m->bytes + m->good, m->len - m->good), m->subpart);
        VN_ASSERT_OK(vn_utf8_repair(vn_slice_of(m->bytes, m->len), &out, NULL));
        CU_ASSERT_STRING_EQUAL(out.ptr, m->repaired);
        vn_buf_free(&out);
    }
}

/* Wherever blocks begin, the offset is the same. */
static void the_offset_does_not_depend_on_alignment(void)
{
    char text[120];
    for (size_t before = 0; before < 60; before++) {
        for (size_t i = 0; i < VN_COUNT(bad); i++) {
            memset(text, 'a', before);
            for (size_t k = 0; k + 3 <= before && k < 30; k += 3)
                memcpy(text + k, "ệ", 3);
            memcpy(text + before, bad[i].bytes, bad[i].len);
            memset(text + before + bad[i].len, 'a', 40);
            CU_ASSERT_EQUAL(vn_utf8_check(text, before + bad[i].len + 40), before + bad[i].good);
        }
    }
}

/* Against the definition: every code point, and every sequence of up to three bytes through the decoder. */
static void check_and_decode_agree_on_everything(void)
{
    char p[4];
    uint32_t code;
    size_t wrong = 0;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        const size_t n = vn_utf8_encode(c, p);
        const bool surrogate = c >= 0xD800 && c < 0xE000;
        wrong += (vn_utf8_check(p, n) == n) == surrogate;
        if (!surrogate)
            wrong += vn_utf8_decode(p, n, &code) != n || code != c;
    }
    for (uint32_t v = 0; v < 0x1000000; v++) {
        const char q[3] = {(char)(v >> 16), (char)(v >> 8), (char)v};
        const size_t n = vn_utf8_decode(q, 3, &code);
        const bool is_real = n == 3 && memcmp(q, R, 3) == 0;
        const bool valid = code != VN_UTF8_REPLACEMENT || is_real;
        wrong += (vn_utf8_check(q, n) == n) != valid;
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

/* Code points of a text that is valid by definition: decoding it one by one meets no error. */
static bool decodes(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t code;
        const size_t used = vn_utf8_decode(text + at, len - at, &code);
        if (code == VN_UTF8_REPLACEMENT && !(used == 3 && !memcmp(text + at, "\xEF\xBF\xBD", 3)))
            return false;
        at += used;
    }
    return true;
}

/* All rows of four bytes that matter, across the borders of 32 bytes at which whole blocks are checked. */
static void blocks_agree_with_single_code_points(void)
{
    static const unsigned char BYTE[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
                                         0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff};
    enum { N = VN_COUNT(BYTE) };
    static const size_t PLACE[] = {0, 5, 28, 29, 30, 31, 32, 60, 61, 62, 63};
    char text[72];
    size_t wrong = 0;
    for (uint32_t row = 0; row < N * N * N * N; row++) {
        const size_t at = PLACE[row % VN_COUNT(PLACE)];
        const size_t len = at + 4 + row % 5;
        memset(text, 'a', sizeof text);
        for (uint32_t i = 0, rest = row; i < 4; i++, rest /= N)
            text[at + i] = (char)BYTE[rest % N];
        wrong += (vn_utf8_check(text, len) == len) != decodes(text, len);
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

static void a_nul_and_long_text_are_repaired_too(void)
{
    vn_buf text = {0};
    vn_buf out = {0};
    for (int i = 0; i < 3000; i++)
        VN_ASSERT_OK(vn_buf_str(&text, "học ", NULL));
    const size_t clean = text.len;
    VN_ASSERT_OK(vn_buf_append(&text, "\0\xff", 2, NULL));
    VN_ASSERT_OK(vn_utf8_repair(vn_slice_of(text.ptr, text.len), &out, NULL));
    CU_ASSERT_EQUAL(out.len, clean + 6);
    CU_ASSERT(memcmp(out.ptr, text.ptr, clean) == 0);
    CU_ASSERT_STRING_EQUAL(out.ptr + clean, R R);
    vn_buf_free(&text);
    vn_buf_free(&out);
}

static void the_place_of_an_error_counts_lines_and_bytes(void)
{
    vn_error err = {0};
    const vn_slice text = vn_slice_of(B("một\nhai \xff"));
    CU_ASSERT_EQUAL(vn_utf8_fail(text, vn_utf8_check(text.ptr, text.len), 7, &err), VN_EDATA);
    CU_ASSERT_EQUAL(err.line, 8);
    CU_ASSERT_EQUAL(err.column, 5);
    CU_ASSERT_STRING_EQUAL(err.msg, "invalid UTF-8 (byte 0xff)");
}

static void utf16_may_be_cut_anywhere(void)
{
    /* "aệ😀" and a lone high surrogate before b */
    static const unsigned char units[] = {0, 'a', 0x1e, 0xc7, 0xd8, 0x3d, 0xde, 0x00, 0xd8, 0x3d, 0, 'b'};
    for (size_t cut = 0; cut <= sizeof units; cut++) {
        vn_buf out = {0};
        vn_utf16 in = {.big = true, .replace = true};
        VN_ASSERT_OK(vn_utf16_decode(&in, units, cut, &out, NULL));
        VN_ASSERT_OK(vn_utf16_decode(&in, units + cut, sizeof units - cut, &out, NULL));
        VN_ASSERT_OK(vn_utf16_end(&in, &out, NULL));
        CU_ASSERT_STRING_EQUAL(out.ptr, "aệ😀" R "b");
        vn_buf_free(&out);
    }
}

static void half_a_utf16_character_is_an_error(void)
{
    vn_buf out = {0};
    vn_utf16 in = {.big = false};
    VN_ASSERT_OK(vn_utf16_decode(&in, (const unsigned char *)"a\0b", 3, &out, NULL));
    CU_ASSERT_EQUAL(vn_utf16_end(&in, &out, NULL), VN_EDATA);
    CU_ASSERT_STRING_EQUAL(out.ptr, "a");
    vn_buf_free(&out);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"malformed sequences are found and repaired as the standard says",
         malformed_sequences_are_found_and_repaired_as_the_standard_says},
        {"the offset does not depend on alignment", the_offset_does_not_depend_on_alignment},
        {"check and decode agree on everything", check_and_decode_agree_on_everything},
        {"blocks agree with single code points", blocks_agree_with_single_code_points},
        {"a NUL and long text are repaired too", a_nul_and_long_text_are_repaired_too},
        {"the place of an error counts lines and bytes", the_place_of_an_error_counts_lines_and_bytes},
        {"UTF-16 may be cut anywhere", utf16_may_be_cut_anywhere},
        {"half a UTF-16 character is an error", half_a_utf16_character_is_an_error},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("utf8", tests);
}
