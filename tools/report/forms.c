#include "report.h"

#include <string.h>
#include <strings.h>

static const report_form FORMS[] = {
    {".html", "a page for any browser, with all of it: summary, figures, groups, keywords, pairs", report_html},
    {".xlsx", "a workbook: matrix, pairs, groups, keywords, articles, each on a sheet", report_xlsx},
    {".svg", "heat map and tree, to be printed at any size", report_svg},
    {".png", "the same as pixels, at most 8,000 a side", report_png},
    {".csv", "the similarity matrix for a spreadsheet, R or pandas", report_csv},
    {".tsv", "the same parted by tabs, ids as they are", report_tsv},
    {".md", "the matrix as a table in Markdown; of many articles, the means of the groups", report_md},
    {".tex", "the same in LaTeX, to be read in by \\input", report_tex},
    {NULL, NULL, NULL},
};

const report_form *report_form_at(size_t i)
{
    return FORMS[i].extension ? &FORMS[i] : NULL;
}

const report_form *report_form_of(const char *path)
{
    const size_t len = strlen(path);
    for (const report_form *form = FORMS; form->extension; form++) {
        const size_t tail = strlen(form->extension);
        if (len > tail && strcasecmp(path + len - tail, form->extension) == 0)
            return form;
    }
    return NULL;
}
