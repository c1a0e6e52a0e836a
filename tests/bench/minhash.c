/* minhash K FILE: MinHash of K values of each line's text, on its shingles of six syllables: microseconds of user time a
 * document, the least of five runs, and then of each two lines in turn the coefficient and its estimate. */
#include "vn/dup.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { LINES = 100000, RUNS = 5 };

static vn_shingles set[LINES];
static uint32_t sketch[LINES][VN_MINHASH_MAX / 8];

static double user(void)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return (double)r.ru_utime.tv_sec + (double)r.ru_utime.tv_usec / 1e6;
}

static void fail(const char *what)
{
    fprintf(stderr, "minhash: %s\n", what);
    exit(1);
}

static size_t read_sets(FILE *file)
{
    static char line[1 << 20];
    vn_shingler *shingler = NULL;
    size_t n = 0;
    if (vn_shingler_new(&shingler, 0, NULL))
        fail("no memory");
    while (n < LINES && fgets(line, sizeof line, file)) {
        vn_shingles s;
        if (vn_shingle(shingler, (vn_slice){line, strlen(line)}, &s, NULL) || !s.n)
            fail("a line without words");
        uint64_t *copy = malloc(s.n * sizeof *copy);
        if (!copy)
            fail("no memory");
        memcpy(copy, s.item, s.n * sizeof *copy);
        set[n++] = (vn_shingles){copy, s.n};
    }
    vn_shingler_free(shingler);
    return n;
}

static void print_error(size_t n, size_t k)
{
    double squares = 0;
    double variance = 0; /* of k independent values */
    for (size_t i = 0; i + 1 < n; i += 2) {
        size_t equal = 0;
        for (size_t v = 0; v < k; v++)
            equal += sketch[i][v] == sketch[i + 1][v];
        const double j = vn_jaccard(set[i], set[i + 1]);
        const double off = (double)equal / (double)k - j;
        squares += off * off;
        variance += j * (1 - j) / (double)k;
    }
    printf("%.4f\t%.4f\n", sqrt(squares / (double)(n / 2)), sqrt(variance / (double)(n / 2)));
}

int main(int argc, char **argv)
{
    FILE *file = argc == 3 ? fopen(argv[2], "r") : NULL;
    const size_t k = argc == 3 ? (size_t)strtoul(argv[1], NULL, 10) : 0;
    if (!file || !k || k > VN_MINHASH_MAX / 8)
        fail("usage: minhash K FILE, K at most 128");
    const size_t n = read_sets(file);
    double best = INFINITY;
    for (int run = 0; run < RUNS; run++) {
        const double begun = user();
        for (size_t i = 0; i < n; i++)
            vn_minhash(sketch[i], k, set[i]);
        best = fmin(best, user() - begun);
    }
    printf("%.3f\t", best / (double)n * 1e6);
    print_error(n, k);
    fclose(file);
    for (size_t i = 0; i < n; i++)
        free((void *)(uintptr_t)set[i].item);
    return 0;
}
