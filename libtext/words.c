/* The format of a `words` field: see vn/segment.h. Reading takes "__" for a literal underscore from the
 * left, so a word that holds one cannot have "_" for its white space too: "a _b" would read as "a_ b".
 * Such a span is written as several words. */
#include "buf.h"
#include "norm.h"
#include "simd.h"
#include "token.h"

#include "vn/segment.h"

/* Length of the gap between syllables that begins p: white space, and the zero-width characters beside it,
 * which are of no syllable. 0 when no white space is in it. */
static size_t gap_length(const char *p, const char *end)
{
    const char *start = p;
    bool white = false;
    while (p < end) {
        const size_t space = vn_space_length(p, end);
        const size_t len = space ? space : vn_hidden_length(p, end);
        if (!len)
            break;
        white |= space > 0;
        p += len;
    }
    return white ? (size_t)(p - start) : 0;
}

/* Whether a gap may begin here: false for the letters of Vietnamese, which share their first bytes with white space. */
static inline bool may_be_gap(const char *p, const char *end)
{
    const unsigned char first = (unsigned char)p[0];
    const unsigned char second = p + 1 < end ? (unsigned char)p[1] : 0;
    switch (first) {
    case 0xC2: return second == 0x85 || second == 0xA0 || second == 0xAD;
    case 0xE1: return second == 0x9A || second == 0xA0;
    case 0xE2:
    case 0xEF: return true;
    case 0xE3: return second == 0x80;
    default: return first <= ' ';
    }
}

/* A word that holds an underscore: twice its length is room for "__". */
static char *put_literal(vn_slice word, char *to)
{
    const char *end = word.ptr + word.len;
    for (const char *p = word.ptr; p < end;) {
        const size_t gap = may_be_gap(p, end) ? gap_length(p, end) : 0;
        p += gap;
        if (gap) {
            *to++ = ' ';
        } else {
            if (*p == '_')
                *to++ = '_';
            *to++ = *p++;
        }
    }
    return to;
}

static char *put_joined(vn_slice word, char *to)
{
    const char *end = word.ptr + word.len;
    for (const char *p = word.ptr; p < end;) {
        const size_t gap = may_be_gap(p, end) ? gap_length(p, end) : 0;
        p += gap;
        *to++ = gap ? '_' : *p++;
    }
    return to;
}

#ifdef VN_SSE2
enum { CHUNK = 16 };

static inline __m128i load_chunk(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* The places of 16 bytes that may belong to a gap other than one space: control characters, first bytes of white space and
 * of zero-width characters beyond ASCII, a space before another. The byte behind them is read, too. */
static inline uint32_t odd_places(const char *p)
{
    const __m128i v = load_chunk(p);
    const __m128i next = load_chunk(p + 1);
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
    const __m128i two = _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xC2));
    const __m128i three = _mm_cmpeq_epi8(_mm_and_si128(v, _mm_set1_epi8((char)0xFE)), _mm_set1_epi8((char)0xE2));
    const __m128i last = _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xEF));
    const __m128i e1 = _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xE1)); /* E1 9A, E1 A0; letters are E1 B8 to BB */
    const __m128i low = _mm_cmplt_epi8(next, _mm_set1_epi8((char)0xB8));
    const __m128i pair = _mm_and_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(next, v));
    const __m128i more = _mm_or_si128(_mm_or_si128(three, last), _mm_or_si128(_mm_and_si128(e1, low), pair));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(control, two), more));
}

static bool has_odd_places(const char *p, size_t len, size_t readable)
{
    uint32_t odd = 0;
    size_t at = 0;
    for (; at < len && readable - at > CHUNK; at += CHUNK)
        odd |= odd_places(p + at);
    if (at < len) {
        char tail[CHUNK + 1];
        memset(tail, 'a', sizeof tail);
        memcpy(tail, p + at, readable - at < CHUNK ? readable - at : CHUNK);
        odd |= odd_places(tail);
    }
    return odd != 0;
}

/* Copies a word that has neither underscores nor odd places, a chunk at a time, one `_` for each space; what follows the word
 * is written too, and not meant. NULL: the text ends too near. */
static inline char *put_plain(vn_slice word, size_t readable, char *to)
{
    if (readable < word.len + CHUNK)
        return NULL;
    for (size_t at = 0; at < word.len; at += CHUNK) {
        const __m128i v = load_chunk(word.ptr + at);
        const __m128i space = _mm_cmpeq_epi8(v, _mm_set1_epi8(' '));
        const __m128i joined = _mm_xor_si128(v, _mm_and_si128(space, _mm_set1_epi8(' ' ^ '_')));
        _mm_storeu_si128((__m128i *)(void *)(to + at), joined);
    }
    return to + word.len;
}
#else
static bool has_odd_places(const char *p, size_t len, size_t readable)
{
    (void)p, (void)len, (void)readable;
    return true;
}

static inline char *put_plain(vn_slice word, size_t readable, char *to)
{
    (void)word, (void)readable, (void)to;
    return NULL;
}
#endif

/* A word of one token, without white space or underscore. Most are short, and a copy of fixed length is fastest. */
static inline char *put_token(const char *from, size_t len, size_t readable, char *to)
{
    enum { SHORT = 16 };
    if (len <= SHORT && readable >= SHORT)
        memcpy(to, from, SHORT);
    else
        memcpy(to, from, len);
    return to + len;
}

/* What a run of words holds: underscores, gaps that are not one space. */
typedef struct manner {
    bool literal;
    bool odd;
} manner;

static manner manner_of(vn_slice text, const vn_word *words, size_t n)
{
    if (n == 0)
        return (manner){false, false};
    const size_t start = words[0].start;
    const size_t end = words[n - 1].start + words[n - 1].len;
    if (start > end) /* not in the order of the text */
        return (manner){true, true};
    return (manner){memchr(text.ptr + start, '_', end - start) != NULL,
                    has_odd_places(text.ptr + start, end - start, text.len - start)};
}

/* Bytes that the words take at most but for underscores, with those behind a copy of a chunk; 0 when one is outside of the
 * text (*outside). */
static size_t room_for(vn_slice text, const vn_word *words, size_t n, size_t *outside)
{
    size_t total = 16;
    for (size_t i = 0; i < n; i++) {
        if (words[i].start > text.len || words[i].len > text.len - words[i].start) {
            *outside = i;
            return 0;
        }
        total += words[i].len + 1;
    }
    return total;
}

static char *put_word(vn_slice word, uint8_t parts, size_t readable, manner m, char *to)
{
    if (m.literal && memchr(word.ptr, '_', word.len))
        return put_literal(word, to);
    return parts == 1 ? put_token(word.ptr, word.len, readable, to) : put_joined(word, to);
}

vn_status vn_words_write(vn_slice text, const vn_word *words, size_t n, char separator, vn_buf *out,
                         vn_error *err)
{
    size_t outside = 0;
    const size_t room = room_for(text, words, n, &outside);
    if (!room)
        return vn_fail(err, VN_EINVAL, "word %zu is outside of the text", outside);
    const manner m = manner_of(text, words, n);
    const vn_status st = vn_buf_reserve(out, m.literal ? 2 * room : room, err);
    if (st)
        return st;
    char *to = out->ptr + out->len;
    for (size_t i = 0; i < n; i++) {
        const vn_slice word = vn_slice_of(text.ptr + words[i].start, words[i].len);
        const size_t readable = text.len - words[i].start;
        if (i > 0)
            *to++ = words[i].sentence == words[i - 1].sentence ? ' ' : separator;
        char *plain = (m.literal | m.odd) ? NULL : put_plain(word, readable, to);
        to = plain ? plain : put_word(word, words[i].parts, readable, m, to);
    }
    *to = '\0';
    out->len = (size_t)(to - out->ptr);
    return VN_OK;
}

static uint8_t count_parts(vn_slice word)
{
    size_t parts = 1;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] != '_')
            continue;
        if (i + 1 < word.len && word.ptr[i + 1] == '_')
            i++; /* a literal underscore */
        else
            parts++;
    }
    return parts < 255 ? (uint8_t)parts : 255;
}

static uint8_t kind_of(vn_slice word)
{
    static const uint8_t KIND[] = {[VN_TOKEN_SYLLABLE] = VN_WORD_WORD,
                                   [VN_TOKEN_NUMBER] = VN_WORD_NUMBER,
                                   [VN_TOKEN_LINK] = VN_WORD_LINK,
                                   [VN_TOKEN_PUNCT] = VN_WORD_PUNCT};
    return KIND[vn_token_classify(word)];
}

static bool is_break(char c)
{
    return c == ' ' || c == '\n';
}

vn_status vn_words_read(vn_slice field, vn_word **words, size_t *n, size_t *cap, vn_error *err)
{
    size_t count = 0;
    uint32_t sentence = 0;
    for (size_t at = 0; at < field.len;) {
        if (is_break(field.ptr[at])) {
            sentence += field.ptr[at++] == '\n' && count > 0 && (*words)[count - 1].sentence == sentence;
            continue;
        }
        const size_t start = at;
        while (at < field.len && !is_break(field.ptr[at]))
            at++;
        void *block = *words;
        if (!vn_grow(&block, cap, count + 1, sizeof **words))
            return vn_fail_memory(err, "words");
        *words = block;
        const vn_slice word = vn_slice_of(field.ptr + start, at - start);
        (*words)[count++] = (vn_word){.start = start,
                                      .len = word.len,
                                      .sentence = sentence,
                                      .kind = kind_of(word),
                                      .parts = count_parts(word)};
    }
    *n = count;
    return VN_OK;
}

/* Over white space and the zero-width characters that stand between words. */
static size_t skip_gap(vn_slice text, size_t at, vn_slice word)
{
    const bool own = vn_hidden_length(word.ptr, word.ptr + word.len) > 0;
    while (at < text.len) {
        const char *p = text.ptr + at;
        const char *end = text.ptr + text.len;
        const size_t len = vn_space_length(p, end) + (own ? 0 : vn_hidden_length(p, end));
        if (!len)
            break;
        at += len;
    }
    return at;
}

/* Walks a written word along the text from at; where it ends there, 0 when it does not match. */
static size_t match(vn_slice word, vn_slice text, size_t at)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] == '_' && (i + 1 == word.len || word.ptr[i + 1] != '_')) {
            const size_t gap = gap_length(text.ptr + at, text.ptr + text.len);
            if (!gap)
                return 0;
            at += gap;
            continue;
        }
        i += word.ptr[i] == '_';
        if (at == text.len || text.ptr[at++] != word.ptr[i])
            return 0;
    }
    return at;
}

vn_status vn_words_align(vn_slice field, vn_word *words, size_t n, vn_slice text, vn_error *err)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) { /* all must match before any moves */
        if (words[i].start > field.len || words[i].len > field.len - words[i].start || words[i].len == 0)
            return vn_fail(err, VN_EINVAL, "word %zu is outside of the field", i);
        const vn_slice word = vn_slice_of(field.ptr + words[i].start, words[i].len);
        at = match(word, text, skip_gap(text, at, word));
        if (!at)
            return vn_fail(err, VN_EDATA, "word %zu, '%.*s', is not next in the text", i + 1,
                           (int)(word.len < 60 ? word.len : 60), word.ptr);
    }
    at = 0;
    for (size_t i = 0; i < n; i++) {
        const vn_slice word = vn_slice_of(field.ptr + words[i].start, words[i].len);
        const size_t start = skip_gap(text, at, word);
        at = match(word, text, start);
        words[i].start = start;
        words[i].len = at - start;
    }
    return VN_OK;
}
