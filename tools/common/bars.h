/* Scores as bars on the terminal: a label, a bar as long as its number is large, the number. */
#ifndef TOOLS_BARS_H
#define TOOLS_BARS_H

#include "screen.h"

typedef struct bar {
    size_t label; /* where it begins in `text`, and its bytes */
    size_t len;
    double value;
} bar;

/* Start with {0}. */
typedef struct bars {
    bar *item; /* [n] */
    size_t n;
    size_t cap;
    vn_buf text;
} bars;

void bars_clear(bars *b);
void bars_free(bars *b);

vn_status bars_add(bars *b, vn_slice label, double value, vn_error *err);

/* Adds the items of a JSON value: of an array the objects that have a "term" and a "score", of an object the names of
 * numbers, largest first. VN_EDATA: neither an array, nor an object, nor null. */
vn_status bars_add_json(bars *b, vn_slice json, vn_error *err);

/* Appends the first `most` of them, a line each. Bars are in proportion, the largest size as long as there
 * is room for on the screen (80 columns when it does not tell); those below 0 are drawn in a lighter shade. Numbers have as
 * many decimals as the largest needs for four digits, none when all are whole. */
vn_status bars_draw(const bars *b, size_t most, const screen *s, vn_buf *out, vn_error *err);

/* Appends a line to stand over bars, cut where the screen ends. */
vn_status bars_heading(vn_slice text, const screen *s, vn_buf *out, vn_error *err);

/* Which cells of a line are drawn, from 0; BARS_NONE: none. */
#define BARS_NONE SIZE_MAX
enum { BARS_COLUMNS = 16 }; /* those after are not looked at */
typedef struct bars_columns {
    size_t head; /* stands over the lines that share it */
    size_t label;
    size_t value;
} bars_columns;

/* Chooses for lines of cells parted by tabs: the first column after the first that holds nothing but numbers, one with a
 * fraction somewhere before others; as label the nearest column before it that holds something else, as heading the
 * first, unless that is the label. False: no column of numbers. */
bool bars_choose(vn_slice table, bars_columns *c);

/* Appends bars of the lines, at most `most` under a heading; those without a label are left out. VN_EDATA, with the line:
 * no number. */
vn_status bars_draw_table(vn_slice table, const bars_columns *c, size_t most, const screen *s, vn_buf *out, vn_error *err);

#endif
