"""How many customers each channel, touchpoint and stage reaches, and how often."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Dictionary, Partition
from resa.kernels.reach import Reach
from resa.mapping.catalogue import Catalogue
from resa.model.channel import channel_of
from resa.model.stage import UNPLACED
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import COUNT, CUSTOMERS, MEDIAN_SECONDS, SHARE, Answered, Row, revision_of, with_interval
from resa.understand.extent import Extents
from resa.understand.history import FieldSource


def channels(engine: Engine, *, scope: Scope, now: datetime, source: FieldSource | None = None) -> Table:
    """Returns a row for each channel, most customers first.

    With `source`, and where nothing is filtered, interactions of nobody known are counted in `interactions` too.
    """
    dictionary = dictionary_of(engine, scope=scope)
    names = sorted(set(dictionary.channels))
    reached, extent = engine.fold([Reach.by_channel(dictionary), Extents()], scope=scope)
    nobody = anonymous_by_channel(source) if source and scope.where is None else Counter[str]()
    rows: list[Row] = [
        {
            "channel": name,
            "customers": int(reached.customers[at]),
            "interactions": int(reached.interactions[at]) + nobody[name],
            "physical": channel_of(name).is_physical,
        }
        for at, name in enumerate(names)
        if reached.interactions[at] or nobody[name]
    ]
    total = nobody.total()
    return Answered(scope, extent, now, revision_of(engine)).table(
        "channels",
        columns=("channel", "customers", "interactions", "physical"),
        rows=sorted(rows, key=lambda row: (-row["customers"], -row["interactions"], row["channel"])),
        measures={"customers": CUSTOMERS, "interactions": COUNT},
        notes=[f"{total} interactions of nobody known are counted here, and never in paths"] if total else (),
    )


def anonymous_by_channel(source: FieldSource) -> Counter[str]:
    """Returns how many interactions of nobody known each channel has."""
    found: Counter[str] = Counter()
    for place in source.anonymous_places().to_pylist():
        found[place["channel"]] += place["interactions"]
    return found


def touchpoints(engine: Engine, *, scope: Scope, now: datetime, catalogue: Catalogue) -> Table:
    """Returns a row for each touchpoint with any interaction, most customers first."""
    dictionary = dictionary_of(engine, scope=scope)
    reached, extent = engine.fold([Reach.by_touchpoint(dictionary), Extents()], scope=scope)
    known = {touchpoint.id: touchpoint for touchpoint in catalogue.touchpoints}
    rows: list[Row] = []
    for at, name in enumerate(dictionary.touchpoints):
        entry = known.get(name)
        if not reached.interactions[at]:
            continue
        rows.append(
            {
                "name": name,
                "channel": entry.channel if entry else _channel_of_touchpoint(at, dictionary=dictionary),
                "stage": entry.placement.stage if entry else UNPLACED,
                "provenance": str(entry.placement.provenance) if entry else "inferred",
                "customers": int(reached.customers[at]),
                "interactions": int(reached.interactions[at]),
                "rule": entry.placement.rule if entry else "none",
                "confidence": entry.placement.confidence if entry else 0.0,
            }
        )
    return Answered(scope, extent, now, revision_of(engine)).table(
        "touchpoints",
        columns=("name", "channel", "stage", "provenance", "customers", "interactions", "rule", "confidence"),
        rows=sorted(rows, key=lambda row: (-row["customers"], -row["interactions"], row["name"])),
        measures={"customers": CUSTOMERS, "interactions": COUNT, "confidence": Measure("share", "rule_margin")},
    )


def stages(engine: Engine, *, scope: Scope, now: datetime, catalogue: Catalogue) -> Table:
    """Returns a row for each stage, in order: who reached it, and the median time until any later stage.

    The time runs from a unit's first interaction in the stage to its first one after that in a later stage.
    """
    dictionary = dictionary_of(engine, scope=scope)
    numbers = stage_numbers(dictionary, catalogue=catalogue)
    code = tuple(int(numbers[touchpoint]) for touchpoint in dictionary.touchpoint_of_place.tolist())
    names = [stage.id for stage in catalogue.stages]
    reach = Reach(tuple(len(names) if stage < 0 else stage for stage in code))
    reached, waits, extent = engine.fold([reach, StageWaits(code, len(names)), Extents()], scope=scope)
    reached_customers = np.pad(reached.customers, (0, len(names) + 1 - len(reached.customers)))
    rows: list[Row] = []
    for at, name in enumerate([*names, UNPLACED]):
        customers = int(reached_customers[at])
        if name == UNPLACED and not customers:
            continue
        share = figure.share(customers, whole=extent.customers)
        seconds = float(np.median(waits[at])) if name != UNPLACED and len(waits[at]) else None
        row = {"stage": name, "customers": customers, **with_interval("share", share)}
        rows.append({**row, "median_seconds_to_next": seconds})
    return Answered(scope, extent, now, revision_of(engine)).table(
        "stages",
        columns=("stage", "customers", "share", "median_seconds_to_next"),
        rows=rows,
        measures={"customers": CUSTOMERS, "share": SHARE, "median_seconds_to_next": MEDIAN_SECONDS},
    )


@dataclass(frozen=True, slots=True, eq=False)
class StageSeconds:
    """Seconds from the first arrival in each stage to the first later stage after it, one array a stage."""

    seconds: tuple[NDArray[np.int64], ...]

    def __add__(self, other: Self) -> Self:
        return type(self)(tuple(np.concatenate(pair) for pair in zip(self.seconds, other.seconds, strict=True)))

    def finish(self) -> tuple[NDArray[np.int64], ...]:
        """Returns the waits of each stage, in no particular order."""
        return self.seconds


@dataclass(frozen=True, slots=True)
class StageWaits:
    """How long units stay in each stage before they go further; `stage_of_place` is -1 for none, by place code."""

    stage_of_place: tuple[int, ...]
    stages: int

    def of(self, partition: Partition) -> StageSeconds:
        """Returns the waits of these units."""
        stage = _by_place(partition, self.stage_of_place)
        unit = np.repeat(np.arange(partition.units), np.diff(partition.offsets))
        time = partition.time.astype(np.int64)
        return StageSeconds(tuple(_seconds_onward(at, stage, unit=unit, time=time) for at in range(self.stages)))


def _seconds_onward(
    at: int, stage: NDArray[np.int64], *, unit: NDArray[np.int64], time: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Returns the seconds between the first arrival in stage `at` and the next later stage, for units with both."""
    here = np.flatnonzero(stage == at)
    first = here[np.flatnonzero(np.diff(unit[here], prepend=-1))]
    later = np.flatnonzero(stage > at)
    follows = np.searchsorted(later, first)
    has_next = follows < len(later)
    first, after = first[has_next], later[follows[has_next]]
    same = unit[first] == unit[after]
    seconds: NDArray[np.int64] = (time[after] - time[first])[same]
    return seconds


def dictionary_of(engine: Engine, *, scope: Scope) -> Dictionary:
    """Returns what the codes of the engine's partitions stand for."""
    found = getattr(engine, "dictionary", None)
    if found is not None:
        dictionary: Dictionary = found() if callable(found) else found
        return dictionary
    return next(iter(engine.partitions(scope))).dictionary


def stage_numbers(dictionary: Dictionary, *, catalogue: Catalogue) -> NDArray[np.int64]:
    """Returns the 0-based stage of each touchpoint code, -1 where it is unplaced."""
    placed = {touchpoint.id: catalogue.stage_number(touchpoint.placement.stage) for touchpoint in catalogue.touchpoints}
    return np.array([placed.get(name, -1) for name in dictionary.touchpoints], np.int64)


def _channel_of_touchpoint(at: int, *, dictionary: Dictionary) -> str:
    places = [
        place for place, code in zip(dictionary.places, dictionary.touchpoint_of_place, strict=True) if code == at
    ]
    channels = Counter(place[1] for place in places)
    return min(channels, key=lambda one: (-channels[one], one))


def _by_place(partition: Partition, group_of_place: tuple[int, ...]) -> NDArray[np.int64]:
    if not partition.interactions:
        return np.zeros(0, np.int64)
    return np.array(group_of_place, np.int64)[partition.place]
