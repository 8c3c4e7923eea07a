"""What a card or a cell of a map would show if it asked a question: tried before anybody is bound to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from resa.app.figures import MapFilter, figures_of
from resa.app.maps import show_map
from resa.app.permission import Act, Person, may, require
from resa.app.personal import require_filter
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.model.errors import UnknownNameError
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind, with_fields
from resa.model.resolvedmap import BoundCell

_BINDABLE = (RecordKind.CARD, RecordKind.CELL)


@dataclass(frozen=True, slots=True)
class TriedQuery:
    """The cell as it would be, None where the question can't be asked; `faults` then says why."""

    cell: BoundCell | None
    faults: tuple[str, ...]


def tried_query(
    person: Person, served: ServedWorkspace, map_id: str, record_id: str, *, query: Mapping[str, Any], asked: MapFilter
) -> TriedQuery:
    """Returns what a record of a map would show if it asked this; nothing is changed."""
    require(person, Act.SEE_MAPS)
    if not may(person, Act.SEE_CUSTOMERS):
        own = query.get("where")
        require_filter(person, asked.where, own if isinstance(own, str) else None)
    document = show_map(person, served, map_id).map
    tried = with_question(document, record_id, query=query)
    library = served.rooms.read(RoomName(RoomKind.LIBRARY))
    found = served.ask(
        lambda workspace: figures_of(tried, library, workspace=workspace, asked=asked, has_findings=False)
    )
    return TriedQuery(found.cells.get(record_id), found.faults.get(record_id, ()))


def with_question(document: JourneyMap, record_id: str, *, query: Mapping[str, Any]) -> JourneyMap:
    """Returns the document in which this record asks the question, and no other one asks any."""
    record = document.records.get(record_id)
    if record is None or record.kind not in _BINDABLE:
        known = [one.id for kind in _BINDABLE for one in document.of_kind(kind)]
        raise UnknownNameError("card or cell", record_id, known=known)
    return JourneyMap.of(_asking(document, record, query=query))


def _asking(document: JourneyMap, record: MapRecord, *, query: Mapping[str, Any]) -> Iterator[MapRecord]:
    for one in document.records.values():
        if one.id == record.id:
            yield with_fields(one, {"query": MapField(dict(query))})
        elif one.kind is RecordKind.PERSONA:
            yield one
        else:
            yield replace(one, fields={name: held for name, held in one.fields.items() if name not in ("query", "of")})
