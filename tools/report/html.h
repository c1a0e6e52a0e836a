/* Writing the page of a report: markup, escaped text, tables, data for scripts.
 *
 * The page is well-formed XML too (every tag is closed, attributes are quoted, no named entities but those of XML), so that
 * a parser can prove it. Its policy forbids all that it does not bring itself: no style attribute, no event attribute, no
 * other script. Widths and colours stand in attributes of SVG and in classes.
 *
 * What tests and scripts may rely on:
 *   sections         #summary #heatmap #tree #map #groups #keywords #pairs #copies #trends #articles, each a <section> with
 *                    an <h2> that names it; those with nothing to tell are not there
 *   search           #search (input), #found (aria-live: how many were found)
 *   theme            #theme (button); data-theme="light" or "dark" at <html> when a reader has chosen
 *   articles         tr#aN in #articles-table, N from 0 in the order of the report: data-g (its group), and cells .title .d
 *                    .source .group .keys, as far as any article fills them
 *   groups           article#gN in #groups, N from 0; li#gN when it is one of many with a
 *                    single article
 *   pairs            tr in #pairs-table and #copies-table: data-a and data-b, numbers of articles
 *   tables           table[data-csv] is downloaded under that name by the button [data-for="id of the table"], which a script
 *                    makes. A cell shows what readers read; data-v has the value that programs read
 *   numbers          a class gN for the colour of a group (N below HTML_COLOURS), rN for the round when colours repeat
 * Scripts find phrases in #phrases (JSON): those whose names begin with JS_ or N_. page.js has what all scripts use;
 * figures.css and figures.js belong to the heat map, the tree and the map. */
#ifndef TOOLS_REPORT_HTML_H
#define TOOLS_REPORT_HTML_H

#include "text.h"

enum { HTML_COLOURS = 8 }; /* of groups, in page.css: --g0 ... */

/* A page being written. The first failure stays in `status`; whatever comes after it does nothing. */
typedef struct page {
    const report *r;
    output *out;
    vn_buf text; /* what waits to be written */
    vn_status status;
    vn_error *err;
} page;

/* For "%.*s". */
#define HTML_SLICE(s) (int)(s).len, (s).ptr

/* Writes markup, in which conversions of printf stand for values: %s and %.*s (escaped for text and for attributes in double
 * quotes), %d, %u, %zu, %.Nf (with a point, whatever the locale; zeros at its end are left out) and %%. Nothing else. */
void html_put(page *p, const char *markup, ...) VN_PRINTF(2, 3);

/* Writes bytes as they are: style, script. */
void html_raw(page *p, vn_slice bytes);

/* Escaped, for text and attributes in double quotes. */
void html_text(page *p, vn_slice text);
void html_phrase(page *p, report_phrase phrase);

/* A phrase with values, escaped. */
void html_say(page *p, report_phrase phrase, const vn_slice *arg, size_t n);
void html_count(page *p, report_phrase phrase, uint64_t number);

/* Numbers and dates for readers. */
void html_whole(page *p, uint64_t number);
void html_decimal(page *p, double number, unsigned decimals);
void html_percent(page *p, double part, unsigned decimals);
void html_date(page *p, vn_slice date);

/* The same as text that outlives the call, to be values of phrases; the caller frees it. */
vn_slice html_kept(page *p, vn_buf *buf, vn_status st);

/* Values of JSON within <script type="application/json">: what could end the script or begin a comment is escaped. */
void html_json_string(page *p, vn_slice text);
void html_json_number(page *p, double number); /* nine digits */
void html_script_data(page *p, const char *id); /* <script type="application/json" id="..."> */
void html_script_end(page *p);

/* <section id="..." aria-labelledby="..."> with its <h2>, and an introduction of a sentence or two (TEXT_END: none). */
void html_section(page *p, const char *id, report_phrase heading, report_phrase intro);
void html_section_end(page *p);

/* Tables: a caption for those who do not see what is around, headings, rows of cells. */
typedef struct html_column {
    report_phrase heading;
    const char *kind; /* class of the heading: "n" numbers (sorted by data-v), "d" dates, "" text, "x" text that is not
                         sorted, "c" charts, which no download has */
} html_column;

/* `file` is the name of the download, without its extension: "keywords". */
void html_table(page *p, const char *id, const char *file, report_phrase caption, const html_column *column, size_t n);
void html_table_end(page *p);

/* <details> around the data table of a figure. */
void html_data(page *p);
void html_data_end(page *p);

/* Cells. */
void html_cell(page *p, vn_slice text);
void html_cell_whole(page *p, uint64_t number);
void html_cell_decimal(page *p, double number, unsigned decimals);
void html_cell_percent(page *p, double part, unsigned decimals);
void html_cell_date(page *p, vn_slice date);

/* The classes of a group's colour: "g3 r0". */
void html_group_class(page *p, size_t group);

/* The first label words of a group, at most m, parted by commas, escaped. */
void html_group_labels(page *p, size_t group, size_t m);

/* The title of an article, linked to its row in the table of articles. */
void html_article(page *p, size_t article);

/* A link to the article itself, when its address is known. */
void html_link(page *p, size_t article);

/* "source, date" of an article, as far as it has them. */
void html_origin(page *p, size_t article);

/* A term of the vocabulary, with spaces for `_`. */
void html_term(page *p, vn_slice term);

/* The best m terms, those of more articles first, equal ones as they were; gives how many there are. */
size_t html_by_articles(const report_terms *terms, report_term *best, size_t m);

/* A bar as long as `part` of 1. */
void html_bar(page *p, double part);

/* The sections. Each writes all of it, or nothing when there is nothing to tell. */
void html_masthead(page *p);
void html_summary(page *p);
void html_groups(page *p);
void html_keywords(page *p);
void html_pairs(page *p);  /* that are no copies */
void html_copies(page *p);
void html_trends(page *p);
void html_articles(page *p);
bool html_has_pairs(const report *r);
bool html_has_copies(const report *r);

#endif
