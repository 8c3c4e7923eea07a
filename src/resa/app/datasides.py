"""What people ask about the data behind the maps: sources, touchpoints, stages, goals, who is who, any question."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from resa.app import catalogue, goals, identity, ledger
from resa.app.audit import record
from resa.app.discover_map import STALE_DAYS
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.app.show import Question, show
from resa.app.specs import Specs
from resa.app.take_in import replay
from resa.app.workspace import Workspace
from resa.model.condition import CUSTOMER_PREFIX, PROPERTY_PREFIX, comparisons, parse
from resa.model.intake import ImportReport
from resa.model.table import Table

PERSONAL = frozenset({"customer", "text", "order_id", "matter"})
"""Fields that lead to single customers."""


def sources(person: Person, served: ServedWorkspace) -> Table:
    """Returns the sources with what became of their records, how old the newest is and when they last came."""
    require(person, Act.SEE_SOURCES)
    return served.ask(_sources)


def _sources(workspace: Workspace) -> Table:
    found = ledger.sources(workspace)
    limit = workspace.now() - timedelta(days=STALE_DAYS)
    delivered: dict[str, str] = {}
    for segment in workspace.engine.current().manifest.segments:
        delivered[segment.source] = max(delivered.get(segment.source, ""), segment.delivery)
    files = {spec.source: spec.files for spec in Specs(workspace.folder).all()}
    rows = [
        {
            **row,
            "is_stale": row["newest"] is not None and row["newest"] < limit,
            "delivered_at": delivered.get(row["source"]) or None,
            "files": files.get(row["source"]),
        }
        for row in found.rows
    ]
    return replace(found, columns=(*found.columns, "is_stale", "delivered_at", "files"), rows=tuple(rows))


def replayed(person: Person, served: ServedWorkspace, *, source: str | None = None) -> ImportReport:
    """Judges rejected records again under the specs of today, and returns what became of them."""
    require(person, Act.CHANGE_DATA)
    report = served.change(lambda workspace: replay(workspace, source=source))
    _note(served, person, "data.replay", source or "all sources")
    return report


def touchpoints(person: Person, served: ServedWorkspace) -> Table:
    """Returns every touchpoint with its stage and who or which rule says so."""
    require(person, Act.SEE_SOURCES)

    def found(workspace: Workspace) -> Table:
        known = {one.id: one for one in workspace.catalogue.touchpoints}
        table = catalogue.touchpoints(workspace)
        rows = [{**row, **_shown(known.get(row["name"]))} for row in table.rows]
        return replace(table, rows=tuple(rows))

    return served.ask(found)


def _shown(touchpoint: Any) -> dict[str, Any]:
    if touchpoint is None:
        return {}
    places = [f"{channel}: {name}" for channel, name in touchpoint.places]
    return {"shown_as": touchpoint.name, "physical": touchpoint.is_physical, "places": places}


def stages(person: Person, served: ServedWorkspace) -> Table:
    """Returns the stages in order, with how many touchpoints stand in each."""
    require(person, Act.SEE_SOURCES)
    return served.ask(catalogue.stages)


def every_goal(person: Person, served: ServedWorkspace) -> Table:
    """Returns every goal and micro-conversion."""
    require(person, Act.SEE_SOURCES)
    return served.ask(goals.goals)


def identity_view(person: Person, served: ServedWorkspace, what: str) -> Table:
    """Returns the links, merges or conflicts; merges with the evidence of the link that joined them."""
    require(person, Act.SEE_CUSTOMERS)
    return served.ask(lambda workspace: _identity(workspace, what))


def _identity(workspace: Workspace, what: str) -> Table:
    found = identity.table(workspace, what)
    if what != "merges":
        return found
    links = workspace.engine.assignment().tables.get("links")
    if links is None:
        return found
    own = ("merge_id", "customer", "a", "b", "rule", "status", "is_merge")
    known = {row["merge_id"]: row for row in links.filter(links["is_merge"]).to_pylist()}
    rows = [
        {
            **row,
            "evidence": {name: told for name, told in known.get(row["merge_id"], {}).items() if name not in own},
        }
        for row in found.rows
    ]
    return replace(found, columns=(*found.columns, "evidence"), rows=tuple(rows))


def undo_merge(person: Person, served: ServedWorkspace, merge_id: str) -> str:
    """Takes a merge apart and returns a sentence about it."""
    require(person, Act.CHANGE_DATA)
    told = served.change(lambda workspace: identity.undo(workspace, merge_id))
    _note(served, person, "identity.undo", merge_id)
    return told


def answer(person: Person, served: ServedWorkspace, question: Question) -> Table:
    """Returns the answer to any question; those about single customers are for who may see them."""
    require(person, Act.SEE_MAPS)
    if any(name in PERSONAL or name.startswith(PROPERTY_PREFIX) for name in _named(question)):
        require(person, Act.SEE_CUSTOMERS)
    return served.ask(lambda workspace: show(workspace, question))


def _named(question: Question) -> set[str]:
    fields = {one.field for one in comparisons(parse(question.where))} if question.where else set()
    for step in question.steps:
        fields |= {one.field for one in comparisons(parse(step))} if any(sign in step for sign in "=<>") else set()
    return fields | ({question.by} if question.by and not question.by.startswith(CUSTOMER_PREFIX) else set())


def _note(served: ServedWorkspace, person: Person, act: str, about: str) -> None:
    with served.database.writing() as connection:
        record(connection, person, act=act, about=about, now=served.now())
