#include "lanes.h"

#include "simd.h"

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
/* A compiler left alone with the loops keeps the sums of some widths in memory and goes through them one by one. The
 * vectors stand at any address and are cut into what the processor has. */
typedef float singles __attribute__((vector_size(32), aligned(4), may_alias));
typedef double doubles __attribute__((vector_size(32), aligned(8), may_alias));
enum { SINGLES = 8, DOUBLES = 4 };
#else
#define INLINE static inline
typedef float singles;
typedef double doubles;
enum { SINGLES = 1, DOUBLES = 1 };
#endif

enum {
    MOST = 12,  /* vectors that stay in registers, beside the row's entries */
    AHEAD = 12, /* entries whose rows are fetched: they stand anywhere in a matrix that no cache holds */
    LINE = 16   /* numbers of single precision that are fetched at a time */
};

/* The number of vectors is a constant where this is called. */
INLINE void dot_vectors(float *sum, const float *matrix, size_t width, const uint32_t *col, const double *val, size_t n,
                        const size_t vectors)
{
    singles lane[MOST] = {0};
    for (size_t e = 0; e < n; e++) {
        const singles *row = (const void *)(matrix + col[e] * width);
        const float weight = (float)val[e];
        for (size_t j = 0; e + AHEAD < n && j < vectors * SINGLES; j += LINE)
            VN_PREFETCH(matrix + col[e + AHEAD] * width + j);
        for (size_t j = 0; j < vectors; j++)
            lane[j] += weight * row[j];
    }
    memcpy(sum, lane, vectors * sizeof *lane);
}

INLINE void dot(float *sum, const float *matrix, size_t width, const uint32_t *col, const double *val, size_t n)
{
    size_t j = 0;
    for (; width - j >= 4 * SINGLES; j += 4 * SINGLES)
        dot_vectors(sum + j, matrix + j, width, col, val, n, 4);
    if (width - j >= 3 * SINGLES)
        dot_vectors(sum + j, matrix + j, width, col, val, n, 3);
    else if (width - j >= 2 * SINGLES)
        dot_vectors(sum + j, matrix + j, width, col, val, n, 2);
    else if (width - j >= SINGLES)
        dot_vectors(sum + j, matrix + j, width, col, val, n, 1);
}

INLINE void add_vectors(double *sum, const double *matrix, size_t width, const uint32_t *col, const double *val,
                        size_t n, const size_t vectors)
{
    doubles lane[MOST];
    memcpy(lane, sum, vectors * sizeof *lane);
    for (size_t e = 0; e < n; e++) {
        const doubles *row = (const void *)(matrix + col[e] * width);
        for (size_t j = 0; j < vectors; j++)
            lane[j] += val[e] * row[j];
    }
    memcpy(sum, lane, vectors * sizeof *lane);
}

INLINE void add(double *sum, const double *matrix, size_t width, const uint32_t *col, const double *val, size_t n)
{
    size_t j = 0;
    for (; width - j >= MOST * DOUBLES; j += MOST * DOUBLES)
        add_vectors(sum + j, matrix + j, width, col, val, n, MOST);
    for (; width - j >= 4 * DOUBLES; j += 4 * DOUBLES)
        add_vectors(sum + j, matrix + j, width, col, val, n, 4);
    for (; width - j >= DOUBLES; j += DOUBLES)
        add_vectors(sum + j, matrix + j, width, col, val, n, 1);
    for (size_t e = 0; j < width && e < n; e++)
        for (size_t i = j; i < width; i++)
            sum[i] += val[e] * matrix[col[e] * width + i];
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
