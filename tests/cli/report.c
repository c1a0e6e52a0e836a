/* Writes the report of tests/report_sample.c in the form of the path: vntest-report PATH [en]. */
#include "cli.h"
#include "report_sample.h"

#include <string.h>

int main(int argc, char **argv)
{
    vn_error err = {0};
    output *out = NULL;
    const char *path = argc > 1 ? argv[1] : "";
    const report_form *form = report_form_of(path);
    const report *r = report_sample(argc > 2 && strcmp(argv[2], "en") == 0);
    if (!form || !r)
        return cli_usage("vntest-report", "no form for '%s'", path);
    vn_status st = output_open(&out, path, &err);
    if (!st)
        st = form->write(r, out, &err);
    if (!st)
        st = output_close(out, &err);
    else
        output_discard(out);
    report_sample_free();
    return st ? cli_fail("vntest-report", path, &err) : CLI_OK;
}
