"""The one SQLite file of a workspace: opened, brought to today's schema, read by many and written by one at a time.

`synchronous=FULL` with a write-ahead log: what a finished `writing` block wrote is on the disk, and readers never wait.
`secure_delete` overwrites what is removed, so that an erased word is not found in the file's free pages.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, Dialect, Engine, MetaData, String, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.types import TypeDecorator

from resa.model.errors import FailureError, UsageError
from resa.store.collaboration.steps import STEPS
from resa.store.lock import WorkspaceBusyError

FILE = "workspace.sqlite"
PATIENCE_SECONDS = 20.0
APPLICATION_ID = 0x52455341
"""Stands in the file's header, so that another program's file is not taken for ours."""

TABLES = MetaData()
"""The tables as the code of this package uses them; `steps` makes them."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA busy_timeout = {int(PATIENCE_SECONDS * 1000)}",
)


class NewerWorkspaceError(FailureError):
    """The file was written by a newer Resa."""

    code: ClassVar[str] = "newer_workspace"


class DamagedWorkspaceError(FailureError):
    """The file does not hold what was written to it, or is none of ours."""

    code: ClassVar[str] = "damaged_workspace"


class ReadOnlyWorkspaceError(FailureError):
    """The file or its folder can't be written to."""

    code: ClassVar[str] = "read_only_workspace"


class FullDatabaseError(FailureError):
    """The disk has no room for what shall be written."""

    code: ClassVar[str] = "full_disk"


class NumberRangeError(UsageError):
    """A number is asked for that no row can have."""

    code: ClassVar[str] = "number_range"


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as ISO text in UTC with microseconds: sorts as it is, reads well."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Returns the text that is kept; raises `ValueError` for an instant without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected an instant with its zone, got {value!r}")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Returns the instant that the text says."""
        return None if value is None else datetime.fromisoformat(value)


class Database:
    """An open `workspace.sqlite`; may be used from several threads."""

    def __init__(self, path: Path, *, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._writers = threading.Lock()

    @classmethod
    def open(cls, folder: Path, *, steps: Sequence[Sequence[str]] = STEPS) -> "Database":
        """Returns the workspace's database, made or brought to the schema of `steps` where it isn't.

        Opening again changes nothing. Raises `NewerWorkspaceError`, `ReadOnlyWorkspaceError`, `DamagedWorkspaceError`.
        """
        path = folder / FILE
        database = cls(path, engine=_engine(path))
        try:
            with _told(path):
                database._bring_up_to(steps)
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Gives a connection that sees one state of the file, whatever is written meanwhile."""
        with _told(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Gives the one connection that may write; what the block wrote is on the disk when it ends, or not at all."""
        with self._writers, _told(self.path):
            writer = self._engine.execution_options(is_writing=True)
            with writer.begin() as connection:
                yield connection

    def close(self) -> None:
        """Closes the file; what the write-ahead log holds goes into it."""
        self._engine.dispose()

    def _bring_up_to(self, steps: Sequence[Sequence[str]]) -> None:
        with self.reading() as connection:
            version = _checked_version(connection, newest=len(steps), path=self.path)
        if version == len(steps):
            return
        with self.writing() as connection:
            version = _checked_version(connection, newest=len(steps), path=self.path)  # another may have been quicker
            for statement in (statement for step in steps[version:] for statement in step):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {len(steps)}")


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", pool_size=8, max_overflow=24)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver's own transactions would leave changes of the schema outside
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    """Takes the write lock at once where the block writes: two that read first and write then would lock each other."""
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _checked_version(connection: Connection, *, newest: int, path: Path) -> int:
    """Returns how many steps the file has taken, 0 where it is empty."""
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    owner = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one())
    if tables and owner != APPLICATION_ID:
        raise DamagedWorkspaceError(
            f"expected a workspace's own file at {path}, got another program's; move it away, or name another folder"
        )
    if version > newest:
        raise NewerWorkspaceError(
            f"expected a workspace of version {newest} or older at {path}, got version {version}; "
            "open it with the Resa that wrote it, or a newer one"
        )
    found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    if found != "ok":
        raise DamagedWorkspaceError(_damage(path, found))
    return version


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Says in words what the driver says in codes."""
    try:
        yield
    except OverflowError as error:
        raise NumberRangeError(f"expected numbers that {path.name} can hold, of 63 bits, got a larger one") from error
    except DatabaseError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise WorkspaceBusyError(
                f"expected to write to {path} within {PATIENCE_SECONDS:g} seconds, but another process writes; "
                "wait for it to finish, or end it"
            ) from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise DamagedWorkspaceError(_damage(path, str(error.orig))) from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            raise ReadOnlyWorkspaceError(
                f"expected to write to {path}, got: {error.orig}; check who may write to the folder"
            ) from error
        if code == sqlite3.SQLITE_FULL:
            raise FullDatabaseError(
                f"expected room on the disk for {path.name}, there is none; make room and try again"
            ) from error
        if isinstance(error, OperationalError) and code == sqlite3.SQLITE_IOERR:
            raise FailureError(f"expected to write to {path}, got: {error.orig}; check the disk") from error
        raise


def _damage(path: Path, found: str) -> str:
    return f"expected a whole file at {path}, got: {found}; restore it from a backup"
