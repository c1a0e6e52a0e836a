/* The Leiden algorithm (Traag, Waltman & van Eck 2019, algorithm A.2). A round takes three steps until every node of the
 * level is a community: nodes move to better communities; each community is refined into parts that hang together; the
 * parts become the nodes of the next level. Qualities are those of modularity times the strength of the graph: what v gains
 * in community c is w(v, c) - resolution * strength(v) * strength(c) / all. */
#include "vn/graph.h"

#include "base.h"
#include "exact.h"
#include "rng.h"

#include <math.h>

enum { MAX_ROUNDS = 10 };

/* How random refinement is (theta of the paper), in mean weights of an edge. */
static const double RANDOMNESS = 0.01;

/* What rounding may make of a gain of 0, for a node of strength 1. */
static const double MARGIN = 1e-12;

/* The graph of a level; `to` and `weight` of the first one are the caller's. */
typedef struct level {
    size_t n;
    size_t *start;
    uint32_t *to;
    double *weight;
    double *strength; /* [n] of a node, with what is inside of it */
    bool borrowed;
} level;

typedef struct leiden {
    const vn_graph *graph;
    double density; /* resolution / strength of the graph */
    double theta;
    vn_rng rng;
    level level;
    uint32_t *node_of; /* [graph n] the level's node that holds it */

    uint32_t *community; /* [n] of the level's nodes */
    double *total;       /* [n] strength of a community */
    uint32_t *size;      /* [n] its nodes */
    uint32_t *empty;     /* [n_empty] numbers without a community */
    size_t n_empty;

    uint32_t *part;     /* [n] refined */
    double *part_total; /* [n] */
    double *cut;        /* [n] weight between a part and the rest of its community */
    bool *joined;       /* [n] not alone any more; for moving: waits in the queue */

    uint32_t *order; /* [n] */
    double *link;    /* [n] weight between the node at hand and a community; 0 between nodes */
    uint32_t *met;   /* [n_met] those that are not 0 */
    size_t n_met;
} leiden;

static void free_level(level *l)
{
    if (!l->borrowed) {
        free(l->start);
        free(l->to);
        free(l->weight);
    }
    free(l->strength);
    *l = (level){0};
}

static vn_status first_level(leiden *l, vn_error *err)
{
    const vn_graph *g = l->graph;
    free_level(&l->level);
    l->level = (level){g->n, g->start, g->to, g->weight, vn_calloc(g->n, sizeof(double)), true};
    if (!l->level.strength)
        return vn_fail_memory(err, "communities");
    for (size_t v = 0; v < g->n; v++) {
        l->node_of[v] = (uint32_t)v;
        for (size_t p = g->start[v]; p < g->start[v + 1]; p++)
            l->level.strength[v] += g->weight[p];
    }
    return VN_OK;
}

/* Adds up the weights between v and what `of` puts its neighbours into. With `within`: only neighbours of v's own
 * community. */
static void meet(leiden *l, size_t v, const uint32_t *of, bool within)
{
    const level *g = &l->level;
    for (size_t p = g->start[v]; p < g->start[v + 1]; p++) {
        const uint32_t u = g->to[p];
        if (within && l->community[u] != l->community[v])
            continue;
        if (l->link[of[u]] <= 0)
            l->met[l->n_met++] = of[u];
        l->link[of[u]] += g->weight[p];
    }
}

static void forget(leiden *l)
{
    while (l->n_met)
        l->link[l->met[--l->n_met]] = 0;
}

static void shuffle_nodes(leiden *l)
{
    for (size_t v = 0; v < l->level.n; v++)
        l->order[v] = (uint32_t)v;
    vn_rng_shuffle(&l->rng, l->order, l->level.n);
}

/* Moving nodes -------------------------------------------------------------------------------------------------- */

static void survey_communities(leiden *l)
{
    const size_t n = l->level.n;
    memset(l->total, 0, n * sizeof *l->total);
    memset(l->size, 0, n * sizeof *l->size);
    for (size_t v = 0; v < n; v++) {
        l->total[l->community[v]] += l->level.strength[v];
        l->size[l->community[v]]++;
    }
    l->n_empty = 0;
    for (size_t c = n; c--;)
        if (!l->size[c])
            l->empty[l->n_empty++] = (uint32_t)c;
}

/* The community that v, taken out of its own, gains most in: its own unless another is better, the first of equal ones. */
static uint32_t best_community(leiden *l, size_t v)
{
    const uint32_t own = l->community[v];
    const double strength = l->level.strength[v];
    const double margin = MARGIN * strength;
    uint32_t best = own;
    double most = l->link[own] - l->density * strength * (l->total[own] - strength);
    for (size_t i = 0; i < l->n_met; i++) {
        const uint32_t c = l->met[i];
        const double gain = l->link[c] - l->density * strength * l->total[c];
        if (c != own && gain > most + margin) {
            best = c;
            most = gain;
        }
    }
    return most < -margin && l->n_empty ? l->empty[l->n_empty - 1] : best;
}

static void move_node(leiden *l, size_t v, uint32_t to)
{
    const uint32_t from = l->community[v];
    l->total[from] -= l->level.strength[v];
    l->total[to] += l->level.strength[v];
    if (!l->size[to]++)
        l->n_empty--;
    if (!--l->size[from])
        l->empty[l->n_empty++] = from;
    l->community[v] = to;
}

/* Visits nodes until none wants to move; a node that moved makes its neighbours elsewhere think again. */
static void move_nodes(leiden *l)
{
    const level *g = &l->level;
    const size_t n = g->n;
    bool *waits = l->joined;
    survey_communities(l);
    shuffle_nodes(l);
    memset(waits, true, n * sizeof *waits);
    size_t head = 0;
    for (size_t waiting = n; waiting; waiting--) {
        const uint32_t v = l->order[head];
        waits[v] = false;
        meet(l, v, l->community, false);
        const uint32_t to = best_community(l, v);
        forget(l);
        if (to != l->community[v]) {
            move_node(l, v, to);
            for (size_t p = g->start[v]; p < g->start[v + 1]; p++) {
                const uint32_t u = g->to[p];
                if (waits[u] || l->community[u] == to)
                    continue;
                waits[u] = true;
                l->order[(head + waiting++) % n] = u;
            }
        }
        head = (head + 1) % n;
    }
}

/* Refining communities ------------------------------------------------------------------------------------------ */

static bool hangs_together(const leiden *l, uint32_t part, double whole)
{
    const double strength = l->part_total[part];
    return l->cut[part] >= l->density * strength * (whole - strength) - MARGIN * strength;
}

/* The part that v joins: at random among those that it gains in, the more the likelier. UINT32_MAX: none. */
static uint32_t choose_part(leiden *l, size_t v)
{
    const double whole = l->total[l->community[v]];
    const double strength = l->level.strength[v];
    double most = -1;
    size_t n = 0;
    for (size_t i = 0; i < l->n_met; i++) {
        const uint32_t c = l->met[i];
        const double gain = l->link[c] - l->density * strength * l->part_total[c];
        if (gain < -MARGIN * strength || !hangs_together(l, c, whole)) {
            l->link[c] = 0;
            continue;
        }
        l->met[n++] = c;
        most = gain > most || n == 1 ? gain : most;
    }
    l->n_met = n;
    double sum = 0;
    for (int pass = 0; n && pass < 2; pass++) {
        const double lot = pass ? vn_rng_unit(&l->rng) * sum : INFINITY;
        sum = 0;
        for (size_t i = 0; i < n; i++) {
            const uint32_t c = l->met[i];
            const double less = (l->link[c] - l->density * strength * l->part_total[c] - most) / l->theta;
            sum += less < -100 ? 0 : vn_exp(less);
            if (sum > lot || (pass && i + 1 == n))
                return c;
        }
    }
    return UINT32_MAX;
}

static void refine_node(leiden *l, size_t v)
{
    if (l->joined[v] || !hangs_together(l, (uint32_t)v, l->total[l->community[v]]))
        return;
    meet(l, v, l->part, true);
    const uint32_t to = choose_part(l, v);
    if (to != UINT32_MAX) {
        l->joined[v] = l->joined[to] = true;
        l->part[v] = to;
        l->part_total[to] += l->level.strength[v];
        l->cut[to] += l->cut[v] - 2 * l->link[to];
    }
    forget(l);
}

static void refine(leiden *l)
{
    const level *g = &l->level;
    for (size_t v = 0; v < g->n; v++) {
        l->part[v] = (uint32_t)v;
        l->part_total[v] = g->strength[v];
        l->joined[v] = false;
        l->cut[v] = 0;
        for (size_t p = g->start[v]; p < g->start[v + 1]; p++)
            l->cut[v] += l->community[g->to[p]] == l->community[v] ? g->weight[p] : 0;
    }
    shuffle_nodes(l);
    for (size_t i = 0; i < g->n; i++)
        refine_node(l, l->order[i]);
}

/* The next level ------------------------------------------------------------------------------------------------ */

/* Renumbers what is below `limit` in the order of the first nodes; returns how many there are. number [limit] is scratch. */
static size_t renumber(uint32_t *of, size_t n, size_t limit, uint32_t *number)
{
    uint32_t k = 0;
    memset(number, 0xff, limit * sizeof *number);
    for (size_t v = 0; v < n; v++) {
        if (number[of[v]] == UINT32_MAX)
            number[of[v]] = k++;
        of[v] = number[of[v]];
    }
    return k;
}

/* order: the nodes by their parts, end[part] where each part's end. */
static void list_parts(leiden *l, uint32_t *end, size_t parts)
{
    const size_t n = l->level.n;
    memset(end, 0, parts * sizeof *end);
    for (size_t v = 0; v < n; v++)
        end[l->part[v]]++;
    uint32_t sum = 0;
    for (size_t c = 0; c < parts; c++) {
        const uint32_t count = end[c];
        end[c] = sum;
        sum += count;
    }
    for (size_t v = 0; v < n; v++)
        l->order[end[l->part[v]]++] = (uint32_t)v;
}

/* The edges of the nodes order[begin .. end) to other parts, behind those of the parts before. */
static void join_edges(leiden *l, level *next, size_t part, size_t begin, size_t end)
{
    size_t at = next->start[part];
    for (size_t i = begin; i < end; i++) {
        next->strength[part] += l->level.strength[l->order[i]];
        meet(l, l->order[i], l->part, false);
    }
    for (size_t i = 0; i < l->n_met; i++) {
        const uint32_t c = l->met[i];
        if (c == part)
            continue;
        next->to[at] = c;
        next->weight[at++] = l->link[c];
    }
    next->start[part + 1] = at;
    forget(l);
}

/* `to` and `weight` get room for all edges of this level; the system gives no memory to what is never touched. */
static vn_status make_next(leiden *l, level *next, size_t parts, vn_error *err)
{
    const size_t edges = l->level.start[l->level.n];
    *next = (level){.n = parts,
                    .start = vn_calloc(parts + 1, sizeof *next->start),
                    .to = vn_realloc(NULL, edges, sizeof *next->to),
                    .weight = vn_realloc(NULL, edges, sizeof *next->weight),
                    .strength = vn_calloc(parts, sizeof *next->strength)};
    if (next->start && next->to && next->weight && next->strength)
        return VN_OK;
    free_level(next);
    return vn_fail_memory(err, "communities");
}

/* The parts become nodes, in the communities that they came from. */
static vn_status aggregate(leiden *l, vn_error *err)
{
    const size_t n = l->level.n;
    uint32_t *scratch = l->size; /* surveyed again before the next moves */
    level next;
    const size_t parts = renumber(l->part, n, n, scratch);
    const vn_status st = make_next(l, &next, parts, err);
    if (st)
        return st;
    list_parts(l, scratch, parts);
    for (size_t c = 0; c < parts; c++)
        join_edges(l, &next, c, c ? scratch[c - 1] : 0, scratch[c]);
    for (size_t v = 0; v < n; v++) /* a part's number is never above that of its first node */
        l->community[l->part[v]] = l->community[v];
    for (size_t v = 0; v < l->graph->n; v++)
        l->node_of[v] = l->part[l->node_of[v]];
    renumber(l->community, parts, n, scratch);
    free_level(&l->level);
    l->level = next;
    return VN_OK;
}

/* Rounds -------------------------------------------------------------------------------------------------------- */

/* One round from the partition `cluster` [graph n] to a better one. */
static vn_status make_round(leiden *l, uint32_t *cluster, vn_error *err)
{
    vn_status st = first_level(l, err);
    memcpy(l->community, cluster, l->graph->n * sizeof *cluster);
    while (!st) {
        const size_t before = l->level.n;
        move_nodes(l);
        if (l->n_empty == 0)
            break;
        refine(l);
        st = aggregate(l, err);
        if (!st && l->level.n == before)
            break;
    }
    for (size_t v = 0; !st && v < l->graph->n; v++)
        cluster[v] = l->community[l->node_of[v]];
    return st;
}

static void free_leiden(leiden *l)
{
    free_level(&l->level);
    free(l->node_of);
    free(l->community);
    free(l->total);
    free(l->size);
    free(l->empty);
    free(l->part);
    free(l->part_total);
    free(l->cut);
    free(l->joined);
    free(l->order);
    free(l->link);
    free(l->met);
}

static vn_status make_leiden(leiden *l, const vn_graph *graph, double resolution, uint64_t seed, vn_error *err)
{
    const size_t n = graph->n;
    double all = 0;
    for (size_t p = 0; p < graph->start[n]; p++)
        all += graph->weight[p];
    *l = (leiden){.graph = graph,
                  .density = all > 0 ? resolution / all : 0,
                  .theta = all > 0 ? RANDOMNESS * all / (double)graph->start[n] : 1,
                  .node_of = vn_calloc(n, sizeof *l->node_of),
                  .community = vn_calloc(n, sizeof *l->community),
                  .total = vn_calloc(n, sizeof *l->total),
                  .size = vn_calloc(n, sizeof *l->size),
                  .empty = vn_calloc(n, sizeof *l->empty),
                  .part = vn_calloc(n, sizeof *l->part),
                  .part_total = vn_calloc(n, sizeof *l->part_total),
                  .cut = vn_calloc(n, sizeof *l->cut),
                  .joined = vn_calloc(n, sizeof *l->joined),
                  .order = vn_calloc(n, sizeof *l->order),
                  .link = vn_calloc(n, sizeof *l->link),
                  .met = vn_calloc(n, sizeof *l->met)};
    vn_rng_seed(&l->rng, seed);
    if (l->node_of && l->community && l->total && l->size && l->empty && l->part && l->part_total && l->cut && l->joined &&
        l->order && l->link && l->met)
        return VN_OK;
    return vn_fail_memory(err, "communities");
}

/* Rounds until modularity rises no more: that last round's partition is dropped. */
static vn_status make_rounds(leiden *l, uint32_t *best, uint32_t *cluster, double resolution, vn_error *err)
{
    const size_t n = l->graph->n;
    double most = -INFINITY;
    vn_status st = VN_OK;
    for (size_t v = 0; v < n; v++)
        cluster[v] = (uint32_t)v;
    for (int round = 0; !st && round < MAX_ROUNDS; round++) {
        double modularity = 0;
        st = make_round(l, cluster, err);
        if (!st)
            st = vn_modularity(&modularity, l->graph, cluster, resolution, err);
        if (st || modularity <= most + MARGIN)
            break;
        memcpy(best, cluster, n * sizeof *best);
        most = modularity;
    }
    return st;
}

vn_status vn_leiden(uint32_t *cluster, size_t *k, const vn_graph *graph, double resolution, uint64_t seed, vn_error *err)
{
    if (!(resolution > 0) || isinf(resolution))
        return vn_fail(err, VN_EINVAL, "a resolution is above 0");
    if (graph->n >= UINT32_MAX)
        return vn_fail(err, VN_ELIMIT, "too many nodes: %zu", graph->n);
    leiden l;
    uint32_t *best = vn_calloc(graph->n, sizeof *best);
    uint32_t *now = vn_calloc(graph->n, sizeof *now);
    vn_status st = make_leiden(&l, graph, resolution, seed, err);
    if (!st && (!best || !now))
        st = vn_fail_memory(err, "communities");
    if (!st)
        st = make_rounds(&l, best, now, resolution, err);
    if (!st) {
        memcpy(cluster, best, graph->n * sizeof *cluster);
        *k = renumber(cluster, graph->n, graph->n, now);
    }
    free(best);
    free(now);
    free_leiden(&l);
    return st;
}
