/* All documents of the input as one matrix of weights: what programs that compare documents begin with.
 *
 * Weights come from the field `tfidf` of the records; documents without it (all of them, then) are segmented, counted
 * and weighed here as vntfidf does without options, to the same nine digits.
 *
 *     collection c = {.terms = TERMINOLOGY_DEFAULTS};
 *     ... terminology_open(&c.terms, "vnexample"), then stream_run(&(stream_job){..., .context = &c,
 *     COLLECTION_JOB, .finish = my_finish}) with a context whose first member is the collection,
 *
 * and in my_finish: collection_finish(&c, true, err), then c.matrix, c.vocab and collection_row. */
#ifndef TOOLS_COLLECTION_H
#define TOOLS_COLLECTION_H

#include "docterms.h"
#include "spill.h"
#include "stream.h"

#include "vn/record.h"
#include "vn/sparse.h"
#include "vn/vocab.h"

/* One document; the bytes are in `block`, which the collection owns. */
typedef struct collection_document {
    char *block;
    vn_slice id; /* "FILE:LINE" when the record has none */
    vn_slice title;
    const char *path;
    size_t line;
    uint64_t record_at; /* see collection_record */
    size_t record_len;
} collection_document;

/* One document as collection_each hands it over; the slices are in those bytes. */
typedef struct collection_item {
    vn_slice path;
    size_t line;
    vn_slice id;
    vn_slice title;
    vn_slice record;
    vn_slice terms; /* see collection_terms */
    size_t n_terms;
    bool weighted; /* by its field tfidf; else terms are counted */
} collection_item;

/* Start with {.terms = TERMINOLOGY_DEFAULTS}; collection_free ends it. */
typedef struct collection collection;
struct collection {
    terminology terms; /* the caller opens it; collection_free closes it */
    bool keep_records;
    spill *records;        /* that are kept */
    bool weighted;         /* the documents bring their weights */
    vn_collection *counts; /* while documents come in */
    collection_document *document; /* [n] in the order of the input */
    size_t n;
    size_t cap;
    size_t *input;    /* [n] after the finish: row r is document[input[r]] */
    vn_sparse matrix; /* rows of length 1, or empty; columns in byte order of the terms */
    vn_vocab *vocab;
    size_t twins;   /* documents whose id an earlier one has */
    size_t twin[2]; /* of these the first, behind the one that it equals: numbers of documents */
    bool seen;      /* some document, kept or not */
    bool (*wanted)(collection *c, const collection_item *item); /* which documents are kept; NULL: all */
    cli_list paths;
};

/* What a stream_job needs; its context is the collection, or a struct that begins with one. VN_EDATA for a document whose
 * `tfidf` is not an object of weights >= 0. */
#define COLLECTION_JOB                                                                                                  \
    .begin = collection_begin, .end = collection_end, .each = collection_each, .collect = collection_collect
vn_status collection_begin(void **state, void *context, vn_error *err);
void collection_end(void *state);
vn_status collection_each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err);
vn_status collection_collect(void *context, vn_slice bytes, vn_error *err);

/* Appends the id of a document, or its place when it has none. */
vn_status collection_id(const vn_document *doc, vn_buf *out, vn_error *err);

/* What collection_each does, for those who make use of a document at once. */
typedef enum collection_weights { COLLECTION_ANY_WEIGHTS, COLLECTION_COUNTS } collection_weights;
vn_status collection_each_as(collection_weights which, void *state, vn_batch *batch, const vn_document *doc, vn_buf *out,
                             vn_error *err);
collection_item collection_read(vn_slice bytes);

/* What collection_each does, for those who have the words of the document: of docterms_words(state). */
vn_status collection_each_of(void *state, vn_batch *batch, const vn_document *doc, const doc_words *words, vn_buf *out,
                             vn_error *err);

/* Its terms, with their weights, or with their counts as weights too. terms [n_terms]. */
void collection_terms(const collection_item *item, vn_term *terms);

/* VN_EDATA, with the places, when two documents have the same id; after the finish. */
vn_status collection_unique(const collection *c, vn_error *err);

/* The same as a warning, printed. */
void collection_warn(const collection *c, const char *tool);

/* Makes the matrix. Canonical: rows by id, then title, then weights, so that nothing depends on the order of the input;
 * else in the order of the input. */
vn_status collection_finish(collection *c, bool canonical, vn_error *err);

void collection_free(collection *c);

/* Appends the line of a document's record, without its end, when records are kept. Above 64 MB they wait
 * in a temporary file (spill.h). VN_EIO. */
vn_status collection_record(const collection *c, const collection_document *document, vn_buf *line, vn_error *err);

/* The document of a row. */
const collection_document *collection_row(const collection *c, size_t row);

#endif
