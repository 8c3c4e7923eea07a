"""Records as received become what they yield, or are rejected with every reason; a batch at a time, on whole columns.

A record with a fault is rejected as a whole and yields nothing, so that mending it and replaying gives all of it. A
record without a usable identifier is no fault: what it yields counts in totals.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.commerce import orders
from resa.collect.competitor import kept_apart
from resa.collect.draft import Circumstances, Draft, Reading, finished
from resa.collect.fault import Faults
from resa.collect.happening import answers, interactions
from resa.collect.identify import identified
from resa.collect.instant import UNKNOWN, Instants
from resa.collect.keyed import keyed
from resa.collect.lookup import looked_up
from resa.collect.once import Once
from resa.collect.person import consents, profiles
from resa.collect.readers.raw import RawBatch
from resa.collect.sheet import Sheet
from resa.collect.spec import SourceSpec
from resa.collect.speccolumn import property_columns
from resa.collect.trimmed import Trimmed
from resa.store.schema import YIELDED

YEAR_US = 366 * 86_400 * 1_000_000
_DAY_US = 86_400 * 1_000_000


@dataclass(frozen=True, slots=True)
class Judged:
    """What a batch yields: tables named as in `store.schema.YIELDED`, but without `subject`.

    `record` counts the batch's rows from 0, then its damaged records. `identifiers` and `times` (microseconds,
    `UNKNOWN` where there is none) are aligned with the rows; rejected rows have no identifiers. `refused` counts
    placeholders that stood where an identifier was expected, by (namespace, text).
    """

    yielded: Mapping[str, pa.Table]
    identifiers: tuple[tuple[str, pa.Array], ...]
    rejected: pa.Table
    times: NDArray[np.int64]
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()


def judge(
    batch: RawBatch,
    spec: SourceSpec,
    *,
    circumstances: Circumstances,
    once: Once | None = None,
    where: str = "",
    trimmed: Trimmed | None = None,
) -> Judged:
    """Returns what the records of a batch yield under a spec; see `Judged`.

    `once` remembers across batches what is yielded once only; without it only this batch is looked at. `where` names
    the file in sentences; `trimmed` holds the batch's columns where they were trimmed already. Cost: 0.5 to 1 µs a row
    for a few plain columns, some 2 with e-mail and phone.
    """
    rows = batch.rows
    own = trimmed or Trimmed(rows)
    sheet = Sheet(rows, extra=looked_up(rows, spec.lookups, references=circumstances.references), trimmed=own)
    reading = Reading(sheet, spec, circumstances, Faults(sheet.n, where or spec.source))
    who = identified(sheet, spec=spec, region=circumstances.region)
    times = _record_times(reading)
    drafts = [
        *interactions(reading, times=times),
        *answers(reading, times=times),
        *orders(reading, times=times),
        *profiles(reading),
        *consents(reading, times=times),
    ]
    drafts, is_ours = kept_apart(drafts, reading)
    good = ~reading.faults.is_bad
    return Judged(
        _yielded(drafts, reading, good, once or Once()),
        tuple((namespace, _only(texts, good & is_ours)) for namespace, texts in who.identifiers),
        reading.faults.table(damaged=batch.damaged),
        times.us if times is not None else np.full(sheet.n, UNKNOWN),
        who.refused,
        (*reading.notes, *_repairs(sheet)),
    )


def _only(texts: pa.Array, good: NDArray[np.bool_]) -> pa.Array:
    return texts if good.all() else pc.if_else(pa.array(good), texts, None)


def _yielded(drafts: list[Draft], reading: Reading, good: NDArray[np.bool_], once: Once) -> dict[str, pa.Table]:
    shared, properties = _properties(drafts, reading)
    tables: dict[str, list[pa.Table]] = {}
    for draft in drafts:
        rows = np.flatnonzero(draft.applies & good)
        if draft.once is not None:
            rows = once.first(draft.once[0], draft.once[1], rows=rows)
        if len(rows):
            own = keyed({**shared, **draft.further}, n=reading.sheet.n) if draft.further else properties
            table = finished(draft, rows=rows, schema=YIELDED[draft.kind], properties=own)
            tables.setdefault(draft.kind, []).append(table)
    return {kind: pieces[0] if len(pieces) == 1 else _stacked(pieces) for kind, pieces in tables.items()}


def _properties(drafts: list[Draft], reading: Reading) -> tuple[dict[str, pa.Array], pa.Array | None]:
    """Returns the columns that are kept beside the fields, and the same in one where any rule takes just these."""
    if not any(draft.has_properties for draft in drafts):
        return {}, None
    shared = {name: reading.sheet.text(name) for name in property_columns(reading.spec, reading.sheet.names)}
    is_wanted = shared and any(draft.has_properties and not draft.further for draft in drafts)
    return shared, keyed(shared, n=reading.sheet.n) if is_wanted else None


def _stacked(pieces: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(pieces).unify_dictionaries().combine_chunks()


def _record_times(reading: Reading) -> Instants | None:
    """Returns the records' times; where our own clock is known, times of clocks that are years off follow it."""
    spec = reading.spec
    if spec.time is None:
        return None
    everywhere = np.ones(reading.sheet.n, dtype=bool)
    if spec.received is None:
        return reading.time(spec.time, rows=everywhere)
    told, received = reading.quiet_time(spec.time), reading.time(spec.received, rows=everywhere)
    both = (told.us != UNKNOWN) & (received.us != UNKNOWN)
    late_by = (received.us * both) - (told.us * both)
    off = both & ((late_by < -_DAY_US) | (late_by > YEAR_US))
    read = reading.time(spec.time, rows=~off)
    if not off.any():
        return read
    reading.notes.append(
        f"{int(off.sum())} times came from clocks that are days or years off: the time of receipt stands"
    )
    corrected = np.where(off, received.us, read.us)
    return Instants(corrected, read.is_fault, read.is_date & ~off, read.offset)


def _repairs(sheet: Sheet) -> list[str]:
    if not sheet.repaired:
        return []
    before, after = next(iter(sheet.repaired.items()))
    return [
        f"{len(sheet.repaired)} texts with damaged letters were repaired where certain, e.g. {before!r} to {after!r}"
    ]
