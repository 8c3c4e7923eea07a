"""A Mermaid text, whichever of the diagrams that are read it is."""

from resa.mapping.reading.mermaid.flowchart import flowchart_map
from resa.mapping.reading.mermaid.journey import journey_map
from resa.mapping.reading.mermaid.line import Line, lines_of
from resa.mapping.reading.report import Reading, ReadMap


def read_mermaid(name: str, text: str) -> ReadMap:
    """Returns the map that a journey or a flowchart draws; raises `UnreadableMapError` with every fault by line."""
    reading = Reading("Mermaid", name)
    title, lines = lines_of(text, reading)
    head = lines[0] if lines else Line(1, "")
    kind = head.text.split(maxsplit=1)[0].casefold() if head.text else ""
    if kind == "journey":
        return reading.done(journey_map(lines[1:], title, reading))
    if kind.removesuffix("-elk") in ("graph", "flowchart"):
        return reading.done(flowchart_map(lines, title, reading))
    reading.faults.append(f"line {head.number}: expected journey or flowchart, got {head.text!r:.60}")
    reading.check()
    raise AssertionError("a fault was noted")
