"""Lists and tables that several functions take: stop words, aliases, document frequencies."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Iterable, Optional, Union

from ._library import Handle, as_text, make, open_file

PathName = Union[str, "os.PathLike[str]"]

# None: the built-in list; a path; or the words themselves, none for an empty list.
StopWords = Union[None, PathName, Iterable[str]]
# None: no aliases; True: the built-in list; a path; or groups of names, each "Mỹ = Hoa Kỳ".
Aliases = Union[None, bool, PathName, Iterable[str]]


@lru_cache(maxsize=None)
def _built_in(kind: str) -> Handle:
    return open_file(kind, None)


def _from_lines(kind: str, lines: Iterable[str]) -> Handle:
    raw, text = as_text("\n".join(lines))
    handle = make(kind, f"vn_{kind}_parse", text)
    del raw
    return handle


def stopwords(given: StopWords) -> Handle:
    if given is None:
        return _built_in("stopwords")
    if isinstance(given, (str, os.PathLike)):
        return open_file("stopwords", os.fspath(given))
    return _from_lines("stopwords", given)


def aliases(given: Aliases) -> Optional[Handle]:
    if given is None or given is False:
        return None
    if given is True:
        return _built_in("aliases")
    if isinstance(given, (str, os.PathLike)):
        return open_file("aliases", os.fspath(given))
    return _from_lines("aliases", given)


def table(given: Optional[PathName]) -> Handle:
    """A table of document frequencies; None: the built-in one."""
    return _built_in("df") if given is None else open_file("df", os.fspath(given))


def pointer(handle: Optional[Handle]) -> Optional[int]:
    return handle.pointer if handle else None
