"""How soon late interactions stand in exact figures: from the call of `append` to the transitions."""

import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.history import History, generated
from resa.kernels.transition import Transitions, TransitionWaits
from resa.store.assignment import Assignment
from resa.store.batch import Batch
from resa.store.engines.local.engine import LocalEngine
from resa.store.port import Scope
from resa.store.schema import INTERACTIONS, RECORD_COLUMNS, REJECTED

LATE = 10_000
_PIECE = 1_000_000
_KEY = 1 << 40
_NOBODY = np.empty(0, np.int32)


def milliseconds(interactions: int, *, deliveries: int, seed: int = 3) -> np.ndarray:
    """Returns for each delivery how long it took until the exact transitions with their medians were there."""
    history = generated(interactions)
    rng = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as folder:
        engine = LocalEngine.open(Path(folder) / "workspace", create=True)
        _fill(engine, history)
        asked = [Transitions(), TransitionWaits()]
        engine.fold(asked, scope=Scope())
        times = []
        for number in range(deliveries + 1):
            late = rng.permutation(interactions)[:LATE]
            batch = _batch(history, late, later=int(rng.integers(1, 3_000)), first_key=_KEY * (number + 2))
            begin = time.perf_counter()
            engine.append(batch)
            engine.fold(asked, scope=Scope())
            times.append(1000 * (time.perf_counter() - begin))
        _check(engine, interactions + LATE * len(times), folder=Path(folder))
        engine.close()
    return np.array(times[1:])  # the first one waits for the compiler


def _fill(engine: LocalEngine, history: History) -> None:
    interactions = history.partition.interactions
    for first in range(0, interactions, _PIECE):
        rows = np.arange(first, min(first + _PIECE, interactions))
        engine.append(_batch(history, rows, later=0, first_key=first))
    own = np.arange(history.partition.units, dtype=np.int32)
    engine.assign(Assignment(own, _NOBODY, np.empty(0, np.int64), _NOBODY))
    engine.compact()


def _batch(history: History, rows: np.ndarray, *, later: int, first_key: int) -> Batch:
    """Returns interactions like those in these rows, `later` seconds after them."""
    partition, size = history.partition, len(rows)
    unit = np.searchsorted(partition.offsets, rows, side="right") - 1
    instants = (partition.time[rows].astype(np.int64) + partition.origin + later) * 1_000_000
    time_us = instants + (rows * 7919 + later) % 1_000_000  # no two of a customer at the same microsecond
    places = partition.dictionary.places
    given = {
        "record": pa.array(np.arange(size)),
        "part": pa.array(np.zeros(size, np.uint8)),
        "subject": pa.array(unit.astype(np.int32)),
        "time": pa.array(time_us, pa.timestamp("us", tz="UTC")),
        "is_date": pa.array(np.zeros(size, bool)),
        "channel": _texts(partition.place[rows], [place.channel for place in places]),
        "name": _texts(partition.place[rows], [place.name for place in places]),
        "kind": _texts(np.zeros(size, np.int32), [""]),
    }
    columns = [given.get(one.name, pa.nulls(size, one.type)).cast(one.type) for one in INTERACTIONS]
    records = {
        "_key_high": pa.array(np.zeros(size, np.uint64)),
        "_key_low": pa.array(np.arange(first_key, first_key + size, dtype=np.uint64)),
        "_position": pa.array(np.arange(size)),
        "_file": _texts(np.zeros(size, np.int32), ["late.csv"]),
        "_damaged": pa.nulls(size, pa.string()),
    }
    received = pa.table([records[name] for name in RECORD_COLUMNS.names], schema=RECORD_COLUMNS)
    yielded = {"interactions": pa.table(columns, schema=INTERACTIONS)}
    return Batch("web", received, yielded, REJECTED.empty_table(), size)


def _texts(codes: np.ndarray, texts: list[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(texts, pa.string()))


def _check(engine: LocalEngine, interactions: int, *, folder: Path) -> None:
    """The figures that were carried on are those of a store built afresh."""
    mine = engine.fold([TransitionWaits()], scope=Scope())[0]
    afresh = engine.rebuilt(folder).fold([TransitionWaits()], scope=Scope())[0]
    np.testing.assert_array_equal(mine.count, afresh.count)
    np.testing.assert_array_equal(mine.seconds, afresh.seconds)
    assert mine.count.sum() + len(engine.touched(-1)) == interactions
