#include "layout.h"

#include "cli.h"

#include <stdlib.h>

/* The report's tree, all nodes of it; what is drawn is picked from it. */
typedef struct whole {
    const report *r;
    size_t n;      /* nodes: 2 * r->n - 1 */
    size_t *group; /* [n] */
    size_t *first; /* [n] in r->order */
    size_t *size;  /* [n] */
    bool *joint;   /* [n] drawn with its children */
    size_t *place; /* [n] in layout_tree.node */
    size_t *path;  /* [n] room to walk */
} whole;

static void whole_free(whole *w)
{
    free(w->group);
    free(w->first);
    free(w->size);
    free(w->joint);
    free(w->place);
    free(w->path);
}

static vn_status whole_alloc(whole *w, const report *r, vn_error *err)
{
    *w = (whole){.r = r, .n = 2 * r->n - 1};
    w->group = calloc(w->n, sizeof *w->group);
    w->first = calloc(w->n, sizeof *w->first);
    w->size = calloc(w->n, sizeof *w->size);
    w->joint = calloc(w->n, sizeof *w->joint);
    w->place = calloc(w->n, sizeof *w->place);
    w->path = calloc(w->n, sizeof *w->path);
    if (w->group && w->first && w->size && w->joint && w->place && w->path)
        return VN_OK;
    whole_free(w);
    return cli_error(err, VN_ENOMEM, "out of memory for a tree");
}

static const vn_merge *merge_of(const whole *w, size_t node)
{
    return &w->r->merges[node - w->r->n];
}

static double distance_of(const whole *w, size_t node)
{
    if (node < w->r->n)
        return 0;
    const double d = merge_of(w, node)->distance;
    return d > 0 ? d < 1 ? d : 1 : 0;
}

/* From the leaves up: children stand before their parents. */
static void describe(whole *w)
{
    for (size_t i = 0; i < w->r->n; i++) {
        const size_t article = w->r->order[i];
        w->group[article] = w->r->article[article].group;
        w->first[article] = i;
        w->size[article] = 1;
    }
    for (size_t node = w->r->n; node < w->n; node++) {
        const size_t a = merge_of(w, node)->left;
        const size_t b = merge_of(w, node)->right;
        w->group[node] = w->group[a] == w->group[b] ? w->group[a] : LAYOUT_MIXED;
        w->first[node] = w->first[a] < w->first[b] ? w->first[a] : w->first[b];
        w->size[node] = w->size[a] + w->size[b];
    }
}

/* A joint that may be drawn, farthest from the leaves first; a parent before its children. */
typedef struct height {
    double distance;
    size_t node;
} height;

static int by_height(const void *a, const void *b)
{
    const height *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance > y->distance ? -1 : 1;
    return x->node > y->node ? -1 : x->node < y->node;
}

/* Which joints are drawn, at most max_leaves - 1. */
static vn_status pick(whole *w, size_t max_leaves, vn_error *err)
{
    const bool all = w->r->n <= max_leaves || w->group[w->n - 1] != LAYOUT_MIXED;
    height *list = calloc(w->n, sizeof *list);
    if (!list)
        return cli_error(err, VN_ENOMEM, "out of memory for a tree");
    size_t n = 0;
    for (size_t node = w->r->n; node < w->n; node++)
        if (all || w->group[node] == LAYOUT_MIXED)
            list[n++] = (height){distance_of(w, node), node};
    qsort(list, n, sizeof *list, by_height);
    for (size_t i = 0; i < n && i + 1 < max_leaves; i++)
        w->joint[list[i].node] = true;
    free(list);
    return VN_OK;
}

/* The child whose articles stand first, or the other. */
static size_t child(const whole *w, size_t node, bool last)
{
    const size_t a = merge_of(w, node)->left;
    const size_t b = merge_of(w, node)->right;
    return (w->first[a] < w->first[b]) == last ? b : a;
}

/* Leaves from left to right, by a walk from the root. Joints keep the order of the merges. */
static void place_leaves(whole *w, layout_tree *tree)
{
    size_t depth = 0;
    w->path[depth++] = w->n - 1;
    while (depth) {
        const size_t node = w->path[--depth];
        if (w->joint[node]) {
            w->path[depth++] = child(w, node, true);
            w->path[depth++] = child(w, node, false);
            continue;
        }
        w->place[node] = tree->leaves;
        tree->node[tree->leaves] = (layout_node){.across = (double)tree->leaves + 0.5};
        tree->leaves++;
    }
}

static void place_joints(whole *w, layout_tree *tree)
{
    size_t at = tree->leaves;
    for (size_t node = w->r->n; node < w->n; node++) {
        if (!w->joint[node])
            continue;
        const size_t left = w->place[child(w, node, false)];
        const size_t right = w->place[child(w, node, true)];
        w->place[node] = at;
        tree->node[at++] = (layout_node){.across = (tree->node[left].across + tree->node[right].across) / 2,
                                         .left = left, .right = right};
    }
}

static void fill(const whole *w, layout_tree *tree, size_t node)
{
    layout_node *drawn = &tree->node[w->place[node]];
    drawn->node = node;
    drawn->distance = distance_of(w, node);
    drawn->group = w->group[node];
    drawn->size = w->size[node];
    drawn->first = w->first[node];
}

/* What is drawn is the root, and the children of joints. */
static void fill_all(const whole *w, layout_tree *tree)
{
    fill(w, tree, w->n - 1);
    for (size_t node = w->r->n; node < w->n; node++)
        if (w->joint[node]) {
            fill(w, tree, merge_of(w, node)->left);
            fill(w, tree, merge_of(w, node)->right);
        }
}

vn_status layout_tree_make(layout_tree *tree, const report *r, size_t max_leaves, vn_error *err)
{
    whole w;
    *tree = (layout_tree){0};
    if (!r->merges || r->n < 2)
        return VN_OK;
    vn_status st = whole_alloc(&w, r, err);
    if (st)
        return st;
    describe(&w);
    st = pick(&w, max_leaves, err);
    const size_t room = r->n < max_leaves ? r->n : max_leaves;
    if (!st && !(tree->node = calloc(2 * room - 1, sizeof *tree->node)))
        st = cli_error(err, VN_ENOMEM, "out of memory for a tree");
    if (!st) {
        place_leaves(&w, tree);
        place_joints(&w, tree);
        fill_all(&w, tree);
    }
    whole_free(&w);
    return st;
}

void layout_tree_free(layout_tree *tree)
{
    free(tree->node);
    *tree = (layout_tree){0};
}
