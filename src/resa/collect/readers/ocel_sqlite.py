"""The SQLite form of object-centric event logs, as the JSON form holds it."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

TABLES = ("event", "object", "event_object", "object_object", "event_map_type", "object_map_type")


def read_tables(stream: IO[bytes]) -> dict[str, list[dict[str, Any]]]:
    """Returns the events and objects of a log; raises ValueError where the database is none.

    The database is copied and opened for reading only, so that nothing is ever written beside the file.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "log.sqlite"
        with copy.open("wb") as written:
            shutil.copyfileobj(stream, cast("IO[bytes]", written), 1 << 20)
        reading = sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            reading.row_factory = sqlite3.Row
            return _log(reading)
        except sqlite3.Error as error:
            raise ValueError(f"its tables can't be read: {error}") from error
        finally:
            reading.close()


def _log(reading: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    there = {row[0] for row in reading.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    missing = [name for name in TABLES if name not in there]
    if missing:
        raise ValueError(f"it is a database without the table {missing[0]!r}; export its tables as CSV")
    events = {one["id"]: one for one in _things(reading, "event", there)}
    objects = {one["id"]: one for one in _things(reading, "object", there)}
    for row in reading.execute("SELECT * FROM event_object"):
        _relate(events, row["ocel_event_id"], row["ocel_object_id"])
    for row in reading.execute("SELECT * FROM object_object"):
        _relate(objects, row["ocel_source_id"], row["ocel_target_id"])
    return {"events": list(events.values()), "objects": list(objects.values())}


def _relate(things: dict[str, dict[str, Any]], one: Any, other: Any) -> None:
    if str(one) in things:
        things[str(one)]["relationships"].append({"objectId": str(other)})


def _things(reading: sqlite3.Connection, what: str, there: set[str]) -> Iterator[dict[str, Any]]:
    found = {
        str(row["ocel_id"]): {
            "id": str(row["ocel_id"]), "type": row["ocel_type"], "time": "", "attributes": [], "relationships": []
        }
        for row in reading.execute(f"SELECT ocel_id, ocel_type FROM {what}")
    }  # fmt: skip
    for (kind,) in reading.execute(f"SELECT ocel_type_map FROM {what}_map_type").fetchall():
        table = f"{what}_{kind}"
        if table in there:
            quoted = table.replace('"', '""')
            for row in reading.execute(f'SELECT * FROM "{quoted}"'):
                _tell(found.get(str(row["ocel_id"])), row, is_event=what == "event")
    yield from found.values()


def _tell(thing: dict[str, Any] | None, row: sqlite3.Row, *, is_event: bool) -> None:
    if thing is None:
        return
    told = dict(row)
    time = str(told.get("ocel_time") or "")
    if is_event:
        thing["time"] = time
    for name, given in told.items():
        if not name.startswith("ocel_") and given is not None:
            text = given if isinstance(given, str | int | float) else str(given)
            thing["attributes"].append({"name": name, "value": text, "time": time})
