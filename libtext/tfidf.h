/* L3: weights of a document whose document frequencies are known. */
#ifndef VN_LIB_TFIDF_H
#define VN_LIB_TFIDF_H

#include "base.h"
#include "vn/tfidf.h"

/* Weighs terms, sorted by bytes, whose `weight` is their document frequency among N, by the default scheme; as
 * vn_weigh_terms, the same bits. */
void vn_weigh_counted(vn_term *terms, size_t n, uint32_t N);

#endif
