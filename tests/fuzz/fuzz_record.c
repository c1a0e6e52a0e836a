/* A record that is accepted is written as it was read; after a change it is still one that is accepted. */
#include "fuzz.h"

static void reparse(vn_slice line)
{
    vn_record *again = NULL;
    vn_slice value;
    FUZZ_CHECK(vn_record_new(&again, NULL) == VN_OK);
    FUZZ_CHECK(line.len > 0 && line.ptr[line.len - 1] == '\n');
    line.len--;
    FUZZ_CHECK(vn_record_parse(again, line, NULL) == VN_OK);
    FUZZ_CHECK(vn_record_string(again, "fuzz", &value, NULL) == VN_OK);
    FUZZ_CHECK(fuzz_same(value, fuzz_slice((const uint8_t *)"a\"b", 3)));
    vn_record_free(again);
}

static void use(vn_record *record, vn_buf *out)
{
    vn_slice value;
    (void)vn_record_string(record, "text", &value, NULL);
    for (size_t i = 0; i < vn_record_fields(record); i++) {
        vn_slice name;
        vn_record_field(record, i, &name, &value);
        FUZZ_CHECK(vn_json_check(value, NULL) == VN_OK);
    }
    FUZZ_CHECK(vn_record_write(record, out, NULL) == VN_OK);
    out->len = 0;
    FUZZ_CHECK(vn_record_set_string(record, "fuzz", (vn_slice){"a\"b", 3}, NULL) == VN_OK);
    FUZZ_CHECK(vn_record_remove(record, "text", NULL) == VN_OK);
    FUZZ_CHECK(vn_record_write(record, out, NULL) == VN_OK);
    reparse((vn_slice){out->ptr, out->len});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    vn_record *record = NULL;
    vn_buf out = {0};
    vn_error err = {0};
    FUZZ_CHECK(vn_record_new(&record, NULL) == VN_OK);
    const vn_status st = vn_record_parse(record, fuzz_slice(data, size), &err);
    FUZZ_CHECK(st == VN_OK || (st == VN_EDATA && err.msg[0] && err.column <= size + 1));
    if (!st)
        use(record, &out);
    vn_buf_free(&out);
    vn_record_free(record);
    return 0;
}
