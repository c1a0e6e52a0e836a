#include "utf16.h"

#include "buf.h"
#include "utf8.h"

/* Room must be reserved: at most 4 bytes. */
static void put(vn_buf *out, uint32_t code)
{
    out->len += vn_utf8_encode(code, out->ptr + out->len);
}

static void put_lone(vn_utf16 *in, uint32_t surrogate, vn_buf *out)
{
    put(out, in->replace ? VN_UTF8_REPLACEMENT : surrogate);
}

static void unit(vn_utf16 *in, uint32_t u, vn_buf *out)
{
    const uint32_t high = in->high;
    in->high = 0;
    if (high && (u & 0xFC00u) == 0xDC00u) {
        put(out, 0x10000u + ((high & 0x3FFu) << 10) + (u & 0x3FFu));
        return;
    }
    if (high)
        put_lone(in, high, out);
    if ((u & 0xFC00u) == 0xD800u)
        in->high = u;
    else if ((u & 0xFC00u) == 0xDC00u)
        put_lone(in, u, out);
    else
        put(out, u);
}

vn_status vn_utf16_decode(vn_utf16 *in, const unsigned char *bytes, size_t len, vn_buf *out, vn_error *err)
{
    vn_status st = vn_buf_reserve(out, (len / 2 + 2) * 3 + 4, err); /* a unit makes at most 3 bytes, plus one that waited */
    if (st)
        return st;
    for (size_t i = 0; i < len; i++) {
        if (!in->odd) {
            in->byte = bytes[i];
        } else {
            const uint32_t first = in->byte;
            unit(in, in->big ? first << 8 | bytes[i] : first | (uint32_t)bytes[i] << 8, out);
        }
        in->odd = !in->odd;
    }
    out->ptr[out->len] = '\0';
    return VN_OK;
}

vn_status vn_utf16_end(vn_utf16 *in, vn_buf *out, vn_error *err)
{
    vn_status st = vn_buf_reserve(out, 8, err);
    if (st)
        return st;
    if (in->high)
        put_lone(in, in->high, out);
    in->high = 0;
    if (in->odd && !in->replace)
        return vn_fail(err, VN_EDATA, "UTF-16 text ends in the middle of a character");
    if (in->odd)
        put(out, VN_UTF8_REPLACEMENT);
    in->odd = false;
    out->ptr[out->len] = '\0';
    return VN_OK;
}
