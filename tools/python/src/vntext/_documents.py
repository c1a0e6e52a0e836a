"""Articles: what functions take for one, and how files become them."""

from __future__ import annotations

import os
from ctypes import byref, c_char_p
from typing import Iterator, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from ._library import DONE, DocumentStruct, ErrorInfo, Error, ReaderOptions, check, lib, make, string_at

KINDS = ("auto", "text", "lines", "jsonl", "words")


class Document(NamedTuple):
    """An article. ``id`` is the path of a text file, ``path:line`` of a line, the field ``id`` of a record."""

    title: Optional[str]
    text: str
    id: Optional[str] = None


# A text; a title and a text; a Document; or a mapping with "text" and perhaps "title" and "id".
Article = Union[str, Tuple[Optional[str], str], Document, Mapping[str, object]]


def as_document(article: Article) -> Document:
    """The document that an article is.

    >>> as_document(("Hà Nội", "Hôm nay."))
    Document(title='Hà Nội', text='Hôm nay.', id=None)
    """
    if isinstance(article, Document):
        return article
    if isinstance(article, str):
        return Document(None, article)
    if isinstance(article, Mapping):
        title, text, name = article.get("title"), article.get("text"), article.get("id")
        return Document(None if title is None else str(title), "" if text is None else str(text),
                        None if name is None else str(name))
    title, text = article
    return Document(title, text)


def _failed_in(path: Optional[bytes], error: Error) -> Error:
    error.message = f"{os.fsdecode(path)}: {error.message}" if path else error.message
    return error


def _optional(pointer: Optional[int], length: int) -> Optional[str]:
    return string_at(pointer, length) if pointer else None


def read(*paths: Union[str, "os.PathLike[str]"], kind: str = "auto", replace_invalid: bool = False) -> Iterator[Document]:
    """The articles of files and directories, as the programs read them: text files, lines, JSON Lines, gzip, UTF-16.

    ``kind`` is ``auto``, ``text`` (a file is an article), ``lines`` (a line is one) or ``jsonl``. Bytes that are no UTF-8 are
    a DataError, or become U+FFFD with ``replace_invalid``.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "a.txt").write_text("Mưa lớn ở Huế\\n\\nTrời mưa từ sáng.\\n", encoding="utf-8")
    ...     [(document.title, document.text) for document in read(folder)]
    [('Mưa lớn ở Huế', 'Trời mưa từ sáng.')]
    """
    if kind not in KINDS or kind == "words":
        raise ValueError(f"kind is one of {', '.join(KINDS[:-1])}, not {kind!r}")
    if not paths:
        raise ValueError("nothing to read")
    names: Sequence[bytes] = [os.fsencode(path) for path in paths]
    array = (c_char_p * len(names))(*names)
    options = ReaderOptions(kind=KINDS.index(kind), replace_invalid=replace_invalid)
    reader = make("reader", "vn_reader_new", array, len(names), byref(options), made_from=(names, array))
    batch = make("batch", "vn_batch_new")
    error = ErrorInfo()
    document = DocumentStruct()
    while True:
        status = lib.vn_reader_next(reader.pointer, batch.pointer, byref(error))
        if status == DONE:
            return
        try:
            check(status, error)
        except Error as failure:
            raise _failed_in(lib.vn_reader_path(reader.pointer), failure) from None
        while True:
            status = lib.vn_batch_next(batch.pointer, byref(document), byref(error))
            if status == DONE:
                break
            try:
                check(status, error)
            except Error as failure:
                raise _failed_in(lib.vn_batch_path(batch.pointer), failure) from None
            name = _optional(document.id.ptr, document.id.len)
            yield Document(_optional(document.title.ptr, document.title.len), document.text.text(),
                           name if name is not None else f"{os.fsdecode(document.path)}:{document.line}")
