#include "harness.h"

#include "buf.h"
#include "rng.h"
#include "token.h"

#include "vn/segment.h"

static vn_word word_of(const char *text, const char *start, size_t len, uint32_t sentence)
{
    return (vn_word){.start = (size_t)(start - text), .len = len, .sentence = sentence, .parts = 2};
}

static void words_are_written_with_underscores(void)
{
    const char *text = "Hôm nay Hà\xC2\xA0\n Nội mưa. tệp a_b c_ d";
    const vn_word words[] = {word_of(text, text, strlen("Hôm nay"), 0),
                             word_of(text, strstr(text, "Hà"), strlen("Hà\xC2\xA0\n Nội"), 0),
                             word_of(text, strstr(text, "mưa"), strlen("mưa"), 0),
                             word_of(text, strstr(text, "."), 1, 0),
                             word_of(text, strstr(text, "tệp"), strlen("tệp"), 1),
                             word_of(text, strstr(text, "a_b"), strlen("a_b"), 1),
                             word_of(text, strstr(text, "c_ d"), strlen("c_ d"), 1)};
    vn_buf out = {0};
    VN_ASSERT_OK(vn_words_write(vn_slice_str(text), words, VN_COUNT(words), '\n', &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, "Hôm_nay Hà_Nội mưa .\ntệp a__b c__ d");
    out.len = 0;
    VN_ASSERT_OK(vn_words_write(vn_slice_str(text), words + 3, 2, ' ', &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, ". tệp");
    vn_buf_free(&out);
}

static void words_outside_of_the_text_are_refused(void)
{
    const vn_word words[] = {{.start = 0, .len = 2}, {.start = 1, .len = 3}};
    vn_buf out = {0};
    VN_ASSERT_OK(vn_buf_str(&out, "kept", NULL));
    CU_ASSERT_EQUAL(vn_words_write(vn_slice_str("abc"), words, 2, '\n', &out, NULL), VN_EINVAL);
    CU_ASSERT_STRING_EQUAL(out.ptr, "kept");
    vn_buf_free(&out);
}

static void a_field_is_read_with_kinds_and_parts(void)
{
    static const char FIELD[] = "Học_sinh 1.000 a@b.vn .\n\n tệp a__b_c ";
    static const vn_word WANT[] = {
        {.start = 0, .sentence = 0, .kind = VN_WORD_WORD, .parts = 2}, {.start = 11, .kind = VN_WORD_NUMBER, .parts = 1},
        {.start = 17, .kind = VN_WORD_LINK, .parts = 1},               {.start = 24, .kind = VN_WORD_PUNCT, .parts = 1},
        {.start = 28, .sentence = 1, .kind = VN_WORD_WORD, .parts = 1}, {.start = 34, .sentence = 1, .parts = 2},
    };
    vn_word *words = NULL;
    size_t n = 0;
    size_t cap = 0;
    VN_ASSERT_OK(vn_words_read(vn_slice_str(FIELD), &words, &n, &cap, NULL));
    CU_ASSERT_EQUAL_FATAL(n, VN_COUNT(WANT));
    for (size_t i = 0; i < n; i++) {
        CU_ASSERT_EQUAL(words[i].start, WANT[i].start);
        CU_ASSERT_EQUAL(words[i].sentence, WANT[i].sentence);
        CU_ASSERT_EQUAL(words[i].kind, WANT[i].kind);
        CU_ASSERT_EQUAL(words[i].parts, WANT[i].parts);
    }
    VN_ASSERT_OK(vn_words_read(vn_slice_str(""), &words, &n, &cap, NULL));
    CU_ASSERT_EQUAL(n, 0);
    free(words);
}

static void a_field_of_another_text_is_refused(void)
{
    static const char *const TEXT[] = {"Hà Huế mưa", "HàNội mưa", "Hà Nội", ""};
    const vn_slice field = vn_slice_str("Hà_Nội mưa");
    for (size_t i = 0; i < VN_COUNT(TEXT); i++) {
        vn_word *words = NULL;
        size_t n = 0;
        size_t cap = 0;
        vn_error err = {0};
        VN_ASSERT_OK(vn_words_read(field, &words, &n, &cap, NULL));
        CU_ASSERT_EQUAL(vn_words_align(field, words, n, vn_slice_str(TEXT[i]), &err), VN_EDATA);
        CU_ASSERT(err.msg[0] != '\0');
        CU_ASSERT_EQUAL(words[1].start, strlen("Hà_Nội ")); /* nothing moved */
        free(words);
    }
}

/* Tokenizes text and joins neighbours at random, never over a token with an underscore. */
static vn_word *random_words(vn_rng *rng, vn_slice text, size_t *n)
{
    vn_word *words = calloc(text.len + 1, sizeof *words);
    vn_tokenizer tk = {0};
    *n = 0;
    vn_tokenizer_begin(&tk, text);
    for (uint32_t s = 0; words && vn_tokenizer_next(&tk, NULL) == VN_OK; s++) {
        bool open = false;
        for (size_t i = 0; i < tk.n; i++) {
            const vn_token t = tk.token[i];
            const bool literal = memchr(text.ptr + t.start, '_', t.len) != NULL;
            vn_word *last = *n ? &words[*n - 1] : NULL;
            if (open && !literal && !(t.flags & VN_TOKEN_GLUED) && vn_rng_below(rng, 2)) {
                last->len = t.start + t.len - last->start;
                last->parts++;
            } else {
                words[(*n)++] = (vn_word){.start = t.start, .len = t.len, .sentence = s, .parts = 1};
            }
            open = !literal && words[*n - 1].parts < 200;
        }
    }
    vn_tokenizer_free(&tk);
    return words;
}

static void check_round_trip(vn_rng *rng, vn_slice text)
{
    size_t n;
    vn_word *words = random_words(rng, text, &n);
    CU_ASSERT_PTR_NOT_NULL_FATAL(words);
    vn_buf out = {0};
    VN_ASSERT_OK(vn_words_write(text, words, n, '\n', &out, NULL));
    vn_word *back = NULL;
    size_t m = 0;
    size_t cap = 0;
    const vn_slice field = vn_slice_of(out.ptr, out.len);
    VN_ASSERT_OK(vn_words_read(field, &back, &m, &cap, NULL));
    CU_ASSERT_EQUAL_FATAL(m, n);
    VN_ASSERT_OK(vn_words_align(field, back, m, text, NULL));
    for (size_t i = 0; i < n; i++) {
        CU_ASSERT_EQUAL_FATAL(back[i].start, words[i].start);
        CU_ASSERT_EQUAL_FATAL(back[i].len, words[i].len);
        CU_ASSERT_EQUAL_FATAL(back[i].sentence, words[i].sentence);
        CU_ASSERT_EQUAL_FATAL(back[i].parts, words[i].parts);
    }
    free(back);
    free(words);
    vn_buf_free(&out);
}

static void words_come_back_from_a_field_exactly(void)
{
    static const char *const PIECE[] = {"học", "Hà", "Nội", "a_b", "_", "__", "x_", "12", ".", "“", "”", "...", "-", "a@b.vn", " ",
                                        " ", "  ", "\n", "\n\n", "\t", "\xC2\xA0", "\xE2\x80\x8B", "xin\xE2\x80\x8Bxem",
                                        "\xC2\xAD", "😀", "日本", "ho\xCC\x80", "\xE2\x80\xA8", "\\", "\""};
    vn_rng rng;
    vn_rng_seed(&rng, 11);
    char text[512];
    for (size_t round = 0; round < 20000; round++) {
        size_t len = 0;
        for (size_t pieces = vn_rng_below(&rng, 30); pieces > 0; pieces--) {
            const char *piece = PIECE[vn_rng_below(&rng, VN_COUNT(PIECE))];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        check_round_trip(&rng, vn_slice_of(text, len));
    }
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"words are written with underscores", words_are_written_with_underscores},
        {"words outside of the text are refused", words_outside_of_the_text_are_refused},
        {"a field is read with kinds and parts", a_field_is_read_with_kinds_and_parts},
        {"a field of another text is refused", a_field_of_another_text_is_refused},
        {"words come back from a field exactly", words_come_back_from_a_field_exactly},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("words", tests);
}
