/* L2: Vietnamese letters taken apart, and where the tone mark stands. */
#ifndef VN_LIB_TONE_H
#define VN_LIB_TONE_H

#include "base.h"

typedef enum vn_tone {
    VN_TONE_LEVEL,  /* ngang */
    VN_TONE_GRAVE,  /* huyền */
    VN_TONE_HOOK,   /* hỏi */
    VN_TONE_TILDE,  /* ngã */
    VN_TONE_ACUTE,  /* sắc */
    VN_TONE_DOT     /* nặng */
} vn_tone;

/* A letter without case: base is the lower-case ASCII letter, or A I E O P U D for ă â ê ô ơ ư đ (I and P
 * because both of a's and o's shapes need a letter of their own); tone is a vn_tone. */
typedef struct vn_letter {
    char base;
    uint8_t tone;
} vn_letter;

/* Takes the letter at p apart, precomposed or followed by combining marks (either order), and returns its
 * length in bytes; 0 when no letter of ASCII or Vietnamese begins there. */
size_t vn_letter_read(const char *p, const char *end, vn_letter *letter);

/* The lower-case code point of a letter. */
uint32_t vn_letter_code(vn_letter letter);

/* Moves the tone marks of lower-case NFC text, in place, from the new place to the old one: hoà, khoẻ,
 * thuý become hòa, khỏe, thúy. Only the open rhymes oa, oe, uy of Vietnamese syllables have two places;
 * the u of quý is no part of the rhyme. Returns the new length, at most len. */
size_t vn_tone_to_old(char *text, size_t len);

#endif
