#include "batch.h"

#include "buf.h"
#include "record.h"
#include "utf8.h"

#include <stdio.h>

/* A Vietnamese headline rarely has more than 25 words of 7 bytes each. */
enum { MAX_TITLE = 250 };

vn_status vn_batch_new(vn_batch **out, vn_error *err)
{
    vn_batch *b = vn_calloc(1, sizeof *b);
    if (!b)
        return vn_fail_memory(err, "a batch");
    const vn_status st = vn_record_new(&b->record, err);
    if (st) {
        free(b);
        return st;
    }
    b->ended = true;
    *out = b;
    return VN_OK;
}

void vn_batch_free(vn_batch *batch)
{
    if (!batch)
        return;
    vn_buf_free(&batch->data);
    vn_buf_free(&batch->path);
    vn_buf_free(&batch->id);
    vn_buf_free(&batch->repaired);
    vn_record_free(batch->record);
    free(batch);
}

/* A path may hold any bytes, an identifier only UTF-8. */
static vn_status make_id_prefix(vn_batch *b, vn_error *err)
{
    b->id.len = 0;
    vn_status st = vn_utf8_repair(vn_slice_of(b->path.ptr, b->path.len), &b->id, err);
    b->id_prefix = b->id.len;
    return st;
}

vn_status vn_batch_begin(vn_batch *batch, const char *path, const vn_reader_options *options, vn_error *err)
{
    batch->data.len = 0;
    batch->data.max = options->max_bytes + options->batch_bytes * 2 + 64; /* so that the limit is ours to report */
    batch->path.len = 0;
    batch->replace = options->replace_invalid;
    batch->max_bytes = options->max_bytes;
    batch->at = 0;
    batch->ended = batch->checked = batch->has_record = false;
    vn_record_replace(batch->record, batch->replace);
    vn_status st = vn_buf_str(&batch->path, path, err);
    return st ? st : make_id_prefix(batch, err);
}

const char *vn_batch_path(const vn_batch *batch)
{
    return batch->path.ptr ? batch->path.ptr : "";
}

/* Text that is UTF-8 without NUL, repaired when that was asked for. The whole batch is tried once, which is all that
 * clean input costs. */
static vn_status clean_text(vn_batch *b, vn_slice *text, vn_error *err)
{
    if (!b->checked) {
        b->clean = b->data.len == 0 || (!memchr(b->data.ptr, 0, b->data.len) &&
                                        vn_utf8_check(b->data.ptr, b->data.len) == b->data.len);
        b->checked = true;
    }
    if (b->clean || !text->len)
        return VN_OK;
    const char *nul = memchr(text->ptr, 0, text->len);
    const size_t before_nul = nul ? (size_t)(nul - text->ptr) : text->len;
    const size_t good = vn_utf8_check(text->ptr, before_nul);
    if (good == text->len)
        return VN_OK;
    if (!b->replace)
        return vn_utf8_fail(*text, good, b->document.line, err);
    b->repaired.len = 0;
    b->repaired.max = SIZE_MAX; /* at most three times the text, which has its own limit */
    vn_status st = vn_utf8_repair(*text, &b->repaired, err);
    *text = vn_slice_of(b->repaired.ptr, b->repaired.len);
    return st;
}

/* By hand, since printf would cost more than the words of a short line. */
static vn_status number_id(vn_batch *b, vn_error *err)
{
    char digits[24];
    char *first = digits + sizeof digits;
    size_t rest = b->document.line;
    do
        *--first = (char)('0' + rest % 10);
    while (rest /= 10);
    *--first = ':';
    b->id.len = b->id_prefix;
    const vn_status st = vn_buf_append(&b->id, first, (size_t)(digits + sizeof digits - first), err);
    b->document.id = vn_slice_of(b->id.ptr, b->id.len);
    return st;
}

/* Text files -------------------------------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static vn_slice trim(vn_slice s)
{
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    while (s.len && is_space(s.ptr[0]))
        s = vn_slice_of(s.ptr + 1, s.len - 1);
    return s;
}

/* The line at the start of s, without its LF, and what is behind it. */
static vn_slice cut_line(vn_slice s, vn_slice *rest)
{
    const char *lf = s.len ? memchr(s.ptr, '\n', s.len) : NULL;
    const size_t len = lf ? (size_t)(lf - s.ptr) : s.len;
    const size_t used = len + (lf != NULL);
    *rest = vn_slice_of(s.ptr + used, s.len - used);
    return vn_slice_of(s.ptr, len);
}

static bool ends_like_a_sentence(vn_slice line)
{
    static const char *const end[] = {".", ",", ":", ";", "\xE2\x80\xA6"};
    for (size_t i = 0; i < VN_COUNT(end); i++) {
        const size_t n = strlen(end[i]);
        if (line.len >= n && memcmp(line.ptr + line.len - n, end[i], n) == 0)
            return true;
    }
    return false;
}

/* The rule of vn/reader.h. */
static void split_title(vn_slice all, vn_document *doc)
{
    vn_slice rest;
    vn_slice body;
    doc->text = all;
    const vn_slice title = trim(cut_line(all, &rest));
    if (!title.len || title.len > MAX_TITLE || ends_like_a_sentence(title) || trim(cut_line(rest, &body)).len)
        return;
    while (body.len && !trim(cut_line(body, &rest)).len)
        body = rest;
    if (!body.len)
        return;
    doc->title = title;
    doc->text = body;
}

static vn_status take_text(vn_batch *b, vn_error *err)
{
    b->ended = true;
    b->document.line = b->line;
    b->document.id = vn_slice_of(b->id.ptr, b->id.len);
    vn_slice all = vn_slice_of(b->data.ptr ? b->data.ptr : "", b->data.len);
    vn_status st = clean_text(b, &all, err);
    if (st)
        return st;
    while (all.len && (all.ptr[all.len - 1] == '\n' || all.ptr[all.len - 1] == '\r'))
        all.len--;
    split_title(all, &b->document);
    return VN_OK;
}

/* Lines ------------------------------------------------------------------------------------------------------------- */

static vn_slice next_line(vn_batch *b)
{
    vn_slice rest;
    const vn_slice line = cut_line(vn_slice_of(b->data.ptr + b->at, b->data.len - b->at), &rest);
    b->at = (size_t)(rest.ptr - b->data.ptr);
    b->document.line = b->line++;
    return line;
}

static vn_status take_line(vn_batch *b, vn_slice line, vn_error *err)
{
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    vn_status st = number_id(b, err);
    if (!st)
        st = clean_text(b, &line, err);
    if (b->kind == VN_INPUT_WORDS)
        b->document.words = line;
    else
        b->document.text = line;
    return st;
}

static vn_status take_fields(vn_batch *b, vn_error *err)
{
    vn_document *doc = &b->document;
    vn_status st = vn_record_string(b->record, "id", &doc->id, err);
    if (!st && !doc->id.ptr)
        st = number_id(b, err);
    if (!st)
        st = vn_record_string(b->record, "title", &doc->title, err);
    if (!st)
        st = vn_record_string(b->record, "text", &doc->text, err);
    return st;
}

static vn_status take_json(vn_batch *b, vn_slice line, vn_error *err)
{
    vn_status st = clean_text(b, &line, err);
    if (!st)
        st = vn_record_parse_valid(b->record, line, err);
    if (!st)
        st = take_fields(b, err);
    if (st && err)
        err->line = b->document.line;
    b->has_record = !st;
    return st;
}

static vn_status take_next(vn_batch *b, vn_error *err)
{
    if (b->kind == VN_INPUT_TEXT)
        return take_text(b, err);
    vn_slice line;
    do {
        if (b->at == b->data.len) {
            b->ended = true;
            return VN_DONE;
        }
        line = next_line(b);
    } while (b->kind == VN_INPUT_JSONL && !trim(line).len);
    if (line.len > b->max_bytes)
        return vn_fail_at(err, VN_ELIMIT, b->document.line, 0, "a line longer than %zu bytes", b->max_bytes);
    return b->kind == VN_INPUT_JSONL ? take_json(b, line, err) : take_line(b, line, err);
}

vn_status vn_batch_next(vn_batch *batch, vn_document *document, vn_error *err)
{
    if (batch->ended)
        return VN_DONE;
    batch->has_record = false;
    batch->document = (vn_document){.path = vn_batch_path(batch)};
    vn_status st = take_next(batch, err);
    if (!st)
        *document = batch->document;
    return st;
}

vn_record *vn_batch_record(vn_batch *batch, vn_error *err)
{
    if (batch->has_record)
        return batch->record;
    const vn_document *doc = &batch->document;
    vn_record_clear(batch->record);
    vn_status st = vn_record_set_string(batch->record, "id", doc->id, err);
    if (!st && doc->title.ptr)
        st = vn_record_set_string(batch->record, "title", doc->title, err);
    if (!st)
        st = doc->words.ptr ? vn_record_set_string(batch->record, "words", doc->words, err)
                            : vn_record_set_string(batch->record, "text", doc->text, err);
    batch->has_record = !st;
    return st ? NULL : batch->record;
}
