/* What the figures of a page share. figures.js tells what scripts and tests may rely on. */
#ifndef TOOLS_REPORT_HTML_FIGURES_H
#define TOOLS_REPORT_HTML_FIGURES_H

#include "html.h"
#include "layout.h"

enum {
    HTML_HEAT_MAX = 400,   /* articles whose every pair is a cell; groups that are drawn when there are more */
    HTML_HEAT_PATHS = 120, /* cells a side that are drawn as shapes; more of them are a picture */
    HTML_TREE_MAX = 200    /* leaves of the tree that stands alone */
};

/* #figures-data: the order of the tree, the group of each article, name and size of each group. */
void html_figures_data(page *p);

/* #terms-data: see html_vectors.c. */
void html_vectors(page *p);

/* Bytes in base64; a failure on the way to them is kept. */
void html_base64(page *p, const vn_buf *bytes, vn_status st);

/* A text in at most so many columns, escaped. */
void html_short(page *p, vn_slice text, size_t columns);

/* "giá vàng, vàng miếng": the first label words of a group, in at most so many columns; with its number before them. */
void html_group_words(page *p, size_t group, size_t columns);
void html_group_name(page *p, size_t group, size_t columns);

/* A legend of the scale of similarities, from 0 to 1. */
void html_scale(page *p);

/* Whether the figure says anything, and the figure. */
bool html_has_heatmap(const report *r);
bool html_has_tree(const report *r);
bool html_has_map(const report *r);
void html_heatmap(page *p);
void html_tree(page *p);
void html_map(page *p);

#endif
