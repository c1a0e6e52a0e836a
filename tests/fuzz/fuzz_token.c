/* Tokens of any bytes lie in order within the text and do not overlap. Between those of valid UTF-8 stand only white space
 * and invisible characters. */
#include "fuzz.h"

#include "token.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    vn_tokenizer tk = {0};
    size_t end = 0;
    vn_status st;
    const bool valid = vn_utf8_check((const char *)data, size) == size;
    vn_tokenizer_begin(&tk, fuzz_slice(data, size));
    while (!(st = vn_tokenizer_next(&tk, NULL))) {
        FUZZ_CHECK(tk.n > 0 && tk.n <= VN_SENTENCE_TOKENS);
        for (size_t i = 0; i < tk.n; i++) {
            const vn_token *t = &tk.token[i];
            FUZZ_CHECK(t->len > 0 && t->start >= end && t->start + t->len <= size);
            for (size_t at = end; valid && at < t->start; at++)
                FUZZ_CHECK(data[at] >= 0x7f || (data[at] <= ' ' && !(t->flags & VN_TOKEN_GLUED)));
            end = t->start + t->len;
        }
    }
    FUZZ_CHECK(st == VN_DONE);
    vn_tokenizer_free(&tk);
    return 0;
}
