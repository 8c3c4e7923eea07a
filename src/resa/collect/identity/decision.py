"""What people decided about who is who, kept as readable settings (`identity.yaml`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from resa.model.errors import UsageError
from resa.model.identifier import Identifier

_WORD = 0xFFFF_FFFF_FFFF_FFFF


class DecisionError(UsageError):
    """A decision that can't be read or can't be taken back."""

    code = "identity_decision"


class Verdict(StrEnum):
    """What somebody says about two identifiers."""

    TOGETHER = "together"  # they belong to one customer, whatever the records say
    APART = "apart"  # they belong to two, whatever the records say


@dataclass(frozen=True, slots=True)
class Decision:
    """Somebody's word on two identifiers; it outweighs every record."""

    verdict: Verdict
    one: Identifier
    other: Identifier
    at: datetime | None = None
    by: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if self.one == self.other:
            raise DecisionError(
                f"expected two different identifiers, got {self.one} twice; name the two that are meant"
            )

    @property
    def merge_id(self) -> str:
        """The stable name of the link that the decision is about."""
        return merge_id(self.one, self.other)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything people decided, in order; on the same two identifiers the last word counts.

    >>> phone, number = Identifier("phone", "+46701234567"), Identifier("customer_number", "C1")
    >>> undone = Decisions().with_decision(Decision(Verdict.APART, number, phone))
    >>> undone.without(merge_id(phone, number)) == Decisions()
    True
    """

    entries: tuple[Decision, ...] = ()

    def with_decision(self, decision: Decision) -> "Decisions":
        """Returns these decisions and one more, which replaces an earlier one on the same identifiers."""
        kept = tuple(entry for entry in self.entries if entry.merge_id != decision.merge_id)
        return Decisions((*kept, decision))

    def with_all(self, decisions: Iterable[Decision]) -> "Decisions":
        """Returns these decisions and more, one after the other."""
        together = self
        for decision in decisions:
            together = together.with_decision(decision)
        return together

    def without(self, merge: str) -> "Decisions":
        """Returns the decisions without the one on that link: an undone merge is redone, a forced one is taken back."""
        kept = tuple(entry for entry in self.entries if entry.merge_id != merge)
        if len(kept) == len(self.entries):
            decided = ", ".join(entry.merge_id for entry in self.entries) or "none"
            raise DecisionError(f"expected a link that somebody decided on, got {merge!r}; decided so far: {decided}")
        return Decisions(kept)

    def pairs(self, verdict: Verdict) -> tuple[tuple[Identifier, Identifier], ...]:
        """Returns the pairs that have this verdict."""
        last = {entry.merge_id: entry for entry in self.entries}
        return tuple((entry.one, entry.other) for entry in last.values() if entry.verdict is verdict)

    def document(self) -> list[dict[str, Any]]:
        """Returns the decisions as plain lists and mappings, ready to be written as YAML."""
        return [_entry(decision) for decision in self.entries]

    @classmethod
    def read(cls, document: Iterable[Mapping[str, Any]] | None, *, place: str = "identity.yaml") -> "Decisions":
        """Returns the decisions that a document holds; all its faults are told at once.

        >>> Decisions.read([{"apart": [{"login": "kim"}, {"phone": "+4670"}]}]).entries[0].verdict
        <Verdict.APART: 'apart'>
        """
        decisions, faults = cls(), []
        for number, entry in enumerate(document or (), start=1):
            try:
                decisions = decisions.with_decision(_decision(entry))
            except (DecisionError, ValueError) as fault:
                faults.append(f"{place}, entry {number}: {fault}")
        if faults:
            raise DecisionError(f"{place} holds {len(faults)} decisions that can't be read", faults=faults)
        return decisions


def merge_id(one: Identifier, other: Identifier) -> str:
    """Returns the stable name of the link between two identifiers; the same on every machine and in either order.

    >>> merge_id(Identifier("login", "kim"), Identifier("phone", "+4670"))
    'm701e187c0063829a'
    """
    both = sum(fingerprint(str(name).encode()) for name in (one, other)) & _WORD
    both = (both ^ both >> 32) * 0xD6E8FEB86659FD93 & _WORD
    return f"m{both ^ both >> 32:016x}"


def fingerprint(text: bytes) -> int:
    """Returns the 64-bit FNV-1a hash of a text."""
    code = 0xCBF29CE484222325
    for byte in text:
        code = (code ^ byte) * 0x100000001B3 & _WORD
    return code


def _entry(decision: Decision) -> dict[str, Any]:
    pair = [{name.namespace: name.text} for name in (decision.one, decision.other)]
    entry: dict[str, Any] = {decision.verdict.value: pair, "merge_id": decision.merge_id}
    if decision.at is not None:
        entry["at"] = decision.at.isoformat()
    if decision.by is not None:
        entry["by"] = decision.by
    if decision.note is not None:
        entry["note"] = decision.note
    return entry


def _decision(entry: Any) -> Decision:
    verdicts = [verdict for verdict in Verdict if isinstance(entry, Mapping) and verdict.value in entry]
    if len(verdicts) != 1:
        raise DecisionError(f"expected `together: [A, B]` or `apart: [A, B]`, got {entry!r}; write one of the two")
    pair = entry[verdicts[0].value]
    if not isinstance(pair, list) or len(pair) != 2:
        raise DecisionError(f"expected two identifiers such as [{{email: a@x.se}}, {{phone: '+4670'}}], got {pair!r}")
    at = entry.get("at")
    return Decision(
        verdicts[0],
        _identifier(pair[0]),
        _identifier(pair[1]),
        at=datetime.fromisoformat(at) if isinstance(at, str) else at,
        by=entry.get("by"),
        note=entry.get("note"),
    )


def _identifier(entry: Any) -> Identifier:
    if not isinstance(entry, Mapping) or len(entry) != 1:
        raise DecisionError(f"expected one identifier as {{namespace: text}}, got {entry!r}; quote texts of digits")
    ((namespace, text),) = entry.items()
    if not isinstance(text, str):
        raise DecisionError(f"expected a quoted text for {namespace}, got {text!r}; write {namespace}: '{text}'")
    return Identifier(str(namespace), text)
