"""Answers to saved queries about getting from one place of the journey to another."""

from resa.app.savedquery import SavedQuery
from resa.app.workspace import Workspace
from resa.mapping.goals import goal_named
from resa.model.measurement import Measurement
from resa.understand import figure
from resa.understand.passage import conversions_after, passage_wait, passages


def passage_of(query: SavedQuery, *, workspace: Workspace, where: str | None) -> Measurement:
    """Returns the wait, the transitions or the conversions that a query asks for.

    A conversion's share is of the customers who were at `after`; without it, of all customers.
    """
    scope, engine, catalogue = workspace.scope(where), workspace.engine, workspace.catalogue
    if query.what == "conversions":
        goal = goal_named(query.goal, goals=workspace.knowledge.goals)
        after = query.after
        found, extent = conversions_after(engine, scope=scope, catalogue=catalogue, goal=goal, after=after)
        grounds = extent.grounds()
        return figure.share(found.arrived, whole=found.started, variant="converted_share", grounds=grounds)
    start, end = query.start or "", query.end or ""
    is_direct = query.what == "transitions"
    found, extent = passages(engine, scope=scope, catalogue=catalogue, start=start, end=end, is_direct=is_direct)
    match query.measure:
        case "p90":
            return passage_wait(found, extent, share=0.9)
        case "count":
            return figure.counted(len(found.seconds), grounds=extent.grounds())
        case "share":
            moves = len(found.seconds)
            return figure.share(moves, whole=found.moves, variant="transition_share", grounds=extent.grounds())
    if is_direct and query.measure != "wait":
        return figure.counted(found.arrived, grounds=extent.grounds())
    return passage_wait(found, extent)
