/* L4: all pairs of sets with a Jaccard coefficient of `min` or more, none missed. */
#ifndef VN_LIB_DUP_EXACT_H
#define VN_LIB_DUP_EXACT_H

#include "base.h"
#include "vn/dup.h"

typedef struct vn_dup_pair {
    uint32_t a; /* a < b */
    uint32_t b;
    double score;
} vn_dup_pair;

/* Start with {0}. */
typedef struct vn_dup_list {
    vn_dup_pair *pair; /* [n] */
    size_t n;
    size_t cap;
} vn_dup_list;

/* Zero means default. */
typedef struct vn_dup_join_options {
    double min;
    unsigned threads;
    size_t block; /* shingles that are indexed at a time, about; 0: 2^24 */
} vn_dup_join_options;

/* Appends the pairs among n sets, in no order that could be told. Memory: four bytes a shingle (64 KiB to 2 GiB), about half
 * a gigabyte of index, and the pairs. Prefix filtering (Chaudhuri, Ganti & Kaushik 2006; Xiao, Wang, Lin & Yu 2008). */
vn_status vn_dup_join(const vn_shingles *set, size_t n, const vn_dup_join_options *options, vn_dup_list *out,
                      vn_error *err);

#endif
