"""One check: what was looked at, what was found, what that rests on, and what to think of it."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from resa.model.measurement import Interval, Measurement
from resa.understand.answer import ends

Verdict = Literal["fine", "look", "fault", "unknown"]
Basis = Literal["journeys", "page", "people", "nothing"]

VERDICTS: tuple[Verdict, ...] = ("fault", "look", "unknown", "fine")
"""What a check comes to, the worst first: a fault, something to look at, not known, fine."""


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the list.

    `check` is what was looked at, `area` what it belongs to (phone, form, checkout, payment, call, trust), `at` the
    touchpoint or the page. `found` and `against` are figures in `unit`; `n` is of how many visits, `among` of how many
    fields or links. `says` are the things that were found, by name; "pay:", "link:", "missing:" and "required:" stand
    before names that have words. `bring` is what would have to be known, where the verdict is unknown. `cause` is the
    pain that it would make.
    """

    check: str
    area: str
    verdict: Verdict
    basis: Basis
    at: str | None = None
    stage: str | None = None
    found: float | None = None
    found_interval: Interval | None = None
    against: float | None = None
    against_interval: Interval | None = None
    difference: float | None = None
    difference_interval: Interval | None = None
    unit: str = ""
    n: int | None = None
    among: int | None = None
    p: float | None = None
    says: tuple[str, ...] = ()
    bring: str | None = None
    cause: str | None = None
    touchpoint: str | None = None
    evidence: str | None = None
    by: str | None = None

    def row(self) -> dict[str, Any]:
        """Returns the check as columns; measured and asserted are told apart."""
        names = ("found", "against", "difference")
        provenance = {"people": "asserted", "nothing": None}.get(self.basis, "measured")
        told: dict[str, Any] = {
            "area": self.area, "check": self.check, "verdict": self.verdict, "at": self.at, "found": self.found,
            "against": self.against, "difference": self.difference, "unit": self.unit or None, "n": self.n,
            "among": self.among, "p": self.p, "says": list(self.says), "basis": self.basis,
            "provenance": provenance, "bring": self.bring,
            "cause": self.cause, "stage": self.stage, "mark": self.touchpoint, "evidence": self.evidence, "by": self.by,
        }  # fmt: skip
        around = {f"{name}_interval": getattr(self, f"{name}_interval") for name in names}
        return told | {name: ends(one) for name, one in around.items() if one is not None}

    def of(self, measured: Measurement) -> "Check":
        """Returns the check with this figure as what was found."""
        return replace(self, found=measured.figure, found_interval=measured.interval, unit=measured.unit, n=measured.n)


def unknown(check: str, *, area: str, bring: str) -> Check:
    """Returns a check that nothing tells of, with what would."""
    return Check(check, area, "unknown", "nothing", bring=bring)
