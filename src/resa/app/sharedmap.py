"""What somebody from outside gets to read through a share link: a map without what it says of single people.

It is the version that was last put live; a map that never was is shown as it is now, and said to be a draft.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from resa.app.figures import MapFigures, MapFilter, figures_of
from resa.app.pictures import ShownPicture, find_picture
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.app.shares import NoSuchShareError, OpenedShare, Openness, Share, reopened
from resa.app.trieddocument import map_in
from resa.mapping.document import plain
from resa.mapping.export.discretion import LEAST, discreet, discreet_document
from resa.model.errors import UnknownNameError, UsageError
from resa.model.journeymap import KINDS_OF_MAP, JourneyMap, MapField, MapRecord, RecordKind, with_fields
from resa.model.resolvedmap import BoundCell, ResolvedMap
from resa.store.collaboration.maplist import MapEntry

NEVER_SHOWN = frozenset({"query", "segment"})
"""Filters may name a customer."""

SAID = frozenset({"about", "text", "answers", "written_at"})
"""What of a comment outsiders read: the words, not whose they are."""


class ArchivedShareError(UsageError):
    """A link leads to a map that was put into the archive."""

    code: ClassVar[str] = "archived_share"


@dataclass(frozen=True, slots=True)
class SharedMap:
    """A map as a link opens it: plain documents, and measured figures where the link opens them.

    `live_at` is when this version was put live, None for a draft. `pictures` holds, for each picture on the map, what
    opens it.
    """

    id: str
    title: str
    form: str
    language: str
    live_at: datetime | None
    document: dict[str, Any]
    library: dict[str, Any]
    talk: dict[str, Any] | None
    figures: ResolvedMap | None
    cells: Mapping[str, BoundCell]
    opens: Openness
    pictures: Mapping[str, str]


def shared_map(served: ServedWorkspace, opened: OpenedShare) -> SharedMap:
    """Returns what the link opens, as those see the map who only read: its live version, where there is one."""
    share = opened.share
    entry = _entry(served, share)
    document, live_at = _document(served, entry)
    shown = discreet_document(for_outsiders(document, opens=share.opens))
    library = served.rooms.read(RoomName(RoomKind.LIBRARY))
    used = for_outsiders(_used(library, by=shown), opens=share.opens)
    talk = served.rooms.read(RoomName(RoomKind.TALK, share.map)) if share.opens.has_comments else None
    measured = _measured(served, document, library) if share.opens.has_figures else None
    return SharedMap(
        id=share.map,
        title=str(shown.records["map"].content("title") or "") if "map" in shown.records else entry.title,
        form=entry.form,
        language=share.language,
        live_at=live_at,
        document=plain(shown),
        library=plain(used),
        talk=plain(_talk_for_outsiders(talk, shown=shown, opens=share.opens)) if talk else None,
        figures=discreet(measured.figures, has_quotes=share.opens.has_quotes) if measured else None,
        cells=_discreet_cells(measured.cells, shown=shown) if measured else {},
        opens=share.opens,
        pictures={one: opened.passing(one) for one in _pictures(shown, used)},
    )


def shared_picture(served: ServedWorkspace, token: str, picture_id: str, *, passing: str) -> ShownPicture:
    """Returns a picture to those whom the link has shown it, for as long as the link opens the map."""
    opened = reopened(token, picture_id=picture_id, passing=passing, database=served.database, now=served.now())
    _entry(served, opened.share)
    return find_picture(served, picture_id)


def _entry(served: ServedWorkspace, share: Share) -> MapEntry:
    try:
        entry = served.rooms.entry(RoomName(RoomKind.MAP, share.map))
    except UnknownNameError as error:
        raise NoSuchShareError("expected a link to a map that is still there; ask for a new one") from error
    if entry.archived_at:
        raise ArchivedShareError("expected a link to a map that is in use, this one is archived; ask who gave it you")
    return entry


def _document(served: ServedWorkspace, entry: MapEntry) -> tuple[JourneyMap, datetime | None]:
    """Returns the live version and when it was put live; of a map that never was, what it is now."""
    versions, number = served.rooms.versions, entry.live_version
    live = versions.get(entry.id, number=number) if number else None
    content = versions.content(entry.id, number=number) if number else None
    if live is None or content is None:
        return served.rooms.read(RoomName(RoomKind.MAP, entry.id)), None
    return map_in(content)[0], live.made_at


def _pictures(*documents: JourneyMap) -> list[str]:
    held = {one.content("image") for document in documents for one in document.records.values()}
    return sorted(one for one in held if isinstance(one, str) and one)


def _talk_for_outsiders(talk: JourneyMap, *, shown: JourneyMap, opens: Openness) -> JourneyMap:
    """Returns the open comments on what is shown, without their authors, votes and sticky notes."""
    comments = talk.of_kind(RecordKind.COMMENT)
    first = {
        one.id
        for one in comments
        if one.content("answers") is None and not one.content("is_resolved") and _is_about(one, shown, opens=opens)
    }
    kept = (one for one in comments if one.id in first or one.content("answers") in first)
    return JourneyMap.of(with_fields(one, dict.fromkeys(one.fields.keys() - SAID)) for one in kept)


def _is_about(comment: MapRecord, shown: JourneyMap, *, opens: Openness) -> bool:
    """Returns whether a comment is about what outsiders see; what is no record of the map, the data has drawn."""
    about = str(comment.content("about"))
    is_record = about.partition(":")[0] in set(KINDS_OF_MAP)
    return about in shown.records if is_record else opens.has_figures


def for_outsiders(document: JourneyMap, *, opens: Openness) -> JourneyMap:
    """Returns the document without filters and evidence, and without quotes and figures where those stay closed."""
    quoting = {one.id for one in document.of_kind(RecordKind.LANE) if one.content("shows") == "quote"}
    kept = (
        _for_outsiders(one, opens=opens)
        for one in document.records.values()
        if opens.has_quotes or (one.content("lane") not in quoting and one.content("shows") != "quote")
    )
    return JourneyMap.of(kept)


def _for_outsiders(record: MapRecord, *, opens: Openness) -> MapRecord:
    closed = set(NEVER_SHOWN) if opens.has_quotes else {*NEVER_SHOWN, "quote"}
    fields: dict[str, MapField | None] = {}
    for name, field in record.fields.items():
        is_closed = name in closed or (name == "measurement" and not _is_shown(field, opens=opens))
        fields[name] = None if is_closed else MapField(field.content, field.provenance)
    return with_fields(record, fields)


def _is_shown(field: MapField, *, opens: Openness) -> bool:
    """Returns whether a figure that a record holds rests on enough people to be shown."""
    base = field.content.get("n") if isinstance(field.content, dict) else None
    return opens.has_figures and isinstance(base, int | float) and base >= LEAST


def _used(library: JourneyMap, *, by: JourneyMap) -> JourneyMap:
    """Returns the entries that the map shows; the rest of the library is nobody's business."""
    wanted = {record.content("of") for record in by.records.values()}
    return JourneyMap.of(_chosen(library, wanted))


def _chosen(library: JourneyMap, wanted: set[Any]) -> Iterator[MapRecord]:
    return (record for record in library.records.values() if record.id in wanted)


def _measured(served: ServedWorkspace, document: JourneyMap, library: JourneyMap) -> MapFigures | None:
    """Returns what the document measures; its filters are asked, but not shown.

    A filter that can't be asked is for those to mend who work on the map; outsiders see the map without figures.
    """
    try:
        return served.ask(lambda workspace: figures_of(document, library, workspace=workspace, asked=MapFilter()))
    except UsageError:
        return None


def _discreet_cells(cells: Mapping[str, BoundCell], *, shown: JourneyMap) -> dict[str, BoundCell]:
    """Returns the bound cells of what is shown, without figures of few people."""
    return {name: _discreet_cell(cell) for name, cell in cells.items() if name in shown.records}


def _discreet_cell(cell: BoundCell) -> BoundCell:
    measured = cell.measurement
    if measured is None or measured.n >= LEAST:
        return replace(cell, trend=_discreet_trend(cell))
    hidden = replace(measured, figure=None, interval=None, is_withheld=True)
    return replace(cell, measurement=hidden, trend=(), trend_n=())


def _discreet_trend(cell: BoundCell) -> tuple[float | None, ...]:
    """Returns the trend without the months of few people."""
    counts = cell.trend_n or (LEAST,) * len(cell.trend)
    return tuple(one if count >= LEAST else None for one, count in zip(cell.trend, counts, strict=True))
