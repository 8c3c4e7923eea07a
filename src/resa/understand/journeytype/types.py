"""Types of journeys: how many go which way, what marks each, how long it takes and how often it reaches the goal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.lookup import places_in
from resa.kernels.partition import Partition
from resa.mapping.catalogue import Catalogue
from resa.model.goal import Goal
from resa.model.journey import Unit
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import SHARE, Answered, ends, marked, revision_of, units_measure, unmarked, with_interval
from resa.understand.array import Flags
from resa.understand.conversion import goal_rows
from resa.understand.extent import Extents
from resa.understand.journeytype.choice import MOST_TYPES, Choice, chosen
from resa.understand.journeytype.histories import Accounts, Histories, histories
from resa.understand.journeytype.kept import TypedCustomers
from resa.understand.journeytype.medoid import ALIKE, medoid
from resa.understand.journeytype.ways import Ways
from resa.understand.reach import dictionary_of, met

SAMPLE = 3000
"""Types are drawn from so many units at most, every n-th of them; all units are then given their type."""

SURE = 0.8
"""A unit is surely of a type that has at least this share of it."""

STEADY = 0.5
"""Types of two halves that agree less than this are to be read with care."""

_MOST_SIGNS = 4
_LEAST_SIGN = 0.1
_LEAST_WITH = 1 / 3  # of a type's units, for a touchpoint to mark it
_MOST_CHANNELS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """How journeys are seen: what a step is (`by`), the goal whose share is told, customers put together by account.

    Where types are kept (`typed`) of such steps, those are told and no others are looked for.
    """

    by: str = "touchpoint"
    goals: Sequence[Goal] = ()
    accounts: Accounts | None = None
    most: int = field(default=MOST_TYPES)
    typed: TypedCustomers | None = None


def types(
    engine: Engine, *, scope: Scope, now: datetime, catalogue: Catalogue | None = None, asked: Asked | None = None
) -> Table:
    """Returns a row for each type of journey, the largest first.

    Journeys of a type go alike, in what occurs in them or in what follows what; messages count once they are opened.
    `path` is a journey that somebody made, the nearest to the others of its type; `alike_share` of them differ from it
    in half of their steps at most. `marked_by` names the touchpoints that more units of this type have than of the
    others; `signs` says of how many, here and elsewhere. `sure_share` of the units belong to no other type with more
    than one fifth. Which form of types fits, and how many there are, paths that were kept aside decide.
    """
    asked = asked or Asked()
    seen = met(scope, dictionary=dictionary_of(engine, scope=scope))
    found = histories(engine, scope=seen, by=asked.by, catalogue=catalogue, accounts=asked.accounts)
    is_kept = asked.typed is not None and asked.typed.kept.by == asked.by and scope.unit is Unit.CUSTOMER
    (extent,) = engine.fold([Extents()], scope=seen)
    answered = Answered(scope, extent, now, revision_of(engine))
    if not found.partition.units:
        return answered.table("types", columns=_COLUMNS, rows=(), measures={}, notes=["no journeys in scope"])
    sample = _sample(found.partition)
    if asked.typed is not None and is_kept and asked.accounts is None:
        drawn = asked.typed.kept.drawn
        members, order = _kept_members(found.partition, asked.typed, sample=sample)
        names: list[str | None] = [asked.typed.kept.types[at].name for at in order]
    else:
        drawn = chosen(Ways.in_partition(found.partition).taken(sample), most=asked.most)
        members, types_found = _members(found.partition, drawn, sample=sample)
        names = [None] * types_found
    reached = [goal_rows(engine, scope=scope, goal=goal) for goal in asked.goals[:1]]
    facts = _Facts(found, members, reached[0] if reached and reached[0].any() else None)
    units = units_measure(scope) if asked.accounts is None else Measure("accounts", "count")
    return answered.table(
        "types",
        columns=_COLUMNS,
        rows=[{**facts.row(one), "name": name} for one, name in enumerate(names)],
        measures={**_MEASURES, "count": units},
        notes=[*_notes(found, drawn, asked=asked, sampled=len(sample)), *_kept_notes(asked, names)],
    )


def _kept_notes(asked: Asked, names: Sequence[str | None]) -> Iterator[str]:
    if asked.typed is not None and any(names):
        yield f"these types are kept since {asked.typed.kept.made[:10]}: a filter can name them, type = ..."


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Types in the order of their model: the steps that it knows, what marks each type, and how many units it has."""

    names: tuple[str, ...]
    drawn: Choice
    signs: tuple[tuple[str, ...], ...]
    counts: tuple[int, ...]


def found_types(engine: Engine, *, scope: Scope, catalogue: Catalogue, asked: Asked) -> Found | None:
    """Returns the types of the units in scope as they can be kept; None where there are no units."""
    seen = met(scope, dictionary=dictionary_of(engine, scope=scope))
    found = histories(engine, scope=seen, by=asked.by, catalogue=catalogue)
    if not found.partition.units:
        return None
    sample = _sample(found.partition)
    drawn = chosen(Ways.in_partition(found.partition).taken(sample), most=asked.most)
    shares, _ = drawn.mixture.shares(Ways.in_partition(found.partition))
    type_of = shares.argmax(axis=1)
    facts = _Facts(found, _Members(type_of, shares.max(axis=1) >= SURE, sample), None)
    places = range(shares.shape[1])
    signs = tuple(tuple(name for name, _, _ in facts.signs(type_of == at)) for at in places)
    return Found(found.names, drawn, signs, tuple(int((type_of == at).sum()) for at in places))


_COLUMNS = ("type", "name", "count", "share", "marked_by", "path", "alike_share", "sure_share", "converted",
            "converted_share", "median_seconds", "median_steps")  # fmt: skip

_MEASURES = {
    "share": SHARE,
    "alike_share": Measure("share", "of_its_type_edit_distance_half"),
    "sure_share": Measure("share", "of_its_type_at_least_four_fifths"),
    "converted": Measure("units", "reached_the_goal"),
    "converted_share": Measure("share", "converted_share"),
    "median_seconds": Measure("seconds", "median_first_to_last"),
    "median_steps": Measure("interactions", "median"),
    "signs": Measure("share", "of_its_type_and_of_all_others"),
    "channels": Measure("share", "of_interactions"),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Members:
    """The type of each unit, whether it surely is of it, and the sample that types were drawn from."""

    type_of: NDArray[np.int64]
    is_sure: Flags
    sample: NDArray[np.int64]


def _sample(partition: Partition) -> NDArray[np.int64]:
    """Returns every n-th unit in the order of their paths' hashes: the same paths whatever the order of arrival."""
    order = np.argsort(partition.path_hash, kind="stable")
    if len(order) <= SAMPLE:
        return order
    return order[np.linspace(0, len(order) - 1, SAMPLE).astype(np.int64)]


def _members(partition: Partition, drawn: Choice, *, sample: NDArray[np.int64]) -> tuple[_Members, int]:
    """Returns the type of each unit, the type with most units being 0, and how many types have any."""
    shares, _ = drawn.mixture.shares(Ways.in_partition(partition))
    type_of = shares.argmax(axis=1)
    counts = np.bincount(type_of, minlength=shares.shape[1])
    rank = np.argsort(np.argsort(-counts, kind="stable"), kind="stable")
    return _Members(rank[type_of], shares.max(axis=1) >= SURE, sample), int(np.count_nonzero(counts))


def _kept_members(
    partition: Partition, known: TypedCustomers, *, sample: NDArray[np.int64]
) -> tuple[_Members, list[int]]:
    """Returns the kept type of each customer, the one with most customers being 0, and which type that is."""
    customers = partition.customer.astype(np.int64)
    type_of = known.of(customers)
    counts = np.bincount(type_of[type_of >= 0], minlength=len(known.kept.types))
    order = [int(at) for at in np.argsort(-counts, kind="stable") if counts[at]]
    rank = np.full(len(counts) + 1, -1, np.int64)
    rank[order] = np.arange(len(order))
    sureness = np.append(known.sureness, 0.0)[places_in(known.customers, customers)]
    return _Members(rank[type_of], sureness >= SURE, sample), order


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What is told of each type."""

    seen: Histories
    members: _Members
    is_goal: Flags | None

    def row(self, one: int) -> dict[str, Any]:
        """Returns the row of a type."""
        partition, mine = self.seen.partition, self.members.type_of == one
        units = np.flatnonzero(mine)
        sizes = np.diff(partition.offsets)[units]
        signs = self.signs(mine)
        seconds = partition.time.astype(np.int64)
        taken = figure.median(
            seconds[partition.offsets[units + 1] - 1] - seconds[partition.offsets[units]], unit="seconds"
        )
        row = {
            "type": one + 1,
            "count": len(units),
            **with_interval("share", figure.share(len(units), whole=partition.units)),
            "marked_by": [name for name, _, _ in signs],
            **self._example(one),
            "sure_share": float(self.members.is_sure[units].mean()),
            **self._converted(units),
            "median_seconds": taken.figure,
            **({"median_seconds_interval": ends(taken.interval)} if taken.interval else {}),
            "median_steps": float(np.median(sizes)),
            "signs": [list(sign) for sign in signs],
            "channels": self._channels(units),
        }
        return marked(row, n=len(units))

    def _example(self, one: int) -> dict[str, Any]:
        ways, sample = Ways.in_partition(self.seen.partition), self.members.sample
        mine = sample[self.members.type_of[sample] == one]
        if not len(mine):
            return {"path": None, "alike_share": None}
        found = medoid(ways, members=mine)
        alike = figure.share(found.alike, whole=found.compared)
        path = [self.seen.names[code] for code in ways.path(found.at)]
        return {
            "path": path,
            **unmarked("alike_share", alike),
        }

    def signs(self, mine: Flags) -> list[tuple[str, float, float]]:
        """Returns the touchpoints that many more units of this type have: the name, the share here and elsewhere."""
        partition, many = self.seen.partition, len(self.seen.names)
        unit = np.repeat(np.arange(partition.units), np.diff(partition.offsets))
        pairs = np.unique(unit * many + partition.touchpoint)
        inside = mine[pairs // many]
        here = np.bincount(pairs[inside] % many, minlength=many) / max(1, int(mine.sum()))
        there = np.bincount(pairs[~inside] % many, minlength=many) / max(1, int((~mine).sum()))
        order = np.argsort(there - here, kind="stable")[:_MOST_SIGNS]
        return [
            (self.seen.names[at], float(here[at]), float(there[at]))
            for at in order
            if here[at] - there[at] > _LEAST_SIGN and here[at] >= _LEAST_WITH
        ]

    def _converted(self, units: NDArray[np.int64]) -> dict[str, Any]:
        if self.is_goal is None:
            return {"converted": None, "converted_share": None}
        partition = self.seen.partition
        inside = partition.row < len(self.is_goal)
        hit = np.zeros(partition.interactions + 1, np.int64)
        hit[1:][inside] = self.is_goal[partition.row[inside]]
        before = np.cumsum(hit)
        converted = int(np.count_nonzero(before[partition.offsets[units + 1]] > before[partition.offsets[units]]))
        told = with_interval("converted_share", figure.share(converted, whole=len(units), variant="converted_share"))
        return {"converted": converted, **told}

    def _channels(self, units: NDArray[np.int64]) -> list[list[Any]]:
        partition = self.seen.partition
        names = sorted(set(partition.dictionary.channels))
        code = np.array([names.index(one) for one in partition.dictionary.channels], np.int64)
        mine = np.repeat(np.isin(np.arange(partition.units), units), np.diff(partition.offsets))
        counts = np.bincount(code[partition.place[mine].astype(np.int64)], minlength=len(names))
        order = np.argsort(-counts, kind="stable")[:_MOST_CHANNELS]
        return [[names[at], float(counts[at] / counts.sum())] for at in order if counts[at]]


def _notes(found: Histories, drawn: Choice, *, asked: Asked, sampled: int) -> list[str]:
    drawn_by = "what follows what" if drawn.form.order else "what occurs"
    how = (
        f"types by {drawn_by}, judged by paths kept aside; those of two halves agree by {drawn.agreement:.2f} "
        "(adjusted Rand index: 1 is the same, 0 chance)"
    )
    notes = [
        how if drawn.form.types > 1 else "these journeys fall into no types that would tell more than one for all",
        f"a path is like another where at most {ALIKE:.0%} of the longer one differs",
    ]
    if drawn.agreement < STEADY and drawn.form.types > 1:
        notes.append("these types are not steady: other customers would give other ones; read them as a sketch")
    if sampled < found.partition.units:
        notes.append(f"types are drawn from {sampled} of {found.partition.units} units, and given to all")
    if asked.accounts is not None:
        notes.append(asked.accounts.note(found.left_out))
    return notes
