#include "html_figures.h"

#include "sha256.h"

#include <string.h>

/* What assets.S embeds. */
extern const char report_page_css_start[];
extern const char report_page_css_end[];
extern const char report_figures_css_start[];
extern const char report_figures_css_end[];
extern const char report_page_js_start[];
extern const char report_page_js_end[];
extern const char report_figures_js_start[];
extern const char report_figures_js_end[];

/* Style and scripts: what stands around their text makes it well-formed XML, and is part of what the policy names. */
typedef struct asset {
    const char *begin;
    const char *end;
    const char *before;
    const char *after;
} asset;

static const asset STYLES[] = {
    {report_page_css_start, report_page_css_end, "/*<![CDATA[*/\n", "/*]]>*/"},
    {report_figures_css_start, report_figures_css_end, "/*<![CDATA[*/\n", "/*]]>*/"},
};
static const asset SCRIPTS[] = {
    {report_page_js_start, report_page_js_end, "//<![CDATA[\n", "//]]>"},
    {report_figures_js_start, report_figures_js_end, "//<![CDATA[\n", "//]]>"},
};
enum { N_STYLES = sizeof STYLES / sizeof *STYLES, N_SCRIPTS = sizeof SCRIPTS / sizeof *SCRIPTS };

/* Sections, in their order. */
typedef struct section {
    const char *id;
    report_phrase name; /* in the contents */
    void (*write)(page *p);
    bool (*there)(const report *r);
} section;

static bool has_groups(const report *r)
{
    return r->n_groups > 0;
}

static bool has_keywords(const report *r)
{
    return r->keywords.n > 0;
}

static bool has_periods(const report *r)
{
    return r->n_periods > 0;
}

static bool has_articles(const report *r)
{
    return r->n > 0;
}

static const section SECTIONS[] = {
    {"heatmap", TEXT_NAV_HEATMAP, html_heatmap, html_has_heatmap},
    {"tree", TEXT_NAV_TREE, html_tree, html_has_tree},
    {"map", TEXT_NAV_MAP, html_map, html_has_map},
    {"groups", TEXT_NAV_GROUPS, html_groups, has_groups},
    {"keywords", TEXT_NAV_KEYWORDS, html_keywords, has_keywords},
    {"pairs", TEXT_NAV_PAIRS, html_pairs, html_has_pairs},
    {"copies", TEXT_NAV_COPIES, html_copies, html_has_copies},
    {"trends", TEXT_NAV_TRENDS, html_trends, has_periods},
    {"articles", TEXT_NAV_ARTICLES, html_articles, has_articles},
};
enum { N_SECTIONS = sizeof SECTIONS / sizeof *SECTIONS };

/* The frame --------------------------------------------------------------------------------------------------------- */

/* The whole text of an asset as the page has it; VN_ENOMEM. */
static vn_status asset_text(const asset *a, vn_buf *text, vn_error *err)
{
    vn_status st = vn_buf_append(text, a->before, strlen(a->before), err);
    if (!st)
        st = vn_buf_append(text, a->begin, (size_t)(a->end - a->begin), err);
    return st ? st : vn_buf_append(text, a->after, strlen(a->after), err);
}

/* 'sha256-...' of each, as a policy names what it allows. */
static void put_hashes(page *p, const asset *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char digest[SHA256_BASE64];
        vn_buf text = {0};
        sha256_base64(html_kept(p, &text, asset_text(&a[i], &text, p->err)), digest);
        html_put(p, " 'sha256-%s'", digest);
        vn_buf_free(&text);
    }
}

static void put_assets(page *p, const asset *a, size_t n, const char *element)
{
    for (size_t i = 0; i < n; i++) {
        vn_buf text = {0};
        html_put(p, "<%s>", element);
        html_raw(p, html_kept(p, &text, asset_text(&a[i], &text, p->err)));
        html_put(p, "</%s>\n", element);
        vn_buf_free(&text);
    }
}

/* Nothing is loaded, sent or run but what is named here: the last line of defence against text that was not escaped. */
static void put_policy(page *p)
{
    html_put(p, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
                "form-action 'none'; img-src data:; style-src");
    put_hashes(p, STYLES, N_STYLES);
    html_put(p, "; script-src");
    put_hashes(p, SCRIPTS, N_SCRIPTS);
    html_put(p, "\"/>\n");
}

static void put_head(page *p)
{
    html_put(p, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n", report_text(p->r, TEXT_LANG));
    put_policy(p);
    html_put(p, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                "<meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"generator\" content=\"%s\"/>\n",
             p->r->made_by);
    html_put(p, "<title>%.*s</title>\n", HTML_SLICE(p->r->title));
    put_assets(p, STYLES, N_STYLES, "style");
    put_assets(p, SCRIPTS, N_SCRIPTS, "script");
    html_put(p, "</head>\n");
}

/* Contents, search and switch, which stay at the top; the latter two appear when scripts run. */
static void put_bar(page *p)
{
    html_put(p, "<div class=\"bar\"><nav aria-label=\"%s\"><ul>\n", report_text(p->r, TEXT_CONTENTS));
    for (size_t i = 0; i < N_SECTIONS; i++)
        if (SECTIONS[i].there(p->r))
            html_put(p, "<li><a href=\"#%s\">%s</a></li>\n", SECTIONS[i].id, report_text(p->r, SECTIONS[i].name));
    html_put(p, "</ul></nav>\n<div class=\"tools\" hidden=\"hidden\"><div role=\"search\">"
                "<input id=\"search\" type=\"search\" autocomplete=\"off\" aria-label=\"%s\" placeholder=\"%s\"/></div>",
             report_text(p->r, TEXT_SEARCH), report_text(p->r, TEXT_SEARCH));
    html_put(p, "<button id=\"theme\" type=\"button\">%s</button></div>\n"
                "<p id=\"found\" role=\"status\" aria-live=\"polite\"></p></div>\n",
             report_text(p->r, TEXT_JS_DARK));
}

static void put_footer(page *p)
{
    const vn_slice maker = {p->r->made_by, strlen(p->r->made_by)};
    html_put(p, "<footer>\n<p>%s ", report_text(p->r, TEXT_ABOUT));
    if (p->r->method)
        html_say(p, TEXT_METHOD, &(vn_slice){p->r->method, strlen(p->r->method)}, 1);
    else
        html_phrase(p, TEXT_METHOD_GIVEN);
    html_put(p, "</p>\n<p>");
    html_say(p, TEXT_MADE_BY, &maker, 1);
    html_put(p, "</p>\n</footer>\n");
}

/* Phrases that scripts say: all whose names begin with JS_ or N_. */
static void put_script_phrases(page *p)
{
    const char *before = "{";
    html_script_data(p, "phrases");
    for (report_phrase i = 0; i < TEXT_END; i++) {
        const char *name = report_phrase_name(i);
        const char *text = report_text(p->r, i);
        if (strncmp(name, "JS_", 3) != 0 && strncmp(name, "N_", 2) != 0)
            continue;
        html_put(p, "%s", before);
        html_json_string(p, (vn_slice){name, strlen(name)});
        html_put(p, ":");
        html_json_string(p, (vn_slice){text, strlen(text)});
        before = ",";
    }
    html_put(p, "}");
    html_script_end(p);
}

static void put_body(page *p)
{
    html_put(p, "<body>\n<a class=\"skip\" href=\"#main\">%s</a>\n", report_text(p->r, TEXT_SKIP));
    html_masthead(p);
    put_bar(p);
    html_put(p, "<main id=\"main\">\n");
    html_summary(p);
    for (size_t i = 0; i < N_SECTIONS; i++)
        if (SECTIONS[i].there(p->r))
            SECTIONS[i].write(p);
    html_put(p, "</main>\n");
    put_footer(p);
    html_figures_data(p);
    put_script_phrases(p);
    html_put(p, "</body>\n</html>\n");
}

vn_status report_html(const report *r, output *out, vn_error *err)
{
    page p = {.r = r, .out = out, .err = err};
    put_head(&p);
    put_body(&p);
    if (!p.status && p.text.len)
        p.status = output_write(out, p.text.ptr, p.text.len, err);
    vn_buf_free(&p.text);
    return p.status;
}
