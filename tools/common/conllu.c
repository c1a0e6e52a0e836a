/* CoNLL-U of segmented text: universaldependencies.org/format.html, with the attributes for white space that UDPipe made
 * known. What tells a part of speech or a head is left empty, `_`. */
#include "cli.h"
#include "wordview.h"

#include "vn/norm.h"

#include <stdio.h>
#include <string.h>

/* What is being written. */
typedef struct conllu {
    const wordview_source *source;
    vn_buf *form; /* scratch: a word with one space between its syllables */
    vn_buf *out;
    size_t first, end; /* words of the sentence */
    size_t sentence;
} conllu;

static size_t char_length(const char *p, size_t left)
{
    size_t n = 1;
    while (n < left && ((unsigned char)p[n] & 0xC0u) == 0x80)
        n++;
    return n;
}

static unsigned long code_point(const char *p, size_t len)
{
    unsigned long code = (unsigned char)p[0];
    code &= len == 1 ? 0x7Fu : 0x7Fu >> len;
    for (size_t i = 1; i < len; i++)
        code = code << 6 | ((unsigned char)p[i] & 0x3Fu);
    return code;
}

/* A character as an escape, of which the usual white space has names. */
static vn_status put_escaped(const char *p, size_t len, vn_buf *out, vn_error *err)
{
    char code[16];
    const char *name = *p ? strchr(" s\tt\rr\nn", *p) : NULL;
    if (name)
        snprintf(code, sizeof code, "\\%c", name[1]);
    else
        snprintf(code, sizeof code, len < 4 ? "\\u%04lX" : "\\U%08lX", code_point(p, len));
    return cli_append(out, code, err);
}

static vn_status put_gap(vn_slice gap, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0, len; i < gap.len && !st; i += len) {
        len = char_length(gap.ptr + i, gap.len - i);
        st = put_escaped(gap.ptr + i, len, out, err);
    }
    return st;
}

static bool is_blank(unsigned long code)
{
    return code <= 0x20 || (code >= 0x7F && code <= 0xA0) || code == 0xAD || code == 0x1680 ||
           (code >= 0x2000 && code <= 0x200F) || (code >= 0x2028 && code <= 0x202F) ||
           (code >= 0x205F && code <= 0x206F) || code == 0x3000 || code == 0xFEFF;
}

/* A name without white space, so that it is one word. Slashes are not allowed in a sent_id. */
static vn_status put_id(vn_slice id, bool slashes, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0, len; i < id.len && !st; i += len) {
        const char *p = id.ptr + i;
        len = char_length(p, id.len - i);
        if (!is_blank(code_point(p, len)) && *p != '%' && (slashes || *p != '/')) {
            st = vn_buf_append(out, p, len, err);
            continue;
        }
        for (size_t k = 0; k < len && !st; k++) {
            char code[8];
            snprintf(code, sizeof code, "%%%02X", (unsigned)(unsigned char)p[k]);
            st = cli_append(out, code, err);
        }
    }
    return st;
}

static vn_slice word_text(const conllu *c, size_t i)
{
    const vn_word *word = &c->source->word[i];
    return (vn_slice){c->source->text.ptr + word->start, word->len};
}

/* What stands between word i and the next, or the end of the text. */
static vn_slice gap_after(const conllu *c, size_t i)
{
    const wordview_source *s = c->source;
    const size_t from = s->word[i].start + s->word[i].len;
    const size_t to = i + 1 < s->n ? s->word[i + 1].start : s->text.len;
    return (vn_slice){s->text.ptr + from, to - from};
}

/* An attribute, the first or a further one. */
static vn_status put_name(bool *any, const char *name, vn_buf *out, vn_error *err)
{
    const vn_status st = *any ? cli_append(out, "|", err) : VN_OK;
    *any = true;
    return st ? st : cli_append(out, name, err);
}

/* The word as the text has it; c->form has one space for each of its gaps. What is not in NFC must not stand here either. */
static vn_status put_original(const conllu *c, vn_slice text, bool composed, vn_error *err)
{
    vn_status st = VN_OK;
    const char *form = c->form->ptr;
    for (size_t i = 0, len; i < text.len && !st; i += len) {
        const char *p = text.ptr + i;
        len = char_length(p, text.len - i);
        const bool gap = *form == ' ' && strncmp(form + 1, p, len) != 0;
        form += !gap && *form == ' ';
        if (gap || (len > 1 && !composed))
            st = put_escaped(p, len, c->out, err);
        else if (*p == '|' || *p == '\\')
            st = cli_append(c->out, *p == '|' ? "\\p" : "\\\\", err);
        else
            st = vn_buf_append(c->out, p, len, err);
        form += gap ? 0 : len;
    }
    return st;
}

static vn_status put_spaces(const conllu *c, size_t i, bool *any, vn_error *err)
{
    const wordview_source *s = c->source;
    const vn_slice gap = gap_after(c, i);
    const bool last = i + 1 == s->n;
    vn_status st = VN_OK;
    if (i == 0 && s->word[0].start > 0) {
        st = put_name(any, "SpacesBefore=", c->out, err);
        if (!st)
            st = put_gap((vn_slice){s->text.ptr, s->word[0].start}, c->out, err);
    }
    if (!st && gap.len == 0 && !last) /* at the end of a text, nothing follows unless something is said to */
        st = put_name(any, "SpaceAfter=No", c->out, err);
    if (!st && gap.len && (last || gap.len > 1 || *gap.ptr != ' ')) {
        st = put_name(any, "SpacesAfter=", c->out, err);
        if (!st)
            st = put_gap(gap, c->out, err);
    }
    return st;
}

static bool same(vn_slice a, const vn_buf *b)
{
    return a.len == b->len && memcmp(a.ptr, b->ptr, a.len) == 0;
}

/* composed: FORM is c->form to the byte. */
static vn_status put_misc(const conllu *c, size_t i, bool composed, vn_error *err)
{
    const vn_slice text = word_text(c, i);
    bool any = false;
    vn_status st = put_spaces(c, i, &any, err);
    if (!st && (!composed || !same(text, c->form))) {
        st = put_name(&any, "SpacesInToken=", c->out, err);
        if (!st)
            st = put_original(c, text, composed, err);
    }
    if (!st && c->source->confidence.words) {
        st = put_name(&any, "Confidence=", c->out, err);
        if (!st)
            st = wordview_confidence(c->source->confidence.word[i], c->out, err);
    }
    return st || any ? st : cli_append(c->out, "_", err);
}

/* The word with one space between its syllables: as it is written into c->form, composed into the output. */
static vn_status put_form(const conllu *c, size_t i, vn_error *err)
{
    c->form->len = 0;
    const vn_status st = wordview_plain(c->source->text, &c->source->word[i], 1, ' ', c->form, err);
    return st ? st : vn_nfc((vn_slice){c->form->ptr, c->form->len}, c->out, err);
}

static vn_status put_word(const conllu *c, size_t i, vn_error *err)
{
    char id[32];
    snprintf(id, sizeof id, "%zu\t", i - c->first + 1);
    vn_status st = cli_append(c->out, id, err);
    const size_t at = c->out->len;
    if (!st)
        st = put_form(c, i, err);
    if (st)
        return st;
    const bool composed = same((vn_slice){c->out->ptr + at, c->out->len - at}, c->form);
    st = cli_append(c->out, "\t_\t_\t_\t_\t_\t_\t_\t", err);
    if (!st)
        st = put_misc(c, i, composed, err);
    return st ? st : cli_append(c->out, "\n", err);
}

/* "# text = ": the words, with one space wherever anything stands between two. */
static vn_status put_text(const conllu *c, vn_error *err)
{
    vn_status st = cli_append(c->out, "# text = ", err);
    for (size_t i = c->first; i < c->end && !st; i++) {
        st = put_form(c, i, err);
        if (!st && i + 1 < c->end && gap_after(c, i).len)
            st = cli_append(c->out, " ", err);
    }
    return st ? st : cli_append(c->out, "\n", err);
}

/* A document begins with its first sentence, and what follows a title is a new paragraph. */
static vn_status put_beginning(const conllu *c, vn_error *err)
{
    if (c->sentence > 0)
        return VN_OK;
    if (!c->source->first)
        return cli_append(c->out, "# newpar\n", err);
    vn_status st = cli_append(c->out, "# newdoc id = ", err);
    if (!st)
        st = put_id(c->source->id, true, c->out, err);
    return st ? st : cli_append(c->out, "\n", err);
}

static vn_status put_comments(const conllu *c, vn_error *err)
{
    const wordview_source *s = c->source;
    char number[48];
    snprintf(number, sizeof number, "-%s%zu\n", strcmp(s->part, "title") == 0 ? "t" : "", c->sentence + 1);
    vn_status st = put_beginning(c, err);
    if (!st)
        st = cli_append(c->out, "# sent_id = ", err);
    if (!st)
        st = put_id(s->id, false, c->out, err);
    if (!st)
        st = cli_append(c->out, number, err);
    if (!st && s->confidence.words) {
        st = cli_append(c->out, "# confidence = ", err);
        if (!st)
            st = wordview_confidence(s->confidence.sentence[c->sentence], c->out, err);
        if (!st)
            st = cli_append(c->out, "\n", err);
    }
    return st ? st : put_text(c, err);
}

vn_status wordview_conllu(const wordview_source *source, vn_buf *scratch, vn_buf *out, vn_error *err)
{
    conllu c = {.source = source, .form = scratch, .out = out};
    vn_status st = VN_OK;
    for (; c.first < source->n && !st; c.first = c.end, c.sentence++) {
        c.end = c.first + 1;
        while (c.end < source->n && source->word[c.end].sentence == source->word[c.first].sentence)
            c.end++;
        st = put_comments(&c, err);
        for (size_t i = c.first; i < c.end && !st; i++)
            st = put_word(&c, i, err);
        if (!st)
            st = cli_append(out, "\n", err);
    }
    return st;
}
