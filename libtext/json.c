#include "json.h"

#include "buf.h"
#include "utf8.h"

#include <float.h>
#include <stdio.h>

static vn_status bad(const vn_json *js, const char *what, vn_error *err)
{
    if (js->at == js->end)
        what = VN_PHRASE("the JSON ends too early");
    return vn_fail_at(err, VN_EDATA, 0, (size_t)(js->at - js->begin) + 1, "%s", what);
}

static void skip_space(vn_json *js)
{
    while (js->at < js->end && vn_json_is_space(*js->at))
        js->at++;
}

static bool take(vn_json *js, char c)
{
    if (js->at == js->end || *js->at != c)
        return false;
    js->at++;
    return true;
}

/* Strings ------------------------------------------------------------------------------------------------------- */

static bool is_plain(char c)
{
    return c != '"' && c != '\\' && (unsigned char)c >= 0x20;
}

/* The first byte that is not plain, or end. Eight bytes at a time: with x ^ c, a byte that equals c is 0, and
 * (v - 1) & ~v has its high bit set where the lowest zero byte is. */
static const char *plain_end(const char *p, const char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t highs = ones << 7;
    for (; end - p >= 8; p += 8) {
        uint64_t v;
        memcpy(&v, p, sizeof v);
        const uint64_t quote = v ^ (ones * '"');
        const uint64_t slash = v ^ (ones * '\\');
        const uint64_t hit = ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((v - ones * 0x20) & ~v);
        if (hit & highs)
            break;
    }
    while (p < end && is_plain(*p))
        p++;
    return p;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* At the byte after the backslash. */
static vn_status skip_escape(vn_json *js, vn_error *err)
{
    if (js->at == js->end || !memchr("\"\\/bfnrtu", *js->at, 9))
        return bad(js, "an escape that JSON does not have", err);
    if (*js->at++ != 'u')
        return VN_OK;
    for (int i = 0; i < 4; i++, js->at++)
        if (js->at == js->end || hex_digit(*js->at) < 0)
            return bad(js, "\\u must be followed by four hexadecimal digits", err);
    return VN_OK;
}

/* At the byte after the opening quote; ends after the closing one. */
static vn_status skip_string(vn_json *js, vn_error *err)
{
    for (;;) {
        js->at = plain_end(js->at, js->end);
        if (take(js, '"'))
            return VN_OK;
        if (!take(js, '\\'))
            return bad(js, "a control character in a string must be escaped", err);
        vn_status st = skip_escape(js, err);
        if (st)
            return st;
    }
}

/* Scalars ------------------------------------------------------------------------------------------------------- */

static bool skip_digits(vn_json *js)
{
    const char *from = js->at;
    while (js->at < js->end && *js->at >= '0' && *js->at <= '9')
        js->at++;
    return js->at > from;
}

static vn_status skip_number(vn_json *js, vn_error *err)
{
    take(js, '-');
    if (!take(js, '0') && !skip_digits(js))
        return bad(js, "malformed number", err);
    if (take(js, '.') && !skip_digits(js))
        return bad(js, "malformed number", err);
    if (take(js, 'e') || take(js, 'E')) {
        if (!take(js, '+'))
            take(js, '-');
        if (!skip_digits(js))
            return bad(js, "malformed number", err);
    }
    if (js->at < js->end && *js->at >= '0' && *js->at <= '9')
        return bad(js, "a number must not begin with 0", err);
    return VN_OK;
}

static bool take_word(vn_json *js, const char *word)
{
    const size_t n = strlen(word);
    if ((size_t)(js->end - js->at) < n || memcmp(js->at, word, n) != 0)
        return false;
    js->at += n;
    return true;
}

static vn_status skip_scalar(vn_json *js, vn_error *err)
{
    if (take(js, '"'))
        return skip_string(js, err);
    if (js->at < js->end && (*js->at == '-' || (*js->at >= '0' && *js->at <= '9')))
        return skip_number(js, err);
    if (take_word(js, "true") || take_word(js, "false") || take_word(js, "null"))
        return VN_OK;
    return bad(js, "expected a JSON value", err);
}

/* Whole values: no recursion, one bit a level --------------------------------------------------------------------- */

typedef struct nest {
    size_t depth;
    uint64_t object[VN_JSON_DEPTH / 64]; /* bit d: level d is an object */
} nest;

static bool in_object(const nest *n)
{
    return n->object[(n->depth - 1) / 64] >> ((n->depth - 1) % 64) & 1;
}

static void push(nest *n, bool object)
{
    const uint64_t bit = UINT64_C(1) << (n->depth % 64);
    if (object)
        n->object[n->depth / 64] |= bit;
    else
        n->object[n->depth / 64] &= ~bit;
    n->depth++;
}

/* A member's name and its colon; the name without quotes. */
static vn_status take_name(vn_json *js, vn_slice *name, vn_error *err)
{
    skip_space(js);
    if (!take(js, '"'))
        return bad(js, "expected a name in quotes", err);
    const char *from = js->at;
    vn_status st = skip_string(js, err);
    if (st)
        return st;
    *name = vn_slice_of(from, (size_t)(js->at - from) - 1);
    skip_space(js);
    return take(js, ':') ? VN_OK : bad(js, "expected ':' after a name", err);
}

/* Enters arrays and objects up to the next scalar or empty one, and passes it. */
static vn_status descend(vn_json *js, nest *n, vn_error *err)
{
    for (;;) {
        skip_space(js);
        const bool object = js->at < js->end && *js->at == '{';
        if (!object && !(js->at < js->end && *js->at == '['))
            return skip_scalar(js, err);
        if (n->depth == VN_JSON_DEPTH)
            return bad(js, "JSON nested too deep", err);
        js->at++;
        push(n, object);
        skip_space(js);
        if (take(js, object ? '}' : ']')) {
            n->depth--;
            return VN_OK;
        }
        vn_slice name;
        vn_status st = object ? take_name(js, &name, err) : VN_OK;
        if (st)
            return st;
    }
}

/* Behind a value: leaves what ends here, and passes the comma before the next value, if there is one. */
static vn_status ascend(vn_json *js, nest *n, vn_error *err)
{
    while (n->depth) {
        skip_space(js);
        const bool object = in_object(n);
        if (take(js, ',')) {
            vn_slice name;
            return object ? take_name(js, &name, err) : VN_OK;
        }
        if (!take(js, object ? '}' : ']'))
            return bad(js, object ? "expected ',' or '}'" : "expected ',' or ']'", err);
        n->depth--;
    }
    return VN_OK;
}

static vn_status skip_value(vn_json *js, vn_slice *value, vn_error *err)
{
    nest n;
    n.depth = 0;
    skip_space(js);
    const char *from = js->at;
    vn_status st;
    do {
        st = descend(js, &n, err);
        if (!st)
            st = ascend(js, &n, err);
    } while (!st && n.depth);
    if (!st)
        *value = vn_slice_of(from, (size_t)(js->at - from));
    return st;
}

/* Walks --------------------------------------------------------------------------------------------------------- */

static vn_status begin(vn_json *walk, vn_slice json, char bracket, const char *what, vn_error *err)
{
    *walk = (vn_json){.begin = json.ptr, .at = json.ptr, .end = json.ptr + json.len, .first = true};
    skip_space(walk);
    return take(walk, bracket) ? VN_OK : bad(walk, what, err);
}

vn_status vn_json_array(vn_json *walk, vn_slice json, vn_error *err)
{
    return begin(walk, json, '[', "expected a JSON array", err);
}

vn_status vn_json_object(vn_json *walk, vn_slice json, vn_error *err)
{
    return begin(walk, json, '{', "expected a JSON object", err);
}

static vn_status nothing_more(vn_json *js, vn_error *err)
{
    skip_space(js);
    return js->at == js->end ? VN_OK : bad(js, "more text after the JSON value", err);
}

/* To the next item of the level; VN_DONE after the closing bracket. */
static vn_status next_item(vn_json *walk, char bracket, const char *what, vn_error *err)
{
    const bool first = walk->first;
    walk->first = false;
    skip_space(walk);
    if (take(walk, bracket)) {
        vn_status st = nothing_more(walk, err);
        return st ? st : VN_DONE;
    }
    return first || take(walk, ',') ? VN_OK : bad(walk, what, err);
}

vn_status vn_json_element(vn_json *walk, vn_slice *value, vn_error *err)
{
    vn_status st = next_item(walk, ']', "expected ',' or ']'", err);
    return st ? st : skip_value(walk, value, err);
}

vn_status vn_json_member(vn_json *walk, vn_slice *name, vn_slice *value, vn_error *err)
{
    vn_status st = next_item(walk, '}', "expected ',' or '}'", err);
    if (!st)
        st = take_name(walk, name, err);
    return st ? st : skip_value(walk, value, err);
}

vn_status vn_json_check(vn_slice json, vn_error *err)
{
    vn_json js = {.begin = json.ptr, .at = json.ptr, .end = json.ptr + json.len};
    vn_slice value;
    vn_status st = skip_value(&js, &value, err);
    return st ? st : nothing_more(&js, err);
}

/* Strings in and out ---------------------------------------------------------------------------------------------- */

static uint32_t hex4(const char *p)
{
    uint32_t code = 0;
    for (int i = 0; i < 4; i++)
        code = code << 4 | (uint32_t)hex_digit(p[i]);
    return code;
}

/* The code point of an escape at p, behind its backslash; *len is what it takes. A lone surrogate comes out as itself. */
static uint32_t escaped_code(const char *p, size_t rest, size_t *len)
{
    static const char from[] = "bfnrt";
    static const char to[] = "\b\f\n\r\t";
    *len = 1;
    if (*p != 'u') {
        const char *found = memchr(from, *p, sizeof from - 1);
        return (unsigned char)(found ? to[found - from] : *p);
    }
    *len = 5;
    const uint32_t high = hex4(p + 1);
    if ((high & 0xFC00u) != 0xD800u || rest < 11 || p[5] != '\\' || p[6] != 'u')
        return high;
    const uint32_t low = hex4(p + 7);
    if ((low & 0xFC00u) != 0xDC00u)
        return high;
    *len = 11;
    return 0x10000u + ((high & 0x3FFu) << 10) + (low & 0x3FFu);
}

vn_status vn_json_unescape(vn_slice raw, bool replace, vn_buf *out, vn_error *err)
{
    vn_status st = vn_buf_reserve(out, raw.len, err); /* no escape is shorter than what it stands for */
    if (st)
        return st;
    const char *p = raw.ptr;
    const char *end = raw.ptr + raw.len;
    while (p < end) {
        const char *run = memchr(p, '\\', (size_t)(end - p));
        const size_t plain = (size_t)((run ? run : end) - p);
        memcpy(out->ptr + out->len, p, plain);
        out->len += plain;
        if (!run)
            break;
        size_t len;
        uint32_t code = escaped_code(run + 1, (size_t)(end - run - 1), &len);
        if ((code & 0xFFFFF800u) == 0xD800u) {
            if (!replace)
                return vn_fail(err, VN_EDATA, "an escaped lone surrogate, \\u%04x", (unsigned)code);
            code = VN_UTF8_REPLACEMENT;
        }
        out->len += vn_utf8_encode(code, out->ptr + out->len);
        p = run + 1 + len;
    }
    out->ptr[out->len] = '\0';
    return VN_OK;
}

vn_status vn_json_read_string(vn_slice json, vn_buf *out, vn_error *err)
{
    if (json.len < 2 || json.ptr[0] != '"')
        return vn_fail(err, VN_EDATA, "expected a JSON string");
    const size_t before = out->len;
    vn_status st = vn_json_unescape(vn_slice_of(json.ptr + 1, json.len - 2), false, out, err);
    if (st)
        out->len = before;
    return st;
}

static vn_status write_escape(char c, vn_buf *out, vn_error *err)
{
    static const char from[] = "\"\\\b\f\n\r\t";
    static const char to[] = "\"\\bfnrt";
    const char *found = memchr(from, c, sizeof from - 1);
    if (!found)
        return vn_buf_printf(out, err, "\\u%04x", (unsigned)(unsigned char)c);
    const char pair[2] = {'\\', to[found - from]};
    return vn_buf_append(out, pair, 2, err);
}

vn_status vn_json_write_string(vn_slice text, vn_buf *out, vn_error *err)
{
    const char *p = text.ptr;
    const char *end = text.len ? p + text.len : p;
    vn_status st = vn_buf_reserve(out, text.len + 2, err);
    if (!st)
        st = vn_buf_char(out, '"', err);
    while (!st && p < end) {
        const char *stop = plain_end(p, end);
        st = vn_buf_append(out, p, (size_t)(stop - p), err);
        if (!st && stop < end)
            st = write_escape(*stop++, out, err);
        p = stop;
    }
    return st ? st : vn_buf_char(out, '"', err);
}

/* Numbers ------------------------------------------------------------------------------------------------------- */

/* The number through strtod, whose decimal point is the locale's: the text is copied with that point. */
static vn_status number_by_library(vn_slice json, double *number, vn_error *err)
{
    char point[8];
    const int n = snprintf(point, sizeof point, "%.1f", 0.5); /* "0", the point, "5" */
    if (n < 3 || (size_t)n >= sizeof point)
        return vn_fail(err, VN_EDATA, "a locale whose decimal point is not understood");
    vn_buf text = {0};
    const char *dot = memchr(json.ptr, '.', json.len);
    const size_t whole = dot ? (size_t)(dot - json.ptr) : json.len;
    vn_status st = vn_buf_append(&text, json.ptr, whole, err);
    if (!st && dot)
        st = vn_buf_append(&text, point + 1, (size_t)n - 2, err);
    if (!st && dot)
        st = vn_buf_append(&text, dot + 1, json.len - whole - 1, err);
    if (!st)
        *number = strtod(text.ptr, NULL);
    vn_buf_free(&text);
    return st;
}

/* Digits and exponent of a short number: *mantissa below 2^53 and a power of ten within 10^22 are exact doubles, and so
 * one multiplication or division rounds correctly (Clinger 1990). False: not that simple. */
static bool simple_number(vn_slice json, double *number)
{
    static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    uint64_t mantissa = 0;
    size_t decimals = 0;
    bool point = false;
    for (size_t i = json.ptr[0] == '-'; i < json.len; i++) {
        const char c = json.ptr[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || mantissa > UINT64_C(900719925474098))
            return false;
        mantissa = mantissa * 10 + (uint64_t)(c - '0');
        decimals += point;
    }
    if (decimals >= VN_COUNT(power))
        return false;
    const double value = (double)mantissa / power[decimals];
    *number = json.ptr[0] == '-' ? -value : value;
    return true;
}

vn_status vn_json_read_number(vn_slice json, double *number, vn_error *err)
{
    if (!json.len || (json.ptr[0] != '-' && (json.ptr[0] < '0' || json.ptr[0] > '9')))
        return vn_fail(err, VN_EDATA, "expected a number");
    double value = 0;
    vn_status st = simple_number(json, &value) ? VN_OK : number_by_library(json, &value, err);
    if (st)
        return st;
    if (!(value >= -DBL_MAX && value <= DBL_MAX))
        return vn_fail(err, VN_EDATA, "a number too large for a double");
    *number = value;
    return VN_OK;
}

vn_status vn_json_write_number(double number, vn_buf *out, vn_error *err)
{
    if (!(number >= -DBL_MAX && number <= DBL_MAX))
        return vn_fail(err, VN_EINVAL, "a number that is not finite cannot be written");
    return vn_buf_number(out, number, err);
}
