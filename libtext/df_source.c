#include "df_source.h"

#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

static vn_status open_file(vn_df_source *s, vn_error *err)
{
    const char *path = s->in.path;
    const int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    return fd < 0 ? vn_fail_errno(err, errno, "cannot open") : vn_source_new(&s->bytes, fd, false, err);
}

void vn_df_source_close(vn_df_source *s)
{
    vn_source_free(s->bytes);
    vn_buf_free(&s->text);
    s->bytes = NULL;
}

/* The next bytes of a run; VN_DONE at its end. */
static vn_status read_run(vn_df_source *s, vn_error *err)
{
    const uint64_t left = s->in.end - s->in.from;
    size_t got = 0;
    vn_status st = left ? vn_buf_reserve(&s->text, PIECE, err) : VN_DONE;
    if (!st)
        st = vn_tempfile_read(s->in.file, s->in.from, s->text.ptr + s->text.len, left < PIECE ? (size_t)left : PIECE, &got,
                              err);
    if (st)
        return st;
    s->text.len += got;
    s->in.from += got;
    return got ? VN_OK : VN_DONE;
}

/* Reads on. The row in hand is needed once more, to be compared with the next one; what stands before it goes. */
static vn_status refill(vn_df_source *s, vn_error *err)
{
    const size_t keep = s->row.term.ptr ? (size_t)(s->row.term.ptr - s->text.ptr) : s->at;
    if (keep)
        memmove(s->text.ptr, s->text.ptr + keep, s->text.len - keep);
    s->text.len -= keep;
    s->at -= keep;
    const vn_status st = s->bytes ? vn_source_read(s->bytes, PIECE, &s->text, err) : read_run(s, err);
    if (s->row.term.ptr)
        s->row.term.ptr = s->text.ptr;
    if (st == VN_DONE)
        s->ended = true;
    return st < 0 ? st : VN_OK;
}

/* The end of the next line; *end is NULL when no line is left. */
static vn_status find_end(vn_df_source *s, const char **end, vn_error *err)
{
    for (size_t seen = 0;;) {
        const size_t have = s->text.len - s->at;
        *end = have > seen ? memchr(s->text.ptr + s->at + seen, '\n', have - seen) : NULL;
        if (*end || (s->ended && !have && s->line > 1))
            return VN_OK;
        if (have > VN_DF_ROW_MAX)
            return vn_fail_at(err, VN_EDATA, s->line, 0, "the row is longer than %d bytes", VN_DF_ROW_MAX);
        if (s->ended)
            return vn_fail_at(err, VN_EDATA, s->line, 0, "the table breaks off");
        seen = have;
        const vn_status st = refill(s, err);
        if (st)
            return st;
    }
}

/* The bytes of the next line. VN_DONE at the end of the file. */
static vn_status next_line(vn_df_source *s, vn_slice *line, vn_error *err)
{
    const char *end = NULL;
    s->line++;
    const vn_status st = find_end(s, &end, err);
    if (st || !end)
        return st ? st : VN_DONE;
    *line = vn_slice_of(s->text.ptr + s->at, (size_t)(end - s->text.ptr) - s->at);
    s->at += line->len + 1;
    if (line->len > VN_DF_ROW_MAX)
        return vn_fail_at(err, VN_EDATA, s->line, 0, "the row is longer than %d bytes", VN_DF_ROW_MAX);
    const size_t valid = s->bytes ? vn_utf8_check(line->ptr, line->len) : line->len;
    return valid < line->len ? vn_utf8_fail(*line, valid, s->line, err) : VN_OK;
}

vn_status vn_df_source_begin(vn_df_source *s, vn_error *err)
{
    vn_slice line = {0};
    if (s->in.get) {
        s->head = s->in.head;
        return VN_OK;
    }
    vn_status st = s->in.path ? open_file(s, err) : VN_OK;
    if (!st)
        st = next_line(s, &line, err);
    return st ? st : vn_df_read_head(line, &s->head, err);
}

vn_status vn_df_source_next(vn_df_source *s, vn_error *err)
{
    vn_slice line = {0};
    if (s->in.get) {
        if (s->line == s->in.rows)
            return VN_DONE;
        s->row = s->in.get(s->in.table, s->line++);
        return VN_OK;
    }
    const vn_status st = next_line(s, &line, err);
    return st ? st : vn_df_read_row(line, s->line, s->head.documents, s->row.term, &s->row, err);
}
