"""The columns of an answer as files of rows hold them: one figure in each, with its unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resa.model.table import Measure, Table

INTERVAL = "_interval"
ENDS = ("_low", "_high")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its figures mean (None for words), and where in the answer it comes from.

    `said` and `unit` are what people read instead of keys.
    """

    name: str
    measure: Measure | None
    source: str
    end: int | None = None  # of an interval: 0 is its low end, 1 its high one
    said: str | None = None
    unit: str | None = None

    @property
    def head(self) -> str:
        """What stands above the column."""
        return self.said or self.name

    def of(self, row: Mapping[str, Any]) -> Any:
        """Returns what stands in this column of a row."""
        content = row.get(self.source)
        return content if self.end is None or content is None else content[self.end]


def columns_of(table: Table) -> tuple[Column, ...]:
    """Returns the columns of an answer, optional ones included; an interval is two of them, its low and high end."""
    found: list[Column] = []
    for name in _beside(table.all_columns()):
        measure = table.measures.get(name.removesuffix(INTERVAL))
        if _is_interval(name, (row.get(name) for row in table.rows)):
            found += [Column(f"{name}{ending}", measure, name, end) for end, ending in enumerate(ENDS)]
        else:
            found.append(Column(name, measure, name))
    return tuple(found)


def rows_of(columns: Iterable[Column], table: Table) -> Iterable[dict[str, Any]]:
    """Yields the rows with these columns; paths are one text with arrows, as people write them."""
    kept = tuple(columns)
    for row in table.rows:
        yield {column.name: _told(column.of(row)) for column in kept}


def _told(content: Any) -> Any:
    is_path = isinstance(content, list | tuple) and all(isinstance(one, str) for one in content)
    return " → ".join(content) if is_path else content


def _beside(names: Sequence[str]) -> list[str]:
    """Returns the names in their order, every interval beside its figure."""
    known = set(names)
    first = [name for name in names if not (name.endswith(INTERVAL) and name.removesuffix(INTERVAL) in known)]
    return [one for name in first for one in (name, f"{name}{INTERVAL}") if one in known]


def _is_interval(name: str, contents: Iterable[Any]) -> bool:
    known = [one for one in contents if one is not None]
    return (
        name.endswith(INTERVAL)
        and bool(known)
        and all(isinstance(one, list | tuple) and len(one) == 2 for one in known)
    )
