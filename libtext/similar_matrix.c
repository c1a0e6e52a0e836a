/* The full matrix of cosines. Rows are worked on in strips that fit a fixed memory, each strip tile by tile of columns, so
 * that the scores that grow stay in the cache. Terms that many rows hold stand as dense columns and are added without
 * indirection, the others are scattered from their postings. Every score gets its products in ascending order of terms,
 * one after another and in double precision: a dense zero adds nothing, so the bits are those of vn_sparse_dot whatever is
 * dense and however wide the vectors are. */
#include "vn/similar.h"

#include "pool.h"
#include "postings.h"

enum {
    TILE = 512,             /* columns whose scores are worked on at a time */
    GROUP = 64,             /* rows that one thread takes through all tiles */
    STRIP_BYTES = 64 << 20, /* scores that are held at a time */
    DENSE_SHARE = 3,        /* a term of more than 1/3 of the rows is dense */
    DENSE_MAX = 512         /* so that the dense columns take at most 4 KiB a row */
};

#define NONE UINT32_MAX

typedef struct entry {
    uint32_t number; /* of the term */
    double weight;
} entry;

/* Postings of a tile. */
typedef struct span {
    uint32_t from;
    uint32_t to;
} span;

typedef struct matrix_job {
    const vn_sparse *x;
    vn_matrix_part part;
    uint32_t *number;   /* [V] dense terms from 0, then the others, the most frequent first; NONE: in one row only */
    size_t n_dense;
    size_t n_listed;    /* terms with postings */
    size_t tiles;
    size_t width;       /* tiles * TILE */
    double *dense;      /* [tiles][n_dense][TILE] */
    size_t *base;       /* [tiles + 1] where the postings of a tile begin */
    uint32_t *list;     /* [tiles][n_dense + n_listed + 1] where the postings of each term begin in those of the tile */
    uint16_t *at;       /* [postings] the row in its tile */
    double *weight;     /* [postings] */
    size_t longest;     /* entries of the longest row */
    size_t group;
    entry *entries;     /* [threads][group][longest] */
    size_t *length;     /* [threads][group] */
    span *run;          /* [threads][longest] */
    double *score;      /* [strip][width] */
    size_t strip;       /* rows that score has room for */
    size_t first;       /* row that score[0] belongs to */
    size_t end;         /* the row after the strip */
    bool mirror;        /* the strip's own square is worked out on one side only */
} matrix_job;

/* score[j] += weight * column[j] for a tile. */
static inline void add_dense(double *restrict score, const double *restrict column, double weight)
{
    for (size_t j = 0; j < TILE; j++)
        score[j] += weight * column[j];
}

static void free_job(matrix_job *job)
{
    free(job->number);
    free(job->dense);
    free(job->base);
    free(job->list);
    free(job->run);
    free(job->at);
    free(job->weight);
    free(job->entries);
    free(job->length);
    free(job->score);
}

/* Numbers the terms by falling document frequency df [V], those of equal frequency as they come. */
static vn_status number_terms(matrix_job *job, const size_t *df, vn_error *err)
{
    const vn_sparse *x = job->x;
    size_t *next = vn_calloc(x->rows + 2, sizeof *next); /* the number that the next term of a frequency gets */
    if (!next)
        return vn_fail_memory(err, "rows of a similarity matrix");
    for (size_t t = 0; t < x->cols; t++)
        next[df[t]]++;
    size_t sum = 0;
    for (size_t f = x->rows + 1; f-- > 2;) {
        const size_t terms = next[f];
        next[f] = sum;
        sum += terms;
        job->n_dense = f > x->rows / DENSE_SHARE ? sum : job->n_dense;
    }
    job->n_dense = job->n_dense < DENSE_MAX ? job->n_dense : DENSE_MAX;
    job->n_listed = sum - job->n_dense;
    for (size_t t = 0; t < x->cols; t++)
        job->number[t] = df[t] > 1 ? (uint32_t)next[df[t]]++ : NONE;
    free(next);
    return VN_OK;
}

static vn_status survey(matrix_job *job, vn_error *err)
{
    const vn_sparse *x = job->x;
    size_t *df = vn_calloc(x->cols, sizeof *df);
    job->number = vn_calloc(x->cols, sizeof *job->number);
    vn_status st = df && job->number ? VN_OK : vn_fail_memory(err, "rows of a similarity matrix");
    for (size_t p = 0; !st && p < x->start[x->rows]; p++)
        df[x->col[p]]++;
    if (!st)
        st = number_terms(job, df, err);
    free(df);
    for (size_t r = 0; r < x->rows; r++)
        if (x->start[r + 1] - x->start[r] > job->longest)
            job->longest = x->start[r + 1] - x->start[r];
    return st;
}

/* calloc of a * b items; NULL also when that is no size. */
static void *alloc_cells(size_t a, size_t b, size_t size)
{
    size_t cells = 0;
    return vn_size_mul(a, b, &cells) ? vn_calloc(cells, size) : NULL;
}

/* Rows of a strip: as many as the memory holds, whole tiles where it holds one. */
static size_t choose_strip(const matrix_job *job, size_t rows)
{
    /* Only what mirrors gains by a large strip; who asks for the lower part keeps it, and has no memory to spare. */
    const size_t bytes = job->part == VN_MATRIX_LOWER ? STRIP_BYTES / 8 : STRIP_BYTES;
    size_t strip = bytes / sizeof(double) / job->width;
    strip = strip >= TILE ? strip / TILE * TILE : strip + !strip;
    return strip < rows ? strip : rows;
}

static vn_status allocate(matrix_job *job, size_t rows, unsigned threads, vn_error *err)
{
    job->tiles = (job->x->rows + TILE - 1) / TILE;
    job->width = job->tiles * TILE;
    job->strip = choose_strip(job, rows);
    job->group = job->strip / threads / 4;
    job->group = job->group > GROUP ? GROUP : job->group + !job->group;
    job->dense = alloc_cells(job->width, job->n_dense, sizeof *job->dense);
    job->base = vn_calloc(job->tiles + 1, sizeof *job->base);
    job->list = alloc_cells(job->tiles, job->n_dense + job->n_listed + 1, sizeof *job->list);
    job->at = vn_calloc(job->x->start[job->x->rows], sizeof *job->at);
    job->weight = vn_calloc(job->x->start[job->x->rows], sizeof *job->weight);
    job->length = alloc_cells(job->group, threads, sizeof *job->length);
    job->run = alloc_cells(threads, job->longest, sizeof *job->run);
    job->entries = alloc_cells(job->group * threads, job->longest, sizeof *job->entries);
    job->score = alloc_cells(job->strip, job->width, sizeof *job->score);
    if (job->dense && job->base && job->list && job->run && job->at && job->weight && job->length && job->entries &&
        job->score)
        return VN_OK;
    return vn_fail_memory(err, "rows of a similarity matrix");
}

static bool is_listed(const matrix_job *job, uint32_t number)
{
    return number != NONE && number >= job->n_dense;
}

/* Where the postings of each term begin in a tile, from their counts. Returns how many there are. */
static size_t begin_lists(const matrix_job *job, size_t tile, uint32_t *list)
{
    const vn_sparse *x = job->x;
    const size_t end = (tile + 1) * TILE < x->rows ? (tile + 1) * TILE : x->rows;
    for (size_t p = x->start[tile * TILE]; p < x->start[end]; p++)
        if (is_listed(job, job->number[x->col[p]]))
            list[job->number[x->col[p]] + 1]++;
    for (size_t i = 0; i < job->n_dense + job->n_listed; i++)
        list[i + 1] += list[i];
    return list[job->n_dense + job->n_listed];
}

/* Each list grows from its beginning, which so becomes that of the next one, and is put back. */
static void fill_tile(const matrix_job *job, size_t tile, uint32_t *list)
{
    const vn_sparse *x = job->x;
    double *dense = job->dense + tile * job->n_dense * TILE;
    for (size_t r = tile * TILE; r < x->rows && r < (tile + 1) * TILE; r++) {
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++) {
            const uint32_t number = job->number[x->col[p]];
            if (number < job->n_dense)
                dense[number * (size_t)TILE + r % TILE] = x->val[p];
            if (!is_listed(job, number))
                continue;
            const size_t to = job->base[tile] + list[number]++;
            job->at[to] = (uint16_t)(r % TILE);
            job->weight[to] = x->val[p];
        }
    }
    memmove(list + 1, list, (job->n_dense + job->n_listed) * sizeof *list);
    list[0] = 0;
}

static vn_status make_job(matrix_job *job, size_t rows, unsigned threads, vn_error *err)
{
    vn_status st = survey(job, err);
    if (!st)
        st = allocate(job, rows, threads, err);
    if (st)
        return st;
    for (size_t tile = 0; tile < job->tiles; tile++) {
        uint32_t *list = job->list + tile * (job->n_dense + job->n_listed + 1);
        job->base[tile + 1] = job->base[tile] + begin_lists(job, tile, list);
        fill_tile(job, tile, list);
    }
    return VN_OK;
}

/* The tiles of a row that are not worked out: from *from to *to, both tile numbers. What mirrors is the part of the strip's
 * own square that lies behind the row's tile. */
static void skipped_tiles(const matrix_job *job, size_t row, size_t *from, size_t *to)
{
    const size_t own = row / TILE;
    *from = job->part == VN_MATRIX_UPPER ? 0 : own + 1;
    *to = job->part == VN_MATRIX_UPPER ? own : job->part == VN_MATRIX_LOWER ? job->tiles : job->end / TILE;
    if (job->part == VN_MATRIX_FULL && !job->mirror)
        *to = *from;
    else if (job->part == VN_MATRIX_FULL && job->end == job->x->rows)
        *to = job->tiles;
}

/* The postings of a row's terms in a tile into `run` [n + 1], those of a dense term as none; they are asked for, since the
 * loads of lists that are read one after another would wait for each other. */
static void find_runs(const matrix_job *job, const entry *restrict e, size_t n, size_t tile, span *restrict run)
{
    const uint32_t *list = job->list + tile * (job->n_dense + job->n_listed + 1);
    const size_t base = job->base[tile];
    for (size_t i = 0; i < n; i++) {
        run[i] = (span){list[e[i].number], list[e[i].number + 1]};
        VN_PREFETCH(job->at + base + run[i].from);
        VN_PREFETCH(job->weight + base + run[i].from);
    }
}

/* The scores of a row, given by its n entries, with the rows of a tile. */
static void score_tile(const matrix_job *job, const entry *restrict e, size_t n, size_t tile, span *restrict run,
                       double *restrict score)
{
    const double *dense = job->dense + tile * job->n_dense * TILE;
    const uint16_t *restrict at = job->at + job->base[tile];
    const double *restrict weight = job->weight + job->base[tile];
    find_runs(job, e, n, tile, run);
    memset(score, 0, TILE * sizeof *score);
    for (size_t i = 0; i < n; i++) {
        if (e[i].number < job->n_dense)
            add_dense(score, dense + e[i].number * (size_t)TILE, e[i].weight);
        for (uint32_t q = run[i].from; q < run[i].to; q++)
            score[at[q]] += e[i].weight * weight[q];
    }
    for (size_t j = 0; j < TILE; j++)
        score[j] = vn_cosine(score[j]);
}

/* The terms of a row that another row has too, in their order. */
static size_t list_entries(const matrix_job *job, size_t row, entry *e)
{
    size_t n = 0;
    for (size_t p = job->x->start[row]; p < job->x->start[row + 1]; p++)
        if (job->number[job->x->col[p]] != NONE)
            e[n++] = (entry){job->number[job->x->col[p]], job->x->val[p]};
    return n;
}

/* A group of rows through all tiles: what a tile holds serves all of them while it is in the cache. */
static vn_status score_group(void *context, size_t index, unsigned thread, vn_error *err)
{
    (void)err;
    matrix_job *job = context;
    const size_t first = job->first + index * job->group;
    const size_t rows = job->end - first < job->group ? job->end - first : job->group;
    entry *e = job->entries + thread * job->group * job->longest;
    size_t *length = job->length + thread * job->group;
    for (size_t i = 0; i < rows; i++)
        length[i] = list_entries(job, first + i, e + i * job->longest);
    for (size_t tile = 0; tile < job->tiles; tile++) {
        for (size_t i = 0; i < rows; i++) {
            size_t from;
            size_t to;
            skipped_tiles(job, first + i, &from, &to);
            if (tile < from || tile >= to)
                score_tile(job, e + i * job->longest, length[i], tile, job->run + thread * job->longest,
                           job->score + (first + i - job->first) * job->width + tile * TILE);
        }
    }
    return VN_OK;
}

/* Copies a band of the strip's square behind its diagonal from the other side, square by square. */
static vn_status mirror_band(void *context, size_t index, unsigned thread, vn_error *err)
{
    (void)thread;
    (void)err;
    const matrix_job *job = context;
    const size_t begin = index * TILE;
    const size_t rows = job->end - job->first;
    const size_t end = rows - begin < TILE ? rows : begin + TILE;
    for (size_t other = begin + TILE; other < rows; other += TILE)
        for (size_t i = begin; i < end; i++)
            for (size_t j = other; j < rows && j < other + TILE; j++)
                job->score[i * job->width + job->first + j] = job->score[j * job->width + job->first + i];
    return VN_OK;
}

static vn_status score_strip(matrix_job *job, unsigned threads, vn_error *err)
{
    const size_t rows = job->end - job->first;
    job->mirror = job->part == VN_MATRIX_FULL && job->first % TILE == 0 &&
                  (job->end % TILE == 0 || job->end == job->x->rows);
    vn_status st = vn_pool_run(threads, (rows + job->group - 1) / job->group, score_group, job, err);
    if (!st && job->mirror)
        st = vn_pool_run(threads, (rows + TILE - 1) / TILE, mirror_band, job, err);
    for (size_t row = job->first; row < job->end; row++)
        if (job->x->start[row] < job->x->start[row + 1])
            job->score[(row - job->first) * job->width + row] = 1;
    return st;
}

static vn_status hand_out(const matrix_job *job, vn_scores_fn *each, void *context, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t row = job->first; !st && row < job->end; row++) {
        const double *score = job->score + (row - job->first) * job->width;
        if (job->part == VN_MATRIX_UPPER)
            st = each(context, row, score + row, job->x->rows - row, err);
        else
            st = each(context, row, score, job->part == VN_MATRIX_LOWER ? row : job->x->rows, err);
    }
    return st;
}

vn_status vn_similar_matrix_rows(const vn_sparse *x, vn_matrix_part part, size_t first, size_t last, unsigned threads,
                                 vn_scores_fn *each, void *context, vn_error *err)
{
    last = last < x->rows ? last : x->rows;
    if (first >= last)
        return VN_OK;
    threads = threads > 256 ? 256 : threads + !threads;
    matrix_job job = {.x = x, .part = part};
    vn_status st = make_job(&job, last - first, threads, err);
    for (job.first = first; !st && job.first < last; job.first = job.end) {
        job.end = last - job.first < job.strip ? last : job.first + job.strip;
        st = score_strip(&job, threads, err);
        if (!st)
            st = hand_out(&job, each, context, err);
    }
    free_job(&job);
    return st;
}

vn_status vn_similar_matrix(const vn_sparse *x, vn_matrix_part part, unsigned threads, vn_scores_fn *each, void *context,
                            vn_error *err)
{
    return vn_similar_matrix_rows(x, part, 0, x->rows, threads, each, context, err);
}
