/* vndf: in how many documents each term occurs. */
#include "cli.h"
#include "commonest.h"
#include "docterms.h"
#include "stream.h"

#include "vn/df.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 256, DEFAULT_MEMORY = 1 << 30 };

/* What the command line asks for. */
typedef struct request {
    stream_settings stream;
    bool merging;
    cli_list minus;
    const char *min_df;
    const char *max_df;
    size_t min_phrase_df;
    const char *memory_text;
    size_t memory; /* bytes of all threads together */
    vn_df_cut cut;
    size_t top; /* terms of the table to write; 0: the table */
} request;

/* ---- where a table goes ---- */

typedef struct table {
    output *out;
    commonest common;
} table;

static vn_status write_bytes(void *context, vn_slice bytes, vn_error *err)
{
    table *t = context;
    return t->common.most ? commonest_take(&t->common, bytes, err) : output_write(t->out, bytes.ptr, bytes.len, err);
}

static vn_status end_table(table *t, vn_status st, vn_error *err)
{
    if (!st && t->common.most)
        st = commonest_write(&t->common, t->out, err);
    commonest_free(&t->common);
    return st;
}

/* ---- counting ---- */

typedef struct counting {
    const terminology *terms;
    size_t memory; /* of each thread */
    vn_df_cut cut;
    size_t top;
    docterms *thread[MOST_THREADS];
    size_t threads;
} counting;

/* Scratch of a thread, which the counting keeps until all is counted. */
typedef struct counter {
    docterms *terms;
    size_t memory;
} counter;

static vn_status begin(void **state, void *context, vn_error *err)
{
    counting *c = context;
    counter *own = calloc(1, sizeof *own);
    if (!own)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    own->memory = c->memory;
    const vn_status st = docterms_new(&own->terms, c->terms, err);
    if (st) {
        free(own);
        return st;
    }
    c->thread[c->threads++] = own->terms;
    *state = own;
    return VN_OK;
}

static vn_status count_document(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    counter *c = state;
    vn_term *list = NULL;
    size_t n = 0;
    (void)out;
    const vn_status st = docterms_get(c->terms, batch, doc, &list, &n, err);
    return st ? st : vn_terms_count(docterms_counts(c->terms), c->memory, err);
}

static vn_status write_table(void *context, output *out, vn_error *err)
{
    const counting *c = context;
    vn_terms *terms[MOST_THREADS];
    for (size_t i = 0; i < c->threads; i++)
        terms[i] = docterms_counts(c->thread[i]);
    table t = {.out = out, .common = {.most = c->top}};
    return end_table(&t, vn_terms_write_df(terms, c->threads, c->terms->kind, c->cut, write_bytes, &t, err), err);
}

static int count(const request *r, const terminology *terms, cli_arguments files)
{
    counting c = {.terms = terms, .cut = r->cut, .top = r->top, .memory = r->memory / r->stream.jobs};
    const int code = stream_run(&(stream_job){.tool = "vndf", .settings = &r->stream, .files = files, .context = &c,
                                              .each = count_document, .begin = begin, .end = free, .finish = write_table});
    while (c.threads)
        docterms_free(c.thread[--c.threads]);
    return code;
}

/* ---- sums of tables ---- */

static void warn_of_pruned(const char *const *path, const vn_df_merge_report *report, size_t n)
{
    vn_error what = {0};
    if (!report->pruned || n < 2)
        return;
    if (report->pruned > 1)
        cli_error(&what, VN_EDATA,
                  "terms were left out of this table and others: those that are rare come out too small in the sum");
    else
        cli_error(&what, VN_EDATA, "terms were left out of this table: those that are rare come out too small in the sum");
    cli_warn("vndf", path[report->first_pruned], &what);
}

static int merge_paths(const request *r, const char *const *path, size_t n, output *out)
{
    vn_error err = {0};
    vn_df_merge_report report;
    const char *name = output_name(out);
    table t = {.out = out, .common = {.most = r->top}};
    vn_status st = vn_df_merge_files(path, n, r->minus.n, r->cut, write_bytes, &t, &report, &err);
    st = end_table(&t, st, &err);
    if (st) {
        const char *written = err.code == VN_EIO ? name : NULL;
        const int code = cli_fail("vndf", report.fault < n ? path[report.fault] : written, &err);
        output_discard(out);
        return code;
    }
    warn_of_pruned(path, &report, n);
    return output_close(out, &err) ? cli_fail("vndf", name, &err) : CLI_OK;
}

static int merge(const request *r, cli_arguments tables)
{
    vn_error err = {0};
    output *out = NULL;
    const size_t n = tables.n + r->minus.n;
    const char **path = calloc(n, sizeof *path);
    if (!path || output_open(&out, r->stream.output, &err)) {
        const char *name = r->stream.output ? r->stream.output : "standard output";
        if (!path)
            cli_error(&err, VN_ENOMEM, "out of memory for tables");
        free(path);
        return cli_fail("vndf", err.code == VN_ENOMEM ? NULL : name, &err);
    }
    for (size_t i = 0; i < tables.n; i++)
        path[i] = tables.item[i];
    for (size_t i = 0; i < r->minus.n; i++)
        path[tables.n + i] = r->minus.item[i];
    const int code = merge_paths(r, path, n, out);
    free(path);
    return code;
}

/* ---- the command line ---- */

/* What decides how documents are read and counted has no say in a sum. */
static int check_merge(const request *r, const terminology *t, cli_arguments tables)
{
    const stream_settings *s = &r->stream;
    const struct {
        bool given;
        const char *name;
    } wrong[] = {
        {t->ngrams != 0, "--ngrams"}, {t->numbers, "--numbers"}, {t->list != NULL, "--stopwords"},
        {t->options.keep_stopwords, "--keep-stopwords"}, {t->seg.word_files.n > 0, "--words"},
        {t->seg.model_path != NULL, "--model"}, {s->input != 0, "--input"}, {s->invalid != 0, "--invalid"},
        {t->alias != NULL, "--alias"}, {s->skip_bad, "--skip-bad"}, {s->jobs != 0, "--jobs"},
        {r->memory_text != NULL, "--memory"},
    };
    for (size_t i = 0; i < CLI_COUNT_OF(wrong); i++)
        if (wrong[i].given)
            return cli_usage("vndf", "%s has no meaning with --merge", wrong[i].name);
    return tables.n ? CLI_GO_ON : cli_usage("vndf", "--merge needs tables");
}

/* "500M", "2G"; bytes without a letter. */
static bool read_size(const char *text, size_t *size)
{
    static const char letters[] = "KMG";
    char *after;
    if (!text)
        return true;
    const unsigned long long n = text[0] >= '0' && text[0] <= '9' ? strtoull(text, &after, 10) : 0;
    if (!n)
        return false;
    const char *letter = *after ? strchr(letters, *after) : NULL;
    const unsigned shift = letter ? 10 * (unsigned)(letter - letters + 1) : 0;
    *size = (size_t)(n << shift);
    return n <= SIZE_MAX >> shift && !after[letter != NULL];
}

static int check(request *r)
{
    if (!docterms_limit(r->min_df, &r->cut.min_df, &r->cut.min_share))
        return cli_usage("vndf", "--min-df is a count from 1 or a share such as 0.01, not \"%s\"", r->min_df);
    if (!docterms_limit(r->max_df, &r->cut.max_df, &r->cut.max_share))
        return cli_usage("vndf", "--max-df is a count from 1 or a share such as 0.5, not \"%s\"", r->max_df);
    if (!read_size(r->memory_text, &r->memory))
        return cli_usage("vndf", "--memory is a size such as 500M or 2G, not \"%s\"", r->memory_text);
    r->cut.min_phrase_df = (uint32_t)r->min_phrase_df;
    return CLI_GO_ON;
}

static int run(request *r, terminology *terms, cli_arguments files)
{
    int code = check(r);
    if (code == CLI_GO_ON && r->merging && (code = check_merge(r, terms, files)) == CLI_GO_ON)
        return merge(r, files);
    if (code == CLI_GO_ON && r->minus.n)
        code = cli_usage("vndf", "--minus needs --merge");
    terms->ngrams = terms->ngrams ? terms->ngrams : 1;
    r->stream.jobs = r->stream.jobs ? r->stream.jobs : 1;
    if (code == CLI_GO_ON && (code = terminology_open(terms, "vndf")) == CLI_GO_ON)
        code = count(r, terms, files);
    return code;
}

static const char examples[] = "  vndf news.jsonl > news.df         a row per term, in byte order\n"
                               "  vndf --merge a.df b.df -O all.df  the table of both collections\n"
                               "  vndf --top 20 news.jsonl          what is in most documents\n"
                               "  vntfidf --df news.df today.txt    weigh new documents against it\n";

int main(int argc, char **argv)
{
    request r = {.memory = DEFAULT_MEMORY};
    terminology terms = {0}; /* 0 shows what was not given */
    const cli_option options[] = {
        {"merge", 0, CLI_FLAG, &r.merging, NULL, "the files are tables: add them up", 0, 0, NULL},
        {"minus", 0, CLI_LIST, &r.minus, "TABLE", "with --merge: subtract this table; may be repeated", 0, 0, NULL},
        {"min-df", 0, CLI_TEXT, &r.min_df, "N", "leave out terms in fewer documents; 0.01: a share (1)", 0, 0, NULL},
        {"max-df", 0, CLI_TEXT, &r.max_df, "N", "leave out terms in more documents; 0.5: a share (no limit)", 0, 0, NULL},
        {"min-phrase-df", 0, CLI_COUNT, &r.min_phrase_df, "N", "--min-df of phrases (that of words)", 1, UINT32_MAX, NULL},
        {"top", 0, CLI_COUNT, &r.top, "N", "only the N terms in most documents, the commonest first", 1, 1e9, NULL},
        {"memory", 0, CLI_TEXT, &r.memory_text, "SIZE", "counts beyond it go to temporary files (1G)", 0, 0, NULL},
        {"keep-stopwords", 0, CLI_FLAG, &terms.options.keep_stopwords, NULL,
         "stop words are terms, but at no edge of a phrase", 0, 0, NULL},
        TERMINOLOGY_OPTIONS(terms),
        STREAM_OPTIONS(r.stream),
        STREAM_JOBS(r.stream),
    };
    const cli_program program = {.name = "vndf", .summary = "counts in how many documents each term occurs",
                                 .arguments = "[FILE]...", .examples = examples, .options = options,
                                 .n_options = CLI_COUNT_OF(options)};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON)
        code = run(&r, &terms, files);
    terminology_close(&terms);
    free(r.minus.item);
    return code;
}
