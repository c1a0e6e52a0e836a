/* MultipartiteRank: Boudin (2018). PageRank of phrases, joined by their nearness unless they are of one topic. The edges that
 * lead to the first phrase of a topic gain what its other phrases have, the more the earlier it stands. */
#include "keyword_graph.h"
#include "keyword_topics.h"

#include <math.h>

static const double ALPHA = 1.1;

/* Weights within a topic are no edges. */
static void part_topics(const vn_keyword_topics *t, double *matrix)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < t->n; j++)
            if (t->topic[i] == t->topic[j])
                matrix[i * t->n + j] = 0;
}

/* Row f, the edges to f, gains the rows of the topic's other phrases, which nothing changes. */
static void favour_first(const vn_keyword_topics *t, double *matrix)
{
    for (size_t v = 0; v < t->n; v++) {
        const size_t f = t->topic[v];
        const double gain = ALPHA * exp(1 / (1 + (double)t->first[f]));
        for (size_t e = 0; f != v && e < t->n; e++)
            matrix[f * t->n + e] += gain * matrix[v * t->n + e];
    }
}

vn_status vn_keyword_multipartite(vn_keyword_document *doc, vn_error *err)
{
    vn_keyword_topics t;
    vn_status st = vn_keyword_topics_find(&t, doc, err);
    if (st)
        return st;
    double *matrix = vn_arena_alloc(&doc->arena, t.n * t.n, sizeof *matrix);
    double *rank = vn_arena_alloc(&doc->arena, t.n, sizeof *rank);
    uint32_t *node = vn_arena_alloc(&doc->arena, t.n, sizeof *node);
    if (!matrix || !rank || !node)
        return vn_fail_memory(err, "the topics of a document");
    for (uint32_t i = 0; i < t.n; i++)
        node[i] = i;
    st = vn_keyword_topics_weigh(&t, node, matrix, t.n, &doc->arena, err);
    if (st)
        return st;
    part_topics(&t, matrix);
    favour_first(&t, matrix);
    st = vn_keyword_walk_dense(matrix, t.n, rank, &doc->arena, err);
    if (st)
        return st;
    vn_keyword_normalise(rank, t.n);
    vn_keyword_propose_none(doc);
    for (size_t i = 0; i < t.n; i++) {
        doc->candidate[t.candidate[i]].alive = true;
        doc->candidate[t.candidate[i]].score = rank[i];
    }
    return VN_OK;
}
