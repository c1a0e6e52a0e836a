#include "keyset.h"

#include "vn/df.h"
#include "vn/json.h"
#include "vn/tsv.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 256, MEMORY = 1 << 30 };

const char *const keycompare_choices[] = {"lrc", "g2", "ratio", "simple", NULL}; /* as vn_keyness_measure */

/* A table of document frequencies: opened, or made of documents. */
typedef struct table {
    const terminology *terms;
    vn_df_cut cut;
    size_t memory; /* of each thread */
    docterms *thread[MOST_THREADS];
    size_t threads;
    vn_buf bytes;
    vn_df *df;
} table;

/* The target, what it is compared with, and where to. */
typedef struct job {
    table table; /* first: what `begin` and `count` take */
    const keyset_run *run;
    const vn_df *reference;
    output *to;
    vn_buf line;
} job;

/* Counting ------------------------------------------------------------------------------------------------------------ */

typedef struct worker {
    docterms *terms;
    size_t memory;
} worker;

/* The counts live until they are added up. */
static vn_status begin(void **state, void *context, vn_error *err)
{
    table *t = context;
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    w->memory = t->memory;
    const vn_status st = docterms_new(&w->terms, t->terms, err);
    if (st) {
        free(w);
        return st;
    }
    t->thread[t->threads++] = w->terms;
    *state = w;
    return VN_OK;
}

static vn_status count(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    vn_term *list;
    size_t n;
    (void)out;
    const vn_status st = docterms_get(w->terms, batch, doc, &list, &n, err);
    return st ? st : vn_terms_count(docterms_counts(w->terms), w->memory, err);
}

static vn_status append(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_append(context, bytes.ptr, bytes.len, err);
}

static void free_counts(table *t)
{
    while (t->threads)
        docterms_free(t->thread[--t->threads]);
}

static vn_status add_up(void *context, output *out, vn_error *err)
{
    table *t = context;
    vn_terms *terms[MOST_THREADS];
    (void)out;
    for (size_t i = 0; i < t->threads; i++)
        terms[i] = docterms_counts(t->thread[i]);
    vn_status st = vn_terms_write_df(terms, t->threads, t->terms->kind, t->cut, append, &t->bytes, err);
    free_counts(t);
    return st ? st : vn_df_parse(&t->df, (vn_slice){t->bytes.ptr, t->bytes.len}, err);
}

static void free_table(table *t)
{
    free_counts(t);
    vn_df_free(t->df);
    vn_buf_free(&t->bytes);
}

/* Rows ---------------------------------------------------------------------------------------------------------------- */

enum { NUMBERS = 9 };

static vn_status put_row(const job *j, const vn_keyness_row *row, vn_buf *out, vn_error *err)
{
    static const char *const name[NUMBERS] = {"df", "n", "df_against", "n_against", "lrc", "ratio", "g2", "p", "simple"};
    const vn_keyness_counts *c = &row->counts;
    const double number[NUMBERS] = {(double)c->df1, (double)c->n1, (double)c->df2, (double)c->n2, row->lrc, row->ratio,
                                    row->g2, vn_keyness_p(row->g2), row->simple};
    const bool tsv = j->run->tsv;
    vn_status st = tsv ? vn_tsv_write(row->term, out, err) : cli_append(out, "{\"term\":", err);
    if (!st)
        st = tsv ? cli_append(out, "\t", err) : vn_json_write_string(row->term, out, err);
    if (!st)
        st = tsv ? keyset_cells(number, NUMBERS, out, err) : keyset_members(name, number, NUMBERS, out, err);
    if (!st && !tsv)
        st = cli_append(out, row->at_most ? ",\"at_most\":true}\n" : "}\n", err);
    return st;
}

static vn_status write_row(void *context, const vn_keyness_row *row, vn_error *err)
{
    job *j = context;
    j->line.len = 0;
    const vn_status st = put_row(j, row, &j->line, err);
    return st ? st : output_write(j->to, j->line.ptr, j->line.len, err);
}

static vn_status finish(void *context, output *out, vn_error *err)
{
    job *j = context;
    const keyset *k = j->run->set;
    const vn_keyness_options options = {.measure = k->measure < 0 ? VN_KEYNESS_LRC : (vn_keyness_measure)k->measure,
                                        .least = k->least, .k = k->simple_k, .limit = j->run->limit};
    j->to = out;
    const vn_status st = add_up(&j->table, out, err);
    return st ? st : vn_keyness_compare(j->table.df, j->reference, &options, write_row, j, err);
}

/* The reference ------------------------------------------------------------------------------------------------------- */

/* Whether a file begins as a table does. */
static bool is_table(const char *path)
{
    const vn_reader_options options = {.kind = VN_INPUT_LINES};
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    vn_document line = {0};
    bool is = false;
    if (strcmp(path, "-") != 0 && !vn_reader_new(&reader, &path, 1, &options, NULL) && !vn_batch_new(&batch, NULL) &&
        !vn_reader_next(reader, batch, NULL) && !vn_batch_next(batch, &line, NULL))
        is = line.text.len && line.text.ptr[0] == '\t';
    vn_batch_free(batch);
    vn_reader_free(reader);
    return is;
}

/* Opens a table; the phrases compared are the longest that it has, unless -g says. */
static int open_table(keyset_run *run, const char *path, table *t)
{
    vn_error err = {0};
    terminology *terms = &run->terms;
    if (vn_df_open(&t->df, path, &err))
        return cli_fail(run->tool, path, &err);
    const unsigned least = run->set->ngrams ? (unsigned)run->set->ngrams : 1;
    for (terms->options.ngram_max = (unsigned)terms->ngrams; terms->options.ngram_max >= least; terms->options.ngram_max--)
        if (terminology_covered(terms, vn_df_fingerprint(t->df))) {
            terms->kind = vn_terms_kind(&terms->options, vn_segmentation_fingerprint(terms->seg.model, terms->seg.user));
            return CLI_GO_ON;
        }
    cli_error(&err, VN_EDATA, "made with another model, other stop words or narrower options than these terms");
    return cli_fail(run->tool, path ? path : "the built-in table", &err);
}

/* Counts the documents of a file or directory. */
static int count_reference(const keyset_run *run, table *t)
{
    const char *path = run->set->against;
    stream_settings settings = *run->stream;
    settings.output = "/dev/null"; /* nothing is written, and standard output must stay open */
    const int code = stream_run(&(stream_job){.tool = run->tool, .settings = &settings, .files = {&path, 1}, .context = t,
                                              .each = count, .begin = begin, .end = free, .finish = add_up});
    return code == CLI_OK ? CLI_GO_ON : code;
}

static int open_reference(keyset_run *run, table *t)
{
    const char *path = run->set->against;
    const bool built_in = strcmp(path, "default") == 0;
    run->terms.ngrams = run->set->ngrams ? run->set->ngrams : 3;
    const int code = terminology_open(&run->terms, run->tool);
    if (code != CLI_GO_ON)
        return code;
    return built_in || is_table(path) ? open_table(run, built_in ? NULL : path, t) : count_reference(run, t);
}

int keycompare_run(keyset_run *run)
{
    const size_t memory = MEMORY / run->stream->jobs;
    table reference = {.terms = &run->terms, .memory = memory};
    job j = {.table = reference, .run = run};
    j.table.cut.min_df = (uint32_t)(run->set->min_df ? run->set->min_df : 3);
    int code = open_reference(run, &reference);
    j.reference = reference.df;
    if (code == CLI_GO_ON)
        code = stream_run(&(stream_job){.tool = run->tool, .settings = run->stream, .files = run->files, .context = &j,
                                        .each = count, .begin = begin, .end = free, .finish = finish});
    free_table(&j.table);
    free_table(&reference);
    vn_buf_free(&j.line);
    terminology_close(&run->terms);
    return code;
}
