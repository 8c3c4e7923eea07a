"""The command that writes the app's maps to files."""

from typing import Annotated

from cyclopts import App, Parameter

from resa.cli.options import HERE, Place
from resa.cli.output import print_json, say


def register(program: App) -> None:
    """Adds this command to the program."""
    program.command(write_maps, name="write-maps")


def write_maps(*, json: Annotated[bool, Parameter(negative="")] = False, place: Place = HERE) -> None:
    """Write the maps that people edit in the app to the workspace's folder `maps`, as YAML made for git.

    The app may run meanwhile. Files that it has not seen yet come into the app when somebody next looks at its maps.

    Args:
        json: Print JSON.
        place: Where the workspace lies.
    """
    from resa.app.mapfiles import write_back
    from resa.app.workspace import open_workspace

    written = write_back(open_workspace(place.workspace).folder)
    if json:
        print_json([{"map": one.map, "title": one.title, "path": str(one.path)} for one in written])
        return
    for one in written:
        say(f"{one.path}  {one.title}")
    say(f"{len(written)} maps written")
