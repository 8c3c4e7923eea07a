"""The journey map, resolved from the data and written as a page, a picture or a document."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from resa.app.discover_map import Sources, discover_map, prepared_views
from resa.app.ledger import newest_by_source
from resa.app.workspace import Workspace
from resa.mapping.document import write_json, write_yaml
from resa.mapping.export.discretion import discreet
from resa.mapping.export.html import write_html
from resa.mapping.export.localtime import in_zone
from resa.mapping.export.svg import draw_svg
from resa.mapping.structure import structure
from resa.model.errors import FailureError, UsageError
from resa.model.resolvedmap import MapPage, MapView, ResolvedMap
from resa.store.durable import replace_file

LANGUAGES = ("en", "sv", "da", "nb")
FORMS = (".html", ".svg", ".json", ".yaml")


class UnknownFormError(UsageError):
    """A map can't be written in that form."""

    code: ClassVar[str] = "unknown_form"


class UnwritableMapError(FailureError):
    """The map can't be written to that file."""

    code: ClassVar[str] = "unwritable_map"


@dataclass(frozen=True, slots=True)
class Request:
    """Which customers the map is about, towards which goal, in which language, and what it may hold of people."""

    where: str | None = None
    goal: str | None = None
    language: str = "en"
    has_quotes: bool = False
    has_evidence: bool = False

    def __post_init__(self) -> None:
        if language_of(self.language) not in LANGUAGES:
            raise UsageError(f"expected --lang {', '.join(LANGUAGES)}, got {self.language!r}")


@dataclass(frozen=True, slots=True)
class Written:
    """The file that was written."""

    path: Path
    bytes: int
    customers: int
    views: int


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
    )


def write_map(workspace: Workspace, out: Path, *, request: Request) -> Written:
    """Writes the map in the form that the file's ending names: a page, a picture, or a document."""
    if out.suffix not in FORMS:
        raise UnknownFormError(f"expected --out to end in {', '.join(FORMS)}, got {out.name!r}")
    if out.suffix == ".html":
        views = prepared_views(sources_of(workspace), now=workspace.now(), where=request.where, goal=request.goal)
    else:
        whole = resolve(workspace, where=request.where, goal=request.goal)
        views = (MapView("all", "all", None, None, whole),)
    content = _content(views, out.suffix, workspace=workspace, request=request).encode()
    try:
        replace_file(out, content)
    except OSError as error:
        raise UnwritableMapError(
            f"expected to write the map to {out}, got: {error.strerror or error}; name another file with --out"
        ) from error
    return Written(out, len(content), views[0].map.base.customers, len(views))


def _content(views: tuple[MapView, ...], form: str, *, workspace: Workspace, request: Request) -> str:
    page = page_of(views, workspace=workspace, request=request)
    if form == ".html":
        return write_html(page)
    if form == ".svg":
        return draw_svg(page)
    document = structure(page.views[0].map)
    return write_json(document) if form == ".json" else write_yaml(document)


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
    return in_zone(page, ZoneInfo(workspace.knowledge.defaults.zone))
