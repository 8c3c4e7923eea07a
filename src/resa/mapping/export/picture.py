"""A drawing as a picture of dots, and as a PDF on which words can be selected."""

import re
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, ClassVar

import orjson

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.drawingthread import DrawingExtraMissingError
from resa.model.errors import FailureError, UsageError

FONTS = "fonts"
LARGEST_SIDE = 16_000
"""Pixels: what programs that show pictures still open."""

PAGED = {"a4-pages": (297.0, 210.0), "a3-pages": (420.0, 297.0)}
"""Papers on which a map goes on over several pages, in millimetres, landscape."""

PAPERS = ("auto", "a3", "fit", *PAGED)
_A3 = (420.0, 297.0)
_PAGED_SHARE = 0.74
"""Of its size on screen, on paged paper: the smallest words are 6.7 points high."""
_MARGIN = 9.0
_MM_PER_PIXEL = 25.4 / 96
_LARGEST_SHARE = 1.4
SMALLEST_SHARE = 0.5
"""Of its size on screen: words that are smaller can't be read on paper."""
_FOLDERS = tuple(
    Path(folder).expanduser()
    for folder in (
        *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
        *("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts"),
    )
)
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


class UndrawableError(FailureError):
    """The drawing can't be turned into a picture."""

    code: ClassVar[str] = "undrawable"


class UnknownPaperError(UsageError):
    """A paper was asked for that there is not."""

    code: ClassVar[str] = "unknown_paper"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a drawing is, in pixels of the screen."""

    width: float
    height: float


def size_of(svg: str) -> Size:
    """Returns how large a drawing is.

    >>> size_of('<svg xmlns="x" width="1440" height="900.5" viewBox="0 0 1440 900.5"/>')
    Size(width=1440.0, height=900.5)
    """
    found = _SIZE.search(svg)
    if found is None:
        raise UndrawableError("expected a drawing that says its size, found none; draw the map again")
    return Size(float(found[1]), float(found[2]))


def png_of(svg: str, *, scale: float = 2.0) -> bytes:
    """Returns the drawing as a PNG; `scale` is dots for each pixel, less where a side would grow beyond 16,000.

    Letters that the typeface lacks which Resa brings are drawn with those of the system; nothing is fetched.
    """
    resvg = _brought("resvg_py")
    size = size_of(svg)
    zoom = min(scale, LARGEST_SIDE / max(size.width, size.height))
    with as_file(_fonts()) as folder:
        try:
            drawn: bytes = resvg.svg_to_bytes(svg_string=svg, zoom=zoom, **_typefaces(folder))
        except ValueError as error:
            raise UndrawableError(f"expected a drawing that makes a picture, got: {error}; draw it as SVG") from error
    return bytes(drawn)


def pdf_of(svg: str, *, title: str, language: str, paper: str = "auto") -> bytes:
    """Returns the drawing as a PDF of one page, drawn in lines and letters.

    `paper` is "a3" (landscape, the drawing as large as it fits), "fit" (a page as large as the drawing), or "auto":
    A3 where the words stay readable on it.
    """
    if paper not in PAPERS or paper in PAGED:
        known = ", ".join(name for name in PAPERS if name not in PAGED)
        raise UnknownPaperError(f"expected a paper for one page out of {known}, got {paper!r}; choose one of these")
    drawings = orjson.dumps([svg]).decode()
    told = {"title": title, "language": language, "drawings": drawings, **_page(size_of(svg), paper=paper)}
    return set_pdf(_TEMPLATE, told)


def sheet_of(paper: str) -> Size:
    """Returns how much of a drawing one page of a paged paper holds, in pixels.

    >>> sheet_of("a4-pages").width > sheet_of("a4-pages").height > 900
    True
    """
    across, down = PAGED[paper]
    return Size(*((side - 2 * _MARGIN) / _MM_PER_PIXEL / _PAGED_SHARE for side in (across, down)))


def paged_pdf_of(drawings: list[str], *, title: str, language: str, paper: str) -> bytes:
    """Returns drawings as the pages of one PDF, drawn in lines and letters."""
    across, down = PAGED[paper]
    sides = {"width": across, "height": down, "across": across - 2 * _MARGIN, "down": down - 2 * _MARGIN}
    inputs = {name: f"{number:.3f}" for name, number in {**sides, "margin": _MARGIN}.items()}
    told = {"title": title, "language": language, "drawings": orjson.dumps(drawings).decode(), **inputs}
    return set_pdf(_TEMPLATE, told)


def set_pdf(template: str, inputs: dict[str, str]) -> bytes:
    """Returns the PDF that a template makes of its inputs, in the typeface that Resa brings."""
    typst = _brought("typst")
    with as_file(_fonts()) as folder:
        try:
            written: bytes = typst.compile(template.encode(), font_paths=[str(folder)], sys_inputs=inputs, format="pdf")
        except RuntimeError as error:
            raise UndrawableError(f"expected a drawing that makes a PDF, got: {error}; draw it as SVG") from error
    return written


_TEMPLATE = """
#let given = sys.inputs
#set document(title: given.title)
#set text(lang: given.language, font: "Inter", fallback: true)
#set page(
  width: float(given.width) * 1mm, height: float(given.height) * 1mm, margin: float(given.margin) * 1mm,
)
#let drawings = json(bytes(given.drawings))
#for (number, drawing) in drawings.enumerate() {
  if number > 0 { pagebreak() }
  align(center + horizon, image(
    bytes(drawing), format: "svg", alt: given.title,
    width: float(given.across) * 1mm, height: float(given.down) * 1mm,
  ))
}
"""


def share_on_a3(size: Size) -> float:
    """Returns how large a drawing is on A3 landscape, as a share of its size on screen.

    >>> round(share_on_a3(Size(1440, 500)), 2)
    1.06
    """
    across, down = size.width * _MM_PER_PIXEL, size.height * _MM_PER_PIXEL
    return min((_A3[0] - 2 * _MARGIN) / across, (_A3[1] - 2 * _MARGIN) / down, _LARGEST_SHARE)


def _page(size: Size, *, paper: str) -> dict[str, str]:
    """Returns the page's sides and the drawing's, in millimetres."""
    across, down = size.width * _MM_PER_PIXEL, size.height * _MM_PER_PIXEL
    share = share_on_a3(size)
    if paper == "fit" or (paper == "auto" and share < SMALLEST_SHARE):
        told = {"width": across + 2 * _MARGIN, "height": down + 2 * _MARGIN, "across": across, "down": down}
    else:
        told = {"width": _A3[0], "height": _A3[1], "across": across * share, "down": down * share}
    return {name: f"{number:.3f}" for name, number in {**told, "margin": _MARGIN}.items()}


def _fonts() -> Any:
    bundle_text("INTER-LICENSE")  # says what to do where the front end was not built
    return files("resa.mapping.export") / "bundle" / FONTS


def _typefaces(folder: Path) -> dict[str, Any]:
    """Returns where letters are looked for: our own typeface first, so that a picture is the same on every machine."""
    own = sorted(str(path) for path in folder.glob("*.ttf"))
    return {"skip_system_fonts": True, "font_files": own, "font_dirs": [str(one) for one in _FOLDERS if one.is_dir()]}


def _brought(name: str) -> Any:
    """Returns a library of the extra."""
    try:
        return __import__(name)
    except ModuleNotFoundError as missing:
        raise DrawingExtraMissingError(
            f"expected {name}, which makes pictures and PDF, found it not installed; "
            "pip install 'resa[export]', or write HTML, which needs no extra"
        ) from missing
