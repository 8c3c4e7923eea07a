"""What people say of checks: a verdict on what no data tells, with why, kept in `checks.yaml`."""

from collections.abc import Mapping

from resa.app.knowledge import edit_setting
from resa.app.workspace import Workspace
from resa.understand.checking.said import FILE, read_checks, read_entry, with_said, write_checks


def say_check(workspace: Workspace, told: Mapping[str, str]) -> str:
    """Writes down what somebody says of a check, in the place of what was said of it there; returns a sentence.

    `told` has the parts of an entry in `checks.yaml`: check, verdict, says, by, at.
    """
    said = read_entry(told)
    edit_setting(workspace.folder, FILE, lambda text: write_checks(with_said(read_checks(text), said)))
    workspace.refresh()
    return f"{said.check}: {said.verdict}, {said.says}" + (f" ({said.by})" if said.by else "")


def unsay_check(workspace: Workspace, check: str, *, at: str | None = None) -> str:
    """Takes back what was said of a check; returns a sentence."""

    def without(text: str) -> str:
        return write_checks([one for one in read_checks(text) if (one.check, one.at) != (check, at)])

    edit_setting(workspace.folder, FILE, without)
    workspace.refresh()
    return f"{check}: nothing is said of it"
