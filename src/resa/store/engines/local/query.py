"""Read-only SQL over the documented views, at one revision."""

import errno
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from resa.model.errors import UnknownNameError, UsageError
from resa.model.stage import UNPLACED
from resa.store.durable import DamagedFileError
from resa.store.engines.local.profiles import profile_maps
from resa.store.engines.local.revision import Revision
from resa.store.engines.local.viewsql import IDENTITY_VIEWS, labels_of, money_sql, statement
from resa.store.log import Log
from resa.store.schema import REJECTED, YIELDED
from resa.store.view import VIEWS

BATCH_ROWS = 65_536


class QueryError(UsageError):
    """A query that is not one readable SELECT."""

    code = "query"


def query(sql: str, *, revision: Revision, stages: Mapping[str, str]) -> pa.Table:
    """Returns what the SELECT statement finds in the views.

    Nothing but the workspace's own files can be read, and nothing can be written. Raises `QueryError` where the
    statement is not one SELECT or does not run, `UnknownNameError` for a view that does not exist, and
    `DamagedFileError` where a file behind the views can't be read. Columns of one name are told apart by a number.
    """
    connection = _new_connection()
    try:
        found = _asked(connection, sql, revision=revision, stages=stages).to_arrow_table()
        return found.rename_columns(_told_apart(found.column_names))
    except duckdb.Error as error:
        raise _cause(error, revision=revision) from error
    finally:
        connection.close()


class RunningQuery:
    """What a SELECT statement finds, batch after batch: never more than one of them in memory. To be closed."""

    def __init__(self, sql: str, *, revision: Revision, stages: Mapping[str, str]) -> None:
        """Begins to answer; raises what `query` raises."""
        self._revision = revision
        self._connection = _new_connection()
        try:
            self._reader = _asked(self._connection, sql, revision=revision, stages=stages).to_arrow_reader(BATCH_ROWS)
        except duckdb.Error as error:
            self._connection.close()
            raise _cause(error, revision=revision) from error
        except BaseException:
            self._connection.close()
            raise
        found = self._reader.schema
        names = _told_apart(found.names)
        self.schema = pa.schema([field.with_name(name) for field, name in zip(found, names, strict=True)])

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """Yields the batches; a row that can't be computed raises `QueryError` where it is met."""
        while True:
            try:
                batch = self._reader.read_next_batch()
            except StopIteration:
                return
            except (OSError, duckdb.Error) as error:  # the reader tells what the engine met as an error of reading
                missing = _unreadable(self._revision)
                raise missing if isinstance(missing, DamagedFileError) else QueryError(_sentence(error)) from error
            yield pa.RecordBatch.from_arrays(batch.columns, schema=self.schema)

    def close(self) -> None:
        """Lets the engine go."""
        self._reader.close()
        self._connection.close()


def _new_connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config={"python_enable_replacements": "false"})


def _asked(
    connection: duckdb.DuckDBPyConnection, sql: str, *, revision: Revision, stages: Mapping[str, str]
) -> duckdb.DuckDBPyRelation:
    check_select(sql, connection=connection)
    _bind(connection, revision, stages=stages, sql=sql)
    return connection.sql(sql)


def check_select(sql: str, *, connection: duckdb.DuckDBPyConnection) -> None:
    """Raises `QueryError` where the text is not exactly one SELECT."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        found = ", ".join(one.type.name for one in statements) or "nothing"
        raise QueryError(f"expected one SELECT statement, got {found}; the views are {', '.join(VIEWS)}")


def _sentence(error: Exception) -> str:
    told = re.sub(r"\s*\n\s*\n.*", "", str(error), flags=re.DOTALL)
    return f"expected a SELECT over the views {', '.join(VIEWS)}, got: {told}"


def _told_apart(names: Sequence[str]) -> list[str]:
    """Returns the names, those that came before with the next free number: x, x_2, x_3."""
    told: list[str] = []
    for name in names:
        numbered = (name, *(f"{name}_{number}" for number in range(2, len(names) + 2)))
        told.append(next(one for one in numbered if one not in told and (one == name or one not in names)))
    return told


_ABOUT_THE_TEXT = (duckdb.ParserException, duckdb.BinderException, duckdb.ConversionException)


def _cause(error: duckdb.Error, *, revision: Revision) -> Exception:
    """Returns what the error comes from: the text of the query, or a file behind the views."""
    if isinstance(error, duckdb.CatalogException):
        return _unknown_name(error) or QueryError(_sentence(error))
    if isinstance(error, _ABOUT_THE_TEXT):
        return QueryError(_sentence(error))
    return _unreadable(revision) or QueryError(_sentence(error))


def _unreadable(revision: Revision) -> Exception | None:
    """Returns what is wrong with the first file that does not hold what was written to it; reads them all.

    A missing file is a `FileNotFoundError`: an erasure may have replaced it.
    """
    log = Log(revision.workspace)
    for segment in revision.manifest.segments:
        for file in segment.files:
            path = revision.workspace.path(file.path)
            if not path.exists():
                return FileNotFoundError(errno.ENOENT, "missing", str(path))
        for fault in log.damaged(segment):
            return DamagedFileError(fault)
    return None


def _unknown_name(error: Exception) -> UnknownNameError | None:
    found = re.search(r"Table with name (.+?) does not exist", str(error))
    return UnknownNameError("view", found[1], known=VIEWS, where="the query") if found else None


def _bind(connection: duckdb.DuckDBPyConnection, revision: Revision, *, stages: Mapping[str, str], sql: str) -> None:
    """Makes the views; heavy tables only where the query names them."""
    assignment = revision.assignment
    connection.register("_who", pa.table({"subject": range_of(len(assignment.customer)), "owner": assignment.customer}))
    connection.register(
        "_handover",
        pa.table(
            {
                "subject": assignment.handover_subject,
                "since": assignment.handover_time,
                "owner": assignment.handover_customer,
            }
        ),
    )
    connection.register("_label", labels_of(assignment))
    connection.register("_place", _places(revision, stages=stages))
    paths = _register_files(connection, revision)
    if _names(sql, "customers"):
        connection.register("_profile", profile_maps(revision.told.words(revision)))
    else:
        connection.register("_profile", _no_profiles())
    identity: dict[str, pa.Table] = {}
    for name in IDENTITY_VIEWS:
        table = assignment.tables.get(name) if _names(sql, name) else None
        identity[name] = _no_identity(name) if table is None else table
        connection.register(f"_{name}", identity[name])
    connection.execute("SET allowed_paths = $paths", {"paths": paths})
    for name in VIEWS:
        columns = identity[name].column_names if name in identity else ()
        select = statement(name, columns=columns, has_handovers=bool(len(assignment.handover_subject)))
        connection.execute(f"CREATE VIEW {name} AS {select}")
    connection.execute("SET enable_external_access = false; SET lock_configuration = true")


def _names(sql: str, view: str) -> bool:
    return re.search(rf"\b{view}\b", sql, flags=re.IGNORECASE) is not None


def range_of(length: int) -> pa.Array:
    """Returns 0, 1, 2 and so on."""
    return pa.array(range(length), pa.int32())


def _no_profiles() -> pa.Table:
    kind = pa.map_(pa.string(), pa.string())
    return pa.table({"owner": pa.array([], pa.int32()), "profile": pa.array([], kind)})


def _no_identity(name: str) -> pa.Table:
    columns: dict[str, Any] = {"customer": pa.array([], pa.int32())} if name != "conflicts" else {}
    more = ("namespace", "text") if name == "identifiers" else ("status",)
    return pa.table({**columns, **{column: pa.array([], pa.string()) for column in more}})


def _places(revision: Revision, *, stages: Mapping[str, str]) -> pa.Table:
    dictionary = revision.state.dictionary
    rows = {}
    for place, code in zip(dictionary.places, dictionary.touchpoint_of_place.tolist(), strict=True):
        touchpoint = dictionary.touchpoints[code]
        rows[place.named] = (touchpoint, stages.get(touchpoint, UNPLACED))
    columns = list(zip(*((*pair, *found) for pair, found in rows.items()), strict=True)) or [()] * 4
    names = ("channel", "name", "touchpoint", "stage")
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)})


def _register_files(connection: duckdb.DuckDBPyConnection, revision: Revision) -> list[str]:
    """Makes `_raw_interactions` and so on: the stored rows with `source` and `filename`; returns their paths."""
    paths: list[str] = []
    for name, schema in {**YIELDED, "rejected": REJECTED}.items():
        files: dict[str, list[str]] = {}
        for segment in revision.manifest.segments:
            if name in segment.tables:
                path = str(revision.workspace.path(segment.tables[name].path))
                files.setdefault(segment.source, []).append(path)
        paths += [path for listed in files.values() for path in listed]
        connection.register(f"_none_{name}", schema.empty_table())
        connection.execute(f"CREATE VIEW _raw_{name} AS {_scan(name, files)}")
    record_files = [
        (str(revision.workspace.path(one.records.path)), str(revision.workspace.path(one.tables["rejected"].path)))
        for one in revision.manifest.segments
        if one.records and "rejected" in one.tables
    ]
    paths += [path for path, _ in record_files]
    connection.execute(f"CREATE VIEW _origin AS {_records_scan(record_files)}")
    connection.execute(money_sql())
    return paths


def _scan(name: str, files: Mapping[str, list[str]]) -> str:
    """Returns SQL for the rows of a table in all segments, with their source and file."""
    parts = [
        f"SELECT *, {_quoted(source)} AS source FROM read_parquet([{', '.join(map(_quoted, listed))}], filename = true)"
        for source, listed in files.items()
    ]
    nothing = f"SELECT *, NULL::VARCHAR AS filename, NULL::VARCHAR AS source FROM _none_{name}"
    return " UNION ALL BY NAME ".join(parts) or nothing


def _records_scan(files: list[tuple[str, str]]) -> str:
    """Returns SQL for the place of each record of those segments that rejected any."""
    parts = [
        f"SELECT {_quoted(rejected)} AS filename, file_row_number AS record, _file AS file, _position AS position "
        f"FROM read_parquet({_quoted(path)}, file_row_number = true)"
        for path, rejected in files
    ]
    nothing = "SELECT NULL::VARCHAR AS filename, 0::BIGINT AS record, NULL::VARCHAR AS file, 0::BIGINT AS position"
    return " UNION ALL ".join(parts) or f"{nothing} WHERE false"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
