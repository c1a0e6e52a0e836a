#include "html.h"

#include <string.h>

enum { LABELS = 6, BARS = 6 };

static void put_title(page *p, size_t g)
{
    const report_group *group = &p->r->group[g];
    html_put(p, "<h3 id=\"g%zu-h\"><span class=\"badge ", g);
    html_group_class(p, g);
    html_put(p, "\">%zu</span> ", g + 1);
    if (group->without_words)
        html_phrase(p, TEXT_WITHOUT_WORDS);
    else
        html_group_labels(p, g, LABELS);
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

static void put_bars(page *p, const report_group *group)
{
    if (!group->keywords.n)
        return;
    html_put(p, "<ul class=\"bars\">\n");
    for (size_t i = 0; i < group->keywords.n && i < BARS; i++) {
        const report_term *term = &group->keywords.item[i];
        html_put(p, "<li><span>%.*s</span>", HTML_SLICE(term->term));
        html_bar(p, (double)term->articles / (double)group->size);
        html_count(p, TEXT_N_ARTICLES, term->articles);
        html_put(p, "</li>\n");
    }
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

static void put_table(page *p)
{
    static const html_column COLUMNS[] = {{TEXT_GROUP, "n"}, {TEXT_ARTICLES, "n"}, {TEXT_COHESION, "n"},
                                          {TEXT_LABELS, ""}, {TEXT_KEYWORDS, ""},  {TEXT_CENTRAL, ""}};
    html_data(p);
    html_table(p, "groups-table", "groups", TEXT_H_GROUPS, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t g = 0; g < p->r->n_groups; g++) {
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
    html_table_end(p);
    html_data_end(p);
}

void html_groups(page *p)
{
    html_section(p, "groups", TEXT_H_GROUPS, TEXT_GROUPS_INTRO);
    html_put(p, "<div class=\"cards\">\n");
    for (size_t g = 0; g < p->r->n_groups; g++)
        put_card(p, g);
    html_put(p, "</div>\n");
    put_table(p);
    html_section_end(p);
}
