"""How soon every number of a map stands after a change of its filter, beside exact transitions under the same one."""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.history import History, generated
from resa.app.figures import MapFilter, figures_of
from resa.app.rememberedmap import forget, numbers
from resa.app.workspace import Workspace, open_workspace
from resa.kernels.transition import TransitionWaits
from resa.mapping.structure import structure
from resa.model.journeymap import JourneyMap, RecordKind
from resa.store.assignment import Assignment
from resa.store.batch import Batch
from resa.store.engines.local.engine import LocalEngine
from resa.store.schema import INTERACTIONS, RECORD_COLUMNS, REJECTED, YIELDED

COUNTRIES = ("SE", "NO", "DK", "FI", "GB")
_PIECE = 1_000_000
_NOBODY = np.empty(0, np.int32)
_KINDS = {
    "receipt": "order",
    "newsletter": "message_sent",
    "parcel notice": "message_sent",
    "campaign text": "message_opened",
    "order confirmation": "message_delivered",
    "checkout": "cart",
}


@dataclass(frozen=True, slots=True)
class FilterChange:
    """Medians in milliseconds over random filters; `cells` is how many cells of the map showed a figure."""

    interactions: int
    filters: int
    map: float
    transitions: float
    cells: int

    @property
    def allowed(self) -> float:
        """Four exact transition folds and 100 ms."""
        return 4 * self.transitions + 100


def filter_change(interactions: int, *, filters: int = 20, seed: int = 5) -> FilterChange:
    history = generated(interactions)
    rng = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder) / "workspace"
        _fill(at, history)
        workspace = open_workspace(at)
        workspace.regroup()
        document = _sixty_cells(structure(numbers(workspace)))
        wheres = list(_filters(history, rng, many=filters + 2))
        times = [_one(workspace, document, where, is_map_first=at % 2 == 0) for at, where in enumerate(wheres)][
            2:
        ]  # the first ones wait for the compiler
        workspace.engine.close()
    ours, folds, cells = np.array(times).T
    return FilterChange(interactions, filters, float(np.median(ours)), float(np.median(folds)), int(np.median(cells)))


def _one(workspace: Workspace, document: JourneyMap, where: str, *, is_map_first: bool) -> tuple[float, float, int]:
    """Asks both in turn, for who asks first judges the filter and the other finds that done."""
    forget(workspace, where)
    asked = MapFilter(where=where)
    taken = {}
    for what in ("map", "folds") if is_map_first else ("folds", "map"):
        begin = time.perf_counter()
        if what == "map":
            found = figures_of(document, None, workspace=workspace, asked=asked, has_findings=False)
        else:
            workspace.engine.fold([TransitionWaits()], scope=workspace.scope(where))
        taken[what] = 1000 * (time.perf_counter() - begin)
    return taken["map"], taken["folds"], len(found.cells)


def _sixty_cells(found: JourneyMap) -> JourneyMap:
    """The map with its first sixty cells: those of figures and stages before those of single touchpoints."""
    cells = sorted(found.of_kind(RecordKind.CELL), key=lambda one: one.content("step") is not None)
    gone = {one.id for one in cells[60:]}
    return JourneyMap.of(one for one in found.records.values() if one.id not in gone)


def _filters(history: History, rng: np.random.Generator, *, many: int) -> Iterator[str]:
    """Yields one to three conditions: channels, a period, countries, has, has not."""
    start = datetime.fromtimestamp(history.partition.origin + int(history.partition.time.min()), UTC)
    for _ in range(many):
        first = start + timedelta(days=int(rng.integers(0, 300)))
        last = first + timedelta(days=int(rng.integers(7, 120)))
        every = (
            f"channel in ({_channels(history, rng)})",
            f"time >= {first:%Y-%m-%d} and time < {last:%Y-%m-%d}",
            f"profile.country in ({', '.join(rng.permutation(COUNTRIES)[:2])})",
            f"has(channel in ({_channels(history, rng)}))",
            f"not has(channel in ({_channels(history, rng)}))",
        )
        yield " and ".join(every[at] for at in rng.permutation(5)[: rng.integers(1, 4)])


def _channels(history: History, rng: np.random.Generator) -> str:
    return ", ".join(rng.permutation(history.channels)[: rng.integers(1, 6)].tolist())


def _fill(folder: Path, history: History) -> None:
    engine = LocalEngine.open(folder, create=True)
    interactions = history.partition.interactions
    for first in range(0, interactions, _PIECE):
        engine.append(_batch(history, np.arange(first, min(first + _PIECE, interactions))))
    own = np.arange(history.partition.units, dtype=np.int32)
    engine.append(_told(history))
    engine.assign(Assignment(own, _NOBODY, np.empty(0, np.int64), _NOBODY))
    engine.compact()
    engine.close()


def _batch(history: History, rows: np.ndarray) -> Batch:
    partition, size = history.partition, len(rows)
    unit = np.searchsorted(partition.offsets, rows, side="right") - 1
    place, places = partition.place[rows], partition.dictionary.places
    kinds = [_KINDS.get(one.name.split(" 2")[0], "") for one in places]
    is_order = np.array([kind == "order" for kind in kinds])[place]
    is_call = np.array([one.channel in ("phone", "chat") for one in places])[place]
    time_us = (partition.time[rows].astype(np.int64) + partition.origin) * 1_000_000 + rows * 7919 % 1_000_000
    given = {
        "record": pa.array(np.arange(size)),
        "part": pa.array(np.zeros(size, np.uint8)),
        "subject": pa.array(unit.astype(np.int32)),
        "time": pa.array(time_us, pa.timestamp("us", tz="UTC")),
        "is_date": pa.array(np.zeros(size, bool)),
        "channel": _texts(place, [one.channel for one in places]),
        "name": _texts(place, [one.name for one in places]),
        "kind": _texts(place, kinds),
        "offset_minutes": pa.array(np.full(size, 60, np.int16)),
        "money_minor": pa.array(rows % 90_000 + 1000, mask=~is_order),
        "order_id": pa.array(rows.astype(str), mask=~is_order),
        "currency": pa.array(np.full(size, "SEK"), mask=~is_order),
        "wait_seconds": pa.array((rows % 900).astype(np.float64), mask=~is_call),
        "topic": pa.array(np.array(["delivery", "size", "return", "price"])[rows % 4], mask=~is_call),
    }
    columns = [_column(given, one, size=size) for one in INTERACTIONS]
    yielded = {"interactions": pa.table(columns, schema=INTERACTIONS)}
    return Batch("web", _records(size, first=int(rows[0])), yielded, REJECTED.empty_table(), size)


def _told(history: History) -> Batch:
    """A country for everybody, and an answer from every fifth customer."""
    everybody = np.arange(history.partition.units)
    asked = everybody[::5]
    places = history.partition.dictionary.places
    last = history.partition.offsets[1:][asked] - 1
    seconds = history.partition.time[last].astype(np.int64) + history.partition.origin
    profiles = {
        "subject": pa.array(everybody.astype(np.int32)),
        "properties": pa.array(
            [[("country", COUNTRIES[code])] for code in history.country.tolist()],
            YIELDED["profiles"].field("properties").type,
        ),
    }
    answers = {
        "subject": pa.array(asked.astype(np.int32)),
        "time": pa.array(seconds * 1_000_000, pa.timestamp("us", tz="UTC")),
        "metric": pa.array(np.array(["csat", "nps"])[asked % 2]),
        "score": pa.array((asked % 5 + 1).astype(np.float64)),
        "score_low": pa.array(np.ones(len(asked))),
        "score_high": pa.array(np.full(len(asked), 5.0)),
        "is_answer": pa.array(np.ones(len(asked), bool)),
        "question": pa.array(np.full(len(asked), "q")),
        "channel": _texts(history.partition.place[last], [one.channel for one in places]),
        "touchpoint": _texts(history.partition.place[last], [one.name for one in places]),
        "text": pa.array(np.where(asked % 3 == 0, "Det gick bra, men tog tid.", "")),
    }
    tables = {"profiles": profiles, "answers": answers}
    yielded, first = {}, 0
    for name, given in tables.items():
        size = len(given["subject"])
        given |= {"record": pa.array(first + np.arange(size)), "part": pa.array(np.zeros(size, np.uint8))}
        yielded[name] = pa.table([_column(given, one, size=size) for one in YIELDED[name]], schema=YIELDED[name])
        first += size
    return Batch("crm", _records(first, first=1 << 40), yielded, REJECTED.empty_table(), first)


def _column(given: dict[str, pa.Array], field: pa.Field, *, size: int) -> pa.Array:
    return given.get(field.name, pa.nulls(size, field.type)).cast(field.type)


def _records(size: int, *, first: int) -> pa.Table:
    records = {
        "_key_high": pa.array(np.zeros(size, np.uint64)),
        "_key_low": pa.array(np.arange(first, first + size, dtype=np.uint64)),
        "_position": pa.array(np.arange(size)),
        "_file": _texts(np.zeros(size, np.int32), ["rows.csv"]),
        "_damaged": pa.nulls(size, pa.string()),
    }
    return pa.table([records[name] for name in RECORD_COLUMNS.names], schema=RECORD_COLUMNS)


def _texts(codes: np.ndarray, texts: list[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(texts, pa.string()))


def told(found: FilterChange) -> str:
    return (
        f"{found.filters} random filters on a map of {found.cells} bound cells, {found.interactions:,} interactions: every "
        f"number in {found.map:.0f} ms (median); exact transitions with medians under the same filters "
        f"{found.transitions:.0f} ms, so {found.allowed:.0f} ms (4 of these + 100 ms) are wanted at most."
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interactions", type=int, default=10_000_000)
    parser.add_argument("--filters", type=int, default=20)
    asked = parser.parse_args()
    print(told(filter_change(asked.interactions, filters=asked.filters)))
    print(f"Load average of the machine at the end: {os.getloadavg()[0]:.1f}.")
