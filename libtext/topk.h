/* L0: the k best of a stream of (score, index): higher score first, then the smaller index. */
#ifndef VN_LIB_TOPK_H
#define VN_LIB_TOPK_H

#include "base.h"

typedef struct vn_scored {
    double score;
    size_t index;
} vn_scored;

/* A heap with the worst kept item at its root. */
typedef struct vn_topk {
    vn_scored *item; /* [k] the caller's */
    size_t k;
    size_t n;
} vn_topk;

/* True when a stands before b. */
static inline bool vn_scored_before(vn_scored a, vn_scored b)
{
    return a.score > b.score || (a.score == b.score && a.index < b.index);
}

void vn_topk_push(vn_topk *top, vn_scored item);

/* Sorts what was kept, best first. */
void vn_topk_sort(vn_topk *top);

/* For those who want the best few of many, and know how few only as they go: makes a heap of item [n] with the best at its
 * root, and takes the best off, *n > 0. */
void vn_scored_heap(vn_scored *item, size_t n);
vn_scored vn_scored_pop(vn_scored *item, size_t *n);

/* qsort order of vn_scored, best first. */
int vn_scored_cmp(const void *a, const void *b);

#endif
