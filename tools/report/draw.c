/* .svg and .png: heat map and tree. */
#include "draw.h"

#include "cli.h"
#include "xml.h"

#include <cairo-svg.h>

enum { MOST_PIXELS = 8000 }; /* of a side */

static vn_status status_of(cairo_status_t status, vn_error *err)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return VN_OK;
    if (status == CAIRO_STATUS_NO_MEMORY)
        return cli_error(err, VN_ENOMEM, "out of memory for a picture");
    return cli_error(err, VN_ELIMIT, "cannot draw: %s", cairo_status_to_string(status));
}

/* Draws everything onto a surface of the size that the plan asks for, in units of `scale`. */
static vn_status draw_all(const report *r, const draw_plan *plan, cairo_surface_t *surface, double scale, vn_error *err)
{
    draw d = {.r = r, .err = err};
    vn_status st = draw_fonts_new(&d.fonts, err);
    if (st)
        return st;
    d.c = cairo_create(surface);
    cairo_scale(d.c, scale, scale);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(d.c, options);
    cairo_font_options_destroy(options);
    draw_box(&d, 0, 0, plan->width, plan->height, DRAW_PAPER);
    if (plan->heat)
        draw_heat(&d, plan);
    if (plan->tree)
        draw_tree(&d, plan);
    draw_frame(&d, plan);
    if (!d.status)
        d.status = status_of(cairo_status(d.c), err);
    cairo_destroy(d.c);
    draw_fonts_free(d.fonts);
    return d.status;
}

static vn_status plan_of(const report *r, draw_plan *plan, vn_error *err)
{
    *plan = draw_plan_of(r);
    if (plan->heat || plan->tree)
        return VN_OK;
    return cli_error(err, VN_ELIMIT, "there is no tree of these articles to draw");
}

/* What cairo writes ------------------------------------------------------------------------------------------------- */

typedef struct sink {
    vn_buf bytes;
    vn_status status;
    vn_error *err;
} sink;

static cairo_status_t take(void *context, const unsigned char *bytes, unsigned int n)
{
    sink *s = context;
    if (!s->status)
        s->status = vn_buf_append(&s->bytes, bytes, n, s->err);
    return s->status ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* A title for those who hear the picture, right behind the first tag. */
static vn_status write_titled(const report *r, vn_slice svg, output *out, vn_error *err)
{
    size_t at = 0;
    vn_buf title = {0};
    while (at + 4 < svg.len && !(svg.ptr[at] == '<' && svg.ptr[at + 1] == 's'))
        at++;
    while (at < svg.len && svg.ptr[at] != '>')
        at++;
    at += at < svg.len;
    vn_status st = cli_append(&title, "\n<title>", err);
    if (!st)
        st = xml_escape(r->title, &title, err);
    if (!st)
        st = cli_append(&title, "</title>", err);
    if (!st)
        st = output_write(out, svg.ptr, at, err);
    if (!st)
        st = output_write(out, title.ptr, title.len, err);
    vn_buf_free(&title);
    return st ? st : output_write(out, svg.ptr + at, svg.len - at, err);
}

vn_status report_svg(const report *r, output *out, vn_error *err)
{
    draw_plan plan;
    sink s = {.err = err};
    vn_status st = plan_of(r, &plan, err);
    if (st)
        return st;
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(take, &s, plan.width, plan.height);
    st = draw_all(r, &plan, surface, 1, err);
    cairo_surface_finish(surface);
    if (!st)
        st = s.status ? s.status : status_of(cairo_surface_status(surface), err);
    cairo_surface_destroy(surface);
    if (!st)
        st = write_titled(r, (vn_slice){s.bytes.ptr, s.bytes.len}, out, err);
    vn_buf_free(&s.bytes);
    return st;
}

/* Two pixels a point, for print and for screens of today; fewer where the picture would be too large. */
static double scale_of(const draw_plan *plan)
{
    const double longest = plan->width > plan->height ? plan->width : plan->height;
    return longest * DRAW_PIXELS < MOST_PIXELS ? DRAW_PIXELS : MOST_PIXELS / longest;
}

vn_status report_png(const report *r, output *out, vn_error *err)
{
    draw_plan plan;
    sink s = {.err = err};
    vn_status st = plan_of(r, &plan, err);
    if (st)
        return st;
    const double scale = scale_of(&plan);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(plan.width * scale), (int)(plan.height * scale));
    st = draw_all(r, &plan, surface, scale, err);
    cairo_status_t written = CAIRO_STATUS_SUCCESS;
    if (!st)
        written = cairo_surface_write_to_png_stream(surface, take, &s);
    cairo_surface_destroy(surface);
    if (!st)
        st = s.status ? s.status : status_of(written, err);
    if (!st)
        st = output_write(out, s.bytes.ptr, s.bytes.len, err);
    vn_buf_free(&s.bytes);
    return st;
}
