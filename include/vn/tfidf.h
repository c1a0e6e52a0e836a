/* Weights of terms: how much a term tells about its document.
 *
 *   scheme    weight of a term that occurs tf times in a document of len terms
 *   tfidf     tf * (ln((1+N)/(1+df)) + 1), rows of length 1     (scikit-learn's TfidfVectorizer)
 *   gensim    tf * log2(N/df), rows of length 1                 (gensim's TfidfModel)
 *   bm25      tf*(k1+1) / (tf + k1*(1-b+b*len/avglen)) * ln(1 + (N-df+1/2)/(df+1/2)), k1 = 1.2, b = 0.75
 *             (Robertson & Zaragoza 2009, idf as in Lucene)
 *   pivoted   (1+ln(1+ln tf)) / ((1-s)+s*len/avglen) * ln((N+1)/df), s = 0.2 (Singhal, Buckley & Mitra 1996)
 *   count     tf
 *
 * The parts may be changed: tf `raw` or `log` (1 + ln tf); idf `smooth` (as tfidf), `plain` (ln(N/df) + 1), `log2`
 * (as gensim) or `none` (1). A weight of 0 (below 1e-12) is dropped. Sums run in byte order of terms: the same bits
 * everywhere. */
#ifndef VN_TFIDF_H
#define VN_TFIDF_H

#include "vn/base.h"
#include "vn/df.h"
#include "vn/sparse.h"
#include "vn/terms.h"
#include "vn/vocab.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero means default. */
typedef struct vn_weighting {
    const char *scheme; /* NULL: tfidf */
    const char *tf;     /* NULL: that of the scheme */
    const char *idf;    /* NULL: that of the scheme */
    double avglen;      /* for bm25 and pivoted: average number of terms of a document; 0: that of the matrix */
} vn_weighting;

/* Checks the names; VN_EINVAL with those that there are. *needs_length (may be NULL) tells whether the average length
 * of the documents enters, so that a document alone cannot be weighed without avglen. */
VN_API vn_status vn_weighting_check(const vn_weighting *weighting, bool *needs_length, vn_error *err);

/* Turns a matrix of counts into one of weights; df and N are those of the vocabulary. A document's length is the sum of
 * its row. Weighting NULL: the default. VN_EINVAL, VN_ENOMEM. */
VN_API vn_status vn_weigh(vn_sparse *matrix, const vn_vocab *vocab, const vn_weighting *weighting, vn_error *err);

/* Weighs one document against a table made elsewhere: terms whose df the limits (NULL: none) exclude go, the others are
 * sorted by bytes and get their weight; *n shrinks. A term that the table lacks has df 0 for the limits and 1 in the
 * formula. The same bits as vn_collection_finish with that table, then vn_weigh. VN_EINVAL also when the table counts no
 * document, or avglen is needed and 0. */
VN_API vn_status vn_weigh_terms(vn_term *terms, size_t *n, const vn_df *df, const vn_df_limits *limits,
                                const vn_weighting *weighting, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
