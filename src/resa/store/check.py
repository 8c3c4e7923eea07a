"""The check suite that every engine must pass: hard cases that one engine or another has got wrong.

`problems(make)` runs every case on an engine that `make` returns empty, and returns a sentence for each that fails.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from resa.kernels.partition import Dictionary, Partition
from resa.model.condition import parse
from resa.model.journey import Unit
from resa.store.assignment import Assignment
from resa.store.batch import Batch
from resa.store.port import Engine, Scope
from resa.store.schema import INTERACTIONS, PROFILES, RECORD_COLUMNS, REJECTED

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND


class CheckedEngine(Engine, Protocol):
    """An engine that also says what its codes stand for."""

    def dictionary(self) -> Dictionary:
        """Returns what the codes of partitions stand for."""


@dataclass(frozen=True, slots=True)
class Told:
    """One interaction for a check, in the fewest words. `at` is in microseconds since the epoch."""

    subject: int
    at: int
    name: str = "home"
    channel: str = "web"
    sequence: str | None = None
    key: int | None = None
    position: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def batch(told: Sequence[Told], *, source: str = "shop", first_key: int = 0) -> Batch:
    """Returns a batch whose records yield one interaction each; a fact named `profile` also yields a profile."""
    keys = [first_key + at if one.key is None else one.key for at, one in enumerate(told)]
    positions = [at if one.position is None else one.position for at, one in enumerate(told)]
    records = {
        "note": pa.array([str(one.facts.get("note", "")) for one in told], pa.string()),
        "_key_high": pa.array([key >> 64 for key in keys], pa.uint64()),
        "_key_low": pa.array([key & 0xFFFF_FFFF_FFFF_FFFF for key in keys], pa.uint64()),
        "_position": pa.array(positions, pa.int64()),
        "_file": pa.array(["told"] * len(told), pa.string()).cast(RECORD_COLUMNS.field("_file").type),
        "_damaged": pa.nulls(len(told), pa.string()),
    }
    yielded = {"interactions": _interactions(told), "profiles": _profiles(told)}
    return Batch(source, pa.table(records), yielded, REJECTED.empty_table(), received=len(told))


def _interactions(told: Sequence[Told]) -> pa.Table:
    columns: dict[str, list[Any]] = {name: [one.facts.get(name) for one in told] for name in INTERACTIONS.names}
    columns |= {
        "record": list(range(len(told))),
        "part": [0] * len(told),
        "subject": [one.subject for one in told],
        "time": [one.at for one in told],
        "is_date": [False] * len(told),
        "sequence": [one.sequence for one in told],
        "channel": [one.channel for one in told],
        "name": [one.name for one in told],
        "kind": [one.facts.get("kind", "") for one in told],
    }
    return _table(columns, schema=INTERACTIONS)


def _profiles(told: Sequence[Told]) -> pa.Table:
    telling = [(at, one) for at, one in enumerate(told) if "profile" in one.facts]
    columns: dict[str, list[Any]] = {
        "record": [at for at, _ in telling],
        "part": [1] * len(telling),
        "subject": [one.subject for _, one in telling],
        "time": [one.at for _, one in telling],
        "properties": [list(one.facts["profile"].items()) for _, one in telling],
    }
    return _table(columns, schema=PROFILES)


def _table(columns: Mapping[str, list[Any]], *, schema: pa.Schema) -> pa.Table:
    return pa.table([_array(columns[one.name], kind=one.type) for one in schema], schema=schema)


def _array(values: list[Any], *, kind: pa.DataType) -> pa.Array:
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.int64()).cast(kind)
    return (
        pa.array(values, kind.value_type).dictionary_encode()
        if pa.types.is_dictionary(kind)
        else pa.array(values, kind)
    )


def paths(engine: CheckedEngine, scope: Scope | None = None) -> dict[int, list[str]]:
    """Returns the path of each customer in plain touchpoint names, the units of a customer one after the other."""
    dictionary = engine.dictionary()
    found: dict[int, list[str]] = {}
    for partition in engine.partitions(scope or Scope()):
        for unit, customer in enumerate(partition.customer.tolist()):
            codes = partition.touchpoint[partition.offsets[unit] : partition.offsets[unit + 1]]
            found.setdefault(customer, []).extend(dictionary.touchpoints[code].split(": ")[-1] for code in codes)
    return found


def units(engine: CheckedEngine, scope: Scope) -> list[int]:
    """Returns the length of every unit, sorted."""
    return sorted(int(size) for partition in engine.partitions(scope) for size in np.diff(partition.offsets))


def who(*customers: int) -> Assignment:
    """Returns the assignment that gives these customers to subjects 0, 1, 2 and so on."""
    return Assignment(
        np.array(customers, np.int32), np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int32)
    )


def handed_over(*customers: int, subject: int, at: int, to: int) -> Assignment:
    """Returns an assignment in which one subject belongs to another customer from an instant on."""
    return Assignment(
        np.array(customers, np.int32), np.array([subject], np.int32), np.array([at], np.int64), np.array([to], np.int32)
    )


def problems(make: Callable[[], CheckedEngine]) -> list[str]:
    """Returns a sentence for every case that the engine does not pass, none for a sound one."""
    found = []
    for case in CASES:
        try:
            case(make())
        except AssertionError as error:
            found.append(f"{case.__name__}: {error}")
    return found


def _equal(got: Any, expected: Any) -> None:
    if got != expected:
        raise AssertionError(f"expected {expected!r}, got {got!r}")


def nothing_yet(engine: CheckedEngine) -> None:
    """An engine without records answers, with nothing."""
    _equal(paths(engine), {})
    _equal(paths(engine, Scope(unit=Unit.JOURNEY)), {})


def order_is_by_time(engine: CheckedEngine) -> None:
    """Rows come in any order and histories go out in the order of time."""
    engine.append(batch([Told(0, 3 * _SECOND, "c"), Told(1, 0, "x"), Told(0, _SECOND, "a"), Told(0, 2 * _SECOND, "b")]))
    _equal(paths(engine), {0: ["a", "b", "c"], 1: ["x"]})


def below_a_second(engine: CheckedEngine) -> None:
    """Microseconds order what happens within a second."""
    engine.append(batch([Told(0, 20, "b"), Told(0, 10, "a")]))
    engine.append(batch([Told(0, 15, "between")], first_key=10))
    _equal(paths(engine), {0: ["a", "between", "b"]})


def ties_follow_the_sequence(engine: CheckedEngine) -> None:
    """Equal times are ordered by sequence, then position, then record key, across batches too."""
    engine.append(
        batch([Told(0, 0, "third", sequence="2", position=0), Told(0, 0, "second", sequence="1", position=9)])
    )
    engine.append(batch([Told(0, 0, "first", sequence="1", position=3)], first_key=10))
    engine.append(batch([Told(0, 0, "fourth", sequence="2", position=0, key=99)]))
    _equal(paths(engine), {0: ["first", "second", "third", "fourth"]})


def late_arrival(engine: CheckedEngine) -> None:
    """What arrives late takes its place in the middle, and only there."""
    engine.append(batch([Told(0, 0, "a"), Told(0, 2 * _SECOND, "c"), Told(1, 0, "x")]))
    _equal(paths(engine), {0: ["a", "c"], 1: ["x"]})
    engine.append(batch([Told(0, _SECOND, "b")], first_key=10))
    _equal(paths(engine), {0: ["a", "b", "c"], 1: ["x"]})


def nobody_is_not_a_customer(engine: CheckedEngine) -> None:
    """Interactions without a customer are in no path."""
    engine.append(batch([Told(-1, 0, "a"), Told(0, 0, "b"), Told(-1, 1, "c")]))
    _equal(paths(engine), {0: ["b"]})


def empty_texts(engine: CheckedEngine) -> None:
    """Empty names and kinds are values like others."""
    engine.append(batch([Told(0, 0, ""), Told(0, 1, "a", channel="")]))
    _equal(paths(engine), {0: ["", "a"]})


def many_customers(engine: CheckedEngine) -> None:
    """More customers than sixteen bits can number keep apart."""
    number = 70_000
    engine.append(batch([Told(one, one % 7, "a" if one % 2 else "b") for one in range(number)]))
    found = paths(engine)
    _equal((len(found), found[69_999], found[65_536], found[4_463]), (number, ["a"], ["b"], ["a"]))


def many_touchpoints(engine: CheckedEngine) -> None:
    """Codes widen when the 256th touchpoint comes, in what is stored already too."""
    engine.append(batch([Told(0, at * _SECOND, f"t{at}") for at in range(250)]))
    _equal(len(paths(engine)[0]), 250)
    engine.append(batch([Told(0, at * _SECOND, f"t{at}") for at in range(250, 300)], first_key=1000))
    _equal(paths(engine)[0], [f"t{at}" for at in range(300)])


def merge_and_undo(engine: CheckedEngine) -> None:
    """Two customers become one in the order of time, and two again."""
    engine.append(batch([Told(0, 0, "a"), Told(1, _SECOND, "b"), Told(0, 2 * _SECOND, "c"), Told(2, 0, "z")]))
    engine.assign(who(0, 0, 2))
    _equal(paths(engine), {0: ["a", "b", "c"], 2: ["z"]})
    engine.assign(who(0, 1, 2))
    _equal(paths(engine), {0: ["a", "c"], 1: ["b"], 2: ["z"]})


def a_device_changes_hands(engine: CheckedEngine) -> None:
    """From its handover on, a subject belongs to somebody else; what arrives late goes to whom it belonged."""
    engine.append(batch([Told(0, 0, "a"), Told(1, 0, "x"), Told(0, 2 * _SECOND, "b")]))
    engine.assign(handed_over(0, 1, subject=0, at=2 * _SECOND, to=1))
    engine.append(batch([Told(0, _SECOND, "late")], first_key=10))
    _equal(paths(engine), {0: ["a", "late"], 1: ["x", "b"]})


def grouping(engine: CheckedEngine) -> None:
    """Touchpoints that are grouped are one, and several again when they are not."""
    engine.append(batch([Told(0, 0, "home"), Told(0, 1, "start", channel="app")]))
    engine.group({("web", "home"): "front", ("app", "start"): "front"})
    _equal(paths(engine), {0: ["front", "front"]})
    engine.group({})
    _equal(paths(engine), {0: ["home", "start"]})


def erasing(engine: CheckedEngine) -> None:
    """Who is erased is gone, others stay, and come back by new records only."""
    engine.append(batch([Told(0, 0, "a"), Told(1, 0, "b"), Told(2, 0, "c")]))
    engine.erase([1])
    _equal(paths(engine), {0: ["a"], 2: ["c"]})
    engine.append(batch([Told(1, 5, "new")], first_key=10))
    _equal(paths(engine), {0: ["a"], 1: ["new"], 2: ["c"]})


def touched_customers(engine: CheckedEngine) -> None:
    """Who changed since a revision is among those that the engine names."""
    first = engine.append(batch([Told(0, 0), Told(1, 0), Told(2, 0)]))
    second = engine.append(batch([Told(1, 5), Told(-1, 5)], first_key=10))
    _equal(sorted(engine.touched(first)), [1])
    _equal(sorted(engine.touched(second)), [])
    engine.assign(who(0, 1, 1))
    _equal(sorted(engine.touched(second)), [1, 2])


def cutting(engine: CheckedEngine) -> None:
    """A gap exactly as long as the limit does not cut; one second more does."""
    limit = 30 * 60 * _SECOND
    engine.append(batch([Told(0, 0), Told(0, limit), Told(0, 2 * limit + _SECOND), Told(0, 91 * _DAY + 2 * limit)]))
    _equal(units(engine, Scope(unit=Unit.SESSION)), [1, 1, 2])
    _equal(units(engine, Scope(unit=Unit.JOURNEY)), [1, 3])
    _equal(units(engine, Scope()), [4])


def filtering(engine: CheckedEngine) -> None:
    """Conditions keep interactions, `has` keeps units, profiles keep customers; unknown is ""."""
    engine.append(
        batch(
            [
                Told(0, 0, "a", facts={"profile": {"country": "SE"}, "score": 9.0, "order_id": "o1"}),
                Told(0, 5 * _SECOND, "b", channel="store", facts={"properties": [("size", "12")], "text": "Allt bra"}),
                Told(0, 9 * _SECOND, "c"),
                Told(1, 5 * _SECOND, "a", facts={"kind": "order", "money_minor": 12_50, "currency": "SEK"}),
                Told(2, _DAY, "d", channel="store", facts={"profile": {"country": "NO"}, "offset_minutes": 60}),
            ]
        )
    )
    for where, expected in _EXPECTED.items():
        got = paths(engine, Scope(where=parse(where), stages={"web: a": "purchase"}, segments={"vip": frozenset([2])}))
        if got != expected:
            raise AssertionError(f"{where}: expected {expected!r}, got {got!r}")


_EXPECTED: Mapping[str, dict[int, list[str]]] = {
    "channel = web": {0: ["a", "c"], 1: ["a"]},
    "physical = yes": {0: ["b"], 2: ["d"]},
    "touchpoint = a or name = b": {0: ["a", "b"], 1: ["a"]},
    "stage = purchase": {0: ["a"], 1: ["a"]},
    "has(channel = store)": {0: ["a", "b", "c"], 2: ["d"]},
    "not has(channel = store)": {1: ["a"]},
    "has(channel = store) and channel = web": {0: ["a", "c"]},
    "has(kind = order) or channel = store": {0: ["b"], 1: ["a"], 2: ["d"]},
    "not (channel = web or has(name = d))": {0: ["b"]},
    "has(channel = store and not has(kind = order)) and name != c": {0: ["a", "b"], 2: ["d"]},
    "profile.country = SE": {0: ["a", "b", "c"]},
    "profile.country != SE": {1: ["a"], 2: ["d"]},
    "profile.country = SE or kind = order": {0: ["a", "b", "c"], 1: ["a"]},
    "segment = vip": {2: ["d"]},
    "segment != vip and channel = web": {0: ["a", "c"], 1: ["a"]},
    "time >= 1970-01-01T00:00:05 and time < 1970-01-02": {0: ["b", "c"], 1: ["a"]},
    "time = 1970-01-02": {2: ["d"]},
    "time != 1970-01-02 and time > 1970-01-01T00:00:05": {0: ["c"]},
    "time = 1970-01": {0: ["a", "b", "c"], 1: ["a"], 2: ["d"]},
    "hour = 1": {2: ["d"]},
    "weekday = fri": {2: ["d"]},
    "weekday in (thursday, 7) and month = 1": {0: ["a", "b", "c"], 1: ["a"]},
    "score >= 9": {0: ["a"]},
    'score = ""': {0: ["b", "c"], 1: ["a"], 2: ["d"]},
    'order_id != ""': {0: ["a"]},
    "money > 12.4 and money <= 12.5": {1: ["a"]},
    "text contains ALLT": {0: ["b"]},
    "property.size > 9": {0: ["b"]},
    "property.size = 12 or score = 9": {0: ["a", "b"]},
    "channel = web and not (order_id = o1 or kind = order)": {0: ["c"]},
}


def partitions_are_whole(engine: CheckedEngine) -> None:
    """No customer stands in two partitions, and what a partition says of itself is so."""
    engine.append(batch([Told(at % 50, at * _SECOND, f"t{at % 3}") for at in range(500)]))
    engine.append(batch([Told(at % 7, at * _SECOND, "late") for at in range(0, 100, 9)], first_key=1000))
    seen: list[int] = []
    for partition in engine.partitions(Scope()):
        seen += partition.customer.tolist()
        _check_shape(partition)
    _equal(sorted(seen), list(range(50)))


def _check_shape(partition: Partition) -> None:
    sizes = np.diff(partition.offsets)
    _equal((int(partition.offsets[0]), int(partition.offsets[-1])), (0, partition.interactions))
    _equal(bool((sizes > 0).all()), True)
    for name in ("time", "place", "wait_bin", "row"):
        _equal((name, len(getattr(partition, name))), (name, partition.interactions))
    _equal(partition.wait_bin[partition.offsets[:-1]].tolist(), [0] * partition.units)
    _equal(bool((partition.dictionary.touchpoint_of_place[partition.place] == partition.touchpoint).all()), True)


CASES: tuple[Callable[[CheckedEngine], None], ...] = (
    nothing_yet,
    order_is_by_time,
    below_a_second,
    ties_follow_the_sequence,
    late_arrival,
    nobody_is_not_a_customer,
    empty_texts,
    many_customers,
    many_touchpoints,
    merge_and_undo,
    a_device_changes_hands,
    grouping,
    erasing,
    touched_customers,
    cutting,
    filtering,
    partitions_are_whole,
)
