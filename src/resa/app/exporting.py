"""A person's map, or any map of a workspace, as a file to take along."""

import base64
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from resa.app.exportform import KINDS, WRITERS, Leaving, LeftMap, Look, UnknownFormError, written
from resa.app.figures import MapFigures, MapFilter, figures_of, require_asked, stale_records, with_age
from resa.app.filename import file_name
from resa.app.maps import show_map
from resa.app.permission import Act, Person, require
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.app.trieddocument import map_in
from resa.app.workspace import Workspace
from resa.app.write_map import Written, language_of, write_file
from resa.mapping.export.discretion import discreet, discreet_cells, discreet_document
from resa.mapping.export.edited import EditedMap, EditedPage
from resa.mapping.export.localtime import in_zone
from resa.mapping.export.loss import Losses
from resa.model.errors import UnknownNameError, UsageError
from resa.model.journeymap import JourneyMap
from resa.store.collaboration.database import FILE as DATABASE
from resa.store.collaboration.database import Database
from resa.store.collaboration.documentlog import kept_document
from resa.store.collaboration.maplist import MapEntry, MapList
from resa.store.collaboration.picture import Pictures

DRAWN = (".html", ".svg", ".png", ".pdf", ".pptx")
"""Forms that show figures as they are now."""

MOST_PICTURE_BYTES = 40 << 20


class AmbiguousMapError(UsageError):
    """Several maps have the title that was named."""

    code: ClassVar[str] = "ambiguous_map"


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What a file shall hold. `language` None is the map's own; evidence is for those who may see customers."""

    asked: MapFilter = field(default_factory=MapFilter)
    language: str | None = None
    has_quotes: bool = False
    has_evidence: bool = False
    look: Look = field(default_factory=Look)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to take along: its bytes, its name in plain letters, its media type, and what the form can't hold."""

    content: bytes
    name: str
    kind: str
    losses: Losses


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map with everything that its files are made from, nothing withheld yet; `language` is its own."""

    id: str
    title: str
    language: str
    document: JourneyMap
    library: JourneyMap
    figures: MapFigures | None
    pictures: dict[str, str]
    now: datetime
    zone: str


def export_map(person: Person, served: ServedWorkspace, map_id: str, *, form: str, wish: ExportWish) -> Exported:
    """Returns the map as this person sees it, in a form (".pdf").

    Figures of fewer than five people and what could name a customer are left out; `has_evidence` keeps them, for roles
    that may see customers.
    """
    if form not in WRITERS:
        raise UnknownFormError(f"expected a form out of {', '.join(WRITERS)}, got {form!r}; choose one of these")
    drawn = drawn_map(person, served, map_id, form=form, wish=wish)
    left = _left(drawn, form, wish=wish)
    return Exported(left.content, f"{file_name(drawn.title)}{form}", KINDS[form], left.losses)


def drawn_map(person: Person, served: ServedWorkspace, map_id: str, *, form: str, wish: ExportWish) -> DrawnMap:
    """Returns the map as this person sees it, with what a form shows of it; checks what the person may ask for."""
    require(person, Act.SEE_MAPS)
    require_asked(person, wish.asked)
    if wish.has_evidence:
        require(person, Act.SEE_CUSTOMERS)
    shown = show_map(person, served, map_id)
    library = served.rooms.read(RoomName(RoomKind.LIBRARY))
    measured = (
        served.ask(lambda workspace: figures_of(shown.map, library, workspace=workspace, asked=wish.asked))
        if _is_measured(form, wish)
        else None
    )
    if measured is not None:
        stale = stale_records(served, shown)
        measured = with_age(measured, shown.map, stale=stale, now=served.now())
    return DrawnMap(
        id=map_id,
        title=shown.summary.title,
        language=shown.summary.language,
        document=shown.map,
        library=library,
        figures=measured,
        pictures=_pictures(served.database, shown.map, library) if form in DRAWN else {},
        now=served.now(),
        zone=served.ask(lambda workspace: workspace.knowledge.defaults.zone),
    )


def write_edited_map(workspace: Workspace, map_id: str, out: Path, *, wish: ExportWish) -> Written:
    """Writes one of the app's maps, by its id or title, in the form that the file's ending names.

    A server may run meanwhile.
    """
    if out.suffix not in WRITERS:
        raise UnknownFormError(f"expected --out to end in {', '.join(WRITERS)}, got {out.name!r}")
    drawn = kept_drawn_map(workspace, map_id, form=out.suffix, wish=wish)
    left = _left(drawn, out.suffix, wish=wish)
    return write_file(out, left, customers=drawn.figures.figures.base.customers if drawn.figures else 0)


def kept_drawn_map(workspace: Workspace, map_id: str, *, form: str, wish: ExportWish) -> DrawnMap:
    """Returns one of the app's maps, by its id or title, with what a form shows of it. A server may run meanwhile."""
    database = _database(workspace, map_id)
    try:
        return _kept(workspace, database, map_id, wish=wish, form=form)
    finally:
        database.close()


def kept_map(workspace: Workspace, map_id: str) -> JourneyMap:
    """Returns one of the app's maps, by its id or title. A server may run meanwhile."""
    database = _database(workspace, map_id)
    try:
        return _document(database, RoomName(RoomKind.MAP, _entry(MapList(database).all(), map_id).id))
    finally:
        database.close()


def _database(workspace: Workspace, map_id: str) -> Database:
    if not (workspace.folder / DATABASE).is_file():
        raise UnknownNameError("map", map_id, known=(), where=f"{workspace.folder}: nobody has served the app there")
    return Database.open(workspace.folder)


def edited_page(drawn: DrawnMap, *, wish: ExportWish) -> EditedPage:
    """Returns the map as it may be handed on, in the language that was asked for, else its own."""
    has_evidence = wish.has_evidence
    document = discreet_document(drawn.document, has_evidence=has_evidence)
    library = discreet_document(_used(drawn.library, by=drawn.document), has_evidence=has_evidence)
    measured = drawn.figures
    edited = EditedMap(
        id=drawn.id,
        document=document,
        library=library,
        figures=discreet(measured.figures, has_quotes=wish.has_quotes, has_evidence=has_evidence) if measured else None,
        cells=discreet_cells(measured.cells, has_evidence=has_evidence) if measured else {},
        pictures=drawn.pictures,
    )
    shown = replace(edited, figures=in_zone(edited.figures, ZoneInfo(drawn.zone)))
    language = language_of(wish.language or drawn.language)
    return EditedPage(language, shown, drawn.now, has_quotes=wish.has_quotes, has_evidence=has_evidence)


def _is_measured(form: str, wish: ExportWish) -> bool:
    return form in (*DRAWN, ".xlsx") or wish.asked.versus is not None


def _left(drawn: DrawnMap, form: str, *, wish: ExportWish) -> LeftMap:
    page = edited_page(drawn, wish=wish)
    return written(Leaving(page, page.map.document, page.map.library, drawn.title, wish.look), form)


def _used(library: JourneyMap, *, by: JourneyMap) -> JourneyMap:
    """Returns the entries that the map shows."""
    wanted = {record.content("of") for record in by.records.values()}
    return JourneyMap.of(one for one in library.records.values() if one.id in wanted)


def _kept(workspace: Workspace, database: Database, map_id: str, *, wish: ExportWish, form: str) -> DrawnMap:
    """Returns a map of a workspace that nobody need serve now."""
    entry = _entry(MapList(database).all(), map_id)
    document, library = (
        _document(database, RoomName(RoomKind.MAP, entry.id)),
        _document(database, RoomName(RoomKind.LIBRARY)),
    )
    measured = None
    if _is_measured(form, wish):
        measured = figures_of(document, library, workspace=workspace, asked=wish.asked)
    pictures = _pictures(database, document, library) if form in DRAWN else {}
    return DrawnMap(
        id=entry.id,
        title=entry.title,
        language=entry.language,
        document=document,
        library=library,
        figures=measured,
        pictures=pictures,
        now=workspace.now(),
        zone=workspace.knowledge.defaults.zone,
    )


def _entry(entries: tuple[MapEntry, ...], wanted: str) -> MapEntry:
    found = [one for one in entries if one.id == wanted] or [
        one for one in entries if one.title.casefold() == wanted.casefold() and one.archived_at is None
    ]
    if not found:
        raise UnknownNameError("map", wanted, known=[name for one in entries for name in (one.title, one.id)])
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise AmbiguousMapError(f"expected one map of the title {wanted!r}, there are {len(found)}; name its id: {ids}")
    return found[0]


def _document(database: Database, name: RoomName) -> JourneyMap:
    with database.reading() as connection:
        return map_in(*kept_document(connection, str(name)).contents)[0]


def _pictures(database: Database, *documents: JourneyMap) -> dict[str, str]:
    """Returns the kept pictures of documents as addresses that hold the picture itself; what is too much stays out."""
    kept, found, room = Pictures(database), dict[str, str](), MOST_PICTURE_BYTES
    for picture_id in sorted(
        {str(one.content("image")) for document in documents for one in document.records.values()}
    ):
        picture = kept.get(picture_id)
        if picture is None or picture.bytes > room or not kept.path(picture).is_file():
            continue
        room -= picture.bytes
        coded = base64.b64encode(kept.path(picture).read_bytes()).decode()
        found[picture_id] = f"data:{picture.form};base64,{coded}"
    return found
