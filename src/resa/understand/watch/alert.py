"""The answer: what left its expectation, where, since when, how far, and whom it touches."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from resa.mapping.catalogue import Catalogue
from resa.model.condition import And, Comparison, Condition, quoted
from resa.model.goal import Goal
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand.answer import Answered, revision_of
from resa.understand.conversion import goal_rows
from resa.understand.extent import Extents
from resa.understand.finding import command
from resa.understand.history import FieldSource, history
from resa.understand.told import answers, kept_answers
from resa.understand.watch.calendar import Days, whole_days
from resa.understand.watch.counting import Watched, watched_panel
from resa.understand.watch.detection import FALSE_ALARMS_A_MONTH, Detected, detected
from resa.understand.watch.episode import Episode, episodes, stories
from resa.understand.watch.panel import COUNT, WAIT, Panel, Subject

SHOWN_DAYS = 56
"""Days of the small picture of each alert."""

PASSED_DAYS = 28
"""Days for which an alert is still listed after it has passed."""

MOST_ALERTS = 40
_STALE_DAYS = 2
_UNITS = {"count": "count", "share": "share", "wait": "seconds"}


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Everything that was watched up to a day: the panel, what left it, and the episodes that are worth telling."""

    panel: Panel
    days: Days
    found: Detected
    told: tuple[Episode, ...]
    newest: datetime | None


def look(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    source: FieldSource,
    catalogue: Catalogue,
    goals: Sequence[Goal],
    zone: ZoneInfo,
) -> Look:
    """Returns what the watch sees in a scope, whose end is the day on which one looks.

    Costs some 60 bytes an interaction, and about two seconds for half a million interactions and a year of days.
    """
    whole = history(engine, scope=scope)
    seconds = whole.seconds
    days = whole_days(seconds, zone=zone, now=now)
    said = kept_answers(answers(source, catalogue=catalogue), engine=engine, scope=scope)
    main = next((goal for goal in goals if not goal.is_micro), None)
    rows = goal_rows(engine, scope=scope, goal=main) if main else np.zeros(0, np.bool_)
    panel = watched_panel(Watched(whole, source, said, catalogue, days, rows))
    found = detected(panel)
    lately = [one for one in episodes(panel, found) if one.last >= panel.days - PASSED_DAYS]
    newest = datetime.fromtimestamp(int(seconds.max()), UTC) if len(seconds) else None
    told = sorted(stories(lately), key=lambda one: (not one.is_on, -one.distance))
    return Look(panel, days, found, tuple(told), newest)


def alerts(engine: Engine, *, scope: Scope, now: datetime, seen: Look) -> Table:
    """Returns a row for each alert: those that hold now first, then those that passed in the last four weeks.

    `observed` and `expected` run from `since` to `until`, or to the last whole day: sums for counts, else the share or
    wait of these days. `chance` is that of the day that lay farthest out; `also` counts other series that tell the
    same. `customers` are those whose interactions lie in the days and at the place.
    """
    extent = engine.fold([Extents()], scope=scope)[0]
    rows = [_row(engine, one, seen=seen, scope=scope) for one in seen.told[:MOST_ALERTS]]
    return Answered(scope, extent, now, revision_of(engine)).table(
        "alerts",
        columns=("state", "kind", "what", "at", "part", "channel", "stage", "since", "until", "observed", "expected",
                 "ratio", "chance", "customers", "also", "unit", "mark", "evidence"),
        rows=rows,
        measures={
            "observed": Measure("see unit", "since_then"),
            "expected": Measure("see unit", "level_weekday_trend"),
            "ratio": Measure("ratio", "observed_of_expected"),
            "chance": Measure("probability", "one_day_one_series"),
            "customers": Measure("customers", "count"),
            "also": Measure("series", "count"),
        },
        notes=_notes(seen, now=now),
    )  # fmt: skip


def _notes(seen: Look, *, now: datetime) -> list[str]:
    if not seen.panel.subjects or not seen.found.judged.any():
        return ["a series is watched once nine weeks of it are known, and none is as yet"]
    watched = int(seen.found.judged[:, -PASSED_DAYS:].any(axis=1).sum())
    last = seen.days.date(seen.days.count - 1)
    notes = [
        f"{watched} series are watched day by day, with at most {FALSE_ALARMS_A_MONTH:g} false alarm a month",
        f"{last} is the last whole day that was looked at",
    ]
    quiet = (now - seen.newest).days if seen.newest else 0
    if quiet >= _STALE_DAYS:
        notes.append(f"nothing has come in for {quiet} days")
    return notes


def _row(engine: Engine, one: Episode, *, seen: Look, scope: Scope) -> dict[str, Any]:
    start, end = seen.days.date(one.begin), seen.days.date(one.last + 1)
    part, name = narrowest(one.subject)
    return {
        "state": "now" if one.is_on else "passed",
        "kind": one.kind,
        "what": one.subject.figure,
        "at": name,
        "part": part,
        "channel": one.subject.channel,
        "stage": one.subject.stage,
        "since": start.isoformat(),
        "until": None if one.is_on else seen.days.date(one.last).isoformat(),
        "observed": one.observed,
        "expected": one.expected,
        "expected_interval": [one.low, one.high],
        "ratio": one.observed / one.expected if one.expected > 0 else None,
        "chance": one.chance,
        "customers": _customers(engine, one, seen=seen, scope=scope),
        "also": len(one.beside),
        "unit": _UNITS[one.subject.kind],
        "mark": _mark(one.subject),
        "evidence": _evidence(one.subject, start=start, end=end),
        "beside": [[other.subject.figure, narrowest(other.subject)[1] or ""] for other in one.beside],
        "days": _days(one, seen=seen),
    }


def narrowest(subject: Subject) -> tuple[str, str | None]:
    """Returns the narrowest place that a series tells of: which kind of place, and its name."""
    for part in ("touchpoint", "topic", "source", "channel"):
        name: str | None = getattr(subject, part)
        if name is not None:
            return part, name
    return "everything", None


def _mark(subject: Subject) -> str | None:
    """Returns what stands for the place on a map."""
    where = subject.touchpoint or subject.home
    if where is not None:
        return where
    return f"figure:{subject.figure}:all" if subject.figure in _LANES else None


_LANES = ("conversion_share", "cart_abandonment_share")


def _conditions(subject: Subject) -> list[Comparison]:
    fields = ("touchpoint", "topic", "channel", "source")
    found = [Comparison(field, "=", (getattr(subject, field),)) for field in fields if getattr(subject, field)]
    return [one for one in found if one.field != "channel" or not (subject.touchpoint or subject.source)]


def _customers(engine: Engine, one: Episode, *, seen: Look, scope: Scope) -> int | None:
    """Returns how many customers were there on these days; None of a silence, and of answers about unmet places."""
    if one.kind == "silence" or one.subject.figure == "low_score_share":
        return None
    times = [seen.days.starts[at] for at in (one.begin, one.last + 1)]
    first, after = (datetime.fromtimestamp(int(second), UTC).isoformat() for second in times)
    own = [*_conditions(one.subject), Comparison("time", ">=", (first,)), Comparison("time", "<", (after,))]
    where: tuple[Condition, ...] = (*([scope.where] if scope.where else []), *own)
    return int(engine.fold([Extents()], scope=replace(scope, where=And(where)))[0].customers)


_QUESTIONS = {
    "wait_median": "waits", "wait_p90": "waits", "low_score_share": "kpis", "conversion_share": "conversions",
    "cart_abandonment_share": "kpis", "bounce_share": "bounce", "left_share": "flow",
}  # fmt: skip


def _evidence(subject: Subject, *, start: date, end: date) -> str:
    where = " and ".join(f"{one.field} = {quoted(one.operands[0])}" for one in _conditions(subject)).replace('"', '\\"')
    question = _QUESTIONS.get(subject.figure, "touchpoints")
    return f"{command(question, where or None)} --from {start} --to {end}"


def _days(one: Episode, *, seen: Look) -> list[list[Any]]:
    """Returns the weeks around an episode: day, figure, expected, low and high end of that, and whether it was off."""
    panel, found, at = seen.panel, seen.found, one.series
    is_count, is_wait = panel.kinds[at] == COUNT, panel.kinds[at] == WAIT
    last = min(panel.days, one.last + PASSED_DAYS)
    rows: list[list[Any]] = []
    for day in range(max(0, min(last - SHOWN_DAYS, one.begin - LEAD_DAYS)), last):
        size = 1.0 if is_count else float(panel.sizes[at, day])
        mean, variance = float(found.mean[at, day]), float(found.variance[at, day])
        known = size > 0 and not np.isnan(mean)
        told = _band(mean / size, variance / size**2, is_wait=is_wait) if known else [None, None, None]
        figure = float(panel.sums[at, day]) / size if size else None
        rows.append([seen.days.date(day).isoformat(), figure, *told, bool(one.begin <= day <= one.last)])
    return rows


LEAD_DAYS = 28
"""Days before an alert that its picture shows."""


def _band(mean: float, variance: float, *, is_wait: bool) -> list[float]:
    """Returns the mean and between what 95 of 100 days lie: by the logarithm for waits, else by the root."""
    spread = variance**0.5
    if is_wait:
        factor = float(np.exp(1.96 * spread / mean)) if mean else 1.0
        return [mean, mean / factor, mean * factor]
    root, step = mean**0.5, 1.96 * spread / (2 * mean**0.5) if mean else 0.0
    return [mean, max(0.0, root - step) ** 2, (root + step) ** 2]
