/* What must hold of the keywords of any article, by every method: on corpus/news, or on the collection that is the
 * program's argument. */
#include "harness.h"

#include "buf.h"
#include "vn/df.h"
#include "vn/keyword.h"
#include "vn/norm.h"
#include "vn/reader.h"
#include "vn/terms.h"

#include <math.h>

static const char *news = VN_SOURCE_DIR "/corpus/news";

typedef struct bench {
    vn_model *model;
    vn_df *df;
    vn_stopwords *stopwords;
    vn_segmenter *of_title;
    vn_segmenter *of_text;
} bench;

static uint64_t find_df(void *context, vn_slice key)
{
    return vn_df_find(context, key);
}

static bool is_stop(void *context, vn_slice key)
{
    return vn_stopwords_has(context, key);
}

static void open_bench(bench *b)
{
    *b = (bench){0};
    VN_ASSERT_OK(vn_model_open(&b->model, NULL, NULL));
    VN_ASSERT_OK(vn_df_open(&b->df, NULL, NULL));
    VN_ASSERT_OK(vn_stopwords_open(&b->stopwords, NULL, NULL));
    VN_ASSERT_OK(vn_segmenter_new(&b->of_title, b->model, NULL, NULL));
    VN_ASSERT_OK(vn_segmenter_new(&b->of_text, b->model, NULL, NULL));
}

static void close_bench(bench *b)
{
    vn_segmenter_free(b->of_title);
    vn_segmenter_free(b->of_text);
    vn_stopwords_free(b->stopwords);
    vn_df_free(b->df);
    vn_model_free(b->model);
}

typedef void check_fn(const vn_keyword_input *input, const vn_keywords *keywords);

static void set_tables(vn_keyword_options *options, const bench *b)
{
    options->df = find_df;
    options->df_context = b->df;
    options->documents = vn_df_documents(b->df);
    options->phrase_floor = vn_df_phrase_floor(b->df);
    options->stop = is_stop;
    options->stop_context = b->stopwords;
}

/* Calls check for each article. */
static void each_article(vn_keyword_options options, check_fn *check)
{
    bench b;
    open_bench(&b);
    set_tables(&options, &b);
    vn_extractor *x = NULL;
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    size_t n = 0;
    VN_ASSERT_OK(vn_extractor_new(&x, &options, NULL));
    VN_ASSERT_OK(vn_reader_new(&reader, &news, 1, NULL, NULL));
    VN_ASSERT_OK(vn_batch_new(&batch, NULL));
    for (vn_document d; vn_reader_next(reader, batch, NULL) == VN_OK;)
        for (; vn_batch_next(batch, &d, NULL) == VN_OK; n++) {
            vn_keyword_input input = {.title = d.title, .text = d.text};
            vn_keywords keywords;
            VN_ASSERT_OK(vn_segment(b.of_title, d.title, &input.title_words, NULL));
            VN_ASSERT_OK(vn_segment(b.of_text, d.text, &input.words, NULL));
            VN_ASSERT_OK(vn_extract(x, &input, &keywords, NULL));
            CU_ASSERT(keywords.n > 0);
            check(&input, &keywords);
        }
    CU_ASSERT(n >= 60);
    vn_batch_free(batch);
    vn_reader_free(reader);
    vn_extractor_free(x);
    close_bench(&b);
}

/* The same as without what spares questions to the table. */
static vn_extractor *plain;

static void are_those_of_the_plain_way(const vn_keyword_input *input, const vn_keywords *k)
{
    vn_keywords other;
    VN_ASSERT_OK(vn_extract(plain, input, &other, NULL));
    CU_ASSERT_EQUAL(k->n, other.n);
    for (size_t i = 0; i < k->n && i < other.n; i++) {
        CU_ASSERT(vn_slice_eq(k->item[i].key, other.item[i].key));
        CU_ASSERT(k->item[i].score == other.item[i].score || isnan(k->item[i].score + other.item[i].score));
    }
}

static void a_table_at_hand_changes_nothing(void)
{
    bench b;
    open_bench(&b);
    vn_keyword_options options = {.candidates = true};
    set_tables(&options, &b);
    VN_ASSERT_OK(vn_extractor_new(&plain, &options, NULL));
    options.table = b.df;
    each_article(options, are_those_of_the_plain_way);
    vn_extractor_free(plain);
    close_bench(&b);
}

/* Of all articles. */
static size_t n_nested;
static size_t n_candidates;
static size_t n_left_out;

/* The term as ` syllable syllable `, folded. */
static void write_syllables(vn_slice term, vn_buf *out)
{
    out->len = 0;
    VN_ASSERT_OK(vn_buf_char(out, ' ', NULL));
    VN_ASSERT_OK(vn_fold(term, out, NULL));
    VN_ASSERT_OK(vn_buf_str(out, " ", NULL));
    for (size_t i = 0; i < out->len; i++)
        if (out->ptr[i] == '_')
            out->ptr[i] = ' ';
}

static void none_is_inside(const vn_keyword_input *input, const vn_keywords *k)
{
    (void)input;
    vn_buf outer = {0};
    vn_buf inner = {0};
    for (size_t i = 0; i < k->n; i++) {
        write_syllables(k->item[i].term, &outer);
        for (size_t j = 0; j < k->n; j++) {
            write_syllables(k->item[j].term, &inner);
            const bool nested = i != j && strstr(outer.ptr, inner.ptr);
            CU_ASSERT_FALSE(nested);
            if (nested)
                printf("\n%s is inside %s", inner.ptr, outer.ptr);
        }
    }
    vn_buf_free(&outer);
    vn_buf_free(&inner);
}

static bool begins_word(const vn_words *words, size_t at)
{
    for (size_t i = 0; i < words->n; i++)
        if (words->item[i].start == at)
            return true;
    return false;
}

static bool ends_word(const vn_words *words, size_t at)
{
    for (size_t i = 0; i < words->n; i++)
        if (words->item[i].start + words->item[i].len == at)
            return true;
    return false;
}

/* Occurrences are whole words, in order, apart from each other, and one of them is written like the term. */
static void places_are_whole_words(const vn_keyword_input *input, const vn_keywords *k)
{
    vn_buf term = {0};
    vn_buf place = {0};
    for (size_t i = 0; i < k->n; i++) {
        bool written = false;
        write_syllables(k->item[i].term, &term);
        CU_ASSERT(k->item[i].count > 0);
        for (size_t j = 0; j < k->item[i].count; j++) {
            const vn_keyword_place *p = &k->item[i].place[j];
            const vn_words *words = p->in_title ? &input->title_words : &input->words;
            CU_ASSERT(begins_word(words, p->start));
            CU_ASSERT(ends_word(words, p->start + p->len));
            if (j && p[-1].in_title == p->in_title)
                CU_ASSERT(p[-1].start < p->start);
            write_syllables(vn_slice_of((p->in_title ? input->title : input->text).ptr + p->start, p->len), &place);
            written = written || strcmp(term.ptr, place.ptr) == 0;
        }
        CU_ASSERT(written);
        if (!written)
            printf("\n%s is written nowhere", term.ptr);
    }
    vn_buf_free(&term);
    vn_buf_free(&place);
}

static void shares_add_up(const vn_keyword_input *input, const vn_keywords *k)
{
    (void)input;
    CU_ASSERT(k->n_features > 1);
    for (size_t i = 0; i < k->n; i++) {
        double sum = 0;
        CU_ASSERT_PTR_NOT_NULL_FATAL(k->item[i].share);
        for (size_t f = 0; f < k->n_features; f++)
            sum += k->item[i].share[f];
        CU_ASSERT_DOUBLE_EQUAL(sum, k->item[i].score, 1e-9 * fmax(1, fabs(sum)));
    }
}

static void by_every_method(check_fn *check, double diversity)
{
    for (size_t i = 0; vn_keyword_method_at(i); i++)
        each_article((vn_keyword_options){.method = vn_keyword_method_at(i)->name, .limit = 10, .diversity = diversity}, check);
}

static void no_keyword_is_inside_another(void)
{
    by_every_method(none_is_inside, 0);
    each_article((vn_keyword_options){.limit = 200}, none_is_inside);
    each_article((vn_keyword_options){.diversity = 0.5}, none_is_inside);
}

/* Best first, then those without a score, and with terms inside the best one or around it. */
static void candidates_are_in_order(const vn_keyword_input *input, const vn_keywords *k)
{
    (void)input;
    size_t nested = 0;
    vn_buf outer = {0};
    vn_buf inner = {0};
    write_syllables(k->item[0].term, &outer);
    for (size_t i = 1; i < k->n; i++) {
        CU_ASSERT(isnan(k->item[i].score) || k->item[i].score <= k->item[i - 1].score);
        n_left_out += isnan(k->item[i].score) ? 1 : 0;
        write_syllables(k->item[i].term, &inner);
        nested += strstr(inner.ptr, outer.ptr) || strstr(outer.ptr, inner.ptr);
    }
    n_nested += nested;
    n_candidates += k->n;
    vn_buf_free(&outer);
    vn_buf_free(&inner);
}

static void candidates_are_all_that_could_be_scored(void)
{
    n_nested = n_candidates = n_left_out = 0;
    each_article((vn_keyword_options){.candidates = true, .limit = 3, .diversity = 0.5}, candidates_are_in_order);
    CU_ASSERT(n_nested > 60);
    CU_ASSERT(n_candidates - n_left_out > 60 * 60);
    CU_ASSERT(n_left_out > 60 * 60);
}

static void keywords_cut_no_word(void)
{
    by_every_method(places_are_whole_words, 0);
}

static void shares_add_up_to_the_score(void)
{
    const vn_keyword_method *m;
    for (size_t i = 0; (m = vn_keyword_method_at(i)); i++)
        if (m->explains)
            each_article((vn_keyword_options){.method = m->name, .explain = true}, shares_add_up);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        news = argv[1];
    CU_TestInfo tests[] = {
        {"a table at hand changes nothing", a_table_at_hand_changes_nothing},
        {"no keyword is inside another", no_keyword_is_inside_another},
        {"candidates are all that could be scored", candidates_are_all_that_could_be_scored},
        {"keywords cut no word", keywords_cut_no_word},
        {"shares add up to the score", shares_add_up_to_the_score},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("keywords of news", tests);
}
