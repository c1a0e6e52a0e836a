"""The shared library: where it is, its structures and functions, its errors, and what lives in it.

Structures repeat those of the C headers; tests/python holds each of them against a compiler's view of the headers. Functions
are called through ctypes, which lets other threads run meanwhile.
"""

from __future__ import annotations

import ctypes
import os
import weakref
from ctypes import POINTER, Structure, byref, c_bool, c_char, c_char_p, c_double, c_int, c_int64, c_size_t, c_ubyte, c_uint
from ctypes import c_uint32, c_uint64, c_void_p
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple, Type

VERSION = "0.1.0"
SONAME = "libvntext.so.0"

OK = 0
DONE = 1


class Error(Exception):
    """A failure that the library reports.

    ``code`` is the negative status of the C interface, ``line`` and ``column`` say where in the data it is (0: not known).
    """

    code = 0

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self) -> str:
        where = f"{self.line}:{self.column}: " if self.column else f"{self.line}: " if self.line else ""
        return where + self.message


class ArgumentError(Error, ValueError):
    """An argument or option that makes no sense."""

    code = -1


class DataError(Error, ValueError):
    """Input data that is malformed."""

    code = -2


class InputOutputError(Error, OSError):
    """The operating system refused to read or write."""

    code = -3


class OutOfMemoryError(Error, MemoryError):
    """Out of memory."""

    code = -4


class LimitError(Error):
    """A documented limit was passed."""

    code = -5


ERRORS: Dict[int, Type[Error]] = {
    each.code: each for each in (ArgumentError, DataError, InputOutputError, OutOfMemoryError, LimitError)
}


class ErrorInfo(Structure):
    _fields_ = [("code", c_int), ("line", c_size_t), ("column", c_size_t), ("msg", c_char * 256), ("format", c_void_p),
                ("part", c_ubyte * 16), ("begin", c_ubyte), ("system", c_int)]


def check(status: int, error: ErrorInfo) -> None:
    """Raises what a call reports that did not succeed."""
    if status < 0:
        failure = ERRORS.get(status, Error)(error.msg.decode("utf-8", "replace"), error.line, error.column)
        if isinstance(failure, OSError) and error.system:
            failure.errno = error.system
        raise failure


class Text(Structure):
    """vn_slice for text that is given: it points into a bytes object, which must live as long."""

    _fields_ = [("ptr", c_char_p), ("len", c_size_t)]


class Slice(Structure):
    """vn_slice for text that the library hands out."""

    _fields_ = [("ptr", c_void_p), ("len", c_size_t)]

    def text(self) -> str:
        return string_at(self.ptr, self.len)


def string_at(pointer: Optional[int], length: int) -> str:
    return ctypes.string_at(pointer, length).decode("utf-8") if pointer else ""


class Buffer(Structure):
    _fields_ = [("ptr", c_void_p), ("len", c_size_t), ("cap", c_size_t), ("max", c_size_t)]


class WordStruct(Structure):
    _fields_ = [("start", c_size_t), ("len", c_size_t), ("sentence", c_uint32), ("kind", c_ubyte), ("parts", c_ubyte)]


class Words(Structure):
    _fields_ = [("item", c_void_p), ("n", c_size_t), ("sentences", c_size_t)]


class Confidences(Structure):
    _fields_ = [("word", c_void_p), ("words", c_size_t), ("sentence", c_void_p), ("sentences", c_size_t)]


class KeywordOptions(Structure):
    _fields_ = [
        ("method", c_char_p), ("limit", c_size_t), ("table", c_void_p), ("df", c_void_p), ("df_context", c_void_p),
        ("documents", c_uint64), ("phrase_floor", c_uint64), ("stopwords", c_void_p), ("stop", c_void_p),
        ("stop_context", c_void_p), ("aliases", c_void_p), ("diversity", c_double), ("candidates", c_bool),
        ("model", c_void_p), ("explain", c_bool), ("title_weight", c_double), ("raw", c_bool),
    ]


class KeywordMethod(Structure):
    _fields_ = [("name", c_char_p), ("about", c_char_p), ("lower_is_better", c_bool), ("uses_df", c_bool),
                ("explains", c_bool)]


class KeywordInput(Structure):
    _fields_ = [("title", Text), ("title_words", Words), ("text", Text), ("words", Words), ("no_lines", c_bool)]


class KeywordPlace(Structure):
    _fields_ = [("start", c_size_t), ("len", c_size_t), ("in_title", c_bool)]


class KeywordStruct(Structure):
    _fields_ = [("term", Slice), ("key", Slice), ("score", c_double), ("df", c_uint64), ("first", c_size_t),
                ("count", c_size_t), ("place", c_void_p), ("share", c_void_p)]


class Keywords(Structure):
    _fields_ = [("item", c_void_p), ("n", c_size_t), ("feature", POINTER(c_char_p)), ("n_features", c_size_t)]


class TermsOptions(Structure):
    _fields_ = [("ngram_max", c_uint), ("numbers", c_bool), ("keep_stopwords", c_bool), ("stopwords", c_void_p),
                ("aliases", c_void_p), ("title_weight", c_double), ("keys", c_void_p), ("remember", c_size_t)]


class DfLimits(Structure):
    _fields_ = [("min_count", c_uint32), ("max_count", c_uint32), ("min_share", c_double), ("max_share", c_double)]


class Weighting(Structure):
    _fields_ = [("scheme", c_char_p), ("tf", c_char_p), ("idf", c_char_p), ("avglen", c_double)]


class Sparse(Structure):
    _fields_ = [("rows", c_size_t), ("cols", c_size_t), ("start", c_void_p), ("col", c_void_p), ("val", c_void_p)]


class Match(Structure):
    _fields_ = [("index", c_size_t), ("score", c_double)]


class SimilarOptions(Structure):
    _fields_ = [("top", c_size_t), ("min", c_double), ("once", c_bool), ("threads", c_uint), ("first", c_size_t),
                ("last", c_size_t)]


class ClusterOptions(Structure):
    _fields_ = [
        ("method", c_char_p), ("k", c_size_t), ("k_max", c_size_t), ("min", c_double), ("rarity", c_void_p),
        ("seed", c_uint64), ("restarts", c_uint), ("max_iterations", c_uint), ("dimensions", c_size_t),
        ("neighbors", c_size_t), ("resolution", c_double), ("curve", c_bool), ("threads", c_uint),
    ]


class Merge(Structure):
    _fields_ = [("left", c_uint32), ("right", c_uint32), ("distance", c_double), ("size", c_size_t)]


class Graph(Structure):
    _fields_ = [("n", c_size_t), ("start", c_void_p), ("to", c_void_p), ("weight", c_void_p)]


class ClustersStruct(Structure):
    _fields_ = [
        ("n", c_size_t), ("k", c_size_t), ("has_empty", c_bool), ("cluster", c_void_p), ("size", c_void_p),
        ("n_curve", c_size_t), ("curve", c_void_p), ("n_merges", c_size_t), ("merges", c_void_p), ("graph", Graph),
        ("n_resolutions", c_size_t), ("resolutions", c_void_p),
    ]


class Shingles(Structure):
    _fields_ = [("item", c_void_p), ("n", c_size_t)]


class DupOptions(Structure):
    _fields_ = [("min", c_double), ("exact", c_bool), ("threads", c_uint), ("memory", c_size_t)]


class ReaderOptions(Structure):
    _fields_ = [("kind", c_int), ("replace_invalid", c_bool), ("batch_bytes", c_size_t), ("prompt", c_bool),
                ("max_bytes", c_size_t)]


class DocumentStruct(Structure):
    _fields_ = [("path", c_char_p), ("line", c_size_t), ("id", Slice), ("title", Slice), ("text", Slice), ("words", Slice)]


# The C structures that those above repeat.
STRUCTURES: Dict[str, Type[Structure]] = {
    "vn_error": ErrorInfo, "vn_slice": Slice, "vn_buf": Buffer, "vn_word": WordStruct, "vn_words": Words,
    "vn_confidences": Confidences, "vn_keyword_options": KeywordOptions, "vn_keyword_method": KeywordMethod,
    "vn_keyword_input": KeywordInput, "vn_keyword_place": KeywordPlace, "vn_keyword": KeywordStruct,
    "vn_keywords": Keywords, "vn_terms_options": TermsOptions, "vn_df_limits": DfLimits, "vn_weighting": Weighting,
    "vn_sparse": Sparse, "vn_match": Match, "vn_similar_options": SimilarOptions, "vn_cluster_options": ClusterOptions,
    "vn_merge": Merge, "vn_graph": Graph, "vn_clusters": ClustersStruct, "vn_shingles": Shingles,
    "vn_dup_options": DupOptions, "vn_reader_options": ReaderOptions, "vn_document": DocumentStruct,
}

NEIGHBORS_FN = ctypes.CFUNCTYPE(c_int, c_void_p, c_size_t, c_void_p, c_size_t, POINTER(ErrorInfo))
SCORES_FN = ctypes.CFUNCTYPE(c_int, c_void_p, c_size_t, c_void_p, c_size_t, POINTER(ErrorInfo))
SKIP_FN = ctypes.CFUNCTYPE(c_bool, c_void_p, c_size_t)

_OUT = POINTER(c_void_p)
_ERR = POINTER(ErrorInfo)
_OPEN: Sequence[Any] = (_OUT, c_char_p, _ERR)  # a file, or NULL for what is built in
_PARSE: Sequence[Any] = (_OUT, Text, _ERR)

# Arguments of the functions, by what they return: a status, nothing, or else.
_STATUS: Dict[str, Sequence[Any]] = {
    "vn_model_open": _OPEN,
    "vn_user_words_new": (_OUT, _ERR),
    "vn_user_words_add": (c_void_p, Text, _ERR),
    "vn_segmenter_new": (_OUT, c_void_p, c_void_p, _ERR),
    "vn_segment": (c_void_p, Text, POINTER(Words), _ERR),
    "vn_words_write": (Text, c_void_p, c_size_t, c_char, POINTER(Buffer), _ERR),
    "vn_keyword_model_open": _OPEN,
    "vn_extractor_new": (_OUT, POINTER(KeywordOptions), _ERR),
    "vn_extract": (c_void_p, POINTER(KeywordInput), POINTER(Keywords), _ERR),
    "vn_stopwords_open": _OPEN,
    "vn_stopwords_parse": _PARSE,
    "vn_aliases_open": _OPEN,
    "vn_aliases_parse": _PARSE,
    "vn_df_open": _OPEN,
    "vn_fold": (Text, POINTER(Buffer), _ERR),
    "vn_terms_new": (_OUT, POINTER(TermsOptions), _ERR),
    "vn_terms_add": (c_void_p, Text, c_void_p, c_size_t, _ERR),
    "vn_terms_add_title": (c_void_p, Text, c_void_p, c_size_t, _ERR),
    "vn_terms_list": (c_void_p, _OUT, POINTER(c_size_t), _ERR),
    "vn_collection_new": (_OUT, _ERR),
    "vn_collection_add": (c_void_p, c_void_p, c_size_t, _ERR),
    "vn_collection_finish": (c_void_p, c_void_p, POINTER(DfLimits), _OUT, POINTER(Sparse), _ERR),
    "vn_weighting_check": (POINTER(Weighting), POINTER(c_bool), _ERR),
    "vn_weigh": (POINTER(Sparse), c_void_p, POINTER(Weighting), _ERR),
    "vn_similar_neighbors": (POINTER(Sparse), POINTER(SimilarOptions), NEIGHBORS_FN, c_void_p, _ERR),
    "vn_similar_query": (POINTER(Sparse), POINTER(Sparse), POINTER(SimilarOptions), NEIGHBORS_FN, c_void_p, _ERR),
    "vn_similar_matrix": (POINTER(Sparse), c_int, c_uint, SCORES_FN, c_void_p, _ERR),
    "vn_cluster": (POINTER(ClustersStruct), POINTER(Sparse), POINTER(ClusterOptions), _ERR),
    "vn_cluster_central": (POINTER(Match), POINTER(Sparse), POINTER(ClustersStruct), _ERR),
    "vn_cluster_cohesion": (POINTER(c_double), POINTER(Sparse), POINTER(ClustersStruct), _ERR),
    "vn_cluster_labels": (POINTER(Match), POINTER(c_size_t), c_size_t, POINTER(Sparse), POINTER(ClustersStruct), SKIP_FN,
                          c_void_p, _ERR),
    "vn_map2d": (c_void_p, c_void_p, POINTER(Sparse), c_uint, _ERR),
    "vn_shingler_new": (_OUT, c_uint, _ERR),
    "vn_shingle": (c_void_p, Text, POINTER(Shingles), _ERR),
    "vn_dup_new": (_OUT, POINTER(DupOptions), _ERR),
    "vn_dup_add": (c_void_p, Shingles, _ERR),
    "vn_dup_firsts": (c_void_p, POINTER(c_uint32), POINTER(c_uint32), POINTER(c_double), _ERR),
    "vn_reader_new": (_OUT, POINTER(c_char_p), c_size_t, POINTER(ReaderOptions), _ERR),
    "vn_reader_next": (c_void_p, c_void_p, _ERR),
    "vn_batch_new": (_OUT, _ERR),
    "vn_batch_next": (c_void_p, POINTER(DocumentStruct), _ERR),
}
_NOTHING: Dict[str, Sequence[Any]] = {
    "vn_buf_free": (POINTER(Buffer),),
    "vn_segmenter_use_confidence": (c_void_p, c_bool),
    "vn_terms_begin": (c_void_p,),
    "vn_sparse_free": (POINTER(Sparse),),
    "vn_clusters_free": (POINTER(ClustersStruct),),
    **{f"vn_{each}_free": (c_void_p,)
       for each in ("model", "user_words", "segmenter", "keyword_model", "extractor", "stopwords", "aliases", "df", "terms",
                    "collection", "vocab", "shingler", "dup", "reader", "batch")},
}
_OTHERS: Dict[str, Tuple[Any, Sequence[Any]]] = {
    "vn_version": (c_char_p, ()),
    "vn_segmenter_confidences": (Confidences, (c_void_p,)),
    "vn_keyword_method_at": (POINTER(KeywordMethod), (c_size_t,)),
    "vn_stopwords_has": (c_bool, (c_void_p, Text)),
    "vn_df_documents": (c_uint32, (c_void_p,)),
    "vn_df_find": (c_uint32, (c_void_p, Text)),
    "vn_vocab_size": (c_size_t, (c_void_p,)),
    "vn_vocab_documents": (c_uint32, (c_void_p,)),
    "vn_vocab_term": (Slice, (c_void_p, c_uint32)),
    "vn_vocab_df": (c_uint32, (c_void_p, c_uint32)),
    "vn_similar_why": (c_size_t, (POINTER(Sparse), c_size_t, c_size_t, POINTER(Match), c_size_t)),
    "vn_cluster_makes_tree": (c_bool, (c_char_p,)),
    "vn_reader_path": (c_char_p, (c_void_p,)),
    "vn_batch_path": (c_char_p, (c_void_p,)),
}


def _places() -> Iterator[str]:
    """Where the library may be, likeliest first."""
    named = os.environ.get("VNTEXT_LIBRARY")
    if named:
        yield named
        return
    for folder in Path(__file__).resolve().parents:
        if folder.name in ("lib", "lib64"):
            yield from (str(path) for path in (folder / SONAME, *sorted(folder.glob(f"*/{SONAME}"))) if path.is_file())
    yield SONAME


def _load() -> Any:
    tried: List[str] = []
    for place in _places():
        try:
            return ctypes.CDLL(place)
        except OSError as error:
            tried.append(str(error))
    raise ImportError(f"libvntext cannot be loaded ({'; '.join(tried)}); VNTEXT_LIBRARY may name the file")


def _declare(library: Any) -> None:
    for name, arguments in _STATUS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = c_int, arguments
    for name, arguments in _NOTHING.items():
        function = getattr(library, name)
        function.restype, function.argtypes = None, arguments
    for name, (result, arguments) in _OTHERS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments


def _open() -> Any:
    library = _load()
    library.vn_version.restype = c_char_p
    version = library.vn_version().decode()
    if version.split(".")[:2] != VERSION.split(".")[:2]:
        raise ImportError(f"libvntext is version {version}, this module is for {VERSION}")
    library.vn_sizeof.restype, library.vn_sizeof.argtypes = c_size_t, (c_char_p,)
    for name, ours in STRUCTURES.items():
        theirs = library.vn_sizeof(name.encode())
        if theirs != ctypes.sizeof(ours):
            raise ImportError(f"libvntext {version} was built with another {name}: {theirs} bytes, not {ctypes.sizeof(ours)}")
    _declare(library)
    return library


lib: Any = _open()


class Handle:
    """What lives in the library, until nobody refers to it any more; with it lives what it was made from."""

    __slots__ = ("pointer", "_made_from", "__weakref__")

    def __init__(self, free: Callable[[int], None], pointer: int, *made_from: object) -> None:
        self.pointer = pointer
        self._made_from = made_from
        weakref.finalize(self, free, pointer).atexit = False  # the process ends it


def make(kind: str, new: str, *arguments: Any, made_from: Tuple[object, ...] = ()) -> Handle:
    """Calls ``new``, which makes a ``vn_<kind>``."""
    pointer = c_void_p()
    error = ErrorInfo()
    check(getattr(lib, new)(byref(pointer), *arguments, byref(error)), error)
    assert pointer.value is not None
    return Handle(getattr(lib, f"vn_{kind}_free"), pointer.value, *made_from)


def open_file(kind: str, path: Optional[str]) -> Handle:
    """Opens a file of the kind, or what is built in. The name of a file that fails stands in the message."""
    try:
        return make(kind, f"vn_{kind}_open", os.fsencode(path) if path is not None else None)
    except Error as error:
        if path is not None:
            error.message = f"{path}: {error.message}"
        raise


def as_text(text: str) -> Tuple[bytes, Text]:
    """UTF-8 and the slice of it; the bytes must live as long as the slice is used."""
    raw = text.encode("utf-8")
    return raw, Text(raw, len(raw))


def buffer_text(buffer: Buffer) -> str:
    """What a buffer holds; the buffer is freed."""
    try:
        return string_at(buffer.ptr, buffer.len)
    finally:
        lib.vn_buf_free(byref(buffer))
