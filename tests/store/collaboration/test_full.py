"""A disk without room: told in a sentence, and nothing that was written before is lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from resa.store.collaboration.database import Database, FullDatabaseError
from resa.store.collaboration.documentlog import DocumentLog, Update


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    log = DocumentLog(database)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    log.append(Update("map:a", b"before", at)).result()
    with pytest.raises(FullDatabaseError):
        _fill(database)
    assert log.read("map:a").contents == (b"before",)
    log.close()
    database.close()


def _fill(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # not beyond what is there
        connection.exec_driver_sql("CREATE TABLE large (content BLOB)")
        connection.exec_driver_sql("INSERT INTO large VALUES (zeroblob(9000000))")
