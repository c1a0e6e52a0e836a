/* TopicRank: Bougouin, Boudin & Daille (2013). PageRank of topics, each two joined by the nearness of their phrases; a topic
 * is named by the phrase that comes first. */
#include "keyword_graph.h"
#include "keyword_topics.h"

/* Numbers the topics in order: node [t->n] is the number of each phrase's. */
static size_t number_topics(const vn_keyword_topics *t, uint32_t *node)
{
    uint32_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        node[i] = t->topic[i] == i ? n++ : node[t->topic[i]];
    return n;
}

static vn_status rank_topics(const vn_keyword_topics *t, const uint32_t *node, size_t n, vn_keyword_document *doc,
                             vn_error *err)
{
    double *matrix = vn_arena_alloc(&doc->arena, n * n, sizeof *matrix);
    double *rank = vn_arena_alloc(&doc->arena, n, sizeof *rank);
    if (!matrix || !rank)
        return vn_fail_memory(err, "the topics of a document");
    vn_status st = vn_keyword_topics_weigh(t, node, matrix, n, &doc->arena, err);
    if (!st)
        st = vn_keyword_walk_dense(matrix, n, rank, &doc->arena, err);
    if (st)
        return st;
    vn_keyword_normalise(rank, n);
    vn_keyword_propose_none(doc);
    for (size_t i = 0; i < t->n; i++)
        if (t->topic[i] == i) {
            doc->candidate[t->candidate[i]].alive = true;
            doc->candidate[t->candidate[i]].score = rank[node[i]];
        }
    return VN_OK;
}

vn_status vn_keyword_topicrank(vn_keyword_document *doc, vn_error *err)
{
    vn_keyword_topics t;
    const vn_status st = vn_keyword_topics_find(&t, doc, err);
    if (st)
        return st;
    uint32_t *node = vn_arena_alloc(&doc->arena, t.n, sizeof *node);
    if (!node)
        return vn_fail_memory(err, "the topics of a document");
    const size_t n = number_topics(&t, node);
    return rank_topics(&t, node, n, doc, err);
}
