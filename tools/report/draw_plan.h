/* Where everything stands in a picture of a report. */
#ifndef TOOLS_REPORT_DRAW_PLAN_H
#define TOOLS_REPORT_DRAW_PLAN_H

#include "report.h"

enum {
    DRAW_PIXELS = 2,   /* of a .png, for each point, while it is not too large */
    DRAW_CELLS = 1800, /* of a side of the heat map: more articles share cells, which show their mean */
};

#define DRAW_MARGIN 28.0
#define DRAW_COLUMN 300.0
#define DRAW_LEGEND_ROW 14.0

/* Points, from the left and from the top. Articles go down and, in the heat map, from left to right, each
 * `row` high and wide. */
typedef struct draw_plan {
    bool heat;
    bool tree;
    bool named;    /* every article has its title; else groups are named */
    bool numbered; /* scores are written into the cells */
    double row;
    double side;   /* row * n */
    double top;    /* of heat map and leaves */
    double tree_x, tree_width;
    double band_x, band_width;
    double heat_x;
    double name_x, name_width;
    double legend_y;       /* of the scale of colours */
    double legend_groups_y; /* of the groups' colours */
    size_t legend_groups;  /* that are named there */
    size_t legend_columns; /* side by side, DRAW_COLUMN each */
    double width, height;  /* of it all */
} draw_plan;

/* The picture that r->figures asks for; no tree when the articles have none. */
draw_plan draw_plan_of(const report *r);

#endif
