#include "html.h"

enum { KEYWORDS = 5 };

static void put_keywords(page *p, const report_terms *terms)
{
    html_put(p, "<td class=\"keys\">");
    for (size_t i = 0; i < terms->n && i < KEYWORDS; i++)
        html_put(p, i ? ", %.*s" : "%.*s", HTML_SLICE(terms->item[i].term));
    html_put(p, "</td>");
}

static void put_row(page *p, size_t i)
{
    const report_article *a = &p->r->article[i];
    html_put(p, "<tr id=\"a%zu\" data-g=\"%zu\"><td class=\"title\">%.*s", i, a->group, HTML_SLICE(a->title));
    html_link(p, i);
    if (a->copy_of != i)
        html_put(p, " <a class=\"copy\" href=\"#a%zu\">%s</a>", a->copy_of, report_text(p->r, TEXT_COPY));
    html_put(p, "</td>");
    html_cell_date(p, a->date);
    html_put(p, "<td class=\"source\">%.*s</td><td class=\"group\" data-v=\"%zu\"><a class=\"badge ", HTML_SLICE(a->source),
             a->group + 1);
    html_group_class(p, a->group);
    html_put(p, "\" href=\"#g%zu\">%zu</a></td>", a->group, a->group + 1);
    put_keywords(p, &a->keywords);
    html_put(p, "</tr>\n");
}

void html_articles(page *p)
{
    static const html_column COLUMNS[] = {
        {TEXT_TITLE, ""}, {TEXT_DATE, "d"}, {TEXT_SOURCE, ""}, {TEXT_GROUP, "n"}, {TEXT_KEYWORDS, ""}};
    html_section(p, "articles", TEXT_H_ARTICLES, TEXT_END);
    html_table(p, "articles-table", "articles", TEXT_H_ARTICLES, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < p->r->n; i++)
        put_row(p, i);
    html_table_end(p);
    html_section_end(p);
}
