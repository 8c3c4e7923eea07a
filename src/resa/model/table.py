"""The answer to a question, as rows under named columns, with what they rest on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from resa.model.measurement import Base


@dataclass(frozen=True, slots=True)
class Measure:
    """What a column of figures means: its unit and the arithmetic behind it."""

    unit: str
    variant: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that answer one question.

    Each row is a mapping with the keys of `columns`; optional keys (`<field>_interval`, `small_sample`) follow where
    they apply. `base` says who was counted, `measures` what each figure column means. Rows name stages by their ids;
    `stages` are the names that people gave some of them.
    """

    what: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    base: Base
    as_of: datetime
    revision: int
    per: str = "customer"
    where: str | None = None
    measures: Mapping[str, Measure] = field(default_factory=dict)
    is_exact: bool = True
    notes: tuple[str, ...] = ()  # what a reader must know: defaults that were applied, what is absent and why
    by: str | None = None  # what it is split by, or what a step is, where somebody chose it
    stages: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Sequence[Any]:
        """Returns the values of one column, top to bottom."""
        return [row.get(name) for row in self.rows]

    def all_columns(self) -> list[str]:
        """Returns the names of `columns` and of the optional keys that some row carries."""
        names = dict.fromkeys(self.columns)
        for row in self.rows:
            names.update(dict.fromkeys(row))
        return list(names)

    def to_json(self) -> dict[str, Any]:
        """Returns the documented envelope: what, per, by, where, as_of, revision, base, measures, rows and notes.

        `stages` is in it where people gave some a name.
        """
        period = self.base.period
        return {
            "what": self.what,
            "per": self.per,
            "by": self.by,
            "where": self.where,
            "as_of": self.as_of.isoformat(),
            "revision": self.revision,
            "base": {
                "customers": self.base.customers,
                "journeys": self.base.journeys,
                "interactions": self.base.interactions,
                "from": period.start.isoformat() if period else None,
                "to": period.end.isoformat() if period else None,
            },
            "measures": {name: {"unit": m.unit, "variant": m.variant} for name, m in self.measures.items()},
            **({"stages": dict(self.stages)} if self.stages else {}),
            "rows": [dict(row) for row in self.rows],
            "exact": self.is_exact,
            "notes": list(self.notes),
        }
