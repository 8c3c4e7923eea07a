"""The documents of all maps that somebody may see, for what is asked across maps."""

from collections.abc import Iterator
from dataclasses import dataclass

from resa.app.mapview import visible_map
from resa.app.permission import Act, Person, require
from resa.app.rememberedmap import findings, numbers
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.errors import ResaError
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind
from resa.model.resolvedmap import ResolvedMap
from resa.store.collaboration.maplist import MapEntry


@dataclass(frozen=True, slots=True)
class Document:
    """A map of the list with what it holds, as one person sees it."""

    entry: MapEntry
    map: JourneyMap

    def text(self, name: str) -> str | None:
        """Returns what the map's own record says under a name, None where it says nothing."""
        return text_of(self.map.records.get("map"), name)

    @property
    def is_invented(self) -> bool:
        """Whether it tells of a sample company, so that no figures of this workspace belong on it."""
        root = self.map.records.get("map")
        return root is not None and root.content("is_invented") is True

    def cards(self, lane: str) -> Iterator[MapRecord]:
        """Yields the cards in lanes of that kind, in order of position."""
        lanes = {one.id for one in self.map.of_kind(RecordKind.LANE) if one.content("shows") == lane}
        return (one for one in self.map.of_kind(RecordKind.CARD) if one.content("lane") in lanes)


def documents(person: Person, served: ServedWorkspace) -> list[Document]:
    """Returns the maps that are in use, the newest change first."""
    require(person, Act.SEE_MAPS)
    entries = [one for one in served.rooms.maps.all() if one.archived_at is None]
    return [Document(one, visible_map(person, served.rooms, one)) for one in entries]


def library(served: ServedWorkspace) -> JourneyMap:
    """Returns the shared cards and personas."""
    return served.rooms.read(RoomName(RoomKind.LIBRARY))


def text_of(record: MapRecord | None, name: str) -> str | None:
    """Returns a text of a record, None where it is absent or blank."""
    found = record.content(name) if record else None
    return found.strip() or None if isinstance(found, str) else None


def stage_of(document: Document, record: MapRecord) -> str | None:
    """Returns the stage of the data that a card stands in: what its stage follows, else the stage's own id."""
    stage = document.map.records.get(text_of(record, "stage") or "")
    step = document.map.records.get(text_of(record, "step") or "")
    if stage is None and step is not None:
        stage = document.map.records.get(text_of(step, "stage") or "")
    if stage is None:
        return None
    return text_of(stage, "follows") or stage.id.removeprefix("stage:")


def measured(workspace: Workspace, document: Document, *, has_findings: bool = False) -> ResolvedMap | str:
    """Returns the figures of a map, with findings where they are asked for; or why its filter can't be followed."""
    goal = document.text("goal")
    known = goal if goal in {one.id for one in workspace.knowledge.goals} else None
    try:
        return (findings if has_findings else numbers)(workspace, where=document.text("where"), goal=known)
    except ResaError as error:
        return error.sentence
