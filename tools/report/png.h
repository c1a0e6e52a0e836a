/* Small pictures in the few colours of a scale. */
#ifndef TOOLS_REPORT_PNG_H
#define TOOLS_REPORT_PNG_H

#include "layout.h"

/* Appends a PNG (ISO/IEC 15948) of width * height pixels in n colours, n <= 256: 8 bits a pixel, each the number of a colour.
 * Compressed by zlib: the bytes may differ between its versions, the picture does not. VN_ENOMEM. */
vn_status png_write(const unsigned char *pixel, size_t width, size_t height, const layout_colour *colour, size_t n,
                    vn_buf *out, vn_error *err);

/* Appends bytes in base64 (RFC 4648) with padding. VN_ENOMEM. */
vn_status png_base64(const unsigned char *bytes, size_t len, vn_buf *out, vn_error *err);

#endif
