"""Work done beside the judging: the next batch is read, and the last one written, while this one is judged."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(pieces: Iterator[T]) -> Iterator[T]:
    """Yields the pieces in order; while one is in use the next is made in another thread, never more than one.

    What goes wrong in the making is raised where the piece would have come.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="resa-reading") as reader:
        coming = reader.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = reader.submit(next, pieces, None)
            yield piece
