#include "grid.h"

#include "cli.h"
#include "rows.h"
#include "text.h"

#include "vn/norm.h"

#include <stdlib.h>
#include <string.h>

enum { LABELS_SHOWN = 4 };

void report_grid_free(report_grid *grid)
{
    free(grid->row);
    free(grid->score);
    *grid = (report_grid){0};
}

static vn_status allocate(report_grid *grid, vn_error *err)
{
    const size_t n = grid->n + 1;
    grid->row = calloc(n, sizeof *grid->row);
    grid->score = n > SIZE_MAX / n / sizeof *grid->score ? NULL : calloc(n * n, sizeof *grid->score);
    return grid->row && grid->score ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for a table of the matrix");
}

/* Articles ---------------------------------------------------------------------------------------------------------- */

static vn_status keep_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)err;
    report_grid *grid = context;
    memcpy(grid->score + row * grid->n, score, n * sizeof *score);
    return VN_OK;
}

static vn_status fill_articles(report_grid *grid, vn_error *err)
{
    for (size_t i = 0; i < grid->n; i++)
        grid->row[i] = grid->r->order[i];
    return report_rows(grid->r, VN_MATRIX_FULL, keep_row, grid, err);
}

/* Groups ------------------------------------------------------------------------------------------------------------ */

/* The groups that are shown, as the tree meets them. Groups are numbered by size: the largest are the first numbers. */
static vn_status order_groups(report_grid *grid, vn_error *err)
{
    const report *r = grid->r;
    bool *seen = calloc(r->n_groups + 1, sizeof *seen);
    if (!seen)
        return cli_error(err, VN_ENOMEM, "out of memory for a table of the matrix");
    size_t found = 0;
    for (size_t i = 0; i < r->n; i++) {
        const size_t group = r->article[r->order[i]].group;
        if (group < grid->n && !seen[group])
            grid->row[found++] = group;
        seen[group] = true;
    }
    free(seen);
    return VN_OK;
}

static vn_status fill_groups(report_grid *grid, vn_error *err)
{
    const size_t k = grid->r->n_groups;
    double *mean = k > SIZE_MAX / k / sizeof *mean ? NULL : calloc(k * k, sizeof *mean);
    if (!mean)
        return cli_error(err, VN_ENOMEM, "out of memory for a table of the matrix");
    vn_status st = report_between(grid->r, mean, err);
    if (!st)
        st = order_groups(grid, err);
    for (size_t i = 0; !st && i < grid->n; i++)
        for (size_t j = 0; j < grid->n; j++)
            grid->score[i * grid->n + j] = mean[grid->row[i] * k + grid->row[j]];
    free(mean);
    return st;
}

vn_status report_grid_new(report_grid *grid, const report *r, size_t most, vn_error *err)
{
    *grid = (report_grid){.r = r, .groups = r->n > most};
    const size_t all = grid->groups ? r->n_groups : r->n;
    grid->n = all < most ? all : most;
    grid->hidden = all - grid->n;
    vn_status st = allocate(grid, err);
    if (!st)
        st = grid->groups ? fill_groups(grid, err) : fill_articles(grid, err);
    if (st)
        report_grid_free(grid);
    return st;
}

/* What rows are called ---------------------------------------------------------------------------------------------- */

size_t report_grid_group(const report_grid *grid, size_t row)
{
    return grid->groups ? grid->row[row] : grid->r->article[grid->row[row]].group;
}

size_t report_grid_number(const report_grid *grid, size_t row)
{
    return 1 + (grid->groups ? grid->row[row] : row);
}

unsigned report_grid_decimals(const report_grid *grid)
{
    return grid->groups ? 3 : 2;
}

bool report_grid_begins(const report_grid *grid, size_t row)
{
    return !row || report_grid_group(grid, row) != report_grid_group(grid, row - 1);
}

vn_status report_group_name(const report *r, size_t group, vn_buf *out, vn_error *err)
{
    const report_group *g = &r->group[group];
    const size_t n = g->labels.n < LABELS_SHOWN ? g->labels.n : LABELS_SHOWN;
    if (g->without_words)
        return cli_append(out, report_text(r, TEXT_WITHOUT_WORDS), err);
    if (!n)
        return vn_nfc(r->article[g->central].title, out, err);
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++) {
        st = cli_append(out, i ? ", " : "", err);
        if (!st)
            st = vn_nfc(g->labels.item[i].term, out, err);
    }
    return st;
}

vn_status report_grid_name(const report_grid *grid, size_t row, vn_buf *out, vn_error *err)
{
    if (grid->groups)
        return report_group_name(grid->r, grid->row[row], out, err);
    return vn_nfc(grid->r->article[grid->row[row]].title, out, err);
}

vn_status report_grid_about(const report_grid *grid, vn_buf *out, vn_error *err)
{
    if (!grid->groups)
        return report_count(grid->r, TEXT_MATRIX_OF_ARTICLES, grid->n, out, err);
    vn_status st = report_count(grid->r, TEXT_MATRIX_OF_GROUPS, grid->r->n, out, err);
    if (!st && grid->hidden) {
        st = cli_append(out, " ", err);
        if (!st)
            st = report_count(grid->r, TEXT_LARGEST_GROUPS, grid->n, out, err);
    }
    return st;
}

vn_status report_grid_table(const report *r, const report_grid_steps *steps, output *out, vn_error *err)
{
    enum { MOST_ROWS = 100 };
    report_grid grid;
    vn_buf text = {0};
    vn_status st = report_grid_new(&grid, r, MOST_ROWS, err);
    if (st)
        return st;
    st = steps->about(&grid, &text, err);
    if (!st)
        st = steps->head(&grid, &text, err);
    for (size_t i = 0; !st && i < grid.n; i++)
        st = steps->row(&grid, i, &text, err);
    if (!st)
        st = cli_append(&text, steps->tail, err);
    if (!st)
        st = output_write(out, text.ptr, text.len, err);
    vn_buf_free(&text);
    report_grid_free(&grid);
    return st;
}
