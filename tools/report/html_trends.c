#include "html.h"

enum { WIDTH = 240, HEIGHT = 60, MARGIN = 6 };

static size_t peak_of(const uint64_t *count, size_t n)
{
    size_t peak = 0;
    for (size_t i = 1; i < n; i++)
        if (count[i] > count[peak])
            peak = i;
    return peak;
}

static double across(const page *p, size_t period)
{
    const size_t last = p->r->n_periods > 1 ? p->r->n_periods - 1 : 1;
    return MARGIN + (WIDTH - 2 * MARGIN) * (double)period / (double)last;
}

static double up(uint64_t count, uint64_t most)
{
    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (double)count / (double)(most ? most : 1);
}

/* A small chart of one row of counts: its line, and a dot where it bursts. */
static void put_chart(page *p, vn_slice name, const uint64_t *count, bool burst, size_t burst_at)
{
    const size_t peak = peak_of(count, p->r->n_periods);
    html_put(p, "<figure class=\"trend\"><figcaption>%.*s</figcaption>", HTML_SLICE(name));
    html_put(p, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%.*s\"><polyline points=\"", WIDTH, HEIGHT,
             HTML_SLICE(name));
    for (size_t i = 0; i < p->r->n_periods; i++)
        html_put(p, "%.1f,%.1f ", across(p, i), up(count[i], count[peak]));
    html_put(p, "\"/>");
    if (burst)
        html_put(p, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", across(p, burst_at), up(count[burst_at], count[peak]));
    html_put(p, "</svg></figure>\n");
}

static void put_row(page *p, vn_slice name, const uint64_t *count)
{
    for (size_t i = 0; i < p->r->n_periods; i++) {
        html_put(p, "<tr><td>%.*s</td>", HTML_SLICE(name));
        html_cell_date(p, p->r->period[i]);
        html_cell_whole(p, count[i]);
        html_put(p, "</tr>\n");
    }
}

void html_trends(page *p)
{
    static const html_column COLUMNS[] = {{TEXT_KEYWORD, ""}, {TEXT_PERIOD, "d"}, {TEXT_ARTICLES, "n"}};
    html_section(p, "trends", TEXT_H_TRENDS, TEXT_TRENDS_INTRO);
    html_put(p, "<div class=\"trends\">\n");
    for (size_t i = 0; i < p->r->n_lines; i++) {
        const report_line *line = &p->r->line[i];
        put_chart(p, line->term, line->articles, line->burst > 0, line->burst_period);
    }
    html_put(p, "</div>\n");
    html_data(p);
    html_table(p, "trends-table", "trends", TEXT_H_TRENDS, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < p->r->n_lines; i++)
        put_row(p, p->r->line[i].term, p->r->line[i].articles);
    html_table_end(p);
    html_data_end(p);
    html_section_end(p);
}
