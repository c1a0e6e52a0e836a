"""Groups of articles."""

from __future__ import annotations

import math
from ctypes import byref, c_double, c_size_t
from dataclasses import dataclass
from typing import Any, List, Optional, Sequence

from . import _lists
from ._library import ClusterOptions, ClustersStruct, ErrorInfo, Match, SKIP_FN, Sparse, Text, check, lib
from ._matrix import copied, from_scipy, numpy
from ._similar import Collection, as_weights
from ._weights import Weights

_ALL_DIMENSIONS = c_size_t(-1).value
_MERGE = [("left", "u4"), ("right", "u4"), ("distance", "f8"), ("size", "u8")]


@dataclass(frozen=True)
class Clusters:
    """Groups of articles, numbered from 0, the largest first; articles without terms are one more, the last.

    ``labels`` is the cluster of each article and ``sizes`` how many each cluster has. ``words`` name each cluster, when it is
    known which terms the columns are; ``central`` is the article of each that is most like the others, ``cohesion`` how
    similar the articles of each are on average. ``linkage`` is the matrix of a hierarchy as SciPy has it, and ``curve`` how
    good 2, 3, ... clusters are, where their number was chosen.
    """

    labels: Any
    sizes: List[int]
    words: Optional[List[List[str]]]
    central: List[int]
    cohesion: List[float]
    linkage: Optional[Any] = None
    curve: Optional[List[float]] = None


def _no_label(term: str, stop: int) -> bool:
    """Stop words, and terms without a letter."""
    raw = term.encode("utf-8")
    letter = any(byte >= 0x80 or 0x61 <= byte <= 0x7A for byte in raw)
    return not letter or bool(lib.vn_stopwords_has(stop, Text(raw, len(raw))))


def _within(a: str, b: str) -> bool:
    return f" {a} " in f" {b} "


def _words(x: Sparse, clusters: ClustersStruct, terms: Sequence[str], wanted: int) -> List[List[str]]:
    """Of a phrase and a word or phrase inside it the better label stays."""
    asked = 3 * wanted
    found = (Match * (clusters.k * asked))()
    counts = (c_size_t * clusters.k)()
    stop = _lists.stopwords(None)
    skip = SKIP_FN(lambda _context, term: _no_label(terms[term], stop.pointer))
    error = ErrorInfo()
    check(lib.vn_cluster_labels(found, counts, asked, byref(x), byref(clusters), skip, None, byref(error)), error)
    words: List[List[str]] = []
    for cluster in range(clusters.k):
        kept: List[str] = []
        for i in range(cluster * asked, cluster * asked + counts[cluster]):
            term = terms[found[i].index]
            if len(kept) < wanted and not any(_within(term, other) or _within(other, term) for other in kept):
                kept.append(term)
        words.append(kept)
    return words


def _order(weights: Optional[Weights], ids: Optional[Sequence[str]], rows: int) -> Any:
    """Rows by id, so that the order of the articles changes no cluster."""
    np = numpy()
    names = ids if ids is not None else weights.ids if weights else None
    if names is None:
        return np.arange(rows)
    if len(names) != rows:
        raise ValueError(f"{len(names)} ids for {rows} articles")
    keys = [name.encode("utf-8") for name in names]
    return np.array(sorted(range(rows), key=keys.__getitem__), dtype="i8")


def _rarity(terms: Sequence[str], df: Optional[_lists.PathName]) -> Any:
    """How rare terms are in news at large."""
    table = _lists.table(df)
    documents = lib.vn_df_documents(table.pointer)
    rarity = []
    for term in terms:
        raw = term.encode("utf-8")
        count = max(1, lib.vn_df_find(table.pointer, Text(raw, len(raw))))
        rarity.append(math.log((1.0 + documents) / (1.0 + count)) + 1.0)
    return numpy().array(rarity)


def _linkage(merges: Any, n: int, order: Any) -> Any:
    np = numpy()
    out = np.empty((len(merges), 4))
    for i, side in enumerate(("left", "right")):
        node = merges[side].astype("i8")
        out[:, i] = np.where(node < n, order[np.minimum(node, n - 1)], node)
    out[:, :2].sort(axis=1)
    out[:, 2] = merges["distance"]
    out[:, 3] = merges["size"]
    return out


def _read(x: Sparse, found: ClustersStruct, order: Any, terms: Optional[Sequence[str]], words: int) -> Clusters:
    np = numpy()
    error = ErrorInfo()
    central = (Match * (found.k + 1))()
    cohesion = (c_double * (found.k + 1))()
    check(lib.vn_cluster_central(central, byref(x), byref(found), byref(error)), error)
    check(lib.vn_cluster_cohesion(cohesion, byref(x), byref(found), byref(error)), error)
    labels = np.empty(found.n, dtype="i8")
    labels[order] = copied(found.cluster, found.n, "u4")
    return Clusters(
        labels, [int(size) for size in copied(found.size, found.k, "u8")],
        _words(x, found, terms, words) if terms is not None and words and found.k else None,
        [int(order[central[i].index]) for i in range(found.k)], list(cohesion[:found.k]),
        _linkage(copied(found.merges, found.n_merges, _MERGE), found.n, order) if found.n_merges else None,
        list(copied(found.curve, found.n_curve, "f8")) if found.n_curve else None)


def cluster(collection: Collection, *, k: int = 0, method: str = "kmeans", min: float = 0.0, seed: int = 0, restarts: int = 0,
            dimensions: Optional[int] = None, neighbors: int = 0, resolution: float = 0.0,
            df: Optional[_lists.PathName] = None, ids: Optional[Sequence[str]] = None, words: int = 5,
            threads: int = 1) -> Clusters:
    """Groups of articles by the cosine of their weights, as vnclust(1) makes them.

    ``method`` is ``kmeans``, ``bisect``, ``average``, ``complete``, ``ward``, ``leiden`` or ``events``. Without ``k`` the number
    is chosen, or clusters are merged while their average similarity is ``min``. ``dimensions`` 0 compares the terms as they
    are. ``events`` multiplies weights by how rare terms are in news at large (``df``: a table, or the built-in one).

    With ``ids``, or those that the articles came with, the order of the articles changes nothing.

    >>> clusters = cluster(["Trời mưa to.", "Giá vàng tăng.", "Mưa to.", "Giá vàng giảm."], k=2)
    >>> clusters.labels.tolist(), clusters.sizes
    ([0, 1, 0, 1], [2, 2])
    """
    matrix, weights = as_weights(collection)
    order = _order(weights, ids, matrix.shape[0])
    terms = weights.terms if weights else None
    x, kept = from_scipy(matrix[order])
    options = ClusterOptions(
        method=method.encode(), k=k, min=min, seed=seed, restarts=restarts, neighbors=neighbors, resolution=resolution,
        dimensions=_ALL_DIMENSIONS if dimensions == 0 else dimensions or 0, threads=threads)
    rarity = _rarity(terms, df) if method == "events" and terms is not None else None
    options.rarity = rarity.ctypes.data if rarity is not None else None
    found = ClustersStruct()
    error = ErrorInfo()
    check(lib.vn_cluster(byref(found), byref(x), byref(options), byref(error)), error)
    try:
        return _read(x, found, order, terms, words)
    finally:
        lib.vn_clusters_free(byref(found))
        del kept
