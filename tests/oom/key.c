/* Keywords and the scores of the evaluations. */
#include "oom.h"

static const char title[] = "Giá vàng SJC tăng mạnh | Bến_Sông";
static const char body[] = "Sáng nay giá vàng SJC tăng mạnh .\nNgười dân xếp_hàng mua vàng SJC từ sáng sớm .\n"
                           "Ngân_hàng Nhà_nước nói giá vàng sẽ giảm , người dân không nên vội mua vàng .\n"
                           "Ông Hậu và Lê_Văn_Hậu mua .\nXem thêm\nGiá vàng SJC tăng mạnh vì đâu ?\nHậu";
enum { WORDS = 96 };

static uint64_t df(void *context, vn_slice key)
{
    (void)context;
    return key.len % 7;
}

static bool stop(void *context, vn_slice key)
{
    (void)context;
    return key.len < 4;
}

static vn_status extract(const char *method, const vn_aliases *aliases, double diversity, vn_error *err)
{
    vn_word in_title[WORDS];
    vn_word in_body[WORDS];
    const vn_keyword_options options = {.method = method, .limit = 5, .df = df, .documents = 100, .stop = stop,
                                        .aliases = aliases, .diversity = diversity};
    const vn_keyword_input input = {oom_slice(title), {in_title, oom_words(title, in_title, WORDS), 1},
                                    oom_slice(body), {in_body, oom_words(body, in_body, WORDS), 4}, false};
    vn_extractor *extractor = NULL;
    vn_keywords keywords = {0};
    vn_status st = vn_extractor_new(&extractor, &options, err);
    for (int i = 0; !st && i < 2; i++)
        st = vn_extract(extractor, &input, &keywords, err);
    if (!st && keywords.n == 0)
        st = oom_wrong(err, "no keywords");
    vn_extractor_free(extractor);
    return st;
}

/* With what a table holds known beforehand. */
static vn_status with_table(vn_error *err)
{
    vn_df *table = NULL;
    vn_extractor *extractor = NULL;
    const char rows[] = "\t9\tvndf1\t00c0ffee00c0ffee\ngi\xc3\xa1 v\xc3\xa0ng\t3\n";
    vn_status st = vn_df_parse(&table, oom_slice(rows), err);
    if (!st)
        st = vn_extractor_new(&extractor, &(vn_keyword_options){.df = df, .table = table, .documents = 9}, err);
    vn_extractor_free(extractor);
    vn_df_free(table);
    return st;
}

static vn_status every_method(vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && vn_keyword_method_at(i); i++)
        st = extract(vn_keyword_method_at(i)->name, NULL, 0, err);
    return st;
}

static vn_status with_names(vn_error *err)
{
    vn_aliases *aliases = NULL;
    vn_status st = vn_aliases_parse(&aliases, oom_slice("NHNN = Ngân hàng Nhà nước\nvàng SJC = vàng\n"), err);
    if (!st)
        st = extract(NULL, aliases, 0, err);
    vn_aliases_free(aliases);
    return st;
}

static vn_status row(void *context, const vn_trend_row *told, vn_error *err)
{
    size_t *rows = context;
    (void)err;
    *rows += told->counts.df1 > 0;
    return VN_OK;
}

static vn_status trends(vn_error *err)
{
    const vn_slice term[] = {oom_slice("mưa"), oom_slice("bão số"), oom_slice("bão"), oom_slice("số")};
    vn_trend *trend = NULL;
    size_t rows = 0;
    vn_status st = vn_trend_new(&trend, &(vn_trend_options){.window = 2, .term = term, .n_terms = 0}, err);
    for (int day = 0; !st && day < 6; day++) {
        for (int i = 0; !st && i < 20; i++)
            st = vn_trend_add(trend, day, term + (day == 4 ? 0 : 3), day == 4 ? 4 : 1, err);
        if (!st)
            st = vn_trend_write(trend, day, row, &rows, err);
    }
    if (!st)
        st = vn_trend_write(trend, INT64_MAX, row, &rows, err);
    if (!st && rows != 2)
        st = oom_wrong(err, "wrong trends");
    vn_trend_free(trend);
    return st;
}

static vn_status different_ones(vn_error *err)
{
    return extract(NULL, NULL, 0.5, err);
}

static vn_status learn_keywords(vn_error *err)
{
    vn_word in_title[WORDS];
    vn_word in_body[WORDS];
    const vn_keyword_input input = {oom_slice(title), {in_title, oom_words(title, in_title, WORDS), 1},
                                    oom_slice(body), {in_body, oom_words(body, in_body, WORDS), 4}, false};
    const vn_slice tags[] = {oom_slice("giá vàng"), oom_slice("SJC")};
    vn_keyword_trainer *trainer = NULL;
    vn_keyword_model *base = NULL;
    vn_keyword_model *model = NULL;
    vn_buf bytes = {0};
    vn_status st = vn_keyword_model_open(&base, NULL, err);
    if (!st)
        st = vn_keyword_trainer_new(&trainer, &(vn_keyword_options){.df = df, .documents = 100}, base, err);
    for (int i = 0; !st && i < 2; i++)
        st = vn_keyword_trainer_add(trainer, oom_slice(i ? "a" : "b"), &input, tags, 2, err);
    if (!st)
        st = vn_keyword_trainer_read(trainer, &input, err);
    if (!st)
        st = vn_keyword_trainer_run(trainer, NULL, &bytes, err);
    if (!st)
        st = vn_keyword_model_read(&model, (vn_slice){bytes.ptr, bytes.len}, err);
    if (!st && vn_keyword_fold(oom_slice("a"), 1, 0) != 0)
        st = oom_wrong(err, "a fold of one is another");
    vn_keyword_trainer_free(trainer);
    vn_keyword_model_free(base);
    vn_keyword_model_free(model);
    vn_buf_free(&bytes);
    return st;
}

static vn_status see_key(void *context, const vn_keyness_row *told, vn_error *err)
{
    size_t *terms = context;
    (void)err;
    *terms += told->counts.df1 > told->counts.df2;
    return VN_OK;
}

static vn_status compare_tables(vn_error *err)
{
    static const char one[] = "\t90\tvndf1\t00000000000000a1\nbão\t80\nbão số\t70\nlũ\t50\n";
    static const char two[] = "\t90\tvndf1\t00000000000000a1\nlũ\t1\n";
    vn_df *target = NULL;
    vn_df *reference = NULL;
    vn_slice term;
    size_t terms = 0;
    vn_status st = vn_df_parse(&target, oom_slice(one), err);
    if (!st)
        st = vn_df_parse(&reference, oom_slice(two), err);
    if (!st)
        st = vn_keyness_compare(target, reference, NULL, see_key, &terms, err);
    if (!st && (terms != 2 || vn_df_at(target, 0, &term) != 80))
        st = oom_wrong(err, "wrong keyness");
    vn_df_free(target);
    vn_df_free(reference);
    return st;
}

static vn_status see_list(void *context, const vn_keylist_group *group, vn_error *err)
{
    size_t *terms = context;
    (void)err;
    *terms += group->n;
    return VN_OK;
}

static vn_status lists(vn_error *err)
{
    vn_keyword keyword[] = {{.term = oom_slice("Mưa"), .key = oom_slice("mưa")}, {.term = oom_slice("lũ"), .key = oom_slice("lũ")},
                            {.term = oom_slice("mưa lũ"), .key = oom_slice("mưa_lũ")}};
    static const char *const id[] = {"a", "b", "c", "d", "e"};
    vn_keylist *list = NULL;
    size_t terms = 0;
    vn_status st = vn_keylist_new(&list, err);
    for (size_t i = 0; !st && i < 5; i++)
        st = vn_keylist_add(list, oom_slice(i % 2 ? "1" : "2"), oom_slice(id[i]), keyword, i % 3 + 1, err);
    if (!st)
        st = vn_keylist_write(list, 2, see_list, &terms, err);
    if (!st && terms != 4)
        st = oom_wrong(err, "wrong lists of keywords");
    vn_keylist_free(list);
    return st;
}

static vn_status eval_keywords(vn_error *err)
{
    const vn_slice tags[] = {oom_slice("giá vàng"), oom_slice("Ngân hàng Nhà nước"), oom_slice("SJC")};
    const vn_slice terms[] = {oom_slice("Giá_vàng"), oom_slice("sjc"), oom_slice("xăng")};
    vn_eval_key *eval = NULL;
    vn_eval_key_scores scores = {0};
    vn_lead lead[VN_EVAL_KEY_MEASURES];
    vn_status st = vn_eval_key_new(&eval, err);
    for (int i = 0; !st && i < 2; i++)
        st = vn_eval_key_add(eval, tags, 3, terms, 3, oom_slice(title), oom_slice(body), err);
    if (!st)
        vn_eval_key_result(eval, &scores);
    if (!st)
        st = vn_eval_key_compare(lead, eval, eval, 9, 0, err);
    if (!st && (scores.all.documents != 2 || vn_eval_key_cut(0) != 5 || !(vn_eval_key_value(&scores, 9) > 0) ||
                lead[0].p < 1 || strcmp(vn_eval_key_name(9), "map") != 0))
        st = oom_wrong(err, "wrong scores of keywords");
    vn_eval_key_free(eval);
    return st;
}

static vn_status eval_lists(vn_error *err)
{
    static const vn_word word[] = {{.start = 0, .len = 10}, {.start = 11, .len = 3}};
    const vn_slice terms[] = {oom_slice("vàng"), oom_slice("giá vàng"), oom_slice("và")};
    const vn_slice text = oom_slice("giá vàng SJC");
    const vn_keyword_input input = {.text = text, .words = {word, 2, 1}};
    vn_eval_list *eval = NULL;
    vn_status st = vn_eval_list_new(&eval, err);
    if (!st)
        st = vn_eval_list_add(eval, terms, 3, &input, err);
    if (!st && (vn_eval_list_result(eval).terms != 3 || !(vn_eval_list_result(eval).cut > 0.3)))
        st = oom_wrong(err, "wrong shares of keywords");
    vn_eval_list_free(eval);
    return st;
}

static vn_status eval_clusters(vn_error *err)
{
    const uint32_t gold[] = {1, 1, 2, 2, 9};
    const uint32_t system[] = {0, 0, 0, 1, 2};
    vn_clust_scores scores = {0};
    const vn_status st = vn_eval_clust(&scores, gold, system, 5, err);
    if (!st && (scores.n != 5 || scores.classes != 3))
        return oom_wrong(err, "wrong scores of clusters");
    return st;
}

const oom_scenario oom_key[] = {
    {"keywords", every_method},
    {"keywords with names", with_names},
    {"keywords with a table at hand", with_table},
    {"keyness of tables", compare_tables},
    {"trends", trends},
    {"keywords unlike each other", different_ones},
    {"learning of keywords", learn_keywords},
    {"lists of sets", lists},
    {"scores of keywords", eval_keywords},
    {"shares of keywords", eval_lists},
    {"scores of clusters", eval_clusters},
    {0},
};
