/* The sheets of a workbook but the matrix: a table each. */
#include "xlsx.h"

#include "cli.h"

#include <string.h>

enum { SUMMARY_GROUPS = 20, LABELS = 8, CHART_LINES = 6, SUMMARY_FACT = 1, SUMMARY_VALUE = 2 };

/* Summary ----------------------------------------------------------------------------------------------------------- */

static size_t count_copies(const report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        n += r->article[i].copy_of != i;
    return n;
}

static size_t count_words(const report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        n += r->article[i].words;
    return n;
}

static void put_fact(xlsx *x, size_t *row, report_phrase name, size_t number)
{
    xlsx_phrase(x, *row, 0, name, XLSX_TEXT);
    xlsx_number(x, (*row)++, SUMMARY_FACT, (double)number, XLSX_FACT);
}

/* From the first period to the last. */
static void put_span(xlsx *x, size_t *row)
{
    const report *r = x->r;
    vn_buf from = {0};
    vn_buf to = {0};
    vn_status st = report_date(r, r->period[0], &from, x->err);
    if (!st)
        st = report_date(r, r->period[r->n_periods - 1], &to, x->err);
    const vn_slice both[] = {{from.ptr, from.len}, {to.ptr, to.len}};
    xlsx_phrase(x, *row, 0, TEXT_PERIOD, XLSX_TEXT);
    xlsx_made(x, (*row)++, SUMMARY_FACT, st ? st : report_say(r, TEXT_FROM_TO, both, 2, xlsx_fresh(x), x->err), XLSX_FACT);
    vn_buf_free(&from);
    vn_buf_free(&to);
}

static void put_facts(xlsx *x, size_t *row)
{
    const report *r = x->r;
    put_fact(x, row, TEXT_ARTICLES, r->n);
    put_fact(x, row, TEXT_SHEET_GROUPS_NUMBER, r->n_groups);
    put_fact(x, row, TEXT_WORDS, count_words(r));
    put_fact(x, row, TEXT_COPIES, count_copies(r));
    if (r->n_periods)
        put_span(x, row);
}

/* The largest groups, with bars. */
static void put_largest(xlsx *x, size_t row)
{
    const size_t n = x->r->n_groups < SUMMARY_GROUPS ? x->r->n_groups : SUMMARY_GROUPS;
    xlsx_phrase(x, row, 0, TEXT_GROUP, XLSX_HEAD);
    xlsx_phrase(x, row, SUMMARY_FACT, TEXT_ARTICLES, XLSX_HEAD_NUMBER);
    xlsx_phrase(x, row, SUMMARY_VALUE, TEXT_LABELS, XLSX_HEAD);
    for (size_t g = 0; g < n; g++) {
        xlsx_number(x, row + 1 + g, 0, (double)g + 1, XLSX_BAND + g % XLSX_BANDS);
        xlsx_number(x, row + 1 + g, SUMMARY_FACT, (double)x->r->group[g].size, XLSX_WHOLE);
        xlsx_made(x, row + 1 + g, SUMMARY_VALUE, report_group_name(x->r, g, xlsx_fresh(x), x->err), XLSX_TEXT);
    }
    xlsx_bars(x, SUMMARY_FACT, row + 1, row + 1 + n);
}

static void put_origin(xlsx *x, size_t *row)
{
    const report *r = x->r;
    const vn_slice method = {r->method ? r->method : "", r->method ? strlen(r->method) : 0};
    const vn_slice made_by = {r->made_by, strlen(r->made_by)};
    const report_phrase how = r->method ? TEXT_METHOD : TEXT_METHOD_GIVEN;
    xlsx_phrase(x, (*row)++, 0, TEXT_ABOUT, XLSX_NOTE);
    xlsx_made(x, (*row)++, 0, report_say(r, how, &method, 1, xlsx_fresh(x), x->err), XLSX_NOTE);
    xlsx_made(x, (*row)++, 0, report_say(r, TEXT_MADE_BY, &made_by, 1, xlsx_fresh(x), x->err), XLSX_NOTE);
}

void xlsx_summary(xlsx *x)
{
    size_t row = 2;
    xlsx_sheet(x, TEXT_H_SUMMARY);
    if (x->status)
        return;
    xlsx_check(x, worksheet_set_column(x->sheet, 0, 0, 16, NULL));
    xlsx_check(x, worksheet_set_column(x->sheet, SUMMARY_FACT, SUMMARY_FACT, 26, NULL));
    xlsx_check(x, worksheet_set_column(x->sheet, SUMMARY_VALUE, SUMMARY_VALUE, 90, NULL));
    worksheet_gridlines(x->sheet, LXW_HIDE_ALL_GRIDLINES);
    xlsx_text(x, 0, 0, x->r->title, XLSX_TITLE);
    put_facts(x, &row);
    row++;
    put_origin(x, &row);
    put_largest(x, row + 1);
}

/* Pairs ------------------------------------------------------------------------------------------------------------- */

static void put_pair(xlsx *x, size_t row, const report_pair *pair)
{
    const report_article *a = &x->r->article[pair->a];
    const report_article *b = &x->r->article[pair->b];
    xlsx_number(x, row, 0, pair->score, XLSX_DECIMAL);
    xlsx_number(x, row, 1, (double)x->place[pair->a], XLSX_WHOLE);
    xlsx_text(x, row, 2, a->title, XLSX_WRAP);
    xlsx_number(x, row, 3, (double)x->place[pair->b], XLSX_WHOLE);
    xlsx_text(x, row, 4, b->title, XLSX_WRAP);
    if (pair->copies)
        xlsx_number(x, row, 5, pair->overlap, XLSX_PERCENT);
    xlsx_terms(x, row, 6, pair->why, pair->why.n, XLSX_WRAP);
    xlsx_text(x, row, 7, a->id, XLSX_TEXT);
    xlsx_text(x, row, 8, b->id, XLSX_TEXT);
    xlsx_row_end(x, row);
}

void xlsx_pairs(xlsx *x)
{
    static const xlsx_column COLUMNS[] = {
        {TEXT_SIMILARITY, 12, XLSX_DECIMAL}, {TEXT_NUMBER, 6, XLSX_WHOLE},    {TEXT_ARTICLE_A, 52, XLSX_TEXT},
        {TEXT_NUMBER, 6, XLSX_WHOLE},        {TEXT_ARTICLE_B, 52, XLSX_TEXT}, {TEXT_OVERLAP, 12, XLSX_PERCENT},
        {TEXT_REASON, 48, XLSX_TEXT},        {TEXT_SHEET_ID_A, 24, XLSX_TEXT}, {TEXT_SHEET_ID_B, 24, XLSX_TEXT},
    };
    if (!x->r->n_pairs)
        return;
    xlsx_sheet(x, TEXT_SHEET_PAIRS);
    xlsx_heads(x, 0, COLUMNS, CLI_COUNT_OF(COLUMNS), 1);
    for (size_t i = 0; i < x->r->n_pairs; i++)
        put_pair(x, i + 1, &x->r->pair[i]);
    xlsx_bars(x, 0, 1, x->r->n_pairs + 1);
    xlsx_table_end(x, 0, x->r->n_pairs + 1, CLI_COUNT_OF(COLUMNS));
}

/* Groups ------------------------------------------------------------------------------------------------------------ */

static void put_group(xlsx *x, size_t row, size_t g)
{
    const report_group *group = &x->r->group[g];
    const report_article *central = &x->r->article[group->central];
    xlsx_number(x, row, 0, (double)g + 1, XLSX_BAND + g % XLSX_BANDS);
    xlsx_number(x, row, 1, (double)group->size, XLSX_WHOLE);
    xlsx_number(x, row, 2, x->r->n ? (double)group->size / (double)x->r->n : 0, XLSX_PERCENT);
    xlsx_number(x, row, 3, group->cohesion, XLSX_DECIMAL);
    if (group->without_words)
        xlsx_phrase(x, row, 4, TEXT_WITHOUT_WORDS, XLSX_TEXT);
    else
        xlsx_terms(x, row, 4, group->labels, LABELS, XLSX_WRAP);
    xlsx_text(x, row, 5, central->title, XLSX_WRAP);
    xlsx_terms(x, row, 6, group->keywords, LABELS, XLSX_WRAP);
    xlsx_text(x, row, 7, central->id, XLSX_TEXT);
    xlsx_row_end(x, row);
}

void xlsx_groups(xlsx *x)
{
    static const xlsx_column COLUMNS[] = {
        {TEXT_GROUP, 7, XLSX_WHOLE},       {TEXT_ARTICLES, 9, XLSX_WHOLE}, {TEXT_SHARE, 8, XLSX_PERCENT},
        {TEXT_COHESION, 12, XLSX_DECIMAL}, {TEXT_LABELS, 52, XLSX_TEXT},   {TEXT_CENTRAL, 60, XLSX_TEXT},
        {TEXT_KEYWORDS, 60, XLSX_TEXT},    {TEXT_SHEET_ID, 28, XLSX_TEXT},
    };
    xlsx_sheet(x, TEXT_SHEET_GROUPS);
    xlsx_heads(x, 0, COLUMNS, CLI_COUNT_OF(COLUMNS), 1);
    for (size_t g = 0; g < x->r->n_groups; g++)
        put_group(x, g + 1, g);
    xlsx_bars(x, 1, 1, x->r->n_groups + 1);
    xlsx_table_end(x, 0, x->r->n_groups + 1, CLI_COUNT_OF(COLUMNS));
}

/* Keywords ---------------------------------------------------------------------------------------------------------- */

/* Those of all articles, or of a group; `of` is how many articles it has. */
static void put_keywords(xlsx *x, size_t *row, size_t group, report_terms terms, size_t of)
{
    const size_t from = *row;
    for (size_t i = 0; i < terms.n; i++, ++*row) {
        if (group)
            xlsx_number(x, *row, 0, (double)group, XLSX_BAND + (group - 1) % XLSX_BANDS);
        else
            xlsx_phrase(x, *row, 0, TEXT_TOTAL, XLSX_TEXT);
        xlsx_number(x, *row, 1, (double)i + 1, XLSX_WHOLE);
        xlsx_terms(x, *row, 2, (report_terms){&terms.item[i], 1}, 1, XLSX_TEXT);
        xlsx_number(x, *row, 3, (double)terms.item[i].articles, XLSX_WHOLE);
        xlsx_number(x, *row, 4, of ? (double)terms.item[i].articles / (double)of : 0, XLSX_PERCENT);
        xlsx_number(x, *row, 5, terms.item[i].score, XLSX_DECIMAL);
    }
    xlsx_bars(x, 3, from, *row);
}

void xlsx_keywords(xlsx *x)
{
    static const xlsx_column COLUMNS[] = {
        {TEXT_GROUP, 14, XLSX_TEXT},    {TEXT_SHEET_RANK, 7, XLSX_WHOLE}, {TEXT_KEYWORD, 40, XLSX_TEXT},
        {TEXT_ARTICLES, 14, XLSX_WHOLE}, {TEXT_SHARE, 10, XLSX_PERCENT},  {TEXT_SCORE, 10, XLSX_DECIMAL},
    };
    size_t row = 1;
    xlsx_sheet(x, TEXT_H_KEYWORDS);
    xlsx_heads(x, 0, COLUMNS, CLI_COUNT_OF(COLUMNS), 0);
    put_keywords(x, &row, 0, x->r->keywords, x->r->n);
    for (size_t g = 0; g < x->r->n_groups; g++)
        put_keywords(x, &row, g + 1, x->r->group[g].keywords, x->r->group[g].size);
    xlsx_table_end(x, 0, row, CLI_COUNT_OF(COLUMNS));
}

/* Articles ---------------------------------------------------------------------------------------------------------- */

static void put_article(xlsx *x, size_t row, size_t number)
{
    const report_article *a = &x->r->article[number];
    xlsx_number(x, row, 0, (double)x->place[number], XLSX_WHOLE);
    xlsx_number(x, row, 1, (double)a->group + 1, XLSX_BAND + a->group % XLSX_BANDS);
    xlsx_text(x, row, 2, a->title, XLSX_TEXT);
    xlsx_date(x, row, 3, a->date);
    xlsx_text(x, row, 4, a->source, XLSX_TEXT);
    xlsx_number(x, row, 5, (double)a->words, XLSX_WHOLE);
    xlsx_terms(x, row, 6, a->keywords, a->keywords.n, XLSX_TEXT);
    if (a->copy_of != number)
        xlsx_number(x, row, 7, (double)x->place[a->copy_of], XLSX_WHOLE);
    xlsx_link(x, row, 8, a->url);
    xlsx_text(x, row, 9, a->id, XLSX_TEXT);
}

void xlsx_articles(xlsx *x)
{
    static const xlsx_column COLUMNS[] = {
        {TEXT_NUMBER, 7, XLSX_WHOLE}, {TEXT_GROUP, 7, XLSX_WHOLE},  {TEXT_TITLE, 70, XLSX_TEXT}, {TEXT_DATE, 12, XLSX_TEXT},
        {TEXT_SOURCE, 18, XLSX_TEXT}, {TEXT_WORDS, 9, XLSX_WHOLE},  {TEXT_KEYWORDS, 60, XLSX_TEXT},
        {TEXT_COPY_OF, 9, XLSX_WHOLE}, {TEXT_LINK, 36, XLSX_TEXT}, {TEXT_SHEET_ID, 36, XLSX_TEXT},
    };
    xlsx_sheet(x, TEXT_SHEET_ARTICLES);
    xlsx_heads(x, 0, COLUMNS, CLI_COUNT_OF(COLUMNS), 3);
    for (size_t i = 0; i < x->r->n; i++)
        put_article(x, i + 1, x->r->order[i]);
    xlsx_table_end(x, 0, x->r->n + 1, CLI_COUNT_OF(COLUMNS));
}

/* Trends ------------------------------------------------------------------------------------------------------------ */

static void put_period(xlsx *x, size_t row, size_t period)
{
    const report *r = x->r;
    const vn_slice name = r->period[period];
    if (name.len == 10)
        xlsx_date(x, row, 0, name);
    else
        xlsx_made(x, row, 0, report_date(r, name, xlsx_fresh(x), x->err), XLSX_TEXT);
    xlsx_number(x, row, 1, (double)r->articles_in[period], XLSX_WHOLE);
    for (size_t i = 0; i < r->n_lines; i++)
        xlsx_number(x, row, 2 + i, (double)r->line[i].articles[period], XLSX_WHOLE);
}

/* A line for each of the first terms; periods are below. */
static void put_chart(xlsx *x)
{
    const char *sheet = report_text(x->r, TEXT_H_TRENDS);
    const size_t n = x->r->n_lines < CHART_LINES ? x->r->n_lines : CHART_LINES;
    const lxw_row_t last = (lxw_row_t)x->r->n_periods;
    lxw_chart *chart = x->status || !n ? NULL : workbook_add_chart(x->book, LXW_CHART_LINE);
    if (!chart)
        return;
    for (size_t i = 0; i < n; i++) {
        const lxw_col_t column = (lxw_col_t)(2 + i);
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        if (!series)
            break;
        chart_series_set_categories(series, sheet, 1, 0, last, 0);
        chart_series_set_values(series, sheet, 1, column, last, column);
        chart_series_set_name_range(series, sheet, 0, column);
    }
    lxw_chart_line pale = {.color = 0xD5DBE1, .width = 0.5};
    chart_axis_set_name(chart->y_axis, report_text(x->r, TEXT_ARTICLES));
    chart_axis_major_gridlines_set_line(chart->y_axis, &pale);
    chart_axis_set_num_format(chart->x_axis, x->r->english ? "d mmm" : "dd/mm");
    lxw_chart_options place = {.x_scale = 1.6, .y_scale = 1.4};
    xlsx_check(x, worksheet_insert_chart_opt(x->sheet, 2, (lxw_col_t)(3 + x->r->n_lines), chart, &place));
}

void xlsx_trends(xlsx *x)
{
    static const xlsx_column COLUMNS[] = {{TEXT_PERIOD, 16, XLSX_TEXT}, {TEXT_ARTICLES, 12, XLSX_WHOLE}};
    const report *r = x->r;
    if (!r->n_periods)
        return;
    xlsx_sheet(x, TEXT_H_TRENDS);
    xlsx_heads(x, 0, COLUMNS, CLI_COUNT_OF(COLUMNS), 1);
    for (size_t i = 0; i < r->n_lines; i++)
        xlsx_terms(x, 0, 2 + i, (report_terms){&(report_term){.term = r->line[i].term}, 1}, 1, XLSX_HEAD_NUMBER);
    if (!x->status && r->n_lines)
        xlsx_check(x, worksheet_set_column(x->sheet, 2, (lxw_col_t)(1 + r->n_lines), 14, NULL));
    for (size_t i = 0; i < r->n_periods; i++)
        put_period(x, i + 1, i);
    xlsx_table_end(x, 0, r->n_periods + 1, 2 + r->n_lines);
    put_chart(x);
}
