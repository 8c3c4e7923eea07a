"""Commands that look closer: customer, identity, check, doctor, watch."""

from cyclopts import App

from resa.cli.options import HERE, AsJson, Place
from resa.cli.output import print_table, say
from resa.cli.watching import watch

MOST_ROWS = 200


def register(program: App) -> None:
    """Adds these commands to the program."""
    program.command(customer)
    identity = App(name="identity", help="Who is who: links, merges, conflicts, and undoing a merge.")
    identity.command(links)
    identity.command(merges)
    identity.command(conflicts)
    identity.command(undo)
    program.command(identity)
    program.command(check)
    program.command(doctor)
    program.command(watch)


def customer(name: str, /, *, overview: bool = False, place: Place = HERE, json: AsJson = False) -> None:
    """Show everything one customer did, across channels, in order; or the customer as a whole.

    Args:
        name: The customer's label, or any identifier, with or without its namespace.
        overview: Show persona, type of journey, channels, feelings and open pains met instead of every interaction.
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.customer import timeline
    from resa.app.workspace import open_workspace

    workspace = open_workspace(place.workspace)
    if overview:
        from resa.app.customeroverview import overview as whole

        print_table(whole(workspace, name), as_json=json)
    else:
        print_table(timeline(workspace, name), as_json=json, most=MOST_ROWS)


def links(*, place: Place = HERE, json: AsJson = False) -> None:
    """List what ties identifiers together, with the evidence.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    _identity("links", place=place, as_json=json)


def merges(*, place: Place = HERE, json: AsJson = False) -> None:
    """List which identifiers were taken to be one customer, with the id that undoes it.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    _identity("merges", place=place, as_json=json)


def conflicts(*, place: Place = HERE, json: AsJson = False) -> None:
    """List where the evidence contradicts itself; nothing was guessed there.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    _identity("conflicts", place=place, as_json=json)


def _identity(what: str, *, place: Place, as_json: bool) -> None:
    from resa.app.identity import table
    from resa.app.workspace import open_workspace

    print_table(table(open_workspace(place.workspace), what), as_json=as_json, most=MOST_ROWS)


def undo(merge_id: str, /, *, place: Place = HERE) -> None:
    """Undo a merge; every figure follows.

    Args:
        merge_id: The id that `resa identity merges` lists.
        place: Where the workspace lies.
    """
    from resa.app.identity import undo
    from resa.app.workspace import open_workspace

    say(undo(open_workspace(place.workspace), merge_id))


def check(*, place: Place = HERE, json: AsJson = False) -> int:
    """Prove the workspace: every record accounted for, every segment whole, figures equal to a rebuild.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.check import check
    from resa.app.workspace import open_workspace

    table = check(open_workspace(place.workspace))
    print_table(table, as_json=json)
    return 0 if all(row["holds"] for row in table) else 1


def doctor(*, json: AsJson = False) -> int:
    """Say what this machine has, what is missing and how to get it.

    Args:
        json: Print JSON instead of lines.
    """
    from resa.app.doctor import examine
    from resa.cli.output import print_json

    findings = examine()
    if json:
        print_json([finding.to_json() for finding in findings])
    else:
        for finding in findings:
            say(f"{'ok     ' if finding.is_fine else 'missing'}  {finding.subject}: {finding.sentence}")
    return 0 if all(finding.is_fine or not finding.is_needed for finding in findings) else 1
