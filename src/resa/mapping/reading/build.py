"""Records of a map that is made from what a file says, numbered in the order in which they come."""

from typing import Any

from resa.model.journeymap import FIELDS, JourneyMap, MapField, MapRecord, RecordKind


class MapBuild:
    """Adds records in reading order; ids are numbers, so that equal files give equal maps."""

    def __init__(self) -> None:
        self._records: dict[str, MapRecord] = {}
        self._numbers: dict[RecordKind, int] = {}
        self._lanes: dict[str, str] = {}

    def add(self, kind: RecordKind, **contents: Any) -> str:
        """Adds a record and returns its id; what is None or an empty text is absent, `from_` is the field `from`."""
        number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
        record_id = "map" if kind is RecordKind.MAP else f"{kind}:{number}"
        named = {name.rstrip("_"): content for name, content in contents.items()}
        fields = {name: MapField(named[name]) for name in FIELDS[kind] if named.get(name) not in (None, "")}
        self._records[record_id] = MapRecord(record_id, kind, fields)
        return record_id

    def lane(self, shows: str, *, name: str | None = None) -> str:
        """Returns the lane of a kind, added where there is none yet; a lane with a name of its own is always new."""
        if name is None and shows in self._lanes:
            return self._lanes[shows]
        position = self._numbers.get(RecordKind.LANE, 0)
        lane = self.add(RecordKind.LANE, shows=shows, name=name, position=position)
        self._lanes.setdefault(shows, lane)
        return lane

    def count(self, kind: RecordKind) -> int:
        """Returns how many records of a kind there are."""
        return self._numbers.get(kind, 0)

    def map(self) -> JourneyMap:
        """Returns the map."""
        return JourneyMap.of(self._records.values())
