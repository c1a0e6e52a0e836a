#include "html_figures.h"

#include "cli.h"
#include "width.h"

#include <math.h>

enum { SCALE_WIDTH = 330, SCALE_CELL = 10, LABELS = 4 };

void html_short(page *p, vn_slice text, size_t columns)
{
    vn_buf cut = {0};
    html_text(p, html_kept(p, &cut, layout_shorten(text, columns, &cut, p->err)));
    vn_buf_free(&cut);
}

/* The first label words of a group, parted by commas: as many as fit into `columns`, one at least. */
static vn_status add_labels(const page *p, size_t group, size_t columns, vn_buf *out, vn_error *err)
{
    const report_group *g = &p->r->group[group];
    size_t taken = 0;
    vn_status st = VN_OK;
    if (g->without_words)
        return cli_append(out, report_text(p->r, TEXT_WITHOUT_WORDS), err);
    for (size_t i = 0; !st && i < g->labels.n && i < LABELS; i++) {
        taken += width_of(g->labels.item[i].term) + 2;
        if (i && taken - 2 > columns)
            break;
        st = i ? cli_append(out, ", ", err) : VN_OK;
        if (!st)
            st = vn_buf_append(out, g->labels.item[i].term.ptr, g->labels.item[i].term.len, err);
    }
    return st;
}

void html_group_words(page *p, size_t group, size_t columns)
{
    vn_buf labels = {0};
    html_short(p, html_kept(p, &labels, add_labels(p, group, columns, &labels, p->err)), columns);
    vn_buf_free(&labels);
}

void html_group_name(page *p, size_t group, size_t columns)
{
    html_put(p, columns > 4 ? "%zu " : "%zu", group + 1);
    if (columns > 4)
        html_group_words(p, group, columns - 4);
}

void html_figures_data(page *p)
{
    const report *r = p->r;
    html_script_data(p, "figures-data");
    html_put(p, "{\"order\":[");
    for (size_t i = 0; i < r->n; i++)
        html_put(p, i ? ",%zu" : "%zu", r->order[i]);
    html_put(p, "],\"group\":[");
    for (size_t i = 0; i < r->n; i++)
        html_put(p, i ? ",%zu" : "%zu", r->article[i].group);
    html_put(p, "],\"name\":[");
    for (size_t g = 0; g < r->n_groups; g++) {
        vn_buf labels = {0};
        html_put(p, g ? "," : "");
        html_json_string(p, html_kept(p, &labels, add_labels(p, g, SIZE_MAX, &labels, p->err)));
        vn_buf_free(&labels);
    }
    html_put(p, "]}");
    html_script_end(p);
}

/* As few decimals as show it. */
static void put_tick(page *p, double tick)
{
    const double tenths = tick * 10;
    html_decimal(p, tick, tick == floor(tick) ? 0 : fabs(tenths - round(tenths)) < 1e-9 ? 1 : 2);
}

void html_scale(page *p)
{
    const double *tick;
    const size_t n = layout_scale_ticks(&tick);
    html_put(p, "<svg class=\"scale\" width=\"%d\" height=\"34\" viewBox=\"-12 0 %d 34\" aria-hidden=\"true\">\n",
             SCALE_WIDTH + 24, SCALE_WIDTH + 24);
    for (unsigned i = 0; i < LAYOUT_STEPS; i++)
        html_put(p, "<rect class=\"s%u\" x=\"%u\" width=\"%d\" height=\"12\"/>", i, i * SCALE_CELL, SCALE_CELL);
    html_put(p, "<rect class=\"edge\" width=\"%d\" height=\"12\"/>\n", SCALE_WIDTH);
    for (size_t i = 0; i < n; i++) {
        const double x = layout_along(tick[i]) * (LAYOUT_STEPS - 1) * SCALE_CELL + SCALE_CELL / 2.0;
        html_put(p, "<path class=\"edge\" d=\"M%.1f 12v4\"/><text x=\"%.1f\" y=\"29\" text-anchor=\"middle\">", x, x);
        put_tick(p, tick[i]);
        html_put(p, "</text>");
    }
    html_put(p, "</svg>\n");
}
