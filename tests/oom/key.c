/* Keywords and their evaluation. */
#include "oom.h"

#include "vn/eval_key.h"
#include "vn/keyword.h"

static bool is_stop(void *context, vn_slice key)
{
    (void)context;
    return key.len == 3 && memcmp(key.ptr, "và", 3) == 0;
}

static uint64_t df_of(void *context, vn_slice key)
{
    (void)context;
    return key.len % 7;
}

/* "Lê Văn Hậu và Hậu bán lúa gạo" twice, as words of one line. */
static const char text[] = "Lê_Văn_Hậu và Hậu bán lúa gạo , Lê_Văn_Hậu và Hậu bán lúa gạo";

static size_t split(vn_word *word)
{
    size_t n = 0;
    for (size_t i = 0; text[i]; i++) {
        const size_t start = i;
        while (text[i + 1] && text[i + 1] != ' ')
            i++;
        word[n++] = (vn_word){.start = start, .len = i + 1 - start, .kind = text[start] == ',' ? VN_WORD_PUNCT : VN_WORD_WORD};
        i += text[i + 1] == ' ';
    }
    return n;
}

static vn_status extract(const char *method, vn_error *err)
{
    vn_word word[32];
    const vn_keyword_input input = {.text = oom_slice(text), .words = {word, split(word), 1}};
    const vn_keyword_options options = {.method = method, .df = df_of, .documents = 100, .stop = is_stop};
    vn_extractor *extractor = NULL;
    vn_keywords keywords = {0};
    vn_status st = vn_extractor_new(&extractor, &options, err);
    for (int again = 0; !st && again < 2; again++)
        st = vn_extract(extractor, &input, &keywords, err);
    if (!st && !keywords.n)
        st = oom_wrong(err, "no keywords");
    vn_extractor_free(extractor);
    return st;
}

static vn_status tfidf(vn_error *err)
{
    return extract("tfidf", err);
}

static vn_status yake(vn_error *err)
{
    return extract("yake", err);
}

static vn_status textrank(vn_error *err)
{
    return extract("textrank", err);
}

static vn_status rake(vn_error *err)
{
    return extract("rake", err);
}

static vn_status evaluation(vn_error *err)
{
    const vn_slice tags[] = {oom_slice("lúa gạo"), oom_slice("HẬU")};
    const vn_slice terms[] = {oom_slice("Hậu"), oom_slice("bán")};
    vn_eval_key *eval = NULL;
    vn_eval_key_scores scores = {0};
    vn_status st = vn_eval_key_new(&eval, err);
    if (!st)
        st = vn_eval_key_add(eval, tags, 2, terms, 2, tags[1], oom_slice("bán lúa gạo"), err);
    if (!st) {
        vn_eval_key_result(eval, &scores);
        if (scores.all.documents != 1 || scores.reachable < 1)
            st = oom_wrong(err, "other scores");
    }
    vn_eval_key_free(eval);
    return st;
}

const oom_scenario oom_key[] = {
    {"tfidf", tfidf}, {"yake", yake}, {"textrank", textrank}, {"rake", rake}, {"evaluation of keywords", evaluation}, {0},
};
