"""Commands about what needs a look: what people say of checks and alerts, and the pages that are looked at."""

from pathlib import Path

from cyclopts import App

from resa.cli.options import HERE, Place
from resa.cli.output import say


def register(program: App) -> None:
    """Adds these commands to the program."""
    group = App(name="checks", help="Checks where people are to buy: say what no data tells, keep pages to look at.")
    group.command(say_check, name="say")
    group.command(unsay_check, name="unsay")
    group.command(keep_pages, name="pages")
    program.command(group)
    taken = App(name="alerts", help="Alerts that somebody takes on: say that one is known or handled.")
    taken.command(mark_alert, name="mark")
    program.command(taken)


def say_check(
    check: str, verdict: str, because: str, /, *, at: str | None = None, by: str | None = None, place: Place = HERE
) -> None:
    """Say what no data tells of a check; it stands in the list as people's word.

    Args:
        check: Which check, as `resa show checks` names it, for example payment_options.
        verdict: fine, look or fault.
        because: What you know.
        at: The touchpoint or page it is said of; without it, of all.
        by: Who says so.
        place: Where the workspace lies.
    """
    from resa.app.checks import say_check
    from resa.app.workspace import open_workspace

    told = {"check": check, "verdict": verdict, "says": because, "at": at, "by": by}
    said = {name: words for name, words in told.items() if words is not None}
    say(say_check(open_workspace(place.workspace), said))


def unsay_check(check: str, /, *, at: str | None = None, place: Place = HERE) -> None:
    """Take back what was said of a check.

    Args:
        check: Which check.
        at: The touchpoint or page it was said of.
        place: Where the workspace lies.
    """
    from resa.app.checks import unsay_check
    from resa.app.workspace import open_workspace

    say(unsay_check(open_workspace(place.workspace), check, at=at))


def keep_pages(*pages: Path, place: Place = HERE) -> None:
    """Keep pages as a browser saves them; every answer about checks looks at them.

    Args:
        pages: The .html files; one of a name that is kept already takes its place.
        place: Where the workspace lies.
    """
    from resa.app.checkpages import keep_page, page_in
    from resa.app.workspace import open_workspace

    workspace = open_workspace(place.workspace)
    for page in pages:
        kept = keep_page(workspace.folder, page_in(page), name=page.name)
        say(f"{kept.name}: {kept.title or 'a page without a title'}, {len(kept.form)} fields")


def mark_alert(
    story: str,
    status: str | None = None,
    /,
    *,
    owner: str | None = None,
    note: str | None = None,
    by: str | None = None,
    place: Place = HERE,
) -> None:
    """Say that an alert is known or handled; it holds until the same comes back. Without a status, take it back.

    Args:
        story: Which alert, as the column story of `resa show alerts` names it, for example "contacts at delivery".
        status: known (somebody is on it) or handled (nothing more is to be done).
        owner: Who looks after it.
        note: What is known of it.
        by: Who says so.
        place: Where the workspace lies.
    """
    from resa.app.alertmarks import mark_alert, marked_now
    from resa.app.workspace import open_workspace

    workspace = open_workspace(place.workspace)
    mark = None if status is None else marked_now(workspace, story, status, owner=owner, note=note, by=by)
    say(mark_alert(workspace, mark, story=story))
