/* vnseg: text into words. */
#include "docwords.h"
#include "stream.h"
#include "wordview.h"

#include "vn/norm.h"

#include <stdio.h>
#include <stdlib.h>

enum { AS_JSONL, AS_LINES, AS_SENTENCES, AS_TABS, AS_TSV, AS_CONLLU };

typedef struct vnseg {
    segmentation shared;
    int format;
    bool spans;
    bool confidence;
    bool fold;
} vnseg;

/* What one thread has: its segmenter, and the field or line that it is making. */
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
    if (st) {
        free(w);
        return st;
    }
    vn_segmenter_use_confidence(w->segmenter, job->confidence);
    *state = w;
    return VN_OK;
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

/* --- lines ------------------------------------------------------------------------------------------------- */

typedef struct line {
    worker *worker;
    vn_slice text;
    vn_buf *to;
    size_t begins;     /* where the line begins in `to` */
    double confidence; /* of the least certain sentence */
} line;

static vn_status put_confidence(const worker *w, double confidence, vn_buf *out, vn_error *err)
{
    const vn_status st = w->job->confidence ? wordview_confidence(confidence, out, err) : VN_OK;
    return st || !w->job->confidence ? st : cli_append(out, "\t", err);
}

/* The words' keys without punctuation: what an index is made of. */
static vn_status put_keys(line *l, const vn_word *words, size_t n, bool tabs, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; i < n && !st; i++) {
        if (words[i].kind == VN_WORD_PUNCT)
            continue;
        if (l->to->len > l->begins)
            st = cli_append(l->to, tabs ? "\t" : " ", err);
        const size_t at = l->to->len;
        if (!st)
            st = vn_fold((vn_slice){l->text.ptr + words[i].start, words[i].len}, l->to, err);
        for (size_t k = at; tabs && k < l->to->len; k++)
            if (l->to->ptr[k] == '_')
                l->to->ptr[k] = ' ';
    }
    return st;
}

static vn_status add_sentence(void *context, const vn_word *words, size_t n, vn_error *err)
{
    line *l = context;
    const bool tabs = l->worker->job->format == AS_TABS;
    const vn_confidences c = vn_segmenter_confidences(l->worker->segmenter);
    l->confidence = c.sentences && c.sentence[0] < l->confidence ? c.sentence[0] : l->confidence;
    if (l->worker->job->fold)
        return put_keys(l, words, n, tabs, err);
    const vn_status st = l->to->len > l->begins ? cli_append(l->to, tabs ? "\t" : " ", err) : VN_OK;
    if (st)
        return st;
    return tabs ? wordview_plain(l->text, words, n, '\t', l->to, err) : vn_words_write(l->text, words, n, ' ', l->to, err);
}

/* A line of its own; none for a sentence that is all punctuation when that is left out. */
static vn_status put_sentence(void *context, const vn_word *words, size_t n, vn_error *err)
{
    line *l = context;
    const size_t before = l->to->len;
    const vn_confidences c = vn_segmenter_confidences(l->worker->segmenter);
    vn_status st = put_confidence(l->worker, c.sentences ? c.sentence[0] : 1, l->to, err);
    l->begins = l->to->len;
    if (!st)
        st = l->worker->job->fold ? put_keys(l, words, n, false, err)
                                  : vn_words_write(l->text, words, n, ' ', l->to, err);
    if (!st && l->to->len == l->begins) {
        l->to->len = before;
        return VN_OK;
    }
    return st ? st : cli_append(l->to, "\n", err);
}

static vn_status each_sentence(line *l, const vn_document *doc, vn_sentence_fn *each, vn_error *err)
{
    vn_status st = VN_OK;
    l->text = doc->title;
    if (doc->title.ptr)
        st = vn_segment_each(l->worker->segmenter, doc->title, each, l, err);
    l->text = doc->text;
    if (!st && doc->text.ptr)
        st = vn_segment_each(l->worker->segmenter, doc->text, each, l, err);
    return st;
}

/* One line; its confidence stands before it, but is known after it. */
static vn_status write_line(worker *w, const vn_document *doc, vn_buf *out, vn_error *err)
{
    line l = {.worker = w, .to = out, .begins = out->len, .confidence = 1};
    if (w->job->confidence) {
        w->field.len = l.begins = 0;
        l.to = &w->field;
    }
    vn_status st = each_sentence(&l, doc, add_sentence, err);
    if (!st)
        st = put_confidence(w, l.confidence, out, err);
    if (!st && w->job->confidence)
        st = vn_buf_append(out, w->field.ptr, w->field.len, err);
    return st ? st : cli_append(out, "\n", err);
}

static vn_status write_sentences(worker *w, const vn_document *doc, vn_buf *out, vn_error *err)
{
    line l = {.worker = w, .to = out};
    return each_sentence(&l, doc, put_sentence, err);
}

/* --- rows -------------------------------------------------------------------------------------------------- */

static vn_status write_rows(worker *w, const vn_document *doc, vn_buf *out, vn_error *err)
{
    const vn_slice text[] = {doc->title, doc->text};
    vn_status st = VN_OK;
    bool first = true;
    for (int i = 0; i < 2 && !st; i++) {
        vn_words words = {0};
        if (text[i].ptr)
            st = vn_segment(w->segmenter, text[i], &words, err);
        if (st || !words.n)
            continue;
        const wordview_source source = {doc->id, i == 0 ? "title" : "text", first, text[i], words.item, words.n,
                                        vn_segmenter_confidences(w->segmenter)};
        st = w->job->format == AS_TSV ? wordview_tsv(&source, &w->field, out, err)
                                      : wordview_conllu(&source, &w->field, out, err);
        first = false;
    }
    return st;
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

/* [p,...] of the words, in the order of the `words` field. */
static vn_status set_confidence(worker *w, vn_record *record, const char *name, vn_error *err)
{
    const vn_confidences c = vn_segmenter_confidences(w->segmenter);
    w->field.len = 0;
    vn_status st = cli_append(&w->field, "[", err);
    for (size_t i = 0; !st && i < c.words; i++) {
        st = i ? cli_append(&w->field, ",", err) : VN_OK;
        if (!st)
            st = wordview_confidence(c.word[i], &w->field, err);
    }
    if (!st)
        st = cli_append(&w->field, "]", err);
    return st ? st : vn_record_set_raw(record, name, (vn_slice){w->field.ptr, w->field.len}, err);
}

/* Names of the fields that are made of a text. */
typedef struct field_names {
    const char *words, *spans, *confidence;
} field_names;

/* Takes away what an earlier run left: it would belong to other words. A field of somebody else stays. */
static vn_status drop_stale(vn_record *record, const char *name, bool again, vn_error *err)
{
    vn_slice json;
    const bool ours = again && vn_record_raw(record, name, &json) && *json.ptr == '[';
    return ours ? vn_record_remove(record, name, err) : VN_OK;
}

/* Adds the words of one text to the record, and what else is wanted of them. */
static vn_status set_words(worker *w, vn_record *record, vn_slice text, const field_names *name, vn_error *err)
{
    vn_words words;
    vn_slice old;
    if (!text.ptr)
        return VN_OK;
    const bool again = vn_record_raw(record, name->words, &old);
    vn_status st = vn_segment(w->segmenter, text, &words, err);
    w->field.len = 0;
    if (!st)
        st = vn_words_write(text, words.item, words.n, '\n', &w->field, err);
    if (!st)
        st = vn_record_set_string(record, name->words, (vn_slice){w->field.ptr, w->field.len}, err);
    if (st)
        return st;
    st = w->job->spans ? set_spans(w, record, name->spans, &words, err) : drop_stale(record, name->spans, again, err);
    if (st)
        return st;
    return w->job->confidence ? set_confidence(w, record, name->confidence, err)
                              : drop_stale(record, name->confidence, again, err);
}

static vn_status write_record(worker *w, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    static const field_names title = {"title_words", "title_spans", "title_confidence"};
    static const field_names text = {"words", "spans", "confidence"};
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    vn_status st = set_words(w, record, doc->title, &title, err);
    if (!st)
        st = set_words(w, record, doc->text, &text, err);
    return st ? st : vn_record_write(record, out, err);
}

static vn_status each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    switch (w->job->format) {
    case AS_LINES:
    case AS_TABS: return write_line(w, doc, out, err);
    case AS_SENTENCES: return write_sentences(w, doc, out, err);
    case AS_TSV:
    case AS_CONLLU: return write_rows(w, doc, out, err);
    default: return write_record(w, batch, doc, out, err);
    }
}

static const char formats_help[] =
    "Formats:\n"
    "  jsonl      a record for each document, with `words` added\n"
    "  lines      a line for each document: words parted by spaces, syllables by _ (as VnCoreNLP and pyvi)\n"
    "  sentences  the same, a line for each sentence\n"
    "  tabs       a line for each document: words parted by tabs, syllables by spaces (coccoc-tokenizer: -f too)\n"
    "  tsv        a row for each word: id, title or text, sentence, first byte, end, word\n"
    "  conllu     CoNLL-U, a word a row\n";

int main(int argc, char **argv)
{
    static const char *const formats[] = {"jsonl", "lines", "sentences", "tabs", "tsv", "conllu", NULL};
    vnseg job = {0};
    stream_settings stream = STREAM_DEFAULTS;
    const cli_option options[] = {
        {"format", 'o', CLI_CHOICE, &job.format, "FORMAT",
         "jsonl, lines, sentences, tabs, tsv or conllu: see below (jsonl)", 0, 0, formats},
        {"spans", 's', CLI_FLAG, &job.spans, NULL, "add byte offsets of the words into `text` as `spans`", 0, 0, NULL},
        {"confidence", 'c', CLI_FLAG, &job.confidence, NULL, "add how certain each word or line is, 0 to 1", 0, 0, NULL},
        {"fold", 'f', CLI_FLAG, &job.fold, NULL, "words in lower case and one spelling, without punctuation", 0, 0, NULL},
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
                    "  vnseg -i lines -o lines -j 2 corpus.txt          an output line for each input line\n"
                    "  vnseg -o sentences -c news/ | sort | head        the least certain sentences, for review\n",
        .options = options,
        .n_options = CLI_COUNT_OF(options),
        .notes = formats_help};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON && stream.input == VN_INPUT_WORDS)
        code = cli_usage(program.name, "the documents of -i words are segmented already");
    if (code == CLI_GO_ON && job.spans && job.format != AS_JSONL)
        code = cli_usage(program.name, "--spans needs -o jsonl");
    if (code == CLI_GO_ON && job.fold && job.format != AS_LINES && job.format != AS_SENTENCES && job.format != AS_TABS)
        code = cli_usage(program.name, "--fold needs -o lines, sentences or tabs");
    if (code == CLI_GO_ON)
        code = segmentation_open(&job.shared, program.name);
    if (code != CLI_GO_ON)
        return code;
    code = stream_run(&(stream_job){.tool = program.name, .settings = &stream, .files = files, .context = &job,
                                    .each = each, .begin = begin, .end = end});
    segmentation_close(&job.shared);
    return code;
}
