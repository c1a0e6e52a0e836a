/* Indexes: made from a collection, and asked for the documents most similar to others, which are read one by one. */
#include "sim.h"

#include "vn/json.h"
#include "vn/tsv.h"

#include <stdlib.h>

/* Making one -------------------------------------------------------------------------------------------------------- */

static vn_status write_bytes(void *context, vn_slice bytes, vn_error *err)
{
    return output_write(((sim *)context)->out, bytes.ptr, bytes.len, err);
}

static vn_status append_bytes(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_append(context, bytes.ptr, bytes.len, err);
}

static vn_status write_index(sim *s, vn_index_write_fn *write, void *context, vn_error *err)
{
    const collection *all = &s->all;
    vn_slice *name = calloc(2 * all->n + 1, sizeof *name);
    if (!name)
        return cli_error(err, VN_ENOMEM, "out of memory for an index");
    for (size_t r = 0; r < all->n; r++) {
        name[r] = collection_row(all, r)->id;
        name[all->n + r] = collection_row(all, r)->title;
    }
    const vn_index_parts parts = {.x = &all->matrix,
                                  .vocab = all->vocab,
                                  .id = name,
                                  .title = name + all->n,
                                  .fingerprint = all->terms.kind.fingerprint,
                                  .foreign_weights = all->weighted};
    const vn_status st = vn_index_write(&parts, write, context, err);
    free(name);
    return st;
}

vn_status sim_make_index(sim *s, vn_error *err)
{
    return write_index(s, write_bytes, s, err);
}

vn_status sim_index_in_memory(sim *s, vn_error *err)
{
    s->index_bytes.max = SIZE_MAX / 4;
    const vn_status st = write_index(s, append_bytes, &s->index_bytes, err);
    return st ? st : vn_index_view(&s->index, (vn_slice){s->index_bytes.ptr, s->index_bytes.len}, err);
}

int sim_open_index(sim *s, const char *path)
{
    vn_error err = {0};
    vn_status st = vn_index_open(&s->index, path, &err);
    if (!st && !vn_index_foreign_weights(s->index) && vn_index_fingerprint(s->index) != s->all.terms.kind.fingerprint)
        st = cli_error(&err, VN_EDATA, "an index of other terms: made by another version, or with another --alias");
    return st ? cli_fail("vnsim", path, &err) : CLI_GO_ON;
}

/* Asking ------------------------------------------------------------------------------------------------------------ */

/* What one thread works with. */
typedef struct asker {
    sim *s;
    void *terms; /* the collection's state */
    vn_index_search *search;
    vn_buf item;
    vn_term *term; /* [cap] */
    size_t cap;
    vn_index_why *why; /* [why_terms] */
} asker;

static void free_asker(void *state)
{
    asker *a = state;
    if (a->terms)
        collection_end(a->terms);
    vn_index_search_free(a->search);
    vn_buf_free(&a->item);
    free(a->term);
    free(a->why);
    free(a);
}

static vn_status new_asker(void **state, void *context, vn_error *err)
{
    sim *s = context;
    asker *a = calloc(1, sizeof *a);
    if (!a)
        return cli_error(err, VN_ENOMEM, "out of memory for queries");
    a->s = s;
    a->why = calloc(s->why_terms, sizeof *a->why);
    vn_status st = a->why ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for queries");
    if (!st)
        st = collection_begin(&a->terms, context, err);
    if (!st)
        st = vn_index_search_new(&a->search, s->index, err);
    if (st)
        free_asker(a);
    else
        *state = a;
    return st;
}

static vn_status make_room(asker *a, size_t n, vn_error *err)
{
    if (n <= a->cap)
        return VN_OK;
    vn_term *grown = n < SIZE_MAX / 2 / sizeof *grown ? realloc(a->term, 2 * n * sizeof *grown) : NULL;
    if (!grown)
        return cli_error(err, VN_ENOMEM, "out of memory for queries");
    a->term = grown;
    a->cap = 2 * n;
    return VN_OK;
}

/* Nine digits, as a record would have brought them, so that a query gets the scores that it would have in a collection. */
static vn_status round_weight(double *weight, vn_buf *digits, vn_error *err)
{
    digits->len = 0;
    const vn_status st = vn_json_write_number(*weight, digits, err);
    return st ? st : vn_json_read_number((vn_slice){digits->ptr, digits->len}, weight, err);
}

/* An index that weighs its queries has no use for weights of another collection. */
static vn_status check_query(const asker *a, vn_batch *batch, const vn_document *doc, vn_error *err)
{
    vn_slice json;
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    const bool weights = vn_record_raw(record, "tfidf", &json);
    if (vn_index_foreign_weights(a->s->index))
        return weights ? VN_OK
                       : cli_error(err, VN_EDATA, "a query needs the field 'tfidf': those of the index brought it");
    if (weights && !doc->text.ptr && !doc->title.ptr && !vn_record_raw(record, "words", &json))
        return cli_error(err, VN_EDATA, "a query needs words or text: the index weighs them itself");
    return VN_OK;
}

/* Makes the document the query of the search. */
static vn_status set_query(asker *a, const collection_item *item, vn_error *err)
{
    vn_buf digits = {0};
    const size_t n = item->n_terms;
    vn_status st = make_room(a, n, err);
    if (st)
        return st;
    collection_terms(item, a->term);
    if (!item->weighted)
        st = vn_index_weigh(a->s->index, a->term, n, err);
    for (size_t i = 0; !st && i < n; i++)
        st = round_weight(&a->term[i].weight, &digits, err);
    vn_buf_free(&digits);
    return st ? st : vn_index_search_set(a->search, a->term, n, err);
}

static vn_status put_why(asker *a, size_t row, vn_buf *out, vn_error *err)
{
    size_t n = 0;
    vn_status st = vn_index_search_why(a->search, row, a->why, a->s->why_terms, &n, err);
    for (size_t i = 0; !st && i < n; i++)
        st = sim_put_part(i == 0, a->why[i].term, a->why[i].score, out, err);
    return st;
}

static vn_status put_match(asker *a, vn_slice id, const vn_match *match, vn_buf *out, vn_error *err)
{
    vn_slice name;
    vn_slice title;
    vn_status st = vn_index_document(a->s->index, match->index, &name, &title, err);
    if (!st)
        st = sim_put_score(id, name, match->score, out, err);
    if (!st && a->s->why)
        st = put_why(a, match->index, out, err);
    if (!st && a->s->titles)
        st = sim_put_title(title, out, err);
    return st ? st : cli_append(out, "\n", err);
}

static vn_status answer(asker *a, vn_slice id, vn_buf *out, vn_error *err)
{
    const vn_similar_options options = sim_options(a->s);
    const vn_match *match = NULL;
    size_t n = 0;
    vn_status st = vn_index_search_run(a->search, &options, &match, &n, err);
    for (size_t i = 0; !st && i < n; i++)
        st = put_match(a, id, &match[i], out, err);
    return st;
}

/* A damaged index ends the run: it is not the document that is bad. */
static vn_status blame_index(sim *s, vn_status st, vn_error *err)
{
    if (st != VN_EDATA)
        return st;
    atomic_store(&s->damaged, true);
    if (err)
        err->code = VN_EIO;
    cli_error_in(err, s->index_path ? s->index_path : "index", 0);
    return VN_EIO;
}

static vn_status ask(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    asker *a = state;
    const collection_weights which =
        vn_index_foreign_weights(a->s->index) ? COLLECTION_ANY_WEIGHTS : COLLECTION_COUNTS;
    a->item.len = 0;
    vn_status st = check_query(a, batch, doc, err);
    if (!st)
        st = collection_each_as(which, a->terms, batch, doc, &a->item, err);
    if (st)
        return st;
    const collection_item item = collection_read((vn_slice){a->item.ptr, a->item.len});
    st = set_query(a, &item, err);
    if (!st)
        st = answer(a, item.id, out, err);
    return blame_index(a->s, st, err);
}

int sim_ask(sim *s, cli_arguments files)
{
    const int code = stream_run(&(stream_job){.tool = "vnsim",
                                              .settings = &s->settings,
                                              .files = files,
                                              .context = s,
                                              .begin = new_asker,
                                              .end = free_asker,
                                              .each = ask});
    return atomic_load(&s->damaged) ? CLI_BAD_DATA : code;
}
