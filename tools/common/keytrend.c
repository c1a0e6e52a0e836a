#include "keyset.h"

#include "vn/json.h"
#include "vn/norm.h"
#include "vn/trend.h"
#include "vn/tsv.h"

#include <stdlib.h>
#include <string.h>

typedef struct job {
    const keyset_run *run;
    const char *field;
    day_span span;
    vn_buf chosen_bytes;
    vn_slice *chosen; /* [n_chosen] keys, their words joined by `_` */
    size_t n_chosen;
    vn_trend *trend;
    vn_buf line; /* of a row */
    output *to;  /* of rows; NULL: they go to `into` */
    vn_buf *into;
    int64_t latest; /* sorted: the period of the last document */
    bool any;
} job;

typedef struct worker {
    job *job;
    docterms *terms;
    vn_slice *key; /* [cap] */
    size_t cap;
    vn_buf flat; /* keys of a document in the form of chosen ones */
} worker;

/* A document ---------------------------------------------------------------------------------------------------------- */

static vn_status begin(void **state, void *context, vn_error *err)
{
    job *j = context;
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    w->job = j;
    const vn_status st = docterms_new(&w->terms, &j->run->terms, err);
    if (st)
        free(w);
    else
        *state = w;
    return st;
}

static void end(void *state)
{
    worker *w = state;
    docterms_free(w->terms);
    free(w->key);
    vn_buf_free(&w->flat);
    free(w);
}

static bool grow_keys(worker *w, size_t n)
{
    if (n <= w->cap)
        return true;
    vn_slice *grown = n < SIZE_MAX / 2 / sizeof *grown ? realloc(w->key, n * 2 * sizeof *grown) : NULL;
    if (!grown)
        return false;
    w->key = grown;
    w->cap = n * 2;
    return true;
}

/* The number of the chosen term that a key is, whether its words are joined by `_` or parted; n_chosen: none. */
static size_t chosen_of(const job *j, vn_slice key)
{
    for (size_t i = 0; i < j->n_chosen; i++) {
        const vn_slice c = j->chosen[i];
        if (c.len != key.len)
            continue;
        size_t same = 0;
        while (same < c.len && (key.ptr[same] == ' ' ? '_' : key.ptr[same]) == c.ptr[same])
            same++;
        if (same == c.len)
            return i;
    }
    return j->n_chosen;
}

/* The chosen among the terms, each once. */
static size_t keep_chosen(const job *j, const vn_term *term, size_t n, vn_slice *key)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t which = chosen_of(j, term[i].key);
        bool seen = which == j->n_chosen;
        for (size_t k = 0; k < kept && !seen; k++)
            seen = key[k].ptr == j->chosen[which].ptr;
        if (!seen)
            key[kept++] = j->chosen[which];
    }
    return kept;
}

/* The period of the document and its terms, into w->key. */
static vn_status read_document(worker *w, vn_batch *batch, const vn_document *doc, int64_t *period, size_t *n, vn_error *err)
{
    const job *j = w->job;
    vn_term *list;
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    vn_status st = day_of_record(record, j->field, period, err);
    if (!st)
        st = docterms_get(w->terms, batch, doc, &list, n, err);
    if (st)
        return st;
    *period = day_span_of(j->span, *period);
    if (!grow_keys(w, *n))
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    if (j->n_chosen)
        *n = keep_chosen(j, list, *n, w->key);
    for (size_t i = 0; i < *n && !j->n_chosen; i++)
        w->key[i] = list[i].key;
    return VN_OK;
}

/* Rows ---------------------------------------------------------------------------------------------------------------- */

enum { NUMBERS = 8 };

static double share(uint64_t df, uint64_t n)
{
    return n ? (double)df / (double)n : 0;
}

static vn_status write_values(const job *j, vn_slice date, const vn_trend_row *row, vn_buf *out, vn_error *err)
{
    static const char *const name[NUMBERS] = {"df",       "n",            "share", "df_before",
                                              "n_before", "share_before", "lrc",   "log_ratio"};
    const vn_keyness_counts *c = &row->counts;
    const double number[NUMBERS] = {(double)c->df1, (double)c->n1, share(c->df1, c->n1), (double)c->df2, (double)c->n2,
                                    share(c->df2, c->n2), row->lrc, vn_keyness_log_ratio(c)};
    vn_status st = j->run->tsv ? vn_buf_append(out, date.ptr, date.len, err) : cli_append(out, "{\"date\":", err);
    if (!st && !j->run->tsv)
        st = vn_json_write_string(date, out, err);
    if (!st)
        st = cli_append(out, j->run->tsv ? "\t" : ",\"term\":", err);
    if (!st)
        st = j->run->tsv ? vn_tsv_write(row->term, out, err) : vn_json_write_string(row->term, out, err);
    if (!st && j->run->tsv)
        st = cli_append(out, "\t", err);
    if (!st)
        st = j->run->tsv ? keyset_cells(number, NUMBERS, out, err) : keyset_members(name, number, NUMBERS, out, err);
    return st || j->run->tsv ? st : cli_append(out, "}\n", err);
}

static vn_status write_row(void *context, const vn_trend_row *row, vn_error *err)
{
    job *j = context;
    char name[DAY_NAME];
    const vn_slice date = {name, day_span_name(j->span, row->period, name)};
    if (!j->to)
        return write_values(j, date, row, j->into, err);
    j->line.len = 0;
    const vn_status st = write_values(j, date, row, &j->line, err);
    return st ? st : output_write(j->to, j->line.ptr, j->line.len, err);
}

static vn_status finish(void *context, output *out, vn_error *err)
{
    job *j = context;
    j->to = out;
    return vn_trend_write(j->trend, INT64_MAX, write_row, j, err);
}

/* In any order: documents go to the main thread, as their period and the keys, each behind its length. ------------------ */

static vn_status hand_over(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    int64_t period;
    size_t n = 0;
    vn_status st = read_document(w, batch, doc, &period, &n, err);
    if (!st)
        st = vn_buf_append(out, &period, sizeof period, err);
    for (size_t i = 0; !st && i < n; i++) {
        st = vn_buf_append(out, &w->key[i].len, sizeof w->key[i].len, err);
        if (!st)
            st = vn_buf_append(out, w->key[i].ptr, w->key[i].len, err);
    }
    return st;
}

static vn_status take(void *context, vn_slice bytes, vn_error *err)
{
    job *j = context;
    int64_t period;
    vn_slice *key = malloc((bytes.len / (sizeof key->len + 1) + 1) * sizeof *key);
    if (!key)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    memcpy(&period, bytes.ptr, sizeof period);
    size_t n = 0;
    for (size_t at = sizeof period; at < bytes.len; at += key[n++].len) {
        memcpy(&key[n].len, bytes.ptr + at, sizeof key[n].len);
        key[n].ptr = bytes.ptr + (at += sizeof key[n].len);
    }
    const vn_status st = vn_trend_add(j->trend, period, key, n, err);
    free(key);
    return st;
}

/* By date: in one thread, and a period is written when the next one begins. --------------------------------------------- */

static vn_status count_at_once(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    job *j = w->job;
    int64_t period;
    size_t n = 0;
    vn_status st = read_document(w, batch, doc, &period, &n, err);
    if (st)
        return st;
    if (j->any && period < j->latest)
        return cli_error(err, VN_EDATA, "an earlier date than that of the document before: leave out --sorted");
    j->into = out;
    if (j->any && period > j->latest)
        st = vn_trend_write(j->trend, period, write_row, j, err);
    j->any = true;
    j->latest = period;
    return st ? st : vn_trend_add(j->trend, period, w->key, n, err);
}

/* The run --------------------------------------------------------------------------------------------------------------- */

/* The keys of --term; *longest grows to the most words that one may have. */
static vn_status fold_chosen(job *j, const cli_list *list, size_t *longest, vn_error *err)
{
    vn_status st = VN_OK;
    j->chosen = calloc(list->n + 1, sizeof *j->chosen);
    if (!j->chosen)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    for (size_t i = 0; !st && i < list->n; i++) {
        const size_t from = j->chosen_bytes.len;
        st = vn_fold((vn_slice){list->item[i], strlen(list->item[i])}, &j->chosen_bytes, err);
        j->chosen[i].len = j->chosen_bytes.len - from;
        if (!st && !j->chosen[i].len)
            st = cli_error(err, VN_EINVAL, "--term is empty");
        size_t words = 1;
        for (size_t at = from; at < j->chosen_bytes.len; at++)
            words += j->chosen_bytes.ptr[at] == '_';
        *longest = words > *longest ? words : *longest;
    }
    for (size_t i = 0, at = 0; i < list->n && !st; at += j->chosen[i++].len)
        j->chosen[i].ptr = j->chosen_bytes.ptr + at;
    j->n_chosen = list->n;
    return st;
}

static int open(job *j, keyset_run *run)
{
    vn_error err = {0};
    const keyset *k = run->set;
    size_t longest = 1;
    j->field = k->by ? k->by : "date";
    j->span = k->period < 0 ? DAY_DAY : (day_span)k->period;
    vn_status st = fold_chosen(j, &k->term, &longest, &err);
    const vn_trend_options options = {.window = k->window, .min_df = (uint32_t)k->min_df, .limit = run->limit,
                                      .term = j->n_chosen ? j->chosen : NULL, .n_terms = j->n_chosen};
    if (!st)
        st = vn_trend_new(&j->trend, &options, &err);
    if (st)
        return cli_fail(run->tool, NULL, &err);
    run->terms.ngrams = k->ngrams ? k->ngrams : 3;
    if (j->n_chosen)
        run->terms.ngrams = longest < VN_NGRAM_MAX ? longest : VN_NGRAM_MAX;
    return terminology_open(&run->terms, run->tool);
}

int keytrend_run(keyset_run *run)
{
    job j = {.run = run};
    stream_settings settings = *run->stream;
    stream_job work = {.tool = run->tool, .settings = &settings, .files = run->files, .context = &j, .begin = begin,
                       .end = end, .finish = finish};
    if (run->set->sorted) {
        settings.jobs = 1;
        work.prompt = true;
        work.each = count_at_once;
    } else {
        work.each = hand_over;
        work.collect = take;
    }
    int code = open(&j, run);
    if (code == CLI_GO_ON)
        code = stream_run(&work);
    terminology_close(&run->terms);
    vn_trend_free(j.trend);
    vn_buf_free(&j.chosen_bytes);
    vn_buf_free(&j.line);
    free(j.chosen);
    return code;
}
