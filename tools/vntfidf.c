/* vntfidf: adds the weights of its terms to each record.
 *
 * Where the time goes from 39,628 segmented articles, 15 million words, to a matrix in a file (tests/bench/weights.sh):
 * seconds by the clock on one core and with -j 2, of 0.45 and 0.29 on a machine that others used, too. Reading and counting
 * 0.30 and 0.18, terms into byte order 0.02 and 0.01, rows into the order of their columns 0.04 and 0.02, making the weights
 * and writing them 0.06 and 0.04, waiting for the disk 0.02. Of reading and counting a quarter is cutting and hashing words,
 * a quarter looking them up and counting, a seventh the bytes themselves, and a seventh learning 150,000 words. */
#include "cli.h"
#include "docterms.h"
#include "pieces.h"
#include "spill.h"
#include "stream.h"
#include "weights_out.h"

#include "vn/json.h"
#include "vn/tfidf.h"
#include "vn/tsv.h"
#include "vn/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { JSONL, MTX, SVMLIGHT, NPZ, NPY };

/* The numbers that a thread's own count gives to terms, as numbers of the collection. */
typedef struct renumbering {
    uint32_t *number;
    size_t cap;
} renumbering;

/* What the command line asks for, and what all threads share. */
typedef struct weighing {
    terminology terms;
    vn_weighting weighting;
    vn_df_limits limits;
    vn_df *df;  /* NULL: the collection's own */
    size_t top; /* 0: all */
    int form;
    const char *rows;       /* files, or NULL */
    const char *vocabulary;
    const char *label;      /* a field, or NULL */
    unsigned threads;

    /* Two passes only: what is kept until the last document has come. */
    unsigned workers;
    vn_weights *weights;
    vn_term_keys *keys;       /* of all workers, or NULL: phrases and aliases, which */
    renumbering *renumbering; /* [workers] are numbered anew */
    spill *records;  /* of each document where its weights belong, and the record without them */
    uint64_t *place; /* [documents + 1] where that begins */
    size_t place_cap;
    size_t documents;
    vn_buf ids;         /* lines */
    vn_weights *labels; /* a collection whose documents have one term each */
    bool labels_are_numbers;
    vn_buf quoted;  /* "term": of each column, for records */
    size_t *quote;  /* [columns + 1] where each begins */
    vn_buf *read;   /* [threads] */
    double *val;    /* [threads][longest] */
    size_t longest;
} weighing;

static vn_status no_memory(vn_error *err)
{
    return cli_error(err, VN_ENOMEM, "out of memory for terms");
}

/* Makes room for `need` items of an array, growing by half. */
static vn_status reserve(void **block, size_t *cap, size_t need, size_t size, vn_error *err)
{
    if (need <= *cap)
        return VN_OK;
    const size_t wanted = need + need / 2 + 64;
    void *grown = wanted > SIZE_MAX / size ? NULL : realloc(*block, wanted * size);
    if (!grown)
        return no_memory(err);
    *block = grown;
    *cap = wanted;
    return VN_OK;
}

/* ---- scratch of a thread ---- */

typedef struct scratch {
    weighing *shared;
    docterms *terms;
    vn_buf json;
    vn_buf record;
    unsigned worker;
    uint32_t generation; /* of its numbers of terms */
    uint32_t told;       /* those below it are known to the collection */
} scratch;

static vn_status begin(void **state, void *context, vn_error *err)
{
    weighing *w = context;
    scratch *s = calloc(1, sizeof *s);
    renumbering *grown = realloc(w->renumbering, (w->workers + 1) * sizeof *grown);
    w->renumbering = grown ? grown : w->renumbering;
    if (!s || !grown) {
        free(s);
        return no_memory(err);
    }
    const vn_status st = docterms_new(&s->terms, &w->terms, err);
    if (st) {
        free(s);
        return st;
    }
    s->shared = w;
    s->worker = w->workers++;
    w->renumbering[s->worker] = (renumbering){0};
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
    vn_buf_free(&s->record);
    free(s);
}

/* ---- one pass against a table ---- */

/* The field `tfidf` from terms in byte order. */
static vn_status put_terms(const vn_term *list, size_t n, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "{", err);
    for (size_t i = 0; i < n && !st; i++) {
        st = i ? cli_append(out, ",", err) : VN_OK;
        if (!st)
            st = vn_json_write_string(list[i].key, out, err);
        if (!st)
            st = cli_append(out, ":", err);
        if (!st)
            st = vn_json_write_number(list[i].weight, out, err);
    }
    return st ? st : cli_append(out, "}", err);
}

static vn_status weigh_now(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    scratch *s = state;
    const weighing *w = s->shared;
    vn_term *list = NULL;
    size_t n = 0;
    size_t at = 0;
    vn_status st = docterms_get(s->terms, batch, doc, &list, &n, err);
    if (!st)
        st = vn_weigh_terms(list, &n, w->df, &w->limits, &w->weighting, err);
    vn_record *record = st ? NULL : vn_batch_record(batch, err);
    if (st || !record)
        return st ? st : VN_ENOMEM;
    if (w->top)
        vn_terms_keep_top(list, &n, w->top);
    s->record.len = 0;
    st = vn_record_write_around(record, "tfidf", &s->record, &at, err);
    if (!st)
        st = vn_buf_append(out, s->record.ptr, at, err);
    if (!st)
        st = put_terms(list, n, out, err);
    return st ? st : vn_buf_append(out, s->record.ptr + at, s->record.len - at, err);
}

/* ---- two passes: from a thread ---- */

/* A document on its way to the collection: this head, then its tf that no byte holds, numbers and tf of its terms, the terms
 * that the collection does not know, each a new_term and its bytes, then id, label and record; and bytes up to a multiple of
 * 8, so that the next head and its numbers are aligned. */
typedef struct head {
    vn_counted counted; /* its pointers mean nothing */
    uint32_t worker;
    size_t unknown;
    size_t id;
    size_t label;
    size_t record; /* with where the weights belong before it */
} head;

enum { ALIGN = 8 };

typedef struct new_term {
    uint32_t number;
    size_t len;
} new_term;

/* The keys that have come up since the last document. */
static vn_status put_unknown(scratch *s, head *h, vn_buf *out, vn_error *err)
{
    const vn_terms *counter = docterms_counter(s->terms);
    const uint32_t n = s->shared->keys ? 0 : vn_terms_numbers(counter);
    const uint32_t told = s->generation == vn_terms_generation(counter) ? s->told : 0;
    vn_status st = VN_OK;
    for (uint32_t i = told; i < n && !st; i++) {
        const vn_slice key = vn_terms_key(counter, i);
        const new_term t = {.number = i, .len = key.len};
        h->unknown++;
        st = vn_buf_append(out, &t, sizeof t, err);
        if (!st)
            st = vn_buf_append(out, key.ptr, key.len, err);
    }
    return st;
}

static vn_status put_counted(const vn_counted *c, vn_buf *out, vn_error *err)
{
    vn_status st = vn_buf_append(out, c->more, c->n_more * sizeof *c->more, err);
    if (!st)
        st = vn_buf_append(out, c->number, c->n * sizeof *c->number, err);
    return st ? st : vn_buf_append(out, c->tf, c->n, err);
}

/* A string, or any other value as JSON has it. */
static vn_status get_label(const weighing *w, vn_batch *batch, vn_slice *label, vn_error *err)
{
    vn_slice json;
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    if (!vn_record_raw(record, w->label, &json))
        return cli_error(err, VN_EDATA, "no field \"%.60s\" for the label", w->label);
    *label = json;
    return json.ptr[0] == '"' ? vn_record_string(record, w->label, label, err) : VN_OK;
}

static vn_status put_record(vn_batch *batch, vn_buf *out, vn_error *err)
{
    size_t at = 0;
    const size_t start = out->len;
    vn_record *record = vn_batch_record(batch, err);
    vn_status st = record ? vn_buf_append(out, &at, sizeof at, err) : VN_ENOMEM;
    if (!st)
        st = vn_record_write_around(record, "tfidf", out, &at, err);
    if (!st)
        memcpy(out->ptr + start, &at, sizeof at);
    return st;
}

static vn_status pack(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    scratch *s = state;
    const weighing *w = s->shared;
    const size_t start = out->len;
    vn_slice label = {0};
    head h = {.worker = s->worker, .id = w->rows ? doc->id.len : 0};
    vn_status st = docterms_count(s->terms, batch, doc, &h.counted, err);
    if (!st && w->label)
        st = get_label(w, batch, &label, err);
    h.label = label.len;
    if (!st)
        st = vn_buf_append(out, &h, sizeof h, err);
    if (!st)
        st = put_counted(&h.counted, out, err);
    if (!st)
        st = put_unknown(s, &h, out, err);
    if (!st)
        st = vn_buf_append(out, doc->id.ptr, h.id, err);
    if (!st)
        st = vn_buf_append(out, label.ptr, label.len, err);
    h.record = out->len;
    if (!st && w->form == JSONL)
        st = put_record(batch, out, err);
    h.record = out->len - h.record;
    if (!st)
        st = vn_buf_append(out, "\0\0\0\0\0\0\0", (ALIGN - out->len % ALIGN) % ALIGN, err);
    if (st)
        return st;
    memcpy(out->ptr + start, &h, sizeof h);
    s->generation = vn_terms_generation(docterms_counter(s->terms));
    s->told = w->keys ? 0 : vn_terms_numbers(docterms_counter(s->terms));
    return VN_OK;
}

/* ---- two passes: to the collection ---- */

/* Learns the terms that are new; *at moves behind them. */
static vn_status take_unknown(weighing *w, const head *h, const char **at, vn_error *err)
{
    renumbering *r = &w->renumbering[h->worker];
    vn_status st = VN_OK;
    for (size_t i = 0; i < h->unknown && !st; i++) {
        new_term t;
        memcpy(&t, *at, sizeof t);
        *at += sizeof t;
        st = reserve((void **)&r->number, &r->cap, (size_t)t.number + 1, sizeof *r->number, err);
        if (!st)
            st = vn_weights_number(w->weights, (vn_slice){*at, t.len}, &r->number[t.number], err);
        *at += t.len;
    }
    return st;
}

static vn_status take_counted(weighing *w, const head *h, const char **at, vn_error *err)
{
    vn_counted c = h->counted;
    c.more = (const double *)(const void *)*at;
    c.number = (const uint32_t *)(const void *)(c.more + c.n_more);
    c.tf = (const uint8_t *)(c.number + c.n);
    *at = (const char *)c.tf + c.n;
    const vn_status st = take_unknown(w, h, at, err);
    return st ? st : vn_weights_add(w->weights, &c, w->keys ? NULL : w->renumbering[h->worker].number, err);
}

static vn_status take_label(weighing *w, vn_slice label, vn_error *err)
{
    uint32_t number;
    double value;
    const uint8_t once = 1;
    vn_status st = vn_weights_number(w->labels, label, &number, err);
    if (!st)
        st = vn_weights_add(w->labels, &(vn_counted){.number = &number, .tf = &once, .n = 1}, NULL, err);
    w->labels_are_numbers =
        w->labels_are_numbers && !vn_json_check(label, NULL) && !vn_json_read_number(label, &value, NULL);
    return st;
}

static vn_status take_record(weighing *w, const char *bytes, size_t len, vn_error *err)
{
    vn_status st = reserve((void **)&w->place, &w->place_cap, w->documents + 2, sizeof *w->place, err);
    if (!st)
        st = spill_write(w->records, bytes, len, &w->place[w->documents], err);
    if (!st)
        w->place[w->documents + 1] = w->place[w->documents] + len;
    return st;
}

static vn_status take(void *context, vn_slice bytes, vn_error *err)
{
    weighing *w = context;
    head h;
    memcpy(&h, bytes.ptr, sizeof h);
    const char *at = bytes.ptr + sizeof h;
    vn_status st = take_counted(w, &h, &at, err);
    if (!st && w->rows) {
        st = vn_tsv_write((vn_slice){at, h.id}, &w->ids, err);
        if (!st)
            st = cli_append(&w->ids, "\n", err);
    }
    if (!st && w->label)
        st = take_label(w, (vn_slice){at + h.id, h.label}, err);
    if (!st && w->form == JSONL)
        st = take_record(w, at + h.id + h.label, h.record, err);
    w->documents++;
    return st;
}

/* ---- two passes: results ---- */

/* The keys of all columns as records have them. */
static vn_status quote_terms(weighing *w, vn_error *err)
{
    const vn_vocab *vocab = vn_weights_vocab(w->weights);
    const size_t n = vn_vocab_size(vocab);
    w->quote = calloc(n + 1, sizeof *w->quote);
    if (!w->quote)
        return no_memory(err);
    w->quoted.max = SIZE_MAX / 2;
    vn_status st = VN_OK;
    for (size_t j = 0; j < n && !st; j++) {
        st = vn_json_write_string(vn_vocab_term(vocab, (uint32_t)j), &w->quoted, err);
        if (!st)
            st = cli_append(&w->quoted, ":", err);
        w->quote[j + 1] = w->quoted.len;
    }
    return st;
}

/* The field `tfidf` of row r. */
static vn_status put_row(const weighing *w, size_t r, double *val, vn_buf *out, vn_error *err)
{
    const size_t n = vn_weights_row_size(w->weights, r);
    const uint32_t *col = vn_weights_row(w->weights, r, val);
    vn_status st = cli_append(out, "{", err);
    for (size_t i = 0; i < n && !st; i++) {
        const size_t quote = w->quote[col[i]];
        st = i ? vn_buf_append(out, ",", 1, err) : VN_OK;
        if (!st)
            st = vn_buf_append(out, w->quoted.ptr + quote, w->quote[col[i] + 1] - quote, err);
        if (!st)
            st = vn_json_write_number(val[i], out, err);
    }
    return st ? st : cli_append(out, "}", err);
}

enum { ROWS = 64 }; /* of a piece */

static vn_status make_records(void *context, size_t index, unsigned thread, vn_buf *out, vn_error *err)
{
    const weighing *w = context;
    const size_t first = index * ROWS;
    const size_t last = first + ROWS < w->documents ? first + ROWS : w->documents;
    vn_buf *in = &w->read[thread];
    in->len = 0;
    in->max = out->max = SIZE_MAX / 2;
    vn_status st = spill_read(w->records, w->place[first], (size_t)(w->place[last] - w->place[first]), in, err);
    for (size_t r = first; r < last && !st; r++) {
        const char *record = in->ptr + (w->place[r] - w->place[first]) + sizeof(size_t);
        size_t at;
        memcpy(&at, record - sizeof at, sizeof at);
        st = vn_buf_append(out, record, at, err);
        if (!st)
            st = put_row(w, r, w->val + thread * w->longest, out, err);
        if (!st)
            st = vn_buf_append(out, record + at, (size_t)(w->place[r + 1] - w->place[r]) - sizeof at - at, err);
    }
    return st;
}

static vn_status take_piece(void *out, vn_slice bytes, vn_error *err)
{
    return output_write(out, bytes.ptr, bytes.len, err);
}

static vn_status write_records(weighing *w, output *out, vn_error *err)
{
    w->longest = 1;
    for (size_t r = 0; r < w->documents; r++)
        if (vn_weights_row_size(w->weights, r) > w->longest)
            w->longest = vn_weights_row_size(w->weights, r);
    w->read = calloc(w->threads, sizeof *w->read);
    w->val = calloc(w->threads, w->longest * sizeof *w->val);
    if (!w->read || !w->val)
        return no_memory(err);
    const vn_status st = quote_terms(w, err);
    const size_t pieces = w->documents / ROWS + (w->documents % ROWS > 0);
    return st ? st : pieces_run(w->threads, pieces, make_records, w, take_piece, out, err);
}

/* The label of a row: itself when all are numbers, else its place among the different ones in byte order, from 0. */
static vn_status put_label(void *context, size_t row, vn_buf *out, vn_error *err)
{
    const weighing *w = context;
    const uint32_t *place = vn_weights_row(w->labels, row, NULL);
    const vn_slice label = vn_vocab_term(vn_weights_vocab(w->labels), *place);
    return w->labels_are_numbers ? vn_buf_append(out, label.ptr, label.len, err) : cli_append_count(out, *place, err);
}

static vn_status write_matrix(weighing *w, output *out, vn_error *err)
{
    static const weights_form form[] = {
        [MTX] = WEIGHTS_MTX, [SVMLIGHT] = WEIGHTS_SVM, [NPZ] = WEIGHTS_NPZ, [NPY] = WEIGHTS_NPY};
    weights_out o = {.weights = w->weights,
                     .form = form[w->form],
                     .threads = w->threads,
                     .label = w->label ? put_label : NULL,
                     .context = w};
    return weights_out_write(&o, out, err);
}

static vn_status weigh_all(void *context, output *out, vn_error *err)
{
    weighing *w = context;
    const vn_weights_options options = {
        .df = w->df, .limits = &w->limits, .weighting = &w->weighting, .top = w->top, .threads = w->threads};
    vn_status st = vn_weights_finish(w->weights, &options, err);
    if (!st && w->label)
        st = vn_weights_finish(w->labels, &(vn_weights_options){.weighting = &(vn_weighting){.scheme = "count"}}, err);
    if (st)
        return st;
    return w->form == JSONL ? write_records(w, out, err) : write_matrix(w, out, err);
}

/* ---- the files beside the output ---- */

/* Of each row its id; with labels also the label as it stands in the output, and as it was. */
static vn_status list_rows(const weighing *w, vn_buf *out, vn_error *err)
{
    const char *at = w->ids.ptr;
    vn_status st = VN_OK;
    for (size_t r = 0; r < w->documents && !st; r++) {
        const char *line_end = memchr(at, '\n', w->ids.len - (size_t)(at - w->ids.ptr));
        st = vn_buf_append(out, at, (size_t)(line_end - at), err);
        at = line_end + 1;
        if (!st && w->label)
            st = cli_append(out, "\t", err);
        if (!st && w->label)
            st = put_label((void *)w, r, out, err);
        if (!st && w->label)
            st = cli_append(out, "\t", err);
        if (!st && w->label)
            st = vn_tsv_write(vn_vocab_term(vn_weights_vocab(w->labels), *vn_weights_row(w->labels, r, NULL)), out, err);
        if (!st)
            st = cli_append(out, "\n", err);
    }
    return st;
}

static int write_tables(weighing *w)
{
    vn_error err = {0};
    const char *name = NULL;
    vn_buf lines = {.max = SIZE_MAX / 2};
    vn_status st = VN_OK;
    if (w->vocabulary)
        st = weights_out_vocabulary(w->weights, w->vocabulary, &name, &err);
    if (!st && w->rows) {
        name = NULL;
        st = list_rows(w, &lines, &err);
        if (!st)
            st = output_whole(w->rows, (vn_slice){lines.ptr, lines.len}, &name, &err);
    }
    vn_buf_free(&lines);
    return st ? cli_fail("vntfidf", name, &err) : CLI_OK;
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
        return cli_usage_error("vntfidf", &err);
    if (!docterms_limit(r->min_df, &w->limits.min_count, &w->limits.min_share))
        return cli_usage("vntfidf", "--min-df is a count from 1 or a share such as 0.01, not \"%s\"", r->min_df);
    if (!docterms_limit(r->max_df, &w->limits.max_count, &w->limits.max_share))
        return cli_usage("vntfidf", "--max-df is a count from 1 or a share such as 0.5, not \"%s\"", r->max_df);
    if (w->label && w->form != SVMLIGHT && !w->rows)
        return cli_usage("vntfidf", "--label goes with -o svmlight or --rows");
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
    if (!terminology_covered(&w->terms, vn_df_fingerprint(w->df))) {
        cli_error(&err, VN_EDATA, "made with another model, other stop words or narrower options than these terms");
        cli_warn("vntfidf", path, &err);
    }
    return CLI_GO_ON;
}

/* The own memory of records: beyond it they wait in a file; and of words, by which threads count, all of them together. */
enum { RECORDS_IN_MEMORY = 64 << 20, WORDS_IN_MEMORY = 1 << 30 };

static vn_status begin_collection(weighing *w, vn_error *err)
{
    w->ids.max = SIZE_MAX / 2;
    w->labels_are_numbers = true;
    const bool plain = w->terms.options.ngram_max <= 1 && !w->terms.options.aliases;
    vn_status st = plain ? vn_term_keys_new(&w->keys, err) : VN_OK;
    w->terms.options.keys = w->keys;
    if (!st)
        st = vn_weights_new(&w->weights, w->keys, err);
    if (!st && w->label)
        st = vn_weights_new(&w->labels, NULL, err);
    return st ? st : spill_new(&w->records, RECORDS_IN_MEMORY, err);
}

static int run(weighing *w, const request *r, bool needs_length, cli_arguments files)
{
    stream_job job = {.tool = "vntfidf", .settings = &r->stream, .files = files, .context = w, .begin = begin, .end = end};
    vn_error err = {0};
    if (w->df && !needs_length && w->form == JSONL && !w->rows && !w->vocabulary) {
        job.each = weigh_now;
        return stream_run(&job);
    }
    if (begin_collection(w, &err))
        return cli_fail("vntfidf", NULL, &err);
    w->threads = (unsigned)r->stream.jobs;
    w->terms.options.remember = WORDS_IN_MEMORY / w->threads;
    job.each = pack;
    job.collect = take;
    job.finish = weigh_all;
    const int code = stream_run(&job);
    return code == CLI_OK ? write_tables(w) : code;
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
    for (unsigned i = 0; i < w->workers; i++)
        free(w->renumbering[i].number);
    for (unsigned i = 0; w->read && i < w->threads; i++)
        vn_buf_free(&w->read[i]);
    vn_weights_free(w->weights);
    vn_weights_free(w->labels);
    vn_term_keys_free(w->keys);
    spill_free(w->records);
    vn_df_free(w->df);
    vn_buf_free(&w->ids);
    vn_buf_free(&w->quoted);
    free(w->renumbering);
    free(w->place);
    free(w->quote);
    free(w->read);
    free(w->val);
    terminology_close(&w->terms);
}

static const char examples[] = "  vntfidf news.jsonl > weights.jsonl          weights within this collection\n"
                               "  vntfidf --df news.df --top 20 today.txt     in one pass, against a table of vndf\n"
                               "  vnseg news | vntfidf | vnsim --top 5        the documents that are most alike\n";

int main(int argc, char **argv)
{
    static const char *const forms[] = {"jsonl", "mtx", "svmlight", "npz", "npy", NULL};
    request r = {.stream = STREAM_DEFAULTS};
    weighing w = {.terms = TERMINOLOGY_DEFAULTS};
    const cli_option options[] = {
        {"scheme", 'S', CLI_TEXT, &w.weighting.scheme, "NAME", "tfidf, gensim, bm25, pivoted or count (tfidf)", 0, 0, NULL},
        {"tf", 0, CLI_TEXT, &w.weighting.tf, "NAME", "raw or log (that of the scheme)", 0, 0, NULL},
        {"idf", 0, CLI_TEXT, &w.weighting.idf, "NAME", "smooth, plain, log2 or none (that of the scheme)", 0, 0, NULL},
        {"df", 'd', CLI_TEXT, &r.df, "FILE", "a table of vndf, or reference (the collection itself)", 0, 0, NULL},
        {"min-df", 0, CLI_TEXT, &r.min_df, "N", "drop terms in fewer documents; 0.01: a share (1)", 0, 0, NULL},
        {"max-df", 0, CLI_TEXT, &r.max_df, "N", "drop terms in more documents; 0.5: a share (no limit)", 0, 0, NULL},
        {"format", 'o', CLI_CHOICE, &w.form, "FORMAT", "jsonl, mtx, svmlight, npz (scipy) or npy (dense) (jsonl)", 0, 0,
         forms},
        {"vocabulary", 0, CLI_TEXT, &w.vocabulary, "FILE", "write term, df and idf of each column to FILE", 0, 0, NULL},
        {"rows", 0, CLI_TEXT, &w.rows, "FILE", "write the id of each row to FILE, and its label", 0, 0, NULL},
        {"label", 0, CLI_TEXT, &w.label, "FIELD", "the field that has the label of a document, for -o svmlight", 0, 0, NULL},
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
