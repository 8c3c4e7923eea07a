"""A map as a grid: stages and steps across, lanes down, and what covers which columns of which lane."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from resa.model.journeymap import LINES, JourneyMap, MapRecord, RecordKind


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: a step, or a stage without steps."""

    stage: MapRecord
    step: MapRecord | None


@dataclass(frozen=True, slots=True)
class GridEntry:
    """A card or cell, and the columns that it covers, both ends included."""

    record: MapRecord
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class GridLane:
    """A lane: its rows of entries from top to bottom, in each of which no two entries meet."""

    record: MapRecord
    rows: tuple[tuple[GridEntry, ...], ...]

    @property
    def is_line(self) -> bool:
        """Whether it is a line of a service blueprint."""
        return self.record.content("shows") in LINES


@dataclass(frozen=True, slots=True)
class MapGrid:
    """The columns of a map from left to right, and its lanes from top to bottom."""

    columns: tuple[GridColumn, ...]
    lanes: tuple[GridLane, ...]
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    """First and last column of each stage and step, by id."""

    @property
    def has_steps(self) -> bool:
        """Whether any column is a step."""
        return any(column.step is not None for column in self.columns)


def grid_of(journey_map: JourneyMap) -> MapGrid:
    """Returns the grid of a map. What stands nowhere covers all columns; a span that runs backwards is none."""
    columns = tuple(_columns(journey_map))
    spans = _spans(columns)
    by_lane: dict[str, list[GridEntry]] = {}
    for kind in (RecordKind.CELL, RecordKind.CARD):
        for record in journey_map.of_kind(kind):
            by_lane.setdefault(str(record.content("lane")), []).append(_entry(record, spans, len(columns)))
    lanes = tuple(GridLane(one, _rows(by_lane.get(one.id, []))) for one in journey_map.of_kind(RecordKind.LANE))
    return MapGrid(columns, lanes, spans)


def _columns(journey_map: JourneyMap) -> Iterator[GridColumn]:
    steps = journey_map.of_kind(RecordKind.STEP)
    for stage in journey_map.of_kind(RecordKind.STAGE):
        found: list[MapRecord | None] = [*steps_below(steps, stage=stage.id)]
        yield from (GridColumn(stage, step) for step in found or [None])


def steps_below(steps: tuple[MapRecord, ...], *, stage: str) -> Iterator[MapRecord]:
    """Yields the steps of a stage in order, sub-steps after their parent; those that go round in a ring come last."""
    own = [one for one in steps if one.content("stage") == stage]
    known = {one.id for one in own}
    seen: set[str] = set()
    waiting = [one for one in own if one.content("parent") not in known][::-1]
    while waiting:
        step = waiting.pop()
        seen.add(step.id)
        yield step
        waiting += [one for one in own if one.content("parent") == step.id and one.id not in seen][::-1]
    yield from (one for one in own if one.id not in seen)


def _spans(columns: tuple[GridColumn, ...]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for at, column in enumerate(columns):
        found[column.stage.id] = (found.get(column.stage.id, (at, at))[0], at)
        if column.step is not None:
            found[column.step.id] = (at, at)
    return found


def _entry(record: MapRecord, spans: dict[str, tuple[int, int]], width: int) -> GridEntry:
    step, stage = str(record.content("step")), str(record.content("stage"))
    first, last = spans.get(step) or spans.get(stage) or (0, max(width - 1, 0))
    if step in spans or stage in spans:
        last = max(last, spans.get(str(record.content("to_stage")), (0, 0))[1])
    return GridEntry(record, first, last)


def _rows(entries: list[GridEntry]) -> tuple[tuple[GridEntry, ...], ...]:
    """Returns entries in rows: each in the first row that has room for it."""
    rows: list[list[GridEntry]] = []
    for entry in entries:
        row = next((one for one in rows if all(entry.first > a.last or entry.last < a.first for a in one)), None)
        if row is None:
            rows.append([entry])
        else:
            row.append(entry)
    return tuple(tuple(sorted(row, key=lambda one: one.first)) for row in rows)
