#include "docwords.h"

#include <stdlib.h>
#include <string.h>

/* --- what threads share ------------------------------------------------------------------------------------ */

static vn_status read_words(vn_user_words *user, const char *path, vn_error *err)
{
    const vn_reader_options options = {.kind = VN_INPUT_LINES};
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    vn_document line;
    vn_status st = vn_reader_new(&reader, &path, 1, &options, err);
    if (!st)
        st = vn_batch_new(&batch, err);
    while (!st && !(st = vn_reader_next(reader, batch, err))) {
        while (!st && !(st = vn_batch_next(batch, &line, err))) {
            st = vn_user_words_add(user, line.text, err);
            if (st && err)
                err->line = line.line;
        }
        if (st == VN_DONE)
            st = VN_OK;
    }
    vn_batch_free(batch);
    vn_reader_free(reader);
    return st == VN_DONE ? VN_OK : st;
}

/* *fault is the file that a failure is about. */
static vn_status read_all_words(segmentation *s, const char **fault, vn_error *err)
{
    vn_status st = s->word_files.n ? vn_user_words_new(&s->user, err) : VN_OK;
    for (size_t i = 0; !st && i < s->word_files.n; i++) {
        *fault = s->word_files.item[i];
        st = read_words(s->user, *fault, err);
    }
    return st;
}

int segmentation_open(segmentation *s, const char *tool)
{
    vn_error err = {0};
    const char *fault = s->model_path;
    vn_status st = vn_model_open(&s->model, s->model_path, &err);
    if (!st)
        st = read_all_words(s, &fault, &err);
    if (!st)
        return CLI_GO_ON;
    segmentation_close(s);
    return cli_fail(tool, fault, &err);
}

void segmentation_close(segmentation *s)
{
    vn_user_words_free(s->user);
    vn_model_free(s->model);
    free(s->word_files.item);
    *s = (segmentation){0};
}

/* --- a thread's words -------------------------------------------------------------------------------------- */

/* Words that outlive the segmenter's next call. */
typedef struct word_list {
    vn_word *item;
    size_t n;
    size_t cap;
} word_list;

struct docwords {
    vn_segmenter *segmenter;
    word_list title;
    word_list body;
};

vn_status docwords_new(docwords **out, const segmentation *shared, vn_error *err)
{
    docwords *d = calloc(1, sizeof *d);
    if (!d)
        return cli_error(err, VN_ENOMEM, "out of memory for words");
    const vn_status st = vn_segmenter_new(&d->segmenter, shared->model, shared->user, err);
    if (st) {
        free(d);
        return st;
    }
    *out = d;
    return VN_OK;
}

void docwords_free(docwords *d)
{
    if (!d)
        return;
    vn_segmenter_free(d->segmenter);
    free(d->title.item);
    free(d->body.item);
    free(d);
}

vn_status docwords_segment(docwords *d, vn_slice text, vn_words *words, vn_error *err)
{
    return vn_segment(d->segmenter, text, words, err);
}

static vn_status segment(docwords *d, vn_slice text, word_list *list, vn_error *err)
{
    vn_words words;
    const vn_status st = vn_segment(d->segmenter, text, &words, err);
    if (st)
        return st;
    if (words.n > list->cap) {
        vn_word *grown = realloc(list->item, words.n * sizeof *grown);
        if (!grown)
            return cli_error(err, VN_ENOMEM, "out of memory for words");
        list->item = grown;
        list->cap = words.n;
    }
    if (words.n)
        memcpy(list->item, words.item, words.n * sizeof *list->item);
    list->n = words.n;
    return VN_OK;
}

/* Words of one field: from `name` of the record when it is there and belongs to the text, moved onto the text; else over
 * the field itself when there is no such text; else by segmenting. *source is what the spans count in. */
static vn_status field_words(docwords *d, vn_record *record, const char *name, vn_slice text, word_list *list,
                             vn_slice *source, vn_error *err)
{
    vn_slice field = {0};
    *source = text;
    list->n = 0;
    vn_status st = record ? vn_record_string(record, name, &field, err) : VN_OK;
    if (st)
        return st;
    if (!field.ptr)
        return text.ptr ? segment(d, text, list, err) : VN_OK;
    st = vn_words_read(field, &list->item, &list->n, &list->cap, err);
    if (st)
        return st;
    if (!text.ptr || vn_words_align(field, list->item, list->n, text, NULL))
        *source = field;
    return VN_OK;
}

vn_status docwords_get(docwords *d, vn_batch *batch, const vn_document *document, doc_words *out, vn_error *err)
{
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    doc_words w = {0};
    vn_status st = field_words(d, record, "title_words", document->title, &d->title, &w.title_source, err);
    if (!st)
        st = field_words(d, record, "words", document->text, &d->body, &w.source, err);
    if (st)
        return st;
    w.title = d->title.item;
    w.n_title = d->title.n;
    w.body = d->body.item;
    w.n_body = d->body.n;
    w.in_text = w.source.ptr == document->text.ptr && w.title_source.ptr == document->title.ptr;
    *out = w;
    return VN_OK;
}
