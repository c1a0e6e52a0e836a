/* L0: appending to a vn_buf. */
#ifndef VN_LIB_BUF_H
#define VN_LIB_BUF_H

#include "base.h"

vn_status vn_buf_slice(vn_buf *buf, vn_slice s, vn_error *err);
vn_status vn_buf_str(vn_buf *buf, const char *text, vn_error *err);
vn_status vn_buf_char(vn_buf *buf, char c, vn_error *err);

/* At most 511 bytes a call. Never for floating-point numbers: printf obeys the locale. */
vn_status vn_buf_printf(vn_buf *buf, vn_error *err, const char *format, ...) VN_PRINTF(3, 4);

/* At most nine significant digits, a point whatever the locale, never "-0". x must be finite. */
vn_status vn_buf_number(vn_buf *buf, double x, vn_error *err);

#endif
