#include "utf8.h"

#include "buf.h"
#include "simd.h"

/* Validation is a finite automaton of nine states whose transition is one shift: a state is a bit offset into a 64-bit
 * row, and the row of a byte holds the next state at each offset. Only the shift waits for the byte before, so this
 * runs at one to two cycles a byte on any mixture of scripts, in portable C. */
enum {
    BAD = 0,    /* stays: every row has BAD at offset 0 */
    START = 6,  /* between code points */
    NEED1 = 12, /* so many tail bytes to come */
    NEED2 = 18,
    NEED3 = 24,
    AFTER_E0 = 30, /* the next byte is restricted: no overlong forms, surrogates, or more than U+10FFFF */
    AFTER_ED = 36,
    AFTER_F0 = 42,
    AFTER_F4 = 48
};

#define TO(from, to) ((uint64_t)(to) << (from))
#define ASCII TO(START, START)
#define LEAD2 TO(START, NEED1)
#define LEAD3 TO(START, NEED2)
#define LEAD4 TO(START, NEED3)
#define TAIL (TO(NEED1, START) | TO(NEED2, NEED1) | TO(NEED3, NEED2))
#define TAIL8 (TAIL | TO(AFTER_ED, NEED1) | TO(AFTER_F4, NEED2))
#define TAIL9 (TAIL | TO(AFTER_ED, NEED1) | TO(AFTER_F0, NEED2))
#define TAILAB (TAIL | TO(AFTER_E0, NEED1) | TO(AFTER_F0, NEED2))
#define X4(x) x, x, x, x
#define X16(x) X4(x), X4(x), X4(x), X4(x)

static const uint64_t row[256] = {
    X16(ASCII), X16(ASCII), X16(ASCII), X16(ASCII), X16(ASCII), X16(ASCII), X16(ASCII), X16(ASCII), /* 00 */
    X16(TAIL8), X16(TAIL9), X16(TAILAB), X16(TAILAB),                                               /* 80 */
    0, 0, LEAD2, LEAD2, X4(LEAD2), X4(LEAD2), X4(LEAD2),                                            /* C0 */
    X16(LEAD2),                                                                                     /* D0 */
    TO(START, AFTER_E0), LEAD3, LEAD3, LEAD3, X4(LEAD3), X4(LEAD3),                                 /* E0 */
    LEAD3, TO(START, AFTER_ED), LEAD3, LEAD3,                                                       /* EC */
    TO(START, AFTER_F0), LEAD4, LEAD4, LEAD4, TO(START, AFTER_F4),                                  /* F0 */
    0, 0, 0, X4(0), X4(0)                                                                           /* F5 */
};

enum { BLOCK = 16 };

static uint64_t step(uint64_t state, char c)
{
    return row[(unsigned char)c] >> (state & 63);
}

static bool block_is_ascii(const char *p)
{
    uint64_t half[2];
    memcpy(half, p, sizeof half);
    return ((half[0] | half[1]) & UINT64_C(0x8080808080808080)) == 0;
}

size_t vn_utf8_bad_length(const char *text, size_t len)
{
    uint64_t state = step(START, text[0]);
    size_t n = 1;
    for (; n < len && (state & 63) != BAD; n++) {
        state = step(state, text[n]);
        if ((state & 63) == BAD)
            break;
    }
    return n;
}

/* The malformed sequence that begins at most three bytes before `near`; all before that is valid. */
static size_t find_bad(const char *text, size_t len, size_t near)
{
    size_t at = near < 3 ? 0 : near - 3;
    while (at < near && vn_utf8_is_tail(text[at]))
        at++;
    while (at < len) {
        uint64_t state = START;
        size_t end = at;
        do
            state = step(state, text[end++]);
        while (end < len && (state & 63) != BAD && (state & 63) != START);
        if ((state & 63) != START)
            break;
        at = end;
    }
    return at;
}

static size_t check_bytes(const char *text, size_t len)
{
    uint64_t state = START;
    size_t at = 0;
    while (len - at >= BLOCK) {
        if ((state & 63) == START && block_is_ascii(text + at)) {
            at += BLOCK;
            continue;
        }
        for (size_t i = 0; i < BLOCK; i++)
            state = step(state, text[at + i]);
        if ((state & 63) == BAD)
            return find_bad(text, len, at);
        at += BLOCK;
    }
    const size_t rest = at;
    for (; at < len; at++)
        state = step(state, text[at]);
    return (state & 63) == START ? len : find_bad(text, len, rest);
}

#ifdef VN_AVX2

/* What is wrong with two bytes in a row, a bit each: Keiser and Lemire, Validating UTF-8 in less than one instruction per
 * byte (2021), section 6. Three tables of 16 say which of these the upper and lower half of the first byte and the upper
 * half of the second allow; what all three allow is an error. */
enum {
    TOO_SHORT = 1,  /* a first byte and no tail */
    TOO_LONG = 2,   /* ASCII and a tail */
    OVERLONG3 = 4,  /* E0 80 */
    TOO_LARGE = 8,  /* F4 90 and above */
    SURROGATE = 16, /* ED A0 */
    OVERLONG2 = 32, /* C0, C1 */
    OVERLONG4 = 64, /* F0 80, and F5 80 and above */
    TWO_TAILS = 128,
    CARRY = TOO_SHORT | TOO_LONG | TWO_TAILS
};

static const uint8_t FIRST_HIGH[16] = {
    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
    TWO_TAILS, TWO_TAILS, TWO_TAILS, TWO_TAILS,
    TOO_SHORT | OVERLONG2, TOO_SHORT, TOO_SHORT | OVERLONG3 | SURROGATE, TOO_SHORT | TOO_LARGE | OVERLONG4};
static const uint8_t FIRST_LOW[16] = {
    CARRY | OVERLONG3 | OVERLONG2 | OVERLONG4, CARRY | OVERLONG2, CARRY, CARRY, CARRY | TOO_LARGE,
    CARRY | TOO_LARGE | OVERLONG4, CARRY | TOO_LARGE | OVERLONG4, CARRY | TOO_LARGE | OVERLONG4,
    CARRY | TOO_LARGE | OVERLONG4, CARRY | TOO_LARGE | OVERLONG4, CARRY | TOO_LARGE | OVERLONG4,
    CARRY | TOO_LARGE | OVERLONG4, CARRY | TOO_LARGE | OVERLONG4, CARRY | TOO_LARGE | OVERLONG4 | SURROGATE,
    CARRY | TOO_LARGE | OVERLONG4, CARRY | TOO_LARGE | OVERLONG4};
static const uint8_t SECOND_HIGH[16] = {
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    TOO_LONG | OVERLONG2 | TWO_TAILS | OVERLONG3 | OVERLONG4, TOO_LONG | OVERLONG2 | TWO_TAILS | OVERLONG3 | TOO_LARGE,
    TOO_LONG | OVERLONG2 | TWO_TAILS | SURROGATE | TOO_LARGE, TOO_LONG | OVERLONG2 | TWO_TAILS | SURROGATE | TOO_LARGE,
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT};

/* Errors in 32 bytes; those before them are `before`. */
VN_TARGET_AVX2 static inline __m256i errors_in(__m256i v, __m256i before)
{
    const __m256i across = _mm256_permute2x128_si256(before, v, 0x21);
    const __m256i one = _mm256_alignr_epi8(v, across, 15);
    const __m256i two = _mm256_alignr_epi8(v, across, 14);
    const __m256i three = _mm256_alignr_epi8(v, across, 13);
    const __m256i low = _mm256_and_si256(one, _mm256_set1_epi8(15));
    const __m256i first = _mm256_and_si256(vn_simd_pick(FIRST_HIGH, vn_simd_upper_half(one)), vn_simd_pick(FIRST_LOW, low));
    const __m256i pair = _mm256_and_si256(first, vn_simd_pick(SECOND_HIGH, vn_simd_upper_half(v)));
    const __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80));
    const __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8(0xF0 - 0x80));
    const __m256i tail = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(tail, pair); /* two tails are right where a third or fourth byte must be */
}

VN_TARGET_AVX2 static bool is_valid_avx2(const char *text, size_t len)
{
    __m256i before = _mm256_setzero_si256();
    __m256i errors = before;
    size_t at = 0;
    for (; len - at >= 32; at += 32) {
        const __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(text + at));
        errors = _mm256_or_si256(errors, errors_in(v, before));
        before = v;
    }
    char tail[32] = {0}; /* a zero at least follows: what is cut short is an error */
    memcpy(tail, text + at, len - at);
    const __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)tail);
    errors = _mm256_or_si256(errors, errors_in(v, before));
    return _mm256_testz_si256(errors, errors);
}

size_t vn_utf8_check(const char *text, size_t len)
{
    if (len >= 32 && VN_HAS_AVX2 && is_valid_avx2(text, len))
        return len;
    return check_bytes(text, len);
}
#else
size_t vn_utf8_check(const char *text, size_t len)
{
    return check_bytes(text, len);
}
#endif

/* Length of the prefix that needs no repair. */
static size_t clean_length(vn_slice text)
{
    const char *nul = memchr(text.ptr, 0, text.len);
    return vn_utf8_check(text.ptr, nul ? (size_t)(nul - text.ptr) : text.len);
}

vn_status vn_utf8_repair(vn_slice text, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    while (!st && text.len) {
        /* In pieces, so that text full of NUL bytes costs no more than linear time. */
        const vn_slice piece = vn_slice_of(text.ptr, text.len < 4096 ? text.len : 4096);
        const size_t good = clean_length(piece);
        st = vn_buf_append(out, text.ptr, good, err);
        text = vn_slice_of(text.ptr + good, text.len - good);
        if (st || !text.len || good == piece.len)
            continue;
        uint32_t code = 0;
        const size_t width = text.ptr[0] ? vn_utf8_decode(text.ptr, text.len, &code) : 1;
        if (text.ptr[0] && code != VN_UTF8_REPLACEMENT) /* only cut by the end of the piece */
            st = vn_buf_append(out, text.ptr, width, err);
        else
            st = vn_buf_str(out, "\xEF\xBF\xBD", err);
        text = vn_slice_of(text.ptr + width, text.len - width);
    }
    return st;
}

/* Line breaks before offset `at`, and the column of that byte. */
static size_t find_place(vn_slice text, size_t at, size_t *column)
{
    size_t breaks = 0;
    size_t start = 0;
    for (size_t i = 0; i < at; i++) {
        if (text.ptr[i] == '\n') {
            breaks++;
            start = i + 1;
        }
    }
    *column = at - start + 1;
    return breaks;
}

vn_status vn_utf8_fail(vn_slice text, size_t at, size_t line, vn_error *err)
{
    size_t column;
    const size_t breaks = find_place(text, at, &column);
    const size_t place = line ? line + breaks : 0;
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    if (*p == 0)
        return vn_fail_at(err, VN_EDATA, place, column, "binary data (NUL byte)");
    if (*p == 0xED && text.len - at > 2 && p[1] >= 0xA0 && p[1] < 0xC0 && vn_utf8_is_tail((char)p[2])) {
        const unsigned code = 0xD000u | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        return vn_fail_at(err, VN_EDATA, place, column, "a surrogate standing alone (U+%04X)", code);
    }
    return vn_fail_at(err, VN_EDATA, place, column, "invalid UTF-8 (byte 0x%02x)", *p);
}
