#include "labels.h"

#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { SPARE = 3 }; /* times as many are asked for, since some repeat another */

static bool is_no_label(void *context, size_t term)
{
    const labels *l = context;
    const vn_slice key = vn_vocab_term(l->vocab, (uint32_t)term);
    bool letter = false;
    for (size_t i = 0; i < key.len; i++)
        letter |= (unsigned char)key.ptr[i] >= 0x80 || (key.ptr[i] >= 'a' && key.ptr[i] <= 'z');
    return !letter || (l->stopwords && vn_stopwords_has(l->stopwords, key));
}

const vn_match *labels_at(const labels *l, size_t cluster, size_t i)
{
    return &l->label[cluster * l->asked + i];
}

vn_slice labels_term(const labels *l, size_t cluster, size_t i)
{
    return vn_vocab_term(l->vocab, (uint32_t)labels_at(l, cluster, i)->index);
}

/* Whether the words of a, parted by spaces, stand in a row in b. */
static bool is_within(vn_slice a, vn_slice b)
{
    for (size_t i = 0; a.len <= b.len && i <= b.len - a.len; i++)
        if (memcmp(a.ptr, b.ptr + i, a.len) == 0 && (i == 0 || b.ptr[i - 1] == ' ') &&
            (i + a.len == b.len || b.ptr[i + a.len] == ' '))
            return true;
    return false;
}

/* Of a phrase and a word or phrase inside it the better label stays. */
static void drop_repetitions(labels *l, size_t cluster)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n[cluster] && n < l->most; i++) {
        const vn_slice term = labels_term(l, cluster, i);
        bool repeats = false;
        for (size_t j = 0; j < n && !repeats; j++)
            repeats = is_within(term, labels_term(l, cluster, j)) || is_within(labels_term(l, cluster, j), term);
        if (!repeats)
            l->label[cluster * l->asked + n++] = *labels_at(l, cluster, i);
    }
    l->n[cluster] = n;
}

vn_status labels_make(labels *l, size_t most, const vn_sparse *x, const vn_clusters *clusters, const vn_vocab *vocab,
                      const vn_stopwords *stopwords, vn_error *err)
{
    const size_t k = clusters->k;
    *l = (labels){.k = k, .asked = most * SPARE, .most = most, .vocab = vocab, .stopwords = stopwords};
    l->label = l->asked < SIZE_MAX / (k + 1) / sizeof *l->label ? calloc(k * l->asked + 1, sizeof *l->label) : NULL;
    l->n = calloc(k + 1, sizeof *l->n);
    vn_status st = l->label && l->n ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for labels");
    if (!st)
        st = vn_cluster_labels(l->label, l->n, l->asked, x, clusters, is_no_label, l, err);
    for (size_t i = 0; !st && i < k; i++)
        drop_repetitions(l, i);
    if (st)
        labels_free(l);
    return st;
}

void labels_free(labels *l)
{
    free(l->label);
    free(l->n);
    *l = (labels){0};
}
