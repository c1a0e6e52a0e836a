/* vnkey: keywords of articles. */
#include "docterms.h"
#include "docwords.h"
#include "keyout.h"
#include "keyset.h"
#include "stream.h"

#include "vn/df.h"
#include "vn/json.h"
#include "vn/keyword.h"
#include "vn/terms.h"
#include "vn/tsv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AS_JSONL, AS_TSV };
enum { MOST_METHODS = 31, NOTES = 4096 };

typedef struct vnkey {
    segmentation shared;
    int format;
    int method;
    keyout out;
    const char *df_path;
    const char *stop_path; /* NULL: the embedded list */
    vn_keyword_options options;
    vn_df *df;
    vn_stopwords *stopwords; /* NULL: none */
    const char *alias;
    vn_aliases *aliases; /* NULL: none */
    const char *model_path;  /* of rank; NULL: the embedded model */
    vn_keyword_model *model; /* NULL: another method */
    keyset set;
} vnkey;

/* What one thread has. */
typedef struct worker {
    const vnkey *job;
    docwords *words;
    vn_extractor *extractor;
    vn_buf field;
} worker;

static void end(void *state)
{
    worker *w = state;
    if (!w)
        return;
    docwords_free(w->words);
    vn_extractor_free(w->extractor);
    vn_buf_free(&w->field);
    free(w);
}

static vn_status begin(void **state, void *context, vn_error *err)
{
    const vnkey *job = context;
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return cli_error(err, VN_ENOMEM, "out of memory for keywords");
    w->job = job;
    vn_status st = docwords_new(&w->words, &job->shared, err);
    if (!st)
        st = vn_extractor_new(&w->extractor, &job->options, err);
    if (st)
        end(w);
    else
        *state = w;
    return st;
}

static vn_status write_record(worker *w, vn_batch *batch, const vn_keywords *keywords, vn_buf *out, vn_error *err)
{
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    w->field.len = 0;
    vn_status st = keyout_json(&w->job->out, keywords, &w->field, err);
    if (!st)
        st = vn_record_set_raw(record, "keywords", (vn_slice){w->field.ptr, w->field.len}, err);
    return st ? st : vn_record_write(record, out, err);
}

static vn_status each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    doc_words words;
    vn_keywords keywords;
    vn_status st = docwords_get(w->words, batch, doc, &words, err);
    if (st)
        return st;
    if (w->job->out.offsets && !words.in_text)
        return cli_error(err, VN_EDATA, "no offsets without the text that the words were made from");
    const vn_keyword_input input = {words.title_source, {words.title, words.n_title, 0}, words.source,
                                    {words.body, words.n_body, 0}, !words.in_text};
    st = vn_extract(w->extractor, &input, &keywords, err);
    if (st)
        return st;
    if (w->job->format == AS_TSV)
        return keyout_rows(&w->job->out, doc->id, &keywords, out, err);
    return write_record(w, batch, &keywords, out, err);
}

/* --- program ----------------------------------------------------------------------------------------------- */

static bool is_method(const vnkey *job, const char *name)
{
    return strcmp(vn_keyword_method_at((size_t)job->method)->name, name) == 0;
}

/* Opens what the method wants. CLI_GO_ON, or the exit code after a message. */
static int open_tables(vnkey *job, const char *tool)
{
    vn_error err = {0};
    vn_keyword_options *o = &job->options;
    o->method = vn_keyword_method_at((size_t)job->method)->name;
    if (vn_df_open(&job->df, job->df_path, &err))
        return cli_fail(tool, job->df_path, &err);
    if (!job->stop_path || strcmp(job->stop_path, "none") != 0)
        if (vn_stopwords_open(&job->stopwords, job->stop_path, &err))
            return cli_fail(tool, job->stop_path, &err);
    if (is_method(job, "rank") && vn_keyword_model_open(&job->model, job->model_path, &err))
        return cli_fail(tool, job->model_path, &err);
    o->model = job->model;
    o->explain = job->out.explain;
    o->table = job->df;
    o->stopwords = job->stopwords;
    const int code = aliases_open(&job->aliases, job->alias, tool);
    o->aliases = job->aliases;
    return code == CLI_GO_ON ? segmentation_open(&job->shared, tool) : code;
}

/* The names of the methods, and a line about each. */
static void list_methods(const char *name[MOST_METHODS + 1], char *notes)
{
    size_t len = 0;
    const vn_keyword_method *m;
    for (size_t i = 0; i < MOST_METHODS && (m = vn_keyword_method_at(i)); i++) {
        name[i] = m->name;
        const int n = snprintf(notes + len, NOTES - len, "  %-13s %s%s\n", m->name, m->about,
                               m->lower_is_better ? " (lower is better)" : "");
        len += n > 0 && (size_t)n < NOTES - len ? (size_t)n : 0;
    }
}

/* The first method that can tell what its scores are sums of. */
static const char *explaining_method(void)
{
    const vn_keyword_method *m;
    for (size_t i = 0; (m = vn_keyword_method_at(i)); i++)
        if (m->explains)
            return m->name;
    return "none has one";
}

static void close_tables(vnkey *job)
{
    segmentation_close(&job->shared);
    vn_df_free(job->df);
    vn_stopwords_free(job->stopwords);
    vn_aliases_free(job->aliases);
    vn_keyword_model_free(job->model);
}

/* What is said of a set of documents. */
static int run_set(vnkey *job, const cli_program *program, const stream_settings *stream, cli_arguments files)
{
    keyset_run set = {.tool = program->name, .set = &job->set, .stream = stream, .files = files,
                      .limit = job->options.limit, .tsv = job->format == AS_TSV, .options = &job->options,
                      .words = &job->shared};
    if (keyset_mode_of(&job->set) == KEYSET_LIST)
        return keylist_run(&set);
    set.terms = (terminology){.seg = job->shared, .title_weight = 1, .list = job->stop_path, .alias = job->alias};
    job->shared = (segmentation){0};
    return keyset_mode_of(&job->set) == KEYSET_COMPARE ? keycompare_run(&set) : keytrend_run(&set);
}

static int run(vnkey *job, const cli_program *program, const stream_settings *stream, cli_arguments files)
{
    const keyset_mode mode = keyset_mode_of(&job->set);
    int code = mode > KEYSET_LIST ? CLI_GO_ON : open_tables(job, program->name);
    if (code == CLI_GO_ON && mode)
        code = run_set(job, program, stream, files);
    else if (code == CLI_GO_ON)
        code = stream_run(&(stream_job){.tool = program->name, .settings = stream, .files = files, .context = job,
                                        .each = each, .begin = begin, .end = end});
    close_tables(job);
    return code;
}

/* What the options say together. CLI_GO_ON, or the exit code after a message. */
static int check(vnkey *job, const char *tool)
{
    const keyset_mode mode = keyset_mode_of(&job->set);
    if (job->format < 0)
        job->format = mode > KEYSET_LIST ? AS_TSV : AS_JSONL;
    if (mode && (job->out.offsets || job->out.explain || job->options.diversity > 0 || job->options.candidates))
        return cli_usage(tool, "--offsets, --explain, --diversity and --candidates are for single articles");
    if (job->options.candidates && job->options.diversity > 0)
        return cli_usage(tool, "--candidates lists all, --diversity chooses");
    if (job->out.explain && !vn_keyword_method_at((size_t)job->method)->explains)
        return cli_usage(tool, "--explain needs a method whose score is a sum: %s", explaining_method());
    if (job->options.title_weight > 0 && !is_method(job, "tfidf"))
        return cli_usage(tool, "--title-weight needs --method tfidf");
    if (job->model_path && !is_method(job, "rank"))
        return cli_usage(tool, "--keyword-model needs --method rank");
    return keyset_check(&job->set, tool);
}

static int parse_and_run(vnkey *job, const cli_program *program, const stream_settings *stream, int argc, char **argv)
{
    cli_arguments files;
    int code = cli_parse(program, argc, argv, &files);
    if (code == CLI_GO_ON)
        code = check(job, program->name);
    if (code == CLI_GO_ON)
        code = run(job, program, stream, files);
    keyset_free(&job->set);
    return code;
}

static const char examples[] =
    "  vnkey -n 5 article.txt | vnview                   five keywords of an article\n"
    "  vnseg news/ | vnkey -o tsv                        id, term and score of every keyword\n"
    "  vnkey --method yake --offsets --counts a.jsonl    by YAKE, with places and counts\n"
    "  vnclust news/ | vnkey --by cluster                keywords of each group of articles\n"
    "  vnkey --against archive.jsonl.gz today.jsonl      what sets these articles apart, as TSV\n"
    "  vnkey --trend archive.jsonl.gz                    what was new on each day, as TSV\n";

int main(int argc, char **argv)
{
    static const char *const formats[] = {"jsonl", "tsv", NULL};
    const char *methods[MOST_METHODS + 1] = {NULL};
    char notes[NOTES] = "Methods:\n";
    list_methods(methods, notes + strlen(notes));
    vnkey job = {.options.limit = 10, .format = -1, .set = KEYSET_DEFAULTS};
    stream_settings stream = STREAM_DEFAULTS;
    const cli_option options[] = {
        {"number", 'n', CLI_COUNT, &job.options.limit, "N", "keywords for each document, list or day (10)", 1, 1e6, NULL},
        {"method", 0, CLI_CHOICE, &job.method, "NAME", "how to score, see below (rank)", 0, 0, methods},
        {"diversity", 0, CLI_REAL, &job.options.diversity, "D", "0 to 1: prefer keywords of other words (0)", 0, 1, NULL},
        {"candidates", 0, CLI_FLAG, &job.options.candidates, NULL, "all terms that may be chosen, with scores", 0, 0, NULL},
        {"format", 'o', CLI_CHOICE, &job.format, "FORMAT", "jsonl: records with `keywords`; tsv: id, term, score (jsonl)", 0,
         0, formats},
        KEYOUT_OPTIONS(job.out),
        {"title-weight", 0, CLI_REAL, &job.options.title_weight, "N", "tfidf: a word of the title counts N times (2)", 1,
         VN_TITLE_WEIGHT_MAX, NULL},
        {"keyword-model", 0, CLI_TEXT, &job.model_path, "FILE", "rank: a model made by vntrain key (the built-in one)", 0, 0,
         NULL},
        {"df", 0, CLI_TEXT, &job.df_path, "FILE", "document frequencies made by vndf (the built-in table)", 0, 0, NULL},
        {"stopwords", 0, CLI_TEXT, &job.stop_path, "FILE", "a word a line, or none (the built-in list)", 0, 0, NULL},
        {"raw", 0, CLI_FLAG, &job.options.raw, NULL, "take captions, bylines, lists of links for content", 0, 0, NULL},
        KEYSET_OPTIONS(job.set),
        ALIAS_OPTION(job), SEGMENTATION_OPTIONS(job.shared),
        STREAM_OPTIONS(stream), STREAM_JOBS(stream),
    };
    const cli_program program = {
        .name = "vnkey",
        .summary = "finds the keywords of articles",
        .arguments = "[FILE|DIRECTORY]...",
        .examples = examples,
        .options = options,
        .n_options = CLI_COUNT_OF(options),
        .notes = notes};
    return parse_and_run(&job, &program, &stream, argc, argv);
}
