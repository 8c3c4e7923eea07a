"""Who is who never depends on the order of arrival, on the pieces it came in, or on how it is computed."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.decision import Decision, Decisions, Verdict
from resa.collect.identity.resolve import Resolver, resolve
from resa.model.identifier import Identifier

Record = tuple[int, tuple[Identifier, ...]]

NAMESPACES = ("customer_number", "loyalty", "email", "phone", "device", "order")
ORDER = ("customer_number", "loyalty", "email", "phone", "order", "device")
"""Devices come last: they belong to whom everything else names."""
NAMED = {"customer_number", "loyalty", "email", "phone"}

identifiers = st.builds(Identifier, st.sampled_from(NAMESPACES), st.sampled_from("abc"))
sets_of_names = st.lists(identifiers, min_size=1, max_size=3, unique=True).map(tuple)
records = st.lists(st.tuples(st.integers(0, 30), sets_of_names), min_size=1, max_size=14)
pairs = st.tuples(identifiers, identifiers).filter(lambda pair: pair[0] != pair[1])
decisions = st.lists(
    st.builds(lambda verdict, pair: Decision(verdict, *pair), st.sampled_from(Verdict), pairs), max_size=3
).map(lambda entries: Decisions().with_all(entries))


def added(book: IdentityBook, part: Sequence[Record]) -> np.ndarray:
    """Each record by itself in one column per identifier."""
    found = [
        book.subjects(
            [(name.namespace, pa.array([name.text], pa.string())) for name in names],
            times_us=np.array([time], dtype=np.int64),
            source="shop",
        )[0]
        for time, names in part
    ]
    return np.array(found, dtype=np.int32)


def groups(part: Sequence[Record], found: Iterable[int]) -> set[frozenset[Record]]:
    """The distinct records of each customer."""
    owned: dict[int, set[Record]] = {}
    for record, customer in zip(part, found, strict=True):
        time, names = record
        owned.setdefault(int(customer), set()).add((time, tuple(sorted(names))))
    return {frozenset(one) for one in owned.values()}


def outcome(part: Sequence[Record], words: Decisions) -> set[frozenset[Record]]:
    book = IdentityBook()
    subjects = added(book, part)
    times = np.array([time for time, _ in part], dtype=np.int64)
    return groups(part, resolve(book, words).resolve(subjects, time=times))


@given(records, decisions, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(part: list[Record], words: Decisions, random: object) -> None:
    shuffled = part.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert outcome(shuffled, words) == outcome(part, words)


@given(st.lists(records, min_size=1, max_size=4), decisions)
def test_growing_in_pieces_equals_at_once(parts: list[list[Record]], words: Decisions) -> None:
    book = IdentityBook()
    resolver = Resolver(book)
    for number, part in enumerate(parts):
        added(book, part)
        grown = resolver.resolve(words if number % 2 else Decisions())
    grown = resolver.resolve(words)
    whole = resolve(book, words)
    for name in ("customer", "handover_subject", "handover_time", "handover_customer"):
        assert getattr(grown, name).tolist() == getattr(whole, name).tolist()
    for name in ("identifiers", "labels", "links", "merges", "conflicts"):
        assert grown.tables[name].equals(whole.tables[name])


@given(records, decisions)
def test_a_restored_book_gives_the_same(part: list[Record], words: Decisions) -> None:
    book = IdentityBook()
    subjects = added(book, part)
    again = IdentityBook.restore(book.state())
    assert resolve(again, words).customer.tolist() == resolve(book, words).customer.tolist()
    assert added(again, part).tolist() == subjects.tolist()


@given(records, st.integers(0, 100))
def test_redoing_what_was_undone_restores_and_undoing_parts_the_two(part: list[Record], choice: int) -> None:
    book = IdentityBook()
    added(book, part)
    resolver = Resolver(book)
    before = resolver.resolve()
    merges = before.tables["merges"].to_pylist()
    if not merges:
        return
    merge = merges[choice % len(merges)]
    pair = [Identifier(*text.split(":")) for text in merge["identifiers"]]
    undone = Decisions().with_decision(Decision(Verdict.APART, pair[0], pair[1]))
    after = resolver.resolve(undone)
    owners = {(row["namespace"], row["text"]): row["customer"] for row in after.tables["identifiers"].to_pylist()}
    one, other = (owners[name.namespace, name.text] for name in pair)
    assert one is None or one != other
    again = resolver.resolve(undone.without(merge["merge_id"]))
    assert again.customer.tolist() == before.customer.tolist()
    assert again.handover_time.tolist() == before.handover_time.tolist()


@given(st.lists(st.tuples(st.integers(0, 9), st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=3)), min_size=1))
def test_one_kind_of_identifier_gives_connected_components(rows: list[tuple[int, set[str]]]) -> None:
    part = [(time, tuple(Identifier("email", text) for text in sorted(names))) for time, names in rows]
    components: list[set[str]] = []
    for _, names in rows:
        touching = [one for one in components if one & names]
        components = [one for one in components if not one & names] + [set().union(names, *touching)]
    expected = {
        frozenset((time, names) for time, names in part if {name.text for name in names} <= one) for one in components
    }
    assert outcome(part, Decisions()) == expected


@settings(max_examples=300)
@given(records, decisions)
def test_a_plain_twin_with_sets_gives_the_same(part: list[Record], words: Decisions) -> None:
    assert outcome(part, words) == groups(part, twin(part, words))


def twin(part: Sequence[Record], words: Decisions) -> list[int]:
    """The customer of each record, worked out with sets and loops, one rule of the design after the other."""
    said = [frozenset(pair) for pair in words.pairs(Verdict.TOGETHER)]
    names = {name for _, carried in part for name in carried}
    said = [pair for pair in said if pair <= names]
    apart = [pair for pair in words.pairs(Verdict.APART) if set(pair) <= names]
    sets = {frozenset(carried) for _, carried in part}
    owner: dict[Identifier, set[Identifier]] = {}
    for namespace in ORDER:
        kin = [name for name in names if name.namespace == namespace]
        watched = {one for pair in apart for one in pair}
        bridges = {}
        for name in sorted(kin, key=lambda one: (one in watched, one)):
            met = beside(name, said, owner, apart) or beside(name, sets, owner, apart)
            if contradict(met, namespace):
                continue
            if len(met) > 1:
                bridges[name] = met
            elif met:
                met[0].add(name)
                owner[name] = met[0]
            else:
                owner[name] = {name}
        proposed = [[{name}, *met] for name, met in bridges.items()]
        good = judged(proposed, namespace, apart)
        for name, met in bridges.items():
            held = met if good[name] else [one for one in met if is_named(one)]
            if good[name] or len(held) == 1:
                join([{name}, *held], owner)
        join_equals(namespace, sets, said, owner, apart)
    return placed(part, owner, apart)


def beside(
    name: Identifier, sets: Iterable[frozenset[Identifier]], owner: Mapping[Identifier, set[Identifier]], apart: list
) -> list[set[Identifier]]:
    met: list[set[Identifier]] = []
    for one in sets:
        for other in one if name in one else ():
            known = owner.get(other)
            if other.namespace != name.namespace and known is not None and known not in met:
                met.append(known)
    return [one for one in met if not any(name in pair and set(pair) & one for pair in apart)]


def is_named(customer: set[Identifier]) -> bool:
    return any(name.namespace in NAMED for name in customer)


def contradict(met: Sequence[set[Identifier]], namespace: str) -> bool:
    """Whether two of these customers are both named, by identifiers of one kind that is more trusted."""
    if namespace == "device":
        return sum(is_named(one) for one in met) > 1
    above = [one for one in ORDER[: ORDER.index(namespace)] if one in NAMED]
    kinds = [{name.namespace for name in one} & set(above) for one in met]
    return any(one & other for one, other in combinations(kinds, 2))


def judged(proposed: Sequence[Sequence[set[Identifier]]], namespace: str, apart: list) -> dict[Identifier, bool]:
    """Whether the group of customers that each identifier would be joined with holds."""
    clusters: list[list[set[Identifier]]] = []
    for one in proposed:
        touching = [cluster for cluster in clusters if any(customer in cluster for customer in one)]
        merged = list(one)
        for cluster in touching:
            merged += [customer for customer in cluster if customer not in merged]
        clusters = [cluster for cluster in clusters if cluster not in touching] + [merged]
    verdicts = {}
    for cluster in clusters:
        everybody = set().union(*cluster)
        meets = any(set(pair) <= everybody and not any(set(pair) <= customer for customer in cluster) for pair in apart)
        for name in everybody:
            verdicts[name] = not meets and not contradict(cluster, namespace)
    return verdicts


def join(customers: Sequence[set[Identifier]], owner: dict[Identifier, set[Identifier]]) -> None:
    everybody = set()
    for customer in customers:
        everybody |= {other for name in customer for other in owner.get(name, {name})}
    owner.update(dict.fromkeys(everybody, everybody))


def join_equals(namespace: str, sets: Iterable, said: Sequence, owner: dict, apart: list) -> None:
    proposed = []
    for one in said if namespace == "customer_number" else [*sets, *said]:
        kin = sorted(name for name in one if name.namespace == namespace and name in owner)
        for first, second in combinations(kin, 2):
            if owner[first] is owner[second] or is_apart(owner[first], owner[second], apart):
                continue
            proposed.append([owner[first], owner[second]])
    good = judged(proposed, namespace, apart)
    for first, second in [pair for pair in proposed if good[next(iter(pair[0]))]]:
        join([first, second], owner)


def is_apart(first: set[Identifier], second: set[Identifier], apart: list) -> bool:
    return any(len(set(pair) & first) == 1 and len(set(pair) & second) == 1 for pair in apart)


def placed(part: Sequence[Record], owner: Mapping[Identifier, set[Identifier]], apart: list) -> list[int]:
    handed = {name for _, carried in part for name in carried if name.namespace == "device" and name not in owner}
    fixed: dict[int, Identifier] = {}
    timed: dict[int, Identifier] = {}
    for row, (_, carried) in enumerate(part):
        known = sorted((name for name in carried if name in owner), key=rank)
        shared = sorted(carried, key=rank)
        devices = sorted(set(carried) & handed)
        if devices and not (known and is_named(owner[known[0]])):
            timed[row] = devices[0]
        fixed[row] = (known or shared)[0]
    customers = {}
    for row, name in fixed.items():
        customers[row] = frozenset(owner.get(name, {name}))
    for row, device in timed.items():
        logins = sorted(
            (part[other][0], rank(fixed[other]), other)
            for other, (_, carried) in enumerate(part)
            if device in carried
            and other not in timed
            and fixed[other].namespace != "device"
            and fixed[other] in owner
            and is_named(owner[fixed[other]])
            and not any(device in pair and set(pair) & owner[fixed[other]] for pair in apart)
        )
        before = [other for time, _, other in logins if time <= part[row][0]]
        if logins:
            customers[row] = customers[before[-1] if before else logins[0][2]]
        else:
            customers[row] = frozenset({device})
    numbers = {customer: number for number, customer in enumerate(dict.fromkeys(customers.values()))}
    return [numbers[customers[row]] for row in range(len(part))]


def rank(name: Identifier) -> tuple[int, str]:
    return ORDER.index(name.namespace), name.text
