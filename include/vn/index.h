/* A collection of weighed documents on disk, to ask which of them are similar to a document that is not among them ("more
 * like this"). The file is mapped into memory, so that opening takes no time and what a query does not touch is not read.
 *
 * It holds the rows of a matrix (see vn/similar.h) and their transpose, the terms with their document frequencies, and the
 * ids and titles of the documents. Every 4 KiB have a checksum, which is looked at when they are first used: a damaged byte
 * is reported, or had no part in the answer. Source of the file form: vntext-formats(5). */
#ifndef VN_INDEX_H
#define VN_INDEX_H

#include "vn/base.h"
#include "vn/similar.h"
#include "vn/sparse.h"
#include "vn/terms.h"
#include "vn/vocab.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What an index is made of; all of it is borrowed. */
typedef struct vn_index_parts {
    const vn_sparse *x;    /* rows of length 1, or without entries; values >= 0 */
    const vn_vocab *vocab; /* of the columns of x, with the document frequencies that queries are weighed by */
    const vn_slice *id;    /* [rows] */
    const vn_slice *title; /* [rows]; NULL: all empty */
    uint64_t fingerprint;  /* of the terms: vn_terms_fingerprint */
    bool foreign_weights;  /* the weights of x do not come from the frequencies of vocab: queries must bring their own */
} vn_index_parts;

/* Takes the bytes of the file as they are made; a failure ends the run and is passed on. */
typedef vn_status vn_index_write_fn(void *context, vn_slice bytes, vn_error *err);

/* Writes an index from front to back. Memory: the transpose of x. VN_ENOMEM; VN_ELIMIT above 2^32 - 2 rows. */
VN_API vn_status vn_index_write(const vn_index_parts *parts, vn_index_write_fn *write, void *context, vn_error *err);

/* Immutable, shared by any number of threads. */
typedef struct vn_index vn_index;

/* Maps a file. VN_EIO; VN_EDATA: no index, one of another version or byte order, truncated, or damaged where it begins.
 * The file must not be written to meanwhile; replacing it by another (rename) is fine. */
VN_API vn_status vn_index_open(vn_index **out, const char *path, vn_error *err);

/* The same over bytes in memory, which are borrowed and must outlive the index; they are aligned as by malloc. */
VN_API vn_status vn_index_view(vn_index **out, vn_slice bytes, vn_error *err);
VN_API void vn_index_free(vn_index *index);

/* Looks at every checksum now. VN_EDATA. */
VN_API vn_status vn_index_check(const vn_index *index, vn_error *err);

VN_API size_t vn_index_documents(const vn_index *index);
VN_API size_t vn_index_terms(const vn_index *index);
VN_API uint64_t vn_index_fingerprint(const vn_index *index);
VN_API bool vn_index_foreign_weights(const vn_index *index);

/* Id and title of a document, in the index's memory; title may be NULL. VN_EDATA: damaged. */
VN_API vn_status vn_index_document(const vn_index *index, size_t row, vn_slice *id, vn_slice *title, vn_error *err);

/* Weighs the terms of a document as tf * idf with the frequencies of the index, as vn_weigh_terms does with a table of
 * them: sorted by bytes, length 1. VN_EDATA. */
VN_API vn_status vn_index_weigh(const vn_index *index, vn_term *terms, size_t n, vn_error *err);

/* Scratch of one thread, which holds one query at a time. The index must outlive it. */
typedef struct vn_index_search vn_index_search;
VN_API vn_status vn_index_search_new(vn_index_search **out, const vn_index *index, vn_error *err);
VN_API void vn_index_search_free(vn_index_search *search);

/* Sets the query: distinct terms with weights >= 0. The row is brought to length 1 with all its terms, those that the index
 * lacks too, which match nothing. VN_EDATA, VN_ENOMEM. */
VN_API vn_status vn_index_search_set(vn_index_search *search, const vn_term *terms, size_t n, vn_error *err);

/* The documents most similar to the query: `top` and `min` of the options count. Exact: scores are those of vn_sparse_dot,
 * at most 1; best first, ties by the smaller row. Postings are read only as long as a document that was not met yet might
 * still enter. *match lives until the next call. VN_EDATA, VN_EINVAL, VN_ENOMEM. */
VN_API vn_status vn_index_search_run(vn_index_search *search, const vn_similar_options *options, const vn_match **match,
                                     size_t *n, vn_error *err);

/* Why a document is similar to the query: as vn_similar_why; the terms of the matches are slices in the index's memory. */
typedef struct vn_index_why {
    vn_slice term;
    double score;
} vn_index_why;
VN_API vn_status vn_index_search_why(const vn_index_search *search, size_t row, vn_index_why *why, size_t m, size_t *n,
                                     vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
