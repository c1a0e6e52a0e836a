#include "draw_plan.h"

#include <math.h>

enum {
    NUMBERED = 25, /* articles at most whose scores are written into the cells */
    ROOMY = 60,
    NAMED = 200, /* articles at most whose titles are shown: more could not be read */
    LEGEND_GROUPS = 24,
};

static const double NAME_WIDTH = 300, LEAST_WIDTH = 640;

/* Of many articles as large as a whole number of pixels, while there are pixels enough. */
static double row_of(const report *r, bool heat)
{
    if (r->n > DRAW_CELLS)
        return (double)DRAW_CELLS / DRAW_PIXELS / (double)r->n;
    if (r->n > NAMED)
        return floor((double)DRAW_CELLS / (double)r->n + 0.5) / DRAW_PIXELS;
    if (r->n > ROOMY)
        return heat ? 11 : 12;
    return heat && r->n <= NUMBERED ? 26 : heat ? 14 : 15;
}

static void plan_across(draw_plan *p)
{
    p->tree_x = DRAW_MARGIN;
    p->tree_width = !p->tree ? 0 : p->heat ? 220 : 480;
    p->band_x = p->tree_x + p->tree_width + (p->tree ? 5 : 0);
    p->band_width = p->named ? 6 : 12;
    p->heat_x = p->band_x + p->band_width + 5;
    p->name_x = p->heat_x + (p->heat ? p->side + 8 : 0);
    p->width = fmax(p->name_x + NAME_WIDTH + DRAW_MARGIN, LEAST_WIDTH);
    p->name_width = p->width - DRAW_MARGIN - p->name_x;
}

/* The scale of colours, below it the groups, when these are not named beside the picture. */
static void plan_legend(draw_plan *p, const report *r)
{
    const double room = (p->width - 2 * DRAW_MARGIN) / DRAW_COLUMN;
    p->legend_columns = room < 1 ? 1 : (size_t)room;
    p->legend_groups = !p->named ? 0 : r->n_groups < LEGEND_GROUPS ? r->n_groups : LEGEND_GROUPS;
    p->legend_y = p->top + p->side + (p->tree ? 34 : 22);
    p->legend_groups_y = p->legend_y + (p->heat ? 40 : 6);
    const size_t rows = (p->legend_groups + p->legend_columns - 1) / p->legend_columns;
    p->height = p->legend_groups_y + (double)rows * DRAW_LEGEND_ROW + (p->named ? DRAW_LEGEND_ROW : 0) + DRAW_MARGIN;
}

draw_plan draw_plan_of(const report *r)
{
    draw_plan p = {.heat = r->figures & REPORT_HEAT_MAP, .tree = (r->figures & REPORT_TREE) && r->merges};
    p.named = r->n <= NAMED;
    p.numbered = p.heat && r->n <= NUMBERED;
    p.row = row_of(r, p.heat);
    p.side = p.row * (double)r->n;
    p.top = DRAW_MARGIN + 52 + (p.heat && p.named ? 12 : 0);
    plan_across(&p);
    plan_legend(&p, r);
    return p;
}
