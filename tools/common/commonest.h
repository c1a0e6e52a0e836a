/* The terms of largest document frequency, from a table as it is written. */
#ifndef TOOLS_COMMONEST_H
#define TOOLS_COMMONEST_H

#include "output.h"

typedef struct common_term {
    char *term;
    size_t len;
    uint32_t df;
} common_term;

/* Start with {.most = how many}. Memory grows with these, not with the table. */
typedef struct commonest {
    size_t most;
    common_term *term; /* [n] a heap, the one that goes first at 0 */
    size_t n;
    size_t cap;
    vn_buf line; /* that was cut */
} commonest;

/* Takes the next bytes of a table (vn_df_write_fn; context is the commonest). */
vn_status commonest_take(void *context, vn_slice bytes, vn_error *err);

/* Writes a row a term, largest first, of equal ones the term whose bytes come first; the table is at its end. */
vn_status commonest_write(commonest *c, output *out, vn_error *err);

void commonest_free(commonest *c);

#endif
