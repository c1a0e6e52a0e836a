#include "scan.h"

#include "simd.h"

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

#ifdef VN_SSE2
static inline __m128i in_range(__m128i v, char first, char count)
{
    const __m128i from = _mm_sub_epi8(v, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(count - 1)), from);
}

static inline __m128i is_byte(__m128i v, char byte)
{
    return _mm_cmpeq_epi8(v, _mm_set1_epi8(byte));
}

/* Bytes that may be of a word: those of ASCII, the tails, and the first bytes of U+00C0-024F, U+0300-033F and U+1000-1FFF. */
static inline __m128i may_be_word(__m128i v)
{
    const __m128i letter = in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
    const __m128i ascii = _mm_or_si128(_mm_or_si128(letter, in_range(v, '0', 10)), is_byte(v, '_'));
    const __m128i tail = _mm_cmplt_epi8(v, _mm_set1_epi8((char)0xC0));
    const __m128i two = _mm_or_si128(in_range(v, (char)0xC3, 7), is_byte(v, (char)0xCC));
    return _mm_or_si128(_mm_or_si128(ascii, tail), _mm_or_si128(two, is_byte(v, (char)0xE1)));
}

/* First bytes of × and ÷, and of three bytes that are not U+1E00-1EFF. */
static inline __m128i no_letter(__m128i v, __m128i next)
{
    const __m128i sign = _mm_or_si128(is_byte(next, (char)0x97), is_byte(next, (char)0xB7));
    const __m128i extra = is_byte(_mm_and_si128(next, _mm_set1_epi8((char)0xFC)), (char)0xB8);
    return _mm_or_si128(_mm_and_si128(is_byte(v, (char)0xC3), sign), _mm_andnot_si128(extra, is_byte(v, (char)0xE1)));
}

static inline uint64_t bits(__m128i mask, int at)
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(mask) << at;
}

static vn_block scan_sse2(const char *p)
{
    vn_block block = {0, 0, 0};
    for (int at = 0; at < VN_BLOCK; at += 16) {
        const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        const __m128i next = _mm_loadu_si128((const __m128i *)(const void *)(p + at + 1));
        block.word |= bits(_mm_andnot_si128(no_letter(v, next), may_be_word(v)), at);
        block.space |= bits(is_byte(v, ' '), at);
        block.comma |= bits(is_byte(v, ','), at);
    }
    return block;
}

#ifdef VN_AVX2
/* The same with tables over the halves of a byte: a byte is of a word when both allow some class in common. Classes: digits,
 * letters of two columns of ASCII each, the underscore, tails, first of two bytes, E1. */
static const uint8_t HIGH[16] = {0, 0, 0, 1, 2, 4 | 8, 2, 4, 16, 16, 16, 16, 32, 0, 64, 0};
static const uint8_t LOW[16] = {1 | 4 | 16,          1 | 2 | 4 | 16 | 64, 1 | 2 | 4 | 16,      1 | 2 | 4 | 16 | 32,
                                1 | 2 | 4 | 16 | 32, 1 | 2 | 4 | 16 | 32, 1 | 2 | 4 | 16 | 32, 1 | 2 | 4 | 16 | 32,
                                1 | 2 | 4 | 16 | 32, 1 | 2 | 4 | 16 | 32, 2 | 4 | 16,          2 | 16,
                                2 | 16 | 32,         2 | 16,              2 | 16,              2 | 8 | 16};

VN_TARGET_AVX2 static inline __m256i is_byte2(__m256i v, char byte)
{
    return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(byte));
}

VN_TARGET_AVX2 static inline __m256i no_word2(__m256i v)
{
    const __m256i half = _mm256_set1_epi8(15);
    const __m256i high = vn_simd_pick(HIGH, vn_simd_upper_half(v));
    return _mm256_cmpeq_epi8(_mm256_and_si256(high, vn_simd_pick(LOW, _mm256_and_si256(v, half))), _mm256_setzero_si256());
}

VN_TARGET_AVX2 static inline __m256i no_letter2(__m256i v, __m256i next)
{
    const __m256i sign = _mm256_or_si256(is_byte2(next, (char)0x97), is_byte2(next, (char)0xB7));
    const __m256i extra = is_byte2(_mm256_and_si256(next, _mm256_set1_epi8((char)0xFC)), (char)0xB8);
    return _mm256_or_si256(_mm256_and_si256(is_byte2(v, (char)0xC3), sign),
                           _mm256_andnot_si256(extra, is_byte2(v, (char)0xE1)));
}

VN_TARGET_AVX2 static vn_block scan_avx2(const char *p)
{
    vn_block block = {0, 0, 0};
    for (int at = 0; at < VN_BLOCK; at += 32) {
        const __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(p + at));
        const __m256i next = _mm256_loadu_si256((const __m256i *)(const void *)(p + at + 1));
        const __m256i no = _mm256_or_si256(no_word2(v), no_letter2(v, next));
        block.word |= (uint64_t)(uint32_t)~_mm256_movemask_epi8(no) << at;
        block.space |= (uint64_t)(uint32_t)_mm256_movemask_epi8(is_byte2(v, ' ')) << at;
        block.comma |= (uint64_t)(uint32_t)_mm256_movemask_epi8(is_byte2(v, ',')) << at;
    }
    return block;
}
#endif

vn_block vn_scan_block(const char *p, size_t left)
{
    char copy[VN_BLOCK + 1] = {0};
    if (left < sizeof copy)
        p = memcpy(copy, p, left);
#ifdef VN_AVX2
    if (VN_HAS_AVX2)
        return scan_avx2(p);
#endif
    return scan_sse2(p);
}
#endif

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
