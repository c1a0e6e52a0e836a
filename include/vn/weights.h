/* A collection weighed in little memory: five bytes for each term of a document while it is counted and after, the weights
 * themselves made row by row when they are asked for. What vn_collection and vn_weigh (vn/vocab.h, vn/tfidf.h) do with whole
 * matrices, to the same bits. */
#ifndef VN_WEIGHTS_H
#define VN_WEIGHTS_H

#include "vn/base.h"
#include "vn/df.h"
#include "vn/terms.h"
#include "vn/tfidf.h"
#include "vn/vocab.h"

#ifdef __cplusplus
extern "C" {
#endif

/* First documents are counted, by one thread; vn_weights_finish ends that, and the rest is immutable and may be shared. */
typedef struct vn_weights vn_weights;
/* The keys are those of the counters of its documents, when these share them, and must outlive the weights; NULL: none.
 * VN_ENOMEM. */
VN_API vn_status vn_weights_new(vn_weights **out, vn_term_keys *keys, vn_error *err);
VN_API void vn_weights_free(vn_weights *weights);

/* The number of a term, the same whenever it is asked; a new term gets the next one. With keys: theirs. VN_ENOMEM. */
VN_API vn_status vn_weights_number(vn_weights *weights, vn_slice term, uint32_t *number, vn_error *err);

/* Adds a document: a term that another counter calls n has the number number_of[n] of vn_weights_number; number_of NULL:
 * terms come by those numbers. VN_ENOMEM; VN_ELIMIT: 2^32 - 2 documents. */
VN_API vn_status vn_weights_add(vn_weights *weights, const vn_counted *terms, const uint32_t *number_of, vn_error *err);

/* Zero means default. */
typedef struct vn_weights_options {
    const vn_df *df;             /* document frequencies and N; NULL: the collection's own. As in vn_collection_finish */
    const vn_df_limits *limits;  /* NULL: none */
    const vn_weighting *weighting;
    size_t top;                  /* keep the heaviest of a row, of equal ones the first columns; 0: all */
    unsigned threads;            /* 0 and 1: one */
} vn_weights_options;

/* Ends the counting: a row per document in the order they came, a column per kept term in byte order. Counters that share its
 * keys must have been freed: the keys are empty then. VN_EINVAL, VN_ENOMEM; after a failure the weights are good for nothing
 * but vn_weights_free. */
VN_API vn_status vn_weights_finish(vn_weights *weights, const vn_weights_options *options, vn_error *err);

VN_API const vn_vocab *vn_weights_vocab(const vn_weights *weights);
VN_API size_t vn_weights_rows(const vn_weights *weights);
VN_API size_t vn_weights_row_size(const vn_weights *weights, size_t row); /* entries of a row */
VN_API double vn_weights_idf(const vn_weights *weights, uint32_t column);

/* Columns of a row, ascending: an array that the weights own; its weights go to val [vn_weights_row_size], NULL: they are
 * not wanted. */
VN_API const uint32_t *vn_weights_row(const vn_weights *weights, size_t row, double *val);

#ifdef __cplusplus
}
#endif
#endif
