/* Rapid automatic keyword extraction: Rose, Engel, Cramer & Cowley (2010). */
#include "keyword.h"

static void count_degrees(const vn_keyword_document *doc, double *degree, double *frequency)
{
    for (size_t i = 0; i < doc->n_tokens;) {
        const size_t n = vn_keyword_content_run(doc, i);
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
    for (size_t w = 0; w < doc->n_words; w++)
        degree[w] = frequency[w] > 0 ? degree[w] / frequency[w] : 0;
    vn_keyword_propose_runs(doc, vn_keyword_content_run, degree);
    return VN_OK;
}
