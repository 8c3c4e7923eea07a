"""The list of checks: what visits tell, what saved pages tell, what people say, and what nobody knows yet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from resa.mapping.catalogue import Catalogue
from resa.model.goal import Goal
from resa.model.journey import Unit
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand.answer import Answered, revision_of
from resa.understand.checking.check import VERDICTS, Check
from resa.understand.checking.course import course
from resa.understand.checking.journeyrule import Grounds, journey_checks
from resa.understand.checking.page import Page
from resa.understand.checking.pagerule import page_checks
from resa.understand.conversion import goal_rows
from resa.understand.history import FieldSource, history

AREAS = ("phone", "form", "checkout", "payment", "call", "trust")
"""What checks belong to, in the order in which they are read."""

_COLUMNS = ("area", "check", "verdict", "at", "found", "against", "difference", "unit", "n", "among", "p", "says",
            "basis", "provenance", "bring", "cause", "stage", "mark", "evidence", "by")  # fmt: skip


def checks(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    source: FieldSource,
    catalogue: Catalogue,
    goals: Sequence[Goal],
    pages: Sequence[Page] = (),
    said: Sequence[Check] = (),
) -> Table:
    """Returns a row for each check: what was found, against what, and whether it is fine, worth a look, or a fault.

    Visits are of site and app. `phone_…` hold phones against computers among visits that began at the same place,
    after equally many others, with and without an order before; `difference` is that of these equals, its interval
    widened for customers with several visits, and what counts is corrected for many looks. `checkout_left` and
    `checkout_back` hold a step against the other steps. Page checks come from `pages`; `said` are what people say.
    `unknown` rows name in `bring` what would tell. The worst of each area come first.
    """
    seen = replace(scope, unit=Unit.CUSTOMER)
    whole = history(engine, scope=seen)
    main = next((goal for goal in goals if not goal.is_micro), None)
    rows = goal_rows(engine, scope=seen, goal=main) if main else np.zeros(0, np.bool_)
    visits = course(whole, goal_rows=rows, pause_seconds=round(scope.rules.session_minutes * 60))
    found = [*journey_checks(Grounds(visits, catalogue, source)), *page_checks(pages, catalogue=catalogue)]
    return Answered(seen, whole.extent, now, revision_of(engine)).table(
        "checks",
        columns=_COLUMNS,
        rows=[one.row() for one in sorted(_with_said(found, said), key=_order)],
        measures={
            "found": Measure("see unit", "as_counted"),
            "against": Measure("see unit", "of_the_others"),
            "difference": Measure("see unit", "found_less_against_mantel_haenszel"),
            "n": Measure("sessions", "count"),
            "among": Measure("count", "fields_or_kinds"),
            "p": Measure("probability", "clustered_by_customer"),
        },
        notes=_notes(found, visits=visits.visits, pages=len(pages)),
    )


def _with_said(found: Sequence[Check], said: Sequence[Check]) -> list[Check]:
    """Returns the checks; what people say stands in the place of what nobody knows, and beside what was measured."""
    told = {one.check for one in said}
    return [*(one for one in found if one.basis != "nothing" or one.check not in told), *said]


def _order(one: Check) -> tuple[int, int, str, float, str]:
    size = -abs(one.difference or 0.0)
    return AREAS.index(one.area), VERDICTS.index(one.verdict), one.check, size, one.at or ""


def _notes(found: Sequence[Check], *, visits: int, pages: int) -> list[str]:
    notes = [f"{visits} visits to site and app and {pages} saved pages were looked at"]
    if any(one.check.startswith("phone_") and one.p is not None for one in found):
        notes.append("who comes on a phone may differ in more than the screen: a difference among equals is no proof")
    if pages:
        notes.append("how many fields are many, and how late a call to act may come, are rules of thumb")
    return notes
