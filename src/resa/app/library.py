"""What several maps share: where an entry of the library is used."""

from dataclasses import dataclass

from resa.app.mapview import visible_map
from resa.app.permission import Act, Person, require
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.mapping.comparison import name_of
from resa.model.errors import UnknownNameError
from resa.model.journeymap import RecordKind


@dataclass(frozen=True, slots=True)
class Use:
    """A record that shows an entry of the library, and the map it stands on."""

    map: str
    map_title: str
    record: str
    kind: RecordKind
    stage: str | None
    lane: str | None


def uses(person: Person, served: ServedWorkspace, entry_id: str) -> tuple[Use, ...]:
    """Returns where an entry is used, on every map that is not archived. Reads all maps: some milliseconds each."""
    require(person, Act.SEE_MAPS)
    entries = served.rooms.read(RoomName(RoomKind.LIBRARY)).records
    if entry_id not in entries:
        raise UnknownNameError("library entry", entry_id, known=entries)
    found: list[Use] = []
    for listed in served.rooms.maps.all():
        if listed.archived_at:
            continue
        shown = visible_map(person, served.rooms, listed)
        for record in shown.records.values():
            if record.content("of") == entry_id:
                places = (shown.records.get(str(record.content(name))) for name in ("stage", "lane"))
                stage, lane = (name_of(place) if place else None for place in places)
                found.append(Use(listed.id, listed.title, record.id, record.kind, stage, lane))
    return tuple(found)
