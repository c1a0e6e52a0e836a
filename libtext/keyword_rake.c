/* Rapid automatic keyword extraction: Rose, Engel, Cramer & Cowley (2010). */
#include "keyword.h"

static bool is_content(const vn_keyword_document *doc, size_t i)
{
    const vn_keyword_token *t = &doc->token[i];
    return t->word != VN_MAP_NONE && !t->stop && !t->number;
}

/* Length of the run of content words from a token on: what stop words, punctuation and numbers leave. */
static size_t run_length(const vn_keyword_document *doc, size_t first)
{
    if (!is_content(doc, first))
        return 0;
    size_t n = 1;
    while (vn_keyword_adjacent(doc, first + n - 1) && is_content(doc, first + n))
        n++;
    return n;
}

static void count_degrees(const vn_keyword_document *doc, double *degree, double *frequency)
{
    for (size_t i = 0; i < doc->n_tokens;) {
        const size_t n = run_length(doc, i);
        for (size_t k = i; k < i + n; k++) {
            degree[doc->token[k].word] += (double)n;
            frequency[doc->token[k].word] += 1;
        }
        i += n ? n : 1;
    }
}

/* Word = degree / frequency, phrase = sum. Runs longer than a phrase may be count for degrees alone. */
vn_status vn_keyword_rake(vn_keyword_document *doc, vn_error *err)
{
    /* [words] degrees, [words] frequencies */
    double *degree = vn_arena_alloc(&doc->arena, doc->n_words * 2, sizeof *degree);
    if (!degree)
        return vn_fail_memory(err, "the words of a document");
    double *frequency = degree + doc->n_words;
    for (size_t w = 0; w < doc->n_words * 2; w++)
        degree[w] = 0;
    count_degrees(doc, degree, frequency);
    for (size_t c = 0; c < doc->n_candidates; c++)
        doc->candidate[c].alive = false;
    for (size_t i = 0; i < doc->n_tokens;) {
        const size_t n = run_length(doc, i);
        vn_keyword_candidate *c = n ? vn_keyword_at(doc, i, n) : NULL;
        if (c && !c->alive) {
            c->alive = true;
            c->score = 0;
            for (size_t k = i; k < i + n; k++)
                c->score += degree[doc->token[k].word] / frequency[doc->token[k].word];
        }
        i += n ? n : 1;
    }
    return VN_OK;
}
