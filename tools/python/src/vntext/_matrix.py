"""Sparse matrices: the library's as SciPy's, and the other way round."""

from __future__ import annotations

import ctypes
from ctypes import byref
from typing import Any, Tuple

from ._library import Sparse, lib


def numpy() -> Any:
    """NumPy; what needs no matrix works without it."""
    try:
        import numpy as np
    except ImportError as error:
        raise ImportError("matrices need NumPy and SciPy, words and keywords do not") from error
    return np


def scipy_sparse() -> Any:
    numpy()
    try:
        import scipy.sparse as sparse
    except ImportError as error:
        raise ImportError("matrices need SciPy, words and keywords do not") from error
    return sparse


def copied(pointer: int, count: int, dtype: Any) -> Any:
    """An array of its own of ``count`` numbers that the library has at ``pointer``."""
    np = numpy()
    size = np.dtype(dtype).itemsize
    return np.frombuffer(ctypes.string_at(pointer, count * size) if count else b"", dtype=dtype).copy()


def to_scipy(x: Sparse) -> Any:
    """A csr_matrix of its own; the library's matrix is freed."""
    try:
        start = copied(x.start, x.rows + 1, "u8")
        col = copied(x.col, int(start[-1]), "u4")
        val = copied(x.val, int(start[-1]), "f8")
        return scipy_sparse().csr_matrix((val, col.astype("i4"), start.astype("i8")), shape=(x.rows, x.cols))
    finally:
        lib.vn_sparse_free(byref(x))


def unit_rows(matrix: Any) -> Any:
    """A csr_matrix with ascending columns and rows of length 1, or without entries: what is compared by cosines.

    Rows whose length is 1 already keep their bits. Values below 0 are a ValueError.
    """
    np = numpy()
    x = scipy_sparse().csr_matrix(matrix, dtype="f8")
    if not x.has_canonical_format:
        x = x.copy()
        x.sum_duplicates()
    if not np.isfinite(x.data).all() or (x.data < 0).any():
        raise ValueError("weights are numbers of 0 or more")
    if (x.data == 0).any():
        x = x.copy()
        x.eliminate_zeros()
    squares = np.add.reduceat(np.append(x.data * x.data, 0.0), np.minimum(x.indptr[:-1], x.nnz)) if x.shape[0] else x.data
    length = np.sqrt(np.where(np.diff(x.indptr) > 0, squares, 1.0))
    off = np.abs(length - 1.0) > 1e-7
    if off.any():
        x = x.copy()
        x.data /= np.repeat(np.where(off, length, 1.0), np.diff(x.indptr))
    return x


def from_scipy(x: Any) -> Tuple[Sparse, Tuple[object, ...]]:
    """The matrix as the library sees it, and the arrays that must live as long."""
    np = numpy()
    start = np.ascontiguousarray(x.indptr, dtype="u8")
    col = np.ascontiguousarray(x.indices, dtype="u4")
    val = np.ascontiguousarray(x.data, dtype="f8")
    sparse = Sparse(x.shape[0], x.shape[1], start.ctypes.data, col.ctypes.data, val.ctypes.data)
    return sparse, (start, col, val)

