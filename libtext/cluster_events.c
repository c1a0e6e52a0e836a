/* Events: groups of articles that report the same thing, their number unknown. Average linkage down to a fixed
 * similarity, on vectors and similarities that make one threshold do for collections of many kinds.
 *
 * A collection of news on few events takes their names for common words, so weights are multiplied by how rare a term is
 * elsewhere. They are raised to 3/4, so that one word that is repeated a lot does not outweigh the many details that
 * reports of an event share, and a term of one document only says nothing about others. Where a topic is crowded (gold
 * prices, a football club), articles on different days of it are as similar as reports of one event elsewhere, so the
 * similarity of two documents is lowered by how similar each is to its ten nearest (local scaling, as in Conneau et al.
 * 2018). How the constants were chosen: docs/events.md. */
#include "cluster_events.h"

#include "cluster_forest.h"

#include <math.h>

static const double NEAR = 0.2;      /* neighbours below do not crowd */
static const double SHARE = 0.25;    /* of the crowding that each of two documents takes */
static const double EVENT_MIN = 0.31;

double vn_events_damp(double weight)
{
    const double root = sqrt(weight);
    return root * sqrt(root);
}

double vn_events_crowd(double similarity)
{
    return similarity > NEAR ? SHARE * (similarity - NEAR) / VN_EVENTS_NEAREST : 0;
}

double vn_events_rarity(const vn_df *df, vn_slice term)
{
    const double n = vn_df_documents(df);
    const uint32_t found = vn_df_find(df, term);
    return (double)(float)(log((1 + n) / (1 + (found ? found : 1))) + 1);
}

void vn_cluster_rarity(double *rarity, const vn_vocab *vocab, const vn_df *df)
{
    for (uint32_t t = 0; t < vn_vocab_size(vocab); t++)
        rarity[t] = vn_events_rarity(df, vn_vocab_term(vocab, t));
}

static vn_status count_columns(uint32_t **df, const vn_sparse *x, vn_error *err)
{
    *df = vn_calloc(x->cols, sizeof **df);
    if (!*df)
        return vn_fail_memory(err, "terms of events");
    for (size_t p = 0; p < x->start[x->rows]; p++)
        ++(*df)[x->col[p]];
    return VN_OK;
}

static void weigh_row(vn_sparse *y, const vn_sparse *x, const double *rarity, const uint32_t *df, size_t row)
{
    const size_t from = y->start[row];
    size_t n = from;
    double squares = 0;
    for (size_t p = x->start[row]; p < x->start[row + 1]; p++) {
        const double weight = vn_events_damp(x->val[p] * (rarity ? rarity[x->col[p]] : 1));
        if (df[x->col[p]] < 2 || !(weight > 0))
            continue;
        y->col[n] = x->col[p];
        y->val[n++] = weight;
        squares += weight * weight;
    }
    const double length = sqrt(squares);
    for (size_t p = from; p < n; p++)
        y->val[p] /= length;
    y->start[row + 1] = n;
}

vn_status vn_events_weigh(vn_sparse *y, const vn_sparse *x, const double *rarity, vn_error *err)
{
    const size_t entries = x->start[x->rows];
    uint32_t *df = NULL;
    const vn_status st = count_columns(&df, x, err);
    if (st)
        return st;
    *y = (vn_sparse){.rows = x->rows,
                     .cols = x->cols,
                     .start = vn_calloc(x->rows + 1, sizeof *y->start),
                     .col = vn_realloc(NULL, entries, sizeof *y->col),
                     .val = vn_realloc(NULL, entries, sizeof *y->val)};
    const bool ok = y->start && y->col && y->val;
    for (size_t r = 0; ok && r < x->rows; r++)
        weigh_row(y, x, rarity, df, r);
    free(df);
    if (ok)
        return VN_OK;
    vn_sparse_free(y);
    return vn_fail_memory(err, "terms of events");
}

static vn_status add_crowding(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    (void)err;
    double *crowding = context;
    crowding[row] = 0;
    for (size_t i = 0; i < n; i++)
        crowding[row] += vn_events_crowd(match[i].score);
    return VN_OK;
}

vn_status vn_events_crowding(double *crowding, const vn_sparse *y, unsigned threads, vn_error *err)
{
    const vn_similar_options nearest = {.top = VN_EVENTS_NEAREST, .min = NEAR, .threads = threads};
    return vn_similar_neighbors(y, &nearest, add_crowding, crowding, err);
}

static vn_status run_events(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options,
                            vn_error *err)
{
    vn_sparse y = {0};
    double *crowding = vn_calloc(x->rows, sizeof *crowding);
    vn_status st = crowding ? vn_events_weigh(&y, x, options->rarity, err) : vn_fail_memory(err, "events");
    if (!st)
        st = vn_events_crowding(crowding, &y, options->threads, err);
    if (!st) {
        const double min = options->min > 0 ? options->min : EVENT_MIN;
        st = vn_forest_cut(cluster, &out->k, &y, crowding, min, options->threads, err);
    }
    vn_sparse_free(&y);
    free(crowding);
    return st;
}

const vn_cluster_kind vn_cluster_events = {
    .name = "events",
    .about = "reports of one event, their number unknown",
    .takes_min = true,
    .chooses_k = true,
    .run = run_events,
};
