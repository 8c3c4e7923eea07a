"""What people ask about the data behind the maps: sources, touchpoints, stages, goals, who is who."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from resa.app import catalogue, goals, identity, ledger
from resa.app.audit import record
from resa.app.mapsources import STALE_DAYS
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.app.specs import Specs
from resa.app.take_in import replay
from resa.app.workspace import Workspace
from resa.model.intake import ImportReport
from resa.model.table import Table

MOST_MERGES = 2_000


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


def conflicts(person: Person, served: ServedWorkspace) -> Table:
    """Returns what speaks against who is taken for whom."""
    require(person, Act.SEE_CUSTOMERS)
    return served.ask(lambda workspace: identity.table(workspace, "conflicts"))


def merges(person: Person, served: ServedWorkspace, *, like: str = "", after: int = 0) -> Table:
    """Returns customers that were joined, with the evidence; `like` is a part of an identifier, `after` what was seen.

    At most 2,000 at once; a note says how many there are in all.
    """
    require(person, Act.SEE_CUSTOMERS)
    return served.ask(lambda workspace: _merges(workspace, like.strip().casefold(), after))


def _merges(workspace: Workspace, like: str, after: int) -> Table:
    links = workspace.engine.assignment().tables.get("links")
    found = links.filter(links["is_merge"]) if links is not None else None
    if found is not None and like:
        hits = [pc.match_substring(pc.utf8_lower(found[name].cast(pa.string())), like) for name in ("a", "b")]
        found = found.filter(pc.or_(*hits))
    total = found.num_rows if found is not None else 0
    shown = found.slice(after, MOST_MERGES).to_pylist() if found is not None else []
    return Table(
        what="identity merges",
        columns=("merge_id", "customer", "identifiers", "merged_at", "rule", "status", "evidence"),
        rows=tuple(_merge(row) for row in shown),
        base=workspace.base,
        as_of=workspace.now(),
        revision=workspace.engine.revision,
        notes=(f"{total:,} in all, shown from {after + 1} on",),
    )


def _merge(link: Mapping[str, Any]) -> dict[str, Any]:
    own = ("merge_id", "customer", "rule", "status")
    rest = {name: told for name, told in link.items() if name not in (*own, "a", "b", "is_merge")}
    identifiers = [link["a"], link["b"]]
    return {
        **{name: link[name] for name in own},
        "identifiers": identifiers,
        "merged_at": link["first"],
        "evidence": rest,
    }


def undo_merge(person: Person, served: ServedWorkspace, merge_id: str) -> str:
    """Takes a merge apart and returns a sentence about it."""
    require(person, Act.CHANGE_DATA)
    told = served.change(lambda workspace: identity.undo(workspace, merge_id))
    _note(served, person, "identity.undo", merge_id)
    return told


def _note(served: ServedWorkspace, person: Person, act: str, about: str) -> None:
    with served.database.writing() as connection:
        record(connection, person, act=act, about=about, now=served.now())
