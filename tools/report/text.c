#include "text.h"

#include "cli.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct phrase_row {
    const char *name;
    const char *text[2]; /* Vietnamese, English */
} phrase_row;

static const phrase_row PHRASES[] = {
#define PHRASE(name, vietnamese, english) {#name, {vietnamese, english}},
#include "phrases.def"
#undef PHRASE
};

static const char *const MONTHS[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const char *report_text(const report *r, report_phrase phrase)
{
    return PHRASES[phrase].text[r->english];
}

const char *report_phrase_name(report_phrase phrase)
{
    return PHRASES[phrase].name;
}

/* Phrases with values ----------------------------------------------------------------------------------------------- */

static vn_status fill_in(vn_slice form, const vn_slice *arg, size_t n, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < form.len; i++) {
        const char *at = form.ptr + i;
        if (form.len - i >= 3 && at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}') {
            const size_t which = (size_t)(at[1] - '0');
            if (which < n && arg[which].len)
                st = vn_buf_append(out, arg[which].ptr, arg[which].len, err);
            i += 2;
        } else {
            st = vn_buf_append(out, at, 1, err);
        }
    }
    return st;
}

/* Of "one|many" the form for one or for more; a phrase without a bar is both. */
static vn_slice form_of(const char *text, bool one)
{
    const char *bar = strchr(text, '|');
    if (!bar)
        return (vn_slice){text, strlen(text)};
    return one ? (vn_slice){text, (size_t)(bar - text)} : (vn_slice){bar + 1, strlen(bar + 1)};
}

vn_status report_say(const report *r, report_phrase phrase, const vn_slice *arg, size_t n, vn_buf *out, vn_error *err)
{
    return fill_in(form_of(report_text(r, phrase), false), arg, n, out, err);
}

vn_status report_count(const report *r, report_phrase phrase, uint64_t number, vn_buf *out, vn_error *err)
{
    vn_buf digits = {0};
    vn_status st = report_whole(r, number, &digits, err);
    if (!st)
        st = fill_in(form_of(report_text(r, phrase), number == 1), &(vn_slice){digits.ptr, digits.len}, 1, out, err);
    vn_buf_free(&digits);
    return st;
}

/* Numbers ----------------------------------------------------------------------------------------------------------- */

vn_status report_whole(const report *r, uint64_t number, vn_buf *out, vn_error *err)
{
    char digits[24];
    const int made = snprintf(digits, sizeof digits, "%" PRIu64, number);
    const size_t n = made > 0 ? (size_t)made : 0;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++) {
        if (i && (n - i) % 3 == 0)
            st = cli_append(out, r->english ? "," : ".", err);
        if (!st)
            st = vn_buf_append(out, digits + i, 1, err);
    }
    return st;
}

vn_status report_decimal(const report *r, double number, unsigned decimals, vn_buf *out, vn_error *err)
{
    static const uint64_t POWER[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    char digits[8];
    if (!isfinite(number) || fabs(number) >= 1e12)
        return cli_append(out, "–", err);
    const unsigned places = decimals < CLI_COUNT_OF(POWER) ? decimals : (unsigned)CLI_COUNT_OF(POWER) - 1;
    const uint64_t all = (uint64_t)(fabs(number) * (double)POWER[places] + 0.5);
    vn_status st = number < 0 && all ? cli_append(out, "-", err) : VN_OK;
    if (!st)
        st = report_whole(r, all / POWER[places], out, err);
    if (st || !places)
        return st;
    snprintf(digits, sizeof digits, "%c%0*u", r->english ? '.' : ',', (int)places, (unsigned)(all % POWER[places]));
    return cli_append(out, digits, err);
}

vn_status report_percent(const report *r, double part, unsigned decimals, vn_buf *out, vn_error *err)
{
    const vn_status st = report_decimal(r, part * 100, decimals, out, err);
    return st ? st : cli_append(out, "%", err);
}

/* Dates ------------------------------------------------------------------------------------------------------------- */

/* Whether a date looks like the pattern, in which 0 is any digit. */
static bool looks_like(vn_slice date, const char *pattern)
{
    if (date.len != strlen(pattern))
        return false;
    for (size_t i = 0; i < date.len; i++) {
        const bool digit = date.ptr[i] >= '0' && date.ptr[i] <= '9';
        if (pattern[i] == '0' ? !digit : date.ptr[i] != pattern[i])
            return false;
    }
    return true;
}

static unsigned two_digits(const char *at)
{
    return (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0');
}

static vn_status append_date(const char *text, int len, vn_buf *out, vn_error *err)
{
    return vn_buf_append(out, text, len > 0 ? (size_t)len : 0, err);
}

static vn_status day_in_english(vn_slice date, vn_buf *out, vn_error *err)
{
    char text[32];
    const char *month = MONTHS[two_digits(date.ptr + 5) - 1];
    const int n = date.len == 7 ? snprintf(text, sizeof text, "%s %.4s", month, date.ptr)
                                : snprintf(text, sizeof text, "%u %s %.4s", two_digits(date.ptr + 8), month, date.ptr);
    return append_date(text, n, out, err);
}

static vn_status day_in_vietnamese(vn_slice date, vn_buf *out, vn_error *err)
{
    char text[32];
    const int n = date.len == 7
                      ? snprintf(text, sizeof text, "%.2s/%.4s", date.ptr + 5, date.ptr)
                      : snprintf(text, sizeof text, "%.2s/%.2s/%.4s", date.ptr + 8, date.ptr + 5, date.ptr);
    return append_date(text, n, out, err);
}

vn_status report_date(const report *r, vn_slice date, vn_buf *out, vn_error *err)
{
    if (looks_like(date, "0000-W00")) {
        const vn_slice arg[] = {{date.ptr + 6, 2}, {date.ptr, 4}};
        return report_say(r, TEXT_WEEK_OF_YEAR, arg, 2, out, err);
    }
    const bool day = looks_like(date, "0000-00-00") || looks_like(date, "0000-00");
    if (!day || two_digits(date.ptr + 5) < 1 || two_digits(date.ptr + 5) > 12)
        return date.len ? vn_buf_append(out, date.ptr, date.len, err) : VN_OK;
    return r->english ? day_in_english(date, out, err) : day_in_vietnamese(date, out, err);
}
