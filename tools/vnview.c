/* vnview: records as lines, TSV, an aligned table, bars; matrices as a heat map. */
#include "bars.h"
#include "cell.h"
#include "cli.h"
#include "heatmap.h"
#include "screen.h"
#include "stream.h"
#include "width.h"

#include "vn/tsv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES, TSV, TABLE, BARS, HEATMAP };
enum { GAP = 2, NARROWEST = 4 }; /* columns between two cells; a cell is not cut below this */

typedef struct view {
    int format; /* -1: not chosen */
    bool header;
    const char *fields; /* -f, or NULL */
    cli_list field;     /* names, into names */
    vn_buf names;
    bool begun;
    vn_buf cells; /* table: all cells by rows, each ended by a NUL */
    size_t rows;
    size_t most; /* bars of a record, or cells of a heat map; 0: not told */
    int color;
    screen screen;
    bars bars;
} view;

enum { MOST_BARS = 20 };

/* Fields ------------------------------------------------------------------------------------------------------------ */

static vn_status add_field(view *v, const char *name, vn_error *err)
{
    if (v->field.n == v->field.cap) {
        const size_t cap = v->field.cap * 2 + 8;
        const char **item = cap > SIZE_MAX / sizeof *item ? NULL : realloc(v->field.item, cap * sizeof *item);
        if (!item)
            return cli_error(err, VN_ENOMEM, "out of memory for field names");
        v->field.item = item;
        v->field.cap = cap;
    }
    v->field.item[v->field.n++] = name;
    return VN_OK;
}

/* Cuts -f at its commas. False: an empty name. */
static bool split_fields(view *v, vn_status *st, vn_error *err)
{
    *st = cli_append(&v->names, v->fields, err);
    for (char *name = v->names.ptr; !*st && name;) {
        char *comma = strchr(name, ',');
        if (comma)
            *comma++ = '\0';
        if (!*name)
            return false;
        *st = add_field(v, name, err);
        name = comma;
    }
    return true;
}

/* Adds those of the names that the record has, at most so many. */
static vn_status add_present(view *v, const vn_record *record, const char *const *name, size_t most, vn_error *err)
{
    vn_slice json;
    vn_status st = VN_OK;
    for (size_t n = 0; !st && *name && n < most; name++)
        if (vn_record_raw(record, *name, &json)) {
            st = add_field(v, *name, err);
            n++;
        }
    return st;
}

/* Without -f: what the first record has. Lines show the furthest result, tables what tells records apart, bars scores. */
static vn_status choose_fields(view *v, const vn_record *record, vn_error *err)
{
    static const char *const results[] = {"keywords", "words", "text", NULL};
    static const char *const table[] = {"id", "title", "cluster", "keywords", NULL};
    static const char *const scores[] = {"keywords", "tfidf", NULL};
    vn_status st = VN_OK;
    switch (v->format) {
    case LINES: st = add_present(v, record, results, 1, err); break;
    case BARS: st = add_present(v, record, scores, 1, err); break;
    default: st = add_present(v, record, table, SIZE_MAX, err);
    }
    return st || v->field.n ? st : add_field(v, "text", err);
}

/* Rows -------------------------------------------------------------------------------------------------------------- */

/* Field names as a row: only TSV writes it here, a table when its widths are known. */
static vn_status write_header(const view *v, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < v->field.n; i++) {
        st = vn_tsv_write((vn_slice){v->field.item[i], strlen(v->field.item[i])}, out, err);
        if (!st)
            st = cli_append(out, i + 1 < v->field.n ? "\t" : "\n", err);
    }
    return st;
}

static vn_status begin_rows(view *v, const vn_record *record, vn_buf *out, vn_error *err)
{
    v->begun = true;
    vn_status st = v->field.n ? VN_OK : choose_fields(v, record, err);
    return st || !v->header || v->format > TSV ? st : write_header(v, out, err);
}

/* Cells parted by tabs; of a table, each ended by a NUL, since no cell of it may hold one. */
static vn_status write_row(const view *v, const vn_record *record, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < v->field.n; i++) {
        const size_t from = out->len;
        st = cell_field(record, v->field.item[i], out, err);
        if (st)
            break;
        for (size_t k = from; v->format == TABLE && k < out->len; k++)
            if (!out->ptr[k])
                out->ptr[k] = ' ';
        if (v->screen.terminal)
            width_tame(out, from);
        const char *end = v->format == TABLE ? "" : i + 1 < v->field.n ? "\t" : "\n";
        st = vn_buf_append(out, end, 1, err);
    }
    return st;
}

/* What a tool wrote as TSV was read as a text. */
static bool is_table(const vn_document *doc)
{
    const char *lf = doc->text.len ? memchr(doc->text.ptr, '\n', doc->text.len) : NULL;
    const size_t line = lf ? (size_t)(lf - doc->text.ptr) : doc->text.len;
    return !doc->title.ptr && line && memchr(doc->text.ptr, '\t', line);
}

/* The names of -f as numbers of columns: [HEADING,]LABEL,SCORE. */
static vn_status read_columns(const view *v, bars_columns *c, vn_error *err)
{
    size_t number[] = {BARS_NONE, BARS_NONE, BARS_NONE};
    const size_t n = v->field.n;
    for (size_t i = 0; i < n; i++) {
        char *end;
        const unsigned long at = strtoul(v->field.item[i], &end, 10);
        if (n < 2 || n > 3 || *end || at < 1 || at > BARS_COLUMNS)
            return cli_error(err, VN_EINVAL, "bars of a table want two or three numbers of columns, not '%s'", v->fields);
        number[3 - n + i] = at - 1;
    }
    *c = (bars_columns){number[0], number[1], number[2]};
    return VN_OK;
}

static vn_status write_table_bars(view *v, vn_slice table, vn_buf *out, vn_error *err)
{
    bars_columns c;
    vn_status st = v->rows++ ? cli_append(out, "\n", err) : VN_OK;
    if (!st && v->fields)
        st = read_columns(v, &c, err);
    else if (!st && !bars_choose(table, &c))
        st = cli_error(err, VN_EDATA, "a table without a column of numbers");
    return st ? st : bars_draw_table(table, &c, v->most, &v->screen, out, err);
}

/* Above bars: the fields but the last, without -f the title, or else the id. */
static vn_status write_heading(view *v, const vn_record *record, vn_slice id, vn_buf *out, vn_error *err)
{
    vn_buf *text = &v->bars.text;
    vn_status st = VN_OK;
    bars_clear(&v->bars);
    for (size_t i = 0; !st && i + 1 < v->field.n; i++) {
        const size_t from = text->len;
        st = cli_append(text, from ? "  " : "", err);
        const size_t begin = text->len;
        if (!st)
            st = cell_field(record, v->field.item[i], text, err);
        if (text->len == begin)
            text->len = from;
    }
    if (!st && !v->fields)
        st = cell_field(record, "title", text, err);
    if (!st && !v->fields && !text->len)
        st = vn_buf_append(text, id.ptr, id.len, err);
    if (!st && text->len)
        st = bars_heading((vn_slice){text->ptr, text->len}, &v->screen, out, err);
    bars_clear(&v->bars);
    return st;
}

static vn_status write_bars(view *v, const vn_record *record, vn_slice id, vn_buf *out, vn_error *err)
{
    vn_slice json;
    vn_status st = v->rows++ ? cli_append(out, "\n", err) : VN_OK;
    if (!st)
        st = write_heading(v, record, id, out, err);
    if (!st && vn_record_raw(record, v->field.item[v->field.n - 1], &json))
        st = bars_add_json(&v->bars, json, err);
    return st ? st : bars_draw(&v->bars, v->most, &v->screen, out, err);
}

static vn_status show(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    view *v = state;
    if (v->format == HEATMAP)
        return heatmap_draw(doc->text, v->most, &v->screen, out, err);
    if (v->format == BARS && is_table(doc))
        return write_table_bars(v, doc->text, out, err);
    const vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return err->code;
    vn_status st = v->begun ? VN_OK : begin_rows(v, record, out, err);
    if (st)
        return st;
    return v->format == BARS ? write_bars(v, record, doc->id, out, err) : write_row(v, record, out, err);
}

/* Table ------------------------------------------------------------------------------------------------------------- */

static vn_status keep_row(void *context, vn_slice bytes, vn_error *err)
{
    view *v = context;
    v->rows++;
    return vn_buf_append(&v->cells, bytes.ptr, bytes.len, err);
}

typedef struct column {
    size_t width;
    bool numbers; /* nothing else: aligned to the right */
} column;

static bool is_number(const char *cell)
{
    char *end;
    strtod(cell, &end);
    return strchr("-0123456789", *cell) && !*end;
}

/* [field.n] widths that every cell fits in. */
static void measure(const view *v, column *col)
{
    const char *cell = v->cells.ptr;
    for (size_t i = 0; i < v->field.n; i++)
        col[i] = (column){width_of((vn_slice){v->field.item[i], strlen(v->field.item[i])}), v->rows > 0};
    for (size_t i = 0; i < v->rows * v->field.n; i++) {
        column *c = &col[i % v->field.n];
        const size_t len = strlen(cell);
        const size_t wide = width_of((vn_slice){cell, len});
        c->width = wide > c->width ? wide : c->width;
        c->numbers = c->numbers && (!*cell || is_number(cell));
        cell += len + 1;
    }
}

static size_t total_width(const column *col, size_t n, size_t most)
{
    size_t total = (n - 1) * GAP;
    for (size_t i = 0; i < n; i++)
        total += col[i].width < most ? col[i].width : most;
    return total;
}

/* Narrows the widest columns until the table fits; what is left over goes to the first of them. */
static void narrow(const view *v, column *col)
{
    const size_t n = v->field.n;
    if (!v->screen.columns || total_width(col, n, SIZE_MAX) <= v->screen.columns)
        return;
    size_t most = NARROWEST;
    while (most < v->screen.columns && total_width(col, n, most + 1) <= v->screen.columns)
        most++;
    const size_t total = total_width(col, n, most);
    size_t spare = total < v->screen.columns ? v->screen.columns - total : 0;
    for (size_t i = 0; i < n; i++) {
        if (col[i].width <= most)
            continue;
        col[i].width = most + (spare > 0);
        spare -= spare > 0;
    }
}

/* One row into out, without spaces at its end. */
static vn_status lay_out(const view *v, const column *col, const char *const *cell, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < v->field.n; i++) {
        const vn_slice text = {cell[i], strlen(cell[i])};
        st = width_fit(text, col[i].width, col[i].numbers, out, err);
        if (!st && i + 1 < v->field.n)
            st = cli_append(out, "  ", err);
    }
    while (out->len && out->ptr[out->len - 1] == ' ')
        out->len--;
    return st;
}

static vn_status put_row(const view *v, const column *col, const char *const *cell, bool bold, output *out, vn_error *err)
{
    vn_buf line = {0};
    vn_status st = bold ? screen_style(&v->screen, "1", &line, err) : VN_OK;
    if (!st)
        st = lay_out(v, col, cell, &line, err);
    if (!st && bold)
        st = screen_reset(&v->screen, &line, err);
    if (!st)
        st = cli_append(&line, "\n", err);
    if (!st)
        st = output_write(out, line.ptr, line.len, err);
    vn_buf_free(&line);
    return st;
}

static vn_status put_table(view *v, column *col, const char **cell, output *out, vn_error *err)
{
    measure(v, col);
    narrow(v, col);
    vn_status st = put_row(v, col, v->field.item, true, out, err);
    const char *at = v->cells.ptr;
    for (size_t r = 0; !st && r < v->rows; r++) {
        for (size_t i = 0; i < v->field.n; i++, at += strlen(at) + 1)
            cell[i] = at;
        st = put_row(v, col, cell, false, out, err);
    }
    return st;
}

static vn_status finish_table(void *context, output *out, vn_error *err)
{
    view *v = context;
    if (!v->rows)
        return VN_OK;
    column *col = calloc(v->field.n, sizeof *col);
    const char **cell = calloc(v->field.n, sizeof *cell);
    vn_status st = col && cell ? put_table(v, col, cell, out, err) : cli_error(err, VN_ENOMEM, "out of memory for a table");
    free(col);
    free(cell);
    return st;
}

/* Program ----------------------------------------------------------------------------------------------------------- */

static const char examples[] = "  vnkey article.txt | vnview            the keywords, an article a line\n"
                               "  vnseg articles | vnview -f words      words parted by spaces, an article a line\n"
                               "  vnview -o table -f id,title a.jsonl   a table as wide as the terminal\n"
                               "  vnkey article.txt | vnview -o bars    the keywords with bars for their scores\n"
                               "  vnsim --matrix news | vnview -o heatmap   who is like whom, in colours\n";

static const char notes[] =
    "Without -f: lines show the first of keywords, words, text that the first record has; tsv and table\n"
    "those of id, title, cluster, keywords that it has. Without -o: a table on a terminal, else lines.\n"
    "Keywords and other arrays are shown as terms parted by ', ', weights as word:weight, best first.\n"
    "Bars are those of the last field, under the others; without -f of keywords or tfidf.\n"
    "TSV is drawn too: -f then takes the numbers of columns, of the heading, the label and the score.\n"
    "A heat map is drawn of what vnsim prints.\n";

/* What depends on where the output goes. */
static void look_at_screen(view *v, const stream_settings *s)
{
    screen_look(&v->screen, v->color, s->output != NULL);
    if (v->format < 0)
        v->format = v->screen.terminal ? TABLE : LINES;
    if (!v->most)
        v->most = v->format == BARS ? MOST_BARS : SIZE_MAX;
}

static int run(view *v, const stream_settings *s, cli_arguments files)
{
    vn_error err = {0};
    vn_status st = VN_OK;
    look_at_screen(v, s);
    if (v->fields && v->format == HEATMAP)
        return cli_usage("vnview", "--format heatmap goes without --fields");
    if (v->fields && !split_fields(v, &st, &err))
        return cli_usage("vnview", "option '--fields' wants names parted by commas, not '%s'", v->fields);
    if (st)
        return cli_fail("vnview", NULL, &err);
    const bool table = v->format == TABLE;
    return stream_run(&(stream_job){.tool = "vnview", .settings = s, .files = files, .context = v, .each = show,
                                    .collect = table ? keep_row : NULL, .finish = table ? finish_table : NULL});
}

int main(int argc, char **argv)
{
    static const char *const formats[] = {"lines", "tsv", "table", "bars", "heatmap", NULL};
    view v = {.format = -1};
    stream_settings s = STREAM_DEFAULTS; /* one thread: the first record decides for all */
    const cli_option options[] = {
        {"format", 'o', CLI_CHOICE, &v.format, "FORMAT", "lines, tsv, table, bars or heatmap", 0, 0, formats},
        {"fields", 'f', CLI_TEXT, &v.fields, "A,B", "the fields to show, in this order", 0, 0, NULL},
        {"header", 0, CLI_FLAG, &v.header, NULL, "begin lines and tsv with the names of the fields", 0, 0, NULL},
        {"number", 'n', CLI_COUNT, &v.most, "N", "at most N bars of a record (20), N cells a side of a heat map", 1, 1e6,
         NULL},
        {"color", 0, CLI_CHOICE, &v.color, "WHEN", "auto, always or never (auto)", 0, 0, screen_color_choices},
        STREAM_OPTIONS(s),
    };
    const cli_program program = {.name = "vnview",
                                 .summary = "shows records as lines, TSV, a table or bars, and matrices as a heat map",
                                 .arguments = "[FILE]...", .examples = examples, .options = options,
                                 .n_options = CLI_COUNT_OF(options), .notes = notes};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON)
        code = run(&v, &s, files);
    free(v.field.item);
    vn_buf_free(&v.names);
    vn_buf_free(&v.cells);
    bars_free(&v.bars);
    return code;
}
