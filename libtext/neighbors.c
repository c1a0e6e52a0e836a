/* Exact neighbours by cosine: approximate scores, of which those that may count are kept for each row, and computed
 * exactly in the end. There are two ways to them. Tiles score all rows; neighbours among the rows of one set are
 * symmetric, so each tile serves both of its blocks. Postings find the rows that share a term, with a least score only
 * those that share rare ones. What either will cost is counted beforehand. */
#include "neighbors.h"

#include "pool.h"
#include "postings.h"
#include "topk.h"

#include <float.h>
#include <math.h>
#include <pthread.h>

enum {
    SPARE = 44,            /* room of a list beyond twice the rows that are wanted */
    LIST_BYTES = 64 << 20, /* of the lists of a round, when not all rows need theirs */
    BLOCKS_A_ROUND = 64,   /* blocks between two deliveries, for each thread, by top */
    PIECES = 8,            /* pieces of work of a round that each thread should find */
    FINISHED = 16          /* rows of a piece of the second step */
};

/* Nanoseconds, measured, for a posting of the join, which is added somewhere in memory, and what it takes to verify some
 * of the rows. The guess of their number is above what is counted then, never by so much. */
static const double JOIN_COST = 13;
static const double FULL_COST = 5.5; /* without a least score */
static const double GUESS_SHARE = 0.25;

typedef struct candidate {
    float score;
    uint32_t row;
} candidate;

/* Rows that may be neighbours of a row. */
typedef struct list {
    candidate *item; /* [cap] */
    size_t n;
    size_t cap;
    float least; /* lower scores cannot count */
} list;

typedef struct found {
    vn_match *match; /* [n] */
    size_t n;
    size_t cap;
} found;

/* What one thread works with. */
typedef struct scratch {
    void *memory;      /* of tile and head */
    float *tile;       /* [BLOCK][BLOCK] */
    uint32_t *head;    /* prepared */
    uint16_t *cell;    /* [BLOCK * BLOCK + 1] cells of a sparse tile that are not 0 */
    size_t cells;
    uint64_t *has;     /* [cols / 64 + 1] terms of the tail of block a */
    uint32_t *place;   /* [cols] where they are in its list */
    uint32_t *shared;  /* [terms of a block] */
    double *query;     /* [cols] the row that is being verified, else 0 */
    float *order;      /* [cap] */
    vn_scored *heap;   /* [top] */
    vn_partial *partial; /* [rows of x] 0; for the join, as touched */
    uint32_t *touched;   /* [rows of x] */
} scratch;

typedef struct search {
    vn_index ix;
    vn_terms terms;
    vn_join join;
    bool joins; /* by the postings of join, not by tiles */
    const vn_similar_options *options;
    bool self; /* y is x: no row is its own neighbour */
    bool both; /* a tile serves the rows of both of its blocks */
    size_t top; /* at most rows of x; 0: by threshold */
    size_t first; /* rows of y that are answered */
    size_t last;
    unsigned threads;
    scratch *scratch; /* [threads] */
    candidate *slab;  /* the items of all lists, by top */
    list *list;       /* [lists] */
    size_t lists;
    size_t listed; /* row that list[0] belongs to */
    pthread_mutex_t *lock; /* [locks] one for each block of y: guards the lists of a block */
    size_t locks;
    found *found;  /* [round * BLOCK] */
    size_t block;  /* where the round begins */
    size_t blocks; /* of this round */
    size_t round;  /* blocks of a whole round */
    size_t cuts;   /* a block's work is cut into so many pieces */
} search;

static size_t max(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Of the rows with a score of at least the k-th best score s so far, k have an exact score of (s - a) / (1 + r) or more.
 * Whoever cannot reach that does not count. */
static float least_score(const search *s, size_t row, double kth)
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

/* Calls for all candidates of a row, with exact scores. */
typedef vn_status exact_fn(void *context, size_t row, double score, vn_error *err);

static vn_status verify(const search *s, scratch *w, size_t row, const list *l, exact_fn *each, void *context, vn_error *err)
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
static void drop_small(const search *s, scratch *w, size_t row, list *l)
{
    for (size_t i = 0; i < l->n; i++)
        w->order[i] = l->item[i].score;
    const float kth = select_largest(w->order, (ptrdiff_t)l->n, (ptrdiff_t)s->top - 1);
    const float least = least_score(s, row, (double)kth);
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
    const vn_status st = verify(s, w, row, l, push_exact, &top, err);
    for (size_t i = 0; i < top.n; i++)
        l->item[i] = (candidate){(float)top.item[i].score, (uint32_t)top.item[i].index};
    l->n = top.n;
    return st;
}

static vn_status make_room(const search *s, scratch *w, size_t row, list *l, vn_error *err)
{
    if (!s->top)
        return vn_grow((void **)&l->item, &l->cap, l->n + 1, sizeof *l->item) ? VN_OK : vn_fail_memory(err, "neighbours");
    drop_small(s, w, row, l);
    return l->n > l->cap - l->cap / 4 ? keep_best(s, w, row, l, err) : VN_OK;
}

static inline list *list_of(const search *s, size_t row)
{
    return &s->list[row - s->listed];
}

/* A lower score does not count for a row, and none does for a row that is not answered. */
static inline float least_of(const search *s, size_t row)
{
    return row >= s->first && row < s->last ? list_of(s, row)->least : HUGE_VALF;
}

static vn_status push(const search *s, scratch *w, size_t row, candidate c, vn_error *err)
{
    list *l = list_of(s, row);
    vn_status st = VN_OK;
    if (l->n == l->cap)
        st = make_room(s, w, row, l, err);
    if (!st && c.score >= l->least)
        l->item[l->n++] = c;
    return st;
}


/* A cell of a tile counts for its row when it reaches `least`, for its column when it reaches `bound`; either rises. */
static vn_status take_cell(const search *s, scratch *w, candidate cell, size_t row, float *least, float *bound, vn_error *err)
{
    vn_status st = VN_OK;
    if (s->self && (cell.row == row || (s->options->once && cell.row < row)))
        return VN_OK;
    if (cell.score >= *least) {
        st = push(s, w, row, cell, err);
        *least = least_of(s, row);
    }
    if (!st && cell.score >= *bound) {
        st = push(s, w, cell.row, (candidate){cell.score, (uint32_t)row}, err);
        *bound = least_of(s, cell.row);
    }
    return st;
}

static vn_status take_all_cells(const search *s, scratch *w, size_t row, size_t column, float *bound, vn_error *err)
{
    uint16_t hit[VN_BLOCK];
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < VN_BLOCK && row + i < s->ix.y->rows; i++) {
        const float *score = w->tile + i * VN_BLOCK;
        float least = least_of(s, row + i);
        const size_t n = s->ix.path->scan(hit, score, bound, least);
        for (size_t j = 0; !st && j < n; j++) {
            const candidate cell = {score[hit[j]], (uint32_t)(column + hit[j])};
            st = take_cell(s, w, cell, row + i, &least, &bound[hit[j]], err);
        }
    }
    return st;
}

/* The cells that were noted, which are 0 again afterwards. */
static vn_status take_noted_cells(const search *s, scratch *w, size_t row, size_t column, float *bound, vn_error *err)
{
    float least[VN_BLOCK];
    vn_status st = VN_OK;
    for (size_t i = 0; i < VN_BLOCK && row + i < s->ix.y->rows; i++)
        least[i] = least_of(s, row + i);
    for (size_t c = 0; c < w->cells; c++) {
        const size_t i = w->cell[c] / VN_BLOCK;
        const size_t j = w->cell[c] % VN_BLOCK;
        const candidate cell = {w->tile[w->cell[c]], (uint32_t)(column + j)};
        w->tile[w->cell[c]] = 0;
        if (!st && (cell.score >= least[i] || cell.score >= bound[j]))
            st = take_cell(s, w, cell, row + i, &least[i], &bound[j], err);
    }
    w->cells = 0;
    return st;
}

static vn_status take_tile(const search *s, scratch *w, const vn_block *a, const vn_block *b, bool both, vn_error *err)
{
    float bound[VN_BLOCK];
    pthread_mutex_lock(&s->lock[a->first / VN_BLOCK]); /* a before b in order: nobody waits in a circle */
    if (both)
        pthread_mutex_lock(&s->lock[b->first / VN_BLOCK]);
    for (size_t j = 0; j < VN_BLOCK; j++)
        bound[j] = both ? least_of(s, b->first + j) : HUGE_VALF;
    const vn_status st = s->ix.sparse ? take_noted_cells(s, w, a->first, b->first, bound, err)
                                      : take_all_cells(s, w, a->first, b->first, bound, err);
    if (both)
        pthread_mutex_unlock(&s->lock[b->first / VN_BLOCK]);
    pthread_mutex_unlock(&s->lock[a->first / VN_BLOCK]);
    return st;
}

static inline float as_float(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* All pairs of a posting of one block and one of the other. */
static void add_pairs(float *tile, const uint32_t *a, const uint32_t *a_end, const uint32_t *b, const uint32_t *b_end)
{
    for (; a < a_end; a++) {
        float *line = tile + *a % VN_BLOCK * (size_t)VN_BLOCK;
        const float weight = as_float(*a);
        for (const uint32_t *p = b; p < b_end; p++)
            line[*p % VN_BLOCK] += weight * as_float(*p);
    }
}

/* The same into a tile of zeros, and notes which cells are so no more. */
static void note_pairs(scratch *w, const uint32_t *a, const uint32_t *a_end, const uint32_t *b, const uint32_t *b_end)
{
    for (; a < a_end; a++) {
        const size_t line = *a % VN_BLOCK * (size_t)VN_BLOCK;
        const float weight = as_float(*a);
        for (const uint32_t *p = b; p < b_end; p++) {
            const size_t cell = line + *p % VN_BLOCK;
            const float old = w->tile[cell];
            w->cell[w->cells] = (uint16_t)cell;
            w->cells += old == 0;
            w->tile[cell] = old + weight * as_float(*p);
        }
    }
}

static void add_tails(scratch *w, const vn_block *a, const vn_block *b, bool sparse)
{
    size_t n = 0;
    for (size_t i = 0; i < b->terms; i++) {
        const uint32_t t = b->term[i];
        w->shared[n] = (uint32_t)i;
        n += w->has[t / 64] >> t % 64 & 1;
    }
    for (size_t i = 0; i < n; i++) {
        const uint32_t *q = b->start + w->shared[i];
        const uint32_t *p = a->start + w->place[b->term[w->shared[i]]];
        if (sparse)
            note_pairs(w, a->post + p[0], a->post + p[1], b->post + q[0], b->post + q[1]);
        else
            add_pairs(w->tile, a->post + p[0], a->post + p[1], b->post + q[0], b->post + q[1]);
    }
}

/* Prepares a block as the first of many tiles, or clears what that left. */
static void load_block(const search *s, scratch *w, const vn_block *a, bool clear)
{
    for (size_t i = 0; i < a->terms; i++) {
        const uint32_t t = a->term[i];
        w->has[t / 64] = clear ? 0 : w->has[t / 64] | (uint64_t)1 << t % 64;
        w->place[t] = (uint32_t)i;
    }
    if (!clear && s->ix.pairs && s->ix.path->prepare)
        s->ix.path->prepare(w->head, a->head, s->ix.pairs);
}

static void score_tile(const search *s, scratch *w, const vn_block *a, const vn_block *b)
{
    const vn_path *path = s->ix.path;
    if (s->ix.pairs)
        path->multiply(w->tile, path->prepare ? w->head : a->head, b->head, s->ix.pairs, (a->rows + VN_GROUP - 1) / VN_GROUP);
    else if (!s->ix.sparse)
        memset(w->tile, 0, a->rows * VN_BLOCK * sizeof *w->tile);
    add_tails(w, a, b, s->ix.sparse);
}

static bool is_empty(const vn_sparse *m, const vn_block *b)
{
    return m->start[b->first] == m->start[b->first + b->rows];
}

/* Block a against blocks from .. to of x. */
static vn_status score_blocks(const search *s, scratch *w, const vn_block *a, size_t from, size_t to, vn_error *err)
{
    const size_t own = a->first / VN_BLOCK;
    vn_status st = VN_OK;
    load_block(s, w, a, false);
    for (size_t j = from; !st && j < to; j++) {
        const vn_block *b = &s->ix.x_block[j];
        const bool answered = s->both && b->first + b->rows > s->first && b->first < s->last;
        if (is_empty(s->ix.x, b) || (j < own && (answered || s->options->once)))
            continue;
        score_tile(s, w, a, b);
        st = take_tile(s, w, a, b, answered && j > own, err);
    }
    load_block(s, w, a, true);
    return st;
}

static vn_status score_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    search *s = context;
    const vn_block *a = &s->ix.y_block[s->block + index / s->cuts];
    const size_t cut = index % s->cuts;
    const size_t n = s->ix.x_blocks;
    if (is_empty(s->ix.y, a))
        return VN_OK;
    return score_blocks(s, &s->scratch[thread], a, n * cut / s->cuts, n * (cut + 1) / s->cuts, err);
}

/* A row against all others by postings. Their sums are the scores when there is no least score; else all that is known
 * is that the rows may reach it. */
static vn_status join_row(const search *s, scratch *w, size_t row, vn_error *err)
{
    list *l = list_of(s, row);
    const size_t n = vn_join_row(&s->join, row, s->options->once ? row + 1 : 0, w->partial, w->touched);
    vn_status st = VN_OK;
    for (size_t i = 0; i < n; i++) {
        const uint32_t other = w->touched[i];
        const float score = w->partial[other].score;
        w->partial[other].score = 0;
        if (st || (s->self && other == row) || (s->top && score < l->least))
            continue;
        if (l->n == l->cap)
            st = make_room(s, w, row, l, err);
        if (!st)
            l->item[l->n++] = (candidate){score, other};
    }
    return st;
}

static vn_status join_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    search *s = context;
    const size_t base = s->block * VN_BLOCK + index * FINISHED;
    const size_t end = min(s->last, base + FINISHED);
    vn_status st = VN_OK;
    for (size_t row = max(s->first, base); !st && row < end; row++)
        st = join_row(s, &s->scratch[thread], row, err);
    return st;
}

static vn_status keep_found(void *context, size_t row, double score, vn_error *err)
{
    found *f = context;
    if (!vn_grow((void **)&f->match, &f->cap, f->n + 1, sizeof *f->match))
        return vn_fail_memory(err, "neighbours");
    f->match[f->n++] = (vn_match){row, score};
    return VN_OK;
}

static int match_cmp(const void *a, const void *b)
{
    const vn_match *x = a;
    const vn_match *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static vn_status finish_row(const search *s, scratch *w, size_t row, found *f, vn_error *err)
{
    list *l = list_of(s, row);
    f->n = 0;
    if (s->top && l->n > s->top)
        drop_small(s, w, row, l);
    const vn_status st = l->n ? verify(s, w, row, l, keep_found, f, err) : VN_OK;
    if (f->n)
        qsort(f->match, f->n, sizeof *f->match, match_cmp);
    if (s->top && f->n > s->top)
        f->n = s->top;
    return st;
}

static vn_status finish_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    search *s = context;
    const size_t base = s->block * VN_BLOCK;
    const size_t end = min(s->last, base + min(s->blocks * VN_BLOCK, (index + 1) * FINISHED));
    vn_status st = VN_OK;
    for (size_t row = max(s->first, base + index * FINISHED); !st && row < end; row++)
        st = finish_row(s, &s->scratch[thread], row, &s->found[row - base], err);
    return st;
}

static void begin_lists(search *s)
{
    s->listed = s->both ? s->first : s->block * VN_BLOCK;
    for (size_t i = 0; i < s->lists && s->listed + i < s->ix.y->rows; i++) {
        s->list[i].n = 0;
        s->list[i].least = least_score(s, s->listed + i, 0);
    }
}

static vn_status deliver(const search *s, vn_neighbors_fn *each, void *context, vn_error *err)
{
    const size_t base = s->block * VN_BLOCK;
    const size_t end = min(s->last, base + s->blocks * VN_BLOCK);
    vn_status st = VN_OK;
    for (size_t row = max(s->first, base); !st && row < end; row++)
        st = each(context, row, s->found[row - base].match, s->found[row - base].n, err);
    return st;
}

static vn_status run(search *s, vn_neighbors_fn *each, void *context, vn_error *err)
{
    const size_t end = (s->last + VN_BLOCK - 1) / VN_BLOCK;
    vn_status st = VN_OK;
    for (s->block = s->first / VN_BLOCK; !st && s->block < end; s->block += s->round) {
        s->blocks = min(s->round, end - s->block);
        s->cuts = (PIECES * s->threads + s->blocks - 1) / s->blocks;
        if (s->threads == 1)
            s->cuts = 1;
        if (!s->both || s->block == s->first / VN_BLOCK)
            begin_lists(s);
        const size_t pieces = s->blocks * VN_BLOCK / FINISHED;
        st = s->joins ? vn_pool_run(s->threads, pieces, join_piece, s, err)
                      : vn_pool_run(s->threads, s->blocks * s->cuts, score_piece, s, err);
        if (!st)
            st = vn_pool_run(s->threads, pieces, finish_piece, s, err);
        if (!st)
            st = deliver(s, each, context, err);
    }
    return st;
}

static void free_thread(scratch *w)
{
    free(w->memory);
    free(w->cell);
    free(w->has);
    free(w->place);
    free(w->shared);
    free(w->query);
    free(w->order);
    free(w->heap);
    free(w->partial);
    free(w->touched);
}

static void free_search(search *s)
{
    for (unsigned t = 0; s->scratch && t < s->threads; t++)
        free_thread(&s->scratch[t]);
    for (size_t i = 0; s->list && !s->top && i < s->lists; i++)
        free(s->list[i].item);
    for (size_t i = 0; s->found && i < s->round * VN_BLOCK; i++)
        free(s->found[i].match);
    for (size_t i = 0; i < s->locks; i++)
        pthread_mutex_destroy(&s->lock[i]);
    free(s->scratch);
    free(s->slab);
    free(s->list);
    free(s->found);
    free(s->lock);
    vn_index_release(&s->ix);
    vn_join_release(&s->join);
    if (s->terms.df_y != s->terms.df_x)
        free(s->terms.df_y);
    free(s->terms.df_x);
}

/* The tile and the prepared head begin at multiples of 64 bytes. */
static vn_status make_tile(const search *s, scratch *w, vn_error *err)
{
    enum { LINE = 64, CELLS = VN_BLOCK * VN_BLOCK };
    const size_t head = s->ix.path->prepare ? s->ix.pairs * VN_BLOCK : 0;
    w->memory = vn_calloc(CELLS + head + LINE, sizeof *w->tile);
    if (!w->memory)
        return vn_fail_memory(err, "a tile of scores");
    char *aligned = (char *)w->memory + (LINE - (uintptr_t)w->memory % LINE);
    w->tile = (float *)(void *)aligned;
    w->head = (uint32_t *)(void *)(aligned + CELLS * sizeof *w->tile);
    return VN_OK;
}

static vn_status make_for_tiles(const search *s, scratch *w, size_t terms, vn_error *err)
{
    w->has = vn_calloc(s->ix.cols / 64 + 1, sizeof *w->has);
    w->place = vn_calloc(s->ix.cols, sizeof *w->place);
    w->shared = vn_calloc(terms, sizeof *w->shared);
    w->cell = vn_calloc(s->ix.sparse ? VN_BLOCK * VN_BLOCK + 1 : 0, sizeof *w->cell);
    return w->cell && w->has && w->place && w->shared ? make_tile(s, w, err) : vn_fail_memory(err, "neighbours");
}

static vn_status make_for_join(const search *s, scratch *w, vn_error *err)
{
    w->partial = vn_calloc(s->ix.x->rows, sizeof *w->partial);
    w->touched = vn_calloc(s->ix.x->rows, sizeof *w->touched);
    return w->partial && w->touched ? VN_OK : vn_fail_memory(err, "neighbours");
}

static vn_status make_thread(const search *s, scratch *w, size_t terms, size_t cap, vn_error *err)
{
    w->query = vn_calloc(s->ix.cols, sizeof *w->query);
    w->order = vn_calloc(cap, sizeof *w->order);
    w->heap = vn_calloc(s->top, sizeof *w->heap);
    if (!w->query || !w->order || !w->heap)
        return vn_fail_memory(err, "neighbours");
    return s->joins ? make_for_join(s, w, err) : make_for_tiles(s, w, terms, err);
}

static vn_status make_scratch(search *s, size_t cap, vn_error *err)
{
    size_t terms = 0;
    for (size_t i = 0; i < s->ix.x_blocks; i++)
        terms = max(terms, s->ix.x_block[i].terms);
    s->scratch = vn_calloc(s->threads, sizeof *s->scratch);
    if (!s->scratch)
        return vn_fail_memory(err, "neighbours");
    vn_status st = VN_OK;
    for (unsigned t = 0; !st && t < s->threads; t++)
        st = make_thread(s, &s->scratch[t], terms, cap, err);
    return st;
}

static vn_status make_locks(search *s, vn_error *err)
{
    const size_t n = s->joins ? 0 : s->ix.y_blocks;
    s->lock = vn_calloc(n, sizeof *s->lock);
    if (!s->lock)
        return vn_fail_memory(err, "neighbours");
    for (; s->locks < n; s->locks++)
        if (pthread_mutex_init(&s->lock[s->locks], NULL))
            return vn_fail_memory(err, "a lock");
    return VN_OK;
}

static vn_status make_lists(search *s, size_t cap, vn_error *err)
{
    size_t items;
    s->found = vn_calloc(s->round * VN_BLOCK, sizeof *s->found);
    s->list = vn_calloc(s->lists, sizeof *s->list);
    if (s->top && vn_size_mul(s->lists, cap, &items))
        s->slab = vn_calloc(items, sizeof *s->slab);
    if (!s->found || !s->list || (s->top && !s->slab))
        return vn_fail_memory(err, "neighbours");
    for (size_t i = 0; s->top && i < s->lists; i++) {
        s->list[i].item = s->slab + i * cap;
        s->list[i].cap = cap;
    }
    return VN_OK;
}

/* Lists of all rows that are answered let a tile serve both of its blocks; that is for neighbours within a set, by top,
 * when they take no more than the matrix. Without a top, what is found cannot be foreseen, and rounds are short. */
static void plan(search *s, size_t cap)
{
    const size_t rows = s->last - s->first;
    const size_t all = (s->last + VN_BLOCK - 1) / VN_BLOCK - s->first / VN_BLOCK;
    const size_t matrix = s->ix.x->start[s->ix.x->rows] * (sizeof(double) + sizeof(uint32_t));
    const size_t row_bytes = cap * sizeof(candidate);
    s->both = s->self && !s->joins && s->top && !s->options->once && rows <= max(matrix, LIST_BYTES) / row_bytes;
    s->round = s->top ? BLOCKS_A_ROUND : s->options->min < 0.2 ? 1 : 4;
    if (s->top && !s->both)
        s->round = max(1, min(s->round, LIST_BYTES / (VN_BLOCK * row_bytes)));
    s->round = min(s->round * s->threads, all);
    s->lists = s->both ? rows : s->round * VN_BLOCK;
}

static vn_status count_terms(uint32_t **df, const vn_sparse *m, size_t cols, vn_error *err)
{
    *df = vn_calloc(cols, sizeof **df);
    if (!*df)
        return vn_fail_memory(err, "an index of terms");
    for (size_t p = 0; p < m->start[m->rows]; p++)
        (*df)[m->col[p]] += m->val[p] > 0;
    return VN_OK;
}

static vn_status survey(search *s, const vn_sparse *x, const vn_sparse *y, vn_error *err)
{
    s->terms.cols = max(x->cols, y->cols);
    vn_status st = count_terms(&s->terms.df_x, x, s->terms.cols, err);
    if (!st && x != y)
        st = count_terms(&s->terms.df_y, y, s->terms.cols, err);
    else
        s->terms.df_y = s->terms.df_x;
    return st;
}

/* Chooses between tiles and postings by what they cost. Postings with a least score leave a part of the score open and
 * cannot tell the best. To count their cost takes time too, so a guess comes first. */
static vn_status choose(search *s, vn_way way, vn_error *err)
{
    const double least = s->top ? 0 : s->options->min;
    const double once = s->options->once ? 0.5 : 1;
    const double price = once * (least > 0 ? JOIN_COST : FULL_COST);
    const double tiles = s->ix.cost * (s->self && s->top ? 0.5 : once);
    double guess = 0;
    vn_status st = way == VN_WAY_BEST ? vn_join_guess(&guess, s->ix.y, &s->terms, least, err) : VN_OK;
    if (st || way == VN_WAY_TILES || guess * price * GUESS_SHARE > tiles)
        return st;
    st = vn_join_plan(&s->join, s->ix.x, s->ix.y, &s->terms, least, err);
    s->joins = way == VN_WAY_JOIN || s->join.additions * price < tiles;
    if (!s->joins)
        vn_join_release(&s->join);
    return st;
}

static vn_status make_index(search *s, vn_error *err)
{
    if (!s->joins)
        return vn_index_make(&s->ix, s->threads, err);
    s->ix.pairs = 0;
    vn_status st = vn_join_make(&s->join, &s->terms, err);
    return st ? st : vn_index_bounds(&s->ix, err);
}

static vn_status answer(search *s, vn_neighbors_fn *each, void *context, vn_error *err)
{
    const size_t cap = max(1, min(2 * s->top + SPARE, s->ix.x->rows));
    vn_status st = make_index(s, err);
    if (st)
        return st;
    plan(s, cap);
    st = make_lists(s, cap, err);
    if (!st)
        st = make_locks(s, err);
    if (!st)
        st = make_scratch(s, cap, err);
    return st ? st : run(s, each, context, err);
}

static vn_status check(const vn_sparse *x, const vn_sparse *y, const vn_similar_options *o, vn_error *err)
{
    if (!(o->min >= 0 && o->min <= 1))
        return vn_fail(err, VN_EINVAL, "a least similarity is between 0 and 1");
    if (o->once && y)
        return vn_fail(err, VN_EINVAL, "pairs of two sets have no order");
    if (x->rows >= UINT32_MAX || (y && y->rows >= UINT32_MAX))
        return vn_fail(err, VN_ELIMIT, "too many documents: %zu", x->rows >= UINT32_MAX ? x->rows : y->rows);
    return VN_OK;
}

static const vn_path *best_path(void)
{
    const vn_path *const *path = vn_paths;
    while (!(*path)->usable())
        path++;
    return *path;
}

vn_status vn_neighbors_by(vn_way way, const vn_path *path, const vn_sparse *x, const vn_sparse *y,
                          const vn_similar_options *options, vn_neighbors_fn *each, void *context, vn_error *err)
{
    static const vn_similar_options all = {0};
    search s = {.options = options ? options : &all, .self = !y};
    vn_status st = check(x, y, s.options, err);
    if (st)
        return st;
    y = y ? y : x;
    s.top = min(s.options->top, x->rows);
    s.threads = (unsigned)min(max(s.options->threads, 1), 256);
    s.last = s.options->last && s.options->last < y->rows ? s.options->last : y->rows;
    s.first = min(s.options->first, s.last);
    if (s.first == s.last)
        return VN_OK;
    st = survey(&s, x, y, err);
    if (!st)
        st = vn_index_plan(&s.ix, path ? path : best_path(), x, y, &s.terms, err);
    if (!st)
        st = choose(&s, way, err);
    if (!st)
        st = answer(&s, each, context, err);
    free_search(&s);
    return st;
}

vn_status vn_similar_neighbors(const vn_sparse *x, const vn_similar_options *options, vn_neighbors_fn *each,
                               void *context, vn_error *err)
{
    return vn_neighbors_by(VN_WAY_BEST, NULL, x, NULL, options, each, context, err);
}

vn_status vn_similar_query(const vn_sparse *x, const vn_sparse *y, const vn_similar_options *options,
                           vn_neighbors_fn *each, void *context, vn_error *err)
{
    return vn_neighbors_by(VN_WAY_BEST, NULL, x, y, options, each, context, err);
}
