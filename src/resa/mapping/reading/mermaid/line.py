"""The lines of a Mermaid text that say something."""

from dataclasses import dataclass

from resa.mapping.export.mermaid import PERSONAS, UNKNOWN
from resa.mapping.reading.report import Reading

MOST_LINES = 20_000
LONGEST_LINE = 2_000
MOST_STEPS = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the spaces around it, and its number in the text, from 1."""

    number: int
    text: str


def lines_of(text: str, reading: Reading) -> tuple[str, list[Line]]:
    """Returns the title of the front matter, and the lines that say something."""
    found: list[Line] = []
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
            found.append(Line(number, line))
    return title, found
