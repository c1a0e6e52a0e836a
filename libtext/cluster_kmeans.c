/* Spherical k-means (Dhillon & Modha 2001): centroids are sum vectors brought to length 1, documents go to
 * the centroid of largest cosine. Seeds by greedy k-means++ (Arthur & Vassilvitskii 2007): of a few
 * candidates drawn in proportion to 1 - cosine, the one that serves all documents best. Restarts are
 * independent pieces of work, each with its own random numbers, so threads change nothing. */
#include "cluster.h"

#include "pool.h"
#include "rng.h"

#include <math.h>

enum { LANES = 8, CHOOSING_RESTARTS = 3 };

/* A restart ends when an iteration gains less than this share of the objective: enough to tell which
 * restart, or which number of clusters, is best. */
static const double COARSE = 1e-3;

/* What one restart works with. Centroids are term-major and in single precision: one entry of a document
 * meets all centroids side by side, each in its own lane, so the order of every sum is fixed. */
typedef struct run {
    float *centroid; /* [cols][width] */
    double *sum;     /* [k][cols] */
    float *trial;    /* [cols][LANES] candidates for a seed, else 0 */
    float *dot;      /* [rows][LANES] cosines to the candidates */
    double *gap;     /* [rows] 1 - cosine to the nearest seed */
    double *fit;     /* [rows] cosine to the nearest centroid */
    size_t *size;    /* [k] */
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
    free(w->trial);
    free(w->dot);
    free(w->gap);
    free(w->fit);
    free(w->size);
}

static vn_status make_run(run *w, const kmeans *job, vn_error *err)
{
    const size_t rows = job->x->rows;
    const size_t cols = job->x->cols;
    *w = (run){.centroid = vn_calloc(cols, job->width * sizeof *w->centroid),
               .sum = vn_calloc(cols, job->k * sizeof *w->sum),
               .trial = vn_calloc(cols, LANES * sizeof *w->trial),
               .dot = vn_calloc(rows, LANES * sizeof *w->dot),
               .gap = vn_calloc(rows, sizeof *w->gap),
               .fit = vn_calloc(rows, sizeof *w->fit),
               .size = vn_calloc(job->k, sizeof *w->size)};
    if (w->centroid && w->sum && w->trial && w->dot && w->gap && w->fit && w->size)
        return VN_OK;
    free_run(w);
    return vn_fail_memory(err, "k-means");
}

/* dot [LANES]: products of document r with LANES columns of a term-major matrix of `width` columns. A fixed
 * number of lanes stays in registers. */
static void meet_lanes(float *dot, const float *matrix, size_t width, const vn_sparse *x, size_t r)
{
    float sum[LANES] = {0};
    for (size_t p = x->start[r]; p < x->start[r + 1]; p++) {
        const float *column = matrix + x->col[p] * width;
        const float weight = (float)x->val[p];
        for (size_t lane = 0; lane < LANES; lane++)
            sum[lane] += weight * column[lane];
    }
    memcpy(dot, sum, sizeof sum);
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
        meet_lanes(dot, w->trial, LANES, x, r);
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
    for (size_t r = 0; r < rows; r++)
        w->gap[r] = 2; /* more than any distance: the first seed takes all */
    for (size_t c = 0; c < job->k; c++) {
        size_t candidate[LANES];
        for (size_t i = 0; i < n; i++)
            candidate[i] = c ? draw_row(rng, w->gap, rows, total) : vn_rng_below(rng, rows);
        const size_t seed = best_seed(w, job->x, candidate, n, &total);
        spread(w->centroid, job->width, c, job->x, seed, false);
    }
}

/* The best centroid for a document, ties to the smaller number, and the cosine to it. */
static uint32_t best_centroid(const run *w, const kmeans *job, size_t r, double *fit)
{
    uint32_t best = 0;
    *fit = -1;
    for (size_t first = 0; first < job->width; first += LANES) {
        float dot[LANES];
        meet_lanes(dot, w->centroid + first, job->width, job->x, r);
        for (size_t c = 0; c < LANES && first + c < job->k; c++) {
            if ((double)dot[c] > *fit) {
                *fit = (double)dot[c];
                best = (uint32_t)(first + c);
            }
        }
    }
    return best;
}

static size_t assign(run *w, const kmeans *job, uint32_t *cluster)
{
    size_t moved = 0;
    memset(w->size, 0, job->k * sizeof *w->size);
    for (size_t r = 0; r < job->x->rows; r++) {
        const uint32_t best = best_centroid(w, job, r, &w->fit[r]);
        moved += best != cluster[r];
        cluster[r] = best;
        w->size[best]++;
    }
    return moved;
}

/* Gives each empty cluster the document that fits its own worst, from a cluster that keeps another. */
static size_t refill(run *w, const kmeans *job, uint32_t *cluster)
{
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
        w->size[c]++;
        moved++;
    }
    return moved;
}

/* New centroids; returns the objective, the sum over documents of the cosine to their centroid. */
static double move_centroids(run *w, const kmeans *job, const uint32_t *cluster)
{
    const vn_sparse *x = job->x;
    double objective = 0;
    memset(w->sum, 0, x->cols * job->k * sizeof *w->sum);
    for (size_t r = 0; r < x->rows; r++) {
        double *sum = w->sum + cluster[r] * x->cols;
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++)
            sum[x->col[p]] += x->val[p];
    }
    for (size_t c = 0; c < job->k; c++) {
        const double *sum = w->sum + c * x->cols;
        double squares = 0;
        for (size_t t = 0; t < x->cols; t++)
            squares += sum[t] * sum[t];
        const double length = sqrt(squares);
        for (size_t t = 0; t < x->cols; t++)
            w->centroid[t * job->width + c] = length > 0 ? (float)(sum[t] / length) : 0;
        objective += length;
    }
    return objective;
}

/* Assigns and moves until nothing changes, or an iteration gains less than `tolerance` of the objective. */
static double iterate(run *w, const kmeans *job, uint32_t *cluster, double tolerance)
{
    double objective = 0;
    for (unsigned i = 0; i < job->options->max_iterations; i++) {
        size_t moved = assign(w, job, cluster);
        moved += refill(w, job, cluster);
        if (!moved)
            break;
        const double before = objective;
        objective = move_centroids(w, job, cluster);
        if (objective - before < tolerance * objective)
            break;
    }
    return objective;
}

static vn_status restart(void *context, size_t index, unsigned thread, vn_error *err)
{
    (void)thread;
    kmeans *job = context;
    run w;
    const vn_status st = make_run(&w, job, err);
    if (st)
        return st;
    uint32_t *cluster = job->cluster + index * job->x->rows;
    vn_rng rng;
    vn_rng_seed(&rng, vn_mix(job->options->seed + 1) + index);
    place_seeds(&w, job, &rng);
    for (size_t r = 0; r < job->x->rows; r++)
        cluster[r] = UINT32_MAX;
    job->objective[index] = iterate(&w, job, cluster, COARSE);
    free_run(&w);
    return VN_OK;
}

/* Brings a partition that stopped early to its end. */
static vn_status polish(const kmeans *job, uint32_t *cluster, vn_error *err)
{
    run w;
    const vn_status st = make_run(&w, job, err);
    if (st)
        return st;
    move_centroids(&w, job, cluster);
    iterate(&w, job, cluster, 0);
    free_run(&w);
    return VN_OK;
}

static kmeans kmeans_for(const vn_sparse *x, const vn_cluster_options *options, size_t k)
{
    return (kmeans){.x = x, .options = options, .k = k, .width = (k + LANES - 1) / LANES * LANES};
}

/* The best of several restarts, which stop early; brought to its end when wanted. */
static vn_status best_restart(kmeans *job, uint32_t *cluster, bool to_end, vn_error *err)
{
    vn_status st = vn_pool_run(job->options->threads, job->options->restarts, restart, job, err);
    if (st)
        return st;
    size_t best = 0;
    for (size_t i = 1; i < job->options->restarts; i++)
        if (job->objective[i] > job->objective[best])
            best = i;
    memcpy(cluster, job->cluster + best * job->x->rows, job->x->rows * sizeof *cluster);
    return to_end ? polish(job, cluster, err) : VN_OK;
}

static vn_status partition(uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options, size_t k,
                           bool to_end, vn_error *err)
{
    kmeans job = kmeans_for(x, options, k);
    size_t cells;
    if (vn_size_mul(options->restarts, x->rows, &cells))
        job.cluster = vn_calloc(cells, sizeof *job.cluster);
    job.objective = vn_calloc(options->restarts, sizeof *job.objective);
    vn_status st;
    if (job.cluster && job.objective)
        st = best_restart(&job, cluster, to_end, err);
    else
        st = vn_fail_memory(err, "k-means");
    free(job.cluster);
    free(job.objective);
    return st;
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
    .run = run_kmeans,
};
