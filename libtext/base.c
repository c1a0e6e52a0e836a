#define _DEFAULT_SOURCE /* madvise */
#include "base.h"

#include <stdarg.h>
#include <sys/mman.h>
#include <stdio.h>
#include <string.h>

const char *vn_version(void)
{
    return VN_VERSION;
}

const char *vn_status_name(vn_status status)
{
    switch (status) {
    case VN_OK: return "ok";
    case VN_DONE: return "end";
    case VN_EINVAL: return VN_PHRASE("bad argument");
    case VN_EDATA: return VN_PHRASE("bad data");
    case VN_EIO: return VN_PHRASE("input or output failed");
    case VN_ENOMEM: return VN_PHRASE("out of memory");
    case VN_ELIMIT: return VN_PHRASE("limit passed");
    }
    return "unknown status";
}

/* How many bytes the first n of a format print. */
VN_PRINTF(1, 0)
static size_t printed(const char *format, size_t n, va_list args)
{
    char head[sizeof((vn_error *)0)->msg];
    va_list again;
    memcpy(head, format, n);
    head[n] = '\0';
    va_copy(again, args);
    const int len = vsnprintf(NULL, 0, head, again);
    va_end(again);
    return len > 0 ? (size_t)len : 0;
}

/* Finds where the text of each conversion stands in msg; false: there are too many, or they are cut off. */
VN_PRINTF(2, 0)
static bool find_parts(vn_error *err, const char *format, va_list args)
{
    size_t n = 0;
    if (strlen(format) >= sizeof err->msg)
        return false;
    for (const char *p = strchr(format, '%'); p; p = strchr(p, '%')) {
        const size_t len = 1 + strcspn(p + 1, "diouxXcsfFeEgGaAp%");
        if (p[len] != '%') {
            const size_t begin = printed(format, (size_t)(p - format), args);
            const size_t end = printed(format, (size_t)(p - format) + len + 1, args);
            if (n == VN_ERROR_PARTS || end >= sizeof err->msg)
                return false;
            err->part[n].begin = (unsigned char)begin;
            err->part[n++].end = (unsigned char)end;
        }
        p += len + 1;
    }
    return true;
}

/* A text that was cut off does not end in a part of a character. */
static void end_at_character(char *text, size_t len)
{
    const size_t cut = len;
    while (len && ((unsigned char)text[len - 1] & 0xC0) == 0x80)
        len--;
    if (len && (unsigned char)text[len - 1] >= 0xC0)
        len--;
    text[len + 4 > cut ? len : cut] = '\0'; /* bytes that are no UTF-8 stay */
}

vn_status vn_error_format(vn_error *err, vn_status code, const char *format, va_list args)
{
    va_list again;
    if (!err)
        return code;
    *err = (vn_error){.code = code};
    va_copy(again, args);
    const int len = vsnprintf(err->msg, sizeof err->msg, format, again);
    if (len < 0)
        err->msg[0] = '\0';
    else if ((size_t)len >= sizeof err->msg)
        end_at_character(err->msg, sizeof err->msg - 1);
    va_end(again);
    err->format = find_parts(err, format, args) ? format : NULL;
    return code;
}

vn_status vn_fail(vn_error *err, vn_status code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vn_error_format(err, code, format, args);
    va_end(args);
    return code;
}

vn_status vn_fail_at(vn_error *err, vn_status code, size_t line, size_t column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vn_error_format(err, code, format, args);
    va_end(args);
    if (err) {
        err->line = line;
        err->column = column;
    }
    return code;
}

vn_status vn_fail_memory(vn_error *err, const char *what)
{
    return vn_fail(err, VN_ENOMEM, "out of memory for %s", what);
}

bool vn_size_mul(size_t count, size_t size, size_t *product)
{
    if (size && count > SIZE_MAX / size)
        return false;
    *product = count * size;
    return true;
}

void *vn_calloc(size_t count, size_t size)
{
    return calloc(count ? count : 1, size ? size : 1);
}

void *vn_realloc(void *block, size_t count, size_t size)
{
    size_t bytes;
    if (!vn_size_mul(count, size, &bytes))
        return NULL;
    return realloc(block, bytes ? bytes : 1);
}

bool vn_grow(void **block, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap)
        return true;
    size_t wanted = *cap + *cap / 2 + 16;
    if (wanted < need)
        wanted = need;
    void *grown = vn_realloc(*block, wanted, size);
    if (!grown)
        return false;
    *block = grown;
    *cap = wanted;
    return true;
}

void vn_advise_large(void *block, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    const uintptr_t page = (uintptr_t)1 << 21;
    const uintptr_t from = ((uintptr_t)block + page - 1) / page * page;
    const uintptr_t to = ((uintptr_t)block + bytes) / page * page;
    if (from < to)
        (void)madvise((char *)block + (from - (uintptr_t)block), to - from, MADV_HUGEPAGE);
#else
    (void)block, (void)bytes;
#endif
}

int vn_slice_cmp(vn_slice a, vn_slice b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

/* Little-endian load of up to eight bytes, so that hashes agree across machines. */
static uint64_t load_le(const unsigned char *p, size_t n)
{
    uint64_t word = 0;
    for (size_t i = 0; i < n; i++)
        word |= (uint64_t)p[i] << (8 * i);
    return word;
}

uint64_t vn_hash(const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15) ^ len;
    for (; len >= 8; len -= 8, p += 8)
        h = vn_mix(h ^ load_le(p, 8)) + UINT64_C(0x9e3779b97f4a7c15);
    if (len)
        h ^= load_le(p, len);
    return vn_mix(h);
}
