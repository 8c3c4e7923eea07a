"""Which ways to pay people choose, and who leaves after choosing one, where a source tells it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from resa.model.condition import PROPERTY_PREFIX
from resa.understand import figure
from resa.understand.array import Codes
from resa.understand.checking.check import Check, unknown
from resa.understand.checking.course import Course
from resa.understand.checking.equals import gap_of_equals
from resa.understand.comparison import discoveries
from resa.understand.history import FieldSource, Texts, text_codes

LEAST_CHOSEN = 30
MOST_WAYS = 8

_SAMPLE = 5_000  # interactions that are asked which columns their records had
_WORDS = ("paymentmethod", "paymenttype", "paymentoption", "paymethod", "betalsätt", "betalningssätt",
          "betalningsmetod", "betalingsmetode", "betalingsmåte", "betalingstype", "betalingsform",
          "paymentprovider")  # fmt: skip
_WORSE = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """Ways to pay: of each interaction that tells one, its place in the visits' steps and the way."""

    at: Codes
    way: Texts


def paying(seen: Course, *, source: FieldSource) -> Iterator[Check]:
    """Yields how many ways to pay are used, and for each how many visits end without an order after it was chosen.

    Where the way is told with the order only, nobody who chose it can have left, and that is unknown.
    """
    chosen = _chosen(seen, source=source)
    used = np.bincount(chosen.way.codes) if chosen else np.zeros(0, np.int64)
    if chosen is None or not len(used):
        yield unknown("payment_options", area="payment", bring="payment_column")
        return
    order = [one for one in np.argsort(-used, kind="stable").tolist() if used[one] >= LEAST_CHOSEN]
    names = tuple(chosen.way.names[one] for one in order)
    yield Check(
        "payment_options", "payment", "fine" if len(names) > 1 else "look", "journeys", found=float(len(names)),
        unit="count", n=int(used.sum()), says=names, cause="drop_off",
    )  # fmt: skip
    before = ~seen.is_done[chosen.at]
    if before.sum() < LEAST_CHOSEN:
        yield unknown("payment_left", area="payment", bring="payment_before_order")
        return
    yield from _left(seen, _Chosen(chosen.at[before], chosen.way.taken(np.flatnonzero(before))))


def _left(seen: Course, chosen: _Chosen) -> Iterator[Check]:
    """Of the visits that choose a way to pay, the last of each, how many end without an order; against other ways."""
    last = np.append(np.flatnonzero(np.diff(seen.visit[chosen.at])), len(chosen.at) - 1)
    visit, way = seen.visit[chosen.at[last]], chosen.way.codes[last]
    left = ~seen.any(seen.is_done)[visit]
    found = []
    counts = np.bincount(way)
    for one in np.argsort(-counts, kind="stable").tolist()[:MOST_WAYS]:
        mine = way == one
        if min(int(mine.sum()), int((~mine).sum())) < LEAST_CHOSEN:
            continue
        share, rest = (figure.share(int(left[group].sum()), whole=int(group.sum())) for group in (mine, ~mine))
        gap = gap_of_equals(left, is_mine=mine, stratum=np.zeros(len(left), np.int64), customer=seen.customer[visit])
        check = Check("payment_left", "payment", "fine", "journeys", at=chosen.way.names[one], cause="visit_end")
        check = replace(check.of(share), against=rest.figure, against_interval=rest.interval)
        if gap is not None:
            check = replace(check, difference=gap.difference, difference_interval=gap.interval, p=gap.p)
        found.append(check)
    for one, counts_so in zip(found, discoveries([check.p or 1.0 for check in found]), strict=True):
        yield replace(one, verdict="look") if counts_so and (one.difference or 0) > _WORSE else one


def _chosen(seen: Course, *, source: FieldSource) -> _Chosen | None:
    """Returns what a column says whose name speaks of ways to pay; None where there is none."""
    rows = seen.history.partition.row[seen.at].astype(np.int64)
    name = _property(source, rows[np.flatnonzero(seen.is_done | seen.between)])
    if name is None:
        return None
    column = PROPERTY_PREFIX + name
    told = text_codes(source.fields(rows, names=(column,))[column])
    at = np.flatnonzero(told.codes >= 0)
    return _Chosen(at, told.taken(at))


def _property(source: FieldSource, rows: Codes) -> str | None:
    sample = rows[:: max(1, len(rows) // _SAMPLE)][:_SAMPLE]
    told = source.fields(sample, names=("properties",))["properties"].to_pylist()
    names = {name for one in told for name, _ in one or ()}
    return min((name for name in names if _speaks_of_paying(name)), default=None)


def _speaks_of_paying(name: str) -> bool:
    """Says whether a column of this name tells how people pay.

    >>> _speaks_of_paying("Payment_Method"), _speaks_of_paying("payments")
    (True, False)
    """
    letters = "".join(letter for letter in name.casefold() if letter.isalpha())
    return any(word in letters for word in _WORDS)
