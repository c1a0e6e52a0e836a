/* PKWARE's APPNOTE.TXT 6.3: local heads say that sizes and CRC follow the data (bit 3), with ZIP64 fields, so that nothing
 * need be known before; the central directory has them again. */
#include "zip.h"

#include "cli.h"

#include <string.h>

enum {
    VERSION = 45,    /* needed for ZIP64 */
    MADE_BY = 3 << 8 | VERSION, /* Unix */
    SIZES_FOLLOW = 8,
    DATE = 33,       /* 1 January 1980, so that the bytes do not depend on the day */
    ZIP64 = 1,
    DIRECTORY64 = 44 /* bytes of its end record behind their number */
};
#define NO_32 UINT64_C(0xFFFFFFFF)
#define MODE (UINT64_C(0100644) << 16)

/* ---- CRC-32, eight bytes at a time by tables (Kounavis & Berry 2008) ---- */

static void make_tables(uint32_t crc[8][256])
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t c = byte;
        for (int bit = 0; bit < 8; bit++)
            c = c & 1 ? UINT32_C(0xEDB88320) ^ (c >> 1) : c >> 1;
        crc[0][byte] = c;
    }
    for (size_t k = 1; k < 8; k++)
        for (size_t byte = 0; byte < 256; byte++)
            crc[k][byte] = (crc[k - 1][byte] >> 8) ^ crc[0][crc[k - 1][byte] & 0xFF];
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(VN_SIMD_SSE2) && !defined(VN_SIMD_PORTABLE)
#include <immintrin.h>
#define TARGET_CLMUL __attribute__((target("pclmul,sse4.1")))
#define HAS_CLMUL (__builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1"))

/* x times the two constants, its halves added up: x moved on by as many bits as the constants stand for. */
TARGET_CLMUL static inline __m128i fold(__m128i x, __m128i by, __m128i next)
{
    const __m128i low = _mm_clmulepi64_si128(x, by, 0x00);
    const __m128i high = _mm_clmulepi64_si128(x, by, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

/* 128 bits to 32: the remainder, by Barrett's method. */
TARGET_CLMUL static inline uint32_t reduce(__m128i x, __m128i by_128)
{
    const __m128i low_32 = _mm_setr_epi32(-1, 0, -1, 0);
    const __m128i by_64 = _mm_set_epi64x(0, 0x0163cd6124);
    const __m128i polynomial = _mm_set_epi64x(0x01f7011641, 0x01db710641);
    x = _mm_xor_si128(_mm_srli_si128(x, 8), _mm_clmulepi64_si128(x, by_128, 0x10));
    x = _mm_xor_si128(_mm_srli_si128(x, 4), _mm_clmulepi64_si128(_mm_and_si128(x, low_32), by_64, 0x00));
    __m128i t = _mm_clmulepi64_si128(_mm_and_si128(x, low_32), polynomial, 0x10);
    t = _mm_clmulepi64_si128(_mm_and_si128(t, low_32), polynomial, 0x00);
    return (uint32_t)_mm_extract_epi32(_mm_xor_si128(x, t), 1);
}

TARGET_CLMUL static inline __m128i load(const unsigned char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Carry-less multiplication (Gopal et al. 2009, "Fast CRC computation for generic polynomials"); len is 64 or more and a
 * multiple of 16. */
TARGET_CLMUL static uint32_t add_blocks(uint32_t c, const unsigned char *p, size_t len)
{
    const __m128i by_512 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
    const __m128i by_128 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
    __m128i x[4] = {_mm_xor_si128(load(p), _mm_cvtsi32_si128((int)c)), load(p + 16), load(p + 32), load(p + 48)};
    for (p += 64, len -= 64; len >= 64; p += 64, len -= 64)
        for (size_t i = 0; i < 4; i++)
            x[i] = fold(x[i], by_512, load(p + 16 * i));
    __m128i all = x[0];
    for (size_t i = 1; i < 4; i++)
        all = fold(all, by_128, x[i]);
    for (; len; p += 16, len -= 16)
        all = fold(all, by_128, load(p));
    return reduce(all, by_128);
}
#else
#define HAS_CLMUL false
static uint32_t add_blocks(uint32_t c, const unsigned char *p, size_t len)
{
    (void)p, (void)len;
    return c;
}
#endif

static uint32_t add_to_crc(uint32_t table[8][256], uint32_t crc, const unsigned char *p, size_t len)
{
    uint32_t c = ~crc;
    if (len >= 64 && HAS_CLMUL) {
        const size_t whole = len / 16 * 16;
        c = add_blocks(c, p, whole);
        p += whole;
        len -= whole;
    }
    for (; len >= 8; len -= 8, p += 8) {
        uint64_t v;
        memcpy(&v, p, sizeof v);
        v ^= c;
        c = table[7][v & 0xFF] ^ table[6][v >> 8 & 0xFF] ^ table[5][v >> 16 & 0xFF] ^ table[4][v >> 24 & 0xFF] ^
            table[3][v >> 32 & 0xFF] ^ table[2][v >> 40 & 0xFF] ^ table[1][v >> 48 & 0xFF] ^ table[0][v >> 56];
    }
    for (; len; len--, p++)
        c = (c >> 8) ^ table[0][(c ^ *p) & 0xFF];
    return ~c;
}

/* ---- the archive ---- */

/* Numbers of a record, little-endian. */
typedef struct record {
    unsigned char bytes[96];
    size_t len;
} record;

static void put(record *r, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        r->bytes[r->len++] = (unsigned char)(value >> (8 * i));
}

static vn_status write_record(zip *z, const record *r, const char *name, vn_error *err)
{
    const size_t length = name ? strlen(name) : 0;
    z->written += r->len + length;
    const vn_status st = output_write(z->out, r->bytes, r->len, err);
    return st || !name ? st : output_write(z->out, name, length, err);
}

/* Of both kinds of heads: version, flags, method (stored), time, date. */
static void put_common(record *r)
{
    put(r, VERSION, 2);
    put(r, SIZES_FOLLOW, 2);
    put(r, 0, 2);
    put(r, 0, 2);
    put(r, DATE, 2);
}

vn_status zip_begin(zip *z, const char *name, vn_error *err)
{
    if (z->n == ZIP_MEMBERS)
        return cli_error(err, VN_ELIMIT, "an archive has at most %d members", ZIP_MEMBERS);
    if (!z->n)
        make_tables(z->crc);
    z->member[z->n] = (zip_member){.name = name, .at = z->written};
    record r = {.len = 0};
    put(&r, 0x04034b50, 4);
    put_common(&r);
    put(&r, 0, 4);
    put(&r, NO_32, 4);
    put(&r, NO_32, 4);
    put(&r, strlen(name), 2);
    put(&r, 20, 2);
    const vn_status st = write_record(z, &r, name, err);
    r.len = 0;
    put(&r, ZIP64, 2);
    put(&r, 16, 2);
    put(&r, 0, 8);
    put(&r, 0, 8);
    return st ? st : write_record(z, &r, NULL, err);
}

vn_status zip_write(zip *z, const void *bytes, size_t len, vn_error *err)
{
    zip_member *m = &z->member[z->n];
    m->crc = add_to_crc(z->crc, m->crc, bytes, len);
    m->size += len;
    z->written += len;
    return output_write(z->out, bytes, len, err);
}

vn_status zip_end(zip *z, vn_error *err)
{
    const zip_member *m = &z->member[z->n++];
    record r = {.len = 0};
    put(&r, 0x08074b50, 4);
    put(&r, m->crc, 4);
    put(&r, m->size, 8);
    put(&r, m->size, 8);
    return write_record(z, &r, NULL, err);
}

static vn_status write_entry(zip *z, const zip_member *m, vn_error *err)
{
    record r = {.len = 0};
    put(&r, 0x02014b50, 4);
    put(&r, MADE_BY, 2);
    put_common(&r);
    put(&r, m->crc, 4);
    put(&r, NO_32, 4);
    put(&r, NO_32, 4);
    put(&r, strlen(m->name), 2);
    put(&r, 28, 2);
    put(&r, 0, 6); /* comment, disk, kind of content */
    put(&r, MODE, 4);
    put(&r, NO_32, 4);
    const vn_status st = write_record(z, &r, m->name, err);
    r.len = 0;
    put(&r, ZIP64, 2);
    put(&r, 24, 2);
    put(&r, m->size, 8);
    put(&r, m->size, 8);
    put(&r, m->at, 8);
    return st ? st : write_record(z, &r, NULL, err);
}

/* The end of the directory in 64 bits, where to find it, and the end as it was before. */
static vn_status write_end(zip *z, uint64_t at, vn_error *err)
{
    const uint64_t end = z->written;
    record r = {.len = 0};
    put(&r, 0x06064b50, 4);
    put(&r, DIRECTORY64, 8);
    put(&r, MADE_BY, 2);
    put(&r, VERSION, 2);
    put(&r, 0, 8); /* disks */
    put(&r, z->n, 8);
    put(&r, z->n, 8);
    put(&r, end - at, 8);
    put(&r, at, 8);
    vn_status st = write_record(z, &r, NULL, err);
    r.len = 0;
    put(&r, 0x07064b50, 4);
    put(&r, 0, 4);
    put(&r, end, 8);
    put(&r, 1, 4);
    put(&r, 0x06054b50, 4);
    put(&r, 0, 4);
    put(&r, z->n, 2);
    put(&r, z->n, 2);
    put(&r, NO_32, 4);
    put(&r, NO_32, 4);
    put(&r, 0, 2);
    return st ? st : write_record(z, &r, NULL, err);
}

vn_status zip_finish(zip *z, vn_error *err)
{
    const uint64_t at = z->written;
    vn_status st = VN_OK;
    for (size_t i = 0; i < z->n && !st; i++)
        st = write_entry(z, &z->member[i], err);
    return st ? st : write_end(z, at, err);
}
