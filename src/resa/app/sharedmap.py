"""What somebody from outside gets to read through a share link: a map without what it says of single people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from resa.app.figures import MapFigures, MapFilter, figures_of
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.app.shares import NoSuchShareError, Openness, Share
from resa.app.trieddocument import map_in
from resa.app.workspace import Workspace
from resa.mapping.document import plain
from resa.mapping.export.discretion import LEAST, discreet
from resa.model.errors import UnknownNameError
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind, with_fields
from resa.model.resolvedmap import BoundCell, ResolvedMap

NEVER_SHOWN = frozenset({"query", "segment"})
"""Filters may name a customer."""


@dataclass(frozen=True, slots=True)
class SharedMap:
    """A map as a link opens it: plain documents, and measured figures where the link opens them."""

    id: str
    title: str
    form: str
    language: str
    document: dict[str, Any]
    library: dict[str, Any]
    talk: dict[str, Any] | None
    figures: ResolvedMap | None
    cells: Mapping[str, BoundCell]
    opens: Openness


def shared_map(served: ServedWorkspace, share: Share) -> SharedMap:
    """Returns what the link opens, as those see the map who only read: its live version, where there is one."""
    name = RoomName(RoomKind.MAP, share.map)
    rooms = served.rooms
    try:
        entry = rooms.entry(name)
    except UnknownNameError as error:
        raise NoSuchShareError("expected a link to a map that is still there; ask for a new one") from error
    document = rooms.read(name)
    if entry.live_version is not None:
        content = rooms.versions.content(share.map, number=entry.live_version)
        document = map_in(content)[0] if content else document
    shown = for_outsiders(document, opens=share.opens)
    library = rooms.read(RoomName(RoomKind.LIBRARY))
    talk = rooms.read(RoomName(RoomKind.TALK, share.map)) if share.opens.has_comments else None
    measured = (
        served.ask(lambda workspace: _measured(document, library, workspace)) if share.opens.has_figures else None
    )
    return SharedMap(
        id=share.map,
        title=entry.title,
        form=entry.form,
        language=share.language,
        document=plain(shown),
        library=plain(for_outsiders(_used(library, by=shown), opens=share.opens)),
        talk=plain(talk) if talk else None,
        figures=discreet(measured.figures, has_quotes=share.opens.has_quotes) if measured else None,
        cells=_discreet_cells(measured.cells, shown=shown) if measured else {},
        opens=share.opens,
    )


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


def _measured(document: JourneyMap, library: JourneyMap, workspace: Workspace) -> MapFigures:
    """Returns what the document measures; its filters are asked, but not shown."""
    return figures_of(document, library, workspace=workspace, asked=MapFilter())


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
