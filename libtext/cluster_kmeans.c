/* Spherical k-means (Dhillon & Modha 2001): centroids are sum vectors brought to length 1, documents go to
 * the centroid of largest cosine. Seeds by greedy k-means++ (Arthur & Vassilvitskii 2007): of a few
 * candidates drawn in proportion to 1 - cosine, the one that serves all documents best. Restarts are
 * independent pieces of work, each with its own random numbers, so threads change nothing. */
#include "cluster.h"

#include "pool.h"
#include "rng.h"

#include <math.h>

enum { CHOOSING_RESTARTS = 3, LANES = 4, MAX_LANES = 64 };

/* What one restart works with. Centroids are term-major and in single precision: one entry of a document
 * meets all centroids side by side, each in its own lane, so the order of every sum is fixed. */
typedef struct run {
    float *centroid; /* [cols][width] */
    double *sum;     /* [k][cols] */
    double *dense;   /* [cols] one document spread out, else 0 */
    double *gap;     /* [rows] 1 - cosine to the nearest seed */
    double *trial;   /* [2][rows] the same with a candidate added: tried now, best so far */
    double *fit;     /* [rows] cosine to the nearest centroid */
    size_t *size;    /* [k] */
} run;

typedef struct kmeans {
    const vn_sparse *x;
    const vn_cluster_options *options;
    size_t k;
    size_t width;       /* k rounded up to LANES */
    unsigned restarts;
    uint32_t *cluster;  /* [restarts][rows] */
    double *objective;  /* [restarts] sum of the lengths of the sum vectors */
} kmeans;

static void free_run(run *w)
{
    free(w->centroid);
    free(w->sum);
    free(w->dense);
    free(w->gap);
    free(w->trial);
    free(w->fit);
    free(w->size);
}

static vn_status make_run(run *w, const kmeans *job, vn_error *err)
{
    const size_t rows = job->x->rows;
    const size_t cols = job->x->cols;
    *w = (run){.centroid = vn_calloc(cols, job->width * sizeof *w->centroid),
               .sum = vn_calloc(cols, job->k * sizeof *w->sum),
               .dense = vn_calloc(cols, sizeof *w->dense),
               .gap = vn_calloc(rows, sizeof *w->gap),
               .trial = vn_calloc(rows, 2 * sizeof *w->trial),
               .fit = vn_calloc(rows, sizeof *w->fit),
               .size = vn_calloc(job->k, sizeof *w->size)};
    if (w->centroid && w->sum && w->dense && w->gap && w->trial && w->fit && w->size)
        return VN_OK;
    free_run(w);
    return vn_fail_memory(err, "k-means");
}

/* trial[r] = what gap[r] becomes with `seed` among the seeds; returns the sum. */
static double try_seed(run *w, const vn_sparse *x, size_t seed, double *trial)
{
    for (size_t p = x->start[seed]; p < x->start[seed + 1]; p++)
        w->dense[x->col[p]] = x->val[p];
    double sum = 0;
    for (size_t r = 0; r < x->rows; r++) {
        double dot = 0;
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++)
            dot += x->val[p] * w->dense[x->col[p]];
        const double gap = dot < 1 && r != seed ? 1 - dot : 0;
        trial[r] = gap < w->gap[r] ? gap : w->gap[r];
        sum += trial[r];
    }
    for (size_t p = x->start[seed]; p < x->start[seed + 1]; p++)
        w->dense[x->col[p]] = 0;
    return sum;
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

static void set_centroid(run *w, const kmeans *job, size_t c, size_t row)
{
    const vn_sparse *x = job->x;
    for (size_t p = x->start[row]; p < x->start[row + 1]; p++)
        w->centroid[x->col[p] * job->width + c] = (float)x->val[p];
}

static void place_seeds(run *w, const kmeans *job, vn_rng *rng)
{
    const size_t rows = job->x->rows;
    const size_t candidates = 2 + (size_t)log((double)job->k);
    double *tried = w->trial;
    double *best = w->trial + rows;
    double total = 0;
    for (size_t r = 0; r < rows; r++)
        w->gap[r] = 2; /* more than any cosine distance: the first seed takes all */
    for (size_t c = 0; c < job->k; c++) {
        double least = INFINITY;
        size_t seed = 0;
        for (size_t i = 0; i < (c ? candidates : 1); i++) {
            const size_t row = c ? draw_row(rng, w->gap, rows, total) : vn_rng_below(rng, rows);
            const double sum = try_seed(w, job->x, row, tried);
            if (sum < least) {
                double *swap = best;
                best = tried;
                tried = swap;
                least = sum;
                seed = row;
            }
        }
        memcpy(w->gap, best, rows * sizeof *best);
        total = least;
        set_centroid(w, job, c, seed);
    }
}

/* The best of centroids first .. first + n for one document, into *fit and the returned number when better. */
static uint32_t best_centroid(const run *w, const kmeans *job, size_t r, double *fit)
{
    const vn_sparse *x = job->x;
    uint32_t best = 0;
    *fit = -1;
    for (size_t first = 0; first < job->width; first += MAX_LANES) {
        const size_t n = job->width - first < MAX_LANES ? job->width - first : MAX_LANES;
        float dot[MAX_LANES] = {0};
        for (size_t p = x->start[r]; p < x->start[r + 1]; p++) {
            const float *centroid = w->centroid + x->col[p] * job->width + first;
            const float weight = (float)x->val[p];
            for (size_t c = 0; c < n; c += LANES)
                for (size_t lane = 0; lane < LANES; lane++)
                    dot[c + lane] += weight * centroid[c + lane];
        }
        for (size_t c = 0; c < n && first + c < job->k; c++) {
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
    for (unsigned i = 0; i < job->options->max_iterations; i++) {
        size_t moved = assign(&w, job, cluster);
        moved += refill(&w, job, cluster);
        if (!moved)
            break;
        job->objective[index] = move_centroids(&w, job, cluster);
    }
    free_run(&w);
    return VN_OK;
}

static vn_status partition(void *context, uint32_t *cluster, size_t k, vn_error *err)
{
    kmeans *job = context;
    job->k = k;
    job->width = (k + LANES - 1) / LANES * LANES;
    const vn_status st = vn_pool_run(job->options->threads, job->restarts, restart, job, err);
    if (st)
        return st;
    size_t best = 0;
    for (size_t i = 1; i < job->restarts; i++)
        if (job->objective[i] > job->objective[best])
            best = i;
    memcpy(cluster, job->cluster + best * job->x->rows, job->x->rows * sizeof *cluster);
    return VN_OK;
}

static vn_status choose_and_partition(kmeans *job, vn_clusters *out, uint32_t *cluster, vn_error *err)
{
    const vn_cluster_options *o = job->options;
    out->k = o->k;
    if (!o->k) {
        job->restarts = o->restarts < CHOOSING_RESTARTS ? o->restarts : CHOOSING_RESTARTS;
        const vn_status st = vn_cluster_choose(out, cluster, job->x, o->k_max, partition, job, err);
        if (st)
            return st;
    }
    job->restarts = o->restarts;
    return partition(job, cluster, out->k, err);
}

static vn_status run_kmeans(vn_clusters *out, uint32_t *cluster, const vn_sparse *x, const vn_cluster_options *options,
                            vn_error *err)
{
    kmeans job = {.x = x, .options = options, .objective = vn_calloc(options->restarts, sizeof *job.objective)};
    size_t cells;
    if (vn_size_mul(options->restarts, x->rows, &cells))
        job.cluster = vn_calloc(cells, sizeof *job.cluster);
    vn_status st;
    if (job.cluster && job.objective)
        st = choose_and_partition(&job, out, cluster, err);
    else
        st = vn_fail_memory(err, "k-means");
    free(job.cluster);
    free(job.objective);
    return st;
}

const vn_cluster_kind vn_cluster_kmeans = {
    .name = "kmeans",
    .about = "spherical k-means, the best of several restarts",
    .takes_min = false,
    .run = run_kmeans,
};
