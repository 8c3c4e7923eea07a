"""The portfolio: all maps as a tree of life cycle, journeys and sub-journeys, each with what it rolls up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from resa.app.dashboard import figure_told
from resa.app.documents import Document, documents, measured
from resa.app.permission import Person
from resa.app.plan import ACTION, OVER
from resa.app.serving import ServedWorkspace
from resa.model.measurement import Provenance
from resa.model.resolvedmap import FeelingPoint, ResolvedMap

PAIN = "pain"
INVENTED, EMPTY, FAULT = "invented", "empty", "fault"


@dataclass(frozen=True, slots=True)
class Branch:
    """A map with those below it.

    `customers`, `conversion` and `fresh_at` are measured for this map's own filter and goal, and `pains_found` is known
    where findings were asked for. `worst_feeling`, `pains_written`, `actions` and `open_actions` take in all maps
    below, `updated_at` too. `unmeasured` says why there are no figures: "invented" (a sample company's), "empty" (no
    data), or "fault", and then `fault` is the sentence.
    """

    map: str
    title: str
    form: str
    status: str
    parent: str | None
    updated_at: datetime
    customers: int | None
    interactions: int | None
    conversion: Mapping[str, Any] | None
    worst_feeling: Mapping[str, Any] | None
    fresh_at: datetime | None
    pains_written: int
    pains_found: int | None
    actions: int
    open_actions: int
    children: tuple["Branch", ...]
    unmeasured: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was measured of each map, or why not; and whether findings were looked for."""

    by_map: Mapping[str, ResolvedMap | str]
    has_findings: bool

    def why_unmeasured(self, document: Document) -> str | None:
        found = self.by_map[document.entry.id]
        if document.is_invented:
            return INVENTED
        if isinstance(found, str):
            return FAULT
        return None if found.base.interactions else EMPTY

    def figures(self, document: Document) -> ResolvedMap | None:
        found = self.by_map[document.entry.id]
        return found if isinstance(found, ResolvedMap) and self.why_unmeasured(document) is None else None


def portfolio(person: Person, served: ServedWorkspace, *, has_findings: bool = False) -> list[Branch]:
    """Returns the maps that lie under no other, with all below; a map whose parent is gone stands on its own.

    Findings take long to look for where nobody has asked for them yet, so they are asked for apart.
    """
    found = documents(person, served)
    by_map = served.ask(
        lambda workspace: {one.entry.id: measured(workspace, one, has_findings=has_findings) for one in found}
    )
    seen = _Seen(by_map, has_findings)
    below: dict[str | None, list[Document]] = {}
    known = {one.entry.id: one for one in found}
    for one in found:
        below.setdefault(_parent(one, known), []).append(one)
    return [_branch(one, below, seen) for one in sorted(below.get(None, ()), key=_by_title)]


def _parent(document: Document, known: Mapping[str, Document]) -> str | None:
    """Returns the map above, None where there is none, or where maps lie under one another in a ring."""
    own, above, way = document.entry.id, document.entry.parent, set[str]()
    while above in known and above is not None:
        if above == own or above in way:
            return None
        way.add(above)
        above = known[above].entry.parent
    return document.entry.parent if document.entry.parent in known else None


def _by_title(document: Document) -> tuple[str, str]:
    return document.entry.title.casefold(), document.entry.id


def _branch(document: Document, below: Mapping[str | None, Sequence[Document]], seen: _Seen) -> Branch:
    entry, found = document.entry, seen.by_map[document.entry.id]
    children = tuple(_branch(one, below, seen) for one in sorted(below.get(entry.id, ()), key=_by_title))
    figures = seen.figures(document)
    actions = list(document.cards(ACTION))
    still_open = [one for one in actions if one.content("status") not in OVER]
    feelings = [one for one in (_worst(figures), *(child.worst_feeling for child in children)) if one]
    return Branch(
        map=entry.id,
        title=entry.title,
        form=entry.form,
        status=entry.status,
        parent=entry.parent,
        updated_at=max([entry.updated_at, *(child.updated_at for child in children)]),
        customers=figures.base.customers if figures else None,
        interactions=figures.base.interactions if figures else None,
        conversion=figure_told(figures.conversion) if figures and figures.conversion else None,
        worst_feeling=min(feelings, key=lambda one: one["value"]) if feelings else None,
        fresh_at=figures.fresh_at if figures else None,
        pains_written=sum(1 for _ in document.cards(PAIN)) + sum(child.pains_written for child in children),
        pains_found=sum(one.kind == PAIN for one in figures.pains) if figures and seen.has_findings else None,
        actions=len(actions) + sum(child.actions for child in children),
        open_actions=len(still_open) + sum(child.open_actions for child in children),
        children=children,
        unmeasured=seen.why_unmeasured(document),
        fault=found if isinstance(found, str) else None,
    )


def _worst(figures: ResolvedMap | None) -> Mapping[str, Any] | None:
    """Returns the place that is felt worst; none where all answers stand in one stage, which is then best as well."""
    told = [one for one in figures.feelings if one.feeling.provenance is Provenance.MEASURED] if figures else []
    points = [one for one in told if one.feeling.figure is not None]
    if len({one.stage for one in points}) < 2:
        return None
    worst = min(points, key=_felt)
    return {**figure_told(worst.feeling), "stage": worst.stage, "touchpoint": worst.touchpoint}


def _felt(point: FeelingPoint) -> float:
    return point.feeling.figure if point.feeling.figure is not None else 0.0
