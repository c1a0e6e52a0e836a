/* L0: errors, checked sizes, memory. Every file of the library includes this. */
#ifndef VN_LIB_BASE_H
#define VN_LIB_BASE_H

#include "vn/base.h"

#include <stdlib.h>
#include <string.h>

#define VN_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Asks for a cache line that will be read soon. */
#if defined(__GNUC__)
#define VN_PREFETCH(address) __builtin_prefetch(address)
#else
#define VN_PREFETCH(address) ((void)(address))
#endif

/* Number of the lowest bit that is set; x is not 0. */
static inline uint32_t vn_lowest_bit(uint32_t x)
{
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctz(x);
#else
    uint32_t n = 0;
    for (; !(x & 1); x >>= 1)
        n++;
    return n;
#endif
}

static inline uint32_t vn_lowest_bit64(uint64_t x)
{
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctzll(x);
#else
    const uint32_t low = (uint32_t)x;
    return low ? vn_lowest_bit(low) : 32 + vn_lowest_bit((uint32_t)(x >> 32));
#endif
}

/* Marks a message that translators are to see where the call does not tell: the second of two, between which ?: chooses. */
#define VN_PHRASE(text) text

/* Fills err (when there is one) and returns the code, so that failing is one line. */
vn_status vn_fail(vn_error *err, vn_status code, const char *format, ...) VN_PRINTF(3, 4);

/* The same, with the place in the data: line and column count from 1, 0 is unknown. */
vn_status vn_fail_at(vn_error *err, vn_status code, size_t line, size_t column, const char *format, ...)
    VN_PRINTF(5, 6);

/* Out of memory while making `what`. */
vn_status vn_fail_memory(vn_error *err, const char *what);

/* count * size, or false when that does not fit. */
bool vn_size_mul(size_t count, size_t size, size_t *product);

/* calloc and realloc with the multiplication checked; NULL on failure. count 0 gives a block too. */
void *vn_calloc(size_t count, size_t size);
void *vn_realloc(void *block, size_t count, size_t size);

/* Makes room for `need` items in the array *block of *cap items, growing by half; the array stays as it
 * was on failure. False: out of memory. */
bool vn_grow(void **block, size_t *cap, size_t need, size_t size);

/* A large block that is read all over: asks for large pages, of which the processor knows more at a time. Changes nothing
 * else. */
void vn_advise_large(void *block, size_t bytes);

static inline vn_slice vn_slice_of(const char *ptr, size_t len)
{
    vn_slice s = {ptr, len};
    return s;
}

static inline vn_slice vn_slice_str(const char *text)
{
    return vn_slice_of(text, strlen(text));
}

static inline bool vn_slice_eq(vn_slice a, vn_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Order by bytes, the shorter first when one begins the other: <0, 0, >0. */
int vn_slice_cmp(vn_slice a, vn_slice b);

/* 64-bit hash of bytes; the same on every machine, so it may go into files. */
uint64_t vn_hash(const void *bytes, size_t len);

/* A finaliser that spreads every bit of x over the result (splitmix64). */
static inline uint64_t vn_mix(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

#endif
