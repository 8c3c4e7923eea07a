"""Visits day by day: how many buy, leave what they put in the basket, look at one page only, end at a step."""

from collections.abc import Callable, Iterator

import numpy as np

from resa.mapping.catalogue import Catalogue
from resa.understand.array import Codes, Flags
from resa.understand.history import History
from resa.understand.observation import is_cart, is_done
from resa.understand.visiting import PAUSE_SECONDS, is_visit
from resa.understand.watch.calendar import Days
from resa.understand.watch.panel import Subject
from resa.understand.watch.series import Series, distinct, share_series

MOST_STEPS = 25


def visit_series(whole: History, *, catalogue: Catalogue, days: Days, goal_rows: Flags) -> Iterator[Series]:
    """Yields the shares of visits to site and app, on the day on which each began."""
    own = np.array([is_visit(place) for place in whole.dictionary.places], np.int64)
    at = np.flatnonzero(whole.of_place(own) == 1)
    if not len(at):
        return
    begins = (np.diff(whole.unit[at], prepend=-1) != 0) | (np.diff(whole.seconds[at], prepend=0) > PAUSE_SECONDS)
    visit = np.cumsum(begins) - 1
    day = days.of(whole.seconds[at[begins]])
    channel = np.array(whole.dictionary.channels)[whole.partition.place[at[begins]]]
    size = len(day)
    goal = _any(visit, _reached(whole, at, goal_rows), size=size)
    has_cart, has_done = (_any(visit, _places(whole, at, test), size=size) for test in (is_cart, is_done))
    for name in (None, *sorted(set(channel.tolist()))):
        mine = np.ones(size, np.bool_) if name is None else channel == name
        carts = mine & has_cart
        yield from share_series(_of("conversion_share", name, "fall"), day[mine], goal[mine], days=days)
        yield from share_series(_of("cart_abandonment_share", name), day[carts], ~(goal | has_done)[carts], days=days)
        is_one = np.bincount(visit, minlength=size) == 1
        yield from share_series(_of("bounce_share", name), day[mine], is_one[mine], days=days)
    yield from _ends(whole, at, visit, day=day, catalogue=catalogue, days=days, done=goal | has_done)


def _ends(
    whole: History, at: Codes, visit: Codes, *, day: Codes, catalogue: Catalogue, days: Days, done: Flags
) -> Iterator[Series]:
    """Yields of those who come to a step of their visit how many get no further; what was bought ends nothing badly."""
    key = distinct(visit * len(whole.dictionary.touchpoints) + whole.touchpoint[at])
    met, touchpoint = np.divmod(key, max(1, len(whole.dictionary.touchpoints)))
    last = np.zeros(len(day), np.int64)
    last[visit] = whole.touchpoint[at]  # later ones overwrite
    has_left = (last[met] == touchpoint) & ~done[met]
    known = {one.id: one for one in catalogue.touchpoints}
    counts = np.bincount(touchpoint, minlength=1)
    for code in np.argsort(-counts, kind="stable")[:MOST_STEPS].tolist():
        name = whole.dictionary.touchpoints[code] if counts[code] else ""
        entry, mine = known.get(name), touchpoint == code
        place = {"channel": entry.channel, "stage": entry.placement.stage} if entry else {}
        subject = Subject("left_share", "share", "rise", touchpoint=name, **place)
        yield from share_series(subject, day[met[mine]], has_left[mine], days=days)


def _of(figure: str, channel: str | None, trouble: str = "rise") -> Subject:
    return Subject(figure, "share", "fall" if trouble == "fall" else "rise", channel=channel)


def _any(visit: Codes, flags: Flags, *, size: int) -> Flags:
    return np.bincount(visit[flags], minlength=size) > 0


def _reached(whole: History, at: Codes, goal_rows: Flags) -> Flags:
    row = whole.partition.row[at]
    known = np.append(goal_rows, False)
    return np.asarray(known[np.minimum(row, len(goal_rows))])


def _places(whole: History, at: Codes, test: Callable[[str, str], bool]) -> Flags:
    flags = [bool(test(place.name.casefold(), place.kind)) for place in whole.dictionary.places]
    return np.asarray(np.array(flags)[whole.partition.place[at]])
