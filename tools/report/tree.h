/* The tree of articles, and in what order they stand under it. */
#ifndef TOOLS_REPORT_TREE_H
#define TOOLS_REPORT_TREE_H

#include "report.h"

/* Average linkage within each group of the report, of which size and members are known by now, then of the groups: no
 * article is joined to one of another group before its own is whole. A merge of groups whose mean similarity would put it
 * below what it joins stands as high as that. Fills *merges [n - 1] as vn_clusters has them. Memory: 4 bytes for each two
 * articles of the largest group, 8 for each two groups. VN_ENOMEM; VN_ELIMIT (VN_LINKAGE_MAX articles in a group). */
vn_status tree_of_groups(const report *r, unsigned threads, vn_merge **merges, vn_error *err);

/* Fills order [n] with the leaves from left to right. Which side of a merge comes first, and which way round, is free; here
 * the ends that meet are those most similar to each other, of equal ones the larger side first as it stands. VN_ENOMEM. */
vn_status tree_leaves(const vn_sparse *x, const vn_merge *merges, size_t n, size_t *order, vn_error *err);

#endif
