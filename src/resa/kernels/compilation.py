"""Loops that become machine code the first time they run."""

import threading
from collections.abc import Callable
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
"""An array that a loop takes; the caller's signature says of what."""

Whole = Any
"""A whole number in a loop: Python's, or one of numpy's sizes."""

P = ParamSpec("P")
R = TypeVar("R")

_LOCK = threading.RLock()


def compiled(*, writes: int = 0) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Returns a decorator for loops over arrays; the last `writes` arguments are written to, all others only read.

    The compiler is loaded at the first call, so that importing a kernel stays quick. Loops run without the
    interpreter's lock. A loop may call other compiled loops. The cache on disk notices changes of the file that a loop
    stands in, and only those: who changes what a loop does that other files call gives it another name.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        return cast("Callable[P, R]", Loop(function, writes=writes))

    return decorate


class Loop(Generic[P, R]):
    """A function that compiles itself when it is first called.

    Arrays that are only read are handed over as read-only views, so memory-mapped and ordinary arrays share one
    compilation.
    """

    def __init__(self, function: Callable[P, R], *, writes: int) -> None:
        self.function = cast("FunctionType", function)
        self._writes = writes
        self._dispatcher: Any = None
        self.__doc__ = function.__doc__
        self.__name__ = self.function.__name__
        self.__module__ = function.__module__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Returns what the loop returns for these arguments."""
        written = len(args) - self._writes
        handed = [_sealed(one) if at < written else one for at, one in enumerate(args)]
        return cast("R", self.dispatcher(*handed, **kwargs))

    @property
    def dispatcher(self) -> Any:
        """What runs: machine code per combination of argument types."""
        if self._dispatcher is None:
            with _LOCK:
                self._dispatcher = self._dispatcher or _compile(self.function)
        return self._dispatcher


class WrittenOut:
    """What a machine does in an instruction or two, which the compiler would not find: loops write it out instead.

    `typed` tells the compiler what it takes, what it gives, and how it is written.
    """

    def __init__(self, typed: Callable[..., tuple[Any, Callable[..., Any]]]) -> None:
        self._typed = typed
        self._dispatcher: Any = None

    def __call__(self, *args: Any) -> Whole:
        """Is for compiled loops only, which know it by its dispatcher."""
        raise TypeError("expected to be called by a compiled loop")

    @property
    def dispatcher(self) -> Any:
        """What the compiler takes in its place."""
        if self._dispatcher is None:
            from numba.extending import intrinsic

            self._dispatcher = intrinsic(self._typed)
        return self._dispatcher


def _sealed(argument: Any) -> Any:
    if isinstance(argument, tuple):
        return tuple(_sealed(one) for one in argument)
    if not isinstance(argument, np.ndarray):
        return argument
    view = np.asarray(argument).view()
    view.flags.writeable = False
    return view


def _compile(function: FunctionType) -> Any:
    from numba import njit

    inner = {
        name: found.dispatcher
        for name in function.__code__.co_names
        if isinstance(found := function.__globals__.get(name), Loop | WrittenOut)
    }
    body = FunctionType(function.__code__, {**function.__globals__, **inner}, function.__name__)
    body.__module__, body.__qualname__ = function.__module__, function.__qualname__
    try:
        return njit(nogil=True, cache=True, error_model="numpy")(body)
    except RuntimeError:  # no folder to keep compiled code in can be written: compile for this process only
        return njit(nogil=True, error_model="numpy")(body)
