"""The journey map, resolved from the data and written as a page, a picture or a document."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from resa.app.discover_map import Sources, discover_map, prepared_views
from resa.app.ledger import newest_by_source
from resa.app.workspace import Workspace
from resa.mapping.document import write_json, write_yaml
from resa.mapping.export.html import write_html
from resa.mapping.export.svg import draw_svg
from resa.mapping.structure import structure
from resa.model.errors import UsageError
from resa.model.resolvedmap import MapPage, ResolvedMap
from resa.store.durable import replace_file

LANGUAGES = ("en", "sv", "da", "nb")
FORMS = (".html", ".svg", ".json", ".yaml")


class UnknownFormError(UsageError):
    """A map can't be written in that form."""

    code: ClassVar[str] = "unknown_form"


@dataclass(frozen=True, slots=True)
class Request:
    """Which customers the map is about, towards which goal, in which language, and what it may hold of people."""

    where: str | None = None
    goal: str | None = None
    language: str = "en"
    has_quotes: bool = False
    has_evidence: bool = False

    def __post_init__(self) -> None:
        if self.language.replace("no", "nb") not in LANGUAGES:
            raise UsageError(f"expected --lang {', '.join(LANGUAGES)}, got {self.language!r}")


@dataclass(frozen=True, slots=True)
class Written:
    """The file that was written."""

    path: Path
    bytes: int
    customers: int
    views: int


def resolve(workspace: Workspace, *, where: str | None = None, goal: str | None = None) -> ResolvedMap:
    """Returns the map with every figure filled in."""
    raise NotImplementedError
