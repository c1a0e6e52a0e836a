/* The heat map: a cell for two articles, or of many articles for some of each. */
#include "draw.h"
#include "rows.h"

#include "cli.h"

#include <math.h>
#include <stdlib.h>

enum {
    MOST_BOXES = 100,   /* of a side, each drawn by itself; more are a raster */
    RASTER_SIDE = 1200, /* dots at least: programs that blur what they enlarge blur just the edges of the cells */
};

/* Means of similarities, in the order of the tree. */
typedef struct cells {
    size_t n; /* articles */
    size_t m; /* cells of a side */
    double *mean; /* [m * m] */
} cells;

/* The first article of a cell. */
static size_t first_of(const cells *k, size_t cell)
{
    return (cell * k->n + k->m - 1) / k->m;
}

static vn_status add_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)err;
    cells *k = context;
    double *to = k->mean + row * k->m / n * k->m;
    for (size_t j = 0; j < n; j++)
        to[j * k->m / n] += score[j];
    return VN_OK;
}

static void sums_to_means(cells *k)
{
    for (size_t i = 0; i < k->m; i++)
        for (size_t j = 0; j < k->m; j++) {
            const size_t rows = first_of(k, i + 1) - first_of(k, i);
            const size_t columns = first_of(k, j + 1) - first_of(k, j);
            k->mean[i * k->m + j] /= (double)rows * (double)columns;
        }
}

static vn_status cells_fill(cells *k, const report *r, vn_error *err)
{
    k->n = r->n;
    k->m = r->n < DRAW_CELLS ? r->n : DRAW_CELLS;
    k->mean = calloc(k->m * k->m + 1, sizeof *k->mean);
    if (!k->mean)
        return cli_error(err, VN_ENOMEM, "out of memory for a heat map");
    const vn_status st = report_rows(r, VN_MATRIX_FULL, add_row, k, err);
    if (!st)
        sums_to_means(k);
    return st;
}

/* Few articles ------------------------------------------------------------------------------------------------------ */

/* All cells of a colour at once, with a little of the paper between neighbours. */
static void put_boxes(draw *d, const draw_plan *plan, const cells *k)
{
    const double gap = plan->row > 20 ? 1 : 0.5;
    for (unsigned step = 0; step < LAYOUT_STEPS; step++) {
        for (size_t i = 0; i < k->m; i++)
            for (size_t j = 0; j < k->m; j++)
                if (layout_step(k->mean[i * k->m + j]) == step)
                    cairo_rectangle(d->c, plan->heat_x + (double)j * plan->row, plan->top + (double)i * plan->row,
                                    plan->row - gap, plan->row - gap);
        draw_colour(d, layout_colour_of(step, false));
        cairo_fill(d->c);
    }
}

static void put_number(draw *d, const draw_plan *plan, const cells *k, size_t i, size_t j)
{
    vn_buf text = {0};
    const double score = k->mean[i * k->m + j];
    draw_letters letters = {.size = plan->row * 0.34, .colour = layout_ink(layout_colour_of(layout_step(score), false))};
    if (!d->status)
        d->status = report_decimal(d->r, score, 2, &text, d->err);
    const vn_slice shown = {text.ptr, text.len};
    const double width = draw_width(d, shown, letters);
    draw_text(d, plan->heat_x + (double)j * plan->row + (plan->row - 1 - width) / 2,
              plan->top + ((double)i + 0.5) * plan->row + letters.size * 0.33, shown, letters);
    vn_buf_free(&text);
}

static void put_numbers(draw *d, const draw_plan *plan, const cells *k)
{
    for (size_t i = 0; plan->numbered && i < k->m; i++)
        for (size_t j = 0; j < k->m; j++)
            put_number(d, plan, k, i, j);
}

/* Many ---------------------------------------------------------------------------------------------------------------- */

static void fill_raster(cairo_surface_t *raster, const cells *k, size_t dots)
{
    unsigned char *data = cairo_image_surface_get_data(raster);
    const size_t stride = (size_t)cairo_image_surface_get_stride(raster);
    for (size_t y = 0; y < k->m * dots; y++) {
        uint32_t *line = (uint32_t *)(void *)(data + y * stride);
        for (size_t x = 0; x < k->m * dots; x++) {
            const layout_colour c = layout_colour_of(layout_step(k->mean[y / dots * k->m + x / dots]), false);
            line[x] = (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | c.b;
        }
    }
    cairo_surface_mark_dirty(raster);
}

static void put_raster(draw *d, const draw_plan *plan, const cells *k)
{
    const size_t dots = k->m < RASTER_SIDE ? (RASTER_SIDE + k->m - 1) / k->m : 1;
    const int side = (int)(k->m * dots);
    cairo_surface_t *raster = cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side);
    cairo_surface_flush(raster);
    if (cairo_surface_status(raster) == CAIRO_STATUS_SUCCESS)
        fill_raster(raster, k, dots);
    cairo_save(d->c);
    cairo_translate(d->c, plan->heat_x, plan->top);
    cairo_scale(d->c, plan->side / side, plan->side / side);
    cairo_set_source_surface(d->c, raster, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(d->c), CAIRO_FILTER_NEAREST);
    cairo_paint(d->c);
    cairo_restore(d->c);
    cairo_surface_destroy(raster);
}

void draw_heat(draw *d, const draw_plan *plan)
{
    cells k = {0};
    if (d->status || !d->r->n)
        return;
    d->status = cells_fill(&k, d->r, d->err);
    if (!d->status && k.m <= MOST_BOXES)
        put_boxes(d, plan, &k);
    else if (!d->status)
        put_raster(d, plan, &k);
    if (!d->status)
        put_numbers(d, plan, &k);
    free(k.mean);
}
