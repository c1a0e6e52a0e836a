/* Sentence ends.
 *
 * * A blank line ends a sentence. A single line end does, too, since news text has a paragraph on a line,
 * unless the line seems to be broken by hand: no terminal mark at its end, and then a lower-case letter,
 * or a comma before it. Once that has been seen in lines of ordinary width, a capital or digit after a
 * line without a terminal mark goes on as well, until the next blank line. */
#include "sentence.h"

#include "scan.h"

enum { /* bytes of a line that may have been broken by hand */
    WRAP_MIN = 40,
    WRAP_MAX = 200
};

static const char *text_end(const vn_tokenizer *tk)
{
    return tk->text.ptr + tk->text.len;
}

static vn_slice token_text(const vn_tokenizer *tk, size_t i)
{
    return vn_slice_of(tk->text.ptr + tk->token[i].start, tk->token[i].len);
}

static bool starts_with(const char *p, const char *end, const char *mark)
{
    const size_t len = strlen(mark);
    return (size_t)(end - p) >= len && !memcmp(p, mark, len);
}

static size_t any_of(const char *p, const char *end, const char marks[][4], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (starts_with(p, end, marks[i]))
            return strlen(marks[i]);
    return 0;
}

static bool is_terminal(const char *p, const char *end)
{
    static const char MARK[][4] = {".", "!", "?", "…", "。", "！", "？"};
    return any_of(p, end, MARK, VN_COUNT(MARK)) > 0;
}

/* ” ) ] } » cannot open anything, so they close even after a space. */
static size_t plain_closer(const char *p, const char *end)
{
    static const char MARK[][4] = {"”", ")", "]", "}", "»"};
    return any_of(p, end, MARK, VN_COUNT(MARK));
}

static size_t glued_closer(const char *p, const char *end)
{
    static const char MARK[][4] = {"\"", "'", "’"};
    const size_t len = any_of(p, end, MARK, VN_COUNT(MARK));
    return len && vn_scan_word(p + len, end) == p + len ? len : 0;
}

bool vn_sentence_closer(const char *p, const char *end, bool spaced)
{
    return plain_closer(p, end) || (!spaced && glued_closer(p, end));
}

/* Over quotation marks and brackets that close, then blanks. */
static const char *skip_closers(const char *p, const char *end)
{
    for (;;) {
        const size_t len = plain_closer(p, end) + glued_closer(p, end);
        if (!len)
            break;
        p += len;
    }
    const char *next = vn_skip_blank(p, end);
    const size_t late = next < end ? plain_closer(next, end) : 0;
    return late ? vn_skip_blank(next + late, end) : next;
}

static bool is_dash(const char *p, const char *end, size_t *len)
{
    static const char MARK[][4] = {"-", "–", "—"};
    *len = any_of(p, end, MARK, VN_COUNT(MARK));
    return *len > 0;
}

/* What comes after a terminal mark goes on with its sentence: a lower-case word, a comma, a dash and a
 * lower-case word. */
static bool goes_on(const char *p, const char *end)
{
    size_t dash;
    if (p < end && strchr(",;:", *p) && *p)
        return true;
    if (p < end && is_dash(p, end, &dash))
        p = vn_skip_blank(p + dash, end);
    return vn_class_at(p, end) == VN_CHAR_LOWER;
}

/* "1." "a." "IV." that begin a sentence count what follows. */
static bool is_list_head(const vn_tokenizer *tk, const char *next)
{
    if (tk->n != 2 || next == text_end(tk) || *next == '\n' || *next == '\r')
        return false;
    const vn_slice head = token_text(tk, 0);
    if (head.len > 5)
        return false;
    const vn_shape shape = vn_shape_of(head);
    if (shape.upper + shape.lower + shape.caseless == 0)
        return shape.digit > 0 && shape.digit <= 2;
    if (shape.upper + shape.lower == 1)
        return true;
    for (size_t i = 0; i < head.len; i++)
        if (!strchr("IVX", head.ptr[i]))
            return false;
    return true;
}

/* (?) and (!) are remarks inside a sentence; "...Rồi" begins one. */
static bool is_remark(const vn_tokenizer *tk, const char *after)
{
    const char *end = text_end(tk);
    const vn_slice mark = token_text(tk, tk->n - 1);
    if (tk->n >= 2 && after < end && *after == ')' && *token_text(tk, tk->n - 2).ptr == '(')
        return true;
    const bool ellipsis = mark.len > 1;
    return ellipsis && tk->n == 1 && vn_scan_word(after, end) > after;
}

bool vn_sentence_ends(const vn_tokenizer *tk)
{
    const vn_slice mark = token_text(tk, tk->n - 1);
    const char *after = mark.ptr + mark.len;
    const char *end = text_end(tk);
    if (vn_slice_eq(mark, vn_slice_str("v.v."))) /* the one abbreviation that mostly stands last */
        return vn_class_at(skip_closers(after, end), end) == VN_CHAR_UPPER;
    if (!is_terminal(mark.ptr, after) || is_terminal(after, end) || is_remark(tk, after))
        return false;
    if (after < end && vn_byte_is(after, VN_BYTE_DIGIT) && mark.len == 1)
        return *mark.ptr != '.';
    const char *next = skip_closers(after, end);
    if (*mark.ptr == '.' && mark.len == 1 && is_list_head(tk, next))
        return false;
    return !goes_on(next, end);
}

/* The last token is a terminal mark, or closes what ends with one. */
static bool ends_finished(const vn_tokenizer *tk)
{
    for (size_t i = tk->n; i-- > 0;) {
        const vn_slice token = token_text(tk, i);
        const char *end = token.ptr + token.len;
        if (is_terminal(token.ptr, end))
            return true;
        if (!plain_closer(token.ptr, end) && !glued_closer(token.ptr, end))
            return false;
    }
    return false;
}

bool vn_sentence_breaks(vn_tokenizer *tk, const vn_gap *gap, const char *p)
{
    const size_t width = (size_t)(gap->line - tk->text.ptr) - tk->line;
    if (gap->lines > 1 || width > WRAP_MAX)
        tk->wrapped = false;
    if (tk->n == 0)
        return false;
    if (gap->lines > 1 || ends_finished(tk))
        return true;
    const vn_char class = vn_class_at(p, text_end(tk));
    const bool by_hand = class == VN_CHAR_LOWER || *token_text(tk, tk->n - 1).ptr == ',';
    if (by_hand)
        tk->wrapped |= width >= WRAP_MIN && width <= WRAP_MAX;
    const bool wide = width >= WRAP_MIN && (class == VN_CHAR_UPPER || class == VN_CHAR_DIGIT);
    return !by_hand && !(tk->wrapped && wide);
}
