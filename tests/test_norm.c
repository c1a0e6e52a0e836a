#include "harness.h"

#include "buf.h"
#include "norm.h"
#include "rng.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

static void check(vn_status (*call)(vn_slice, vn_buf *, vn_error *), const char *from, const char *want)
{
    vn_buf out = {0};
    VN_ASSERT_OK(vn_buf_str(&out, ">", NULL));
    VN_ASSERT_OK(call(vn_slice_str(from), &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr + 1, want);
    vn_buf_free(&out);
}

static void nfc_composes_what_is_apart(void)
{
    check(vn_nfc, "", "");
    check(vn_nfc, "Tiếng Việt “đẹp” 😀", "Tiếng Việt “đẹp” 😀");
    check(vn_nfc, "Tie\xCC\x82\xCC\x81ng Vie\xCC\xA3\xCC\x82t", "Tiếng Việt");
    check(vn_nfc, "Vi\xE1\xBA\xB9\xCC\x82t, vie\xCC\x82\xCC\xA3t", "Việt, việt");
    check(vn_nfc, "\xE2\x84\xAA \xE2\x80\x80 \xCC\x81", "K \xE2\x80\x82 \xCC\x81");
    check(vn_nfc, "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한");
}

static void bytes_that_are_not_utf8_are_refused(void)
{
    static const char *const BAD[] = {"\xFF", "a\xC3", "e\xCC\x81\xE1\xBA", "\xED\xA0\x80", "\xC0\xAF", "\x80", "\xE1\xB8", "ă\xF0\x9F"};
    for (size_t i = 0; i < VN_COUNT(BAD); i++) {
        vn_buf out = {0};
        VN_ASSERT_OK(vn_buf_str(&out, "kept", NULL));
        CU_ASSERT_EQUAL(vn_nfc(vn_slice_str(BAD[i]), &out, NULL), VN_EDATA);
        CU_ASSERT_EQUAL(vn_fold(vn_slice_str(BAD[i]), &out, NULL), VN_EDATA);
        CU_ASSERT_STRING_EQUAL(out.ptr, "kept");
        vn_buf_free(&out);
    }
}

static void a_key_is_one_for_all_ways_of_writing(void)
{
    static const char *const ROWS[][2] = {
        {"", ""},
        {"Hà  Nội", "hà_nội"},
        {"Hà_Nội", "hà_nội"},
        {"HÀ\xC2\xA0\n\tNỘI", "hà_nội"},
        {"Ha\xCC\x80 No\xCC\xA3\xCC\x82i", "hà_nội"},
        {"HOÀ", "hòa"},
        {"Ho\xCC\x80" "A", "hòa"},
        {"hoa\xCC\x80", "hòa"},
        {"Thuý KHOẺ", "thúy_khỏe"},
        {"quý QUÍ", "quý_quí"},
        {"\xC3\x90\xE1\xBB\xA9" "c, \xC6\x89\xC3\xA0o, \xC9\x96i, \xC3\xB0i", "đức,_đào,_đi,_đi"},
        {"xin\xE2\x80\x8B" "chào\xC2\xAD", "xinchào"},
        {"\xEF\xBB\xBFMưa", "mưa"},
        {"Straße \xE2\x84\xAA ΣΑΣ Привет", "straße_k_σασ_привет"},
        {"30M² “A” 20°C", "30m²_“a”_20°c"},
        {"COVID-19", "covid-19"},
        {"  a __ b", "_a_b"},
        {"\xE3\x80\x80_ \xD0\x96 _", "_ж_"},
    };
    for (size_t i = 0; i < VN_COUNT(ROWS); i++) {
        check(vn_fold, ROWS[i][0], ROWS[i][1]);
        check(vn_fold, ROWS[i][1], ROWS[i][1]);
    }
}

/* What vn_fold must give for one code point, but for those that keys treat in a way of their own. */
static void every_latin_letter_folds_as_unicode_says(void)
{
    for (uint32_t code = 0x21; code <= 0x1EFF; code++) {
        if (code == 0x250)
            code = 0x1E00;
        char from[5] = {0};
        char want[5] = {0};
        int32_t n = 0;
        U8_APPEND_UNSAFE((uint8_t *)from, n, code);
        uint32_t folded = (uint32_t)u_foldCase((UChar32)code, U_FOLD_CASE_DEFAULT);
        if (code == 0xD0 || code == 0xF0 || code == 0x189)
            folded = 0x111;
        if (code == 0x130)
            folded = 'i';
        if (code == 0xAD || code == '_' || u_isUWhiteSpace((UChar32)code) || code == 0x85)
            continue;
        n = 0;
        U8_APPEND_UNSAFE((uint8_t *)want, n, folded);
        check(vn_fold, from, want);
    }
}

/* The way around ICU and the way through it agree: a Greek letter sends a piece through ICU. */
static void both_ways_of_folding_agree(void)
{
    static const char *const PIECE[] = {"A", "Đ", "ð", "Ơ", "Ế", "ỹ", "ß", "×", "ŉ", "İ", "µ", "²", "“", "_", " ",
                                        "\xC2\xA0", "\xE2\x80\x8B", "\xC2\xAD", "HOÀ", "oẽ", "uỵ", "q",
                                        "e\xCC\x81", "\xCC\xA3", "o", "a", "u"};
    vn_rng rng;
    vn_rng_seed(&rng, 5);
    for (size_t round = 0; round < 30000; round++) {
        vn_buf text = {0};
        vn_buf fast = {0};
        vn_buf slow = {0};
        vn_buf again = {0};
        for (size_t i = vn_rng_below(&rng, 8); i > 0; i--)
            (void)vn_buf_str(&text, PIECE[vn_rng_below(&rng, VN_COUNT(PIECE))], NULL);
        VN_ASSERT_OK(vn_buf_str(&text, ".", NULL));
        VN_ASSERT_OK(vn_fold(vn_slice_of(text.ptr, text.len), &fast, NULL));
        VN_ASSERT_OK(vn_buf_str(&text, "\xCF\x89", NULL));
        VN_ASSERT_OK(vn_fold(vn_slice_of(text.ptr, text.len), &slow, NULL));
        CU_ASSERT(slow.len == fast.len + 2 && !memcmp(slow.ptr, fast.ptr, fast.len));
        VN_ASSERT_OK(vn_fold(vn_slice_of(fast.ptr, fast.len), &again, NULL));
        CU_ASSERT(vn_slice_eq(vn_slice_of(fast.ptr, fast.len), vn_slice_of(again.ptr, again.len)));
        vn_buf_free(&text);
        vn_buf_free(&fast);
        vn_buf_free(&slow);
        vn_buf_free(&again);
    }
}

static void long_text_folds_like_its_pieces(void)
{
    vn_buf text = {0};
    vn_buf want = {0};
    vn_buf out = {0};
    for (size_t i = 0; i < 4000; i++) {
        VN_ASSERT_OK(vn_buf_str(&text, i % 700 == 9 ? "Жук  " : i % 3 ? "HOÀ " : "Nội\xC2\xA0 ", NULL));
        VN_ASSERT_OK(vn_buf_str(&want, i % 700 == 9 ? "жук_" : i % 3 ? "hòa_" : "nội_", NULL));
    }
    VN_ASSERT_OK(vn_fold(vn_slice_of(text.ptr, text.len), &out, NULL));
    CU_ASSERT(vn_slice_eq(vn_slice_of(out.ptr, out.len), vn_slice_of(want.ptr, want.len)));
    vn_buf_free(&text);
    vn_buf_free(&want);
    vn_buf_free(&out);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"NFC composes what is apart", nfc_composes_what_is_apart},
        {"bytes that are not UTF-8 are refused", bytes_that_are_not_utf8_are_refused},
        {"a key is one for all ways of writing", a_key_is_one_for_all_ways_of_writing},
        {"every Latin letter folds as Unicode says", every_latin_letter_folds_as_unicode_says},
        {"both ways of folding agree", both_ways_of_folding_agree},
        {"long text folds like its pieces", long_text_folds_like_its_pieces},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("norm", tests);
}
