/* Keywords as JSON and as rows. */
#ifndef TOOLS_KEYOUT_H
#define TOOLS_KEYOUT_H

#include "cli.h"

#include "vn/keyword.h"

/* What is told of a keyword beside its term and score. */
typedef struct keyout {
    bool counts;  /* count, df */
    bool offsets; /* title_offsets, offsets */
    bool explain; /* shares */
} keyout;

/* Option rows over a keyout. */
#define KEYOUT_OPTIONS(k)                                                                                               \
    {"counts", 0, CLI_FLAG, &(k).counts, NULL, "add the number of occurrences, and of documents in the table", 0, 0,    \
     NULL},                                                                                                             \
        {"offsets", 0, CLI_FLAG, &(k).offsets, NULL, "add the byte offsets of each occurrence", 0, 0, NULL},            \
        {"explain", 0, CLI_FLAG, &(k).explain, NULL, "add what each feature adds to the score", 0, 0, NULL}

/* Appends an array of objects with term and score; then count and df; title_offsets and offsets, arrays of [start, end],
 * left out when empty; shares, an object of numbers. */
vn_status keyout_json(const keyout *what, const vn_keywords *keywords, vn_buf *out, vn_error *err);

/* Appends a line for each: id, term, score; then count, df; offsets in the title, in the text, as start-end parted by
 * commas; shares as name=number parted by spaces. */
vn_status keyout_rows(const keyout *what, vn_slice id, const vn_keywords *keywords, vn_buf *out, vn_error *err);

#endif
