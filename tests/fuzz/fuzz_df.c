/* A table that is accepted is written byte for byte as it was read. */
#include "fuzz.h"

static vn_status collect(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_append(context, bytes.ptr, bytes.len, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    vn_df *df = NULL;
    vn_buf out = {0};
    vn_error err = {0};
    const vn_slice bytes = fuzz_slice(data, size);
    const vn_status st = vn_df_parse(&df, bytes, &err);
    FUZZ_CHECK(st == VN_OK || ((st == VN_EDATA || st == VN_ELIMIT) && err.msg[0]));
    if (!st) {
        FUZZ_CHECK(vn_df_write(df, (vn_df_cut){0}, collect, &out, NULL) == VN_OK);
        FUZZ_CHECK(fuzz_same(bytes, (vn_slice){out.ptr, out.len}));
        (void)vn_df_find(df, bytes);
        FUZZ_CHECK(vn_df_merge(df, df, NULL) != VN_OK || vn_df_documents(df) % 2 == 0);
    }
    vn_buf_free(&out);
    vn_df_free(df);
    return 0;
}
