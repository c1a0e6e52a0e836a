/* L2, private to the tokenizer: walking over characters, and the shapes that are recognised whole. A scan
 * function gets the place where something may begin and returns its end, or NULL (or the place itself,
 * where said) when nothing does. None looks past `end`. */
#ifndef VN_LIB_SCAN_H
#define VN_LIB_SCAN_H

#include "norm.h"
#include "token.h"

/* What a byte says about its character. */
enum {
    VN_BYTE_WORD = 1,  /* ASCII letter, digit or _ */
    VN_BYTE_DIGIT = 2, /* ASCII */
    VN_BYTE_ALPHA = 4, /* ASCII */
    VN_BYTE_SPACE = 8, /* ASCII white space */
    VN_BYTE_LATIN = 16, /* first of two bytes of U+00C0-024F: a letter but for × and ÷ */
    VN_BYTE_WIDE = 32, /* any other byte from 0x80 */
    VN_BYTE_JOINER = 64 /* may stand inside a token: . - / ' & @ : + and the first byte of ‐ ‑ ’ */
};

extern const uint8_t vn_byte_class[256];

static inline unsigned vn_byte_is(const char *p, unsigned what)
{
    return vn_byte_class[(unsigned char)*p] & what;
}

/* The class of the character at p; NONE at the end. */
static inline vn_char vn_class_at(const char *p, const char *end)
{
    vn_char class = VN_CHAR_NONE;
    if (p < end)
        (void)vn_char_class(p, (size_t)(end - p), &class);
    return class;
}

/* Letters, digits and combining marks of ASCII, U+00C0-024F, U+0300-033F and U+1E00-1EFF, which Vietnamese
 * text is made of, are passed by a shift-based automaton: one load and one shift a byte, and no branch but
 * the one that ends the word, which the processor cannot foresee anyway. A state is its own shift into a
 * byte's row of next states; the bit of VN_STEP_STOP is in no other state. */
enum { VN_STEP_STOP = 32 };
extern const uint64_t vn_word_step[256];

/* The end of those characters that begin at p; p when there are none. */
static inline const char *vn_scan_common(const char *p, const char *end)
{
    const char *start = p;
    uint64_t state = 0;
    for (; p < end; p++) {
        state = vn_word_step[(unsigned char)*p] >> (state & 63);
        if (state & VN_STEP_STOP)
            break;
    }
    /* Back to the start of a character that has been cut: after a leading byte, or two bytes after E1. */
    if (p > start && (unsigned char)p[-1] >= 0xC0)
        return p - 1;
    if (p - start >= 2 && p[-2] == (char)0xE1)
        return p - 2;
    return p;
}

enum { VN_BLOCK = 64 };

/* What stands in the 64 bytes at p; `left` may be read, and zeros stand behind them. */
vn_block vn_scan_block(const char *p, size_t left);

/* The end of the letters, digits, marks, underscores and zero-width characters that begin at p; p when
 * there are none. */
const char *vn_scan_word(const char *p, const char *end);

/* http://…, https://…, ftp://…, www.… */
const char *vn_scan_url(const char *p, const char *end);

/* name@host.tld */
const char *vn_scan_email(const char *p, const char *end);

/* host.tld, a bare domain with a lower-case top-level domain of the usual ones, and what path follows. */
const char *vn_scan_domain(const char *p, const char *end);

/* @name or #hashtag, with a letter in it. */
const char *vn_scan_tag(const char *p, const char *end);

/* What begins with a digit: 1.000, 9/6/2025, 10h30', 42cm, 29A-123.45, 5.000-6.000, 753/QĐ-TTg. Never
 * NULL. */
const char *vn_scan_number(const char *p, const char *end);

/* What begins with a letter: học, GD-ĐT, COVID-19, PGS.TS, TP., km/h, O'Neal. `before` is the token before
 * it, empty when there is none. Never NULL. */
const char *vn_scan_letters(const char *p, const char *end, vn_slice before);

/* White space and zero-width characters up to the end of the line. */
const char *vn_skip_blank(const char *p, const char *end);

/* The letters of a piece of a token, counted by case. */
typedef struct vn_shape {
    uint32_t upper;
    uint32_t lower;
    uint32_t digit;
    uint32_t caseless;
    bool title; /* begins with an upper-case letter */
} vn_shape;

vn_shape vn_shape_of(vn_slice piece);

/* kg, m2, kWh: consonants, three at most, and digits. */
bool vn_is_unit(vn_slice piece);

#endif
