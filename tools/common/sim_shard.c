#include "sim_shard.h"

#include "vn/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHARES_MAX = 10000 };

struct sim_plan {
    size_t blocks;
    bool *kept;           /* [blocks] some pair of the share needs the block */
    uint64_t fingerprint; /* of all documents, whatever their order */
    size_t documents;
};

/* A pair of blocks; first == second: the pairs within a block. */
typedef struct task {
    size_t first;
    size_t second;
} task;

/* One pair of documents. */
typedef struct pair {
    size_t a; /* row */
    vn_match b;
} pair;

/* The plan ---------------------------------------------------------------------------------------------------------- */

static bool read_number(const char **text, size_t *number)
{
    const char *p = *text;
    for (*number = 0; *p >= '0' && *p <= '9' && *number <= SHARES_MAX; p++)
        *number = *number * 10 + (size_t)(*p - '0');
    const bool some = p != *text;
    *text = p;
    return some;
}

bool sim_shard_parse(sim *s, const char *text)
{
    if (!read_number(&text, &s->share) || *text++ != '/' || !read_number(&text, &s->shares) || *text)
        return false;
    return s->share >= 1 && s->share <= s->shares && s->shares <= SHARES_MAX;
}

/* The pairs of b blocks, b even, are b * b / 2 tasks of equal work: those of two blocks, and within a block and the next.
 * As few blocks as let no share have a tenth more than its part. */
static size_t choose_blocks(size_t shares)
{
    for (size_t b = 2;; b += 2) {
        const size_t tasks = b * b / 2;
        const size_t most = (tasks + shares - 1) / shares;
        if (tasks >= shares && 10 * most * shares <= 11 * tasks)
            return b;
    }
}

/* The task of that number: pairs of two blocks row by row, then the diagonal in twos, of which only the first is told. */
static task nth_task(size_t blocks, size_t number)
{
    for (size_t i = 0; i + 1 < blocks; i++) {
        if (number < blocks - 1 - i)
            return (task){i, i + 1 + number};
        number -= blocks - 1 - i;
    }
    return (task){2 * number, 2 * number};
}

static void share_tasks(const sim *s, size_t *first, size_t *last)
{
    const size_t tasks = s->plan->blocks * s->plan->blocks / 2;
    *first = tasks * (s->share - 1) / s->shares;
    *last = tasks * s->share / s->shares;
}

uint64_t sim_shard_hash(uint64_t seed, vn_slice bytes)
{
    uint64_t h = (seed ^ bytes.len) * UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = 0; i < bytes.len; i += 8) {
        uint64_t word = 0;
        memcpy(&word, bytes.ptr + i, bytes.len - i < 8 ? bytes.len - i : 8);
        h = (h ^ word) * UINT64_C(0xbf58476d1ce4e5b9);
        h ^= h >> 29;
    }
    h *= UINT64_C(0x94d049bb133111eb);
    return h ^ h >> 32;
}

static size_t block_of(const sim *s, vn_slice id)
{
    return (size_t)(sim_shard_hash(1, id) % s->plan->blocks);
}

/* Sees every document, and keeps those of the share. */
static bool is_wanted(collection *c, const collection_item *item)
{
    sim *s = (sim *)c; /* its first member */
    s->plan->documents++;
    s->plan->fingerprint += sim_shard_hash(sim_shard_hash(sim_shard_hash(0, item->id), item->title), item->terms);
    return s->plan->kept[block_of(s, item->id)];
}

vn_status sim_shard_begin(sim *s, vn_error *err)
{
    s->plan = calloc(1, sizeof *s->plan);
    const size_t blocks = choose_blocks(s->shares);
    bool *kept = calloc(blocks, sizeof *kept);
    if (!s->plan || !kept) {
        free(kept);
        return cli_error(err, VN_ENOMEM, "out of memory for a share");
    }
    s->plan->blocks = blocks;
    s->plan->kept = kept;
    size_t first;
    size_t last;
    share_tasks(s, &first, &last);
    for (size_t i = first; i < last; i++) {
        const task t = nth_task(blocks, i);
        kept[t.first] = kept[t.second] = true;
        kept[t.second + (t.first == t.second)] = true;
    }
    s->all.wanted = is_wanted;
    return VN_OK;
}

void sim_shard_free(sim *s)
{
    if (s->plan)
        free(s->plan->kept);
    free(s->plan);
}

vn_status sim_shard_check(const sim *s, vn_error *err)
{
    if (s->all.seen && !s->all.weighted)
        return cli_error(err, VN_EDATA, "--shard needs records with the field 'tfidf', made of all documents together");
    if (s->matrix)
        return VN_OK;
    for (size_t r = 0; r < s->all.n; r++) {
        const collection_document *d = collection_row(&s->all, r);
        for (size_t i = 0; i < d->id.len; i++)
            if (d->id.ptr[i] == '\t' || d->id.ptr[i] == '\n' || d->id.ptr[i] == '\r') {
                cli_error(err, VN_EDATA, "--shard needs ids without tabs and line ends");
                return cli_error_in(err, d->path, d->line);
            }
    }
    return collection_unique(&s->all, err);
}

void sim_shard_rows(const sim *s, vn_matrix_part part, size_t *first, size_t *last)
{
    const size_t n = s->all.n;
    *first = 0;
    *last = n;
    if (!s->shares)
        return;
    const double all = part == VN_MATRIX_UPPER ? (double)n * ((double)n + 1) / 2 : (double)n;
    size_t bound[2] = {0, 0};
    for (size_t k = 0; k < 2; k++) { /* the rows before it have that part of all cells, or of all rows */
        const double wanted = all * (double)(s->share - 1 + k) / (double)s->shares;
        double cells = 0;
        for (; bound[k] < n && cells < wanted; bound[k]++)
            cells += part == VN_MATRIX_UPPER ? (double)(n - bound[k]) : 1;
    }
    *first = bound[0];
    *last = s->share == s->shares ? n : bound[1];
}

/* Working out ------------------------------------------------------------------------------------------------------- */

/* The documents of a block as a matrix of their own. */
typedef struct block {
    vn_sparse x;
    size_t *row; /* [x.rows] in the collection */
} block;

static void free_block(block *b)
{
    vn_sparse_free(&b->x);
    free(b->row);
}

static void fill_block(const sim *s, size_t number, block *b)
{
    const vn_sparse *x = &s->all.matrix;
    size_t n = 0;
    b->x.cols = x->cols;
    for (size_t r = 0; r < x->rows; r++) {
        if (block_of(s, collection_row(&s->all, r)->id) != number)
            continue;
        const size_t len = x->start[r + 1] - x->start[r];
        memcpy(b->x.col + n, x->col + x->start[r], len * sizeof *x->col);
        memcpy(b->x.val + n, x->val + x->start[r], len * sizeof *x->val);
        b->row[b->x.rows++] = r;
        b->x.start[b->x.rows] = n += len;
    }
}

static vn_status take_block(const sim *s, size_t number, block *b, vn_error *err)
{
    const vn_sparse *x = &s->all.matrix;
    size_t rows = 0;
    size_t entries = 0;
    for (size_t r = 0; r < x->rows; r++)
        if (block_of(s, collection_row(&s->all, r)->id) == number) {
            rows++;
            entries += x->start[r + 1] - x->start[r];
        }
    *b = (block){.x = {.start = calloc(rows + 1, sizeof *b->x.start),
                       .col = malloc((entries + 1) * sizeof *b->x.col),
                       .val = malloc((entries + 1) * sizeof *b->x.val)},
                 .row = malloc((rows + 1) * sizeof *b->row)};
    if (!b->x.start || !b->x.col || !b->x.val || !b->row) {
        free_block(b);
        return cli_error(err, VN_ENOMEM, "out of memory for a block of documents");
    }
    fill_block(s, number, b);
    return VN_OK;
}

/* All pairs of the share. */
typedef struct pairs {
    const sim *s;
    const block *from; /* of the rows that are asked about now */
    const block *to;
    pair *pair; /* [n] */
    size_t n;
    size_t cap;
} pairs;

static bool make_room(pairs *p, size_t more)
{
    if (p->n + more <= p->cap)
        return true;
    const size_t cap = p->cap + p->cap / 2 + more + 64;
    pair *grown = cap < SIZE_MAX / sizeof *grown ? realloc(p->pair, cap * sizeof *grown) : NULL;
    if (!grown)
        return false;
    p->pair = grown;
    p->cap = cap;
    return true;
}

static vn_status add_pairs(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    pairs *p = context;
    const bool once = sim_options(p->s).once;
    if (!make_room(p, n))
        return cli_error(err, VN_ENOMEM, "out of memory for pairs");
    for (size_t i = 0; i < n; i++) {
        const size_t a = p->from->row[row];
        const size_t b = p->to->row[match[i].index];
        const bool turn = once && b < a;
        p->pair[p->n++] = (pair){turn ? b : a, {turn ? a : b, match[i].score}};
    }
    return VN_OK;
}

static vn_status pairs_between(pairs *p, const block *a, const block *b, vn_error *err)
{
    vn_similar_options options = sim_options(p->s);
    p->from = a;
    p->to = b;
    if (a == b)
        return vn_similar_neighbors(&a->x, &options, add_pairs, p, err);
    const bool once = options.once;
    options.once = false;
    const vn_status st = vn_similar_query(&b->x, &a->x, &options, add_pairs, p, err);
    if (st || once)
        return st;
    p->from = b;
    p->to = a;
    return vn_similar_query(&a->x, &b->x, &options, add_pairs, p, err);
}

static vn_status do_task(pairs *p, size_t number, vn_error *err)
{
    const task t = nth_task(p->s->plan->blocks, number);
    const bool diagonal = t.first == t.second;
    block a = {.row = NULL};
    block b = {.row = NULL};
    vn_status st = take_block(p->s, t.first, &a, err);
    if (!st)
        st = take_block(p->s, t.second + diagonal, &b, err);
    if (!st)
        st = pairs_between(p, &a, diagonal ? &a : &b, err);
    if (!st && diagonal)
        st = pairs_between(p, &b, &b, err);
    free_block(&a);
    free_block(&b);
    return st;
}

static int by_row(const void *x, const void *y)
{
    const pair *p = x;
    const pair *q = y;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    if (p->b.score > q->b.score || p->b.score < q->b.score)
        return p->b.score > q->b.score ? -1 : 1;
    return (p->b.index > q->b.index) - (p->b.index < q->b.index);
}

/* Writing ----------------------------------------------------------------------------------------------------------- */

static vn_status put_head(sim *s, vn_error *err)
{
    char line[256];
    const vn_similar_options o = sim_options(s);
    snprintf(line, sizeof line, SIM_SHARD_HEAD "\t%zu/%zu\t%zu\t", s->share, s->shares, o.top);
    vn_status st = cli_append(&s->line, line, err);
    if (!st)
        st = vn_json_write_number(s->min < 0 ? 0 : s->min, &s->line, err);
    snprintf(line, sizeof line, "\twhy=%zu,titles=%d,once=%d\t%zu\t%016" PRIx64 "\n", s->why ? s->why_terms : 0, s->titles,
             o.once, s->plan->documents, s->plan->fingerprint);
    return st ? st : cli_append(&s->line, line, err);
}

/* A line, its score's bits, and the sum of all lines so far. */
static vn_status put_exact(sim *s, const pair *p, uint64_t *sum, vn_error *err)
{
    char bits[32];
    uint64_t score;
    const size_t start = s->line.len;
    memcpy(&score, &p->b.score, sizeof score);
    snprintf(bits, sizeof bits, "\t%016" PRIx64, score);
    vn_status st = sim_put_pair(s, p->a, &p->b, err);
    if (!st)
        st = cli_append(&s->line, bits, err);
    if (!st)
        *sum = sim_shard_hash(*sum, (vn_slice){s->line.ptr + start, s->line.len - start});
    return st ? st : cli_append(&s->line, "\n", err);
}

static vn_status write_pairs(sim *s, const pairs *p, vn_error *err)
{
    const size_t top = sim_options(s).top;
    uint64_t sum = 0;
    size_t of_row = 0;
    size_t written = 0;
    char end[64];
    vn_status st = put_head(s, err);
    for (size_t i = 0; !st && i < p->n; i++) {
        of_row = i && p->pair[i].a == p->pair[i - 1].a ? of_row + 1 : 1;
        if (top && of_row > top)
            continue;
        st = put_exact(s, &p->pair[i], &sum, err);
        if (!st)
            st = sim_flush(s, err);
        written++;
    }
    snprintf(end, sizeof end, SIM_SHARD_END "\t%zu\t%016" PRIx64 "\n", written, sum);
    if (!st)
        st = cli_append(&s->line, end, err);
    return st ? st : sim_flush(s, err);
}

vn_status sim_shard_pairs(sim *s, vn_error *err)
{
    pairs p = {.s = s};
    size_t first;
    size_t last;
    share_tasks(s, &first, &last);
    vn_status st = VN_OK;
    for (size_t i = first; !st && i < last; i++)
        st = do_task(&p, i, err);
    if (p.n)
        qsort(p.pair, p.n, sizeof *p.pair, by_row);
    if (!st)
        st = write_pairs(s, &p, err);
    free(p.pair);
    return st;
}
