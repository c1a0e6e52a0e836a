/* Terms, tables, matrices. */
#include "oom.h"

static const char *const field[] = {
    "Giá vàng SJC tăng mạnh .\nNgười dân xếp_hàng mua vàng SJC từ sáng .",
    "Giá xăng giảm .\nNgười dân vui .",
    "Đội_tuyển Việt_Nam thắng 3-1 .\nNgười hâm_mộ xuống đường .",
};
enum { DOCUMENTS = 3, WORDS = 64 };

/* The same terms, from the field itself. */
static vn_status fields(vn_error *err)
{
    const vn_terms_options options[] = {{0}, {.ngram_max = 2}};
    vn_status st = VN_OK;
    for (size_t o = 0; !st && o < 2; o++) {
        vn_terms *terms = NULL;
        vn_term *list = NULL;
        size_t n = 0;
        st = vn_terms_new(&terms, &options[o], err);
        for (size_t i = 0; !st && i < DOCUMENTS; i++)
            st = i == 0 ? vn_terms_add_title_field(terms, oom_slice(field[i]), err)
                        : vn_terms_add_field(terms, oom_slice(field[i]), err);
        if (!st)
            st = vn_terms_list(terms, &list, &n, err);
        if (!st && n < 20)
            st = oom_wrong(err, "not twenty terms");
        vn_terms_free(terms);
    }
    return st;
}

static vn_status count(vn_terms *terms, size_t i, vn_term **list, size_t *n, vn_error *err)
{
    vn_word words[WORDS];
    vn_terms_begin(terms);
    const size_t n_words = oom_words(field[i], words, WORDS);
    vn_status st = vn_terms_add(terms, oom_slice(field[i]), words, n_words, err);
    if (!st && i == 0)
        st = vn_terms_add_title(terms, oom_slice(field[i]), words, n_words, err);
    return st ? st : vn_terms_list(terms, list, n, err);
}

static vn_status stop_words(vn_error *err)
{
    vn_stopwords *stop = NULL;
    vn_stopwords *embedded = NULL;
    vn_status st = vn_stopwords_parse(&stop, oom_slice("# hư từ\ntừ\nngười dân\n\nXUỐNG\n"), err);
    if (!st)
        st = vn_stopwords_open(&embedded, NULL, err);
    if (!st && (vn_stopwords_count(stop) != 3 || !vn_stopwords_has(stop, oom_slice("xuống"))))
        st = oom_wrong(err, "not the three stop words");
    vn_stopwords_free(stop);
    vn_stopwords_free(embedded);
    return st;
}

static vn_status grams(vn_error *err)
{
    vn_stopwords *stop = NULL;
    vn_terms *terms = NULL;
    vn_term *list = NULL;
    size_t n = 0;
    vn_status st = vn_stopwords_parse(&stop, oom_slice("từ\n"), err);
    const vn_terms_options options = {.ngram_max = 3, .numbers = true, .stopwords = stop};
    if (!st)
        st = vn_terms_new(&terms, &options, err);
    for (size_t i = 0; !st && i < DOCUMENTS; i++)
        st = count(terms, i, &list, &n, err);
    if (!st) {
        vn_terms_keep_top(list, &n, 5);
        if (n != 5 || vn_term_cmp(&list[0], &list[1]) >= 0 || !vn_terms_fingerprint(&options, 1))
            st = oom_wrong(err, "not five terms in order");
    }
    vn_terms_free(terms);
    vn_stopwords_free(stop);
    return st;
}

static vn_status names(vn_error *err)
{
    vn_aliases *aliases = NULL;
    vn_aliases *embedded = NULL;
    vn_terms *terms = NULL;
    vn_term *list = NULL;
    size_t n = 0;
    vn_status st = vn_aliases_parse(&aliases, oom_slice("# tên\nvàng SJC = Giá vàng SJC\nVN = Việt Nam = Việt_Nam\n"), err);
    if (!st)
        st = vn_aliases_open(&embedded, OOM_DATA "alias.txt", err);
    const vn_terms_options options = {.ngram_max = 2, .aliases = aliases};
    if (!st)
        st = vn_terms_new(&terms, &options, err);
    for (size_t i = 0; !st && i < DOCUMENTS; i++)
        st = count(terms, i, &list, &n, err);
    if (!st && (vn_aliases_count(aliases) != 2 || vn_aliases_count(embedded) != 2))
        st = oom_wrong(err, "not two groups");
    vn_terms_free(terms);
    vn_aliases_free(aliases);
    vn_aliases_free(embedded);
    return st;
}

static vn_status collect(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_append(context, bytes.ptr, bytes.len, err);
}

static vn_status count_tables(vn_df *df, vn_df *other, vn_error *err)
{
    const vn_slice first[] = {oom_slice("giá"), oom_slice("vàng"), oom_slice("giá")};
    const vn_slice second[] = {oom_slice("giá"), oom_slice("xăng")};
    vn_status st = vn_df_add_document(df, first, 3, err);
    if (!st)
        st = vn_df_add_document(other, second, 2, err);
    if (!st)
        st = vn_df_merge(df, other, err);
    if (!st && (vn_df_documents(df) != 2 || vn_df_find(df, oom_slice("giá")) != 2 || vn_df_terms(df) != 3))
        st = oom_wrong(err, "wrong counts");
    return st;
}

static vn_status tables(vn_error *err)
{
    vn_df *df = NULL;
    vn_df *other = NULL;
    vn_df *parsed = NULL;
    vn_buf out = {0};
    vn_status st = vn_df_new(&df, 7, err);
    if (!st)
        st = vn_df_new(&other, 7, err);
    if (!st)
        st = count_tables(df, other, err);
    if (!st)
        st = vn_df_write(df, (vn_df_cut){.min_df = 1}, collect, &out, err);
    if (!st)
        st = vn_df_parse(&parsed, (vn_slice){out.ptr, out.len}, err);
    if (!st && (vn_df_fingerprint(parsed) != 7 || vn_df_phrase_floor(parsed) != 0))
        st = oom_wrong(err, "the fingerprint was lost");
    vn_buf_free(&out);
    vn_df_free(parsed);
    vn_df_free(other);
    vn_df_free(df);
    return st;
}

static vn_status table_files(vn_error *err)
{
    const char *const paths[] = {OOM_DATA "a.df", OOM_DATA "b.df"};
    vn_df *df = NULL;
    vn_buf out = {0};
    vn_df_merge_report report;
    vn_status st = vn_df_merge_files(paths, 2, 0, (vn_df_cut){0}, collect, &out, &report, err);
    if (!st)
        st = vn_df_open(&df, paths[0], err);
    if (!st && vn_df_documents(df) != 3)
        st = oom_wrong(err, "not three documents");
    vn_df_free(df);
    vn_buf_free(&out);
    return st;
}

/* Each document spills. */
static vn_status counts(vn_error *err)
{
    vn_terms *terms[2] = {NULL, NULL};
    vn_df *df = NULL;
    vn_buf out = {0};
    const vn_df_kind kind = vn_terms_kind(NULL, 1);
    vn_status st = vn_terms_new(&terms[0], NULL, err);
    if (!st)
        st = vn_terms_new(&terms[1], NULL, err);
    for (size_t i = 0; !st && i < DOCUMENTS; i++) {
        vn_term *list = NULL;
        size_t n = 0;
        st = count(terms[i % 2], i, &list, &n, err);
        if (!st)
            st = vn_terms_count(terms[i % 2], i < 2, err);
    }
    if (!st)
        st = vn_terms_write_df(terms, 2, kind, (vn_df_cut){0}, collect, &out, err);
    if (!st)
        st = vn_df_parse(&df, (vn_slice){out.ptr, out.len}, err);
    if (!st && (vn_df_documents(df) != DOCUMENTS || vn_df_find(df, oom_slice("giá")) != 2 || vn_df_pruned(df)))
        st = oom_wrong(err, "wrong counts");
    vn_df_free(df);
    vn_buf_free(&out);
    vn_terms_free(terms[0]);
    vn_terms_free(terms[1]);
    return st;
}

static vn_status subtraction(vn_error *err)
{
    const char *const paths[] = {OOM_DATA "a.df", OOM_DATA "b.df", OOM_DATA "a.df"};
    vn_buf out = {0};
    const vn_status st = vn_df_merge_files(paths, 3, 1, (vn_df_cut){0}, collect, &out, NULL, err);
    vn_buf_free(&out);
    return st;
}

static vn_status reference(vn_error *err)
{
    vn_df *df = NULL;
    const vn_status st = vn_df_open(&df, NULL, err);
    vn_df_free(df);
    return st;
}

static vn_status finish(vn_collection *collection, const vn_df *df, const char *scheme, vn_error *err)
{
    vn_vocab *vocab = NULL;
    vn_sparse matrix = {0};
    uint32_t column = 0;
    bool needs = false;
    const vn_weighting weighting = {.scheme = scheme};
    const vn_df_limits limits = {.max_share = 0.9};
    vn_status st = vn_weighting_check(&weighting, &needs, err);
    if (!st)
        st = vn_collection_finish(collection, df, &limits, &vocab, &matrix, err);
    if (!st)
        st = vn_weigh(&matrix, vocab, &weighting, err);
    if (!st && (vn_vocab_size(vocab) != matrix.cols || vn_vocab_documents(vocab) == 0 || !vn_df_within(&limits, 1, 3)
                || !vn_vocab_find(vocab, vn_vocab_term(vocab, 0), &column) || vn_vocab_df(vocab, 0) == 0
                || vn_sparse_dot(&matrix, 0, &matrix, 0) <= 0))
        st = oom_wrong(err, "the matrix is wrong");
    vn_vocab_free(vocab);
    vn_sparse_free(&matrix);
    return st;
}

/* The same documents in little memory. */
static vn_status add_counted(vn_weights *weights, vn_terms *terms, size_t i, bool shared, vn_error *err)
{
    vn_counted c;
    uint32_t number[WORDS];
    vn_terms_begin(terms);
    vn_status st = vn_terms_add_title_field(terms, oom_slice(field[i]), err);
    if (!st)
        st = vn_terms_counted(terms, &c, err);
    if (!st && shared)
        return vn_weights_add(weights, &c, NULL, err);
    for (size_t k = 0; !st && k < c.n; k++)
        st = vn_weights_number(weights, vn_terms_key(terms, c.number[k]), &number[k], err);
    if (st)
        return st;
    c.number = number;
    return vn_weights_add(weights, &c, NULL, err);
}

static vn_status is_weighed(const vn_weights *weights, vn_error *err)
{
    double val[WORDS];
    if (vn_weights_rows(weights) != DOCUMENTS || vn_weights_row_size(weights, 0) != 3 || !vn_weights_row(weights, 0, val) ||
        !(val[0] > 0) || !(vn_weights_idf(weights, 0) > 0) || !vn_weights_vocab(weights))
        return oom_wrong(err, "not the three heaviest terms");
    return VN_OK;
}

static vn_status weigh_counted(vn_term_keys *keys, vn_error *err)
{
    vn_weights *weights = NULL;
    vn_terms *terms = NULL;
    const vn_weighting weighting = {.scheme = "bm25"};
    vn_status st = vn_weights_new(&weights, keys, err);
    if (!st)
        st = vn_terms_new(&terms, &(vn_terms_options){.title_weight = 1.5, .keys = keys}, err);
    for (size_t i = 0; !st && i < DOCUMENTS; i++)
        st = add_counted(weights, terms, i, keys != NULL, err);
    if (!st && (vn_terms_generation(terms) || !vn_terms_numbers(terms)))
        st = oom_wrong(err, "terms were forgotten");
    vn_terms_free(terms);
    if (!st)
        st = vn_weights_finish(weights, &(vn_weights_options){.weighting = &weighting, .top = 3}, err);
    if (!st)
        st = is_weighed(weights, err);
    vn_weights_free(weights);
    return st;
}

static vn_status in_little_memory(vn_error *err)
{
    vn_term_keys *keys = NULL;
    vn_status st = weigh_counted(NULL, err);
    if (!st)
        st = vn_term_keys_new(&keys, err);
    if (!st)
        st = weigh_counted(keys, err);
    vn_term_keys_free(keys);
    return st;
}

static vn_status collect_all(vn_collection *collection, vn_terms *terms, bool weighted, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < DOCUMENTS; i++) {
        vn_term *list = NULL;
        size_t n = 0;
        st = count(terms, i, &list, &n, err);
        if (!st)
            st = weighted ? vn_collection_add_weighted(collection, list, n, err) : vn_collection_add(collection, list, n, err);
    }
    if (!st && vn_collection_documents(collection) != DOCUMENTS)
        st = oom_wrong(err, "documents are missing");
    return st;
}

static vn_status collection(const vn_df *df, const char *scheme, bool weighted, vn_error *err)
{
    vn_collection *all = NULL;
    vn_terms *terms = NULL;
    vn_status st = vn_collection_new(&all, err);
    if (!st)
        st = vn_terms_new(&terms, NULL, err);
    if (!st)
        st = collect_all(all, terms, weighted, err);
    if (!st && !weighted)
        st = finish(all, df, scheme, err);
    vn_terms_free(terms);
    vn_collection_free(all);
    return st;
}

static vn_status collections(vn_error *err)
{
    static const char *const scheme[] = {"tfidf", "gensim", "bm25", "pivoted", "count"};
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < sizeof scheme / sizeof scheme[0]; i++)
        st = collection(NULL, scheme[i], false, err);
    return st ? st : collection(NULL, NULL, true, err);
}

static vn_status against_a_table(vn_error *err)
{
    vn_df *df = NULL;
    vn_terms *terms = NULL;
    vn_term *list = NULL;
    size_t n = 0;
    vn_status st = vn_df_open(&df, OOM_DATA "a.df", err);
    if (!st)
        st = collection(df, NULL, false, err);
    if (!st)
        st = vn_terms_new(&terms, NULL, err);
    if (!st)
        st = count(terms, 0, &list, &n, err);
    if (!st)
        st = vn_weigh_terms(list, &n, df, NULL, NULL, err);
    if (!st && (n == 0 || !(list[0].weight > 0)))
        st = oom_wrong(err, "no weights");
    vn_terms_free(terms);
    vn_df_free(df);
    return st;
}

const oom_scenario oom_weight[] = {
    {"stop words", stop_words},
    {"terms", grams},
    {"terms of fields", fields},
    {"names", names},
    {"tables", tables},
    {"table files", table_files},
    {"counts that spill", counts},
    {"subtraction of tables", subtraction},
    {"reference table", reference},
    {"collections", collections},
    {"in little memory", in_little_memory},
    {"against a table", against_a_table},
    {0},
};
