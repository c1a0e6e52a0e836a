#include "harness.h"

#include "buf.h"
#include "rng.h"
#include "vn/weights.h"

#include <math.h>

/* What is weighed row by row must be, bit for bit, what vn_collection and vn_weigh make of the whole matrix. */

enum { DOCUMENTS = 700, WORDS = 400, FEW = 20000, MANY = 1 << 26 };

/* The same documents counted both ways. */
typedef struct both {
    vn_terms *terms;
    vn_term_keys *keys; /* NULL: the weights number the terms anew */
    vn_collection *collection;
    vn_weights *weights;
    uint32_t *number; /* [n] terms->weights */
    size_t n;
    uint32_t generation;
} both;

/* Learns the numbers of terms that it has not seen. */
static void learn(both *b, const vn_counted *c)
{
    if (b->generation != vn_terms_generation(b->terms))
        b->n = 0;
    b->generation = vn_terms_generation(b->terms);
    for (size_t i = 0; i < c->n; i++) {
        const uint32_t local = c->number[i];
        if (local >= b->n) {
            b->number = realloc(b->number, (local + 1) * sizeof *b->number);
            CU_ASSERT_PTR_NOT_NULL_FATAL(b->number);
            for (; b->n <= local; b->n++)
                b->number[b->n] = UINT32_MAX;
        }
        if (b->number[local] == UINT32_MAX)
            VN_ASSERT_OK(vn_weights_number(b->weights, vn_terms_key(b->terms, local), &b->number[local], NULL));
    }
}

static void add_document(both *b, vn_slice title, vn_slice field)
{
    vn_term *list = NULL;
    size_t n = 0;
    vn_counted c;
    uint32_t number[WORDS * 2];
    vn_terms_begin(b->terms);
    VN_ASSERT_OK(vn_terms_add_title_field(b->terms, title, NULL));
    VN_ASSERT_OK(vn_terms_add_field(b->terms, field, NULL));
    VN_ASSERT_OK(vn_terms_list(b->terms, &list, &n, NULL));
    VN_ASSERT_OK(vn_collection_add(b->collection, list, n, NULL));
    VN_ASSERT_OK(vn_terms_counted(b->terms, &c, NULL));
    CU_ASSERT_EQUAL_FATAL(c.n, n);
    if (b->keys) {
        VN_ASSERT_OK(vn_weights_add(b->weights, &c, NULL, NULL));
        return;
    }
    learn(b, &c);
    if (vn_weights_rows(b->weights) % 2) {
        VN_ASSERT_OK(vn_weights_add(b->weights, &c, b->number, NULL));
        return;
    }
    for (size_t i = 0; i < n; i++)
        number[i] = b->number[c.number[i]];
    c.number = number;
    VN_ASSERT_OK(vn_weights_add(b->weights, &c, NULL, NULL));
}

/* Words of which low numbers are frequent; some documents are empty, some say one word more than 254 times. */
static void make_words(vn_rng *rng, vn_buf *out, size_t n)
{
    out->len = 0;
    VN_ASSERT_OK(vn_buf_str(out, "", NULL));
    for (size_t i = 0; i < n; i++) {
        const double u = vn_rng_unit(rng);
        VN_ASSERT_OK(vn_buf_printf(out, NULL, "%sw%u", i ? " " : "", (unsigned)(u * u * u * 3000)));
    }
    for (size_t i = vn_rng_below(rng, 40) ? 300 : 0; i < 300; i++)
        VN_ASSERT_OK(vn_buf_str(out, " w7", NULL));
}

/* remember: see vn_terms_options; 0: keys are shared. */
static both make(double title_weight, size_t remember)
{
    both b = {0};
    if (!remember)
        VN_ASSERT_OK(vn_term_keys_new(&b.keys, NULL));
    vn_buf title = {0};
    vn_buf field = {0};
    vn_rng rng;
    vn_rng_seed(&rng, 9);
    const vn_terms_options options = {.title_weight = title_weight, .remember = remember, .keys = b.keys};
    VN_ASSERT_OK(vn_terms_new(&b.terms, &options, NULL));
    VN_ASSERT_OK(vn_collection_new(&b.collection, NULL));
    VN_ASSERT_OK(vn_weights_new(&b.weights, b.keys, NULL));
    for (int i = 0; i < DOCUMENTS; i++) {
        make_words(&rng, &title, vn_rng_below(&rng, 12));
        make_words(&rng, &field, vn_rng_below(&rng, 10) ? vn_rng_below(&rng, WORDS) : 0);
        add_document(&b, vn_slice_of(title.ptr, title.len), vn_slice_of(field.ptr, field.len));
    }
    vn_buf_free(&title);
    vn_buf_free(&field);
    CU_ASSERT((b.generation > 10) == (remember == FEW));
    vn_terms_free(b.terms);
    b.terms = NULL;
    return b;
}

static void free_both(both *b)
{
    vn_collection_free(b->collection);
    vn_weights_free(b->weights);
    vn_term_keys_free(b->keys);
    free(b->number);
}

static vn_df *make_table(void)
{
    static const char rows[] = "\t900\tvndf1\t0000000000000000\nw0\t900\nw1\t899\nw10\t500\nw2\t1\nw7\t30\n";
    vn_df *df = NULL;
    VN_ASSERT_OK(vn_df_parse(&df, vn_slice_str(rows), NULL));
    return df;
}

static void row_is(const vn_weights *w, size_t r, const vn_sparse *m, const vn_vocab *vocab, size_t top)
{
    vn_term list[2 * WORDS];
    double val[2 * WORDS];
    size_t n = 0;
    for (size_t at = m->start[r]; at < m->start[r + 1]; at++)
        list[n++] = (vn_term){.key = vn_vocab_term(vocab, m->col[at]), .weight = m->val[at]};
    if (top)
        vn_terms_keep_top(list, &n, top);
    CU_ASSERT_EQUAL_FATAL(vn_weights_row_size(w, r), n);
    const uint32_t *col = vn_weights_row(w, r, val);
    for (size_t i = 0; i < n; i++) {
        CU_ASSERT(vn_slice_eq(vn_vocab_term(vn_weights_vocab(w), col[i]), list[i].key));
        CU_ASSERT(memcmp(&val[i], &list[i].weight, sizeof val[i]) == 0);
    }
}

static void is_as_the_matrix(double title_weight, size_t remember, const vn_weights_options *options)
{
    both b = make(title_weight, remember);
    vn_vocab *vocab = NULL;
    vn_sparse m = {0};
    VN_ASSERT_OK(vn_collection_finish(b.collection, options->df, options->limits, &vocab, &m, NULL));
    VN_ASSERT_OK(vn_weigh(&m, vocab, options->weighting, NULL));
    VN_ASSERT_OK(vn_weights_finish(b.weights, options, NULL));
    CU_ASSERT_EQUAL_FATAL(vn_weights_rows(b.weights), m.rows);
    CU_ASSERT_EQUAL_FATAL(vn_vocab_size(vn_weights_vocab(b.weights)), m.cols);
    for (uint32_t j = 0; j < m.cols; j++) {
        CU_ASSERT(vn_slice_eq(vn_vocab_term(vocab, j), vn_vocab_term(vn_weights_vocab(b.weights), j)));
        CU_ASSERT_EQUAL(vn_vocab_df(vocab, j), vn_vocab_df(vn_weights_vocab(b.weights), j));
    }
    for (size_t r = 0; r < m.rows; r++)
        row_is(b.weights, r, &m, vocab, options->top);
    vn_sparse_free(&m);
    vn_vocab_free(vocab);
    free_both(&b);
}

static void rows_are_those_of_the_matrix(void)
{
    static const char *const scheme[] = {"tfidf", "gensim", "bm25", "pivoted", "count"};
    const vn_df_limits limits[] = {{0}, {.min_count = 3, .max_share = 0.3}};
    vn_df *df = make_table();
    for (size_t i = 0; i < VN_COUNT(scheme); i++)
        for (unsigned way = 0; way < 8; way++) {
            const vn_weighting weighting = {.scheme = scheme[i], .avglen = way & 4 ? 50 : 0};
            const vn_weights_options o = {.df = way & 2 ? df : NULL,
                                          .limits = &limits[way & 1],
                                          .weighting = &weighting,
                                          .top = way % 3 ? 0 : 10,
                                          .threads = 1 + way % 3};
            is_as_the_matrix(way % 2 ? 1 : 2.5, o.top ? FEW : way & 1 ? MANY : 0, &o);
        }
    vn_df_free(df);
}

/* Rows of so many columns are sorted in another way. */
static void more_than_a_million_terms_are_in_order(void)
{
    enum { ROWS = 22, TERMS = 50000 };
    vn_weights *w = NULL;
    uint32_t *number = vn_calloc(TERMS, sizeof *number);
    uint8_t *tf = vn_calloc(TERMS, sizeof *tf);
    VN_ASSERT_OK(vn_weights_new(&w, NULL, NULL));
    CU_ASSERT_FATAL(number && tf);
    for (uint32_t r = 0; r < ROWS; r++) {
        for (uint32_t i = 0; i < TERMS; i++) {
            const uint32_t term = i * ROWS + r;
            VN_ASSERT_OK(vn_weights_number(w, vn_slice_of((const char *)&term, 3), &number[i], NULL));
            tf[i] = (uint8_t)(1 + term % 200);
        }
        VN_ASSERT_OK(vn_weights_add(w, &(vn_counted){.number = number, .tf = tf, .n = TERMS}, NULL, NULL));
    }
    const vn_weighting weighting = {.scheme = "count"};
    VN_ASSERT_OK(vn_weights_finish(w, &(vn_weights_options){.weighting = &weighting, .threads = 2}, NULL));
    CU_ASSERT_EQUAL_FATAL(vn_vocab_size(vn_weights_vocab(w)), ROWS * TERMS);
    double *val = vn_calloc(TERMS, sizeof *val);
    const uint32_t *col = vn_weights_row(w, 3, val);
    for (size_t i = 0; i < TERMS; i++) {
        uint32_t term = 0;
        memcpy(&term, vn_vocab_term(vn_weights_vocab(w), col[i]).ptr, 3);
        CU_ASSERT(term % ROWS == 3 && (!i || col[i] > col[i - 1]));
        CU_ASSERT_EQUAL(val[i], 1 + term % 200);
    }
    free(val);
    free(number);
    free(tf);
    vn_weights_free(w);
}

static void idf_is_that_of_the_scheme(void)
{
    both b = make(1, 0);
    VN_ASSERT_OK(vn_weights_finish(b.weights, NULL, NULL));
    uint32_t column = 0;
    CU_ASSERT_TRUE_FATAL(vn_vocab_find(vn_weights_vocab(b.weights), vn_slice_str("w0"), &column));
    const double df = vn_vocab_df(vn_weights_vocab(b.weights), column);
    CU_ASSERT_EQUAL(vn_weights_idf(b.weights, column), log((1.0 + DOCUMENTS) / (1 + df)) + 1);
    free_both(&b);
}

static void a_collection_without_documents_has_no_rows(void)
{
    vn_weights *w = NULL;
    VN_ASSERT_OK(vn_weights_new(&w, NULL, NULL));
    VN_ASSERT_OK(vn_weights_finish(w, &(vn_weights_options){.threads = 2}, NULL));
    CU_ASSERT_EQUAL(vn_weights_rows(w), 0);
    CU_ASSERT_EQUAL(vn_vocab_size(vn_weights_vocab(w)), 0);
    vn_weights_free(w);
    VN_ASSERT_OK(vn_weights_new(&w, NULL, NULL));
    CU_ASSERT_EQUAL(vn_weights_finish(w, &(vn_weights_options){.weighting = &(vn_weighting){.scheme = "x"}}, NULL), VN_EINVAL);
    vn_weights_free(w);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"rows are those of the matrix", rows_are_those_of_the_matrix},
        {"more than a million terms are in order", more_than_a_million_terms_are_in_order},
        {"idf is that of the scheme", idf_is_that_of_the_scheme},
        {"a collection without documents has no rows", a_collection_without_documents_has_no_rows},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("weights", tests);
}
