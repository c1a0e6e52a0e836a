#include "npy.h"

#include "cli.h"

/* Version 1.0: magic, version, two bytes for the length of the description, which ends in a line feed. */
enum { FIXED = 10, ALIGNED = 64, LENGTH_AT = 8 };

size_t npy_size(npy_type type)
{
    static const size_t size[] = {[NPY_F8] = 8, [NPY_F4] = 4, [NPY_I8] = 8, [NPY_I4] = 4, [NPY_S1] = 1};
    return size[type];
}

/* "(3, 4), " "(3,), " or, for bytes, the length behind "|S". */
static vn_status put_shape(const uint64_t *shape, size_t dimensions, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "(", err);
    for (size_t i = 0; i < dimensions && !st; i++) {
        st = cli_append_count(out, shape[i], err);
        if (!st && (i + 1 < dimensions || dimensions == 1))
            st = cli_append(out, i + 1 < dimensions ? ", " : ",", err);
    }
    return st ? st : cli_append(out, "), }", err);
}

static vn_status put_description(npy_type type, const uint64_t *shape, size_t dimensions, vn_buf *out, vn_error *err)
{
    static const char *const name[] = {
        [NPY_F8] = "<f8", [NPY_F4] = "<f4", [NPY_I8] = "<i8", [NPY_I4] = "<i4", [NPY_S1] = "|S"};
    vn_status st = cli_append(out, "{'descr': '", err);
    if (!st)
        st = cli_append(out, name[type], err);
    if (!st && type == NPY_S1)
        st = cli_append_count(out, shape[0], err);
    if (!st)
        st = cli_append(out, "', 'fortran_order': False, 'shape': ", err);
    return st ? st : put_shape(shape, type == NPY_S1 ? 0 : dimensions, out, err);
}

vn_status npy_head(npy_type type, const uint64_t *shape, size_t dimensions, vn_buf *out, vn_error *err)
{
    const size_t start = out->len;
    vn_status st = vn_buf_append(out, "\x93NUMPY\x01\x00\x00\x00", FIXED, err);
    if (!st)
        st = put_description(type, shape, dimensions, out, err);
    while (!st && (out->len - start) % ALIGNED != ALIGNED - 1)
        st = cli_append(out, " ", err);
    if (!st)
        st = cli_append(out, "\n", err);
    if (st)
        return st;
    const size_t length = out->len - start - FIXED;
    out->ptr[start + LENGTH_AT] = (char)(length & 0xFF);
    out->ptr[start + LENGTH_AT + 1] = (char)(length >> 8);
    return VN_OK;
}
