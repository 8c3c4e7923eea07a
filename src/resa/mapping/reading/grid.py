"""Anybody's table as a map: the row of heads are stages, the first column lanes, what stands between them cards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resa.mapping.mapwords import lane_kind, squeezed, stands_for
from resa.mapping.reading.build import MapBuild
from resa.mapping.reading.feelingscale import level_in, level_on, number_in, scale_of
from resa.mapping.reading.gridheads import Heads, heads_of, upright
from resa.mapping.reading.report import Reading
from resa.mapping.reading.sheet import Cell, Sheet, Span
from resa.model.journeymap import LINES, JourneyMap, RecordKind

MOST_STAGES, MOST_STEPS, MOST_CARDS = 300, 2_000, 20_000
WRITTEN_AS = {"reach": "text", "findings": "text", "messages": "message_plan", "image": "text"}
"""Lanes that only data or pictures fill, and the lanes in which words of that name stand."""

PERSONA_WORDS = (
    "persona",
    "personas",
    "customer",
    "user",
    "kund",
    "kunde",
    "bruker",
    "bruger",
    "användare",
    "personor",
)
TITLE_WORDS = (
    "title",
    "titel",
    "tittel",
    "name",
    "namn",
    "navn",
    "map",
    "karta",
    "kort",
    "kart",
    "journey",
    "kundresa",
)
NOTE_WORDS = (
    "scenario",
    "scope",
    "description",
    "beskrivning",
    "beskrivelse",
    "goal",
    "goals",
    "expectations",
    "omfattning",
)
_BULLET = re.compile(r"^\s*(?:[-–•*▪◦·]|\d{1,2}[.)])\s+")


def read_grid(sheet: Sheet, reading: Reading) -> JourneyMap:
    """Returns the map of a sheet; everything in it becomes something, or the reading says that it was left out."""
    turned = upright(sheet)
    if turned is not sheet:
        reading.became.append("the sheet has lanes across and stages down: it was turned")
    heads = heads_of(turned)
    if heads is None or not heads.stages:
        reading.faults.append(
            f"sheet {sheet.name!r}: expected a row of stages with lanes below it, found none in its first rows"
        )
        reading.check()
        raise AssertionError("a fault was noted")
    _check(heads, turned, reading)
    build = MapBuild()
    _add_own(build, heads, reading)
    columns = _add_columns(build, heads, turned, reading)
    for lane in _lanes(turned, heads):
        _Lane(build, turned, heads, columns, reading).add(lane)
    return build.map()


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a column of the sheet stands on the map."""

    stage: str
    step: str | None


@dataclass(frozen=True, slots=True)
class _LaneRows:
    """A lane of the sheet: its label and its rows."""

    label: str
    rows: tuple[int, ...]


def _check(heads: Heads, sheet: Sheet, reading: Reading) -> None:
    cells = sum(sheet.at(row, column) is not None for row in range(len(sheet.rows)) for column in range(sheet.width))
    for name, count, most in (
        ("stages", len(heads.stages), MOST_STAGES),
        ("steps", len(heads.steps), MOST_STEPS),
        ("filled cells", cells, MOST_CARDS),
    ):
        if count > most:
            reading.faults.append(f"sheet {sheet.name!r}: expected at most {most:,} {name}, got {count:,}")
    reading.check()


def _add_own(build: MapBuild, heads: Heads, reading: Reading) -> None:
    """Adds the map's own record and personas from what stands above the heads."""
    title, notes, personas = heads.title, list[str](), list[str]()
    for name, said in heads.above:
        word = squeezed(name)
        if word in PERSONA_WORDS and said:
            personas += [one.strip() for one in re.split(r"[,;\n]", said) if one.strip()]
        elif word in TITLE_WORDS and said:
            title = said
        elif word in NOTE_WORDS and said:
            notes.append(f"{name}: {said}")
        else:
            reading.left_out.add("texts above the stages", f"{name} {said}")
    build.add(RecordKind.MAP, title=title, form="current_state", note="\n".join(notes))
    for position, name in enumerate(personas):
        build.add(RecordKind.PERSONA, name=name, position=position)
    if personas:
        reading.became.append(f"{len(personas)} personas above the stages: personas")


def _add_columns(build: MapBuild, heads: Heads, sheet: Sheet, reading: Reading) -> dict[int, _Column]:
    found: dict[int, _Column] = {}
    counted = 0
    for position, stage in enumerate(heads.stages):
        record = build.add(RecordKind.STAGE, name=stage.name, position=position)
        step: str | None = None
        place = 0
        for column in range(stage.first, stage.last + 1):
            if column in heads.steps:
                step = build.add(RecordKind.STEP, name=heads.steps[column], stage=record, position=place)
                place, counted = place + 1, counted + 1
            found[column] = _Column(record, step)
    reading.became.append(f"{len(heads.stages)} heads: stages")
    if counted:
        reading.became.append(f"{counted} heads below them: steps")
    return found


def _lanes(sheet: Sheet, heads: Heads) -> Iterator[_LaneRows]:
    """Yields the lanes: rows without a label, or under a merged one, belong to the lane above them."""
    label, rows, end = "", list[int](), -1
    for row in range(heads.body, len(sheet.rows)):
        said = sheet.at(row, heads.labels)
        has_cells = any(True for _ in sheet.filled(row, after=heads.labels))
        if said is not None and row > end:
            if label or rows:
                yield _LaneRows(label, tuple(rows))
            label, rows, end = str(said), [], sheet.span(row, heads.labels).bottom
        if has_cells or said is not None:
            rows.append(row)
    if label or rows:
        yield _LaneRows(label, tuple(rows))


class _Lane:
    """Adds one lane with what stands in it."""

    def __init__(
        self, build: MapBuild, sheet: Sheet, heads: Heads, columns: dict[int, _Column], reading: Reading
    ) -> None:
        self._build = build
        self._sheet = sheet
        self._heads = heads
        self._columns = columns
        self._reading = reading
        self._position = 0

    def add(self, lane: _LaneRows) -> None:
        kind = lane_kind(lane.label)
        filled = ((row, column) for row in lane.rows for column in self._sheet.filled(row, after=self._heads.labels))
        cells = [place for place in filled if not self._is_base(place)]
        if kind in LINES:
            self._lines(lane, str(kind), [self._sheet.at(*place) for place in cells])
            return
        if kind is None and not cells and self._sheet.span(lane.rows[0], self._heads.labels).right > self._heads.labels:
            self._reading.left_out.add("headings between lanes", lane.label)
            return
        shows = self._shows(kind, [self._sheet.at(*place) for place in cells])
        name = None if stands_for(lane.label, shows) else lane.label or None
        record = (
            self._build.lane(shows, name=name)
            if name
            else self._build.add(RecordKind.LANE, shows=shows, position=self._lane_position())
        )
        levels = self._levels([self._sheet.at(*place) for place in cells]) if shows == "emotion" else None
        count = sum(self._cell(record, place, levels) for place in cells)
        self._reading.became.append(f"lane {lane.label!r}: {shows}, {count} {'points' if levels else 'cards'}")

    def _is_base(self, place: tuple[int, int]) -> bool:
        """Returns whether a cell says what a figure rests on, as our own sheets do below figures."""
        said = self._sheet.at(*place)
        is_base = isinstance(said, str) and re.fullmatch(r"n \d+", said) is not None
        if is_base:
            self._reading.left_out.add("what figures rest on", str(said))
        return is_base

    def _lane_position(self) -> int:
        return self._build.count(RecordKind.LANE)

    def _lines(self, lane: _LaneRows, kind: str, texts: list[Cell]) -> None:
        self._build.add(RecordKind.LANE, shows=kind, position=self._lane_position())
        self._reading.became.append(f"{lane.label!r}: {kind}")
        self._reading.left_out.extend("texts on lines of a blueprint", (str(one) for one in texts))

    def _shows(self, kind: str | None, cells: list[Cell]) -> str:
        """Returns the kind of lane that can hold these cells: a curve wants levels, all others words."""
        if kind in ("feeling", "emotion", "feeling_word"):
            is_curve = bool(cells) and self._levels(cells) is not None
            return "emotion" if is_curve or not cells else "feeling_word"
        return WRITTEN_AS.get(kind, kind) if kind else "text"

    @staticmethod
    def _levels(cells: list[Cell]) -> list[float | int] | None:
        """Returns the level of each cell, None unless all of them are numbers of one scale, or all faces and words."""
        numbers = [number_in(cell) for cell in cells]
        known = [one for one in numbers if one is not None]
        scale = scale_of(known) if len(known) == len(cells) else None
        if scale:
            return [level_on(scale, number) for number in known]
        words = [level_in(cell) for cell in cells]
        levels: list[float | int] = [one for one in words if one is not None]
        return levels if len(levels) == len(cells) else None

    def _cell(self, lane: str, place: tuple[int, int], levels: list[float | int] | None) -> int:
        """Adds what a cell says and returns how many records that made."""
        where = self._place(self._sheet.span(*place))
        if where is None:
            self._reading.left_out.add("cells outside of all stages", str(self._sheet.at(*place)))
            return 0
        if levels is not None:
            position, self._position = self._position, self._position + 1
            self._build.add(RecordKind.CELL, lane=lane, level=levels[position], **where)
            return 1
        texts = list(_parts(self._sheet.at(*place)))
        for text in texts:
            self._build.add(RecordKind.CARD, lane=lane, text=text, position=self._position, **where)
            self._position += 1
        return len(texts)

    def _place(self, span: Span) -> dict[str, str] | None:
        """Returns stage, last stage and step of a cell; over several steps of a stage it stands at the first."""
        inside = [column for column in range(span.left, span.right + 1) if column in self._columns]
        if not inside:
            return None
        first, last = self._columns[inside[0]], self._columns[inside[-1]]
        if first.stage != last.stage:
            return {"stage": first.stage, "to_stage": last.stage}
        whole = [column for column, one in self._columns.items() if one.stage == first.stage]
        steps = {self._columns[column].step for column in whole} - {None}
        covered = {self._columns[column].step for column in inside} - {None}
        if first.step is None or (len(covered) > 1 and covered == steps):
            return {"stage": first.stage}
        if len(covered) > 1:
            self._reading.left_out.add(
                "that a card covers several steps of a stage", str(self._sheet.at(span.top, span.left))
            )
        return {"stage": first.stage, "step": first.step}


def _parts(cell: Cell) -> Iterator[str]:
    """Yields the texts of a cell: one, or each line of a list."""
    text = f"{cell:g}" if isinstance(cell, float) else str(cell)
    lines = [line for line in text.splitlines() if line.strip()]
    marked = sum(bool(_BULLET.match(line)) for line in lines)
    if marked and marked >= len(lines) - 1:
        yield from (_BULLET.sub("", line).strip() for line in lines)
    else:
        yield text
