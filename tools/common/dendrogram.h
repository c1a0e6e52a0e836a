/* Hierarchies of clusters in the forms that other programs read. */
#ifndef TOOLS_DENDROGRAM_H
#define TOOLS_DENDROGRAM_H

#include "vn/cluster.h"

/* What a document is called in the tree. */
typedef vn_slice dendrogram_name(const void *context, size_t document);

/* Appends a tree in Newick's format with a line end: leaves are the n documents, named in single quotes, those doubled, with
 * control characters as spaces; the way from the root down to a node is as long as 1 less the similarity of what it joins
 * says, so that every leaf is as far from the root as the last merge says.
 *   merge  [n - 1] as vn_clusters has them */
vn_status dendrogram_newick(const vn_merge *merge, size_t n, dendrogram_name *name, const void *context, vn_buf *out,
                            vn_error *err);

/* Row i of scipy's linkage matrix: the two nodes, the smaller first, their distance, documents below. place [n] renumbers
 * the documents. */
void dendrogram_row(double row[4], const vn_merge *merge, size_t n, const size_t *place);

#endif
