"""Commands that bring records in: demo, import, presets, sources, rejected, replay."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from resa.cli.options import DEFAULT_WORKSPACE, HERE, AsJson, Place
from resa.cli.output import print_json, print_table, say
from resa.cli.serving import AppMissingError, start

MOST_ROWS = 60


def register(program: App) -> None:
    """Adds these commands to the program."""
    program.command(demo)
    program.command(take_in, name="import")
    program.command(presets)
    program.command(sources)
    program.command(rejected)
    program.command(replay)


def demo(
    *,
    no_open: Annotated[bool, Parameter(negative="")] = False,
    customers: int = 20_000,
    lang: str = "en",
    place: Place = HERE,
) -> None:
    """Make up a Nordic retailer, import its exports and open the app on its map.

    Args:
        no_open: Write the map without opening the app or a browser.
        customers: How many customers the retailer has.
        lang: The language in which its people write on the maps: en, sv, da or nb.
        place: Where the workspace lies; without --workspace a folder named resa-demo.
    """
    from resa.app.demo import demo
    from resa.cli.progress import Bar

    folder = Path("resa-demo") if place.workspace == DEFAULT_WORKSPACE else place.workspace
    with Bar() as bar:
        made = demo(folder, customers=customers, progress=bar, language=lang)
    print(f"{made.customers:,} customers, {made.interactions:,} interactions from {made.sources} exports")
    print(f"workspace  {made.workspace}")
    print(f"map        {made.page}")
    if not no_open:
        _open(made.workspace, map_id=made.map_id, page=made.page)


def _open(workspace: Path, *, map_id: str | None, page: Path) -> None:
    """Opens the app on a map of the workspace, signed in; the written page where the app is not installed."""
    try:
        start(workspace, as_owner=True, takes_next_port=True, first_page=f"/maps/{map_id}" if map_id else "/")
    except AppMissingError as error:
        import webbrowser

        print(f"the app is not installed; {error.sentence}")
        webbrowser.open(page.resolve().as_uri())


def take_in(
    *paths: Path,
    spec: Path | None = None,
    source: str | None = None,
    yes: Annotated[bool, Parameter(negative="")] = False,
    strict: Annotated[bool, Parameter(negative="")] = False,
    place: Place = HERE,
    json: AsJson = False,
) -> int:
    """Import files, folders or globs; propose how to read what has no spec yet.

    Args:
        paths: Files, folders or globs in any mixture.
        spec: How to read them; saved with the workspace and used again.
        source: What to call the source; without it the file's name.
        yes: Accept what is proven, and the defaults that the report states.
        strict: Fail when any record is rejected.
        place: Where the workspace lies; made when absent.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.take_in import Request, answer, take_in
    from resa.app.workspace import open_workspace
    from resa.cli.asking import answers_to, is_conversation
    from resa.cli.progress import Bar
    from resa.cli.report import print_report
    from resa.model.errors import UsageError
    from resa.model.intake import OpenQuestions

    if not paths:
        raise UsageError("expected files, folders or globs to import, got none; for example: resa import exports/")
    workspace = open_workspace(place.workspace, create=True)
    request = Request(paths=paths, spec=spec, source=source, accepts_defaults=yes, is_strict=strict)
    try:
        with Bar(is_quiet=json) as bar:
            report = take_in(workspace, request, progress=bar)
    except OpenQuestions as asked:
        if yes or json or not is_conversation():
            raise
        answer(workspace, asked, answers_to(asked))
        with Bar() as bar:
            report = take_in(workspace, request, progress=bar)
    print_report(report, as_json=json)
    if report.counts.stored and not json:
        _say_unread(place.workspace)
    return report.exit_code


def _say_unread(folder: Path) -> None:
    """Says how to read the words that came in, where there are any."""
    from resa.app.feedbackrun import unread
    from resa.app.workspace import open_workspace

    count = unread(open_workspace(folder))
    if count:
        say(f"{count:,} texts wait for the best reader here: run `resa feedback read`, or let `resa serve` do it")


def presets(name: str | None = None, /, *, json: AsJson = False) -> None:
    """List the exports of well-known tools that are read without a question, or tell all about one.

    Args:
        name: The preset to tell about; without it all are listed.
        json: Print JSON instead of lines.
    """
    from resa.app.presets import known_exports, page_of

    if name is not None and not json:
        say(page_of(name))
        return
    found = known_exports()
    if name is not None:
        page_of(name)
        found = [one for one in found if one["name"] == name]
    if json:
        print_json({"presets": found})
        return
    for one in found:
        say(f"{one['name']:28} {one['tool']}: {one['export']} ({one['basis']})")


def sources(*, place: Place = HERE, json: AsJson = False) -> None:
    """List the sources, what became of their records, and how fresh they are.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.ledger import sources
    from resa.app.workspace import open_workspace

    print_table(sources(open_workspace(place.workspace)), as_json=json)


def rejected(*, source: str | None = None, place: Place = HERE, json: AsJson = False) -> None:
    """List rejected records with their reasons.

    Args:
        source: Only this source.
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.ledger import rejected
    from resa.app.workspace import open_workspace

    print_table(rejected(open_workspace(place.workspace), source=source), as_json=json, most=MOST_ROWS)


def replay(source: str | None = None, /, *, place: Place = HERE, json: AsJson = False) -> None:
    """Judge rejected records again, after their spec was mended.

    Args:
        source: Only this source; without it all of them.
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.take_in import replay
    from resa.app.workspace import open_workspace
    from resa.cli.report import print_report

    report = replay(open_workspace(place.workspace), source=source)
    if json:
        print_json(report.to_json())
    else:
        print_report(report, as_json=False)
