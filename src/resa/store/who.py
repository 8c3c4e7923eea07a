"""Whose interactions are whose, for any number of subjects."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.model.identifier import TRUST
from resa.store.assignment import Assignment

NOBODY = Assignment(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int32))
"""Before anybody said who is who: every subject is a customer of its own."""


def reaching(assignment: Assignment, *, subjects: int) -> Assignment:
    """Returns the assignment with subjects that it does not know yet as customers of their own."""
    known = len(assignment.customer)
    if subjects <= known:
        return assignment
    more = np.arange(known, subjects, dtype=np.int32)
    return Assignment(
        np.concatenate([assignment.customer, more]),
        assignment.handover_subject,
        assignment.handover_time,
        assignment.handover_customer,
        assignment.tables,
    )


def resolved(assignment: Assignment, *, subject: NDArray[np.int32], instant: NDArray[np.int64]) -> NDArray[np.int32]:
    """Returns the customer of each interaction, -1 where nobody is known."""
    is_known = subject < len(assignment.customer)
    if is_known.all():
        return assignment.resolve(subject, time=instant)
    found = subject.astype(np.int32)  # subjects that the assignment does not know are customers of their own
    found[is_known] = assignment.resolve(subject[is_known], time=instant[is_known])
    return found


def changed_subjects(old: Assignment, new: Assignment) -> NDArray[np.int32]:
    """Returns the subjects whose customer differs, at whatever time."""
    subjects = max(len(old.customer), len(new.customer))
    before, after = reaching(old, subjects=subjects), reaching(new, subjects=subjects)
    direct = np.flatnonzero(before.customer != after.customer)
    handed = np.setxor1d(_handovers(before), _handovers(after))
    return distinct(direct, handed["subject"])


def _handovers(assignment: Assignment) -> NDArray[np.void]:
    rows = np.empty(len(assignment.handover_subject), [("subject", "i4"), ("time", "i8"), ("customer", "i4")])
    rows["subject"] = assignment.handover_subject
    rows["time"] = assignment.handover_time
    rows["customer"] = assignment.handover_customer
    return rows


def customers_of(assignment: Assignment, subjects: NDArray[np.int32]) -> NDArray[np.int32]:
    """Returns every customer that any of these subjects belongs to at any time, sorted."""
    known = subjects[subjects >= 0]
    wide = reaching(assignment, subjects=int(known.max(initial=-1)) + 1)
    handed = wide.handover_customer[np.isin(wide.handover_subject, known)]
    return distinct(wide.customer[known], handed)


def distinct(*codes: NDArray[np.integer]) -> NDArray[np.int32]:
    """Returns the different codes, sorted; codes are -1 or more.

    Marks a table instead of sorting or hashing, since codes lie close together.
    """
    is_there = np.zeros(max((int(some.max(initial=-1)) for some in codes), default=-1) + 2, np.bool_)
    for some in codes:
        is_there[some + 1] = True
    return np.asarray(np.flatnonzero(is_there) - 1, np.int32)


def identifier_names(assignment: Assignment) -> dict[int, frozenset[str]]:
    """Returns every way to name each customer in a filter: its labels and the bare texts of its identifiers."""
    names: dict[int, set[str]] = {}
    table = assignment.tables.get("identifiers")
    if table is None:
        return {}
    columns = (table[name].to_pylist() for name in ("customer", "namespace", "text"))
    for customer, namespace, text in zip(*columns, strict=True):
        if customer is None:
            continue
        names.setdefault(customer, set()).update((text, label(namespace, text)))
    return {customer: frozenset(found) for customer, found in names.items()}


def label(namespace: str, text: str) -> str:
    """Returns how a customer is shown: the identifier's namespace and text."""
    return f"{namespace}:{text}"


def trust_rank(namespace: str) -> int:
    """Returns the namespace's place in the order of trust, 0 for the most trusted."""
    after_crm = TRUST.index("crm") + 1
    if namespace not in TRUST:
        return after_crm
    at = TRUST.index(namespace)
    return at if at < after_crm else at + 1


def best_identifiers(identifiers: pa.Table) -> dict[int, str]:
    """Returns the label of each customer: its most trusted identifier, the smallest text among equals.

    Reads the columns `customer`, `namespace` and `text`.
    """
    found: dict[int, tuple[int, str, str]] = {}
    columns: Sequence[list[object]] = [identifiers[name].to_pylist() for name in ("customer", "namespace", "text")]
    for customer, namespace, text in zip(*columns, strict=True):
        if customer is None:
            continue
        candidate = (trust_rank(str(namespace)), str(namespace), str(text))
        one = int(str(customer))
        if one not in found or candidate < found[one]:
            found[one] = candidate
    return {customer: label(namespace, text) for customer, (_, namespace, text) in found.items()}
