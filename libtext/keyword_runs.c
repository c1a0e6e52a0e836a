/* Runs of content words: what stop words, numbers and punctuation leave. They are the candidates of the methods that were
 * published for the longest sequences of nouns and adjectives; without a tagger, verbs and adverbs that are no stop words
 * stay in them. */
#include "keyword.h"

static bool is_content(const vn_keyword_document *doc, size_t i)
{
    const vn_keyword_token *t = &doc->token[i];
    return t->word != VN_MAP_NONE && !t->stop && !t->number;
}

size_t vn_keyword_run(const vn_keyword_document *doc, size_t first)
{
    if (!is_content(doc, first))
        return 0;
    size_t n = 1;
    while (vn_keyword_adjacent(doc, first + n - 1) && is_content(doc, first + n))
        n++;
    return n;
}

void vn_keyword_propose_none(vn_keyword_document *doc)
{
    for (size_t c = 0; c < doc->n_candidates; c++)
        doc->candidate[c].alive = false;
}

void vn_keyword_propose_runs(vn_keyword_document *doc, const double *word_score)
{
    vn_keyword_propose_none(doc);
    for (size_t i = 0, n; i < doc->n_tokens; i += n ? n : 1) {
        n = vn_keyword_run(doc, i);
        vn_keyword_candidate *c = n ? vn_keyword_at(doc, i, n) : NULL;
        if (!c || c->alive)
            continue;
        c->alive = true;
        c->score = 0;
        for (size_t k = i; k < i + n; k++)
            c->score += word_score[doc->token[k].word];
    }
}

void vn_keyword_mark_content(const vn_keyword_document *doc, double *word)
{
    for (size_t w = 0; w < doc->n_words; w++)
        word[w] = 0;
    for (size_t i = 0; i < doc->n_tokens; i++)
        if (is_content(doc, i))
            word[doc->token[i].word] = 1;
}
