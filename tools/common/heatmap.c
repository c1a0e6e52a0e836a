#include "heatmap.h"

#include "cli.h"
#include "heattable.h"
#include "width.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_COLUMNS = 80, CELL = 2, LEAST_LABEL = 12, SCALE_CELLS = 8, NUMBER_SIZE = 64 };

typedef struct map {
    const heattable *table;
    const screen *screen;
    size_t side;   /* cells */
    double *mean;  /* [side * side] */
    double highest;
    size_t prefix; /* bytes of folders that all ids begin with */
    size_t number; /* columns of the numbers before the ids */
    size_t label;  /* columns of the ids */
    vn_buf *out;
} map;

/* Labels ------------------------------------------------------------------------------------------------------------ */

static size_t common_folders(const heattable *t)
{
    const vn_slice first = heattable_name(t, 0);
    size_t shared = t->n > 1 ? first.len : 0;
    for (size_t i = 1; i < t->n; i++) {
        const vn_slice name = heattable_name(t, i);
        size_t same = 0;
        while (same < shared && same < name.len && name.ptr[same] == first.ptr[same])
            same++;
        shared = same;
    }
    while (shared && first.ptr[shared - 1] != '/')
        shared--;
    return shared;
}

static vn_slice label_of(const map *m, size_t document)
{
    const vn_slice name = heattable_name(m->table, document);
    return (vn_slice){name.ptr + m->prefix, name.len - m->prefix};
}

/* The first document of a cell; n after the last. */
static size_t first_of(const map *m, size_t cell)
{
    return (cell * m->table->n + m->side - 1) / m->side;
}

/* "7", or of several documents "7-9". */
static size_t number_of(const map *m, size_t cell, char *digits)
{
    const size_t first = first_of(m, cell) + 1;
    const size_t last = first_of(m, cell + 1);
    const int n = first == last ? snprintf(digits, NUMBER_SIZE, "%zu", first)
                                : snprintf(digits, NUMBER_SIZE, "%zu-%zu", first, last);
    return n > 0 && n < NUMBER_SIZE ? (size_t)n : 0;
}

/* As many cells as the screen has room for, with a third of it for ids. */
static void divide(map *m, size_t most)
{
    char digits[NUMBER_SIZE];
    const size_t columns = m->screen->columns ? m->screen->columns : USUAL_COLUMNS;
    const size_t widest = columns / 3 > LEAST_LABEL ? columns / 3 : LEAST_LABEL;
    for (size_t i = 0; i < m->table->n; i++) {
        const size_t wide = width_of(label_of(m, i));
        m->label = wide > m->label ? wide : m->label;
    }
    m->label = m->label < widest ? m->label : widest;
    const size_t n = m->table->n;
    m->side = n < most ? n : most;
    m->side = m->side < columns / CELL ? m->side : columns / CELL + 1;
    for (;; m->side--) {
        m->number = 0;
        for (size_t i = 0; i < m->side; i++) {
            const size_t wide = number_of(m, i, digits);
            m->number = wide > m->number ? wide : m->number;
        }
        if (m->side == 1 || m->number + m->label + 2 + CELL * m->side <= columns)
            return;
    }
}

/* Drawing ----------------------------------------------------------------------------------------------------------- */

static vn_status draw_shade(const map *m, double share, vn_error *err)
{
    static const char *const blocks[] = {"  ", "░░", "▒▒", "▓▓", "██"};
    static const char *const ascii[] = {"  ", "..", "::", "++", "##"};
    const size_t shade = share <= 0 ? 0 : share >= 1 ? 4 : (size_t)(share * 4 + 0.5);
    return cli_append(m->out, m->screen->blocks ? blocks[shade] : ascii[shade], err);
}

/* A cell of what part of the highest score; one document with itself is all of it. */
static vn_status draw_cell(const map *m, double mean, vn_error *err)
{
    const double share = isnan(mean) ? 1 : m->highest > 0 ? mean / m->highest : 0;
    if (m->screen->colors < SCREEN_256)
        return draw_shade(m, share, err);
    const vn_status st = screen_heat(m->screen, share, m->out, err);
    return st ? st : cli_append(m->out, "  ", err);
}

static vn_status end_line(const map *m, vn_error *err)
{
    const vn_status st = m->screen->colors < SCREEN_256 ? VN_OK : screen_reset(m->screen, m->out, err);
    while (!st && m->out->len && m->out->ptr[m->out->len - 1] == ' ')
        m->out->len--;
    return st ? st : cli_append(m->out, "\n", err);
}

static vn_status indent(const map *m, vn_error *err)
{
    return width_fit((vn_slice){"", 0}, m->number + m->label + 2, false, m->out, err);
}

static vn_status draw_row(const map *m, size_t row, vn_error *err)
{
    char digits[NUMBER_SIZE];
    const size_t n = number_of(m, row, digits);
    vn_status st = width_fit((vn_slice){digits, n}, m->number, true, m->out, err);
    if (!st)
        st = cli_append(m->out, " ", err);
    if (!st)
        st = width_fit(label_of(m, first_of(m, row)), m->label, false, m->out, err);
    if (!st)
        st = cli_append(m->out, " ", err);
    for (size_t i = 0; !st && i < m->side; i++)
        st = draw_cell(m, m->mean[row * m->side + i], err);
    return st ? st : end_line(m, err);
}

/* The numbers of the rows again: 1 and each fifth, where one cell is one document; else of the first document. */
static vn_status draw_ruler(const map *m, vn_error *err)
{
    vn_status st = indent(m, err);
    size_t at = 0; /* columns written */
    for (size_t i = 0; !st && i < m->side; i++) {
        char digits[NUMBER_SIZE];
        const int n = snprintf(digits, sizeof digits, "%zu", first_of(m, i) + 1);
        const size_t wide = n > 0 ? (size_t)n : 0;
        const bool due = i == 0 || (i + 1) % 5 == 0 || m->side < 10;
        const size_t end = CELL * (i + 1);
        if (!due || wide + (at > 0) > end - at)
            continue;
        st = width_fit((vn_slice){digits, wide}, end - at, true, m->out, err);
        at = end;
    }
    return st ? st : cli_append(m->out, "\n", err);
}

static vn_status draw_scale(const map *m, vn_error *err)
{
    char number[NUMBER_SIZE];
    const int n = snprintf(number, sizeof number, " %.3f", m->highest);
    vn_status st = width_fit((vn_slice){"0 ", 2}, m->number + m->label + 2, true, m->out, err);
    for (size_t i = 0; !st && i < SCALE_CELLS; i++)
        st = draw_cell(m, m->highest * (double)i / (SCALE_CELLS - 1), err);
    if (!st && m->screen->colors >= SCREEN_256)
        st = screen_reset(m->screen, m->out, err);
    if (!st)
        st = vn_buf_append(m->out, number, n > 0 && n < NUMBER_SIZE ? (size_t)n : 0, err);
    return st ? st : cli_append(m->out, "\n", err);
}

static vn_status draw(map *m, vn_error *err)
{
    vn_status st = heattable_means(m->table, m->side, m->mean, err);
    for (size_t i = 0; !st && i < m->side * m->side; i++)
        if (m->mean[i] > m->highest)
            m->highest = m->mean[i];
    if (!st)
        st = draw_ruler(m, err);
    for (size_t row = 0; !st && row < m->side; row++)
        st = draw_row(m, row, err);
    return st ? st : draw_scale(m, err);
}

vn_status heatmap_draw(vn_slice table, size_t most, const screen *s, vn_buf *out, vn_error *err)
{
    heattable t = {0};
    map m = {.table = &t, .screen = s, .out = out};
    vn_status st = heattable_open(&t, table, err);
    if (!st) {
        m.prefix = common_folders(&t);
        divide(&m, most);
        m.mean = calloc(m.side * m.side, sizeof *m.mean);
        st = m.mean ? draw(&m, err) : cli_error(err, VN_ENOMEM, "out of memory for a heat map");
    }
    free(m.mean);
    heattable_free(&t);
    return st;
}
