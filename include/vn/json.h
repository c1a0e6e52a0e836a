/* JSON (RFC 8259), read in place: values are slices of the text that was given, taken apart one level at a time. */
#ifndef VN_JSON_H
#define VN_JSON_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Arrays and objects may stand at most this deep in one another: VN_EDATA beyond. */
#define VN_JSON_DEPTH 512

/* A walk over the members of one object or the elements of one array. It borrows the text. */
typedef struct vn_json {
    const char *begin; /* columns count from here */
    const char *at;
    const char *end;
    bool first;
} vn_json;

/* Begins a walk: `json` is an array or object with nothing but white space around it. VN_EDATA when it begins with
 * something else. */
VN_API vn_status vn_json_array(vn_json *walk, vn_slice json, vn_error *err);
VN_API vn_status vn_json_object(vn_json *walk, vn_slice json, vn_error *err);

/* The next element, or member (its name raw, without the quotes); every value is validated whole. VN_DONE at the end,
 * when only white space follows. VN_EDATA with the column. UTF-8 is not checked. */
VN_API vn_status vn_json_element(vn_json *walk, vn_slice *value, vn_error *err);
VN_API vn_status vn_json_member(vn_json *walk, vn_slice *name, vn_slice *value, vn_error *err);

/* VN_OK when the text is one valid value with nothing but white space around it. UTF-8 is not checked. */
VN_API vn_status vn_json_check(vn_slice json, vn_error *err);

/* Appends a string value, decoded. `json` must be a valid value. VN_EDATA when it is not a string, or escapes a lone
 * surrogate. */
VN_API vn_status vn_json_read_string(vn_slice json, vn_buf *out, vn_error *err);

/* A number value, correctly rounded, whatever the locale. VN_EDATA when it is not a number or not finite as a double. */
VN_API vn_status vn_json_read_number(vn_slice json, double *number, vn_error *err);

/* Appends a string with its quotes: only ", \ and control characters are escaped. */
VN_API vn_status vn_json_write_string(vn_slice text, vn_buf *out, vn_error *err);

/* Appends a number with at most nine significant digits and a point, whatever the locale. VN_EINVAL: not finite. */
VN_API vn_status vn_json_write_number(double number, vn_buf *out, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
