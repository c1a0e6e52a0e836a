#include "vn/eval_clust.h"

#include "base.h"

#include <math.h>

/* The contingency table of two partitions, only the cells that are not zero. */
typedef struct table {
    uint64_t *pair;    /* [n] gold << 32 | system, sorted: gold and system dense numbers */
    uint32_t *gold;    /* [n] documents in each class */
    uint32_t *system;  /* [n] documents in each cluster */
    uint32_t *best;    /* [n] documents of a cluster's most frequent class */
    uint64_t *scratch; /* [n] */
} table;

static int compare_u64(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Dense numbers 0, 1, ... for group numbers of any size, in their order; into bits 32.. or 0.. of pair. */
static size_t make_dense(table *t, const uint32_t *label, size_t n, unsigned shift)
{
    for (size_t i = 0; i < n; i++)
        t->scratch[i] = (uint64_t)label[i] << 32 | i;
    qsort(t->scratch, n, sizeof *t->scratch, compare_u64);
    uint64_t number = 0;
    for (size_t i = 0; i < n; i++) {
        number += i && t->scratch[i] >> 32 != t->scratch[i - 1] >> 32;
        t->pair[t->scratch[i] & UINT32_MAX] |= number << shift;
    }
    return (size_t)number + 1;
}

static double entropy(const uint32_t *count, size_t groups, double n)
{
    double h = 0;
    for (size_t g = 0; g < groups; g++)
        h -= count[g] / n * log(count[g] / n);
    return h;
}

static double harmonic(double a, double b)
{
    return a + b > 0 ? 2 * a * b / (a + b) : 0;
}

typedef struct sums {
    double information;
    double pairs; /* sum of squares of the cells */
    double precision;
    double recall;
} sums;

/* One cell of c documents of class g in cluster s. */
static void add_cell(table *t, sums *sum, uint32_t g, uint32_t s, double c, double n)
{
    const double in_class = t->gold[g];
    const double in_cluster = t->system[s];
    sum->information += c / n * (log(c / in_class) - log(in_cluster / n));
    sum->pairs += c * c;
    sum->precision += c * c / in_cluster / n;
    sum->recall += c * c / in_class / n;
    if (c > t->best[s])
        t->best[s] = (uint32_t)c;
}

static sums add_cells(table *t, size_t n)
{
    sums sum = {0};
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && t->pair[end] == t->pair[i])
            end++;
        add_cell(t, &sum, (uint32_t)(t->pair[i] >> 32), (uint32_t)t->pair[i], (double)(end - i), (double)n);
        i = end;
    }
    return sum;
}

static double squares(const uint32_t *count, size_t groups)
{
    double sum = 0;
    for (size_t g = 0; g < groups; g++)
        sum += (double)count[g] * count[g];
    return sum;
}

/* From the confusion matrix of pairs of documents, as scikit-learn: no loss for large n. */
static double adjusted_rand(const table *t, const vn_clust_scores *s, double pairs)
{
    const double n = (double)s->n;
    const double both = pairs - n;
    const double gold_only = squares(t->gold, s->classes) - pairs;
    const double system_only = squares(t->system, s->clusters) - pairs;
    const double neither = n * n - gold_only - system_only - pairs;
    if (gold_only <= 0 && system_only <= 0)
        return 1;
    return 2 * (both * neither - gold_only * system_only) /
           ((both + gold_only) * (gold_only + neither) + (both + system_only) * (system_only + neither));
}

static void count_groups(table *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        t->gold[t->pair[i] >> 32]++;
        t->system[(uint32_t)t->pair[i]]++;
    }
}

static void score_table(table *t, vn_clust_scores *s)
{
    const double n = (double)s->n;
    const sums sum = add_cells(t, s->n);
    const double h_gold = entropy(t->gold, s->classes, n);
    const double h_system = entropy(t->system, s->clusters, n);
    const double information = sum.information > 0 ? sum.information : 0;
    s->homogeneity = s->classes > 1 ? information / h_gold : 1;
    s->completeness = s->clusters > 1 ? information / h_system : 1;
    s->v_measure = harmonic(s->homogeneity, s->completeness);
    s->nmi = s->classes == 1 && s->clusters == 1 ? 1 : information / ((h_gold + h_system) / 2);
    s->ari = adjusted_rand(t, s, sum.pairs);
    s->bcubed_precision = sum.precision;
    s->bcubed_recall = sum.recall;
    s->bcubed_f = harmonic(sum.precision, sum.recall);
    double best = 0;
    for (size_t c = 0; c < s->clusters; c++)
        best += t->best[c];
    s->purity = best / n;
}

static void free_table(table *t)
{
    free(t->pair);
    free(t->gold);
    free(t->system);
    free(t->best);
    free(t->scratch);
}

vn_status vn_eval_clust(vn_clust_scores *scores, const uint32_t *gold, const uint32_t *system, size_t n, vn_error *err)
{
    if (!n)
        return vn_fail(err, VN_EINVAL, "no documents to evaluate");
    if (n >= UINT32_MAX)
        return vn_fail(err, VN_ELIMIT, "too many documents: %zu", n);
    table t = {vn_calloc(n, sizeof *t.pair), vn_calloc(n, sizeof *t.gold), vn_calloc(n, sizeof *t.system),
               vn_calloc(n, sizeof *t.best), vn_calloc(n, sizeof *t.scratch)};
    vn_status st = VN_OK;
    if (t.pair && t.gold && t.system && t.best && t.scratch) {
        vn_clust_scores s = {.n = n};
        s.classes = make_dense(&t, gold, n, 32);
        s.clusters = make_dense(&t, system, n, 0);
        count_groups(&t, n);
        qsort(t.pair, n, sizeof *t.pair, compare_u64);
        score_table(&t, &s);
        *scores = s;
    } else {
        st = vn_fail_memory(err, "a contingency table");
    }
    free_table(&t);
    return st;
}
