#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "width.h"

#include "cli.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef struct range {
    uint32_t first;
    uint32_t last;
} range;

static const range no_columns[] = {
    {0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD}, {0x610, 0x61A}, {0x64B, 0x65F}, {0xE31, 0xE31}, {0xE34, 0xE3A},
    {0xE47, 0xE4E}, {0x1160, 0x11FF}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x206F},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
};

static const range two_columns[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x4DBF}, {0x4E00, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

static bool is_in(const range *table, size_t n, uint32_t code)
{
    for (size_t i = 0; i < n && code >= table[i].first; i++)
        if (code <= table[i].last)
            return true;
    return false;
}

/* Valid UTF-8: the first byte tells the length. */
static uint32_t next_code(vn_slice *text)
{
    const unsigned char *p = (const unsigned char *)text->ptr;
    const size_t len = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t code = len == 1 ? p[0] : p[0] & (0x7Fu >> len);
    size_t i = 1;
    for (; i < len && i < text->len; i++)
        code = code << 6 | (p[i] & 0x3Fu);
    *text = (vn_slice){text->ptr + i, text->len - i};
    return code;
}

/* C0, C1, and the marks that turn the direction of all that follows them on the line. */
static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

int width_next(vn_slice *text)
{
    const uint32_t code = next_code(text);
    if (is_control(code))
        return -1;
    if (is_in(no_columns, CLI_COUNT_OF(no_columns), code))
        return 0;
    return is_in(two_columns, CLI_COUNT_OF(two_columns), code) ? 2 : 1;
}

size_t width_of(vn_slice text)
{
    size_t columns = 0;
    while (text.len) {
        const int w = width_next(&text);
        columns += w < 0 ? 1 : (size_t)w;
    }
    return columns;
}

static vn_status pad(size_t columns, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    while (!st && columns--)
        st = vn_buf_append(out, " ", 1, err);
    return st;
}

/* Appends what fits into `columns`, and gives how many it took. */
static vn_status add_prefix(vn_slice text, size_t columns, size_t *taken, vn_buf *out, vn_error *err)
{
    *taken = 0;
    while (text.len) {
        const char *from = text.ptr;
        const int w = width_next(&text);
        const size_t wide = w < 0 ? 1 : (size_t)w;
        if (*taken + wide > columns)
            return VN_OK;
        *taken += wide;
        const vn_status st = w < 0 ? vn_buf_append(out, " ", 1, err)
                                   : vn_buf_append(out, from, (size_t)(text.ptr - from), err);
        if (st)
            return st;
    }
    return VN_OK;
}

vn_status width_fit(vn_slice text, size_t columns, bool right, vn_buf *out, vn_error *err)
{
    const size_t wide = width_of(text);
    const size_t cut = wide > columns && columns; /* columns of the … */
    size_t taken = 0;
    vn_status st = right && wide <= columns ? pad(columns - wide, out, err) : VN_OK;
    if (!st)
        st = add_prefix(text, columns - cut, &taken, out, err);
    if (!st && cut)
        st = cli_append(out, "…", err);
    return st || right ? st : pad(columns - taken - cut, out, err);
}

size_t width_of_terminal(int fd)
{
    const char *set = getenv("COLUMNS");
    char *end;
    const long columns = set ? strtol(set, &end, 10) : 0;
    if (set && *set && !*end && columns > 0 && columns < 100000)
        return (size_t)columns;
    struct winsize size;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
