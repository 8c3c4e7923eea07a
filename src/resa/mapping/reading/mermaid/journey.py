"""A Mermaid journey as a map: sections are stages, tasks steps with their feeling, actors personas."""

from dataclasses import dataclass, field

from resa.mapping.export.mermaid import MIDDLE, PERSONAS, UNKNOWN
from resa.mapping.mermaidtext import read_text
from resa.mapping.reading.build import MapBuild
from resa.mapping.reading.mermaid.line import MOST_STEPS, Line
from resa.mapping.reading.report import Reading
from resa.model.journeymap import JourneyMap, RecordKind


@dataclass(frozen=True, slots=True)
class _Task:
    name: str
    level: float | None
    actors: tuple[str, ...]


@dataclass(slots=True)
class _Section:
    name: str
    tasks: list[_Task] = field(default_factory=list)


@dataclass(slots=True)
class _Told:
    title: str
    people: tuple[str, ...] = ()
    sections: list[_Section] = field(default_factory=list)


def journey_map(lines: list[Line], title: str, reading: Reading) -> JourneyMap:
    """Returns the map that the lines below the word journey draw; raises `UnreadableMapError` with every fault."""
    told, is_unknown = _Told(title), False
    for line in lines:
        if line.text == UNKNOWN:  # of the task below
            is_unknown = True
            continue
        _take(line, told, reading, is_unknown=is_unknown)
        is_unknown = False
    sections, steps = told.sections, sum(len(section.tasks) for section in told.sections)
    if not sections:
        reading.faults.append("expected sections with tasks below the line journey, got none")
    if steps > MOST_STEPS:
        reading.faults.append(f"expected at most {MOST_STEPS:,} tasks, got {steps:,}")
    reading.check()
    reading.became += [f"{len(sections)} sections: stages", f"{steps} tasks: steps"]
    return _map_of(sections, told.title, told.people, reading)


def _take(line: Line, told: _Told, reading: Reading, *, is_unknown: bool) -> None:
    word, _, rest = line.text.partition(" ")
    if line.text.startswith(PERSONAS):
        told.people = _names(line.text.removeprefix(PERSONAS))
        return
    match word:
        case "title":
            told.title = read_text(rest)
        case "section":
            told.sections.append(_Section(read_text(rest)))
        case _ if word.rstrip(":").startswith("acc"):
            reading.left_out.add("descriptions for screen readers", rest)
        case _:
            _take_task(_task(line, reading, is_unknown=is_unknown), told)


def _take_task(task: _Task | None, told: _Told) -> None:
    if task is None:
        return
    if not told.sections:
        told.sections.append(_Section(""))
    told.sections[-1].tasks.append(task)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in (read_text(part) for part in text.split(",")) if one))


def _task(line: Line, reading: Reading, *, is_unknown: bool) -> _Task | None:
    name, _, said = line.text.partition(":")
    score, _, people = said.partition(":")
    actors = _names(people)
    try:
        number = float(score)
    except ValueError:
        number = float("nan")
    if not name.strip() or not 0 <= number <= 5:
        reading.faults.append(
            f"line {line.number}: expected 'name: score: actors' with a score of 1 to 5, got {line.text!r:.60}"
        )
        return None
    level = None if is_unknown else round(max(number, 1) - MIDDLE, 6)
    return _Task(read_text(name), level, actors)


def _map_of(sections: list[_Section], title: str, people: tuple[str, ...], reading: Reading) -> JourneyMap:
    build = MapBuild()
    build.add(RecordKind.MAP, title=title)
    met = (actor for section in sections for task in section.tasks for actor in task.actors)
    names = dict.fromkeys([*people, *met])
    personas = {name: build.add(RecordKind.PERSONA, name=name, position=at) for at, name in enumerate(names)}
    if personas:
        reading.became.append(f"{len(personas)} actors: personas")
    has_levels = any(task.level is not None for section in sections for task in section.tasks)
    lane = build.lane("emotion") if has_levels else ""
    for at, section in enumerate(sections):
        stage = build.add(RecordKind.STAGE, name=section.name, position=at)
        for place, task in enumerate(section.tasks):
            step = build.add(RecordKind.STEP, name=task.name or "–", stage=stage, position=place)
            for persona in _whose(task, personas):
                if task.level is not None:
                    build.add(
                        RecordKind.CELL, lane=lane, stage=stage, step=step, persona=persona, level=_tidy(task.level)
                    )
    if has_levels:
        reading.became.append("scores 1 to 5: feelings -2 to 2")
    return build.map()


def _whose(task: _Task, personas: dict[str, str]) -> list[str | None]:
    """Returns whose feeling a task tells: everybody's where all take part or nobody is named."""
    if not task.actors or len(task.actors) == len(personas):
        return [None]
    return [personas[name] for name in task.actors]


def _tidy(level: float) -> float | int:
    return int(level) if level.is_integer() else level
