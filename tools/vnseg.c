/* vnseg: text into words. */
#include "docwords.h"
#include "stream.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { AS_JSONL, AS_LINES };

typedef struct vnseg {
    segmentation shared;
    int format;
    bool spans;
} vnseg;

/* What one thread has: its segmenter and the field it is making. */
typedef struct worker {
    const vnseg *job;
    vn_segmenter *segmenter;
    vn_buf field;
} worker;

static vn_status begin(void **state, void *context, vn_error *err)
{
    const vnseg *job = context;
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return cli_error(err, VN_ENOMEM, "out of memory for a segmenter");
    w->job = job;
    const vn_status st = vn_segmenter_new(&w->segmenter, job->shared.model, job->shared.user, err);
    if (st)
        free(w);
    else
        *state = w;
    return st;
}

static void end(void *state)
{
    worker *w = state;
    if (!w)
        return;
    vn_segmenter_free(w->segmenter);
    vn_buf_free(&w->field);
    free(w);
}

/* --- one line a document ----------------------------------------------------------------------------------- */

typedef struct line {
    vn_slice text;
    vn_buf *out;
    size_t begins; /* where the line begins in out */
} line;

static vn_status add_sentence(void *context, const vn_word *words, size_t n, vn_error *err)
{
    line *l = context;
    const vn_status st = l->out->len > l->begins ? vn_buf_append(l->out, " ", 1, err) : VN_OK;
    return st ? st : vn_words_write(l->text, words, n, ' ', l->out, err);
}

static vn_status write_line(worker *w, const vn_document *doc, vn_buf *out, vn_error *err)
{
    line l = {doc->title, out, out->len};
    vn_status st = doc->title.ptr ? vn_segment_each(w->segmenter, doc->title, add_sentence, &l, err) : VN_OK;
    l.text = doc->text;
    if (!st && doc->text.ptr)
        st = vn_segment_each(w->segmenter, doc->text, add_sentence, &l, err);
    return st ? st : vn_buf_append(out, "\n", 1, err);
}

/* --- records ----------------------------------------------------------------------------------------------- */

/* [[start,end],...] of the words, in the order of the `words` field. */
static vn_status set_spans(worker *w, vn_record *record, const char *name, const vn_words *words, vn_error *err)
{
    char pair[64];
    w->field.len = 0;
    vn_status st = vn_buf_append(&w->field, "[", 1, err);
    for (size_t i = 0; !st && i < words->n; i++) {
        const vn_word *word = &words->item[i];
        const int n = snprintf(pair, sizeof pair, "%s[%zu,%zu]", i ? "," : "", word->start, word->start + word->len);
        st = vn_buf_append(&w->field, pair, (size_t)n, err);
    }
    if (!st)
        st = vn_buf_append(&w->field, "]", 1, err);
    return st ? st : vn_record_set_raw(record, name, (vn_slice){w->field.ptr, w->field.len}, err);
}

/* Adds the words of one text to the record, and their spans when they are wanted. */
static vn_status set_words(worker *w, vn_record *record, vn_slice text, const char *name, const char *span_name,
                           vn_error *err)
{
    vn_words words;
    if (!text.ptr)
        return VN_OK;
    vn_status st = vn_segment(w->segmenter, text, &words, err);
    w->field.len = 0;
    if (!st)
        st = vn_words_write(text, words.item, words.n, '\n', &w->field, err);
    if (!st)
        st = vn_record_set_string(record, name, (vn_slice){w->field.ptr, w->field.len}, err);
    if (st)
        return st;
    /* spans of an earlier run would belong to other words */
    return w->job->spans ? set_spans(w, record, span_name, &words, err) : vn_record_remove(record, span_name, err);
}

static vn_status write_record(worker *w, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    vn_status st = set_words(w, record, doc->title, "title_words", "title_spans", err);
    if (!st)
        st = set_words(w, record, doc->text, "words", "spans", err);
    return st ? st : vn_record_write(record, out, err);
}

static vn_status each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    return w->job->format == AS_LINES ? write_line(w, doc, out, err) : write_record(w, batch, doc, out, err);
}

int main(int argc, char **argv)
{
    static const char *const formats[] = {"jsonl", "lines", NULL};
    vnseg job = {0};
    stream_settings stream = STREAM_DEFAULTS;
    const cli_option options[] = {
        {"format", 'o', CLI_CHOICE, &job.format, "FORMAT", "jsonl: records with `words`; lines: a line a document (jsonl)",
         0, 0, formats},
        {"spans", 's', CLI_FLAG, &job.spans, NULL, "add byte offsets of the words into `text` as `spans`", 0, 0, NULL},
        SEGMENTATION_OPTIONS(job.shared),
        STREAM_OPTIONS(stream),
        STREAM_JOBS(stream),
    };
    const cli_program program = {
        .name = "vnseg",
        .summary = "segments Vietnamese text into words",
        .arguments = "[FILE|DIRECTORY]...",
        .examples = "  echo 'học sinh học sinh học' | vnseg -o lines    học_sinh học sinh_học\n"
                    "  vnseg news/ > words.jsonl                        a record for each article of a directory\n"
                    "  vnseg -i lines -o lines -j 2 corpus.txt          an output line for each input line\n",
        .options = options,
        .n_options = CLI_COUNT_OF(options)};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON && job.spans && job.format == AS_LINES)
        code = cli_usage(program.name, "--spans needs -o jsonl");
    if (code == CLI_GO_ON)
        code = segmentation_open(&job.shared, program.name);
    if (code != CLI_GO_ON)
        return code;
    code = stream_run(&(stream_job){.tool = program.name, .settings = &stream, .files = files, .context = &job,
                                    .each = each, .begin = begin, .end = end});
    segmentation_close(&job.shared);
    return code;
}
