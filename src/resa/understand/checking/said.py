"""What people say of checks that no data tells (`checks.yaml`): a verdict, why, and who says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resa.mapping import settings
from resa.understand.checking.check import VERDICTS, Check, Verdict

FILE = "checks.yaml"

AREA_OF: Mapping[str, str] = {
    "phone_conversion": "phone", "phone_step": "phone", "phone_viewport": "phone", "form_fields": "form",
    "form_labels": "form", "form_filling": "form", "form_keyboards": "form", "checkout_steps": "checkout",
    "checkout_left": "checkout", "checkout_back": "checkout", "payment_options": "payment", "payment_left": "payment",
    "payment_named": "payment", "call_place": "call", "trust_links": "trust", "secure_address": "trust",
    "secure_parts": "trust",
}  # fmt: skip
"""Every check by its name, and what it belongs to."""

_SAYABLE = tuple(one for one in VERDICTS if one != "unknown")
_PARTS = frozenset({"check", "verdict", "says", "by", "at"})


@dataclass(frozen=True, slots=True)
class SaidCheck:
    """What somebody says of one check, of one touchpoint or page where `at` names one."""

    check: str
    verdict: Verdict
    says: str
    by: str | None = None
    at: str | None = None

    def told(self) -> Check:
        """Returns it as a check, marked as people's word."""
        return Check(self.check, AREA_OF[self.check], self.verdict, "people", at=self.at, says=(self.says,), by=self.by)

    def entry(self) -> dict[str, str]:
        """Returns what the settings file says of it."""
        pairs = {"check": self.check, "at": self.at, "verdict": self.verdict, "says": self.says, "by": self.by}
        return {name: told for name, told in pairs.items() if told}


def read_checks(text: str, *, where: str = FILE) -> tuple[SaidCheck, ...]:
    """Returns what a settings file says of checks; raises `SettingsError` with every fault.

    >>> read_checks("checks: [{check: call_place, verdict: fine, says: it stands first}]")[0].verdict
    'fine'
    """
    return settings.entries(text, name="checks", where=where, read_one=_said)


def read_entry(entry: Mapping[str, Any]) -> SaidCheck:
    """Returns what one entry says; raises `SettingsError` with every fault."""
    faults: list[str] = []
    said = _said(1, entry, faults)
    settings.complain(faults, where=FILE)
    assert said is not None  # without faults it was read
    return said


def write_checks(said: Sequence[SaidCheck]) -> str:
    """Returns the settings file that says the same."""
    return settings.write({"checks": [one.entry() for one in said]})


def with_said(text: str, *, one: SaidCheck) -> str:
    """Returns the settings file with this in the place of what was said of the same check at the same place."""
    return write_checks([*_others(text, check=one.check, at=one.at), one])


def without_said(text: str, *, check: str, at: str | None) -> str:
    """Returns the settings file without what was said of a check at a place."""
    return write_checks(_others(text, check=check, at=at))


def _others(text: str, *, check: str, at: str | None) -> list[SaidCheck]:
    return [other for other in read_checks(text) if (other.check, other.at) != (check, at)]


def _said(number: int, entry: Any, faults: list[str]) -> SaidCheck | None:
    at = f"checks, entry {number}"
    if not isinstance(entry, Mapping):
        faults.append(f"{at}: expected check, verdict and says, got {entry!r}")
        return None
    told = list(settings.unexpected(entry, expected=_PARTS, at=at))
    if entry.get("check") not in AREA_OF:
        told.append(f"{at}: expected a check, one of {', '.join(AREA_OF)}, got {entry.get('check')!r}")
    if entry.get("verdict") not in _SAYABLE:
        told.append(f"{at}: expected a verdict, one of {', '.join(_SAYABLE)}, got {entry.get('verdict')!r}")
    if not isinstance(entry.get("says"), str) or not entry["says"].strip():
        told.append(f"{at}: expected says to tell why, got {entry.get('says')!r}")
    faults.extend(told)
    if told:
        return None
    by, place = (str(entry[part]) if entry.get(part) is not None else None for part in ("by", "at"))
    return SaidCheck(str(entry["check"]), entry["verdict"], entry["says"].strip(), by, place)
