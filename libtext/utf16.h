/* L1: UTF-16 to UTF-8, in pieces of any size. */
#ifndef VN_LIB_UTF16_H
#define VN_LIB_UTF16_H

#include "base.h"

/* Start with {.big = ..., .replace = ...}. */
typedef struct vn_utf16 {
    bool big;     /* byte order */
    bool replace; /* a lone surrogate becomes U+FFFD; else it is written as three bytes that are not valid UTF-8, so
                     that whoever checks the text reports it with its place */
    bool odd;     /* a first half byte waits in `byte` */
    unsigned char byte;
    uint32_t high; /* a high surrogate that waits for its low one, or 0 */
} vn_utf16;

/* Appends the code points that end in these bytes. VN_ENOMEM, VN_ELIMIT. */
vn_status vn_utf16_decode(vn_utf16 *in, const unsigned char *bytes, size_t len, vn_buf *out, vn_error *err);

/* The end: what waits is written. VN_EDATA for an odd number of bytes (U+FFFD under replace). */
vn_status vn_utf16_end(vn_utf16 *in, vn_buf *out, vn_error *err);

#endif
