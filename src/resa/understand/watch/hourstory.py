"""What left its expectation within the last days, hour by hour, and is no part of what days tell already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from resa.understand.watch.episode import Episode, is_one_place, placed
from resa.understand.watch.hour import DAY_HOURS, WEEK_HOURS, HourPanel
from resa.understand.watch.hourwatch import PAUSE_HOURS, WEEKS, HourEpisode, HoursDetected
from resa.understand.watch.stretch import told_together

TOLD_HOURS = 72
"""Hours for which something is told by the hour; afterwards, days tell it."""

_LEAD_HOURS = 48
_AFTER_HOURS = 24


@dataclass(frozen=True, slots=True, eq=False)
class Hours:
    """What the watch saw by the hour: the panel, what left it, and episodes worth telling with those beside them."""

    panel: HourPanel
    found: HoursDetected
    every: tuple[HourEpisode, ...]
    told: tuple[tuple[HourEpisode, tuple[HourEpisode, ...]], ...]

    @property
    def watched(self) -> int:
        """How many series were judged."""
        return int((~np.isnan(self.found.above)).any(axis=1).sum())


def hour_stories(
    panel: HourPanel, episodes: Sequence[HourEpisode], *, days: Sequence[Episode], first_day: int
) -> tuple[tuple[HourEpisode, tuple[HourEpisode, ...]], ...]:
    """Returns the newest episodes, each with those that tell the same, strongest first.

    What days tell of the same place and way is left to them; `first_day` is where their days begin, since 1970.
    """
    recent = [one for one in episodes if one.last >= panel.hours - TOLD_HOURS]
    left = [one for one in recent if not any(_is_told(one, other, panel, first_day) for other in days)]
    left.sort(key=lambda one: (-one.distance * placed(one.subject), one.begin))
    return tuple(told_together(left, tells_same=_tells_same))


def _is_told(one: HourEpisode, other: Episode, panel: HourPanel, first_day: int) -> bool:
    shift = first_day - panel.days.first
    begin, last = (hour // DAY_HOURS - shift for hour in (one.begin, one.last))
    overlaps = other.begin <= last + 1 and begin <= other.last + 1
    return overlaps and one.is_rise == other.is_rise and is_one_place(one.subject, other.subject)


def _tells_same(one: HourEpisode, other: HourEpisode) -> bool:
    overlaps = other.begin <= one.last + PAUSE_HOURS and one.begin <= other.last + PAUSE_HOURS
    return overlaps and one.is_rise == other.is_rise and is_one_place(one.subject, other.subject)


def hour_figures(one: HourEpisode, beside: Sequence[HourEpisode], *, seen: Hours) -> dict[str, Any]:
    """Returns the columns of an alert that tell when it was and how far it went."""
    panel = seen.panel
    is_on = one.last >= panel.hours - PAUSE_HOURS
    return {
        "state": "now" if is_on else "passed",
        "kind": one.kind,
        "what": one.subject.figure,
        "grain": "hour",
        "since": panel.label(one.begin),
        "until": None if is_on else panel.label(one.last + 1),
        "observed": one.observed,
        "expected": one.expected,
        "expected_interval": [one.low, one.high],
        "ratio": one.observed / one.expected if one.expected > 0 else None,
        "n": None,
        "chance": one.chance,
        "also": len(beside),
        "unit": "count",
        "provenance": "measured",
        "beside": [[other.subject.figure, _place(other) or ""] for other in beside],
        "previous": _before(one, seen=seen),
        "weeks_before": weeks_before(one, panel=panel),
        "days": _around(one, seen=seen),
    }


def _before(one: HourEpisode, *, seen: Hours) -> str | None:
    """Returns until which hour the same series was off before; None for the first time."""
    ends = [other.last for other in seen.every if other.series == one.series and other.last < one.begin]
    return seen.panel.label(max(ends) + 1) if ends else None


def weeks_before(one: HourEpisode, *, panel: HourPanel) -> list[list[Any]]:
    """Returns what the same hours saw in each of the eight weeks before, the newest first: when, and how much."""
    begins = [one.begin - week * WEEK_HOURS for week in range(1, WEEKS + 1)]
    length = one.last + 1 - one.begin
    return [
        [panel.label(begin), float(panel.sums[one.series, begin : begin + length].sum())]
        for begin in begins
        if begin >= 0
    ]


def bounds(one: HourEpisode, *, panel: HourPanel) -> tuple[datetime, datetime]:
    """Returns the instants between which an episode lies."""
    starts = panel.days.starts
    first, after = (int(starts[hour // DAY_HOURS]) + hour % DAY_HOURS * 3600 for hour in (one.begin, one.last + 1))
    return datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(after, UTC)


def _place(one: HourEpisode) -> str | None:
    return one.subject.touchpoint or one.subject.topic or one.subject.channel


def _around(one: HourEpisode, *, seen: Hours) -> list[list[Any]]:
    """Returns the hours around an episode: hour, figure, expected, low and high end of that, and whether it was off."""
    panel, found, at = seen.panel, seen.found, one.series
    rows: list[list[Any]] = []
    for hour in range(max(0, one.begin - _LEAD_HOURS), min(panel.hours, one.last + 1 + _AFTER_HOURS)):
        mean, variance = float(found.mean[at, hour]), float(found.variance[at, hour])
        known = not np.isnan(mean + variance)
        root, step = (mean**0.5, 1.96 * variance**0.5 / (2 * mean**0.5)) if known and mean > 0 else (0.0, 0.0)
        band = [mean, max(0.0, root - step) ** 2, (root + step) ** 2] if known else [None, None, None]
        is_off = one.begin <= hour <= one.last
        rows.append([panel.label(hour), float(panel.sums[at, hour]), *band, is_off])
    return rows
