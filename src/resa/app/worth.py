"""What contacts cost and customers are worth, as people look at it and say it."""

from collections.abc import Mapping
from dataclasses import replace

from resa.app.audit import record
from resa.app.catalogueedit import LOCK
from resa.app.knowledge import edit_setting
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.mapping.goals import goal_named
from resa.model.channel import KNOWN_CHANNELS
from resa.model.errors import UnknownNameError, UsageError
from resa.model.table import Table
from resa.model.worth import Worth
from resa.store.lock import exclusive
from resa.understand.improving.price import FILE, read_worth, write_worth

GOAL_PREFIX, MESSAGE_PREFIX = "goal:", "message:"
CUSTOMER = "customer"


def worth(workspace: Workspace) -> Table:
    """Returns every amount that somebody said: of a contact by channel, of a customer, of a goal."""
    told = workspace.knowledge.worth
    named = {**({CUSTOMER: told.customer} if told.customer is not None else {}), **told.contacts,
             **{f"{MESSAGE_PREFIX}{channel}": amount for channel, amount in told.messages.items()},
             **{f"{GOAL_PREFIX}{goal}": amount for goal, amount in told.goals.items()}}  # fmt: skip
    rows = tuple(
        {"of": of, "amount": amount, "currency": told.currency, "said_by": told.said_by, "provenance": "asserted"}
        for of, amount in named.items()
    )
    columns = ("of", "amount", "currency", "said_by", "provenance")
    return Table("worth", columns, rows, workspace.base, workspace.now(), workspace.engine.revision)


def set_worth(workspace: Workspace, amounts: Mapping[str, str], *, currency: str | None, said_by: str | None) -> str:
    """Writes amounts into `worth.yaml` beside those said before, and returns a sentence about what holds now."""
    after = _with(workspace.knowledge.worth, amounts)
    after = replace(after, currency=currency or after.currency, said_by=said_by or after.said_by)
    _write(workspace, after)
    workspace.refresh()
    told = [f"{row['of']} {row['amount']:g}" for row in worth(workspace).rows]
    return (
        f"in {after.currency or 'no currency'}, as {after.said_by or 'somebody'} said: {', '.join(told) or 'nothing'}"
    )


def say_worth(person: Person, served: ServedWorkspace, said: Worth) -> None:
    """Writes down what this person says that contacts cost and customers are worth, in place of what was said."""
    require(person, Act.CHANGE_DATA)
    told = replace(said, said_by=person.name)
    served.ask(lambda workspace: _require_known(workspace, told))
    with exclusive(served.folder / LOCK):
        edit_setting(served.folder, FILE, lambda _: _checked(told))
    served.follow()
    with served.database.writing() as connection:
        record(connection, person, act="worth.change", about=told.currency, now=served.now())


def said_worth(person: Person, served: ServedWorkspace) -> Table:
    """Returns what was said, for everybody who sees maps."""
    require(person, Act.SEE_MAPS)
    return served.ask(worth)


def _write(workspace: Workspace, told: Worth) -> None:
    _require_known(workspace, told)
    edit_setting(workspace.folder, FILE, lambda _: _checked(told))


def _checked(told: Worth) -> str:
    """Returns the text of the settings file; raises `SettingsError` where it would say what can't be."""
    text = write_worth(told)
    read_worth(text)
    return text


def _with(before: Worth, amounts: Mapping[str, str]) -> Worth:
    told = {name: _amount(name, text) for name, text in amounts.items()}
    customer = told.pop(CUSTOMER, before.customer)
    kept = {"": dict(before.contacts), MESSAGE_PREFIX: dict(before.messages), GOAL_PREFIX: dict(before.goals)}
    for name, amount in told.items():
        prefix = next((one for one in (MESSAGE_PREFIX, GOAL_PREFIX) if name.startswith(one)), "")
        kept[prefix][name.removeprefix(prefix)] = amount
    return replace(before, customer=customer, contacts=kept[""], messages=kept[MESSAGE_PREFIX], goals=kept[GOAL_PREFIX])


def _amount(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"expected an amount such as {name}=85, got {text!r}") from None


def _require_known(workspace: Workspace, told: Worth) -> None:
    """Raises `UnknownNameError` for a channel or a goal that nobody knows: its amount would count for nothing."""
    known = {*workspace.engine.dictionary().channels, *KNOWN_CHANNELS}
    for channel in (*told.contacts, *told.messages):
        if channel not in known:
            raise UnknownNameError("channel", channel, known=known)
    for goal in told.goals:
        goal_named(goal, goals=workspace.knowledge.goals)
