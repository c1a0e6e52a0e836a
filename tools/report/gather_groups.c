/* Groups: those that the records bring, else clusters; their central article and how alike they are. */
#include "gather.h"

#include <stdlib.h>
#include <string.h>

static vn_status no_memory(vn_error *err)
{
    return cli_error(err, VN_ENOMEM, "out of memory for groups");
}

/* Groups of the records --------------------------------------------------------------------------------------------- */

typedef struct named {
    vn_slice name;
    size_t row;
} named;

static int by_name(const void *left, const void *right)
{
    const named *a = left;
    const named *b = right;
    const int order = cli_slice_cmp(a->name, b->name);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* Numbered as vn_clusters does: the largest first, ties by the first row; one of articles without terms is the last. */
typedef struct tally {
    size_t size;
    size_t first; /* row */
    size_t number;
    bool empty; /* no article of it has a term */
} tally;

static int by_size(const void *left, const void *right)
{
    const tally *a = left;
    const tally *b = right;
    if (a->empty != b->empty)
        return a->empty ? 1 : -1;
    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static bool is_empty(const gather *g, size_t row)
{
    return g->all.matrix.start[row] == g->all.matrix.start[row + 1];
}

/* The groups in the order of their names, and the number of each row's; gives how many there are. */
static size_t count_names(const gather *g, named *name, tally *group, uint32_t *of)
{
    size_t k = 0;
    for (size_t row = 0; row < g->all.n; row++)
        name[row] = (named){gather_row(g, row)->group, row};
    qsort(name, g->all.n, sizeof *name, by_name);
    for (size_t i = 0; i < g->all.n; i++) {
        if (!i || cli_slice_cmp(name[i].name, name[i - 1].name) != 0) {
            group[k] = (tally){.first = name[i].row, .number = k, .empty = true};
            k++;
        }
        group[k - 1].size++;
        group[k - 1].empty &= is_empty(g, name[i].row);
        of[name[i].row] = (uint32_t)(k - 1);
    }
    return k;
}

static void number_groups(vn_clusters *c, tally *group, size_t k, uint32_t *number)
{
    qsort(group, k, sizeof *group, by_size);
    for (size_t i = 0; i < k; i++) {
        number[group[i].number] = (uint32_t)i;
        c->size[i] = group[i].size;
    }
    for (size_t row = 0; row < c->n; row++)
        c->cluster[row] = number[c->cluster[row]];
    c->k = k;
    c->has_empty = k && group[k - 1].empty;
}

static vn_status take_groups(gather *g, vn_error *err)
{
    const size_t n = g->all.n;
    vn_clusters *c = &g->clusters;
    *c = (vn_clusters){.n = n, .cluster = calloc(n + 1, sizeof *c->cluster), .size = calloc(n + 1, sizeof *c->size)};
    named *name = calloc(n + 1, sizeof *name);
    tally *group = calloc(n + 1, sizeof *group);
    uint32_t *number = calloc(n + 1, sizeof *number);
    const bool ok = c->cluster && c->size && name && group && number;
    if (ok)
        number_groups(c, group, count_names(g, name, group, c->cluster), number);
    free(name);
    free(group);
    free(number);
    return ok ? VN_OK : no_memory(err);
}

static bool all_have_groups(const gather *g)
{
    for (size_t i = 0; i < g->all.n; i++)
        if (!g->item[i].group.len)
            return false;
    return true;
}

/* Clusters ---------------------------------------------------------------------------------------------------------- */

static vn_status make_clusters(gather *g, vn_error *err)
{
    if (strcmp(g->options.cluster.method, "events") == 0) {
        g->rarity = calloc(g->all.matrix.cols + 1, sizeof *g->rarity);
        if (!g->rarity)
            return no_memory(err);
        vn_cluster_rarity(g->rarity, g->all.vocab, g->df);
        g->options.cluster.rarity = g->rarity;
    }
    g->report.method = g->options.cluster.method;
    return vn_cluster(&g->clusters, &g->all.matrix, &g->options.cluster, err);
}

/* The clusters of vnclust have numbers, which are no names. */
static bool is_number(vn_slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] < '0' || name.ptr[i] > '9')
            return false;
    return true;
}

/* What is told of them ---------------------------------------------------------------------------------------------- */

static vn_status describe(gather *g, vn_error *err)
{
    const size_t k = g->clusters.k;
    vn_match *central = calloc(k + 1, sizeof *central);
    double *cohesion = calloc(k + 1, sizeof *cohesion);
    vn_status st = central && cohesion ? VN_OK : no_memory(err);
    if (!st)
        st = vn_cluster_central(central, &g->all.matrix, &g->clusters, err);
    if (!st)
        st = vn_cluster_cohesion(cohesion, &g->all.matrix, &g->clusters, err);
    for (size_t i = 0; !st && i < k; i++) {
        g->group[i].size = g->clusters.size[i];
        g->group[i].central = central[i].index;
        g->group[i].cohesion = cohesion[i];
        g->group[i].without_words = g->clusters.has_empty && i == k - 1;
    }
    free(central);
    free(cohesion);
    return st;
}

vn_status gather_groups(gather *g, vn_error *err)
{
    const bool given = g->options.by || all_have_groups(g);
    const vn_status st = given ? take_groups(g, err) : make_clusters(g, err);
    if (st)
        return st;
    g->group = calloc(g->clusters.k + 1, sizeof *g->group);
    if (!g->group)
        return no_memory(err);
    for (size_t row = 0; row < g->all.n; row++) {
        g->article[row].group = g->clusters.cluster[row];
        if (given && !is_number(gather_row(g, row)->group))
            g->group[g->clusters.cluster[row]].name = gather_row(g, row)->group;
    }
    g->report.group = g->group;
    g->report.n_groups = g->clusters.k;
    return describe(g, err);
}
