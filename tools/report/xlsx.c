#define _DEFAULT_SOURCE /* mkstemp with TMPDIR */
#include "xlsx.h"

#include "cli.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CREATED = 946684800 }; /* 2000-01-01: workbooks carry a date, and ours must not carry today's */

/* A workbook in a file --------------------------------------------------------------------------------------------- */

static const char *directory(void)
{
    const char *dir = getenv("TMPDIR");
    return dir && *dir ? dir : "/tmp";
}

static vn_status no_space(vn_error *err)
{
    return cli_error(err, VN_EIO, "cannot write a temporary file in %.150s", directory());
}

/* A temporary file without a name, so that nothing is left of it however the program ends; `path` is another way to it. */
static vn_status nameless(int *fd, char *path, size_t size, vn_error *err)
{
    char name[4096];
    const int n = snprintf(name, sizeof name, "%s/vnreport-XXXXXX", directory());
    *fd = n > 0 && (size_t)n < sizeof name ? mkstemp(name) : -1;
    if (*fd < 0)
        return no_space(err);
    unlink(name);
    snprintf(path, size, "/dev/fd/%d", *fd);
    return VN_OK;
}

static vn_status copy_out(int fd, output *out, vn_error *err)
{
    char bytes[16384];
    ssize_t n = lseek(fd, 0, SEEK_SET);
    vn_status st = n < 0 ? no_space(err) : VN_OK;
    while (!st && (n = read(fd, bytes, sizeof bytes)) > 0)
        st = output_write(out, bytes, (size_t)n, err);
    return !st && n < 0 ? no_space(err) : st;
}

void xlsx_check(xlsx *x, lxw_error error)
{
    if (x->status || !error)
        return;
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        x->status = cli_error(x->err, VN_ENOMEM, "out of memory for the workbook");
    else if (error <= LXW_ERROR_ZIP_CLOSE)
        x->status = no_space(x->err);
    else
        x->status = cli_error(x->err, VN_ELIMIT, "the workbook cannot hold this: %.150s", lxw_strerror(error));
}

static void set_properties(xlsx *x)
{
    char made[64];
    vn_buf *title = xlsx_fresh(x);
    x->status = x->status ? x->status : vn_buf_append(title, x->r->title.ptr, x->r->title.len, x->err);
    snprintf(made, sizeof made, "%s", x->r->made_by);
    for (size_t i = 0; i < title->len; i++)
        if ((unsigned char)title->ptr[i] < ' ')
            title->ptr[i] = ' ';
    lxw_doc_properties about = {.title = title->ptr, .author = made, .created = CREATED};
    if (!x->status)
        xlsx_check(x, workbook_set_properties(x->book, &about));
}

/* Styles ------------------------------------------------------------------------------------------------------------ */

typedef struct style_row {
    const char *number; /* how numbers are shown */
    bool bold;
    bool wrap;
    uint8_t size; /* 0: as others */
    uint32_t color;
    uint32_t fill; /* 0: none */
    uint8_t align;
    uint8_t top, left; /* lines */
} style_row;

enum { INK = 0x1F2933, GREY = 0x5F6C7B, TEAL = 0x0B7285, PALE = 0xE6EEF0 };

static const style_row STYLES[XLSX_BAND] = {
    [XLSX_TEXT] = {.align = LXW_ALIGN_LEFT},
    [XLSX_WRAP] = {.wrap = true, .align = LXW_ALIGN_LEFT},
    [XLSX_TITLE] = {.bold = true, .size = 16, .color = INK, .align = LXW_ALIGN_LEFT},
    [XLSX_NOTE] = {.color = GREY, .align = LXW_ALIGN_LEFT},
    [XLSX_FACT] = {.number = "#,##0", .bold = true, .align = LXW_ALIGN_LEFT},
    [XLSX_HEAD] = {.bold = true, .wrap = true, .fill = PALE, .align = LXW_ALIGN_LEFT},
    [XLSX_HEAD_NUMBER] = {.bold = true, .wrap = true, .fill = PALE, .align = LXW_ALIGN_RIGHT},
    [XLSX_HEAD_MIDDLE] = {.bold = true, .fill = PALE, .align = LXW_ALIGN_CENTER},
    [XLSX_TURNED] = {.fill = PALE, .align = LXW_ALIGN_CENTER},
    [XLSX_WHOLE] = {.number = "#,##0", .align = LXW_ALIGN_RIGHT},
    [XLSX_DECIMAL] = {.number = "0.000", .align = LXW_ALIGN_RIGHT},
    [XLSX_PERCENT] = {.number = "0%", .align = LXW_ALIGN_RIGHT},
    [XLSX_DATE] = {.number = "dd/mm/yyyy", .align = LXW_ALIGN_LEFT},
    [XLSX_LINK] = {.color = TEAL, .align = LXW_ALIGN_LEFT},
    [XLSX_MEAN] = {.number = "0.000", .align = LXW_ALIGN_CENTER},
    [XLSX_SCORE] = {.number = "0.00", .align = LXW_ALIGN_CENTER},
    [XLSX_SCORE_TOP] = {.number = "0.00", .align = LXW_ALIGN_CENTER, .top = LXW_BORDER_THIN},
    [XLSX_SCORE_LEFT] = {.number = "0.00", .align = LXW_ALIGN_CENTER, .left = LXW_BORDER_THIN},
    [XLSX_SCORE_CORNER] = {.number = "0.00", .align = LXW_ALIGN_CENTER, .top = LXW_BORDER_THIN, .left = LXW_BORDER_THIN},
};

/* Pale, so that black letters stand on them; in turn, for neighbouring groups. */
static const uint32_t BANDS[XLSX_BANDS] = {0xCFE8EC, 0xFBE3C8, 0xE3DDF4, 0xD9EBC9, 0xF9D9DD, 0xFFF3BF, 0xD6E4F7, 0xE9E4DD};

static void make_style(xlsx *x, size_t which, const style_row *row)
{
    lxw_format *f = workbook_add_format(x->book);
    x->style[which] = f;
    if (!f) {
        xlsx_check(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    const bool english_date = which == XLSX_DATE && x->r->english;
    format_set_align(f, which == XLSX_TURNED ? LXW_ALIGN_VERTICAL_BOTTOM : LXW_ALIGN_VERTICAL_TOP);
    if (row->number)
        format_set_num_format(f, english_date ? "d mmm yyyy" : row->number);
    if (row->bold)
        format_set_bold(f);
    if (row->wrap)
        format_set_text_wrap(f);
    if (row->size)
        format_set_font_size(f, row->size);
    if (row->color)
        format_set_font_color(f, row->color);
    if (row->fill)
        format_set_bg_color(f, row->fill);
    format_set_align(f, row->align);
    if (row->align == LXW_ALIGN_LEFT)
        format_set_indent(f, 1); /* off the numbers of the column before */
    format_set_top(f, row->top);
    format_set_left(f, row->left);
    if (which == XLSX_TURNED)
        format_set_rotation(f, 90);
    if (which == XLSX_LINK)
        format_set_underline(f, LXW_UNDERLINE_SINGLE);
}

static void make_styles(xlsx *x)
{
    for (size_t i = 0; i < XLSX_BAND; i++)
        make_style(x, i, &STYLES[i]);
    for (size_t i = 0; i < XLSX_BANDS; i++)
        make_style(x, XLSX_BAND + i, &(style_row){.fill = BANDS[i], .align = LXW_ALIGN_CENTER});
}

/* The form ---------------------------------------------------------------------------------------------------------- */

static void number_articles(xlsx *x)
{
    x->place = calloc(x->r->n + 1, sizeof *x->place);
    if (!x->place) {
        xlsx_check(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    for (size_t i = 0; i < x->r->n; i++)
        x->place[x->r->order[i]] = i + 1;
}

static void fill_book(xlsx *x)
{
    make_styles(x);
    number_articles(x);
    set_properties(x);
    xlsx_summary(x);
    xlsx_matrix(x);
    xlsx_pairs(x);
    xlsx_groups(x);
    xlsx_keywords(x);
    xlsx_articles(x);
    xlsx_trends(x);
}

/* The library tells of failures on standard error by itself; what went wrong is told once, by the program. */
static lxw_error close_quietly(lxw_workbook *book)
{
    fflush(stderr);
    const int kept = dup(STDERR_FILENO);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept >= 0 && nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    const lxw_error error = workbook_close(book);
    if (kept >= 0) {
        dup2(kept, STDERR_FILENO);
        close(kept);
    }
    if (nowhere >= 0)
        close(nowhere);
    return error;
}

static vn_status make_book(const report *r, const char *path, vn_error *err)
{
    char dir[4096];
    snprintf(dir, sizeof dir, "%s", directory());
    lxw_workbook_options options = {.tmpdir = dir};
    xlsx x = {.r = r, .err = err};
    x.book = workbook_new_opt(path, &options);
    if (!x.book)
        return cli_error(err, VN_ENOMEM, "out of memory for the workbook");
    fill_book(&x);
    xlsx_check(&x, close_quietly(x.book));
    vn_buf_free(&x.text);
    free(x.place);
    return x.status;
}

vn_status report_xlsx(const report *r, output *out, vn_error *err)
{
    char path[64];
    int fd;
    vn_status st = nameless(&fd, path, sizeof path, err);
    if (st)
        return st;
    st = make_book(r, path, err);
    if (!st)
        st = copy_out(fd, out, err);
    close(fd);
    return st;
}
