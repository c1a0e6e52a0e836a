/* Exact neighbours by cosine: approximate scores, of which those that may count are kept for each row, and computed
 * exactly in the end. There are two ways to them. Tiles score all rows; neighbours among the rows of one set are
 * symmetric, so each tile serves both of its blocks. Postings find the rows that share a term, with a least score only
 * those that share rare ones. What either will cost is counted beforehand. */
#include "neighbors_search.h"

#include "pool.h"

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
            st = vn_list_room(s, w, row, l, err);
        if (!st)
            l->item[l->n++] = (candidate){score, other};
    }
    return st;
}

static vn_status join_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    search *s = context;
    const size_t base = s->block * VN_BLOCK + index * FINISHED;
    const size_t end = vn_min(s->last, base + FINISHED);
    vn_status st = VN_OK;
    for (size_t row = vn_max(s->first, base); !st && row < end; row++)
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
        vn_list_drop(s, w, row, l);
    const vn_status st = l->n ? vn_list_verify(s, w, row, l, keep_found, f, err) : VN_OK;
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
    const size_t end = vn_min(s->last, base + vn_min(s->blocks * VN_BLOCK, (index + 1) * FINISHED));
    vn_status st = VN_OK;
    for (size_t row = vn_max(s->first, base + index * FINISHED); !st && row < end; row++)
        st = finish_row(s, &s->scratch[thread], row, &s->found[row - base], err);
    return st;
}

static void begin_lists(search *s)
{
    s->listed = s->both ? s->first : s->block * VN_BLOCK;
    for (size_t i = 0; i < s->lists && s->listed + i < s->ix.y->rows; i++) {
        s->list[i].n = 0;
        s->list[i].least = vn_list_least(s, s->listed + i, 0);
    }
}

static vn_status deliver(const search *s, vn_neighbors_fn *each, void *context, vn_error *err)
{
    const size_t base = s->block * VN_BLOCK;
    const size_t end = vn_min(s->last, base + s->blocks * VN_BLOCK);
    vn_status st = VN_OK;
    for (size_t row = vn_max(s->first, base); !st && row < end; row++)
        st = each(context, row, s->found[row - base].match, s->found[row - base].n, err);
    return st;
}

static vn_status run(search *s, vn_neighbors_fn *each, void *context, vn_error *err)
{
    const size_t end = (s->last + VN_BLOCK - 1) / VN_BLOCK;
    vn_status st = VN_OK;
    for (s->block = s->first / VN_BLOCK; !st && s->block < end; s->block += s->round) {
        s->blocks = vn_min(s->round, end - s->block);
        s->cuts = (PIECES * s->threads + s->blocks - 1) / s->blocks;
        if (s->threads == 1)
            s->cuts = 1;
        if (!s->both || s->block == s->first / VN_BLOCK)
            begin_lists(s);
        const size_t pieces = s->blocks * VN_BLOCK / FINISHED;
        st = s->joins ? vn_pool_run(s->threads, pieces, join_piece, s, err)
                      : vn_pool_run(s->threads, s->blocks * s->cuts, vn_tiles_piece, s, err);
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
    return s->joins ? make_for_join(s, w, err) : vn_tiles_scratch(s, w, terms, err);
}

static vn_status make_scratch(search *s, size_t cap, vn_error *err)
{
    size_t terms = 0;
    for (size_t i = 0; i < s->ix.x_blocks; i++)
        terms = vn_max(terms, s->ix.x_block[i].terms);
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
    s->both = s->self && !s->joins && s->top && !s->options->once && rows <= vn_max(matrix, LIST_BYTES) / row_bytes;
    s->round = s->top ? BLOCKS_A_ROUND : s->options->min < 0.2 ? 1 : 4;
    if (s->top && !s->both)
        s->round = vn_max(1, vn_min(s->round, LIST_BYTES / (VN_BLOCK * row_bytes)));
    s->round = vn_min(s->round * s->threads, all);
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
    s->terms.cols = vn_max(x->cols, y->cols);
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
    const size_t cap = vn_max(1, vn_min(2 * s->top + SPARE, s->ix.x->rows));
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
    s.top = vn_min(s.options->top, x->rows);
    s.threads = (unsigned)vn_min(vn_max(s.options->threads, 1), 256);
    s.last = s.options->last && s.options->last < y->rows ? s.options->last : y->rows;
    s.first = vn_min(s.options->first, s.last);
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
