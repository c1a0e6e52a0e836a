/* The outputs of vnsim --shard put together. All files are read side by side, so memory does not grow with them. */
#include "sim_shard.h"

#include "catalog.h"

#include "vn/reader.h"
#include "vn/tsv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_CELLS = 7, SHARE_CELL = 1, TOP_CELL = 2 };

typedef struct part {
    const char *path;
    vn_reader *reader;
    vn_batch *batch;
    vn_buf head;
    vn_slice cell[HEAD_CELLS]; /* of the head */
    vn_slice line;  /* without the bits of the score; until the next one is read */
    vn_slice id[2];
    double score;
    size_t lines;
    uint64_t sum;
    bool ended;
} part;

typedef struct merge {
    part *part; /* [n] */
    size_t n;
    part **heap; /* [heaped] the next line of all at the root */
    size_t heaped;
    size_t top;
    size_t of_row;
    vn_buf row; /* id of the row that is being written */
    output *out;
    const part *fault; /* the file that the error is in; NULL: none */
} merge;

static vn_status damaged(vn_error *err, const char *what)
{
    return cli_error(err, VN_EDATA, "%s", what);
}

/* Reading one file -------------------------------------------------------------------------------------------------- */

static vn_status read_line(part *p, vn_slice *line, vn_error *err)
{
    for (;;) {
        vn_document doc;
        vn_status st = vn_batch_next(p->batch, &doc, err);
        if (!st) {
            *line = doc.text;
            return VN_OK;
        }
        if (st == VN_DONE)
            st = vn_reader_next(p->reader, p->batch, err);
        if (st)
            return st == VN_DONE ? damaged(err, "it breaks off: its last line is missing") : st;
    }
}

static vn_status open_part(part *p, const char *path, vn_error *err)
{
    const vn_reader_options options = {.kind = VN_INPUT_LINES};
    p->path = path;
    vn_status st = vn_reader_new(&p->reader, &p->path, 1, &options, err);
    if (!st)
        st = vn_batch_new(&p->batch, err);
    if (!st)
        st = vn_reader_next(p->reader, p->batch, err);
    vn_slice line = {0};
    if (!st)
        st = read_line(p, &line, err);
    if (!st)
        st = vn_buf_append(&p->head, line.ptr, line.len, err);
    if (st)
        return st == VN_DONE ? damaged(err, "not the pairs of vnsim --shard: it is empty") : st;
    const size_t cells = vn_tsv_split((vn_slice){p->head.ptr, p->head.len}, p->cell, HEAD_CELLS);
    const vn_slice name = p->cell[0];
    if (cells != HEAD_CELLS || name.len != strlen(SIM_SHARD_HEAD) || memcmp(name.ptr, SIM_SHARD_HEAD, name.len) != 0)
        return damaged(err, "not the pairs of vnsim --shard (rows of a matrix are put together by cat)");
    return VN_OK;
}

static bool read_hex(vn_slice text, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *digits = "0123456789abcdef";
        const char *digit = text.ptr[i] ? strchr(digits, text.ptr[i]) : NULL;
        if (!digit)
            return false;
        *number = *number << 4 | (uint64_t)(digit - digits);
    }
    return text.len == 16;
}

static vn_status check_end(part *p, const vn_slice *cell, vn_error *err)
{
    uint64_t sum;
    char count[32];
    const int len = snprintf(count, sizeof count, "%zu", p->lines);
    const bool right = cell[1].len == (size_t)len && memcmp(cell[1].ptr, count, cell[1].len) == 0;
    if (!right || !read_hex(cell[2], &sum) || sum != p->sum)
        return damaged(err, "its lines are not those that were written");
    p->ended = true;
    vn_document doc;
    const vn_status st = vn_batch_next(p->batch, &doc, err);
    const vn_status more = st == VN_DONE ? vn_reader_next(p->reader, p->batch, err) : st;
    return more == VN_DONE ? VN_OK : more ? more : damaged(err, "something stands behind its last line");
}

/* The next pair, or the end. */
static vn_status next_pair(part *p, vn_error *err)
{
    vn_slice cell[3];
    vn_slice line;
    uint64_t bits;
    const vn_status st = read_line(p, &line, err);
    if (st)
        return st;
    const size_t cells = vn_tsv_split(line, cell, 3);
    if (cells == 3 && cell[0].len == strlen(SIM_SHARD_END) && memcmp(cell[0].ptr, SIM_SHARD_END, cell[0].len) == 0)
        return check_end(p, cell, err);
    if (cells < 4 || line.len < 17 || !read_hex((vn_slice){line.ptr + line.len - 16, 16}, &bits))
        return damaged(err, "a line is not as vnsim --shard writes it");
    p->sum = sim_shard_hash(p->sum, line);
    p->lines++;
    p->line = (vn_slice){line.ptr, line.len - 17};
    p->id[0] = cell[0];
    p->id[1] = cell[1];
    memcpy(&p->score, &bits, sizeof bits);
    return VN_OK;
}

/* Do they belong together? ------------------------------------------------------------------------------------------- */

static bool same(vn_slice a, vn_slice b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static vn_status check_alike(const merge *m, const part *p, vn_error *err)
{
    static const char *const what[HEAD_CELLS] = {"", "", "--top", "--min", CATALOG_MARK("--why, --titles or --terms"),
                                                 CATALOG_MARK("documents"), CATALOG_MARK("documents")};
    for (size_t i = TOP_CELL; i < HEAD_CELLS; i++)
        if (!same(p->cell[i], m->part[0].cell[i]))
            return cli_error(err, VN_EDATA, "made with other %s than %.200s", what[i], m->part[0].path);
    return VN_OK;
}

/* All shares, each once. */
static vn_status check_shares(merge *m, vn_error *err)
{
    const part **of = calloc(m->n + 1, sizeof *of);
    vn_status st = of ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for shares");
    size_t shares = 0;
    for (size_t i = 0; !st && i < m->n; i++) {
        sim s = {.share = 0};
        part *p = &m->part[i];
        char text[32] = "";
        m->fault = p;
        memcpy(text, p->cell[SHARE_CELL].ptr, p->cell[SHARE_CELL].len < 31 ? p->cell[SHARE_CELL].len : 31);
        st = sim_shard_parse(&s, text) ? check_alike(m, p, err) : damaged(err, "not the pairs of vnsim --shard");
        shares = i ? shares : s.shares;
        if (!st && s.shares != shares)
            st = cli_error(err, VN_EDATA, "share %s does not go with %.*s of %.200s", text,
                           (int)m->part[0].cell[SHARE_CELL].len, m->part[0].cell[SHARE_CELL].ptr, m->part[0].path);
        if (!st && s.share <= m->n && of[s.share])
            st = cli_error(err, VN_EDATA, "share %s is that of %.200s too", text, of[s.share]->path);
        if (!st && s.share <= m->n)
            of[s.share] = p;
    }
    for (size_t k = 1; !st && k <= shares; k++)
        if (k > m->n || !of[k]) {
            m->fault = NULL;
            st = cli_error(err, VN_EDATA, "share %zu/%zu is missing", k, shares);
        }
    free(of);
    return st;
}

/* Merging ------------------------------------------------------------------------------------------------------------ */

static bool before(const part *a, const part *b)
{
    int order = cli_slice_cmp(a->id[0], b->id[0]);
    if (!order)
        order = (a->score < b->score) - (a->score > b->score);
    return (order ? order : cli_slice_cmp(a->id[1], b->id[1])) < 0;
}

static void sift_down(merge *m, size_t i)
{
    for (;;) {
        size_t least = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < m->heaped; child++)
            if (before(m->heap[child], m->heap[least]))
                least = child;
        if (least == i)
            return;
        part *t = m->heap[i];
        m->heap[i] = m->heap[least];
        m->heap[least] = t;
        i = least;
    }
}

static vn_status write_line(merge *m, const part *p, vn_error *err)
{
    const bool goes_on = m->of_row && same(p->id[0], (vn_slice){m->row.ptr, m->row.len});
    m->of_row = goes_on ? m->of_row + 1 : 1;
    vn_status st = VN_OK;
    if (!goes_on) {
        m->row.len = 0;
        st = vn_buf_append(&m->row, p->id[0].ptr, p->id[0].len, err);
    }
    if (st || (m->top && m->of_row > m->top))
        return st;
    st = output_write(m->out, p->line.ptr, p->line.len, err);
    return st ? st : output_write(m->out, "\n", 1, err);
}

static vn_status fill_heap(merge *m, vn_error *err)
{
    m->heap = calloc(m->n, sizeof *m->heap);
    if (!m->heap)
        return cli_error(err, VN_ENOMEM, "out of memory for shares");
    for (size_t i = 0; i < m->n; i++) {
        m->fault = &m->part[i];
        const vn_status st = next_pair(&m->part[i], err);
        if (st)
            return st;
        if (!m->part[i].ended)
            m->heap[m->heaped++] = &m->part[i];
    }
    for (size_t i = m->heaped; i-- > 0;)
        sift_down(m, i);
    return VN_OK;
}

static vn_status merge_lines(merge *m, vn_error *err)
{
    vn_status st = fill_heap(m, err);
    while (!st && m->heaped) {
        part *p = m->heap[0];
        m->fault = NULL;
        st = write_line(m, p, err);
        if (st)
            break;
        m->fault = p;
        st = next_pair(p, err);
        if (p->ended)
            m->heap[0] = m->heap[--m->heaped];
        sift_down(m, 0);
    }
    return st;
}

static vn_status run(merge *m, cli_arguments files, vn_error *err)
{
    m->part = calloc(files.n, sizeof *m->part);
    if (!m->part)
        return cli_error(err, VN_ENOMEM, "out of memory for shares");
    vn_status st = VN_OK;
    for (; !st && m->n < files.n; m->n++) {
        m->fault = &m->part[m->n];
        st = open_part(&m->part[m->n], files.item[m->n], err);
    }
    if (!st)
        st = check_shares(m, err);
    if (st)
        return st;
    for (size_t i = 0; i < m->part[0].cell[TOP_CELL].len; i++)
        m->top = m->top * 10 + (size_t)(m->part[0].cell[TOP_CELL].ptr[i] - '0');
    return merge_lines(m, err);
}

static void free_merge(merge *m)
{
    for (size_t i = 0; i < m->n; i++) {
        vn_batch_free(m->part[i].batch);
        vn_reader_free(m->part[i].reader);
        vn_buf_free(&m->part[i].head);
    }
    free(m->part);
    free(m->heap);
    vn_buf_free(&m->row);
}

int sim_shard_merge(cli_arguments files, const char *path)
{
    vn_error err = {0};
    merge m = {.part = NULL};
    int code = CLI_OK;
    if (output_open(&m.out, path, &err))
        return cli_fail("vnsim", path ? path : "standard output", &err);
    if (run(&m, files, &err)) {
        code = cli_fail("vnsim", m.fault ? m.fault->path : err.code == VN_EIO ? output_name(m.out) : NULL, &err);
        output_discard(m.out);
    } else {
        const char *name = output_name(m.out);
        if (output_close(m.out, &err))
            code = cli_fail("vnsim", name, &err);
    }
    free_merge(&m);
    return code;
}
