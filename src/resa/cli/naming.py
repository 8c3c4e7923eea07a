"""Commands that put people's own knowledge in: touchpoints, stages, goals, and what things are worth."""

from cyclopts import App

from resa.cli.options import HERE, AsJson, Place, Where
from resa.cli.output import print_table, say


def register(program: App) -> None:
    """Adds these commands to the program."""
    program.command(_touchpoints())
    program.command(_stages())
    program.command(_goals())
    program.command(_worth())


def _touchpoints() -> App:
    group = App(name="touchpoints", help="The touchpoint catalogue: list it, name, place and group its entries.")
    group.default(list_touchpoints)
    group.command(set_touchpoint, name="set")
    group.command(confirm_touchpoints, name="confirm")
    return group


def _stages() -> App:
    group = App(name="stages", help="The stages of the journey: list them, or set your own.")
    group.default(list_stages)
    group.command(set_stages, name="set")
    return group


def _goals() -> App:
    group = App(name="goals", help="What counts as success: list, set.")
    group.default(list_goals)
    group.command(set_goal, name="set")
    group.command(confirm_goal, name="confirm")
    return group


def _worth() -> App:
    group = App(name="worth", help="What contacts cost and customers are worth, as people say: list, set.")
    group.default(list_worth)
    group.command(set_worth, name="set")
    return group


def list_touchpoints(*, place: Place = HERE, json: AsJson = False) -> None:
    """List the touchpoints with their stage and who says so.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.catalogue import touchpoints
    from resa.app.workspace import open_workspace

    print_table(touchpoints(open_workspace(place.workspace)), as_json=json)


def set_touchpoint(
    *touchpoints: str,
    stage: str | None = None,
    name: str | None = None,
    physical: bool | None = None,
    place: Place = HERE,
) -> None:
    """Place touchpoints in a stage; with --name, group several under one name.

    Args:
        touchpoints: Names as `resa touchpoints` lists them.
        stage: The stage they belong to.
        name: The name they get together.
        physical: Whether the customer is bodily there.
        place: Where the workspace lies.
    """
    from resa.app.catalogue import Change, set_touchpoints
    from resa.app.workspace import open_workspace

    change = Change(touchpoints=touchpoints, stage=stage, name=name, is_physical=physical)
    say(set_touchpoints(open_workspace(place.workspace), change))


def confirm_touchpoints(*touchpoints: str, place: Place = HERE) -> None:
    """Confirm the proposed stages, of all touchpoints or of those named.

    Args:
        touchpoints: Names as `resa touchpoints` lists them; none means all that are placed.
        place: Where the workspace lies.
    """
    from resa.app.catalogue import confirm_touchpoints
    from resa.app.workspace import open_workspace

    say(confirm_touchpoints(open_workspace(place.workspace), touchpoints))


def list_stages(*, place: Place = HERE, json: AsJson = False) -> None:
    """List the stages in order.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.catalogue import stages
    from resa.app.workspace import open_workspace

    print_table(stages(open_workspace(place.workspace)), as_json=json)


def set_stages(*stages: str, place: Place = HERE) -> None:
    """Set the stages, in order.

    Args:
        stages: Ids, or id=Name, for example: awareness engagement=Engagemang conversion retention.
        place: Where the workspace lies.
    """
    from resa.app.catalogue import set_stages
    from resa.app.workspace import open_workspace

    say(set_stages(open_workspace(place.workspace), stages))


def list_goals(*, place: Place = HERE, json: AsJson = False) -> None:
    """List the goals and micro-conversions.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.goals import goals
    from resa.app.workspace import open_workspace

    print_table(goals(open_workspace(place.workspace)), as_json=json)


def set_goal(
    name: str,
    /,
    *,
    where: Where,
    money: str | None = None,
    leads_to: str | None = None,
    place: Place = HERE,
) -> None:
    """Define a goal, or with --leads-to a micro-conversion.

    Args:
        name: What to call it.
        where: Which interactions reach it, for example "kind = order".
        money: The field that is its worth: order_value or money.
        leads_to: The main goal that this small step leads to.
        place: Where the workspace lies.
    """
    from resa.app.goals import set_goal
    from resa.app.workspace import open_workspace
    from resa.model.goal import Goal

    say(set_goal(open_workspace(place.workspace), Goal(name, where or "", money=money, leads_to=leads_to)))


def confirm_goal(name: str, /, *, place: Place = HERE) -> None:
    """Confirm the goal that Resa found, so that it is kept.

    Args:
        name: The goal's name.
        place: Where the workspace lies.
    """
    from resa.app.goals import confirm_goal
    from resa.app.workspace import open_workspace

    say(confirm_goal(open_workspace(place.workspace), name))


def list_worth(*, place: Place = HERE, json: AsJson = False) -> None:
    """List what people said that contacts cost and customers are worth.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.workspace import open_workspace
    from resa.app.worth import worth

    print_table(worth(open_workspace(place.workspace)), as_json=json)


def set_worth(*amounts: str, currency: str | None = None, by: str | None = None, place: Place = HERE) -> None:
    """Say what contacts cost and customers are worth; answers tell both in money then, marked as asserted.

    Args:
        amounts: Channels with what one contact there costs, phone=85; message:sms=0.4 for one that we send;
            customer=1200 for one more customer who reaches the goal; goal:lead=300 for reaching a goal that brings no
            money of its own.
        currency: Three letters, for example SEK; all amounts are in it.
        by: Who says so.
        place: Where the workspace lies.
    """
    from resa.app.workspace import open_workspace
    from resa.app.worth import set_worth
    from resa.model.errors import UsageError

    pairs = dict(one.partition("=")[::2] for one in amounts)
    if not all(pairs.values()):
        raise UsageError(f"expected amounts such as phone=85 or customer=1200, got {' '.join(amounts)!r}")
    say(set_worth(open_workspace(place.workspace), pairs, currency=currency, said_by=by))
