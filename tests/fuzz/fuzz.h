/* What the fuzz targets share. A target takes any bytes and must neither crash nor break the promise that it checks. */
#ifndef VN_TESTS_FUZZ_H
#define VN_TESTS_FUZZ_H

#include "vntext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Like assert, in every build. */
#define FUZZ_CHECK(condition)                                                                                          \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);                              \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* The input as a slice; empty input has a pointer too. */
static inline vn_slice fuzz_slice(const uint8_t *data, size_t size)
{
    return (vn_slice){size ? (const char *)data : "", size};
}

static inline bool fuzz_same(vn_slice a, vn_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

#endif
