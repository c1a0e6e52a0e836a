#include "tone.h"

#include "syllable.h"

/* 0, or 1 + 6 * index in BASES + tone, for the letters of U+00C0..U+01B0 and U+1EA0..U+1EF9. Eth and the
 * African D look like Đ and stand for it. Made from the Unicode canonical decompositions; a test checks
 * every entry. */
static const char BASES[] = "aAIeEioOPuUyD";
static const uint8_t LATIN[0x1B0 - 0xC0 + 1] = {
    2, 5, 13, 4, 0, 0, 0, 0, 20, 23, 25, 0, 32, 35, 0, 0, 73, 0, 38, 41, 43, 40, 0, 0,
    0, 56, 59, 0, 0, 71, 0, 0, 2, 5, 13, 4, 0, 0, 0, 0, 20, 23, 25, 0, 32, 35, 0, 0,
    73, 0, 38, 41, 43, 40, 0, 0, 0, 56, 59, 0, 0, 71, 0, 0, 0, 0, 7, 7, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 73, 73, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 34, 34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    58, 58, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 73, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 49, 49, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 61,
    61,
};
static const uint8_t VIETNAMESE[0x1EF9 - 0x1EA0 + 1] = {
    6, 6, 3, 3, 17, 17, 14, 14, 15, 15, 16, 16, 18, 18, 11, 11, 8, 8, 9, 9, 10, 10, 12, 12,
    24, 24, 21, 21, 22, 22, 29, 29, 26, 26, 27, 27, 28, 28, 30, 30, 33, 33, 36, 36, 42, 42, 39, 39,
    47, 47, 44, 44, 45, 45, 46, 46, 48, 48, 53, 53, 50, 50, 51, 51, 52, 52, 54, 54, 60, 60, 57, 57,
    65, 65, 62, 62, 63, 63, 64, 64, 66, 66, 68, 68, 72, 72, 69, 69, 70, 70,
};

static const uint16_t LOWER[12][6] = {
    {0x0061, 0x00E0, 0x1EA3, 0x00E3, 0x00E1, 0x1EA1}, /* a */
    {0x0103, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB7}, /* ă */
    {0x00E2, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD}, /* â */
    {0x0065, 0x00E8, 0x1EBB, 0x1EBD, 0x00E9, 0x1EB9}, /* e */
    {0x00EA, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7}, /* ê */
    {0x0069, 0x00EC, 0x1EC9, 0x0129, 0x00ED, 0x1ECB}, /* i */
    {0x006F, 0x00F2, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD}, /* o */
    {0x00F4, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1, 0x1ED9}, /* ô */
    {0x01A1, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3}, /* ơ */
    {0x0075, 0x00F9, 0x1EE7, 0x0169, 0x00FA, 0x1EE5}, /* u */
    {0x01B0, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1}, /* ư */
    {0x0079, 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5}, /* y */
};

static bool letter_of(uint32_t code, vn_letter *letter)
{
    uint8_t entry = 0;
    if (code >= 0xC0 && code <= 0x1B0)
        entry = LATIN[code - 0xC0];
    else if (code >= 0x1EA0 && code <= 0x1EF9)
        entry = VIETNAMESE[code - 0x1EA0];
    if (!entry)
        return false;
    *letter = (vn_letter){BASES[(entry - 1) / 6], (uint8_t)((entry - 1) % 6)};
    return true;
}

/* Puts the combining mark `low`, the second byte of CC xx, on a letter; false when Vietnamese has no such
 * letter. */
static bool add_mark(vn_letter *letter, unsigned char low)
{
    static const struct {
        unsigned char low;
        uint8_t tone;
    } TONE[] = {{0x80, VN_TONE_GRAVE}, {0x81, VN_TONE_ACUTE}, {0x83, VN_TONE_TILDE},
                {0x89, VN_TONE_HOOK},  {0xA3, VN_TONE_DOT}};
    for (size_t i = 0; i < VN_COUNT(TONE); i++)
        if (TONE[i].low == low) {
            const bool free = letter->tone == VN_TONE_LEVEL && strchr("aAIeEioOPuUy", letter->base);
            letter->tone = free ? TONE[i].tone : letter->tone;
            return free;
        }
    static const char SHAPE[][3] = {"aI\x82", "eE\x82", "oO\x82", "aA\x86", "oP\x9B", "uU\x9B"};
    for (size_t i = 0; i < VN_COUNT(SHAPE); i++)
        if (SHAPE[i][0] == letter->base && (unsigned char)SHAPE[i][2] == low) {
            letter->base = SHAPE[i][1];
            return true;
        }
    return false;
}

size_t vn_letter_read(const char *p, const char *end, vn_letter *letter)
{
    const unsigned char *u = (const unsigned char *)p;
    const size_t len = (size_t)(end - p);
    size_t used = 0;
    if (len >= 1 && ((u[0] >= 'a' && u[0] <= 'z') || (u[0] >= 'A' && u[0] <= 'Z'))) {
        *letter = (vn_letter){(char)(u[0] | 0x20), VN_TONE_LEVEL};
        used = 1;
    } else if (len >= 2 && u[0] >= 0xC3 && u[0] <= 0xC6) {
        used = letter_of((u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu), letter) ? 2 : 0;
    } else if (len >= 3 && u[0] == 0xE1) {
        used = letter_of(0x1000u | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu), letter) ? 3 : 0;
    }
    while (used && len >= used + 2 && u[used] == 0xCC) {
        if (!add_mark(letter, u[used + 1]))
            return 0;
        used += 2;
    }
    return used;
}

uint32_t vn_letter_code(vn_letter letter)
{
    if (letter.base == 'D')
        return 0x111;
    const char *at = memchr(BASES, letter.base, 12);
    return at && letter.tone < 6 ? LOWER[at - BASES][letter.tone] : (uint32_t)letter.base;
}

/* A rhyme in the new style that ends its syllable at *after: o or u, then a, e or y with a tone. */
static bool is_new_style(const char *p, const char *end, vn_letter *second, const char **after)
{
    if (*p != 'o' && *p != 'u')
        return false;
    const size_t len = vn_letter_read(p + 1, end, second);
    if (!len || !second->tone || !strchr(*p == 'o' ? "ae" : "y", second->base))
        return false;
    *after = p + 1 + len;
    vn_letter next;
    return !vn_letter_read(*after, end, &next);
}

/* The letters before p that belong to its syllable begin here; all before p has been written back to text. */
static const char *onset_of(const char *text, const char *p)
{
    while (p > text && p[-1] >= 'a' && p[-1] <= 'z')
        p--;
    if (p - text >= 2 && p[-2] == (char)0xC4 && p[-1] == (char)0x91)
        p -= 2; /* đ */
    return p;
}

static size_t put_code(uint32_t code, char *out)
{
    if (code < 0x800) {
        out[0] = (char)(0xC0u | code >> 6);
        out[1] = (char)(0x80u | (code & 0x3Fu));
        return 2;
    }
    out[0] = (char)(0xE0u | code >> 12);
    out[1] = (char)(0x80u | (code >> 6 & 0x3Fu));
    out[2] = (char)(0x80u | (code & 0x3Fu));
    return 3;
}

/* Whether a letter beyond ASCII stands before p: then this is no syllable of its own. */
static bool follows_letter(const char *text, const char *p)
{
    const char *before = p;
    while (before > text && ((unsigned char)before[-1] & 0xC0u) == 0x80)
        before--;
    const unsigned char lead = before > text && before < p ? (unsigned char)before[-1] : 0;
    return (lead >= 0xC3 && lead <= 0xC9) || (lead == 0xE1 && ((unsigned char)*before & 0xFCu) == 0xB8);
}

/* Whether [text, out) and the rhyme [p, after) spell a Vietnamese syllable. The onset, shortened as the
 * text may have been, is read from `out`. */
static bool is_syllable(const char *text, const char *out, const char *p, const char *after)
{
    char syllable[16];
    const char *onset = onset_of(text, out);
    const size_t before = (size_t)(out - onset);
    const size_t rhyme = (size_t)(after - p);
    if (before > 4 || follows_letter(text, onset))
        return false;
    memcpy(syllable, onset, before);
    memcpy(syllable + before, p, rhyme);
    return !(before && out[-1] == 'q') && vn_syllable_is_vietnamese(vn_slice_of(syllable, before + rhyme));
}

/* The rhyme in the old style never takes more bytes, so one pass moves what follows down. */
size_t vn_tone_to_old(char *text, size_t len)
{
    const char *end = text + len;
    const char *p = text;
    char *out = text;
    while (p < end) {
        vn_letter second;
        const char *after;
        if (is_new_style(p, end, &second, &after) && is_syllable(text, out, p, after)) {
            out += put_code(vn_letter_code((vn_letter){*p, second.tone}), out);
            *out++ = second.base;
            p = after;
        } else {
            *out++ = *p++;
        }
    }
    return (size_t)(out - text);
}
