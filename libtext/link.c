#include "scan.h"

enum {
    EMAIL_MAX = 64, /* of the part before @ (RFC 5321, section 4.5.3.1.1) */
    HOST_MAX = 253
};

/* Top-level domains that a bare domain may end with. Those that are Vietnamese or English words (ai, la,
 * to, me, co, in, so, be) are left out: a full stop without a space after it would make links of them. */
static const char TLD[][5] = {"com", "net", "org", "edu", "gov", "vn", "info", "biz", "tv", "io",
                              "asia", "xyz", "app", "dev", "cn", "jp", "kr", "uk", "us", "fr",
                              "de", "ru", "eu", "sg", "th", "au", "hk", "tw"};

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static bool starts(const char *p, const char *end, const char *lower)
{
    const size_t len = strlen(lower);
    if ((size_t)(end - p) <= len)
        return false;
    for (size_t i = 0; i < len; i++)
        if ((char)(p[i] | (vn_byte_is(p + i, VN_BYTE_ALPHA) ? 0x20 : 0)) != lower[i])
            return false;
    return true;
}

/* Takes from the end of a link what belongs to the sentence around it: .,;:!?'" and brackets that were not
 * opened. */
static const char *trim(const char *start, const char *p)
{
    while (p > start) {
        const char last = p[-1];
        const bool opened = (last == ')' && memchr(start, '(', (size_t)(p - start))) ||
                            (last == ']' && memchr(start, '[', (size_t)(p - start)));
        if (opened || !is_one_of(last, ".,;:!?'*)]}|"))
            break;
        p--;
    }
    return p;
}

static const char *url_tail(const char *p, const char *end)
{
    while (p < end) {
        if (vn_byte_is(p, VN_BYTE_WORD) || is_one_of(*p, "-.~:/?#[]@!$&'()*+,;=%|{}")) {
            p++;
            continue;
        }
        const char *word = vn_byte_is(p, VN_BYTE_LATIN | VN_BYTE_WIDE) ? vn_scan_word(p, end) : p;
        if (word == p)
            break;
        p = word;
    }
    return p;
}

const char *vn_scan_url(const char *p, const char *end)
{
    static const char SCHEME[][9] = {"https://", "http://", "ftp://", "www."};
    for (size_t i = 0; i < VN_COUNT(SCHEME); i++)
        if (starts(p, end, SCHEME[i])) {
            const char *host = p + strlen(SCHEME[i]);
            const char *stop = trim(host, url_tail(host, end));
            return stop > host ? stop : NULL;
        }
    return NULL;
}

static const char *label(const char *p, const char *end)
{
    while (p < end && (vn_byte_is(p, VN_BYTE_ALPHA | VN_BYTE_DIGIT) || *p == '-'))
        p++;
    return p;
}

static bool is_tld(const char *p, const char *end)
{
    for (size_t i = 0; i < VN_COUNT(TLD); i++)
        if ((size_t)(end - p) == strlen(TLD[i]) && !memcmp(p, TLD[i], (size_t)(end - p)))
            return true;
    return false;
}

/* label.label…; *last is where the last label begins. NULL when there is only one label. */
static const char *host(const char *p, const char *end, const char **last)
{
    if (end - p > HOST_MAX)
        end = p + HOST_MAX;
    const char *stop = label(p, end);
    *last = NULL;
    if (stop == p || *p == '-')
        return NULL;
    while (stop + 1 < end && *stop == '.' && vn_byte_is(stop + 1, VN_BYTE_ALPHA | VN_BYTE_DIGIT)) {
        *last = stop + 1;
        stop = label(*last, end);
    }
    return *last ? stop : NULL;
}

/* Nothing of a longer word follows. */
static bool is_edge(const char *p, const char *end)
{
    return vn_scan_word(p, end) == p && (p == end || *p != '@');
}

const char *vn_scan_domain(const char *p, const char *end)
{
    const char *last;
    const char *stop = host(p, end, &last);
    if (!stop || !is_tld(last, stop) || !is_edge(stop, end))
        return NULL;
    if (stop + 1 < end && *stop == '/' && vn_byte_is(stop + 1, VN_BYTE_WORD))
        return trim(stop, url_tail(stop, end));
    return stop;
}

const char *vn_scan_email(const char *p, const char *end)
{
    const char *at = p;
    while (at < end && at - p <= EMAIL_MAX && (vn_byte_is(at, VN_BYTE_WORD) || is_one_of(*at, ".-+%")))
        at++;
    if (at == p || at >= end || *at != '@')
        return NULL;
    const char *last;
    const char *stop = host(at + 1, end, &last);
    const bool named = stop && vn_byte_is(last, VN_BYTE_ALPHA) && stop - last >= 2;
    return named ? stop : NULL;
}

const char *vn_scan_tag(const char *p, const char *end)
{
    const char *stop = vn_scan_word(p + 1, end);
    while (*p == '@' && stop > p + 1 && end - stop > 1 && is_one_of(*stop, ".-") &&
           vn_byte_is(stop + 1, VN_BYTE_WORD))
        stop = vn_scan_word(stop + 1, end);
    for (const char *c = p + 1; c < stop;) {
        vn_char class;
        c += vn_char_class(c, (size_t)(stop - c), &class);
        if (vn_char_is_letter(class))
            return stop;
    }
    return NULL;
}
