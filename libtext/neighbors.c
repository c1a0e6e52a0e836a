/* Exact neighbours by cosine. Scores are first summed in single precision, where a bound on the rounding
 * tells which rows can matter; those are computed again with vn_sparse_dot, so that the answer never
 * depends on the path.
 *
 * Top-k: a few hundred frequent terms cause most of the multiplications. They are kept as a dense block,
 * cut into tiles of rows that stay in the cache, and added without indirection; the other terms are
 * scattered from their postings. Threshold only: postings of the query's terms are read from the rarest on.
 * The terms not read yet cannot give more than their length, so reading stops early and what was met is
 * verified. */
#include "vn/similar.h"

#include "pool.h"
#include "postings.h"
#include "topk.h"

#include <math.h>

enum {
    TILE = 256,        /* rows of a dense tile */
    HEAD_SHARE = 4,    /* a term of more than 1/4 of the rows is dense: at most twice the memory of its postings */
    QUERIES = 8,       /* rows that one piece of work answers */
    PIECES_A_ROUND = 64 /* pieces between two deliveries, for each thread */
};

/* Share of the threshold that terms left unread may still give: lower reads more postings, higher verifies
 * more rows. */
static const double UNREAD_SHARE = 0.6;

typedef struct posting {
    uint32_t row;
    float weight;
} posting;

typedef struct head_tail {
    size_t *start;     /* [V + 1] */
    posting *item;     /* [nnz] the tail; a dense term has none */
    uint32_t *head_of; /* [V] number of a dense term, or NONE */
    float *head;       /* [tiles][heads][TILE] */
    size_t heads;
    size_t tiles;
    double max_norm; /* of a row, 1 but for rounding */
} head_tail;

#define NONE UINT32_MAX

typedef struct found {
    vn_match *match; /* [n] */
    size_t n;
    size_t cap;
} found;

typedef struct term_weight {
    uint32_t term;
    size_t df;
    double weight;
} term_weight;

/* What one thread works with. */
typedef struct scratch {
    double *query;      /* [V] the row that is being answered, else 0 */
    float *score;       /* [QUERIES][tiles * TILE] */
    vn_scored *heap;    /* [top] */
    uint32_t *number;   /* [QUERIES][longest + 3] dense terms of the rows */
    float *weight;      /* [QUERIES][longest + 3] */
    uint32_t *touched;  /* [rows] rows with a score, threshold only */
    term_weight *order; /* [longest] */
} scratch;

typedef struct search {
    const vn_sparse *x; /* what is searched */
    const vn_sparse *y; /* whose rows are answered */
    bool self;          /* y is x: no row is its own neighbour */
    const vn_similar_options *options;
    size_t cols; /* of x and y */
    size_t top; /* at most rows; 0: by threshold */
    head_tail index;
    size_t width;   /* tiles * TILE */
    size_t longest; /* entries of the longest row */
    unsigned threads;
    scratch *scratch; /* [threads] */
    found *found;     /* [round] */
    size_t round;     /* rows answered between two deliveries */
    size_t first;     /* row of y that found[0] belongs to */
    size_t last;      /* row of y where the run ends */
} search;

static void free_search(search *s)
{
    free(s->index.start);
    free(s->index.item);
    free(s->index.head_of);
    free(s->index.head);
    for (unsigned t = 0; s->scratch && t < s->threads; t++) {
        free(s->scratch[t].query);
        free(s->scratch[t].score);
        free(s->scratch[t].heap);
        free(s->scratch[t].number);
        free(s->scratch[t].weight);
        free(s->scratch[t].touched);
        free(s->scratch[t].order);
    }
    free(s->scratch);
    for (size_t i = 0; s->found && i < s->round; i++)
        free(s->found[i].match);
    free(s->found);
}

/* Document frequencies into start[t], the dense terms chosen, and the longest rows. */
static void survey(search *s)
{
    const vn_sparse *x = s->x;
    head_tail *ix = &s->index;
    for (size_t p = 0; p < x->start[x->rows]; p++)
        ix->start[x->col[p]]++;
    for (size_t t = 0; t < s->cols; t++)
        ix->head_of[t] = s->top && ix->start[t] > x->rows / HEAD_SHARE ? (uint32_t)ix->heads++ : NONE;
    for (size_t r = 0; r < x->rows; r++) {
        const double norm = sqrt(vn_sparse_dot(x, r, x, r));
        ix->max_norm = norm > ix->max_norm ? norm : ix->max_norm;
    }
    for (size_t r = 0; r < s->y->rows; r++) {
        const size_t len = s->y->start[r + 1] - s->y->start[r];
        s->longest = len > s->longest ? len : s->longest;
    }
}

static void fill_index(search *s)
{
    const vn_sparse *x = s->x;
    head_tail *ix = &s->index;
    size_t sum = 0;
    for (size_t t = 0; t <= s->cols; t++) {
        const size_t df = t < s->cols && ix->head_of[t] == NONE ? ix->start[t] : 0;
        ix->start[t] = sum;
        sum += df;
    }
    for (size_t r = 0; r < x->rows; r++) {
        float *tile = ix->heads ? ix->head + r / TILE * ix->heads * TILE + r % TILE : NULL;
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++) {
            const uint32_t t = x->col[p];
            if (ix->head_of[t] == NONE)
                ix->item[ix->start[t]++] = (posting){(uint32_t)r, (float)x->val[p]};
            else
                tile[ix->head_of[t] * (size_t)TILE] = (float)x->val[p];
        }
    }
    memmove(ix->start + 1, ix->start, s->cols * sizeof *ix->start);
    ix->start[0] = 0;
}

static vn_status make_index(search *s, vn_error *err)
{
    const vn_sparse *x = s->x;
    head_tail *ix = &s->index;
    ix->start = vn_calloc(s->cols + 1, sizeof *ix->start);
    ix->head_of = vn_calloc(s->cols, sizeof *ix->head_of);
    if (!ix->start || !ix->head_of)
        return vn_fail_memory(err, "an index of terms");
    survey(s);
    size_t cells = 0;
    ix->tiles = (x->rows + TILE - 1) / TILE;
    s->width = ix->tiles * TILE;
    if (vn_size_mul(s->width, ix->heads, &cells))
        ix->head = vn_calloc(cells, sizeof *ix->head);
    ix->item = vn_realloc(NULL, x->start[x->rows], sizeof *ix->item);
    if (!ix->head || !ix->item)
        return vn_fail_memory(err, "an inverted index");
    fill_index(s);
    return VN_OK;
}

static vn_status make_thread(const search *s, scratch *w, vn_error *err)
{
    const size_t queries = s->top ? QUERIES : 0;
    w->query = vn_calloc(s->cols, sizeof *w->query);
    w->score = vn_calloc(s->width, (s->top ? QUERIES : 1) * sizeof *w->score);
    w->heap = vn_calloc(s->top, sizeof *w->heap);
    w->number = vn_calloc(s->longest + 3, queries * sizeof *w->number);
    w->weight = vn_calloc(s->longest + 3, queries * sizeof *w->weight);
    w->touched = vn_calloc(s->top ? 0 : s->x->rows, sizeof *w->touched);
    w->order = vn_calloc(s->longest, sizeof *w->order);
    if (!w->query || !w->score || !w->heap || !w->number || !w->weight || !w->touched || !w->order)
        return vn_fail_memory(err, "neighbours");
    return VN_OK;
}

static vn_status make_scratch(search *s, vn_error *err)
{
    s->scratch = vn_calloc(s->threads, sizeof *s->scratch);
    s->found = vn_calloc(s->round, sizeof *s->found);
    if (!s->scratch || !s->found)
        return vn_fail_memory(err, "neighbours");
    vn_status st = VN_OK;
    for (unsigned t = 0; !st && t < s->threads; t++)
        st = make_thread(s, &s->scratch[t], err);
    return st;
}

/* Bound on the relative error of a single-precision score of m products: conversions, products and sums
 * each round by at most 2^-24, and nothing is negative. */
static double rounding(size_t m)
{
    return (double)(m + 8) * 0x1p-24;
}

static vn_status keep(found *f, size_t row, double score, vn_error *err)
{
    if (!vn_grow((void **)&f->match, &f->cap, f->n + 1, sizeof *f->match))
        return vn_fail_memory(err, "neighbours");
    f->match[f->n++] = (vn_match){row, score};
    return VN_OK;
}

/* Spreads a row over w->query, or clears it again. */
static void load_query(const search *s, scratch *w, size_t row, bool clear)
{
    for (size_t p = s->y->start[row]; p < s->y->start[row + 1]; p++)
        w->query[s->y->col[p]] = clear ? 0 : s->y->val[p];
}

/* The score of the loaded query with a row. Terms that are not shared add 0, so the bits are those of
 * vn_sparse_dot. */
static double exact_score(const search *s, const scratch *w, size_t row)
{
    double sum = 0;
    for (size_t p = s->x->start[row]; p < s->x->start[row + 1]; p++)
        sum += w->query[s->x->col[p]] * s->x->val[p];
    return vn_cosine(sum);
}

/* score[0..TILE) += n dense terms of a query, n a multiple of 4: each pass reads and writes the scores
 * once. */
static void add_heads(float *restrict score, const float *head, const uint32_t *number, const float *weight, size_t n)
{
    for (size_t h = 0; h < n; h += 4) {
        const float *restrict a = head + number[h] * (size_t)TILE;
        const float *restrict b = head + number[h + 1] * (size_t)TILE;
        const float *restrict c = head + number[h + 2] * (size_t)TILE;
        const float *restrict d = head + number[h + 3] * (size_t)TILE;
        for (size_t j = 0; j < TILE; j++)
            score[j] += (weight[h] * a[j] + weight[h + 1] * b[j]) + (weight[h + 2] * c[j] + weight[h + 3] * d[j]);
    }
}

/* The dense terms of a row; filled up with weights of 0 to a multiple of 4. */
static size_t list_heads(const search *s, size_t row, uint32_t *number, float *weight)
{
    size_t n = 0;
    for (size_t p = s->y->start[row]; p < s->y->start[row + 1]; p++) {
        number[n] = s->index.head_of[s->y->col[p]];
        weight[n] = (float)s->y->val[p];
        n += number[n] != NONE;
    }
    for (; n % 4; n++) {
        number[n] = 0;
        weight[n] = 0;
    }
    return n;
}

/* The dense terms of rows first .. first + n into their scores, tile by tile, so that a tile serves all of
 * them while it is in the cache. */
static void score_heads(const search *s, scratch *w, size_t first, size_t n)
{
    const head_tail *ix = &s->index;
    const size_t stride = s->longest + 3;
    size_t count[QUERIES];
    for (size_t q = 0; q < n; q++)
        count[q] = list_heads(s, first + q, w->number + q * stride, w->weight + q * stride);
    for (size_t tile = 0; ix->heads && tile < ix->tiles; tile++)
        for (size_t q = 0; q < n; q++)
            add_heads(w->score + q * s->width + tile * TILE, ix->head + tile * ix->heads * TILE,
                      w->number + q * stride, w->weight + q * stride, count[q]);
}

static void score_tail(const search *s, float *restrict score, size_t row)
{
    const head_tail *ix = &s->index;
    for (size_t p = s->y->start[row]; p < s->y->start[row + 1]; p++) {
        const float weight = (float)s->y->val[p];
        const uint32_t t = s->y->col[p];
        for (size_t q = ix->start[t]; q < ix->start[t + 1]; q++)
            score[ix->item[q].row] += weight * ix->item[q].weight;
    }
}

/* The k-th best score so far keeps nearly all rows out of the heap: whole groups are passed by their
 * maximum. */
static void push_scores(vn_topk *top, const float *score, size_t n)
{
    enum { GROUP = 16 };
    for (size_t j = 0; j < n; j += GROUP) { /* n is a multiple of TILE */
        float max = 0;
        for (size_t i = 0; i < GROUP; i++)
            max = score[j + i] > max ? score[j + i] : max;
        if (max <= 0 || (top->n == top->k && max <= top->item[0].score))
            continue;
        for (size_t i = 0; i < GROUP; i++)
            if (score[j + i] > 0)
                vn_topk_push(top, (vn_scored){score[j + i], j + i});
    }
}

/* Every row that may be among the best k, by its exact score, into the heap, which then holds the answer. */
static void verify(const search *s, const scratch *w, vn_topk *top, const float *score, size_t row, float least)
{
    top->n = 0;
    for (size_t j = s->options->once ? row + 1 : 0; j < s->x->rows; j++) {
        if (score[j] < least || score[j] <= 0)
            continue;
        const double exact = exact_score(s, w, j);
        if (exact > 0 && exact >= s->options->min)
            vn_topk_push(top, (vn_scored){exact, j});
    }
    vn_topk_sort(top);
}

static vn_status best_of_row(const search *s, scratch *w, float *score, size_t row, found *f, vn_error *err)
{
    score_tail(s, score, row);
    if (s->self)
        score[row] = 0;
    const size_t skip = s->options->once ? row / TILE * TILE : 0;
    if (s->options->once)
        memset(score + skip, 0, (row - skip) * sizeof *score);
    vn_topk top = {.item = w->heap, .k = s->top};
    push_scores(&top, score + skip, s->width - skip);
    const double slack = 1 - 3 * rounding(s->y->start[row + 1] - s->y->start[row]);
    const double least = top.n == s->top && slack > 0 ? top.item[0].score * slack : 0;
    load_query(s, w, row, false);
    verify(s, w, &top, score, row, (float)(least * (1 - 0x1p-23)));
    load_query(s, w, row, true);
    f->n = 0;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < top.n; i++)
        st = keep(f, top.item[i].index, top.item[i].score, err);
    return st;
}

static vn_status best_of_rows(void *context, size_t index, unsigned thread, vn_error *err)
{
    search *s = context;
    scratch *w = &s->scratch[thread];
    const size_t first = s->first + index * QUERIES;
    const size_t n = s->last - first < QUERIES ? s->last - first : QUERIES;
    if (s->y->start[first] == s->y->start[first + n]) { /* no terms, no neighbours: blank lines cost nothing */
        for (size_t q = 0; q < n; q++)
            s->found[first + q - s->first].n = 0;
        return VN_OK;
    }
    memset(w->score, 0, n * s->width * sizeof *w->score);
    score_heads(s, w, first, n);
    vn_status st = VN_OK;
    for (size_t q = 0; !st && q < n; q++)
        st = best_of_row(s, w, w->score + q * s->width, first + q, &s->found[first + q - s->first], err);
    return st;
}

static int rarest_first(const void *a, const void *b)
{
    const term_weight *x = a;
    const term_weight *y = b;
    if (x->df != y->df)
        return x->df < y->df ? -1 : 1;
    return (x->term > y->term) - (x->term < y->term);
}

/* The terms of a row from the rarest; returns how many must be read: the length of the rest, times the
 * longest row, is at most what may stay unread, and that product is *unread. */
static size_t plan_row(const search *s, scratch *w, size_t row, double *unread)
{
    const size_t n = s->y->start[row + 1] - s->y->start[row];
    for (size_t i = 0; i < n; i++) {
        const size_t p = s->y->start[row] + i;
        const uint32_t t = s->y->col[p];
        w->order[i] = (term_weight){t, s->index.start[t + 1] - s->index.start[t], s->y->val[p]};
    }
    qsort(w->order, n, sizeof *w->order, rarest_first);
    const double limit = s->options->min * UNREAD_SHARE / (s->index.max_norm > 0 ? s->index.max_norm : 1);
    double rest = 0;
    size_t read = n;
    while (read) {
        const double more = rest + w->order[read - 1].weight * w->order[read - 1].weight;
        if (sqrt(more) > limit)
            break;
        rest = more;
        read--;
    }
    *unread = sqrt(rest) * s->index.max_norm;
    return read;
}

/* Reads the postings of a term from the last row down to `after`. Returns the number of rows touched so
 * far. */
static size_t read_term(const search *s, scratch *w, term_weight term, size_t after, size_t touched)
{
    const posting *item = s->index.item + s->index.start[term.term];
    const float weight = (float)term.weight;
    for (size_t q = term.df; q && item[q - 1].row >= after; q--) {
        const uint32_t row = item[q - 1].row;
        if (w->score[row] == 0)
            w->touched[touched++] = row;
        w->score[row] += weight * item[q - 1].weight + 1e-37f; /* never 0 once touched, whatever underflows */
    }
    return touched;
}

static int match_cmp(const void *a, const void *b)
{
    const vn_match *x = a;
    const vn_match *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static vn_status similar_to_row(const search *s, scratch *w, size_t row, found *f, vn_error *err)
{
    double unread;
    const size_t read = plan_row(s, w, row, &unread);
    const size_t after = s->options->once ? row + 1 : 0;
    size_t touched = 0;
    for (size_t i = 0; i < read; i++)
        touched = read_term(s, w, w->order[i], after, touched);
    const double least = s->options->min * (1 - 2 * rounding(read)) - unread;
    vn_status st = VN_OK;
    f->n = 0;
    load_query(s, w, row, false);
    for (size_t i = 0; i < touched; i++) {
        const uint32_t other = w->touched[i];
        const float score = w->score[other];
        w->score[other] = 0;
        if (st || (s->self && other == row) || (double)score < least)
            continue;
        const double exact = exact_score(s, w, other);
        if (exact > 0 && exact >= s->options->min)
            st = keep(f, other, exact, err);
    }
    load_query(s, w, row, true);
    if (f->n)
        qsort(f->match, f->n, sizeof *f->match, match_cmp);
    return st;
}

static vn_status similar_to_rows(void *context, size_t index, unsigned thread, vn_error *err)
{
    search *s = context;
    vn_status st = VN_OK;
    const size_t first = s->first + index * QUERIES;
    for (size_t row = first; !st && row < first + QUERIES && row < s->last; row++)
        st = similar_to_row(s, &s->scratch[thread], row, &s->found[row - s->first], err);
    return st;
}

static vn_status run(search *s, vn_neighbors_fn *each, void *context, vn_error *err)
{
    vn_pool_work *work = s->top ? best_of_rows : similar_to_rows;
    for (; s->first < s->last; s->first += s->round) {
        const size_t left = s->last - s->first;
        const size_t rows = left < s->round ? left : s->round;
        vn_status st = vn_pool_run(s->threads, (rows + QUERIES - 1) / QUERIES, work, s, err);
        for (size_t i = 0; !st && i < rows; i++)
            st = each(context, s->first + i, s->found[i].match, s->found[i].n, err);
        if (st)
            return st;
    }
    return VN_OK;
}

static vn_status check(const search *s, vn_error *err)
{
    if (!(s->options->min >= 0 && s->options->min <= 1))
        return vn_fail(err, VN_EINVAL, "a least similarity is between 0 and 1");
    if (s->options->once && !s->self)
        return vn_fail(err, VN_EINVAL, "pairs of two sets have no order");
    if (s->x->rows >= UINT32_MAX || s->y->rows >= UINT32_MAX)
        return vn_fail(err, VN_ELIMIT, "too many documents: %zu", s->x->rows > s->y->rows ? s->x->rows : s->y->rows);
    return VN_OK;
}

/* Fills the sizes of a run in. */
static void set_sizes(search *s)
{
    const vn_similar_options *o = s->options;
    s->cols = s->x->cols > s->y->cols ? s->x->cols : s->y->cols;
    s->top = o->top < s->x->rows ? o->top : s->x->rows;
    s->threads = o->threads > 1 ? o->threads : 1;
    s->threads = s->threads > 256 ? 256 : s->threads;
    s->round = (size_t)PIECES_A_ROUND * QUERIES * s->threads;
    s->last = o->last && o->last < s->y->rows ? o->last : s->y->rows;
    s->first = o->first < s->last ? o->first : s->last;
}

static vn_status answer(search *s, vn_neighbors_fn *each, void *context, vn_error *err)
{
    static const vn_similar_options all = {0};
    s->options = s->options ? s->options : &all;
    vn_status st = check(s, err);
    if (st)
        return st;
    set_sizes(s);
    if (s->first == s->last)
        return VN_OK;
    st = make_index(s, err);
    if (!st)
        st = make_scratch(s, err);
    if (!st)
        st = run(s, each, context, err);
    free_search(s);
    return st;
}

vn_status vn_similar_neighbors(const vn_sparse *x, const vn_similar_options *options, vn_neighbors_fn *each,
                               void *context, vn_error *err)
{
    return answer(&(search){.x = x, .y = x, .self = true, .options = options}, each, context, err);
}

vn_status vn_similar_query(const vn_sparse *x, const vn_sparse *y, const vn_similar_options *options,
                           vn_neighbors_fn *each, void *context, vn_error *err)
{
    return answer(&(search){.x = x, .y = y, .options = options}, each, context, err);
}
