/* TextRank: Mihalcea & Tarau (2004). */
#include "keyword_graph.h"

#include "topk.h"

/* The words in their graph. */
typedef struct ranked {
    size_t n;
    bool *node;   /* [n] words that are in the graph: the others are stop words and such */
    double *jump; /* [n] */
    double *rank; /* [n] */
} ranked;

static bool is_node(const vn_keyword_document *doc, size_t token)
{
    return doc->token[token].edge && vn_keyword_is_noun(doc, token);
}

static vn_status new_ranked(ranked *r, vn_keyword_document *doc, vn_error *err)
{
    r->n = doc->n_words;
    r->node = vn_arena_alloc(&doc->arena, r->n, sizeof *r->node);
    r->jump = vn_arena_alloc(&doc->arena, r->n, sizeof *r->jump);
    r->rank = vn_arena_alloc(&doc->arena, r->n, sizeof *r->rank);
    if (!r->node || !r->jump || !r->rank)
        return vn_fail_memory(err, "the words of a document");
    memset(r->node, 0, r->n * sizeof *r->node);
    for (size_t i = 0; i < doc->n_tokens; i++)
        if (is_node(doc, i))
            r->node[doc->token[i].word] = true;
    for (size_t w = 0; w < r->n; w++)
        r->jump[w] = 1;
    return VN_OK;
}

/* Ranks words by the graph of those that stand side by side, however often. */
static vn_status rank_words(ranked *r, vn_keyword_document *doc, vn_error *err)
{
    vn_keyword_graph g;
    size_t edges = 0;
    vn_keyword_edge *edge = vn_arena_alloc(&doc->arena, doc->n_tokens, sizeof *edge);
    if (!edge)
        return vn_fail_memory(err, "the words of a document");
    for (size_t i = 0; i + 1 < doc->n_tokens; i++) {
        const vn_keyword_token *t = &doc->token[i];
        if (vn_keyword_adjacent(doc, i) && is_node(doc, i) && is_node(doc, i + 1) && t[0].word != t[1].word)
            edge[edges++] = (vn_keyword_edge){t[0].word, t[1].word};
    }
    const vn_status st = vn_keyword_graph_new(&g, r->n, edge, edges, &doc->arena, err);
    for (size_t k = 0; !st && k < 2 * edges; k++)
        g.weight[k] = 1;
    return st ? st : vn_keyword_walk(&g, r->jump, r->rank, &doc->arena, err);
}

/* Leaves in the graph the best third of its words, rounded up; ties to the word that came first. */
static vn_status keep_third(ranked *r, vn_arena *arena, vn_error *err)
{
    vn_scored *order = vn_arena_alloc(arena, r->n, sizeof *order);
    if (!order)
        return vn_fail_memory(err, "the words of a document");
    size_t n = 0;
    for (size_t w = 0; w < r->n; w++)
        if (r->node[w])
            order[n++] = (vn_scored){r->rank[w], w};
    qsort(order, n, sizeof *order, vn_scored_cmp);
    for (size_t i = (n + 2) / 3; i < n; i++)
        r->node[order[i].index] = false;
    return VN_OK;
}

/* Neighbouring words of the best third make a phrase, whose score is the sum of theirs. */
static void merge_words(vn_keyword_document *doc, const ranked *r)
{
    for (size_t c = 0; c < doc->n_candidates; c++)
        doc->candidate[c].alive = false;
    for (size_t i = 0, n; i < doc->n_tokens; i += n) {
        double score = 0;
        for (n = 0; n == 0 || vn_keyword_adjacent(doc, i + n - 1); n++) {
            const uint32_t word = doc->token[i + n].word;
            if (word == VN_MAP_NONE || !r->node[word])
                break;
            score += r->rank[word];
        }
        vn_keyword_candidate *c = n ? vn_keyword_at(doc, i, n) : NULL;
        if (c && !c->alive) {
            c->alive = true;
            c->score = score;
        }
        n += n == 0;
    }
}

vn_status vn_keyword_textrank(vn_keyword_document *doc, vn_error *err)
{
    ranked r;
    vn_status st = new_ranked(&r, doc, err);
    if (!st)
        st = rank_words(&r, doc, err);
    if (!st)
        st = keep_third(&r, &doc->arena, err);
    if (!st)
        merge_words(doc, &r);
    return st;
}
