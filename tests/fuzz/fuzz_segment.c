/* Words of a text, written as a `words` field and read back, are the same spans of the text. */
#include "fuzz.h"

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

static void check_order(vn_slice text, const vn_words *words)
{
    size_t end = 0;
    for (size_t i = 0; i < words->n; i++) {
        FUZZ_CHECK(words->item[i].len > 0 && words->item[i].parts > 0);
        FUZZ_CHECK(words->item[i].start >= end);
        end = words->item[i].start + words->item[i].len;
    }
    FUZZ_CHECK(end <= text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static vn_model *model;
    static vn_segmenter *segmenter;
    if (!segmenter) {
        FUZZ_CHECK(vn_model_open(&model, NULL, NULL) == VN_OK);
        FUZZ_CHECK(vn_segmenter_new(&segmenter, model, NULL, NULL) == VN_OK);
    }
    vn_buf valid = {0};
    vn_words words;
    FUZZ_CHECK(vn_utf8_repair(fuzz_slice(data, size), &valid, NULL) == VN_OK);
    const vn_slice text = {valid.len ? valid.ptr : "", valid.len};
    FUZZ_CHECK(vn_segment(segmenter, text, &words, NULL) == VN_OK);
    check_order(text, &words);
    round_trip(text, &words);
    vn_buf_free(&valid);
    return 0;
}
