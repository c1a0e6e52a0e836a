/* Runs of words, the candidates of the methods that do not take every phrase. The methods that were published for the longest
 * sequences of nouns and adjectives get what is left between stop words, numbers, punctuation, and the words that the list
 * of classes knows to be something else. It is no tagger: a verb that may be a noun, or is not listed, stays. */
#include "keyword.h"

static bool is_content(const vn_keyword_document *doc, size_t i)
{
    const vn_keyword_token *t = &doc->token[i];
    return t->word != VN_MAP_NONE && !t->stop && !t->number;
}

/* Names are nouns, whatever their small letters mean. */
bool vn_keyword_is_noun(const vn_keyword_document *doc, size_t i)
{
    if (!is_content(doc, i) || doc->token[i].proper)
        return is_content(doc, i);
    switch (doc->word[doc->token[i].word].class) {
    case VN_CLASS_NUMERAL:
    case VN_CLASS_PRONOUN:
    case VN_CLASS_ADVERB:
    case VN_CLASS_VERB:
    case VN_CLASS_REPORTING:
        return false;
    default:
        return true;
    }
}

static size_t run_length(const vn_keyword_document *doc, size_t first,
                         bool (*belongs)(const vn_keyword_document *doc, size_t token))
{
    if (!belongs(doc, first))
        return 0;
    size_t n = 1;
    while (vn_keyword_adjacent(doc, first + n - 1) && belongs(doc, first + n))
        n++;
    return n;
}

size_t vn_keyword_content_run(const vn_keyword_document *doc, size_t first)
{
    return run_length(doc, first, is_content);
}

size_t vn_keyword_noun_run(const vn_keyword_document *doc, size_t first)
{
    return run_length(doc, first, vn_keyword_is_noun);
}

void vn_keyword_propose_none(vn_keyword_document *doc)
{
    for (size_t c = 0; c < doc->n_candidates; c++)
        doc->candidate[c].alive = false;
}

void vn_keyword_propose_runs(vn_keyword_document *doc, vn_keyword_run *run, const double *word_score)
{
    vn_keyword_propose_none(doc);
    for (size_t i = 0, n; i < doc->n_tokens; i += n ? n : 1) {
        n = run(doc, i);
        vn_keyword_candidate *c = n ? vn_keyword_at(doc, i, n) : NULL;
        if (!c || c->alive)
            continue;
        c->alive = true;
        c->score = 0;
        for (size_t k = i; k < i + n; k++)
            c->score += word_score[doc->token[k].word];
    }
}
