#include "csv.h"

#include "cli.h"

#include <string.h>

/* Wide forms count too: programs for East Asian languages read them as the narrow ones. */
static bool is_formula(vn_slice text)
{
    static const char *const begins[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    while (text.len && text.ptr[0] == ' ') {
        text.ptr++;
        text.len--;
    }
    for (size_t i = 0; i < CLI_COUNT_OF(begins); i++) {
        const size_t len = strlen(begins[i]);
        if (text.len >= len && memcmp(text.ptr, begins[i], len) == 0)
            return true;
    }
    return false;
}

static bool needs_quotes(vn_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] && strchr(",;\"\t\r\n", text.ptr[i]))
            return true;
    return false;
}

vn_status csv_cell(vn_slice text, vn_buf *out, vn_error *err)
{
    const char *const around = needs_quotes(text) ? "\"" : "";
    vn_status st = cli_append(out, around, err);
    if (!st && is_formula(text))
        st = cli_append(out, "'", err);
    for (size_t i = 0; !st && i < text.len; i++) {
        const bool quote = text.ptr[i] == '"';
        st = vn_buf_append(out, quote ? "\"\"" : &text.ptr[i], quote ? 2 : 1, err);
    }
    return st ? st : cli_append(out, around, err);
}
