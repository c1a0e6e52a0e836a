/* The MatrixMarket exchange format: what scipy.io.mmread reads. A head, then a line an entry. */
#ifndef TOOLS_MTX_H
#define TOOLS_MTX_H

#include "vn/base.h"

typedef enum mtx_kind {
    MTX_SPARSE,   /* coordinate real general: lines of mtx_entry */
    MTX_DENSE,    /* array real general: a number a line, column after column */
    MTX_SYMMETRIC /* array real symmetric: of each column what stands from the diagonal on */
} mtx_kind;

/* Appends the head; entries are written for MTX_SPARSE only. Comments, lines that begin with %, may be appended between the
 * two calls. */
vn_status mtx_head(mtx_kind kind, vn_buf *out, vn_error *err);
vn_status mtx_size(mtx_kind kind, uint64_t rows, uint64_t columns, uint64_t entries, vn_buf *out, vn_error *err);

/* Appends an entry of MTX_SPARSE; row and column count from 0 here, from 1 in the file. */
vn_status mtx_entry(uint64_t row, uint64_t column, double value, vn_buf *out, vn_error *err);

#endif
