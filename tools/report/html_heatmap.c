/* The heat map: every pair of articles, or of groups when there are too many articles to see one. */
#include "html_figures.h"

#include "cli.h"
#include "png.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEFT = 240,     /* titles; a narrow screen leaves them out (figures.css: .names) */
    NUMBERS = 34,   /* places of rows */
    BAND = 12,      /* colours of groups */
    TREE = 84,      /* height of the tree above */
    NAME_COLUMNS = 40,
    TEXT_MIN = 13,  /* a cell beside which a title fits */
    BAND_MIN = 11,  /* a group beside which its name fits */
    FINE_MIN = 6,   /* a cell above which branches are lines of usual width */
    VALUE_MIN = 40, /* a cell in which a number fits */
    TABLE_MAX = 30  /* rows of a matrix that is a table */
};

/* What is drawn: m rows, articles or groups. */
typedef struct heat {
    const report *r;
    size_t m;
    bool groups;
    size_t *item;  /* [m] from the left */
    float *value;  /* [m * m] */
    size_t x, y;   /* where cells begin */
    size_t cell;
    bool named;       /* there is room for names */
    layout_tree tree; /* leaves 0: none above the cells */
} heat;

/* What is drawn ----------------------------------------------------------------------------------------------------- */

static void heat_free(heat *h)
{
    free(h->item);
    free(h->value);
    layout_tree_free(&h->tree);
}

static int larger(const void *a, const void *b)
{
    const layout_band *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int earlier(const void *a, const void *b)
{
    const layout_band *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* The largest groups, in the order of the tree. */
static vn_status pick_groups(heat *h, vn_error *err)
{
    layout_band *band = calloc(h->r->n_groups + 1, sizeof *band);
    h->item = calloc(HTML_HEAT_MAX, sizeof *h->item);
    if (!band || !h->item) {
        free(band);
        return cli_error(err, VN_ENOMEM, "out of memory for a heat map");
    }
    h->m = layout_bands(h->r, band);
    if (h->m > HTML_HEAT_MAX) {
        qsort(band, h->m, sizeof *band, larger);
        h->m = HTML_HEAT_MAX;
        qsort(band, h->m, sizeof *band, earlier);
    }
    for (size_t i = 0; i < h->m; i++)
        h->item[i] = band[i].group;
    free(band);
    return VN_OK;
}

static vn_status mean_of_groups(heat *h, vn_error *err)
{
    const size_t k = h->r->n_groups;
    double *score = calloc(k * k + 1, sizeof *score);
    h->value = calloc(h->m * h->m + 1, sizeof *h->value);
    vn_status st = score && h->value ? report_between(h->r, score, err)
                                     : cli_error(err, VN_ENOMEM, "out of memory for a heat map");
    for (size_t i = 0; !st && i < h->m; i++)
        for (size_t j = 0; j < h->m; j++)
            h->value[i * h->m + j] = (float)score[h->item[i] * k + h->item[j]];
    free(score);
    return st;
}

static vn_status take_articles(heat *h, vn_error *err)
{
    h->m = h->r->n;
    h->item = calloc(h->m + 1, sizeof *h->item);
    h->value = calloc(h->m * h->m + 1, sizeof *h->value);
    if (!h->item || !h->value)
        return cli_error(err, VN_ENOMEM, "out of memory for a heat map");
    memcpy(h->item, h->r->order, h->m * sizeof *h->item);
    return report_block(h->r, h->item, h->m, h->value, err);
}

/* The tree above, when its leaves are the columns. */
static vn_status add_tree(heat *h, vn_error *err)
{
    const vn_status st = layout_tree_make(&h->tree, h->r, h->m > 2 ? h->m : 2, err);
    bool fits = !st && h->tree.leaves == h->m;
    for (size_t i = 0; fits && i < h->m; i++)
        fits = h->item[i] == (h->groups ? h->tree.node[i].group : h->tree.node[i].node);
    if (!fits)
        layout_tree_free(&h->tree);
    return st;
}

static size_t cell_of(size_t m)
{
    if (m <= 16)
        return m <= 8 ? 64 : 44;
    if (m <= 64)
        return 900 / m > 28 ? 28 : 900 / m;
    return 860 / m > 2 ? 860 / m : 2;
}

static size_t group_of(const heat *h, size_t i)
{
    return h->groups ? h->item[i] : h->r->article[h->item[i]].group;
}

/* Where the run of one group that begins at i ends. */
static size_t run_end(const heat *h, size_t i)
{
    size_t end = i + 1;
    while (end < h->m && group_of(h, end) == group_of(h, i))
        end++;
    return end;
}

static bool has_names(const heat *h)
{
    bool any = h->cell >= TEXT_MIN;
    for (size_t i = 0, end; i < h->m && !any; i = end) {
        end = run_end(h, i);
        any = (end - i) * h->cell >= BAND_MIN;
    }
    return any;
}

static vn_status heat_make(heat *h, const report *r, vn_error *err)
{
    *h = (heat){.r = r, .groups = r->n > HTML_HEAT_MAX};
    vn_status st = h->groups ? pick_groups(h, err) : take_articles(h, err);
    if (!st && h->groups)
        st = mean_of_groups(h, err);
    if (!st)
        st = add_tree(h, err);
    h->cell = cell_of(h->m);
    h->named = has_names(h);
    h->x = (h->named ? LEFT + NUMBERS : 0) + BAND;
    h->y = (h->tree.leaves ? TREE : 0) + BAND + 4;
    return st;
}

/* Cells ------------------------------------------------------------------------------------------------------------- */

static unsigned step_at(const heat *h, size_t i, size_t j)
{
    return layout_step((double)h->value[i * h->m + j]);
}

/* One path for each step of the scale; cells side by side of one step are one line. */
static void put_paths(page *p, const heat *h)
{
    html_put(p, "<g class=\"cells\" transform=\"translate(%zu %zu) scale(%zu)\">\n", h->x, h->y, h->cell);
    html_put(p, "<rect class=\"s0\" width=\"%zu\" height=\"%zu\"/>", h->m, h->m);
    for (unsigned step = 1; step < LAYOUT_STEPS; step++) {
        bool any = false;
        for (size_t i = 0; i < h->m; i++)
            for (size_t j = 0, end; j < h->m; j = end) {
                end = j + 1;
                if (step_at(h, i, j) != step)
                    continue;
                while (end < h->m && step_at(h, i, end) == step)
                    end++;
                if (!any)
                    html_put(p, "<path class=\"s%u\" transform=\"translate(0 .5)\" d=\"", step);
                html_put(p, "M%zu %zuh%zu", j, i, end - j);
                any = true;
            }
        if (any)
            html_put(p, "\"/>\n");
    }
    html_put(p, "</g>\n");
}

/* The cells as a picture of h->cell pixels each, for a light or a dark ground. */
static vn_status add_picture(const heat *h, bool dark, vn_buf *png, vn_error *err)
{
    const size_t side = h->m * h->cell;
    layout_colour colour[LAYOUT_STEPS];
    unsigned char *pixel = malloc(side * side + 1);
    if (!pixel)
        return cli_error(err, VN_ENOMEM, "out of memory for a heat map");
    for (size_t i = 0; i < h->m; i++) {
        unsigned char *line = pixel + i * h->cell * side;
        for (size_t j = 0; j < h->m; j++)
            memset(line + j * h->cell, (int)step_at(h, i, j), h->cell);
        for (size_t k = 1; k < h->cell; k++)
            memcpy(line + k * side, line, side);
    }
    for (unsigned i = 0; i < LAYOUT_STEPS; i++)
        colour[i] = layout_colour_of(i, dark);
    const vn_status st = png_write(pixel, side, side, colour, LAYOUT_STEPS, png, err);
    free(pixel);
    return st;
}

static void put_picture(page *p, const heat *h, bool dark)
{
    vn_buf png = {0};
    const size_t side = h->m * h->cell;
    html_put(p, "<image class=\"%s\" x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%zu\" href=\"data:image/png;base64,",
             dark ? "on-dark" : "on-light", h->x, h->y, side, side);
    html_base64(p, &png, add_picture(h, dark, &png, p->err));
    html_put(p, "\"/>\n");
    vn_buf_free(&png);
}

static bool ink_is_black(unsigned step, bool dark)
{
    return layout_ink(layout_colour_of(step, dark)).r == 0;
}

/* The middle of row or column i. */
static size_t middle_of(const heat *h, size_t i)
{
    return i * h->cell + h->cell / 2;
}

/* Numbers in the cells, black or white by the ground: "lb" black on the light scale, "db" on the dark one. */
static void put_values(page *p, const heat *h)
{
    html_put(p, "<g class=\"values\" text-anchor=\"middle\">\n");
    for (size_t i = 0; i < h->m; i++)
        for (size_t j = 0; j < h->m; j++) {
            const unsigned step = step_at(h, i, j);
            html_put(p, "<text class=\"%s %s\" x=\"%zu\" y=\"%zu\">", ink_is_black(step, false) ? "lb" : "lw",
                     ink_is_black(step, true) ? "db" : "dw", h->x + middle_of(h, j), h->y + middle_of(h, i) + 4);
            html_decimal(p, (double)h->value[i * h->m + j], 2);
            html_put(p, "</text>");
        }
    html_put(p, "</g>\n");
}

static void put_cells(page *p, const heat *h)
{
    if (h->m <= HTML_HEAT_PATHS) {
        put_paths(p, h);
    } else {
        put_picture(p, h, false);
        put_picture(p, h, true);
    }
    html_put(p, "<rect class=\"edge\" x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%zu\"/>\n", h->x, h->y, h->m * h->cell,
             h->m * h->cell);
    if (h->cell >= VALUE_MIN)
        put_values(p, h);
}

/* What stands around ------------------------------------------------------------------------------------------------ */

static void put_bands(page *p, const heat *h)
{
    html_put(p, "<g class=\"bands\">\n");
    for (size_t i = 0, end; i < h->m; i = end) {
        end = run_end(h, i);
        const size_t at = i * h->cell;
        const size_t len = (end - i) * h->cell;
        html_put(p, "<path class=\"");
        html_group_class(p, group_of(h, i));
        html_put(p, "\" d=\"M%zu %zuv%zuM%zu %zuh%zu\"/>", h->x - 6, h->y + at, len, h->x + at, h->y - 6, len);
        if (i)
            html_put(p, "<path class=\"cut\" d=\"M%zu %zuh%dM%zu %zuv%d\"/>", h->x - BAND, h->y + at, BAND, h->x + at,
                     h->y - BAND, BAND);
    }
    html_put(p, "</g>\n");
}

/* Titles, cut off where the numbers begin whatever the letters of the reader's machine are. */
static void put_row_names(page *p, const heat *h)
{
    html_put(p, "<svg class=\"titles\" y=\"%zu\" width=\"%d\" height=\"%zu\">\n", h->y, LEFT - 4, h->m * h->cell);
    for (size_t i = 0; i < h->m; i++) {
        html_put(p, "<text y=\"%zu\">", middle_of(h, i) + 4);
        if (h->groups)
            html_group_words(p, h->item[i], NAME_COLUMNS);
        else
            html_short(p, h->r->article[h->item[i]].title, NAME_COLUMNS);
        html_put(p, "</text>\n");
    }
    html_put(p, "</svg>\n");
}

/* What rows and columns are known by: groups by their number, articles by their place. */
static void put_numbers(page *p, const heat *h)
{
    for (size_t i = 0; i < h->m; i++) {
        const size_t number = (h->groups ? h->item[i] : i) + 1;
        html_put(p, "<text class=\"no\" x=\"%zu\" y=\"%zu\">%zu</text>", h->x - BAND - 5, h->y + middle_of(h, i) + 4, number);
        html_put(p, "<text class=\"no up\" x=\"%zu\" y=\"%zu\">%zu</text>\n", h->x + middle_of(h, i),
                 h->y + h->m * h->cell + 14, number);
    }
}

/* Groups where there is no room for a title a row. */
static void put_band_names(page *p, const heat *h)
{
    size_t free_from = 0;
    for (size_t i = 0, end; i < h->m; i = end) {
        end = run_end(h, i);
        const size_t middle = h->y + (i + end) * h->cell / 2 + 4;
        if ((end - i) * h->cell < BAND_MIN || middle < free_from)
            continue;
        html_put(p, "<text class=\"titles\" y=\"%zu\">", middle);
        html_group_name(p, group_of(h, i), NAME_COLUMNS);
        html_put(p, "</text>\n");
        free_from = middle + 14;
    }
}

static void put_names(page *p, const heat *h)
{
    html_put(p, "<g class=\"names\">\n");
    if (h->cell < TEXT_MIN) {
        put_band_names(p, h);
    } else {
        put_row_names(p, h);
        put_numbers(p, h);
    }
    html_put(p, "</g>\n");
}

static double tree_y(const layout_node *node)
{
    return TREE * layout_along(1 - node->distance);
}

static void put_tree(page *p, const heat *h)
{
    if (!h->tree.leaves)
        return;
    html_put(p, "<g class=\"branches%s\">\n", h->cell < FINE_MIN ? " fine" : "");
    for (size_t i = h->tree.leaves; i + 1 < 2 * h->tree.leaves; i++) {
        const layout_node *at = &h->tree.node[i];
        const layout_node *left = &h->tree.node[at->left];
        const layout_node *right = &h->tree.node[at->right];
        html_put(p, "<path class=\"");
        if (at->group != LAYOUT_MIXED)
            html_group_class(p, at->group);
        html_put(p, "\" d=\"M%.2f %.2fV%.2fH%.2fV%.2f\"/>", (double)h->x + left->across * (double)h->cell,
                 at->left < h->tree.leaves ? TREE : tree_y(left), tree_y(at),
                 (double)h->x + right->across * (double)h->cell, at->right < h->tree.leaves ? TREE : tree_y(right));
    }
    html_put(p, "</g>\n");
}

/* The figure -------------------------------------------------------------------------------------------------------- */

static void put_plot(page *p, const heat *h)
{
    const size_t width = h->x + h->m * h->cell + 2;
    const size_t height = h->y + h->m * h->cell + (h->cell >= TEXT_MIN ? 20 : 2);
    html_put(p, "<div class=\"plot%s\" id=\"heatmap-plot\" tabindex=\"0\" role=\"group\" aria-labelledby=\"heatmap-h\" "
                "aria-describedby=\"heatmap-d\" data-kind=\"%s\" data-m=\"%zu\" data-x=\"%zu\" data-y=\"%zu\" "
                "data-cell=\"%zu\">\n",
             h->named ? " named" : "", h->groups ? "groups" : "articles", h->m, h->x, h->y, h->cell);
    html_put(p, "<svg width=\"%zu\" height=\"%zu\" viewBox=\"0 0 %zu %zu\" role=\"img\" "
                "aria-labelledby=\"heatmap-h\">\n", width, height, width, height);
    put_tree(p, h);
    put_cells(p, h);
    put_bands(p, h);
    if (h->named)
        put_names(p, h);
    html_put(p, "</svg>\n</div>\n");
}

/* What is shown, for those who see it and those who do not. */
static void put_caption(page *p, const heat *h)
{
    vn_buf buf[2] = {{0}, {0}};
    const report_phrase what = h->groups ? TEXT_N_GROUPS : TEXT_N_ARTICLES;
    const vn_slice arg[] = {html_kept(p, &buf[0], report_count(p->r, what, h->m, &buf[0], p->err)),
                            html_kept(p, &buf[1], report_whole(p->r, h->m * h->m, &buf[1], p->err))};
    html_put(p, "<figcaption id=\"heatmap-d\">");
    html_say(p, h->groups ? TEXT_HEAT_GROUPS : TEXT_HEAT_ARTICLES, arg, 2);
    if (h->groups && h->m < p->r->n_groups) {
        html_put(p, " ");
        html_count(p, TEXT_HEAT_LEFT_OUT, p->r->n_groups - h->m);
    }
    html_put(p, "</figcaption>\n");
    vn_buf_free(&buf[0]);
    vn_buf_free(&buf[1]);
}

/* #heatmap-data: which groups are drawn, and the means of those on and above the diagonal, row by row: two bytes each, of
 * 65535, little-endian. */
static void put_data(page *p, const heat *h)
{
    vn_buf bytes = {0};
    vn_status st = VN_OK;
    html_script_data(p, "heatmap-data");
    html_put(p, "{\"items\":[");
    for (size_t i = 0; i < h->m; i++)
        html_put(p, i ? ",%zu" : "%zu", h->item[i]);
    for (size_t i = 0; !st && h->groups && i < h->m; i++)
        for (size_t j = i; !st && j < h->m; j++) {
            const double value = (double)h->value[i * h->m + j];
            const unsigned part = (unsigned)((value > 0 ? value < 1 ? value : 1 : 0) * 65535 + 0.5);
            st = vn_buf_append(&bytes, (unsigned char[]){(unsigned char)(part & 255), (unsigned char)(part >> 8)}, 2, p->err);
        }
    html_put(p, "],\"means\":\"");
    html_base64(p, &bytes, st);
    html_put(p, "\"}");
    html_script_end(p);
    vn_buf_free(&bytes);
}

/* The data table ---------------------------------------------------------------------------------------------------- */

static void put_name_cell(page *p, const heat *h, size_t i)
{
    html_put(p, "<th scope=\"row\">");
    if (h->groups)
        html_group_name(p, h->item[i], SIZE_MAX);
    else
        html_article(p, h->item[i]);
    html_put(p, "</th>");
}

/* The whole matrix. Its columns are numbered like its rows. */
static void put_matrix(page *p, const heat *h)
{
    const char *name = report_text(p->r, TEXT_HEAT_TABLE);
    html_put(p, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"%s\">\n", name);
    html_put(p, "<table id=\"heatmap-table\" data-csv=\"heatmap\">\n<caption>%s</caption>\n<thead><tr>"
                "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\">%s</th>",
             name, report_text(p->r, TEXT_NUMBER), report_text(p->r, h->groups ? TEXT_GROUP : TEXT_TITLE));
    for (size_t j = 0; j < h->m; j++)
        html_put(p, "<th scope=\"col\" class=\"n\">%zu</th>", j + 1);
    html_put(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < h->m; i++) {
        html_put(p, "<tr>");
        html_cell_whole(p, i + 1);
        put_name_cell(p, h, i);
        for (size_t j = 0; j < h->m; j++)
            html_cell_decimal(p, (double)h->value[i * h->m + j], 2);
        html_put(p, "</tr>\n");
    }
    html_table_end(p);
}

/* The most similar other one of row i; i when there is none. */
static size_t nearest(const heat *h, size_t i)
{
    size_t best = i;
    for (size_t j = 0; j < h->m; j++)
        if (j != i && (best == i || h->value[i * h->m + j] > h->value[i * h->m + best]))
            best = j;
    return best;
}

/* Of larger ones each row's nearest. */
static void put_nearest(page *p, const heat *h)
{
    const html_column column[] = {{TEXT_NUMBER, "n"}, {h->groups ? TEXT_GROUP : TEXT_TITLE, ""}, {TEXT_NEAREST, ""},
                                  {TEXT_SIMILARITY, "n"}};
    html_table(p, "heatmap-table", "heatmap-nearest", TEXT_HEAT_TABLE, column, sizeof column / sizeof *column);
    for (size_t i = 0; i < h->m; i++) {
        const size_t j = nearest(h, i);
        html_put(p, "<tr>");
        html_cell_whole(p, i + 1);
        put_name_cell(p, h, i);
        html_put(p, "<td>");
        if (h->groups)
            html_group_name(p, h->item[j], SIZE_MAX);
        else
            html_article(p, h->item[j]);
        html_put(p, "</td>");
        html_cell_decimal(p, (double)h->value[i * h->m + j], 3);
        html_put(p, "</tr>\n");
    }
    html_table_end(p);
}

bool html_has_heatmap(const report *r)
{
    return r->n > 1 && (r->figures & REPORT_HEAT_MAP);
}

void html_heatmap(page *p)
{
    heat h;
    const vn_status st = heat_make(&h, p->r, p->err);
    if (st && !p->status)
        p->status = st;
    if (!p->status) {
        html_section(p, "heatmap", TEXT_H_HEATMAP, h.groups ? TEXT_HEAT_INTRO_GROUPS : TEXT_HEAT_INTRO);
        html_put(p, "<figure class=\"figure heat\" aria-labelledby=\"heatmap-h\">\n");
        put_caption(p, &h);
        html_scale(p);
        put_plot(p, &h);
        html_put(p, "</figure>\n");
        put_data(p, &h);
        html_vectors(p);
        html_data(p);
        if (h.m <= TABLE_MAX)
            put_matrix(p, &h);
        else
            put_nearest(p, &h);
        html_data_end(p);
        html_section_end(p);
    }
    heat_free(&h);
}
