"""The command that writes the map."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from resa.cli.options import HERE, Place, Where
from resa.cli.output import say


def register(program: App) -> None:
    """Adds this command to the program."""
    program.command(write, name="map")


def write(
    *,
    out: Path,
    where: Where = None,
    goal: str | None = None,
    lang: str = "en",
    quotes: Annotated[bool, Parameter(negative="")] = False,
    with_evidence: Annotated[bool, Parameter(negative="")] = False,
    place: Place = HERE,
) -> None:
    """Draw the journey map from the data.

    Args:
        out: The file to write: .html, .svg, .json or .yaml.
        where: A filter, for example "profile.country = SE".
        goal: The goal the map is drawn towards; without it the first one.
        lang: The language it is written in: en, sv, da or nb.
        quotes: Let it hold customers' own words; the title then says so.
        with_evidence: Let it hold figures under five and commands with customers; the title then says so.
        place: Where the workspace lies.
    """
    from resa.app.workspace import open_workspace
    from resa.app.write_map import Request, write_map

    request = Request(where=where, goal=goal, language=lang, has_quotes=quotes, has_evidence=with_evidence)
    written = write_map(open_workspace(place.workspace), out, request=request)
    say(f"{written.path}  {written.bytes:,} bytes, {written.customers:,} customers, {written.views} views")
