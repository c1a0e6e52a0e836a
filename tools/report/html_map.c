/* The map: articles as points, near each other where their words are. */
#include "html_figures.h"

#include "cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = 960, HEIGHT = 620, LEAST_WIDTH = 480, LEAST_HEIGHT = 260, PAD = 34,
    LABELS = 16,     /* names of groups in the picture */
    NUMBERS = 60,    /* their numbers at least */
    LEGEND = 24,     /* groups beside it */
    MANY = 1000,     /* articles whose marks cover each other */
    TABLE_MAX = 1000 /* articles whose places are a table; else those of the groups are */
};

/* Tenths of a unit of the picture, so that numbers are whole. */
typedef struct map {
    const report *r;
    int *x, *y;      /* [n] */
    int width, height; /* of the picture, in units */
    int radius;      /* of a marker */
    size_t *by_size; /* [n_groups] groups, the largest first */
} map;

static void map_free(map *m)
{
    free(m->x);
    free(m->y);
    free(m->by_size);
}

typedef struct sized {
    size_t size, group;
} sized;

static int larger(const void *a, const void *b)
{
    const sized *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

static vn_status sort_groups(map *m, vn_error *err)
{
    const size_t k = m->r->n_groups;
    sized *list = calloc(k + 1, sizeof *list);
    if (!list)
        return cli_error(err, VN_ENOMEM, "out of memory for a map");
    for (size_t g = 0; g < k; g++)
        list[g] = (sized){m->r->group[g].size, g};
    qsort(list, k, sizeof *list, larger);
    for (size_t g = 0; g < k; g++)
        m->by_size[g] = list[g].group;
    free(list);
    return VN_OK;
}

/* One scale for both axes; y goes up. */
static void place(map *m)
{
    const report_article *a = m->r->article;
    double low[2] = {a[0].x, a[0].y}, high[2] = {a[0].x, a[0].y};
    for (size_t i = 1; i < m->r->n; i++) {
        low[0] = fmin(low[0], a[i].x);
        low[1] = fmin(low[1], a[i].y);
        high[0] = fmax(high[0], a[i].x);
        high[1] = fmax(high[1], a[i].y);
    }
    const double wide = fmax(high[0] - low[0], 1e-9), tall = fmax(high[1] - low[1], 1e-9);
    const double scale = fmin((WIDTH - 2 * PAD) / wide, (HEIGHT - 2 * PAD) / tall);
    m->width = (int)fmax(LEAST_WIDTH, ceil(wide * scale) + 2 * PAD);
    m->height = (int)fmax(LEAST_HEIGHT, ceil(tall * scale) + 2 * PAD);
    for (size_t i = 0; i < m->r->n; i++) {
        m->x[i] = (int)lround(10 * (m->width / 2.0 + scale * (a[i].x - (low[0] + high[0]) / 2)));
        m->y[i] = (int)lround(10 * (m->height / 2.0 - scale * (a[i].y - (low[1] + high[1]) / 2)));
    }
}

static vn_status map_make(map *m, const report *r, vn_error *err)
{
    *m = (map){.r = r, .radius = r->n <= 200 ? 60 : r->n <= 1000 ? 42 : 30};
    m->x = calloc(r->n + 1, sizeof *m->x);
    m->y = calloc(r->n + 1, sizeof *m->y);
    m->by_size = calloc(r->n_groups + 1, sizeof *m->by_size);
    if (!m->x || !m->y || !m->by_size)
        return cli_error(err, VN_ENOMEM, "out of memory for a map");
    place(m);
    return sort_groups(m, err);
}

/* Points ------------------------------------------------------------------------------------------------------------ */

/* Corners of the markers of layout_marker in per cent of the radius; the first, none, is a circle. */
static const struct {
    size_t n;
    signed char at[12][2];
} MARKER[LAYOUT_MARKERS] = {
    {0, {{0}}},
    {4, {{-88, -88}, {88, -88}, {88, 88}, {-88, 88}}},
    {3, {{0, -115}, {110, 80}, {-110, 80}}},
    {4, {{0, -125}, {125, 0}, {0, 125}, {-125, 0}}},
    {3, {{0, 115}, {110, -80}, {-110, -80}}},
    {12, {{-38, -115}, {38, -115}, {38, -38}, {115, -38}, {115, 38}, {38, 38}, {38, 115}, {-38, 115}, {-38, 38}, {-115, 38},
          {-115, -38}, {-38, -38}}},
    {12, {{0, -54}, {54, -108}, {108, -54}, {54, 0}, {108, 54}, {54, 108}, {0, 54}, {-54, 108}, {-108, 54}, {-54, 0},
          {-108, -54}, {-54, -108}}},
};

static void put_marker(page *p, unsigned marker, int x, int y, int r)
{
    if (!MARKER[marker].n) {
        html_put(p, "M%d %da%d %d 0 1 0 %d 0a%d %d 0 1 0 %d 0z", x - r, y, r, r, 2 * r, r, r, -2 * r);
        return;
    }
    for (size_t i = 0; i < MARKER[marker].n; i++)
        html_put(p, "%s%d %d", i ? "L" : "M", x + MARKER[marker].at[i][0] * r / 100, y + MARKER[marker].at[i][1] * r / 100);
    html_put(p, "z");
}

/* A path a group. */
static void put_points(page *p, const map *m)
{
    html_put(p, "<g class=\"points%s\" transform=\"scale(.1)\">\n", m->r->n > MANY ? " many" : "");
    for (size_t i = 0; i < m->r->n_groups; i++) {
        const size_t g = m->by_size[i];
        html_put(p, "<path class=\"");
        html_group_class(p, g);
        html_put(p, "\" data-g=\"%zu\" d=\"", g);
        for (size_t j = 0; j < m->r->group[g].size; j++) {
            const size_t a = m->r->group[g].member[j];
            put_marker(p, layout_marker(g), m->x[a], m->y[a], m->radius);
        }
        html_put(p, "\"/>\n");
    }
    html_put(p, "</g>\n");
}

/* Names of groups ---------------------------------------------------------------------------------------------------- */

typedef struct box {
    double left, top, right, bottom;
} box;

static bool is_free(const box *taken, size_t n, box b)
{
    for (size_t i = 0; i < n; i++)
        if (b.left < taken[i].right && taken[i].left < b.right && b.top < taken[i].bottom && taken[i].top < b.bottom)
            return false;
    return true;
}

/* The middle of a group in units of the picture. */
static void middle(const map *m, size_t group, double *x, double *y)
{
    const report_group *g = &m->r->group[group];
    *x = *y = 0;
    for (size_t i = 0; i < g->size; i++) {
        *x += m->x[g->member[i]] / (10.0 * (double)g->size);
        *y += m->y[g->member[i]] / (10.0 * (double)g->size);
    }
}

static box box_at(double x, double y, size_t columns)
{
    const double half = 13 * LAYOUT_COLUMN * (double)columns / 2 + 3;
    return (box){x - half, y - 9, x + half, y + 9};
}

/* How many marks a text would hide. */
static size_t hidden_by(const map *m, box b)
{
    size_t n = 0;
    for (size_t i = 0; i < m->r->n; i++)
        n += m->x[i] > 10 * b.left && m->x[i] < 10 * b.right && m->y[i] > 10 * b.top && m->y[i] < 10 * b.bottom;
    return n;
}

/* The place near the wanted one where a text of that many columns hides no other text, and the fewest marks; false when there
 * is none. */
static bool find_place(const map *m, const box *taken, size_t n, size_t columns, double *x, double *y)
{
    static const int AWAY[] = {0, -18, 18, -36, 36, -54, 54};
    const double half = 13 * LAYOUT_COLUMN * (double)columns / 2 + 4;
    const double inside = fmin(fmax(*x, half), m->width - half);
    size_t least = SIZE_MAX;
    double best = 0;
    for (size_t i = 0; i < CLI_COUNT_OF(AWAY); i++) {
        const double at = fmin(fmax(*y + AWAY[i], 10), m->height - 10);
        const box b = box_at(inside, at, columns);
        const size_t hidden = is_free(taken, n, b) ? hidden_by(m, b) : SIZE_MAX;
        if (hidden < least) {
            least = hidden;
            best = at;
        }
    }
    if (least == SIZE_MAX)
        return false;
    *x = inside;
    *y = best;
    return true;
}

/* With its words where there is room for them, else its number; nothing where even that would hide another. */
static void put_labels(page *p, const map *m)
{
    enum { COLUMNS = 30 };
    box taken[NUMBERS];
    size_t n = 0;
    html_put(p, "<g class=\"labels\" text-anchor=\"middle\">\n");
    for (size_t i = 0; i < m->r->n_groups && n < NUMBERS; i++) {
        const size_t g = m->by_size[i];
        size_t columns = i < LABELS && m->r->group[g].labels.n ? COLUMNS : 3;
        double x, y;
        middle(m, g, &x, &y);
        bool found = find_place(m, taken, n, columns, &x, &y);
        if (!found && columns > 3)
            found = find_place(m, taken, n, columns = 3, &x, &y);
        if (!found || m->r->group[g].without_words)
            continue;
        taken[n++] = box_at(x, y, columns);
        html_put(p, "<text x=\"%.1f\" y=\"%.1f\">%zu", x, y + 4, g + 1);
        if (columns > 3) {
            html_put(p, "<tspan> ");
            html_group_words(p, g, columns - 3);
            html_put(p, "</tspan>");
        }
        html_put(p, "</text>\n");
    }
    html_put(p, "</g>\n");
}

static void put_legend(page *p, const map *m)
{
    const size_t n = m->r->n_groups < LEGEND ? m->r->n_groups : LEGEND;
    html_put(p, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < n; i++) {
        const size_t g = m->by_size[i];
        html_put(p, "<li><svg class=\"");
        html_group_class(p, g);
        html_put(p, "\" width=\"16\" height=\"16\" viewBox=\"-80 -80 160 160\" aria-hidden=\"true\"><path d=\"");
        put_marker(p, layout_marker(g), 0, 0, 60);
        html_put(p, "\"/></svg> <a href=\"#g%zu\">", g);
        html_group_name(p, g, 46);
        html_put(p, "</a> <span class=\"meta\">");
        html_count(p, TEXT_N_ARTICLES, m->r->group[g].size);
        html_put(p, "</span></li>\n");
    }
    html_put(p, "</ul>\n");
    if (n < m->r->n_groups) {
        html_put(p, "<p class=\"meta\">");
        html_count(p, TEXT_MAP_LEGEND_CUT, m->r->n_groups - n);
        html_put(p, "</p>\n");
    }
}

/* The figure -------------------------------------------------------------------------------------------------------- */

static void put_plot(page *p, const map *m)
{
    html_put(p, "<div class=\"plot\" id=\"map-plot\" tabindex=\"0\" role=\"group\" aria-labelledby=\"map-h\" "
                "aria-describedby=\"map-d\">\n<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
                "aria-labelledby=\"map-h\">\n", m->width, m->height, m->width, m->height);
    put_points(p, m);
    put_labels(p, m);
    html_put(p, "</svg>\n</div>\n");
}

/* #map-data: places of the articles in tenths of a pixel. */
static void put_data(page *p, const map *m)
{
    html_script_data(p, "map-data");
    html_put(p, "{\"x\":[");
    for (size_t i = 0; i < m->r->n; i++)
        html_put(p, i ? ",%d" : "%d", m->x[i]);
    html_put(p, "],\"y\":[");
    for (size_t i = 0; i < m->r->n; i++)
        html_put(p, i ? ",%d" : "%d", m->y[i]);
    html_put(p, "]}");
    html_script_end(p);
}

static void put_articles(page *p)
{
    static const html_column COLUMN[] = {{TEXT_TITLE, ""}, {TEXT_GROUP, "n"}, {TEXT_MAP_X, "n"}, {TEXT_MAP_Y, "n"}};
    html_table(p, "map-table", "map", TEXT_MAP_TABLE, COLUMN, sizeof COLUMN / sizeof *COLUMN);
    for (size_t i = 0; i < p->r->n; i++) {
        html_put(p, "<tr><th scope=\"row\">");
        html_article(p, i);
        html_put(p, "</th>");
        html_cell_whole(p, p->r->article[i].group + 1);
        html_cell_decimal(p, p->r->article[i].x, 3);
        html_cell_decimal(p, p->r->article[i].y, 3);
        html_put(p, "</tr>\n");
    }
    html_table_end(p);
}

static void put_groups(page *p)
{
    static const html_column COLUMN[] = {{TEXT_GROUP, ""}, {TEXT_ARTICLES, "n"}, {TEXT_MAP_X, "n"}, {TEXT_MAP_Y, "n"}};
    html_table(p, "map-table", "map-groups", TEXT_MAP_TABLE, COLUMN, sizeof COLUMN / sizeof *COLUMN);
    for (size_t g = 0; g < p->r->n_groups; g++) {
        const report_group *group = &p->r->group[g];
        double x = 0, y = 0;
        for (size_t i = 0; i < group->size; i++) {
            x += p->r->article[group->member[i]].x / (double)group->size;
            y += p->r->article[group->member[i]].y / (double)group->size;
        }
        html_put(p, "<tr><th scope=\"row\">");
        html_group_name(p, g, SIZE_MAX);
        html_put(p, "</th>");
        html_cell_whole(p, group->size);
        html_cell_decimal(p, x, 3);
        html_cell_decimal(p, y, 3);
        html_put(p, "</tr>\n");
    }
    html_table_end(p);
}

static void put_caption(page *p)
{
    vn_buf buf = {0};
    const vn_slice share = html_kept(p, &buf, report_percent(p->r, p->r->map_share[0] + p->r->map_share[1], 0, &buf, p->err));
    html_put(p, "<figcaption id=\"map-d\">");
    html_say(p, TEXT_MAP_SHARE, &share, 1);
    if (p->r->n > TABLE_MAX)
        html_put(p, " %s", report_text(p->r, TEXT_MAP_TABLE_GROUPS));
    html_put(p, "</figcaption>\n");
    vn_buf_free(&buf);
}

/* Two points are always a line. */
bool html_has_map(const report *r)
{
    return r->n > 2;
}

void html_map(page *p)
{
    map m;
    const vn_status st = map_make(&m, p->r, p->err);
    if (st && !p->status)
        p->status = st;
    if (!p->status) {
        html_section(p, "map", TEXT_H_MAP, TEXT_MAP_INTRO);
        html_put(p, "<figure class=\"figure map\" aria-labelledby=\"map-h\">\n");
        put_caption(p);
        put_plot(p, &m);
        put_legend(p, &m);
        html_put(p, "</figure>\n");
        put_data(p, &m);
        html_data(p);
        if (p->r->n <= TABLE_MAX)
            put_articles(p);
        else
            put_groups(p);
        html_data_end(p);
        html_section_end(p);
    }
    map_free(&m);
}
