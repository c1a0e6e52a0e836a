#include "eventstream.h"

#include "day.h"

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
    st = day_of_record(record, "date", &day, err);
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
