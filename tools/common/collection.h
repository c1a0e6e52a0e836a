/* All documents of the input as one matrix of weights: what programs that compare documents begin with.
 *
 *     collection c = {.keep_records = true};
 *     ... stream_run(&(stream_job){..., .context = &c, .each = collection_each, .collect = collection_collect,
 *                                  .begin = ..., .finish = my_finish});
 *
 * and in my_finish: collection_finish(&c, true, err), then c.matrix, c.vocab and c.document. */
#ifndef TOOLS_COLLECTION_H
#define TOOLS_COLLECTION_H

#include "stream.h"

#include "vn/record.h"
#include "vn/sparse.h"
#include "vn/vocab.h"

/* One document; the bytes are in `block`, which the collection owns. */
typedef struct collection_document {
    char *block;
    vn_slice id; /* "FILE:LINE" when the record has none */
    vn_slice title;
    vn_slice record; /* the line of the record, when records are kept */
} collection_document;

/* Start with {0}, or with keep_records set; collection_free ends it. */
typedef struct collection {
    bool keep_records;
    vn_collection *terms; /* while documents come in */
    collection_document *document; /* [n] in the order of the input */
    size_t n;
    size_t cap;
    size_t *input;    /* [n] after the finish: row r is document[input[r]] */
    vn_sparse matrix; /* rows of length 1, or empty; columns in byte order of the terms */
    vn_vocab *vocab;
} collection;

/* stream_job.each: the document's id, title and its field `tfidf`, handed on to collection_collect. VN_EDATA: the record
 * has no such field, or one that is not an object of weights >= 0. The state may be anything. */
vn_status collection_each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err);

/* stream_job.collect: context is the collection. */
vn_status collection_collect(void *context, vn_slice bytes, vn_error *err);

/* Makes the matrix. Canonical: rows by id, then title, then weights, so that nothing depends on the order of the input;
 * else in the order of the input. */
vn_status collection_finish(collection *c, bool canonical, vn_error *err);

void collection_free(collection *c);

/* The document of a row. */
const collection_document *collection_row(const collection *c, size_t row);

#endif
