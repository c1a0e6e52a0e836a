/* .md: a table of the matrix in Markdown, as GitHub, GitLab and pandoc read it. */
#include "grid.h"

#include "cli.h"
#include "text.h"

#include <string.h>

/* Text that is nothing but text: signs of Markdown and HTML behind a backslash, line ends and controls as spaces. */
static vn_status put_text(vn_slice text, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < text.len; i++) {
        const char c = text.ptr[i];
        if (c && strchr("\\`*_[]<>&|~$!^{}", c))
            st = cli_append(out, "\\", err);
        if (!st)
            st = vn_buf_append(out, (unsigned char)c < ' ' || c == 127 ? " " : &c, 1, err);
    }
    return st;
}

static vn_status put_words(const report *r, report_phrase phrase, vn_buf *out, vn_error *err)
{
    const char *text = report_text(r, phrase);
    return put_text((vn_slice){text, strlen(text)}, out, err);
}

static vn_status put_number(size_t number, const char *behind, vn_buf *out, vn_error *err)
{
    const vn_status st = cli_append_count(out, number, err);
    return st ? st : cli_append(out, behind, err);
}

/* The title of the report, and what the table shows. */
static vn_status put_about(const report_grid *grid, vn_buf *out, vn_error *err)
{
    vn_buf about = {0};
    vn_status st = cli_append(out, "## ", err);
    if (!st)
        st = put_text(grid->r->title, out, err);
    if (!st)
        st = cli_append(out, "\n\n", err);
    if (!st)
        st = report_grid_about(grid, &about, err);
    if (!st)
        st = put_text((vn_slice){about.ptr, about.len}, out, err);
    vn_buf_free(&about);
    return st ? st : cli_append(out, "\n\n", err);
}

static vn_status put_head(const report_grid *grid, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "| ", err);
    if (!st)
        st = put_words(grid->r, grid->groups ? TEXT_GROUP : TEXT_NUMBER, out, err);
    if (!st)
        st = cli_append(out, " | ", err);
    if (!st)
        st = put_words(grid->r, grid->groups ? TEXT_LABELS : TEXT_TITLE, out, err);
    if (!st)
        st = cli_append(out, " | ", err);
    if (!st)
        st = put_words(grid->r, grid->groups ? TEXT_ARTICLES : TEXT_GROUP, out, err);
    for (size_t j = 0; !st && j < grid->n; j++) {
        st = cli_append(out, " | ", err);
        if (!st)
            st = put_number(report_grid_number(grid, j), "", out, err);
    }
    if (!st)
        st = cli_append(out, " |\n| ---: | :--- | ---: |", err);
    for (size_t j = 0; !st && j < grid->n; j++)
        st = cli_append(out, " ---: |", err);
    return st ? st : cli_append(out, "\n", err);
}

static vn_status put_scores(const report_grid *grid, size_t row, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t j = 0; !st && j < grid->n; j++) {
        st = report_decimal(grid->r, grid->score[row * grid->n + j], report_grid_decimals(grid), out, err);
        if (!st)
            st = cli_append(out, " | ", err);
    }
    if (!st)
        out->ptr[out->len - 1] = '\n';
    return st;
}

static vn_status put_row(const report_grid *grid, size_t row, vn_buf *out, vn_error *err)
{
    vn_buf name = {0};
    const size_t group = report_grid_group(grid, row);
    vn_status st = cli_append(out, "| ", err);
    if (!st)
        st = put_number(report_grid_number(grid, row), " | ", out, err);
    if (!st)
        st = report_grid_name(grid, row, &name, err);
    if (!st)
        st = put_text((vn_slice){name.ptr, name.len}, out, err);
    vn_buf_free(&name);
    if (!st)
        st = cli_append(out, " | ", err);
    if (!st)
        st = put_number(grid->groups ? grid->r->group[group].size : group + 1, " | ", out, err);
    return st ? st : put_scores(grid, row, out, err);
}

vn_status report_md(const report *r, output *out, vn_error *err)
{
    return report_grid_table(r, &(report_grid_steps){put_about, put_head, put_row, ""}, out, err);
}
