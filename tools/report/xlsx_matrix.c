/* The sheet of the matrix: who is like whom, shaded, in the order of the tree. */
#include "xlsx.h"

#include "cli.h"
#include "width.h"

#include <math.h>

enum {
    MOST_ROWS = 1000,
    ABOUT_ROW = 0,
    NAMES_ROW, /* turned */
    BANDS_ROW, /* groups of the columns */
    HEAD_ROW,  /* numbers of the columns */
    FIRST_ROW,
    FIRST_COLUMN = 3,
    NAME_COLUMNS = 32, /* of what is turned */
    NAME_POINTS = 190,
};

/* Six decimals: what is behind them means nothing, and would make the file twice as large. */
static double rounded(double score)
{
    return round(score * 1e6) / 1e6;
}

static xlsx_style band(const report_grid *grid, size_t row)
{
    return XLSX_BAND + report_grid_group(grid, row) % XLSX_BANDS;
}

/* What stands in a row and in a column for an article or group: number, group or size, name. */
static void put_column_head(xlsx *x, const report_grid *grid, size_t j)
{
    vn_buf name = {0};
    if (!x->status)
        x->status = report_grid_name(grid, j, &name, x->err);
    vn_buf *out = xlsx_fresh(x);
    if (!x->status && width_of((vn_slice){name.ptr, name.len}) > NAME_COLUMNS)
        x->status = width_fit((vn_slice){name.ptr, name.len}, NAME_COLUMNS, false, out, x->err);
    else if (!x->status)
        x->status = vn_buf_append(out, name.ptr, name.len, x->err);
    xlsx_made(x, NAMES_ROW, FIRST_COLUMN + j, VN_OK, XLSX_TURNED);
    xlsx_number(x, BANDS_ROW, FIRST_COLUMN + j, (double)report_grid_group(grid, j) + 1, band(grid, j));
    xlsx_number(x, HEAD_ROW, FIRST_COLUMN + j, (double)report_grid_number(grid, j), XLSX_HEAD_MIDDLE);
    vn_buf_free(&name);
}

static void put_heads(xlsx *x, const report_grid *grid)
{
    const xlsx_column columns[FIRST_COLUMN] = {
        {grid->groups ? TEXT_ARTICLES : TEXT_NUMBER, 8, XLSX_WHOLE},
        {TEXT_GROUP, 7, XLSX_WHOLE},
        {grid->groups ? TEXT_LABELS : TEXT_TITLE, 48, XLSX_TEXT},
    };
    xlsx_made(x, ABOUT_ROW, 0, report_grid_about(grid, xlsx_fresh(x), x->err), XLSX_NOTE);
    xlsx_heads(x, HEAD_ROW, columns, FIRST_COLUMN, FIRST_COLUMN);
    for (size_t j = 0; j < grid->n; j++)
        put_column_head(x, grid, j);
    if (x->status || !grid->n)
        return;
    xlsx_check(x, worksheet_set_row(x->sheet, NAMES_ROW, NAME_POINTS, NULL));
    xlsx_check(x, worksheet_set_column(x->sheet, FIRST_COLUMN, (lxw_col_t)(FIRST_COLUMN + grid->n - 1), 5, NULL));
}

static void put_row(xlsx *x, const report_grid *grid, size_t i)
{
    static const xlsx_style LINED[2][2] = {{XLSX_SCORE, XLSX_SCORE_LEFT}, {XLSX_SCORE_TOP, XLSX_SCORE_CORNER}};
    const size_t row = FIRST_ROW + i;
    const size_t group = report_grid_group(grid, i);
    const bool begins = report_grid_begins(grid, i);
    xlsx_number(x, row, 0, (double)(grid->groups ? x->r->group[group].size : i + 1), XLSX_WHOLE);
    xlsx_number(x, row, 1, (double)group + 1, band(grid, i));
    xlsx_made(x, row, 2, report_grid_name(grid, i, xlsx_fresh(x), x->err), XLSX_TEXT);
    for (size_t j = 0; j < grid->n; j++)
        xlsx_number(x, row, FIRST_COLUMN + j, rounded(grid->score[i * grid->n + j]),
                    grid->groups ? XLSX_MEAN : LINED[begins][report_grid_begins(grid, j)]);
}

static double largest(const report_grid *grid)
{
    double score = 0;
    for (size_t i = 0; i < grid->n * grid->n; i++)
        score = fmax(score, grid->score[i]);
    return score > 0 ? score : 1;
}

/* Most similarities are small: half of the shade is reached at a quarter of the largest. */
static void put_shades(xlsx *x, const report_grid *grid)
{
    const size_t n = grid->n;
    const double most = grid->groups ? largest(grid) : 1;
    lxw_conditional_format shades = {.type = LXW_CONDITIONAL_3_COLOR_SCALE,
                                     .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                     .mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                     .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                     .mid_value = most / 4,
                                     .max_value = most,
                                     .min_color = 0xFFFFFF,
                                     .mid_color = 0xA6D2D2,
                                     .max_color = 0x4DA6A6};
    if (!x->status && n)
        xlsx_check(x, worksheet_conditional_format_range(x->sheet, FIRST_ROW, FIRST_COLUMN, (lxw_row_t)(FIRST_ROW + n - 1),
                                                         (lxw_col_t)(FIRST_COLUMN + n - 1), &shades));
}

void xlsx_matrix(xlsx *x)
{
    report_grid grid;
    if (!x->status)
        x->status = report_grid_new(&grid, x->r, MOST_ROWS, x->err);
    if (x->status)
        return;
    xlsx_sheet(x, TEXT_SHEET_MATRIX);
    put_heads(x, &grid);
    for (size_t i = 0; i < grid.n; i++)
        put_row(x, &grid, i);
    put_shades(x, &grid);
    report_grid_free(&grid);
}
