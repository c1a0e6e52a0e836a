#include "html.h"

enum { KEYWORDS = 5 };

static void put_keywords(page *p, const report_terms *terms)
{
    html_put(p, "<td class=\"keys\">");
    for (size_t i = 0; i < terms->n && i < KEYWORDS; i++)
        html_put(p, i ? ", %.*s" : "%.*s", HTML_SLICE(terms->item[i].term));
    html_put(p, "</td>");
}

/* Columns that no article fills are left out. */
typedef struct filled {
    bool dates;
    bool sources;
    bool keywords;
} filled;

static filled find_filled(const report *r)
{
    filled f = {false, false, false};
    for (size_t i = 0; i < r->n; i++) {
        f.dates |= r->article[i].date.len > 0;
        f.sources |= r->article[i].source.len > 0;
        f.keywords |= r->article[i].keywords.n > 0;
    }
    return f;
}

static void put_title(page *p, size_t i)
{
    const report_article *a = &p->r->article[i];
    html_put(p, "<tr id=\"a%zu\" data-g=\"%zu\"><td class=\"title\">%.*s", i, a->group, HTML_SLICE(a->title));
    html_link(p, i);
    if (a->copy_of != i)
        html_put(p, " <a class=\"copy\" href=\"#a%zu\">%s</a>", a->copy_of, report_text(p->r, TEXT_COPY));
    html_put(p, "</td>");
}

static void put_group(page *p, size_t group)
{
    html_put(p, "<td class=\"group\" data-v=\"%zu\"><a class=\"badge ", group + 1);
    html_group_class(p, group);
    html_put(p, "\" href=\"#g%zu\">%zu</a></td>", group, group + 1);
}

static void put_row(page *p, size_t i, filled f)
{
    const report_article *a = &p->r->article[i];
    put_title(p, i);
    if (f.dates)
        html_cell_date(p, a->date);
    if (f.sources)
        html_put(p, "<td class=\"source\">%.*s</td>", HTML_SLICE(a->source));
    put_group(p, a->group);
    if (f.keywords)
        put_keywords(p, &a->keywords);
    html_put(p, "</tr>\n");
}

void html_articles(page *p)
{
    const filled f = find_filled(p->r);
    html_column column[5] = {{TEXT_TITLE, ""}};
    size_t n = 1;
    if (f.dates)
        column[n++] = (html_column){TEXT_DATE, "d"};
    if (f.sources)
        column[n++] = (html_column){TEXT_SOURCE, ""};
    column[n++] = (html_column){TEXT_GROUP, "n"};
    if (f.keywords)
        column[n++] = (html_column){TEXT_KEYWORDS, ""};
    html_section(p, "articles", TEXT_H_ARTICLES, TEXT_END);
    html_table(p, "articles-table", "articles", TEXT_H_ARTICLES, column, n);
    for (size_t i = 0; i < p->r->n; i++)
        put_row(p, i, f);
    html_table_end(p);
    html_section_end(p);
}
