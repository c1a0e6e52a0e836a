"""Articles into matrices of weights, and how many articles hold a term."""

from __future__ import annotations

import threading
from ctypes import byref, c_size_t, c_void_p
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple, Union

from . import _lists
from ._documents import Article, as_document
from ._library import DfLimits, ErrorInfo, Handle, Sparse, Text, TermsOptions, Weighting, check, lib, make
from ._matrix import numpy, to_scipy
from ._threads import ordered
from ._words import Segmenter, default_segmenter

# A number of articles, or, as a float, a share of them.
Limit = Union[None, int, float]


@dataclass(frozen=True)
class Weights:
    """A collection of articles as a matrix: a row an article, in their order, a column a term, in byte order.

    ``matrix`` is a csr_matrix, ``terms`` what its columns are, ``df`` how many articles hold each, of ``documents``; ``ids``
    are those that the articles came with.
    """

    matrix: Any
    terms: List[str]
    df: Any
    documents: int
    ids: Optional[List[str]] = None
    _vocabulary: Dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def vocabulary(self) -> Dict[str, int]:
        """The column of each term."""
        if not self._vocabulary:
            self._vocabulary.update((term, column) for column, term in enumerate(self.terms))
        return self._vocabulary


class _Scratch:
    """What one thread counts with."""

    def __init__(self, options: TermsOptions, made_from: Tuple[object, ...]) -> None:
        self.handle = make("terms", "vn_terms_new", byref(options), made_from=made_from)
        self.list = c_void_p()
        self.n = c_size_t()
        self.error = ErrorInfo()


@dataclass
class TermOptions:
    """What a term is: phrases of up to ``ngrams`` words, ``numbers`` too, without ``stopwords``; ``aliases`` are one term.

    An occurrence in the title counts ``title_weight`` times.
    """

    ngrams: int = 1
    numbers: bool = False
    stopwords: _lists.StopWords = None
    aliases: _lists.Aliases = None
    title_weight: float = 1.0
    segmenter: Optional[Segmenter] = None


class _Counter:
    def __init__(self, options: TermOptions) -> None:
        self.segmenter = options.segmenter or default_segmenter()
        stop, names = _lists.stopwords(options.stopwords), _lists.aliases(options.aliases)
        self.made_from = (stop, names)
        self.options = TermsOptions(ngram_max=options.ngrams, numbers=options.numbers, stopwords=stop.pointer,
                                    aliases=_lists.pointer(names), title_weight=options.title_weight)
        self.local = threading.local()
        self.lock = threading.Lock()
        self.collection = make("collection", "vn_collection_new")
        self.rows = 0

    def scratch(self) -> _Scratch:
        try:
            found: _Scratch = self.local.scratch
        except AttributeError:
            found = self.local.scratch = _Scratch(self.options, self.made_from)
        return found

    def _part(self, scratch: _Scratch, add: Callable[..., int], text: str) -> None:
        of = self.segmenter._scratch()
        raw = of.run(text)
        check(add(scratch.handle.pointer, Text(raw, len(raw)), of.words.item, of.words.n, byref(scratch.error)), scratch.error)

    def count(self, article: Article) -> Tuple[int, Optional[str]]:
        """Adds an article to the collection; the row that it got, its id."""
        document = as_document(article)
        scratch = self.scratch()
        lib.vn_terms_begin(scratch.handle.pointer)
        if document.title is not None:
            self._part(scratch, lib.vn_terms_add_title, document.title)
        self._part(scratch, lib.vn_terms_add, document.text)
        check(lib.vn_terms_list(scratch.handle.pointer, byref(scratch.list), byref(scratch.n), byref(scratch.error)),
              scratch.error)
        with self.lock:
            row = self.rows
            self.rows += 1
            check(lib.vn_collection_add(self.collection.pointer, scratch.list, scratch.n, byref(scratch.error)), scratch.error)
        return row, document.id


def _limits(min_df: Limit, max_df: Limit) -> DfLimits:
    limits = DfLimits()
    for name, limit in (("min", min_df), ("max", max_df)):
        if limit is None:
            continue
        if isinstance(limit, float):
            if not 0.0 < limit <= 1.0:
                raise ValueError(f"{name}_df as a share is above 0 and at most 1")
            setattr(limits, f"{name}_share", limit)
        elif limit < 1:
            raise ValueError(f"{name}_df is at least 1")
        else:
            setattr(limits, f"{name}_count", limit)
    return limits


def _collect(articles: Iterable[Article], options: TermOptions, table: Optional[Handle], limits: DfLimits,
             threads: int) -> Tuple[Sparse, Handle, List[int], List[Optional[str]]]:
    """The counts of a collection, its vocabulary, the row of each article and its id."""
    counter = _Counter(options)
    row_of: List[int] = []
    ids: List[Optional[str]] = []
    for row, name in ordered(counter.count, articles, threads):
        row_of.append(row)
        ids.append(name)
    counts = Sparse()
    return counts, _finish(counter.collection, table, limits, counts), row_of, ids


def _finish(collection: Handle, table: Optional[Handle], limits: DfLimits, counts: Sparse) -> Handle:
    vocab = c_void_p()
    error = ErrorInfo()
    check(lib.vn_collection_finish(collection.pointer, _lists.pointer(table), byref(limits), byref(vocab), byref(counts),
                                   byref(error)), error)
    assert vocab.value is not None
    return Handle(lib.vn_vocab_free, vocab.value)


def _terms(vocab: Handle) -> List[str]:
    term = lib.vn_vocab_term
    return [term(vocab.pointer, column).text() for column in range(lib.vn_vocab_size(vocab.pointer))]


def tfidf(articles: Iterable[Article], *, scheme: str = "tfidf", tf: Optional[str] = None, idf: Optional[str] = None,
          df: Union[None, bool, _lists.PathName] = None, min_df: Limit = None, max_df: Limit = None,
          terms: Optional[TermOptions] = None, threads: int = 1) -> Weights:
    """The weights of the terms of articles, as vntfidf(1) has them, to the last bit.

    ``scheme`` is ``tfidf`` (as scikit-learn's), ``gensim``, ``bm25``, ``pivoted`` or ``count``, ``tf`` and ``idf`` change its
    parts. Document frequencies are the collection's own, those of the built-in table (``df=True``) or of a table's path.
    Terms in fewer than ``min_df`` or more than ``max_df`` articles are left out; a float is a share of them.

    >>> weights = tfidf(["Trời mưa.", "Trời nắng.", ("Tin", "Trời mưa to.")])
    >>> weights.terms
    ['mưa', 'nắng', 'tin', 'to', 'trời']
    >>> weights.matrix.shape, [int(count) for count in weights.df]
    ((3, 5), [2, 1, 1, 1, 3])
    """
    if threads < 1:
        raise ValueError("threads is at least 1")
    weighting = Weighting(scheme.encode(), tf.encode() if tf else None, idf.encode() if idf else None, 0.0)
    error = ErrorInfo()
    check(lib.vn_weighting_check(byref(weighting), None, byref(error)), error)
    table = None if df is None or df is False else _lists.table(None if df is True else df)
    counts, vocab, row_of, ids = _collect(articles, terms or TermOptions(), table, _limits(min_df, max_df), threads)
    try:
        check(lib.vn_weigh(byref(counts), vocab.pointer, byref(weighting), byref(error)), error)
    except BaseException:
        lib.vn_sparse_free(byref(counts))
        raise
    matrix = to_scipy(counts)
    np = numpy()
    if row_of != list(range(len(row_of))):
        matrix = matrix[np.asarray(row_of)]
    names = _terms(vocab)
    found = np.array([lib.vn_vocab_df(vocab.pointer, column) for column in range(len(names))], dtype="i8")
    given = [name for name in ids if name is not None]
    return Weights(matrix, names, found, lib.vn_vocab_documents(vocab.pointer), given if len(given) == len(ids) else None)


def document_frequencies(articles: Iterable[Article], *, min_df: Limit = None, max_df: Limit = None,
                         terms: Optional[TermOptions] = None, threads: int = 1) -> Tuple[int, Dict[str, int]]:
    """The number of articles, and how many of them hold each term, as vndf(1) counts. Needs no NumPy.

    >>> document_frequencies(["Trời mưa.", "Trời nắng."])
    (2, {'mưa': 1, 'nắng': 1, 'trời': 2})
    """
    counts, vocab, _, _ = _collect(articles, terms or TermOptions(), None, _limits(min_df, max_df), threads)
    lib.vn_sparse_free(byref(counts))
    return lib.vn_vocab_documents(vocab.pointer), {
        term: lib.vn_vocab_df(vocab.pointer, column) for column, term in enumerate(_terms(vocab))}
