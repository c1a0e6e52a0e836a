/* Products of dense blocks and the search for large cells, by the instructions of several processors. Integer paths
 * multiply fixed-point weights of 15 bits exactly; AMX multiplies bfloat16. Which rows are looked at more closely may
 * differ between paths by a hair, the answers never. */
#define _DEFAULT_SOURCE /* syscall */

#include "neighbors.h"

#include "simd.h"

#if defined(VN_AVX2) && defined(__linux__) && (defined(__clang__) ? __clang_major__ >= 12 : __GNUC__ >= 11)
#define VN_AMX 1
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

static bool always(void)
{
    return true;
}

#ifdef VN_SSE2
/* An integer product to a score. */
static const float SCALE = 1.0F / ((float)VN_HEAD_UNIT * VN_HEAD_UNIT);

/* 4 rows by 8. */
static void sse2_cells(float *tile, const uint32_t *a, const uint32_t *b, size_t pairs)
{
    __m128i sum[4][2];
    memset(sum, 0, sizeof sum);
    for (size_t p = 0; p < pairs; p++, a += VN_GROUP, b += VN_GROUP) {
        const __m128i rows = _mm_loadu_si128((const __m128i *)(const void *)a);
        const __m128i left = _mm_loadu_si128((const __m128i *)(const void *)b);
        const __m128i right = _mm_loadu_si128((const __m128i *)(const void *)(b + 4));
        const __m128i one[4] = {_mm_shuffle_epi32(rows, 0x00), _mm_shuffle_epi32(rows, 0x55),
                                _mm_shuffle_epi32(rows, 0xaa), _mm_shuffle_epi32(rows, 0xff)};
        for (size_t i = 0; i < 4; i++) {
            sum[i][0] = _mm_add_epi32(sum[i][0], _mm_madd_epi16(one[i], left));
            sum[i][1] = _mm_add_epi32(sum[i][1], _mm_madd_epi16(one[i], right));
        }
    }
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 2; j++)
            _mm_storeu_ps(tile + i * VN_BLOCK + j * 4, _mm_mul_ps(_mm_cvtepi32_ps(sum[i][j]), _mm_set1_ps(SCALE)));
}

static void sse2_multiply(float *tile, const uint32_t *a, const uint32_t *b, size_t pairs, size_t groups)
{
    const size_t stride = pairs * VN_GROUP;
    for (size_t j = 0; j < 2 * VN_GROUPS; j++)
        for (size_t i = 0; i < 4 * groups; i++)
            sse2_cells(tile + i * 4 * VN_BLOCK + j * 8, a + i / 4 * stride + i % 4 * 4, b + j / 2 * stride + j % 2 * 8,
                       pairs);
}

static size_t sse2_scan(uint16_t *hit, const float *score, const float *bound, float least)
{
    size_t n = 0;
    for (size_t j = 0; j < VN_BLOCK; j += 8) {
        const __m128 left = _mm_min_ps(_mm_loadu_ps(bound + j), _mm_set1_ps(least));
        const __m128 right = _mm_min_ps(_mm_loadu_ps(bound + j + 4), _mm_set1_ps(least));
        unsigned mask = (unsigned)_mm_movemask_ps(_mm_cmpge_ps(_mm_loadu_ps(score + j), left)) |
                        (unsigned)_mm_movemask_ps(_mm_cmpge_ps(_mm_loadu_ps(score + j + 4), right)) << 4;
        for (; mask; mask &= mask - 1)
            hit[n++] = (uint16_t)(j + vn_lowest_bit(mask));
    }
    return n;
}

static const vn_path SSE2 = {"sse2", always, false, 0.035, 0.2, NULL, sse2_multiply, sse2_scan};
#endif

#ifdef VN_AVX2
static bool has_avx2(void)
{
    return VN_HAS_AVX2;
}

/* 4 rows by 16. */
VN_TARGET_AVX2 static void avx2_cells(float *tile, const uint32_t *a, const uint32_t *b, size_t pairs)
{
    __m256i sum[4][2];
    for (size_t i = 0; i < 4; i++)
        sum[i][0] = sum[i][1] = _mm256_setzero_si256();
    for (size_t p = 0; p < pairs; p++, a += VN_GROUP, b += VN_GROUP) {
        const __m256i left = _mm256_loadu_si256((const __m256i *)(const void *)b);
        const __m256i right = _mm256_loadu_si256((const __m256i *)(const void *)(b + 8));
        for (size_t i = 0; i < 4; i++) {
            const __m256i one = _mm256_set1_epi32((int)a[i]);
            sum[i][0] = _mm256_add_epi32(sum[i][0], _mm256_madd_epi16(one, left));
            sum[i][1] = _mm256_add_epi32(sum[i][1], _mm256_madd_epi16(one, right));
        }
    }
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 2; j++)
            _mm256_storeu_ps(tile + i * VN_BLOCK + j * 8,
                             _mm256_mul_ps(_mm256_cvtepi32_ps(sum[i][j]), _mm256_set1_ps(SCALE)));
}

static void avx2_multiply(float *tile, const uint32_t *a, const uint32_t *b, size_t pairs, size_t groups)
{
    const size_t stride = pairs * VN_GROUP;
    for (size_t j = 0; j < VN_GROUPS; j++)
        for (size_t i = 0; i < 4 * groups; i++)
            avx2_cells(tile + i * 4 * VN_BLOCK + j * VN_GROUP, a + i / 4 * stride + i % 4 * 4, b + j * stride, pairs);
}

VN_TARGET_AVX2 static size_t avx2_scan(uint16_t *hit, const float *score, const float *bound, float least)
{
    size_t n = 0;
    for (size_t j = 0; j < VN_BLOCK; j += 8) {
        const __m256 limit = _mm256_min_ps(_mm256_loadu_ps(bound + j), _mm256_set1_ps(least));
        unsigned mask = (unsigned)_mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(score + j), limit, _CMP_GE_OQ));
        for (; mask; mask &= mask - 1)
            hit[n++] = (uint16_t)(j + vn_lowest_bit(mask));
    }
    return n;
}

static const vn_path AVX2 = {"avx2", has_avx2, false, 0.016, 0.15, NULL, avx2_multiply, avx2_scan};

#define VN_TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vnni");
}

/* 8 rows by 32: the groups b and b + stride. */
VN_TARGET_AVX512 static void avx512_cells(float *tile, const uint32_t *a, const uint32_t *b, size_t stride, size_t pairs)
{
    __m512i sum[8][2];
    for (size_t i = 0; i < 8; i++)
        sum[i][0] = sum[i][1] = _mm512_setzero_si512();
    for (size_t p = 0; p < pairs; p++, a += VN_GROUP, b += VN_GROUP) {
        const __m512i left = _mm512_loadu_si512(b);
        const __m512i right = _mm512_loadu_si512(b + stride);
        for (size_t i = 0; i < 8; i++) {
            const __m512i one = _mm512_set1_epi32((int)a[i]);
            sum[i][0] = _mm512_dpwssd_epi32(sum[i][0], one, left);
            sum[i][1] = _mm512_dpwssd_epi32(sum[i][1], one, right);
        }
    }
    for (size_t i = 0; i < 8; i++)
        for (size_t j = 0; j < 2; j++)
            _mm512_storeu_ps(tile + i * VN_BLOCK + j * 16,
                             _mm512_mul_ps(_mm512_cvtepi32_ps(sum[i][j]), _mm512_set1_ps(SCALE)));
}

static void avx512_multiply(float *tile, const uint32_t *a, const uint32_t *b, size_t pairs, size_t groups)
{
    const size_t stride = pairs * VN_GROUP;
    for (size_t j = 0; j < VN_GROUPS; j += 2)
        for (size_t i = 0; i < 2 * groups; i++)
            avx512_cells(tile + i * 8 * VN_BLOCK + j * VN_GROUP, a + i / 2 * stride + i % 2 * 8, b + j * stride, stride,
                         pairs);
}

VN_TARGET_AVX512 static size_t avx512_scan(uint16_t *hit, const float *score, const float *bound, float least)
{
    size_t n = 0;
    for (size_t j = 0; j < VN_BLOCK; j += 16) {
        const __m512 limit = _mm512_min_ps(_mm512_loadu_ps(bound + j), _mm512_set1_ps(least));
        unsigned mask = _mm512_cmp_ps_mask(_mm512_loadu_ps(score + j), limit, _CMP_GE_OQ);
        for (; mask; mask &= mask - 1)
            hit[n++] = (uint16_t)(j + vn_lowest_bit(mask));
    }
    return n;
}

static const vn_path AVX512 = {"avx512", has_avx512, false, 0.007, 0.1, NULL, avx512_multiply, avx512_scan};
#endif

#ifdef VN_AMX
#define VN_TARGET_AMX __attribute__((target("amx-tile,amx-bf16")))

/* The processor has bfloat16 tiles, and the kernel lets this process use them (Linux 5.16). */
static bool has_amx(void)
{
    enum { REQUEST_PERMISSION = 0x1023, TILE_DATA = 18, TILES = 1U << 24, BF16 = 1U << 22 };
    unsigned a, b, c, d;
    if (!has_avx512() || !__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(d & TILES) || !(d & BF16))
        return false;
    return syscall(SYS_arch_prctl, REQUEST_PERMISSION, TILE_DATA) == 0;
}

/* Rows before pairs: each group of [pairs][GROUP] in squares of 16 x 16, transposed. */
static void amx_prepare(uint32_t *out, const uint32_t *head, size_t pairs)
{
    enum { SQUARE = VN_PAIRS * VN_GROUP };
    for (const uint32_t *end = head + VN_GROUPS * VN_GROUP * pairs; head < end; head += SQUARE, out += SQUARE)
        for (size_t i = 0; i < VN_GROUP; i++)
            for (size_t p = 0; p < VN_PAIRS; p++)
                out[i * VN_PAIRS + p] = head[p * VN_GROUP + i];
}

/* 32 rows by 32. */
VN_TARGET_AMX static void amx_cells(float *tile, const uint32_t *a, const uint32_t *b, size_t pairs)
{
    const size_t stride = pairs * VN_GROUP;
    const int line = VN_GROUP * sizeof *a;
    const int row = VN_BLOCK * sizeof *tile;
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (size_t p = 0; p < stride; p += VN_PAIRS * VN_GROUP) {
        _tile_loadd(4, a + p, line);
        _tile_loadd(5, a + stride + p, line);
        _tile_loadd(6, b + p, line);
        _tile_loadd(7, b + stride + p, line);
        _tile_dpbf16ps(0, 4, 6);
        _tile_dpbf16ps(1, 4, 7);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(0, tile, row);
    _tile_stored(1, tile + VN_GROUP, row);
    _tile_stored(2, tile + VN_GROUP * VN_BLOCK, row);
    _tile_stored(3, tile + VN_GROUP * VN_BLOCK + VN_GROUP, row);
}

VN_TARGET_AMX static void amx_multiply(float *tile, const uint32_t *a, const uint32_t *b, size_t pairs, size_t groups)
{
    static const struct {
        uint8_t palette, row, reserved[14];
        uint16_t bytes[16];
        uint8_t rows[16];
    } config = {1, 0, {0}, {64, 64, 64, 64, 64, 64, 64, 64}, {16, 16, 16, 16, 16, 16, 16, 16}};
    const size_t stride = pairs * VN_GROUP;
    _tile_loadconfig(&config);
    for (size_t j = 0; j < VN_GROUPS; j += 2)
        for (size_t i = 0; i < groups; i += 2)
            amx_cells(tile + i * VN_GROUP * VN_BLOCK + j * VN_GROUP, a + i * stride, b + j * stride, pairs);
    _tile_release();
}

static const vn_path AMX = {"amx", has_amx, true, 0.0018, 0.1, amx_prepare, amx_multiply, avx512_scan};
#endif

static size_t portable_scan(uint16_t *hit, const float *score, const float *bound, float least)
{
    size_t n = 0;
    for (size_t j = 0; j < VN_BLOCK; j++) {
        const float limit = bound[j] < least ? bound[j] : least;
        hit[n] = (uint16_t)j;
        n += score[j] >= limit;
    }
    return n;
}

/* Without vector instructions a dense product is no faster than postings: there is no head. */
static const vn_path PORTABLE = {"portable", always, false, 0, 0.35, NULL, NULL, portable_scan};

const vn_path *const vn_paths[] = {
#ifdef VN_AMX
    &AMX,
#endif
#ifdef VN_AVX2
    &AVX512, &AVX2,
#endif
#ifdef VN_SSE2
    &SSE2,
#endif
    &PORTABLE, NULL,
};
