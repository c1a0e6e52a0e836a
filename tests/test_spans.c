/* Spans cut the words out of the text: for texts made by chance of what breaks other segmenters. What white space and
 * zero-width characters are is written down here once more, so that the library is not its own judge. */
#include "harness.h"

#include "buf.h"
#include "rng.h"
#include "vn/segment.h"

static vn_model *model;
static vn_user_words *user;

static const char *const piece[] = {
    "học sinh", "học sinh học", "đại học quốc gia", "F-16 Hà Nội", "NGUYỄN Trỗi", "1.000 %", "“ học",
    "Nội. học!", " học. Hà", ". .", /* among the entries */
    "học", "sinh", "Hà", "Nội", "NGUYỄN", "Trỗi", "đại", "quốc", "gia", "b\xe1\xba\xbf", /* NFC */
    "ho\xcc\xa3""c", "No\xcc\xa3\xcc\x82i", "a\xcc\x81\xcc\x81\xcc\x81", "\xcc\x80", "ma\xcc\x83""i", /* NFD, loose marks */
    " ", "  ", "\t", "\n", "\r\n", "\n\n", "\r", "\x0b", "\x0c", " \n ", "\xc2\xa0", "\xc2\x85", "\xe1\x9a\x80", /* white space */
    "\xe2\x80\x89", "\xe2\x80\xa8", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80",
    "\xe2\x80\x8b", "\xc2\xad", "\xe2\x80\x8d", "\xe2\x80\xae", "\xe2\x81\xa0", "\xef\xbb\xbf", /* zero width */
    ".", ",", "…", "...", "“", "”", "\"", "'", "(", ")", "!", "?!", ":", ";", "-", " - ", "–", "/", "&", "@",
    "#", "|", "\\", "%", "_", "__",
    "12", "1.000", "9/6/2025", "20h30", "-5", "+84", "42cm", "753/QĐ-TTg", "2-1", "½", "٣", "F-16", "Covid-19", "iPhone",
    "http://a.vn/b?c=1", "a@b.vn", "#hà_nội", "@ai", "www.x.vn", "x_y",
    "😀", "👍🏽", "👩‍👩‍👧", "🇻🇳", "中文", "ひらがな", "한국어", "ไทย", "עברית", "\x01", "\x1b", "\x7f", "\xc2\x80", "\xef\xbf\xbd", "\xf4\x8f\xbf\xbf",
};

static const char entries[] = "học sinh\nđại học quốc gia\nhọc | sinh học\nF-16 Hà Nội\nsinh 12\t3\nHà Nội\t-9\n=NGUYỄN Trỗi\n1.000 %\n"
                              "“ học\nNội. học! sinh\nhọc. Hà\n. . sinh\nhọc - sinh\n😀 học\n中文 học\n";

/* Length of the white space or zero-width character at p, 0 when it is another. */
static size_t nothing_at(const char *p, size_t left)
{
    static const char *const white[] = {" ", "\t", "\n", "\x0b", "\x0c", "\r", "\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x89",
                                        "\xe2\x80\xa8", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80", "\xe2\x80\x8b", "\xc2\xad",
                                        "\xe2\x80\x8d", "\xe2\x80\xae", "\xe2\x81\xa0", "\xef\xbb\xbf"};
    for (size_t i = 0; i < VN_COUNT(white); i++) {
        const size_t len = strlen(white[i]);
        if (len <= left && !memcmp(p, white[i], len))
            return len;
    }
    return 0;
}

static bool is_nothing(vn_slice s)
{
    for (size_t i = 0, len; i < s.len; i += len)
        if (!(len = nothing_at(s.ptr + i, s.len - i)))
            return false;
    return true;
}

static bool is_boundary(vn_slice text, size_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0u) != 0x80;
}

static void expect_cover(vn_slice text, const vn_words *words)
{
    size_t end = 0;
    uint32_t sentence = 0;
    for (size_t i = 0; i < words->n; i++) {
        const vn_word *word = &words->item[i];
        CU_ASSERT_FATAL(word->start >= end && word->len > 0 && word->len <= text.len - word->start);
        CU_ASSERT(is_boundary(text, word->start) && is_boundary(text, word->start + word->len));
        CU_ASSERT(is_nothing(vn_slice_of(text.ptr + end, word->start - end)));
        CU_ASSERT(!nothing_at(text.ptr + word->start, word->len));
        CU_ASSERT(word->sentence == sentence || (i > 0 && word->sentence == sentence + 1));
        CU_ASSERT(word->parts > 0);
        sentence = word->sentence;
        end = word->start + word->len;
    }
    CU_ASSERT(is_nothing(vn_slice_of(text.ptr + end, text.len - end)));
    CU_ASSERT_EQUAL(words->sentences, words->n ? (size_t)sentence + 1 : 0);
}

/* By way of the `words` field the same spans come back. */
static void expect_round_trip(vn_slice text, const vn_words *words)
{
    vn_buf field = {0};
    vn_word *read = NULL;
    size_t n = 0, cap = 0;
    VN_ASSERT_OK(vn_words_write(text, words->item, words->n, '\n', &field, NULL));
    VN_ASSERT_OK(vn_words_read(vn_slice_of(field.ptr, field.len), &read, &n, &cap, NULL));
    VN_ASSERT_OK(vn_words_align(vn_slice_of(field.ptr, field.len), read, n, text, NULL));
    CU_ASSERT_EQUAL(n, words->n);
    for (size_t i = 0; i < n && i < words->n; i++)
        CU_ASSERT(read[i].start == words->item[i].start && read[i].len == words->item[i].len &&
                  read[i].sentence == words->item[i].sentence);
    free(read);
    vn_buf_free(&field);
}

typedef struct walk {
    const vn_words *words;
    size_t n;
} walk;

static vn_status compare(void *context, const vn_word *words, size_t n, vn_error *err)
{
    walk *w = context;
    (void)err;
    CU_ASSERT_FATAL(w->n + n <= w->words->n);
    for (size_t i = 0; i < n; i++) {
        const vn_word *want = &w->words->item[w->n + i];
        CU_ASSERT(words[i].start == want->start && words[i].len == want->len && words[i].sentence == want->sentence);
    }
    w->n += n;
    return VN_OK;
}

/* Sentence by sentence, by another segmenter, without asking for confidences: the same words. */
static void expect_same_each(vn_segmenter *other, vn_slice text, const vn_words *words)
{
    walk w = {words, 0};
    VN_ASSERT_OK(vn_segment_each(other, text, compare, &w, NULL));
    CU_ASSERT_EQUAL(w.n, words->n);
}

static void expect_all(vn_segmenter *s, vn_segmenter *other, vn_slice text)
{
    vn_words words = {0};
    VN_ASSERT_OK(vn_segment(s, text, &words, NULL));
    expect_cover(text, &words);
    expect_round_trip(text, &words);
    expect_same_each(other, text, &words);
    const vn_confidences c = vn_segmenter_confidences(s);
    CU_ASSERT(c.words == words.n && c.sentences == words.sentences);
    for (size_t i = 0; i < c.words; i++)
        CU_ASSERT(c.word[i] > 0 && c.word[i] <= 1);
}

static void run(const vn_user_words *set, uint64_t seed, int rounds, size_t most)
{
    vn_segmenter *s = NULL, *other = NULL;
    vn_buf text = {0};
    vn_rng rng;
    vn_rng_seed(&rng, seed);
    VN_ASSERT_OK(vn_segmenter_new(&s, model, set, NULL));
    VN_ASSERT_OK(vn_segmenter_new(&other, model, set, NULL));
    vn_segmenter_use_confidence(s, true);
    for (int round = 0; round < rounds; round++) {
        const bool spaced = vn_rng_below(&rng, 2); /* every other text is made of words */
        text.len = 0;
        for (size_t i = vn_rng_below(&rng, most); i > 0; i--) {
            VN_ASSERT_OK(vn_buf_str(&text, piece[vn_rng_below(&rng, VN_COUNT(piece))], NULL));
            if (spaced)
                VN_ASSERT_OK(vn_buf_str(&text, " ", NULL));
        }
        char *exact = malloc(text.len ? text.len : 1); /* so that reading past the end is noticed */
        CU_ASSERT_FATAL(exact != NULL);
        if (text.len)
            memcpy(exact, text.ptr, text.len);
        expect_all(s, other, vn_slice_of(exact, text.len));
        free(exact);
    }
    vn_buf_free(&text);
    vn_segmenter_free(other);
    vn_segmenter_free(s);
}

static void short_texts(void)
{
    run(NULL, 1, 3000, 12);
}

static void texts(void)
{
    run(NULL, 2, 600, 120);
}

static void texts_with_user_words(void)
{
    run(user, 3, 3000, 12);
    run(user, 4, 600, 120);
}

static void very_long_lines(void)
{
    run(NULL, 5, 2, 60000);
    run(user, 6, 2, 60000);
}

int main(void)
{
    if (vn_model_open(&model, NULL, NULL) || vn_user_words_new(&user, NULL) ||
        vn_user_words_add(user, vn_slice_str(entries), NULL))
        return 1;
    CU_TestInfo tests[] = {
        {"short texts", short_texts},
        {"texts", texts},
        {"texts with user words", texts_with_user_words},
        {"very long lines", very_long_lines},
        CU_TEST_INFO_NULL,
    };
    const int code = vn_test_main("spans", tests);
    vn_user_words_free(user);
    vn_model_free(model);
    return code;
}
