#include "html.h"

#include <string.h>

/* How much of a group is shown; the bars of many groups would make a page long and large, and their table has them too. */
enum { LABELS = 6, BARS = 6, WITH_BARS = 200, FEW_SINGLES = 4 };

/* Groups of one article are a list, when they are many. */
static bool is_single(const report_group *group)
{
    return group->size == 1 && !group->without_words;
}

/* Label words that do not break within. */
static void put_labels(page *p, const report_terms *labels)
{
    for (size_t i = 0; i < labels->n && i < LABELS; i++)
        html_put(p, i ? " <span>%.*s%s</span>" : "<span>%.*s%s</span>", HTML_SLICE(labels->item[i].term),
                 i + 1 < labels->n && i + 1 < LABELS ? "," : "");
}

static void put_title(page *p, size_t g)
{
    const report_group *group = &p->r->group[g];
    html_put(p, "<h3 id=\"g%zu-h\"><span class=\"badge ", g);
    html_group_class(p, g);
    html_put(p, "\">%zu</span> ", g + 1);
    if (group->without_words)
        html_phrase(p, TEXT_WITHOUT_WORDS);
    else
        put_labels(p, &group->labels);
    html_put(p, "</h3>\n<p class=\"meta\">");
    html_count(p, TEXT_N_ARTICLES, group->size);
    if (group->size > 1 && !group->without_words) {
        vn_buf buf = {0};
        const vn_slice value = html_kept(p, &buf, report_decimal(p->r, group->cohesion, 2, &buf, p->err));
        html_put(p, " · ");
        html_say(p, TEXT_COHESION_IS, &value, 1);
        vn_buf_free(&buf);
    }
    html_put(p, "</p>\n");
}

static void put_central(page *p, size_t article)
{
    html_put(p, "<p class=\"central\"><span>%s</span> ", report_text(p->r, TEXT_CENTRAL_IS));
    html_article(p, article);
    html_put(p, "</p>\n");
}

/* The best keywords, those of more articles first. */
static void put_bars(page *p, const report_group *group)
{
    report_term best[BARS];
    const size_t n = html_by_articles(&group->keywords, best, BARS);
    if (n)
        html_put(p, "<ul class=\"bars\">\n");
    for (size_t i = 0; i < n; i++) {
        html_put(p, "<li><span>%.*s</span>", HTML_SLICE(best[i].term));
        html_bar(p, (double)best[i].articles / (double)group->size);
        html_put(p, "<span>");
        html_count(p, TEXT_N_ARTICLES, best[i].articles);
        html_put(p, "</span></li>\n");
    }
    if (n)
        html_put(p, "</ul>\n");
}

static void put_members(page *p, const report_group *group)
{
    html_put(p, "<details><summary>");
    html_count(p, TEXT_MEMBERS, group->size);
    html_put(p, "</summary>\n<ol>\n");
    for (size_t i = 0; i < group->size; i++) {
        html_put(p, "<li>");
        html_article(p, group->member[i]);
        html_link(p, group->member[i]);
        html_put(p, "</li>\n");
    }
    html_put(p, "</ol></details>\n");
}

static void put_card(page *p, size_t g)
{
    const report_group *group = &p->r->group[g];
    html_put(p, "<article class=\"card ");
    html_group_class(p, g);
    html_put(p, "\" id=\"g%zu\" aria-labelledby=\"g%zu-h\">\n", g, g);
    put_title(p, g);
    if (!group->without_words)
        put_central(p, group->central);
    if (g < WITH_BARS)
        put_bars(p, group);
    put_members(p, group);
    html_put(p, "</article>\n");
}

static void put_terms_cell(page *p, const report_terms *terms)
{
    html_put(p, "<td>");
    for (size_t i = 0; i < terms->n; i++)
        html_put(p, i ? ", %.*s" : "%.*s", HTML_SLICE(terms->item[i].term));
    html_put(p, "</td>");
}

static void put_group_row(page *p, size_t g)
{
    const report_group *group = &p->r->group[g];
    html_put(p, "<tr>");
    html_cell_whole(p, g + 1);
    html_cell_whole(p, group->size);
    html_cell_decimal(p, group->cohesion, 3);
    put_terms_cell(p, &group->labels);
    put_terms_cell(p, &group->keywords);
    html_cell(p, p->r->article[group->central].title);
    html_put(p, "</tr>\n");
}

/* Groups that have a card. */
static void put_table(page *p, bool singles)
{
    static const html_column COLUMNS[] = {{TEXT_GROUP, "n"}, {TEXT_ARTICLES, "n"}, {TEXT_COHESION, "n"},
                                          {TEXT_LABELS, ""}, {TEXT_KEYWORDS, ""},  {TEXT_CENTRAL, ""}};
    html_data(p);
    html_table(p, "groups-table", "groups", TEXT_H_GROUPS, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t g = 0; g < p->r->n_groups; g++)
        if (singles || !is_single(&p->r->group[g]))
            put_group_row(p, g);
    html_table_end(p);
    html_data_end(p);
}

static size_t count_singles(const report *r)
{
    size_t n = 0;
    for (size_t g = 0; g < r->n_groups; g++)
        n += is_single(&r->group[g]);
    return n < FEW_SINGLES ? 0 : n;
}

static void put_singles(page *p, size_t n)
{
    html_put(p, "<details class=\"singles\"><summary>");
    html_count(p, TEXT_SINGLES, n);
    html_put(p, "</summary>\n<ul>\n");
    for (size_t g = 0; g < p->r->n_groups; g++)
        if (is_single(&p->r->group[g])) {
            html_put(p, "<li class=\"single\" id=\"g%zu\"><span class=\"badge ", g);
            html_group_class(p, g);
            html_put(p, "\">%zu</span> ", g + 1);
            html_article(p, p->r->group[g].central);
            html_put(p, "</li>\n");
        }
    html_put(p, "</ul>\n</details>\n");
}

void html_groups(page *p)
{
    const size_t singles = count_singles(p->r);
    html_section(p, "groups", TEXT_H_GROUPS, TEXT_GROUPS_INTRO);
    html_put(p, "<div class=\"cards\">\n");
    for (size_t g = 0; g < p->r->n_groups; g++)
        if (!singles || !is_single(&p->r->group[g]))
            put_card(p, g);
    html_put(p, "</div>\n");
    if (singles)
        put_singles(p, singles);
    put_table(p, !singles);
    html_section_end(p);
}
