#include "gather.h"

#include "plain.h"

#include "vn/map2d.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TITLE = 500 };

static vn_status no_memory(vn_error *err)
{
    return cli_error(err, VN_ENOMEM, "out of memory for a report");
}

/* Beginning and end ------------------------------------------------------------------------------------------------- */

static uint64_t find_df(void *context, vn_slice key)
{
    return vn_df_find(context, key);
}

static bool is_stop(void *context, vn_slice key)
{
    return vn_stopwords_has(context, key);
}

static void set_keywords(gather *g)
{
    g->keyword = (vn_keyword_options){.df = find_df,
                                      .df_context = g->df,
                                      .table = g->df,
                                      .documents = vn_df_documents(g->df),
                                      .phrase_floor = vn_df_phrase_floor(g->df),
                                      .model = g->model,
                                      .aliases = g->all.terms.aliases};
    if (g->all.terms.stopwords) {
        g->keyword.stop = is_stop;
        g->keyword.stop_context = g->all.terms.stopwords;
    }
}

int gather_open(gather *g, const char *tool)
{
    vn_error err = {0};
    const vn_dup_options dup = {.min = GATHER_COPY, .threads = g->options.cluster.threads};
    const int code = terminology_open(&g->all.terms, tool);
    if (code != CLI_GO_ON)
        return code;
    vn_status st = vn_df_open(&g->df, NULL, &err);
    if (!st)
        st = vn_keyword_model_open(&g->model, NULL, &err);
    if (!st)
        st = vn_spool_new(&g->spool, 0, &err);
    if (!st)
        st = vn_dup_new(&g->dup, &dup, &err);
    if (st)
        return cli_fail(tool, NULL, &err);
    set_keywords(g);
    return CLI_GO_ON;
}

void gather_free(gather *g)
{
    collection_free(&g->all);
    vn_df_free(g->df);
    vn_keyword_model_free(g->model);
    vn_spool_free(g->spool);
    vn_dup_free(g->dup);
    vn_buf_free(&g->scratch);
    vn_clusters_free(&g->clusters);
    labels_free(&g->labels);
    void *const block[] = {g->item,   g->rarity, g->shown, g->article, g->group,       g->order, g->member,
                           g->merges, g->pair,   g->period,  g->articles_in, g->line,  g->line_counts};
    for (size_t i = 0; i < CLI_COUNT_OF(block); i++)
        free(block[i]);
    *g = (gather){0};
}

/* Articles ---------------------------------------------------------------------------------------------------------- */

static vn_status fill_article(gather *g, size_t row, vn_error *err)
{
    const gathered *from = gather_row(g, row);
    const collection_document *doc = collection_row(&g->all, row);
    report_article *to = &g->article[row];
    *to = (report_article){.id = doc->id,
                           .date = from->date,
                           .source = from->source,
                           .url = from->url,
                           .lead = from->lead,
                           .words = from->words,
                           .copy_of = row,
                           .keywords = from->keywords};
    g->scratch.len = 0;
    vn_status st = plain_text(doc->title, MOST_TITLE, &g->scratch, err);
    if (!st && !g->scratch.len)
        st = plain_text(doc->id, MOST_TITLE, &g->scratch, err);
    return st ? st : gather_keep(g, (vn_slice){g->scratch.ptr, g->scratch.len}, &to->title, err);
}

static vn_status fill_articles(gather *g, vn_error *err)
{
    g->article = calloc(g->all.n + 1, sizeof *g->article);
    vn_status st = g->article ? VN_OK : no_memory(err);
    for (size_t row = 0; !st && row < g->all.n; row++) {
        st = fill_article(g, row, err);
        g->report.n_dated += g->article[row].date.len > 0;
    }
    g->report.article = g->article;
    return st;
}

/* The map ----------------------------------------------------------------------------------------------------------- */

vn_status gather_map(gather *g, vn_error *err)
{
    const size_t n = g->all.n;
    double largest = 0;
    double *place = calloc(n + 1, 2 * sizeof *place);
    if (!place)
        return no_memory(err);
    const vn_status st = vn_map2d(place, g->report.map_share, &g->all.matrix, g->options.cluster.threads, err);
    for (size_t i = 0; !st && i < 2 * n; i++)
        largest = fmax(largest, fabs(place[i]));
    for (size_t row = 0; !st && row < n && largest > 0; row++) {
        g->article[row].x = place[2 * row] / largest;
        g->article[row].y = place[2 * row + 1] / largest;
    }
    free(place);
    return st;
}

/* The whole --------------------------------------------------------------------------------------------------------- */

static void fill_settings(gather *g)
{
    report *r = &g->report;
    r->n = g->all.n;
    r->title = g->options.title;
    r->by = g->options.by;
    r->matrix = g->all.matrix;
    r->vocab = g->all.vocab;
    r->made_by = "vntext " VN_VERSION;
    r->figures = g->options.figures;
    r->english = g->options.english;
}

vn_status gather_finish(void *context, output *out, vn_error *err)
{
    static vn_status (*const part[])(gather *, vn_error *) = {fill_articles, gather_groups, gather_tree, gather_spell,
                                                              gather_terms,  gather_map,    gather_pairs, gather_lines};
    gather *g = context;
    (void)out;
    if (!g->all.n)
        return cli_error(err, VN_EDATA, "no articles");
    vn_status st = collection_finish(&g->all, true, err);
    if (st)
        return st;
    fill_settings(g);
    for (size_t i = 0; !st && i < CLI_COUNT_OF(part); i++)
        st = part[i](g, err);
    return st;
}
