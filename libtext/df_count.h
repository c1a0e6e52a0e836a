/* L3: counts of documents that may pass the memory they are given: the terms that a vn_terms counted go to a temporary
 * file, and all of it is merged at the end. */
#ifndef VN_LIB_DF_COUNT_H
#define VN_LIB_DF_COUNT_H

#include "df_row.h"
#include "tempfile.h"

/* What a vn_terms has counted. Start with {.file.fd = -1}. */
typedef struct vn_df_count {
    bool on;
    uint32_t documents; /* all of them */
    uint32_t spilled;   /* of which so many are in the runs */
    vn_tempfile file;
    uint64_t *end; /* [runs] where each ends in the file; a run is a table */
    size_t runs;
    size_t cap;
} vn_df_count;

void vn_df_count_free(vn_df_count *count);

#endif
