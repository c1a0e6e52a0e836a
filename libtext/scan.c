#include "scan.h"

/* Next states, each at the bit that is the number of the state before. */
enum { START = 0, TWO = 6, LATIN = 12, EXTRA = 18, TAIL = 24, STOP = VN_STEP_STOP };

#define NEXT(state, next) ((uint64_t)(next) << (state))
#define ROW(start, two, latin, extra, tail)                                                            \
    (NEXT(START, start) | NEXT(TWO, two) | NEXT(LATIN, latin) | NEXT(EXTRA, extra) | NEXT(TAIL, tail))
#define O ROW(STOP, STOP, STOP, STOP, STOP)    /* not of a word, or not told here */
#define W ROW(START, STOP, STOP, STOP, STOP)   /* ASCII letter, digit, _ */
#define T ROW(STOP, START, START, STOP, START) /* tail */
#define M ROW(STOP, START, STOP, STOP, START)  /* tail that makes × or ÷ of C3 */
#define B ROW(STOP, START, START, TAIL, START) /* tail that is right after E1 */
#define L ROW(TWO, STOP, STOP, STOP, STOP)     /* first of two bytes */
#define C ROW(LATIN, STOP, STOP, STOP, STOP)   /* C3, where × and ÷ are */
#define E ROW(EXTRA, STOP, STOP, STOP, STOP)   /* E1: B8..BB and a tail must follow */

const uint64_t vn_word_step[256] = {
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 00 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, W, W, W, W, W, W, W, W, W, W, O, O, O, O, O, O, /* 20 */
    O, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, O, O, O, O, W, /* 40 */
    O, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, O, O, O, O, O, /* 60 */
    T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, M, T, T, T, T, T, T, T, T, /* 80 */
    T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, M, B, B, B, B, T, T, T, T, /* A0 */
    O, O, O, C, L, L, L, L, L, L, O, O, L, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* C0 */
    O, E, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* E0 */
};
#undef W
#undef L
#undef E

#define W VN_BYTE_WORD
#define A (VN_BYTE_WORD | VN_BYTE_ALPHA)
#define D (VN_BYTE_WORD | VN_BYTE_DIGIT)
#define S VN_BYTE_SPACE
#define L VN_BYTE_LATIN
#define X VN_BYTE_WIDE
#define J VN_BYTE_JOINER
#define E (VN_BYTE_WIDE | VN_BYTE_JOINER)

const uint8_t vn_byte_class[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, S, S, S, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 00 */
    S, 0, 0, 0, 0, 0, J, J, 0, 0, 0, J, 0, J, J, J, D, D, D, D, D, D, D, D, D, D, J, 0, 0, 0, 0, 0, /* 20 */
    J, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, 0, 0, 0, 0, W, /* 40 */
    0, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, 0, 0, 0, 0, 0, /* 60 */
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* 80 */
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* A0 */
    X, X, X, L, L, L, L, L, L, L, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* C0 */
    X, X, E, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* E0 */
};

/* Length of the word character at p that vn_scan_common stopped at, 0 when it is none. */
static size_t rare_word(const char *p, const char *end)
{
    vn_char class;
    const size_t len = vn_char_class(p, (size_t)(end - p), &class);
    return vn_char_is_word(class) || class == VN_CHAR_HIDDEN ? len : 0;
}

/* Zero-width characters after a word are no part of it. */
static const char *trim_hidden(const char *start, const char *p)
{
    for (;;) {
        if (p - start >= 2 && (unsigned char)p[-2] == 0xC2 && vn_hidden_length(p - 2, p))
            p -= 2;
        else if (p - start >= 3 && vn_hidden_length(p - 3, p) == 3)
            p -= 3;
        else
            return p;
    }
}

const char *vn_scan_word(const char *p, const char *end)
{
    const char *start = p;
    bool hidden = false;
    for (;;) {
        p = vn_scan_common(p, end);
        if (p == end || !vn_byte_is(p, VN_BYTE_LATIN | VN_BYTE_WIDE))
            break;
        const size_t len = rare_word(p, end);
        if (!len)
            break;
        hidden = true;
        p += len;
    }
    return hidden ? trim_hidden(start, p) : p;
}

const char *vn_skip_blank(const char *p, const char *end)
{
    while (p < end && *p != '\n' && *p != '\r') {
        const size_t len = vn_space_length(p, end) + vn_hidden_length(p, end);
        if (!len)
            break;
        p += len;
    }
    return p;
}

vn_shape vn_shape_of(vn_slice piece)
{
    vn_shape shape = {0};
    for (size_t i = 0; i < piece.len;) {
        vn_char class;
        const size_t at = i;
        i += vn_char_class(piece.ptr + i, piece.len - i, &class);
        shape.upper += class == VN_CHAR_UPPER;
        shape.lower += class == VN_CHAR_LOWER;
        shape.digit += class == VN_CHAR_DIGIT;
        shape.caseless += class == VN_CHAR_LETTER;
        shape.title |= at == 0 && class == VN_CHAR_UPPER;
    }
    return shape;
}

bool vn_is_unit(vn_slice piece)
{
    size_t letters = 0;
    for (size_t i = 0; i < piece.len; i++) {
        const bool digit = vn_byte_is(piece.ptr + i, VN_BYTE_DIGIT);
        if (digit && letters)
            continue;
        if (!vn_byte_is(piece.ptr + i, VN_BYTE_ALPHA) || strchr("aeiouyAEIOUY", piece.ptr[i]))
            return false;
        letters++;
    }
    return letters >= 1 && letters <= 3;
}
