"""How our answers compare with what people say of other companies, which is kept apart from all other figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.mapping.catalogue import Catalogue
from resa.model.measurement import Interval
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand.answer import Answered, ends, revision_of, with_interval
from resa.understand.array import Floats
from resa.understand.comparison import Sample, discoveries, mean_around, mean_difference
from resa.understand.history import FieldSource
from resa.understand.material import material
from resa.understand.score import NPS_SCALE, mean_score, nps, scale_of
from resa.understand.told import UNTIMED, Answers, answers_in

METRICS = ("nps", "csat", "ces", "stars", "other")
LEAST = 10
"""Answers of the period in common that each side needs to be held against the other."""


@dataclass(frozen=True, slots=True, eq=False)
class _Scores:
    """The answers to one kind of question on one scale; both of its ends are 0 where nobody told it."""

    metric: str
    low: float
    high: float
    score: Floats
    microseconds: NDArray[np.int64]

    @property
    def is_loyalty(self) -> bool:
        """Whether the net promoter score is told of them."""
        return self.metric == "nps" and (self.low, self.high) == NPS_SCALE

    @property
    def question(self) -> tuple[str, float, float]:
        """What answers must share to be comparable."""
        return (self.metric, self.low, self.high)

    def during(self, start: int, end: int) -> Floats:
        """Returns the scores from one instant to another, both included; what has no time is never in."""
        return self.score[(self.microseconds >= start) & (self.microseconds <= end)]


@dataclass(frozen=True, slots=True)
class _Held:
    """Our answers against theirs in the days in which both were asked."""

    since: int
    until: int
    ours: Sample
    theirs: Sample

    @property
    def chance(self) -> float:
        """How likely chance alone would show as much."""
        return mean_difference(self.ours, other=self.theirs)

    @property
    def around(self) -> Interval | None:
        """The interval of ours less theirs."""
        return mean_around(self.ours, other=self.theirs)


def companies(engine: Engine, *, scope: Scope, now: datetime, source: FieldSource, catalogue: Catalogue) -> Table:
    """Returns the mean score of each metric, ours first (`company` None), then that of each other company.

    Scores of different scales stand apart. `n` counts answers; don't know is no answer. Where people were asked whether
    they would recommend (0 to 10), `nps` is told too. `difference` is ours less theirs, of the net promoter score where
    there is one, else of the mean, among the answers from `since` to `until` alone: the days in which both were asked.
    `differs` says whether it still counts when all companies and questions are looked at. A filter holds for ours only,
    since nothing but answers is known of the others.
    """
    seen = material(engine, source, scope=scope, catalogue=catalogue, goal=None)
    ours = {one.question: one for one in _scores(seen.answers)}
    others = [(company, one) for company, told in _others(source, catalogue) for one in _scores(told)]
    held = [_held(ours.get(one.question), one) for _, one in others]
    notes = ("the filter holds for our own answers only",) if scope.where is not None else ()
    return Answered(scope, seen.history.extent, now, revision_of(engine)).table(
        "companies",
        columns=(
            "company", "metric", "low", "high", "mean", "nps", "n", "difference", "unit", "p", "differs", "since",
            "until", "our_n", "their_n",
        ),
        rows=[*(_row(None, one) for one in ours.values()), *_compared(others, held)],
        measures={
            "mean": Measure("score", "mean"),
            "nps": Measure("points", "nps"),
            "n": Measure("answers", "count"),
            "difference": Measure("see unit", "ours_less_theirs_in_the_days_of_both"),
            "p": Measure("probability", "welch"),
            "differs": Measure("", "benjamini_hochberg_5_percent"),
            "our_n": Measure("answers", "count"),
            "their_n": Measure("answers", "count"),
        },
        notes=notes,
    )  # fmt: skip


def _others(source: FieldSource, catalogue: Catalogue) -> Iterator[tuple[str, Answers]]:
    """Yields each other company with what was answered about it."""
    told = source.table("competitors")
    name = told["company"].cast(pa.string())
    for company in sorted(set(name.to_pylist())):
        yield company, answers_in(told.filter(pc.equal(name, company)), catalogue=catalogue)


def _scores(said: Answers) -> Iterator[_Scores]:
    """Yields the answers of each metric and scale."""
    low, high = np.nan_to_num(said.low), np.nan_to_num(said.high)
    for metric in METRICS:
        mine = said.of_metric(metric)
        for bottom, top in sorted(set(zip(low[mine].tolist(), high[mine].tolist(), strict=True))):
            at = mine & (low == bottom) & (high == top)
            yield _Scores(metric, bottom, top, said.score[at], said.microseconds[at])


def _held(ours: _Scores | None, theirs: _Scores) -> _Held | None:
    """Returns both within the days in which both were asked; None where too few of either were."""
    if ours is None or not ours.low < ours.high:
        return None
    times = [one.microseconds[one.microseconds != UNTIMED] for one in (ours, theirs)]
    if not all(map(len, times)):
        return None
    since, until = max(int(one.min()) for one in times), min(int(one.max()) for one in times)
    own, other = ours.during(since, until), theirs.during(since, until)
    if min(len(own), len(other)) < LEAST:
        return None
    return _Held(since, until, *(_sample(one, is_loyalty=ours.is_loyalty) for one in (own, other)))


def _sample(score: Floats, *, is_loyalty: bool) -> Sample:
    """Returns what a comparison needs; promoters are 100 points each, detractors 100 less than none."""
    told = 100.0 * ((score >= 9).astype(np.float64) - (score < 7)) if is_loyalty else score
    return Sample.of(told)


def _compared(others: Sequence[tuple[str, _Scores]], held: Sequence[_Held | None]) -> Iterator[dict[str, Any]]:
    counts = iter(discoveries([one.chance for one in held if one is not None]))
    for (company, one), beside in zip(others, held, strict=True):
        told = {} if beside is None else {**_difference(beside, one), "differs": next(counts)}
        yield {**_row(company, one), **told}


def _difference(held: _Held, theirs: _Scores) -> Mapping[str, Any]:
    return {
        "difference": held.ours.mean - held.theirs.mean,
        **({"difference_interval": ends(held.around)} if held.around else {}),
        "unit": "points" if theirs.is_loyalty else "score",
        "p": held.chance,
        "since": _day(held.since),
        "until": _day(held.until),
        "our_n": held.ours.n,
        "their_n": held.theirs.n,
    }


def _row(company: str | None, one: _Scores) -> dict[str, Any]:
    scale = {"low": one.low, "high": one.high} if one.low < one.high else {"low": None, "high": None}
    low, high = (np.full(len(one.score), end) for end in (one.low, one.high))
    within = scale_of(one.score, low=low, high=high)
    told = with_interval("mean", mean_score(one.score, variant="mean", scale=within))
    loyalty = with_interval("nps", nps(one.score)) if one.is_loyalty else {}
    return {"company": company, "metric": one.metric, **scale, **told, **loyalty, "n": len(one.score)}


def _day(microseconds: int) -> str:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC).date().isoformat()
