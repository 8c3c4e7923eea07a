"""A Mermaid flowchart as a map: subgraphs are stages, nodes steps, arrows links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from resa.mapping.mermaidtext import read_text
from resa.mapping.reading.build import MapBuild
from resa.mapping.reading.mermaid.line import MOST_STEPS, Line
from resa.mapping.reading.report import Reading
from resa.model.journeymap import JourneyMap, RecordKind

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
_AND = re.compile(r"\s*&")
_IGNORED = ("style", "classdef", "class", "click", "linkstyle", "direction", "acctitle", "accdescr")


@dataclass(slots=True)
class _Chart:
    title: str
    stages: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    homes: dict[str, int] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    open_stages: list[int] = field(default_factory=list)


def flowchart_map(lines: list[Line], title: str, reading: Reading) -> JourneyMap:
    """Returns the map that a flowchart draws, its first line included; raises `UnreadableMapError` with every fault."""
    chart = _Chart(title)
    rest = [Line(lines[0].number, one) for one in lines[0].text.split(";")[1:]]
    for line in [*rest, *(one for one in lines[1:] if not one.text.startswith("%%"))]:
        if line.text.strip():
            _take(line, chart, reading)
    if not chart.names:
        reading.faults.append("expected nodes below the line flowchart, got none")
    if len(chart.names) > MOST_STEPS:
        reading.faults.append(f"expected at most {MOST_STEPS:,} nodes, got {len(chart.names):,}")
    reading.check()
    return _map_of_chart(chart, reading)


def _take(line: Line, chart: _Chart, reading: Reading) -> None:
    match line.text.split(maxsplit=1)[0].casefold().rstrip(":"):
        case "subgraph":
            chart.stages.append(_subgraph(line.text))
            chart.open_stages.append(len(chart.stages) - 1)
        case "end" if chart.open_stages:
            chart.open_stages.pop()
        case "acctitle":
            chart.title = chart.title or read_text(line.text.partition(":")[2])
        case word if word in _IGNORED:
            reading.left_out.add(f"lines that begin with {word}", line.text)
        case word if word:
            _statement(line, chart, reading, stage=chart.open_stages[-1] if chart.open_stages else None)


def _subgraph(text: str) -> str:
    said = text.split(maxsplit=1)[1] if " " in text else ""
    found = re.search(r'\[\s*"?(.*?)"?\s*\]\s*$', said)
    return read_text(found[1] if found else said.strip().strip('"'))


def _statement(line: Line, chart: _Chart, reading: Reading, *, stage: int | None) -> None:
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
        more = _AND.match(text, at)
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


def _map_of_chart(chart: _Chart, reading: Reading) -> JourneyMap:
    build = MapBuild()
    build.add(RecordKind.MAP, title=chart.title)
    homeless = [name for name, home in chart.homes.items() if home == -1]
    stages = [build.add(RecordKind.STAGE, name=name, position=at) for at, name in enumerate(chart.stages)]
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
