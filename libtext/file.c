#include "file.h"

#include "buf.h"
#include "source.h"

#include <errno.h>
#include <stdio.h>

static vn_status read_all(FILE *file, vn_buf *out, vn_error *err)
{
    for (;;) {
        vn_status st = vn_buf_reserve(out, 1 << 16, err);
        if (st)
            return st;
        const size_t got = fread(out->ptr + out->len, 1, out->cap - out->len - 1, file);
        if (!got)
            return ferror(file) ? vn_fail_errno(err, errno, "cannot read") : vn_buf_append(out, "", 0, err);
        out->len += got;
    }
}

vn_status vn_read_file(const char *path, vn_buf *out, vn_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return vn_fail_errno(err, errno, "cannot open");
    const vn_status st = read_all(file, out, err);
    fclose(file);
    return st;
}
