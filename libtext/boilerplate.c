/* Lines in their places: what stands after "Tin liên quan", at the end of the article, or for the second time. */
#include "boilerplate.h"

enum {
    LIST_MAX = 12,    /* headlines after "Tin liên quan" */
    LIST_MIN = 3,     /* headlines that make a list at the end of an article */
    BYLINES_MAX = 4,  /* at the end of an article */
    REPEATED_MIN = 20 /* bytes of a line that may stand there twice without being content */
};

/* ---- lines ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* White space at text[i..], also U+00A0, U+3000, U+FEFF and U+200B; 0: none. */
static size_t blank_length(vn_slice text, size_t i, size_t end)
{
    if (is_blank(text.ptr[i]))
        return 1;
    if (end - i >= 2 && memcmp(text.ptr + i, "\xC2\xA0", 2) == 0)
        return 2;
    return end - i >= 3 && memcmp(text.ptr + i, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static void trim(vn_line *line, vn_slice text)
{
    for (size_t n; line->start < line->end && (n = blank_length(text, line->start, line->end)) > 0;)
        line->start += n;
    while (line->end > line->start) {
        if (is_blank(text.ptr[line->end - 1]))
            line->end--;
        else if (line->end - line->start >= 2 && memcmp(text.ptr + line->end - 2, "\xC2\xA0", 2) == 0)
            line->end -= 2;
        else
            break;
    }
}

static vn_status read_lines(vn_boilerplate *b, vn_slice text, vn_error *err)
{
    size_t seen = 0;
    b->lines = 0;
    for (size_t at = 0; at < text.len;) {
        const char *feed = memchr(text.ptr + at, '\n', text.len - at);
        vn_line line = {.start = at, .end = feed ? (size_t)(feed - text.ptr) : text.len};
        at = line.end + 1;
        trim(&line, text);
        const vn_status st = vn_line_look(&line, text, seen < 2, &b->key, err);
        if (st)
            return st;
        seen += line.kind != VN_LINE_BLANK;
        if (!vn_grow((void **)&b->line, &b->line_cap, b->lines + 1, sizeof *b->line))
            return vn_fail_memory(err, "the lines of a document");
        b->line[b->lines++] = line;
    }
    return VN_OK;
}

static bool is_junk(const vn_line *line)
{
    return line->kind == VN_LINE_JUNK || line->kind == VN_LINE_HEAD || line->kind == VN_LINE_STAMP ||
           line->kind == VN_LINE_BYLINE;
}

/* ---- what the place of a line says ---- */

/* Headlines after "Tin liên quan", each with its summary that an agency mark begins, up to what is none. */
static void follow_heads(vn_boilerplate *b)
{
    size_t left = 0;
    for (size_t i = 0; i < b->lines; i++) {
        vn_line *line = &b->line[i];
        if (line->kind == VN_LINE_HEAD)
            left = LIST_MAX;
        else if (line->kind != VN_LINE_TITLE && line->head == line->start && !is_junk(line) && line->kind != VN_LINE_BLANK)
            left = 0;
        else if (left && line->kind != VN_LINE_BLANK && left--)
            line->kind = VN_LINE_JUNK;
    }
}

/* A name beside the date that the site printed is the author. */
static void sign_stamps(vn_boilerplate *b)
{
    for (size_t i = 0; i + 1 < b->lines; i++) {
        if (b->line[i].kind == VN_LINE_NAME && b->line[i + 1].kind == VN_LINE_STAMP)
            b->line[i].kind = VN_LINE_BYLINE;
        if (b->line[i].kind == VN_LINE_STAMP && b->line[i + 1].kind == VN_LINE_NAME)
            b->line[i + 1].kind = VN_LINE_BYLINE;
    }
}

/* Past the lines before `end` that are blank or junk. */
static size_t past_junk(const vn_boilerplate *b, size_t end)
{
    while (end && (b->line[end - 1].kind == VN_LINE_BLANK || is_junk(&b->line[end - 1])))
        end--;
    return end;
}

/* The names that close the article are its bylines, and headlines below them a list of links. */
static void close_article(vn_boilerplate *b)
{
    const size_t end = past_junk(b, b->lines);
    size_t list = end;
    while (list && (b->line[list - 1].kind == VN_LINE_TITLE || b->line[list - 1].kind == VN_LINE_BLANK))
        list--;
    const bool signed_above = list && list < end && (b->line[list - 1].kind == VN_LINE_NAME || is_junk(&b->line[list - 1]));
    size_t titles = 0;
    for (size_t i = list; i < end; i++)
        titles += b->line[i].kind == VN_LINE_TITLE;
    if (titles && (signed_above || titles >= LIST_MIN))
        for (size_t i = list; i < end; i++)
            if (b->line[i].kind == VN_LINE_TITLE)
                b->line[i].kind = VN_LINE_JUNK;
    for (size_t n = 0, at = past_junk(b, b->lines); n < BYLINES_MAX && at && b->line[at - 1].kind == VN_LINE_NAME; n++) {
        b->line[at - 1].kind = VN_LINE_BYLINE;
        at = past_junk(b, at);
    }
}

static vn_slice line_bytes(const vn_line *line, vn_slice text)
{
    return vn_slice_of(text.ptr + line->start, line->end - line->start);
}

/* What a line has already said, it says no more. */
static vn_status drop_repeated(vn_boilerplate *b, vn_slice text, vn_error *err)
{
    size_t slots = 16;
    while (slots < 2 * b->lines)
        slots *= 2;
    if (!vn_grow((void **)&b->slot, &b->slot_cap, slots, sizeof *b->slot))
        return vn_fail_memory(err, "the lines of a document");
    memset(b->slot, 0, slots * sizeof *b->slot);
    for (size_t i = 0; i < b->lines; i++) {
        const vn_slice s = line_bytes(&b->line[i], text);
        if (s.len < REPEATED_MIN)
            continue;
        const size_t sample = s.len < 32 ? s.len : 32;
        size_t at = (size_t)(vn_hash(s.ptr, sample) + s.len) & (slots - 1);
        while (b->slot[at] && !vn_slice_eq(s, line_bytes(&b->line[b->slot[at] - 1], text)))
            at = (at + 1) & (slots - 1);
        if (b->slot[at])
            b->line[i].kind = VN_LINE_JUNK;
        else
            b->slot[at] = (uint32_t)i + 1;
    }
    return VN_OK;
}

/* ---- ranges ---- */

static bool add_range(vn_boilerplate *b, size_t start, size_t end)
{
    if (start == end)
        return true;
    if (!vn_grow((void **)&b->range, &b->cap, b->n + 1, sizeof *b->range))
        return false;
    b->range[b->n++] = (vn_range){start, end};
    return true;
}

static vn_status add_ranges(vn_boilerplate *b, vn_error *err)
{
    size_t kept = 0;
    bool good = true;
    for (size_t i = 0; good && i < b->lines; i++) {
        const vn_line *line = &b->line[i];
        if (is_junk(line)) {
            good = add_range(b, line->start, line->end);
            continue;
        }
        kept += line->kind != VN_LINE_BLANK && line->head < line->tail;
        good = add_range(b, line->start, line->head) && add_range(b, line->tail, line->end);
    }
    if (!kept)
        b->n = 0;
    return good ? VN_OK : vn_fail_memory(err, "the lines of a document");
}

vn_status vn_boilerplate_find(vn_boilerplate *b, vn_slice text, vn_error *err)
{
    b->n = 0;
    vn_status st = read_lines(b, text, err);
    if (st)
        return st;
    sign_stamps(b);
    follow_heads(b);
    close_article(b);
    st = drop_repeated(b, text, err);
    return st ? st : add_ranges(b, err);
}

void vn_boilerplate_free(vn_boilerplate *b)
{
    free(b->range);
    free(b->line);
    free(b->slot);
    vn_buf_free(&b->key);
    *b = (vn_boilerplate){0};
}
