#include "tree.h"

#include "cli.h"
#include "rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static vn_status no_memory(vn_error *err)
{
    return cli_error(err, VN_ENOMEM, "out of memory for a tree");
}

/* Merges of a tree in the making, parts before what they are parts of; node n + i is what merge i made. */
typedef struct growing {
    const report *r;
    unsigned threads;
    vn_merge *merge; /* [n - 1] */
    size_t made;
    uint32_t *root; /* [n_groups] node that holds a group */
} growing;

static double height_of(const growing *t, uint32_t node)
{
    return node < t->r->n ? 0 : t->merge[node - t->r->n].distance;
}

static size_t size_of(const growing *t, uint32_t node)
{
    return node < t->r->n ? 1 : t->merge[node - t->r->n].size;
}

/* Gives the new node. */
static uint32_t join(growing *t, uint32_t a, uint32_t b, double distance)
{
    const double parts = fmax(height_of(t, a), height_of(t, b));
    t->merge[t->made] = (vn_merge){a, b, fmax(distance, parts), size_of(t, a) + size_of(t, b)};
    return (uint32_t)(t->r->n + t->made++);
}

/* Within a group -------------------------------------------------------------------------------------------------- */

static void add_merges(growing *t, const vn_clusters *tree, const report_group *group)
{
    const size_t m = group->size;
    const size_t base = t->r->n + t->made;
    for (size_t i = 0; i < tree->n_merges; i++) {
        const vn_merge *merge = &tree->merges[i];
        const uint32_t node[] = {merge->left, merge->right};
        uint32_t to[2];
        for (size_t e = 0; e < 2; e++)
            to[e] = (uint32_t)(node[e] < m ? group->member[node[e]] : base + (node[e] - m));
        join(t, to[0], to[1], merge->distance);
    }
}

static vn_status grow_group(growing *t, size_t number, vn_error *err)
{
    const report_group *group = &t->r->group[number];
    vn_sparse rows = {0};
    vn_clusters tree = {0};
    const vn_cluster_options options = {.method = "average", .k = 1, .threads = t->threads};
    t->root[number] = (uint32_t)group->member[0];
    if (group->size < 2)
        return VN_OK;
    vn_status st = report_take_rows(t->r, group->member, group->size, &rows, err);
    if (!st)
        st = vn_cluster(&tree, &rows, &options, err);
    if (!st) {
        add_merges(t, &tree, group);
        t->root[number] = (uint32_t)(t->r->n + t->made - 1);
    }
    vn_sparse_free(&rows);
    vn_clusters_free(&tree);
    return st;
}

/* Of groups --------------------------------------------------------------------------------------------------------- */

/* Average linkage by a list of nearest neighbours, of those that stand behind. */
typedef struct linking {
    growing *t;
    double *score;   /* [k * k] mean similarities */
    size_t k;
    size_t *size;    /* [k] 0: gone */
    size_t *nearest; /* [k] of those behind, k: none */
} linking;

static void find_nearest(linking *l, size_t a)
{
    l->nearest[a] = l->k;
    for (size_t b = a + 1; l->size[a] && b < l->k; b++)
        if (l->size[b] && (l->nearest[a] == l->k || l->score[a * l->k + b] > l->score[a * l->k + l->nearest[a]]))
            l->nearest[a] = b;
}

/* The pair to be joined next; ties to the smaller numbers. */
static size_t find_pair(const linking *l)
{
    size_t best = l->k;
    for (size_t a = 0; a < l->k; a++)
        if (l->size[a] && l->nearest[a] < l->k &&
            (best == l->k ||
             l->score[a * l->k + l->nearest[a]] > l->score[best * l->k + l->nearest[best]]))
            best = a;
    return best;
}

static void link_pair(linking *l, size_t a, size_t b)
{
    const double n = (double)l->size[a];
    const double m = (double)l->size[b];
    const double score = l->score[a * l->k + b];
    l->t->root[a] = join(l->t, l->t->root[a], l->t->root[b], 1 - score);
    l->size[a] += l->size[b];
    l->size[b] = 0;
    for (size_t i = 0; i < l->k; i++)
        if (l->size[i] && i != a) {
            const double mean = (n * l->score[a * l->k + i] + m * l->score[b * l->k + i]) / (n + m);
            l->score[a * l->k + i] = l->score[i * l->k + a] = mean;
        }
    for (size_t i = 0; i < l->k; i++)
        if (i == a || l->nearest[i] == a || l->nearest[i] == b)
            find_nearest(l, i);
        else if (i < a && l->size[i] && l->score[i * l->k + a] > l->score[i * l->k + l->nearest[i]])
            l->nearest[i] = a;
}

/* The group of articles without terms joins last. */
static vn_status link_groups(growing *t, vn_error *err)
{
    const size_t k = t->r->n_groups;
    const bool without = k > 1 && t->r->group[k - 1].without_words;
    linking l = {.t = t, .k = k};
    l.score = k && k < SIZE_MAX / k / sizeof *l.score ? calloc(k * k, sizeof *l.score) : NULL;
    l.size = calloc(k + 1, sizeof *l.size);
    l.nearest = calloc(k + 1, sizeof *l.nearest);
    vn_status st = l.score && l.size && l.nearest ? VN_OK : no_memory(err);
    if (!st)
        st = report_between(t->r, l.score, err);
    if (!st) {
        for (size_t a = 0; a + without < k; a++)
            l.size[a] = t->r->group[a].size;
        for (size_t a = 0; a < k; a++)
            find_nearest(&l, a);
        for (size_t a; (a = find_pair(&l)) < k;)
            link_pair(&l, a, l.nearest[a]);
        if (without)
            join(t, t->root[0], t->root[k - 1], 1);
    }
    free(l.score);
    free(l.size);
    free(l.nearest);
    return st;
}

/* In ascending order ------------------------------------------------------------------------------------------------ */

typedef struct placed {
    double distance;
    size_t made;
} placed;

static int by_distance(const void *left, const void *right)
{
    const placed *a = left;
    const placed *b = right;
    const int order = (a->distance > b->distance) - (a->distance < b->distance);
    return order ? order : (a->made > b->made) - (a->made < b->made);
}

/* No part is higher than what it is part of, and it was made before, so parts stay in front. */
static vn_status sort_merges(const growing *t, vn_merge *sorted, vn_error *err)
{
    const size_t n = t->r->n;
    placed *at = calloc(t->made + 1, sizeof *at);
    uint32_t *number = calloc(t->made + 1, sizeof *number);
    const bool ok = at && number;
    for (size_t i = 0; ok && i < t->made; i++)
        at[i] = (placed){t->merge[i].distance, i};
    if (ok)
        qsort(at, t->made, sizeof *at, by_distance);
    for (size_t i = 0; ok && i < t->made; i++)
        number[at[i].made] = (uint32_t)(n + i);
    for (size_t i = 0; ok && i < t->made; i++) {
        const vn_merge *merge = &t->merge[at[i].made];
        const uint32_t a = merge->left < n ? merge->left : number[merge->left - n];
        const uint32_t b = merge->right < n ? merge->right : number[merge->right - n];
        sorted[i] = (vn_merge){a < b ? a : b, a < b ? b : a, merge->distance, merge->size};
    }
    free(at);
    free(number);
    return ok ? VN_OK : no_memory(err);
}

vn_status tree_of_groups(const report *r, unsigned threads, vn_merge **merges, vn_error *err)
{
    growing t = {.r = r, .threads = threads};
    t.merge = calloc(r->n + 1, sizeof *t.merge);
    t.root = calloc(r->n_groups + 1, sizeof *t.root);
    vn_merge *sorted = calloc(r->n + 1, sizeof *sorted);
    vn_status st = t.merge && t.root && sorted ? VN_OK : no_memory(err);
    for (size_t i = 0; !st && i < r->n_groups; i++)
        st = grow_group(&t, i, err);
    if (!st)
        st = link_groups(&t, err);
    if (!st)
        st = sort_merges(&t, sorted, err);
    free(t.merge);
    free(t.root);
    if (st)
        free(sorted);
    else
        *merges = sorted;
    return st;
}

/* Leaves ------------------------------------------------------------------------------------------------------------ */

/* A node, as it will stand unless something above turns it round. */
typedef struct side {
    uint32_t part[2]; /* from left to right */
    bool turned[2];   /* parts that stand the other way round */
    uint32_t end[2];  /* the first and the last leaf */
} side;

static void end_of(const side *node, size_t n, uint32_t at, uint32_t end[2])
{
    end[0] = at < n ? at : node[at - n].end[0];
    end[1] = at < n ? at : node[at - n].end[1];
}

static double likeness(const vn_sparse *x, uint32_t a, uint32_t b)
{
    return vn_sparse_dot(x, a, x, b);
}

/* Which ends meet: of four ways the best, the first of equal ones. */
static void place_parts(const vn_sparse *x, const side *node, size_t n, side *to)
{
    uint32_t a[2];
    uint32_t b[2];
    double best = -1;
    end_of(node, n, to->part[0], a);
    end_of(node, n, to->part[1], b);
    for (size_t way = 0; way < 4; way++) {
        const bool turn_a = way & 2;
        const bool turn_b = way & 1;
        const double score = likeness(x, a[!turn_a], b[turn_b]);
        if (!(score > best))
            continue;
        best = score;
        to->turned[0] = turn_a;
        to->turned[1] = turn_b;
        to->end[0] = a[turn_a];
        to->end[1] = b[!turn_b];
    }
}

static size_t below(const vn_merge *merges, size_t n, uint32_t node)
{
    return node < n ? 1 : merges[node - n].size;
}

static void place_all(const vn_sparse *x, const vn_merge *merges, size_t n, side *node)
{
    for (size_t i = 0; i + 1 < n; i++) {
        const vn_merge *m = &merges[i];
        const bool swap = below(merges, n, m->right) > below(merges, n, m->left);
        node[i] = (side){.part = {swap ? m->right : m->left, swap ? m->left : m->right}};
        place_parts(x, node, n, &node[i]);
    }
}

/* From the root down; a stack holds what is still to come, the next on top. */
typedef struct visit {
    uint32_t node;
    bool turned;
} visit;

static void list_leaves(const side *node, size_t n, visit *stack, size_t *order)
{
    size_t depth = 0;
    size_t done = 0;
    stack[depth++] = (visit){(uint32_t)(n > 1 ? 2 * n - 2 : 0), false};
    while (depth) {
        const visit v = stack[--depth];
        if (v.node < n) {
            order[done++] = v.node;
            continue;
        }
        const side *s = &node[v.node - n];
        for (size_t i = 0; i < 2; i++) {
            const size_t part = v.turned ? i : 1 - i; /* the one that comes last goes to the bottom */
            stack[depth++] = (visit){s->part[part], s->turned[part] != v.turned};
        }
    }
}

vn_status tree_leaves(const vn_sparse *x, const vn_merge *merges, size_t n, size_t *order, vn_error *err)
{
    side *node = calloc(n + 1, sizeof *node);
    visit *stack = calloc(n + 2, sizeof *stack);
    const bool ok = node && stack;
    if (ok && n) {
        place_all(x, merges, n, node);
        list_leaves(node, n, stack, order);
    }
    free(node);
    free(stack);
    return ok ? VN_OK : no_memory(err);
}
