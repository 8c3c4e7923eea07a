"""What people say of alerts (`alerts.yaml`): that one is known, or was handled, who looks after it, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from resa.mapping import settings
from resa.understand.watch.panel import Subject

FILE = "alerts.yaml"
STATUSES = ("known", "handled")
"""Somebody is on it; or nothing more is to be done about it."""

_PARTS = frozenset({"alert", "status", "owner", "note", "by", "on"})
_SAME = {"visits": "customers"}  # by the hour visits are told, by the day customers


@dataclass(frozen=True, slots=True)
class AlertMark:
    """What somebody said of one story on a day; it holds for what began by then, not for what comes back later."""

    story: str
    status: str
    on: date
    owner: str | None = None
    note: str | None = None
    by: str | None = None

    def holds(self, since: str) -> bool:
        """Says whether an alert that began then was meant."""
        return date.fromisoformat(since[:10]) <= self.on

    def entry(self) -> dict[str, str]:
        """Returns what the settings file says of it."""
        told = {"alert": self.story, "status": self.status, "owner": self.owner, "note": self.note, "by": self.by}
        return {**{name: words for name, words in told.items() if words}, "on": self.on.isoformat()}


def story_of(subject: Subject) -> str:
    """Returns the name of the story that alerts of one figure at one place are; it stays when they come back.

    >>> story_of(Subject("visits", "count", touchpoint="basket"))
    'customers at basket'
    """
    parts = (subject.source, subject.channel if not subject.touchpoint else None, subject.touchpoint, subject.topic)
    place = " ".join(part for part in parts if part)
    return f"{_SAME.get(subject.figure, subject.figure)} at {place or 'everything'}"


def read_marks(text: str, *, where: str = FILE) -> tuple[AlertMark, ...]:
    """Returns what a settings file says of alerts; raises `SettingsError` with every fault.

    >>> read_marks("alerts: [{alert: contacts at delivery, status: known, on: 2026-10-31}]")[0].status
    'known'
    """
    return settings.entries(text, name="alerts", where=where, read_one=_mark)


def write_marks(marks: Sequence[AlertMark]) -> str:
    """Returns the settings file that says the same."""
    return settings.write({"alerts": [one.entry() for one in marks]})


def _mark(number: int, entry: Any, faults: list[str]) -> AlertMark | None:
    at = f"alerts, entry {number}"
    if not isinstance(entry, Mapping):
        faults.append(f"{at}: expected alert, status and on, got {entry!r}")
        return None
    told = list(settings.unexpected(entry, expected=_PARTS, at=at))
    if not isinstance(entry.get("alert"), str):
        told.append(f"{at}: expected an alert, as its column story says, got {entry.get('alert')!r}")
    if entry.get("status") not in STATUSES:
        told.append(f"{at}: expected a status, one of {', '.join(STATUSES)}, got {entry.get('status')!r}")
    day = _day(entry.get("on"))
    if day is None:
        told.append(f"{at}: expected on to be a day such as 2026-10-31, got {entry.get('on')!r}")
    faults.extend(told)
    if told or day is None:
        return None
    owner, note, by = (str(entry[part]) if entry.get(part) is not None else None for part in ("owner", "note", "by"))
    return AlertMark(entry["alert"], entry["status"], day, owner, note, by)


def _day(told: Any) -> date | None:
    try:
        return date.fromisoformat(str(told)[:10])
    except ValueError:
        return None
