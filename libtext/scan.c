#include "scan.h"

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

/* Length of the word character of two or more bytes at p, 0 when it is none. The blocks that Vietnamese text is made
 * of are told by their bytes, the rest by ICU. */
static size_t wide_word(const char *p, const char *end)
{
    const unsigned char *u = (const unsigned char *)p;
    if (end - p >= 3 && u[0] == 0xE1 && (u[1] & 0xFCu) == 0xB8 && (u[2] & 0xC0u) == 0x80)
        return 3; /* U+1E00-1EFF */
    if (end - p >= 2 && (vn_byte_class[u[0]] & VN_BYTE_LATIN) && (u[1] & 0xC0u) == 0x80)
        return u[0] == 0xC3 && (u[1] == 0x97 || u[1] == 0xB7) ? 0 : 2;
    if (end - p >= 2 && u[0] == 0xCC && (u[1] & 0xC0u) == 0x80)
        return 2; /* U+0300-033F, combining marks */
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
    while (p < end) {
        if (vn_byte_is(p, VN_BYTE_WORD)) {
            p++;
            continue;
        }
        if (!vn_byte_is(p, VN_BYTE_LATIN | VN_BYTE_WIDE))
            break;
        const size_t len = wide_word(p, end);
        if (!len)
            break;
        hidden |= *p == (char)0xC2 || *p == (char)0xE2 || *p == (char)0xEF;
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
