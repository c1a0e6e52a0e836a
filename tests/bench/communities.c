/* communities EDGES [SEEDS]: the Leiden algorithm of the library on a graph: a line "nodes edges", then "a b weight" for each
 * edge. Prints for each seed: user seconds, modularity, communities. communities.py does the same with other programs. */
#include "vn/graph.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

typedef struct edge {
    unsigned end[2];
    double weight;
} edge;

static bool allocate(vn_graph *g, size_t edges)
{
    g->start = calloc(g->n + 2, sizeof *g->start);
    g->to = calloc(2 * edges + 1, sizeof *g->to);
    g->weight = calloc(2 * edges + 1, sizeof *g->weight);
    return g->start && g->to && g->weight;
}

/* start[v + 1] moves from the begin of a list to its end. */
static void fill(vn_graph *g, const edge *list, size_t edges)
{
    for (size_t i = 0; i < 2 * edges; i++)
        g->start[list[i / 2].end[i % 2] + 2]++;
    for (size_t v = 2; v <= g->n; v++)
        g->start[v] += g->start[v - 1];
    for (size_t i = 0; i < 2 * edges; i++) {
        const size_t at = g->start[list[i / 2].end[i % 2] + 1]++;
        g->to[at] = list[i / 2].end[1 - i % 2];
        g->weight[at] = list[i / 2].weight;
    }
}

static bool read_graph(const char *path, vn_graph *g)
{
    FILE *in = fopen(path, "r");
    size_t edges;
    if (!in || fscanf(in, "%zu %zu", &g->n, &edges) != 2 || !allocate(g, edges))
        return false;
    edge *list = calloc(edges + 1, sizeof *list);
    for (size_t i = 0; list && i < edges; i++)
        if (fscanf(in, "%u %u %lf", &list[i].end[0], &list[i].end[1], &list[i].weight) != 3)
            return false;
    if (list)
        fill(g, list, edges);
    free(list);
    fclose(in);
    return list;
}

static double user_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    vn_graph g = {0};
    vn_error err = {0};
    if (argc < 2 || !read_graph(argv[1], &g)) {
        fprintf(stderr, "communities: no graph\n");
        return 2;
    }
    const unsigned seeds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1;
    uint32_t *cluster = calloc(g.n + 1, sizeof *cluster);
    for (unsigned seed = 0; cluster && seed < seeds; seed++) {
        size_t k = 0;
        double modularity = 0;
        const double start = user_seconds();
        if (vn_leiden(cluster, &k, &g, 1, seed, &err))
            return 1;
        const double took = user_seconds() - start;
        if (vn_modularity(&modularity, &g, cluster, 1, &err))
            return 1;
        printf("%.2f\t%.6f\t%zu\n", took, modularity, k);
    }
    free(cluster);
    vn_graph_free(&g);
    return 0;
}
