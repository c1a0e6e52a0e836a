/* vntfidf: adds the weights of its terms to each record. */
#include "cli.h"
#include "docterms.h"
#include "stream.h"

#include "vn/json.h"
#include "vn/tfidf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the command line asks for, and what all threads share. */
typedef struct weighing {
    terminology terms;
    vn_weighting weighting;
    vn_df_limits limits;
    vn_df *df;  /* NULL: the collection's own */
    size_t top; /* 0: all */

    /* Two passes only: the documents wait here until the last has come. */
    vn_collection *collection;
    vn_term *list; /* terms of one document */
    size_t cap;
    vn_buf records; /* one line a document */
} weighing;

/* ---- records ---- */

/* Sets `tfidf` from terms in byte order. */
static vn_status set_field(vn_record *record, const vn_term *list, size_t n, vn_buf *json, vn_error *err)
{
    json->len = 0;
    vn_status st = vn_buf_append(json, "{", 1, err);
    for (size_t i = 0; i < n && !st; i++) {
        st = i ? vn_buf_append(json, ",", 1, err) : VN_OK;
        if (!st)
            st = vn_json_write_string(list[i].key, json, err);
        if (!st)
            st = vn_buf_append(json, ":", 1, err);
        if (!st)
            st = vn_json_write_number(list[i].weight, json, err);
    }
    if (!st)
        st = vn_buf_append(json, "}", 1, err);
    return st ? st : vn_record_set_raw(record, "tfidf", (vn_slice){json->ptr, json->len}, err);
}

/* Writes the record with the heaviest terms of the list. */
static vn_status write_record(const weighing *w, vn_record *record, vn_term *list, size_t n, vn_buf *json, vn_buf *out,
                              vn_error *err)
{
    if (w->top)
        vn_terms_keep_top(list, &n, w->top);
    const vn_status st = set_field(record, list, n, json, err);
    return st ? st : vn_record_write(record, out, err);
}

/* ---- one pass against a table ---- */

/* Scratch of a thread. */
typedef struct scratch {
    const weighing *shared;
    docterms *terms;
    vn_buf json;
} scratch;

static vn_status begin(void **state, void *context, vn_error *err)
{
    scratch *s = calloc(1, sizeof *s);
    if (!s)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    s->shared = context;
    const vn_status st = docterms_new(&s->terms, &s->shared->terms, err);
    if (st) {
        free(s);
        return st;
    }
    *state = s;
    return VN_OK;
}

static void end(void *state)
{
    scratch *s = state;
    if (!s)
        return;
    docterms_free(s->terms);
    vn_buf_free(&s->json);
    free(s);
}

static vn_status weigh_now(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    scratch *s = state;
    const weighing *w = s->shared;
    vn_term *list = NULL;
    size_t n = 0;
    vn_status st = docterms_get(s->terms, batch, doc, &list, &n, err);
    if (!st)
        st = vn_weigh_terms(list, &n, w->df, &w->limits, &w->weighting, err);
    vn_record *record = st ? NULL : vn_batch_record(batch, err);
    if (!st && !record)
        st = VN_ENOMEM;
    return st ? st : write_record(w, record, list, n, &s->json, out, err);
}

/* ---- two passes ---- */

/* A term on its way from a thread to the collection: this, then the bytes of its key. */
typedef struct packed_term {
    size_t len;
    double tf;
} packed_term;

/* Leaves the number of terms, the terms and the record for `collect`. */
static vn_status pack(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    scratch *s = state;
    vn_term *list = NULL;
    size_t n = 0;
    vn_status st = docterms_get(s->terms, batch, doc, &list, &n, err);
    if (!st)
        st = vn_buf_append(out, &n, sizeof n, err);
    for (size_t i = 0; i < n && !st; i++) {
        const packed_term head = {list[i].key.len, list[i].count + list[i].extra};
        st = vn_buf_append(out, &head, sizeof head, err);
        if (!st)
            st = vn_buf_append(out, list[i].key.ptr, list[i].key.len, err);
    }
    const vn_record *record = st ? NULL : vn_batch_record(batch, err);
    if (!st && !record)
        st = VN_ENOMEM;
    return st ? st : vn_record_write(record, out, err);
}

static vn_status reserve_list(weighing *w, size_t n, vn_error *err)
{
    if (n <= w->cap)
        return VN_OK;
    vn_term *grown = n > SIZE_MAX / sizeof *grown / 2 ? NULL : realloc(w->list, 2 * n * sizeof *grown);
    if (!grown)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    w->list = grown;
    w->cap = 2 * n;
    return VN_OK;
}

static vn_status take(void *context, vn_slice bytes, vn_error *err)
{
    weighing *w = context;
    const char *at = bytes.ptr;
    size_t n;
    memcpy(&n, at, sizeof n);
    at += sizeof n;
    vn_status st = reserve_list(w, n, err);
    for (size_t i = 0; i < n && !st; i++) {
        packed_term head;
        memcpy(&head, at, sizeof head);
        w->list[i] = (vn_term){.key = {at + sizeof head, head.len}, .weight = head.tf};
        at += sizeof head + head.len;
    }
    if (!st)
        st = vn_collection_add_weighted(w->collection, w->list, n, err);
    return st ? st : vn_buf_append(&w->records, at, bytes.len - (size_t)(at - bytes.ptr), err);
}

/* Row r as terms, in w->list. */
static vn_status list_row(weighing *w, const vn_sparse *m, const vn_vocab *vocab, size_t r, size_t *n, vn_error *err)
{
    *n = m->start[r + 1] - m->start[r];
    const vn_status st = reserve_list(w, *n, err);
    for (size_t i = 0; i < *n && !st; i++) {
        const size_t at = m->start[r] + i;
        w->list[i] = (vn_term){.key = vn_vocab_term(vocab, m->col[at]), .weight = m->val[at]};
    }
    return st;
}

/* Writes the next of the waiting records with row r. */
static vn_status write_row(weighing *w, const vn_sparse *m, const vn_vocab *vocab, size_t r, vn_slice line,
                           vn_record *record, vn_buf *scratch_bytes, output *out, vn_error *err)
{
    size_t n = 0;
    vn_buf text = {0};
    vn_status st = vn_record_parse(record, line, err);
    if (!st)
        st = list_row(w, m, vocab, r, &n, err);
    if (!st)
        st = write_record(w, record, w->list, n, scratch_bytes, &text, err);
    if (!st)
        st = output_write(out, text.ptr, text.len, err);
    vn_buf_free(&text);
    return st;
}

static vn_status write_rows(weighing *w, const vn_sparse *m, const vn_vocab *vocab, output *out, vn_error *err)
{
    vn_record *record = NULL;
    vn_buf json = {0};
    const char *at = w->records.ptr;
    vn_status st = vn_record_new(&record, err);
    for (size_t r = 0; r < m->rows && !st; r++) {
        const char *line_end = memchr(at, '\n', w->records.len - (size_t)(at - w->records.ptr));
        st = write_row(w, m, vocab, r, (vn_slice){at, (size_t)(line_end - at)}, record, &json, out, err);
        at = line_end + 1;
    }
    vn_buf_free(&json);
    vn_record_free(record);
    return st;
}

static vn_status weigh_all(void *context, output *out, vn_error *err)
{
    weighing *w = context;
    vn_vocab *vocab = NULL;
    vn_sparse m = {0};
    vn_status st = vn_collection_finish(w->collection, w->df, &w->limits, &vocab, &m, err);
    if (!st)
        st = vn_weigh(&m, vocab, &w->weighting, err);
    if (!st)
        st = write_rows(w, &m, vocab, out, err);
    vn_sparse_free(&m);
    vn_vocab_free(vocab);
    return st;
}

/* ---- the command line ---- */

typedef struct request {
    stream_settings stream;
    const char *df;
    const char *min_df;
    const char *max_df;
} request;

static int check(weighing *w, const request *r, bool *needs_length)
{
    vn_error err = {0};
    if (vn_weighting_check(&w->weighting, needs_length, &err))
        return cli_usage("vntfidf", "%s", err.msg);
    if (!docterms_limit(r->min_df, &w->limits.min_count, &w->limits.min_share))
        return cli_usage("vntfidf", "--min-df is a count from 1 or a share such as 0.01, not \"%s\"", r->min_df);
    if (!docterms_limit(r->max_df, &w->limits.max_count, &w->limits.max_share))
        return cli_usage("vntfidf", "--max-df is a count from 1 or a share such as 0.5, not \"%s\"", r->max_df);
    return CLI_GO_ON;
}

static int open_df(weighing *w, const char *path)
{
    vn_error err = {0};
    if (!path)
        return CLI_GO_ON;
    vn_status st = vn_df_open(&w->df, strcmp(path, "reference") == 0 ? NULL : path, &err);
    if (!st && !vn_df_documents(w->df))
        st = cli_error(&err, VN_EDATA, "the table counts no document");
    if (st)
        return cli_fail("vntfidf", path, &err);
    if (!terminology_covered(&w->terms, vn_df_fingerprint(w->df)))
        fprintf(stderr,
                "vntfidf: %s: warning: made with another model, other stop words or narrower options than these terms\n",
                path);
    return CLI_GO_ON;
}

static int run(weighing *w, const request *r, bool needs_length, cli_arguments files)
{
    stream_job job = {.tool = "vntfidf", .settings = &r->stream, .files = files, .context = w, .begin = begin, .end = end};
    vn_error err = {0};
    if (w->df && !needs_length) {
        job.each = weigh_now;
        return stream_run(&job);
    }
    if (vn_collection_new(&w->collection, &err))
        return cli_fail("vntfidf", NULL, &err);
    w->records.max = SIZE_MAX / 2; /* memory is the limit */
    job.each = pack;
    job.collect = take;
    job.finish = weigh_all;
    return stream_run(&job);
}

static int weigh(weighing *w, const request *r, cli_arguments files)
{
    bool needs_length = false;
    int code = check(w, r, &needs_length);
    if (code != CLI_GO_ON)
        return code;
    code = terminology_open(&w->terms, "vntfidf");
    if (code == CLI_GO_ON)
        code = open_df(w, r->df);
    return code == CLI_GO_ON ? run(w, r, needs_length, files) : code;
}

static void clean(weighing *w)
{
    vn_collection_free(w->collection);
    vn_df_free(w->df);
    free(w->list);
    vn_buf_free(&w->records);
    terminology_close(&w->terms);
}

static const char examples[] = "  vntfidf news.jsonl > weights.jsonl          weights within this collection\n"
                               "  vntfidf --df news.df --top 20 today.txt     in one pass, against a table of vndf\n"
                               "  vnseg news | vntfidf | vnsim --top 5        the documents that are most alike\n";

int main(int argc, char **argv)
{
    request r = {.stream = STREAM_DEFAULTS};
    weighing w = {.terms = TERMINOLOGY_DEFAULTS};
    const cli_option options[] = {
        {"scheme", 'S', CLI_TEXT, &w.weighting.scheme, "NAME", "tfidf, gensim, bm25, pivoted or count (tfidf)", 0, 0, NULL},
        {"tf", 0, CLI_TEXT, &w.weighting.tf, "NAME", "raw or log (that of the scheme)", 0, 0, NULL},
        {"idf", 0, CLI_TEXT, &w.weighting.idf, "NAME", "smooth, plain, log2 or none (that of the scheme)", 0, 0, NULL},
        {"df", 'd', CLI_TEXT, &r.df, "FILE", "a table of vndf, or reference (the collection itself)", 0, 0, NULL},
        {"min-df", 0, CLI_TEXT, &r.min_df, "N", "drop terms in fewer documents; 0.01: a share (1)", 0, 0, NULL},
        {"max-df", 0, CLI_TEXT, &r.max_df, "N", "drop terms in more documents; 0.5: a share (no limit)", 0, 0, NULL},
        {"top", 'n', CLI_COUNT, &w.top, "N", "keep the N heaviest terms of a document (all)", 1, 1e9, NULL},
        TITLE_WEIGHT_OPTION(w.terms),
        TERMINOLOGY_OPTIONS(w.terms),
        STREAM_OPTIONS(r.stream),
        STREAM_JOBS(r.stream),
    };
    const cli_program program = {.name = "vntfidf", .summary = "adds the weights of its terms to each record",
                                 .arguments = "[FILE]...", .examples = examples, .options = options,
                                 .n_options = CLI_COUNT_OF(options)};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON)
        code = weigh(&w, &r, files);
    clean(&w);
    return code;
}
