#include "harness.h"

#include "tone.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

static void tone_marks_move_to_the_old_place(void)
{
    static const char *const ROWS[][2] = {
        {"hoà", "hòa"},     {"thuý", "thúy"},   {"khoẻ", "khỏe"},   {"oà", "òa"},         {"uỷ", "ủy"},       {"toè", "tòe"},
        {"xoã", "xõa"},     {"hoạ", "họa"},     {"loẽ", "lõe"},     {"thuỹ", "thũy"},     {"luỵ", "lụy"},     {"đoá", "đóa"},
        {"hoà_bình", "hòa_bình"}, {"doạ_nạt", "dọa_nạt"}, {"loẽ thuỹ hoã", "lõe thũy hõa"}, {"“hoà”", "“hòa”"},
        /* one place only */
        {"hoàn", "hoàn"},   {"khoét", "khoét"}, {"huỳnh", "huỳnh"}, {"thuyền", "thuyền"}, {"khuỷu", "khuỷu"}, {"ngoéo", "ngoéo"},
        {"quý", "quý"},     {"quỳ", "quỳ"},     {"quí", "quí"},     {"già", "già"},       {"giỏ", "giỏ"},     {"toán", "toán"},
        {"hòa", "hòa"},     {"thúy", "thúy"},   {"zoé", "zoé"},     {"ơoà", "ơoà"},       {"", ""},
    };
    for (size_t i = 0; i < VN_COUNT(ROWS); i++) {
        char text[64];
        const size_t len = strlen(ROWS[i][0]);
        memcpy(text, ROWS[i][0], len);
        VN_ASSERT_SLICE(vn_slice_of(text, vn_tone_to_old(text, len)), ROWS[i][1]);
    }
}

/* Canonical decomposition, as ICU has it, of each letter that the table knows. */
static void letters_decompose_as_unicode_says(void)
{
    static const char BASE[] = "aAIeEioOPuUyD";
    static const uint32_t PLAIN[] = {'a', 0x103, 0xE2, 'e', 0xEA, 'i', 'o', 0xF4, 0x1A1, 'u', 0x1B0, 'y', 0x111};
    static const uint32_t MARK[] = {0, 0x300, 0x309, 0x303, 0x301, 0x323};
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    for (size_t b = 0; b < 13; b++)
        for (unsigned t = 0; t < (b == 12 ? 1 : 6); t++) {
            const UChar apart[] = {(UChar)PLAIN[b], (UChar)MARK[t]};
            UChar whole[8];
            CU_ASSERT_EQUAL_FATAL(unorm2_normalize(nfc, apart, t ? 2 : 1, whole, 8, &status), 1);
            const UChar32 code = whole[0];
            CU_ASSERT_EQUAL(vn_letter_code((vn_letter){BASE[b], (uint8_t)t}), (uint32_t)code);
            const UChar32 cases[] = {code, u_toupper(code)};
            for (size_t c = 0; c < 2; c++) {
                char text[4];
                int32_t n = 0;
                U8_APPEND_UNSAFE((uint8_t *)text, n, (uint32_t)cases[c]);
                vn_letter letter = {0};
                CU_ASSERT_EQUAL(vn_letter_read(text, text + n, &letter), (size_t)n);
                CU_ASSERT_EQUAL(letter.base, BASE[b]);
                CU_ASSERT_EQUAL(letter.tone, t);
            }
        }
}

static void marks_apart_belong_to_their_letter(void)
{
    vn_letter letter;
    static const char APART[] = "e\xCC\xA3\xCC\x82t";
    CU_ASSERT_EQUAL(vn_letter_read(APART, APART + 6, &letter), 5);
    CU_ASSERT_EQUAL(letter.base, 'E');
    CU_ASSERT_EQUAL(letter.tone, VN_TONE_DOT);
    static const char HORN[] = "U\xCC\x9B";
    CU_ASSERT_EQUAL(vn_letter_read(HORN, HORN + 3, &letter), 3);
    CU_ASSERT_EQUAL(letter.base, 'U');
    static const char *const NONE[] = {"7", "e\xCC\x81\xCC\x80", "b\xCC\x81", "ß", "\xC3", " ", "ñ"};
    for (size_t i = 0; i < VN_COUNT(NONE); i++)
        CU_ASSERT_EQUAL(vn_letter_read(NONE[i], NONE[i] + strlen(NONE[i]), &letter), 0);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"tone marks move to the old place", tone_marks_move_to_the_old_place},
        {"letters decompose as Unicode says", letters_decompose_as_unicode_says},
        {"marks apart belong to their letter", marks_apart_belong_to_their_letter},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("tone", tests);
}
