"""The command that looks whether anything needs a look: watch."""

from resa.cli.options import HERE, AsJson, Place
from resa.cli.output import print_json, say

NEWS = 3
"""The exit code where something is new, so that a script can act on it."""


def watch(*, place: Place = HERE, json: AsJson = False) -> int:
    """Tell what has left its expectation since the last look; each alert once. Ends with 3 where something is new.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of lines: the alerts, and which are `new` and have `passed`.
    """
    from resa.app.watch import lines
    from resa.app.watch import watch as look
    from resa.app.workspace import open_workspace

    news = look(open_workspace(place.workspace))
    if json:
        print_json(news.to_json())
    else:
        for line in lines(news):
            say(line)
    return NEWS if news.new else 0
