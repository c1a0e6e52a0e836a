"""Work on many articles at the same time, with results in their order."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Callable, Deque, Iterable, Iterator, List, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_PIECE = 16  # articles that a thread takes at once


def ordered(work: Callable[[T], R], items: Iterable[T], threads: int) -> Iterator[R]:
    """``work(item)`` of each item in turn; no more than some items a thread are read ahead."""
    if threads < 1:
        raise ValueError("threads is at least 1")
    if threads == 1:
        return map(work, items)
    return _pooled(work, iter(items), threads)


def _pooled(work: Callable[[T], R], items: Iterator[T], threads: int) -> Iterator[R]:
    def run(piece: List[T]) -> List[R]:
        return [work(item) for item in piece]

    waiting: Deque["Future[List[R]]"] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            while True:
                while len(waiting) < 2 * threads:
                    piece = list(islice(items, _PIECE))
                    if not piece:
                        break
                    waiting.append(pool.submit(run, piece))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
