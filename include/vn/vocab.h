/* From the terms of documents to a matrix: a collection is counted, then its terms become columns in byte order, so
 * that nothing depends on the order in which documents came. */
#ifndef VN_VOCAB_H
#define VN_VOCAB_H

#include "vn/base.h"
#include "vn/df.h"
#include "vn/sparse.h"
#include "vn/terms.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which terms are worth a column, by the documents that hold them. Zero means no limit; a share is of the number of
 * documents N, so that max_share 0.5 drops what stands in more than half of them. */
typedef struct vn_df_limits {
    uint32_t min_count;
    uint32_t max_count;
    double min_share;
    double max_share;
} vn_df_limits;

/* Whether a term in df of N documents is kept; limits may be NULL. */
VN_API bool vn_df_within(const vn_df_limits *limits, uint32_t df, uint32_t N);

/* The columns of a matrix: V terms in ascending byte order. Immutable. */
typedef struct vn_vocab vn_vocab;
VN_API void vn_vocab_free(vn_vocab *vocab);
VN_API size_t vn_vocab_size(const vn_vocab *vocab);                    /* V */
VN_API uint32_t vn_vocab_documents(const vn_vocab *vocab);             /* N that the frequencies belong to */
VN_API vn_slice vn_vocab_term(const vn_vocab *vocab, uint32_t column); /* lives as long as the vocabulary */
VN_API uint32_t vn_vocab_df(const vn_vocab *vocab, uint32_t column);
VN_API bool vn_vocab_find(const vn_vocab *vocab, vn_slice term, uint32_t *column);

/* A collection being counted. */
typedef struct vn_collection vn_collection;
VN_API vn_status vn_collection_new(vn_collection **out, vn_error *err);
VN_API void vn_collection_free(vn_collection *collection);

/* Adds a document with the tf of its terms (count + extra); a term given twice adds up. The keys are copied. VN_ENOMEM;
 * VN_ELIMIT: 2^32 - 2 terms or documents. */
VN_API vn_status vn_collection_add(vn_collection *collection, const vn_term *terms, size_t n, vn_error *err);

/* The same with the weights of the terms as values. */
VN_API vn_status vn_collection_add_weighted(vn_collection *collection, const vn_term *terms, size_t n, vn_error *err);

VN_API uint32_t vn_collection_documents(const vn_collection *collection);

/* Ends the counting: one row per document in the order they came, one column per kept term. Document frequencies and N
 * are those of `df` when it is given, a term that it lacks counting as df 0 for the limits and as 1 in the vocabulary;
 * else the collection's own. The collection is empty afterwards, whatever comes back. VN_ENOMEM; VN_EINVAL: `df` counts
 * no document. */
VN_API vn_status vn_collection_finish(vn_collection *collection, const vn_df *df, const vn_df_limits *limits,
                                      vn_vocab **vocab, vn_sparse *matrix, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
