/* What the place that text goes to can show: how wide it is, whether in colour, with which characters. */
#ifndef TOOLS_SCREEN_H
#define TOOLS_SCREEN_H

#include "vn/base.h"

typedef enum screen_colors {
    SCREEN_PLAIN, /* no escape sequences at all */
    SCREEN_FEW,   /* bold, and the terminal's own eight */
    SCREEN_256,
    SCREEN_TRUE /* any red, green and blue */
} screen_colors;

typedef struct screen {
    bool terminal;
    bool blocks;    /* block elements as well as ASCII */
    size_t columns; /* 0: not known */
    screen_colors colors;
} screen;

/* Values of an option --color: auto, always, never. */
extern const char *const screen_color_choices[];

/* Looks at standard output, or at nothing when the output is a file, and at the environment: COLUMNS; TERM and COLORTERM;
 * NO_COLOR; LC_ALL, LC_CTYPE or LANG, the first that is set. color is the index of a choice: auto is colour on a terminal
 * that is not dumb, unless NO_COLOR is set to something. */
void screen_look(screen *s, int color, bool to_file);

/* Whether the terminal reads UTF-8 and draws block elements, by the environment. */
bool screen_has_blocks(void);

/* Appends what begins a style, and what ends all; nothing on a plain screen. `sgr` as in the terminal's command, "1" is
 * bold. */
vn_status screen_style(const screen *s, const char *sgr, vn_buf *out, vn_error *err);
vn_status screen_reset(const screen *s, vn_buf *out, vn_error *err);

/* Appends what makes the background that of a share from 0, dark, to 1, bright: needs SCREEN_256 or better. */
vn_status screen_heat(const screen *s, double share, vn_buf *out, vn_error *err);

#endif
