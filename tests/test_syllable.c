#include "harness.h"

#include "syllable.h"

static void vietnamese_syllables_are_known(void)
{
    static const char *const ROWS[] = {
        "học",  "sinh", "nghiêng", "Nguyễn", "khuya",  "quốc",   "gì",   "gìn",   "giếng", "giữa", "quyển", "thuở", "xoong",
        "ĐƯỜNG", "oà",  "òa",      "yêu",    "y",      "quý",    "quí",  "khuỷu", "ngoéo", "à",    "huỳnh", "uỵch", "pin",
        "bê",   "tẹc",  "Huế",     "Mỹ",     "Trung",  "an",     "the",  "tuýp",  "khoắng", "quạu",
        "ho\xCC\x80" "a", "Hue\xCC\x82\xCC\x81", "nu\xCC\x9B\xCC\x81" "c",
    };
    for (size_t i = 0; i < VN_COUNT(ROWS); i++)
        CU_ASSERT(vn_syllable_is_vietnamese(vn_slice_str(ROWS[i])));
}

static void other_letters_are_not(void)
{
    static const char *const ROWS[] = {
        "",    "saint", "jong", "Exupéry", "league", "hóc sinh", "nac", "tap", "lich", "hòc", "kat", "cê", "ghà", "ngi",
        "bcd", "a1",    "COVID", "UBND",   "z",      "f",        "hòá", "strong", "nghiêngg", "quu", "đ", "b", "日",
    };
    for (size_t i = 0; i < VN_COUNT(ROWS); i++)
        CU_ASSERT_FALSE(vn_syllable_is_vietnamese(vn_slice_str(ROWS[i])));
}

static void marks_tell_vietnamese_letters(void)
{
    CU_ASSERT(vn_syllable_has_mark(vn_slice_str("Huế")));
    CU_ASSERT(vn_syllable_has_mark(vn_slice_str("đi")));
    CU_ASSERT(vn_syllable_has_mark(vn_slice_str("ho\xCC\x80" "a")));
    CU_ASSERT_FALSE(vn_syllable_has_mark(vn_slice_str("Trung")));
    CU_ASSERT_FALSE(vn_syllable_has_mark(vn_slice_str("F16 ß")));
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"Vietnamese syllables are known", vietnamese_syllables_are_known},
        {"other letters are not", other_letters_are_not},
        {"marks tell Vietnamese letters", marks_tell_vietnamese_letters},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("syllable", tests);
}
