"""Text into words."""

from __future__ import annotations

import ctypes
import os
import struct
import threading
from ctypes import byref
from functools import lru_cache
from typing import Any, Iterable, List, NamedTuple, Optional, Union

from ._library import Buffer, ErrorInfo, Handle, Words, as_text, buffer_text, check, lib, make, open_file

KINDS = ("word", "number", "link", "punct")
_WORD = struct.Struct("@NNIBBxx")  # vn_word
_WORD_SIZE = _WORD.size


class Word(NamedTuple):
    """A word of a text: ``text[start:end]`` is ``word.text``, with the white space between its syllables.

    ``kind`` is ``word``, ``number``, ``link`` or ``punct``; ``parts`` the tokens that it is made of; ``confidence`` how certain
    the model is that just this word stands here, where that was asked for.
    """

    text: str
    start: int
    end: int
    kind: str = "word"
    parts: int = 1
    confidence: Optional[float] = None


class _Scratch:
    """What one thread segments with."""

    def __init__(self, segmenter: "Segmenter") -> None:
        made_from = (segmenter._model, segmenter._user)
        user = segmenter._user.pointer if segmenter._user else None
        self.handle = make("segmenter", "vn_segmenter_new", segmenter._model.pointer, user, made_from=made_from)
        self.pointer = self.handle.pointer
        self.words = Words()
        self.error = ErrorInfo()

    def run(self, text: str) -> bytes:
        """Segments; ``words`` then hold what the library owns, until the next run."""
        raw, piece = as_text(text)
        check(lib.vn_segment(self.pointer, piece, byref(self.words), byref(self.error)), self.error)
        return raw


@lru_cache(maxsize=None)
def default_model() -> Handle:
    return open_file("model", None)


def _user_words(entries: Union[None, str, Iterable[str]]) -> Optional[Handle]:
    if entries is None:
        return None
    lines = entries if isinstance(entries, str) else "\n".join(entries)
    user = make("user_words", "vn_user_words_new")
    raw, text = as_text(lines)
    error = ErrorInfo()
    check(lib.vn_user_words_add(user.pointer, text, byref(error)), error)
    del raw
    return user


class Segmenter:
    """Finds the words of texts. May be shared by threads: each has scratch of its own.

    ``words`` are entries that you know better than the model, one a line or one an item: ``học sinh`` (always one word),
    ``học | sinh học`` (cut at the bar), a number after a tab only favours. ``model`` is a file of vntrain(1).

    >>> Segmenter(words=["học | sinh học"]).line("học sinh học")
    'học sinh_học'
    """

    def __init__(self, *, model: Union[None, str, "os.PathLike[str]"] = None,
                 words: Union[None, str, Iterable[str]] = None) -> None:
        self._model = default_model() if model is None else open_file("model", os.fspath(model))
        self._user = _user_words(words)
        self._local = threading.local()

    def _scratch(self, name: str = "text") -> _Scratch:
        """This thread's; the words of a title live while those of its text are found."""
        try:
            found: _Scratch = getattr(self._local, name)
        except AttributeError:
            found = _Scratch(self)
            setattr(self._local, name, found)
        return found

    def segment(self, text: str, *, confidence: bool = False) -> List[List[Word]]:
        """The sentences of a text, each the list of its words."""
        scratch = self._scratch()
        lib.vn_segmenter_use_confidence(scratch.pointer, confidence)
        raw = scratch.run(text)
        words = scratch.words
        if not words.n:
            return []
        sure = None
        if confidence:
            given = lib.vn_segmenter_confidences(scratch.pointer)
            sure = (ctypes.c_double * given.words).from_address(given.word)
        sentences: List[List[Word]] = [[] for _ in range(words.sentences)]
        last = at = 0  # in bytes, in characters
        new: Any = tuple.__new__  # a third faster than Word()
        for i, (start, length, sentence, kind, parts) in enumerate(
                _WORD.iter_unpack(ctypes.string_at(words.item, words.n * _WORD_SIZE))):
            gap = start - last
            at += gap if gap < 2 else len(raw[last:start].decode("utf-8"))
            last = start + length
            piece = raw[start:last].decode("utf-8")
            end = at + len(piece)
            sentences[sentence].append(new(Word, (piece, at, end, KINDS[kind], parts, sure[i] if sure else None)))
            at = end
        return sentences

    def _write(self, text: str, separator: bytes) -> str:
        scratch = self._scratch()
        lib.vn_segmenter_use_confidence(scratch.pointer, False)
        raw, piece = as_text(text)
        check(lib.vn_segment(scratch.pointer, piece, byref(scratch.words), byref(scratch.error)), scratch.error)
        out = Buffer()
        try:
            check(lib.vn_words_write(piece, scratch.words.item, scratch.words.n, separator, byref(out),
                                     byref(scratch.error)), scratch.error)
        except BaseException:
            lib.vn_buf_free(byref(out))
            raise
        del raw
        return buffer_text(out)

    def field(self, text: str) -> str:
        """The text as the field ``words`` of records has it: a line a sentence, the syllables of a word joined by ``_``."""
        return self._write(text, b"\n")

    def line(self, text: str) -> str:
        """The same in one line, as ``vnseg -o lines`` writes it."""
        return self._write(text, b" ")


@lru_cache(maxsize=None)
def default_segmenter() -> Segmenter:
    return Segmenter()


def segment(text: str, *, words: Union[None, str, Iterable[str]] = None, confidence: bool = False) -> List[List[Word]]:
    """The sentences of a text, each the list of its words.

    For many texts with the same ``words`` make a Segmenter once.

    >>> [[word.text for word in sentence] for sentence in segment("Trời mưa. Học sinh học sinh học.")]
    [['Trời', 'mưa', '.'], ['Học sinh', 'học', 'sinh học', '.']]
    >>> segment("Học sinh")[0][0]
    Word(text='Học sinh', start=0, end=8, kind='word', parts=2, confidence=None)
    """
    segmenter = default_segmenter() if words is None else Segmenter(words=words)
    return segmenter.segment(text, confidence=confidence)


def fold(word: str) -> str:
    """The key by which words are compared: lower case, one tone place, syllables joined by ``_``.

    >>> fold("Hòa  Bình") == fold("HOÀ BÌNH")
    True
    """
    raw, text = as_text(word)
    out = Buffer()
    error = ErrorInfo()
    try:
        check(lib.vn_fold(text, byref(out), byref(error)), error)
    except BaseException:
        lib.vn_buf_free(byref(out))
        raise
    del raw
    return buffer_text(out)
