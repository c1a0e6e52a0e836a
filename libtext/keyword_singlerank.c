/* SingleRank: Wan & Xiao (2008). PageRank of the content words of a text, joined when they stand within ten tokens of each
 * other and weighted by how often they do; a phrase is the sum of its words. Windows reach over the ends of sentences, and
 * punctuation and stop words count in them, as in the authors' later toolkits. */
#include "keyword_graph.h"

enum { WINDOW = 10 };

vn_status vn_keyword_singlerank(vn_keyword_document *doc, vn_error *err)
{
    const size_t n = doc->n_words;
    vn_keyword_graph g;
    double *jump = vn_arena_alloc(&doc->arena, n, sizeof *jump);
    double *rank = vn_arena_alloc(&doc->arena, n, sizeof *rank);
    if (!jump || !rank)
        return vn_fail_memory(err, "the words of a document");
    vn_status st = vn_keyword_graph_window(&g, doc, WINDOW, err);
    vn_keyword_mark_content(doc, jump);
    if (!st)
        st = vn_keyword_walk(&g, jump, rank, &doc->arena, err);
    if (st)
        return st;
    vn_keyword_normalise(rank, n);
    vn_keyword_propose_runs(doc, rank);
    return VN_OK;
}
