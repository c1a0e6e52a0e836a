#include "harness.h"

#include "buf.h"
#include "vn/reader.h"
#include "vn/tfidf.h"

#include <math.h>
#include <stdio.h>

#define DATA VN_SOURCE_DIR "/tests/data/tfidf/"

enum { DOCUMENTS_MAX = 32, TERMS_MAX = 64 };

/* A collection in memory: the terms of each line of a file whose words are parted by spaces. */
typedef struct corpus {
    vn_buf text;
    vn_slice line[DOCUMENTS_MAX];
    size_t n;
} corpus;

static void cut_lines(corpus *c)
{
    const char *p = c->text.ptr;
    while (*p) {
        const size_t len = strcspn(p, "\n");
        CU_ASSERT_FATAL(c->n < DOCUMENTS_MAX);
        c->line[c->n++] = vn_slice_of(p, len);
        p += len + (p[len] == '\n');
    }
}

static void open_corpus(corpus *c)
{
    *c = (corpus){0};
    CU_ASSERT_EQUAL_FATAL(vn_file_read(DATA "corpus.txt", &c->text, NULL), VN_OK);
    cut_lines(c);
}

static size_t split(vn_slice line, vn_word *words)
{
    size_t n = 0;
    for (size_t at = 0; at < line.len; at++) {
        const char *end = memchr(line.ptr + at, ' ', line.len - at);
        const size_t len = end ? (size_t)(end - line.ptr) - at : line.len - at;
        CU_ASSERT_FATAL(n < TERMS_MAX);
        words[n++] = (vn_word){.start = at, .len = len, .kind = VN_WORD_WORD, .parts = 1};
        at += len;
    }
    return n;
}

static void list_terms(vn_terms *terms, vn_slice line, vn_term **list, size_t *n)
{
    vn_word words[TERMS_MAX];
    const size_t count = split(line, words);
    vn_terms_begin(terms);
    VN_ASSERT_OK(vn_terms_add(terms, line, words, count, NULL));
    VN_ASSERT_OK(vn_terms_list(terms, list, n, NULL));
}

/* The collection of the documents in the order given (NULL: as they stand). */
static vn_collection *count(const corpus *c, unsigned ngram_max, const size_t *order)
{
    vn_terms *terms = NULL;
    vn_collection *collection = NULL;
    VN_ASSERT_OK(vn_terms_new(&terms, &(vn_terms_options){.ngram_max = ngram_max}, NULL));
    VN_ASSERT_OK(vn_collection_new(&collection, NULL));
    for (size_t i = 0; i < c->n; i++) {
        vn_term *list = NULL;
        size_t n = 0;
        list_terms(terms, c->line[order ? order[i] : i], &list, &n);
        VN_ASSERT_OK(vn_collection_add(collection, list, n, NULL));
    }
    vn_terms_free(terms);
    return collection;
}

static vn_df *table_of(const corpus *c)
{
    vn_terms *terms = NULL;
    vn_df *df = NULL;
    VN_ASSERT_OK(vn_terms_new(&terms, NULL, NULL));
    VN_ASSERT_OK(vn_df_new(&df, 0, NULL));
    for (size_t i = 0; i < c->n; i++) {
        vn_term *list = NULL;
        size_t n = 0;
        vn_slice key[TERMS_MAX];
        list_terms(terms, c->line[i], &list, &n);
        for (size_t k = 0; k < n; k++)
            key[k] = list[k].key;
        VN_ASSERT_OK(vn_df_add_document(df, key, n, NULL));
    }
    vn_terms_free(terms);
    return df;
}

/* The matrix and vocabulary of one way of weighing. */
typedef struct weighed {
    vn_sparse m;
    vn_vocab *vocab;
} weighed;

static weighed weigh(const corpus *c, const vn_weighting *weighting, unsigned ngram_max, const vn_df_limits *limits,
                     const vn_df *df)
{
    weighed w = {0};
    vn_collection *collection = count(c, ngram_max, NULL);
    VN_ASSERT_OK(vn_collection_finish(collection, df, limits, &w.vocab, &w.m, NULL));
    VN_ASSERT_OK(vn_weigh(&w.m, w.vocab, weighting, NULL));
    vn_collection_free(collection);
    return w;
}

static void free_weighed(weighed *w)
{
    vn_sparse_free(&w->m);
    vn_vocab_free(w->vocab);
}

static double weight_of(const weighed *w, size_t row, vn_slice term)
{
    uint32_t column;
    if (!vn_vocab_find(w->vocab, term, &column))
        return 0.0;
    for (size_t i = w->m.start[row]; i < w->m.start[row + 1]; i++)
        if (w->m.col[i] == column)
            return w->m.val[i];
    return 0.0;
}

typedef struct reference_case {
    const char *name;
    vn_weighting weighting;
    unsigned ngram_max;
    vn_df_limits limits;
} reference_case;

static const reference_case reference_cases[] = {
    {"tfidf", {0}, 1, {0}},
    {"idf-plain", {.idf = "plain"}, 1, {0}},
    {"tf-log", {.tf = "log"}, 1, {0}},
    {"min2-max-half", {0}, 1, {.min_count = 2, .max_share = 0.5}},
    {"bigrams", {0}, 2, {.min_count = 2}},
    {"gensim", {.scheme = "gensim"}, 1, {0}},
    {"bm25", {.scheme = "bm25"}, 1, {0}},
    {"pivoted", {.scheme = "pivoted"}, 1, {0}},
};

static vn_slice cell(vn_slice *line)
{
    const char *tab = memchr(line->ptr, '\t', line->len);
    const vn_slice s = vn_slice_of(line->ptr, tab ? (size_t)(tab - line->ptr) : line->len);
    line->ptr += s.len + (tab != NULL);
    line->len -= s.len + (tab != NULL);
    return s;
}

/* Compares the rows of one case; the number of rows. */
static size_t compare_rows(vn_buf *reference, const char *name, const weighed *w)
{
    size_t rows = 0;
    double worst = 0.0;
    for (const char *p = reference->ptr; *p;) {
        const size_t len = strcspn(p, "\n");
        vn_slice line = vn_slice_of(p, len);
        p += len + 1;
        if (!vn_slice_eq(cell(&line), vn_slice_str(name)))
            continue;
        const size_t row = strtoul(cell(&line).ptr, NULL, 10);
        const vn_slice term = cell(&line);
        const double off = fabs(weight_of(w, row, term) - strtod(line.ptr, NULL));
        worst = off > worst ? off : worst;
        rows++;
    }
    CU_ASSERT(worst <= 1e-12);
    return rows;
}

static void weights_equal_those_of_scikit_learn_gensim_and_the_formulas(void)
{
    corpus c;
    vn_buf reference = {0};
    open_corpus(&c);
    CU_ASSERT_EQUAL_FATAL(vn_file_read(DATA "reference.tsv", &reference, NULL), VN_OK);
    for (size_t i = 0; i < VN_COUNT(reference_cases); i++) {
        const reference_case *r = &reference_cases[i];
        weighed w = weigh(&c, &r->weighting, r->ngram_max, &r->limits, NULL);
        const size_t rows = compare_rows(&reference, r->name, &w);
        CU_ASSERT(rows > 50);
        CU_ASSERT_EQUAL(rows, w.m.start[w.m.rows]); /* and nothing that the reference lacks */
        free_weighed(&w);
    }
    vn_buf_free(&reference);
    vn_buf_free(&c.text);
}

static void columns_are_in_byte_order_with_their_frequencies(void)
{
    corpus c;
    open_corpus(&c);
    weighed w = weigh(&c, NULL, 1, NULL, NULL);
    CU_ASSERT_EQUAL(w.m.rows, c.n);
    CU_ASSERT_EQUAL(w.m.cols, vn_vocab_size(w.vocab));
    for (uint32_t j = 1; j < w.m.cols; j++)
        CU_ASSERT(vn_slice_cmp(vn_vocab_term(w.vocab, j - 1), vn_vocab_term(w.vocab, j)) < 0);
    for (size_t r = 0; r < w.m.rows; r++)
        for (size_t i = w.m.start[r] + 1; i < w.m.start[r + 1]; i++)
            CU_ASSERT(w.m.col[i - 1] < w.m.col[i]);
    uint32_t column = 0;
    CU_ASSERT_TRUE(vn_vocab_find(w.vocab, vn_slice_str("là"), &column));
    CU_ASSERT_EQUAL(vn_vocab_df(w.vocab, column), 12);
    CU_ASSERT_TRUE(vn_vocab_find(w.vocab, vn_slice_str("cà_phê"), &column));
    CU_ASSERT_EQUAL(vn_vocab_df(w.vocab, column), 2);
    CU_ASSERT_FALSE(vn_vocab_find(w.vocab, vn_slice_str("cà"), &column));
    CU_ASSERT_EQUAL(vn_vocab_documents(w.vocab), 12);
    free_weighed(&w);
    vn_buf_free(&c.text);
}

/* Document i of the reversed collection has the same row, bit for bit. */
static void the_order_of_documents_does_not_change_a_bit(void)
{
    static const char *const scheme[] = {"tfidf", "gensim", "bm25", "pivoted"};
    corpus c;
    open_corpus(&c);
    size_t order[DOCUMENTS_MAX];
    for (size_t i = 0; i < c.n; i++)
        order[i] = c.n - 1 - i;
    for (size_t k = 0; k < VN_COUNT(scheme); k++) {
        const vn_weighting weighting = {.scheme = scheme[k]};
        weighed a = weigh(&c, &weighting, 2, NULL, NULL);
        weighed b = {0};
        vn_collection *collection = count(&c, 2, order);
        VN_ASSERT_OK(vn_collection_finish(collection, NULL, NULL, &b.vocab, &b.m, NULL));
        VN_ASSERT_OK(vn_weigh(&b.m, b.vocab, &weighting, NULL));
        vn_collection_free(collection);
        CU_ASSERT_EQUAL(a.m.cols, b.m.cols);
        for (size_t r = 0; r < c.n; r++) {
            const size_t n = a.m.start[r + 1] - a.m.start[r];
            const size_t at = b.m.start[order[r]];
            CU_ASSERT_EQUAL_FATAL(b.m.start[order[r] + 1] - at, n);
            CU_ASSERT(memcmp(a.m.col + a.m.start[r], b.m.col + at, n * sizeof *a.m.col) == 0);
            CU_ASSERT(memcmp(a.m.val + a.m.start[r], b.m.val + at, n * sizeof *a.m.val) == 0);
        }
        free_weighed(&a);
        free_weighed(&b);
    }
    vn_buf_free(&c.text);
}

/* Row r of the matrix equals the document weighed alone, bit for bit. */
static void same_row(const weighed *w, size_t r, const vn_term *list, size_t n)
{
    CU_ASSERT_EQUAL_FATAL(w->m.start[r + 1] - w->m.start[r], n);
    for (size_t i = 0; i < n; i++) {
        const size_t at = w->m.start[r] + i;
        CU_ASSERT(vn_slice_eq(vn_vocab_term(w->vocab, w->m.col[at]), list[i].key));
        CU_ASSERT_EQUAL(w->m.val[at], list[i].weight);
    }
}

static void one_pass_against_the_own_table_equals_two(void)
{
    static const vn_weighting ways[] = {
        {0}, {.idf = "plain", .tf = "log"}, {.scheme = "gensim"}, {.scheme = "bm25", .avglen = 12.5},
        {.scheme = "pivoted", .avglen = 7}, {.scheme = "count"},
    };
    const vn_df_limits limits = {.min_count = 2, .max_share = 0.9};
    corpus c;
    vn_terms *terms = NULL;
    open_corpus(&c);
    vn_df *df = table_of(&c);
    VN_ASSERT_OK(vn_terms_new(&terms, NULL, NULL));
    for (size_t k = 0; k < VN_COUNT(ways); k++) {
        weighed own = weigh(&c, &ways[k], 1, &limits, NULL);
        weighed given = weigh(&c, &ways[k], 1, &limits, df);
        for (size_t r = 0; r < c.n; r++) {
            vn_term *list = NULL;
            size_t n = 0;
            list_terms(terms, c.line[r], &list, &n);
            VN_ASSERT_OK(vn_weigh_terms(list, &n, df, &limits, &ways[k], NULL));
            same_row(&own, r, list, n);
            same_row(&given, r, list, n);
        }
        free_weighed(&own);
        free_weighed(&given);
    }
    vn_terms_free(terms);
    vn_df_free(df);
    vn_buf_free(&c.text);
}

static void a_term_that_the_table_lacks_counts_as_rare(void)
{
    vn_df *df = NULL;
    VN_ASSERT_OK(vn_df_parse(&df, vn_slice_str("\t9\tvndf1\t0000000000000000\nmưa\t9\n"), NULL));
    const vn_weighting plain = {.scheme = "count", .idf = "plain"};
    vn_term list[] = {{.key = vn_slice_str("mưa"), .count = 2}, {.key = vn_slice_str("bão"), .count = 1}};
    size_t n = 2;
    VN_ASSERT_OK(vn_weigh_terms(list, &n, df, NULL, &plain, NULL));
    CU_ASSERT_EQUAL(n, 2);
    VN_ASSERT_SLICE(list[0].key, "bão");
    CU_ASSERT_EQUAL(list[0].weight, log(9.0) + 1.0);
    CU_ASSERT_EQUAL(list[1].weight, 2.0);
    VN_ASSERT_OK(vn_weigh_terms(list, &n, df, &(vn_df_limits){.min_count = 1}, &plain, NULL));
    CU_ASSERT_EQUAL(n, 1);
    VN_ASSERT_SLICE(list[0].key, "mưa");
    vn_df_free(df);
}

typedef struct limit_case {
    vn_df_limits limits;
    uint32_t df;
    bool kept;
} limit_case;

static void limits_are_counts_or_shares(void)
{
    static const limit_case cases[] = {
        {{0}, 0, true},
        {{0}, 10, true},
        {{.min_count = 3}, 2, false},
        {{.min_count = 3}, 3, true},
        {{.max_count = 3}, 3, true},
        {{.max_count = 3}, 4, false},
        {{.min_share = 0.25}, 2, false},
        {{.min_share = 0.25}, 3, true},
        {{.max_share = 0.5}, 5, true},
        {{.max_share = 0.5}, 6, false},
        {{.max_share = 1.0}, 10, true},
        {{.min_share = 1.0}, 9, false},
        {{.min_share = 1.0}, 10, true},
    };
    for (size_t i = 0; i < VN_COUNT(cases); i++)
        CU_ASSERT_EQUAL(vn_df_within(&cases[i].limits, cases[i].df, 10), cases[i].kept);
    CU_ASSERT_TRUE(vn_df_within(NULL, 0, 0));
}

static void unknown_names_are_refused_with_the_known_ones(void)
{
    static const vn_weighting bad[] = {{.scheme = "bm26"}, {.tf = "Log"}, {.idf = ""}};
    static const char *const says[] = {"pivoted", "raw, log", "smooth, plain"};
    vn_error err = {0};
    for (size_t i = 0; i < VN_COUNT(bad); i++) {
        CU_ASSERT_EQUAL(vn_weighting_check(&bad[i], NULL, &err), VN_EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, says[i]));
    }
    bool needs = true;
    VN_ASSERT_OK(vn_weighting_check(NULL, &needs, NULL));
    CU_ASSERT_FALSE(needs);
    VN_ASSERT_OK(vn_weighting_check(&(vn_weighting){.scheme = "bm25"}, &needs, NULL));
    CU_ASSERT_TRUE(needs);
    VN_ASSERT_OK(vn_weighting_check(&(vn_weighting){.scheme = "bm25", .tf = "raw"}, &needs, NULL));
    CU_ASSERT_FALSE(needs);
}

static void what_cannot_be_weighed_is_refused(void)
{
    vn_df *df = NULL;
    size_t n = 0;
    VN_ASSERT_OK(vn_df_new(&df, 0, NULL));
    CU_ASSERT_EQUAL(vn_weigh_terms(NULL, &n, df, NULL, NULL, NULL), VN_EINVAL);
    VN_ASSERT_OK(vn_df_add_document(df, NULL, 0, NULL));
    VN_ASSERT_OK(vn_weigh_terms(NULL, &n, df, NULL, NULL, NULL));
    CU_ASSERT_EQUAL(vn_weigh_terms(NULL, &n, df, NULL, &(vn_weighting){.scheme = "bm25"}, NULL), VN_EINVAL);
    vn_df_free(df);
}

static void a_collection_without_terms_gives_an_empty_matrix(void)
{
    for (unsigned documents = 0; documents < 3; documents++) {
        vn_collection *collection = NULL;
        weighed w = {0};
        VN_ASSERT_OK(vn_collection_new(&collection, NULL));
        for (unsigned i = 0; i < documents; i++)
            VN_ASSERT_OK(vn_collection_add(collection, NULL, 0, NULL));
        CU_ASSERT_EQUAL(vn_collection_documents(collection), documents);
        VN_ASSERT_OK(vn_collection_finish(collection, NULL, NULL, &w.vocab, &w.m, NULL));
        VN_ASSERT_OK(vn_weigh(&w.m, w.vocab, NULL, NULL));
        CU_ASSERT_EQUAL(w.m.rows, documents);
        CU_ASSERT_EQUAL(w.m.cols, 0);
        CU_ASSERT_EQUAL(w.m.start[documents], 0);
        vn_collection_free(collection);
        free_weighed(&w);
    }
}

static void weights_may_be_gathered_too_and_a_collection_used_again(void)
{
    const vn_term list[] = {{.key = vn_slice_str("b"), .weight = 0.25}, {.key = vn_slice_str("a"), .weight = 0.5},
                            {.key = vn_slice_str("b"), .weight = 0.5}};
    vn_collection *collection = NULL;
    VN_ASSERT_OK(vn_collection_new(&collection, NULL));
    for (int round = 0; round < 2; round++) {
        weighed w = {0};
        VN_ASSERT_OK(vn_collection_add_weighted(collection, list, 3, NULL));
        VN_ASSERT_OK(vn_collection_add_weighted(collection, list, 1, NULL));
        VN_ASSERT_OK(vn_collection_finish(collection, NULL, NULL, &w.vocab, &w.m, NULL));
        CU_ASSERT_EQUAL(w.m.rows, 2);
        CU_ASSERT_EQUAL(w.m.start[1], 2);
        CU_ASSERT_EQUAL(w.m.start[2], 3);
        CU_ASSERT_EQUAL(weight_of(&w, 0, vn_slice_str("a")), 0.5);
        CU_ASSERT_EQUAL(weight_of(&w, 0, vn_slice_str("b")), 0.75);
        CU_ASSERT_EQUAL(weight_of(&w, 1, vn_slice_str("b")), 0.25);
        CU_ASSERT_EQUAL(vn_vocab_df(w.vocab, 1), 2);
        free_weighed(&w);
    }
    vn_collection_free(collection);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"weights equal those of scikit-learn, gensim and the formulas",
         weights_equal_those_of_scikit_learn_gensim_and_the_formulas},
        {"columns are in byte order with their frequencies", columns_are_in_byte_order_with_their_frequencies},
        {"the order of documents does not change a bit", the_order_of_documents_does_not_change_a_bit},
        {"one pass against the own table equals two", one_pass_against_the_own_table_equals_two},
        {"a term that the table lacks counts as rare", a_term_that_the_table_lacks_counts_as_rare},
        {"limits are counts or shares", limits_are_counts_or_shares},
        {"unknown names are refused with the known ones", unknown_names_are_refused_with_the_known_ones},
        {"what cannot be weighed is refused", what_cannot_be_weighed_is_refused},
        {"a collection without terms gives an empty matrix", a_collection_without_terms_gives_an_empty_matrix},
        {"weights may be gathered too, and a collection used again", weights_may_be_gathered_too_and_a_collection_used_again},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("tfidf", tests);
}
