/* Geometry and colours of a report's pictures, the same in the page and in drawings: where the leaves and joints of the tree
 * stand, which colour a similarity has, how much of a title fits. No format and no unit: cells are 1 wide, distances are
 * those of the tree, and whoever draws multiplies. */
#ifndef TOOLS_REPORT_LAYOUT_H
#define TOOLS_REPORT_LAYOUT_H

#include "report.h"

/* Colours ----------------------------------------------------------------------------------------------------------- */

typedef struct layout_colour {
    unsigned char r, g, b;
} layout_colour;

/* Similarities are shown in steps: 0 is none, LAYOUT_STEPS - 1 is 1. */
enum { LAYOUT_STEPS = 33, LAYOUT_GROUP_COLOURS = 8, LAYOUT_MARKERS = 7 };

/* How far along the scale a similarity stands, 0 .. 1: its power of 2/3, because most pairs of articles are near 0 and the
 * differences there are to be seen, and yet what stands out is to stand out. What is below 0 or no number is 0, what is
 * above 1 is 1. */
double layout_along(double similarity);

/* The step of a similarity, 0 .. LAYOUT_STEPS - 1; never falls as the similarity rises. */
unsigned layout_step(double similarity);

/* The colour of a step. Sequential, in equal differences of lightness of OKLab, so that it is read alike by the colour-blind
 * and in grey: from nearly white to dark blue on a light ground, from nearly black to pale yellow on a dark one. */
layout_colour layout_colour_of(unsigned step, bool dark);

/* Black or white, whichever is read better on a ground: its contrast is at least 4.5. */
layout_colour layout_ink(layout_colour ground);

/* Contrast of two colours by WCAG 2, 1 .. 21. */
double layout_contrast(layout_colour a, layout_colour b);

/* The colour of a group: it repeats after LAYOUT_GROUP_COLOURS, so that a number or marker must stand beside it. Its contrast
 * to white (to #14171c when dark) is at least 3. */
layout_colour layout_group_colour(size_t group, bool dark);

/* The marker of a group in the map, 0 .. LAYOUT_MARKERS - 1: circle, square, triangle, diamond, triangle on its point, plus,
 * cross. Colour and marker together repeat after 56 groups. */
unsigned layout_marker(size_t group);

/* Ticks of an axis or scale from 0 to 1 of similarities, as a reader expects them: 0, 0.05, 0.1, 0.2, 0.4, 0.7, 1. */
size_t layout_scale_ticks(const double **tick);

/* The tree ---------------------------------------------------------------------------------------------------------- */

/* A node as it is drawn. */
typedef struct layout_node {
    double across;   /* along the leaves: leaf i (from the left, from 0) is at i + 0.5, a joint midway between its children */
    double distance; /* 0 of a leaf that is an article; of a joint what its merge says, but at most 1 */
    size_t node;     /* of the report's tree: an article, or r->n + i for what merge i made */
    size_t left, right; /* children in layout_tree.node; both 0 of a leaf */
    size_t group;    /* of all articles below, or LAYOUT_MIXED */
    size_t size;     /* articles below */
    size_t first;    /* the first of them in r->order; the others follow it */
} layout_node;

#define LAYOUT_MIXED SIZE_MAX

/* What is drawn of the tree: leaves from left to right, then joints, each after its children; the last is the root. */
typedef struct layout_tree {
    layout_node *node; /* [2 * leaves - 1] */
    size_t leaves;
} layout_tree;

/* The whole tree when there are at most max_leaves articles. Else its branches that hold one group only become leaves, with
 * `distance` that of their merge; and when even those are more than max_leaves, or all articles are of one group, only the
 * topmost joints are kept and what hangs below becomes leaves, some of them LAYOUT_MIXED maybe. No merges: leaves 0.
 * max_leaves >= 2. VN_ENOMEM. */
vn_status layout_tree_make(layout_tree *tree, const report *r, size_t max_leaves, vn_error *err);
void layout_tree_free(layout_tree *tree);

/* Runs of one group in the order of the tree: the bands beside a heat map. Those of a group stand together, so that there are
 * n_groups of them at most. */
typedef struct layout_band {
    size_t group;
    size_t first; /* in r->order */
    size_t size;
} layout_band;

/* band [n_groups] is filled; gives their number. */
size_t layout_bands(const report *r, layout_band *band);

/* Text -------------------------------------------------------------------------------------------------------------- */

/* Appends a text cut with … at its end to at most `columns` columns, where it can between words; control characters become
 * spaces. VN_ENOMEM. */
vn_status layout_shorten(vn_slice text, size_t columns, vn_buf *out, vn_error *err);

/* Roughly how wide a column is in a sans-serif letter of size 1: to tell columns from lengths where nothing measures. */
#define LAYOUT_COLUMN 0.56

/* A step of 1, 2 or 5 times a power of ten by which an axis of that length has at most max ticks beside 0. */
double layout_tick(double length, unsigned max);

#endif
