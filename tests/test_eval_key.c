#include "harness.h"

#include "eval_bootstrap.h"
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

static void all_terms_count_for_the_last_recall(void)
{
    const vn_eval_key_scores s = score("a;b;q;", "c;d;e;f;g;h;i;j;k;l;m;n;o;p;a;r;b;", "b");
    ASSERT_NEAR(s.all.recall[2], 1.0 / 3);
    ASSERT_NEAR(s.all.recall_all, 2.0 / 3);
    ASSERT_NEAR(s.present.recall_all, 1);
}

static void tags_that_are_found_are_counted_over_all_documents(void)
{
    vn_eval_key *e = NULL;
    vn_eval_key_scores s;
    VN_ASSERT_OK(vn_eval_key_new(&e, NULL));
    vn_eval_key_result(e, &s);
    ASSERT_NEAR(s.found, 0);
    add(e, "a;b;c;d;", "x;a;d;", "a b");
    add(e, "e;", "e;", "");
    vn_eval_key_result(e, &s);
    ASSERT_NEAR(s.reachable, 2.0 / 5);
    ASSERT_NEAR(s.found, 3.0 / 5);
    ASSERT_NEAR(s.present_found, 1.0 / 2);
    ASSERT_NEAR(s.all.recall_all, (2.0 / 4 + 1) / 2);
    vn_eval_key_free(e);
}

static void measures_have_names(void)
{
    const vn_eval_key_scores s = score("bão số 5;lũ;mưa;", "a;bão số 5;c;d;e;lũ;g;", "bão số 5, lũ");
    const struct {
        const char *name;
        double value;
    } row[] = {{"p@5", s.all.precision[0]},   {"r@10", s.all.recall[1]},
               {"f@15", s.all.f[2]},          {"map", s.all.map},
               {"ndcg@10", s.all.ndcg10},     {"r@all", s.all.recall_all},
               {"present_p@10", s.present.precision[1]}, {"present_map", s.present.map}};
    size_t found = 0;
    for (size_t i = 0; i < VN_EVAL_KEY_MEASURES; i++)
        for (size_t r = 0; r < VN_COUNT(row); r++)
            if (strcmp(vn_eval_key_name(i), row[r].name) == 0) {
                CU_ASSERT_EQUAL(vn_eval_key_value(&s, i), row[r].value);
                found++;
            }
    CU_ASSERT_EQUAL(found, VN_COUNT(row));
}

static void a_comparison_needs_the_same_documents(void)
{
    vn_lead lead[VN_EVAL_KEY_MEASURES];
    vn_eval_key *one = NULL;
    vn_eval_key *other = NULL;
    VN_ASSERT_OK(vn_eval_key_new(&one, NULL));
    VN_ASSERT_OK(vn_eval_key_new(&other, NULL));
    VN_ASSERT_OK(vn_eval_key_compare(lead, one, other, 9, 0, NULL));
    CU_ASSERT_EQUAL(lead[0].lead, 0);
    CU_ASSERT_EQUAL(lead[0].p, 1);
    add(one, "lũ;", "lũ;", "");
    CU_ASSERT_EQUAL(vn_eval_key_compare(lead, one, other, 9, 0, NULL), VN_EINVAL);
    add(other, "lũ;bão;", "lũ;", "");
    CU_ASSERT_EQUAL(vn_eval_key_compare(lead, one, other, 9, 0, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_eval_key_compare(lead, one, one, 0, 0, NULL), VN_EINVAL);
    vn_eval_key_free(one);
    vn_eval_key_free(other);
}

/* Only the second of two documents has a tag that is present: its lead there does not get less by the first. */
static void leads_are_means_over_the_documents_that_count(void)
{
    vn_lead lead[VN_EVAL_KEY_MEASURES];
    vn_eval_key *one = NULL;
    vn_eval_key *other = NULL;
    VN_ASSERT_OK(vn_eval_key_new(&one, NULL));
    VN_ASSERT_OK(vn_eval_key_new(&other, NULL));
    add(one, "lũ;", "lũ;", "");
    add(other, "lũ;", "lũ;", "");
    add(one, "bão;", "bão;", "bão");
    add(other, "bão;", "gió;", "bão");
    VN_ASSERT_OK(vn_eval_key_compare(lead, one, other, 4000, 7, NULL));
    ASSERT_NEAR(lead[0].lead, 0.5);
    ASSERT_NEAR(lead[0].low, 0);
    ASSERT_NEAR(lead[0].high, 1);
    CU_ASSERT_DOUBLE_EQUAL(lead[0].p, 0.5, 0.05); /* the first one twice: one draw in four */
    ASSERT_NEAR(lead[VN_EVAL_KEY_MEASURES / 2].lead, 1);
    ASSERT_NEAR(lead[VN_EVAL_KEY_MEASURES / 2].high, 1);
    vn_eval_key_free(one);
    vn_eval_key_free(other);
}

/* Leads of all 5^5 draws of five documents, and how many turn the lead around. */
static void resampling_is_near_the_distribution_of_all_draws(void)
{
    enum { N = 5, DRAWS = 3125 };
    static const double difference[N] = {0.5, -0.2, 0.3, 0.1, -0.1};
    static const bool counts[N] = {true, true, true, true, true};
    double below = 0;
    double low = 1;
    double high = -1;
    for (size_t draw = 0; draw < DRAWS; draw++) {
        double sum = 0;
        for (size_t rest = draw, i = 0; i < N; i++, rest /= N)
            sum += difference[rest % N] / N;
        below += sum < 1e-9 ? 1.0 / DRAWS : 0;
        low = sum < low ? sum : low;
        high = sum > high ? sum : high;
    }
    vn_lead lead;
    const vn_bootstrap b = {difference, counts, N, 1, 20000, 3};
    VN_ASSERT_OK(vn_bootstrap_leads(&lead, &b, NULL));
    ASSERT_NEAR(lead.lead, 0.12);
    CU_ASSERT_DOUBLE_EQUAL(lead.p, 2 * below, 0.02);
    CU_ASSERT(low < lead.low && lead.low < 0 && lead.lead < lead.high && lead.high < high);
    CU_ASSERT_DOUBLE_EQUAL(lead.low, -0.1, 0.021); /* 75 of 3,125 draws are below -0.1, 0.02 is the step */
    vn_lead again;
    VN_ASSERT_OK(vn_bootstrap_leads(&again, &b, NULL));
    CU_ASSERT(memcmp(&again, &lead, sizeof lead) == 0);
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
        {"all terms count for the last recall", all_terms_count_for_the_last_recall},
        {"tags that are found are counted over all documents", tags_that_are_found_are_counted_over_all_documents},
        {"measures have names", measures_have_names},
        {"a comparison needs the same documents", a_comparison_needs_the_same_documents},
        {"leads are means over the documents that count", leads_are_means_over_the_documents_that_count},
        {"resampling is near the distribution of all draws", resampling_is_near_the_distribution_of_all_draws},
        {"malformed text is refused and not counted", malformed_text_is_refused_and_not_counted},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("eval_key", tests);
}
