/* JSON values as people read them. */
#ifndef TOOLS_CELL_H
#define TOOLS_CELL_H

#include "vn/base.h"
#include "vn/record.h"

/* Appends a valid JSON value as text: a string decoded; an array as its items parted by ", ", where an object that has a
 * "term" stands for it; an object as name:value parted by spaces, the largest number first; null as nothing;
 * anything else as it stands. Tabs and line ends become spaces. */
vn_status cell_append(vn_slice json, vn_buf *out, vn_error *err);

/* The same of a field; nothing when the record lacks it. */
vn_status cell_field(const vn_record *record, const char *name, vn_buf *out, vn_error *err);

#endif
