/* The most similar pairs, and all copies. */
#include "gather.h"

#include "vn/similar.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_REASONS = 6 };

/* Pairs in a heap, the worst at 0, while there are too many; then sorted. */
typedef struct pairs {
    report_pair *item; /* [n] */
    size_t n;
    size_t most;
} pairs;

static vn_status no_memory(vn_error *err)
{
    return cli_error(err, VN_ENOMEM, "out of memory for pairs");
}

/* Best first. */
static int compare(const void *left, const void *right)
{
    const report_pair *a = left;
    const report_pair *b = right;
    if (a->score < b->score || a->score > b->score)
        return a->score > b->score ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static void swap(report_pair *a, report_pair *b)
{
    const report_pair t = *a;
    *a = *b;
    *b = t;
}

static void sink(pairs *p)
{
    for (size_t at = 0, child; (child = 2 * at + 1) < p->n; at = child) {
        if (child + 1 < p->n && compare(&p->item[child + 1], &p->item[child]) > 0)
            child++;
        if (compare(&p->item[child], &p->item[at]) <= 0)
            return;
        swap(&p->item[child], &p->item[at]);
    }
}

static void rise(pairs *p)
{
    for (size_t at = p->n - 1; at; at = (at - 1) / 2) {
        if (compare(&p->item[at], &p->item[(at - 1) / 2]) <= 0)
            return;
        swap(&p->item[at], &p->item[(at - 1) / 2]);
    }
}

static vn_status take_neighbors(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    pairs *p = context;
    (void)err;
    for (size_t i = 0; i < n; i++) {
        const report_pair pair = {.a = row, .b = match[i].index, .score = match[i].score};
        if (p->n < p->most) {
            p->item[p->n++] = pair;
            rise(p);
        } else if (compare(&pair, &p->item[0]) < 0) {
            p->item[0] = pair;
            sink(p);
        }
    }
    return VN_OK;
}

/* Copies ------------------------------------------------------------------------------------------------------------ */

typedef struct dated {
    const gathered *article;
    uint32_t row;
} dated;

/* The earliest day first, those without a date last; then by the bytes of the date, which may tell the time, and by row. */
static int by_date(const void *left, const void *right)
{
    const dated *a = left;
    const dated *b = right;
    int order = !a->article->date.len - !b->article->date.len;
    if (!order)
        order = (a->article->day > b->article->day) - (a->article->day < b->article->day);
    if (!order)
        order = cli_slice_cmp(a->article->stamp, b->article->stamp);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* vn_dup numbers articles as they came. */
static vn_status order_copies(const gather *g, uint32_t *order, vn_error *err)
{
    dated *d = calloc(g->all.n + 1, sizeof *d);
    if (!d)
        return no_memory(err);
    for (size_t row = 0; row < g->all.n; row++)
        d[row] = (dated){gather_row(g, row), (uint32_t)row};
    qsort(d, g->all.n, sizeof *d, by_date);
    for (size_t i = 0; i < g->all.n; i++)
        order[i] = (uint32_t)g->all.input[d[i].row];
    free(d);
    return VN_OK;
}

/* Adds the pair of an article and its original, unless it stands among the pairs already. */
static void add_copy(gather *g, pairs *p, size_t row, size_t first)
{
    const size_t a = row < first ? row : first;
    const size_t b = row + first - a;
    const size_t n = p->n < p->most ? p->n : p->most; /* those that were there before copies */
    g->article[row].copy_of = first;
    for (size_t i = 0; i < n; i++)
        if (p->item[i].a == a && p->item[i].b == b)
            return;
    p->item[p->n++] = (report_pair){.a = a, .b = b, .score = report_similarity(&g->report, a, b)};
}

static vn_status find_copies(gather *g, pairs *p, vn_error *err)
{
    const size_t n = g->all.n;
    uint32_t *order = calloc(n + 1, sizeof *order);
    uint32_t *first = calloc(n + 1, sizeof *first);
    double *score = calloc(n + 1, sizeof *score);
    uint32_t *row_of = calloc(n + 1, sizeof *row_of);
    vn_status st = order && first && score && row_of ? VN_OK : no_memory(err);
    if (!st)
        st = order_copies(g, order, err);
    if (!st)
        st = vn_dup_firsts(g->dup, order, first, score, err);
    for (size_t row = 0; !st && row < n; row++)
        row_of[g->all.input[row]] = (uint32_t)row;
    p->most = p->n;
    for (size_t i = 0; !st && i < n; i++)
        if (first[i] != i)
            add_copy(g, p, row_of[i], row_of[first[i]]);
    free(order);
    free(first);
    free(score);
    free(row_of);
    return st;
}

/* What is told of a pair --------------------------------------------------------------------------------------------- */

static vn_status describe(gather *g, report_pair *pair, vn_error *err)
{
    report_term term[MOST_REASONS];
    pair->overlap = vn_jaccard(gather_row(g, pair->a)->shingles, gather_row(g, pair->b)->shingles);
    pair->copies = pair->overlap >= GATHER_COPY;
    pair->overlap = pair->copies ? pair->overlap : 0;
    const size_t n = report_why(&g->report, pair->a, pair->b, term, MOST_REASONS);
    return gather_keep_terms(g, term, n, &pair->why, err);
}

vn_status gather_pairs(gather *g, vn_error *err)
{
    const size_t n = g->all.n;
    pairs p = {.most = g->options.pairs};
    const vn_similar_options options = {.top = p.most, .min = g->options.min_score, .once = true,
                                        .threads = g->options.cluster.threads};
    p.item = p.most < SIZE_MAX / sizeof *p.item - n - 1 ? calloc(p.most + n + 1, sizeof *p.item) : NULL;
    g->pair = p.item;
    vn_status st = p.item ? VN_OK : no_memory(err);
    if (!st && p.most)
        st = vn_similar_neighbors(&g->all.matrix, &options, take_neighbors, &p, err);
    if (!st)
        st = find_copies(g, &p, err);
    if (!st && p.n)
        qsort(p.item, p.n, sizeof *p.item, compare);
    for (size_t i = 0; !st && i < p.n; i++)
        st = describe(g, &p.item[i], err);
    g->report.pair = p.item;
    g->report.n_pairs = st ? 0 : p.n;
    return st;
}
