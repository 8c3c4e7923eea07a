"""Every view of `resa query`."""

from tools.reference.markdown import table

from resa.store.view import VIEWS


def views() -> str:
    """Returns every view of `resa query`."""
    parts = ["# Views\n", "What `resa query` and `Workspace.query` read. Times are UTC; unknown is NULL.\n"]
    for view in VIEWS.values():
        parts.append(f"## {view.name}\n\n{view.meaning}\n")
        rows = [(f"`{column.name}`", column.kind, column.meaning) for column in view.columns]
        parts.append(table(("column", "type", "meaning"), rows=rows) if rows else "")
    parts.append("`links`, `merges` and `conflicts` have further columns that say what the evidence was.\n")
    return "\n".join(parts)
