#include "collection.h"

#include "vn/json.h"
#include "vn/tfidf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS_IN_MEMORY = 64 << 20 };

/* What `each` hands to `collect`: this head, the bytes of path, id, title and record, then the terms, each a term_head and
 * its bytes. Both run on one machine in one process, so structs are copied as they are. */
typedef struct head {
    size_t path;
    size_t line;
    size_t id;
    size_t title;
    size_t record;
    size_t terms;
    bool weighted;
} head;

typedef struct term_head {
    size_t len;
    double weight; /* or the tf, of a document without weights */
} term_head;

/* From a thread ---------------------------------------------------------------------------------------------------- */

vn_status collection_begin(void **state, void *context, vn_error *err)
{
    docterms *terms;
    const vn_status st = docterms_new(&terms, &((collection *)context)->terms, err);
    if (!st)
        *state = terms;
    return st;
}

void collection_end(void *state)
{
    docterms_free(state);
}

static vn_status put_term(vn_slice key, double weight, vn_buf *out, vn_error *err)
{
    const term_head t = {key.len, weight};
    const vn_status st = vn_buf_append(out, &t, sizeof t, err);
    return st ? st : vn_buf_append(out, key.ptr, key.len, err);
}

static vn_status put_weight(vn_slice name, vn_slice value, vn_buf *scratch, vn_buf *out, vn_error *err)
{
    double weight;
    vn_status st = vn_json_read_number(value, &weight, err);
    scratch->len = 0;
    /* The name comes without its quotes, which stand right around it in the text. */
    if (!st)
        st = vn_json_read_string((vn_slice){name.ptr - 1, name.len + 2}, scratch, err);
    if (!st && !(weight >= 0))
        st = cli_error(err, VN_EDATA, "field 'tfidf' has a weight below 0");
    return st ? st : put_term((vn_slice){scratch->ptr, scratch->len}, weight, out, err);
}

static vn_status put_weights(vn_slice json, size_t *n, vn_buf *out, vn_error *err)
{
    vn_json walk;
    vn_slice name;
    vn_slice value;
    vn_buf scratch = {0};
    if (json.len == 0 || json.ptr[0] != '{')
        return cli_error(err, VN_EDATA, "field 'tfidf' is not an object");
    vn_status st = vn_json_object(&walk, json, err);
    for (*n = 0; !st; ++*n) {
        st = vn_json_member(&walk, &name, &value, err);
        if (st)
            break;
        st = put_weight(name, value, &scratch, out, err);
    }
    vn_buf_free(&scratch);
    return st == VN_DONE ? VN_OK : st;
}

/* words NULL: nobody has them yet. */
static vn_status put_counts(docterms *terms, vn_batch *batch, const vn_document *doc, const doc_words *words, size_t *n,
                            vn_buf *out, vn_error *err)
{
    vn_term *list;
    vn_status st = words ? docterms_get_of(terms, words, &list, n, err) : docterms_get(terms, batch, doc, &list, n, err);
    for (size_t i = 0; !st && i < *n; i++)
        st = put_term(list[i].key, list[i].count + list[i].extra, out, err);
    return st;
}

vn_status collection_id(const vn_document *doc, vn_buf *out, vn_error *err)
{
    char line[32];
    if (doc->id.ptr)
        return vn_buf_append(out, doc->id.ptr, doc->id.len, err);
    vn_status st = cli_append(out, doc->path, err);
    size_t at = sizeof line;
    line[--at] = '\0';
    for (size_t n = doc->line; n || at == sizeof line - 1; n /= 10)
        line[--at] = (char)('0' + n % 10);
    line[--at] = ':';
    return st ? st : cli_append(out, line + at, err);
}

/* Appends bytes and notes how many there are. */
static vn_status put_part(vn_slice part, size_t *len, vn_buf *out, vn_error *err)
{
    *len = part.ptr ? part.len : 0;
    return part.ptr ? vn_buf_append(out, part.ptr, part.len, err) : VN_OK;
}

static vn_status put_record(vn_record *record, size_t *len, vn_buf *out, vn_error *err)
{
    const size_t start = out->len;
    const vn_status st = vn_record_write(record, out, err);
    *len = out->len - start;
    return st;
}

static vn_status put_document(collection_weights which, void *state, vn_batch *batch, const vn_document *doc,
                              const doc_words *words, vn_buf *out, vn_error *err)
{
    vn_slice json;
    const size_t start = out->len;
    head h = {.line = doc->line};
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    vn_status st = vn_buf_append(out, &h, sizeof h, err);
    if (!st)
        st = put_part((vn_slice){doc->path, strlen(doc->path)}, &h.path, out, err);
    const size_t id = out->len;
    if (!st)
        st = collection_id(doc, out, err);
    h.id = out->len - id;
    if (!st)
        st = put_part(doc->title, &h.title, out, err);
    if (!st)
        st = put_record(record, &h.record, out, err);
    h.weighted = which == COLLECTION_ANY_WEIGHTS && vn_record_raw(record, "tfidf", &json);
    if (!st)
        st = h.weighted ? put_weights(json, &h.terms, out, err) : put_counts(state, batch, doc, words, &h.terms, out, err);
    if (!st)
        memcpy(out->ptr + start, &h, sizeof h);
    return st;
}

vn_status collection_each_as(collection_weights which, void *state, vn_batch *batch, const vn_document *doc, vn_buf *out,
                             vn_error *err)
{
    return put_document(which, state, batch, doc, NULL, out, err);
}

vn_status collection_each_of(void *state, vn_batch *batch, const vn_document *doc, const doc_words *words, vn_buf *out,
                             vn_error *err)
{
    return put_document(COLLECTION_ANY_WEIGHTS, state, batch, doc, words, out, err);
}

vn_status collection_each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    return collection_each_as(COLLECTION_ANY_WEIGHTS, state, batch, doc, out, err);
}

collection_item collection_read(vn_slice bytes)
{
    head h;
    memcpy(&h, bytes.ptr, sizeof h);
    const char *at = bytes.ptr + sizeof h;
    collection_item item = {.line = h.line, .n_terms = h.terms, .weighted = h.weighted};
    item.path = (vn_slice){at, h.path};
    item.id = (vn_slice){at += h.path, h.id};
    item.title = (vn_slice){at += h.id, h.title};
    item.record = (vn_slice){at += h.title, h.record};
    at += h.record;
    item.terms = (vn_slice){at, (size_t)(bytes.ptr + bytes.len - at)};
    return item;
}

void collection_terms(const collection_item *item, vn_term *terms)
{
    const char *at = item->terms.ptr;
    for (size_t i = 0; i < item->n_terms; i++) {
        term_head t;
        memcpy(&t, at, sizeof t);
        at += sizeof t;
        terms[i] = (vn_term){.key = {at, t.len}, .count = item->weighted ? 1 : (uint32_t)t.weight, .weight = t.weight};
        at += t.len;
    }
}

/* In the main thread ------------------------------------------------------------------------------------------------ */

static vn_status no_memory(vn_error *err)
{
    return cli_error(err, VN_ENOMEM, "out of memory for documents");
}

static vn_status add_terms(collection *c, const collection_item *item, vn_error *err)
{
    const size_t n = item->n_terms;
    vn_term *terms = n < SIZE_MAX / sizeof *terms ? malloc((n + 1) * sizeof *terms) : NULL;
    if (!terms)
        return no_memory(err);
    collection_terms(item, terms);
    vn_status st = c->counts ? VN_OK : vn_collection_new(&c->counts, err);
    if (!st && c->weighted)
        st = vn_collection_add_weighted(c->counts, terms, n, err);
    else if (!st)
        st = vn_collection_add(c->counts, terms, n, err);
    free(terms);
    return st;
}

/* The path of a document, kept once for all documents of a file. */
static vn_status keep_path(collection *c, vn_slice path, const char **kept, vn_error *err)
{
    const size_t n = c->paths.n;
    if (n && strlen(c->paths.item[n - 1]) == path.len && memcmp(c->paths.item[n - 1], path.ptr, path.len) == 0) {
        *kept = c->paths.item[n - 1];
        return VN_OK;
    }
    if (n == c->paths.cap) {
        const size_t cap = n + n / 2 + 16;
        const char **grown = cap < SIZE_MAX / sizeof *grown ? realloc(c->paths.item, cap * sizeof *grown) : NULL;
        if (!grown)
            return no_memory(err);
        c->paths.item = grown;
        c->paths.cap = cap;
    }
    char *copy = malloc(path.len + 1);
    if (!copy)
        return no_memory(err);
    memcpy(copy, path.ptr, path.len);
    copy[path.len] = '\0';
    *kept = c->paths.item[c->paths.n++] = copy;
    return VN_OK;
}

static vn_status keep_record(collection *c, vn_slice record, collection_document *d, vn_error *err)
{
    while (record.len && record.ptr[record.len - 1] == '\n')
        record.len--;
    d->record_len = record.len;
    const vn_status st = c->records ? VN_OK : spill_new(&c->records, RECORDS_IN_MEMORY, err);
    return st ? st : spill_write(c->records, record.ptr, record.len, &d->record_at, err);
}

vn_status collection_record(const collection *c, const collection_document *document, vn_buf *line, vn_error *err)
{
    return spill_read(c->records, document->record_at, document->record_len, line, err);
}

static vn_status add_document(collection *c, const collection_item *item, vn_error *err)
{
    if (c->n == c->cap) {
        const size_t cap = c->cap + c->cap / 2 + 64;
        collection_document *grown =
            cap < SIZE_MAX / sizeof *grown ? realloc(c->document, cap * sizeof *grown) : NULL;
        if (!grown)
            return no_memory(err);
        c->document = grown;
        c->cap = cap;
    }
    const size_t len = item->id.len + item->title.len; /* one after another in the item too */
    collection_document *d = &c->document[c->n];
    *d = (collection_document){.line = item->line};
    vn_status st = keep_path(c, item->path, &d->path, err);
    if (!st && c->keep_records)
        st = keep_record(c, item->record, d, err);
    if (st)
        return st;
    d->block = malloc(len + 1);
    if (!d->block)
        return no_memory(err);
    memcpy(d->block, item->id.ptr, len);
    d->id = (vn_slice){d->block, item->id.len};
    d->title = (vn_slice){d->block + item->id.len, item->title.len};
    c->n++;
    return VN_OK;
}

vn_status collection_collect(void *context, vn_slice bytes, vn_error *err)
{
    collection *c = context;
    const collection_item item = collection_read(bytes);
    if (c->seen && c->weighted != item.weighted)
        return cli_error(err, VN_EDATA, "some documents have the field 'tfidf', others have not");
    c->seen = true;
    c->weighted = item.weighted;
    if (c->wanted && !c->wanted(c, &item))
        return VN_OK;
    const vn_status st = add_document(c, &item, err);
    return st ? st : add_terms(c, &item, err);
}

/* Rows in order ----------------------------------------------------------------------------------------------------- */

typedef struct sort_item {
    const collection *c;
    size_t row;
} sort_item;

static int compare_weights(const vn_sparse *x, size_t a, size_t b)
{
    size_t p = x->start[a];
    size_t q = x->start[b];
    for (; p < x->start[a + 1] && q < x->start[b + 1]; p++, q++) {
        if (x->col[p] != x->col[q])
            return x->col[p] < x->col[q] ? -1 : 1;
        if (x->val[p] < x->val[q] || x->val[p] > x->val[q])
            return x->val[p] < x->val[q] ? -1 : 1;
    }
    return (p < x->start[a + 1]) - (q < x->start[b + 1]);
}

static int compare_items(const void *a, const void *b)
{
    const sort_item *x = a;
    const sort_item *y = b;
    const collection_document *dx = &x->c->document[x->row];
    const collection_document *dy = &y->c->document[y->row];
    int order = cli_slice_cmp(dx->id, dy->id);
    if (!order)
        order = cli_slice_cmp(dx->title, dy->title);
    if (!order)
        order = compare_weights(&x->c->matrix, x->row, y->row);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* Of equal ids the first two in the order of the input, and of those the ones that come first. */
static void note_twins(collection *c, const sort_item *item)
{
    for (size_t r = 1; r < c->n; r++) {
        const size_t a = item[r - 1].row < item[r].row ? item[r - 1].row : item[r].row;
        const size_t b = item[r - 1].row + item[r].row - a;
        if (cli_slice_cmp(c->document[a].id, c->document[b].id) != 0)
            continue;
        if (!c->twins++ || b < c->twin[1]) {
            c->twin[0] = a;
            c->twin[1] = b;
        }
    }
}

static vn_status order_rows(collection *c, bool canonical, vn_error *err)
{
    sort_item *item = malloc((c->n + 1) * sizeof *item);
    c->input = malloc((c->n + 1) * sizeof *c->input);
    if (!item || !c->input) {
        free(item);
        return no_memory(err);
    }
    for (size_t r = 0; r < c->n; r++)
        item[r] = (sort_item){c, r};
    if (c->n)
        qsort(item, c->n, sizeof *item, compare_items);
    note_twins(c, item);
    for (size_t r = 0; r < c->n; r++)
        c->input[r] = canonical ? item[r].row : r;
    free(item);
    return VN_OK;
}

/* Says where the id of the second twin stood before; err is left with its line. */
static const char *tell_twins(const collection *c, vn_error *err)
{
    const collection_document *a = &c->document[c->twin[0]];
    const collection_document *b = &c->document[c->twin[1]];
    const int shown = a->id.len < 80 ? (int)a->id.len : 80;
    const char *path = cli_place(a->path);
    if (c->twins > 1)
        cli_error(err, VN_EDATA, "the id '%.*s' is that of %.120s:%zu too; %zu such ids", shown, a->id.ptr, path, a->line,
                  c->twins);
    else
        cli_error(err, VN_EDATA, "the id '%.*s' is that of %.120s:%zu too", shown, a->id.ptr, path, a->line);
    err->line = b->line;
    return b->path;
}

vn_status collection_unique(const collection *c, vn_error *err)
{
    vn_error why = {0};
    if (!c->twins)
        return VN_OK;
    const char *path = tell_twins(c, &why);
    cli_error_in(&why, path, why.line);
    if (err)
        *err = why;
    return VN_EDATA;
}

void collection_warn(const collection *c, const char *tool)
{
    vn_error err = {0};
    if (!c->twins)
        return;
    const char *path = tell_twins(c, &err);
    cli_warn(tool, path, &err);
}

/* The exponent of the largest weight of a row. */
static int row_exponent(const vn_sparse *x, size_t row)
{
    int exponent = 0;
    double largest = 0;
    for (size_t p = x->start[row]; p < x->start[row + 1]; p++)
        largest = fmax(largest, x->val[p]);
    frexp(largest, &exponent);
    return exponent;
}

/* Row `from` of x at the end of y, brought to length 1, without weights of 0. Scaling by a power of two loses no bit and
 * keeps the squares of weights such as 1e300 within range. */
static void append_row(vn_sparse *y, const vn_sparse *x, size_t from)
{
    const int exponent = row_exponent(x, from);
    double squares = 0;
    for (size_t p = x->start[from]; p < x->start[from + 1]; p++) {
        x->val[p] = ldexp(x->val[p], -exponent);
        squares += x->val[p] * x->val[p];
    }
    const double length = sqrt(squares);
    size_t n = y->start[y->rows];
    for (size_t p = x->start[from]; length > 0 && p < x->start[from + 1]; p++) {
        if (!(x->val[p] / length > 0))
            continue;
        y->col[n] = x->col[p];
        y->val[n++] = x->val[p] / length;
    }
    y->start[++y->rows] = n;
}

static vn_status permute_rows(collection *c, vn_error *err)
{
    const size_t entries = c->matrix.start[c->n];
    vn_sparse y = {.cols = c->matrix.cols,
                   .start = calloc(c->n + 1, sizeof *y.start),
                   .col = malloc((entries + 1) * sizeof *y.col),
                   .val = malloc((entries + 1) * sizeof *y.val)};
    if (!y.start || !y.col || !y.val) {
        vn_sparse_free(&y);
        return no_memory(err);
    }
    for (size_t r = 0; r < c->n; r++)
        append_row(&y, &c->matrix, c->input[r]);
    vn_sparse_free(&c->matrix);
    c->matrix = y;
    return VN_OK;
}

/* Nine digits, as a record would have brought them, so that working alone and in a chain give the same bytes. */
static vn_status round_weights(vn_sparse *x, vn_error *err)
{
    vn_buf digits = {0};
    vn_status st = VN_OK;
    for (size_t p = 0; !st && p < x->start[x->rows]; p++) {
        digits.len = 0;
        st = vn_json_write_number(x->val[p], &digits, err);
        if (!st)
            st = vn_json_read_number((vn_slice){digits.ptr, digits.len}, &x->val[p], err);
    }
    vn_buf_free(&digits);
    return st;
}

vn_status collection_finish(collection *c, bool canonical, vn_error *err)
{
    vn_status st = c->counts ? VN_OK : vn_collection_new(&c->counts, err);
    if (!st)
        st = vn_collection_finish(c->counts, NULL, NULL, &c->vocab, &c->matrix, err);
    if (!st && !c->weighted && c->n)
        st = vn_weigh(&c->matrix, c->vocab, NULL, err);
    if (!st && !c->weighted)
        st = round_weights(&c->matrix, err);
    if (!st)
        st = order_rows(c, canonical, err);
    return st ? st : permute_rows(c, err);
}

void collection_free(collection *c)
{
    for (size_t i = 0; i < c->n; i++)
        free(c->document[i].block);
    for (size_t i = 0; i < c->paths.n; i++)
        free((char *)c->paths.item[i]);
    free(c->paths.item);
    free(c->document);
    free(c->input);
    spill_free(c->records);
    terminology_close(&c->terms);
    vn_collection_free(c->counts);
    vn_sparse_free(&c->matrix);
    vn_vocab_free(c->vocab);
    *c = (collection){0};
}

const collection_document *collection_row(const collection *c, size_t row)
{
    return &c->document[c->input[row]];
}
