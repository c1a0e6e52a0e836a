#include "mtx.h"

#include "cli.h"

#include "vn/json.h"

vn_status mtx_head(mtx_kind kind, vn_buf *out, vn_error *err)
{
    static const char *const name[] = {[MTX_SPARSE] = "coordinate real general",
                                       [MTX_DENSE] = "array real general",
                                       [MTX_SYMMETRIC] = "array real symmetric"};
    vn_status st = cli_append(out, "%%MatrixMarket matrix ", err);
    if (!st)
        st = cli_append(out, name[kind], err);
    return st ? st : cli_append(out, "\n", err);
}

vn_status mtx_size(mtx_kind kind, uint64_t rows, uint64_t columns, uint64_t entries, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append_count(out, rows, err);
    if (!st)
        st = cli_append(out, " ", err);
    if (!st)
        st = cli_append_count(out, columns, err);
    if (!st && kind == MTX_SPARSE)
        st = cli_append(out, " ", err);
    if (!st && kind == MTX_SPARSE)
        st = cli_append_count(out, entries, err);
    return st ? st : cli_append(out, "\n", err);
}

vn_status mtx_entry(uint64_t row, uint64_t column, double value, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append_count(out, row + 1, err);
    if (!st)
        st = cli_append(out, " ", err);
    if (!st)
        st = cli_append_count(out, column + 1, err);
    if (!st)
        st = cli_append(out, " ", err);
    if (!st)
        st = vn_json_write_number(value, out, err);
    return st ? st : cli_append(out, "\n", err);
}
