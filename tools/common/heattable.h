/* What heatmap.h reads: a square matrix or pairs, gathered into at most so many cells a side. */
#ifndef TOOLS_HEATTABLE_H
#define TOOLS_HEATTABLE_H

#include "vn/base.h"

typedef struct heat_pair {
    size_t a, b; /* documents, a < b */
    double score;
} heat_pair;

/* Start with {0}. */
typedef struct heattable {
    bool pairs;      /* else a matrix */
    char parting;    /* of cells */
    vn_slice scores; /* the lines that hold them */
    size_t n;        /* documents */
    vn_buf names;
    size_t *name_at; /* [n + 1] */
    heat_pair *pair; /* [n_pairs] each once, the highest score */
    size_t n_pairs;
} heattable;

/* Finds the form, the documents, and of pairs the scores. The table must outlive it. */
vn_status heattable_open(heattable *t, vn_slice table, vn_error *err);
void heattable_free(heattable *t);

vn_slice heattable_name(const heattable *t, size_t i);

/* Fills mean [cells * cells]: document i belongs to cell i * cells / n, and a cell holds the mean of all pairs of two
 * documents of its two sides; NaN where there is none, which is one document with itself. */
vn_status heattable_means(const heattable *t, size_t cells, double *mean, vn_error *err);

#endif
