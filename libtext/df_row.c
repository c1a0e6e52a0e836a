#include "df_row.h"

#include "buf.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { PIECE = 1 << 16, DIGITS = 10 };

static const char format_name[] = "vndf1";
static const char pruned_mark[] = "pruned";

/* Plain decimal digits without a leading zero, at most `max`. */
static bool read_count(vn_slice digits, uint32_t max, uint32_t *count)
{
    uint64_t value = 0;
    if (!digits.len || digits.len > 10 || (digits.len > 1 && digits.ptr[0] == '0'))
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(digits.ptr[i] - '0');
    }
    *count = (uint32_t)value;
    return value <= max;
}

static bool read_hex(vn_slice digits, uint64_t *value)
{
    static const char hex[] = "0123456789abcdef";
    if (digits.len != 16)
        return false;
    *value = 0;
    for (size_t i = 0; i < 16; i++) {
        const char *at = memchr(hex, digits.ptr[i], 16);
        if (!at)
            return false;
        *value = *value << 4 | (uint64_t)(at - hex);
    }
    return true;
}

/* Cuts the bytes up to the next tab off the line; the whole line when there is none. */
static vn_slice next_cell(vn_slice *line)
{
    const char *tab = line->len ? memchr(line->ptr, '\t', line->len) : NULL;
    const size_t len = tab ? (size_t)(tab - line->ptr) : line->len;
    const vn_slice cell = vn_slice_of(line->ptr, len);
    line->ptr += tab ? len + 1 : len;
    line->len -= tab ? len + 1 : len;
    return cell;
}

/* The words behind the fingerprint, of which `pruned` may be the last. */
static vn_status read_about(vn_slice words, vn_df_head *head, vn_error *err)
{
    const size_t mark = sizeof pruned_mark - 1;
    for (size_t i = 0; i < words.len; i++)
        if (words.ptr[i] < ' ' || words.ptr[i] > '~')
            return vn_fail_at(err, VN_EDATA, 1, 0, "what stands behind the fingerprint is not ASCII");
    head->pruned = words.len >= mark && memcmp(words.ptr + words.len - mark, pruned_mark, mark) == 0 &&
                   (words.len == mark || (words.len > mark + 1 && words.ptr[words.len - mark - 1] == ' '));
    if (head->pruned)
        words.len -= words.len == mark ? mark : mark + 1;
    if (words.len > VN_DF_ABOUT_MAX || (words.len && (words.ptr[0] == ' ' || words.ptr[words.len - 1] == ' ')))
        return vn_fail_at(err, VN_EDATA, 1, 0, "what stands behind the fingerprint is no list of at most %d bytes",
                          VN_DF_ABOUT_MAX);
    if (words.len)
        memcpy(head->kind.about, words.ptr, words.len);
    head->kind.about[words.len] = '\0';
    return words.len || head->pruned ? VN_OK : vn_fail_at(err, VN_EDATA, 1, 0, "nothing stands behind the fingerprint");
}

vn_status vn_df_read_head(vn_slice line, vn_df_head *head, vn_error *err)
{
    const vn_slice term = next_cell(&line);
    const vn_slice count = next_cell(&line);
    const vn_slice version = next_cell(&line);
    if (term.len || !count.len || version.len < 4 || memcmp(version.ptr, format_name, 4) != 0)
        return vn_fail_at(err, VN_EDATA, 1, 0, "this is no document-frequency table: its first row lacks \"%s\"",
                          format_name);
    if (!vn_slice_eq(version, vn_slice_str(format_name)))
        return vn_fail_at(err, VN_EDATA, 1, 0, "the table has format \"%.*s\", this program reads \"%s\"",
                          (int)(version.len < 32 ? version.len : 32), version.ptr, format_name);
    if (!read_count(count, UINT32_MAX, &head->documents))
        return vn_fail_at(err, VN_EDATA, 1, 2, "the number of documents is not a number");
    const size_t left = line.len;
    const vn_slice fingerprint = next_cell(&line);
    if (!read_hex(fingerprint, &head->kind.fingerprint))
        return vn_fail_at(err, VN_EDATA, 1, 0, "the fingerprint is not 16 hexadecimal digits");
    return fingerprint.len < left ? read_about(line, head, err) : VN_OK;
}

vn_status vn_df_read_row(vn_slice line, size_t number, uint32_t documents, vn_slice before, vn_df_row *row, vn_error *err)
{
    const size_t whole = line.len;
    const vn_slice term = next_cell(&line);
    if (term.len == whole)
        return vn_fail_at(err, VN_EDATA, number, 0, "the row has no tab");
    if (!term.len || term.len > VN_TERM_MAX)
        return vn_fail_at(err, VN_EDATA, number, 1, term.len ? "the term is too long" : VN_PHRASE("the term is empty"));
    if (!read_count(line, documents, &row->df) || !row->df)
        return vn_fail_at(err, VN_EDATA, number, term.len + 2, "the document frequency is not a number from 1 to %lu",
                          (unsigned long)documents);
    const int order = vn_slice_cmp(before, term);
    if (order >= 0)
        return vn_fail_at(err, VN_EDATA, number, 1, order ? "the row is out of order (sort with LC_ALL=C)"
                                                          : VN_PHRASE("the term stands there twice"));
    row->term = term;
    return VN_OK;
}

/* ---- sums ---- */

/* The word of the list that begins with the name of `word`, up to a colon; empty: none does. */
static vn_slice find_word(const char *list, vn_slice word)
{
    const char *colon = memchr(word.ptr, ':', word.len);
    const size_t name = colon ? (size_t)(colon - word.ptr) : word.len;
    for (const char *at = list; *at; at += strspn(at, " ")) {
        const size_t len = strcspn(at, " ");
        if (len >= name && memcmp(at, word.ptr, name) == 0 && (len == name || at[name] == ':'))
            return vn_slice_of(at, len);
        at += len;
    }
    return vn_slice_of(list, 0);
}

/* Appends the names of the words of `list` that `other` has not or has with another value; `all`: those too that differ in
 * value, which one of both directions is enough for. */
static void list_differences(const char *list, const char *other, bool all, char *out, size_t size)
{
    for (const char *at = list; *at; at += strspn(at, " ")) {
        const vn_slice word = vn_slice_of(at, strcspn(at, " "));
        const vn_slice found = find_word(other, word);
        at += word.len;
        if (found.len && (!all || vn_slice_eq(found, word)))
            continue;
        const size_t used = strlen(out);
        const size_t name = strcspn(word.ptr, ": ");
        snprintf(out + used, size - used, "%s%.*s", used ? ", " : "", (int)(name < word.len ? name : word.len), word.ptr);
    }
}

static vn_status fail_mixed(const vn_df_kind *a, const vn_df_kind *b, const char *first, vn_error *err)
{
    char what[VN_DF_ABOUT_MAX] = "";
    if (*a->about && *b->about) {
        list_differences(a->about, b->about, true, what, sizeof what);
        list_differences(b->about, a->about, false, what, sizeof what);
    }
    const size_t len = strlen(first);
    return vn_fail_at(err, VN_EDATA, 1, 0, "does not add up with %.3s%.80s, which counts other terms (they differ in %s)",
                      len > 80 ? "..." : "", len > 80 ? first + len - 80 : first,
                      *what ? what : VN_PHRASE("their fingerprints: segmentation, stop words or options"));
}

vn_status vn_df_add_head(vn_df_head *sum, const vn_df_head *head, const char *first, vn_error *err)
{
    if (head->kind.fingerprint != sum->kind.fingerprint)
        return fail_mixed(&sum->kind, &head->kind, first, err);
    if (head->documents > UINT32_MAX - sum->documents)
        return vn_fail(err, VN_ELIMIT, "the tables count more than %lu documents together", (unsigned long)UINT32_MAX);
    sum->documents += head->documents;
    sum->pruned |= head->pruned;
    if (!*sum->kind.about)
        sum->kind = head->kind;
    return VN_OK;
}

/* ---- writing ---- */

vn_status vn_df_write_rest(vn_df_writer *w, vn_error *err)
{
    const vn_status st = w->buf.len ? w->write(w->context, vn_slice_of(w->buf.ptr, w->buf.len), err) : VN_OK;
    w->buf.len = 0;
    return st;
}

/* The least df that is not below a share of N documents, and the largest that is not above one. */
static uint32_t at_least(double share, uint32_t documents)
{
    return (uint32_t)ceil(share * documents);
}

static uint32_t at_most(double share, uint32_t documents)
{
    return (uint32_t)floor(share * documents);
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Whether the cut may leave out something. */
static bool set_limits(vn_df_writer *w, uint32_t documents)
{
    const vn_df_cut *cut = &w->cut;
    const bool share = cut->max_share > 0.0 && cut->max_share < 1.0;
    w->min = larger(cut->min_df, at_least(cut->min_share, documents));
    w->min_phrase = cut->min_phrase_df ? cut->min_phrase_df : w->min;
    w->max = cut->max_df ? cut->max_df : UINT32_MAX;
    if (share && at_most(cut->max_share, documents) < w->max)
        w->max = at_most(cut->max_share, documents);
    return w->min > 1 || w->min_phrase > 1 || cut->max_df || share;
}

vn_status vn_df_write_head(vn_df_writer *w, const vn_df_head *head, vn_error *err)
{
    const vn_df_kind *kind = w->kind ? w->kind : &head->kind;
    const bool pruned = set_limits(w, head->documents) || head->pruned;
    return vn_buf_printf(&w->buf, err, "\t%" PRIu32 "\t%s\t%016" PRIx64 "%s%s%s%s\n", head->documents, format_name,
                         kind->fingerprint, *kind->about || pruned ? "\t" : "", kind->about,
                         *kind->about && pruned ? " " : "", pruned ? pruned_mark : "");
}

static bool is_cut(const vn_df_writer *w, vn_df_row row)
{
    const bool phrase = memchr(row.term.ptr, ' ', row.term.len) != NULL;
    return row.df < (phrase ? w->min_phrase : w->min) || row.df > w->max;
}

static char *put_count(char *at, uint32_t count)
{
    char digits[DIGITS];
    size_t n = 0;
    do
        digits[n++] = (char)('0' + count % 10);
    while (count /= 10);
    while (n)
        *at++ = digits[--n];
    return at;
}

vn_status vn_df_write_row(vn_df_writer *w, vn_df_row row, vn_error *err)
{
    if (is_cut(w, row))
        return VN_OK;
    vn_status st = vn_buf_reserve(&w->buf, row.term.len + DIGITS + 3, err);
    if (st)
        return st;
    char *at = w->buf.ptr + w->buf.len;
    memcpy(at, row.term.ptr, row.term.len);
    at += row.term.len;
    *at++ = '\t';
    at = put_count(at, row.df);
    *at++ = '\n';
    w->buf.len = (size_t)(at - w->buf.ptr);
    if (w->buf.len >= PIECE)
        st = vn_df_write_rest(w, err);
    return st;
}
