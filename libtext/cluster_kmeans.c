/* Spherical k-means (Dhillon & Modha 2001): centroids are sum vectors brought to length 1, documents go to
 * the centroid of largest cosine. Seeds by greedy k-means++ (Arthur & Vassilvitskii 2007): of a few
 * candidates drawn in proportion to 1 - cosine, the one that serves all documents best. Restarts are
 * independent pieces of work, each with its own random numbers, and every sum has one order, so threads change nothing.
 *
 * Sums of rows are integers: whichever way a row came into a sum and out of it, the rest is exact, so only rows that
 * move are added. A document is not looked at again while the way that the centroids went (Hamerly 2010; for cosines
 * Schubert, Lang & Feher 2021) cannot have cost the nearest one its lead, rounding included: the result is that of
 * looking at all. */
#include "cluster.h"

#include "lanes.h"
#include "pool.h"
#include "rng.h"

#include <math.h>

/* Restarts see at most SAMPLE rows, at even steps; the best one is the start of the run on all of them. */
enum { LANES = VN_LANES, CHOOSING_RESTARTS = 10, SAMPLE = 8192, PIECE = 2048 };

/* A restart ends when an iteration gains less than this share of the objective: enough to tell which
 * restart, or which number of clusters, is best. */
static const double COARSE = 1e-3;

/* An upper bound, twice over, on how far rounding takes the lead of one centroid over another from the truth, for each
 * entry of the row: two dot products in single precision before the centroids moved and two after. */
static const double ROUNDING = 8.0 / (1 << 24);

/* What one run works with. Centroids are term-major and in single precision: one entry of a document
 * meets all centroids side by side, each in its own lane, so the order of every sum is fixed. */
typedef struct run {
    const struct kmeans *job;
    uint32_t *cluster; /* [rows] of the caller */
    unsigned threads;
    float *centroid;   /* [cols][width] */
    int64_t *sum;      /* [width / LANES][cols][LANES] of the rows of each cluster, in units */
    double units;      /* that make 1 */
    uint32_t *counted; /* [rows] the cluster whose sum has the row, UINT32_MAX: none */
    uint32_t *mover;   /* [rows] those that are to be counted elsewhere */
    size_t n_movers;
    double *length;    /* [width] of the sum vectors */
    double *way;       /* [width] by how much the last move of the centroids can change a lead of this one at most */
    double *lead;      /* [rows] of the nearest centroid over all others, at least; not above 0: unknown */
    float *near;       /* [threads][width] cosines of a row to the centroids */
    size_t *moved;     /* [pieces of rows] */
    float *trial;      /* [cols][LANES] candidates for a seed, else 0 */
    float *dot;        /* [rows][LANES] cosines to the candidates */
    double *gap;       /* [rows] 1 - cosine to the nearest seed */
    double *fit;       /* [rows] cosine to the nearest centroid when the row was last looked at */
    size_t *size;      /* [k] */
} run;

typedef struct kmeans {
    const vn_sparse *x;
    const vn_cluster_options *options;
    size_t k;
    size_t width;       /* k rounded up to LANES */
    uint32_t *cluster;  /* [restarts][rows] */
    double *objective;  /* [restarts] sum of the lengths of the sum vectors */
} kmeans;

static void free_run(run *w)
{
    free(w->centroid);
    free(w->sum);
    free(w->length);
    free(w->way);
    free(w->lead);
    free(w->counted);
    free(w->mover);
    free(w->near);
    free(w->moved);
    free(w->trial);
    free(w->dot);
    free(w->gap);
    free(w->fit);
    free(w->size);
}

static size_t pieces_of(size_t rows)
{
    return (rows + PIECE - 1) / PIECE;
}

/* As fine as the sum of so many values of at most 1 allows. */
static double units_for(size_t rows)
{
    double units = (double)(INT64_C(1) << 61);
    for (size_t n = rows; n > 1; n /= 2)
        units /= 2;
    return units;
}

static vn_status make_run(run *w, const kmeans *job, uint32_t *cluster, unsigned threads, vn_error *err)
{
    const size_t rows = job->x->rows;
    const size_t cols = job->x->cols;
    const size_t each = threads ? threads : 1;
    *w = (run){.job = job,
               .cluster = cluster,
               .threads = threads,
               .centroid = vn_calloc(cols, job->width * sizeof *w->centroid),
               .sum = vn_calloc(cols, job->width * sizeof *w->sum),
               .units = units_for(rows),
               .length = vn_calloc(job->width, sizeof *w->length),
               .way = vn_calloc(job->width, sizeof *w->way),
               .lead = vn_calloc(rows, sizeof *w->lead),
               .counted = vn_calloc(rows, sizeof *w->counted),
               .mover = vn_calloc(rows, sizeof *w->mover),
               .near = vn_calloc(job->width, each * sizeof *w->near),
               .moved = vn_calloc(pieces_of(rows), sizeof *w->moved),
               .fit = vn_calloc(rows, sizeof *w->fit),
               .size = vn_calloc(job->k, sizeof *w->size)};
    if (w->centroid && w->sum && w->length && w->way && w->lead && w->counted && w->mover && w->near && w->moved &&
        w->fit && w->size) {
        vn_advise_large(w->centroid, cols * job->width * sizeof *w->centroid);
        vn_advise_large(w->sum, cols * job->width * sizeof *w->sum);
        for (size_t r = 0; r < rows; r++)
            w->counted[r] = UINT32_MAX;
        return VN_OK;
    }
    free_run(w);
    return vn_fail_memory(err, "k-means");
}

static vn_status make_seeding(run *w, vn_error *err)
{
    const vn_sparse *x = w->job->x;
    w->trial = vn_calloc(x->cols, LANES * sizeof *w->trial);
    w->dot = vn_calloc(x->rows, LANES * sizeof *w->dot);
    w->gap = vn_calloc(x->rows, sizeof *w->gap);
    return w->trial && w->dot && w->gap ? VN_OK : vn_fail_memory(err, "k-means");
}

/* Products of row r with the columns of a term-major matrix. */
static void meet(float *dot, const float *matrix, size_t width, const vn_sparse *x, size_t r)
{
    const size_t p = x->start[r];
    vn_lanes_dot(dot, matrix, width, x->col + p, x->val + p, x->start[r + 1] - p);
}

/* A row drawn in proportion to its gap; when all gaps are 0 any row. */
static size_t draw_row(vn_rng *rng, const double *gap, size_t rows, double total)
{
    if (!(total > 0))
        return vn_rng_below(rng, rows);
    double at = vn_rng_unit(rng) * total;
    size_t last = 0;
    for (size_t r = 0; r < rows; r++) {
        if (!(gap[r] > 0))
            continue;
        last = r;
        at -= gap[r];
        if (at < 0)
            break;
    }
    return last;
}

/* Spreads a document over one lane of a term-major matrix, or takes it out again. */
static void spread(float *matrix, size_t width, size_t lane, const vn_sparse *x, size_t row, bool clear)
{
    for (size_t p = x->start[row]; p < x->start[row + 1]; p++)
        matrix[x->col[p] * width + lane] = clear ? 0 : (float)x->val[p];
}

/* The gap of a document whose cosine to a new seed is dot. Copies of a seed have none, whatever rounding
 * says. */
static double closer(double gap, float dot)
{
    const double distance = 1 - (double)dot;
    if (distance < 1e-6)
        return 0;
    return distance < gap ? distance : gap;
}

/* The best of n <= LANES candidates, all tried in one pass over the documents; gap becomes what it is with
 * that seed added, and *total its sum. */
static size_t best_seed(run *w, const vn_sparse *x, const size_t *candidate, size_t n, double *total)
{
    double sum[LANES] = {0};
    size_t best = 0;
    for (size_t i = 0; i < n; i++)
        spread(w->trial, LANES, i, x, candidate[i], false);
    for (size_t r = 0; r < x->rows; r++) {
        float *dot = w->dot + r * LANES;
        meet(dot, w->trial, LANES, x, r);
        for (size_t i = 0; i < n; i++)
            sum[i] += closer(w->gap[r], dot[i]);
    }
    for (size_t i = 0; i < n; i++)
        spread(w->trial, LANES, i, x, candidate[i], true);
    for (size_t i = 1; i < n; i++)
        if (sum[i] < sum[best])
            best = i;
    for (size_t r = 0; r < x->rows; r++)
        w->gap[r] = closer(w->gap[r], w->dot[r * LANES + best]);
    *total = sum[best];
    return candidate[best];
}

static void place_seeds(run *w, const kmeans *job, vn_rng *rng)
{
    const size_t rows = job->x->rows;
    size_t n = 2 + (size_t)log((double)job->k);
    n = n > LANES ? LANES : n;
    double total = 0;
    for (size_t r = 0; r < rows; r++) /* more than any distance: the first seed takes all; empty rows are no seeds */
        w->gap[r] = job->x->start[r] < job->x->start[r + 1] ? 3 : 0;
    for (size_t c = 0; c < job->k; c++) {
        size_t candidate[LANES];
        for (size_t i = 0; i < n; i++)
            candidate[i] = c ? draw_row(rng, w->gap, rows, total) : vn_rng_below(rng, rows);
        const size_t seed = best_seed(w, job->x, candidate, n, &total);
        spread(w->centroid, job->width, c, job->x, seed, false);
    }
}

/* Takes a row to its best centroid, ties to the smaller number. */
static bool assign_row(const run *w, float *near, size_t r)
{
    const kmeans *job = w->job;
    uint32_t best = 0;
    float second = -INFINITY;
    meet(near, w->centroid, job->width, job->x, r);
    for (uint32_t c = 1; c < job->k; c++) {
        const bool better = near[c] > near[best];
        const float loser = better ? near[best] : near[c];
        second = loser > second ? loser : second;
        best = better ? c : best;
    }
    const double entries = (double)(job->x->start[r + 1] - job->x->start[r]);
    const bool moved = best != w->cluster[r];
    w->cluster[r] = best;
    w->fit[r] = (double)near[best];
    w->lead[r] = (double)near[best] - (double)second - ROUNDING * (entries + 2);
    return moved;
}

static vn_status assign_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    const run *w = context;
    const size_t rows = w->job->x->rows;
    const size_t end = (index + 1) * PIECE < rows ? (index + 1) * PIECE : rows;
    (void)err;
    w->moved[index] = 0;
    for (size_t r = index * PIECE; r < end; r++) {
        if (w->lead[r] > 0)
            w->lead[r] -= w->way[w->cluster[r]];
        if (!(w->lead[r] > 0))
            w->moved[index] += assign_row(w, w->near + thread * w->job->width, r);
    }
    return VN_OK;
}

/* Takes the rows to their best centroids; those whose lead is known to last stay. */
static vn_status assign_rows(run *w, size_t *moved, vn_error *err)
{
    const size_t pieces = pieces_of(w->job->x->rows);
    const vn_status st = vn_pool_run(w->threads, pieces, assign_piece, w, err);
    for (size_t i = 0; !st && i < pieces; i++)
        *moved += w->moved[i];
    return st;
}

static bool has_empty_cluster(const run *w)
{
    for (size_t c = 0; c < w->job->k; c++)
        if (!w->size[c])
            return true;
    return false;
}

static vn_status assign(run *w, size_t *moved, vn_error *err)
{
    const size_t rows = w->job->x->rows;
    *moved = 0;
    vn_status st = assign_rows(w, moved, err);
    if (st)
        return st;
    memset(w->size, 0, w->job->k * sizeof *w->size);
    for (size_t r = 0; r < rows; r++)
        w->size[w->cluster[r]]++;
    if (!has_empty_cluster(w))
        return VN_OK;
    memset(w->lead, 0, rows * sizeof *w->lead); /* refill has to know how each row fits */
    return assign_rows(w, moved, err);
}

/* Gives each empty cluster the document that fits its own worst, from a cluster that keeps another. */
static size_t refill(run *w)
{
    const kmeans *job = w->job;
    uint32_t *cluster = w->cluster;
    size_t moved = 0;
    for (size_t c = 0; c < job->k; c++) {
        if (w->size[c])
            continue;
        size_t worst = job->x->rows;
        for (size_t r = 0; r < job->x->rows; r++)
            if (w->size[cluster[r]] > 1 && (worst == job->x->rows || w->fit[r] < w->fit[worst]))
                worst = r;
        if (worst == job->x->rows)
            break;
        w->size[cluster[worst]]--;
        cluster[worst] = (uint32_t)c;
        w->fit[worst] = 1;
        w->lead[worst] = 0;
        w->size[c]++;
        moved++;
    }
    return moved;
}

/* Puts a row into the sum of its cluster, or takes it out, when the cluster is one of the block. */
static void carry(const run *w, int64_t *sum, size_t block, size_t row, size_t cluster, bool out)
{
    const vn_sparse *x = w->job->x;
    if (cluster / LANES != block)
        return;
    sum += cluster % LANES;
    for (size_t p = x->start[row]; p < x->start[row + 1]; p++) {
        const int64_t units = (int64_t)(x->val[p] * w->units);
        sum[x->col[p] * (size_t)LANES] += out ? -units : units;
    }
}

/* The new centroids of a block of clusters; the way of each is how far it went. */
static void move_clusters(const run *w, const int64_t *sum, size_t block)
{
    const size_t cols = w->job->x->cols;
    const size_t width = w->job->width;
    double squares[LANES] = {0};
    double way[LANES] = {0};
    double scale[LANES];
    for (size_t t = 0; t < cols; t++)
        for (size_t i = 0; i < LANES; i++)
            squares[i] += (double)sum[t * LANES + i] * (double)sum[t * LANES + i];
    for (size_t i = 0; i < LANES; i++) {
        scale[i] = squares[i] > 0 ? 1 / sqrt(squares[i]) : 0;
        w->length[block * LANES + i] = sqrt(squares[i]) / w->units;
    }
    float *centroid = w->centroid + block * LANES;
    for (size_t t = 0; t < cols; t++)
        for (size_t i = 0; i < LANES; i++) {
            const float to = (float)((double)sum[t * LANES + i] * scale[i]);
            const double step = (double)to - (double)centroid[t * width + i];
            way[i] += step * step;
            centroid[t * width + i] = to;
        }
    for (size_t i = 0; i < LANES; i++)
        w->way[block * LANES + i] = sqrt(way[i]);
}

/* Rows come and go, and the centroids follow. */
static vn_status move_block(void *context, size_t block, unsigned thread, vn_error *err)
{
    const run *w = context;
    int64_t *sum = w->sum + block * LANES * w->job->x->cols;
    (void)thread;
    (void)err;
    for (size_t i = 0; i < w->n_movers; i++) {
        const size_t r = w->mover[i];
        carry(w, sum, block, r, w->counted[r], true);
        carry(w, sum, block, r, w->cluster[r], false);
    }
    move_clusters(w, sum, block);
    return VN_OK;
}

static void find_movers(run *w)
{
    w->n_movers = 0;
    for (size_t r = 0; r < w->job->x->rows; r++)
        if (w->cluster[r] != w->counted[r])
            w->mover[w->n_movers++] = (uint32_t)r;
}

/* From how far each centroid went to what its lead over another can lose. */
static void add_ways(run *w)
{
    size_t farthest = 0;
    double second = 0;
    for (size_t c = 1; c < w->job->k; c++) {
        const bool more = w->way[c] > w->way[farthest];
        const double less = w->way[more ? farthest : c];
        second = less > second ? less : second;
        farthest = more ? c : farthest;
    }
    const double most = w->way[farthest];
    for (size_t c = 0; c < w->job->k; c++)
        w->way[c] = (w->way[c] + (c == farthest ? second : most)) * (1 + 1e-6); /* rows are about that long */
}

/* New centroids, and the objective: the sum over documents of the cosine to their centroid. */
static vn_status move_centroids(run *w, double *objective, vn_error *err)
{
    find_movers(w);
    const vn_status st = vn_pool_run(w->threads, w->job->width / LANES, move_block, w, err);
    memcpy(w->counted, w->cluster, w->job->x->rows * sizeof *w->counted);
    *objective = 0;
    for (size_t c = 0; !st && c < w->job->k; c++)
        *objective += w->length[c];
    if (!st)
        add_ways(w);
    return st;
}

/* Assigns and moves until nothing changes, or an iteration gains less than `tolerance` of the objective. */
static vn_status iterate(run *w, double tolerance, double *objective, vn_error *err)
{
    vn_status st = VN_OK;
    *objective = 0;
    for (unsigned i = 0; !st && i < w->job->options->max_iterations; i++) {
        size_t moved = 0;
        const double before = *objective;
        st = assign(w, &moved, err);
        moved += st ? 0 : refill(w);
        if (!moved)
            break;
        st = move_centroids(w, objective, err);
        if (*objective - before < tolerance * *objective)
            break;
    }
    return st;
}

static vn_status restart(void *context, size_t index, unsigned thread, vn_error *err)
{
    (void)thread;
    kmeans *job = context;
    run w;
    uint32_t *cluster = job->cluster + index * job->x->rows;
    vn_status st = make_run(&w, job, cluster, 1, err);
    if (st)
        return st;
    st = make_seeding(&w, err);
    if (!st) {
        vn_rng rng;
        vn_rng_seed(&rng, vn_mix(job->options->seed + 1) + index);
        place_seeds(&w, job, &rng);
        for (size_t r = 0; r < job->x->rows; r++)
            cluster[r] = UINT32_MAX;
        st = iterate(&w, COARSE, &job->objective[index], err);
    }
    free_run(&w);
    return st;
}

static kmeans kmeans_for(const vn_sparse *x, const vn_cluster_options *options, size_t k)
{
    return (kmeans){.x = x,
                    .options = options,
                    .k = k,
                    .width = (k + LANES - 1) / LANES * LANES};
}

/* The best of several restarts, which stop early. */
static vn_status best_restart(kmeans *job, uint32_t **cluster, vn_error *err)
{
    size_t cells;
    if (vn_size_mul(job->options->restarts, job->x->rows, &cells))
        job->cluster = vn_calloc(cells, sizeof *job->cluster);
    job->objective = vn_calloc(job->options->restarts, sizeof *job->objective);
    if (!job->cluster || !job->objective)
        return vn_fail_memory(err, "k-means");
    const vn_status st = vn_pool_run(job->options->threads, job->options->restarts, restart, job, err);
    size_t best = 0;
    for (size_t i = 1; !st && i < job->options->restarts; i++)
        if (job->objective[i] > job->objective[best])
            best = i;
    *cluster = job->cluster + best * job->x->rows;
    return st;
}

/* Every row to the centroids of a partition of some of them; then, when wanted, on to the end. */
static vn_status polish(const kmeans *some, uint32_t *start, const kmeans *all, uint32_t *cluster, bool to_end,
                        vn_error *err)
{
    run w;
    double objective;
    size_t moved;
    vn_status st = make_run(&w, some, start, all->options->threads, err);
    if (st)
        return st;
    st = move_centroids(&w, &objective, err);
    run full;
    if (!st)
        st = make_run(&full, all, cluster, all->options->threads, err);
    if (!st) {
        float *taken = full.centroid;
        full.centroid = w.centroid; /* the same shape */
        w.centroid = taken;
        for (size_t r = 0; r < all->x->rows; r++)
            cluster[r] = some->x == all->x ? start[r] : UINT32_MAX;
        st = to_end ? iterate(&full, 0, &objective, err) : assign(&full, &moved, err);
        if (!st && !to_end)
            refill(&full);
        free_run(&full);
    }
    free_run(&w);
    return st;
}

/* Rows 0, step, 2 step, ... of x, whose arrays are its own. */
static vn_status sample_rows(vn_sparse *out, const vn_sparse *x, size_t step, vn_error *err)
{
    size_t n = 0;
    for (size_t r = 0; r < x->rows; r += step)
        n += x->start[r + 1] - x->start[r];
    *out = (vn_sparse){.cols = x->cols,
                       .start = vn_calloc(x->rows / step + 2, sizeof *out->start),
                       .col = vn_calloc(n, sizeof *out->col),
                       .val = vn_calloc(n, sizeof *out->val)};
    if (!out->start || !out->col || !out->val) {
        vn_sparse_free(out);
        return vn_fail_memory(err, "a sample of documents");
    }
    n = 0;
    for (size_t r = 0; r < x->rows; r += step) {
        const size_t entries = x->start[r + 1] - x->start[r];
        memcpy(out->col + n, x->col + x->start[r], entries * sizeof *out->col);
        memcpy(out->val + n, x->val + x->start[r], entries * sizeof *out->val);
        out->start[++out->rows] = n += entries;
    }
    return VN_OK;
}

static vn_status partition(uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options, size_t k,
                           bool to_end, vn_error *err)
{
    const size_t most = k > SAMPLE / 16 ? k * 16 : SAMPLE;
    const size_t step = (x->rows + most - 1) / most;
    vn_sparse sample = {0};
    vn_status st = step > 1 ? sample_rows(&sample, x, step, err) : VN_OK;
    if (st)
        return st;
    const kmeans all = kmeans_for(x, options, k);
    kmeans some = kmeans_for(step > 1 ? &sample : x, options, k);
    uint32_t *start = NULL;
    st = best_restart(&some, &start, err);
    if (!st)
        st = polish(&some, start, &all, cluster, to_end, err);
    free(some.cluster);
    free(some.objective);
    vn_sparse_free(&sample);
    return st;
}

vn_status vn_kmeans(uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options, size_t k, vn_error *err)
{
    return partition(cluster, x, options, k, true, err);
}

vn_status vn_kmeans_refine(uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options, size_t k,
                           vn_error *err)
{
    const kmeans all = kmeans_for(x, options, k);
    return polish(&all, cluster, &all, cluster, true, err);
}

/* What is tried for one k: the best of a few coarse restarts, in this thread. */
static vn_status try_k(void *context, uint32_t *cluster, size_t k, vn_error *err)
{
    vn_cluster_options options = *((const kmeans *)context)->options;
    options.threads = 1;
    if (options.restarts > CHOOSING_RESTARTS)
        options.restarts = CHOOSING_RESTARTS;
    return partition(cluster, ((const kmeans *)context)->x, &options, k, false, err);
}

static vn_status run_kmeans(vn_clusters *out, uint32_t *cluster, const vn_sparse *x,
                            const vn_cluster_options *options, vn_error *err)
{
    out->k = options->k;
    if (!options->k) {
        kmeans all = kmeans_for(x, options, 0);
        const vn_status st = vn_cluster_choose(out, cluster, x, options, try_k, &all, err);
        if (st)
            return st;
    }
    return partition(cluster, x, options, out->k, true, err);
}

const vn_cluster_kind vn_cluster_kmeans = {
    .name = "kmeans",
    .about = "spherical k-means, the best of several restarts",
    .takes_min = false,
    .restarts = 50,
    .reduces = true,
    .run = run_kmeans,
};
