#include "topk.h"

static void swap(vn_scored *a, vn_scored *b)
{
    const vn_scored t = *a;
    *a = *b;
    *b = t;
}

static void sift_up(vn_topk *top, size_t i)
{
    while (i && vn_scored_before(top->item[(i - 1) / 2], top->item[i])) {
        swap(&top->item[(i - 1) / 2], &top->item[i]);
        i = (i - 1) / 2;
    }
}

static void sift_down(vn_topk *top, size_t i)
{
    for (;;) {
        size_t worst = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < top->n; child++)
            if (vn_scored_before(top->item[worst], top->item[child]))
                worst = child;
        if (worst == i)
            return;
        swap(&top->item[i], &top->item[worst]);
        i = worst;
    }
}

void vn_topk_push(vn_topk *top, vn_scored item)
{
    if (top->n < top->k) {
        top->item[top->n++] = item;
        sift_up(top, top->n - 1);
    } else if (top->k && vn_scored_before(item, top->item[0])) {
        top->item[0] = item;
        sift_down(top, 0);
    }
}

int vn_scored_cmp(const void *a, const void *b)
{
    const vn_scored *x = a;
    const vn_scored *y = b;
    return vn_scored_before(*y, *x) - vn_scored_before(*x, *y);
}

void vn_topk_sort(vn_topk *top)
{
    if (top->n)
        qsort(top->item, top->n, sizeof *top->item, vn_scored_cmp);
}

/* The best of a node and its children comes to the node. */
static void sink(vn_scored *item, size_t n, size_t i)
{
    for (;;) {
        size_t best = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++)
            if (vn_scored_before(item[child], item[best]))
                best = child;
        if (best == i)
            return;
        swap(&item[i], &item[best]);
        i = best;
    }
}

void vn_scored_heap(vn_scored *item, size_t n)
{
    for (size_t i = n / 2; i-- > 0;)
        sink(item, n, i);
}

vn_scored vn_scored_pop(vn_scored *item, size_t *n)
{
    const vn_scored best = item[0];
    item[0] = item[--*n];
    sink(item, *n, 0);
    return best;
}
