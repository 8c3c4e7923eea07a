"""Who gets the credit for a goal: every model beside the others, for channels, touchpoints or what sources tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Partition
from resa.mapping.catalogue import Catalogue
from resa.model.condition import CUSTOMER_PREFIX, And, Condition
from resa.model.errors import UnknownNameError
from resa.model.goal import Goal
from resa.model.journey import Unit
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand.answer import Answered, revision_of
from resa.understand.array import Codes, Flags, Floats
from resa.understand.conversion import goal_rows, unit_texts
from resa.understand.credit.model import Credits, checked_models, shared_credit
from resa.understand.credit.touch import Conversions, touch_paths
from resa.understand.extent import Extents
from resa.understand.history import FieldSource, numbers, text_codes
from resa.understand.journeytype.histories import Accounts, histories
from resa.understand.lens import GRAINS
from resa.understand.order import OrderValues, order_values, priced
from resa.understand.reach import dictionary_of, met

WITHIN_DAYS = 30
MOST_NAMES = 100
OTHERS = "(others)"

CREDIT_NOTE = (
    "credit is a way of sharing out what happened, not what a channel brought about: "
    "what would have happened without it, only an experiment with a holdout tells"
)


@dataclass(frozen=True, slots=True)
class Credited:
    """How credit is asked for: what is credited (`by`), by which model, which interactions count, and how far back.

    `touches` narrows what counts as a touch; `within_seconds` is how long before a conversion a touch may be.
    """

    by: str = "channel"
    model: str | None = None
    touches: Condition | None = None
    within_seconds: int = WITHIN_DAYS * 86_400
    accounts: Accounts | None = None


def attribution(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    goal: Goal,
    source: FieldSource,
    catalogue: Catalogue | None = None,
    asked: Credited | None = None,
) -> Table:
    """Returns a row for each channel (or other `by`) and model: its share of the conversions, and of their worth.

    A touch is the beginning of a visit: the first thing a customer did there; what the company sent counts once the
    customer does something with it. A conversion's touches are those since the last conversion, at most 30 days before
    (or `within_seconds`). `touched` conversions have the channel anywhere before them. Of `model`: first, last, linear,
    position (40, 20, 40 %), decay (half the weight a week earlier), markov (how many conversions are lost in a chain
    without the channel, markov2 to markov4 with a longer memory), shapley (shared evenly among the channels of a path).
    Intervals are of the shares, by drawing customers anew.
    """
    asked = asked or Credited()
    models = checked_models(asked.model)
    if asked.by.startswith(CUSTOMER_PREFIX):
        raise UnknownNameError("way of telling touches apart", asked.by, known=GRAINS, where="--by")
    found = _Seen.of(engine, scope=scope, goal=goal, source=source, catalogue=catalogue, asked=asked)
    (extent,) = engine.fold([Extents()], scope=scope)
    answered = Answered(scope, extent, now, revision_of(engine))
    if not len(found.conversions.at):
        notes = [f"goal {goal.id!r}: nothing in scope fits {goal.where!r}, so there is nothing to credit"]
        return answered.table("attribution", columns=_columns(asked.by, False), rows=(), measures={}, notes=notes)
    paths = touch_paths(found.partition, code=found.code, conversions=found.conversions,
                        within_seconds=asked.within_seconds, codes=len(found.names))  # fmt: skip
    credit = shared_credit(paths, models=models)
    currency = found.value.currency if found.value and credit.worth > 0 else None
    return answered.table(
        "attribution",
        columns=_columns(asked.by, currency is not None),
        rows=list(_rows(found.names, credit, by=asked.by, has_worth=currency is not None)),
        measures=_measures(currency),
        notes=[*_notes(found, credit, asked=asked, goal=goal), CREDIT_NOTE],
    )


def _columns(by: str, has_worth: bool) -> tuple[str, ...]:
    return (by, "model", "share", "conversions", *(("value",) if has_worth else ()), "touched")


def _measures(currency: str | None) -> dict[str, Measure]:
    found = {
        "share": Measure("share", "of_credited_conversions"),
        "conversions": Measure("count", "credited_conversions"),
        "touched": Measure("observations", "conversions_touched_at_all"),
    }
    return found if currency is None else {**found, "value": Measure(currency, "credited")}


def _rows(names: tuple[str, ...], credit: Credits, *, by: str, has_worth: bool) -> Iterator[dict[str, Any]]:
    weight = np.mean([one.share for one in credit.by_model.values()], axis=0)
    order = sorted(range(len(names)), key=lambda at: (names[at] == OTHERS, -round(float(weight[at]), 12), names[at]))
    for at in (one for one in order if credit.touched[one]):
        for model, found in credit.by_model.items():
            share, around = float(found.share[at]), found.around
            row: dict[str, Any] = {by: names[at], "model": model, "share": share}
            if around is not None:
                row["share_interval"] = [float(end) for end in around[:, at]]
            row["conversions"] = share * credit.conversions
            if has_worth and found.worth_share is not None:
                row["value"] = float(found.worth_share[at]) * credit.worth
                if found.worth_around is not None:
                    row["value_interval"] = [float(end) * credit.worth for end in found.worth_around[:, at]]
            yield {**row, "touched": round(float(credit.touched[at]))}


def _notes(found: "_Seen", credit: Credits, *, asked: Credited, goal: Goal) -> list[str]:
    every, credited = len(found.conversions.at), round(credit.conversions)
    days = asked.within_seconds / 86_400
    notes = [
        f"{credited} of {every} conversions of {goal.id} have a touch within {days:g} days before them "
        "and are shared out"
    ]
    notes += found.value.notes() if found.value else []
    if asked.accounts is not None:
        notes.append(asked.accounts.note(found.left_out))
    return notes


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """Units with the name of each touch (-1 for what is none) and the conversions among their interactions."""

    partition: Partition
    names: tuple[str, ...]
    code: Codes
    conversions: Conversions
    value: OrderValues | None
    left_out: int

    @classmethod
    def of(
        cls,
        engine: Engine,
        *,
        scope: Scope,
        goal: Goal,
        source: FieldSource,
        catalogue: Catalogue | None,
        asked: Credited,
    ) -> "_Seen":
        """Reads the histories in scope."""
        seen = met(scope, dictionary=dictionary_of(engine, scope=scope))
        by = asked.by if asked.by in GRAINS else "touchpoint"
        told = histories(engine, scope=seen, by=by, catalogue=catalogue, accounts=asked.accounts)
        partition = told.partition
        reached = _at_rows(partition, goal_rows(engine, scope=scope, goal=goal))
        conversions, value = _conversions(partition, reached, source=source, goal=goal)
        counts = ~_by_company(partition) & ~reached
        if asked.touches is not None:
            counts &= _at_rows(partition, _kept_rows(engine, scope=scope, where=asked.touches))
        begins = _visit_begins(partition, counts, gap=scope.rules.gap_seconds(Unit.SESSION) or 1800)
        names, code = told.names, partition.touchpoint.astype(np.int64)
        if asked.by not in GRAINS:
            texts = unit_texts(partition, by=asked.by, source=source)
            names, code = texts.names, texts.codes
        names, code = _most_frequent(names, np.where(begins, code, -1))
        return cls(partition, names, code, conversions, value, told.left_out)


def _at_rows(partition: Partition, flags: Flags) -> Flags:
    found = np.zeros(partition.interactions, np.bool_)
    inside = partition.row < len(flags)
    found[inside] = flags[partition.row[inside]]
    return found


def _kept_rows(engine: Engine, *, scope: Scope, where: Condition) -> Flags:
    """Returns by row number which interactions satisfy a further condition."""
    both = where if scope.where is None else And((scope.where, where))
    narrowed = Scope(both, scope.unit, scope.rules, scope.stages, scope.segments)
    rows = [part.row for part in engine.partitions(narrowed)]
    found = np.zeros(max((int(row.max(initial=-1)) for row in rows), default=-1) + 1, np.bool_)
    for row in rows:
        found[row] = True
    return found


def _by_company(partition: Partition) -> Flags:
    """Says which interactions the company did alone: those whose direction is out."""
    is_out = np.array([place.direction == "out" for place in partition.dictionary.places], np.bool_)
    return np.asarray(is_out[partition.place.astype(np.int64)])


def _visit_begins(partition: Partition, counts: Flags, *, gap: int) -> Flags:
    """Says which of the interactions that count follow none of their unit that counts, or one long before."""
    at = np.flatnonzero(counts)
    unit = np.repeat(np.arange(partition.units), np.diff(partition.offsets))[at]
    seconds = partition.time.astype(np.int64)[at]
    begins = np.ones(len(at), np.bool_)
    begins[1:] = (np.diff(unit) != 0) | (np.diff(seconds) > gap)
    found = np.zeros(partition.interactions, np.bool_)
    found[at[begins]] = True
    return found


def _conversions(
    partition: Partition, reached: Flags, *, source: FieldSource, goal: Goal
) -> tuple[Conversions, OrderValues | None]:
    """Returns each order once, at its first interaction; interactions without an order are one conversion each."""
    at = np.flatnonzero(reached)
    table = source.fields(partition.row[at], names=("order_id", "money_minor", "currency"))
    orders = text_codes(table["order_id"])
    key = np.where(orders.codes >= 0, orders.codes, len(orders.names) + np.arange(len(at)))
    _, first = np.unique(key, return_index=True)
    first = np.sort(first)
    if not goal.money:
        return Conversions(at[first], np.zeros(len(first))), None
    money, currency = priced(
        source, orders=orders, money=numbers(table["money_minor"]), currency=text_codes(table["currency"])
    )
    worth = order_values(orders=orders, money=money, currency=currency)
    if worth is None:
        return Conversions(at[first], np.zeros(len(first))), None
    by_key: Floats = np.zeros(int(key.max(initial=0)) + 1)
    by_key[key[worth.at]] = worth.amounts
    return Conversions(at[first], by_key[key[first]]), worth


def _most_frequent(names: tuple[str, ...], code: NDArray[np.int64]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Returns the codes of the most frequent names, and one for all others where there are many."""
    counts = np.bincount(code[code >= 0], minlength=len(names))
    if len(names) <= MOST_NAMES:
        return names, code
    kept = np.sort(np.argsort(-counts, kind="stable")[:MOST_NAMES])
    renumber = np.full(len(names) + 1, MOST_NAMES, np.int64)
    renumber[kept], renumber[-1] = np.arange(len(kept)), -1
    return (*(names[at] for at in kept), OTHERS), renumber[code]
