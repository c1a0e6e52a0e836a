/* L3: how a vocabulary is made; what programs may know of one is in vn/vocab.h. */
#ifndef VN_LIB_VOCAB_H
#define VN_LIB_VOCAB_H

#include "map.h"
#include "vn/vocab.h"

/* A vocabulary of those terms that the limits allow, in byte order. Document frequencies are df_of [terms->n] of `documents`,
 * or those of `table`, which replace them. column_of [terms->n] leads from a term's number to its column, VN_MAP_NONE for one
 * without. The bytes of the terms go over to the vocabulary; the map is good for nothing but vn_map_free then.
 * VN_ENOMEM; VN_EINVAL: the table counts no document. */
vn_status vn_vocab_build(vn_vocab **out, vn_map *terms, uint32_t *df_of, uint32_t documents, const vn_df *table,
                         const vn_df_limits *limits, uint32_t *column_of, unsigned threads, vn_error *err);

#endif
