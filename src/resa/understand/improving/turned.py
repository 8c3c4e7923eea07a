"""What got worse or better at single touchpoints in the newest months, held against the months straight before.

Where there are six whole months, three are held against three, else one against one. Visits that end are looked at on
web and app on the way to the goal, waits where sources tell them, repeats at contacts, and answers that feel bad.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from resa.kernels.calendar import DAY, month_numbers, month_starts
from resa.model.measurement import Measurement
from resa.understand import figure
from resa.understand.array import Codes, Flags, Floats
from resa.understand.facet import Counted
from resa.understand.finding import LEAST, Finding, command, spoken, touchpoint_is
from resa.understand.improving.worsening import Change, PeriodCounts, worsened
from resa.understand.material import Material, begin_text
from resa.understand.observation import share_of
from resa.understand.repeat import Chain, is_contact
from resa.understand.told import UNTIMED
from resa.understand.visiting import visit_steps

LONG_MONTHS = 3
_LEAST_POINTS = 0.03
_LEAST_RATIO = 1.1
_LEAST_SECONDS = 60.0
_WORSE = {
    "exit": "pain.worse_exit", "wait": "pain.worse_wait", "repeat": "pain.worse_repeat",
    "negative": "pain.worse_negative",
}  # fmt: skip
_BETTER = {
    "exit": "delight.better_exit", "wait": "delight.better_wait", "repeat": "delight.better_repeat",
    "negative": "delight.better_negative",
}  # fmt: skip
_WEIGHT = {"exit": 0.5, "wait": 0.5, "repeat": 2.0, "negative": 2.0}


@dataclass(frozen=True, slots=True)
class Halves:
    """The first second of the older months, of the newer ones, and the one after these."""

    older: int
    newer: int
    end: int
    zone: str = "UTC"

    def words(self, *, is_newer: bool) -> str:
        """Returns one of them as a filter of time."""
        start, end = (self.newer, self.end) if is_newer else (self.older, self.newer)
        return f"time >= {begin_text(start, zone=self.zone)} and time < {begin_text(end, zone=self.zone)}"

    def of(self, seconds: Codes) -> Codes:
        """Returns 0 for the older months, 1 for the newer ones, -1 outside both."""
        inside = (seconds >= self.older) & (seconds < self.end)
        return np.where(inside, (seconds >= self.newer).astype(np.int64), -1)


@dataclass(frozen=True, slots=True, eq=False)
class _Observed:
    """Every observation of one kind: its touchpoint code, when it was, its figure, and what it is of."""

    code: Codes
    seconds: Codes
    figures: Floats
    at: Codes
    customer: Codes
    is_answer: bool = False


def halves(seen: Material) -> Halves | None:
    """Returns the newest whole months and those before them; None where the data hold too few."""
    if not len(seen.history.seconds) or not seen.months:
        return None
    first, newest = int(seen.history.seconds.min()), int(seen.history.seconds.max())
    after = np.array([first + 14 * DAY, newest + DAY])  # of the newest month, the last day will do
    soonest, last = month_numbers(after, zone=seen.zone).tolist()
    begin = max(seen.months[0], soonest)
    length = LONG_MONTHS if last - begin >= 2 * LONG_MONTHS else 1
    if last - begin < 2 * length:
        return None
    older, newer, end = month_starts(last - 2 * length, last, zone=seen.zone)[::length].tolist()
    return Halves(older, newer, end, seen.zone)


def turned(seen: Material, *, chains: Sequence[Chain]) -> Iterator[Finding]:
    """Returns the touchpoints at which leaving, waiting, repeating or bad answers became more, or less, common."""
    periods = halves(seen)
    if periods is None:
        return
    observed = {
        "exit": _ended(seen),
        "wait": _waited(seen),
        "repeat": _repeated(seen, chains),
        "negative": _felt(seen),
    }
    older, newer = (_counts(observed, periods, half, size=_size(seen)) for half in (0, 1))
    for change in worsened(older, newer):
        yield from _finding(seen, observed[change.kind], change, periods=periods, is_worse=True)
    for change in worsened(newer, older):
        yield from _finding(seen, observed[change.kind], change, periods=periods, is_worse=False)


def _counts(observed: dict[str, _Observed], periods: Halves, half: int, *, size: int) -> PeriodCounts:
    def parts(kind: str) -> tuple[Floats, Floats]:
        one = observed[kind]
        mine = periods.of(one.seconds) == half
        n = np.bincount(one.code[mine], minlength=size)
        hits = np.bincount(one.code[mine], weights=one.figures[mine], minlength=size)
        return hits.astype(np.float64), n.astype(np.float64)

    exits, visits = parts("exit")
    repeats, contacts = parts("repeat")
    negatives, feedbacks = parts("negative")
    waits = observed["wait"]
    mine = periods.of(waits.seconds) == half
    told = [waits.figures[mine & (waits.code == code)] for code in range(size)]
    return PeriodCounts(visits, exits, repeats, feedbacks, negatives, told, contacts)


def _finding(seen: Material, every: _Observed, change: Change, *, periods: Halves, is_worse: bool) -> Iterator[Finding]:
    here = every.code == change.place
    half = periods.of(every.seconds)
    newer, older = here & (half == 1), here & (half == 0)
    now, before = (_figure(seen, change.kind, every.figures[side]) for side in (newer, older))
    stage = int(seen.stage_of_touchpoint[change.place])
    customers = _customers(every, newer, is_hurt=change.kind != "wait")
    if stage < 0 or min(int(newer.sum()), int(older.sum())) < LEAST or customers < LEAST:
        return
    if not _is_material(now, before, change.kind):
        return
    name = seen.history.dictionary.touchpoints[change.place]
    ours, theirs = now.figure or 0.0, before.figure or 0.0
    told = {"median_seconds": ours, "before_seconds": theirs} if change.kind == "wait" else {
        "share": ours, "before_share": theirs,
    }  # fmt: skip
    yield Finding(
        cause="worse" if is_worse else "better",
        title_key=(_WORSE if is_worse else _BETTER)[change.kind],
        kind="pain" if is_worse else "delight",
        stage=seen.catalogue.stages[stage].id,
        touchpoint=name,
        params={"touchpoint": spoken(seen, name), **told, "customers": customers, "n": int(newer.sum())},
        customers=customers,
        effect=now,
        compared_with=before,
        chance=min(1.0, 2 * change.chance / change.weight),  # for better was looked for too
        weight=customers * _WEIGHT[change.kind] * abs(ours - theirs) / max(ours, theirs),
        evidence=tuple(_commands(change.kind, name, periods)),
        counted=_counted(seen, every, newer, change.kind),
    )


def _commands(kind: str, name: str, periods: Halves) -> Iterator[str]:
    what = {"exit": "transitions", "wait": "waits", "repeat": "repeats", "negative": "kpis"}[kind]
    place = f"has({touchpoint_is(name)})" if kind in ("exit", "repeat") else touchpoint_is(name)
    for is_newer in (True, False):
        yield command(what, f"{place} and {periods.words(is_newer=is_newer)}")


def _is_material(now: Measurement, before: Measurement, kind: str) -> bool:
    ours, theirs = now.figure or 0.0, before.figure or 0.0
    high, low = max(ours, theirs), min(ours, theirs)
    least = _LEAST_SECONDS if kind == "wait" else _LEAST_POINTS
    return high - low >= least and high >= _LEAST_RATIO * low


def _figure(seen: Material, kind: str, figures: Floats) -> Measurement:
    if kind == "wait":
        return figure.median(figures, unit="seconds", grounds=seen.grounds)
    return share_of(_VARIANTS[kind])(figures, seen.grounds)


_VARIANTS = {"exit": "ended_visit_share", "repeat": "repeated_contact_share", "negative": "bad_answer_share"}


def _counted(seen: Material, every: _Observed, kept: Flags, kind: str) -> Counted:
    return Counted(
        "median" if kind == "wait" else "share",
        every.figures[kept],
        every.at[kept],
        every.customer[kept],
        lambda figures, grounds: _figure(seen, kind, figures),
        of="answer" if every.is_answer else "interaction",
    )


def _customers(every: _Observed, kept: Flags, *, is_hurt: bool) -> int:
    mine = kept & (every.figures > 0) if is_hurt else kept
    return len(np.unique(every.customer[mine & (every.customer >= 0)]))


def _ended(seen: Material) -> _Observed:
    """Returns each step on web or app before the goal is reached, and whether the visit ended there."""
    at, goes_on = visit_steps(seen)
    reached = seen.first_goal[seen.first_goal >= 0]
    stages = seen.stage[reached][seen.stage[reached] >= 0]
    last = int(np.bincount(stages).argmax()) if len(stages) else len(seen.catalogue.stages)
    wanted = (seen.stage[at] >= 0) & (seen.stage[at] <= last)
    return _observed(seen, at[wanted], (~goes_on[wanted]).astype(np.float64))


def _waited(seen: Material) -> _Observed:
    wait = seen.fields.wait[seen.history.origin_at]
    at = np.flatnonzero(~np.isnan(wait))
    return _observed(seen, at, wait[at])


def _repeated(seen: Material, chains: Sequence[Chain]) -> _Observed:
    """Returns each contact, and whether its matter was raised again elsewhere."""
    at = np.flatnonzero(is_contact(seen.history))
    begun = np.array(sorted((one.customer, one.first_seconds) for one in chains), np.int64).reshape(-1, 2)
    span = int(seen.history.seconds.max(initial=0)) + 1
    keys = begun[:, 0] * span + begun[:, 1]
    mine = seen.history.customer[at] * span + seen.history.seconds[at]
    return _observed(seen, at, np.isin(mine, keys).astype(np.float64))


def _felt(seen: Material) -> _Observed:
    said = seen.answers
    codes = {name: code for code, name in enumerate(seen.history.dictionary.touchpoints)}
    of_name = np.array([*(codes.get(name, -1) for name in said.touchpoint.names), -1], np.int64)
    code = of_name[said.touchpoint.codes]
    at = np.flatnonzero((code >= 0) & ~np.isnan(said.feelings) & (said.microseconds != UNTIMED))
    seconds, bad = said.microseconds[at] // 1_000_000, (said.feelings[at] < 0).astype(np.float64)
    return _Observed(code[at], seconds, bad, at, said.customer[at], is_answer=True)


def _observed(seen: Material, at: Codes, figures: Floats) -> _Observed:
    history = seen.history
    return _Observed(history.touchpoint[at], history.seconds[at], figures, at, history.customer[at])


def _size(seen: Material) -> int:
    return max(1, len(seen.history.dictionary.touchpoints))
