/* PositionRank: Florescu & Caragea (2017). SingleRank whose walk jumps to a word by the sum of 1/p over its positions p, so
 * that early and frequent words are favoured; phrases have at most three words. Positions count tokens from 1, the title's
 * and punctuation included. */
#include "keyword_graph.h"

enum { WINDOW = 10 };

/* jump[w] = sum of 1 / position, scaled to 1 on average over the content words. */
static void weigh_positions(const vn_keyword_document *doc, double *jump)
{
    vn_keyword_mark_content(doc, jump);
    double words = 0;
    for (size_t w = 0; w < doc->n_words; w++)
        words += jump[w];
    double sum = 0;
    for (size_t w = 0; w < doc->n_words; w++)
        jump[w] = 0;
    for (size_t i = 0, n; i < doc->n_tokens && i < VN_KEYWORD_GRAPH_TOKENS; i += n ? n : 1) {
        n = vn_keyword_run(doc, i);
        for (size_t k = i; k < i + n; k++) {
            jump[doc->token[k].word] += 1 / (double)(k + 1);
            sum += 1 / (double)(k + 1);
        }
    }
    for (size_t w = 0; sum > 0 && w < doc->n_words; w++)
        jump[w] *= words / sum;
}

vn_status vn_keyword_positionrank(vn_keyword_document *doc, vn_error *err)
{
    const size_t n = doc->n_words;
    vn_keyword_graph g;
    double *jump = vn_arena_alloc(&doc->arena, n, sizeof *jump);
    double *rank = vn_arena_alloc(&doc->arena, n, sizeof *rank);
    if (!jump || !rank)
        return vn_fail_memory(err, "the words of a document");
    vn_status st = vn_keyword_graph_window(&g, doc, WINDOW, err);
    weigh_positions(doc, jump);
    if (!st)
        st = vn_keyword_walk(&g, jump, rank, &doc->arena, err);
    if (st)
        return st;
    vn_keyword_normalise(rank, n);
    vn_keyword_propose_runs(doc, rank);
    return VN_OK;
}
