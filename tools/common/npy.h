/* NumPy's array files: what numpy.load reads, also with mmap_mode="r".
 *
 * A .npy file is a head and then the numbers of the array, row after row, little-endian: append the head with npy_head,
 * then write the rows as they lie in memory. It may be streamed; only the shape must be known before. */
#ifndef TOOLS_NPY_H
#define TOOLS_NPY_H

#include "vn/base.h"

typedef enum npy_type {
    NPY_F8, /* double */
    NPY_F4, /* float */
    NPY_I8, /* int64_t */
    NPY_I4, /* int32_t */
    NPY_S1  /* bytes: the only dimension is their length; an array of no dimension, as numpy.array(b"csr") */
} npy_type;

/* Bytes of one number. */
size_t npy_size(npy_type type);

/* Appends the head of an array of one or two dimensions: a multiple of 64 bytes, so that the numbers are aligned when the
 * file is mapped. Source: numpy.lib.format, version 1.0. */
vn_status npy_head(npy_type type, const uint64_t *shape, size_t dimensions, vn_buf *out, vn_error *err);

#endif
