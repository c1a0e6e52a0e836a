/* The candidates of a row: those that may be neighbours by their approximate scores, verified by exact ones. */
#include "neighbors_search.h"

#include "postings.h"

#include <float.h>

/* Of the rows with a score of at least the k-th best score s so far, k have an exact score of (s - a) / (1 + r) or more.
 * Whoever cannot reach that does not count. */
float vn_list_least(const search *s, size_t row, double kth)
{
    const double r = s->ix.relative[row];
    const double a = s->ix.absolute[row];
    double least = (kth - a) / (1 + r);
    least = fmax(least, s->options->min) * (1 - r) - a;
    least *= 1 - 0x1p-22; /* as a float it may be rounded up */
    return least > FLT_MIN ? (float)least : FLT_MIN;
}

/* Spreads a row of y over w->query, or clears it again. */
static void load_query(const search *s, scratch *w, size_t row, bool clear)
{
    const vn_sparse *y = s->ix.y;
    for (size_t p = y->start[row]; p < y->start[row + 1]; p++)
        w->query[y->col[p]] = clear ? 0 : y->val[p];
}

/* Adds the products of a row of x and the loaded query. Terms that are not shared add 0, so the bits are those of
 * vn_sparse_dot. */
static double add_products(const vn_sparse *x, const double *query, size_t p, size_t end, double sum)
{
    for (; p < end; p++)
        sum += query[x->col[p]] * x->val[p];
    return sum;
}

/* The scores of the loaded query and four rows: a sum waits for its previous addition, so four go side by side. */
static void exact_scores(const search *s, const double *query, const candidate *item, double score[4])
{
    const vn_sparse *x = s->ix.x;
    size_t at[4];
    size_t common = SIZE_MAX;
    double sum[4] = {0};
    for (size_t i = 0; i < 4; i++) {
        const size_t n = x->start[item[i].row + 1] - x->start[item[i].row];
        at[i] = x->start[item[i].row];
        common = n < common ? n : common;
    }
    for (size_t j = 0; j < common; j++)
        for (size_t i = 0; i < 4; i++)
            sum[i] += query[x->col[at[i] + j]] * x->val[at[i] + j];
    for (size_t i = 0; i < 4; i++)
        score[i] = vn_cosine(add_products(x, query, at[i] + common, x->start[item[i].row + 1], sum[i]));
}

vn_status vn_list_verify(const search *s, scratch *w, size_t row, const list *l, exact_fn *each, void *context,
                         vn_error *err)
{
    vn_status st = VN_OK;
    double score[4];
    load_query(s, w, row, false);
    for (size_t i = 0; !st && i < l->n; i += 4) {
        candidate four[4];
        const size_t n = l->n - i < 4 ? l->n - i : 4;
        for (size_t j = 0; j < 4; j++)
            four[j] = l->item[j < n ? i + j : i];
        exact_scores(s, w->query, four, score);
        for (size_t j = 0; !st && j < n; j++)
            if (score[j] > 0 && score[j] >= s->options->min)
                st = each(context, four[j].row, score[j], err);
    }
    load_query(s, w, row, true);
    return st;
}

static vn_status push_exact(void *context, size_t row, double score, vn_error *err)
{
    (void)err;
    vn_topk_push(context, (vn_scored){score, row});
    return VN_OK;
}

/* The number at place k of n, were they in descending order (Hoare 1961, algorithm 65); they are shuffled. */
static float select_largest(float *v, ptrdiff_t n, ptrdiff_t k)
{
    ptrdiff_t low = 0;
    ptrdiff_t high = n - 1;
    while (low < high) {
        const float pivot = v[k];
        ptrdiff_t i = low;
        ptrdiff_t j = high;
        while (i <= j) {
            for (; v[i] > pivot; i++)
                ;
            for (; v[j] < pivot; j--)
                ;
            if (i > j)
                break;
            const float swap = v[i];
            v[i++] = v[j];
            v[j--] = swap;
        }
        if (j < k)
            low = i;
        if (k < i)
            high = j;
    }
    return v[k];
}

/* Drops the candidates that cannot be among the best k any more; there are more than k. */
void vn_list_drop(const search *s, scratch *w, size_t row, list *l)
{
    for (size_t i = 0; i < l->n; i++)
        w->order[i] = l->item[i].score;
    const float kth = select_largest(w->order, (ptrdiff_t)l->n, (ptrdiff_t)s->top - 1);
    const float least = vn_list_least(s, row, (double)kth);
    l->least = least > l->least ? least : l->least;
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        if (l->item[i].score >= l->least)
            l->item[n++] = l->item[i];
    l->n = n;
}

/* Keeps the best k of the candidates, however close the others come: their exact scores take the place of the
 * approximate ones. */
static vn_status keep_best(const search *s, scratch *w, size_t row, list *l, vn_error *err)
{
    vn_topk top = {.item = w->heap, .k = s->top};
    const vn_status st = vn_list_verify(s, w, row, l, push_exact, &top, err);
    for (size_t i = 0; i < top.n; i++)
        l->item[i] = (candidate){(float)top.item[i].score, (uint32_t)top.item[i].index};
    l->n = top.n;
    return st;
}

vn_status vn_list_room(const search *s, scratch *w, size_t row, list *l, vn_error *err)
{
    if (!s->top)
        return vn_grow((void **)&l->item, &l->cap, l->n + 1, sizeof *l->item) ? VN_OK : vn_fail_memory(err, "neighbours");
    vn_list_drop(s, w, row, l);
    return l->n > l->cap - l->cap / 4 ? keep_best(s, w, row, l, err) : VN_OK;
}

vn_status vn_list_push(const search *s, scratch *w, size_t row, candidate c, vn_error *err)
{
    list *l = list_of(s, row);
    vn_status st = VN_OK;
    if (l->n == l->cap)
        st = vn_list_room(s, w, row, l, err);
    if (!st && c.score >= l->least)
        l->item[l->n++] = c;
    return st;
}
