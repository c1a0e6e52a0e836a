/* L3: what counting documents needs to know of the terms in memory. */
#ifndef VN_LIB_TERMS_H
#define VN_LIB_TERMS_H

#include "df_count.h"
#include "vn/terms.h"

vn_df_count *vn_terms_df_count(vn_terms *terms);

/* Whether its keys are shared. */
bool vn_terms_share(const vn_terms *terms);

/* Counts the terms of the document in hand in one document more. False: out of memory. */
bool vn_terms_count_document(vn_terms *terms);

/* The keys that are remembered, by number, and in how many documents each was counted since vn_terms_forget. */
size_t vn_terms_known(const vn_terms *terms);
const vn_slice *vn_terms_keys(const vn_terms *terms);
uint32_t vn_terms_df(const vn_terms *terms, uint32_t number);

/* The memory that it takes, with what sorting the keys would. */
size_t vn_terms_memory(const vn_terms *terms);

/* Begins afresh, also within a document. */
void vn_terms_forget(vn_terms *terms);

#endif
