/* A matrix of similarities as coloured cells on the terminal. */
#ifndef TOOLS_HEATMAP_H
#define TOOLS_HEATMAP_H

#include "screen.h"

/* Most documents of a map. */
#define HEATMAP_MOST ((size_t)30000)

/* Appends the map of a table as vnsim writes it: the matrix as CSV or TSV, under a line that begins with "id", or pairs, as
 * lines of two ids and a score; pairs that are not there are 0.
 *
 * A row, under a ruler, for each document: its number, its id without the folders that all of them share, and a cell for each
 * other document, two columns wide; the scale, from 0 to the highest score of two documents, stands below. Where there are
 * more than `most` documents, or than the screen has room for, neighbours share a cell, which shows their mean. Colours on
 * a screen that has 256, else four shades.
 *
 * VN_EDATA, with the line: a score that is no number, a table of another form. VN_ELIMIT: more than HEATMAP_MOST. */
vn_status heatmap_draw(vn_slice table, size_t most, const screen *s, vn_buf *out, vn_error *err);

#endif
