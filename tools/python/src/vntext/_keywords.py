"""Keywords of articles."""

from __future__ import annotations

import ctypes
import os
import struct
import threading
from ctypes import byref
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, Iterable, Iterator, List, Optional, Sequence, Tuple, Union

from . import _lists
from ._documents import Article, as_document
from ._library import ErrorInfo, Handle, KeywordInput, KeywordOptions, Keywords, Text, check, lib, make, open_file, string_at
from ._threads import ordered
from ._words import Segmenter, default_segmenter

_KEYWORD = struct.Struct("@PNPNdQNNPP")  # vn_keyword
_PLACE = struct.Struct("@NN?7x")         # vn_keyword_place
Span = Tuple[int, int]


@dataclass(frozen=True)
class Keyword:
    """A word or phrase that says what an article is about.

    ``term`` is as the article writes it, ``key`` what it is compared by; ``df`` how many documents of the table hold it (0:
    unknown to it); ``first`` the number of words before it. ``title_offsets`` and ``offsets`` are where it stands:
    ``text[start:end]``. ``explain`` is what each feature adds to the score, where that was asked for.
    """

    term: str
    key: str
    score: float
    count: int
    df: int
    first: int
    title_offsets: Tuple[Span, ...]
    offsets: Tuple[Span, ...]
    explain: Optional[Dict[str, float]] = None


def keyword_methods() -> Dict[str, str]:
    """The ways to score, and a line about each.

    >>> {"rank", "tfidf", "yake"} <= set(keyword_methods())
    True
    """
    methods: Dict[str, str] = {}
    while True:
        method = lib.vn_keyword_method_at(len(methods))
        if not method:
            return methods
        methods[method.contents.name.decode()] = method.contents.about.decode()


class _Characters:
    """Places in bytes as places in characters of the same text."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.plain = raw.isascii()

    def spans(self, places: Sequence[Span]) -> Tuple[Span, ...]:
        """Those of ascending places."""
        if self.plain:
            return tuple(places)
        spans = []
        byte = character = 0
        for start, end in places:
            if start < byte:
                byte = character = 0
            character += len(self.raw[byte:start].decode("utf-8"))
            after = character + len(self.raw[start:end].decode("utf-8"))
            spans.append((character, after))
            byte, character = end, after
        return tuple(spans)


class _Scratch:
    """What one thread extracts with."""

    def __init__(self, options: KeywordOptions, made_from: Tuple[object, ...]) -> None:
        self.handle = make("extractor", "vn_extractor_new", byref(options), made_from=made_from)
        self.input = KeywordInput()
        self.found = Keywords()
        self.error = ErrorInfo()


class KeywordExtractor:
    """Finds the keywords of articles. May be shared by threads.

    ``method`` is one of keyword_methods(), ``df`` a table of vndf(1) (None: the built-in one), ``stopwords`` a path or the
    words, ``aliases`` names of one thing (True: the built-in list), ``diversity`` from 0 to 1 prefers keywords of other words,
    ``raw`` takes captions and bylines for content, ``title_weight`` is of method ``tfidf``, ``model`` of ``rank``.

    >>> KeywordExtractor(limit=1).keywords("Giá vàng tăng", "Giá vàng hôm nay tăng mạnh.")[0].term
    'giá vàng'
    """

    def __init__(self, *, limit: int = 10, method: str = "rank", explain: bool = False, diversity: float = 0.0,
                 df: Optional[_lists.PathName] = None, stopwords: _lists.StopWords = None, aliases: _lists.Aliases = None,
                 raw: bool = False, title_weight: float = 0.0, model: Optional[_lists.PathName] = None,
                 segmenter: Optional[Segmenter] = None) -> None:
        if limit < 1:
            raise ValueError("limit is at least 1")
        self._segmenter = segmenter or default_segmenter()
        table, stop, names = _lists.table(df), _lists.stopwords(stopwords), _lists.aliases(aliases)
        learnt: Optional[Handle] = None if model is None else open_file("keyword_model", os.fspath(model))
        self._made_from = (table, stop, names, learnt)
        self._options = KeywordOptions(
            method=method.encode(), limit=limit, table=table.pointer, stopwords=stop.pointer, aliases=_lists.pointer(names),
            diversity=diversity, explain=explain, raw=raw, title_weight=title_weight, model=_lists.pointer(learnt))
        self._explain = explain
        self._local = threading.local()
        self._scratch()  # options that make no sense are told at once

    def _scratch(self) -> _Scratch:
        try:
            found: _Scratch = self._local.scratch
        except AttributeError:
            found = self._local.scratch = _Scratch(self._options, self._made_from)
        return found

    def keywords(self, title: Optional[str], text: str) -> List[Keyword]:
        """The keywords of an article, best first."""
        scratch = self._scratch()
        of_title, of_text = self._segmenter._scratch("title"), self._segmenter._scratch()
        raw_title = of_title.run(title) if title is not None else b""
        raw = of_text.run(text)
        given = scratch.input
        given.title = Text(raw_title if title is not None else None, len(raw_title))
        if title is not None:
            given.title_words = of_title.words
        else:
            given.title_words.n = 0
        given.text = Text(raw, len(raw))
        given.words = of_text.words
        check(lib.vn_extract(scratch.handle.pointer, byref(given), byref(scratch.found), byref(scratch.error)), scratch.error)
        return self._read(scratch.found, _Characters(raw_title), _Characters(raw))

    def _read(self, found: Keywords, title: _Characters, text: _Characters) -> List[Keyword]:
        names = [found.feature[i].decode() for i in range(found.n_features)] if self._explain else []
        keywords = []
        if not found.n:
            return []
        rows = ctypes.string_at(found.item, found.n * _KEYWORD.size)
        for term, term_len, key, key_len, score, df, first, count, place, share in _KEYWORD.iter_unpack(rows):
            places = list(_PLACE.iter_unpack(ctypes.string_at(place, count * _PLACE.size)))
            shares: Sequence[float] = list((ctypes.c_double * len(names)).from_address(share)) if names and share else ()
            keywords.append(Keyword(
                string_at(term, term_len), string_at(key, key_len), score, count, df, first,
                title.spans([(start, start + length) for start, length, in_title in places if in_title]),
                text.spans([(start, start + length) for start, length, in_title in places if not in_title]),
                {name: value for name, value in zip(names, shares) if value} if self._explain else None))
        return keywords

    def each(self, articles: Iterable[Article], *, threads: int = 1) -> Iterator[List[Keyword]]:
        """The keywords of each article in turn, found by ``threads`` at the same time."""
        def one(article: Article) -> List[Keyword]:
            document = as_document(article)
            return self.keywords(document.title, document.text)
        return ordered(one, articles, threads)


@lru_cache(maxsize=32)
def _extractor(limit: int, method: str, explain: bool, diversity: float) -> KeywordExtractor:
    return KeywordExtractor(limit=limit, method=method, explain=explain, diversity=diversity)


def keywords(title: Optional[str], text: str, *, limit: int = 10, method: str = "rank", explain: bool = False,
             diversity: float = 0.0) -> List[Keyword]:
    """The keywords of one article, best first. With tables or lists of your own make a KeywordExtractor.

    >>> found = keywords("Giá vàng tăng mạnh", "Sáng nay giá vàng SJC tăng mạnh. Giá vàng thế giới cũng tăng.", limit=2)
    >>> found[0].term, found[0].title_offsets
    ('giá vàng', ((0, 8),))
    """
    return _extractor(limit, method, explain, diversity).keywords(title, text)
