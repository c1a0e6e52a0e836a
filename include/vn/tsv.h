/* Tab-separated values: lines of cells parted by tabs. There is no quoting: a cell holds no tab and no line end. */
#ifndef VN_TSV_H
#define VN_TSV_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Takes the next line off *rest, without its LF or CR LF; false when nothing is left. */
VN_API bool vn_tsv_line(vn_slice *rest, vn_slice *line);

/* Cuts a line into cells; gives how many there are, of which the first `max` are written to cell. A line has at
 * least one. */
VN_API size_t vn_tsv_split(vn_slice line, vn_slice *cell, size_t max);

/* Appends a cell: each tab, LF and CR is written as one space. */
VN_API vn_status vn_tsv_write(vn_slice cell, vn_buf *out, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
