/* Graphs of documents as GraphML (http://graphml.graphdrawing.org), which networkx, igraph, Gephi and others read. Append the
 * head, a node for each document in order, the edges, the tail. */
#ifndef TOOLS_GRAPHML_H
#define TOOLS_GRAPHML_H

#include "vn/base.h"

vn_status graphml_begin(vn_buf *out, vn_error *err);

/* Node n0, n1, ... with the attributes name (the document's id: "id" itself is what igraph calls n0), title, cluster. */
vn_status graphml_node(size_t node, vn_slice id, vn_slice title, size_t cluster, vn_buf *out, vn_error *err);

/* An undirected edge with the attribute weight. */
vn_status graphml_edge(size_t a, size_t b, double weight, vn_buf *out, vn_error *err);

vn_status graphml_end(vn_buf *out, vn_error *err);

#endif
