"""Reprints and lightly edited copies."""

from __future__ import annotations

from ctypes import byref, c_double, c_uint32
from dataclasses import dataclass
from typing import Dict, Iterable, List, Sequence, Tuple

from ._documents import Article, as_document
from ._library import DupOptions, ErrorInfo, Shingles, as_text, check, lib, make


@dataclass(frozen=True)
class Duplicates:
    """Which article each is a copy of: ``first`` is its number, its own for a first article; ``score`` how much the two are
    the same (Jaccard's coefficient of runs of six syllables, 1 for a first article)."""

    first: List[int]
    score: List[float]

    @property
    def groups(self) -> List[Tuple[int, ...]]:
        """First articles that have copies, each with these."""
        members: Dict[int, List[int]] = {}
        for number, first in enumerate(self.first):
            if number != first:
                members.setdefault(first, []).append(number)
        return [(first, *copies) for first, copies in sorted(members.items())]


def duplicates(articles: Iterable[Article], *, min: float = 0.0, exact: bool = False, order: Sequence[int] = (),
               threads: int = 1) -> Duplicates:
    """Tells copies from first articles by their texts alone, as vndup(1) does.

    Articles are taken as they come, or in ``order``; one is a copy of the first article before it that it is most like, if
    their coefficient is ``min`` (0: 0.48) or more. What is compared is the text, for want of one the title.

    >>> text = "Sáng nay trời mưa to ở Huế, nhiều tuyến đường bị ngập sâu."
    >>> duplicates([text, "Giá vàng hôm nay tăng mạnh trở lại.", text]).first
    [0, 1, 0]
    """
    dup = make("dup", "vn_dup_new", byref(DupOptions(min=min, exact=exact, threads=threads)))
    shingler = make("shingler", "vn_shingler_new", 0)
    shingles = Shingles()
    error = ErrorInfo()
    n = 0
    for article in articles:
        document = as_document(article)
        raw, text = as_text(document.text or document.title or "")
        check(lib.vn_shingle(shingler.pointer, text, byref(shingles), byref(error)), error)
        del raw
        check(lib.vn_dup_add(dup.pointer, shingles, byref(error)), error)
        n += 1
    if order and sorted(order) != list(range(n)):
        raise ValueError("order has each article once")
    first = (c_uint32 * n)()
    score = (c_double * n)()
    taken = (c_uint32 * n)(*order) if order else None
    check(lib.vn_dup_firsts(dup.pointer, taken, first, score, byref(error)), error)
    return Duplicates(list(first), list(score))
