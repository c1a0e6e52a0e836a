/* vnview: records as lines, TSV or an aligned table. */
#include "cell.h"
#include "cli.h"
#include "stream.h"
#include "width.h"

#include "vn/tsv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINES, TSV, TABLE };
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
    bool bold;
    size_t columns; /* of the terminal, 0: no limit */
} view;

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

/* Without -f: what the first record has. Lines show the furthest result, the others what tells records apart. */
static vn_status choose_fields(view *v, const vn_record *record, vn_error *err)
{
    static const char *const for_lines[] = {"keywords", "words", "text"};
    static const char *const for_tables[] = {"id", "title", "cluster", "keywords"};
    const bool lines = v->format == LINES;
    const char *const *name = lines ? for_lines : for_tables;
    const size_t n = lines ? CLI_COUNT_OF(for_lines) : CLI_COUNT_OF(for_tables);
    vn_slice json;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n && !(lines && v->field.n); i++)
        if (vn_record_raw(record, name[i], &json))
            st = add_field(v, name[i], err);
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
    return st || !v->header || v->format == TABLE ? st : write_header(v, out, err);
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
        const char *end = v->format == TABLE ? "" : i + 1 < v->field.n ? "\t" : "\n";
        st = vn_buf_append(out, end, 1, err);
    }
    return st;
}

static vn_status show(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    view *v = state;
    (void)doc;
    const vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return err->code;
    vn_status st = v->begun ? VN_OK : begin_rows(v, record, out, err);
    return st ? st : write_row(v, record, out, err);
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
    if (!v->columns || total_width(col, n, SIZE_MAX) <= v->columns)
        return;
    size_t most = NARROWEST;
    while (most < v->columns && total_width(col, n, most + 1) <= v->columns)
        most++;
    const size_t total = total_width(col, n, most);
    size_t spare = total < v->columns ? v->columns - total : 0;
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
    vn_status st = bold ? cli_append(&line, "\033[1m", err) : VN_OK;
    if (!st)
        st = lay_out(v, col, cell, &line, err);
    if (!st)
        st = cli_append(&line, bold ? "\033[0m\n" : "\n", err);
    if (!st)
        st = output_write(out, line.ptr, line.len, err);
    vn_buf_free(&line);
    return st;
}

static vn_status put_table(view *v, column *col, const char **cell, output *out, vn_error *err)
{
    measure(v, col);
    narrow(v, col);
    vn_status st = put_row(v, col, v->field.item, v->bold, out, err);
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
                               "  vnview -o table -f id,title a.jsonl   a table as wide as the terminal\n";

static const char notes[] =
    "Without -f: lines show the first of keywords, words, text that the first record has; tsv and table\n"
    "those of id, title, cluster, keywords that it has. Without -o: a table on a terminal, else lines.\n"
    "Keywords and other arrays are shown as terms parted by ', ', weights as word:weight, best first.\n";

/* What depends on where the output goes. */
static void look_at_terminal(view *v, const stream_settings *s)
{
    const bool terminal = !s->output && isatty(STDOUT_FILENO);
    const char *plain = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (v->format < 0)
        v->format = terminal ? TABLE : LINES;
    v->columns = s->output ? 0 : width_of_terminal(STDOUT_FILENO);
    v->bold = terminal && !(plain && *plain) && term && strcmp(term, "dumb") != 0;
}

static int run(view *v, const stream_settings *s, cli_arguments files)
{
    vn_error err = {0};
    vn_status st = VN_OK;
    look_at_terminal(v, s);
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
    static const char *const formats[] = {"lines", "tsv", "table", NULL};
    view v = {.format = -1};
    stream_settings s = STREAM_DEFAULTS; /* one thread: the first record decides for all */
    const cli_option options[] = {
        {"format", 'o', CLI_CHOICE, &v.format, "FORMAT", "lines, tsv or table", 0, 0, formats},
        {"fields", 'f', CLI_TEXT, &v.fields, "A,B", "the fields to show, in this order", 0, 0, NULL},
        {"header", 0, CLI_FLAG, &v.header, NULL, "begin lines and tsv with the names of the fields", 0, 0, NULL},
        STREAM_OPTIONS(s),
    };
    const cli_program program = {.name = "vnview", .summary = "shows records as lines, TSV or an aligned table",
                                 .arguments = "[FILE]...", .examples = examples, .options = options,
                                 .n_options = CLI_COUNT_OF(options), .notes = notes};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON)
        code = run(&v, &s, files);
    free(v.field.item);
    vn_buf_free(&v.names);
    vn_buf_free(&v.cells);
    return code;
}
