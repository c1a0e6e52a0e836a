#include "keytrain.h"

#include "catalog.h"
#include "docterms.h"
#include "docwords.h"
#include "meter.h"
#include "output.h"
#include "taglist.h"

#include "vn/df.h"
#include "vn/eval_key.h"
#include "vn/keyword_train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct keytrain {
    const char *tool;
    const char *model;
    cli_list headlines;
    const char *from;
    const char *df_path;
    const char *stop_path;
    const char *alias;
    size_t folds;
    size_t rounds;
    bool quiet;
    bool progress;
    segmentation shared;
    vn_keyword_training how;
    vn_keyword_options options;
    vn_df *df;
    vn_stopwords *stopwords;
    vn_aliases *aliases;
    vn_keyword_model *base;
} keytrain;

/* What a run works with. */
typedef struct training {
    const keytrain *job;
    cli_arguments gold;
    docwords *words;
    vn_keyword_trainer *trainer;
    taglist tags;
    vn_batch *batch;
    size_t read; /* documents so far */
    meter meter;
    vn_extractor *extractor; /* with what one fold's articles were kept from */
    vn_eval_key *of_fold;
    vn_eval_key *of_round;
    uint32_t fold;
    uint32_t round;
    vn_slice *found;
    size_t found_cap;
} training;

static uint64_t find_df(void *context, vn_slice key)
{
    return vn_df_find(context, key);
}

static bool is_stop(void *context, vn_slice key)
{
    return vn_stopwords_has(context, key);
}

/* --- reading ----------------------------------------------------------------------------------------------- */

typedef vn_status document_fn(training *t, const vn_document *doc, const vn_keyword_input *input, vn_error *err);

static vn_status each_document(training *t, vn_reader *reader, document_fn *each, vn_error *err)
{
    vn_status st;
    while (!(st = vn_reader_next(reader, t->batch, err))) {
        vn_document doc;
        while (!(st = vn_batch_next(t->batch, &doc, err))) {
            doc_words w;
            st = docwords_get(t->words, t->batch, &doc, &w, err);
            const vn_keyword_input input = {w.title_source, {w.title, w.n_title, 0}, w.source, {w.body, w.n_body, 0},
                                            !w.in_text};
            if (!st)
                st = each(t, &doc, &input, err);
            if (st && err && !err->line)
                err->line = doc.line;
            if (st)
                return st;
            meter_show(&t->meter, CATALOG_MARK("reading"), "articles", ++t->read, 0);
        }
        if (st != VN_DONE)
            return st;
    }
    return st == VN_DONE ? VN_OK : st;
}

/* Every document of the files. CLI_GO_ON, or the exit code after a message. */
static int each_file(training *t, const char *const *paths, size_t n, document_fn *each)
{
    const vn_reader_options options = {0};
    vn_reader *reader = NULL;
    vn_error err = {0};
    if (!n)
        return CLI_GO_ON;
    vn_status st = vn_reader_new(&reader, paths, n, &options, &err);
    if (!st)
        st = each_document(t, reader, each, &err);
    meter_clear();
    const char *file = reader ? vn_reader_path(reader) : NULL;
    const int code = st ? cli_fail(t->job->tool, file ? file : paths[0], &err) : CLI_GO_ON;
    vn_reader_free(reader);
    return code;
}

static vn_status read_tags(training *t, const vn_document *doc, vn_error *err)
{
    vn_slice json;
    const vn_record *record = vn_batch_record(t->batch, err);
    if (!record)
        return VN_ENOMEM;
    t->tags.n = 0;
    if (!doc->id.ptr || !vn_record_raw(record, "keywords", &json))
        return VN_OK;
    const vn_status st = taglist_read(&t->tags, json, err);
    if (st && err)
        err->line = err->column = 0; /* they counted in the value */
    return st;
}

static vn_status learn(training *t, const vn_document *doc, const vn_keyword_input *input, vn_error *err)
{
    const vn_status st = read_tags(t, doc, err);
    return st || !t->tags.n ? st : vn_keyword_trainer_add(t->trainer, doc->id, input, t->tags.item, t->tags.n, err);
}

static vn_status read_headline(training *t, const vn_document *doc, const vn_keyword_input *input, vn_error *err)
{
    (void)doc;
    return vn_keyword_trainer_read(t->trainer, input, err);
}

/* --- cross-validation -------------------------------------------------------------------------------------- */

static vn_status list_found(training *t, const vn_keywords *found, vn_error *err)
{
    if (found->n > t->found_cap) {
        vn_slice *grown = realloc(t->found, found->n * sizeof *grown);
        if (!grown)
            return cli_error(err, VN_ENOMEM, "out of memory for keywords");
        t->found = grown;
        t->found_cap = found->n;
    }
    for (size_t i = 0; i < found->n; i++)
        t->found[i] = found->item[i].term;
    return VN_OK;
}

/* Scores an article of the fold that was kept from the model. */
static vn_status score(training *t, const vn_document *doc, const vn_keyword_input *input, vn_error *err)
{
    vn_keywords found;
    vn_status st = read_tags(t, doc, err);
    if (st || !t->tags.n || vn_keyword_fold(doc->id, (uint32_t)t->job->folds, t->round) != t->fold)
        return st;
    st = vn_extract(t->extractor, input, &found, err);
    if (!st)
        st = list_found(t, &found, err);
    if (!st)
        st = vn_eval_key_add(t->of_fold, t->tags.item, t->tags.n, t->found, found.n, doc->title, doc->text, err);
    if (!st)
        st = vn_eval_key_add(t->of_round, t->tags.item, t->tags.n, t->found, found.n, doc->title, doc->text, err);
    return st;
}

static void print_scores(const char *round, const char *fold, const vn_eval_key *eval)
{
    vn_eval_key_scores s;
    vn_eval_key_result(eval, &s);
    printf("%s\t%s\t%zu", round, fold, s.all.documents);
    for (size_t c = 0; c < VN_EVAL_KEY_CUTS; c++)
        if (vn_eval_key_cut(c) <= 10)
            printf("\t%.4f\t%.4f\t%.4f", s.all.precision[c], s.all.recall[c], s.all.f[c]);
    printf("\t%.4f\n", s.all.map);
}

static int fail(const training *t, const vn_error *err)
{
    meter_clear();
    return cli_fail(t->job->tool, NULL, err);
}

/* Learns without the fold, and opens what is to be scored. */
static vn_status learn_without(training *t, vn_keyword_model **model, vn_error *err)
{
    vn_buf bytes = {0};
    vn_keyword_training how = t->job->how;
    how.folds = (uint32_t)t->job->folds;
    how.fold = t->fold;
    how.round = t->round;
    vn_status st = vn_keyword_trainer_run(t->trainer, &how, &bytes, err);
    if (!st)
        st = vn_keyword_model_read(model, (vn_slice){bytes.ptr, bytes.len}, err);
    vn_buf_free(&bytes);
    vn_keyword_options options = t->job->options;
    options.model = *model;
    options.limit = 15;
    return st ? st : vn_extractor_new(&t->extractor, &options, err);
}

static int validate_fold(training *t)
{
    vn_keyword_model *model = NULL;
    vn_error err = {0};
    vn_status st = learn_without(t, &model, &err);
    if (!st)
        st = vn_eval_key_new(&t->of_fold, &err);
    int code = st ? fail(t, &err) : each_file(t, t->gold.item, t->gold.n, score);
    char round[24];
    char fold[24];
    snprintf(round, sizeof round, "%u", t->round + 1);
    snprintf(fold, sizeof fold, "%u", t->fold + 1);
    if (code == CLI_GO_ON)
        print_scores(round, fold, t->of_fold);
    vn_eval_key_free(t->of_fold);
    vn_extractor_free(t->extractor);
    vn_keyword_model_free(model);
    t->of_fold = NULL;
    t->extractor = NULL;
    return code;
}

/* A row a fold, then one of all articles, each scored by what had not seen it. */
static int validate_round(training *t)
{
    vn_error err = {0};
    char round[24];
    snprintf(round, sizeof round, "%u", t->round + 1);
    int code = vn_eval_key_new(&t->of_round, &err) ? fail(t, &err) : CLI_GO_ON;
    for (t->fold = 0; code == CLI_GO_ON && t->fold < t->job->folds; t->fold++)
        code = validate_fold(t);
    if (code == CLI_GO_ON)
        print_scores(round, "all", t->of_round);
    vn_eval_key_free(t->of_round);
    t->of_round = NULL;
    return code;
}

static int validate(training *t)
{
    int code = CLI_GO_ON;
    if (t->job->folds)
        puts("round\tfold\tarticles\tp@5\tr@5\tf@5\tp@10\tr@10\tf@10\tmap");
    for (t->round = 0; code == CLI_GO_ON && t->job->folds && t->round < t->job->rounds; t->round++)
        code = validate_round(t);
    if (code != CLI_GO_ON || (!fflush(stdout) && !ferror(stdout)))
        return code;
    vn_error err = {0};
    cli_error(&err, VN_EIO, "cannot write");
    return cli_fail(t->job->tool, "standard output", &err);
}

/* --- the whole --------------------------------------------------------------------------------------------- */

static int write_model(training *t)
{
    vn_buf bytes = {0};
    vn_error err = {0};
    const char *name = NULL;
    if (!t->job->model)
        return CLI_GO_ON;
    vn_status st = vn_keyword_trainer_run(t->trainer, &t->job->how, &bytes, &err);
    if (!st)
        st = output_whole(t->job->model, (vn_slice){bytes.ptr, bytes.len}, &name, &err);
    vn_buf_free(&bytes);
    return st ? cli_fail(t->job->tool, name, &err) : CLI_GO_ON;
}

static int run_with(training *t)
{
    const keytrain *job = t->job;
    int code = each_file(t, t->gold.item, t->gold.n, learn);
    if (code == CLI_GO_ON)
        code = each_file(t, job->headlines.item, job->headlines.n, read_headline);
    if (code == CLI_GO_ON)
        code = validate(t);
    return code == CLI_GO_ON ? write_model(t) : code;
}

static int run(const keytrain *job, cli_arguments gold)
{
    training t = {.job = job, .gold = gold};
    vn_error err = {0};
    meter_begin(&t.meter, job->quiet ? METER_NEVER : job->progress ? METER_ALWAYS : METER_ON_TERMINAL);
    vn_status st = docwords_new(&t.words, &job->shared, &err);
    if (!st)
        st = vn_batch_new(&t.batch, &err);
    if (!st)
        st = vn_keyword_trainer_new(&t.trainer, &job->options, job->base, &err);
    const int code = st ? fail(&t, &err) : run_with(&t);
    vn_keyword_trainer_free(t.trainer);
    vn_batch_free(t.batch);
    docwords_free(t.words);
    taglist_free(&t.tags);
    free(t.found);
    return code == CLI_GO_ON ? CLI_OK : code;
}

static int open_tables(keytrain *job)
{
    vn_error err = {0};
    vn_keyword_options *o = &job->options;
    if (vn_df_open(&job->df, job->df_path, &err))
        return cli_fail(job->tool, job->df_path, &err);
    if (!job->stop_path || strcmp(job->stop_path, "none") != 0)
        if (vn_stopwords_open(&job->stopwords, job->stop_path, &err))
            return cli_fail(job->tool, job->stop_path, &err);
    if (strcmp(job->from, "none") != 0 && !job->headlines.n)
        if (vn_keyword_model_open(&job->base, strcmp(job->from, "built-in") == 0 ? NULL : job->from, &err))
            return cli_fail(job->tool, job->from, &err);
    *o = (vn_keyword_options){.method = "rank", .df = find_df, .df_context = job->df, .table = job->df,
                              .documents = vn_df_documents(job->df), .phrase_floor = vn_df_phrase_floor(job->df)};
    o->stop = job->stopwords ? is_stop : NULL;
    o->stop_context = job->stopwords;
    const int code = aliases_open(&job->aliases, job->alias, job->tool);
    o->aliases = job->aliases;
    return code == CLI_GO_ON ? segmentation_open(&job->shared, job->tool) : code;
}

static void close_tables(keytrain *job)
{
    segmentation_close(&job->shared);
    vn_df_free(job->df);
    vn_stopwords_free(job->stopwords);
    vn_aliases_free(job->aliases);
    vn_keyword_model_free(job->base);
    free(job->headlines.item);
}

/* What the option table cannot check. */
static int check(const keytrain *job, cli_arguments gold)
{
    if (!job->model && !job->folds)
        return cli_usage(job->tool, "a model needs a place: -O FILE");
    if (job->model && strcmp(job->model, "-") == 0)
        return cli_usage(job->tool, "a model is a file: standard output has the scores");
    if (!gold.n)
        return cli_usage(job->tool, "nothing to learn from: give files of articles with `keywords`");
    if (job->folds == 1)
        return cli_usage(job->tool, "--folds needs 2 or more");
    for (size_t i = 0; i < gold.n; i++)
        if (job->folds && strcmp(gold.item[i], "-") == 0)
            return cli_usage(job->tool, "--folds reads the articles again: standard input cannot be");
    return CLI_GO_ON;
}

static int parse(keytrain *job, int argc, char **argv, cli_arguments *gold)
{
    const cli_option options[] = {
        {"model", 'O', CLI_TEXT, &job->model, "FILE", "write the model to FILE", 0, 0, NULL},
        {"folds", 0, CLI_COUNT, &job->folds, "N", "cross-validate: print P, R, F of N parts (none)", 0, 1000, NULL},
        {"rounds", 0, CLI_COUNT, &job->rounds, "N", "that often, each time with other parts (1)", 1, 1000, NULL},
        {"headlines", 0, CLI_LIST, &job->headlines, "FILE", "learn from these what headlines are made of", 0, 0, NULL},
        {"from", 'f', CLI_TEXT, &job->from, "MODEL", "without --headlines take them from here, or none (built-in)", 0, 0,
         NULL},
        {"penalty", 0, CLI_REAL, &job->how.penalty, "X", "of large weights (10)", 1e-6, 1e9, NULL},
        {"df", 0, CLI_TEXT, &job->df_path, "FILE", "document frequencies made by vndf (the built-in table)", 0, 0, NULL},
        {"stopwords", 0, CLI_TEXT, &job->stop_path, "FILE", "a word a line, or none (the built-in list)", 0, 0, NULL},
        ALIAS_OPTION(*job),
        {"words", 'w', CLI_LIST, &job->shared.word_files, "FILE", "your words, as for vnseg", 0, 0, NULL},
        {"segmenter", 'm', CLI_TEXT, &job->shared.model_path, "FILE", "segmentation model (the built-in one)", 0, 0, NULL},
        {"quiet", 'q', CLI_FLAG, &job->quiet, NULL, "no progress on standard error", 0, 0, NULL},
        {"progress", 0, CLI_FLAG, &job->progress, NULL, "say how far it is, also where there is no terminal", 0, 0, NULL},
    };
    const cli_program program = {
        .name = job->tool,
        .summary = "trains a keyword model for vnkey from articles with tags",
        .arguments = "key -O MODEL GOLD...",
        .examples = "  vntrain key -O my.key tagged.jsonl                learn from the tags in the field `keywords`\n"
                    "  vntrain key --folds 5 tagged.jsonl                how well that works, by cross-validation\n"
                    "  vnkey --keyword-model my.key article.txt          use it\n",
        .options = options,
        .n_options = CLI_COUNT_OF(options),
        .notes = "With --folds a row a part: round, part, articles, P, R, F at 5 and at 10, MAP; then that of all.\n"};
    const int code = cli_parse(&program, argc, argv, gold);
    return code == CLI_GO_ON ? check(job, *gold) : code;
}

int keytrain_main(int argc, char **argv)
{
    keytrain job = {.tool = "vntrain", .rounds = 1, .from = "built-in"};
    cli_arguments gold;
    int code = parse(&job, argc, argv, &gold);
    if (code == CLI_GO_ON)
        code = open_tables(&job);
    if (code == CLI_GO_ON)
        code = run(&job, gold);
    close_tables(&job);
    return code == CLI_GO_ON ? CLI_OK : code;
}
