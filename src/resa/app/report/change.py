"""What changed against the period before: two stretches of equal length, their figures, and what chance explains."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from resa.app.rememberedmap import numbers
from resa.app.report.words import Teller
from resa.app.savedquery import joined
from resa.app.workspace import Workspace
from resa.mapping.export.discretion import discreet
from resa.mapping.export.reportsheet import Chapter, Grid
from resa.model.condition import quoted
from resa.model.measurement import Measurement
from resa.model.period import Period
from resa.model.resolvedmap import FigureRow, ResolvedMap
from resa.understand.mapdifference import map_differences

MOST_PLACES = 8
_MINUS = "\N{MINUS SIGN}"
LONG_MONTHS = 3
"""So many whole months are held against as many before them, where there are that many; else one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the report is about; `start` and `end` are those that somebody asked for."""

    where: str | None = None
    start: str | None = None
    end: str | None = None
    goal: str | None = None

    @property
    def whole(self) -> str | None:
        """The filter with its period."""
        first = f"time >= {quoted(self.start)}" if self.start else None
        return joined(self.where, first, f"time < {quoted(self.end)}" if self.end else None)


@dataclass(frozen=True, slots=True)
class Stretches:
    """Two periods of equal length, one straight after the other."""

    before: Period
    now: Period


def stretches(found: Period, *, asked: Asked, earliest: datetime) -> Stretches | None:
    """Returns the period that was asked for and the one before it; without one, the newest whole months.

    None where the data, which begin at `earliest`, hold no such period.
    """
    if asked.start or asked.end:
        start = _instant(asked.start) if asked.start else found.start
        end = _instant(asked.end) if asked.end else _day_after(found.end)
        before = start - (end - start)
        return Stretches(Period(before, start), Period(start, end)) if before < start and before >= earliest else None
    last = _month_of(found.end + timedelta(days=1))  # data that reach the last day of a month hold the whole month
    months = last - (_month_of(found.start) + (found.start.day > 1))
    length = LONG_MONTHS if months >= 2 * LONG_MONTHS else 1
    if months < 2 * length:
        return None
    ends = [_first_day(last - back, like=found.end) for back in (2 * length, length, 0)]
    return Stretches(Period(ends[0], ends[1]), Period(ends[1], ends[2]))


def change_chapter(workspace: Workspace, found: ResolvedMap, *, asked: Asked, teller: Teller, is_open: bool) -> Chapter:
    """Returns the figures of the whole map, and how they changed; `is_open` keeps figures of fewer than five."""
    base, grids = workspace.base.period, _Grids(teller, found)
    title = teller.tell("head.changes")
    chosen = stretches(found.period, asked=asked, earliest=base.start) if found.period and base else None
    if chosen is None:
        return Chapter(title, (teller.tell("change.too_short"),), (), (grids.plain(),))
    now, before = (_side(workspace, one, asked=asked, is_open=is_open) for one in (chosen.now, chosen.before))
    rows = [row for row in map_differences(now, other=before) if row["difference"] is not None]
    many = sum(row["p"] is not None for row in rows)
    spoken = {"now": teller.speaker.period(chosen.now), "before": teller.speaker.period(chosen.before)}
    if not many:
        return Chapter(title, (teller.tell("change.too_few", **spoken),), (), (grids.plain(),))
    lines = (teller.tell("change.compared", many=many, **spoken), teller.tell("change.overlap"))
    has_whole = not (asked.start or asked.end)
    parts = (grids.changed(now, before, rows, has_whole=has_whole), *grids.places(now, before, rows))
    return Chapter(title, lines, (), parts)


def _side(workspace: Workspace, period: Period, *, asked: Asked, is_open: bool) -> ResolvedMap:
    inside = f"time >= {quoted(_told(period.start))} and time < {quoted(_told(period.end))}"
    return discreet(numbers(workspace, joined(asked.where, inside), goal=asked.goal), has_evidence=is_open)


@dataclass(frozen=True, slots=True)
class _Grids:
    """Sets figures and their changes as tables."""

    teller: Teller
    found: ResolvedMap

    def plain(self) -> Grid:
        heads = tuple(self.teller.tell(f"column.{name}") for name in ("figure", "whole", "n"))
        rows = tuple((name, *self._cell(measured)) for _, name, measured, _ in self._whole(self.found))
        return Grid("", heads, rows, (False, True, True))

    def changed(self, now: ResolvedMap, before: ResolvedMap, rows: list[dict[str, Any]], *, has_whole: bool) -> Grid:
        whole = ("whole", "n") if has_whole else ()
        heads = ("figure", *whole, "before", "n", "now", "n", "difference", "chance")
        sides = [{key: measured for key, _, measured, _ in self._whole(side)} for side in (before, now)]
        tested = {(row["name"], row["id"]): row for row in rows}
        lines = []
        for key, name, measured, is_up in self._whole(self.found):
            then = [self._cell(side.get(key)) for side in sides]
            first = self._cell(measured) if has_whole else ()
            lines.append((name, *first, *then[0], *then[1], *self._verdict(tested.get(key), is_up)))
        named = tuple(self.teller.tell(f"column.{head}") for head in heads)
        return Grid("", named, tuple(lines), (False, *(True,) * (len(heads) - 2), False))

    def places(self, now: ResolvedMap, before: ResolvedMap, rows: list[dict[str, Any]]) -> Iterator[Grid]:
        told = {key for key, *_ in self._whole(self.found)}
        small = {"reach", *(row.id for row in self.found.figures if row.unit == "share")}
        moved = [
            row for row in rows if row["differs"] and (row["name"], row["id"]) not in told and row["name"] in small
        ]
        moved.sort(key=lambda row: (-abs(row["difference"]), row["name"], row["id"]))
        if not moved:
            return
        sides = [dict(_every(side)) for side in (before, now)]
        heads = ("place", "before", "n", "now", "n", "difference", "chance")
        ups = {row.id: row.higher_is_better for row in self.found.figures}
        lines = []
        for row in moved[:MOST_PLACES]:
            key = (row["name"], row["id"])
            cells = [self._cell(side.get(key)) for side in sides]
            lines.append((self._place(row), *cells[0], *cells[1], *self._verdict(row, ups.get(row["name"]))))
        yield Grid(
            self.teller.tell("head.places"),
            tuple(self.teller.tell(f"column.{name}") for name in heads),
            tuple(lines),
            (False, *(True,) * 5, False),
        )

    def _whole(self, side: ResolvedMap) -> Iterator[tuple[tuple[str, str], str, Measurement, bool | None]]:
        """Yields the figures over the whole map, then how many reach each stage."""
        speaker = self.teller.speaker
        for row in side.figures:
            for cell in row.cells:
                if cell.stage is None:
                    yield (row.id, cell.id), speaker.kpi(row.id), cell.measurement, row.higher_is_better
        for stage in side.stages:
            yield ("reach", stage.id), self.teller.tell("change.reach", place=speaker.stage(stage)), stage.share, None

    def _place(self, row: Mapping[str, Any]) -> str:
        stages = {one.id: self.teller.speaker.stage(one) for one in self.found.stages}
        if row["name"] == "reach":
            names = self.teller.speaker.names(self.found)
            return self.teller.tell("change.reach", place=names.get(row["id"], str(row["id"])))
        place = stages.get(str(row["stage"]), str(row["stage"]))
        return self.teller.tell("change.at", figure=self.teller.speaker.kpi(str(row["name"])), place=place)

    def _cell(self, measured: Measurement | None) -> tuple[str, str]:
        speaker = self.teller.speaker
        if measured is None:
            return "–", "–"
        figure = " ".join(part for part in (speaker.figure(measured), speaker.half(measured)) if part)
        n = speaker.unit(measured.n, "count")
        return figure, speaker.say("figure.withheld") if measured.is_withheld else n

    def _verdict(self, row: Mapping[str, Any] | None, is_up: bool | None) -> tuple[str, str]:
        if row is None:
            return "–", self.teller.tell("change.untested")
        return self._difference(row), self.teller.tell(f"change.{_judged(row, is_up)}")

    def _difference(self, row: Mapping[str, Any]) -> str:
        by, unit, speaker = float(row["difference"]), str(row["unit"]), self.teller.speaker
        if unit == "share":
            return self.teller.tell("change.share", by=100 * by)
        size = speaker.unit(abs(by), unit)
        is_none = size == speaker.unit(0.0, unit)
        return size if is_none else f"{'+' if by > 0 else _MINUS}{size}"


def _judged(row: Mapping[str, Any], is_up: bool | None) -> str:
    if row["p"] is None:
        return "untested"
    if not row["differs"] or is_up is None:
        return "yes" if row["differs"] else "no"
    return "better" if (row["difference"] > 0) == is_up else "worse"


def _every(side: ResolvedMap) -> Iterator[tuple[tuple[str, str], Measurement]]:
    yield from ((("reach", one.id), one.reach) for one in side.touchpoints)
    rows: tuple[FigureRow, ...] = side.figures
    yield from (((row.id, cell.id), cell.measurement) for row in rows for cell in row.cells)


def _instant(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _day_after(end: datetime) -> datetime:
    return (end + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _month_of(day: datetime) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int, *, like: datetime) -> datetime:
    return like.replace(year=month // 12, month=month % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _told(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
