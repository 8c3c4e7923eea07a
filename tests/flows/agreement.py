"""The law that ways of counting agree: paths, flows, funnels, visits, moves and alignments count the same people."""

from collections import Counter
from pathlib import Path
from typing import Any

from resa.api import Workspace
from resa.api import open as opened

DEPTH = 4
MOST_REACHED = 3  # touchpoints that funnels, flows and a drawn map are tried on

MAP = """resa: journeymap
version: 1
stages:
  stage:all: {name: All, position: 1}
steps:
"""


def agree(folder: Path) -> None:
    """Holds every total against people that SQL counts, for whole histories, journeys and visits."""
    workspace = opened(folder)
    known = "FROM interactions WHERE customer IS NOT NULL"
    (people,) = _figures(workspace.query(f"SELECT count(DISTINCT customer) {known}"))
    (interactions,) = _figures(workspace.query(f"SELECT count(*) {known}"))
    for per in ("customer", "journey", "session"):
        units = _units(workspace, per)
        assert per != "customer" or units == people
        _paths_agree(workspace, per=per, units=units)
        _moves_agree(workspace, per=per, expected=interactions - units)
    _visits_agree(workspace)
    if not people:
        return  # a survey without names: there is nobody to get through a funnel
    reached = {row["name"]: row["customers"] for row in workspace.show("touchpoints")}
    steps = list(reached)[:MOST_REACHED]
    _funnels_agree(workspace, steps, reached=reached, people=people)
    _alignments_agree(workspace, steps, reached=reached, people=people)


def _figures(answer: Any) -> tuple[int, ...]:
    (row,) = answer.rows
    return tuple(row.values())


def _units(workspace: Workspace, per: str) -> int:
    base = workspace.show("variants", per=per).to_json()["base"]
    return int(base["customers"] if per == "customer" else base["journeys"])


def _paths_agree(workspace: Workspace, *, per: str, units: int) -> None:
    assert sum(row["count"] for row in workspace.show("variants", per=per)) == units
    for by in ("touchpoint", "channel"):
        _flows_add_up(workspace, units, per=per, by=by, most=2)
    _flows_add_up(workspace, units, per=per, side="before", most=4)


def _flows_add_up(workspace: Workspace, units: int, **asked: Any) -> None:
    steps: Counter[int] = Counter()
    into: Counter[tuple[int, str]] = Counter()
    out: Counter[tuple[int, str]] = Counter()
    for row in workspace.show("flow", depth=DEPTH, **asked):
        steps[row["step"]] += row["customers"]
        into[row["step"], row["to"]] += row["customers"]
        out[row["step"] - 1, row["from"]] += row["customers"]
    assert steps == dict.fromkeys(range(1, DEPTH + 1 if units else 1), units)  # where nobody is known, nothing flows
    assert {node: count for node, count in into.items() if node[0] < DEPTH} == {
        node: count for node, count in out.items() if node[0]
    }


def _moves_agree(workspace: Workspace, *, per: str, expected: int) -> None:
    for what in ("transitions", "switches"):
        assert sum(row["count"] for row in workspace.show(what, per=per)) == expected


def _visits_agree(workspace: Workspace) -> None:
    begun = workspace.show("bounce", by="channel")
    assert sum(row["visits"] for row in begun) == begun.to_json()["base"]["journeys"]
    assert sum(row["bounced"] for row in begun) == sum(row["bounced"] for row in workspace.show("bounce"))


def _funnels_agree(workspace: Workspace, steps: list[str], *, reached: dict[str, int], people: int) -> None:
    for step in steps:
        (counted,) = workspace.show("funnel", steps=(step,))
        assert counted["customers"] == reached[step]
        _flows_add_up(workspace, reached[step], at=step, visit="last", most=3)
        _flows_add_up(workspace, reached[step], at=step, side="before", most=3)
        near = workspace.show("around", at=step).rows
        for side in ("before", "after"):
            assert sum(row["direct"] for row in near if row["side"] == side) == reached[step]
    counts = [row["customers"] for row in workspace.show("funnel", steps=tuple(steps))]
    assert people >= counts[0] == reached[steps[0]]
    assert counts == sorted(counts, reverse=True)


def _alignments_agree(workspace: Workspace, steps: list[str], *, reached: dict[str, int], people: int) -> None:
    drawn = workspace.folder / "agreement.yaml"
    lines = [
        f"  step:{at}: {{stage: 'stage:all', position: {at}, name: S{at}, touchpoint: " for at in range(len(steps))
    ]
    quoted = ["'" + step.replace("'", "''") + "'}\n" for step in steps]
    drawn.write_text(MAP + "".join(line + name for line, name in zip(lines, quoted, strict=True)), encoding="utf-8")
    found: dict[str, Counter[str]] = {step: Counter() for step in steps}
    for row in workspace.show("conformance", map=str(drawn)):
        if row["deviation"] == "extra":
            assert row["customers"] == reached[row["touchpoint"]]
        else:
            found[row["touchpoint"]][row["deviation"]] = row["customers"]
    for step, counts in found.items():
        assert counts.total() == people
        assert counts["in_order"] + counts["out_of_order"] == reached[step]
