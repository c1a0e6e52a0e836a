/* SingleRank: Wan & Xiao (2008). PageRank of the nouns and adjectives of a text, joined when they stand within ten tokens of
 * each other and weighted by how often they do; a phrase is the sum of its words. Windows reach over the ends of sentences,
 * and punctuation and stop words count in them, as in later toolkits. */
#include "keyword_graph.h"

vn_status vn_keyword_singlerank(vn_keyword_document *doc, vn_error *err)
{
    double *jump = vn_arena_alloc(&doc->arena, doc->n_words, sizeof *jump);
    if (!jump)
        return vn_fail_memory(err, "the words of a document");
    memset(jump, 0, doc->n_words * sizeof *jump);
    for (size_t i = 0; i < vn_keyword_graph_tokens(doc); i++)
        if (vn_keyword_is_noun(doc, i))
            jump[doc->token[i].word] = 1;
    return vn_keyword_rank_nouns(doc, jump, err);
}
