#include "harness.h"

#include "buf.h"
#include "pool.h"
#include "rng.h"
#include "termkeys.h"

/* What counters with shared keys count, in as many threads, is what one counter alone does; a number means the same to all. */

enum { THREADS = 4, DOCUMENTS = 400, WORDS = 300, DIFFERENT = 30000 };

/* Terms of a document by number and by key. */
typedef struct counted {
    vn_buf keys; /* a line each */
    uint32_t number[WORDS];
    uint8_t tf[WORDS];
    size_t n;
} counted;

typedef struct work {
    vn_terms_options options;
    vn_terms *terms[THREADS];
    counted *document; /* [DOCUMENTS] */
} work;

/* Few words come often; they differ in case, and some are long. */
static void make_field(size_t document, vn_buf *field)
{
    vn_rng rng;
    vn_rng_seed(&rng, document + 1);
    field->len = 0;
    for (size_t i = 0; i < WORDS; i++) {
        const double u = vn_rng_unit(&rng);
        const char *stem = vn_rng_below(&rng, 3) ? "w" : vn_rng_below(&rng, 8) ? "W" : "Wơ_dài_hơn_hai_mươi_bốn_chữ_w";
        VN_ASSERT_OK(vn_buf_printf(field, NULL, "%s%u%c", stem, (unsigned)(u * u * DIFFERENT), i % 9 ? ' ' : '\n'));
    }
}

/* Every third document comes as words of a text. */
static void add(vn_terms *terms, size_t document, vn_slice field)
{
    vn_word *words = NULL;
    size_t n = 0;
    size_t cap = 0;
    vn_terms_begin(terms);
    if (document % 3) {
        VN_ASSERT_OK(vn_terms_add_field(terms, field, NULL));
        return;
    }
    VN_ASSERT_OK(vn_words_read(field, &words, &n, &cap, NULL));
    VN_ASSERT_OK(vn_terms_add_title(terms, field, words, n, NULL));
    free(words);
}

static vn_status count_document(void *context, size_t index, unsigned thread, vn_error *err)
{
    work *w = context;
    counted *d = &w->document[index];
    vn_terms *terms = w->terms[thread];
    vn_buf field = {0};
    vn_counted c;
    make_field(index, &field);
    add(terms, index, vn_slice_of(field.ptr, field.len));
    const vn_status st = vn_terms_counted(terms, &c, err);
    for (d->n = 0; d->n < c.n && !st; d->n++) {
        d->number[d->n] = c.number[d->n];
        d->tf[d->n] = c.tf[d->n];
        const vn_slice key = vn_terms_key(terms, c.number[d->n]);
        VN_ASSERT_OK(vn_buf_append(&d->keys, key.ptr, key.len, NULL));
        VN_ASSERT_OK(vn_buf_append(&d->keys, "\n", 1, NULL));
    }
    vn_buf_free(&field);
    return st;
}

static void count_all(work *w, unsigned threads)
{
    w->document = vn_calloc(DOCUMENTS, sizeof *w->document);
    CU_ASSERT_PTR_NOT_NULL_FATAL(w->document);
    for (unsigned i = 0; i < threads; i++)
        VN_ASSERT_OK(vn_terms_new(&w->terms[i], &w->options, NULL));
    VN_ASSERT_OK(vn_pool_run(threads, DOCUMENTS, count_document, w, NULL));
    for (unsigned i = 0; i < threads; i++)
        vn_terms_free(w->terms[i]);
}

static void free_all(work *w)
{
    for (size_t i = 0; i < DOCUMENTS; i++)
        vn_buf_free(&w->document[i].keys);
    free(w->document);
}

static void are_equal(const counted *a, const counted *b, const vn_map *keys)
{
    CU_ASSERT_EQUAL_FATAL(a->n, b->n);
    CU_ASSERT(vn_slice_eq(vn_slice_of(a->keys.ptr, a->keys.len), vn_slice_of(b->keys.ptr, b->keys.len)));
    CU_ASSERT(memcmp(a->tf, b->tf, a->n) == 0);
    const char *at = b->keys.ptr;
    for (size_t i = 0; i < b->n; i++) {
        const char *end = memchr(at, '\n', b->keys.len - (size_t)(at - b->keys.ptr));
        CU_ASSERT(vn_slice_eq(keys->key[b->number[i]], vn_slice_of(at, (size_t)(end - at))));
        at = end + 1;
    }
}

static void shared(const vn_terms_options *options)
{
    work alone = {.options = *options};
    work together = {.options = *options};
    VN_ASSERT_OK(vn_term_keys_new(&together.options.keys, NULL));
    count_all(&alone, 1);
    count_all(&together, THREADS);
    CU_ASSERT(together.options.keys->map.n > DIFFERENT / 3);
    CU_ASSERT_EQUAL(together.options.keys->n_outgrown, 0);
    for (size_t i = 0; i < DOCUMENTS; i++)
        are_equal(&alone.document[i], &together.document[i], &together.options.keys->map);
    free_all(&alone);
    free_all(&together);
    vn_term_keys_free(together.options.keys);
}

static void counters_that_share_keys_count_as_one_alone(void)
{
    vn_stopwords *stop = NULL;
    VN_ASSERT_OK(vn_stopwords_parse(&stop, vn_slice_str("w0\nw1\nw20\n"), NULL));
    shared(&(vn_terms_options){0});
    shared(&(vn_terms_options){.numbers = true, .stopwords = stop, .title_weight = 3, .remember = 1000});
    shared(&(vn_terms_options){.stopwords = stop, .keep_stopwords = true});
    vn_stopwords_free(stop);
}

static void shared_keys_know_neither_phrases_nor_tables(void)
{
    vn_term_keys *keys = NULL;
    vn_terms *terms = NULL;
    VN_ASSERT_OK(vn_term_keys_new(&keys, NULL));
    CU_ASSERT_EQUAL(vn_terms_new(&terms, &(vn_terms_options){.keys = keys, .ngram_max = 2}, NULL), VN_EINVAL);
    VN_ASSERT_OK(vn_terms_new(&terms, &(vn_terms_options){.keys = keys}, NULL));
    CU_ASSERT_EQUAL(vn_terms_count(terms, 0, NULL), VN_EINVAL);
    vn_terms_free(terms);
    vn_term_keys_free(keys);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"counters that share keys count as one alone", counters_that_share_keys_count_as_one_alone},
        {"shared keys know neither phrases nor tables", shared_keys_know_neither_phrases_nor_tables},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("termkeys", tests);
}
