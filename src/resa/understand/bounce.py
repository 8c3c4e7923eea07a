"""Visits that are one interaction, by where they begin; and how long pages take to load, where a source tells it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.entry import Entries
from resa.mapping.catalogue import Catalogue
from resa.model.condition import PROPERTY_PREFIX
from resa.model.journey import Unit
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import Answered, ends, revision_of, with_interval
from resa.understand.extent import Extents
from resa.understand.history import FieldSource, text_codes
from resa.understand.lens import Lens, Seen, lens
from resa.understand.reach import dictionary_of, met

_SAMPLE = 5_000  # interactions that are asked which columns their records had
_LOAD_WORDS = (
    "loadtime",
    "pageload",
    "loadduration",
    "largestcontentfulpaint",
    "laddtid",
    "lastetid",
    "indlæsningstid",
)
_UNITS = {"ms": 0.001, "msec": 0.001, "millis": 0.001, "milliseconds": 0.001}
_UNITS |= dict.fromkeys(("s", "sec", "secs", "seconds"), 1.0)


def bounces(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    by: str = "touchpoint",
    catalogue: Catalogue | None = None,
    source: FieldSource | None = None,
) -> Table:
    """Returns a row for each place where visits begin: how many do, and how many of them end there at once.

    Visits are sessions, whatever `scope` cuts; what the company sent alone begins none. A bounce is a visit of one
    interaction. Where records have a column that tells the load time of a page (its name says so, and its unit:
    `load_time_ms`), `median_load` is that of the interactions that visits begin with.
    """
    dictionary = dictionary_of(engine, scope=scope)
    visits = met(replace(scope, unit=Unit.SESSION), dictionary=dictionary)
    seen = lens(by, dictionary=dictionary, catalogue=catalogue)
    counts, extent = engine.fold([Seen(Entries(), seen), Extents()], scope=visits)
    loads = _loads(engine, source, scope=visits, seen=seen) if source else None
    channel = {one.id: one.channel for one in catalogue.touchpoints} if catalogue and by == "touchpoint" else {}
    entered = [code for code, begun in enumerate(counts[0].tolist()) if begun]
    rows = [_row(counts[:, code].tolist(), seen.names[code], channel) for code in entered]
    if loads:
        rows = [row | loads.columns(code) for row, code in zip(rows, entered, strict=True)]
    begun, bounced = counts.sum(axis=1).tolist()
    columns = ("entry", *(("channel",) if channel else ()), "visits", "bounced", "share")
    return Answered(visits, extent, now, revision_of(engine)).table(
        "bounce",
        columns=(*columns, *(("median_load", "loads") if loads else ())),
        rows=sorted(rows, key=lambda row: (-row["visits"], row["entry"])),
        measures={**_MEASURES, "median_load": Measure(loads.unit if loads else "seconds", "median")},
        notes=[
            f"{bounced} of {begun} visits are one interaction",
            loads.note if loads else "no column tells how long pages load, so load times are absent",
        ],
    )


_MEASURES = {
    "visits": Measure("sessions", "count"),
    "bounced": Measure("sessions", "one_interaction"),
    "share": Measure("share", "one_interaction_of_visits"),
    "median_load": Measure("seconds", "median"),
    "loads": Measure("interactions", "count"),
}


def _row(counts: Sequence[int], entry: str, channel: Mapping[str, str]) -> dict[str, Any]:
    """Returns how many visits begin at an entry and how many of them end there; its channel where any is known."""
    begun, bounced = counts
    where = {"channel": channel.get(entry)} if channel else {}
    share = figure.share(bounced, whole=begun)
    return {"entry": entry, **where, "visits": begun, "bounced": bounced, **with_interval("share", share)}


@dataclass(frozen=True, slots=True, eq=False)
class _Loads:
    """Load times of the interactions that visits begin with, NaN where unknown, and the code of what these are."""

    name: str
    told: NDArray[np.float64]
    codes: NDArray[np.int64]

    @property
    def unit(self) -> str:
        """Seconds, where the column's name says what it counts in."""
        return "seconds" if self._factor else "as_told"

    @property
    def note(self) -> str:
        """Says which column tells."""
        return f"load times are told by {PROPERTY_PREFIX}{self.name}" + (
            "" if self._factor else ", in a unit it does not name"
        )

    @property
    def _factor(self) -> float | None:
        return _UNITS.get(_words(self.name)[-1])

    def columns(self, code: int) -> dict[str, Any]:
        """Returns what is known of one entry."""
        mine = self.told[(self.codes == code) & (self.told >= 0)] * (self._factor or 1.0)
        measured = figure.median(mine, unit=self.unit)
        found: dict[str, Any] = {"median_load": measured.figure, "loads": measured.n}
        return found | ({"median_load_interval": ends(measured.interval)} if measured.interval else {})


def _loads(engine: Engine, source: FieldSource, *, scope: Scope, seen: Lens) -> _Loads | None:
    rows, codes = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    code_of_place = np.array([*seen.code_of_place, -1], np.int64)
    for partition in engine.partitions(scope):
        begin = partition.offsets[:-1]
        rows.append(partition.row[begin])
        codes.append(code_of_place[partition.place[begin]])
    begun = np.concatenate(rows)
    name = _load_property(source, begun)
    if name is None:
        return None
    column = PROPERTY_PREFIX + name
    told = source.fields(begun, names=(column,))[column]
    texts = text_codes(told)
    seconds = np.array([*(_number(word) for word in texts.names), np.nan])
    return _Loads(name, seconds[texts.codes], np.concatenate(codes))


def _load_property(source: FieldSource, rows: NDArray[np.int64]) -> str | None:
    """Returns the column that tells load times, as far as a sample of interactions shows; the first by name."""
    sample = rows[:: max(1, len(rows) // _SAMPLE)][:_SAMPLE]
    told = source.fields(sample, names=("properties",))["properties"].to_pylist()
    names = {name for one in told for name, _ in one or ()}
    return min((name for name in names if any(word in "".join(_words(name)) for word in _LOAD_WORDS)), default=None)


def _words(name: str) -> list[str]:
    """Returns the words of a column's name.

    >>> _words("pageLoadTime_ms")
    ['page', 'load', 'time', 'ms']
    """
    return re.findall(r"[a-zæøåäö]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()) or [""]


def _number(told: str) -> float:
    try:
        return float(told.replace(",", "."))
    except ValueError:
        return float("nan")
