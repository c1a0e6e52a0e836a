#include "vn/tsv.h"

#include "buf.h"

bool vn_tsv_line(vn_slice *rest, vn_slice *line)
{
    if (!rest->len)
        return false;
    const char *lf = memchr(rest->ptr, '\n', rest->len);
    size_t len = lf ? (size_t)(lf - rest->ptr) : rest->len;
    const size_t used = len + (lf != NULL);
    if (len && rest->ptr[len - 1] == '\r')
        len--;
    *line = vn_slice_of(rest->ptr, len);
    *rest = vn_slice_of(rest->ptr + used, rest->len - used);
    return true;
}

size_t vn_tsv_split(vn_slice line, vn_slice *cell, size_t max)
{
    size_t n = 0;
    for (;;) {
        const char *tab = line.len ? memchr(line.ptr, '\t', line.len) : NULL;
        const size_t len = tab ? (size_t)(tab - line.ptr) : line.len;
        if (n < max)
            cell[n] = vn_slice_of(line.ptr, len);
        n++;
        if (!tab)
            return n;
        line = vn_slice_of(tab + 1, line.len - len - 1);
    }
}

vn_status vn_tsv_write(vn_slice cell, vn_buf *out, vn_error *err)
{
    const size_t from = out->len;
    vn_status st = vn_buf_slice(out, cell, err);
    if (st)
        return st;
    for (char *p = out->ptr + from; p < out->ptr + out->len; p++)
        if (*p == '\t' || *p == '\n' || *p == '\r')
            *p = ' ';
    return VN_OK;
}
