#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "width.h"

#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef struct range {
    uint32_t first;
    uint32_t last;
} range;

static const range no_columns[] = {
    {0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD}, {0x610, 0x61A}, {0x64B, 0x65F}, {0x93C, 0x93C}, {0x941, 0x948},
    {0x94D, 0x94D}, {0xE31, 0xE31}, {0xE34, 0xE3A}, {0xE47, 0xE4E}, {0xEB1, 0xEB1}, {0xEB4, 0xEBC}, {0xEC8, 0xECE},
    {0x102D, 0x1030}, {0x1032, 0x1037}, {0x1039, 0x103A}, {0x1160, 0x11FF}, {0x17B4, 0x17B5}, {0x17B7, 0x17BD},
    {0x17C6, 0x17C6}, {0x17C9, 0x17D3}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x206F},
    {0x20D0, 0x20FF}, {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
    {0xE0001, 0xE007F}, {0xE0100, 0xE01EF},
};

/* East Asian wide and fullwidth, and what is drawn as an emoji unasked. */
static const range two_columns[] = {
    {0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3},
    {0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1},
    {0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA},
    {0x26F2, 0x26F3}, {0x26F5, 0x26F5}, {0x26FA, 0x26FA}, {0x26FD, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B},
    {0x2728, 0x2728}, {0x274C, 0x274C}, {0x274E, 0x274E}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
    {0x27B0, 0x27B0}, {0x27BF, 0x27BF}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55}, {0x2E80, 0x303E},
    {0x3041, 0x4DBF}, {0x4E00, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE10, 0xFE19},
    {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x18CD5}, {0x1B000, 0x1B2FB}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335},
    {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0},
    {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
    {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4},
    {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF},
    {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F7F0, 0x1F7F0}, {0x1F90C, 0x1F93A},
    {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* The table ascends. */
static bool is_in(const range *table, size_t n, uint32_t code)
{
    size_t from = 0;
    while (from < n) {
        const size_t middle = from + (n - from) / 2;
        if (code < table[middle].first)
            n = middle;
        else if (code > table[middle].last)
            from = middle + 1;
        else
            return true;
    }
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

void width_tame(vn_buf *text, size_t from)
{
    if (text->len <= from)
        return;
    vn_slice rest = {text->ptr + from, text->len - from};
    size_t at = from;
    while (rest.len) {
        const char *code = rest.ptr;
        if (width_next(&rest) < 0 && *code != '\t') {
            text->ptr[at++] = ' ';
            continue;
        }
        memmove(text->ptr + at, code, (size_t)(rest.ptr - code));
        at += (size_t)(rest.ptr - code);
    }
    text->len = at;
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
