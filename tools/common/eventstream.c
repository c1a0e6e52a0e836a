#include "eventstream.h"

#include "vn/json.h"
#include "vn/tfidf.h"
#include "vn/tsv.h"

#include <stdlib.h>
#include <string.h>

typedef struct job {
    collection *all;
    const vn_event_options *options;
    vn_event_stream *stream;
    bool tsv;
} job;

typedef struct worker {
    job *job;
    void *collector; /* of collection_each */
    vn_buf item;
    vn_term *terms; /* [cap] */
    size_t cap;
} worker;

/* Dates ------------------------------------------------------------------------------------------------------------- */

/* Up to four digits at *at; -1: none. */
static int read_number(vn_slice text, size_t *at)
{
    int n = 0;
    const size_t from = *at;
    for (; *at < text.len && *at - from < 4 && text.ptr[*at] >= '0' && text.ptr[*at] <= '9'; ++*at)
        n = n * 10 + (text.ptr[*at] - '0');
    return *at > from ? n : -1;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static int64_t count_days(int year, int month, int day)
{
    int64_t days = day - 1;
    for (int m = 1; m < month; m++)
        days += days_of_month(year, m);
    const int64_t before = year - 1;
    return days + before * 365 + before / 4 - before / 100 + before / 400 - 719162;
}

bool day_of_date(vn_slice date, int64_t *day)
{
    int part[3];
    size_t at = 0;
    for (size_t i = 0; i < 3; i++) {
        part[i] = read_number(date, &at);
        const char sign = at < date.len ? date.ptr[at] : '\0';
        if (part[i] < 0 || (i < 2 && sign != '-' && sign != '/'))
            return false;
        at++;
    }
    const bool year_first = date.ptr[4 < date.len ? 4 : 0] == '-';
    const int year = part[year_first ? 0 : 2];
    const int last = part[year_first ? 2 : 0];
    if (year < 1000 || part[1] < 1 || part[1] > 12 || last < 1 || last > days_of_month(year, part[1]))
        return false;
    *day = count_days(year, part[1], last);
    return true;
}

static vn_status get_day(vn_record *record, int64_t *day, vn_error *err)
{
    vn_slice json;
    vn_slice text;
    if (!vn_record_raw(record, "date", &json))
        return cli_error(err, VN_EDATA, "there is no field 'date'");
    const vn_status st = vn_record_string(record, "date", &text, err);
    if (st)
        return st;
    return day_of_date(text, day) ? VN_OK : cli_error(err, VN_EDATA, "field 'date' is not like 2026-01-31 or 31/1/2026");
}

/* A document ---------------------------------------------------------------------------------------------------------- */

static vn_status begin(void **state, void *context, vn_error *err)
{
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return cli_error(err, VN_ENOMEM, "out of memory for documents");
    w->job = context;
    const vn_status st = collection_begin(&w->collector, w->job->all, err);
    if (st)
        free(w);
    else
        *state = w;
    return st;
}

static void end(void *state)
{
    worker *w = state;
    collection_end(w->collector);
    vn_buf_free(&w->item);
    free(w->terms);
    free(w);
}

/* The weighted terms of the document, into w->terms. */
static vn_status get_terms(worker *w, vn_batch *batch, const vn_document *doc, size_t *n, vn_error *err)
{
    w->item.len = 0;
    const vn_status st = collection_each(w->collector, batch, doc, &w->item, err);
    if (st)
        return st;
    const collection_item item = collection_read((vn_slice){w->item.ptr, w->item.len});
    *n = item.n_terms;
    if (*n > w->cap) {
        vn_term *grown = *n < SIZE_MAX / 2 / sizeof *grown ? realloc(w->terms, *n * 2 * sizeof *grown) : NULL;
        if (!grown)
            return cli_error(err, VN_ENOMEM, "out of memory for terms");
        w->terms = grown;
        w->cap = *n * 2;
    }
    collection_terms(&item, w->terms);
    if (item.weighted || !*n)
        return VN_OK;
    return vn_weigh_terms(w->terms, n, w->job->options->df, NULL, NULL, err);
}

static vn_status put(const worker *w, vn_record *record, vn_slice id, uint64_t event, vn_buf *out, vn_error *err)
{
    vn_buf number = {0};
    vn_status st = vn_json_write_number((double)event, &number, err);
    if (!st && !w->job->tsv)
        st = vn_record_set_raw(record, "cluster", (vn_slice){number.ptr, number.len}, err);
    if (!st)
        st = w->job->tsv ? vn_tsv_write(id, out, err) : vn_record_write(record, out, err);
    if (!st && w->job->tsv)
        st = cli_append(out, "\t", err);
    if (!st && w->job->tsv)
        st = vn_buf_append(out, number.ptr, number.len, err);
    vn_buf_free(&number);
    return st ? st : w->job->tsv ? cli_append(out, "\n", err) : VN_OK;
}

static vn_status each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    int64_t day = 0;
    size_t n = 0;
    uint64_t event = 0;
    vn_status st = get_terms(w, batch, doc, &n, err);
    vn_record *record = st ? NULL : vn_batch_record(batch, err);
    if (!record)
        return st ? st : VN_ENOMEM;
    st = get_day(record, &day, err);
    if (!st)
        st = vn_event_stream_add(w->job->stream, day, w->terms, n, &event, NULL, err);
    const vn_slice id = collection_read((vn_slice){w->item.ptr, w->item.len}).id;
    return st ? st : put(w, record, id, event, out, err);
}

int eventstream_run(const char *tool, collection *all, const stream_settings *settings, cli_arguments files,
                    const vn_event_options *options, bool tsv)
{
    vn_error err = {0};
    job j = {.all = all, .options = options, .tsv = tsv};
    stream_settings one = *settings;
    one.jobs = 1; /* events are made in the order of the stream */
    if (vn_event_stream_new(&j.stream, options, &err))
        return cli_fail(tool, NULL, &err);
    const int code = stream_run(&(stream_job){.tool = tool, .settings = &one, .files = files, .context = &j, .begin = begin,
                                              .end = end, .each = each, .prompt = true});
    vn_event_stream_free(j.stream);
    return code;
}
