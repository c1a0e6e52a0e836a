#include "report.h"

#include "cli.h"

#include <cairo.h>
#include <stdio.h>
#include <xlsxwriter.h>

vn_status report_libraries(vn_buf *out, vn_error *err)
{
    char line[128];
    snprintf(line, sizeof line, "cairo %s, libxlsxwriter %s", cairo_version_string(), lxw_version());
    return cli_append(out, line, err);
}
