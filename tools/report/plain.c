#include "plain.h"

#include "cli.h"

#include <string.h>
#include <strings.h>

static const char ELLIPSIS[] = "…";
enum { ELLIPSIS_BYTES = sizeof ELLIPSIS - 1 };

/* Bytes of the character at s. */
static size_t length_at(const unsigned char *s, size_t left)
{
    const size_t len = *s < 0x80 ? 1 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;
    return len < left ? len : left;
}

/* White space, control characters, line and paragraph separators. */
static bool is_gap(const unsigned char *s, size_t len)
{
    if (len == 1)
        return *s <= ' ' || *s == 0x7f;
    if (len == 2)
        return s[0] == 0xc2 && s[1] <= 0xa0;
    return len == 3 && s[0] == 0xe2 && s[1] == 0x80 && (s[2] == 0xa8 || s[2] == 0xa9);
}

/* U+200E, U+200F, U+202A .. U+202E, U+2066 .. U+2069 */
static bool turns_text(const unsigned char *s, size_t len)
{
    if (len != 3 || s[0] != 0xe2)
        return false;
    if (s[1] == 0x80)
        return s[2] == 0x8e || s[2] == 0x8f || (s[2] >= 0xaa && s[2] <= 0xae);
    return s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9;
}

/* Takes back what is too much: to the last space when there is one, and then puts the ellipsis. */
static vn_status cut(vn_buf *out, size_t from, size_t max, vn_error *err)
{
    size_t len = from + max - ELLIPSIS_BYTES;
    size_t space = len;
    while (space > from && out->ptr[space] != ' ')
        space--;
    while (len > from && ((unsigned char)out->ptr[len] & 0xc0) == 0x80)
        len--;
    out->len = space > from ? space : len;
    return cli_append(out, ELLIPSIS, err);
}

vn_status plain_text(vn_slice text, size_t max, vn_buf *out, vn_error *err)
{
    const unsigned char *s = (const unsigned char *)text.ptr;
    const size_t from = out->len;
    bool gap = false;
    vn_status st = vn_buf_reserve(out, 1, err);
    for (size_t i = 0, len; !st && i < text.len && !(max && out->len - from > max); i += len) {
        len = length_at(s + i, text.len - i);
        if (is_gap(s + i, len)) {
            gap = true;
            continue;
        }
        if (turns_text(s + i, len))
            continue;
        if (gap && out->len > from)
            st = vn_buf_append(out, " ", 1, err);
        gap = false;
        if (!st)
            st = vn_buf_append(out, s + i, len, err);
    }
    return st || !max || out->len - from <= max ? st : cut(out, from, max, err);
}

bool plain_url(vn_slice text)
{
    const bool http = text.len > 7 && strncasecmp(text.ptr, "http://", 7) == 0;
    const bool https = text.len > 8 && strncasecmp(text.ptr, "https://", 8) == 0;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] <= ' ' || text.ptr[i] == 0x7f)
            return false;
    return http || https;
}
