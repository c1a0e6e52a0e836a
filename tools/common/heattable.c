#include "heattable.h"

#include "cli.h"
#include "heatmap.h"

#include "vn/json.h"
#include "vn/tsv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells ------------------------------------------------------------------------------------------------------------- */

/* One cell after the other: CSV with quotes (RFC 4180), TSV without. */
typedef struct cells {
    vn_slice rest;
    char parting;
    size_t line;   /* of the cell handed out last, from 1 */
    size_t lines;  /* begun so far, after the first */
    vn_slice cell; /* as it stands, with its quotes */
    bool ends_row;
} cells;

/* Bytes up to the end of a cell, its parting or line end not counted. */
static size_t cell_length(const cells *c)
{
    const char *p = c->rest.ptr;
    bool quoted = false;
    size_t i = 0;
    for (; i < c->rest.len; i++) {
        if (p[i] == '"' && c->parting == ',')
            quoted = !quoted;
        else if (!quoted && (p[i] == c->parting || p[i] == '\n'))
            break;
    }
    return i;
}

static bool next_cell(cells *c)
{
    if (!c->rest.len)
        return false;
    const size_t len = cell_length(c);
    const bool ended = len == c->rest.len;
    c->line = c->lines + 1;
    for (size_t i = 0; i <= len && i < c->rest.len; i++)
        c->lines += c->rest.ptr[i] == '\n';
    c->ends_row = ended || c->rest.ptr[len] == '\n';
    const size_t shown = len && c->ends_row && c->rest.ptr[len - 1] == '\r' ? len - 1 : len;
    c->cell = (vn_slice){c->rest.ptr, shown};
    c->rest = (vn_slice){c->rest.ptr + len + !ended, c->rest.len - len - !ended};
    return true;
}

static vn_status fail_at(const cells *c, const char *what, vn_error *err)
{
    const vn_status st = cli_error(err, VN_EDATA, "%s", what);
    if (err)
        err->line = c->line;
    return st;
}

/* The text of a cell. */
static vn_status append_cell(vn_slice cell, char parting, vn_buf *out, vn_error *err)
{
    const bool quoted = parting == ',' && cell.len >= 2 && cell.ptr[0] == '"' && cell.ptr[cell.len - 1] == '"';
    vn_status st = VN_OK;
    for (size_t i = quoted; !st && i + quoted < cell.len; i++) {
        st = vn_buf_append(out, &cell.ptr[i], 1, err);
        i += quoted && cell.ptr[i] == '"';
    }
    return st;
}

/* Names ------------------------------------------------------------------------------------------------------------- */

static vn_status reserve_names(heattable *t, size_t n, vn_error *err)
{
    if (n > HEATMAP_MOST)
        return cli_error(err, VN_ELIMIT, "a heat map of more than %zu documents", HEATMAP_MOST);
    t->name_at = calloc(n + 1, sizeof *t->name_at);
    return t->name_at ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for a heat map");
}

static vn_status add_name(heattable *t, vn_slice cell, vn_error *err)
{
    const vn_status st = append_cell(cell, t->parting, &t->names, err);
    if (!st)
        t->name_at[++t->n] = t->names.len;
    return st;
}

vn_slice heattable_name(const heattable *t, size_t i)
{
    return (vn_slice){t->names.ptr ? t->names.ptr + t->name_at[i] : "", t->name_at[i + 1] - t->name_at[i]};
}

/* Pairs ------------------------------------------------------------------------------------------------------------- */

/* An id where it stands in the table. */
typedef struct mention {
    vn_slice id;
    size_t place;    /* 2 * row, or 2 * row + 1 */
    size_t first;    /* the place where the same id stands first */
    size_t document; /* its number, in the order of first places */
} mention;

static int by_id(const void *a, const void *b)
{
    const mention *x = a;
    const mention *y = b;
    const int order = cli_slice_cmp(x->id, y->id);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_first(const void *a, const void *b)
{
    const mention *x = a;
    const mention *y = b;
    if (x->first != y->first)
        return x->first > y->first ? 1 : -1;
    return (x->place > y->place) - (x->place < y->place);
}

static int by_place(const void *a, const void *b)
{
    const mention *x = a;
    const mention *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

static int by_documents(const void *a, const void *b)
{
    const heat_pair *x = a;
    const heat_pair *y = b;
    if (x->a != y->a)
        return x->a > y->a ? 1 : -1;
    if (x->b != y->b)
        return x->b > y->b ? 1 : -1;
    return (x->score < y->score) - (x->score > y->score);
}

/* Two ids and a score of each row. */
static vn_status read_rows(heattable *t, mention *m, vn_error *err)
{
    vn_slice rest = t->scores;
    vn_slice row;
    for (size_t i = 0; vn_tsv_line(&rest, &row); i++) {
        vn_slice cell[3];
        const cells at = {.line = i + 1};
        if (vn_tsv_split(row, cell, 3) < 3 || vn_json_read_number(cell[2], &t->pair[i].score, NULL))
            return fail_at(&at, "neither a row of a square matrix nor two ids and a score, parted by tabs", err);
        m[2 * i] = (mention){.id = cell[0], .place = 2 * i};
        m[2 * i + 1] = (mention){.id = cell[1], .place = 2 * i + 1};
    }
    return VN_OK;
}

/* Numbers the ids of n mentions as they first appear, and keeps their names. */
static vn_status number_ids(heattable *t, mention *m, size_t n, vn_error *err)
{
    size_t distinct = 0;
    qsort(m, n, sizeof *m, by_id);
    for (size_t i = 0; i < n; i++) {
        const bool same = i && cli_slice_cmp(m[i].id, m[i - 1].id) == 0;
        m[i].first = same ? m[i - 1].first : m[i].place;
        distinct += !same;
    }
    qsort(m, n, sizeof *m, by_first);
    vn_status st = reserve_names(t, distinct, err);
    for (size_t i = 0; !st && i < n; i++) {
        if (!i || m[i].first != m[i - 1].first)
            st = add_name(t, m[i].id, err);
        m[i].document = t->n - 1;
    }
    qsort(m, n, sizeof *m, by_place);
    return st;
}

/* A pair may come twice, from either side; a document with itself says nothing. */
static void merge_pairs(heattable *t, const mention *m, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        const size_t a = m[2 * i].document;
        const size_t b = m[2 * i + 1].document;
        t->pair[i] = (heat_pair){a < b ? a : b, a < b ? b : a, t->pair[i].score};
    }
    qsort(t->pair, rows, sizeof *t->pair, by_documents);
    for (size_t i = 0; i < rows; i++) {
        const heat_pair p = t->pair[i];
        const heat_pair *last = t->n_pairs ? &t->pair[t->n_pairs - 1] : NULL;
        if (p.a != p.b && !(last && last->a == p.a && last->b == p.b))
            t->pair[t->n_pairs++] = p;
    }
}

static vn_status open_pairs(heattable *t, size_t rows, vn_error *err)
{
    t->pairs = true;
    if (rows > SIZE_MAX / sizeof(mention) / 2)
        return cli_error(err, VN_ELIMIT, "too many pairs for a heat map");
    mention *m = malloc(2 * rows * sizeof *m);
    t->pair = malloc(rows * sizeof *t->pair);
    vn_status st = m && t->pair ? read_rows(t, m, err) : cli_error(err, VN_ENOMEM, "out of memory for a heat map");
    if (!st)
        st = number_ids(t, m, 2 * rows, err);
    if (!st)
        merge_pairs(t, m, rows);
    free(m);
    return st;
}

/* Matrix ------------------------------------------------------------------------------------------------------------ */

static vn_status read_header(heattable *t, vn_slice table, size_t columns, vn_error *err)
{
    cells c = {.rest = table, .parting = t->parting};
    vn_status st = reserve_names(t, columns, err);
    next_cell(&c); /* "id" */
    while (!st && !c.ends_row && next_cell(&c))
        st = add_name(t, c.cell, err);
    return st;
}

/* Cells of the first row after "id"; 0: it begins with something else. */
static size_t count_columns(vn_slice table, char parting)
{
    cells c = {.rest = table, .parting = parting};
    size_t n = 0;
    if (!next_cell(&c) || c.cell.len != 2 || memcmp(c.cell.ptr, "id", 2))
        return 0;
    while (!c.ends_row && next_cell(&c))
        n++;
    return n;
}

static size_t count_rows(vn_slice table, char parting)
{
    cells c = {.rest = table, .parting = parting};
    size_t n = 0;
    while (next_cell(&c))
        n += c.ends_row;
    return n;
}

vn_status heattable_open(heattable *t, vn_slice table, vn_error *err)
{
    vn_slice rest = table;
    vn_slice first;
    if (!vn_tsv_line(&rest, &first))
        return cli_error(err, VN_EDATA, "an empty table");
    t->parting = memchr(first.ptr, '\t', first.len) ? '\t' : ',';
    t->scores = table;
    const size_t columns = count_columns(table, t->parting);
    const size_t rows = count_rows(table, t->parting);
    return columns && rows == columns + 1 ? read_header(t, table, columns, err) : open_pairs(t, rows, err);
}

void heattable_free(heattable *t)
{
    vn_buf_free(&t->names);
    free(t->name_at);
    free(t->pair);
    *t = (heattable){0};
}

/* Means ------------------------------------------------------------------------------------------------------------- */

/* Adds a row of the matrix, whose id the cells have handed out. */
static vn_status add_row(const heattable *t, cells *c, size_t row, size_t side, double *sum, vn_error *err)
{
    double score;
    for (size_t j = 0; j < t->n; j++) {
        if (c->ends_row || !next_cell(c) || vn_json_read_number(c->cell, &score, NULL))
            return fail_at(c, "a row of the matrix without a number for each document", err);
        if (j != row)
            sum[row * side / t->n * side + j * side / t->n] += score;
    }
    return c->ends_row ? VN_OK : fail_at(c, "a row of the matrix with too many numbers", err);
}

static vn_status add_matrix(const heattable *t, size_t side, double *sum, vn_error *err)
{
    cells c = {.rest = t->scores, .parting = t->parting};
    while (next_cell(&c) && !c.ends_row)
        ;
    vn_status st = VN_OK;
    for (size_t row = 0; !st && row < t->n && next_cell(&c); row++)
        st = add_row(t, &c, row, side, sum, err);
    return st;
}

static void add_pairs(const heattable *t, size_t side, double *sum)
{
    for (size_t i = 0; i < t->n_pairs; i++) {
        const size_t a = t->pair[i].a * side / t->n;
        const size_t b = t->pair[i].b * side / t->n;
        sum[a * side + b] += t->pair[i].score;
        sum[b * side + a] += t->pair[i].score;
    }
}

/* Documents of a cell: i * side / n == cell. */
static size_t documents_of(const heattable *t, size_t side, size_t cell)
{
    return ((cell + 1) * t->n + side - 1) / side - (cell * t->n + side - 1) / side;
}

vn_status heattable_means(const heattable *t, size_t side, double *mean, vn_error *err)
{
    for (size_t i = 0; i < side * side; i++)
        mean[i] = 0;
    const vn_status st = t->pairs ? VN_OK : add_matrix(t, side, mean, err);
    if (t->pairs)
        add_pairs(t, side, mean);
    for (size_t i = 0; i < side * side; i++) {
        const size_t across = documents_of(t, side, i % side);
        const size_t down = documents_of(t, side, i / side);
        const size_t pairs = i / side == i % side ? down * (down - 1) : down * across;
        mean[i] = pairs ? mean[i] / (double)pairs : (double)NAN;
    }
    return st;
}
