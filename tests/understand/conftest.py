"""Small towns to ask about: rows that can be checked in the head, held by a real engine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from resa.mapping.catalogue import Catalogue, Said, catalogue, observed_places
from resa.model.condition import parse
from resa.model.journey import Unit
from resa.store.batch import Batch
from resa.store.engines.local.engine import LocalEngine
from resa.store.further import FurtherFields
from resa.store.port import Scope
from resa.store.schema import RECORD_COLUMNS, REJECTED, YIELDED

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
"""A Monday; times in the tests are days after it."""

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def day(days: float) -> datetime:
    """Returns the instant so many days after the first noon."""
    return NOON + timedelta(days=days)


@dataclass(frozen=True)
class Town:
    """An engine with its catalogue and the fields beyond partitions."""

    engine: LocalEngine
    catalogue: Catalogue

    @property
    def source(self) -> FurtherFields:
        current = self.engine.current()
        return FurtherFields(current.workspace, manifest=current.manifest, assignment=current.assignment)

    def asked(self, where: str | None = None, *, unit: Unit = Unit.CUSTOMER) -> dict[str, Any]:
        """Returns what every question takes: the scope and the clock."""
        condition = None if where is None else parse(where)
        return {"scope": Scope(where=condition, unit=unit, stages=self.stages), "now": NOW}

    @property
    def stages(self) -> dict[str, str]:
        return {touchpoint.id: touchpoint.placement.stage for touchpoint in self.catalogue.touchpoints}


Rows = Sequence[Mapping[str, Any]]
Build = Callable[..., Town]


@pytest.fixture
def town(tmp_path: Path) -> Build:
    """Returns a builder of towns; see `builder`."""
    return builder(tmp_path)


def builder(folder: Path) -> Build:
    """Returns a builder: rows of interactions, answers and profiles in, a town in that folder out.

    Rows name `who` (an integer subject; -1 nobody), `at` (days after the first noon), and any column of the schema.
    """

    def build(
        interactions: Rows,
        *,
        answers: Rows = (),
        profiles: Rows = (),
        competitors: Rows = (),
        said: Sequence[Said] = (),
    ) -> Town:
        engine = LocalEngine.open(folder / f"town{len(list(folder.iterdir()))}", create=True)
        tables = {"interactions": interactions, "answers": answers, "profiles": profiles, "competitors": competitors}
        yielded, count = {}, 0
        for name, rows in tables.items():
            yielded[name] = _table(name, rows, first_record=count)
            count += len(rows)
        engine.append(Batch("town", _records(count), yielded, REJECTED.empty_table(), count))
        found = catalogue(observed_places(engine.dictionary().places), said=said)
        engine.group(found.grouping())
        return Town(engine, found)

    return build


_NEEDED = {
    "interactions": {"channel": "web", "name": "", "kind": "", "is_date": False},
    "answers": {"question": "q", "metric": "csat", "is_answer": True},
    "profiles": {},
    "competitors": {"question": "q", "metric": "csat", "is_answer": True},
}


def _table(name: str, rows: Rows, *, first_record: int) -> pa.Table:
    full = []
    for number, row in enumerate(rows):
        one = {**_NEEDED[name], **row, "record": first_record + number, "part": 0, "subject": row["who"]}
        one["time"] = day(row["at"]) if row.get("at") is not None else None
        if "properties" in row:
            one["properties"] = list(row["properties"].items())
        full.append(one)
    schema = YIELDED[name]
    plain = {
        field.name: pa.array(
            [one.get(field.name) for one in full],
            field.type.value_type if pa.types.is_dictionary(field.type) else field.type,
        )
        for field in schema
    }
    return pa.table(plain).cast(schema)


def _records(count: int) -> pa.Table:
    plain = {
        "_key_high": pa.array(range(count), pa.uint64()),
        "_key_low": pa.array([7] * count, pa.uint64()),
        "_position": pa.array(range(count), pa.int64()),
        "_file": pa.array(["rows.csv"] * count, pa.string()),
        "_damaged": pa.array([None] * count, pa.string()),
    }
    return pa.table(plain).cast(RECORD_COLUMNS)
