/* Pictures of a report by cairo: heat map and tree, on paper white, in points. */
#ifndef TOOLS_REPORT_DRAW_H
#define TOOLS_REPORT_DRAW_H

#include "draw_plan.h"
#include "grid.h"
#include "layout.h"
#include "text.h"

#include <cairo.h>

/* Text ------------------------------------------------------------------------------------------------------------------ */

/* Sans-serif letters of this machine, chosen so that Vietnamese is complete; what the first font lacks comes from others. */
typedef struct draw_fonts draw_fonts;

/* VN_EIO: no font is installed; VN_ENOMEM. */
vn_status draw_fonts_new(draw_fonts **out, vn_error *err);
void draw_fonts_free(draw_fonts *fonts);

/* A picture being drawn. The first failure stays in `status`; whatever comes after it does nothing. */
typedef struct draw {
    const report *r;
    cairo_t *c;
    draw_fonts *fonts;
    vn_status status;
    vn_error *err;
} draw;

typedef struct draw_letters {
    double size;
    bool bold;
    layout_colour colour;
} draw_letters;

/* How wide text is. */
double draw_width(draw *d, vn_slice text, draw_letters letters);

/* Text whose base line begins at x, y; control characters are spaces. */
void draw_text(draw *d, double x, double y, vn_slice text, draw_letters letters);

/* The same, cut with … so that it is no wider than `room`. */
void draw_fitting(draw *d, double x, double y, double room, vn_slice text, draw_letters letters);

/* Lines and areas ------------------------------------------------------------------------------------------------------- */

void draw_colour(draw *d, layout_colour colour);
void draw_line(draw *d, double x0, double y0, double x1, double y1, double width, layout_colour colour);
void draw_box(draw *d, double x, double y, double width, double height, layout_colour colour);

/* A tick of a scale of similarities, with its number below. */
void draw_tick(draw *d, double x, double y, double similarity);

extern const layout_colour DRAW_INK, DRAW_GREY, DRAW_LINE, DRAW_PAPER;

/* The parts ------------------------------------------------------------------------------------------------------------- */

void draw_heat(draw *d, const draw_plan *plan);
void draw_tree(draw *d, const draw_plan *plan);

/* Title, names, bands of the groups, and what colours mean. */
void draw_frame(draw *d, const draw_plan *plan);

#endif
