#include "html.h"

#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { TERMS_SAID = 5, AT_A_GLANCE = 8, LABELS_AT_A_GLANCE = 3 };

/* Facts ------------------------------------------------------------------------------------------------------------- */

typedef struct facts {
    uint64_t words;
    size_t sources;
    vn_slice first; /* date, empty: none is known */
    vn_slice last;
} facts;

static int by_bytes(const void *a, const void *b)
{
    return cli_slice_cmp(*(const vn_slice *)a, *(const vn_slice *)b);
}

static size_t distinct(vn_slice *item, size_t n)
{
    size_t kinds = 0;
    qsort(item, n, sizeof *item, by_bytes);
    for (size_t i = 0; i < n; i++)
        kinds += item[i].len && (!i || cli_slice_cmp(item[i - 1], item[i]) != 0);
    return kinds;
}

static vn_status count_sources(const report *r, size_t *sources, vn_error *err)
{
    vn_slice *source = calloc(r->n + 1, sizeof *source);
    if (!source)
        return cli_error(err, VN_ENOMEM, "out of memory for the sources");
    for (size_t i = 0; i < r->n; i++)
        source[i] = r->article[i].source;
    *sources = distinct(source, r->n);
    free(source);
    return VN_OK;
}

static vn_status find_facts(const report *r, facts *f, vn_error *err)
{
    *f = (facts){.words = 0};
    for (size_t i = 0; i < r->n; i++) {
        const vn_slice date = r->article[i].date;
        f->words += r->article[i].words;
        if (date.len && (!f->first.len || cli_slice_cmp(date, f->first) < 0))
            f->first = date;
        if (date.len && cli_slice_cmp(date, f->last) > 0)
            f->last = date;
    }
    return count_sources(r, &f->sources, err);
}

static void put_fact(page *p, report_phrase phrase, uint64_t number)
{
    html_put(p, "<li>");
    html_count(p, phrase, number);
    html_put(p, "</li>\n");
}

static void put_dates(page *p, const facts *f)
{
    html_put(p, "<li>");
    html_date(p, f->first);
    if (cli_slice_cmp(f->first, f->last) != 0) {
        html_put(p, " – ");
        html_date(p, f->last);
    }
    html_put(p, "</li>\n");
}

void html_masthead(page *p)
{
    facts f;
    if (p->status || (p->status = find_facts(p->r, &f, p->err)) != VN_OK)
        return;
    html_put(p, "<header class=\"masthead\">\n<h1>%.*s</h1>\n<ul class=\"facts\">\n", HTML_SLICE(p->r->title));
    put_fact(p, TEXT_N_ARTICLES, p->r->n);
    put_fact(p, TEXT_N_WORDS, f.words);
    if (f.sources)
        put_fact(p, TEXT_N_SOURCES, f.sources);
    if (f.first.len)
        put_dates(p, &f);
    put_fact(p, TEXT_N_GROUPS, p->r->n_groups);
    html_put(p, "</ul>\n</header>\n");
}

/* Sentences --------------------------------------------------------------------------------------------------------- */

/* Values of phrases. */
typedef struct values {
    vn_buf buf[3];
    vn_slice arg[3];
} values;

static void free_values(values *v)
{
    for (size_t i = 0; i < CLI_COUNT_OF(v->buf); i++)
        vn_buf_free(&v->buf[i]);
}

static void value_count(page *p, values *v, size_t i, report_phrase phrase, uint64_t number)
{
    v->arg[i] = html_kept(p, &v->buf[i], report_count(p->r, phrase, number, &v->buf[i], p->err));
}

static vn_status append_terms(const report_terms *terms, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < terms->n && i < TERMS_SAID; i++) {
        if (i)
            st = cli_append(out, ", ", err);
        if (!st)
            st = vn_buf_append(out, terms->item[i].term.ptr, terms->item[i].term.len, err);
    }
    return st;
}

static void value_terms(page *p, values *v, size_t i, const report_terms *terms)
{
    v->arg[i] = html_kept(p, &v->buf[i], append_terms(terms, &v->buf[i], p->err));
}

static void say_what_was_read(page *p)
{
    values v = {0};
    uint64_t words = 0;
    for (size_t i = 0; i < p->r->n; i++)
        words += p->r->article[i].words;
    value_count(p, &v, 0, TEXT_N_ARTICLES, p->r->n);
    value_count(p, &v, 1, TEXT_N_WORDS, words);
    value_count(p, &v, 2, TEXT_N_GROUPS, p->r->n_groups);
    html_say(p, p->r->n_groups > 1 ? TEXT_SUM_READ : TEXT_SUM_ONE_GROUP, v.arg, 3);
    free_values(&v);
}

static void say_largest(page *p)
{
    values v = {0};
    size_t largest = 0;
    for (size_t g = 1; g < p->r->n_groups; g++)
        if (!p->r->group[g].without_words && p->r->group[g].size > p->r->group[largest].size)
            largest = g;
    const report_group *group = &p->r->group[largest];
    if (group->without_words || !group->labels.n)
        return;
    value_count(p, &v, 0, TEXT_N_ARTICLES, group->size);
    value_terms(p, &v, 1, &group->labels);
    html_put(p, " ");
    html_say(p, TEXT_SUM_LARGEST, v.arg, 2);
    html_put(p, "“");
    html_article(p, group->central);
    html_put(p, "”.");
    free_values(&v);
}

static void say_keywords(page *p)
{
    values v = {0};
    if (!p->r->keywords.n)
        return;
    value_terms(p, &v, 0, &p->r->keywords);
    html_put(p, "<p>");
    html_say(p, TEXT_SUM_KEYWORDS, v.arg, 1);
    html_put(p, "</p>\n");
    free_values(&v);
}

static void say_nearest(page *p)
{
    values v = {0};
    size_t i = 0;
    while (i < p->r->n_pairs && p->r->pair[i].copies)
        i++;
    if (i == p->r->n_pairs)
        return;
    v.arg[0] = html_kept(p, &v.buf[0], report_decimal(p->r, p->r->pair[i].score, 2, &v.buf[0], p->err));
    html_say(p, TEXT_SUM_NEAREST, v.arg, 1);
    html_put(p, "“");
    html_article(p, p->r->pair[i].a);
    html_put(p, "”%s“", report_text(p->r, TEXT_AND));
    html_article(p, p->r->pair[i].b);
    html_put(p, "”. ");
    free_values(&v);
}

static void say_copies(page *p)
{
    size_t copies = 0;
    for (size_t i = 0; i < p->r->n; i++)
        copies += p->r->article[i].copy_of != i;
    if (copies)
        html_count(p, TEXT_SUM_COPIES, copies);
}

static void say_burst(page *p)
{
    vn_buf date = {0};
    const report_line *most = NULL;
    for (size_t i = 0; i < p->r->n_lines; i++)
        if (p->r->line[i].burst > (most ? most->burst : 0))
            most = &p->r->line[i];
    if (!most)
        return;
    const vn_status st = report_date(p->r, p->r->period[most->burst_period], &date, p->err);
    const vn_slice arg[] = {most->term, html_kept(p, &date, st)};
    html_put(p, "<p>");
    html_say(p, TEXT_SUM_BURST, arg, 2);
    html_put(p, "</p>\n");
    vn_buf_free(&date);
}

/* Groups at a glance ------------------------------------------------------------------------------------------------ */

static void put_glance(page *p, size_t g)
{
    const report_group *group = &p->r->group[g];
    html_put(p, "<li><a class=\"badge ");
    html_group_class(p, g);
    html_put(p, "\" href=\"#g%zu\">%zu</a><span>", g, g + 1);
    if (group->without_words)
        html_phrase(p, TEXT_WITHOUT_WORDS);
    else
        html_group_labels(p, g, LABELS_AT_A_GLANCE);
    html_put(p, "</span><span class=\"g%zu\">", g % HTML_COLOURS);
    html_bar(p, (double)group->size / (double)p->r->group[0].size);
    html_put(p, "</span><span class=\"n\">");
    html_whole(p, group->size);
    html_put(p, "</span></li>\n");
}

static void put_glances(page *p)
{
    const size_t n = p->r->n_groups < AT_A_GLANCE ? p->r->n_groups : AT_A_GLANCE;
    html_put(p, "<div class=\"glance\">\n<h3>%s</h3>\n<ol>\n", report_text(p->r, TEXT_AT_A_GLANCE));
    for (size_t g = 0; g < n; g++)
        put_glance(p, g);
    html_put(p, "</ol>\n");
    if (n < p->r->n_groups) {
        html_put(p, "<p><a href=\"#groups\">");
        html_count(p, TEXT_ALL_GROUPS, p->r->n_groups);
        html_put(p, "</a></p>\n");
    }
    html_put(p, "</div>\n");
}

void html_summary(page *p)
{
    html_section(p, "summary", TEXT_H_SUMMARY, TEXT_END);
    html_put(p, "<div>\n<p>");
    say_what_was_read(p);
    if (p->r->n_groups)
        say_largest(p);
    html_put(p, "</p>\n");
    say_keywords(p);
    say_burst(p);
    html_put(p, "<p>");
    say_nearest(p);
    say_copies(p);
    html_put(p, "</p>\n</div>\n");
    if (p->r->n_groups > 1)
        put_glances(p);
    html_section_end(p);
}
