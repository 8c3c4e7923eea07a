"""Options that several commands share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

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

AsJson = Annotated[bool, Parameter(name="--json", negative="", help="Print the documented JSON instead of a table.")]
Where = Annotated[str | None, Parameter(help='A filter, for example "channel = web and has(kind = order)".')]
"""Annotated types that commands use for their parameters."""
