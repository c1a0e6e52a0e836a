/* The terms of a raw `keywords` field: an array of strings, or of objects with a `term`. */
#ifndef TOOLS_TAGLIST_H
#define TOOLS_TAGLIST_H

#include "cli.h"

/* Start with {0}. */
typedef struct taglist {
    vn_slice *item; /* [n] until the next reading */
    size_t n;
    size_t cap;
    vn_buf bytes;
} taglist;

/* All terms of a JSON array. VN_EDATA with the column in it. */
vn_status taglist_read(taglist *t, vn_slice json, vn_error *err);
void taglist_free(taglist *t);

#endif
