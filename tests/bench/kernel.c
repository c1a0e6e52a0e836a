/* kernel COMMAND MATRIX [NUMBER [THREADS [PATH]]]: runs one function of the library on a matrix that zipf.py wrote, without the
 * reading and writing of a tool around it, and prints user seconds, wall seconds, megabytes that it took beyond the
 * matrix, and a checksum or score to compare with kernel_peers.py. PATH, for top and join: amx, avx512, avx2, sse2 or
 * portable: tiles by these instructions, exit code 77 when the processor has not; join: postings. Else the library chooses.
 * `latent` prints the matrix in NUMBER latent dimensions instead, as a file of that kind. */
#include "cluster.h"
#include "latent.h"
#include "neighbors.h"
#include "vn/cluster.h"
#include "vn/similar.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { ITERATIONS = 20 };

typedef struct job {
    vn_sparse x;
    uint32_t *part; /* a partition, of commands that leave one */
    double number; /* k, or a threshold */
    unsigned threads;
    vn_way way;
    const vn_path *path; /* NULL: the best */
    double result;
} job;

typedef struct sums {
    double score;
    size_t n;
} sums;

static vn_status add_neighbors(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    (void)row;
    (void)err;
    sums *s = context;
    for (size_t i = 0; i < n; i++)
        s->score += match[i].score;
    s->n += n;
    return VN_OK;
}

static vn_status run_top(job *j, vn_error *err)
{
    sums s = {0};
    const vn_similar_options options = {.top = (size_t)j->number, .threads = j->threads};
    const vn_status st = vn_neighbors_by(j->way, j->path, &j->x, NULL, &options, add_neighbors, &s, err);
    j->result = s.score;
    return st;
}

static vn_status run_join(job *j, vn_error *err)
{
    sums s = {0};
    const vn_similar_options options = {.min = j->number, .once = true, .threads = j->threads};
    const vn_status st = vn_neighbors_by(j->way, j->path, &j->x, NULL, &options, add_neighbors, &s, err);
    j->result = s.score;
    return st;
}

static vn_status add_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)row;
    (void)err;
    sums *s = context;
    for (size_t i = 0; i < n; i++)
        s->score += score[i];
    return VN_OK;
}

static vn_status run_matrix(job *j, vn_error *err)
{
    sums s = {0};
    const vn_status st = vn_similar_matrix(&j->x, VN_MATRIX_FULL, j->threads, add_row, &s, err);
    j->result = s.score;
    return st;
}

static vn_status cluster(job *j, const vn_cluster_options *options, vn_error *err)
{
    vn_clusters clusters = {0};
    vn_status st = vn_cluster(&clusters, &j->x, options, err);
    if (!st)
        st = vn_silhouette(&j->result, &j->x, clusters.cluster, clusters.k, err);
    vn_clusters_free(&clusters);
    return st;
}

/* One run with few iterations: the same number in the peer. */
static vn_status run_kmeans(job *j, vn_error *err)
{
    const vn_cluster_options options = {
        .method = "kmeans", .k = (size_t)j->number, .restarts = 1, .max_iterations = ITERATIONS, .threads = j->threads};
    return cluster(j, &options, err);
}

static vn_status refine(const job *j, uint32_t *part, unsigned iterations, vn_error *err)
{
    const vn_cluster_options options = {.max_iterations = iterations, .threads = j->threads};
    return vn_kmeans_refine(part, &j->x, &options, (size_t)j->number, err);
}

/* Iterations of Lloyd alone, from the partition row % k. */
static vn_status run_lloyd(job *j, vn_error *err)
{
    j->part = calloc(2 * j->x.rows, sizeof *j->part);
    if (!j->part)
        return VN_ENOMEM;
    for (size_t r = 0; r < j->x.rows; r++)
        j->part[r] = (uint32_t)(r % (size_t)j->number);
    return refine(j, j->part, ITERATIONS, err);
}

/* The sum of squared distances to the means, of rows of length 1. A run that would not move on has done fewer iterations
 * than it is measured for. */
static vn_status score_lloyd(job *j, vn_error *err)
{
    const size_t k = (size_t)j->number;
    const size_t cols = j->x.cols;
    uint32_t *next = memcpy(j->part + j->x.rows, j->part, j->x.rows * sizeof *next);
    vn_status st = refine(j, next, 1, err);
    if (st || memcmp(next, j->part, j->x.rows * sizeof *next) == 0)
        return st ? st : VN_EINVAL;
    double *sum = calloc(k * cols, sizeof *sum);
    double *size = calloc(k, sizeof *size);
    for (size_t r = 0; sum && size && r < j->x.rows; r++) {
        size[j->part[r]]++;
        for (size_t p = j->x.start[r]; p < j->x.start[r + 1]; p++)
            sum[j->part[r] * cols + j->x.col[p]] += j->x.val[p];
    }
    j->result = (double)j->x.rows;
    for (size_t i = 0; sum && size && i < k * cols; i++)
        j->result -= sum[i] * sum[i] / size[i / cols];
    st = sum && size ? VN_OK : VN_ENOMEM;
    free(sum);
    free(size);
    return st;
}

/* The sum of the heights of a hierarchy. */
static vn_status tree(job *j, const char *method, vn_error *err)
{
    vn_clusters clusters = {0};
    const vn_cluster_options options = {.method = method, .k = 1, .threads = j->threads};
    const vn_status st = vn_cluster(&clusters, &j->x, &options, err);
    for (size_t i = 0; !st && i < clusters.n_merges; i++)
        j->result += clusters.merges[i].distance;
    vn_clusters_free(&clusters);
    return st;
}

static vn_status run_average(job *j, vn_error *err)
{
    return tree(j, "average", err);
}

static vn_status run_complete(job *j, vn_error *err)
{
    return tree(j, "complete", err);
}

static vn_status run_ward(job *j, vn_error *err)
{
    return tree(j, "ward", err);
}

/* Of the partition row % k. */
static vn_status run_silhouette(job *j, vn_error *err)
{
    const size_t k = (size_t)j->number;
    uint32_t *part = calloc(j->x.rows, sizeof *part);
    if (!part)
        return VN_ENOMEM;
    for (size_t r = 0; r < j->x.rows; r++)
        part[r] = (uint32_t)(r % k);
    const vn_status st = vn_silhouette(&j->result, &j->x, part, k, err);
    free(part);
    return st;
}

static const struct command {
    const char *name;
    vn_status (*run)(job *j, vn_error *err);
    vn_status (*score)(job *j, vn_error *err); /* NULL: run did; not measured */
} COMMANDS[] = {
    {"top", run_top, NULL},         {"join", run_join, NULL},
    {"matrix", run_matrix, NULL},   {"kmeans", run_kmeans, NULL},
    {"average", run_average, NULL}, {"silhouette", run_silhouette, NULL},
    {"complete", run_complete, NULL}, {"ward", run_ward, NULL},
    {"lloyd", run_lloyd, score_lloyd},
};

static bool read_numbers(FILE *file, void *to, size_t n, size_t size)
{
    return fread(to, size, n, file) == n;
}

static bool read_matrix(FILE *file, vn_sparse *x)
{
    char magic[8];
    uint64_t shape[2];
    if (!read_numbers(file, magic, 1, 8) || memcmp(magic, "VNCSR1\0", 8) != 0 || !read_numbers(file, shape, 2, 8))
        return false;
    x->rows = shape[0];
    x->cols = shape[1];
    x->start = calloc(x->rows + 1, sizeof *x->start);
    if (!x->start || !read_numbers(file, x->start, x->rows + 1, sizeof *x->start))
        return false;
    const size_t n = x->start[x->rows];
    x->col = calloc(n, sizeof *x->col);
    x->val = calloc(n, sizeof *x->val);
    return x->col && x->val && read_numbers(file, x->col, n, sizeof *x->col) &&
           read_numbers(file, x->val, n, sizeof *x->val);
}

static int print_latent(job *j)
{
    vn_sparse y;
    vn_error err = {0};
    if (vn_latent(&y, &j->x, (size_t)j->number, j->threads, &err)) {
        fprintf(stderr, "kernel: %s\n", err.msg);
        return 1;
    }
    const uint64_t shape[2] = {y.rows, y.cols};
    const size_t n = y.start[y.rows];
    const bool ok = fwrite("VNCSR1\0", 8, 1, stdout) == 1 && fwrite(shape, sizeof shape, 1, stdout) == 1 &&
                    fwrite(y.start, sizeof *y.start, y.rows + 1, stdout) == y.rows + 1 &&
                    fwrite(y.col, sizeof *y.col, n, stdout) == n && fwrite(y.val, sizeof *y.val, n, stdout) == n;
    vn_sparse_free(&y);
    return fflush(stdout) == 0 && ok ? 0 : 1;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double wall(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int measure(const struct command *command, job *j)
{
    struct rusage before, after;
    vn_error err = {0};
    getrusage(RUSAGE_SELF, &before);
    const double start = wall();
    if (command->run(j, &err)) {
        fprintf(stderr, "kernel: %s\n", err.msg);
        return 1;
    }
    const double took = wall() - start;
    getrusage(RUSAGE_SELF, &after);
    if (command->score && command->score(j, &err)) {
        fprintf(stderr, "kernel: %s\n", *err.msg ? err.msg : "settled too early to be measured");
        return 1;
    }
    printf("%.3f\t%.3f\t%.0f\t%.9g\n", seconds(after.ru_utime) - seconds(before.ru_utime), took,
           (double)(after.ru_maxrss - before.ru_maxrss) / 1024, j->result);
    return 0;
}

/* The path of that name, if it can be used here. */
static const vn_path *find_path(const char *name)
{
    for (const vn_path *const *path = vn_paths; *path; path++)
        if (strcmp((*path)->name, name) == 0 && (*path)->usable())
            return *path;
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: kernel COMMAND MATRIX [NUMBER [THREADS [PATH]]]\n");
        return 2;
    }
    job j = {.number = argc > 3 ? strtod(argv[3], NULL) : 10, .threads = argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : 1};
    if (argc > 5 && strcmp(argv[5], "join") == 0)
        j.way = VN_WAY_JOIN;
    else if (argc > 5 && !(j.path = find_path(argv[5])))
        return 77;
    if (j.path)
        j.way = VN_WAY_TILES;
    const struct command *command = NULL;
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        if (strcmp(COMMANDS[i].name, argv[1]) == 0)
            command = &COMMANDS[i];
    FILE *file = fopen(argv[2], "rb");
    const bool latent = strcmp(argv[1], "latent") == 0;
    if ((!command && !latent) || !file || !read_matrix(file, &j.x)) {
        fprintf(stderr, "kernel: no command %s, or %s is no matrix\n", argv[1], argv[2]);
        return 2;
    }
    fclose(file);
    const int code = latent ? print_latent(&j) : measure(command, &j);
    vn_sparse_free(&j.x);
    free(j.part);
    return code;
}
