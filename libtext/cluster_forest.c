/* Average linkage cut at a threshold t, by nearest-neighbour chain on the graph of pairs >= t.
 *
 * An average of t or more needs a pair of t or more, so only clusters joined by such a pair can merge: the cut is that
 * of each component of the graph, and inside a component only clusters that are neighbours in it matter. The graph
 * keeps an edge while the average of two clusters is >= t. When clusters a and b merge, the average with a common
 * neighbour follows from the two averages (Lance & Williams 1967). With a cluster c that was the neighbour of only one
 * of them it is the dot product of sum vectors, dot(sum(a) + sum(b), sum(c)) / ((|a| + |b|) |c|), which is exact and
 * needs no pair below t. An edge that falls below t never comes back: an average with a union is at most the greater
 * of the averages with its parts. So giant components, into which large collections chain, cost no more memory than
 * their pairs. */
#include "cluster_forest.h"

#include <math.h>

typedef struct edge {
    uint32_t to;
    float similarity; /* average over the pairs of documents */
} edge;

/* A cluster goes by its smallest row; a cluster that was merged into another has size 0. */
typedef struct node {
    edge *edge;    /* [n] ascending `to`; an edge of similarity GONE is none */
    size_t n;
    size_t size;   /* documents */
    uint32_t *col; /* [terms] the sum of the rows */
    double *val;   /* [terms] */
    size_t terms;
    double crowding; /* sum over the documents */
    bool own_sum;    /* col and val are the node's, not the matrix's */
    bool own_edge;
} node;

typedef struct pair {
    uint32_t a;
    uint32_t b;
    float similarity;
} pair;

typedef struct forest {
    const vn_sparse *y;
    const double *crowding;
    double min;
    pair *pair; /* until the edges are made */
    size_t n_pairs;
    size_t cap;
    edge *edge;      /* [2 * pairs] those that the rows begin with */
    node *node;      /* [rows] */
    double *sum;     /* [cols] the sum vector of the newest cluster, else 0 */
    uint32_t *chain; /* [rows] */
    size_t n_chain;
    uint32_t *into; /* [rows] the cluster that a row, or what it stood for, was merged into; itself at first */
} forest;

#define GONE (-1.0F)

static double crowding_of(const forest *f, size_t row)
{
    return f->crowding ? f->crowding[row] : 0;
}

static vn_status add_pairs(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    forest *f = context;
    if (!vn_grow((void **)&f->pair, &f->cap, f->n_pairs + n, sizeof *f->pair))
        return vn_fail_memory(err, "pairs of similar documents");
    for (size_t i = 0; i < n; i++) {
        const double s = match[i].score - crowding_of(f, row) - crowding_of(f, match[i].index);
        if (s >= f->min)
            f->pair[f->n_pairs++] = (pair){(uint32_t)row, (uint32_t)match[i].index, (float)s};
    }
    return VN_OK;
}

/* Counts, then places; pairs come by ascending a, but unordered in b, so edges are placed twice: first those to smaller
 * rows, which then are in order, from them the others. */
static void place_edges(forest *f, edge *down, size_t *at)
{
    const size_t rows = f->y->rows;
    for (size_t i = 0; i < f->n_pairs; i++) {
        const pair *p = &f->pair[i];
        down[at[p->b]++] = (edge){p->a, p->similarity};
    }
    for (size_t b = 0, from = 0; b < rows; b++) { /* [from, at[b]) are the edges of b to smaller rows */
        node *v = &f->node[b];
        for (; from < at[b]; from++) {
            node *u = &f->node[down[from].to];
            v->edge[v->n++] = down[from];
            u->edge[u->size++] = (edge){(uint32_t)b, down[from].similarity};
        }
    }
}

/* Where each node's edges begin: n is the number to smaller rows, size for now the place after those, where the others
 * go. */
static void share_edges(forest *f, size_t *at)
{
    size_t sum = 0;
    size_t down = 0;
    for (size_t r = 0; r < f->y->rows; r++) {
        node *v = &f->node[r];
        const size_t count = at[r];
        v->edge = f->edge + sum;
        sum += count + v->size;
        v->size = count;
        at[r] = down;
        down += count;
    }
}

static vn_status make_edges(forest *f, vn_error *err)
{
    size_t *at = vn_calloc(f->y->rows, sizeof *at);
    edge *down = vn_realloc(NULL, f->n_pairs, sizeof *down);
    f->edge = vn_calloc(f->n_pairs, 2 * sizeof *f->edge);
    const bool ok = at && down && f->edge;
    if (ok) {
        for (size_t i = 0; i < f->n_pairs; i++) {
            at[f->pair[i].b]++;
            f->node[f->pair[i].a].size++;
        }
        share_edges(f, at);
        place_edges(f, down, at);
    }
    free(at);
    free(down);
    free(f->pair);
    f->pair = NULL;
    return ok ? VN_OK : vn_fail_memory(err, "a graph of similar documents");
}

static void begin_nodes(forest *f)
{
    const vn_sparse *y = f->y;
    for (size_t r = 0; r < y->rows; r++) {
        node *v = &f->node[r];
        v->n = v->size; /* all edges are in place */
        v->size = 1;
        v->col = y->col + y->start[r];
        v->val = y->val + y->start[r];
        v->terms = y->start[r + 1] - y->start[r];
        v->crowding = crowding_of(f, r);
        f->into[r] = (uint32_t)r;
    }
}

static vn_status make_forest(forest *f, unsigned threads, vn_error *err)
{
    const size_t rows = f->y->rows;
    f->node = vn_calloc(rows, sizeof *f->node);
    f->sum = vn_calloc(f->y->cols, sizeof *f->sum);
    f->chain = vn_calloc(rows, sizeof *f->chain);
    f->into = vn_calloc(rows, sizeof *f->into);
    if (!f->node || !f->sum || !f->chain || !f->into)
        return vn_fail_memory(err, "average linkage");
    const vn_similar_options pairs = {.min = f->min, .once = true, .threads = threads};
    vn_status st = vn_similar_neighbors(f->y, &pairs, add_pairs, f, err);
    if (!st)
        st = make_edges(f, err);
    if (!st)
        begin_nodes(f);
    return st;
}

static void free_forest(forest *f)
{
    for (size_t r = 0; f->node && r < f->y->rows; r++) {
        if (f->node[r].own_edge)
            free(f->node[r].edge);
        if (f->node[r].own_sum) {
            free(f->node[r].col);
            free(f->node[r].val);
        }
    }
    free(f->pair);
    free(f->edge);
    free(f->node);
    free(f->sum);
    free(f->chain);
    free(f->into);
}

static edge *find_edge(const node *v, uint32_t to)
{
    size_t low = 0;
    size_t high = v->n;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (v->edge[middle].to < to)
            low = middle + 1;
        else
            high = middle;
    }
    return v->edge + low;
}

/* Tells the node that its cluster `gone` is part of `keep` now. There is an edge to one of the two, so that no room is
 * needed. */
static void redirect(node *v, uint32_t keep, uint32_t gone, float similarity)
{
    edge *g = find_edge(v, gone);
    edge *k = find_edge(v, keep);
    edge *end = v->edge + v->n;
    if (g < end && g->to == gone && !(k < end && k->to == keep)) { /* keep < gone: between them one step up */
        memmove(k + 1, k, (size_t)(g - k) * sizeof *k);
        *k = (edge){keep, similarity};
        return;
    }
    if (g < end && g->to == gone)
        g->similarity = GONE;
    k->similarity = similarity;
}

/* The sum of two sum vectors, also spread over f->sum. */
static bool add_sums(forest *f, node *a, const node *b)
{
    uint32_t *col = vn_realloc(NULL, a->terms + b->terms, sizeof *col);
    double *val = vn_realloc(NULL, a->terms + b->terms, sizeof *val);
    size_t n = 0;
    if (!col || !val) {
        free(col);
        free(val);
        return false;
    }
    for (size_t i = 0, j = 0; i < a->terms || j < b->terms; n++) {
        const bool left = j == b->terms || (i < a->terms && a->col[i] <= b->col[j]);
        const bool right = i == a->terms || (j < b->terms && b->col[j] <= a->col[i]);
        col[n] = left ? a->col[i] : b->col[j];
        val[n] = (left ? a->val[i++] : 0) + (right ? b->val[j++] : 0);
        f->sum[col[n]] = val[n];
    }
    if (a->own_sum) {
        free(a->col);
        free(a->val);
    }
    a->own_sum = true;
    a->terms = n;
    a->col = col;
    a->val = val;
    return true;
}

static void free_sum(node *v)
{
    if (v->own_sum) {
        free(v->col);
        free(v->val);
    }
    v->own_sum = false;
    v->terms = 0;
}

/* Average similarity of the newest cluster, whose sum vector is spread, and another. */
static double average(const forest *f, const node *a, const node *c)
{
    double dot = 0;
    for (size_t p = 0; p < c->terms; p++)
        dot += f->sum[c->col[p]] * c->val[p];
    const double na = (double)a->size;
    const double nc = (double)c->size;
    return dot / (na * nc) - a->crowding / na - c->crowding / nc;
}

/* One neighbour of the merged cluster: `a` and `b` are the similarities to its parts, GONE when there is no edge. */
static float join(const forest *f, const node *keep, double share, float a, float b, const node *c)
{
    if (a >= 0 && b >= 0)
        return (float)(share * (double)a + (1 - share) * (double)b);
    const float known = a >= 0 ? a : b;
    const float s = (float)average(f, keep, c);
    return s < known ? s : known; /* rounding must not pass what the other part, below the threshold, allows */
}

/* The edges of both parts become those of the merged cluster, and its neighbours hear of it. */
static size_t join_edges(forest *f, edge *out, uint32_t keep, uint32_t gone, double share)
{
    const node *a = &f->node[keep];
    const node *b = &f->node[gone];
    size_t n = 0;
    for (size_t i = 0, j = 0; i < a->n || j < b->n;) {
        const uint32_t to = j == b->n || (i < a->n && a->edge[i].to <= b->edge[j].to) ? a->edge[i].to : b->edge[j].to;
        const float left = i < a->n && a->edge[i].to == to ? a->edge[i++].similarity : GONE;
        const float right = j < b->n && b->edge[j].to == to ? b->edge[j++].similarity : GONE;
        if (to == keep || to == gone || (left < 0 && right < 0))
            continue;
        const float s = join(f, a, share, left, right, &f->node[to]);
        const bool near = s >= (float)f->min;
        redirect(&f->node[to], keep, gone, near ? s : GONE);
        out[n] = (edge){to, s};
        n += near;
    }
    return n;
}

static vn_status merge(forest *f, uint32_t one, uint32_t other, vn_error *err)
{
    const uint32_t keep = one < other ? one : other;
    const uint32_t gone = one < other ? other : one;
    node *a = &f->node[keep];
    node *b = &f->node[gone];
    const double share = (double)a->size / (double)(a->size + b->size);
    edge *edges = vn_realloc(NULL, a->n + b->n, sizeof *edges);
    if (!edges || !add_sums(f, a, b)) {
        free(edges);
        return vn_fail_memory(err, "average linkage");
    }
    a->size += b->size;
    a->crowding += b->crowding;
    const size_t n = join_edges(f, edges, keep, gone, share);
    for (size_t p = 0; p < a->terms; p++)
        f->sum[a->col[p]] = 0;
    if (a->own_edge)
        free(a->edge);
    if (b->own_edge)
        free(b->edge);
    free_sum(b);
    a->edge = edges;
    a->own_edge = true;
    a->n = n;
    *b = (node){0};
    f->into[gone] = keep;
    return VN_OK;
}

/* The neighbour most similar to a cluster, or the cluster itself when it has none. `previous`, the chain's last but one
 * (or the cluster itself), wins ties, or the chain could go in circles; else the smaller number. */
static uint32_t nearest(const node *v, uint32_t self, uint32_t previous)
{
    float best = GONE;
    uint32_t who = self;
    for (size_t i = 0; i < v->n; i++) {
        const edge e = v->edge[i];
        if (e.similarity > best || (e.to == previous && e.similarity >= 0 && e.similarity >= best)) {
            best = e.similarity;
            who = e.to;
        }
    }
    return who;
}

/* Follows the chain that begins at a cluster until nothing is left to merge: a cluster without neighbours stays so. */
static vn_status follow_chain(forest *f, uint32_t first, vn_error *err)
{
    f->chain[0] = first;
    f->n_chain = 1;
    while (f->n_chain) {
        const uint32_t last = f->chain[f->n_chain - 1];
        const uint32_t previous = f->n_chain > 1 ? f->chain[f->n_chain - 2] : last;
        const uint32_t next = nearest(&f->node[last], last, previous);
        if (next == last) {
            f->n_chain--;
        } else if (next != previous) {
            f->chain[f->n_chain++] = next;
        } else {
            f->n_chain -= 2;
            const vn_status st = merge(f, last, previous, err);
            if (st)
                return st;
        }
    }
    return VN_OK;
}

static void number(const forest *f, uint32_t *cluster, size_t *k)
{
    *k = 0;
    for (size_t r = 0; r < f->y->rows; r++) /* a cluster goes by its smallest row: `into` is never above r */
        cluster[r] = f->into[r] == r ? (uint32_t)(*k)++ : cluster[f->into[r]];
}

vn_status vn_forest_cut(uint32_t *cluster, size_t *k, const vn_sparse *y, const double *crowding, double min,
                        unsigned threads, vn_error *err)
{
    forest f = {.y = y, .crowding = crowding, .min = min};
    vn_status st = make_forest(&f, threads, err);
    for (size_t r = 0; !st && r < y->rows; r++)
        while (!st && f.node[r].size && nearest(&f.node[r], (uint32_t)r, (uint32_t)r) != r)
            st = follow_chain(&f, (uint32_t)r, err);
    if (!st)
        number(&f, cluster, k);
    free_forest(&f);
    return st;
}
