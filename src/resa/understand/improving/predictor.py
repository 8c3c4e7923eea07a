"""What may drive an outcome: what each customer met, waited for, repeated and was content with before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from resa.understand.array import Codes, Flags, Floats
from resa.understand.material import Material
from resa.understand.message import message_steps
from resa.understand.repeat import Chain, is_contact
from resa.understand.told import UNTIMED

BEFORE_DAYS = 90
"""What was met so long before an answer may have to do with it."""

LEAST_SHARE = 0.05
"""Of those looked at must have what a predictor tells, and as many must not."""

LEAST = 60


@dataclass(frozen=True, slots=True, eq=False)
class Predictor:
    """One thing that may drive an outcome, with a figure for each one looked at; NaN where it is unknown.

    `kind` is "satisfaction" (the feeling of an answer, -2 to 2), "met" (1 or 0), "wait" (seconds, as logarithm),
    "switches" (the share of moves that change the channel) or "repeat" (1 or 0). `place` is the touchpoint,
    where it is of one.
    """

    kind: str
    place: str | None
    figures: Floats

    @property
    def known(self) -> Flags:
        """Those of whom it is known."""
        return ~np.isnan(self.figures)

    @property
    def is_worth(self) -> bool:
        """Whether enough have it, and enough differ."""
        told = self.figures[self.known]
        if len(told) < max(LEAST, LEAST_SHARE * len(self.figures)):
            return False
        if self.kind in ("met", "repeat"):
            return bool(LEAST_SHARE <= told.mean() <= 1 - LEAST_SHARE)
        moved = float((told != np.median(told)).mean())
        return moved >= LEAST_SHARE


@dataclass(frozen=True, eq=False)
class Moments:
    """Each unit looked at with the instant up to which things count, and from which on."""

    seen: Material
    unit: Codes
    start: Codes
    end: Codes  # included

    @cached_property
    def rows(self) -> tuple[Codes, Codes]:
        """Pairs of a moment and an interaction of its unit within its time."""
        offsets = self.seen.history.partition.offsets.astype(np.int64)
        seconds = self.seen.history.seconds
        sizes = offsets[self.unit + 1] - offsets[self.unit]
        moment = np.repeat(np.arange(len(self.unit)), sizes)
        at = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes) + offsets[self.unit][moment]
        inside = (seconds[at] >= self.start[moment]) & (seconds[at] <= self.end[moment])
        return moment[inside], at[inside]

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.unit)


def journey_predictors(moments: Moments, *, chains: Sequence[Chain]) -> Iterator[Predictor]:
    """Yields how long each waited, how often they changed channel, and whether they had to repeat a matter."""
    seen = moments.seen
    moment, at = moments.rows
    wait = seen.fields.wait[seen.history.origin_at[at]]
    asked = is_contact(seen.history)[at]
    for place, mine in (("answer", asked), ("delivery", ~asked)):
        known = mine & ~np.isnan(wait)
        longest = np.full(moments.n, np.nan)
        np.fmax.at(longest, moment[known], np.log1p(wait[known]))
        yield Predictor("wait", place, longest)
    own = message_steps(seen)[at] < 0
    codes, channel = moment[own], seen.channel[at[own]]
    changed = (codes[1:] == codes[:-1]) & (channel[1:] != channel[:-1])
    moves = np.bincount(codes[1:][codes[1:] == codes[:-1]], minlength=moments.n).astype(np.float64)
    changes = np.bincount(codes[1:][changed], minlength=moments.n)
    yield Predictor("switches", None, np.where(moves > 0, changes / np.maximum(moves, 1), np.nan))
    yield Predictor("repeat", None, _repeated(moments, chains))


def met_predictors(moments: Moments, *, stages: Flags, most: int) -> Iterator[Predictor]:
    """Yields whether each met a touchpoint of these stages: the touchpoints that part them most evenly come first."""
    seen = moments.seen
    moment, at = moments.rows
    is_own = (message_steps(seen)[at] < 0) & (seen.stage[at] >= 0)
    is_own &= np.append(stages, False)[seen.stage[at]]
    size = len(seen.history.dictionary.touchpoints)
    pairs = np.unique(moment[is_own] * size + seen.history.touchpoint[at[is_own]])
    share = np.bincount(pairs % size, minlength=size) / max(1, moments.n)
    ranked = np.argsort(-share * (1 - share), kind="stable")[:most]
    for code in ranked.tolist():
        figures = np.zeros(moments.n)
        figures[pairs[pairs % size == code] // size] = 1.0
        yield Predictor("met", seen.history.dictionary.touchpoints[code], figures)


def satisfaction_predictors(moments: Moments, *, metrics: Sequence[str], most: int) -> Iterator[Predictor]:
    """Yields the newest feeling that each told about a touchpoint, those that most told of come first."""
    said = moments.seen.answers
    owner = np.full(int(said.customer.max(initial=-1)) + 1, -1, np.int64)
    customers = moments.seen.history.partition.customer.astype(np.int64)
    known = customers < len(owner)
    owner[customers[known]] = np.flatnonzero(known)
    at = np.flatnonzero(
        said.of_metric(*metrics) & (said.touchpoint.codes >= 0) & (said.microseconds != UNTIMED)
        & (said.customer >= 0) & ~np.isnan(_felt(moments.seen))
    )  # fmt: skip
    unit, seconds, code = owner[said.customer[at]], said.microseconds[at] // 1_000_000, said.touchpoint.codes[at]
    found = []
    for one in np.unique(code).tolist():
        mine = code == one
        figures = _newest(moments, unit[mine], seconds[mine], _felt(moments.seen)[at[mine]])
        found.append(Predictor("satisfaction", said.touchpoint.names[one], figures))
    yield from sorted(found, key=lambda one: (-int(one.known.sum()), str(one.place)))[:most]


def _felt(seen: Material) -> Floats:
    """Returns every score on the scale from -2 to 2, effort included: high is good."""
    said = seen.answers
    width = np.where(said.high > said.low, said.high - said.low, np.nan)
    return np.where(np.isnan(said.feelings), (said.score - said.low) / width * 4 - 2, said.feelings)


def _newest(moments: Moments, unit: Codes, seconds: Codes, felt: Floats) -> Floats:
    order = np.lexsort([seconds, unit])
    unit, seconds, felt = unit[order], seconds[order], felt[order]
    span = int(max(seconds.max(initial=0), moments.end.max(initial=0))) + 2
    place = np.searchsorted(unit * span + seconds, moments.unit * span + moments.end, side="right") - 1
    if not len(unit):
        return np.full(moments.n, np.nan)
    inside = np.maximum(place, 0)
    fits = (place >= 0) & (unit[inside] == moments.unit) & (seconds[inside] >= moments.start)
    return np.where(fits, felt[inside], np.nan)


def _repeated(moments: Moments, chains: Sequence[Chain]) -> Floats:
    first: dict[int, int] = {}
    for one in chains:
        first[one.customer] = min(one.first_seconds, first.get(one.customer, one.first_seconds))
    owners = moments.seen.history.partition.customer.astype(np.int64)[moments.unit].tolist()
    begun = np.array([first.get(owner, -1) for owner in owners], np.int64)
    return ((begun >= moments.start) & (begun <= moments.end) & (begun >= 0)).astype(np.float64)
