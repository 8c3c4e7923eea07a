"""What the records contradict each other on: recorded for people to decide, never guessed."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.decision import Decisions, Verdict
from resa.collect.identity.linking import HANDED, SHARED
from resa.collect.identity.standing import Standing
from resa.model.identifier import UNIQUE_NAMESPACES, Identifier

_SCHEMA = pa.schema(
    [
        ("conflict_id", pa.string()),
        ("rule", pa.string()),
        ("identifiers", pa.list_(pa.string())),
        ("customers", pa.list_(pa.int32())),
        ("records", pa.int64()),
        ("sentence", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class _Conflict:
    """One contradiction; `about` are the identifiers in it, `customers` whom it keeps apart."""

    rule: str
    about: tuple[Identifier, ...]
    customers: tuple[int, ...]
    records: int
    sentence: str

    def row(self) -> Mapping[str, object]:
        """Returns the conflict as a row of the table."""
        names = [str(one) for one in self.about]
        digest = hashlib.blake2b("\x1f".join([self.rule, *names]).encode(), digest_size=6).hexdigest()
        return {
            "conflict_id": "c" + digest,
            "rule": self.rule,
            "identifiers": names,
            "customers": list(self.customers),
            "records": self.records,
            "sentence": self.sentence,
        }


class _Names:
    """What customers are called, looked up in the table of labels."""

    def __init__(self, labels: pa.Table) -> None:
        self._customers = labels["customer"].to_numpy()
        self._labels = labels

    def of(self, customer: int) -> str:
        """Returns what a customer is called."""
        row = int(np.searchsorted(self._customers, np.int32(customer)))  # another width would copy the whole column
        if row == len(self._customers) or self._customers[row] != customer:
            return f"customer {customer}"
        return f"{self._labels['namespace'][row].as_py()}:{self._labels['text'][row].as_py()}"


def conflicts(book: IdentityBook, standing: Standing, decisions: Decisions, *, labels: pa.Table) -> pa.Table:
    """Returns all contradictions, sorted by rule and identifiers.

    Rules: "shared_identifier" (seen with several customers, links nothing), "device_handover" (a device several
    customers used in turn), "unique_namespace" (two customer numbers on one record), "equal_trust" (a record whose
    equally trusted identifiers belong to different customers), "decision_impossible" (somebody joined what others
    keep apart).
    """
    names = _Names(labels)
    found = [
        *_of_shared(book, standing, names),
        *_of_refused(book, standing, names),
        *_of_decisions(book, standing, decisions, names),
    ]
    rows = sorted({one.row()["conflict_id"]: one for one in found}.values(), key=lambda one: (one.rule, one.about))
    return pa.Table.from_pylist([dict(one.row()) for one in rows], schema=_SCHEMA)


def _of_shared(book: IdentityBook, standing: Standing, names: _Names) -> Iterable[_Conflict]:
    for code in np.flatnonzero(standing.status >= SHARED):
        subjects = book.membership.subjects_with(int(code))
        customers = _sorted(_others(book, standing, int(code), subjects), names)
        who = " and ".join(_called(customers, names))
        name = book.identifier(int(code))
        is_handed = standing.status[code] == HANDED
        sentence = (
            f"{name} was used in turn by {who}; each login keeps what followed it until the next one"
            if is_handed
            else f"{name} was seen with {who}; it links nobody until somebody says whose it is"
        )
        records = int(book.evidence.records[subjects].sum())
        yield _Conflict("device_handover" if is_handed else "shared_identifier", (name,), customers, records, sentence)


def _of_refused(book: IdentityBook, standing: Standing, names: _Names) -> Iterable[_Conflict]:
    for subject in np.flatnonzero(standing.is_refused):
        start, stop = book.membership.offsets.array[subject : subject + 2]
        codes = book.membership.identifier.array[start:stop]
        by_kind: dict[str, list[int]] = {}
        for code in codes.tolist():
            by_kind.setdefault(book.identifier(code).namespace, []).append(code)
        for namespace, equals in by_kind.items():
            customers = _sorted(standing.identifier_customer[equals], names)
            if len(customers) < 2:
                continue
            about = tuple(sorted(book.identifier(code) for code in equals))
            rule = "unique_namespace" if namespace in UNIQUE_NAMESPACES else "equal_trust"
            sentence = (
                f"a record carries {' and '.join(map(str, about))}, which belong to different customers; "
                f"it was given to {' '.join(_called((int(standing.customer[subject]),), names))}"
            )
            yield _Conflict(rule, about, customers, int(book.evidence.records[subject]), sentence)


def _of_decisions(book: IdentityBook, standing: Standing, decisions: Decisions, names: _Names) -> Iterable[_Conflict]:
    for one, other in decisions.pairs(Verdict.TOGETHER):
        codes = [
            code for code in (book.code(one), book.code(other)) if code is not None and code < len(standing.status)
        ]
        customers = _sorted(standing.identifier_customer[codes], names)
        if len(codes) == 2 and len(customers) == 2:
            about = tuple(sorted((one, other)))
            sentence = (
                f"somebody joined {about[0]} and {about[1]}, but what is more trusted keeps them with "
                f"{' and '.join(_called(customers, names))}; decide on those first"
            )
            yield _Conflict("decision_impossible", about, customers, 0, sentence)


def _others(book: IdentityBook, standing: Standing, identifier: int, subjects: NDArray[np.int32]) -> NDArray[np.int32]:
    """Returns the customers of those subjects that something else than this identifier decides on."""
    members = book.membership
    starts, stops = members.offsets.view[:-1][subjects], members.offsets.view[1:][subjects]
    is_linking = standing.status[members.identifier.view[np.concatenate(list(map(np.arange, starts, stops)))]] < SHARED
    is_decided = np.add.reduceat(is_linking, np.cumsum(stops - starts) - (stops - starts), dtype=int) > 0
    customers = standing.customer[subjects[is_decided]]
    others: NDArray[np.int32] = customers[customers != standing.identifier_customer[identifier]]
    return others


def _sorted(customers: NDArray[np.int32], names: _Names) -> tuple[int, ...]:
    return tuple(sorted({int(one) for one in customers if one >= 0}, key=names.of))


def _called(customers: tuple[int, ...], names: _Names, *, most: int = 4) -> list[str]:
    called = [names.of(one) for one in customers[:most]]
    return called if len(customers) <= most else [*called, f"{len(customers) - most} more"]
