/* Any text has ranges in order, inside it, that begin and end between characters and leave something. */
#include "fuzz.h"

#include "boilerplate.h"
#include "utf8.h"

static bool is_inside_character(vn_slice text, size_t at)
{
    return at < text.len && ((unsigned char)text.ptr[at] & 0xC0u) == 0x80;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    vn_boilerplate b = {0};
    vn_error err = {0};
    const vn_slice text = fuzz_slice(data, size);
    for (int i = 0; i < 2; i++) {
        const vn_status st = vn_boilerplate_find(&b, text, &err);
        FUZZ_CHECK(st == VN_OK || (st == VN_EDATA && err.msg[0]));
        size_t end = 0;
        for (size_t k = 0; !st && k < b.n; k++) {
            FUZZ_CHECK(b.range[k].start >= end && b.range[k].start < b.range[k].end);
            end = b.range[k].end;
            FUZZ_CHECK(end <= text.len);
        }
        for (size_t k = 0; !st && k < b.n && vn_utf8_check(text.ptr, text.len) == text.len; k++)
            FUZZ_CHECK(!is_inside_character(text, b.range[k].start) && !is_inside_character(text, b.range[k].end));
    }
    size_t end = 0;
    const vn_status st = vn_title_end(text, &b.key, &end, &err);
    FUZZ_CHECK(st == VN_OK || (st == VN_EDATA && err.msg[0]));
    FUZZ_CHECK(end <= text.len && !is_inside_character(text, end));
    vn_boilerplate_free(&b);
    return 0;
}
