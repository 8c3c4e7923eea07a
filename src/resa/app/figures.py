"""The figures of a map under a filter: everything that is measured on it, for the people who look at it now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from resa.app.boundcells import Asking, bound_cells
from resa.app.comparing import Comparing, Stretch
from resa.app.maps import ShownMap, show_map
from resa.app.permission import Act, Person, require
from resa.app.personal import require_filter
from resa.app.rememberedmap import known_goal, memory_of
from resa.app.roomrule import RoomKind, RoomName
from resa.app.savedquery import InvalidQueryError, joined
from resa.app.serving import ServedWorkspace
from resa.app.trieddocument import map_in
from resa.app.workspace import Workspace
from resa.model.condition import quoted
from resa.model.errors import UnknownNameError
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind
from resa.model.resolvedmap import AssertedCard, BoundCell, ResolvedMap
from resa.understand.mapdifference import compared_map

STALE_AFTER = timedelta(days=182)
"""Two quarters: a card that nobody has touched for so long may be true no more."""


@dataclass(frozen=True, slots=True)
class MapFilter:
    """The filter bar of a map: a period (ISO dates, `end` excluded), a persona of the map, a channel, a filter.

    `is_of_others` turns it round: everybody whom persona, channel and filter do not keep, in the same period. `versus`
    is the group that the map is held against.
    """

    where: str | None = None
    start: str | None = None
    end: str | None = None
    persona: str | None = None
    channel: str | None = None
    is_of_others: bool = False
    versus: "MapFilter | None" = None


def bar_of(comparing: Comparing) -> MapFilter:
    """Returns what a command asked for as the filter bar of a map."""
    versus = _told(comparing.who(), comparing.when()) if comparing.is_asked else None
    return replace(_told(comparing.where, comparing.own), versus=versus)


def _told(where: str | None, period: Stretch) -> MapFilter:
    start, end = (day.isoformat() if day else None for day in (period.start, period.end))
    return MapFilter(where, start, end)


@dataclass(frozen=True, slots=True)
class MapFigures:
    """The measured map, what bound records show, and of what is old, since when.

    `faults` says of queries that can't be asked why. `review_on` is the day on which the map is to be looked through.
    """

    figures: ResolvedMap
    cells: Mapping[str, BoundCell]
    faults: Mapping[str, tuple[str, ...]]
    stale: Mapping[str, datetime]
    review_on: str | None
    is_review_due: bool
    as_of: datetime
    revision: int
    has_findings: bool


def map_figures(
    person: Person, served: ServedWorkspace, map_id: str, *, asked: MapFilter, has_findings: bool = True
) -> MapFigures:
    """Returns the figures of a map under a filter, as this person sees the map."""
    require(person, Act.SEE_MAPS)
    require_asked(person, asked)
    shown = show_map(person, served, map_id)
    library = served.rooms.read(RoomName(RoomKind.LIBRARY))
    stale = stale_records(served, shown)
    found = served.ask(
        lambda workspace: figures_of(shown.map, library, workspace=workspace, asked=asked, has_findings=has_findings)
    )
    return with_age(found, shown.map, stale=stale, now=served.now())


def require_asked(person: Person, asked: MapFilter) -> None:
    """Checks that a person may ask for the customers of a filter bar, and for those it is held against."""
    for one in (asked, asked.versus):
        require_filter(person, one.where if one else None)


def figures_of(
    document: JourneyMap,
    library: JourneyMap | None,
    *,
    workspace: Workspace,
    asked: MapFilter,
    has_findings: bool = True,
) -> MapFigures:
    """Returns the figures of a document; for share links too, which hide small counts afterwards."""
    asking = asking_of(document, library, workspace=workspace, asked=asked)
    found = (asking.findings if has_findings else asking.figures)(asking.where)
    found = _held(found, asked, asking=asking, documents=(document, library))
    bound = bound_cells(document, library=library, asking=asking)
    return MapFigures(
        figures=found,
        cells=bound.cells,
        faults=bound.faults,
        stale={},
        review_on=_text(document.records.get("map"), "review_on"),
        is_review_due=False,
        as_of=workspace.now(),
        revision=found.revision,
        has_findings=has_findings,
    )


def _held(
    found: ResolvedMap, asked: MapFilter, *, asking: Asking, documents: tuple[JourneyMap, JourneyMap | None]
) -> ResolvedMap:
    """Returns the figures held against those of another group; periods are told beside the filters of both."""
    if asked.versus is None:
        return found

    def text(bar: MapFilter) -> str | None:
        return joined(asking.own_where, filter_text(bar, document=documents[0], library=documents[1]))

    mine, theirs = (text(replace(bar, start=None, end=None)) for bar in (asked, asked.versus))
    other = asking.figures(text(asked.versus))
    return compared_map(replace(found, where=mine), other=replace(other, where=theirs))


def asking_of(document: JourneyMap, library: JourneyMap | None, *, workspace: Workspace, asked: MapFilter) -> Asking:
    """Returns where the answers of a document come from under a filter bar; its own filter always holds."""
    root = document.records.get("map")
    own, goal = _text(root, "where"), known_goal(_text(root, "goal"), workspace=workspace)
    memory = memory_of(workspace)
    return Asking(
        workspace,
        figures=lambda where: memory.figures(where, goal=goal, has_findings=False),
        findings=lambda where: memory.figures(where, goal=goal, has_findings=True),
        where=joined(own, filter_text(asked, document=document, library=library)),
        own_where=own,
    )


def filter_text(asked: MapFilter, *, document: JourneyMap, library: JourneyMap | None = None) -> str | None:
    """Returns the filter bar as one filter; raises `UnknownNameError` for a persona that is not on the map."""
    period = [
        *([f"time >= {_day(asked.start, 'from')}"] if asked.start else []),
        *([f"time < {_day(asked.end, 'to')}"] if asked.end else []),
    ]
    channel = f"channel = {quoted(asked.channel)}" if asked.channel else None
    who = joined(asked.where, _segment(asked.persona, document, library), channel)
    if asked.is_of_others:
        if who is None:
            raise InvalidQueryError("expected a filter besides the period to hold everybody else against, got none")
        who = f"not ({who})"
    return joined(who, " and ".join(period) or None)


def _day(text: str, name: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidQueryError(f"expected an ISO date such as 2026-01-31 for {name!r}, got {text!r:.40}") from error
    return text


def _segment(persona: str | None, document: JourneyMap, library: JourneyMap | None) -> str | None:
    """Returns the filter that finds a persona's customers, None where nobody has said it."""
    if persona is None:
        return None
    record = document.records.get(persona)
    if record is None or record.kind is not RecordKind.PERSONA:
        raise UnknownNameError("persona", persona, known=[one.id for one in document.of_kind(RecordKind.PERSONA)])
    entry = library.records.get(str(record.content("of"))) if library else None
    return _text(record, "segment") or _text(entry, "segment")


def _text(record: MapRecord | None, name: str) -> str | None:
    found = record.content(name) if record else None
    return found if isinstance(found, str) and found.strip() else None


def stale_records(served: ServedWorkspace, shown: ShownMap) -> dict[str, datetime]:
    """Returns the cards that nobody has touched for two quarters, and since when at least they are as they are."""
    before = served.now() - STALE_AFTER
    versions = [one for one in served.rooms.versions.all(shown.summary.id) if one.made_at <= before]
    if not versions:
        return {}
    content = served.rooms.versions.content(shown.summary.id, number=versions[0].number)
    then = map_in(content)[0].records if content else {}
    return {
        record.id: versions[0].made_at
        for record in shown.map.records.values()
        if record.kind in (RecordKind.CARD, RecordKind.CELL) and _said(record) == _said(then.get(record.id))
    }


def _said(record: MapRecord | None) -> tuple[Any, ...] | None:
    """Returns what people said in a record: where it stands may change without its being looked at anew."""
    if record is None:
        return None
    return tuple((name, one.content) for name, one in record.fields.items() if name not in ("position", "measurement"))


def with_age(found: MapFigures, document: JourneyMap, *, stale: Mapping[str, datetime], now: datetime) -> MapFigures:
    """Returns the figures with what is old on them: cards untouched for two quarters, and whether a review is due."""
    asserted = {name: since for name, since in stale.items() if name not in found.cells}
    cards = tuple(_aged(document.records[name], since) for name, since in asserted.items())
    known = {card.id for card in cards}
    kept = tuple(card for card in found.figures.cards if card.id not in known)
    is_due = found.review_on is not None and found.review_on <= now.date().isoformat()
    figures = replace(found.figures, cards=(*kept, *cards))
    return replace(found, figures=figures, stale=asserted, is_review_due=is_due)


def _aged(record: MapRecord, since: datetime) -> AssertedCard:
    text = _text(record, "text") or ""
    stage = (_text(record, "stage") or "").removeprefix("stage:")
    return AssertedCard(record.id, _text(record, "lane") or "", stage, text, _text(record, "note"), stale_since=since)
