"""What one comparison of a filter claims about one field: the meaning that every engine shares."""

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from resa.model.condition import Comparison, ConditionError
from resa.model.errors import UnknownNameError
from resa.store.moment import stretch, weekday

PLACE_FIELDS = ("channel", "touchpoint", "name", "stage", "kind", "source", "device", "direction", "physical")
"""Of which there are few different values: a value that does not occur is an error that lists the nearest."""

NUMBER_FIELDS = ("money", "score", "wait_seconds")
CLOCK_FIELDS = ("weekday", "hour", "month")
CUSTOMER_FIELDS = ("customer", "segment")

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
"""What counts as a number inside a text."""

_ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def text_test(comparison: Comparison) -> Callable[[str], bool]:
    """Returns whether a text satisfies the comparison; unknown is "".

    `contains` does not tell capitals apart. Orderings hold for numbers where the operand is one, else for texts.
    """
    wanted = comparison.operands
    match comparison.operator:
        case "=" | "in":
            return lambda text: text in wanted
        case "!=":
            return lambda text: text not in wanted
        case "contains":
            part = wanted[0].lower()
            return lambda text: part in text.lower()
        case _ if NUMBER.fullmatch(wanted[0]):
            test = number_test(comparison)
            return lambda text: test(float(text)) if NUMBER.fullmatch(text) else False
        case sign:
            ordering = _ORDERINGS[sign]
            return lambda text: bool(text) and ordering(text, wanted[0])


def number_test(comparison: Comparison) -> Callable[[float | None], bool]:
    """Returns whether a number satisfies the comparison. Unknown equals "" and nothing else, and has no order."""
    match comparison.operator:
        case "=" | "in" | "!=":
            among = numbers(comparison)
            is_wanted = comparison.operator != "!="
            return lambda number: (number in among) == is_wanted
        case "contains":
            raise ConditionError(f"expected one of = != < <= > >= in after {comparison.field!r}, got 'contains'")
        case sign:
            ordering = _ORDERINGS[sign]
            bound = _number(comparison, comparison.operands[0])
            return lambda number: number is not None and ordering(number, bound)


def numbers(comparison: Comparison) -> tuple[float | None, ...]:
    """Returns the operands as numbers, None for ""."""
    return tuple(None if written == "" else _number(comparison, written) for written in comparison.operands)


def _number(comparison: Comparison, written: str) -> float:
    if not NUMBER.fullmatch(written):
        raise ConditionError(f"expected a number after '{comparison.field} {comparison.operator}', got {written!r}")
    return float(written)


@dataclass(frozen=True, slots=True)
class Instants:
    """Sorted half-open stretches of microseconds since the epoch; None stands for no bound."""

    stretches: tuple[tuple[int | None, int | None], ...]

    def __contains__(self, instant: int) -> bool:
        return any(
            (first is None or instant >= first) and (after is None or instant < after)
            for first, after in self.stretches
        )


def instants(comparison: Comparison) -> Instants:
    """Returns when a comparison of `time` holds.

    >>> instants(Comparison("time", "<", ("1970-01-01T00:00:01",)))
    Instants(stretches=((None, 1000000),))
    """
    first, after = stretch(comparison.operands[0])
    match comparison.operator:
        case "<":
            return Instants(((None, first),))
        case "<=":
            return Instants(((None, after),))
        case ">":
            return Instants(((after, None),))
        case ">=":
            return Instants(((first, None),))
        case "!=":
            return Instants(((None, first), (after, None)))
        case "=" | "in":
            return Instants(tuple(sorted(stretch(written) for written in comparison.operands)))
        case sign:
            raise ConditionError(f"expected one of = != < <= > >= in after 'time', got {sign!r}")


def clock_test(comparison: Comparison) -> Callable[[int], bool]:
    """Returns whether a weekday (1 is Monday), hour (0 to 23) or month (1 to 12) satisfies the comparison."""
    read = weekday if comparison.field == "weekday" else lambda written: int(_number(comparison, written))
    plain = Comparison(comparison.field, comparison.operator, tuple(str(read(one)) for one in comparison.operands))
    return number_test(plain)


def boolean_test(comparison: Comparison) -> Callable[[bool], bool]:
    """Returns whether yes or no satisfies the comparison."""
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    unknown = [written for written in comparison.operands if written.lower() not in words]
    if unknown or comparison.operator not in ("=", "!=", "in"):
        raise ConditionError(
            f"expected true or false after '{comparison.field} =', got {' '.join(comparison.operands)!r}"
        )
    wanted = {words[written.lower()] for written in comparison.operands}
    return lambda is_so: (is_so in wanted) == (comparison.operator != "!=")


def require_known(comparison: Comparison, *, known: Iterable[str]) -> None:
    """Raises `UnknownNameError` for an operand that must be one of the known values and is not."""
    if comparison.operator not in ("=", "!=", "in"):
        return
    values = set(known)
    for written in comparison.operands:
        if written and written not in values:
            raise UnknownNameError(comparison.field, written, known=values - {""})
