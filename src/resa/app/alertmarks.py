"""Alerts that somebody takes on: known or handled, with an owner and a note, kept in `alerts.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from resa.app.knowledge import edit_setting
from resa.app.workspace import Workspace
from resa.model.errors import UsageError
from resa.model.table import Table
from resa.understand.watch.marked import FILE, STATUSES, AlertMark, read_marks, write_marks

_COLUMNS = ("status", "owner", "note", "by")


def with_marks(answer: Table, marks: Sequence[AlertMark]) -> Table:
    """Returns alerts with what people said of each; what comes back after it was marked is unmarked again."""
    rows = tuple({**row, **_said(row, marks)} for row in answer.rows)
    return replace(answer, rows=rows, columns=(*answer.columns, *_COLUMNS))


def _said(row: Mapping[str, Any], marks: Sequence[AlertMark]) -> dict[str, str | None]:
    mark = next((one for one in reversed(marks) if one.story == row["story"] and one.holds(row["since"])), None)
    return {name: getattr(mark, name) if mark else None for name in _COLUMNS}


def mark_alert(workspace: Workspace, mark: AlertMark | None, *, story: str) -> str:
    """Writes down that an alert is known or handled, in the place of what was said before; None takes that back."""
    edit_setting(workspace.folder, FILE, lambda text: with_mark(text, mark, story=story))
    workspace.refresh()
    return f"{story}: {mark.status if mark else 'unmarked'}" + (f", {mark.owner}" if mark and mark.owner else "")


def marked_now(
    workspace: Workspace, story: str, status: str, *, owner: str | None, note: str | None, by: str | None
) -> AlertMark:
    """Returns a mark of what is known today; raises `UsageError` where the status is none."""
    return AlertMark(story, _status(status), _last_day(workspace), owner, note, by)


def _last_day(workspace: Workspace) -> date:
    """Returns the newest day that the data tells of, or today: what comes in later was not meant."""
    period, now = workspace.base.period, workspace.now()
    return min(now, period.end if period else now).astimezone(workspace.zone).date()


def _status(told: str) -> str:
    if told not in STATUSES:
        raise UsageError(f"expected a status, one of {', '.join(STATUSES)}, got {told!r}")
    return told


def with_mark(text: str, mark: AlertMark | None, *, story: str) -> str:
    """Returns the settings file with this mark in the place of what was said of the story."""
    kept = [one for one in read_marks(text) if one.story != story]
    return write_marks([*kept, *([mark] if mark else [])])
