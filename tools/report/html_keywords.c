#include "html.h"

static uint64_t most_articles(const report_terms *terms)
{
    uint64_t most = 1;
    for (size_t i = 0; i < terms->n; i++)
        most = terms->item[i].articles > most ? terms->item[i].articles : most;
    return most;
}

void html_keywords(page *p)
{
    static const html_column COLUMNS[] = {{TEXT_KEYWORD, ""}, {TEXT_CHART, "c"}, {TEXT_ARTICLES, "n"}, {TEXT_SHARE, "n"}};
    const report_terms *terms = &p->r->keywords;
    const uint64_t most = most_articles(terms);
    html_section(p, "keywords", TEXT_H_KEYWORDS, TEXT_KEYWORDS_INTRO);
    html_table(p, "keywords-table", "keywords", TEXT_H_KEYWORDS, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < terms->n; i++) {
        html_put(p, "<tr><th scope=\"row\">%.*s</th><td class=\"chart\">", HTML_SLICE(terms->item[i].term));
        html_bar(p, (double)terms->item[i].articles / (double)most);
        html_put(p, "</td>");
        html_cell_whole(p, terms->item[i].articles);
        html_cell_percent(p, (double)terms->item[i].articles / (double)p->r->n, 0);
        html_put(p, "</tr>\n");
    }
    html_table_end(p);
    html_section_end(p);
}
