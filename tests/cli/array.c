/* Writes small arrays with tools/common/npy and mtx, for the tests that load them: vntest-array npy|bytes|mtx|symmetric|zip. */
#include "mtx.h"
#include "npy.h"
#include "zip.h"

#include <stdio.h>
#include <string.h>

static const double number[] = {1, 0.5, -0.125, 1e-300, 0, 3};

static vn_status put_npy(vn_buf *out)
{
    const vn_status st = npy_head(NPY_F8, (const uint64_t[]){2, 3}, 2, out, NULL);
    return st ? st : vn_buf_append(out, number, sizeof number, NULL);
}

static vn_status put_bytes(vn_buf *out)
{
    const vn_status st = npy_head(NPY_S1, (const uint64_t[]){3}, 1, out, NULL);
    return st ? st : vn_buf_append(out, "csr", 3, NULL);
}

static vn_status put_mtx(vn_buf *out)
{
    vn_status st = mtx_head(MTX_SPARSE, out, NULL);
    if (!st)
        st = mtx_size(MTX_SPARSE, 2, UINT64_C(2000000000), 2, out, NULL);
    if (!st)
        st = mtx_entry(0, 1, number[1], out, NULL);
    return st ? st : mtx_entry(1, UINT64_C(1999999999), number[2], out, NULL);
}

static vn_status put_symmetric(vn_buf *out)
{
    vn_status st = mtx_head(MTX_SYMMETRIC, out, NULL);
    if (!st)
        st = mtx_size(MTX_SYMMETRIC, 2, 2, 0, out, NULL);
    return st ? st : vn_buf_append(out, "1\n0.5\n1\n", 8, NULL);
}

/* Two members, one of no bytes, one written in pieces of 1 to 700 bytes. */
static vn_status put_zip(void)
{
    static unsigned char bytes[700];
    output *out = NULL;
    vn_error err = {0};
    vn_status st = output_open(&out, NULL, &err);
    zip z = {.out = out};
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * i * 31 >> 3);
    if (!st)
        st = zip_begin(&z, "nothing", &err);
    if (!st)
        st = zip_end(&z, &err);
    if (!st)
        st = zip_begin(&z, "pieces", &err);
    for (size_t len = 1; !st && len <= sizeof bytes; len += 1 + len / 9)
        st = zip_write(&z, bytes + sizeof bytes - len, len, &err);
    if (!st)
        st = zip_end(&z, &err);
    if (!st)
        st = zip_finish(&z, &err);
    return st ? st : output_close(out, &err);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "zip") == 0)
        return put_zip() ? 1 : 0;
    vn_buf out = {0};
    const char *what = argc > 1 ? argv[1] : "";
    const vn_status st = strcmp(what, "npy") == 0     ? put_npy(&out)
                         : strcmp(what, "bytes") == 0 ? put_bytes(&out)
                         : strcmp(what, "mtx") == 0   ? put_mtx(&out)
                                                      : put_symmetric(&out);
    const bool written = !st && fwrite(out.ptr, 1, out.len, stdout) == out.len && !fflush(stdout);
    vn_buf_free(&out);
    return written ? 0 : 1;
}
