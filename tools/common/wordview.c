#include "wordview.h"

#include "cli.h"

#include "vn/tsv.h"

#include <stdio.h>
#include <string.h>

vn_status wordview_confidence(double confidence, vn_buf *out, vn_error *err)
{
    char text[32];
    const int n = snprintf(text, sizeof text, "%.*f", WORDVIEW_DECIMALS, confidence); /* no program sets a locale */
    return vn_buf_append(out, text, (size_t)n, err);
}

/* In the form of the `words` field `_` is white space, `__` an underscore, and a space parts words. */
vn_status wordview_plain(vn_slice text, const vn_word *word, size_t n, char between, vn_buf *out, vn_error *err)
{
    const size_t before = out->len;
    const vn_status st = vn_words_write(text, word, n, ' ', out, err);
    if (st)
        return st;
    const char *end = out->ptr + out->len;
    char *to = out->ptr + before;
    for (const char *p = to; p < end; p++) {
        const bool literal = p[0] == '_' && p[1] == '_';
        *to++ = p[0] == ' ' ? between : (char)(p[0] == '_' && !literal ? ' ' : p[0]);
        p += literal;
    }
    *to = '\0';
    out->len = (size_t)(to - out->ptr);
    return VN_OK;
}

vn_status wordview_tsv(const wordview_source *s, vn_buf *scratch, vn_buf *out, vn_error *err)
{
    char numbers[96];
    vn_status st = VN_OK;
    for (size_t i = 0; i < s->n && !st; i++) {
        const vn_word *word = &s->word[i];
        snprintf(numbers, sizeof numbers, "\t%s\t%lu\t%zu\t%zu\t", s->part, (unsigned long)word->sentence + 1, word->start,
                 word->start + word->len);
        scratch->len = 0;
        st = vn_tsv_write(s->id, out, err);
        if (!st)
            st = cli_append(out, numbers, err);
        if (!st)
            st = vn_words_write(s->text, word, 1, ' ', scratch, err);
        if (!st)
            st = vn_tsv_write((vn_slice){scratch->ptr, scratch->len}, out, err);
        if (!st && s->confidence.words)
            st = cli_append(out, "\t", err);
        if (!st && s->confidence.words)
            st = wordview_confidence(s->confidence.word[i], out, err);
        if (!st)
            st = cli_append(out, "\n", err);
    }
    return st;
}
