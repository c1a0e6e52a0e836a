#include "token.h"

#include "scan.h"
#include "sentence.h"
#include "simd.h"

/* Longer tokens are cut, so that a text without spaces costs no more than another. */
enum { TOKEN_MAX = 64 * 1024 };

void vn_tokenizer_begin(vn_tokenizer *tk, vn_slice text)
{
    tk->text = text.len ? text : vn_slice_of("", 0);
    tk->at = 0;
    tk->n = 0;
    tk->line = 0;
    tk->wrapped = false;
    tk->closing = false;
    tk->block_at = SIZE_MAX / 2; /* none yet */
}

void vn_tokenizer_free(vn_tokenizer *tk)
{
    free(tk->token);
    *tk = (vn_tokenizer){0};
}

static vn_slice last_token(const vn_tokenizer *tk)
{
    if (tk->n == 0)
        return vn_slice_of(tk->text.ptr, 0);
    const vn_token *last = &tk->token[tk->n - 1];
    return vn_slice_of(tk->text.ptr + last->start, last->len);
}

/* A URL, address or domain that begins like a word. Its first mark is at p. */
static const char *link_of(const char *start, const char *p, const char *end)
{
    if (end - p < 2 || (!vn_byte_is(p + 1, VN_BYTE_WORD) && *p != ':'))
        return NULL;
    const char *stop = *p == ':' || *p == '.' ? vn_scan_url(start, end) : NULL;
    if (!stop && strchr("@.-+", *p))
        stop = vn_scan_email(start, end);
    if (!stop && (*p == '.' || *p == '-'))
        stop = vn_scan_domain(start, end);
    return stop;
}

/* One that begins with the letters or digits [start, p). */
static const char *scan_wordlike(const vn_tokenizer *tk, const char *start, const char *p, const char *end,
                                 vn_token_kind *kind)
{
    const bool number = vn_byte_is(start, VN_BYTE_DIGIT);
    *kind = number ? VN_TOKEN_NUMBER : VN_TOKEN_SYLLABLE;
    if (p == end || vn_byte_is(p, VN_BYTE_SPACE))
        return p;
    if (vn_byte_is(start, VN_BYTE_WORD) && vn_byte_is(p, VN_BYTE_JOINER)) {
        const char *stop = link_of(start, p, end);
        if (stop) {
            *kind = VN_TOKEN_LINK;
            return stop;
        }
    }
    return number ? vn_scan_number(start, end) : vn_scan_letters(start, end, last_token(tk));
}

static bool is_ellipsis(const char *p, const char *end)
{
    return end - p >= 3 && !memcmp(p, "\xE2\x80\xA6", 3);
}

/* "...", "…" and longer rows are one token. */
static const char *scan_dots(const char *p, const char *end)
{
    for (;;) {
        if (p < end && *p == '.')
            p++;
        else if (is_ellipsis(p, end))
            p += 3;
        else
            return p;
    }
}

/* 4,2 % and 0.5%. */
static bool is_percentage(const char *p, const char *end)
{
    while (p < end && (vn_byte_is(p, VN_BYTE_DIGIT) || *p == ',' || *p == '.'))
        p++;
    while (p < end && *p == ' ')
        p++;
    return p < end && *p == '%';
}

/* -5 and +84 after white space or a bracket, but not the dash of "3 -5" or "Su -30"; "VGI +3,4 %" is a change of a price. */
static bool is_sign(const vn_tokenizer *tk, const char *p, const char *end, bool spaced)
{
    if ((*p != '-' && *p != '+') || p + 1 >= end || !vn_byte_is(p + 1, VN_BYTE_DIGIT) || tk->n == 0)
        return false;
    const vn_slice last = last_token(tk);
    const vn_char first = vn_class_at(last.ptr, last.ptr + last.len);
    if (tk->token[tk->n - 1].kind == VN_TOKEN_NUMBER || (first == VN_CHAR_UPPER && !is_percentage(p + 1, end)))
        return false;
    return spaced || *last.ptr == '(';
}

/* 'n, as in rock 'n roll */
static bool is_clipped_and(const char *p, const char *end)
{
    return end - p >= 3 && *p == '\'' && (p[1] | 0x20) == 'n' && vn_byte_is(p + 2, VN_BYTE_SPACE);
}

/* The end of :) ;-) =)) :D ^^ and their like that stand alone, p itself when there is none. */
static const char *scan_emoticon(const char *p, const char *end)
{
    const char *at = p + 1;
    const char *mouth = *p == '^' ? "^" : "()DPp";
    if (!strchr(":;=^", *p))
        return p;
    if (at < end && *p != '^' && *at == '-')
        at++;
    const char *from = at;
    while (at < end && *at && strchr(mouth, *at) && (at == from || *at == *from))
        at++;
    return at > from && (at == end || vn_byte_is(at, VN_BYTE_SPACE)) ? at : p;
}

static const char *scan_ascii_mark(const vn_tokenizer *tk, const char *p, const char *end, bool spaced,
                                   vn_token_kind *kind)
{
    *kind = VN_TOKEN_PUNCT;
    if (*p == '.')
        return scan_dots(p, end);
    if (*p == '@' || *p == '#') {
        const char *stop = vn_scan_tag(p, end);
        if (stop)
            *kind = VN_TOKEN_LINK;
        return stop ? stop : p + 1;
    }
    if (spaced || p == tk->text.ptr) {
        const char *stop = *p ? scan_emoticon(p, end) : p;
        if (stop > p)
            return stop;
    }
    if (is_sign(tk, p, end, spaced)) {
        *kind = VN_TOKEN_NUMBER;
        return vn_scan_number(p, end);
    }
    if (is_clipped_and(p, end)) {
        *kind = VN_TOKEN_SYLLABLE;
        return p + 2;
    }
    return p + 1;
}

/* Modifiers, joiners and the second half of a flag belong to the emoji before them. */
static const char *scan_emoji(const char *p, const char *end)
{
    const char *start = p;
    vn_char class;
    p += vn_char_class(p, (size_t)(end - p), &class);
    bool flag = p - start == 4 && !memcmp(start, "\xF0\x9F\x87", 3);
    while (p < end) {
        const size_t len = vn_char_class(p, (size_t)(end - p), &class);
        const bool joined = p - start > 3 && !memcmp(p - 3, "\xE2\x80\x8D", 3) && class == VN_CHAR_EMOJI;
        const bool skin = len == 4 && !memcmp(p, "\xF0\x9F\x8F", 3) && (unsigned char)p[3] >= 0xBB;
        const bool pair = flag && len == 4 && !memcmp(p, "\xF0\x9F\x87", 3);
        const bool joiner = class == VN_CHAR_HIDDEN && len == 3 && !memcmp(p, "\xE2\x80\x8D", 3) &&
                            vn_class_at(p + 3, end) == VN_CHAR_EMOJI;
        if (!joined && !skin && !pair && !joiner && class != VN_CHAR_MARK)
            break;
        flag = false;
        p += len;
    }
    return p;
}

static const char *scan_run(const char *p, const char *end, vn_char run)
{
    vn_char class;
    while (p < end) {
        const size_t len = vn_char_class(p, (size_t)(end - p), &class);
        if (class != run && class != VN_CHAR_MARK)
            break;
        p += len;
    }
    return p;
}

static const char *scan_wide(const vn_tokenizer *tk, const char *p, const char *end, vn_token_kind *kind)
{
    vn_char class;
    const size_t len = vn_char_class(p, (size_t)(end - p), &class);
    *kind = VN_TOKEN_PUNCT;
    if (is_ellipsis(p, end))
        return scan_dots(p, end);
    if (class == VN_CHAR_CJK) {
        *kind = VN_TOKEN_SYLLABLE;
        return scan_run(p, end, class);
    }
    if (class == VN_CHAR_EMOJI)
        return scan_emoji(p, end);
    if (class == VN_CHAR_MARK)
        return scan_run(p, end, class);
    if (!vn_char_is_word(class))
        return p + len;
    p = scan_wordlike(tk, p, vn_scan_word(p, end), end, kind);
    if (class == VN_CHAR_DIGIT)
        *kind = VN_TOKEN_NUMBER;
    return p;
}

static const char *scan_token(const vn_tokenizer *tk, const char *p, const char *end, bool spaced,
                              vn_token_kind *kind)
{
    if (vn_byte_is(p, VN_BYTE_ALPHA | VN_BYTE_DIGIT | VN_BYTE_LATIN)) {
        const char *stop = vn_scan_word(p, end);
        if (stop > p)
            return scan_wordlike(tk, p, stop, end, kind);
    }
    if (vn_byte_is(p, VN_BYTE_LATIN | VN_BYTE_WIDE))
        return scan_wide(tk, p, end, kind);
    return scan_ascii_mark(tk, p, end, spaced, kind);
}

/* Where a token that begins at p must end: TOKEN_MAX bytes on, between characters. */
static const char *token_limit(const char *p, const char *end)
{
    if (end - p <= TOKEN_MAX)
        return end;
    const char *limit = p + TOKEN_MAX;
    for (int back = 0; back < 3 && ((unsigned char)*limit & 0xC0u) == 0x80; back++)
        limit--;
    return limit;
}

static vn_status push(vn_tokenizer *tk, const char *p, const char *stop, vn_token_kind kind, bool spaced,
                      vn_error *err)
{
    if (tk->n == tk->cap) {
        void *block = tk->token;
        if (!vn_grow(&block, &tk->cap, tk->n + 1, sizeof *tk->token))
            return vn_fail_memory(err, "a sentence");
        tk->token = block;
    }
    const bool glued = !spaced && p > tk->text.ptr;
    tk->token[tk->n++] = (vn_token){.start = (size_t)(p - tk->text.ptr),
                                    .len = (uint32_t)(stop - p),
                                    .kind = (uint8_t)kind,
                                    .flags = glued ? VN_TOKEN_GLUED : 0};
    tk->at = (size_t)(stop - tk->text.ptr);
    return VN_OK;
}

/* Over white space and lone zero-width characters, counting lines. */
static const char *skip_gap(const char *p, const char *end, vn_gap *gap)
{
    while (p < end) {
        if (*p == ' ') {
            gap->spaced = true;
            p++;
            continue;
        }
        if (vn_byte_is(p, VN_BYTE_WORD | VN_BYTE_LATIN))
            break;
        const size_t space = vn_space_length(p, end);
        const size_t len = space ? space : vn_hidden_length(p, end);
        if (!len)
            break;
        gap->spaced |= space > 0;
        if (*p == '\n' || (*p == '\r' && (end - p < 2 || p[1] != '\n')))
            gap->line = gap->lines++ ? gap->line : p;
        p += len;
    }
    return p;
}

/* The kind of a row of letters and digits, PUNCT for what needs a closer look. */
static inline vn_token_kind plain_kind(const char *p)
{
    if (vn_byte_is(p, VN_BYTE_DIGIT))
        return VN_TOKEN_NUMBER;
    return vn_byte_is(p, VN_BYTE_ALPHA | VN_BYTE_LATIN) || *p == (char)0xE1 ? VN_TOKEN_SYLLABLE : VN_TOKEN_PUNCT;
}

#ifdef VN_SSE2
/* Whether the word [at, stop) ends there beyond doubt, though no space follows: before a mark that joins nothing, or before
 * the full stop of a line's or sentence's end, which only short words and capitals may keep. */
static bool ends_plainly(const vn_tokenizer *tk, size_t at, size_t stop)
{
    const char *p = tk->text.ptr + stop;
    const size_t left = tk->text.len - stop;
    if (left == 0)
        return false;
    if (*p == '.')
        return tk->text.ptr[at] >= 'a' && tk->text.ptr[at] <= 'z' && stop - at > 2 &&
               (left == 1 || vn_byte_is(p + 1, VN_BYTE_SPACE));
    return !vn_byte_is(p, VN_BYTE_JOINER | VN_BYTE_WIDE | VN_BYTE_LATIN | VN_BYTE_WORD);
}

/* Takes what it can of the block, from `at` on, where a space is. What lies behind the block is neither word nor space. */
static size_t take_block(vn_tokenizer *tk, size_t at, size_t room)
{
    const size_t skip = at - tk->block_at;
    vn_block b = {tk->block.word >> skip, tk->block.space >> skip, tk->block.comma >> skip};
    const char *text = tk->text.ptr;
    size_t n = tk->n;
    while (n + 1 < room && b.word & b.space << 1 & 2) {
        const uint32_t len = vn_lowest_bit64(~(b.word >> 1));
        const vn_token_kind kind = plain_kind(text + at + 1);
        b = (vn_block){b.word >> 1 >> len, b.space >> 1 >> len, b.comma >> 1 >> len};
        const bool comma = b.comma & (kind == VN_TOKEN_SYLLABLE);
        const bool goes_on = comma || (b.space & 1);
        if (kind == VN_TOKEN_PUNCT || !(goes_on || (kind == VN_TOKEN_SYLLABLE && at + 1 + len < tk->block_at + VN_BLOCK &&
                                                    ends_plainly(tk, at + 1, at + 1 + len))))
            break;
        tk->token[n++] = (vn_token){.start = at + 1, .len = len, .kind = (uint8_t)kind};
        at += 1 + len;
        if (!goes_on)
            break;
        if (!comma)
            continue;
        tk->token[n++] = (vn_token){.start = at++, .len = 1, .kind = VN_TOKEN_PUNCT, .flags = VN_TOKEN_GLUED};
        b = (vn_block){b.word >> 1, b.space >> 1, 0};
    }
    tk->n = n;
    return at;
}

/* Takes the words and numbers of plain letters and digits that have a single space on either side, and commas behind such
 * words: most tokens of most texts. */
static void take_plain_words(vn_tokenizer *tk, const char *end)
{
    const size_t room = tk->cap < VN_SENTENCE_TOKENS ? tk->cap : VN_SENTENCE_TOKENS;
    for (bool fresh = false; tk->text.ptr + tk->at < end && tk->text.ptr[tk->at] == ' ';) {
        if (tk->at - tk->block_at >= VN_BLOCK * 3 / 4 || fresh) {
            tk->block_at = tk->at;
            tk->block = vn_scan_block(tk->text.ptr + tk->at, tk->text.len - tk->at);
            fresh = true;
        }
        const size_t before = tk->at;
        tk->at = take_block(tk, before, room);
        if (tk->at == before && fresh)
            break;
        fresh = tk->at == before; /* cut by the end of the block, perhaps */
    }
}
#else
static void take_plain_words(vn_tokenizer *tk, const char *end)
{
    const char *text = tk->text.ptr;
    const char *p = text + tk->at;
    const size_t room = tk->cap < VN_SENTENCE_TOKENS ? tk->cap : VN_SENTENCE_TOKENS;
    while (tk->n < room && end - p > 2 && *p == ' ' && plain_kind(p + 1) != VN_TOKEN_PUNCT) {
        const char *stop = vn_scan_common(p + 1, token_limit(p + 1, end));
        if (stop == end || *stop != ' ' || stop == p + 1)
            break;
        tk->token[tk->n++] = (vn_token){.start = (size_t)(p + 1 - text),
                                        .len = (uint32_t)(stop - p - 1),
                                        .kind = (uint8_t)plain_kind(p + 1)};
        p = stop;
    }
    tk->at = (size_t)(p - text);
}
#endif

/* Reads one token; VN_DONE when the sentence has ended before it. */
static vn_status next_token(vn_tokenizer *tk, const char *end, vn_error *err)
{
    vn_gap gap = {0};
    const char *p = skip_gap(tk->text.ptr + tk->at, end, &gap);
    if (p == end)
        return VN_DONE;
    if (gap.lines) {
        if (vn_sentence_breaks(tk, &gap, p))
            return VN_DONE;
        tk->line = (size_t)(p - tk->text.ptr);
    }
    if (tk->closing && !vn_sentence_closer(p, end, gap.spaced))
        return VN_DONE;
    vn_token_kind kind;
    const char *stop = scan_token(tk, p, token_limit(p, end), gap.spaced, &kind);
    const vn_status st = push(tk, p, stop, kind, gap.spaced, err);
    if (!st && !tk->closing && (kind == VN_TOKEN_PUNCT || stop[-1] == '.'))
        tk->closing = vn_sentence_ends(tk);
    return st;
}

/* Up to the end of the sentence, whose tokens so far are there. */
static vn_status read_sentence(vn_tokenizer *tk, vn_error *err)
{
    const char *end = tk->text.ptr + tk->text.len;
    const size_t before = tk->n;
    vn_status st = VN_OK;
    tk->closing = false;
    while (!st) {
        if (!tk->closing)
            take_plain_words(tk, end);
        if (tk->n == VN_SENTENCE_TOKENS)
            break;
        st = next_token(tk, end, err);
    }
    return st == VN_DONE && tk->n > before ? VN_OK : st;
}

vn_status vn_tokenizer_next(vn_tokenizer *tk, vn_error *err)
{
    tk->n = 0;
    return read_sentence(tk, err);
}

vn_status vn_tokenizer_more(vn_tokenizer *tk, vn_error *err)
{
    return tk->n < VN_SENTENCE_TOKENS ? read_sentence(tk, err) : VN_DONE;
}

static vn_token_kind classify_part(vn_slice part)
{
    vn_tokenizer tk = {.text = part};
    const char *end = part.ptr + part.len;
    vn_token_kind kind = VN_TOKEN_PUNCT;
    for (const char *p = part.ptr; p < end && kind == VN_TOKEN_PUNCT;) {
        vn_gap gap = {0};
        p = skip_gap(p, end, &gap);
        if (p < end)
            p = scan_token(&tk, p, token_limit(p, end), false, &kind);
    }
    return kind;
}

vn_token_kind vn_token_classify(vn_slice token)
{
    const char *end = token.ptr + token.len;
    const bool letter = token.len && vn_byte_is(token.ptr, VN_BYTE_ALPHA | VN_BYTE_LATIN);
    if (letter && vn_scan_common(token.ptr, end) == end)
        return VN_TOKEN_SYLLABLE; /* letters, digits and _ */
    vn_token_kind kind = VN_TOKEN_PUNCT;
    for (size_t from = 0, i = 0; i <= token.len; i++) {
        if (i + 1 < token.len && token.ptr[i] == '_' && token.ptr[i + 1] == '_') {
            i++; /* a literal underscore */
            continue;
        }
        if (i < token.len && token.ptr[i] != '_')
            continue;
        const vn_token_kind part = classify_part(vn_slice_of(token.ptr + from, i - from));
        if (part == VN_TOKEN_SYLLABLE)
            return part;
        if (part != VN_TOKEN_PUNCT)
            kind = part;
        from = i + 1;
    }
    return kind;
}
