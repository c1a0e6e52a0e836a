/* L3: a sorted table as a stream of rows: a file (gzip too), a run of a count that memory could not hold, or the part of
 * the count that still is in memory. */
#ifndef VN_LIB_DF_SOURCE_H
#define VN_LIB_DF_SOURCE_H

#include "df_row.h"
#include "source.h"
#include "tempfile.h"

/* Row i of a table in memory. */
typedef vn_df_row vn_df_row_at(const void *table, size_t i);

/* Where a table is: one of three. */
typedef struct vn_df_input {
    const char *path; /* "-" is standard input */

    const vn_tempfile *file; /* bytes from .. end of it, written by this process */
    uint64_t from;
    uint64_t end;

    vn_df_row_at *get; /* rows 0 .. rows - 1, and the head */
    const void *table;
    size_t rows;
    vn_df_head head;

    bool minus;   /* its counts are subtracted */
    size_t index; /* what the caller knows it by */
} vn_df_input;

/* Start with {.in = ...}. */
typedef struct vn_df_source {
    vn_df_input in;
    vn_df_head head;
    vn_df_row row; /* the row in hand; its term lives until the next one */
    size_t line;   /* its line in the file */

    vn_source *bytes;
    bool ended;
    vn_buf text;
    size_t at; /* where the next line begins in text */
} vn_df_source;

/* Opens the input and reads its head. VN_EIO, VN_ENOMEM, VN_EDATA. */
vn_status vn_df_source_begin(vn_df_source *s, vn_error *err);

/* The next row into s->row. VN_DONE at the end. VN_EDATA with the line for what vn_df_open would refuse. */
vn_status vn_df_source_next(vn_df_source *s, vn_error *err);

void vn_df_source_close(vn_df_source *s);

#endif
