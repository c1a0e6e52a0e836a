/* Searching an index. The postings of the query's terms are read from those on that tell most for their length; the terms
 * not read yet cannot give more than their own length, so that reading ends when no document that was not met can enter
 * and few of those that were may. These are computed again from their rows in double precision, in the order of
 * vn_sparse_dot. */
#include "index.h"
#include "postings.h"
#include "topk.h"

#include <math.h>

/* What it costs to compute one document again, in postings. */
enum { VERIFY_COST = 600 };

typedef struct query_term {
    uint32_t number;
    uint64_t first; /* its postings */
    uint64_t last;
    double weight;
    double rest; /* length of this term and those that are read after it */
} query_term;

struct vn_index_search {
    const vn_index *ix;
    query_term *term; /* [n] known to the index, ascending */
    size_t n;
    size_t cap;
    query_term *order; /* [n] as they are read */
    size_t order_cap;
    double *weight;    /* [terms] of the query; else 0 */
    float *score;      /* [rows] */
    vn_scored *heap;   /* [heap_cap] */
    size_t heap_cap;
    vn_match *match;   /* [match_cap] */
    size_t match_cap;
};

void vn_index_search_free(vn_index_search *s)
{
    if (!s)
        return;
    free(s->term);
    free(s->order);
    free(s->weight);
    free(s->score);
    free(s->heap);
    free(s->match);
    free(s);
}

vn_status vn_index_search_new(vn_index_search **out, const vn_index *index, vn_error *err)
{
    vn_index_search *s = vn_calloc(1, sizeof *s);
    if (!s)
        return vn_fail_memory(err, "a search");
    s->ix = index;
    s->weight = vn_calloc(index->h.terms, sizeof *s->weight);
    s->score = vn_calloc(index->h.rows, sizeof *s->score);
    if (!s->weight || !s->score) {
        vn_index_search_free(s);
        return vn_fail_memory(err, "a search");
    }
    *out = s;
    return VN_OK;
}

/* The query ---------------------------------------------------------------------------------------------------------- */

/* Divides by the length, which is that of all terms; scaled by a power of two meanwhile, so that no square overflows. */
static void make_unit(vn_term *terms, size_t n)
{
    double largest = 0;
    double squares = 0;
    int exponent = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, terms[i].weight);
    frexp(largest, &exponent);
    for (size_t i = 0; i < n; i++) {
        terms[i].weight = ldexp(terms[i].weight, -exponent);
        squares += terms[i].weight * terms[i].weight;
    }
    for (size_t i = 0; i < n && squares > 0; i++)
        terms[i].weight /= sqrt(squares);
}

static vn_status add_term(vn_index_search *s, const vn_term *t, vn_error *err)
{
    query_term found = {.weight = t->weight};
    if (!(t->weight > 0))
        return VN_OK;
    vn_status st = vn_index_find(s->ix, t->key, &found.number, err);
    if (!st)
        st = vn_index_range(s->ix, VN_IX_LIST, found.number, &found.first, &found.last, err);
    if (st)
        return st == VN_DONE ? VN_OK : st;
    s->term[s->n++] = found;
    s->weight[found.number] = t->weight;
    return VN_OK;
}

static void clear_query(vn_index_search *s)
{
    for (size_t i = 0; i < s->n; i++)
        s->weight[s->term[i].number] = 0;
    s->n = 0;
}

vn_status vn_index_search_set(vn_index_search *s, const vn_term *terms, size_t n, vn_error *err)
{
    clear_query(s);
    vn_term *sorted = vn_calloc(n, sizeof *sorted);
    if (!sorted || !vn_grow((void **)&s->term, &s->cap, n, sizeof *s->term) ||
        !vn_grow((void **)&s->order, &s->order_cap, n, sizeof *s->order)) {
        free(sorted);
        return vn_fail_memory(err, "a search");
    }
    if (n) {
        memcpy(sorted, terms, n * sizeof *sorted);
        qsort(sorted, n, sizeof *sorted, vn_term_cmp);
    }
    make_unit(sorted, n);
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++)
        st = add_term(s, &sorted[i], err);
    free(sorted);
    if (st)
        clear_query(s);
    return st;
}

/* Reading postings ---------------------------------------------------------------------------------------------------- */

typedef struct bounds {
    const vn_similar_options *options;
    size_t top;
    double rest;   /* length of the terms that were not read: more they cannot give */
    double error;  /* relative, of a score in single precision */
    double least;  /* what a document must have at least */
} bounds;

/* By what a term may give, for the postings that it costs. */
static int best_value_first(const void *a, const void *b)
{
    const query_term *x = a;
    const query_term *y = b;
    const double p = x->weight * x->weight * (double)(y->last - y->first + 1);
    const double q = y->weight * y->weight * (double)(x->last - x->first + 1);
    if (p > q || p < q)
        return p > q ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static vn_status read_term(vn_index_search *s, const query_term *t, vn_error *err)
{
    const vn_index_posting *p = vn_index_get(s->ix, VN_IX_POSTING, t->first, t->last - t->first, err);
    if (!p)
        return VN_EDATA;
    const float weight = (float)t->weight;
    const size_t rows = s->ix->h.rows;
    float *restrict score = s->score;
    for (uint64_t i = 0; i < t->last - t->first; i++) {
        if (p[i].row >= rows)
            return vn_index_damaged(err, "a document is out of bounds");
        score[p[i].row] += weight * p[i].weight + 1e-37f; /* never 0 once met, whatever underflows */
    }
    return VN_OK;
}

/* The k-th best score so far, at least; 0 when fewer were met. */
static double kth_score(vn_index_search *s, size_t k)
{
    enum { GROUP = 16 };
    const size_t rows = s->ix->h.rows;
    const float *score = s->score;
    vn_topk top = {.item = s->heap, .k = k};
    for (size_t j = 0; j < rows; j += GROUP) {
        const size_t end = rows - j < GROUP ? rows : j + GROUP;
        float max = 0;
        for (size_t i = j; i < end; i++)
            max = score[i] > max ? score[i] : max;
        if (max <= 0 || (top.n == k && max <= top.item[0].score))
            continue;
        for (size_t i = j; i < end; i++)
            if (score[i] > 0)
                vn_topk_push(&top, (vn_scored){score[i], i});
    }
    return top.n == k ? top.item[0].score : 0;
}

static bool may_enter(const bounds *b, float score)
{
    return score > 0 && score * (1 + b->error) + b->rest + 1e-30 >= b->least;
}

static size_t count_candidates(const vn_index_search *s, const bounds *b)
{
    size_t n = 0;
    for (size_t j = 0; j < s->ix->h.rows; j++)
        n += may_enter(b, s->score[j]);
    return n;
}

/* The least score that counts, as far as it is known. */
static void find_least(vn_index_search *s, bounds *b)
{
    b->least = b->options->min;
    if (b->top) {
        const double kth = kth_score(s, b->top) * (1 - b->error);
        b->least = kth > b->least ? kth : b->least;
    }
}

/* Whether the postings left, `left` of them, need not be read: no document without a score can enter, and computing the
 * candidates costs less. */
static bool is_enough(vn_index_search *s, bounds *b, uint64_t left)
{
    if (b->rest >= 1)
        return false;
    find_least(s, b);
    return b->rest + 1e-30 < b->least && count_candidates(s, b) * (uint64_t)VERIFY_COST <= left;
}

/* Puts the terms in the order of reading. Returns how many postings they have. */
static uint64_t plan(vn_index_search *s)
{
    uint64_t postings = 0;
    double squares = 0;
    if (s->n) {
        memcpy(s->order, s->term, s->n * sizeof *s->order);
        qsort(s->order, s->n, sizeof *s->order, best_value_first);
    }
    for (size_t i = s->n; i-- > 0;) {
        postings += s->order[i].last - s->order[i].first;
        squares += s->order[i].weight * s->order[i].weight;
        s->order[i].rest = sqrt(squares) * (1 + 1e-9); /* rows are a little longer than 1 at times */
    }
    return postings;
}

/* Reads until what is left cannot matter or costs more than it saves. */
static vn_status read_postings(vn_index_search *s, bounds *b, vn_error *err)
{
    uint64_t left = plan(s);
    uint64_t look_at = left; /* looking costs as much as reading some postings, so not after every term */
    for (size_t i = 0; i < s->n; i++) {
        const query_term *t = &s->order[i];
        b->rest = t->rest;
        if (left <= look_at && is_enough(s, b, left))
            return VN_OK;
        if (left <= look_at)
            look_at = left - (left / 8 < s->ix->h.rows ? left / 8 : s->ix->h.rows);
        const vn_status st = read_term(s, t, err);
        if (st)
            return st;
        left -= t->last - t->first;
    }
    b->rest = 0;
    find_least(s, b);
    return VN_OK;
}

/* The answer ---------------------------------------------------------------------------------------------------------- */

/* The score of a document; terms that are not shared add 0, so the bits are those of vn_sparse_dot. */
static vn_status exact_score(const vn_index_search *s, size_t row, double *score, vn_error *err)
{
    uint64_t first = 0;
    uint64_t last = 0;
    const vn_status st = vn_index_range(s->ix, VN_IX_ROW, row, &first, &last, err);
    if (st)
        return st;
    const uint32_t *col = vn_index_get(s->ix, VN_IX_COL, first, last - first, err);
    const double *val = col ? vn_index_get(s->ix, VN_IX_VAL, first, last - first, err) : NULL;
    if (!val)
        return VN_EDATA;
    double sum = 0;
    for (uint64_t i = 0; i < last - first; i++) {
        if (col[i] >= s->ix->h.terms)
            return vn_index_damaged(err, "a term is out of bounds");
        sum += s->weight[col[i]] * val[i];
    }
    *score = vn_cosine(sum);
    return VN_OK;
}

static vn_status verify(vn_index_search *s, const bounds *b, vn_topk *top, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t j = 0; !st && j < s->ix->h.rows; j++) {
        double exact = 0;
        if (!may_enter(b, s->score[j]))
            continue;
        st = exact_score(s, j, &exact, err);
        if (!st && exact > 0 && exact >= b->options->min)
            vn_topk_push(top, (vn_scored){exact, j});
    }
    return st;
}

static vn_status answer(vn_index_search *s, bounds *b, size_t *n, vn_error *err)
{
    vn_status st = read_postings(s, b, err);
    const size_t room = st ? 0 : b->top ? b->top : count_candidates(s, b);
    if (!st && (!vn_grow((void **)&s->heap, &s->heap_cap, room, sizeof *s->heap) ||
                !vn_grow((void **)&s->match, &s->match_cap, room, sizeof *s->match)))
        return vn_fail_memory(err, "a search");
    vn_topk top = {.item = s->heap, .k = room};
    if (!st)
        st = verify(s, b, &top, err);
    if (st)
        return st;
    vn_topk_sort(&top);
    for (size_t i = 0; i < top.n; i++)
        s->match[i] = (vn_match){top.item[i].index, top.item[i].score};
    *n = top.n;
    return VN_OK;
}

vn_status vn_index_search_run(vn_index_search *s, const vn_similar_options *options, const vn_match **match, size_t *n,
                              vn_error *err)
{
    static const vn_similar_options all;
    bounds b = {.options = options ? options : &all, .error = (double)(s->n + 8) * 0x1p-22};
    if (!(b.options->min >= 0 && b.options->min <= 1))
        return vn_fail(err, VN_EINVAL, "a least similarity is between 0 and 1");
    b.top = b.options->top < s->ix->h.rows ? b.options->top : s->ix->h.rows;
    if (!vn_grow((void **)&s->heap, &s->heap_cap, b.top, sizeof *s->heap))
        return vn_fail_memory(err, "a search");
    const vn_status st = answer(s, &b, n, err);
    memset(s->score, 0, s->ix->h.rows * sizeof *s->score);
    if (!st)
        *match = s->match;
    return st;
}

/* Puts a term into a list of at most m that is kept sorted; m is small. */
static size_t insert(vn_index_why *why, size_t n, size_t m, vn_index_why item)
{
    size_t at = n < m ? n : n - 1;
    if (n == m && item.score <= why[n - 1].score)
        return n;
    for (; at && item.score > why[at - 1].score; at--)
        why[at] = why[at - 1];
    why[at] = item;
    return n < m ? n + 1 : n;
}

vn_status vn_index_search_why(const vn_index_search *s, size_t row, vn_index_why *why, size_t m, size_t *n, vn_error *err)
{
    uint64_t first = 0;
    uint64_t last = 0;
    size_t found = 0;
    vn_status st = vn_index_range(s->ix, VN_IX_ROW, row, &first, &last, err);
    for (uint64_t i = first; !st && m && i < last; i++) {
        vn_index_why item;
        const uint32_t *col = vn_index_get(s->ix, VN_IX_COL, i, 1, err);
        const double *val = col ? vn_index_get(s->ix, VN_IX_VAL, i, 1, err) : NULL;
        if (!val)
            return VN_EDATA;
        if (*col >= s->ix->h.terms)
            return vn_index_damaged(err, "a term is out of bounds");
        item.score = s->weight[*col] * *val;
        if (!(item.score > 0))
            continue;
        st = vn_index_bytes(s->ix, VN_IX_TERM_START, *col, &item.term, err);
        if (!st)
            found = insert(why, found, m, item);
    }
    if (!st)
        *n = found;
    return st;
}
