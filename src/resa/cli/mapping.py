"""The command that writes the map."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from resa.cli.options import DISCREET, HERE, Held, Place, Where, told
from resa.cli.output import say


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Drawing:
    """How pictures and diagrams look.

    Attributes:
        theme: Of pictures: light, dark or print.
        width: Of pictures, in pixels; 760 to 6000.
        density: Of pictures: calm or dense.
        scale: Of a PNG, dots for each pixel.
        paper: Of a PDF: a poster on one page (auto, a3, or fit, as large as the drawing), or a4-pages or a3-pages.
        diagram: Of Mermaid text: journey or flowchart.
        has_arrows: Of pictures and PDF: draw what leads from one card or step to another.
    """

    theme: str = "light"
    width: int = 1440
    density: str = "calm"
    scale: float = 2.0
    paper: str = "auto"
    diagram: str = "journey"
    has_arrows: Annotated[bool, Parameter(name="--arrows", negative="")] = False


DRAWING = Drawing()


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Groups:
    """The period of the map, and the group that it is held against.

    Attributes:
        start: Only from this day on.
        end: Only before this day.
        compare: Draw differences to another group: a filter, or a period: before (as long, right before --from),
            year-before, a year, a quarter such as 2026-Q1 or a month such as 2026-03.
        compare_from: The first day of the period to compare with.
        compare_to: The day before which it ends.
    """

    start: Annotated[str | None, Parameter(name="--from")] = None
    end: Annotated[str | None, Parameter(name="--to")] = None
    compare: str | None = None
    compare_from: str | None = None
    compare_to: str | None = None


WHOLE = Groups()


def register(program: App) -> None:
    """Adds this command to the program."""
    program.command(write, name="map")


def write(
    *,
    out: Path,
    map: str | None = None,  # noqa: A002 - the option's word
    where: Where = None,
    goal: str | None = None,
    lang: str | None = None,
    held: Held = DISCREET,
    groups: Groups = WHOLE,
    look: Drawing = DRAWING,
    place: Place = HERE,
) -> None:
    """Draw the journey map from the data, or one of the maps that people edit in the app.

    Args:
        out: The file to write: .html, .svg, .png, .pdf, .pptx, .xlsx, .yaml, .json, .cjml or .mmd.
        map: A map of the app, by its id or its title; without it the map is found in the data.
        where: A filter, for example "profile.country = SE".
        goal: The goal the map is drawn towards; without it the first one. Maps of the app have their own.
        lang: The language it is written in: en, sv, da or nb; without it English, or that of the app's map.
        held: What it may hold of customers.
        groups: The period of the map, and the group that it is held against.
        look: How pictures and diagrams look.
        place: Where the workspace lies.
    """
    from resa.app.comparing import Comparing, stretch
    from resa.app.exportform import Look
    from resa.app.workspace import open_workspace
    from resa.app.write_map import Request, write_map

    drawn, hold = Look(**told(look)), told(held)
    own = stretch(groups.start, groups.end, names=("--from", "--to"))
    other = stretch(groups.compare_from, groups.compare_to, names=("--compare-from", "--compare-to"))
    comparing = Comparing(where, own, groups.compare, other)
    request = Request(comparing.mine(), goal=goal, language=lang or "en", look=drawn, comparing=comparing, **hold)
    workspace = open_workspace(place.workspace)
    if map is None:
        written = write_map(workspace, out, request=request)
    else:
        from resa.app.exporting import ExportWish, write_edited_map
        from resa.app.figures import bar_of

        wish = ExportWish(bar_of(comparing), lang, look=drawn, **hold)
        written = write_edited_map(workspace, map, out, wish=wish)
    for line in written.told():
        say(line)
