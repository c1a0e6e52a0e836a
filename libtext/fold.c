#include "buf.h"
#include "norm.h"
#include "tone.h"

/* Longer text is folded a piece at a time, so that one rare letter does not send all of it through ICU. */
enum { PIECE = 2048 };

/* Simple case folding of U+00C0-017F, the letters Ơ Ư and U+1E00-1EFF, whose capitals mostly stand right
 * before their small letters; 0 for what is left to ICU. */
static uint32_t fold_latin(uint32_t c)
{
    if (c >= 0x1E00)
        return (c >= 0x1E96 && c <= 0x1E9F) ? 0 : c | 1;
    if (c < 0xDF)
        return c == 0xD7 ? c : c == 0xD0 ? 0x111 : c | 0x20;
    if (c < 0x100)
        return c == 0xF0 ? 0x111 : c;
    if (c < 0x130 || (c >= 0x132 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || c == 0x1A0 || c == 0x1A1)
        return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) || c == 0x1AF || c == 0x1B0)
        return (c + 1) & ~1u;
    return 0;
}

static inline char *put_separator(const char *start, char *out)
{
    if (out == start || out[-1] != '_')
        *out++ = '_';
    return out;
}

static char *put_latin(uint32_t c, char *out)
{
    if (c >= 0x800) {
        *out++ = (char)(0xE0u | c >> 12);
        *out++ = (char)(0x80u | (c >> 6 & 0x3Fu));
    } else {
        *out++ = (char)(0xC0u | c >> 6);
    }
    *out++ = (char)(0x80u | (c & 0x3Fu));
    return out;
}

static inline bool is_tail(unsigned char byte)
{
    return (byte & 0xC0u) == 0x80;
}

/* Folds the character of two or more bytes at *p, which it passes; NULL when it is left to ICU. */
static char *fold_wide(const char **p, const char *end, const char *start, char *out)
{
    const unsigned char *u = (const unsigned char *)*p;
    const size_t left = (size_t)(end - *p);
    uint32_t folded = 0;
    size_t len = 2;
    if (left >= 2 && u[0] >= 0xC3 && u[0] <= 0xC6 && is_tail(u[1])) {
        folded = fold_latin((u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu));
    } else if (left >= 3 && u[0] == 0xE1 && u[1] >= 0xB8 && u[1] <= 0xBB && is_tail(u[2])) {
        folded = fold_latin(0x1000u | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu));
        len = 3;
    }
    if (folded) {
        *p += len;
        return put_latin(folded, out);
    }
    const size_t hidden = vn_hidden_length(*p, end);
    const size_t space = hidden ? 0 : vn_space_length(*p, end);
    *p += hidden + space;
    if (hidden || space)
        return space ? put_separator(start, out) : out;
    if (left >= 2 && u[0] == 0xC2 && u[1] != 0xB5 && is_tail(u[1]))
        len = 2; /* ° ² ½ */
    else if (left >= 3 && u[0] == 0xE2 && u[1] == 0x80 && is_tail(u[2]))
        len = 3; /* “ ” – … */
    else
        return NULL;
    memcpy(out, *p, len);
    *p += len;
    return out + len;
}

/* Bytes of ASCII as they are folded; 0 for those that become a separator. */
static inline char fold_ascii(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c | 0x20);
    return c == ' ' || c == '_' || (c >= '\t' && c <= '\r') ? '\0' : c;
}

/* Folds text into out, which has room for as many bytes; the end of what was written, or NULL when text
 * holds something for ICU. *tones is set when a tone mark may be in the new place. `start` is where the
 * key begins. */
static char *fold_common(vn_slice text, const char *start, char *out, bool *tones)
{
    const char *p = text.ptr;
    const char *end = p + text.len;
    while (p < end) {
        if ((unsigned char)*p < 0x80) {
            const char c = fold_ascii(*p);
            if (c || !*p)
                *out++ = c;
            else
                out = put_separator(start, out);
            p++;
            continue;
        }
        *tones |= out > start && (out[-1] == 'o' || out[-1] == 'u');
        out = fold_wide(&p, end, start, out);
        if (!out)
            return NULL;
    }
    return out;
}

static vn_status fold_piece(vn_slice text, size_t start, vn_buf *out, vn_error *err)
{
    vn_status st = vn_buf_reserve(out, text.len + 1, err);
    if (st)
        return st;
    const size_t from = out->len;
    bool tones = false;
    const char *stop = fold_common(text, out->ptr + start, out->ptr + from, &tones);
    if (stop) {
        out->len = (size_t)(stop - out->ptr);
    } else {
        st = vn_fold_any(text, out, err);
        tones = true;
        const bool added = !st && from > start && out->len > from;
        if (added && out->ptr[from] == '_' && out->ptr[from - 1] == '_')
            memmove(out->ptr + from, out->ptr + from + 1, --out->len - from);
    }
    if (tones)
        out->len = from + vn_tone_to_old(out->ptr + from, out->len - from);
    out->ptr[out->len] = '\0';
    return st;
}

/* Where the first piece of a long text ends: before an ASCII space. */
static size_t piece_length(vn_slice text)
{
    if (text.len <= PIECE)
        return text.len;
    const char *space = memchr(text.ptr + PIECE, ' ', text.len - PIECE);
    return space ? (size_t)(space - text.ptr) : text.len;
}

vn_status vn_fold(vn_slice word, vn_buf *out, vn_error *err)
{
    const size_t start = out->len;
    vn_status st = VN_OK;
    while (!st && word.len) {
        const size_t len = piece_length(word);
        st = fold_piece(vn_slice_of(word.ptr, len), start, out, err);
        word = vn_slice_of(word.ptr + len, word.len - len);
    }
    if (st && out->ptr) {
        out->len = start;
        out->ptr[start] = '\0';
    }
    return st;
}
