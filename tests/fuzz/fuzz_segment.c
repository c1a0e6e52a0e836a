/* Words of a text are pieces of it in order, between which nothing shows; written as a `words` field and read back, they are
 * the same spans of the text. What stands before a line "--" are user words. */
#include "fuzz.h"

#include "norm.h"
#include "utf8.h"

static void round_trip(vn_slice text, const vn_words *words)
{
    vn_buf field = {0};
    vn_word *read = NULL;
    size_t n = 0;
    size_t cap = 0;
    FUZZ_CHECK(vn_words_write(text, words->item, words->n, '\n', &field, NULL) == VN_OK);
    const vn_slice written = {field.len ? field.ptr : "", field.len};
    FUZZ_CHECK(vn_words_read(written, &read, &n, &cap, NULL) == VN_OK);
    FUZZ_CHECK(n == words->n);
    FUZZ_CHECK(vn_words_align(written, read, n, text, NULL) == VN_OK);
    for (size_t i = 0; i < n; i++) {
        FUZZ_CHECK(read[i].start == words->item[i].start && read[i].len == words->item[i].len);
        FUZZ_CHECK(read[i].sentence == words->item[i].sentence);
    }
    free(read);
    vn_buf_free(&field);
}

static bool is_boundary(vn_slice text, size_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0u) != 0x80;
}

static void check_gap(const char *p, const char *end)
{
    for (size_t len; p < end; p += len) {
        const size_t space = vn_space_length(p, end);
        len = space ? space : vn_hidden_length(p, end);
        FUZZ_CHECK(len > 0);
    }
}

static void check_cover(vn_slice text, const vn_words *words)
{
    size_t end = 0;
    for (size_t i = 0; i < words->n; i++) {
        const vn_word *word = &words->item[i];
        FUZZ_CHECK(word->len > 0 && word->parts > 0);
        FUZZ_CHECK(word->start >= end && word->len <= text.len - word->start);
        FUZZ_CHECK(is_boundary(text, word->start) && is_boundary(text, word->start + word->len));
        check_gap(text.ptr + end, text.ptr + word->start);
        end = word->start + word->len;
    }
    check_gap(text.ptr + end, text.ptr + text.len);
}

static void check_confidences(const vn_segmenter *segmenter, const vn_words *words)
{
    const vn_confidences c = vn_segmenter_confidences(segmenter);
    FUZZ_CHECK(c.words == words->n && c.sentences == words->sentences);
    for (size_t i = 0; i < c.words; i++)
        FUZZ_CHECK(c.word[i] > 0 && c.word[i] <= 1);
}

/* Takes the entries off the text; NULL when there are none. A line that is no entry ends them. */
static vn_user_words *take_entries(vn_slice *text)
{
    vn_user_words *user = NULL;
    for (size_t i = 0; i + 4 <= text->len; i++) {
        if (memcmp(text->ptr + i, "\n--\n", 4) != 0)
            continue;
        FUZZ_CHECK(vn_user_words_new(&user, NULL) == VN_OK);
        const vn_status st = vn_user_words_add(user, (vn_slice){text->ptr, i}, NULL);
        FUZZ_CHECK(st == VN_OK || st == VN_EDATA || st == VN_ELIMIT);
        *text = (vn_slice){text->ptr + i + 4, text->len - i - 4};
        break;
    }
    return user;
}

/* A block that ends where the text does, so that reading past it is noticed. */
static vn_slice exact_copy(vn_slice text)
{
    char *copy = malloc(text.len ? text.len : 1);
    FUZZ_CHECK(copy);
    memcpy(copy, text.ptr, text.len);
    return (vn_slice){copy, text.len};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static vn_model *model;
    static vn_segmenter *segmenter;
    if (!segmenter) {
        FUZZ_CHECK(vn_model_open(&model, NULL, NULL) == VN_OK);
        FUZZ_CHECK(vn_segmenter_new(&segmenter, model, NULL, NULL) == VN_OK);
        vn_segmenter_use_confidence(segmenter, true);
    }
    vn_buf valid = {0};
    vn_words words;
    FUZZ_CHECK(vn_utf8_repair(fuzz_slice(data, size), &valid, NULL) == VN_OK);
    vn_slice text = {valid.len ? valid.ptr : "", valid.len};
    vn_user_words *user = take_entries(&text);
    text = exact_copy(text);
    vn_segmenter_use_words(segmenter, user);
    FUZZ_CHECK(vn_segment(segmenter, text, &words, NULL) == VN_OK);
    check_cover(text, &words);
    check_confidences(segmenter, &words);
    round_trip(text, &words);
    vn_segmenter_use_words(segmenter, NULL);
    vn_user_words_free(user);
    free((char *)(uintptr_t)text.ptr);
    vn_buf_free(&valid);
    return 0;
}
