/* L4: comparing sets of shingles. */
#ifndef VN_LIB_SHINGLE_H
#define VN_LIB_SHINGLE_H

#include "base.h"
#include "vn/dup.h"

/* vn_jaccard of sets that are not both empty when it is `min` or more, else 0. */
double vn_jaccard_min(vn_shingles a, vn_shingles b, double min);

#endif
