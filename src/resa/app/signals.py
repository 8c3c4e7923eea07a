"""What has just happened in a workspace, told at once to whoever listens: open pages and open rooms."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Literal

Kind = Literal["revision", "maps", "people"]


@dataclass(frozen=True, slots=True)
class Signal:
    """Something happened. `about` is the revision, the map's id, or the id of the person."""

    kind: Kind
    about: str


class Signals:
    """Passes signals on to every listener; nothing is kept for those who come later."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: list[Callable[[Signal], None]] = []

    def tell(self, kind: Kind, *, about: str) -> None:
        """Tells every listener, in this thread."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(Signal(kind, about))

    @contextmanager
    def heard_by(self, listener: Callable[[Signal], None]) -> Iterator[None]:
        """Calls `listener` with every signal while the block runs, in any thread; it must not block."""
        with self._lock:
            self._listeners.append(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.remove(listener)
