/* What stands around heat map and tree: title, names, bands of the groups, what colours mean. */
#include "draw.h"

#include "cli.h"

#include "vn/norm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_OUTLINE = 12 }; /* points: smaller groups would be hidden by a line around them */

const layout_colour DRAW_INK = {0x1f, 0x29, 0x33};
const layout_colour DRAW_GREY = {0x5f, 0x6c, 0x7b};
const layout_colour DRAW_LINE = {0xd5, 0xdb, 0xe1};
const layout_colour DRAW_PAPER = {0xff, 0xff, 0xff};

/* Primitives -------------------------------------------------------------------------------------------------------- */

void draw_colour(draw *d, layout_colour colour)
{
    cairo_set_source_rgb(d->c, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0);
}

void draw_line(draw *d, double x0, double y0, double x1, double y1, double width, layout_colour colour)
{
    draw_colour(d, colour);
    cairo_set_line_width(d->c, width);
    cairo_move_to(d->c, x0, y0);
    cairo_line_to(d->c, x1, y1);
    cairo_stroke(d->c);
}

void draw_box(draw *d, double x, double y, double width, double height, layout_colour colour)
{
    draw_colour(d, colour);
    cairo_rectangle(d->c, x, y, width, height);
    cairo_fill(d->c);
}

static void put_phrase(draw *d, double x, double y, double room, vn_status made, vn_buf *text, draw_letters letters)
{
    if (!d->status)
        d->status = made;
    if (!d->status)
        draw_fitting(d, x, y, room, (vn_slice){text->ptr, text->len}, letters);
    vn_buf_free(text);
}

/* Title ------------------------------------------------------------------------------------------------------------- */

static vn_status add_sentence(const report *r, report_phrase phrase, vn_buf *out, vn_error *err)
{
    const vn_status st = cli_append(out, " ", err);
    return st ? st : cli_append(out, report_text(r, phrase), err);
}

static vn_status about(const report *r, const draw_plan *plan, vn_buf *out, vn_error *err)
{
    vn_status st = report_count(r, plan->heat ? TEXT_MATRIX_OF_ARTICLES : TEXT_TREE_OF_ARTICLES, r->n, out, err);
    if (!st && plan->heat && r->n > DRAW_CELLS)
        st = add_sentence(r, TEXT_SHARED_CELLS, out, err);
    if (!st && plan->tree)
        st = add_sentence(r, plan->heat ? TEXT_TREE_BESIDE : TEXT_TREE_JOINTS, out, err);
    return st;
}

static void put_title(draw *d, const draw_plan *plan)
{
    vn_buf title = {0};
    vn_buf text = {0};
    vn_buf made = {0};
    const double room = plan->width - 2 * DRAW_MARGIN;
    const vn_slice by = {d->r->made_by, strlen(d->r->made_by)};
    put_phrase(d, DRAW_MARGIN, DRAW_MARGIN + 14, room, vn_nfc(d->r->title, &title, d->err), &title,
               (draw_letters){16, true, DRAW_INK});
    put_phrase(d, DRAW_MARGIN, DRAW_MARGIN + 32, room, about(d->r, plan, &text, d->err), &text,
               (draw_letters){10, false, DRAW_GREY});
    put_phrase(d, DRAW_MARGIN, plan->height - 14, room, report_say(d->r, TEXT_MADE_BY, &by, 1, &made, d->err), &made,
               (draw_letters){8, false, DRAW_GREY});
}

/* Names ------------------------------------------------------------------------------------------------------------- */

static void put_article_name(draw *d, const draw_plan *plan, size_t i)
{
    char number[24];
    vn_buf title = {0};
    const double y = plan->top + ((double)i + 0.5) * plan->row;
    const double size = plan->row > 13 ? 9.5 : 8;
    const draw_letters grey = {size, false, DRAW_GREY};
    const int n = snprintf(number, sizeof number, "%zu", i + 1);
    const vn_slice shown = {number, (size_t)n};
    const double indent = draw_width(d, (vn_slice){"000", d->r->n > 99 ? 3 : 2}, grey);
    draw_text(d, plan->name_x + indent - draw_width(d, shown, grey), y + size * 0.35, shown, grey);
    put_phrase(d, plan->name_x + indent + 6, y + size * 0.35, plan->name_width - indent - 6,
               vn_nfc(d->r->article[d->r->order[i]].title, &title, d->err), &title, (draw_letters){size, false, DRAW_INK});
}

/* Numbers above the columns, so that a cell can be looked up. */
static void put_column_number(draw *d, const draw_plan *plan, size_t i)
{
    char number[24];
    const draw_letters letters = {plan->row > 13 ? 7.5 : 5.5, false, DRAW_GREY};
    const vn_slice shown = {number, (size_t)snprintf(number, sizeof number, "%zu", i + 1)};
    const double middle = plan->heat_x + ((double)i + 0.5) * plan->row;
    draw_text(d, middle - draw_width(d, shown, letters) / 2, plan->top - 4, shown, letters);
}

static void put_article_names(draw *d, const draw_plan *plan)
{
    for (size_t i = 0; i < d->r->n; i++)
        put_article_name(d, plan, i);
    for (size_t i = 0; plan->heat && i < d->r->n; i++)
        put_column_number(d, plan, i);
}

/* "3  label, label (12 bài)". */
static vn_status group_text(const report *r, size_t group, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append_count(out, group + 1, err);
    if (!st)
        st = cli_append(out, "  ", err);
    if (!st)
        st = report_group_name(r, group, out, err);
    if (!st)
        st = cli_append(out, " (", err);
    if (!st)
        st = report_count(r, TEXT_N_ARTICLES, r->group[group].size, out, err);
    return st ? st : cli_append(out, ")", err);
}

/* Groups in the order of their numbers, the largest first; those for which no room is left have no name. */
static void put_group_names(draw *d, const draw_plan *plan, const double *middle)
{
    enum { MOST = 200 };
    static const double NEAREST = 12;
    double taken[MOST];
    size_t n = 0;
    for (size_t g = 0; g < d->r->n_groups && n < MOST; g++) {
        vn_buf text = {0};
        size_t i = 0;
        while (i < n && (taken[i] - middle[g] >= NEAREST || middle[g] - taken[i] >= NEAREST))
            i++;
        if (i < n)
            continue;
        taken[n++] = middle[g];
        draw_line(d, plan->name_x - 6, middle[g], plan->name_x + 2, middle[g], 1.5, layout_group_colour(g, false));
        put_phrase(d, plan->name_x + 6, middle[g] + 3.2, plan->name_width - 6, group_text(d->r, g, &text, d->err), &text,
                   (draw_letters){9, false, DRAW_INK});
    }
}

/* Bands ------------------------------------------------------------------------------------------------------------- */

static void put_band(draw *d, const draw_plan *plan, const layout_band *band)
{
    const double at = (double)band->first * plan->row;
    const double length = (double)band->size * plan->row;
    const double gap = length > 3 ? 0.8 : 0;
    const layout_colour colour = layout_group_colour(band->group, false);
    draw_box(d, plan->band_x, plan->top + at, plan->band_width, length - gap, colour);
    if (!plan->heat || length < LEAST_OUTLINE)
        return;
    cairo_rectangle(d->c, plan->heat_x + at - 0.5, plan->top + at - 0.5, length, length);
    draw_colour(d, colour);
    cairo_set_line_width(d->c, 1.2);
    cairo_stroke(d->c);
}

static void put_bands(draw *d, const draw_plan *plan)
{
    const report *r = d->r;
    layout_band *band = calloc(r->n_groups + 1, sizeof *band);
    double *middle = calloc(r->n_groups + 1, sizeof *middle);
    if (!band || !middle)
        d->status = cli_error(d->err, VN_ENOMEM, "out of memory for the bands of groups");
    const size_t n = d->status ? 0 : layout_bands(r, band);
    for (size_t i = 0; i < n; i++) {
        put_band(d, plan, &band[i]);
        middle[band[i].group] = plan->top + ((double)band[i].first + (double)band[i].size / 2) * plan->row;
    }
    if (!d->status && !plan->named)
        put_group_names(d, plan, middle);
    free(band);
    free(middle);
}

/* What colours mean ------------------------------------------------------------------------------------------------- */

void draw_tick(draw *d, double x, double y, double similarity)
{
    vn_buf text = {0};
    const draw_letters letters = {8, false, DRAW_GREY};
    const unsigned decimals = similarity <= 0 || similarity >= 1 ? 0 : similarity < 0.1 ? 2 : 1;
    if (!d->status)
        d->status = report_decimal(d->r, similarity, decimals, &text, d->err);
    const vn_slice shown = {text.ptr, text.len};
    draw_line(d, x, y, x, y + 3, 0.6, DRAW_GREY);
    draw_text(d, x - draw_width(d, shown, letters) / 2, y + 11, shown, letters);
    vn_buf_free(&text);
}

static void put_scale(draw *d, const draw_plan *plan)
{
    static const double LENGTH = 240;
    const double *tick;
    const size_t ticks = layout_scale_ticks(&tick);
    const draw_letters letters = {9, true, DRAW_INK};
    const char *name = report_text(d->r, TEXT_SIMILARITY);
    const vn_slice shown = {name, strlen(name)};
    const double x = DRAW_MARGIN + draw_width(d, shown, letters) + 10;
    draw_text(d, DRAW_MARGIN, plan->legend_y + 8, shown, letters);
    for (unsigned step = 0; step < LAYOUT_STEPS; step++)
        draw_box(d, x + LENGTH * step / LAYOUT_STEPS, plan->legend_y, LENGTH / LAYOUT_STEPS + 0.3, 10,
                 layout_colour_of(step, false));
    for (size_t i = 0; i < ticks; i++)
        draw_tick(d, x + LENGTH * layout_along(tick[i]), plan->legend_y + 10, tick[i]);
}

static void put_group_legend(draw *d, const draw_plan *plan)
{
    const size_t columns = plan->legend_columns;
    const size_t n = plan->legend_groups;
    const double top = plan->legend_groups_y;
    vn_buf more = {0};
    for (size_t g = 0; g < n; g++) {
        vn_buf text = {0};
        const double x = DRAW_MARGIN + DRAW_COLUMN * (double)(g % columns);
        const double y = top + DRAW_LEGEND_ROW * (double)(g / columns);
        draw_box(d, x, y - 7, 8, 8, layout_group_colour(g, false));
        put_phrase(d, x + 13, y, DRAW_COLUMN - 24, group_text(d->r, g, &text, d->err), &text,
                   (draw_letters){9, false, DRAW_INK});
    }
    if (n < d->r->n_groups)
        put_phrase(d, DRAW_MARGIN, top + DRAW_LEGEND_ROW * (double)((n + columns - 1) / columns), DRAW_COLUMN,
                   report_count(d->r, TEXT_MORE_GROUPS, d->r->n_groups - n, &more, d->err), &more,
                   (draw_letters){9, false, DRAW_GREY});
}

void draw_frame(draw *d, const draw_plan *plan)
{
    put_title(d, plan);
    put_bands(d, plan);
    if (plan->named)
        put_article_names(d, plan);
    if (plan->heat)
        put_scale(d, plan);
    if (plan->named)
        put_group_legend(d, plan);
}
