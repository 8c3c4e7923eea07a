"""What drives the scores that customers give and whether they reach the goal: shares of what can be explained.

An ordinary least squares model is fitted to each outcome; its R² is shared out among the predictors, with intervals
from resampling. Predictors that are unknown of somebody stand at their mean. It says what goes together with an
outcome and how strongly, never what causes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import DAY
from resa.model.table import Measure, Table
from resa.store.port import Scope
from resa.understand.answer import Answered
from resa.understand.array import Floats
from resa.understand.comparison import discoveries
from resa.understand.distribution import student_tail
from resa.understand.finding import spoken
from resa.understand.improving.contrast import Contrast, contrast
from resa.understand.improving.explained import (
    correlations,
    correlations_again,
    r_squared,
    relative_weights,
    shapley_shares,
    shapley_shares_of,
)
from resa.understand.improving.predictor import (
    BEFORE_DAYS,
    Moments,
    Predictor,
    journey_predictors,
    met_predictors,
    satisfaction_predictors,
)
from resa.understand.material import Material
from resa.understand.repeat import Chain
from resa.understand.told import UNTIMED

SCORES = ("nps", "csat", "ces")
RESAMPLES = 200
LEAST = 200
"""Outcomes of fewer are not explained."""

MOST = 10
"""Predictors of one outcome."""

MOST_SATISFACTIONS = 4
_ALIKE = 0.7  # of two predictors that go together so closely, the first tells enough
_CUTS = (0.0, 2.0)  # of satisfaction: at most middling is poor, the best answer is good
_SEED = 20_260_101
_OTHER_METRICS = {"nps": ("csat", "ces", "stars"), "csat": ("ces",), "ces": ("csat",)}


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What is to be explained, one entry a customer or an answer, with its predictors."""

    name: str
    figures: Floats
    predictors: Sequence[Predictor] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, eq=False)
class Driven:
    """What the predictors of one outcome explain together and each."""

    r2: float
    shares: Floats  # of R², summing to r2
    intervals: Floats  # (p, 2)
    weights: Floats
    slopes: Floats  # standardised
    chances: Floats


def drivers(seen: Material, *, scope: Scope, now: datetime, chains: Sequence[Chain], revision: int) -> Table:
    """Returns a row for each driver of each score and of reaching the goal, the strongest first.

    `share` is the part of R² that falls to it by Shapley's rule, `weight` the same by Johnson's; both sum to 1 within
    an outcome. `slope` is how far the outcome moves, in its standard deviations, when the driver moves by one of its
    own; `differs` says whether that still counts when all drivers of the outcome are looked at. `performance` (0 to 1)
    is how well it stands today; `quadrant` holds that against `usual`, the mean of its like, and importance against an
    even share. `penalty` and `reward` hold the worst and the best third against the middle, in the outcome's own unit.
    `moment` marks what weighs most at a touchpoint of a stage: it differs, and its whole interval lies above an even
    share, so that a map may show it there as a moment of truth. `touchpoint` is its id there.
    """
    rows: list[dict[str, Any]] = []
    notes = ["drivers go together with an outcome: that proves no cause"]
    for outcome in outcomes(seen, chains=chains):
        mine, told = _rows(outcome, seen)
        rows += mine
        notes.append(told)
    return Answered(scope, seen.history.extent, now, revision).table(
        "drivers",
        columns=(
            "outcome", "driver", "place", "stage", "n", "share", "weight", "slope", "p", "differs", "performance",
            "usual", "quadrant", "penalty", "reward", "nature", "moment",
        ),
        rows=rows,
        measures={
            "share": Measure("share", "shapley_share_of_r_squared"),
            "weight": Measure("share", "relative_weight_of_r_squared"),
            "slope": Measure("score", "standard_deviations_by_least_squares"),
            "p": Measure("probability", "least_squares_t"),
            "differs": Measure("", "benjamini_hochberg_5_percent"),
            "performance": Measure("share", "of_the_best_possible"),
            "usual": Measure("share", "mean_performance_of_its_like"),
            "penalty": Measure("score", "worst_third_less_middle"),
            "reward": Measure("score", "best_third_less_middle"),
        },
        notes=notes if rows else [f"fewer than {LEAST} answers or customers could be explained, so drivers are absent"],
    )  # fmt: skip


def outcomes(seen: Material, *, chains: Sequence[Chain]) -> list[Outcome]:
    """Returns the outcomes with enough behind them, each with the predictors that are worth a look."""
    every = [*(_scored(seen, metric, chains) for metric in SCORES), _converted(seen, chains)]
    return [one for one in every if one is not None and len(one.figures) >= LEAST and len(one.predictors) > 1]


def driven(outcome: Outcome, *, resamples: int = RESAMPLES) -> Driven:
    """Returns how the differences in an outcome are shared out, with the intervals of so many resamples."""
    table = np.column_stack([*(_filled(one) for one in outcome.predictors), outcome.figures])
    matrix = correlations(table)
    rng = np.random.default_rng(_SEED)
    n = len(table)
    drawn = shapley_shares_of(correlations_again(table, times=resamples, rng=rng))
    slopes, chances = _fitted(matrix, n=n)
    return Driven(
        r2=r_squared(matrix),
        shares=shapley_shares(matrix),
        intervals=np.quantile(drawn, [0.025, 0.975], axis=0).T if resamples else np.zeros((len(slopes), 0)),
        weights=relative_weights(matrix),
        slopes=slopes,
        chances=chances,
    )


def _rows(outcome: Outcome, seen: Material) -> tuple[list[dict[str, Any]], str]:
    found = driven(outcome)
    whole = found.r2 if found.r2 > 0 else 1.0
    counts = discoveries(found.chances.tolist())
    stands = [
        _performance(one, outcome.figures, float(slope))
        for one, slope in zip(outcome.predictors, found.slopes, strict=True)
    ]
    rows = []
    for at, one in enumerate(outcome.predictors):
        slope, share = float(found.slopes[at]), float(found.shares[at] / whole)
        around, stage = _around(share, found.intervals[at] / whole), _stage_of(one, seen)
        peers = [told for other, told in zip(outcome.predictors, stands, strict=True) if _group(other) == _group(one)]
        rows.append({
            "outcome": outcome.name,
            "driver": one.kind,
            "place": spoken(seen, one.place) if one.place else None,
            "stage": stage,
            **({"touchpoint": one.place} if stage else {}),
            "n": int(one.known.sum()),
            "share": share,
            "share_interval": around,
            "weight": float(found.weights[at] / whole),
            "slope": slope,
            "p": float(found.chances[at]),
            "differs": counts[at],
            "performance": stands[at],
            "usual": sum(peers) / len(peers),
            "quadrant": _quadrant(share >= 1 / len(stands), stands[at] >= sum(peers) / len(peers)),
            **_contrasted(one, outcome.figures, is_told=counts[at]),
            "moment": bool(counts[at] and stage and around[0] > 1 / len(stands)),
        })  # fmt: skip
    rows.sort(key=lambda row: (-row["share"], str(row["driver"]), str(row["place"])))
    told = f"{outcome.name}: {len(outcome.figures)} explained, R² {found.r2:.3f}"
    return rows, told


def _stage_of(one: Predictor, seen: Material) -> str | None:
    """Returns the stage of the touchpoint that a driver is of; None for what happens anywhere."""
    placed = {entry.id: entry.placement.stage for entry in seen.catalogue.touchpoints}
    stage = placed.get(one.place or "")
    return stage if stage in {entry.id for entry in seen.catalogue.stages} else None


def _around(share: float, ends: Floats) -> list[float]:
    """Returns the ends of an interval, which a share near nothing always lies within."""
    return [min(share, float(ends[0])), max(share, min(1.0, float(ends[1])))]


def _group(one: Predictor) -> str:
    """Returns what a driver's performance is held against: satisfactions stand on a scale of their own."""
    return "satisfaction" if one.kind == "satisfaction" else "other"


def _quadrant(is_important: bool, is_good: bool) -> str:
    """Returns where a driver stands among importance and performance.

    Source: J. Martilla and J. James, "Importance-performance analysis", 1977.
    """
    if is_important:
        return "keep_up" if is_good else "mend_first"
    return "no_hurry" if is_good else "later"


def _performance(one: Predictor, outcome: Floats, slope: float) -> float:
    """Returns how well a driver stands: satisfaction on its scale, else the share of those on its better side.

    Of waits and changes, the better side is no more than half of those with the best outcomes had.
    """
    told = one.figures[one.known]
    if one.kind == "satisfaction":
        return float((told.mean() + 2) / 4)
    if one.kind in ("met", "repeat"):
        return float(told.mean() if slope > 0 else 1 - told.mean())
    mine = outcome[one.known]
    usual = float(np.median(told[mine >= np.quantile(mine, 2 / 3)]))
    return float((told <= usual).mean() if slope <= 0 else (told >= usual).mean())


def _contrasted(one: Predictor, outcome: Floats, *, is_told: bool) -> dict[str, Any]:
    found: Contrast | None = None
    if is_told and one.kind == "satisfaction":
        found = contrast(one.figures[one.known], outcome[one.known], cuts=_CUTS)
    elif is_told and one.kind in ("wait", "switches"):
        found = contrast(-one.figures[one.known], outcome[one.known])
    if found is None or found.nature is None:
        return {"penalty": None, "reward": None, "nature": None}
    return {
        "penalty": found.penalty,
        "penalty_interval": [found.penalty_interval.low, found.penalty_interval.high],
        "reward": found.reward,
        "reward_interval": [found.reward_interval.low, found.reward_interval.high],
        "nature": found.nature,
    }


def _filled(one: Predictor) -> Floats:
    mean = float(one.figures[one.known].mean()) if one.known.any() else 0.0
    return np.where(one.known, one.figures, mean)


def _fitted(matrix: Floats, *, n: int) -> tuple[Floats, Floats]:
    """Returns the standardised slopes and the p-value of each being zero."""
    size = len(matrix) - 1
    inverse = np.linalg.inv(matrix[:-1, :-1] + 1e-10 * np.eye(size))
    slopes = inverse @ matrix[:-1, -1]
    freedom = max(1, n - size - 1)
    left = max(0.0, 1 - float(slopes @ matrix[:-1, -1]))
    errors = np.sqrt(np.maximum(np.diag(inverse) * left / freedom, 1e-300))
    chances = [student_tail(float(slope / error), freedom=freedom) for slope, error in zip(slopes, errors, strict=True)]
    return slopes, np.array(chances)


def _scored(seen: Material, metric: str, chains: Sequence[Chain]) -> Outcome | None:
    """Returns the answers to one question, with what their customers went through in the weeks before."""
    said = seen.answers
    owners = seen.history.partition.customer.astype(np.int64)
    unit_of = np.full(max(int(owners.max(initial=-1)), int(said.customer.max(initial=-1))) + 1, -1, np.int64)
    unit_of[owners] = np.arange(len(owners))
    at = np.flatnonzero(said.of_metric(metric) & (said.customer >= 0) & (said.microseconds != UNTIMED))
    at = at[unit_of[said.customer[at]] >= 0]
    if len(at) < LEAST:
        return None
    end = said.microseconds[at] // 1_000_000
    moments = Moments(seen, unit_of[said.customer[at]], end - BEFORE_DAYS * DAY, end)
    every = np.ones(len(seen.catalogue.stages), np.bool_)
    found = [
        *journey_predictors(moments, chains=chains),
        *satisfaction_predictors(moments, metrics=_OTHER_METRICS[metric], most=MOST_SATISFACTIONS),
    ]
    return Outcome(metric, said.score[at], _worth(found, moments, stages=every))


def _converted(seen: Material, chains: Sequence[Chain]) -> Outcome | None:
    """Returns who reached the goal, with what they met in the stages before it until they did."""
    if seen.goal is None or not seen.units:
        return None
    placed = seen.stage[seen.first_goal[seen.first_goal >= 0]]
    placed = placed[placed >= 0]
    before = int(np.bincount(placed).argmax()) if len(placed) else len(seen.catalogue.stages)
    reached = seen.first_goal >= 0
    last = np.full(seen.units, int(seen.history.seconds.max(initial=0)), np.int64)
    last[reached] = seen.history.seconds[seen.first_goal[reached]] - 1
    moments = Moments(seen, np.arange(seen.units), np.zeros(seen.units, np.int64), last)
    stages = np.arange(len(seen.catalogue.stages)) < before
    found = [one for one in journey_predictors(moments, chains=chains) if one.kind != "wait"]
    return Outcome("conversion", reached.astype(np.float64), _worth(found, moments, stages=stages))


def _worth(found: Sequence[Predictor], moments: Moments, *, stages: NDArray[np.bool_]) -> tuple[Predictor, ...]:
    """Returns those worth a look, none of which restates another."""
    kept: list[Predictor] = []
    for one in [*found, *met_predictors(moments, stages=stages, most=2 * MOST)]:
        if len(kept) < MOST and one.is_worth and not any(_is_alike(one, other) for other in kept):
            kept.append(one)
    return tuple(kept)


def _is_alike(one: Predictor, other: Predictor) -> bool:
    if one.kind != "met" or other.kind != "met":
        return False
    return abs(float(correlations(np.column_stack([one.figures, other.figures]))[0, 1])) > _ALIKE
