/* Writing the workbook of a report: cells, styles, sheets. Text is always written as text, never as a formula. */
#ifndef TOOLS_REPORT_XLSX_H
#define TOOLS_REPORT_XLSX_H

#include "grid.h"
#include "text.h"

#include <xlsxwriter.h>

enum {
    XLSX_BANDS = 8, /* colours of groups, in turn */
    XLSX_WIDTHS = 16
};

typedef enum xlsx_style {
    XLSX_TEXT,
    XLSX_WRAP, /* broken into lines */
    XLSX_TITLE,
    XLSX_NOTE,
    XLSX_FACT, /* of the summary */
    XLSX_HEAD,
    XLSX_HEAD_NUMBER, /* over numbers: to the right */
    XLSX_HEAD_MIDDLE,
    XLSX_TURNED,      /* from bottom to top */
    XLSX_WHOLE,
    XLSX_DECIMAL,
    XLSX_PERCENT,
    XLSX_DATE,
    XLSX_LINK,
    XLSX_SCORE, /* and with a line above, at the left, both: where a group begins */
    XLSX_SCORE_TOP,
    XLSX_SCORE_LEFT,
    XLSX_SCORE_CORNER,
    XLSX_MEAN, /* of groups */
    XLSX_BAND, /* of group 0; the others follow */
    XLSX_STYLES = XLSX_BAND + XLSX_BANDS
} xlsx_style;

/* A workbook being made. The first failure stays in `status`; whatever comes after it does nothing. */
typedef struct xlsx {
    const report *r;
    lxw_workbook *book;
    lxw_worksheet *sheet; /* cells go here */
    lxw_format *style[XLSX_STYLES];
    size_t *place;  /* [n] of each article in the order of the tree, from 1: its number in the workbook */
    size_t links;   /* on the sheet: a spreadsheet takes so many */
    double width[XLSX_WIDTHS]; /* of the first columns of the sheet */
    size_t lines;   /* that the row at hand needs */
    vn_buf text;    /* of the cell being written */
    vn_status status;
    vn_error *err;
} xlsx;

/* A column of a table. */
typedef struct xlsx_column {
    report_phrase heading;
    double width; /* in digits */
    xlsx_style style;
} xlsx_column;

/* The parts of the workbook, in this order. Those without anything to tell are left out. */
void xlsx_summary(xlsx *x);
void xlsx_matrix(xlsx *x);
void xlsx_pairs(xlsx *x);
void xlsx_groups(xlsx *x);
void xlsx_keywords(xlsx *x);
void xlsx_articles(xlsx *x);
void xlsx_trends(xlsx *x);

/* A new sheet. */
void xlsx_sheet(xlsx *x, report_phrase name);

/* Column headings on a row; rows above and the first `fixed` columns stay in sight. */
void xlsx_heads(xlsx *x, size_t row, const xlsx_column *column, size_t n, size_t fixed);

/* The row is complete: it becomes as high as its XLSX_WRAP cells need, since not every program works that out. */
void xlsx_row_end(xlsx *x, size_t row);

/* The table under the headings has ended before row `end`: it can be filtered and prints with its headings. */
void xlsx_table_end(xlsx *x, size_t row, size_t end, size_t columns);

/* Cells. What a spreadsheet cannot hold is made so that it can: control characters as spaces, text cut behind
 * 32,767 units. */
void xlsx_text(xlsx *x, size_t row, size_t column, vn_slice text, xlsx_style style);
void xlsx_phrase(xlsx *x, size_t row, size_t column, report_phrase phrase, xlsx_style style);
void xlsx_terms(xlsx *x, size_t row, size_t column, report_terms terms, size_t most, xlsx_style style);
void xlsx_number(xlsx *x, size_t row, size_t column, double number, xlsx_style style);
void xlsx_date(xlsx *x, size_t row, size_t column, vn_slice date); /* "2026-11-22" as a date, all else as text */
void xlsx_link(xlsx *x, size_t row, size_t column, vn_slice url);  /* as text where no link can be */

/* What `made` put into `text`, in a cell. */
void xlsx_made(xlsx *x, size_t row, size_t column, vn_status made, xlsx_style style);

/* Empties `text` for xlsx_made. */
vn_buf *xlsx_fresh(xlsx *x);

/* Bars in cells of a column, from row `from` to before `end`; the longest stands for the largest number. */
void xlsx_bars(xlsx *x, size_t column, size_t from, size_t end);

/* Keeps the first failure of the library. */
void xlsx_check(xlsx *x, lxw_error error);

#endif
