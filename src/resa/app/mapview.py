"""A map as a person may see it: as it is now, or its live version to those who only read."""

from resa.app.permission import Act, Person, may, require
from resa.app.roomrule import RoomKind, RoomName
from resa.app.rooms import Rooms
from resa.app.trieddocument import map_in
from resa.model.journeymap import JourneyMap
from resa.store.collaboration.maplist import MapEntry


def visible_version(person: Person, entry: MapEntry) -> int | None:
    """Returns the number of the version that this person sees, None for the map as it is now."""
    require(person, Act.SEE_MAPS)
    return None if may(person, Act.COMMENT) else entry.live_version


def visible_map(person: Person, rooms: Rooms, entry: MapEntry) -> JourneyMap:
    """Returns the map as this person sees it; what of it can't be read is left out."""
    return read_visible(person, rooms, entry)[0]


def read_visible(person: Person, rooms: Rooms, entry: MapEntry) -> tuple[JourneyMap, tuple[str, ...]]:
    """Returns the map as this person sees it, and what of it can't be read."""
    version = visible_version(person, entry)
    kept = rooms.versions.content(entry.id, number=version) if version else None
    return map_in(kept if kept is not None else rooms.peek(RoomName(RoomKind.MAP, entry.id)))
