#include "html.h"

#include "cli.h"
#include "xml.h"

#include "vn/json.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FLUSH_AT = 32 * 1024 };

/* Keeps the first failure, and hands on what waits when it is enough. */
static void done(page *p, vn_status st)
{
    if (!st && p->text.len > FLUSH_AT) {
        st = output_write(p->out, p->text.ptr, p->text.len, p->err);
        p->text.len = 0;
    }
    if (!p->status)
        p->status = st;
}

void html_raw(page *p, vn_slice bytes)
{
    if (!p->status && bytes.len)
        done(p, vn_buf_append(&p->text, bytes.ptr, bytes.len, p->err));
}

void html_text(page *p, vn_slice text)
{
    if (!p->status && text.len)
        done(p, xml_escape(text, &p->text, p->err));
}

static void put_string(page *p, const char *text)
{
    html_text(p, (vn_slice){text, strlen(text)});
}

void html_phrase(page *p, report_phrase phrase)
{
    put_string(p, report_text(p->r, phrase));
}

/* Markup with values ------------------------------------------------------------------------------------------------ */

static void put_count(page *p, size_t n)
{
    if (!p->status)
        done(p, cli_append_count(&p->text, n, p->err));
}

/* As programs read it: at most `places` decimals, no zeros at the end. */
static void put_real(page *p, double x, unsigned places)
{
    static const double POWER[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    const double scale = POWER[places < CLI_COUNT_OF(POWER) ? places : CLI_COUNT_OF(POWER) - 1];
    const double rounded = round(x * scale) / scale;
    if (!p->status)
        done(p, vn_json_write_number(rounded == 0 ? 0 : rounded, &p->text, p->err));
}

/* Writes the value of the conversion at `at` (after the per cent sign); gives where the markup goes on. */
static const char *put_value(page *p, const char *at, va_list *args)
{
    if (strncmp(at, ".*s", 3) == 0) {
        const int len = va_arg(*args, int);
        const char *ptr = va_arg(*args, const char *);
        html_text(p, (vn_slice){ptr, len > 0 ? (size_t)len : 0});
        return at + 3;
    }
    if (strncmp(at, "zu", 2) == 0) {
        put_count(p, va_arg(*args, size_t));
        return at + 2;
    }
    if (at[0] == '.' && at[1] >= '0' && at[1] <= '9' && at[2] == 'f') {
        put_real(p, va_arg(*args, double), (unsigned)(at[1] - '0'));
        return at + 3;
    }
    switch (*at) {
    case 's': put_string(p, va_arg(*args, const char *)); break;
    case 'd': put_real(p, va_arg(*args, int), 0); break;
    case 'u': put_count(p, va_arg(*args, unsigned)); break;
    case '%': html_raw(p, (vn_slice){"%", 1}); break;
    default: done(p, cli_error(p->err, VN_EINVAL, "an unknown conversion in markup: %%%.8s", at)); return at;
    }
    return at + 1;
}

void html_put(page *p, const char *markup, ...)
{
    va_list args;
    va_start(args, markup);
    while (!p->status && *markup) {
        const size_t plain = strcspn(markup, "%");
        html_raw(p, (vn_slice){markup, plain});
        markup += plain;
        if (*markup)
            markup = put_value(p, markup + 1, &args);
    }
    va_end(args);
}

/* Phrases, numbers, dates ------------------------------------------------------------------------------------------- */

/* Escapes what was appended to `made`, and frees it. */
static void put_made(page *p, vn_buf *made, vn_status st)
{
    if (st)
        done(p, st);
    else
        html_text(p, (vn_slice){made->ptr, made->len});
    vn_buf_free(made);
}

void html_say(page *p, report_phrase phrase, const vn_slice *arg, size_t n)
{
    vn_buf made = {0};
    if (!p->status)
        put_made(p, &made, report_say(p->r, phrase, arg, n, &made, p->err));
}

void html_count(page *p, report_phrase phrase, uint64_t number)
{
    vn_buf made = {0};
    if (!p->status)
        put_made(p, &made, report_count(p->r, phrase, number, &made, p->err));
}

void html_whole(page *p, uint64_t number)
{
    if (!p->status)
        done(p, report_whole(p->r, number, &p->text, p->err));
}

void html_decimal(page *p, double number, unsigned decimals)
{
    if (!p->status)
        done(p, report_decimal(p->r, number, decimals, &p->text, p->err));
}

void html_percent(page *p, double part, unsigned decimals)
{
    if (!p->status)
        done(p, report_percent(p->r, part, decimals, &p->text, p->err));
}

void html_date(page *p, vn_slice date)
{
    vn_buf made = {0};
    if (!p->status)
        put_made(p, &made, report_date(p->r, date, &made, p->err));
}

vn_slice html_kept(page *p, vn_buf *buf, vn_status st)
{
    done(p, st);
    return (vn_slice){buf->ptr, p->status ? 0 : buf->len};
}

/* Data for scripts -------------------------------------------------------------------------------------------------- */

/* The escape of the character at the begin of text, or NULL; *len is how long the character is. */
static const char *json_escape(vn_slice text, size_t *len)
{
    *len = 1;
    switch (text.ptr[0]) {
    case '<': return "\\u003c";
    case '>': return "\\u003e";
    case '&': return "\\u0026";
    default: break;
    }
    if (text.len < 3)
        return NULL;
    *len = 3;
    if (memcmp(text.ptr, "\xe2\x80\xa8", 3) == 0)
        return "\\u2028"; /* ends a line in older scripts, as the next does */
    if (memcmp(text.ptr, "\xe2\x80\xa9", 3) == 0)
        return "\\u2029";
    if (memcmp(text.ptr, "\xef\xbf\xbe", 3) == 0 || memcmp(text.ptr, "\xef\xbf\xbf", 3) == 0)
        return "\\ufffd"; /* no characters in XML */
    return NULL;
}

void html_json_string(page *p, vn_slice text)
{
    vn_buf plain = {0};
    if (p->status)
        return;
    done(p, vn_json_write_string(text, &plain, p->err));
    size_t from = 0;
    for (size_t i = 0; i < plain.len;) {
        size_t len;
        const char *as = json_escape((vn_slice){plain.ptr + i, plain.len - i}, &len);
        if (!as) {
            i++;
            continue;
        }
        html_raw(p, (vn_slice){plain.ptr + from, i - from});
        html_raw(p, (vn_slice){as, strlen(as)});
        from = i += len;
    }
    html_raw(p, (vn_slice){plain.ptr + from, plain.len - from});
    vn_buf_free(&plain);
}

void html_json_number(page *p, double number)
{
    if (!p->status)
        done(p, vn_json_write_number(number, &p->text, p->err));
}

void html_script_data(page *p, const char *id)
{
    html_put(p, "<script type=\"application/json\" id=\"%s\">", id);
}

void html_script_end(page *p)
{
    html_put(p, "</script>\n");
}
