/* A `words` field of any bytes is refused, or gives words that lie in it in order. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    vn_word *words = NULL;
    size_t n = 0;
    size_t cap = 0;
    const vn_slice field = fuzz_slice(data, size);
    const vn_status st = vn_words_read(field, &words, &n, &cap, NULL);
    FUZZ_CHECK(st == VN_OK || st == VN_EDATA);
    size_t end = 0;
    for (size_t i = 0; !st && i < n; i++) {
        FUZZ_CHECK(words[i].len > 0 && words[i].start >= end && words[i].start + words[i].len <= size);
        end = words[i].start + words[i].len;
    }
    if (!st) {
        const vn_status moved = vn_words_align(field, words, n, field, NULL);
        FUZZ_CHECK(moved == VN_OK || moved == VN_EDATA);
    }
    free(words);
    return 0;
}
