"""Alerts that somebody takes on: what is said holds for that story, until the same comes back."""

from datetime import UTC, date, datetime

import pytest

from resa.app.alertmarks import with_marks
from resa.mapping.settings import SettingsError
from resa.model.measurement import Base
from resa.model.table import Table
from resa.understand.watch.marked import AlertMark, read_marks, write_marks

MARK = AlertMark("contacts at delivery", "known", date(2026, 10, 20), owner="Eva", note="carrier on strike", by="Eva")


def alerts(*since: str) -> Table:
    rows = tuple({"story": "contacts at delivery", "since": one} for one in since)
    return Table("alerts", ("story", "since"), rows, Base(9, 90), datetime(2026, 11, 1, tzinfo=UTC), 1)


def test_a_mark_holds_for_what_had_begun_and_not_for_what_comes_back() -> None:
    now, again, by_hour = with_marks(alerts("2026-10-12", "2026-10-25", "2026-10-20T14:00"), [MARK]).rows
    assert (now["status"], now["owner"], now["note"]) == ("known", "Eva", "carrier on strike")
    assert again["status"] is None
    assert by_hour["status"] == "known"


def test_other_stories_are_not_meant() -> None:
    other = AlertMark("contacts at return", "handled", date(2026, 10, 20))
    assert with_marks(alerts("2026-10-12"), [other]).rows[0]["status"] is None


def test_marks_are_read_as_they_were_written() -> None:
    assert read_marks(write_marks([MARK])) == (MARK,)


def test_every_fault_of_a_file_is_told() -> None:
    with pytest.raises(SettingsError) as told:
        read_marks("alerts: [{alert: a, status: gone, on: soon, who: me}, 7]")
    assert len(told.value.faults) == 4
