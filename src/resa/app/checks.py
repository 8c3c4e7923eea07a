"""What people say of checks: a verdict on what no data tells, with why, kept in `checks.yaml`."""

from collections.abc import Mapping

from resa.app.knowledge import edit_setting
from resa.app.workspace import Workspace
from resa.understand.checking.said import FILE, read_entry, with_said, without_said


def say_check(workspace: Workspace, told: Mapping[str, str]) -> str:
    """Writes down what somebody says of a check, in the place of what was said of it there; returns a sentence.

    `told` has the parts of an entry in `checks.yaml`: check, verdict, says, by, at.
    """
    said = read_entry(told)
    edit_setting(workspace.folder, FILE, lambda text: with_said(text, one=said))
    workspace.refresh()
    return f"{said.check}: {said.verdict}, {said.says}" + (f" ({said.by})" if said.by else "")


def unsay_check(workspace: Workspace, check: str, *, at: str | None = None) -> str:
    """Takes back what was said of a check; returns a sentence."""
    edit_setting(workspace.folder, FILE, lambda text: without_said(text, check=check, at=at))
    workspace.refresh()
    return f"{check}: nothing is said of it"
