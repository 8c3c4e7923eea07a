"""The journey map, resolved from the data and written as a page, a picture or a document."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from resa.app.comparing import Comparing
from resa.app.discover_map import discover_map, prepared_views
from resa.app.exportform import WRITERS, Leaving, LeftMap, Look, UnknownFormError, written
from resa.app.ledger import newest_by_source
from resa.app.mapsources import Sources
from resa.app.measured_map import MapMeasurer
from resa.app.workspace import Workspace
from resa.mapping.export.discretion import discreet
from resa.mapping.export.localtime import in_zone
from resa.mapping.structure import structure
from resa.model.errors import FailureError, UsageError
from resa.model.journeymap import JourneyMap
from resa.model.resolvedmap import MapPage, MapView, ResolvedMap
from resa.store.durable import replace_file
from resa.understand.mapdifference import compared_map

LANGUAGES = ("en", "sv", "da", "nb")


class UnwritableMapError(FailureError):
    """The map can't be written to that file."""

    code: ClassVar[str] = "unwritable_map"


@dataclass(frozen=True, slots=True)
class Request:
    """Which customers the map is about, towards which goal, in which language, and what it may hold of people.

    `comparing` names the other group of a map with differences; the map's own filter is then said there.
    """

    where: str | None = None
    goal: str | None = None
    language: str = "en"
    has_quotes: bool = False
    has_evidence: bool = False
    look: Look = field(default_factory=Look)
    comparing: Comparing | None = None

    def __post_init__(self) -> None:
        if language_of(self.language) not in LANGUAGES:
            raise UsageError(f"expected --lang {', '.join(LANGUAGES)}, got {self.language!r}")


@dataclass(frozen=True, slots=True)
class Written:
    """The file that was written; `left_out` says what its form can't hold."""

    path: Path
    bytes: int
    customers: int
    views: int
    left_out: tuple[str, ...] = ()

    def told(self) -> Iterator[str]:
        """Yields what it is in a line, and a line for each thing that its form can't hold."""
        yield f"{self.path}  {self.bytes:,} bytes, {self.customers:,} customers, {self.views} views"
        yield from (f"  not held: {sentence}" for sentence in self.left_out)


def language_of(code: str) -> str:
    """Returns the language that a code means; `no` is Bokmål.

    >>> language_of("no")
    'nb'
    """
    return "nb" if code.lower() == "no" else code.lower()


def resolve(workspace: Workspace, *, where: str | None = None, goal: str | None = None) -> ResolvedMap:
    """Returns the map with every figure filled in."""
    return discover_map(sources_of(workspace), now=workspace.now(), where=where, goal=goal)


def sources_of(workspace: Workspace) -> Sources:
    """Returns what the workspace's maps are made from."""
    from resa.app.feedbackreading import read_before  # what reads texts is loaded where a map is asked for

    known = workspace.knowledge
    return Sources(
        engine=workspace.engine,
        further=workspace.further,
        catalogue=workspace.catalogue,
        goals=known.goals,
        interactions=workspace.further.interactions,
        revision=workspace.engine.revision,
        rules=known.rules,
        newest=newest_by_source(workspace),
        company=known.defaults.company,
        is_demo=known.defaults.is_demo,
        words=lambda: read_before(workspace),
        segments=workspace.segments,
        zone=workspace.zone.key,
        said=known.worth,
    )


def write_map(workspace: Workspace, out: Path, *, request: Request) -> Written:
    """Writes the map in the form that the file's ending names: a page, a picture, or a document."""
    if out.suffix not in WRITERS:
        raise UnknownFormError(f"expected --out to end in {', '.join(WRITERS)}, got {out.name!r}")
    comparing = request.comparing if request.comparing and request.comparing.is_asked else None
    for where in (request.where, comparing.theirs() if comparing else None):
        workspace.scope(where)  # a name that nobody has is told before anything is counted
    views: tuple[MapView, ...]
    if comparing is not None:
        views = (MapView("all", "all", None, None, _held(workspace, comparing, goal=request.goal)),)
    elif out.suffix == ".html":
        views = prepared_views(sources_of(workspace), now=workspace.now(), where=request.where, goal=request.goal)
    else:
        whole = resolve(workspace, where=request.where, goal=request.goal)
        views = (MapView("all", "all", None, None, whole),)
    page = page_of(views, workspace=workspace, request=request)
    found = page.views[0].map
    leaving = Leaving(page, structure(found), JourneyMap(), found.title or "", request.look)
    return write_file(out, written(leaving, out.suffix), customers=found.base.customers, views=len(views))


def _held(workspace: Workspace, comparing: Comparing, *, goal: str | None) -> ResolvedMap:
    """Returns the map held against the other group, with its own findings; periods are told beside the filters."""
    sources, now = sources_of(workspace), workspace.now()
    theirs = MapMeasurer(sources).measured(now=now, where=comparing.theirs(), goal=goal)
    mine = discover_map(sources, now=now, where=comparing.mine(), goal=goal)
    return compared_map(replace(mine, where=comparing.where), other=replace(theirs, where=comparing.who()))


def write_file(out: Path, left: LeftMap, *, customers: int, views: int = 1) -> Written:
    """Writes the bytes of a map to a file, replacing what is there."""
    try:
        replace_file(out, left.content)
    except OSError as error:
        raise UnwritableMapError(
            f"expected to write the map to {out}, got: {error.strerror or error}; name another file with --out"
        ) from error
    return Written(out, len(left.content), customers, views, left.losses.sentences)


def page_of(views: tuple[MapView, ...], *, workspace: Workspace, request: Request) -> MapPage:
    """Returns the views as they may be handed on: small counts withheld, words only where they were asked for."""
    kept = tuple(
        replace(view, map=discreet(view.map, has_quotes=request.has_quotes, has_evidence=request.has_evidence))
        for view in views
    )
    page = MapPage(
        language=language_of(request.language),
        views=kept,
        written_at=workspace.now(),
        has_quotes=request.has_quotes,
        has_evidence=request.has_evidence,
    )
    return in_zone(page, workspace.zone)
