#include "html.h"

#include "cli.h"

#include <stdlib.h>

size_t html_by_articles(const report_terms *terms, report_term *best, size_t m)
{
    const size_t n = terms->n < m ? terms->n : m;
    for (size_t i = 0; i < n; i++) {
        const report_term term = terms->item[i];
        size_t at = i;
        for (; at && best[at - 1].articles < term.articles; at--)
            best[at] = best[at - 1];
        best[at] = term;
    }
    return n;
}

static void put_term(page *p, const report_term *term, uint64_t most)
{
    html_put(p, "<tr><th scope=\"row\">%.*s</th><td class=\"chart\">", HTML_SLICE(term->term));
    html_bar(p, (double)term->articles / (double)most);
    html_put(p, "</td>");
    html_cell_whole(p, term->articles);
    html_cell_percent(p, (double)term->articles / (double)p->r->n, 0);
    html_put(p, "</tr>\n");
}

static void put_terms(page *p, const report_term *term, size_t n)
{
    const uint64_t most = n && term[0].articles ? term[0].articles : 1;
    for (size_t i = 0; i < n; i++)
        put_term(p, &term[i], most);
}

void html_keywords(page *p)
{
    static const html_column COLUMNS[] = {{TEXT_KEYWORD, ""}, {TEXT_CHART, "c"}, {TEXT_ARTICLES, "n"}, {TEXT_SHARE, "n"}};
    report_term *best = calloc(p->r->keywords.n + 1, sizeof *best);
    if (!best) {
        p->status = p->status ? p->status : cli_error(p->err, VN_ENOMEM, "out of memory for keywords");
        return;
    }
    html_section(p, "keywords", TEXT_H_KEYWORDS, TEXT_KEYWORDS_INTRO);
    html_table(p, "keywords-table", "keywords", TEXT_H_KEYWORDS, COLUMNS, CLI_COUNT_OF(COLUMNS));
    put_terms(p, best, html_by_articles(&p->r->keywords, best, p->r->keywords.n));
    html_table_end(p);
    html_section_end(p);
    free(best);
}
