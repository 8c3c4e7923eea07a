"""Who is who, as people look at it and change it."""

from resa.app.knowledge import IDENTITY, change_setting, write_decisions
from resa.app.take_in import IMPORT_LOCK
from resa.app.who import Who
from resa.app.workspace import Workspace
from resa.collect.identity.undo import undo as undo_merge
from resa.model.errors import UnknownNameError
from resa.model.table import Table
from resa.store.lock import exclusive

VIEWS = ("links", "merges", "conflicts")


def table(workspace: Workspace, what: str) -> Table:
    """Returns the links, merges or conflicts at the workspace's revision."""
    if what not in VIEWS:
        raise UnknownNameError("view of identity", what, known=VIEWS)
    found = workspace.engine.assignment().tables.get(what)
    return Table(
        what=f"identity {what}",
        columns=tuple(found.column_names) if found is not None else (),
        rows=tuple(found.to_pylist()) if found is not None else (),
        base=workspace.base,
        as_of=workspace.now(),
        revision=workspace.engine.revision,
    )


def undo(workspace: Workspace, merge_id: str) -> str:
    """Takes a merge apart, lets every figure follow, and returns a sentence about it."""
    with exclusive(workspace.folder / IMPORT_LOCK):
        workspace.refresh()
        assignment = workspace.engine.assignment()
        decisions = undo_merge(workspace.knowledge.decisions, merge_id, assignment=assignment, at=workspace.now())
        change_setting(workspace.folder, IDENTITY, write_decisions(decisions))
        workspace.refresh()
        Who(workspace).settle()
        workspace.regroup()
    return (
        f"undone: {merge_id} joins nobody any more; every figure follows from revision {workspace.engine.revision} on"
    )
