"""The command that writes a report to send."""

from pathlib import Path

from cyclopts import App

from resa.cli.options import DISCREET, EVERYTHING, HERE, Held, Kept, Place, told
from resa.cli.output import say


def register(program: App) -> None:
    """Adds this command to the program."""
    program.command(write, name="report")


def write(
    *,
    out: Path,
    map: str | None = None,  # noqa: A002 - the option's word
    kept: Kept = EVERYTHING,
    goal: str | None = None,
    lang: str | None = None,
    held: Held = DISCREET,
    place: Place = HERE,
) -> None:
    """Write a report to send: the map, how it is, five findings with their evidence, what changed, method and limits.

    With --from it looks back at the period before, as long as this one.

    Args:
        out: The file to write: .pdf, .html or .pptx.
        map: A map of the app, by its id or its title; without it the map is found in the data.
        kept: Whom it is about, and which days.
        goal: The goal the map is drawn towards; without it the first one. Maps of the app have their own.
        lang: The language it is written in: en, sv, da or nb; without it English, or that of the app's map.
        held: What it may hold of customers.
        place: Where the workspace lies.
    """
    from resa.app.report.change import Asked
    from resa.app.report.write import ReportWish, write_report
    from resa.app.workspace import open_workspace

    asked = Asked(kept.where, kept.start, kept.end, goal)
    wish = ReportWish(asked, lang, **told(held))
    written = write_report(open_workspace(place.workspace), out, wish=wish, map_id=map)
    say(f"{written.path}  {written.bytes:,} bytes, {written.customers:,} customers")
