"""Adding, subtracting and comparing counts field by field."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from resa.kernels.quantile import BinnedSeconds
from resa.kernels.tally import Tally

C = TypeVar("C")


class Counts:
    """Counts that add up field by field and are equal where they count the same.

    A base for frozen dataclasses with slots, made with `eq=False`.
    """

    __slots__ = ()

    def __add__(self, other: Self) -> Self:
        return summed(self, other)

    def __sub__(self, other: Self) -> Self:
        return less(self, other)

    def __eq__(self, other: object) -> bool:
        return same(self, other)

    __hash__ = None  # type: ignore[assignment]  # arrays have no hash


def summed(left: C, right: C) -> C:
    """Returns the counts of both: arrays, tallies and binned seconds are added, parameters stay.

    Arrays of different lengths are filled up with zeros. Parameters that differ cannot be added.
    """
    return _combined(left, right, lambda one, other: one + other)


def less(left: C, right: C) -> C:
    """Returns the counts of `left` without those of `right`."""
    return _combined(left, right, lambda one, other: one - other)


def same(left: Any, right: Any) -> bool:
    """Says whether both count the same; arrays are compared as if filled up with zeros."""
    if type(left) is not type(right):
        return False
    pairs = ((getattr(left, one.name), getattr(right, one.name)) for one in fields(left))
    return all(_same(one, other) for one, other in pairs)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(*_aligned(one, other)))
    return bool(one == other)


def _combined(left: C, right: C, combine: Callable[[Any, Any], Any]) -> C:
    if not isinstance(right, type(left)):
        raise TypeError(f"expected counts of one kind, got {type(left).__name__} and {type(right).__name__}")
    found = {}
    for one in fields(left):  # type: ignore[arg-type]  # every kind of counts is a dataclass
        mine, theirs = getattr(left, one.name), getattr(right, one.name)
        if isinstance(mine, np.ndarray):
            found[one.name] = combine(*_aligned(mine, theirs))
        elif isinstance(mine, Tally | BinnedSeconds):
            found[one.name] = combine(mine, theirs)
        elif mine != theirs:
            raise ValueError(f"expected counts with the same {one.name}, got {mine!r} and {theirs!r}")
        else:
            found[one.name] = mine
    return type(left)(**found)


def _aligned(one: NDArray[Any], other: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    if one.shape == other.shape:
        return one, other
    shape = tuple(max(pair) for pair in zip(one.shape, other.shape, strict=True))
    return _filled(one, shape=shape), _filled(other, shape=shape)


def _filled(array: NDArray[Any], *, shape: tuple[int, ...]) -> NDArray[Any]:
    return np.pad(array, [(0, wide - have) for wide, have in zip(shape, array.shape, strict=True)])
