"""The rhythm of reviews: which maps are due, what has changed since, and what is stale."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from resa.app.documents import Document, documents
from resa.app.figures import stale_records
from resa.app.maps import show_map
from resa.app.permission import Person
from resa.app.plan import Action, plan
from resa.app.serving import ServedWorkspace
from resa.app.trieddocument import map_in
from resa.model.journeymap import Added, Removed
from resa.model.mapchange import difference
from resa.store.collaboration.versionlog import BY_HAND, LIVE, Version

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Review:
    """When a map is to be looked through again, and what there is to look at.

    `since` is the version it is compared with: the last one that somebody kept or approved, else the first.
    `stale` counts the cards that nobody has touched for two quarters.
    """

    map: str
    map_title: str
    status: str
    review_on: str | None
    is_due: bool
    updated_at: datetime
    since: datetime | None
    added: int
    changed: int
    removed: int
    stale: int
    late_actions: int


def reviews(person: Person, served: ServedWorkspace) -> list[Review]:
    """Returns every map in use, those that are due first."""
    actions = plan(person, served)
    found = [_review(person, served, one, actions) for one in documents(person, served)]
    return sorted(found, key=lambda one: (not one.is_due, one.review_on or "9999", one.map_title, one.map))


def _review(person: Person, served: ServedWorkspace, document: Document, actions: list[Action]) -> Review:
    entry = document.entry
    since = _since(served, entry.id)
    review_on = document.text("review_on") or _by_rhythm(served, since.made_at if since else entry.made_at)
    counts = _changes(served, document, since)
    return Review(
        map=entry.id,
        map_title=entry.title,
        status=entry.status,
        review_on=review_on,
        is_due=review_on is not None and review_on[:10] <= served.now().date().isoformat(),
        updated_at=entry.updated_at,
        since=since.made_at if since else None,
        stale=len(stale_records(served, show_map(person, served, entry.id))),
        late_actions=sum(one.is_late for one in actions if one.map == entry.id),
        **counts,
    )


def _by_rhythm(served: ServedWorkspace, looked_at: datetime) -> str | None:
    """Returns the day by which a map without one of its own is due, as the workspace's rhythm says."""
    months = served.ask(lambda workspace: workspace.knowledge.defaults.review_months)
    return (looked_at + timedelta(days=round(months * DAYS_A_MONTH))).date().isoformat() if months else None


def _since(served: ServedWorkspace, map_id: str) -> Version | None:
    versions = sorted(served.rooms.versions.all(map_id), key=lambda one: one.number)
    kept = [one for one in versions if one.reason in (BY_HAND, LIVE) or one.label]
    return kept[-1] if kept else versions[0] if versions else None


def _changes(served: ServedWorkspace, document: Document, since: Version | None) -> dict[str, Any]:
    content = served.rooms.versions.content(document.entry.id, number=since.number) if since else None
    changes = difference(map_in(content)[0], after=document.map) if content else ()
    added = sum(isinstance(one, Added) for one in changes)
    removed = sum(isinstance(one, Removed) for one in changes)
    return {"added": added, "removed": removed, "changed": len(changes) - added - removed}
