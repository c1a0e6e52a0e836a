/* L2: what kind of character stands here. ICU answers for the rare ones, behind this header. */
#ifndef VN_LIB_NORM_H
#define VN_LIB_NORM_H

#include "base.h"
#include "vn/norm.h"

typedef enum vn_char {
    VN_CHAR_NONE,   /* the end of the text */
    VN_CHAR_BAD,    /* a byte that belongs to no UTF-8 sequence */
    VN_CHAR_SPACE,  /* White_Space, so NBSP too */
    VN_CHAR_HIDDEN, /* zero-width: see vn_hidden_length */
    VN_CHAR_PUNCT,  /* punctuation, symbols, controls, unassigned */
    VN_CHAR_EMOJI,
    VN_CHAR_CJK, /* a letter of a script that puts no spaces between words */
    /* From here on: parts of a word. */
    VN_CHAR_MARK,
    VN_CHAR_DIGIT, /* any number character */
    VN_CHAR_LETTER,
    VN_CHAR_LOWER,
    VN_CHAR_UPPER
} vn_char;

/* Case-folds NFC text of any script, simple folding, and drops and replaces what a key drops and replaces;
 * the tone stays where it is. Appends. VN_ENOMEM, VN_EDATA, VN_ELIMIT. */
vn_status vn_fold_any(vn_slice text, vn_buf *out, vn_error *err);

/* The class of the first character of p, len > 0, and its length in bytes (1 for a bad byte). */
size_t vn_char_class(const char *p, size_t len, vn_char *class);

static inline bool vn_char_is_word(vn_char class)
{
    return class >= VN_CHAR_MARK;
}

static inline bool vn_char_is_letter(vn_char class)
{
    return class >= VN_CHAR_LETTER;
}

/* Length of the zero-width character that begins p, 0 when none does: soft hyphen, U+200B-200F,
 * U+202A-202E, U+2060-2069, U+FEFF. They show nothing, so they belong to no key and make no token. */
static inline size_t vn_hidden_length(const char *p, const char *end)
{
    const unsigned char *u = (const unsigned char *)p;
    if (end - p >= 2 && u[0] == 0xC2)
        return u[1] == 0xAD ? 2 : 0;
    if (end - p < 3)
        return 0;
    if (u[0] == 0xE2 && u[1] == 0x80)
        return (u[2] >= 0x8B && u[2] <= 0x8F) || (u[2] >= 0xAA && u[2] <= 0xAE) ? 3 : 0;
    if (u[0] == 0xE2 && u[1] == 0x81)
        return u[2] >= 0xA0 && u[2] <= 0xA9 ? 3 : 0;
    return u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF ? 3 : 0;
}

/* Length of the white space character that begins p, 0 when none does. */
static inline size_t vn_space_length(const char *p, const char *end)
{
    const unsigned char *u = (const unsigned char *)p;
    if (u[0] < 0x80)
        return u[0] == ' ' || (u[0] >= '\t' && u[0] <= '\r') ? 1 : 0;
    if (end - p >= 2 && u[0] == 0xC2)
        return u[1] == 0xA0 || u[1] == 0x85 ? 2 : 0;
    if (end - p < 3 || (u[0] != 0xE1 && u[0] != 0xE2 && u[0] != 0xE3))
        return 0;
    if (u[0] == 0xE2 && u[1] == 0x80)
        return (u[2] >= 0x80 && u[2] <= 0x8A) || u[2] == 0xA8 || u[2] == 0xA9 || u[2] == 0xAF ? 3 : 0;
    if (u[0] == 0xE2)
        return u[1] == 0x81 && u[2] == 0x9F ? 3 : 0;
    const unsigned second = u[0] == 0xE3 ? 0x80 : 0x9A; /* U+3000, U+1680 */
    return u[1] == second && u[2] == 0x80 ? 3 : 0;
}

#endif
