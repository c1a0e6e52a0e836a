/* Cells of a workbook. */
#include "xlsx.h"

#include "cli.h"
#include "width.h"

#include <stdio.h>
#include <string.h>

enum {
    CELL_UNITS = 32767, /* of UTF-16, that a cell takes */
    SHEET_LINKS = 65530,
    LINK_BYTES = 2000,
    LINE_POINTS = 15,
    HEAD_POINTS = 32, /* two lines */
    MOST_LINES = 6,
    SHEET_ROWS = LXW_ROW_MAX,
    SHEET_COLUMNS = LXW_COL_MAX
};

/* Text that a workbook can hold ------------------------------------------------------------------------------------- */

/* "_x000D_" stands for a character in a workbook: the underscore of one that stands in the text is written so itself. */
static bool is_reference(vn_slice text)
{
    if (text.len < 7 || text.ptr[0] != '_' || text.ptr[1] != 'x' || text.ptr[6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (!text.ptr[i] || !strchr("0123456789ABCDEFabcdef", text.ptr[i]))
            return false;
    return true;
}

static size_t character_bytes(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* U+FFFE and U+FFFF, which XML cannot hold. */
static bool is_none(const char *at)
{
    return memcmp(at, "\xef\xbf", 2) == 0 && ((unsigned char)at[2] & 0xfe) == 0xbe;
}

static vn_status put_character(vn_slice rest, size_t n, vn_buf *out, vn_error *err)
{
    if (is_reference(rest))
        return cli_append(out, "_x005F_", err);
    if ((unsigned char)*rest.ptr < ' ' || *rest.ptr == 127)
        return cli_append(out, " ", err);
    if (n == 3 && is_none(rest.ptr))
        return cli_append(out, "\xef\xbf\xbd", err);
    return vn_buf_append(out, rest.ptr, n, err);
}

/* Valid UTF-8 in, what a cell takes out, with … where it was cut. */
static vn_status clean(vn_slice text, vn_buf *out, vn_error *err)
{
    size_t units = 0;
    vn_status st = cli_append(out, "", err);
    while (!st && text.len) {
        const size_t n = character_bytes((unsigned char)*text.ptr);
        units += is_reference(text) ? 7 : n == 4 ? 2 : 1;
        if (n > text.len)
            break;
        if (units >= CELL_UNITS)
            return cli_append(out, "…", err);
        st = put_character(text, n, out, err);
        text.ptr += n;
        text.len -= n;
    }
    return st;
}

/* Cells ------------------------------------------------------------------------------------------------------------- */

static bool fits(xlsx *x, size_t row, size_t column)
{
    if (!x->status && (row >= SHEET_ROWS || column >= SHEET_COLUMNS))
        x->status = cli_error(x->err, VN_ELIMIT, "a sheet has at most 1,048,576 rows and 16,384 columns");
    return !x->status;
}

vn_buf *xlsx_fresh(xlsx *x)
{
    x->text.len = 0;
    if (!x->status)
        x->status = cli_append(&x->text, "", x->err);
    return &x->text;
}

/* A little more than the letters need, since words are not broken. */
static void count_lines(xlsx *x, size_t column, vn_slice text)
{
    const double width = column < XLSX_WIDTHS && x->width[column] > 0 ? x->width[column] : 1;
    const size_t lines = (size_t)((double)width_of(text) * 1.1 / width) + 1;
    if (lines > x->lines)
        x->lines = lines < MOST_LINES ? lines : MOST_LINES;
}

void xlsx_text(xlsx *x, size_t row, size_t column, vn_slice text, xlsx_style style)
{
    vn_buf cell = {0};
    if (!fits(x, row, column))
        return;
    x->status = clean(text, &cell, x->err);
    if (style == XLSX_WRAP)
        count_lines(x, column, text);
    if (!x->status && cell.len)
        xlsx_check(x, worksheet_write_string(x->sheet, (lxw_row_t)row, (lxw_col_t)column, cell.ptr, x->style[style]));
    vn_buf_free(&cell);
}

void xlsx_made(xlsx *x, size_t row, size_t column, vn_status made, xlsx_style style)
{
    if (!x->status)
        x->status = made;
    if (!x->status)
        xlsx_text(x, row, column, (vn_slice){x->text.ptr, x->text.len}, style);
}

void xlsx_phrase(xlsx *x, size_t row, size_t column, report_phrase phrase, xlsx_style style)
{
    const char *text = report_text(x->r, phrase);
    xlsx_text(x, row, column, (vn_slice){text, strlen(text)}, style);
}

void xlsx_terms(xlsx *x, size_t row, size_t column, report_terms terms, size_t most, xlsx_style style)
{
    vn_buf *out = xlsx_fresh(x);
    vn_status st = x->status;
    for (size_t i = 0; !st && i < terms.n && i < most; i++) {
        st = cli_append(out, i ? ", " : "", x->err);
        if (!st)
            st = vn_buf_append(out, terms.item[i].term.ptr, terms.item[i].term.len, x->err);
    }
    xlsx_made(x, row, column, st, style);
}

void xlsx_number(xlsx *x, size_t row, size_t column, double number, xlsx_style style)
{
    if (fits(x, row, column))
        xlsx_check(x, worksheet_write_number(x->sheet, (lxw_row_t)row, (lxw_col_t)column, number, x->style[style]));
}

/* Workbooks count days from 1900 on. */
static bool read_date(vn_slice date, lxw_datetime *to)
{
    char text[16];
    char end;
    *to = (lxw_datetime){0};
    if (date.len != 10 || date.ptr[4] != '-' || date.ptr[7] != '-')
        return false;
    snprintf(text, sizeof text, "%.10s", date.ptr);
    if (sscanf(text, "%4d-%2d-%2d%c", &to->year, &to->month, &to->day, &end) != 3)
        return false;
    return to->year > 1900 && to->month >= 1 && to->month <= 12 && to->day >= 1 && to->day <= 31;
}

void xlsx_date(xlsx *x, size_t row, size_t column, vn_slice date)
{
    lxw_datetime day;
    if (!read_date(date, &day))
        xlsx_text(x, row, column, date, XLSX_TEXT);
    else if (fits(x, row, column))
        xlsx_check(x, worksheet_write_datetime(x->sheet, (lxw_row_t)row, (lxw_col_t)column, &day, x->style[XLSX_DATE]));
}

static bool begins(vn_slice text, const char *with)
{
    return text.len > strlen(with) && memcmp(text.ptr, with, strlen(with)) == 0;
}

/* An address of which a spreadsheet can make a link: letters beyond ASCII as they are sent. False: it cannot. */
static bool link_target(vn_slice url, char *to, size_t size)
{
    size_t n = 0;
    const bool web = begins(url, "http://") || begins(url, "https://");
    for (size_t i = 0; web && i < url.len; i++) {
        const unsigned char c = (unsigned char)url.ptr[i];
        if (c <= ' ' || c == 127 || strchr("\"<>\\^`{|}[]", c) || n + 4 > size)
            return false;
        if (c < 0x80)
            to[n++] = (char)c;
        else
            n += (size_t)snprintf(to + n, size - n, "%%%02X", c);
    }
    to[n] = '\0';
    return n > 0;
}

void xlsx_link(xlsx *x, size_t row, size_t column, vn_slice url)
{
    char target[LINK_BYTES];
    const bool linked = x->links < SHEET_LINKS && link_target(url, target, sizeof target);
    if (linked && fits(x, row, column)) {
        x->links++;
        xlsx_check(x, worksheet_write_url(x->sheet, (lxw_row_t)row, (lxw_col_t)column, target, x->style[XLSX_LINK]));
    }
    xlsx_text(x, row, column, url, linked ? XLSX_LINK : XLSX_TEXT); /* as it was written, over what the link shows */
}

/* Tables ------------------------------------------------------------------------------------------------------------ */

void xlsx_sheet(xlsx *x, report_phrase name)
{
    if (x->status)
        return;
    x->links = 0;
    x->lines = 1;
    x->sheet = workbook_add_worksheet(x->book, report_text(x->r, name));
    if (!x->sheet) {
        xlsx_check(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    worksheet_set_landscape(x->sheet);
    worksheet_set_paper(x->sheet, 9); /* A4 */
    worksheet_fit_to_pages(x->sheet, 1, 0);
    worksheet_set_margins(x->sheet, 0.4, 0.4, 0.5, 0.5);
}

void xlsx_heads(xlsx *x, size_t row, const xlsx_column *column, size_t n, size_t fixed)
{
    for (size_t i = 0; i < n && fits(x, row, i); i++) {
        const bool number = column[i].style >= XLSX_WHOLE && column[i].style <= XLSX_PERCENT;
        const lxw_col_t at = (lxw_col_t)i;
        if (i < XLSX_WIDTHS)
            x->width[i] = column[i].width;
        xlsx_check(x, worksheet_set_column(x->sheet, at, at, column[i].width, NULL));
        xlsx_phrase(x, row, i, column[i].heading, number ? XLSX_HEAD_NUMBER : XLSX_HEAD);
    }
    if (!x->status)
        xlsx_check(x, worksheet_set_row(x->sheet, (lxw_row_t)row, HEAD_POINTS, NULL));
    if (!x->status)
        worksheet_freeze_panes(x->sheet, (lxw_row_t)row + 1, (lxw_col_t)fixed);
}

void xlsx_row_end(xlsx *x, size_t row)
{
    if (!x->status && x->lines > 1)
        xlsx_check(x, worksheet_set_row(x->sheet, (lxw_row_t)row, (double)(x->lines * LINE_POINTS), NULL));
    x->lines = 1;
}

void xlsx_table_end(xlsx *x, size_t row, size_t end, size_t columns)
{
    if (x->status)
        return;
    xlsx_check(x, worksheet_repeat_rows(x->sheet, (lxw_row_t)row, (lxw_row_t)row));
    if (end > row + 1)
        xlsx_check(x, worksheet_autofilter(x->sheet, (lxw_row_t)row, 0, (lxw_row_t)end - 1, (lxw_col_t)columns - 1));
}

void xlsx_bars(xlsx *x, size_t column, size_t from, size_t end)
{
    lxw_conditional_format bars = {.type = LXW_CONDITIONAL_DATA_BAR,
                                   .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                   .bar_color = 0x7FC4C9,
                                   .bar_solid = LXW_TRUE,
                                   .bar_no_border = LXW_TRUE};
    const lxw_col_t at = (lxw_col_t)column;
    if (!x->status && end > from)
        xlsx_check(x, worksheet_conditional_format_range(x->sheet, (lxw_row_t)from, at, (lxw_row_t)end - 1, at, &bars));
}
