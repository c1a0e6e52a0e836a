/* Folding a key changes nothing; NFC of NFC is itself; what is not UTF-8 is refused. */
#include "fuzz.h"

#include "utf8.h"

typedef vn_status transform(vn_slice text, vn_buf *out, vn_error *err);

static void twice(transform *apply, vn_slice text, bool valid)
{
    vn_buf once = {0};
    vn_buf again = {0};
    const vn_status st = apply(text, &once, NULL);
    FUZZ_CHECK(st == (valid ? VN_OK : VN_EDATA));
    if (!st) {
        const vn_slice first = {once.len ? once.ptr : "", once.len};
        FUZZ_CHECK(vn_utf8_check(first.ptr, first.len) == first.len);
        FUZZ_CHECK(apply(first, &again, NULL) == VN_OK);
        FUZZ_CHECK(fuzz_same(first, (vn_slice){again.ptr, again.len}));
    }
    vn_buf_free(&once);
    vn_buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const vn_slice text = fuzz_slice(data, size);
    const bool valid = vn_utf8_check(text.ptr, text.len) == text.len;
    twice(vn_nfc, text, valid);
    twice(vn_fold, text, valid);
    return 0;
}
