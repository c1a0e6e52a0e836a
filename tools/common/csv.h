/* Cells of comma-separated values, which spreadsheets open. */
#ifndef TOOLS_CSV_H
#define TOOLS_CSV_H

#include "vn/base.h"

/* Appends text as a cell (RFC 4180): in double quotes when it holds a comma, a quote or a line end, or a semicolon or tab,
 * which part cells where the comma is the decimal sign. Text that a spreadsheet would take for a formula and work out,
 * because it begins, maybe behind spaces, with = + - @ (narrow or wide), a tab or a line end, gets a single quote before
 * it. */
vn_status csv_cell(vn_slice text, vn_buf *out, vn_error *err);

#endif
