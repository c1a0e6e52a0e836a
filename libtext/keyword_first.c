/* First phrases, the simplest thing that could work for news: the runs of content words in the order of the text, the title
 * first. The score is 1 / (1 + words before it). */
#include "keyword.h"

vn_status vn_keyword_first(vn_keyword_document *doc, vn_error *err)
{
    (void)err;
    vn_keyword_propose_none(doc);
    for (size_t i = 0, n; i < doc->n_tokens; i += n ? n : 1) {
        n = vn_keyword_noun_run(doc, i);
        vn_keyword_candidate *c = n ? vn_keyword_at(doc, i, n) : NULL;
        if (!c || c->alive)
            continue;
        c->alive = true;
        c->score = 1 / (1 + (double)doc->token[i].position);
    }
    return VN_OK;
}
