/* vntext: what every part of the interface uses: status, error, slice, growable buffer.
 *
 * Conventions, once for all headers
 *   - Handles are opaque. vn_x_new(&x, ..., &err) makes one, vn_x_free(x) ends it and takes NULL.
 *   - Every call that can fail returns vn_status: VN_OK is 0, failures are negative, and VN_DONE (1)
 *     is the end of a stream. `err` is the last parameter, belongs to the caller and may be NULL; the
 *     first failure fills it. Outputs change only on success.
 *   - The library never prints, exits or aborts, and has no mutable globals. A handle may be used by
 *     one thread at a time unless its header says that it is immutable and shared.
 *   - Slices handed out are borrowed: they live until the next call on the same handle. */
#ifndef VN_BASE_H
#define VN_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define VN_API __attribute__((visibility("default")))
#define VN_PRINTF(at, first) __attribute__((format(printf, at, first)))
#else
#define VN_API
#define VN_PRINTF(at, first)
#endif

#define VN_VERSION_MAJOR 0
#define VN_VERSION_MINOR 1
#define VN_VERSION_PATCH 0
#define VN_VERSION "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum vn_status {
    VN_OK = 0,
    VN_DONE = 1,    /* the stream has ended; not a failure */
    VN_EINVAL = -1, /* an argument or option that makes no sense */
    VN_EDATA = -2,  /* input data that is malformed */
    VN_EIO = -3,    /* the operating system refused to read or write */
    VN_ENOMEM = -4, /* out of memory */
    VN_ELIMIT = -5  /* a documented limit was passed */
} vn_status;

/* What went wrong, and where in the data. Zero line or column: not known. Both count from 1; the
 * column counts bytes. msg is one line in English, in lower case, without a full stop, always terminated.
 *
 * The rest is for programs that say it in another language: msg is `begin` bytes that are no part of the message, then what
 * printf made of `format` (static; NULL when not known), in which the text of the i-th conversion is part[i], counted in
 * bytes of msg. `system` is the errno of the call that failed, 0 when it was none. */
#define VN_ERROR_PARTS 8
typedef struct vn_error {
    vn_status code;
    size_t line;
    size_t column;
    char msg[256];
    const char *format;
    struct {
        unsigned char begin, end;
    } part[VN_ERROR_PARTS];
    unsigned char begin;
    int system;
} vn_error;

/* Bytes that somebody else owns. Not terminated. */
typedef struct vn_slice {
    const char *ptr;
    size_t len;
} vn_slice;

/* A growable byte buffer. Start with {0}; vn_buf_free ends it and makes it {0} again. `max` is the
 * ceiling in bytes, 0 means VN_BUF_MAX; growing past it is VN_ELIMIT. ptr[len] is always '\0' once
 * anything was appended. */
#define VN_BUF_MAX ((size_t)1 << 32)
typedef struct vn_buf {
    char *ptr;
    size_t len;
    size_t cap;
    size_t max;
} vn_buf;

VN_API void vn_buf_free(vn_buf *buf);
VN_API vn_status vn_buf_reserve(vn_buf *buf, size_t extra, vn_error *err);
VN_API vn_status vn_buf_append(vn_buf *buf, const void *bytes, size_t len, vn_error *err);

/* The library's version, "MAJOR.MINOR.PATCH"; static. */
VN_API const char *vn_version(void);

/* Appends the libraries in use with their versions, as they say themselves at run time: "ICU 72.1, GSL 2.7.1, zlib 1.2.13".
 * VN_ENOMEM. */
VN_API vn_status vn_libraries(vn_buf *out, vn_error *err);

/* Fills err, which may be NULL, as the library does, and returns code; format must live as long as err, as a literal does. */
VN_API vn_status vn_error_format(vn_error *err, vn_status code, const char *format, va_list args) VN_PRINTF(3, 0);

/* A short English name of a status, "bad data" for VN_EDATA; static. */
VN_API const char *vn_status_name(vn_status status);

#ifdef __cplusplus
}
#endif
#endif
