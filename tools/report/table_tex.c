/* .tex: a table of the matrix for papers, to be read in by \input. */
#include "grid.h"

#include "cli.h"
#include "text.h"
#include "width.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME_COLUMNS = 56 };

static const char HEAD[] =
    "%\n"
    "% A table without its float: \\input this file where it is to stand. The preamble needs booktabs, and for Vietnamese\n"
    "%   pdfLaTeX          \\usepackage[utf8]{vietnam}, or \\usepackage[T5]{fontenc}\n"
    "%   XeLaTeX, LuaLaTeX \\usepackage{fontspec} and a font that has the letters\n"
    "% With \\usepackage[table]{xcolor} the cells are shaded; with \\usepackage{graphicx} a table wider than the line\n"
    "% is made as wide as the line. Columns have the numbers of the rows.\n"
    "\\begingroup\n"
    "\\ifdefined\\cellcolor\n"
    "  \\providecommand{\\vnscore}[2]{\\cellcolor{teal!#1}#2}\n"
    "\\else\n"
    "  \\providecommand{\\vnscore}[2]{#2}\n"
    "\\fi\n"
    "\\setlength{\\tabcolsep}{3pt}\n";

static const char TAIL[] = "\\bottomrule\n"
                           "\\end{tabular}}%\n"
                           "\\leavevmode\n"
                           "\\ifdim\\wd0>\\linewidth\n"
                           "  \\ifdefined\\resizebox\\resizebox{\\linewidth}{!}{\\box0}\\else\\box0\\fi\n"
                           "\\else\n"
                           "  \\box0\n"
                           "\\fi\n"
                           "\\endgroup\n";

/* How a sign of TeX is written; NULL: as it is. */
static const char *escaped(char c)
{
    switch (c) {
    case '\\': return "\\textbackslash{}";
    case '{': return "\\{";
    case '}': return "\\}";
    case '$': return "\\$";
    case '&': return "\\&";
    case '#': return "\\#";
    case '%': return "\\%";
    case '_': return "\\_";
    case '^': return "\\textasciicircum{}";
    case '~': return "\\textasciitilde{}";
    case '<': return "\\textless{}";
    case '>': return "\\textgreater{}";
    case '|': return "\\textbar{}";
    case '`': return "\\textasciigrave{}";
    case '"': return "\\char34{}";
    default: return (unsigned char)c < ' ' || c == 127 ? " " : NULL;
    }
}

static vn_status put_text(vn_slice text, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < text.len; i++) {
        const char *as = escaped(text.ptr[i]);
        st = as ? cli_append(out, as, err) : vn_buf_append(out, text.ptr + i, 1, err);
        if (!st && i + 1 < text.len && text.ptr[i] == text.ptr[i + 1] && strchr("-,'", text.ptr[i]) && text.ptr[i])
            st = cli_append(out, "{}", err); /* or two would be drawn as one other sign */
    }
    return st;
}

static vn_status put_words(const report *r, report_phrase phrase, vn_buf *out, vn_error *err)
{
    const char *text = report_text(r, phrase);
    return put_text((vn_slice){text, strlen(text)}, out, err);
}

/* One line as a comment: what ends a line is a space. */
static vn_status put_comment(vn_slice text, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "% ", err);
    for (size_t i = 0; !st && i < text.len; i++)
        st = vn_buf_append(out, (unsigned char)text.ptr[i] < ' ' ? " " : text.ptr + i, 1, err);
    return st ? st : cli_append(out, "\n", err);
}

static vn_status put_about(const report_grid *grid, vn_buf *out, vn_error *err)
{
    vn_buf about = {0};
    vn_status st = put_comment(grid->r->title, out, err);
    if (!st)
        st = report_grid_about(grid, &about, err);
    if (!st)
        st = put_comment((vn_slice){about.ptr, about.len}, out, err);
    vn_buf_free(&about);
    if (!st)
        st = put_comment((vn_slice){grid->r->made_by, strlen(grid->r->made_by)}, out, err);
    return st ? st : cli_append(out, HEAD, err);
}

static vn_status put_head(const report_grid *grid, vn_buf *out, vn_error *err)
{
    char line[96];
    snprintf(line, sizeof line, "\\setbox0=\\hbox{\\begin{tabular}{@{}rlr*{%zu}{r}@{}}\n\\toprule\n", grid->n);
    vn_status st = cli_append(out, line, err);
    if (!st)
        st = put_words(grid->r, grid->groups ? TEXT_GROUP : TEXT_NUMBER, out, err);
    if (!st)
        st = cli_append(out, " & ", err);
    if (!st)
        st = put_words(grid->r, grid->groups ? TEXT_LABELS : TEXT_TITLE, out, err);
    if (!st)
        st = cli_append(out, " & ", err);
    if (!st)
        st = put_words(grid->r, grid->groups ? TEXT_ARTICLES : TEXT_GROUP, out, err);
    for (size_t j = 0; !st && j < grid->n; j++) {
        snprintf(line, sizeof line, " & %zu", report_grid_number(grid, j));
        st = cli_append(out, line, err);
    }
    return st ? st : cli_append(out, " \\\\\n\\midrule\n", err);
}

/* Most similarities are small: the shade goes by the root, so that they can be told apart. */
static vn_status put_score(const report_grid *grid, double score, vn_buf *out, vn_error *err)
{
    char cell[48];
    vn_status st = VN_OK;
    snprintf(cell, sizeof cell, " & \\vnscore{%d}{", (int)(70 * sqrt(score > 0 ? score : 0) + 0.5));
    st = cli_append(out, cell, err);
    if (!st)
        st = report_decimal(grid->r, score, report_grid_decimals(grid), out, err);
    return st ? st : cli_append(out, "}", err);
}

/* The name of a row, cut so that the scores have room. */
static vn_status put_name(const report_grid *grid, size_t row, vn_buf *out, vn_error *err)
{
    vn_buf name = {0};
    vn_buf fit = {0};
    vn_status st = report_grid_name(grid, row, &name, err);
    vn_slice text = {name.ptr, name.len};
    if (!st && width_of(text) > NAME_COLUMNS) {
        st = width_fit(text, NAME_COLUMNS, false, &fit, err);
        text = (vn_slice){fit.ptr, fit.len};
    }
    if (!st)
        st = put_text(text, out, err);
    vn_buf_free(&name);
    vn_buf_free(&fit);
    return st;
}

static vn_status put_row(const report_grid *grid, size_t row, vn_buf *out, vn_error *err)
{
    const size_t group = report_grid_group(grid, row);
    vn_status st = VN_OK;
    if (row && !grid->groups && report_grid_begins(grid, row))
        st = cli_append(out, "\\addlinespace\n", err);
    if (!st)
        st = cli_append_count(out, report_grid_number(grid, row), err);
    if (!st)
        st = cli_append(out, " & ", err);
    if (!st)
        st = put_name(grid, row, out, err);
    if (!st)
        st = cli_append(out, " & ", err);
    if (!st)
        st = cli_append_count(out, grid->groups ? grid->r->group[group].size : group + 1, err);
    for (size_t j = 0; !st && j < grid->n; j++)
        st = put_score(grid, grid->score[row * grid->n + j], out, err);
    return st ? st : cli_append(out, " \\\\\n", err);
}

vn_status report_tex(const report *r, output *out, vn_error *err)
{
    return report_grid_table(r, &(report_grid_steps){put_about, put_head, put_row, TAIL}, out, err);
}
