"""A map in the forms in which it leaves: pages, pictures, documents, and what other programs read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from resa.mapping.document import write_json, write_yaml
from resa.mapping.export.cjml import write_cjml
from resa.mapping.export.comparisonjson import comparison_json
from resa.mapping.export.edited import EditedPage
from resa.mapping.export.html import Page, write_html
from resa.mapping.export.loss import Losses
from resa.mapping.export.mermaid import DIAGRAMS, write_mermaid
from resa.mapping.export.picture import (
    PAGED,
    PAPERS,
    SMALLEST_SHARE,
    paged_pdf_of,
    pdf_of,
    png_of,
    share_on_a3,
    sheet_of,
    size_of,
)
from resa.mapping.export.slides import map_slides, write_slides
from resa.mapping.export.svg import THEMES, draw_pages, draw_svg, finding_titles
from resa.mapping.export.workbook import write_workbook
from resa.mapping.libraryfill import filled
from resa.mapping.structure import structure
from resa.model.errors import UsageError
from resa.model.journeymap import JourneyMap
from resa.model.resolvedmap import MapComparison, ResolvedMap

WITH_DIFFERENCES = (".html", ".svg", ".png", ".pdf", ".pptx", ".json")
"""Forms that can hold a map against another group."""

NARROWEST, WIDEST = 760, 6_000
DENSITIES = ("calm", "dense")
_TRIES = ((1440, "calm"), (1800, "calm"), (2200, "dense"), (2600, "dense"))
"""Widths and densities in which a drawing is tried on paper, the most comfortable first."""


class UnknownFormError(UsageError):
    """A map can't be written in that form."""

    code: ClassVar[str] = "unknown_form"


class ImpossibleLookError(UsageError):
    """A map can't be drawn like that; `faults` says why."""

    code: ClassVar[str] = "impossible_look"


@dataclass(frozen=True, slots=True)
class Look:
    """How a map is drawn: `width` in pixels, `scale` in dots for each pixel of a PNG, `paper` of a PDF.

    `diagram` is what kind of Mermaid text is written; `has_arrows` draws what leads from one card or step to another.
    """

    theme: str = "light"
    width: int = 1440
    density: str = "calm"
    scale: float = 2.0
    paper: str = "auto"
    diagram: str = DIAGRAMS[0]
    has_arrows: bool = False

    def __post_init__(self) -> None:
        choices = {"theme": THEMES, "density": DENSITIES, "paper": PAPERS, "diagram": DIAGRAMS}
        faults = [
            f"{name}: expected one of {', '.join(known)}, got {getattr(self, name)!r}"
            for name, known in choices.items()
            if getattr(self, name) not in known
        ]
        if not NARROWEST <= self.width <= WIDEST:
            faults.append(f"width: expected {NARROWEST} to {WIDEST} pixels, got {self.width}")
        if not 0.1 <= self.scale <= 4:
            faults.append(f"scale: expected 0.1 to 4 dots for each pixel, got {self.scale:g}")
        if faults:
            raise ImpossibleLookError("expected a map that can be drawn", faults=faults)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A map that leaves: the page to draw, and the document with the entries of the library that it shows."""

    page: Page
    document: JourneyMap
    library: JourneyMap
    title: str
    look: Look

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.page.language

    def figures(self) -> ResolvedMap | None:
        """Returns what is measured now, None where nothing is."""
        return self.page.map.figures if isinstance(self.page, EditedPage) else self.page.views[0].map

    def compared(self) -> MapComparison | None:
        """Returns what the map is held against, None where it is held against nothing."""
        found = self.figures()
        return found.compared if found is not None else None

    def measured(self) -> JourneyMap | None:
        """Returns what is measured now as a document, None where nothing is; its ids are those of found records."""
        found = self.figures()
        return structure(found) if found is not None else None

    def whole(self) -> JourneyMap:
        """Returns the document with what the library says of its cards."""
        return filled(self.document, self.library)


@dataclass(frozen=True, slots=True)
class LeftMap:
    """The bytes of a file, and what the form could not hold."""

    content: bytes
    losses: Losses


def written(leaving: Leaving, form: str) -> LeftMap:
    """Returns the map in a form (".pdf"); raises `UnknownFormError`."""
    write = WRITERS.get(form)
    if write is None:
        raise UnknownFormError(f"expected a form out of {', '.join(WRITERS)}, got {form!r}; choose one of these")
    if leaving.compared() is not None and form not in WITH_DIFFERENCES:
        known = ", ".join(form for form in WRITERS if form in WITH_DIFFERENCES)
        raise UnknownFormError(f"expected a form that holds differences out of {known}, got {form!r}; choose one")
    return write(leaving)


def _html(leaving: Leaving) -> LeftMap:
    return LeftMap(write_html(leaving.page).encode(), Losses())


def _svg(leaving: Leaving) -> LeftMap:
    look = leaving.look
    drawn = draw_svg(leaving.page, width=look.width, theme=look.theme, density=look.density, has_arrows=look.has_arrows)
    return LeftMap(drawn.encode(), Losses())


def _png(leaving: Leaving) -> LeftMap:
    look = leaving.look
    drawn = _unset(leaving, width=look.width, density=look.density, theme=look.theme)
    return LeftMap(png_of(drawn, scale=look.scale), Losses())


def _pdf(leaving: Leaving) -> LeftMap:
    if leaving.look.paper in PAGED:
        return LeftMap(_paged(leaving), Losses())
    drawn = _on_paper(leaving)
    content = pdf_of(drawn, title=leaving.title, language=leaving.language, paper=leaving.look.paper)
    return LeftMap(content, Losses())


def _paged(leaving: Leaving) -> bytes:
    paper = leaving.look.paper
    sheet = sheet_of(paper)
    look = leaving.look
    drawings = draw_pages(
        leaving.page, width=sheet.width, height=sheet.height, density=look.density, has_arrows=look.has_arrows
    )
    return paged_pdf_of(drawings, title=leaving.title, language=leaving.language, paper=paper)


def _unset(leaving: Leaving, *, width: int, density: str, theme: str = "print") -> str:
    """Returns the drawing without its typeface, for hosts that bring it."""
    has_arrows = leaving.look.has_arrows
    return draw_svg(leaving.page, width=width, theme=theme, density=density, has_typeface=False, has_arrows=has_arrows)


def _on_paper(leaving: Leaving) -> str:
    """Returns the drawing in the first width in which its words stay readable on A3, else as it was asked for."""
    look = leaving.look
    asked = _unset(leaving, width=look.width, density=look.density)
    if look.paper == "fit":
        return asked
    drawn = {share_on_a3(size_of(asked)): asked}
    for width, density in _TRIES:
        if max(drawn) >= SMALLEST_SHARE:
            break
        tried = _unset(leaving, width=width, density=density)
        drawn.setdefault(share_on_a3(size_of(tried)), tried)
    best = max(drawn)
    return drawn[best] if look.paper == "a3" or best >= SMALLEST_SHARE else asked


def _yaml(leaving: Leaving) -> LeftMap:
    return LeftMap(write_yaml(_with_entries(leaving)).encode(), Losses())


def _json(leaving: Leaving) -> LeftMap:
    found, compared = leaving.figures(), leaving.compared()
    if found is not None and compared is not None:
        return LeftMap(comparison_json(found, compared=compared).encode(), Losses())
    return LeftMap(write_json(_with_entries(leaving)).encode(), Losses())


def _xlsx(leaving: Leaving) -> LeftMap:
    content = write_workbook(
        _with_entries(leaving),
        language=leaving.language,
        measured=leaving.measured(),
        title=leaving.title,
        words=finding_titles(leaving.page),
    )
    return LeftMap(content, Losses())


def _pptx(leaving: Leaving) -> LeftMap:
    page, look = leaving.page, leaving.look
    slides = map_slides(page, theme=look.theme, density=look.density, has_arrows=look.has_arrows)
    content = write_slides(slides, title=leaving.title, language=leaving.language, now=page.written_at)
    return LeftMap(content, Losses())


def _cjml(leaving: Leaving) -> LeftMap:
    text, losses = write_cjml(leaving.whole(), language=leaving.language)
    return LeftMap(text.encode(), losses)


def _mermaid(leaving: Leaving) -> LeftMap:
    text, losses = write_mermaid(leaving.whole(), diagram=leaving.look.diagram, language=leaving.language)
    return LeftMap(text.encode(), losses)


def _with_entries(leaving: Leaving) -> JourneyMap:
    """Returns the document with the entries of the library that it shows, so that it is whole elsewhere."""
    shown = {record.content("of") for record in leaving.document.records.values()}
    entries = (one for one in leaving.library.records.values() if one.id in shown)
    return JourneyMap.of([*leaving.document.records.values(), *entries])


WRITERS: Mapping[str, Callable[[Leaving], LeftMap]] = {
    ".html": _html,
    ".svg": _svg,
    ".png": _png,
    ".pdf": _pdf,
    ".pptx": _pptx,
    ".yaml": _yaml,
    ".json": _json,
    ".xlsx": _xlsx,
    ".cjml": _cjml,
    ".mmd": _mermaid,
}

KINDS: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".yaml": "application/yaml; charset=utf-8",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".cjml": "application/xml",
    ".mmd": "text/plain; charset=utf-8",
}
"""Media types."""
