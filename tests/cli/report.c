/* Writes the report of tests/report_sample.c in the form of the path: vntest-report PATH [en|long|heatmap|tree]. `long` has
 * titles that are more than a cell of a workbook takes, or that look like what workbooks write for characters. */
#include "cli.h"
#include "report_sample.h"

#include <stdlib.h>
#include <string.h>

enum { LETTERS = 40000 };

/* 40,000 letters, 20,000 that count twice, and references to characters. */
static vn_slice long_title(vn_buf *made, size_t i)
{
    static const char *const LETTER[] = {"ệ", "\xf0\x9f\x98\x80", "_x0041_"};
    for (size_t n = 0; n < (i < 2 ? LETTERS / (i + 1) : 2); n++)
        if (cli_append(made, LETTER[i], NULL))
            abort();
    return (vn_slice){made->ptr, made->len};
}

static vn_status write_long(const report_form *form, const report *r, output *out, vn_error *err)
{
    vn_buf title[3] = {{0}, {0}, {0}};
    report_article article[16];
    report long_one = *r;
    memcpy(article, r->article, r->n * sizeof *article);
    long_one.article = article;
    for (size_t i = 0; i < 3; i++)
        article[i].title = long_title(&title[i], i);
    const vn_status st = form->write(&long_one, out, err);
    for (size_t i = 0; i < 3; i++)
        vn_buf_free(&title[i]);
    return st;
}

static vn_status write_sample(const report_form *form, const report *r, const char *how, output *out, vn_error *err)
{
    report one = *r;
    if (strcmp(how, "long") == 0)
        return write_long(form, r, out, err);
    if (strcmp(how, "heatmap") == 0)
        one.figures = REPORT_HEAT_MAP;
    if (strcmp(how, "tree") == 0)
        one.figures = REPORT_TREE;
    return form->write(&one, out, err);
}

int main(int argc, char **argv)
{
    vn_error err = {0};
    output *out = NULL;
    const char *path = argc > 1 ? argv[1] : "";
    const report_form *form = report_form_of(path);
    const char *how = argc > 2 ? argv[2] : "";
    const report *r = report_sample(strcmp(how, "en") == 0);
    if (!form || !r)
        return cli_usage("vntest-report", "no form for '%s'", path);
    vn_status st = output_open(&out, path, &err);
    if (!st)
        st = write_sample(form, r, how, out, &err);
    if (!st)
        st = output_close(out, &err);
    else
        output_discard(out);
    report_sample_free();
    return st ? cli_fail("vntest-report", path, &err) : CLI_OK;
}
