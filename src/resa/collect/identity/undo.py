"""Takes back a merge that turned out wrong."""

from datetime import datetime

import pyarrow.compute as pc

from resa.collect.identity.decision import Decision, Decisions, Verdict
from resa.model.errors import UnknownNameError
from resa.model.identifier import Identifier
from resa.store.assignment import Assignment


class UnknownMergeError(UnknownNameError):
    """A merge id that no link goes by."""

    code = "unknown_merge"


def undo(
    decisions: Decisions,
    merge: str,
    *,
    assignment: Assignment,
    at: datetime | None = None,
    by: str | None = None,
    note: str | None = None,
) -> Decisions:
    """Returns the decisions with one more: the two identifiers of that link belong to two customers.

    They stay apart whatever records say later, until the decision is taken back (`Decisions.without`).
    """
    links = assignment.tables.get("links")
    if links is None:
        raise UnknownMergeError("merge", merge, known=(), where="the links")
    row = pc.index(links["merge_id"], merge).as_py()
    if row < 0:
        raise UnknownMergeError("merge", merge, known=links["merge_id"].slice(0, 10_000).to_pylist(), where="the links")
    one, other = (Identifier(*links[side][row].as_py().split(":", 1)) for side in ("a", "b"))
    return decisions.with_decision(Decision(Verdict.APART, one, other, at=at, by=by, note=note))
