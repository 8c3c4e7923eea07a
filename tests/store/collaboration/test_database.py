"""The workspace's database: made, opened again, brought up to date, and refused with a reason."""

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect

from resa.store.collaboration import documentlog, maplist, picture, versionlog
from resa.store.collaboration.database import (
    FILE,
    TABLES,
    DamagedWorkspaceError,
    Database,
    NewerWorkspaceError,
    ReadOnlyWorkspaceError,
)
from resa.store.collaboration.steps import STEPS

assert [documentlog, maplist, picture, versionlog]  # their tables belong to the ones compared below


def test_the_settings_that_keep_what_was_written(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    with database.reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]
    assert found == ["wal", 2, 1, 1]
    database.close()


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    before = (tmp_path / FILE).read_bytes()
    Database.open(tmp_path).close()
    assert (tmp_path / FILE).read_bytes() == before


def test_the_steps_lead_to_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.reading() as connection:
        found = inspect(connection)
        made = {name: [column["name"] for column in found.get_columns(name)] for name in found.get_table_names()}
    used = {name: [column.name for column in table.columns] for name, table in TABLES.tables.items()}
    assert {name: made[name] for name in used} == used
    database.close()


def test_an_older_file_takes_the_steps_that_it_lacks_and_keeps_its_rows(tmp_path: Path) -> None:
    first = (("CREATE TABLE a (n INTEGER)", "INSERT INTO a VALUES (7)"),)
    Database.open(tmp_path, steps=first).close()
    second = (*first, ("ALTER TABLE a ADD COLUMN m INTEGER DEFAULT 1",), ("UPDATE a SET m = n + m",))
    database = Database.open(tmp_path, steps=second)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT n, m FROM a").all() == [(7, 8)]
    database.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    first = (("CREATE TABLE a (n INTEGER)",),)
    Database.open(tmp_path, steps=first).close()
    with pytest.raises(Exception, match="no such table"):
        Database.open(tmp_path, steps=(*first, ("CREATE TABLE b (n INTEGER)", "INSERT INTO c VALUES (1)")))
    database = Database.open(tmp_path, steps=first)
    with database.reading() as connection:
        assert inspect(connection).get_table_names() == ["a"]
    database.close()


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    Database.open(tmp_path, steps=(*STEPS, ("CREATE TABLE later (n INTEGER)",))).close()
    with pytest.raises(NewerWorkspaceError, match=f"version {len(STEPS) + 1}"):
        Database.open(tmp_path)


def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("CREATE TABLE theirs (n INTEGER)")
    other.close()
    with pytest.raises(DamagedWorkspaceError, match="another program's"):
        Database.open(tmp_path)


@pytest.mark.parametrize("content", [b"no database at all, but long enough" * 100, b"SQLite format 3\0" * 300])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(DamagedWorkspaceError, match="restore it from a backup"):
        Database.open(tmp_path)


def test_a_page_that_was_overwritten_is_told(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    held = bytearray((tmp_path / FILE).read_bytes())
    held[4096:8192] = b"\xff" * 4096
    (tmp_path / FILE).write_bytes(bytes(held))
    with pytest.raises(DamagedWorkspaceError):
        Database.open(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ReadOnlyWorkspaceError, match="check who may write"):
            Database.open(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadOnlyWorkspaceError, match="check who may write"):
        Database.open(tmp_path / "nowhere")


def test_what_fails_inside_a_block_is_not_kept(tmp_path: Path) -> None:
    database = Database.open(tmp_path, steps=(("CREATE TABLE a (n INTEGER)",),))
    with pytest.raises(DamagedWorkspaceError), database.writing() as connection:  # noqa: PT012 - the block is the case
        connection.exec_driver_sql("INSERT INTO a VALUES (1)")
        raise DamagedWorkspaceError("something went wrong")
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM a").scalar_one() == 0
    database.close()


def test_many_threads_write_one_after_another(tmp_path: Path) -> None:
    database = Database.open(tmp_path, steps=(("CREATE TABLE a (n INTEGER)", "INSERT INTO a VALUES (0)"),))

    def count_up() -> None:
        for _ in range(5):
            with database.writing() as connection:
                number = connection.exec_driver_sql("SELECT n FROM a").scalar_one()
                connection.exec_driver_sql("UPDATE a SET n = ?", (number + 1,))

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT n FROM a").scalar_one() == 20
    database.close()


def test_a_file_of_the_first_version_opens_and_holds_what_it_held(tmp_path: Path) -> None:
    written = (Path(__file__).parent / "workspace_v1.sql").read_text(encoding="utf-8")
    old = sqlite3.connect(tmp_path / FILE)
    old.executescript(written)
    old.close()
    database = Database.open(tmp_path)
    log = documentlog.DocumentLog(database)
    assert log.read("map:m1").contents == (b"\x00\x01", b"\x02")
    assert log.read("map:m1").sequence == 3
    log.close()
    entry = maplist.MapList(database).get("m1")
    assert entry is not None
    assert (entry.title, entry.live_version, entry.approvers) == ("Flytta hem", 1, ("p2",))
    assert versionlog.VersionLog(database).content("m1", number=1) == b"\x00\x01"
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == len(STEPS)
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    database.close()
