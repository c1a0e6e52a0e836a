#include "html.h"

static size_t count_pairs(const report *r, bool copies)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_pairs; i++)
        n += r->pair[i].copies == copies;
    return n;
}

bool html_has_pairs(const report *r)
{
    return count_pairs(r, false) > 0;
}

bool html_has_copies(const report *r)
{
    return count_pairs(r, true) > 0;
}

static void put_article_cell(page *p, size_t article)
{
    html_put(p, "<td>");
    html_article(p, article);
    html_put(p, "<span class=\"meta\">");
    html_origin(p, article);
    html_put(p, "</span></td>");
}

/* Terms with their part of the score. */
static void put_why(page *p, const report_pair *pair)
{
    html_put(p, "<td class=\"why\">");
    for (size_t i = 0; i < pair->why.n; i++) {
        html_put(p, i ? ", " : "");
        html_term(p, pair->why.item[i].term);
        html_put(p, " <span class=\"part\">");
        html_percent(p, pair->score > 0 ? pair->why.item[i].score / pair->score : 0, 0);
        html_put(p, "</span>");
    }
    html_put(p, "</td>");
}

/* A number, which a telephone shows with its name. */
static void put_value(page *p, report_phrase name, double x, void (*put)(page *, double, unsigned), unsigned decimals)
{
    html_put(p, "<td class=\"n\" data-v=\"%.6f\"><span class=\"on-phone\">%s</span> ", x, report_text(p->r, name));
    put(p, x, decimals);
    html_put(p, "</td>");
}

static void put_pair(page *p, const report_pair *pair)
{
    html_put(p, "<tr data-a=\"%zu\" data-b=\"%zu\">", pair->a, pair->b);
    put_article_cell(p, pair->a);
    put_article_cell(p, pair->b);
    put_value(p, TEXT_SIMILARITY, pair->score, html_decimal, 2);
    if (pair->copies)
        put_value(p, TEXT_OVERLAP, pair->overlap, html_percent, 0);
    else
        put_why(p, pair);
    html_put(p, "</tr>\n");
}

static void put_pairs(page *p, bool copies)
{
    for (size_t i = 0; i < p->r->n_pairs; i++)
        if (p->r->pair[i].copies == copies)
            put_pair(p, &p->r->pair[i]);
}

void html_pairs(page *p)
{
    static const html_column COLUMNS[] = {
        {TEXT_ARTICLE_A, ""}, {TEXT_ARTICLE_B, ""}, {TEXT_SIMILARITY, "n"}, {TEXT_REASON, "x"}};
    html_section(p, "pairs", TEXT_H_PAIRS, TEXT_PAIRS_INTRO);
    html_put(p, "<p class=\"meta\">");
    html_count(p, TEXT_PAIRS_SHOWN, count_pairs(p->r, false));
    html_put(p, "</p>\n");
    html_table(p, "pairs-table", "pairs", TEXT_H_PAIRS, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    put_pairs(p, false);
    html_table_end(p);
    html_section_end(p);
}

void html_copies(page *p)
{
    static const html_column COLUMNS[] = {
        {TEXT_ARTICLE_A, ""}, {TEXT_ARTICLE_B, ""}, {TEXT_SIMILARITY, "n"}, {TEXT_OVERLAP, "n"}};
    html_section(p, "copies", TEXT_H_COPIES, TEXT_COPIES_INTRO);
    html_table(p, "copies-table", "copies", TEXT_H_COPIES, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    put_pairs(p, true);
    html_table_end(p);
    html_section_end(p);
}
