"""What is measured under a filter, counted once and remembered: a new revision or new settings forget it.

It needs none of what people make together, so the command line asks it without the app's libraries.
"""

from dataclasses import replace

from resa.app.discover_map import found_pains
from resa.app.measured_map import MapMeasurer
from resa.app.remembering import Lately, PerWorkspace
from resa.app.workspace import Workspace
from resa.app.write_map import sources_of
from resa.model.resolvedmap import ResolvedMap

MOST_REMEMBERED = 24


def numbers(workspace: Workspace, where: str | None = None, *, goal: str | None = None) -> ResolvedMap:
    """Returns what is measured of those whom a filter keeps, without findings, remembered as that of maps."""
    known = known_goal(goal, workspace=workspace)
    return _memories.of(workspace).figures(where, goal=known, has_findings=False)


def findings(workspace: Workspace, where: str | None = None, *, goal: str | None = None) -> ResolvedMap:
    """Returns the same with the pains that were found, remembered as that of maps."""
    known = known_goal(goal, workspace=workspace)
    return _memories.of(workspace).figures(where, goal=known, has_findings=True)


def known_goal(name: str | None, *, workspace: Workspace) -> str | None:
    """Returns the goal where the workspace has it, else None, which is its first."""
    return name if name in {goal.id for goal in workspace.knowledge.goals} else None


def memory_of(workspace: Workspace) -> "FigureMemory":
    """Returns what is remembered of a workspace at its revision."""
    return _memories.of(workspace)


class FigureMemory:
    """The figures counted lately, by filter, goal and whether they have findings."""

    def __init__(self, workspace: Workspace) -> None:
        self._sources = sources_of(workspace)
        self._measurer = MapMeasurer(self._sources)
        self._now = workspace.now
        self._maps: Lately[tuple[str | None, str | None, bool], ResolvedMap] = Lately(MOST_REMEMBERED)

    def figures(self, where: str | None, *, goal: str | None, has_findings: bool) -> ResolvedMap:
        """Returns the measured map; with findings, or without where they are not known yet."""
        for with_findings in (True, False) if not has_findings else (True,):
            found = self._maps.get((where, goal, with_findings))
            if found is not None:
                return found
        made = self._counted(where, goal=goal, has_findings=has_findings)
        return self._maps.keep((where, goal, has_findings), made)

    def forget(self, where: str | None) -> None:
        """Lets go of what was counted under a filter."""
        self._maps.forget(lambda key: key[0] == where)

    def _counted(self, where: str | None, *, goal: str | None, has_findings: bool) -> ResolvedMap:
        if not has_findings:
            return self._measurer.measured(now=self._now(), where=where, goal=goal)
        numbers = self.figures(where, goal=goal, has_findings=False)
        return replace(numbers, pains=found_pains(self._sources, where=where, goal=goal))


_memories = PerWorkspace(FigureMemory)


def forget(workspace: Workspace, where: str | None) -> None:
    """Lets go of what was counted under a filter, so that it is counted again."""
    _memories.of(workspace).forget(where)
