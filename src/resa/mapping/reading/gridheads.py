"""Where the heads of a table stand: which row names the stages, which the steps, and what lies above them."""

from dataclasses import dataclass

from resa.mapping.mapwords import lane_kind, squeezed
from resa.mapping.reading.sheet import Sheet

LOOKED_THROUGH = 20
"""Rows in which heads are looked for."""

STAGE_WORDS = frozenset(
    [
        "stage",
        "stages",
        "phase",
        "phases",
        "journey",
        "stage",
        "fas",
        "faser",
        "skede",
        "skeden",
        "fase",
        "etape",
        "etaper",
        "stadium",
        "stadie",
        "steg",
    ]
)
STEP_WORDS = frozenset(
    ["step", "steps", "substep", "sub-steps", "steg", "delsteg", "trin", "deltrin", "trinn", "deltrinn", "aktivitet"]
)


@dataclass(frozen=True, slots=True)
class StageHead:
    """A stage, and the first and last of its columns."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a table: `labels` is the column of lane names, `body` the first row below the heads.

    `steps` are names by column. `title` and `above` stood above the heads: pairs of a name and what it says.
    """

    labels: int
    stages: tuple[StageHead, ...]
    steps: dict[int, str]
    body: int
    title: str
    above: tuple[tuple[str, str], ...]


def upright(sheet: Sheet) -> Sheet:
    """Returns the sheet with lanes down: turned where its first row, and not its first column, names lanes.

    >>> upright(Sheet("a", (("Stage", "Pains"), ("Buy", "Queue"), ("Use", "Noise")), {})).at(1, 0)
    'Pains'
    """
    labels = _labels(sheet)
    down = _lanes_in([sheet.at(row, labels) for row in range(len(sheet.rows))])
    across = max((_lanes_in(list(row)) for row in sheet.rows[:LOOKED_THROUGH]), default=0)
    return sheet.turned() if across > down else sheet


def heads_of(sheet: Sheet) -> Heads | None:
    """Returns the heads of a sheet with lanes down, None where none can be found."""
    labels = _labels(sheet)
    row = _stage_row(sheet, labels)
    if row is None:
        return None
    step_row = _step_row(sheet, row, labels)
    stages = _stages(sheet, row, labels)
    steps = (
        {c: str(sheet.at(step_row, c)) for c in sheet.filled(step_row, after=labels)} if step_row is not None else {}
    )
    title, above = _above(sheet, row)
    return Heads(labels, stages, steps, (row if step_row is None else step_row) + 1, title, above)


def _labels(sheet: Sheet) -> int:
    """Returns the first column in which something stands."""
    rows = range(len(sheet.rows))
    return next((c for c in range(sheet.width) if any(sheet.at(row, c) is not None for row in rows)), 0)


def _lanes_in(cells: list[object]) -> int:
    return sum(isinstance(one, str) and lane_kind(one) is not None for one in cells)


def _stage_row(sheet: Sheet, labels: int) -> int | None:
    """Returns the row that says it names stages, else the first that covers half as many columns as the fullest."""
    rows = range(min(len(sheet.rows), LOOKED_THROUGH))
    for row in rows:
        if squeezed(str(sheet.at(row, labels) or "")) in STAGE_WORDS and any(sheet.filled(row, after=labels)):
            return row
    covered = [_covered(sheet, row, labels) for row in range(len(sheet.rows))]
    fullest = max(covered, default=0)
    return next((row for row in rows if covered[row] and covered[row] * 2 >= min(fullest, sheet.width)), None)


def _covered(sheet: Sheet, row: int, labels: int) -> int:
    """Returns how many columns of a row hold something; one cell across everything is a title, and counts once."""
    spans = [sheet.span(row, column) for column in sheet.filled(row, after=labels)]
    return sum(one.right - one.left + 1 for one in spans)


def _step_row(sheet: Sheet, row: int, labels: int) -> int | None:
    below = sheet.span(row, labels).bottom + 1
    if sheet.span(row, labels).bottom > row:
        below = row + 1  # the label is merged over both rows of heads
    label = squeezed(str(sheet.at(below, labels) or ""))
    count = len(list(sheet.filled(below, after=labels)))
    is_named = label in STEP_WORDS and count >= 1
    stages = len(list(sheet.filled(row, after=labels)))
    is_below = not label and count > stages and all(isinstance(sheet.at(below, c), str) for c in sheet.filled(below))
    return below if is_named or is_below else None


def _stages(sheet: Sheet, row: int, labels: int) -> tuple[StageHead, ...]:
    """Returns the stages of a row: each reaches to where the next begins; neighbours of one name are one stage."""
    columns = list(sheet.filled(row, after=labels))
    found: list[StageHead] = []
    for at, column in enumerate(columns):
        last = columns[at + 1] - 1 if at + 1 < len(columns) else max(sheet.width - 1, sheet.span(row, column).right)
        name = str(sheet.at(row, column))
        if found and found[-1].name == name:
            found[-1] = StageHead(name, found[-1].first, last)
        else:
            found.append(StageHead(name, column, last))
    return tuple(found)


def _above(sheet: Sheet, row: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Returns the title, the first text that stands alone, and what else stood above the heads."""
    title, told = "", list[tuple[str, str]]()
    for one in range(row):
        texts = [str(sheet.at(one, column)) for column in sheet.filled(one)]
        if len(texts) == 1 and not title:
            title = texts[0]
        elif len(texts) == 1:
            name, sign, said = texts[0].partition(":")
            told.append((name.strip(), said.strip()) if sign else ("", texts[0]))
        elif texts:
            told.append((texts[0].rstrip(": "), " ".join(texts[1:])))
    return title, tuple(told)
