"""The laws of the engine boundary on generated histories: whatever happens in whatever order, both engines agree.

Every history interleaves what a company does to its data: batches that are shuffled, late and repeated; customers
identified, merged, parted again, devices handed over; touchpoints grouped; people erased; the store compacted and
opened anew. After each step that asks, the local engine must answer as the plain one does, on all kinds of summaries.
"""

import dataclasses
import itertools
import shutil
import tempfile
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resa.kernels.alignment import Alignments
from resa.kernels.around import Around
from resa.kernels.duration import Duration
from resa.kernels.encode import touchpoints_of
from resa.kernels.entry import Entries
from resa.kernels.funnel import Funnel
from resa.kernels.markov import Markov
from resa.kernels.origin import Origin
from resa.kernels.partition import Dictionary
from resa.kernels.reach import Reach
from resa.kernels.retention import Retention
from resa.kernels.session import Sessions
from resa.kernels.stepflow import StepFlow, StepNodes
from resa.kernels.stepmatrix import StepMatrix
from resa.kernels.summary import Subtractable
from resa.kernels.transition import TransitionCustomers, Transitions, TransitionWaits
from resa.kernels.unitfact import touchpoint_facts
from resa.kernels.variant import PathVariants
from resa.kernels.wait import Wait
from resa.model.condition import parse
from resa.model.journey import JourneyRules, Unit
from resa.store.assignment import Assignment
from resa.store.check import Told, batch
from resa.store.engines.local.engine import LocalEngine
from resa.store.engines.memory import MemoryEngine
from resa.store.port import Scope

SUBJECTS = 5
PLACES = [("web", "home"), ("web", "basket"), ("store", "receipt"), ("app", "open"), ("email", "news"), ("store", "")]
HOUR = 3_600_000_000
RULES = JourneyRules(gap_days=1, session_minutes=60)
FILTERS = (
    "channel = web",
    "has(channel = store)",
    "not has(channel = email) and channel != app",
    "time >= 1970-01-01T05:00:00 and time < 1970-01-02",
    "has(channel = store) or kind = order",
    "profile.country = SE and channel in (web, app)",
    "order_id != '' or channel = store",
    "not (channel = web and hour < 5)",
)

instants = st.one_of(
    st.sampled_from([0, 1, 2, 3, 4, 5, 25, 26, 27, 28]).map(lambda hour: hour * HOUR),  # gaps of just an hour, of a day
    st.integers(0, 5),
    st.integers(0, 200_000_000_000),
)
telling = st.builds(
    lambda subject, at, place, sequence, position, facts: Told(
        subject, at, place[1], place[0], sequence=sequence, position=position, facts=facts
    ),
    st.integers(-1, SUBJECTS - 1),
    instants,
    st.sampled_from(PLACES),
    st.sampled_from([None, "1", "2", ""]),
    st.integers(0, 3),
    st.sampled_from(
        [{}, {}, {"kind": "order", "order_id": "o"}, {"profile": {"country": "SE"}}, {"profile": {"country": "NO"}}]
    ),
)
customer = st.integers(0, SUBJECTS - 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.lists(telling, max_size=12), st.booleans()),
        st.tuples(st.just("append"), st.lists(telling, max_size=12), st.booleans()),
        st.tuples(st.just("merge"), customer, customer),
        st.tuples(st.just("undo")),
        st.tuples(st.just("handover"), customer, instants, customer),
        st.tuples(
            st.just("group"), st.dictionaries(st.sampled_from(PLACES), st.sampled_from(["one", "two"]), max_size=3)
        ),
        st.tuples(st.just("erase"), customer),
        st.tuples(st.just("compact")),
        st.tuples(st.just("reopen")),
        st.tuples(st.just("ask")),
    ),
    min_size=2,
    max_size=14,
)


class Company:
    """Does everything twice, once on each engine, and compares."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.memory = MemoryEngine(units_per_partition=2)
        self.local = LocalEngine.open(folder, create=True)
        self.merges: list[tuple[int, int]] = []
        self.handovers: dict[int, dict[int, int]] = {}
        self.keys = 0
        self.resent: set[tuple[int, int]] = set()

    def do(self, step):
        getattr(self, step[0])(*step[1:])

    def append(self, told, is_other_source):
        one = batch(told, source="till" if is_other_source else "shop", first_key=self.keys)
        self.keys += len(told)
        assert self.memory.append(one) == self.local.append(one)

    def merge(self, one, other):
        self.merges.append((one, other))
        self.assign()

    def undo(self):
        self.merges = self.merges[:-1]
        self.assign()

    def handover(self, subject, at, to):
        self.handovers.setdefault(subject, {})[at] = to
        self.assign()

    def assign(self):
        customer = list(range(SUBJECTS))
        for one, other in self.merges:
            low, high = sorted((customer[one], customer[other]))
            customer = [low if code == high else code for code in customer]
        rows = sorted(
            (subject, at, customer[to]) for subject, all_of in self.handovers.items() for at, to in all_of.items()
        )
        columns = list(zip(*rows, strict=True)) or [(), (), ()]
        assignment = Assignment(
            np.array(customer, np.int32),
            np.array(columns[0], np.int32),
            np.array(columns[1], np.int64),
            np.array(columns[2], np.int32),
        )
        self.memory.assign(assignment)
        self.local.assign(assignment)

    def group(self, touchpoints):
        self.memory.group(touchpoints)
        self.local.group(touchpoints)

    def erase(self, customer):
        self.memory.erase([customer])
        self.local.erase([customer])

    def compact(self):
        self.local.compact()

    def reopen(self):
        self.local = LocalEngine.open(self.folder)

    def ask(self, where=None, unit=Unit.CUSTOMER):
        scope = Scope(where=where, unit=unit, rules=RULES)
        dictionary = self.local.dictionary()
        plain = [recoded(one, dictionary) for one in self.memory.partitions(scope)]
        ours = list(self.local.partitions(scope))
        assert told(ours) == told(plain)
        assert all(map(has_exact_path_numbers, ours))
        summaries = summaries_of(dictionary)
        carried = self.local.fold(summaries, scope=scope)
        for summary, answer in zip(summaries, carried, strict=True):
            counts = reduce(add, [summary.of(one) for one in plain])
            assert same(answer, counts.finish()), summary
            assert same(reduce(add, [summary.of(one) for one in ours]).finish(), answer), summary


def has_exact_path_numbers(partition):
    """Says whether those of the same path have the same number, and no others, where numbers are stored."""
    if partition.path_number is None:
        return True
    ends = partition.offsets.tolist()
    paths = [partition.touchpoint[first:end].tobytes() for first, end in itertools.pairwise(ends)]
    pairs = set(zip(paths, partition.path_number.tolist(), strict=True))
    return len(pairs) == len({path for path, _ in pairs}) == len({number for _, number in pairs})


def summaries_of(dictionary):
    if not dictionary.touchpoints:
        return [Transitions(), PathVariants(), Duration(), Retention("week")]
    first, last = frozenset({0}), frozenset({len(dictionary.touchpoints) - 1})
    return [
        Transitions(),
        TransitionWaits((0.5, 0.9)),
        TransitionCustomers(),
        PathVariants(top=10_000),
        Funnel((first, last), within_seconds=7200),
        StepMatrix(4),
        StepNodes(3, Origin(last)),
        StepFlow(((0, 1), (1, 0)), 2, Origin(first, is_last=True)),
        Around(Origin(first)),
        Entries(),
        Alignments(2, (1, 0)),
        Sessions(3600),
        Markov(first),
        Retention("week"),
        Duration(),
        Wait(first, last),
        Reach.by_touchpoint(dictionary),
    ]


def recoded(partition, dictionary: Dictionary):
    """The partition of the other engine with this engine's codes."""
    places = {place: code for code, place in enumerate(dictionary.places)}
    lut = np.array([places[place] for place in partition.dictionary.places], np.uint16)
    place = lut[partition.place] if len(lut) else partition.place
    touchpoint = touchpoints_of(place, dictionary=dictionary)
    facts = touchpoint_facts(partition.offsets, touchpoint)._asdict()
    return dataclasses.replace(partition, place=place, touchpoint=touchpoint, dictionary=dictionary, **facts)


def told(partitions):
    """Each unit as its customer and its (place, touchpoint, second, bin of the wait), in a fixed order of units."""
    found = []
    for one in partitions:
        for unit in range(one.units):
            at = slice(one.offsets[unit], one.offsets[unit + 1])
            columns = (one.place[at], one.touchpoint[at], one.time[at], one.wait_bin[at])
            found.append((int(one.customer[unit]), *(tuple(column.tolist()) for column in columns)))
    return sorted(found)


def same(one, other):
    if dataclasses.is_dataclass(one):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in dataclasses.fields(one))
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other or repr(one) == repr(other) == "nan"


def live_through(history, filters):
    shared = Path("/dev/shm")  # files in memory where there are: a proof needs no disk
    folder = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))
    try:
        company = Company(folder / "workspace")
        company.ask()
        for step in history:
            company.do(step)
        company.ask()
        for unit in Unit:
            company.ask(unit=unit)
        for where in filters:
            company.ask(where=parse(where), unit=Unit.SESSION)
            company.ask(where=parse(where))
    finally:
        shutil.rmtree(folder)


quick = settings(max_examples=40, suppress_health_check=list(HealthCheck))
thorough = settings(quick, max_examples=1000)
few_filters = st.lists(st.sampled_from(FILTERS), min_size=1, max_size=2)


@quick
@given(steps, few_filters)
def test_both_engines_answer_alike_through_any_history(history, filters):
    live_through(history, known(history, filters))


@pytest.mark.slow
@thorough
@given(steps, few_filters)
def test_both_engines_answer_alike_through_a_thousand_histories(history, filters):
    live_through(history, known(history, filters))


def known(history, filters):
    """Asks for kinds and channels only where some were told: an unknown name is an error on both engines."""
    rows = [row for step in history if step[0] == "append" for row in step[1]]
    is_erasing = any(step[0] == "erase" for step in history)
    has_orders = any(row.facts.get("kind") == "order" for row in rows) and not is_erasing
    return [where for where in filters if has_orders or "kind" not in where]


def test_all_summaries_that_are_carried_on_can_be_subtracted(tmp_path):
    engine = LocalEngine.open(tmp_path / "workspace", create=True)
    engine.append(batch([Told(0, 0), Told(0, HOUR, "basket"), Told(1, 0)]))
    partition = next(engine.partitions(Scope()))
    carried = [one for one in summaries_of(engine.dictionary()) if isinstance(one.of(partition), Subtractable)]
    assert len(carried) >= 10
