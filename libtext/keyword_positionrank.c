/* PositionRank: Florescu & Caragea (2017). SingleRank whose walk jumps to a word by the sum of 1/p over its positions p, so
 * that early and frequent words are favoured. Positions count tokens from 1, the title's and punctuation included. */
#include "keyword_graph.h"

vn_status vn_keyword_positionrank(vn_keyword_document *doc, vn_error *err)
{
    double *jump = vn_arena_alloc(&doc->arena, doc->n_words, sizeof *jump);
    if (!jump)
        return vn_fail_memory(err, "the words of a document");
    memset(jump, 0, doc->n_words * sizeof *jump);
    for (size_t i = 0; i < vn_keyword_graph_tokens(doc); i++)
        if (vn_keyword_is_noun(doc, i))
            jump[doc->token[i].word] += 1 / (double)(i + 1);
    return vn_keyword_rank_nouns(doc, jump, err);
}
