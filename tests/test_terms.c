#include "harness.h"

#include "buf.h"
#include "rng.h"
#include "vn/terms.h"

#include <math.h>
#include <stdio.h>

enum { WORDS_MAX = 64 };

/* Spans of a text in the format of a `words` field; what begins with a digit is a number, with # a link, and one of
 * . , ! is punctuation. */
static size_t split(const char *text, vn_word *words)
{
    size_t n = 0;
    uint32_t sentence = 0;
    for (size_t at = 0; text[at]; at++) {
        const size_t len = strcspn(text + at, " \n");
        const char c = text[at];
        const vn_word_kind kind = c >= '0' && c <= '9'   ? VN_WORD_NUMBER
                                  : c == '#'             ? VN_WORD_LINK
                                  : strchr(".,!", c)     ? VN_WORD_PUNCT
                                                         : VN_WORD_WORD;
        words[n++] = (vn_word){.start = at, .len = len, .sentence = sentence, .kind = (uint8_t)kind, .parts = 1};
        at += len;
        if (!text[at])
            break;
        sentence += text[at] == '\n';
    }
    return n;
}

static void add(vn_terms *terms, const char *text)
{
    vn_word words[WORDS_MAX];
    const size_t n = split(text, words);
    VN_ASSERT_OK(vn_terms_add(terms, vn_slice_str(text), words, n, NULL));
}

/* "key:count:first" of each term, parted by `;`. */
static void terms_are(vn_terms *terms, const char *expected)
{
    vn_buf text = {0};
    vn_term *list = NULL;
    size_t n = 0;
    VN_ASSERT_OK(vn_terms_list(terms, &list, &n, NULL));
    VN_ASSERT_OK(vn_buf_str(&text, "", NULL));
    for (size_t i = 0; i < n; i++)
        VN_ASSERT_OK(vn_buf_printf(&text, NULL, "%s%.*s:%u:%u", i ? ";" : "", (int)list[i].key.len, list[i].key.ptr,
                                   list[i].count, list[i].first));
    CU_ASSERT_STRING_EQUAL(text.ptr, expected);
    if (strcmp(text.ptr, expected) != 0)
        printf("\n got %s\nwant %s\n", text.ptr, expected);
    vn_buf_free(&text);
}

typedef struct example {
    vn_terms_options options;
    const char *words;
    const char *terms;
} example;

static const example examples[] = {
    {{0}, "", ""},
    {{0}, "Mưa to , mưa lâu .", "mưa:2:0;to:1:1;lâu:1:4"},
    {{0}, "Hà_Nội hà_nội Hà__Nội HÀ_NỘI", "hà_nội:4:0"},
    {{0}, "năm 2025 #tin xem", "năm:1:0;xem:1:3"},
    {{.numbers = true}, "năm 2025 #tin 2025", "năm:1:0;2025:2:1"},
    {{.ngram_max = 2}, "giá cà_phê tăng", "giá:1:0;giá cà_phê:1:0;cà_phê:1:1;cà_phê tăng:1:1;tăng:1:2"},
    {{.ngram_max = 3}, "a b a b", "a:2:0;a b:2:0;a b a:1:0;b:2:1;b a:1:1;b a b:1:1"},
    /* phrases end at sentences, punctuation, links and numbers, even where numbers are terms */
    {{.ngram_max = 2}, "a\nb", "a:1:0;b:1:1"},
    {{.ngram_max = 2}, "a , b", "a:1:0;b:1:2"},
    {{.ngram_max = 2}, "a #b c", "a:1:0;c:1:2"},
    {{.ngram_max = 2, .numbers = true}, "a 5 c", "a:1:0;5:1:1;c:1:2"},
};

static void terms_are_counted_as_the_options_say(void)
{
    for (size_t i = 0; i < VN_COUNT(examples); i++) {
        vn_terms *terms = NULL;
        VN_ASSERT_OK(vn_terms_new(&terms, &examples[i].options, NULL));
        add(terms, examples[i].words);
        terms_are(terms, examples[i].terms);
        vn_terms_free(terms);
    }
}

/* What the weight of the title adds to each term, as "key:count:extra". */
static void extras_are(vn_terms *terms, const char *expected)
{
    vn_buf text = {0};
    vn_term *list = NULL;
    size_t n = 0;
    VN_ASSERT_OK(vn_terms_list(terms, &list, &n, NULL));
    for (size_t i = 0; i < n; i++)
        VN_ASSERT_OK(vn_buf_printf(&text, NULL, "%s%.*s:%u:%.10g", i ? ";" : "", (int)list[i].key.len, list[i].key.ptr,
                                   list[i].count, list[i].extra));
    CU_ASSERT_STRING_EQUAL(text.ptr, expected);
    vn_buf_free(&text);
}

static void add_title(vn_terms *terms, const char *text)
{
    vn_word words[WORDS_MAX];
    const size_t n = split(text, words);
    VN_ASSERT_OK(vn_terms_add_title(terms, vn_slice_str(text), words, n, NULL));
}

static void words_of_the_title_weigh_more(void)
{
    static const struct {
        double weight;
        const char *terms;
    } cases[] = {
        {0, "bão:3:0;bão lớn:1:0;lớn:1:0;tan:1:0;tan bão:1:0"},
        {1, "bão:3:0;bão lớn:1:0;lớn:1:0;tan:1:0;tan bão:1:0"},
        {3, "bão:3:4;bão lớn:1:2;lớn:1:2;tan:1:0;tan bão:1:0"},
        {1.1, "bão:3:0.19921875;bão lớn:1:0.099609375;lớn:1:0.099609375;tan:1:0;tan bão:1:0"}, /* 102/1024 */
    };
    for (size_t i = 0; i < VN_COUNT(cases); i++) {
        vn_terms *terms = NULL;
        const vn_terms_options options = {.ngram_max = 2, .title_weight = cases[i].weight};
        VN_ASSERT_OK(vn_terms_new(&terms, &options, NULL));
        add_title(terms, "Một , quên");
        vn_terms_begin(terms); /* the title of another document says nothing */
        add_title(terms, "Bão lớn , bão");
        add(terms, "tan bão");
        extras_are(terms, cases[i].terms);
        vn_terms_free(terms);
    }
}

static void a_weight_of_the_title_below_1_is_refused(void)
{
    const double bad[] = {0.5, -1, 1000.5, NAN, INFINITY};
    vn_terms *terms = NULL;
    for (size_t i = 0; i < VN_COUNT(bad); i++)
        CU_ASSERT_EQUAL(vn_terms_new(&terms, &(vn_terms_options){.title_weight = bad[i]}, NULL), VN_EINVAL);
}

static const char stop_lines[] = "# hư từ\ncủa\n\n  và \r\ncho_nên\nbởi  vì\ncủa\n";

static void a_list_of_stop_words_is_read_with_its_comments(void)
{
    vn_stopwords *sw = NULL;
    VN_ASSERT_OK(vn_stopwords_parse(&sw, vn_slice_str(stop_lines), NULL));
    CU_ASSERT_EQUAL(vn_stopwords_count(sw), 4);
    CU_ASSERT_TRUE(vn_stopwords_has(sw, vn_slice_str("của")));
    CU_ASSERT_TRUE(vn_stopwords_has(sw, vn_slice_str("bởi_vì")));
    CU_ASSERT_FALSE(vn_stopwords_has(sw, vn_slice_str("# hư từ")));
    CU_ASSERT_FALSE(vn_stopwords_has(sw, vn_slice_str("")));
    vn_stopwords_free(sw);
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_stopwords_parse(&sw, vn_slice_str("của\n\xff\n"), &err), VN_EDATA);
    CU_ASSERT_EQUAL(err.line, 2);
    CU_ASSERT_EQUAL(vn_stopwords_parse(&sw, vn_slice_of("v\0", 2), &err), VN_EDATA);
    CU_ASSERT_EQUAL(vn_stopwords_open(&sw, "/nonexistent/stop.txt", &err), VN_EIO);
}

static void a_list_of_stop_words_is_built_in(void)
{
    vn_stopwords *sw = NULL;
    CU_ASSERT_EQUAL_FATAL(vn_stopwords_open(&sw, NULL, NULL), VN_OK);
    CU_ASSERT_TRUE(vn_stopwords_has(sw, vn_slice_str("của")));
    CU_ASSERT_TRUE(vn_stopwords_has(sw, vn_slice_str("bên_cạnh_đó")));
    CU_ASSERT_FALSE(vn_stopwords_has(sw, vn_slice_str("bóng_đá")));
    vn_stopwords_free(sw);
}

static void stop_words_stand_only_inside_phrases(void)
{
    vn_stopwords *sw = NULL;
    vn_terms *terms = NULL;
    VN_ASSERT_OK(vn_stopwords_parse(&sw, vn_slice_str(stop_lines), NULL));
    const vn_terms_options options = {.ngram_max = 3, .stopwords = sw};
    VN_ASSERT_OK(vn_terms_new(&terms, &options, NULL));
    add(terms, "Của lòng của mẹ và cha");
    terms_are(terms, "lòng:1:1;lòng của mẹ:1:1;mẹ:1:3;mẹ và cha:1:3;cha:1:5");
    vn_terms_free(terms);
    vn_stopwords_free(sw);
}

static void parts_of_a_document_add_up_and_phrases_stay_inside(void)
{
    vn_terms *terms = NULL;
    VN_ASSERT_OK(vn_terms_new(&terms, &(vn_terms_options){.ngram_max = 2}, NULL));
    for (int round = 0; round < 2; round++) {
        vn_terms_begin(terms);
        add(terms, "mưa to");
        add(terms, "to mưa");
        terms_are(terms, "mưa:2:0;mưa to:1:0;to:2:1;to mưa:1:2");
    }
    vn_terms_begin(terms);
    terms_are(terms, "");
    vn_terms_free(terms);
}

static void pasted_data_is_no_word(void)
{
    char text[6000];
    vn_terms *terms = NULL;
    VN_ASSERT_OK(vn_terms_new(&terms, &(vn_terms_options){.ngram_max = 2}, NULL));
    for (size_t len = 255; len < 5000; len += 1500) {
        vn_terms_begin(terms);
        memset(text, 'x', len);
        memcpy(text + len, " mưa", 6);
        add(terms, text);
        vn_term *list = NULL;
        size_t n = 0;
        VN_ASSERT_OK(vn_terms_list(terms, &list, &n, NULL));
        CU_ASSERT_EQUAL(n, len <= 256 ? 3 : 1);
    }
    vn_terms_free(terms);
}

static void what_is_not_utf8_is_reported(void)
{
    vn_terms *terms = NULL;
    VN_ASSERT_OK(vn_terms_new(&terms, NULL, NULL));
    vn_word words[WORDS_MAX];
    const size_t n = split("mưa \xff", words);
    CU_ASSERT_EQUAL(vn_terms_add(terms, vn_slice_str("mưa \xff"), words, n, NULL), VN_EDATA);
    vn_terms_begin(terms);
    add(terms, "mưa");
    terms_are(terms, "mưa:1:0");
    vn_terms_free(terms);
}

static void too_long_phrases_are_an_error(void)
{
    vn_terms *terms = NULL;
    CU_ASSERT_EQUAL(vn_terms_new(&terms, &(vn_terms_options){.ngram_max = VN_NGRAM_MAX + 1}, NULL), VN_EINVAL);
    CU_ASSERT_PTR_NULL(terms);
}

static void the_heaviest_terms_are_kept_and_ties_go_by_bytes(void)
{
    vn_term list[] = {
        {.key = {"d", 1}, .weight = 0.5}, {.key = {"c", 1}, .weight = 0.5}, {.key = {"z", 1}, .weight = 0.9},
        {.key = {"a", 1}, .weight = 0.1}, {.key = {"b", 1}, .weight = 0.5},
    };
    size_t n = VN_COUNT(list);
    vn_terms_keep_top(list, &n, 3);
    CU_ASSERT_EQUAL(n, 3);
    VN_ASSERT_SLICE(list[0].key, "b");
    VN_ASSERT_SLICE(list[1].key, "c");
    VN_ASSERT_SLICE(list[2].key, "z");
    vn_terms_keep_top(list, &n, 9);
    CU_ASSERT_EQUAL(n, 3);
    n = 0;
    vn_terms_keep_top(NULL, &n, 3);
    CU_ASSERT_EQUAL(n, 0);
}

static void the_fingerprint_follows_all_that_decides_terms(void)
{
    vn_stopwords *a = NULL;
    vn_stopwords *b = NULL;
    vn_stopwords *c = NULL;
    VN_ASSERT_OK(vn_stopwords_parse(&a, vn_slice_str("và\ncủa\n"), NULL));
    VN_ASSERT_OK(vn_stopwords_parse(&b, vn_slice_str("của\nvà\nvà"), NULL));
    VN_ASSERT_OK(vn_stopwords_parse(&c, vn_slice_str("của\n"), NULL));
    const vn_terms_options different[] = {
        {0}, {.ngram_max = 2}, {.numbers = true}, {.stopwords = a}, {.stopwords = c},
    };
    for (size_t i = 0; i < VN_COUNT(different); i++)
        for (size_t j = 0; j < i; j++)
            CU_ASSERT_NOT_EQUAL(vn_terms_fingerprint(&different[i], 5), vn_terms_fingerprint(&different[j], 5));
    CU_ASSERT_NOT_EQUAL(vn_terms_fingerprint(NULL, 5), vn_terms_fingerprint(NULL, 6));
    CU_ASSERT_EQUAL(vn_terms_fingerprint(NULL, 5), vn_terms_fingerprint(&(vn_terms_options){.ngram_max = 1}, 5));
    CU_ASSERT_EQUAL(vn_terms_fingerprint(&(vn_terms_options){.stopwords = a}, 5),
                    vn_terms_fingerprint(&(vn_terms_options){.stopwords = b}, 5));
    vn_stopwords_free(a);
    vn_stopwords_free(b);
    vn_stopwords_free(c);
}

/* Words of a few letters, in few spellings, so that they come again and differ only in case; long ones, ones with white space
 * and underscores of all kinds, punctuation, numbers, links, marks beyond ASCII. */
static void put_random_word(vn_rng *rng, vn_buf *field)
{
    static const char *const odd[] = {".", ",", "5", "2,5", "#tin", "a__b", "a_", "_", "__", "ĐẶNG", "đặng", "đặng", "Tp.",
                                      "http://a.vn/b", "học_sinh", "Học_Sinh", "của", "và", "\xC2\xAD", "😀", "3-1", "COVID-19"};
    const uint64_t kind = vn_rng_below(rng, 4);
    if (kind == 0) {
        VN_ASSERT_OK(vn_buf_str(field, odd[vn_rng_below(rng, VN_COUNT(odd))], NULL));
        return;
    }
    const uint64_t len = kind == 1 ? 18 + vn_rng_below(rng, 16) : 1 + vn_rng_below(rng, 3);
    for (uint64_t i = 0; i < len; i++)
        VN_ASSERT_OK(vn_buf_char(field, "abAB"[vn_rng_below(rng, kind == 1 && i < len - 1 ? 1 : 4)], NULL));
}

static void make_random_field(vn_rng *rng, vn_buf *field)
{
    field->len = 0;
    VN_ASSERT_OK(vn_buf_str(field, "", NULL));
    for (uint64_t n = vn_rng_below(rng, 200); n; n--) {
        put_random_word(rng, field);
        for (uint64_t breaks = vn_rng_below(rng, 8) ? 1 : vn_rng_below(rng, 3); breaks; breaks--)
            VN_ASSERT_OK(vn_buf_char(field, " \n"[vn_rng_below(rng, 10) == 0], NULL));
    }
}

/* The slow way: words, then terms. */
static void add_words_of(vn_terms *terms, vn_slice field, bool title)
{
    vn_word *words = NULL;
    size_t n = 0;
    size_t cap = 0;
    VN_ASSERT_OK(vn_words_read(field, &words, &n, &cap, NULL));
    VN_ASSERT_OK(title ? vn_terms_add_title(terms, field, words, n, NULL) : vn_terms_add(terms, field, words, n, NULL));
    free(words);
}

static void lists_are_equal(vn_terms *a, vn_terms *b)
{
    vn_term *x = NULL;
    vn_term *y = NULL;
    size_t n = 0;
    size_t m = 0;
    VN_ASSERT_OK(vn_terms_list(a, &x, &n, NULL));
    VN_ASSERT_OK(vn_terms_list(b, &y, &m, NULL));
    CU_ASSERT_EQUAL_FATAL(n, m);
    for (size_t i = 0; i < n; i++)
        CU_ASSERT(vn_slice_eq(x[i].key, y[i].key) && x[i].count == y[i].count && x[i].first == y[i].first &&
                  x[i].extra == y[i].extra);
}

static void fields_count_as_their_words_do(void)
{
    const vn_terms_options options[] = {{0}, {.numbers = true, .title_weight = 2.5}, {.ngram_max = 3}, {.keep_stopwords = true}};
    vn_stopwords *stop = NULL;
    VN_ASSERT_OK(vn_stopwords_parse(&stop, vn_slice_str("của\nab\n"), NULL));
    vn_rng rng;
    vn_rng_seed(&rng, 11);
    vn_buf field = {0};
    for (size_t o = 0; o < VN_COUNT(options); o++) {
        vn_terms_options with = options[o];
        with.stopwords = o == 0 ? NULL : stop;
        vn_terms *fast = NULL;
        vn_terms *slow = NULL;
        VN_ASSERT_OK(vn_terms_new(&fast, &with, NULL));
        VN_ASSERT_OK(vn_terms_new(&slow, &with, NULL));
        for (int i = 0; i < 300; i++) {
            const bool title = i % 3 == 0;
            if (i % 2 == 0) {
                vn_terms_begin(fast);
                vn_terms_begin(slow);
            }
            make_random_field(&rng, &field);
            const vn_slice bytes = vn_slice_of(field.ptr, field.len);
            VN_ASSERT_OK(title ? vn_terms_add_title_field(fast, bytes, NULL) : vn_terms_add_field(fast, bytes, NULL));
            add_words_of(slow, bytes, title);
            lists_are_equal(fast, slow);
        }
        vn_terms_free(fast);
        vn_terms_free(slow);
    }
    vn_buf_free(&field);
    vn_stopwords_free(stop);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"terms are counted as the options say", terms_are_counted_as_the_options_say},
        {"a list of stop words is read with its comments", a_list_of_stop_words_is_read_with_its_comments},
        {"a list of stop words is built in", a_list_of_stop_words_is_built_in},
        {"stop words stand only inside phrases", stop_words_stand_only_inside_phrases},
        {"parts of a document add up and phrases stay inside", parts_of_a_document_add_up_and_phrases_stay_inside},
        {"pasted data is no word", pasted_data_is_no_word},
        {"what is not UTF-8 is reported", what_is_not_utf8_is_reported},
        {"too long phrases are an error", too_long_phrases_are_an_error},
        {"the heaviest terms are kept and ties go by bytes", the_heaviest_terms_are_kept_and_ties_go_by_bytes},
        {"the fingerprint follows all that decides terms", the_fingerprint_follows_all_that_decides_terms},
        {"fields count as their words do", fields_count_as_their_words_do},
        {"words of the title weigh more", words_of_the_title_weigh_more},
        {"a weight of the title below 1 is refused", a_weight_of_the_title_below_1_is_refused},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("terms", tests);
}
