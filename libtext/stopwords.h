/* L3: what the library alone asks a list of stop words. */
#ifndef VN_LIB_STOPWORDS_H
#define VN_LIB_STOPWORDS_H

#include "base.h"
#include "vn/terms.h"

/* The same for the same set of words, in whatever order and spelling they were listed. */
uint64_t vn_stopwords_fingerprint(const vn_stopwords *stopwords);

#endif
