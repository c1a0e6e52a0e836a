/* Records: one JSON object a line. Fields that nobody touches leave as they came, byte for byte and in their order. */
#ifndef VN_RECORD_H
#define VN_RECORD_H

#include "vn/base.h"
#include "vn/json.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct vn_record vn_record;

VN_API vn_status vn_record_new(vn_record **out, vn_error *err);
VN_API void vn_record_free(vn_record *record);

/* Takes a line apart (RFC 8259, strictly; the whole value is validated). The line is borrowed until the next parse or
 * clear. VN_EDATA with the column; ids of the fields are compared after unescaping. A name that occurs twice means its
 * last value. */
VN_API vn_status vn_record_parse(vn_record *record, vn_slice line, vn_error *err);

/* An empty object. */
VN_API void vn_record_clear(vn_record *record);

/* The raw JSON value of a field; false when it has none. */
VN_API bool vn_record_raw(const vn_record *record, const char *name, vn_slice *json);

/* A string field decoded: VN_OK with ptr NULL when there is no such field or it is null; a number is handed out as its
 * digits; VN_EDATA when it is anything else, or holds a lone surrogate. Lives until the next parse or clear. */
VN_API vn_status vn_record_string(vn_record *record, const char *name, vn_slice *text, vn_error *err);

/* Sets a field (replaces it in its place, or adds it at the end); the value is copied. `json` must be one valid JSON
 * value. */
VN_API vn_status vn_record_set_raw(vn_record *record, const char *name, vn_slice json, vn_error *err);
VN_API vn_status vn_record_set_string(vn_record *record, const char *name, vn_slice text, vn_error *err);
VN_API vn_status vn_record_remove(vn_record *record, const char *name, vn_error *err);

/* Number of fields, and field i in order: raw name without quotes and raw value. */
VN_API size_t vn_record_fields(const vn_record *record);
VN_API void vn_record_field(const vn_record *record, size_t i, vn_slice *name, vn_slice *json);

/* Appends the object and '\n'. A record that was not changed is written as it was read. */
VN_API vn_status vn_record_write(const vn_record *record, vn_buf *out, vn_error *err);

/* The same without the value of one field, for values that come later, or piece by piece: the caller puts a JSON value at
 * *at, counted from where the object begins. A field that the record lacks stands at its end. */
VN_API vn_status vn_record_write_around(vn_record *record, const char *name, vn_buf *out, size_t *at, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
