/* L0: vector instructions, beside portable code that gives the same bytes: SSE2, which every x86-64 has, and AVX2, for which
 * the processor is asked at run time. VN_SIMD=sse2 or portable (CMake) leaves the rest out, for tests. */
#ifndef VN_LIB_SIMD_H
#define VN_LIB_SIMD_H

#include "base.h"

#if defined(__SSE2__) && !defined(VN_SIMD_PORTABLE)
#define VN_SSE2 1
#include <emmintrin.h>
#endif

#if defined(VN_SSE2) && defined(__x86_64__) && defined(__GNUC__) && !defined(VN_SIMD_SSE2)
#define VN_AVX2 1
#define VN_HAS_AVX2 __builtin_cpu_supports("avx2")
#define VN_TARGET_AVX2 __attribute__((target("avx2")))
#include <immintrin.h>

/* For each byte of `half`, 0 to 15, that entry of the table. */
VN_TARGET_AVX2 static inline __m256i vn_simd_pick(const uint8_t table[16], __m256i half)
{
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table)), half);
}

VN_TARGET_AVX2 static inline __m256i vn_simd_upper_half(__m256i v)
{
    return _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(15));
}
#endif

#endif
