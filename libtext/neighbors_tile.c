/* The scores of a tile, and the cells of it that become candidates. */
#include "neighbors_search.h"

/* A cell of a tile counts for its row when it reaches `least`, for its column when it reaches `bound`; either rises. */
static vn_status take_cell(const search *s, scratch *w, candidate cell, size_t row, float *least, float *bound, vn_error *err)
{
    vn_status st = VN_OK;
    if (s->self && (cell.row == row || (s->options->once && cell.row < row)))
        return VN_OK;
    if (cell.score >= *least) {
        st = vn_list_push(s, w, row, cell, err);
        *least = least_of(s, row);
    }
    if (!st && cell.score >= *bound) {
        st = vn_list_push(s, w, cell.row, (candidate){cell.score, (uint32_t)row}, err);
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

vn_status vn_tiles_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    search *s = context;
    const vn_block *a = &s->ix.y_block[s->block + index / s->cuts];
    const size_t cut = index % s->cuts;
    const size_t n = s->ix.x_blocks;
    if (is_empty(s->ix.y, a))
        return VN_OK;
    return score_blocks(s, &s->scratch[thread], a, n * cut / s->cuts, n * (cut + 1) / s->cuts, err);
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

vn_status vn_tiles_scratch(const search *s, scratch *w, size_t terms, vn_error *err)
{
    w->has = vn_calloc(s->ix.cols / 64 + 1, sizeof *w->has);
    w->place = vn_calloc(s->ix.cols, sizeof *w->place);
    w->shared = vn_calloc(terms, sizeof *w->shared);
    w->cell = vn_calloc(s->ix.sparse ? VN_BLOCK * VN_BLOCK + 1 : 0, sizeof *w->cell);
    return w->cell && w->has && w->place && w->shared ? make_tile(s, w, err) : vn_fail_memory(err, "neighbours");
}
