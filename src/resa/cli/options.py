"""Options that several commands share."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Group, Parameter

DEFAULT_WORKSPACE = Path("resa-workspace")


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Place:
    """Where the workspace lies.

    Attributes:
        workspace: Folder of the workspace.
    """

    workspace: Annotated[Path, Parameter(name="--workspace", env_var="RESA_WORKSPACE")] = DEFAULT_WORKSPACE


HERE = Place()
"""The workspace in the folder one stands in, or the one that RESA_WORKSPACE names."""


@Parameter(name="*", group=Group("Whom and when", sort_key=1))
@dataclass(frozen=True, slots=True)
class Kept:
    """Whom figures are about, and which days.

    Attributes:
        where: A filter, for example "channel = web and has(kind = order)".
        start: Only from this instant or day on.
        end: Only before this instant or day.
    """

    where: str | None = None
    start: Annotated[str | None, Parameter(name="--from")] = None
    end: Annotated[str | None, Parameter(name="--to")] = None


EVERYTHING = Kept()
"""All customers, over all days."""


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Held:
    """What a file that is handed on may hold of customers.

    Attributes:
        has_quotes: Let it hold customers' own words; it then says so.
        has_evidence: Let it hold figures under five and commands with customers; it then says so.
    """

    has_quotes: Annotated[bool, Parameter(name="--quotes", negative="")] = False
    has_evidence: Annotated[bool, Parameter(name="--with-evidence", negative="")] = False


DISCREET = Held()

AsJson = Annotated[bool, Parameter(name="--json", negative="", help="Print the documented JSON instead of a table.")]
Where = Annotated[str | None, Parameter(help='A filter, for example "channel = web and has(kind = order)".')]
"""Annotated types that commands use for their parameters."""


def told(*groups: Any) -> dict[str, Any]:
    """Returns what groups of options say, by the names of their fields.

    >>> told(Kept(where="channel = web"))
    {'where': 'channel = web', 'start': None, 'end': None}
    """
    return {one.name: getattr(group, one.name) for group in groups for one in fields(group)}
