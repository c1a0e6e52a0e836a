#include "harness.h"

#include "vn/eval_key.h"

#include <math.h>

enum { MOST = 24 };

static size_t split(const char *list, vn_slice *out)
{
    size_t n = 0;
    for (const char *p = list; *p;) {
        const char *end = strchr(p, ';');
        CU_ASSERT_FATAL(end != NULL && n < MOST);
        out[n++] = vn_slice_of(p, (size_t)(end - p));
        p = end + 1;
    }
    return n;
}

static void add(vn_eval_key *e, const char *tags, const char *terms, const char *text)
{
    vn_slice tag[MOST];
    vn_slice term[MOST];
    const size_t n_tags = split(tags, tag);
    const size_t n_terms = split(terms, term);
    VN_ASSERT_OK(vn_eval_key_add(e, tag, n_tags, term, n_terms, vn_slice_str(""), vn_slice_str(text), NULL));
}

static vn_eval_key_scores score(const char *tags, const char *terms, const char *text)
{
    vn_eval_key *e = NULL;
    vn_eval_key_scores s = {0};
    VN_ASSERT_OK(vn_eval_key_new(&e, NULL));
    add(e, tags, terms, text);
    vn_eval_key_result(e, &s);
    vn_eval_key_free(e);
    return s;
}

#define ASSERT_NEAR(a, b) CU_ASSERT_DOUBLE_EQUAL(a, b, 1e-12)

static void matches_are_counted_at_the_cuts(void)
{
    /* 7 terms, tags found at ranks 2 and 6, a third not */
    const vn_eval_key_scores s = score("bão số 5;lũ;mưa;", "a;bão số 5;c;d;e;lũ;g;", "bão số 5, lũ");
    CU_ASSERT_EQUAL(s.all.documents, 1);
    ASSERT_NEAR(s.all.precision[0], 1.0 / 5);
    ASSERT_NEAR(s.all.recall[0], 1.0 / 3);
    ASSERT_NEAR(s.all.f[0], 1.0 / 4);
    ASSERT_NEAR(s.all.precision[1], 2.0 / 7);
    ASSERT_NEAR(s.all.recall[1], 2.0 / 3);
    ASSERT_NEAR(s.all.f[1], 2.0 / 5);
    ASSERT_NEAR(s.all.f[2], 2.0 / 5);
    ASSERT_NEAR(s.all.map, (1.0 / 2 + 2.0 / 6) / 3);
    ASSERT_NEAR(s.all.ndcg10, (1 / log2(3) + 1 / log2(7)) / (1 + 1 / log2(3) + 1 / log2(4)));
    ASSERT_NEAR(s.reachable, 2.0 / 3);
    ASSERT_NEAR(s.present.recall[1], 1);
    ASSERT_NEAR(s.present.map, (1.0 / 2 + 2.0 / 6) / 2);
}

static void keys_are_what_is_compared(void)
{
    ASSERT_NEAR(score("HOÀ BÌNH;", "Hòa_Bình;", "").all.f[0], 1);
    ASSERT_NEAR(score(" hà nội ;", "Hà Nội;", "").all.f[0], 1);
    ASSERT_NEAR(score("hà nội;Hà Nội;", "hà_nội;Hà Nội;", "").all.precision[0], 1); /* said twice, counted once */
    ASSERT_NEAR(score("ha noi;", "hà nội;", "").all.f[0], 0);
}

static void present_tags_are_whole_words_of_the_text(void)
{
    ASSERT_NEAR(score("lũ;", "lũ;", "“Lũ”, họ nói").reachable, 1);
    ASSERT_NEAR(score("lũ;", "lũ;", "tích lũy").reachable, 0);
    ASSERT_NEAR(score("lũ quét;", "lũ;", "Lũ\nquét").reachable, 1);
    ASSERT_NEAR(score("anh;", "lũ;", "nhanh, xanh").reachable, 0);
    ASSERT_NEAR(score("anh;", "lũ;", "nhanh, xanh, anh").reachable, 1);
}

static void means_are_over_documents_with_tags(void)
{
    vn_eval_key *e = NULL;
    vn_eval_key_scores s;
    VN_ASSERT_OK(vn_eval_key_new(&e, NULL));
    vn_eval_key_result(e, &s);
    ASSERT_NEAR(s.all.f[0], 0);
    add(e, "lũ;", "lũ;", "");
    add(e, "lũ;", "", "lũ");
    add(e, "", "lũ;", "lũ");
    vn_eval_key_result(e, &s);
    vn_eval_key_free(e);
    CU_ASSERT_EQUAL(s.all.documents, 2);
    ASSERT_NEAR(s.all.f[0], 0.5);
    CU_ASSERT_EQUAL(s.present.documents, 1);
    ASSERT_NEAR(s.present.f[0], 0);
    ASSERT_NEAR(s.reachable, 0.5);
}

static void malformed_text_is_refused_and_not_counted(void)
{
    vn_eval_key *e = NULL;
    vn_eval_key_scores s;
    const vn_slice bad = vn_slice_str("l\xc5");
    const vn_slice good = vn_slice_str("lũ");
    VN_ASSERT_OK(vn_eval_key_new(&e, NULL));
    CU_ASSERT_EQUAL(vn_eval_key_add(e, &good, 1, &bad, 1, good, good, NULL), VN_EDATA);
    CU_ASSERT_EQUAL(vn_eval_key_add(e, &good, 1, &good, 1, good, bad, NULL), VN_EDATA);
    vn_eval_key_result(e, &s);
    vn_eval_key_free(e);
    CU_ASSERT_EQUAL(s.all.documents, 0);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"matches are counted at the cuts", matches_are_counted_at_the_cuts},
        {"keys are what is compared", keys_are_what_is_compared},
        {"present tags are whole words of the text", present_tags_are_whole_words_of_the_text},
        {"means are over documents with tags", means_are_over_documents_with_tags},
        {"malformed text is refused and not counted", malformed_text_is_refused_and_not_counted},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("eval_key", tests);
}
