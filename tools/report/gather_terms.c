/* Labels of groups, keywords of groups and of all. */
#include "gather.h"

#include "vn/keylist.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LABELS = 5 };

/* Labels ------------------------------------------------------------------------------------------------------------ */

static vn_status label_group(gather *g, size_t group, const uint64_t *df, vn_error *err)
{
    report_term term[MOST_LABELS + 1];
    const report_group *of = &g->group[group];
    size_t n = 0;
    if (g->options.by && of->name.len)
        term[n++] = (report_term){of->name, 0, of->size};
    for (size_t i = 0; i < g->labels.n[group]; i++) {
        const vn_match *label = labels_at(&g->labels, group, i);
        term[n++] = (report_term){g->shown[label->index], label->score, df[i]};
    }
    return gather_keep_terms(g, term, n, &g->group[group].labels, err);
}

/* In how many articles of a group each of its labels is. */
static void count_labels(const gather *g, uint64_t *df)
{
    const vn_sparse *x = &g->all.matrix;
    for (size_t row = 0; row < g->all.n; row++) {
        const size_t group = g->clusters.cluster[row];
        for (size_t i = 0; i < g->labels.n[group]; i++) {
            const uint32_t term = (uint32_t)labels_at(&g->labels, group, i)->index;
            size_t low = x->start[row];
            size_t high = x->start[row + 1];
            while (low < high) {
                const size_t middle = low + (high - low) / 2;
                if (x->col[middle] < term)
                    low = middle + 1;
                else
                    high = middle;
            }
            df[group * MOST_LABELS + i] += low < x->start[row + 1] && x->col[low] == term;
        }
    }
}

static vn_status make_labels(gather *g, vn_error *err)
{
    uint64_t *df = calloc(g->clusters.k * MOST_LABELS + 1, sizeof *df);
    vn_status st = df ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for labels");
    if (!st)
        st = labels_make(&g->labels, MOST_LABELS, &g->all.matrix, &g->clusters, g->all.vocab, g->all.terms.stopwords, err);
    if (!st)
        count_labels(g, df);
    for (size_t i = 0; !st && i < g->clusters.k; i++)
        st = label_group(g, i, df + i * MOST_LABELS, err);
    free(df);
    return st;
}

/* Keywords ---------------------------------------------------------------------------------------------------------- */

static vn_status keep_list(gather *g, const vn_keylist_group *list, report_terms *kept, vn_error *err)
{
    report_term *term = calloc(list->n + 1, sizeof *term);
    vn_status st = term ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for keywords");
    for (size_t i = 0; !st && i < list->n; i++) {
        term[i] = (report_term){.score = list->term[i].score, .articles = list->term[i].counts.df1};
        st = gather_keep(g, list->term[i].term, &term[i].term, err);
    }
    if (!st)
        st = gather_keep_terms(g, term, list->n, kept, err);
    free(term);
    return st;
}

static vn_status keep_all(void *context, const vn_keylist_group *list, vn_error *err)
{
    gather *g = context;
    return keep_list(g, list, &g->report.keywords, err);
}

static vn_status keep_group(void *context, const vn_keylist_group *list, vn_error *err)
{
    gather *g = context;
    size_t group = 0;
    for (size_t i = 0; i < list->group.len; i++)
        group = group * 10 + (size_t)(list->group.ptr[i] - '0');
    return keep_list(g, list, &g->group[group].keywords, err);
}

static vn_status add_article(const gather *g, vn_keylist *list, size_t row, bool grouped, vn_error *err)
{
    char name[24] = "";
    vn_keyword keyword[VN_KEYLIST_RANKS] = {0};
    const gathered *a = gather_row(g, row);
    const int len = grouped ? snprintf(name, sizeof name, "%" PRIu32, g->clusters.cluster[row]) : 0;
    for (size_t i = 0; i < a->keywords.n; i++) {
        keyword[i].term = a->keywords.item[i].term;
        keyword[i].key = a->key[i];
        keyword[i].count = a->keywords.item[i].articles;
    }
    return vn_keylist_add(list, (vn_slice){name, (size_t)len}, g->article[row].id, keyword, a->keywords.n, err);
}

static vn_status make_keywords(gather *g, bool grouped, vn_error *err)
{
    vn_keylist *list = NULL;
    vn_status st = vn_keylist_new(&list, err);
    for (size_t row = 0; !st && row < g->all.n; row++)
        st = add_article(g, list, row, grouped, err);
    if (!st)
        st = vn_keylist_write(list, g->options.terms, grouped ? keep_group : keep_all, g, err);
    vn_keylist_free(list);
    return st;
}

vn_status gather_terms(gather *g, vn_error *err)
{
    vn_status st = make_labels(g, err);
    if (!st)
        st = make_keywords(g, false, err);
    return st ? st : make_keywords(g, true, err);
}
