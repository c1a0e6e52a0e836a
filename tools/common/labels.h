/* What clusters are called: the words that set each apart from the others, without what is no name for anything. */
#ifndef TOOLS_LABELS_H
#define TOOLS_LABELS_H

#include "vn/cluster.h"

/* Start with {0}; labels_free ends it. */
typedef struct labels {
    vn_match *label; /* [k][asked] term and score */
    size_t *n;       /* [k] how many of them there are */
    size_t k;
    size_t asked;
    size_t most;
    const vn_vocab *vocab;
    const vn_stopwords *stopwords; /* NULL: none */
} labels;

/* The `most` best labels of vn_cluster_labels for each cluster: no stop words, no terms without a letter, and of a phrase and
 * a word or phrase inside it the better one. vocab and stopwords (NULL: none) must outlive the labels. VN_ENOMEM. */
vn_status labels_make(labels *l, size_t most, const vn_sparse *x, const vn_clusters *clusters, const vn_vocab *vocab,
                      const vn_stopwords *stopwords, vn_error *err);

/* Label i of a cluster, best first. */
const vn_match *labels_at(const labels *l, size_t cluster, size_t i);
vn_slice labels_term(const labels *l, size_t cluster, size_t i);

void labels_free(labels *l);

#endif
