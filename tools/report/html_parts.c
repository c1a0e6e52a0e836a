#include "html.h"

#include <string.h>

/* Sections ---------------------------------------------------------------------------------------------------------- */

void html_section(page *p, const char *id, report_phrase heading, report_phrase intro)
{
    html_put(p, "<section id=\"%s\" aria-labelledby=\"%s-h\">\n<h2 id=\"%s-h\">%s</h2>\n", id, id, id,
             report_text(p->r, heading));
    if (intro != TEXT_END)
        html_put(p, "<p class=\"intro\">%s</p>\n", report_text(p->r, intro));
}

void html_section_end(page *p)
{
    html_put(p, "</section>\n");
}

/* Tables ------------------------------------------------------------------------------------------------------------ */

void html_table(page *p, const char *id, const char *file, report_phrase caption, const html_column *column, size_t n)
{
    const char *name = report_text(p->r, caption);
    html_put(p, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"%s\">\n", name);
    html_put(p, "<table id=\"%s\" data-csv=\"%s\">\n<caption>%s</caption>\n<thead><tr>", id, file, name);
    for (size_t i = 0; i < n; i++) {
        const char *heading = report_text(p->r, column[i].heading);
        if (*column[i].kind)
            html_put(p, "<th scope=\"col\" class=\"%s\">%s</th>", column[i].kind, heading);
        else
            html_put(p, "<th scope=\"col\">%s</th>", heading);
    }
    html_put(p, "</tr></thead>\n<tbody>\n");
}

void html_table_end(page *p)
{
    html_put(p, "</tbody>\n</table>\n</div>\n");
}

void html_data(page *p)
{
    html_put(p, "<details class=\"data\"><summary>%s</summary>\n", report_text(p->r, TEXT_DATA_TABLE));
}

void html_data_end(page *p)
{
    html_put(p, "</details>\n");
}

void html_cell(page *p, vn_slice text)
{
    html_put(p, "<td>%.*s</td>", HTML_SLICE(text));
}

void html_cell_whole(page *p, uint64_t number)
{
    html_put(p, "<td class=\"n\" data-v=\"%zu\">", (size_t)number);
    html_whole(p, number);
    html_put(p, "</td>");
}

void html_cell_decimal(page *p, double number, unsigned decimals)
{
    html_put(p, "<td class=\"n\" data-v=\"%.6f\">", number);
    html_decimal(p, number, decimals);
    html_put(p, "</td>");
}

void html_cell_percent(page *p, double part, unsigned decimals)
{
    html_put(p, "<td class=\"n\" data-v=\"%.6f\">", part);
    html_percent(p, part, decimals);
    html_put(p, "</td>");
}

void html_cell_date(page *p, vn_slice date)
{
    html_put(p, "<td class=\"d\" data-v=\"%.*s\">", HTML_SLICE(date));
    html_date(p, date);
    html_put(p, "</td>");
}

/* Articles and groups ----------------------------------------------------------------------------------------------- */

void html_group_class(page *p, size_t group)
{
    html_put(p, "g%zu r%zu", group % HTML_COLOURS, group / HTML_COLOURS);
}

void html_group_labels(page *p, size_t group, size_t m)
{
    const report_terms *labels = &p->r->group[group].labels;
    for (size_t i = 0; i < labels->n && i < m; i++)
        html_put(p, i ? ", %.*s" : "%.*s", HTML_SLICE(labels->item[i].term));
}

void html_article(page *p, size_t article)
{
    html_put(p, "<a href=\"#a%zu\">%.*s</a>", article, HTML_SLICE(p->r->article[article].title));
}

void html_link(page *p, size_t article)
{
    const report_article *a = &p->r->article[article];
    const bool web = a->url.len > 8 && (memcmp(a->url.ptr, "http://", 7) == 0 || memcmp(a->url.ptr, "https://", 8) == 0);
    if (web)
        html_put(p, " <a class=\"out\" href=\"%.*s\" rel=\"noreferrer noopener\" aria-label=\"%s: %.*s\">↗</a>",
                 HTML_SLICE(a->url), report_text(p->r, TEXT_OPEN_LINK), HTML_SLICE(a->title));
}

void html_origin(page *p, size_t article)
{
    const report_article *a = &p->r->article[article];
    html_text(p, a->source);
    if (a->source.len && a->date.len)
        html_put(p, ", ");
    html_date(p, a->date);
}

void html_term(page *p, vn_slice term)
{
    size_t from = 0;
    for (size_t i = 0; i <= term.len; i++)
        if (i == term.len || term.ptr[i] == '_') {
            html_text(p, (vn_slice){term.ptr + from, i - from});
            if (i < term.len)
                html_put(p, " ");
            from = i + 1;
        }
}

void html_bar(page *p, double part)
{
    html_put(p, "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                "<rect width=\"%.1f\" height=\"10\"/></svg>",
             100 * part);
}
