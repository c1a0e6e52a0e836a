#include "bars.h"

#include "cli.h"
#include "width.h"

#include "vn/json.h"
#include "vn/tsv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2, SHORTEST_BAR = 8, USUAL_COLUMNS = 80, MOST_DECIMALS = 9, NUMBER_SIZE = 352 };

void bars_clear(bars *b)
{
    b->n = 0;
    b->text.len = 0;
}

void bars_free(bars *b)
{
    free(b->item);
    vn_buf_free(&b->text);
    *b = (bars){0};
}

static vn_status make_room(bars *b, vn_error *err)
{
    if (b->n < b->cap)
        return VN_OK;
    const size_t cap = b->cap * 2 + 32;
    bar *item = cap > SIZE_MAX / sizeof *item ? NULL : realloc(b->item, cap * sizeof *item);
    if (!item)
        return cli_error(err, VN_ENOMEM, "out of memory for bars");
    b->item = item;
    b->cap = cap;
    return VN_OK;
}

/* The label has been appended to the text, from there on. */
static vn_status add_last(bars *b, size_t from, double value, vn_error *err)
{
    const vn_status st = make_room(b, err);
    if (!st)
        b->item[b->n++] = (bar){from, b->text.len - from, value};
    return st;
}

vn_status bars_add(bars *b, vn_slice label, double value, vn_error *err)
{
    const size_t from = b->text.len;
    const vn_status st = vn_buf_append(&b->text, label.ptr, label.len, err);
    return st ? st : add_last(b, from, value, err);
}

/* JSON -------------------------------------------------------------------------------------------------------------- */

/* A label in quotes, and a number; what is not that is left out. */
static vn_status add_quoted(bars *b, vn_slice quoted, vn_slice number, vn_error *err)
{
    double value;
    const size_t from = b->text.len;
    if (!quoted.ptr || !number.ptr || vn_json_read_number(number, &value, NULL))
        return VN_OK;
    const vn_status st = vn_json_read_string(quoted, &b->text, err);
    return st == VN_EDATA ? VN_OK : st ? st : add_last(b, from, value, err);
}

static bool is_called(vn_slice name, const char *text)
{
    return name.len == strlen(text) && memcmp(name.ptr, text, name.len) == 0;
}

static vn_status add_item(bars *b, vn_slice json, vn_error *err)
{
    vn_json walk;
    vn_slice name;
    vn_slice value;
    vn_slice term = {NULL, 0};
    vn_slice score = {NULL, 0};
    if (json.ptr[0] != '{' || vn_json_object(&walk, json, NULL))
        return VN_OK;
    while (vn_json_member(&walk, &name, &value, NULL) == VN_OK) {
        if (is_called(name, "term"))
            term = value;
        else if (is_called(name, "score"))
            score = value;
    }
    return add_quoted(b, term, score, err);
}

static vn_status add_array(bars *b, vn_slice json, vn_error *err)
{
    vn_json walk;
    vn_slice item;
    vn_status st = vn_json_array(&walk, json, err);
    while (!st) {
        st = vn_json_element(&walk, &item, err);
        if (!st)
            st = add_item(b, item, err);
    }
    return st == VN_DONE ? VN_OK : st;
}

static int largest_first(const void *a, const void *b)
{
    const bar *x = a;
    const bar *y = b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return (x->label > y->label) - (x->label < y->label);
}

static vn_status add_object(bars *b, vn_slice json, vn_error *err)
{
    vn_json walk;
    vn_slice name;
    vn_slice value;
    const size_t from = b->n;
    vn_status st = vn_json_object(&walk, json, err);
    while (!st) {
        st = vn_json_member(&walk, &name, &value, err);
        if (!st)
            st = add_quoted(b, (vn_slice){name.ptr - 1, name.len + 2}, value, err);
    }
    if (st == VN_DONE && b->n > from)
        qsort(b->item + from, b->n - from, sizeof *b->item, largest_first);
    return st == VN_DONE ? VN_OK : st;
}

vn_status bars_add_json(bars *b, vn_slice json, vn_error *err)
{
    switch (json.ptr[0]) {
    case '[': return add_array(b, json, err);
    case '{': return add_object(b, json, err);
    case 'n': return VN_OK;
    }
    return cli_error(err, VN_EDATA, "bars want terms with scores, not a single value");
}

/* Drawing ----------------------------------------------------------------------------------------------------------- */

/* How the lines of some bars are divided: columns of labels, of the longest bar, of numbers. */
typedef struct division {
    size_t label;
    size_t bar;
    size_t number;
    int decimals;
    double largest;
} division;

static vn_slice label_of(const bars *b, size_t i)
{
    return (vn_slice){b->text.ptr + b->item[i].label, b->item[i].len};
}

static size_t write_number(double value, int decimals, char *digits)
{
    const int n = snprintf(digits, NUMBER_SIZE, "%.*f", decimals, value);
    return n > 0 && n < NUMBER_SIZE ? (size_t)n : 0;
}

static int decimals_of(double largest, bool whole)
{
    if (whole || largest == 0)
        return 0;
    const double wanted = 3 - floor(log10(largest));
    return wanted < 0 ? 0 : wanted > MOST_DECIMALS ? MOST_DECIMALS : (int)wanted;
}

/* Labels have at most half of the room, and what bars of the least length leave. */
static void share_columns(division *d, const screen *s)
{
    const size_t all = s->columns ? s->columns : USUAL_COLUMNS;
    const size_t fixed = d->number + 2 * GAP;
    const size_t room = all > fixed + SHORTEST_BAR ? all - fixed : SHORTEST_BAR + 1;
    if (d->label > room / 2)
        d->label = room / 2;
    d->bar = room - d->label;
}

static division divide(const bars *b, size_t n, const screen *s)
{
    char digits[NUMBER_SIZE];
    division d = {0};
    bool whole = true;
    for (size_t i = 0; i < n; i++) {
        const double value = b->item[i].value;
        const size_t wide = width_of(label_of(b, i));
        d.largest = fabs(value) > d.largest ? fabs(value) : d.largest;
        d.label = wide > d.label ? wide : d.label;
        whole = whole && value == floor(value);
    }
    d.decimals = decimals_of(d.largest, whole);
    for (size_t i = 0; i < n; i++) {
        const size_t wide = write_number(b->item[i].value, d.decimals, digits);
        d.number = wide > d.number ? wide : d.number;
    }
    share_columns(&d, s);
    return d;
}

static vn_status repeat(const char *text, size_t n, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    while (!st && n--)
        st = cli_append(out, text, err);
    return st;
}

/* The bar itself, and spaces to the columns of the longest. What is not nothing has at least the least mark. */
static vn_status draw_bar(double value, const division *d, const screen *s, vn_buf *out, vn_error *err)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const size_t parts = s->blocks && value >= 0 ? 8 : 1;
    const double size = d->largest > 0 ? fabs(value) / d->largest * (double)(d->bar * parts) : 0;
    size_t marks = (size_t)(size + 0.5);
    if (!marks && value != 0)
        marks = 1;
    const size_t full = marks / parts;
    const size_t rest = marks % parts;
    vn_status st = screen_style(s, value < 0 ? "35" : "36", out, err);
    if (!st)
        st = repeat(!s->blocks ? value < 0 ? "-" : "#" : value < 0 ? "▒" : "█", full, out, err);
    if (!st)
        st = cli_append(out, eighths[rest], err);
    if (!st)
        st = screen_reset(s, out, err);
    return st ? st : repeat(" ", d->bar - full - (rest > 0), out, err);
}

static vn_status draw_line(const bars *b, size_t i, const division *d, const screen *s, vn_buf *out, vn_error *err)
{
    char digits[NUMBER_SIZE];
    const size_t n = write_number(b->item[i].value, d->decimals, digits);
    vn_status st = width_fit(label_of(b, i), d->label, false, out, err);
    if (!st)
        st = repeat(" ", GAP, out, err);
    if (!st)
        st = draw_bar(b->item[i].value, d, s, out, err);
    if (!st)
        st = repeat(" ", GAP, out, err);
    if (!st)
        st = width_fit((vn_slice){digits, n}, d->number, true, out, err);
    return st ? st : cli_append(out, "\n", err);
}

vn_status bars_heading(vn_slice text, const screen *s, vn_buf *out, vn_error *err)
{
    const size_t wide = width_of(text);
    vn_status st = screen_style(s, "1", out, err);
    if (!st)
        st = width_fit(text, s->columns && wide > s->columns ? s->columns : wide, false, out, err);
    if (!st)
        st = screen_reset(s, out, err);
    return st ? st : cli_append(out, "\n", err);
}

vn_status bars_draw(const bars *b, size_t most, const screen *s, vn_buf *out, vn_error *err)
{
    const size_t n = b->n < most ? b->n : most;
    const division d = divide(b, n, s);
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++)
        st = draw_line(b, i, &d, s, out, err);
    return st;
}

/* Tables ------------------------------------------------------------------------------------------------------------ */

/* Bars of a table that are yet to be drawn, and what stands above them. */
typedef struct block {
    bars bars;
    vn_slice head;
    bool begun; /* some block was drawn */
    size_t most;
    const screen *screen;
    vn_buf *out;
} block;

static vn_status flush(block *k, vn_error *err)
{
    if (!k->bars.n)
        return VN_OK;
    vn_status st = k->begun ? cli_append(k->out, "\n", err) : VN_OK;
    if (!st && k->head.len)
        st = bars_heading(k->head, k->screen, k->out, err);
    if (!st)
        st = bars_draw(&k->bars, k->most, k->screen, k->out, err);
    bars_clear(&k->bars);
    k->begun = true;
    return st;
}

static bool is_number(vn_slice cell, bool *fraction)
{
    double value;
    if (vn_json_read_number(cell, &value, NULL))
        return false;
    *fraction = *fraction || value != floor(value);
    return true;
}

/* Of each column, in how many rows it holds a number, and whether one has a fraction. */
typedef struct census {
    size_t rows;
    size_t numbers[BARS_COLUMNS];
    bool fraction[BARS_COLUMNS];
} census;

static census count_numbers(vn_slice table)
{
    census c = {0};
    vn_slice row;
    for (; vn_tsv_line(&table, &row); c.rows++) {
        vn_slice cell[BARS_COLUMNS];
        const size_t n = vn_tsv_split(row, cell, BARS_COLUMNS);
        for (size_t i = 0; i < n && i < BARS_COLUMNS; i++)
            c.numbers[i] += is_number(cell[i], &c.fraction[i]);
    }
    return c;
}

bool bars_choose(vn_slice table, bars_columns *columns)
{
    const census c = count_numbers(table);
    size_t best = 0;
    for (size_t i = BARS_COLUMNS - 1; i > 0 && c.rows; i--)
        if (c.numbers[i] == c.rows && (!best || c.fraction[i] || !c.fraction[best]))
            best = i;
    if (!best)
        return false;
    size_t label = best - 1;
    while (label && c.numbers[label] == c.rows)
        label--;
    if (c.numbers[label] == c.rows) /* ids that are numbers */
        label = best - 1;
    *columns = (bars_columns){label ? 0 : BARS_NONE, label, best};
    return true;
}

static vn_status add_row(block *k, const bars_columns *c, vn_slice row, vn_error *err)
{
    vn_slice cell[BARS_COLUMNS] = {{NULL, 0}};
    double value;
    vn_tsv_split(row, cell, BARS_COLUMNS);
    if (!cell[c->value].ptr || vn_json_read_number(cell[c->value], &value, NULL))
        return cli_error(err, VN_EDATA, "no number to draw in column %zu", c->value + 1);
    const vn_slice head = c->head == BARS_NONE ? (vn_slice){NULL, 0} : cell[c->head];
    const vn_slice label = cell[c->label];
    vn_status st = cli_slice_cmp(head, k->head) ? flush(k, err) : VN_OK;
    k->head = head;
    return st || !label.len ? st : bars_add(&k->bars, label, value, err);
}

vn_status bars_draw_table(vn_slice table, const bars_columns *c, size_t most, const screen *s, vn_buf *out, vn_error *err)
{
    block k = {.most = most, .screen = s, .out = out};
    vn_slice row;
    vn_status st = VN_OK;
    for (size_t line = 1; !st && vn_tsv_line(&table, &row); line++) {
        st = add_row(&k, c, row, err);
        if (st == VN_EDATA && err)
            err->line = line;
    }
    if (!st)
        st = flush(&k, err);
    bars_free(&k.bars);
    return st;
}
