/* Any text as CoNLL-U: each line is taken or refused, and a sentence that comes out is valid text to train on. */
#include "fuzz.h"

/* Words parted by one space, neither empty nor with a tab. */
static void check_sentence(vn_slice sentence)
{
    FUZZ_CHECK(sentence.len > 0 && sentence.ptr[0] != ' ' && sentence.ptr[sentence.len - 1] != ' ');
    for (size_t i = 0; i < sentence.len; i++) {
        FUZZ_CHECK(sentence.ptr[i] != '\t' && sentence.ptr[i] != '\n');
        FUZZ_CHECK(sentence.ptr[i] != ' ' || sentence.ptr[i + 1] != ' ');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    vn_conllu *conllu = NULL;
    FUZZ_CHECK(vn_conllu_new(&conllu, NULL) == VN_OK);
    for (size_t at = 0; at <= size;) {
        const uint8_t *end = at < size ? memchr(data + at, '\n', size - at) : NULL;
        const size_t stop = end ? (size_t)(end - data) : size;
        vn_slice sentence = {0};
        vn_error err = {0};
        const vn_status st = vn_conllu_line(conllu, fuzz_slice(data + at, stop - at), &sentence, &err);
        FUZZ_CHECK(st == VN_OK || (st == VN_EDATA && err.msg[0] && err.column && !sentence.ptr));
        if (sentence.ptr)
            check_sentence(sentence);
        at = stop + 1;
    }
    vn_conllu_free(conllu);
    return 0;
}
