"""A new map: drawn from the data, from a template, from another map, from a file, or blank."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import ClassVar

from resa.app.audit import record
from resa.app.maps import LONGEST_TITLE, ShownMap, show_map
from resa.app.newentry import MAP, entry_of
from resa.app.permission import Act, Person, require
from resa.app.reading_in import read_in
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.app.templates import open_template
from resa.app.trieddocument import content_of
from resa.app.write_map import LANGUAGES, language_of, resolve
from resa.mapping.reading.report import ReadingReport
from resa.mapping.structure import structure
from resa.model.errors import UsageError
from resa.model.journeymap import FORMS, KINDS_OF_MAP, JourneyMap, MapField, MapRecord, RecordKind, with_fields

FUTURE = "future_state"
FILE = "file"
FIRST_LANES = ("customer_action", "touchpoints", "thought", "emotion", "pain", "opportunity")


class UnmakeableMapError(UsageError):
    """A map can't be made like that; `faults` says why."""

    code: ClassVar[str] = "unmakeable_map"


@dataclass(frozen=True, slots=True)
class NewMap:
    """What a new map shall be made from.

    `origin` is "data", "template", "map", "blank" or "file"; then `template` and `map` are ids, `content` is the file's
    text, or `packed` its bytes in base 64, and `file` its name. With `form` "future_state" a copy of a map is the
    future that belongs to it.
    """

    origin: str
    title: str = ""
    form: str | None = None
    language: str = "en"
    template: str | None = None
    is_blank: bool = False
    map: str | None = None
    file: str | None = None
    content: str | None = None
    packed: str | None = None


Making = Callable[[ServedWorkspace, NewMap], JourneyMap]


def create_map(person: Person, served: ServedWorkspace, new: NewMap) -> ShownMap:
    """Makes a map and returns it; the person who makes it is its first author."""
    require(person, Act.EDIT_MAPS)
    faults = _faults(new)
    if faults:
        raise UnmakeableMapError("expected a map that can be made", faults=faults)
    made, report = _read(served, new) if new.origin == FILE else (MAKING[new.origin](served, new), None)
    kept = JourneyMap.of(one for one in made.records.values() if one.kind in KINDS_OF_MAP)
    language = language_of(new.language)
    stem = PurePath(new.file or "").stem[:LONGEST_TITLE]
    entry, whole = entry_of(_named(kept, new), now=served.now(), title=stem, made_by=person.id, language=language)
    if not entry.title:
        raise UnmakeableMapError("expected a title, got none; say what the map shall be called")
    served.rooms.add(entry, content_of(whole))
    with served.database.writing() as connection:
        record(connection, person, act="map.create", about=entry.id, now=served.now(), detail=entry.title)
    served.signals.tell("maps", about=entry.id)
    return replace(show_map(person, served, entry.id), report=report)


def _from_data(served: ServedWorkspace, new: NewMap) -> JourneyMap:
    return served.ask(lambda workspace: structure(resolve(workspace)))


def _from_template(served: ServedWorkspace, new: NewMap) -> JourneyMap:
    return open_template(served, new.template or "", language=language_of(new.language), is_filled=not new.is_blank)


def _from_map(served: ServedWorkspace, new: NewMap) -> JourneyMap:
    """Returns a copy with the same ids, so that the two can be compared; a future state says what it starts from."""
    name = RoomName(RoomKind.MAP, new.map or "")
    served.rooms.entry(name)
    copied = served.rooms.read(name)
    own = copied.records.get(MAP)
    if own is None:
        return copied
    is_future = new.form == FUTURE and own.content("form") != FUTURE
    ties = {"is_planned": MapField(True), "as_is": MapField(new.map)} if is_future else {}
    return JourneyMap.of([*copied.records.values(), with_fields(own, {**ties, "review_on": None})])


def _read(served: ServedWorkspace, new: NewMap) -> tuple[JourneyMap, ReadingReport]:
    library = served.rooms.read(RoomName(RoomKind.LIBRARY))
    found = read_in(new.file or "the file", text=new.content, packed=new.packed, library=library)
    return found.map, found.report


def _from_file(served: ServedWorkspace, new: NewMap) -> JourneyMap:
    return _read(served, new)[0]


def _blank(served: ServedWorkspace, new: NewMap) -> JourneyMap:
    """Returns the company's stages and the lanes that nearly every map begins with."""
    stages = served.ask(lambda workspace: workspace.knowledge.stages)
    named = (
        MapRecord(
            f"stage:{stage.id}",
            RecordKind.STAGE,
            _asserted({"name": stage.name, "position": position}),
        )
        for position, stage in enumerate(stages)
    )
    lanes = (
        MapRecord(f"lane:{what}", RecordKind.LANE, _asserted({"shows": what, "position": position}))
        for position, what in enumerate(FIRST_LANES)
    )
    return JourneyMap.of([*named, *lanes])


MAKING: Mapping[str, Making] = {
    "data": _from_data,
    "template": _from_template,
    "map": _from_map,
    "blank": _blank,
    FILE: _from_file,
}


def _faults(new: NewMap) -> list[str]:
    faults: list[str] = []
    if new.origin not in MAKING:
        faults.append(f"from: expected one of {', '.join(MAKING)}, got {new.origin!r}")
    if new.form is not None and new.form not in FORMS:
        faults.append(f"form: expected one of {', '.join(FORMS)}, got {new.form!r}")
    if language_of(new.language) not in LANGUAGES:
        faults.append(f"language: expected one of {', '.join(LANGUAGES)}, got {new.language!r}")
    if len(new.title) > LONGEST_TITLE:
        faults.append(f"title: expected at most {LONGEST_TITLE} letters, got {len(new.title)}")
    needed = {"template": new.template, "map": new.map, FILE: new.content or new.packed}
    if new.origin in needed and not needed[new.origin]:
        wanted = "'content' or 'packed'" if new.origin == FILE else repr(new.origin)
        faults.append(f"expected {wanted} beside from: {new.origin!r}")
    return faults


def _named(made: JourneyMap, new: NewMap) -> JourneyMap:
    """Returns the map with the title and the form that were asked for."""
    own = made.records.get(MAP) or MapRecord(MAP, RecordKind.MAP, {})
    asked = {"title": new.title.strip() or None, "form": new.form}
    fields = {name: MapField(content) for name, content in asked.items() if content is not None}
    return JourneyMap.of([*made.records.values(), with_fields(own, fields)])


def _asserted(contents: Mapping[str, object]) -> dict[str, MapField]:
    return {name: MapField(content) for name, content in contents.items() if content is not None}
