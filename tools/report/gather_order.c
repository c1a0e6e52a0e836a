/* In what order articles stand: that of the tree, and where a tree would take too much memory, by group and then the most
 * central first. */
#include "gather.h"

#include "tree.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_IN_TREE = 10000, MOST_GROUPS = 5000 };

static vn_status no_memory(vn_error *err)
{
    return cli_error(err, VN_ENOMEM, "out of memory for the order of articles");
}

/* Takes the tree that the method made, or makes one. */
static vn_status make_tree(gather *g, vn_error *err)
{
    vn_clusters *c = &g->clusters;
    if (c->n_merges && c->n_merges + 1 == c->n) {
        g->merges = c->merges;
        c->merges = NULL;
        return VN_OK;
    }
    g->report.tree_within_groups = true;
    return tree_of_groups(&g->report, g->options.cluster.threads, &g->merges, err);
}

typedef struct standing {
    size_t group;
    double score; /* to the sum of the group */
    size_t row;
} standing;

static int by_standing(const void *left, const void *right)
{
    const standing *a = left;
    const standing *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->score < b->score || a->score > b->score)
        return a->score > b->score ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* The dot products of the rows first .. last - 1 with their sum. */
static void score_group(const vn_sparse *x, standing *s, size_t first, size_t last, double *term)
{
    for (size_t i = first; i < last; i++)
        for (size_t p = x->start[s[i].row]; p < x->start[s[i].row + 1]; p++)
            term[x->col[p]] += x->val[p];
    for (size_t i = first; i < last; i++)
        for (size_t p = x->start[s[i].row]; p < x->start[s[i].row + 1]; p++)
            s[i].score += x->val[p] * term[x->col[p]];
    for (size_t i = first; i < last; i++)
        for (size_t p = x->start[s[i].row]; p < x->start[s[i].row + 1]; p++)
            term[x->col[p]] = 0;
}

static vn_status order_by_group(gather *g, vn_error *err)
{
    const size_t n = g->all.n;
    standing *s = calloc(n + 1, sizeof *s);
    double *term = calloc(g->all.matrix.cols + 1, sizeof *term);
    const bool ok = s && term;
    for (size_t row = 0; ok && row < n; row++)
        s[row] = (standing){.group = g->clusters.cluster[row], .row = row};
    if (ok)
        qsort(s, n, sizeof *s, by_standing);
    for (size_t first = 0, last = 0; ok && first < n; first = last) {
        while (last < n && s[last].group == s[first].group)
            last++;
        score_group(&g->all.matrix, s, first, last, term);
    }
    if (ok)
        qsort(s, n, sizeof *s, by_standing);
    for (size_t i = 0; ok && i < n; i++)
        g->order[i] = s[i].row;
    free(s);
    free(term);
    return ok ? VN_OK : no_memory(err);
}

/* Members of groups, in the order of articles. */
static void list_members(gather *g)
{
    size_t at = 0;
    for (size_t i = 0; i < g->clusters.k; i++) {
        g->group[i].member = g->member + at;
        at += g->group[i].size;
        g->group[i].size = 0;
    }
    for (size_t i = 0; i < g->all.n; i++) {
        report_group *group = &g->group[g->article[g->order[i]].group];
        g->member[(size_t)(group->member - g->member) + group->size++] = g->order[i];
    }
}

vn_status gather_tree(gather *g, vn_error *err)
{
    const size_t n = g->all.n;
    const bool tree = n <= MOST_IN_TREE && g->clusters.k <= MOST_GROUPS;
    g->order = calloc(n + 1, sizeof *g->order);
    g->member = calloc(n + 1, sizeof *g->member);
    vn_status st = g->order && g->member ? VN_OK : no_memory(err);
    for (size_t i = 0; !st && i < n; i++)
        g->order[i] = i;
    if (!st)
        list_members(g);
    if (!st && tree)
        st = make_tree(g, err);
    if (!st)
        st = tree ? tree_leaves(&g->all.matrix, g->merges, n, g->order, err) : order_by_group(g, err);
    if (st)
        return st;
    list_members(g); /* as they stand now */
    g->report.order = g->order;
    g->report.merges = n > 1 ? g->merges : NULL;
    return VN_OK;
}
