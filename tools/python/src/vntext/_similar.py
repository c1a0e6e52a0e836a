"""Similarities of articles: cosines of their weights."""

from __future__ import annotations

import ctypes
from ctypes import byref
from typing import Any, Callable, Iterable, List, Optional, Tuple, Union

from ._documents import Article
from ._library import ErrorInfo, Match, NEIGHBORS_FN, SCORES_FN, SimilarOptions, check, lib
from ._matrix import copied, from_scipy, numpy, scipy_sparse, unit_rows
from ._weights import Weights, tfidf

# Weights, a matrix with a row an article, or articles, which are weighed by tfidf().
Collection = Union[Weights, Any, Iterable[Article]]
Neighbor = Tuple[int, float]

_MATCH = [("index", "u8"), ("score", "f8")]


def as_weights(collection: Collection) -> Tuple[Any, Optional[Weights]]:
    """The matrix of unit rows of what was given, and the weights that it belongs to, if any."""
    np = numpy()
    if not isinstance(collection, Weights):
        if scipy_sparse().issparse(collection) or isinstance(collection, np.ndarray):
            return unit_rows(collection), None
        collection = tfidf(collection)
    return unit_rows(collection.matrix), collection


class _Rows:
    """A function for the library to call; what it raises ends the run and comes out of it."""

    def __init__(self, each: Callable[[int, int, int], None]) -> None:
        self.each = each
        self.raised: Optional[BaseException] = None

    def __call__(self, _context: object, row: int, items: Optional[int], count: int, _error: object) -> int:
        try:
            self.each(row, items or 0, count)
        except BaseException as error:  # nothing may pass through the library
            self.raised = error
            return -1
        return 0

    def check(self, status: int, error: ErrorInfo) -> None:
        if self.raised is not None:
            raise self.raised
        check(status, error)


def similarity(collection: Collection, *, threads: int = 1) -> Any:
    """The matrix of all cosines, an array with a row and a column for each article. Exact and symmetric.

    >>> similarity(["Trời mưa to.", "Trời nắng.", "Mưa to."]).round(2).tolist()
    [[1.0, 0.35, 0.82], [0.35, 1.0, 0.0], [0.82, 0.0, 1.0]]
    """
    np = numpy()
    x, kept = from_scipy(as_weights(collection)[0])
    out = np.zeros((x.rows, x.rows))
    base = out.ctypes.data
    width = 8 * x.rows

    def each(row: int, items: int, count: int) -> None:
        ctypes.memmove(base + row * width, items, 8 * count)

    rows = _Rows(each)
    error = ErrorInfo()
    rows.check(lib.vn_similar_matrix(byref(x), 0, threads, SCORES_FN(rows), None, byref(error)), error)
    del kept
    return out


def neighbors(collection: Collection, *, top: int = 10, min: float = 0.0, once: bool = False,
              threads: int = 1) -> List[List[Neighbor]]:
    """The articles most similar to each, best first: pairs of row and cosine. Exact.

    At most ``top`` for each (0: no limit), of ``min`` or more; with ``once`` each pair of articles only at the first.

    >>> [[row for row, _ in found] for found in neighbors(["Trời mưa to.", "Trời nắng.", "Mưa to."], top=1)]
    [[2], [0], [0]]
    """
    if top < 0:
        raise ValueError("top is at least 0")
    x, kept = from_scipy(as_weights(collection)[0])
    found: List[List[Neighbor]] = [[] for _ in range(x.rows)]

    def each(row: int, items: int, count: int) -> None:
        found[row] = copied(items, count, _MATCH).tolist()

    rows = _Rows(each)
    options = SimilarOptions(top=top, min=min, once=once, threads=threads)
    error = ErrorInfo()
    rows.check(lib.vn_similar_neighbors(byref(x), byref(options), NEIGHBORS_FN(rows), None, byref(error)), error)
    del kept
    return found


def why(weights: Weights, a: int, b: int, *, terms: int = 10) -> List[Tuple[str, float]]:
    """Why two articles are similar: the terms whose share of the cosine is largest. The shares of all terms add up to it.

    >>> why(tfidf(["Trời mưa to.", "Trời nắng.", "Mưa to."]), 0, 2, terms=1)[0][0]
    'mưa'
    """
    matrix = unit_rows(weights.matrix)
    for row in (a, b):
        if not 0 <= row < matrix.shape[0]:
            raise IndexError(f"there is no article {row}")
    x, kept = from_scipy(matrix)
    found = (Match * terms)()
    n = lib.vn_similar_why(byref(x), a, b, found, terms)
    del kept
    return [(weights.terms[match.index], match.score) for match in found[:n]]
