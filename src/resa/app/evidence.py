"""What a figure on a map rests on: the paths through it, the customers, their words, and how to ask the same again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.app.boundcells import Answer, Asking, bound_cells
from resa.app.feedbackreading import read_before
from resa.app.figures import MapFilter, asking_of
from resa.app.maps import show_map
from resa.app.permission import Act, Person, may, require
from resa.app.personal import require_filter
from resa.app.questionwords import LANGUAGES, words
from resa.app.roomrule import RoomKind, RoomName
from resa.app.savedquery import joined
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.condition import quoted
from resa.model.errors import UnknownNameError
from resa.model.journeymap import JourneyMap, MapRecord
from resa.model.measurement import Measurement
from resa.model.resolvedmap import PainMark, PainSlice, Quote, ResolvedMap
from resa.understand.extent import Extents
from resa.understand.feeling import quote_of
from resa.understand.path import variants
from resa.understand.reach import UNMET_KINDS
from resa.understand.told import Answers, answers, kept_answers

MOST_PATHS = 8
MOST_WORDS = 12
MOST_CUSTOMERS = 50
LEAST = 5
"""Paths of fewer customers are shown to those only who may see customers."""


@dataclass(frozen=True, slots=True)
class EvidencePath:
    """One exact way through the place, and how many took it; the last of `touchpoints` is not always the end."""

    touchpoints: tuple[str, ...]
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class EvidenceCustomer:
    """A customer whose timeline can be opened."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What the figure means: what is counted, how and in which unit, in the reader's language.

    `variant` is how programs call the way of counting, `counted_as` how people do.
    """

    title: str
    measure: str | None
    variant: str | None
    counted_as: str | None
    unit: str | None
    where: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one record of a map. `people` is empty for those who may not see single customers.

    `texts` is how many different texts were said there, and `readings` who read them and how well.
    """

    record: str
    definition: Definition
    measurement: Measurement | None
    trend: tuple[float | None, ...]
    trend_n: tuple[int, ...]
    trend_months: tuple[str, ...]
    paths: tuple[EvidencePath, ...]
    customers: int
    people: tuple[EvidenceCustomer, ...]
    words: tuple[Quote, ...]
    word_count: int
    texts: int
    readings: tuple[str, ...]
    slices: tuple[PainSlice, ...]
    commands: tuple[str, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class _About:
    """What a record is about: a place of the journey as a filter, and who is meant by it."""

    query: Mapping[str, Any]
    place: str | None  # an interaction's filter: touchpoint = 'x', stage = y, channel = z


def evidence(
    person: Person, served: ServedWorkspace, map_id: str, record_id: str, *, asked: MapFilter, language: str
) -> Evidence:
    """Returns what a cell, card, stage, step or finding of a map rests on; single customers for editors only."""
    require(person, Act.SEE_MAPS)
    require_filter(person, asked.where)
    document = show_map(person, served, map_id).map
    library = served.rooms.read(RoomName(RoomKind.LIBRARY))

    def answer(workspace: Workspace) -> Evidence:
        asking = asking_of(document, library, workspace=workspace, asked=asked)
        found = _evidence(document, library, record_id, asking=asking, language=language)
        return found if may(person, Act.SEE_CUSTOMERS) else _without_people(found)

    return served.ask(answer)


def _evidence(document: JourneyMap, library: JourneyMap, record_id: str, *, asking: Asking, language: str) -> Evidence:
    record, figures = document.records.get(record_id), asking.figures(asking.where)
    pain = _pain(record_id, asking) if record is None or record.content("title_key") else None
    if record is None and pain is None:
        raise UnknownNameError("record", record_id, known=document.records)
    answer = _answer(record, document, library, asking)
    about = _about(record, pain, document)
    own = str(about.query.get("where") or "") or None
    where = joined(asking.where, own, f"has({_met(about.place, asking.workspace)})" if about.place else None)
    spoken = _spoken(where if not about.place else joined(asking.where, about.place), asking.workspace)
    paths, customers = _paths(where, asking.workspace)
    texts, readings = _texts(joined(asking.where, about.place), asking.workspace)
    measured = pain.effect if pain else answer.measurement
    return Evidence(
        record=record_id,
        definition=_definition(about, measured, where=asking.where, language=language),
        measurement=measured,
        trend=answer.trend,
        trend_n=answer.trend_n,
        trend_months=figures.trend_months if answer.trend else (),
        paths=paths,
        customers=customers,
        people=_people(where, asking.workspace),
        words=pain.quotes if pain and pain.quotes else _words(spoken),
        word_count=int(spoken.has_text.sum()),
        texts=texts,
        readings=readings,
        slices=pain.slices if pain else (),
        commands=_commands(record, pain, about, asking.where),
        revision=figures.revision,
    )


def _met(place: str, workspace: Workspace) -> str:
    """Returns the filter of who was somewhere: nobody has been in a stage by a message they never opened."""
    unmet = sorted({place.kind for place in workspace.engine.dictionary().places} & UNMET_KINDS)
    return f"{place} and not kind in ({', '.join(unmet)})" if unmet and place.startswith("stage") else place


def _without_people(found: Evidence) -> Evidence:
    """Hides single customers: no list, and no path or command that few stand behind."""
    paths = tuple(one for one in found.paths if one.count >= LEAST)
    commands = tuple(one for one in found.commands if "customer" not in one)
    return replace(found, people=(), paths=paths, commands=commands)


def _pain(record_id: str, asking: Asking) -> PainMark | None:
    found: ResolvedMap = asking.findings(asking.where)
    return next((one for one in found.pains if one.id == record_id), None)


def _answer(record: MapRecord | None, document: JourneyMap, library: JourneyMap, asking: Asking) -> Answer:
    if record is None:
        return Answer(None)
    if record.content("query") is None and record.kind.value == "stage":
        stage = record.content("follows") or record.id.removeprefix("stage:")
        found = next((one for one in asking.figures(asking.where).stages if one.id == stage), None)
        return Answer(found.reach if found else None)
    if record.content("query") is None and record.kind.value == "step":
        marks = asking.figures(asking.where).touchpoints
        mark = next((one for one in marks if one.id == record.content("touchpoint")), None)
        return Answer(mark.reach, mark.trend) if mark else Answer(None)
    alone = JourneyMap.of(one for one in document.records.values() if one.id == record.id or not _is_bound(one))
    cell = bound_cells(alone, library=library, asking=asking).cells.get(record.id)
    return Answer(cell.measurement, cell.trend, cell.trend_n) if cell else Answer(None)


def _is_bound(record: MapRecord) -> bool:
    return record.kind.value in ("cell", "card", "persona")


def _about(record: MapRecord | None, pain: PainMark | None, document: JourneyMap) -> _About:
    if pain is not None:
        place = f"touchpoint = {quoted(pain.touchpoint)}" if pain.touchpoint else f"stage = {pain.stage}"
        return _About({"what": "finding"}, place)
    assert record is not None
    query = record.content("query") or {}
    if record.kind.value == "step" and record.content("touchpoint"):
        return _About({"what": "touchpoints"}, f"touchpoint = {quoted(record.content('touchpoint'))}")
    if record.kind.value == "stage":
        return _About({"what": "stages"}, f"stage = {record.content('follows') or record.id.removeprefix('stage:')}")
    if record.kind.value == "persona":
        return _About({"what": "customers", "where": record.content("segment")}, None)
    return _About(query, _place(record, query, document))


def _place(record: MapRecord, query: Mapping[str, Any], document: JourneyMap) -> str | None:
    """Returns the filter of what a cell or card asks about: its query's place, else the step or stage it stands in."""
    at, by = query.get("at"), query.get("by")
    kind = by or {"touchpoints": "touchpoint", "channels": "channel", "stages": "stage"}.get(str(query.get("what")))
    if at and kind:
        return f"{kind} = {quoted(str(at))}"
    for end in ("from", "after"):
        kind, _, name = str(query.get(end) or "").partition(":")
        if name:
            return f"{kind} = {quoted(name)}"
    step = document.records.get(str(record.content("step")))
    if step is not None and step.content("touchpoint"):
        return f"touchpoint = {quoted(step.content('touchpoint'))}"
    stage = document.records.get(str(record.content("stage")))
    if stage is None or (query.get("what") == "kpis" and not by):
        return None
    return f"stage = {stage.content('follows') or stage.id.removeprefix('stage:')}"


def _paths(where: str | None, workspace: Workspace) -> tuple[tuple[EvidencePath, ...], int]:
    scope = workspace.scope(where)
    table = variants(workspace.engine, scope=scope, now=workspace.now(), catalogue=workspace.catalogue, most=MOST_PATHS)
    paths = tuple(
        EvidencePath(tuple(row["path"]), int(row["count"]), float(row["share"] or 0.0))
        for row in table.rows
        if row["path"] is not None
    )
    (extent,) = workspace.engine.fold([Extents()], scope=scope)
    return paths, int(extent.customers)


def _people(where: str | None, workspace: Workspace) -> tuple[EvidenceCustomer, ...]:
    """Returns the first customers by number, with the name that each goes by."""
    found: list[int] = []
    for partition in workspace.engine.partitions(workspace.scope(where)):
        found += [int(one) for one in np.unique(partition.customer[:MOST_CUSTOMERS])]
        if len(found) >= MOST_CUSTOMERS:
            break
    labels = workspace.engine.customer_labels(found[:MOST_CUSTOMERS])
    return tuple(EvidenceCustomer(one, labels[one]) for one in found[:MOST_CUSTOMERS])


def _spoken(where: str | None, workspace: Workspace) -> Answers:
    scope = workspace.scope(where)
    return kept_answers(answers(workspace.further, catalogue=workspace.catalogue), engine=workspace.engine, scope=scope)


def _texts(where: str | None, workspace: Workspace) -> tuple[int, tuple[str, ...]]:
    """Returns how many different texts were said there, and how well they were read; nothing before any was read."""
    found = read_before(workspace)
    if found is None:
        return 0, ()
    kept = found.within(engine=workspace.engine, scope=workspace.scope(where))
    texts = len(np.unique(kept.ours.wording[kept.ours.is_read]))
    return texts, kept.notes if texts else ()


def _words(spoken: Answers) -> tuple[Quote, ...]:
    """Returns the newest words, worst and best in turn, so that no one feeling hides the other."""
    at = np.flatnonzero(spoken.has_text)
    newest = at[np.argsort(-spoken.microseconds[at], kind="stable")][: 20 * MOST_WORDS]
    felt = np.nan_to_num(spoken.feelings[newest])
    by_feeling: NDArray[np.int64] = newest[np.argsort(felt, kind="stable")]
    turns = [one for pair in zip(by_feeling.tolist(), by_feeling[::-1].tolist(), strict=True) for one in pair]
    return tuple(quote_of(spoken, one) for one in list(dict.fromkeys(turns))[:MOST_WORDS])


def _definition(about: _About, measured: Measurement | None, *, where: str | None, language: str) -> Definition:
    spoken = "nb" if language == "no" else language
    said = words(spoken if spoken in LANGUAGES else "en")
    what, kpi = str(about.query.get("what") or ""), about.query.get("kpi")
    key = f"kpi.{kpi}" if kpi else f"question.{_TITLES.get(what, what)}"
    return Definition(
        title=said.get(key, what),
        measure=said.get(f"measure.{about.query.get('measure')}"),
        variant=measured.variant if measured else None,
        counted_as=said.get(f"variant.{measured.variant}") if measured else None,
        unit=measured.unit if measured else None,
        where=joined(where, about.place),
    )


_TITLES = {
    "stages": "stage", "touchpoints": "touchpoint", "channels": "channel", "kpis": "kpi", "waits": "wait",
    "transitions": "transition", "conversions": "conversion",
}  # fmt: skip


def _commands(record: MapRecord | None, pain: PainMark | None, about: _About, where: str | None) -> tuple[str, ...]:
    """Returns the commands that show the same: those that the record kept, else those that its query stands for."""
    if pain is not None:
        return pain.evidence
    kept = [one for field in (record.fields.values() if record else ()) for one in field.evidence]
    what = str(about.query.get("what") or "")
    own = joined(where, str(about.query.get("where") or "") or None)
    asked = f' --where "{own}"' if own else ""
    by = f" --by {about.query['by']}" if about.query.get("by") else ""
    shown = {"customers": "channels", "messages": "touchpoints", "": "stages"}.get(what, what)
    return tuple(dict.fromkeys([*kept, f"resa show {shown}{asked}{by}"]))
