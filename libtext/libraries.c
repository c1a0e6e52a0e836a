#include "base.h"

#include <gsl/gsl_version.h>
#include <stdio.h>
#include <unicode/uversion.h>
#include <zlib.h>

vn_status vn_libraries(vn_buf *out, vn_error *err)
{
    UVersionInfo icu;
    char icu_text[U_MAX_VERSION_STRING_LENGTH];
    char line[128];
    u_getVersion(icu);
    u_versionToString(icu, icu_text);
    const int n = snprintf(line, sizeof line, "ICU %s, GSL %s, zlib %s", icu_text, gsl_version, zlibVersion());
    return vn_buf_append(out, line, n > 0 && (size_t)n < sizeof line ? (size_t)n : 0, err);
}
