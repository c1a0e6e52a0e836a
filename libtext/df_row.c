#include "df_row.h"

#include "buf.h"

#include <inttypes.h>

enum { PIECE = 1 << 16 };

static const char format_name[] = "vndf1";

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
    if (!read_hex(line, &head->fingerprint))
        return vn_fail_at(err, VN_EDATA, 1, 0, "the fingerprint is not 16 hexadecimal digits");
    return VN_OK;
}

vn_status vn_df_read_row(vn_slice line, size_t number, uint32_t documents, vn_slice before, vn_df_row *row, vn_error *err)
{
    const size_t whole = line.len;
    const vn_slice term = next_cell(&line);
    if (term.len == whole)
        return vn_fail_at(err, VN_EDATA, number, 0, "the row has no tab");
    if (!term.len || term.len > VN_TERM_MAX)
        return vn_fail_at(err, VN_EDATA, number, 1, "the term is %s", term.len ? "too long" : "empty");
    if (!read_count(line, documents, &row->df) || !row->df)
        return vn_fail_at(err, VN_EDATA, number, term.len + 2, "the document frequency is not a number from 1 to %" PRIu32,
                          documents);
    const int order = vn_slice_cmp(before, term);
    if (order >= 0)
        return vn_fail_at(err, VN_EDATA, number, 1, order ? "the row is out of order (sort with LC_ALL=C)"
                                                          : "the term stands there twice");
    row->term = term;
    return VN_OK;
}

vn_status vn_df_add_head(vn_df_head *sum, vn_df_head head, vn_error *err)
{
    if (head.fingerprint != sum->fingerprint)
        return vn_fail(err, VN_EDATA, "fingerprint %016" PRIx64 " meets %016" PRIx64 ": the tables were made with other "
                       "models, stop words or options; make both again with the same ones",
                       head.fingerprint, sum->fingerprint);
    if (head.documents > UINT32_MAX - sum->documents)
        return vn_fail(err, VN_ELIMIT, "the tables count more than %" PRIu32 " documents together", UINT32_MAX);
    sum->documents += head.documents;
    return VN_OK;
}

vn_status vn_df_write_rest(vn_df_writer *w, vn_error *err)
{
    const vn_status st = w->buf.len ? w->write(w->context, vn_slice_of(w->buf.ptr, w->buf.len), err) : VN_OK;
    w->buf.len = 0;
    return st;
}

vn_status vn_df_write_head(vn_df_writer *w, vn_df_head head, vn_error *err)
{
    return vn_buf_printf(&w->buf, err, "\t%" PRIu32 "\t%s\t%016" PRIx64 "\n", head.documents, format_name,
                         head.fingerprint);
}

static bool is_cut(vn_df_cut cut, vn_df_row row)
{
    const bool phrase = memchr(row.term.ptr, ' ', row.term.len) != NULL;
    return row.df < (phrase && cut.min_phrase_df ? cut.min_phrase_df : cut.min_df);
}

vn_status vn_df_write_row(vn_df_writer *w, vn_df_row row, vn_error *err)
{
    if (is_cut(w->cut, row))
        return VN_OK;
    vn_status st = vn_buf_slice(&w->buf, row.term, err);
    if (!st)
        st = vn_buf_printf(&w->buf, err, "\t%" PRIu32 "\n", row.df);
    if (!st && w->buf.len >= PIECE)
        st = vn_df_write_rest(w, err);
    return st;
}
