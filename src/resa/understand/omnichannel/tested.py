"""What strong and weak service across channels goes with in this company's retention."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from resa.model.goal import Goal
from resa.model.journey import Unit
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import CUSTOMERS, Answered, ends, marked, revision_of, with_interval
from resa.understand.array import Flags
from resa.understand.comparison import discoveries
from resa.understand.conversion import goal_rows
from resa.understand.history import FieldSource, fields, history
from resa.understand.omnichannel.handling import EARLIER_DAYS, LATER_DAYS, SEVERAL, Handling, handling
from resa.understand.omnichannel.stratum import strata, stratified
from resa.understand.reach import dictionary_of, met

_COLUMNS = ("handling", "strong", "strong_share", "weak", "weak_share", "difference", "equals_difference", "equals",
            "p", "differs")  # fmt: skip


def omnichannel(
    engine: Engine, *, scope: Scope, now: datetime, source: FieldSource, goals: Sequence[Goal] = ()
) -> Table:
    """Returns a row for each way to say how customers are served across channels: who came back, strong and weak.

    Counted are customers with at least two visits in 180 days; came back is who did anything in the 90 days after
    them. `channels`: three or more of them against one. `handovers`: of those who went from one channel to another, a
    matter raised on one channel only against one raised on two. `both`: three channels or more without telling twice,
    against one channel or telling twice. `difference` is as counted; `equals_difference` is that of customers who came
    equally often, had been away equally long and had or had not reached the first goal: who comes often, or has bought,
    is met on more channels and stays anyway.
    """
    seen = replace(met(scope, dictionary=dictionary_of(engine, scope=scope)), unit=Unit.CUSTOMER)
    whole = history(engine, scope=seen)
    reached = goal_rows(engine, scope=seen, goal=goals[0]) if goals else np.zeros(0, np.bool_)
    pause = scope.rules.gap_seconds(Unit.SESSION) or 1800
    found = handling(whole, fields(source, whole), reached=reached, pause_seconds=pause)
    rows = [_row(name, strong, weak, found) for name, strong, weak in _groups(found) if (strong | weak).any()]
    for row, differs in zip(rows, discoveries([row["p"] for row in rows]), strict=True):
        row["differs"] = differs
    return Answered(seen, whole.extent, now, revision_of(engine)).table(
        "omnichannel",
        columns=_COLUMNS,
        rows=rows,
        measures={
            "strong": CUSTOMERS,
            "strong_share": Measure("share", "came_back_of_strong"),
            "weak": CUSTOMERS,
            "weak_share": Measure("share", "came_back_of_weak"),
            "difference": Measure("share", "strong_less_weak"),
            "equals_difference": Measure("share", "strong_less_weak_mantel_haenszel"),
            "equals": CUSTOMERS,
            "p": Measure("probability", "mantel_haenszel_difference"),
            "differs": Measure("", "benjamini_hochberg_5_percent"),
        },
        notes=_notes(found),
    )


def _groups(found: Handling) -> Iterator[tuple[str, Flags, Flags]]:
    several, single = found.channels >= SEVERAL, found.channels == 1
    yield "channels", several, single
    yield "handovers", found.moved & ~found.told_twice, found.moved & found.told_twice
    yield "both", several & ~found.told_twice, single | found.told_twice


def _row(name: str, strong: Flags, weak: Flags, found: Handling) -> dict[str, Any]:
    shares = [figure.share(int((group & found.came_back).sum()), whole=int(group.sum())) for group in (strong, weak)]
    equals = stratified(
        strong, weak, kept=found.came_back, stratum=2 * strata(found.visits, found.idle_days) + found.had_reached
    )
    one, other = (share.figure for share in shares)
    row: dict[str, Any] = {
        "handling": name,
        "strong": shares[0].n,
        **with_interval("strong_share", shares[0]),
        "weak": shares[1].n,
        **with_interval("weak_share", shares[1]),
        "difference": None if one is None or other is None else one - other,
        "equals_difference": equals.difference,
    }
    if equals.interval is not None:
        row["equals_difference_interval"] = ends(equals.interval)
    row |= {"equals": equals.compared, "p": equals.p}
    return marked(row, n=min(share.n for share in shares))


def _notes(found: Handling) -> list[str]:
    day = datetime.fromtimestamp(found.day, UTC).date().isoformat()
    return [
        "the often quoted 89 % against 33 % was tested here, not repeated; these are your own customers",
        f"{len(found.visits)} customers with two visits or more in the {EARLIER_DAYS} days before {day}; "
        f"{int(np.count_nonzero(found.came_back))} of them did something in the {LATER_DAYS} days after it",
        "equals came equally often, had been away equally long and had both reached the goal or not; "
        "other differences between them remain, so this is no proof of cause",
        "whether answers agree across channels is not counted: no source tells what was answered",
    ]
