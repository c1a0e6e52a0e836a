/* kernel COMMAND MATRIX [NUMBER [THREADS [PATH]]]: runs one function of the library on a matrix that zipf.py wrote, without the
 * reading and writing of a tool around it, and prints user seconds, wall seconds, megabytes that it took beyond the
 * matrix, and a checksum or score to compare with kernel_peers.py. PATH, for top and join: amx, avx512, avx2, sse2 or
 * portable: tiles by these instructions, exit code 77 when the processor has not; join: postings. Else the library chooses. */
#include "neighbors.h"
#include "vn/cluster.h"
#include "vn/similar.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct job {
    vn_sparse x;
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
        .method = "kmeans", .k = (size_t)j->number, .restarts = 1, .max_iterations = 20, .threads = j->threads};
    return cluster(j, &options, err);
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
} COMMANDS[] = {
    {"top", run_top},         {"join", run_join},       {"matrix", run_matrix},
    {"kmeans", run_kmeans},   {"average", run_average}, {"silhouette", run_silhouette},
    {"complete", run_complete}, {"ward", run_ward},
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
    if (!command || !file || !read_matrix(file, &j.x)) {
        fprintf(stderr, "kernel: no command %s, or %s is no matrix\n", argv[1], argv[2]);
        return 2;
    }
    fclose(file);
    const int code = measure(command, &j);
    vn_sparse_free(&j.x);
    return code;
}
