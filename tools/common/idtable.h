/* One value for each document id, read from records or from `id<TAB>value` lines. */
#ifndef TOOLS_IDTABLE_H
#define TOOLS_IDTABLE_H

#include "vn/base.h"

typedef struct id_row {
    vn_slice id;
    vn_slice value; /* of a record: the raw JSON of its field; of a line: the text after the tab */
    size_t line;    /* where it stands in the file */
} id_row;

/* Start with {0}. */
typedef struct idtable {
    id_row *row; /* [n] sorted by id */
    size_t n;
    size_t cap;
    vn_buf bytes;
} idtable;

/* Reads a file: JSON Lines, of which `field` is taken (records without it are left out), or TSV. VN_EDATA: an id twice, a
 * line without a tab. */
vn_status idtable_read(idtable *table, const char *path, const char *field, vn_error *err);

/* The row of an id; NULL when there is none. */
const id_row *idtable_find(const idtable *table, vn_slice id);

void idtable_free(idtable *table);

#endif
