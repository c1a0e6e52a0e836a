/* How wide text is on a terminal. */
#ifndef TOOLS_WIDTH_H
#define TOOLS_WIDTH_H

#include "vn/base.h"

/* Takes the next code point off *text (valid UTF-8, not empty) and gives its columns: 0 for marks that combine and what is
 * not shown, 2 for East Asian wide characters and emoji, else 1; -1 for a control character. */
int width_next(vn_slice *text);

/* Columns of a text; a control character counts 1, for the space that stands for it. */
size_t width_of(vn_slice text);

/* Appends text in exactly `columns` columns: padded with spaces (before it when `right`), or cut with … at its end. Control
 * characters become spaces. */
vn_status width_fit(vn_slice text, size_t columns, bool right, vn_buf *out, vn_error *err);

/* Puts a space for each control character but the tab in what a buffer holds from there on, so that text of others gives
 * no commands to a terminal. */
void width_tame(vn_buf *text, size_t from);

/* The width of the terminal: COLUMNS when it is a positive number, else what the terminal at fd says, else 0. */
size_t width_of_terminal(int fd);

#endif
