/* L1: UTF-8: validation, one code point at a time, repair. */
#ifndef VN_LIB_UTF8_H
#define VN_LIB_UTF8_H

#include "base.h"

#define VN_UTF8_REPLACEMENT 0xFFFDu

/* Length of the longest valid prefix: the offset of the first malformed sequence, or len when there is none. Surrogates,
 * overlong forms and code points above U+10FFFF are malformed (Unicode 15, table 3-7). */
size_t vn_utf8_check(const char *text, size_t len);

/* Bytes (1 .. 3) of the malformed sequence at the start of text, len > 0: its maximal subpart, which one U+FFFD
 * stands for (Unicode 15, section 3.9, "U+FFFD Substitution of Maximal Subparts"). */
size_t vn_utf8_bad_length(const char *text, size_t len);

/* Appends text with each malformed sequence, and each NUL, replaced by U+FFFD. VN_ENOMEM, VN_ELIMIT. */
vn_status vn_utf8_repair(vn_slice text, vn_buf *out, vn_error *err);

/* VN_EDATA that says what is wrong with text at offset `at`, which vn_utf8_check gave (or where a NUL stands); line is that
 * of the text's first byte, 0 when not known. */
vn_status vn_utf8_fail(vn_slice text, size_t at, size_t line, vn_error *err);

static inline bool vn_utf8_is_tail(char c)
{
    return ((unsigned char)c & 0xC0u) == 0x80u;
}

static inline uint32_t vn_utf8_tail(char c)
{
    return (unsigned char)c & 0x3Fu;
}

/* The code point at p (len > 0 bytes remain) and its length in bytes; U+FFFD for a malformed sequence. */
static inline size_t vn_utf8_decode(const char *p, size_t len, uint32_t *code)
{
    const uint32_t c = (unsigned char)p[0];
    if (c < 0x80) {
        *code = c;
        return 1;
    }
    if (c >= 0xC2 && c < 0xE0 && len > 1 && vn_utf8_is_tail(p[1])) {
        *code = (c & 0x1Fu) << 6 | vn_utf8_tail(p[1]);
        return 2;
    }
    if ((c & 0xF0u) == 0xE0 && len > 2 && vn_utf8_is_tail(p[1]) && vn_utf8_is_tail(p[2])) {
        *code = (c & 0x0Fu) << 12 | vn_utf8_tail(p[1]) << 6 | vn_utf8_tail(p[2]);
        if (*code >= 0x800 && (*code & 0xF800u) != 0xD800u)
            return 3;
    }
    if ((c & 0xF8u) == 0xF0 && len > 3 && vn_utf8_is_tail(p[1]) && vn_utf8_is_tail(p[2]) && vn_utf8_is_tail(p[3])) {
        *code = (c & 0x07u) << 18 | vn_utf8_tail(p[1]) << 12 | vn_utf8_tail(p[2]) << 6 | vn_utf8_tail(p[3]);
        if (*code >= 0x10000 && *code <= 0x10FFFF)
            return 4;
    }
    *code = VN_UTF8_REPLACEMENT;
    return vn_utf8_bad_length(p, len);
}

/* Writes a code point (at most U+10FFFF) and returns its length. A surrogate is written in the same scheme, which
 * gives bytes that vn_utf8_check refuses. */
static inline size_t vn_utf8_encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0u | code >> 6);
        out[1] = (char)(0x80u | (code & 0x3Fu));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0u | code >> 12);
        out[1] = (char)(0x80u | (code >> 6 & 0x3Fu));
        out[2] = (char)(0x80u | (code & 0x3Fu));
        return 3;
    }
    out[0] = (char)(0xF0u | code >> 18);
    out[1] = (char)(0x80u | (code >> 12 & 0x3Fu));
    out[2] = (char)(0x80u | (code >> 6 & 0x3Fu));
    out[3] = (char)(0x80u | (code & 0x3Fu));
    return 4;
}

#endif
