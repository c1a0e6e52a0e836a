#include "html.h"

#include "cli.h"

#include <string.h>

/* Charts are WIDTH units wide and drawn as wide as their column; HIGH is the height of the line's room. */
enum { WIDTH = 300, HIGH = 64, TOP = 8, SIDE = 6, BASE = TOP + HIGH };

/* A row of counts, a chart. */
typedef struct series {
    vn_slice name;
    const uint64_t *count; /* [n_periods] */
    bool bursts;
    size_t burst_at;
} series;

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
    return SIDE + (WIDTH - 2 * SIDE) * (double)period / (double)last;
}

static double up(uint64_t count, uint64_t most)
{
    return BASE - HIGH * (double)count / (double)(most ? most : 1);
}

static void put_points(page *p, const series *s, uint64_t most)
{
    for (size_t i = 0; i < p->r->n_periods; i++)
        html_put(p, "%.1f,%.1f ", across(p, i), up(s->count[i], most));
}

/* "most: 12 articles, 22 Nov 2026 · bursts: 21 Nov 2026" */
static void say_peak(page *p, const series *s, size_t peak)
{
    vn_buf count = {0};
    vn_buf date[2] = {{0}, {0}};
    vn_slice arg[2];
    arg[0] = html_kept(p, &count, report_count(p->r, TEXT_N_ARTICLES, s->count[peak], &count, p->err));
    arg[1] = html_kept(p, &date[0], report_date(p->r, p->r->period[peak], &date[0], p->err));
    html_say(p, TEXT_MOST_IN, arg, 2);
    if (s->bursts) {
        arg[0] = html_kept(p, &date[1], report_date(p->r, p->r->period[s->burst_at], &date[1], p->err));
        html_put(p, " · ");
        html_say(p, TEXT_BURST_IN, arg, 1);
    }
    vn_buf_free(&count);
    vn_buf_free(&date[0]);
    vn_buf_free(&date[1]);
}

/* The line over its area, a ring at the peak, and a dot where the term bursts. */
static void put_drawing(page *p, const series *s, size_t peak)
{
    html_put(p, "<svg viewBox=\"0 0 %d %d\" aria-hidden=\"true\"><polygon points=\"%.1f,%d ", WIDTH, BASE + 4,
             across(p, 0), BASE);
    put_points(p, s, s->count[peak]);
    html_put(p, "%.1f,%d\"/><line class=\"base\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/><polyline points=\"",
             across(p, p->r->n_periods - 1), BASE, SIDE, WIDTH - SIDE, BASE, BASE);
    put_points(p, s, s->count[peak]);
    html_put(p, "\"/><circle class=\"peak\" cx=\"%.1f\" cy=\"%d\" r=\"4\"/>", across(p, peak), TOP);
    if (s->bursts)
        html_put(p, "<circle class=\"burst\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>", across(p, s->burst_at),
                 up(s->count[s->burst_at], s->count[peak]));
    html_put(p, "</svg>");
}

/* A small chart under its name, over the first and the last period. */
static void put_chart(page *p, const series *s)
{
    const size_t peak = peak_of(s->count, p->r->n_periods);
    html_put(p, "<figure class=\"trend\"><figcaption>%.*s <span class=\"meta\">", HTML_SLICE(s->name));
    say_peak(p, s, peak);
    html_put(p, "</span></figcaption>\n");
    put_drawing(p, s, peak);
    html_put(p, "<p class=\"ends\"><span>");
    html_date(p, p->r->period[0]);
    html_put(p, "</span> <span>");
    html_date(p, p->r->period[p->r->n_periods - 1]);
    html_put(p, "</span></p></figure>\n");
}

static void put_rows(page *p, const series *s)
{
    for (size_t i = 0; i < p->r->n_periods; i++) {
        html_put(p, "<tr><td>%.*s</td>", HTML_SLICE(s->name));
        html_cell_date(p, p->r->period[i]);
        html_cell_whole(p, s->count[i]);
        html_put(p, "</tr>\n");
    }
}

/* All articles first, then terms. */
static size_t n_series(const report *r)
{
    return r->n_lines + 1;
}

static series series_at(const report *r, size_t i)
{
    const char *all = report_text(r, TEXT_TOTAL);
    if (i == 0)
        return (series){.name = {all, strlen(all)}, .count = r->articles_in};
    const report_line *line = &r->line[i - 1];
    return (series){line->term, line->articles, line->burst > 0, line->burst_period};
}

void html_trends(page *p)
{
    static const html_column COLUMNS[] = {{TEXT_KEYWORD, ""}, {TEXT_PERIOD, "d"}, {TEXT_ARTICLES, "n"}};
    html_section(p, "trends", TEXT_H_TRENDS, TEXT_TRENDS_INTRO);
    html_put(p, "<div class=\"trends\">\n");
    for (size_t i = 0; i < n_series(p->r); i++) {
        const series s = series_at(p->r, i);
        put_chart(p, &s);
    }
    html_put(p, "</div>\n");
    html_data(p);
    html_table(p, "trends-table", "trends", TEXT_H_TRENDS, COLUMNS, CLI_COUNT_OF(COLUMNS));
    for (size_t i = 0; i < n_series(p->r); i++) {
        const series s = series_at(p->r, i);
        put_rows(p, &s);
    }
    html_table_end(p);
    html_data_end(p);
    html_section_end(p);
}
