"""The one thread on which scripts that draw are run: an engine lives and ends where it was made.

Where memory has protection keys, an engine that another thread asks, or lets go of, ends the process. And a notebook's
event loop would refuse to wait for a script itself.
"""

import atexit
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from queue import SimpleQueue
from threading import Thread
from typing import Any, ClassVar

from resa.model.errors import FailureError

LONGEST_END_SECONDS = 5

_asked: SimpleQueue[tuple[Future[str], Callable[[], str]]] = SimpleQueue()
_engines: list[Any] = []


class DrawingExtraMissingError(FailureError):
    """The part that draws without a browser is not installed."""

    code: ClassVar[str] = "drawing_extra_missing"


class DrawingTooLongError(FailureError):
    """A drawing was given up, since it took longer than anybody waits."""

    code: ClassVar[str] = "drawing_too_long"


def on_drawing_thread(call: Callable[[], str]) -> str:
    """Return what `call` returns from the thread on which engines are made and asked, one call after the other.

    Raises `DrawingTooLongError` where a script ran out of its time.
    """
    _begin()
    answer: Future[str] = Future()
    _asked.put((answer, call))
    try:
        return answer.result()
    except TimeoutError as late:
        raise DrawingTooLongError(
            "expected to draw this within a minute, it took longer; ask for less, with a filter or a shorter time, or "
            "write .csv, .xlsx or .json, which need no drawing"
        ) from late


def new_engine() -> Any:
    """Return a new engine that runs scripts; to be called and asked on the drawing thread only."""
    try:
        from py_mini_racer import MiniRacer
    except ModuleNotFoundError as missing:
        raise DrawingExtraMissingError(
            "expected py_mini_racer, which draws SVG without a browser, found it not installed; "
            "pip install 'resa[export]', or write HTML, which needs no extra"
        ) from missing
    engine = MiniRacer()
    _engines.append(engine)
    return engine


@cache
def _begin() -> None:
    Thread(target=_answer, name="drawing", daemon=True).start()
    atexit.register(_end)


def _answer() -> None:
    while True:
        answer, call = _asked.get()
        try:
            answer.set_result(call())
        except BaseException as fault:  # whoever asked meets it
            answer.set_exception(fault)


def _end() -> None:
    """Lets the engines go while their thread still runs."""

    def close() -> str:
        for engine in _engines:
            engine.close()
        return ""

    answer: Future[str] = Future()
    _asked.put((answer, close))
    answer.result(LONGEST_END_SECONDS)
