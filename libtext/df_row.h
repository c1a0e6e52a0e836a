/* L3: one row of a document-frequency table, read strictly and written. */
#ifndef VN_LIB_DF_ROW_H
#define VN_LIB_DF_ROW_H

#include "base.h"
#include "vn/df.h"

/* The longest row: term, tab, ten digits, line feed. */
#define VN_DF_ROW_MAX (VN_TERM_MAX + 12)

typedef struct vn_df_head {
    uint32_t documents;
    vn_df_kind kind;
    bool pruned;
} vn_df_head;

typedef struct vn_df_row {
    vn_slice term;
    uint32_t df;
} vn_df_row;

/* Lines come without their line feed. VN_EDATA with the line number. */
vn_status vn_df_read_head(vn_slice line, vn_df_head *head, vn_error *err);

/* `before` is the term of the row above, empty at first. That the line is UTF-8 is the caller's to check. */
vn_status vn_df_read_row(vn_slice line, size_t number, uint32_t documents, vn_slice before, vn_df_row *row, vn_error *err);

/* Rows on their way to the caller's function, gathered into larger pieces. */
typedef struct vn_df_writer {
    vn_df_write_fn *write;
    void *context;
    vn_df_cut cut;
    const vn_df_kind *kind; /* to be written in place of that of the head; NULL: none */
    vn_buf buf;             /* {0} at first */
    uint32_t min;           /* the cut in documents, from the head on */
    uint32_t min_phrase;
    uint32_t max;
} vn_df_writer;

vn_status vn_df_write_head(vn_df_writer *w, const vn_df_head *head, vn_error *err);
vn_status vn_df_write_row(vn_df_writer *w, vn_df_row row, vn_error *err);
vn_status vn_df_write_rest(vn_df_writer *w, vn_error *err);

/* Adds the head of one table to the sum of several; `first` is what messages call the sum, "the tables before" or a name.
 * VN_EDATA when the fingerprints differ, VN_ELIMIT. */
vn_status vn_df_add_head(vn_df_head *sum, const vn_df_head *head, const char *first, vn_error *err);

#endif
