"""Questions about what a goal is credited to, and what service across channels goes with: attribution, omnichannel."""

from collections.abc import Callable, Collection, Mapping

from resa.app.asking import Asking, seconds
from resa.app.understanding.travelling import accounts
from resa.mapping.goals import goal_named
from resa.model.condition import comparisons, parse
from resa.model.table import Table
from resa.understand.credit.attribution import WITHIN_DAYS, Credited, attribution
from resa.understand.omnichannel.tested import omnichannel


def _attribution(asking: Asking) -> Table:
    question, workspace = asking.question, asking.workspace
    touches = parse(question.touches) if question.touches else None
    workspace.require_fields([one.field for one in comparisons(touches)] if touches else [])
    asked = Credited(
        by=question.by or "channel",
        model=question.model,
        touches=touches,
        within_seconds=seconds(question.within or f"{WITHIN_DAYS}d"),
        accounts=accounts(asking),
    )
    return attribution(
        workspace.engine,
        scope=asking.scope,
        now=asking.now,
        goal=goal_named(question.goal, goals=workspace.knowledge.goals),
        source=workspace.further,
        catalogue=workspace.catalogue,
        asked=asked,
    )


def _omnichannel(asking: Asking) -> Table:
    workspace, goals = asking.workspace, asking.workspace.knowledge.goals
    return omnichannel(workspace.engine, scope=asking.scope, now=asking.now, source=workspace.further, goals=goals)


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {"attribution": _attribution, "omnichannel": _omnichannel}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {"attribution": {"by", "goal", "model", "touches", "within", "accounts"}}
"""The options that each question follows besides where, per, from and to."""
