#include "keyset.h"

#include "collection.h"

#include "vn/json.h"
#include "vn/keylist.h"
#include "vn/tsv.h"

#include <stdlib.h>
#include <string.h>

typedef struct job {
    const keyset_run *run;
    const char *field; /* NULL: all documents are one group */
    bool dates;
    day_span span;
    vn_keylist *list;
    output *to;
    vn_buf line;
} job;

typedef struct worker {
    const job *job;
    docwords *words;
    vn_extractor *extractor;
    vn_buf scratch;
} worker;

/* What a thread hands over for a document: this head, the group and the id, then for each keyword a word_head, its term and
 * its key. */
typedef struct head {
    size_t group;
    size_t id;
    size_t words;
} head;

typedef struct word_head {
    size_t term;
    size_t key;
    size_t count;
} word_head;

/* A document ---------------------------------------------------------------------------------------------------------- */

static void end(void *state)
{
    worker *w = state;
    docwords_free(w->words);
    vn_extractor_free(w->extractor);
    vn_buf_free(&w->scratch);
    free(w);
}

static vn_status begin(void **state, void *context, vn_error *err)
{
    const job *j = context;
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return cli_error(err, VN_ENOMEM, "out of memory for keywords");
    w->job = j;
    vn_keyword_options options = *j->run->options;
    options.limit = VN_KEYLIST_RANKS;
    vn_status st = docwords_new(&w->words, j->run->words, err);
    if (!st)
        st = vn_extractor_new(&w->extractor, &options, err);
    if (st)
        end(w);
    else
        *state = w;
    return st;
}

/* The name of the group as JSON: that of a number is not that of a string of digits. */
static vn_status put_group(worker *w, vn_record *record, vn_buf *out, vn_error *err)
{
    const job *j = w->job;
    char name[DAY_NAME];
    int64_t day;
    vn_slice text;
    vn_slice json;
    if (!j->field)
        return VN_OK;
    if (j->dates) {
        const vn_status st = day_of_record(record, j->field, &day, err);
        const size_t len = st ? 0 : day_span_name(j->span, day_span_of(j->span, day), name);
        return st ? st : vn_json_write_string((vn_slice){name, len}, out, err);
    }
    const vn_status st = vn_record_string(record, j->field, &text, err);
    if (st)
        return st;
    if (!text.ptr || !vn_record_raw(record, j->field, &json))
        return cli_error(err, VN_EDATA, "there is no field '%.100s'", j->field);
    if (json.ptr[0] != '"')
        return vn_buf_append(out, text.ptr, text.len, err);
    return vn_json_write_string(text, out, err);
}

static vn_status put_keyword(const vn_keyword *k, vn_buf *out, vn_error *err)
{
    const word_head h = {k->term.len, k->key.len, k->count};
    vn_status st = vn_buf_append(out, &h, sizeof h, err);
    if (!st)
        st = vn_buf_append(out, k->term.ptr, k->term.len, err);
    return st ? st : vn_buf_append(out, k->key.ptr, k->key.len, err);
}

static vn_status put_document(worker *w, vn_record *record, const vn_document *doc, const vn_keywords *keywords,
                              vn_buf *out, vn_error *err)
{
    head h = {.words = keywords->n};
    const size_t start = out->len;
    vn_status st = vn_buf_append(out, &h, sizeof h, err);
    if (!st)
        st = put_group(w, record, out, err);
    h.group = out->len - start - sizeof h;
    if (!st)
        st = collection_id(doc, out, err);
    h.id = out->len - start - sizeof h - h.group;
    for (size_t i = 0; !st && i < keywords->n; i++)
        st = put_keyword(&keywords->item[i], out, err);
    if (!st)
        memcpy(out->ptr + start, &h, sizeof h);
    return st;
}

static vn_status each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    doc_words words;
    vn_keywords keywords;
    vn_status st = docwords_get(w->words, batch, doc, &words, err);
    vn_record *record = st ? NULL : vn_batch_record(batch, err);
    if (!record)
        return st ? st : VN_ENOMEM;
    const vn_keyword_input input = {words.title_source, {words.title, words.n_title, 0}, words.source,
                                    {words.body, words.n_body, 0}, !words.in_text};
    st = vn_extract(w->extractor, &input, &keywords, err);
    return st ? st : put_document(w, record, doc, &keywords, out, err);
}

static vn_slice take(const char **at, size_t len)
{
    const vn_slice s = {*at, len};
    *at += len;
    return s;
}

static vn_status collect(void *context, vn_slice bytes, vn_error *err)
{
    job *j = context;
    head h;
    word_head word;
    vn_keyword keyword[VN_KEYLIST_RANKS] = {0};
    memcpy(&h, bytes.ptr, sizeof h);
    const char *at = bytes.ptr + sizeof h;
    const vn_slice group = take(&at, h.group);
    const vn_slice id = take(&at, h.id);
    const size_t n = h.words < VN_KEYLIST_RANKS ? h.words : VN_KEYLIST_RANKS;
    for (size_t i = 0; i < n; i++) {
        memcpy(&word, at, sizeof word);
        at += sizeof word;
        keyword[i].term = take(&at, word.term);
        keyword[i].key = take(&at, word.key);
        keyword[i].count = word.count;
    }
    return vn_keylist_add(j->list, group, id, keyword, n, err);
}

/* Writing ------------------------------------------------------------------------------------------------------------- */

/* The examples: a JSON array, or parted by commas. */
static vn_status put_examples(const job *j, const vn_keylist_term *t, vn_buf *out, vn_error *err)
{
    const bool tsv = j->run->tsv;
    vn_status st = tsv ? VN_OK : cli_append(out, ",\"examples\":[", err);
    for (size_t i = 0; !st && i < t->n_examples; i++) {
        st = i ? cli_append(out, ",", err) : VN_OK;
        if (!st)
            st = tsv ? vn_tsv_write(t->example[i], out, err) : vn_json_write_string(t->example[i], out, err);
    }
    return st ? st : cli_append(out, tsv ? "\n" : "]}", err);
}

static vn_status put_term(const job *j, const vn_keylist_term *t, vn_buf *out, vn_error *err)
{
    static const char *const name[] = {"score", "documents", "count", "rest", "lrc"};
    const double number[] = {t->score, (double)t->counts.df1, (double)t->count, (double)t->counts.df2, t->lrc};
    vn_status st = cli_append(out, "{\"term\":", err);
    if (!st)
        st = vn_json_write_string(t->term, out, err);
    if (!st)
        st = keyset_members(name, number, j->field ? 5 : 3, out, err);
    return st ? st : put_examples(j, t, out, err);
}

static vn_status put_list(const job *j, const vn_keylist_group *g, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "{", err);
    if (!st && j->field) {
        st = vn_json_write_string((vn_slice){j->field, strlen(j->field)}, out, err);
        if (!st)
            st = cli_append(out, ":", err);
        if (!st)
            st = vn_buf_append(out, g->group.ptr, g->group.len, err);
        if (!st)
            st = cli_append(out, ",", err);
    }
    if (!st)
        st = cli_append(out, "\"documents\":", err);
    if (!st)
        st = cli_append_count(out, g->documents, err);
    if (!st)
        st = cli_append(out, ",\"keywords\":[", err);
    for (size_t i = 0; !st && i < g->n; i++) {
        st = i ? cli_append(out, ",", err) : VN_OK;
        if (!st)
            st = put_term(j, &g->term[i], out, err);
    }
    return st ? st : cli_append(out, "]}\n", err);
}

/* Group, term, score, documents, those of the group, count, documents of the rest, LRC, examples. */
static vn_status put_row(const job *j, const vn_keylist_group *g, const vn_keylist_term *t, vn_buf *out, vn_error *err)
{
    vn_buf name = {0};
    const double number[] = {t->score, (double)t->counts.df1, (double)g->documents, (double)t->count,
                             (double)t->counts.df2, t->lrc};
    vn_status st = VN_OK;
    if (g->group.len && g->group.ptr[0] == '"')
        st = vn_json_read_string(g->group, &name, err);
    else
        st = vn_buf_append(&name, g->group.ptr, g->group.len, err);
    if (!st)
        st = vn_tsv_write((vn_slice){name.ptr, name.len}, out, err);
    vn_buf_free(&name);
    if (!st)
        st = cli_append(out, "\t", err);
    if (!st)
        st = vn_tsv_write(t->term, out, err);
    if (!st)
        st = cli_append(out, "\t", err);
    if (!st)
        st = keyset_cells(number, CLI_COUNT_OF(number), out, err);
    if (!st)
        out->ptr[out->len - 1] = '\t';
    return st ? st : put_examples(j, t, out, err);
}

static vn_status write_group(void *context, const vn_keylist_group *g, vn_error *err)
{
    job *j = context;
    vn_status st = VN_OK;
    j->line.len = 0;
    for (size_t i = 0; !st && i < g->n && j->run->tsv; i++)
        st = put_row(j, g, &g->term[i], &j->line, err);
    if (!st && !j->run->tsv)
        st = put_list(j, g, &j->line, err);
    return st || !j->line.len ? st : output_write(j->to, j->line.ptr, j->line.len, err);
}

static vn_status finish(void *context, output *out, vn_error *err)
{
    job *j = context;
    j->to = out;
    return vn_keylist_write(j->list, j->run->limit, write_group, j, err);
}

int keylist_run(keyset_run *run)
{
    vn_error err = {0};
    const keyset *k = run->set;
    job j = {.run = run, .field = k->by, .span = k->period < 0 ? DAY_DAY : (day_span)k->period};
    j.dates = k->by && (k->period >= 0 || strcmp(k->by, "date") == 0);
    if (vn_keylist_new(&j.list, &err))
        return cli_fail(run->tool, NULL, &err);
    const int code = stream_run(&(stream_job){.tool = run->tool, .settings = run->stream, .files = run->files, .context = &j,
                                              .each = each, .begin = begin, .end = end, .collect = collect,
                                              .finish = finish});
    vn_keylist_free(j.list);
    vn_buf_free(&j.line);
    return code;
}
