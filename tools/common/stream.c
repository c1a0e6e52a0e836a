#include "stream.h"

#include "amount.h"
#include "catalog.h"
#include "meter.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const stream_input_choices[] = {"auto", "text", "lines", "jsonl", "words", NULL}; /* as vn_input_kind */
const char *const stream_invalid_choices[] = {"error", "replace", NULL};

/* One place of the ring: a batch on its way. It belongs to the main thread, then to one worker, then to main again. */
typedef struct slot {
    vn_batch *batch;
    vn_buf out;
    size_t *end; /* [n] where the bytes of each document end */
    size_t n;
    size_t cap;
    vn_error *bad; /* [n_bad] documents skipped */
    size_t n_bad;
    size_t cap_bad;
    vn_status failed; /* what ends the run here */
    vn_error failure;
    char *path; /* of a failure to read, where there is no batch to ask; else NULL */
    bool done;
} slot;

typedef struct stream {
    const stream_job *job;
    output *out;
    vn_reader *reader;
    slot *slot; /* [slots] batch b stands in slot b % slots */
    size_t slots;
    size_t threads; /* workers that run; 0: the main thread does the work */
    size_t skipped;
    meter meter;
    size_t documents; /* handed out */
    bool asked;       /* how much there is to read */
    uint64_t amount;  /* bytes; 0: not known */
    pthread_mutex_t lock; /* guards what follows, and slot.done */
    pthread_cond_t work;  /* filled grew, or quit */
    pthread_cond_t ready; /* some slot is done */
    size_t filled;        /* batches read */
    size_t begun;         /* batches taken by workers */
    bool quit;
} stream;

typedef struct worker {
    stream *stream;
    void *state;
    pthread_t thread;
} worker;

/* Growing by half; false: out of memory. */
static bool grow(void **block, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap)
        return true;
    const size_t wanted = *cap + *cap / 2 + 16;
    void *grown = wanted > SIZE_MAX / size ? NULL : realloc(*block, wanted * size);
    if (!grown)
        return false;
    *block = grown;
    *cap = wanted;
    return true;
}

/* Work on one batch ------------------------------------------------------------------------------------------------- */

static bool is_bad_document(vn_status st)
{
    return st == VN_EDATA || st == VN_ELIMIT;
}

/* Room for one more end and one more error. */
static vn_status make_room(slot *s, vn_error *err)
{
    if (grow((void **)&s->end, &s->cap, s->n + 1, sizeof *s->end) &&
        grow((void **)&s->bad, &s->cap_bad, s->n_bad + 1, sizeof *s->bad))
        return VN_OK;
    return cli_error(err, VN_ENOMEM, "out of memory for results");
}

/* The next document; VN_DONE at the end of the batch. */
static vn_status do_document(const stream_job *job, void *state, slot *s, vn_error *err)
{
    vn_document doc;
    vn_status st = make_room(s, err);
    if (!st)
        st = vn_batch_next(s->batch, &doc, err);
    if (st)
        return st;
    const size_t before = s->out.len;
    st = job->each(state, s->batch, &doc, &s->out, err);
    if (st) {
        s->out.len = before;
        err->line = err->line ? err->line : doc.line;
        return st;
    }
    s->end[s->n++] = s->out.len;
    return VN_OK;
}

static void do_batch(const stream_job *job, void *state, slot *s)
{
    for (;;) {
        vn_error err = {0};
        const vn_status st = do_document(job, state, s, &err);
        if (st == VN_DONE)
            return;
        if (is_bad_document(st) && job->settings->skip_bad) {
            s->bad[s->n_bad++] = err;
        } else if (st) {
            s->failed = st;
            s->failure = err;
            return;
        }
    }
}

static void *run_worker(void *argument)
{
    worker *w = argument;
    stream *t = w->stream;
    pthread_mutex_lock(&t->lock);
    for (;;) {
        while (t->begun == t->filled && !t->quit)
            pthread_cond_wait(&t->work, &t->lock);
        if (t->quit)
            break;
        slot *s = &t->slot[t->begun++ % t->slots];
        if (s->done) /* a failure to read: nothing to do */
            continue;
        pthread_mutex_unlock(&t->lock);
        do_batch(t->job, w->state, s);
        pthread_mutex_lock(&t->lock);
        s->done = true;
        pthread_cond_signal(&t->ready);
    }
    pthread_mutex_unlock(&t->lock);
    return NULL;
}

/* Reading ----------------------------------------------------------------------------------------------------------- */

static void clear_slot(slot *s)
{
    s->out.len = s->n = s->n_bad = 0;
    s->failed = VN_OK;
    s->done = false;
    free(s->path);
    s->path = NULL;
}

/* A file that cannot be read is a slot of its own, done from the start. */
static void note_read_failure(stream *t, slot *s, vn_status st, const vn_error *err)
{
    s->done = true;
    s->path = strdup(vn_reader_path(t->reader));
    if (is_bad_document(st) && t->job->settings->skip_bad && make_room(s, &s->failure) == VN_OK) {
        s->bad[s->n_bad++] = *err;
        return;
    }
    s->failed = st;
    s->failure = *err;
}

/* Fills the next slot; false at the end of the input. */
static bool read_batch(stream *t, void *state)
{
    slot *s = &t->slot[t->filled % t->slots];
    vn_error err = {0};
    clear_slot(s);
    const vn_status st = vn_reader_next(t->reader, s->batch, &err);
    if (st == VN_DONE)
        return false;
    if (st)
        note_read_failure(t, s, st, &err);
    if (!t->threads) {
        if (!s->done)
            do_batch(t->job, state, s);
        s->done = true;
        t->filled++;
        return true;
    }
    pthread_mutex_lock(&t->lock);
    t->filled++;
    pthread_cond_signal(&t->work);
    pthread_mutex_unlock(&t->lock);
    return true;
}

/* Handing out ------------------------------------------------------------------------------------------------------- */

static vn_status collect(stream *t, const slot *s, vn_error *err)
{
    vn_status st = VN_OK;
    size_t from = 0;
    for (size_t i = 0; !st && i < s->n; i++) {
        st = t->job->collect(t->job->context, (vn_slice){s->out.ptr + from, s->end[i] - from}, err);
        from = s->end[i];
    }
    return st;
}

static int fail_output(const stream *t, const vn_error *err)
{
    return cli_fail(t->job->tool, t->out && output_failed(t->out) ? output_name(t->out) : NULL, err);
}

/* Tells how far it is. What was read is taken for done: a few batches, in which there is little of a long run. */
static void show_progress(stream *t)
{
    if (!meter_due(&t->meter))
        return;
    if (!t->asked && !amount_of(t->job->files, &t->amount))
        t->amount = 0;
    t->asked = true;
    const double part = t->amount ? (double)vn_reader_bytes(t->reader) / (double)t->amount : -1;
    meter_count(&t->meter, t->job->tool, "documents", t->documents, part);
}

/* What a slot came to: its bytes go out, then its messages. CLI_GO_ON, or the exit code. */
static int hand_out(stream *t, slot *s)
{
    vn_error err = {0};
    vn_status st = VN_OK;
    if (t->job->collect)
        st = collect(t, s, &err);
    else if (s->out.len)
        st = output_write(t->out, s->out.ptr, s->out.len, &err);
    if (!st && !t->job->collect)
        st = output_flush(t->out, &err);
    if (st)
        return fail_output(t, &err);
    t->documents += s->n;
    show_progress(t);
    const char *path = s->path ? s->path : vn_batch_path(s->batch);
    for (size_t i = 0; i < s->n_bad; i++)
        cli_fail(t->job->tool, path, &s->bad[i]);
    t->skipped += s->n_bad;
    return s->failed ? cli_fail(t->job->tool, path, &s->failure) : CLI_GO_ON;
}

static bool is_done(stream *t, size_t number, bool wait)
{
    slot *s = &t->slot[number % t->slots];
    if (!t->threads)
        return s->done;
    pthread_mutex_lock(&t->lock);
    while (wait && !s->done)
        pthread_cond_wait(&t->ready, &t->lock);
    const bool done = s->done;
    pthread_mutex_unlock(&t->lock);
    return done;
}

/* Reads while there is room, hands out what is done, in order. */
static int pump(stream *t, void *state)
{
    size_t given = 0;
    bool more = true;
    while (more || given < t->filled) {
        if (more && t->filled - given < t->slots)
            more = read_batch(t, state);
        const bool wait = !more || t->filled - given == t->slots;
        while (given < t->filled && is_done(t, given, wait)) {
            const int code = hand_out(t, &t->slot[given++ % t->slots]);
            if (code != CLI_GO_ON)
                return code;
            if (more)
                break;
        }
    }
    return CLI_OK;
}

/* Beginning and end ------------------------------------------------------------------------------------------------- */

static void free_slots(stream *t)
{
    for (size_t i = 0; t->slot && i < t->slots; i++) {
        vn_batch_free(t->slot[i].batch);
        vn_buf_free(&t->slot[i].out);
        free(t->slot[i].end);
        free(t->slot[i].bad);
        free(t->slot[i].path);
    }
    free(t->slot);
}

static vn_status make_slots(stream *t, vn_error *err)
{
    t->slots = t->job->settings->jobs > 1 ? t->job->settings->jobs * 2 : 1;
    t->slot = calloc(t->slots, sizeof *t->slot);
    if (!t->slot)
        return cli_error(err, VN_ENOMEM, "out of memory for batches");
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < t->slots; i++)
        st = vn_batch_new(&t->slot[i].batch, err);
    return st;
}

static vn_status begin_states(const stream_job *job, worker *w, size_t n, size_t *begun, vn_error *err)
{
    for (*begun = 0; *begun < n; ++*begun) {
        w[*begun].state = job->context;
        const vn_status st = job->begin ? job->begin(&w[*begun].state, job->context, err) : VN_OK;
        if (st)
            return st;
    }
    return VN_OK;
}

/* A thread that does not start is done without. */
static void start_threads(stream *t, worker *w, size_t n)
{
    for (; n > 1 && t->threads < n; t->threads++) {
        w[t->threads].stream = t;
        if (pthread_create(&w[t->threads].thread, NULL, run_worker, &w[t->threads]))
            return;
    }
}

static void stop_threads(stream *t, worker *w)
{
    pthread_mutex_lock(&t->lock);
    t->quit = true;
    pthread_cond_broadcast(&t->work);
    pthread_mutex_unlock(&t->lock);
    for (size_t i = 0; i < t->threads; i++)
        pthread_join(w[i].thread, NULL);
}

static int run_workers(stream *t, worker *w, size_t n)
{
    vn_error err = {0};
    size_t begun = 0;
    int code = CLI_OK;
    if (begin_states(t->job, w, n, &begun, &err)) {
        code = cli_fail(t->job->tool, NULL, &err);
    } else {
        start_threads(t, w, n);
        code = pump(t, w[0].state);
        stop_threads(t, w);
    }
    while (t->job->end && begun > 0)
        t->job->end(w[--begun].state);
    return code;
}

static int run_documents(stream *t)
{
    const stream_settings *set = t->job->settings;
    const vn_reader_options options = {.kind = (vn_input_kind)set->input, .replace_invalid = set->invalid == 1,
                                       .prompt = t->job->prompt};
    vn_error err = {0};
    worker *w = calloc(set->jobs, sizeof *w);
    vn_status st = w ? vn_reader_new(&t->reader, t->job->files.item, t->job->files.n, &options, &err)
                     : cli_error(&err, VN_ENOMEM, "out of memory for threads");
    if (!st)
        st = make_slots(t, &err);
    const int code = st ? cli_fail(t->job->tool, NULL, &err) : run_workers(t, w, set->jobs);
    free_slots(t);
    vn_reader_free(t->reader);
    free(w);
    return code;
}

/* With all documents done: what the tool has to say at the end, and the output's own end. */
static int finish(stream *t, int code)
{
    vn_error err = {0};
    if (!t->job->settings->output && !t->job->no_output && isatty(STDOUT_FILENO))
        meter_clear(); /* the result may stand on that terminal */
    else if (code == CLI_OK && t->job->finish)
        meter_wait(&t->meter, t->job->tool, "documents", t->documents);
    if (code == CLI_OK && t->job->finish && t->job->finish(t->job->context, t->out, &err))
        code = fail_output(t, &err);
    if (code != CLI_OK) {
        if (t->out && output_flush(t->out, &err) && code != CLI_IO)
            code = fail_output(t, &err);
        output_discard(t->out);
        return code;
    }
    const char *name = t->out ? output_name(t->out) : NULL;
    if (t->out && output_close(t->out, &err))
        return cli_fail(t->job->tool, name, &err);
    if (t->skipped)
        cli_note(t->job->tool, NULL,
                 t->skipped == 1 ? "skipped %zu bad document" : CATALOG_MARK("skipped %zu bad documents"), t->skipped);
    return CLI_OK;
}

/* Of programs in a pipe the last one tells how far all are; and what comes to the terminal as it is made needs no
 * meter. */
static bool shows_progress(const stream_job *job)
{
    struct stat to;
    if (job->settings->output || job->no_output)
        return true;
    if (fstat(STDOUT_FILENO, &to) || S_ISFIFO(to.st_mode) || S_ISSOCK(to.st_mode))
        return false;
    return job->collect || !isatty(STDOUT_FILENO);
}

int stream_run(const stream_job *job)
{
    vn_error err = {0};
    stream t = {.job = job};
    meter_begin(&t.meter, job->settings->progress ? METER_ALWAYS : shows_progress(job) ? METER_ON_TERMINAL : METER_NEVER);
    if (!job->no_output && output_open(&t.out, job->settings->output, &err))
        return cli_fail(job->tool, job->settings->output ? job->settings->output : "standard output", &err);
    pthread_mutex_init(&t.lock, NULL);
    pthread_cond_init(&t.work, NULL);
    pthread_cond_init(&t.ready, NULL);
    const int code = finish(&t, run_documents(&t));
    meter_clear();
    pthread_mutex_destroy(&t.lock);
    pthread_cond_destroy(&t.work);
    pthread_cond_destroy(&t.ready);
    return code;
}
