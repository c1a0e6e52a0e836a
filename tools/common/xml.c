#include "xml.h"

#include "cli.h"

/* Bytes of the character at the begin of `text` when it is UTF-8 that XML can hold, else 0. */
static size_t character_length(vn_slice text)
{
    const unsigned char *s = (const unsigned char *)text.ptr;
    const size_t n = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
    if (!n || n > text.len)
        return 0;
    uint32_t c = n == 1 ? s[0] : s[0] & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3f);
    }
    const bool overlong = (n == 3 && c < 0x800) || (n == 4 && c < 0x10000);
    const bool none = (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0xd800 && c < 0xe000) || c == 0xfffe ||
                      c == 0xffff || c > 0x10ffff;
    return overlong || none ? 0 : n;
}

static const char *reference(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t': return "&#9;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    default: return NULL;
    }
}

vn_status xml_escape(vn_slice text, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    while (!st && text.len) {
        const size_t n = character_length(text);
        const char *as = n ? reference(text.ptr[0]) : "\xef\xbf\xbd";
        st = as ? cli_append(out, as, err) : vn_buf_append(out, text.ptr, n, err);
        size_t gone = n ? n : 1;
        while (!n && gone < text.len && ((unsigned char)text.ptr[gone] & 0xc0) == 0x80)
            gone++; /* what is left of the character */
        text.ptr += gone;
        text.len -= gone;
    }
    return st;
}
