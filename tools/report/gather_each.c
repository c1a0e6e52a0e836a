/* In a worker: what one article has to tell, in one piece of bytes. */
#include "gather_parts.h"

#include "plain.h"

#include "vn/json.h"
#include "vn/norm.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LEAD = 300, MOST_NAME = 200, MOST_STAMP = 60 };

typedef struct worker {
    const gather *g;
    docterms *terms;
    vn_extractor *extractor;
    vn_shingler *shingler;
    vn_buf scratch;
    vn_buf term;
    vn_buf key;
} worker;

void gather_end(void *state)
{
    worker *w = state;
    if (!w)
        return;
    collection_end(w->terms);
    vn_extractor_free(w->extractor);
    vn_shingler_free(w->shingler);
    vn_buf_free(&w->scratch);
    vn_buf_free(&w->term);
    vn_buf_free(&w->key);
    free(w);
}

vn_status gather_begin(void **state, void *context, vn_error *err)
{
    gather *g = context;
    void *terms = NULL;
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return cli_error(err, VN_ENOMEM, "out of memory for articles");
    w->g = g;
    vn_status st = collection_begin(&terms, &g->all, err);
    w->terms = terms;
    if (!st)
        st = vn_extractor_new(&w->extractor, &g->keyword, err);
    if (!st)
        st = vn_shingler_new(&w->shingler, 0, err);
    if (st)
        gather_end(w);
    else
        *state = w;
    return st;
}

/* Fields ------------------------------------------------------------------------------------------------------------ */

/* A field that a report can do without: empty when it is not there or no string. */
static vn_slice optional(vn_record *record, const char *name)
{
    vn_slice text = {NULL, 0};
    if (vn_record_string(record, name, &text, NULL) || !text.ptr)
        return (vn_slice){"", 0};
    return text;
}

static vn_status put_plain(vn_slice text, size_t max, size_t *len, vn_buf *out, vn_error *err)
{
    const size_t from = out->len;
    const vn_status st = plain_text(text, max, out, err);
    *len = out->len - from;
    return st;
}

static vn_status put_bytes(vn_slice bytes, size_t *len, vn_buf *out, vn_error *err)
{
    *len = bytes.len;
    return bytes.len ? vn_buf_append(out, bytes.ptr, bytes.len, err) : VN_OK;
}

static vn_status put_date(vn_slice text, gather_head *h, vn_buf *out, vn_error *err)
{
    char name[DAY_NAME];
    h->date = day_of_date(text, &h->day) ? day_span_name(DAY_DAY, h->day, name) : 0;
    const vn_status st = put_bytes((vn_slice){name, h->date}, &h->date, out, err);
    return st ? st : put_plain(h->date ? text : (vn_slice){"", 0}, MOST_STAMP, &h->stamp, out, err);
}

/* The first words of the text; of an article without one those of its words. */
static vn_status put_lead(worker *w, const vn_document *doc, const doc_words *words, size_t *len, vn_buf *out,
                          vn_error *err)
{
    if (doc->text.len)
        return put_plain(doc->text, MOST_LEAD, len, out, err);
    w->scratch.len = 0;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < words->n_body && w->scratch.len <= MOST_LEAD; i++) {
        const vn_word *word = &words->body[i];
        if (i && word->kind != VN_WORD_PUNCT)
            st = cli_append(&w->scratch, " ", err);
        if (!st)
            st = vn_buf_append(&w->scratch, words->source.ptr + word->start, word->len, err);
    }
    for (size_t i = 0; i < w->scratch.len; i++)
        if (w->scratch.ptr[i] == '_')
            w->scratch.ptr[i] = ' ';
    return st ? st : put_plain((vn_slice){w->scratch.ptr, w->scratch.len}, MOST_LEAD, len, out, err);
}

static vn_status put_fields(worker *w, vn_record *record, const vn_document *doc, const doc_words *words, gather_head *h,
                            vn_buf *out, vn_error *err)
{
    const char *by = w->g->options.by;
    const vn_slice url = optional(record, "url");
    vn_status st = put_date(optional(record, "date"), h, out, err);
    if (!st)
        st = put_plain(optional(record, "source"), MOST_NAME, &h->source, out, err);
    if (!st)
        st = put_bytes(plain_url(url) ? url : (vn_slice){"", 0}, &h->url, out, err);
    if (!st)
        st = put_lead(w, doc, words, &h->lead, out, err);
    return st ? st : put_plain(optional(record, by ? by : "cluster"), MOST_NAME, &h->group, out, err);
}

static size_t count_words(const doc_words *words)
{
    size_t n = 0;
    for (size_t i = 0; i < words->n_title; i++)
        n += words->title[i].kind != VN_WORD_PUNCT;
    for (size_t i = 0; i < words->n_body; i++)
        n += words->body[i].kind != VN_WORD_PUNCT;
    return n;
}

/* Keywords ---------------------------------------------------------------------------------------------------------- */

static vn_status put_keyword(vn_slice term, vn_slice key, double score, uint64_t count, gather_head *h, vn_buf *out,
                             vn_error *err)
{
    const gather_word word = {term.len, key.len, score, count};
    vn_status st = vn_buf_append(out, &word, sizeof word, err);
    if (!st)
        st = vn_buf_append(out, term.ptr, term.len, err);
    if (!st)
        st = vn_buf_append(out, key.ptr, key.len, err);
    h->keywords += !st;
    return st;
}

/* The score as a record would have brought it. */
static vn_status round_score(double *score, vn_buf *scratch, vn_error *err)
{
    scratch->len = 0;
    const vn_status st = vn_json_write_number(*score, scratch, err);
    return st ? st : vn_json_read_number((vn_slice){scratch->ptr, scratch->len}, score, err);
}

static vn_status put_extracted(worker *w, const doc_words *words, gather_head *h, vn_buf *out, vn_error *err)
{
    vn_keywords found;
    const vn_keyword_input input = {words->title_source, {words->title, words->n_title, 0}, words->source,
                                    {words->body, words->n_body, 0}, !words->in_text};
    vn_status st = vn_extract(w->extractor, &input, &found, err);
    for (size_t i = 0; !st && i < found.n; i++) {
        double score = found.item[i].score;
        st = round_score(&score, &w->scratch, err);
        if (!st)
            st = put_keyword(found.item[i].term, found.item[i].key, score, found.item[i].count, h, out, err);
    }
    return st;
}

typedef struct tag {
    vn_slice term; /* a JSON string; ptr NULL: none */
    double score;
    double count;
} tag;

/* A string, or an object with a term, and maybe a score and a count. */
static vn_status read_tag(vn_slice json, tag *t, vn_error *err)
{
    vn_json walk;
    vn_slice name;
    vn_slice value;
    *t = (tag){.term = {NULL, 0}};
    if (json.len && json.ptr[0] == '"')
        t->term = json;
    if (!json.len || json.ptr[0] != '{')
        return VN_OK;
    vn_status st = vn_json_object(&walk, json, err);
    while (!st && !(st = vn_json_member(&walk, &name, &value, err))) {
        if (name.len == 4 && memcmp(name.ptr, "term", 4) == 0 && value.ptr[0] == '"')
            t->term = value;
        else if (name.len == 5 && memcmp(name.ptr, "score", 5) == 0)
            (void)vn_json_read_number(value, &t->score, NULL);
        else if (name.len == 5 && memcmp(name.ptr, "count", 5) == 0)
            (void)vn_json_read_number(value, &t->count, NULL);
    }
    return st == VN_DONE ? VN_OK : st;
}

/* Whether a keyword with this key stands among those from `at` on. */
static bool is_known(const vn_buf *out, size_t at, vn_slice key)
{
    gather_word word;
    for (; at < out->len; at += sizeof word + word.term + word.key) {
        memcpy(&word, out->ptr + at, sizeof word);
        if (word.key == key.len && memcmp(out->ptr + at + sizeof word + word.term, key.ptr, key.len) == 0)
            return true;
    }
    return false;
}

static vn_status put_tag(worker *w, const tag *t, size_t from, gather_head *h, vn_buf *out, vn_error *err)
{
    vn_buf *const part[] = {&w->scratch, &w->term, &w->key};
    for (size_t i = 0; i < CLI_COUNT_OF(part); i++)
        part[i]->len = 0;
    vn_status st = vn_json_read_string(t->term, &w->scratch, err);
    if (!st)
        st = plain_text((vn_slice){w->scratch.ptr, w->scratch.len}, MOST_NAME, &w->term, err);
    const vn_slice term = {w->term.ptr, w->term.len};
    if (!st && term.len)
        st = vn_fold(term, &w->key, err);
    const vn_slice key = {w->key.ptr, w->key.len};
    const uint64_t count = t->count >= 1 && t->count < 1e15 ? (uint64_t)t->count : 0;
    return st || !key.len || is_known(out, from, key) ? st : put_keyword(term, key, t->score, count, h, out, err);
}

static vn_status put_tags(worker *w, vn_slice json, gather_head *h, vn_buf *out, vn_error *err)
{
    vn_json walk;
    vn_slice value;
    tag t;
    const size_t from = out->len;
    if (!json.len || json.ptr[0] != '[')
        return cli_error(err, VN_EDATA, "field 'keywords' is not an array");
    vn_status st = vn_json_array(&walk, json, err);
    while (!st && h->keywords < VN_KEYLIST_RANKS && !(st = vn_json_element(&walk, &value, err))) {
        st = read_tag(value, &t, err);
        if (!st && t.term.ptr)
            st = put_tag(w, &t, from, h, out, err);
    }
    return st == VN_DONE ? VN_OK : st;
}

static vn_status put_keywords(worker *w, vn_record *record, const doc_words *words, gather_head *h, vn_buf *out,
                              vn_error *err)
{
    vn_slice json;
    if (vn_record_raw(record, "keywords", &json) && !(json.len == 4 && memcmp(json.ptr, "null", 4) == 0))
        return put_tags(w, json, h, out, err);
    return put_extracted(w, words, h, out, err);
}

/* The whole --------------------------------------------------------------------------------------------------------- */

/* What is compared for copies, as vndup does: the text, for want of it the words that were made of one, for want of these the
 * title. */
static vn_status put_shingles(worker *w, vn_record *record, const vn_document *doc, gather_head *h, vn_buf *out,
                              vn_error *err)
{
    vn_shingles set;
    vn_slice text = doc->text;
    if (!text.len)
        text = optional(record, "words");
    if (!text.len && doc->title.len)
        text = doc->title;
    const vn_status st = vn_shingle(w->shingler, text, &set, err);
    h->shingles = st ? 0 : set.n;
    return st ? st : vn_buf_append(out, set.item, set.n * sizeof *set.item, err);
}

vn_status gather_each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    doc_words words;
    gather_head h = {0};
    const size_t start = out->len;
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    vn_status st = docwords_get(docterms_words(w->terms), batch, doc, &words, err);
    if (!st)
        st = vn_buf_append(out, &h, sizeof h, err);
    if (!st)
        st = collection_each_of(w->terms, batch, doc, &words, out, err);
    h.document = out->len - start - sizeof h;
    h.words = st ? 0 : count_words(&words);
    if (!st)
        st = put_fields(w, record, doc, &words, &h, out, err);
    if (!st)
        st = put_keywords(w, record, &words, &h, out, err);
    if (!st)
        st = gather_put_forms(&words, &h, out, err);
    if (!st)
        st = put_shingles(w, record, doc, &h, out, err);
    if (!st)
        memcpy(out->ptr + start, &h, sizeof h);
    return st;
}
