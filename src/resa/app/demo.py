"""The demo: a made-up retailer's exports, imported through the same door as anybody's, and maps of its journeys."""

from dataclasses import dataclass
from pathlib import Path

from resa.app.knowledge import DEFAULTS, change_setting
from resa.app.take_in import Progress, Request, take_in
from resa.app.workspace import open_workspace
from resa.app.write_map import Request as MapRequest
from resa.app.write_map import write_map
from resa.examples import retail
from resa.mapping import goals as goals_file
from resa.mapping.goals import write_goals
from resa.model.goal import Goal

RETAILER = "retailer"
PAGE = "map.html"
GOALS = (
    Goal("purchase", "kind = order", money="order_value"),
    Goal("cart", 'name = "added to basket"', leads_to="purchase"),
    Goal("newsletter", 'name = "newsletter landing"', leads_to="purchase"),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made, and where it lies."""

    workspace: Path
    page: Path
    exports: Path
    customers: int
    interactions: int
    sources: int
    map_id: str | None  # of the map in the app, None where the app is not installed


def demo(folder: Path, *, customers: int, progress: Progress, language: str = "en") -> Demo:
    """Makes up the retailer inside the workspace `folder`, imports its exports, writes the map, and fills the app.

    `language` is that of what the retailer's people wrote. Run again, it makes up the same retailer, finds every record
    known, and leaves the app's maps as people left them.
    """
    progress("making up the retailer", None)
    made = retail.write(folder / RETAILER, customers=customers)
    progress("making up the retailer", 1.0)
    workspace = open_workspace(folder, create=True)
    change_setting(workspace.folder, DEFAULTS, "company: Fjällbo\nzone: Europe/Stockholm\nregion: SE\nis_demo: true\n")
    change_setting(workspace.folder, goals_file.FILE, write_goals(GOALS))
    workspace.refresh()
    report = take_in(workspace, Request(paths=(made.exports,), accepts_defaults=True), progress=progress)
    progress("drawing the map", None)
    page = folder / PAGE
    written = write_map(workspace, page, request=MapRequest(has_quotes=True))
    progress("drawing the map", 1.0)
    map_id = _fill_app(workspace.folder, language=language, progress=progress)
    return Demo(
        workspace=workspace.folder,
        page=page,
        exports=made.exports,
        customers=written.customers,
        interactions=workspace.further.interactions,
        sources=len(report.sources),
        map_id=map_id,
    )


def _fill_app(folder: Path, *, language: str, progress: Progress) -> str | None:
    """Adds the maps that people edit and returns the id of the first, None where the app is not installed."""
    try:
        from resa.app.demowork import NOW, add_maps
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("resa"):
            raise
        return None
    progress("what people wrote", None)
    add_maps(folder, language=language)
    progress("what people wrote", 1.0)
    return NOW
