#include "buf.h"

#include "decimal.h"

#include <stdarg.h>
#include <stdio.h>

void vn_buf_free(vn_buf *buf)
{
    free(buf->ptr);
    buf->ptr = NULL;
    buf->len = buf->cap = 0;
}

vn_status vn_buf_reserve(vn_buf *buf, size_t extra, vn_error *err)
{
    const size_t max = buf->max ? buf->max : VN_BUF_MAX;
    if (extra < buf->cap - buf->len) /* one byte stays for the terminator */
        return VN_OK;
    if (extra >= max - buf->len)
        return vn_fail(err, VN_ELIMIT, "a buffer would pass its limit of %zu bytes", max);
    size_t cap = buf->cap + buf->cap / 2 + 64;
    if (cap < buf->len + extra + 1)
        cap = buf->len + extra + 1;
    if (cap > max)
        cap = max;
    char *grown = realloc(buf->ptr, cap);
    if (!grown)
        return vn_fail_memory(err, "a buffer");
    buf->ptr = grown;
    buf->cap = cap;
    return VN_OK;
}

vn_status vn_buf_append(vn_buf *buf, const void *bytes, size_t len, vn_error *err)
{
    vn_status st = vn_buf_reserve(buf, len, err);
    if (st)
        return st;
    if (len)
        memcpy(buf->ptr + buf->len, bytes, len);
    buf->len += len;
    buf->ptr[buf->len] = '\0';
    return VN_OK;
}

vn_status vn_buf_slice(vn_buf *buf, vn_slice s, vn_error *err)
{
    return vn_buf_append(buf, s.ptr, s.len, err);
}

vn_status vn_buf_str(vn_buf *buf, const char *text, vn_error *err)
{
    return vn_buf_append(buf, text, strlen(text), err);
}

vn_status vn_buf_char(vn_buf *buf, char c, vn_error *err)
{
    return vn_buf_append(buf, &c, 1, err);
}

vn_status vn_buf_printf(vn_buf *buf, vn_error *err, const char *format, ...)
{
    char small[512];
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof small)
        return vn_fail(err, VN_ELIMIT, "formatted text is longer than %zu bytes", sizeof small - 1);
    return vn_buf_append(buf, small, (size_t)n, err);
}

vn_status vn_buf_number(vn_buf *buf, double x, vn_error *err)
{
    const vn_status st = vn_buf_reserve(buf, VN_DECIMAL_MAX, err);
    if (!st)
        buf->len += vn_decimal(x, buf->ptr + buf->len);
    return st;
}
