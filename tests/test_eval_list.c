#include "harness.h"

#include "vn/eval_list.h"

enum { MOST = 24 };

typedef struct text {
    vn_slice bytes;
    vn_word word[MOST];
    size_t n;
} text;

/* Words parted by `|`, the syllables of a word by spaces; "." is punctuation, what begins with a digit a number. */
static text cut(const char *source)
{
    text t = {.bytes = vn_slice_str(source)};
    for (size_t at = 0; at < t.bytes.len; at++) {
        const char *end = memchr(source + at, '|', t.bytes.len - at);
        CU_ASSERT_FATAL(end != NULL && t.n < MOST);
        const size_t len = (size_t)(end - source) - at;
        const uint8_t kind = source[at] == '.'                            ? VN_WORD_PUNCT
                             : source[at] >= '0' && source[at] <= '9' ? VN_WORD_NUMBER
                                                                          : VN_WORD_WORD;
        t.word[t.n++] = (vn_word){.start = at, .len = len, .kind = kind, .parts = 1};
        at += len;
    }
    return t;
}

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

static vn_status add(vn_eval_list *e, const char *terms, const char *title, const char *body)
{
    vn_slice term[MOST];
    const size_t n = split(terms, term);
    const text t = cut(title);
    const text b = cut(body);
    const vn_keyword_input input = {t.bytes, {t.word, t.n, 0}, b.bytes, {b.word, b.n, 0}, true};
    return vn_eval_list_add(e, term, n, &input, NULL);
}

/* How many of the terms, not their share. */
static vn_list_shares count(const char *terms, const char *title, const char *body)
{
    vn_eval_list *e = NULL;
    VN_ASSERT_OK(vn_eval_list_new(&e, NULL));
    VN_ASSERT_OK(add(e, terms, title, body));
    vn_list_shares s = vn_eval_list_result(e);
    vn_eval_list_free(e);
    s.cut *= (double)s.terms;
    s.nested *= (double)s.terms;
    s.stop *= (double)s.terms;
    s.absent *= (double)s.terms;
    return s;
}

#define ASSERT_NEAR(a, b) CU_ASSERT_DOUBLE_EQUAL(a, b, 1e-12)

static void a_term_is_cut_when_it_nowhere_stands_as_whole_words(void)
{
    static const char body[] = "Học sinh|học|sinh học|.|Giá|vàng|";
    ASSERT_NEAR(count("học sinh;", "", body).cut, 0);
    ASSERT_NEAR(count("sinh học;", "", body).cut, 0); /* cut the first time, whole the second */
    ASSERT_NEAR(count("sinh;", "", body).cut, 1);
    ASSERT_NEAR(count("học sinh_học;", "", body).cut, 0);
    ASSERT_NEAR(count("sinh học sinh học;", "", body).cut, 1);
    ASSERT_NEAR(count("sinh học sinh;", "", body).cut, 1);
    ASSERT_NEAR(count("học giá;", "", body).absent, 1); /* punctuation between */
    ASSERT_NEAR(count("học giá;", "", body).cut, 0);
    ASSERT_NEAR(count("vàng Học;", "Giá|vàng|", "Học sinh|").absent, 1); /* of two texts */
    ASSERT_NEAR(count("GIÁ VÀNG;bạc;", "", body).absent, 1);
    ASSERT_NEAR(count("sinh;Sinh;", "", body).cut, 1); /* twice the same */
}

static void a_term_is_nested_by_syllables(void)
{
    static const char body[] = "Giá|vàng|tăng|";
    ASSERT_NEAR(count("giá vàng;vàng;giá;", "", body).nested, 2);
    ASSERT_NEAR(count("Giá Vàng;giá_vàng;", "", body).nested, 0);
    ASSERT_NEAR(count("vàng tăng;giá vàng;", "", body).nested, 0);
    ASSERT_NEAR(count("anh;nhanh;anh em;", "", body).nested, 1);
    ASSERT_NEAR(count("a b;c a b d;c a;", "", body).nested, 2);
}

static void a_term_of_words_that_say_nothing_is_a_stop_term(void)
{
    static const char body[] = "Và|của|chúng tôi|hai|12|học sinh|có|thể|";
    ASSERT_NEAR(count("và;", "", body).stop, 1);
    ASSERT_NEAR(count("của chúng tôi;", "", body).stop, 1);
    ASSERT_NEAR(count("hai;", "", body).stop, 1);
    ASSERT_NEAR(count("hai 12;", "", body).stop, 1);
    ASSERT_NEAR(count("12 học sinh;", "", body).stop, 0);
    ASSERT_NEAR(count("có thể;", "", body).stop, 1);
    ASSERT_NEAR(count("có thể;", "", "học|").stop, 1);     /* absent, but on the list as a whole */
    ASSERT_NEAR(count("và 2.000;", "", "học|").stop, 1);   /* absent, by its syllables */
    ASSERT_NEAR(count("và học;", "", "học|").stop, 0);
}

static void shares_are_of_all_lists_and_their_first_ten_terms(void)
{
    vn_eval_list *e = NULL;
    VN_ASSERT_OK(vn_eval_list_new(&e, NULL));
    CU_ASSERT_EQUAL(vn_eval_list_result(e).terms, 0);
    ASSERT_NEAR(vn_eval_list_result(e).cut, 0);
    VN_ASSERT_OK(add(e, "a;b;c;d;e;f;g;h;i;j;k;l;", "", "học|"));
    VN_ASSERT_OK(add(e, "sinh;học;", "Học sinh|", "học|"));
    VN_ASSERT_OK(add(e, "", "", "học|"));
    const vn_list_shares s = vn_eval_list_result(e);
    CU_ASSERT_EQUAL(s.terms, 12);
    ASSERT_NEAR(s.cut, 1.0 / 12);
    ASSERT_NEAR(s.absent, 10.0 / 12);
    CU_ASSERT_EQUAL(add(e, "l\xc5;", "", "học|"), VN_EDATA);
    CU_ASSERT_EQUAL(vn_eval_list_result(e).terms, 12);
    vn_eval_list_free(e);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"a term is cut when it nowhere stands as whole words", a_term_is_cut_when_it_nowhere_stands_as_whole_words},
        {"a term is nested by syllables", a_term_is_nested_by_syllables},
        {"a term of words that say nothing is a stop term", a_term_of_words_that_say_nothing_is_a_stop_term},
        {"shares are of all lists and their first ten terms", shares_are_of_all_lists_and_their_first_ten_terms},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("eval_list", tests);
}
