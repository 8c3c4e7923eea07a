"""Versions, the list of maps and pictures, as they are kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from resa.store.collaboration import versionlog
from resa.store.collaboration.database import Database
from resa.store.collaboration.maplist import MapEntry, MapList, add_entry
from resa.store.collaboration.picture import Pictures
from resa.store.collaboration.versionlog import BY_HAND, QUIET, NewVersion, VersionLog

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ENTRY = MapEntry("m1", "Flytta hem", "current_state", "draft", "sv", "p1", AT, "p1", AT, approvers=("p2", "p3"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path)
    with database.writing() as connection:
        add_entry(connection, ENTRY)
    yield database
    database.close()


def test_versions_are_numbered_from_one_and_give_their_content_back(database: Database) -> None:
    log = VersionLog(database)
    first = log.add(NewVersion("m1", BY_HAND, 3, b"first", AT, "p1", "Spring"))
    second = log.add(NewVersion("m1", QUIET, 5, b"second", AT))
    assert [one.number for one in (first, second)] == [1, 2]
    assert log.all("m1") == (second, first)
    assert log.newest("m1") == second
    assert [log.content("m1", number=number) for number in (1, 2, 3)] == [b"first", b"second", None]
    assert log.label("m1", number=2, label="Before the fair")
    assert not log.label("m1", number=9, label="none")
    assert [one.label for one in log.all("m1")] == ["Before the fair", "Spring"]


def test_only_what_the_clock_took_is_thinned_out(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versionlog, "MOST_AUTOMATIC", 2)
    log = VersionLog(database)
    log.add(NewVersion("m1", QUIET, 1, b"named", AT, label="kept by its name"))
    log.add(NewVersion("m1", BY_HAND, 2, b"by hand", AT))
    for number in range(4):
        log.add(NewVersion("m1", QUIET, 3 + number, b"clock", AT))
    assert [one.number for one in log.all("m1")] == [6, 5, 2, 1]


def test_the_list_gives_back_what_it_was_given(database: Database) -> None:
    maps = MapList(database)
    assert maps.get("m1") == ENTRY
    assert maps.get("m2") is None
    later = AT + timedelta(days=1)
    maps.change("m1", status="live", status_at=later, approvers=("p9",), archived_at=later)
    assert maps.get("m1") == replace(ENTRY, status="live", status_at=later, approvers=("p9",), archived_at=later)
    assert maps.sources() == frozenset()
    maps.remove("m1")
    assert maps.all() == ()


def test_a_map_that_goes_takes_its_versions_with_it(database: Database) -> None:
    log = VersionLog(database)
    log.add(NewVersion("m1", QUIET, 1, b"x", AT))
    MapList(database).remove("m1")
    assert log.all("m1") == ()


def test_a_picture_kept_twice_is_one_file(database: Database, tmp_path: Path) -> None:
    pictures = Pictures(database)
    first = pictures.add(b"GIF89a...", form="image/gif", made_by="p1", made_at=AT)
    again = pictures.add(b"GIF89a...", form="image/gif", made_by="p2", made_at=AT)
    assert first.id == again.id
    found = pictures.get(first.id)
    assert found == first
    assert pictures.path(first).read_bytes() == b"GIF89a..."
    assert len(list((tmp_path / "pictures").iterdir())) == 1
    assert pictures.get("nothing") is None
