"""Maps as files in the workspace's `maps` folder: taken into the app on first sight, written back by command."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from resa.app.filename import file_name
from resa.app.newentry import entry_of
from resa.app.roomrule import RoomKind, RoomName
from resa.app.rooms import Rooms
from resa.app.trieddocument import content_of, map_in
from resa.mapping.document import write_yaml
from resa.mapping.reading.document import read_document
from resa.model.errors import ResaError
from resa.model.journeymap import KINDS_OF_MAP, JourneyMap
from resa.store.collaboration.database import Database
from resa.store.collaboration.documentlog import kept_document
from resa.store.collaboration.maplist import MapEntry, MapList
from resa.store.durable import replace_file

FOLDER = "maps"
ENDINGS = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file of the folder that can't be read as a map, and why."""

    file: str
    sentence: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A map that was written back, and where it lies."""

    map: str
    title: str
    path: Path


def take_in(rooms: Rooms, folder: Path) -> list[UnreadFile]:
    """Takes the files into the list that the app does not hold yet; returns those that can't be read."""
    found = [path for path in sorted((folder / FOLDER).glob("*")) if path.suffix in ENDINGS]
    if not found:
        return []
    known = rooms.maps.sources()
    unread: list[UnreadFile] = []
    for path in found:
        name = f"{FOLDER}/{path.name}"
        if name in known:
            continue
        try:
            _take(rooms, path, name=name)
        except (ResaError, OSError, UnicodeDecodeError) as error:
            unread.append(UnreadFile(name, str(getattr(error, "sentence", error)), getattr(error, "faults", ())))
    return unread


def write_back(folder: Path) -> list[WrittenFile]:
    """Writes every map that is not archived to its file, for git and for other programs; a server may run meanwhile."""
    database = Database.open(folder)
    try:
        maps = MapList(database)
        return list(_written(database, maps, folder=folder))
    finally:
        database.close()


def _take(rooms: Rooms, path: Path, *, name: str) -> None:
    found = read_document(name, path.read_text(encoding="utf-8")).map
    kept = JourneyMap.of(one for one in found.records.values() if one.kind in KINDS_OF_MAP)
    entry, whole = entry_of(kept, now=rooms.now(), title=path.stem)
    rooms.add(replace(entry, source=name), content_of(whole))


def _written(database: Database, maps: MapList, *, folder: Path) -> Iterator[WrittenFile]:
    taken = set(maps.sources())
    for entry in maps.all():
        if entry.archived_at:
            continue
        name = entry.source or _free_name(entry, taken)
        taken.add(name)
        with database.reading() as connection:
            kept = kept_document(connection, str(RoomName(RoomKind.MAP, entry.id)))
        found, _ = map_in(*kept.contents)
        replace_file(folder / name, write_yaml(found).encode())
        if entry.source is None:
            maps.change(entry.id, source=name)  # so that it is not taken for a new one
        yield WrittenFile(entry.id, entry.title, folder / name)


def _free_name(entry: MapEntry, taken: set[str]) -> str:
    slug = file_name(entry.title)
    name = f"{FOLDER}/{slug}.yaml"
    return name if name not in taken else f"{FOLDER}/{slug}-{entry.id}.yaml"
