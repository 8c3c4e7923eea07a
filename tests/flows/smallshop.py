"""A shop that fits in the head: three people, their way through five places, and one interaction of nobody."""

from pathlib import Path

from tests.flows.conftest import Resa

BASKET = "Bob's basket"

_SPEC = """
source: visits
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions:
- {name: what, channel: where}
"""
_ROWS = f"""who,at,what,where
A,2026-01-01T10:00:00Z,home,web
A,2026-01-01T10:01:00Z,{BASKET},web
A,2026-01-01T10:02:00Z,order,web
B,2026-01-01T10:00:00Z,home,web
C,2026-01-01T10:00:00Z,{BASKET},web
C,2026-01-01T10:05:00Z,home,web
C,2026-01-03T10:00:00Z,till,store
,2026-01-04T10:00:00Z,home,web
"""


def small_shop(resa: Resa, folder: Path) -> Resa:
    """Returns the command line of a workspace that holds the shop."""
    (folder / "visits.csv").write_text(_ROWS, encoding="utf-8")
    (folder / "visits.yaml").write_text(_SPEC, encoding="utf-8")
    resa("import", folder / "visits.csv", "--spec", folder / "visits.yaml")
    return resa


def plan_of(folder: Path, *touchpoints: str) -> Path:
    """Writes a map of one stage with a step for each touchpoint; returns where it lies."""
    steps = [
        f'  step:{n}: {{stage: stage:all, position: {n}, name: "{name.capitalize()}", touchpoint: "{name}"}}'
        for n, name in enumerate(touchpoints, start=1)
    ]
    lines = [
        "resa: journeymap",
        "version: 1",
        "maps: {map: {where: 'channel in (web, store)'}}",
        "stages:",
        "  stage:all: {name: All, position: 1}",
        "steps:",
        *steps,
    ]
    written = folder / "plan.yaml"
    written.write_text("\n".join(lines), encoding="utf-8")
    return written
