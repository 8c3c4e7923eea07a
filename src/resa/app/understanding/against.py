"""Questions that hold journeys against something: the map that was planned, or another group."""

from collections.abc import Callable, Collection, Mapping

from resa.app.asking import Asking
from resa.model.errors import UsageError
from resa.model.table import Table
from resa.understand.difference import ASPECTS, group_differences


def _conformance(asking: Asking) -> Table:
    from resa.app.conformance import map_conformance, named_map  # what reads maps is loaded where one is asked for

    plan, name = asking.plan, asking.question.map
    if plan is None and name is None:
        raise UsageError("expected a map to hold journeys against, got none; name it: --map 'Title' or --map FILE")
    document = plan or named_map(asking.workspace, name or "")
    return map_conformance(asking.workspace, document, scope=asking.scope, now=asking.now)


def _comparison(asking: Asking) -> Table:
    question, workspace = asking.question, asking.workspace
    if question.versus is None:
        raise UsageError("expected a second group to compare with, got none; name it: --versus 'channel = store'")
    if question.by == "figure":
        from resa.app.comparedfigures import compared_figures  # what draws maps is loaded where one is asked for

        if question.start or question.end:
            raise UsageError("expected --by figure without --from and --to; write the time into --where and --versus")
        return compared_figures(workspace, where=question.where, versus=question.versus, now=asking.now)
    other = workspace.scope(question.versus, per=question.per, start=question.start, end=question.end)
    return group_differences(
        workspace.engine,
        scope=asking.scope,
        versus=other,
        now=asking.now,
        catalogue=workspace.catalogue,
        goals=workspace.knowledge.goals,
        aspects=(question.by,) if question.by else ASPECTS,
    )


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {
    "conformance": _conformance,
    "comparison": _comparison,
}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {
    "conformance": {"map"},
    "comparison": {"by", "versus"},
}
"""The options that each question follows besides where, per, from and to."""
