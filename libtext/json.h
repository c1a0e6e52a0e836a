/* L1: JSON, what record.c needs beyond vn/json.h. */
#ifndef VN_LIB_JSON_H
#define VN_LIB_JSON_H

#include "base.h"
#include "vn/json.h"

/* Appends the text between the quotes of a valid string, decoded. A lone surrogate is VN_EDATA, or U+FFFD. */
vn_status vn_json_unescape(vn_slice raw, bool replace, vn_buf *out, vn_error *err);

/* White space as JSON has it. */
static inline bool vn_json_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

#endif
