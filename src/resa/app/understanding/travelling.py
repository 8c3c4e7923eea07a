"""Questions about how customers travel: types of journeys."""

from collections.abc import Callable, Collection, Mapping

from resa.app.asking import Asking
from resa.mapping.goals import goal_named
from resa.model.condition import CUSTOMER_PREFIX
from resa.model.errors import UsageError
from resa.model.table import Table
from resa.understand.journeytype.histories import Accounts
from resa.understand.journeytype.types import Asked, types


def _types(asking: Asking) -> Table:
    question, workspace = asking.question, asking.workspace
    goal = goal_named(question.goal, goals=workspace.knowledge.goals)
    return types(
        workspace.engine,
        scope=asking.scope,
        now=asking.now,
        catalogue=workspace.catalogue,
        asked=Asked(by=question.by or "touchpoint", goals=(goal,), accounts=accounts(asking), typed=workspace.typed),
    )


def accounts(asking: Asking) -> Accounts | None:
    """Returns which customers count as one; None where each counts alone."""
    field = asking.question.accounts
    if field is None:
        return None
    if not field.startswith(CUSTOMER_PREFIX):
        raise UsageError(f"expected a profile field whose customers are one account, got {field!r}: profile.company")
    asking.workspace.require_fields([field])
    return Accounts(field.removeprefix(CUSTOMER_PREFIX), asking.workspace.further)


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {"types": _types}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {"types": {"by", "goal", "accounts"}}
"""The options that each question follows besides where, per, from and to."""
