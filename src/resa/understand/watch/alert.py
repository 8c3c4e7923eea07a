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
from resa.understand.feedback.heard import Heard
from resa.understand.finding import command
from resa.understand.history import FieldSource, history
from resa.understand.told import answers, kept_answers
from resa.understand.watch.calendar import Days, every_day, whole_days
from resa.understand.watch.counting import Watched, watched_panel
from resa.understand.watch.detection import FALSE_ALARMS_A_MONTH, Detected, detected
from resa.understand.watch.episode import Episode, episodes, stories
from resa.understand.watch.hour import DAY_HOURS, hour_panel
from resa.understand.watch.hourstory import Hours, bounds, hour_figures, hour_stories
from resa.understand.watch.hourwatch import HourEpisode, detected_hours, hour_episodes
from resa.understand.watch.marked import story_of
from resa.understand.watch.panel import COUNT, WAIT, Panel, Subject

SHOWN_DAYS = 56
"""Days of the small picture of each alert."""

HOURLY_DAYS = 7 * 26
"""Days that are looked back by the hour: eight weeks to expect the next, the others to know how unsteady it is."""

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
    every: tuple[Episode, ...]
    told: tuple[Episode, ...]
    newest: datetime | None
    hours: Hours


def look(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    source: FieldSource,
    catalogue: Catalogue,
    goals: Sequence[Goal],
    zone: ZoneInfo,
    heard: Heard | None = None,
) -> Look:
    """Returns what the watch sees in a scope, whose end is the day on which one looks.

    `heard` is what was read in texts. Costs some 60 bytes an interaction, and about two seconds for half a million
    interactions and a year of days.
    """
    whole = history(engine, scope=scope)
    seconds = whole.seconds
    days = whole_days(seconds, zone=zone, now=now)
    said = kept_answers(answers(source, catalogue=catalogue), engine=engine, scope=scope)
    main = next((goal for goal in goals if not goal.is_micro), None)
    rows = goal_rows(engine, scope=scope, goal=main) if main else np.zeros(0, np.bool_)
    listened = heard.within(engine=engine, scope=scope) if heard else None
    watched = Watched(whole, source, said, catalogue, days, rows, listened)
    panel = watched_panel(watched)
    found = detected(panel)
    every = tuple(episodes(panel, found))
    lately = [one for one in every if one.last >= panel.days - PASSED_DAYS]
    newest = datetime.fromtimestamp(int(seconds.max()), UTC) if len(seconds) else None
    told = sorted(stories(lately), key=lambda one: (not one.is_on, -one.distance))
    by_hour = hour_panel(watched, days=every_day(seconds, zone=zone, most=HOURLY_DAYS))
    left = detected_hours(by_hour)
    hourly = tuple(hour_episodes(by_hour, left))
    soon = hour_stories(by_hour, hourly, days=told, first_day=days.first)
    return Look(panel, days, found, every, tuple(told), newest, Hours(by_hour, left, hourly, soon))


def alerts(engine: Engine, *, scope: Scope, now: datetime, seen: Look) -> Table:
    """Returns a row for each alert: those that hold now first, then those that passed in the last four weeks.

    `observed` and `expected` run from `since` to `until`, or to the last whole day: sums for counts, else the share or
    wait of these days, of `n` texts, answers, visits or contacts. `chance` is that of the day that lay farthest out;
    `also` counts other series that tell the same. `customers` are those whose interactions lie in the days and at the
    place. `previous` says until when the same was off before; hourly rows carry `weeks_before`, what the same hours
    saw in the eight weeks before.
    """
    extent = engine.fold([Extents()], scope=scope)[0]
    rows = [_row(engine, one, seen=seen, scope=scope) for one in seen.told[:MOST_ALERTS]]
    rows += [_hour_row(engine, one, beside, seen=seen, scope=scope) for one, beside in seen.hours.told[:MOST_ALERTS]]
    rows.sort(key=lambda row: (row["state"] != "now", row["grain"] != "hour"))
    return Answered(scope, extent, now, revision_of(engine)).table(
        "alerts",
        columns=("state", "kind", "what", "at", "part", "channel", "stage", "since", "until", "observed", "expected",
                 "ratio", "n", "chance", "customers", "also", "unit", "mark", "provenance", "evidence", "grain",
                 "story", "previous"),
        rows=rows,
        measures={
            "observed": Measure("see unit", "since_then"),
            "expected": Measure("see unit", "level_weekday_trend"),
            "ratio": Measure("ratio", "observed_of_expected"),
            "n": Measure("observations", "count"),
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
    if seen.hours.watched:
        rate = f"at most {FALSE_ALARMS_A_MONTH:g} false alarm a month"
        notes.insert(1, f"{seen.hours.watched} series are watched hour by hour, with {rate} too")
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
        "grain": "day",
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
        "n": one.n,
        "chance": one.chance,
        "customers": _customers(engine, one, seen=seen, scope=scope),
        "also": len(one.beside),
        "unit": _UNITS[one.subject.kind],
        "mark": _mark(one.subject),
        "story": story_of(one.subject),
        "previous": _before(one, seen=seen),
        "provenance": "inferred" if one.subject.figure in INFERRED else "measured",
        "evidence": _evidence(one.subject, start=start, end=end),
        "beside": [[other.subject.figure, narrowest(other.subject)[1] or ""] for other in one.beside],
        "days": _days(one, seen=seen),
    }


def _hour_row(
    engine: Engine, one: HourEpisode, beside: Sequence[HourEpisode], *, seen: Look, scope: Scope
) -> dict[str, Any]:
    part, name = narrowest(one.subject)
    first, after = bounds(one, panel=seen.hours.panel)
    days = seen.hours.panel.days
    start, end = (days.date(hour // DAY_HOURS) for hour in (one.begin, one.last + DAY_HOURS))
    place = {"at": name, "part": part, "channel": one.subject.channel, "stage": one.subject.stage}
    return {
        **hour_figures(one, beside, seen=seen.hours),
        **place,
        "customers": None if one.kind == "silence" else _met(engine, one.subject, first, after, scope=scope),
        "mark": _mark(one.subject),
        "story": story_of(one.subject),
        "evidence": _evidence(one.subject, start=start, end=end),
    }


def _before(one: Episode, *, seen: Look) -> str | None:
    """Returns until when the same series was off before, so that what comes back is known; None for the first."""
    ends = [other.last for other in seen.every if other.series == one.series and other.last < one.begin]
    return seen.days.date(max(ends)).isoformat() if ends else None


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


INFERRED = frozenset({"bad_text_share"})
"""Figures that were read in words, not counted from what happened."""

_ABOUT_ANSWERS = INFERRED | {"low_score_share"}
_LANES = ("conversion_share", "cart_abandonment_share")


def _conditions(subject: Subject) -> list[Comparison]:
    fields = ("touchpoint", "topic", "channel", "source")
    found = [Comparison(field, "=", (getattr(subject, field),)) for field in fields if getattr(subject, field)]
    return [one for one in found if one.field != "channel" or not (subject.touchpoint or subject.source)]


def _customers(engine: Engine, one: Episode, *, seen: Look, scope: Scope) -> int | None:
    """Returns how many customers were there on these days; None of a silence, and of answers about unmet places."""
    if one.kind == "silence" or one.subject.figure in _ABOUT_ANSWERS:
        return None
    times = [seen.days.starts[at] for at in (one.begin, one.last + 1)]
    first, after = (datetime.fromtimestamp(int(second), UTC) for second in times)
    return _met(engine, one.subject, first, after, scope=scope)


def _met(engine: Engine, subject: Subject, first: datetime, after: datetime, *, scope: Scope) -> int:
    """Returns how many customers were at a place between two instants."""
    inside = Comparison("time", ">=", (first.isoformat(),)), Comparison("time", "<", (after.isoformat(),))
    own = [*_conditions(subject), *inside]
    where: tuple[Condition, ...] = (*([scope.where] if scope.where else []), *own)
    return int(engine.fold([Extents()], scope=replace(scope, where=And(where)))[0].customers)


_QUESTIONS = {
    "wait_median": "waits", "wait_p90": "waits", "low_score_share": "kpis", "bad_text_share": "emotions",
    "conversion_share": "conversions",
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
