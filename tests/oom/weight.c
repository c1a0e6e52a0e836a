/* Tables, terms, collections and weights. */
#include "oom.h"

static const char small_table[] = "\t3\tvndf1\t0000000000000000\nbão\t2\nmưa\t3\n";
static const char small_list[] = "của\nvà\n";
static const char small_text[] = "Mưa và bão của năm nay";

static vn_status count_bytes(void *context, vn_slice bytes, vn_error *err)
{
    size_t *total = context;
    (void)err;
    *total += bytes.len;
    return VN_OK;
}

static vn_status fill_table(vn_df *df, vn_error *err)
{
    const vn_slice term[] = {oom_slice("mưa"), oom_slice("bão"), oom_slice("mưa")};
    vn_df *parsed = NULL;
    size_t written = 0;
    vn_status st = vn_df_add_document(df, term, 3, err);
    if (!st)
        st = vn_df_parse(&parsed, oom_slice(small_table), err);
    if (!st)
        st = vn_df_merge(df, parsed, err);
    if (!st)
        st = vn_df_write(df, 0, count_bytes, &written, err);
    if (!st && (vn_df_find(df, term[0]) != 4 || written != strlen(small_table)))
        st = oom_wrong(err, "not the sum of two tables");
    vn_df_free(parsed);
    return st;
}

static vn_status df_tables(vn_error *err)
{
    vn_df *df = NULL;
    vn_status st = vn_df_new(&df, 0, err);
    if (!st)
        st = fill_table(df, err);
    vn_df_free(df);
    return st;
}

static vn_status df_files(vn_error *err)
{
    const char *const paths[] = {VN_SOURCE_DIR "/tests/oom/data/small.df", VN_SOURCE_DIR "/tests/oom/data/small.df"};
    vn_df *df = NULL;
    size_t written = 0;
    vn_status st = vn_df_merge_files(paths, 2, 0, count_bytes, &written, NULL, err);
    if (!st)
        st = vn_df_open(&df, paths[0], err);
    if (!st && (written != strlen(small_table) || vn_df_terms(df) != 2))
        st = oom_wrong(err, "not the table of the file");
    vn_df_free(df);
    return st;
}

/* The words of small_text as a model would give them. */
static vn_status add_words(vn_terms *terms, vn_error *err)
{
    static const vn_word words[] = {
        {.start = 0, .len = 4, .parts = 1},  {.start = 5, .len = 3, .parts = 1},  {.start = 9, .len = 4, .parts = 1},
        {.start = 14, .len = 5, .parts = 1}, {.start = 20, .len = 8, .parts = 2},
    };
    vn_terms_begin(terms);
    return vn_terms_add(terms, oom_slice(small_text), words, sizeof words / sizeof words[0], err);
}

static vn_status weigh(vn_collection *collection, const vn_term *list, size_t n, vn_error *err)
{
    vn_vocab *vocab = NULL;
    vn_sparse m = {0};
    vn_status st = vn_collection_add(collection, list, n, err);
    if (!st)
        st = vn_collection_finish(collection, NULL, NULL, &vocab, &m, err);
    if (!st)
        st = vn_weigh(&m, vocab, NULL, err);
    if (!st && m.start[m.rows] != n)
        st = oom_wrong(err, "a term has no weight");
    vn_sparse_free(&m);
    vn_vocab_free(vocab);
    return st;
}

static vn_status use_terms(vn_terms *terms, vn_error *err)
{
    vn_collection *collection = NULL;
    vn_term *list = NULL;
    size_t n = 0;
    vn_status st = add_words(terms, err);
    if (!st)
        st = vn_terms_list(terms, &list, &n, err);
    if (!st && n != 5) /* three words; "mưa và bão", "bão của năm_nay" */
        st = oom_wrong(err, "not the terms of the text");
    if (!st)
        st = vn_collection_new(&collection, err);
    if (!st)
        st = weigh(collection, list, n, err);
    vn_collection_free(collection);
    return st;
}

static vn_status terms_and_weights(vn_error *err)
{
    vn_stopwords *stopwords = NULL;
    vn_terms *terms = NULL;
    vn_status st = vn_stopwords_parse(&stopwords, oom_slice(small_list), err);
    if (!st)
        st = vn_terms_new(&terms, &(vn_terms_options){.ngram_max = 3, .stopwords = stopwords}, err);
    if (!st)
        st = use_terms(terms, err);
    vn_terms_free(terms);
    vn_stopwords_free(stopwords);
    return st;
}

const oom_scenario oom_weight[] = {
    {"df tables", df_tables},
    {"df files", df_files},
    {"terms and weights", terms_and_weights},
    {0},
};
