/* vndf: in how many documents each term occurs. */
#include "cli.h"
#include "docterms.h"
#include "stream.h"

#include "vn/df.h"
#include "vn/tsv.h"

#include <stdlib.h>

typedef struct counting {
    const terminology *terms;
    vn_df *df;
    vn_df_cut cut;
    vn_slice *key; /* terms of the document that is being counted */
    size_t cap;
} counting;

static vn_status begin(void **state, void *context, vn_error *err)
{
    counting *c = context;
    docterms *d = NULL;
    const vn_status st = docterms_new(&d, c->terms, err);
    *state = d;
    return st;
}

static void end(void *state)
{
    docterms_free(state);
}

/* Leaves the terms for `collect`, one a line. */
static vn_status list_terms(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    vn_term *list = NULL;
    size_t n = 0;
    vn_status st = docterms_get(state, batch, doc, &list, &n, err);
    for (size_t i = 0; i < n && !st; i++) {
        st = vn_buf_append(out, list[i].key.ptr, list[i].key.len, err);
        if (!st)
            st = vn_buf_append(out, "\n", 1, err);
    }
    return st;
}

static vn_status add_key(counting *c, size_t n, vn_slice key, vn_error *err)
{
    if (n == c->cap) {
        const size_t cap = c->cap * 2 + 256;
        vn_slice *grown = cap > SIZE_MAX / sizeof *grown ? NULL : realloc(c->key, cap * sizeof *grown);
        if (!grown)
            return cli_error(err, VN_ENOMEM, "out of memory for terms");
        c->key = grown;
        c->cap = cap;
    }
    c->key[n] = key;
    return VN_OK;
}

static vn_status count_document(void *context, vn_slice bytes, vn_error *err)
{
    counting *c = context;
    vn_slice line;
    size_t n = 0;
    while (vn_tsv_line(&bytes, &line)) {
        const vn_status st = add_key(c, n++, line, err);
        if (st)
            return st;
    }
    return vn_df_add_document(c->df, c->key, n, err);
}

static vn_status write_bytes(void *context, vn_slice bytes, vn_error *err)
{
    return output_write(context, bytes.ptr, bytes.len, err);
}

static vn_status write_table(void *context, output *out, vn_error *err)
{
    const counting *c = context;
    return vn_df_write(c->df, c->cut, write_bytes, out, err);
}

static int count(const stream_settings *settings, const terminology *terms, vn_df_cut cut, cli_arguments files)
{
    counting c = {.terms = terms, .cut = cut};
    vn_error err = {0};
    if (vn_df_new(&c.df, terms->fingerprint, &err))
        return cli_fail("vndf", NULL, &err);
    const int code = stream_run(&(stream_job){.tool = "vndf", .settings = settings, .files = files, .context = &c,
                                              .each = list_terms, .begin = begin, .end = end, .collect = count_document,
                                              .finish = write_table});
    vn_df_free(c.df);
    free(c.key);
    return code;
}

/* The sum of tables, row by row. */
static int merge(const char *path, vn_df_cut cut, cli_arguments tables)
{
    vn_error err = {0};
    output *out = NULL;
    size_t fault = tables.n;
    if (!tables.n)
        return cli_usage("vndf", "--merge needs tables");
    if (output_open(&out, path, &err))
        return cli_fail("vndf", path ? path : "standard output", &err);
    const char *name = output_name(out);
    const vn_status st = vn_df_merge_files(tables.item, tables.n, cut, write_bytes, out, &fault, &err);
    if (st) {
        const char *written = err.code == VN_EIO ? name : NULL;
        const int code = cli_fail("vndf", fault < tables.n ? tables.item[fault] : written, &err);
        output_discard(out);
        return code;
    }
    return output_close(out, &err) ? cli_fail("vndf", name, &err) : CLI_OK;
}

static const char examples[] = "  vndf news.jsonl > news.df         a row per term, in byte order\n"
                               "  vndf --merge a.df b.df -O all.df  the table of both collections\n"
                               "  vntfidf --df news.df today.txt    weigh new documents against it\n";

int main(int argc, char **argv)
{
    stream_settings settings = STREAM_DEFAULTS;
    terminology terms = TERMINOLOGY_DEFAULTS;
    bool merging = false;
    size_t min_df = 1;
    size_t min_phrase_df = 0;
    const cli_option options[] = {
        {"merge", 0, CLI_FLAG, &merging, NULL, "the files are tables: add them up", 0, 0, NULL},
        {"min-df", 0, CLI_COUNT, &min_df, "N", "leave out terms in fewer than N documents (1)", 1, UINT32_MAX, NULL},
        {"min-phrase-df", 0, CLI_COUNT, &min_phrase_df, "N", "the same for phrases (--min-df)", 1, UINT32_MAX, NULL},
        {"keep-stopwords", 0, CLI_FLAG, &terms.options.keep_stopwords, NULL,
         "stop words are terms, but at no edge of a phrase", 0, 0, NULL},
        TERMINOLOGY_OPTIONS(terms),
        STREAM_OPTIONS(settings),
        STREAM_JOBS(settings),
    };
    const cli_program program = {.name = "vndf", .summary = "counts in how many documents each term occurs",
                                 .arguments = "[FILE]...", .examples = examples, .options = options,
                                 .n_options = CLI_COUNT_OF(options)};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    const vn_df_cut cut = {(uint32_t)min_df, (uint32_t)min_phrase_df};
    if (code == CLI_GO_ON && merging)
        code = merge(settings.output, cut, files);
    else if (code == CLI_GO_ON && (code = terminology_open(&terms, "vndf")) == CLI_GO_ON)
        code = count(&settings, &terms, cut, files);
    terminology_close(&terms);
    return code;
}
