#include "lanes.h"

#include "simd.h"

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

/* A constant number of lanes stays in registers. */
INLINE void dot_lanes(float *sum, const float *matrix, size_t width, const uint32_t *col, const double *val, size_t n,
                      const size_t lanes)
{
    float lane[32] = {0};
    for (size_t e = 0; e < n; e++) {
        const float *row = matrix + col[e] * width;
        const float weight = (float)val[e];
        for (size_t j = 0; j < lanes; j++)
            lane[j] += weight * row[j];
    }
    memcpy(sum, lane, lanes * sizeof *sum);
}

INLINE void dot(float *sum, const float *matrix, size_t width, const uint32_t *col, const double *val, size_t n)
{
    size_t j = 0;
    for (; width - j >= 32; j += 32)
        dot_lanes(sum + j, matrix + j, width, col, val, n, 32);
    if (width - j >= 24)
        dot_lanes(sum + j, matrix + j, width, col, val, n, 24);
    else if (width - j >= 16)
        dot_lanes(sum + j, matrix + j, width, col, val, n, 16);
    else if (width - j >= 8)
        dot_lanes(sum + j, matrix + j, width, col, val, n, 8);
}

INLINE void add(double *sum, const double *matrix, size_t width, const uint32_t *col, const double *val, size_t n)
{
    for (size_t e = 0; e < n; e++) {
        const double *row = matrix + col[e] * width;
        const double weight = val[e];
        for (size_t j = 0; j < width; j++)
            sum[j] += weight * row[j];
    }
}

#ifdef VN_AVX2
VN_TARGET_AVX2 static void dot_avx2(float *sum, const float *matrix, size_t width, const uint32_t *col,
                                    const double *val, size_t n)
{
    dot(sum, matrix, width, col, val, n);
}

VN_TARGET_AVX2 static void add_avx2(double *sum, const double *matrix, size_t width, const uint32_t *col,
                                    const double *val, size_t n)
{
    add(sum, matrix, width, col, val, n);
}
#endif

void vn_lanes_dot(float *sum, const float *matrix, size_t width, const uint32_t *col, const double *val, size_t n)
{
#ifdef VN_AVX2
    if (VN_HAS_AVX2) {
        dot_avx2(sum, matrix, width, col, val, n);
        return;
    }
#endif
    dot(sum, matrix, width, col, val, n);
}

void vn_lanes_add(double *sum, const double *matrix, size_t width, const uint32_t *col, const double *val, size_t n)
{
#ifdef VN_AVX2
    if (VN_HAS_AVX2) {
        add_avx2(sum, matrix, width, col, val, n);
        return;
    }
#endif
    add(sum, matrix, width, col, val, n);
}
