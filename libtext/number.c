#include "scan.h"

static bool digit_at(const char *p, const char *end)
{
    return p < end && vn_byte_is(p, VN_BYTE_DIGIT);
}

/* 1.000  3,5  9/6/2025  2-1  10:30  90+2  2016–2020: the place after the separator at p, NULL when no
 * digit follows. */
static const char *digits_follow(const char *p, const char *end)
{
    const char *next = NULL;
    if (*p && strchr(".,/-:+", *p))
        next = p + 1;
    else if (end - p > 3 && (!memcmp(p, "\xE2\x80\x93", 3) || !memcmp(p, "\xE2\x80\x91", 3)))
        next = p + 3; /* en dash, no-break hyphen */
    return next && digit_at(next, end) ? next : NULL;
}

/* 753/QĐ-TTg, 12/2025/NĐ-CP, 18-NQ/TW, 4G-LTE; a title-case word after the mark is another word. */
static const char *office_follows(const char *p, const char *end)
{
    if (*p != '/' && *p != '-')
        return NULL;
    const char *next = p + 1;
    const vn_shape shape = vn_shape_of(vn_slice_of(next, (size_t)(vn_scan_word(next, end) - next)));
    return shape.title && shape.upper >= 2 && shape.lower < shape.upper ? next : NULL;
}

/* The letters at the end of [start, p), digits after them included: the km of 100km, the m2 of 3m2. */
static vn_slice last_letters(const char *start, const char *p)
{
    const char *at = p;
    while (at > start && vn_byte_is(at - 1, VN_BYTE_DIGIT))
        at--;
    if (at == start)
        return vn_slice_of(p, 0);
    while (at > start && vn_byte_is(at - 1, VN_BYTE_ALPHA))
        at--;
    return vn_slice_of(at, (size_t)(p - at));
}

static const char *unit_follows(const char *start, const char *p, const char *end)
{
    if (*p != '/' || !vn_is_unit(last_letters(start, p)))
        return NULL;
    const char *next = p + 1;
    return vn_is_unit(vn_slice_of(next, (size_t)(vn_scan_word(next, end) - next))) ? next : NULL;
}

/* 10h30' : the mark of minutes, which no letter may follow, since it would be a quotation mark then. */
static const char *minutes_end(const char *start, const char *p, const char *end)
{
    const size_t len = *p == '\'' ? 1 : end - p >= 3 && !memcmp(p, "\xE2\x80\x99", 3) ? 3 : 0;
    const char *hour = memchr(start, 'h', (size_t)(p - start));
    if (!len || !hour || hour == start || !digit_at(hour + 1, p) || vn_scan_word(p + len, end) != p + len)
        return NULL;
    for (const char *c = start; c < p; c++)
        if (c != hour && !vn_byte_is(c, VN_BYTE_DIGIT))
            return NULL;
    return p + len;
}

/* 6-Jan, as spreadsheets write dates. */
static const char *month_follows(const char *start, const char *p, const char *end)
{
    static const char MONTH[] = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    char name[4] = {0};
    if (*p != '-' || p - start > 2 || vn_scan_word(p + 1, end) != p + 4)
        return NULL;
    memcpy(name, p + 1, 3);
    const char *found = strstr(MONTH, name);
    return found && (found - MONTH) % 4 == 0 ? p + 1 : NULL;
}

/* The piece after the mark at p, NULL when the number ends before it. */
static const char *piece_follows(const char *start, const char *p, const char *end)
{
    const char *next = digits_follow(p, end);
    if (!next)
        next = office_follows(p, end);
    if (!next)
        next = month_follows(start, p, end);
    return next ? next : unit_follows(start, p, end);
}

const char *vn_scan_number(const char *start, const char *end)
{
    const char *p = start + (*start == '-' || *start == '+' ? 1 : 0);
    for (;;) {
        p = vn_scan_word(p, end);
        if (p == end || vn_byte_is(p, VN_BYTE_SPACE))
            return p;
        const char *next = piece_follows(start, p, end);
        if (!next)
            break;
        p = next;
    }
    const char *minutes = minutes_end(start, p, end);
    return minutes ? minutes : p;
}
