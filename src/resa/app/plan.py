"""The plan: what is to be done about what maps show, who does it until when, and what became of the figure."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from resa.app.dashboard import figure_told
from resa.app.documents import Document, documents, library, measured, stage_of, text_of
from resa.app.exportedrows import csv_of, xlsx_of
from resa.app.permission import Person
from resa.app.serving import ServedWorkspace
from resa.app.trieddocument import map_in
from resa.mapping.export.drawingthread import DrawingExtraMissingError
from resa.mapping.export.svg import finding_words
from resa.model.errors import UnknownNameError
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind
from resa.model.resolvedmap import FigureCell, ResolvedMap

ACTION = "action"
BEGUN = ("doing", "done")
OVER = ("done", "dropped")
FORMS = ("csv", "xlsx")
COLUMNS = (
    *("map_title", "stage", "text", "about_text", "owner", "department", "due", "status", "is_late"),
    *("impact", "effort", "kpi", "kpi_now", "kpi_unit", "kpi_n", "kpi_then", "kpi_then_at", "note", "tags"),
)


@dataclass(frozen=True, slots=True)
class Action:
    """An action card of a map.

    `kpi_now` is the figure that it should move over everything that is known, `kpi_latest` that of the newest month,
    `kpi_then` that of the month `kpi_then_at` in which it began. `stage` is a stage of the data. `about_text` is what
    it answers: a person's words, or a finding told in the language of who asks.
    """

    map: str
    map_title: str
    card: str
    text: str
    note: str | None
    owner: str | None
    department: str | None
    due: str | None
    status: str | None
    is_late: bool
    stage: str | None
    about: str | None
    about_text: str | None
    impact: float | None
    effort: float | None
    tags: tuple[str, ...]
    began_at: datetime | None
    kpi: str | None
    kpi_now: float | None = None
    kpi_interval: list[float] | None = None
    kpi_unit: str | None = None
    kpi_n: int | None = None
    kpi_latest: float | None = None
    kpi_latest_at: str | None = None
    kpi_then: float | None = None
    kpi_then_at: str | None = None


def plan(person: Person, served: ServedWorkspace) -> list[Action]:
    """Returns the actions of all maps in use: the soonest due first, those without a day last.

    What a future state took over unchanged from the map it starts from is told once, as that map's.
    """
    shared = library(served)
    all_maps = {one.entry.id: one for one in documents(person, served)}
    found: list[Action] = []
    for document in all_maps.values():
        cards = _own_cards(document, all_maps.get(document.entry.as_is or ""))
        found += _actions(served, document, shared, cards=cards, language=person.language)
    return sorted(found, key=lambda one: (one.due or "9999", one.map_title, one.text, one.card))


def by_department(actions: Sequence[Action]) -> list[dict[str, Any]]:
    """Returns for each department how many actions it has, how many are done, and how many are late."""
    names = sorted({one.department or "" for one in actions}, key=lambda name: (not name, name.casefold()))
    return [
        {
            "department": name or None,
            "actions": sum((one.department or "") == name for one in actions),
            "done": sum((one.department or "") == name and one.status == "done" for one in actions),
            "late": sum((one.department or "") == name and one.is_late for one in actions),
        }
        for name in names
    ]


def plan_file(person: Person, served: ServedWorkspace, form: str) -> bytes:
    """Returns the plan as a file to take along."""
    if form not in FORMS:
        raise UnknownNameError("form of a plan", form, known=FORMS)
    rows = [asdict(one) for one in plan(person, served)]
    return csv_of(COLUMNS, rows) if form == "csv" else xlsx_of(COLUMNS, rows, sheet="plan")


def _own_cards(document: Document, base: Document | None) -> list[MapRecord]:
    """Returns the action cards that say something else than the same card of the map a future state starts from."""
    before = {one.id: _contents(one) for one in base.cards(ACTION)} if base else {}
    return [one for one in document.cards(ACTION) if _contents(one) != before.get(one.id)]


def _contents(record: MapRecord) -> dict[str, Any]:
    return {name: field.content for name, field in record.fields.items()}


def _actions(
    served: ServedWorkspace, document: Document, shared: JourneyMap, *, cards: Sequence[MapRecord], language: str
) -> Iterator[Action]:
    if not cards:
        return
    began = _beginnings(served, document, cards)
    wants_figures = any(text_of(card, "kpi") for card in cards)
    found = served.ask(lambda workspace: measured(workspace, document)) if wants_figures else None
    seen = found if isinstance(found, ResolvedMap) else None  # the plan goes on without figures
    today = served.now().date().isoformat()
    words = _finding_words(document, language=language)
    for card in cards:
        entry = shared.records.get(text_of(card, "of") or "")
        action = _action(document, card, entry, began_at=began.get(card.id), seen=seen, today=today)
        yield replace(action, about_text=action.about_text or words.get(action.about or ""))


def _finding_words(document: Document, *, language: str) -> dict[str, str]:
    """Returns what the findings of a map are called, by id; none where the part that words them is not installed."""
    found = [one for one in document.map.of_kind(RecordKind.CARD) if text_of(one, "title_key")]
    asked = [(text_of(one, "title_key") or "", one.content("params") or {}) for one in found]
    try:
        words = finding_words(asked, language=language) if asked else []
    except DrawingExtraMissingError:
        return {}
    return {one.id: said for one, said in zip(found, words, strict=True)}


def _action(
    document: Document,
    card: MapRecord,
    entry: MapRecord | None,
    *,
    began_at: datetime | None,
    seen: ResolvedMap | None,
    today: str,
) -> Action:
    def told(name: str) -> str | None:
        return text_of(card, name) or text_of(entry, name)

    about = document.map.records.get(told("about") or "")
    due, status, stage = told("due"), told("status"), stage_of(document, card)
    figures = _figures(seen, told("kpi"), stage=stage, began_at=began_at) if seen and told("kpi") else {}
    tags = card.content("tags") or (entry.content("tags") if entry else None) or ()
    return Action(
        map=document.entry.id,
        map_title=document.entry.title,
        card=card.id,
        text=told("text") or told("name") or "",
        note=told("note"),
        owner=told("owner"),
        department=told("department"),
        due=due,
        status=status,
        is_late=bool(due and due[:10] < today and status not in OVER),
        stage=stage,
        about=told("about"),
        about_text=text_of(about, "text"),
        impact=_number(card, "impact"),
        effort=_number(card, "effort"),
        tags=tuple(tags),
        began_at=began_at,
        kpi=told("kpi"),
        **figures,
    )


def _number(card: MapRecord, name: str) -> float | None:
    found = card.content(name)
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def _figures(seen: ResolvedMap, kpi: str | None, *, stage: str | None, began_at: datetime | None) -> dict[str, Any]:
    """Returns the figure of a KPI in that stage, else over the whole map, now and in the month of the beginning."""
    row = next((one for one in seen.figures if one.id == kpi), None)
    if row is None:
        return {}
    cells = {cell.stage: cell for cell in row.cells}
    cell = cells.get(stage) or cells.get(None)
    if cell is None:
        return {}
    now = figure_told(cell.measurement)
    latest = _point(seen, cell, None)
    then = _point(seen, cell, began_at) if began_at else (None, None)
    return {
        "kpi_now": now["value"],
        "kpi_interval": now["interval"],
        "kpi_unit": now["unit"],
        "kpi_n": now["n"],
        "kpi_latest_at": latest[0],
        "kpi_latest": latest[1],
        "kpi_then_at": then[0],
        "kpi_then": then[1],
    }


def _point(seen: ResolvedMap, cell: FigureCell, at: datetime | None) -> tuple[str | None, float | None]:
    """Returns the newest month with a figure, up to that of `at`, and the figure."""
    last = f"{at:%Y-%m}" if at else "9999-12"
    known = [(m, one) for m, one in zip(seen.trend_months, cell.trend, strict=True) if one is not None and m <= last]
    return known[-1] if known else (None, None)


def _beginnings(served: ServedWorkspace, document: Document, cards: Sequence[MapRecord]) -> dict[str, datetime]:
    """Returns since when each card is being worked on: the oldest version of the map that says so, else its change."""
    wanted = [card.id for card in cards if text_of(card, "status") in BEGUN]
    if not wanted:
        return {}
    found: dict[str, datetime] = {}
    for version in served.rooms.versions.all(document.entry.id):
        for card in _begun_in(served, document.entry.id, version.number):
            found[card] = min(found.get(card, version.made_at), version.made_at)
    return {card: found.get(card, document.entry.updated_at) for card in wanted}


def _begun_in(served: ServedWorkspace, map_id: str, number: int) -> frozenset[str]:
    """Returns the cards that are begun in a version of a map; versions never change, so each is read once."""
    key = (served.id, map_id, number)
    if key not in _known:
        content = served.rooms.versions.content(map_id, number=number)
        records = map_in(content)[0].of_kind(RecordKind.CARD) if content else ()
        _known[key] = frozenset(one.id for one in records if text_of(one, "status") in BEGUN)
    return _known[key]


_known: dict[tuple[str, str, int], frozenset[str]] = {}
