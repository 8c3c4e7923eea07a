"""Mermaid text as a map: sections and subgraphs are stages, tasks and nodes steps, actors personas, arrows links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from resa.mapping.export.mermaid import MIDDLE, PERSONAS, UNKNOWN
from resa.mapping.mermaidtext import read_text
from resa.mapping.reading.build import MapBuild
from resa.mapping.reading.report import Reading, ReadMap
from resa.model.journeymap import JourneyMap, RecordKind

MOST_LINES = 20_000
MOST_STEPS = 2_000
LONGEST_LINE = 2_000


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class _Task:
    name: str
    level: float | None
    actors: tuple[str, ...]


@dataclass(slots=True)
class _Section:
    name: str
    tasks: list[_Task] = field(default_factory=list)


def read_mermaid(name: str, text: str) -> ReadMap:
    """Returns the map that a journey or a flowchart draws; raises `UnreadableMapError` with every fault by line."""
    reading = Reading("Mermaid", name)
    title, lines = _lines(text, reading)
    head = lines[0] if lines else _Line(1, "")
    kind = head.text.split(maxsplit=1)[0].casefold() if head.text else ""
    if kind == "journey":
        return reading.done(_journey(lines[1:], title, reading))
    if kind.removesuffix("-elk") in ("graph", "flowchart"):
        return reading.done(_flowchart(lines, title, reading))
    reading.faults.append(f"line {head.number}: expected journey or flowchart, got {head.text!r:.60}")
    reading.check()
    raise AssertionError("a fault was noted")


def _lines(text: str, reading: Reading) -> tuple[str, list[_Line]]:
    """Returns the title of the front matter, and the lines that say something."""
    found: list[_Line] = []
    title, is_front = "", False
    all_lines = text.lstrip("\ufeff").splitlines()
    if len(all_lines) > MOST_LINES:
        reading.faults.append(f"expected at most {MOST_LINES:,} lines, got {len(all_lines):,}")
    for number, raw in enumerate(all_lines[:MOST_LINES], start=1):
        line = raw.strip()
        if len(line) > LONGEST_LINE:
            reading.faults.append(f"line {number}: expected at most {LONGEST_LINE:,} letters, got {len(line):,}")
        elif line == "---" and not found:
            is_front = not is_front
        elif is_front:
            name, _, said = line.partition(":")
            title = said.strip().strip("\"'") if name.strip() == "title" else title
        elif line == UNKNOWN or line.startswith(PERSONAS) or (line and not line.startswith("%%")):
            found.append(_Line(number, line))
    return title, found


def _journey(lines: list[_Line], title: str, reading: Reading) -> JourneyMap:
    sections: list[_Section] = []
    is_unknown, people = False, tuple[str, ...]()
    for line in lines:
        word, _, rest = line.text.partition(" ")
        if line.text == UNKNOWN:
            is_unknown = True
            continue
        if line.text.startswith(PERSONAS):
            people = _names(line.text.removeprefix(PERSONAS))
        elif word == "title":
            title = read_text(rest)
        elif word == "section":
            sections.append(_Section(read_text(rest)))
        elif word.rstrip(":").startswith("acc"):
            reading.left_out.add("descriptions for screen readers", rest)
        else:
            task = _task(line, reading, is_unknown=is_unknown)
            if task and not sections:
                sections.append(_Section(""))
            if task:
                sections[-1].tasks.append(task)
        is_unknown = False
    steps = sum(len(section.tasks) for section in sections)
    if not sections:
        reading.faults.append("expected sections with tasks below the line journey, got none")
    if steps > MOST_STEPS:
        reading.faults.append(f"expected at most {MOST_STEPS:,} tasks, got {steps:,}")
    reading.check()
    reading.became += [f"{len(sections)} sections: stages", f"{steps} tasks: steps"]
    return _map_of(sections, title, people, reading)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in (read_text(part) for part in text.split(",")) if one))


def _task(line: _Line, reading: Reading, *, is_unknown: bool) -> _Task | None:
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


_SHAPES = "|".join(
    (
        *(r"\(\[.*?\]\)", r"\[\[.*?\]\]", r"\[\(.*?\)\]", r"\(\(\(.*?\)\)\)", r"\(\(.*?\)\)", r"\{\{.*?\}\}"),
        *(r"\[\".*?\"\]", r"\(\".*?\"\)", r"\{\".*?\"\}", r"\[.*?\]", r"\(.*?\)", r"\{.*?\}", r">.*?\]"),
    )
)
_NODE = re.compile(rf"\s*([\w.-]*\w)\s*({_SHAPES})?(?:@\{{.*?\}})?(?::::?[\w-]+)?")
_PLAIN = r"[<xo]?(?:--+[->xo]|==+[=>xo]|-\.+-[>xo]?|~~~+)"
_TOLD = r"[<xo]?(?:--|==|-\.)\s*(?P<inner>[^|]*?)\s*(?:--+[->xo]|==+[=>xo]|\.+-[>xo]?)"
_ARROW = re.compile(rf"\s*(?:(?P<plain>{_PLAIN})|{_TOLD})\s*(?:\|(?P<label>[^|]*)\|)?")
_IGNORED = ("style", "classdef", "class", "click", "linkstyle", "direction", "acctitle", "accdescr")


@dataclass(slots=True)
class _Chart:
    stages: list[tuple[str, list[str]]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    homes: dict[str, int] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)


def _flowchart(lines: list[_Line], title: str, reading: Reading) -> JourneyMap:
    chart, open_stages = _Chart(), list[int]()
    rest = [_Line(lines[0].number, one) for one in lines[0].text.split(";")[1:]]
    for line in [*rest, *(one for one in lines[1:] if not one.text.startswith("%%"))]:
        word = line.text.split(maxsplit=1)[0].casefold().rstrip(":") if line.text.strip() else ""
        if word == "subgraph":
            chart.stages.append((_subgraph(line.text), []))
            open_stages.append(len(chart.stages) - 1)
        elif word == "end" and open_stages:
            open_stages.pop()
        elif word == "acctitle":
            title = title or read_text(line.text.partition(":")[2])
        elif word in _IGNORED:
            reading.left_out.add(f"lines that begin with {word}", line.text)
        elif word:
            _statement(line, chart, reading, stage=open_stages[-1] if open_stages else None)
    if not chart.names:
        reading.faults.append("expected nodes below the line flowchart, got none")
    if len(chart.names) > MOST_STEPS:
        reading.faults.append(f"expected at most {MOST_STEPS:,} nodes, got {len(chart.names):,}")
    reading.check()
    return _map_of_chart(chart, title, reading)


def _subgraph(text: str) -> str:
    said = text.split(maxsplit=1)[1] if " " in text else ""
    found = re.search(r'\[\s*"?(.*?)"?\s*\]\s*$', said)
    return read_text(found[1] if found else said.strip().strip('"'))


def _statement(line: _Line, chart: _Chart, reading: Reading, *, stage: int | None) -> None:
    """Notes the nodes and arrows of a line such as `a["One"] --> b & c -->|"text"| d`."""
    text, at, before, label = line.text.rstrip(";"), 0, list[str](), None
    while at < len(text):
        group, at = _group(text, at, chart, stage=stage)
        if not group:
            reading.faults.append(f"line {line.number}: expected nodes and arrows, got {text[at:]!r:.60}")
            return
        if label is not None:
            chart.links += [(one, other, label) for one in before for other in group]
        arrow = _ARROW.match(text, at)
        if arrow is None:
            at = len(text) if not text[at:].strip() else at
            if at < len(text):
                reading.faults.append(f"line {line.number}: expected an arrow, got {text[at:]!r:.60}")
            return
        is_hidden = (arrow["plain"] or "").startswith("~~~")
        label = None if is_hidden else read_text((arrow["label"] or arrow["inner"] or "").strip().strip('"'))
        before, at = group, arrow.end()


def _group(text: str, at: int, chart: _Chart, *, stage: int | None) -> tuple[list[str], int]:
    found: list[str] = []
    while node := _NODE.match(text, at):
        name, shape = node[1], node[2]
        _note_node(chart, name, shape, stage=stage)
        found.append(name)
        at = node.end()
        more = re.compile(r"\s*&").match(text, at)
        if not more:
            break
        at = more.end()
    return found, at


def _note_node(chart: _Chart, name: str, shape: str | None, *, stage: int | None) -> None:
    if shape is not None:
        chart.names[name] = read_text(shape.strip("[](){}<>/\\").strip().strip('"').strip())
    chart.names.setdefault(name, name)
    if name not in chart.homes or (chart.homes[name] == -1 and stage is not None):
        chart.homes[name] = -1 if stage is None else stage


def _map_of_chart(chart: _Chart, title: str, reading: Reading) -> JourneyMap:
    build = MapBuild()
    build.add(RecordKind.MAP, title=title)
    homeless = [name for name, home in chart.homes.items() if home == -1]
    stages = [build.add(RecordKind.STAGE, name=name, position=at) for at, (name, _) in enumerate(chart.stages)]
    if homeless:
        stages.append(build.add(RecordKind.STAGE, position=len(stages)))
        reading.became.append(f"{len(homeless)} nodes outside of subgraphs: steps of a last stage without a name")
    steps, counts = dict[str, str](), dict[str, int]()
    for name, home in chart.homes.items():
        stage = stages[home]
        place = counts[stage] = counts.get(stage, -1) + 1
        steps[name] = build.add(RecordKind.STEP, name=chart.names[name] or name, stage=stage, position=place)
    for one, other, label in chart.links:
        build.add(RecordKind.LINK, from_=steps[one], to=steps[other], text=label)
    reading.became += list(_counted(chart))
    return build.map()


def _counted(chart: _Chart) -> Iterator[str]:
    yield f"{len(chart.stages)} subgraphs: stages"
    yield f"{len(chart.names)} nodes: steps"
    if chart.links:
        yield f"{len(chart.links)} arrows: links"
