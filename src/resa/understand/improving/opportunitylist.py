"""What could be done, from the findings of a map and from patterns in the journeys, with two effects beside each other.

One effect is on the goal, one on how customers feel. Both are inferred from differences between customers and carry
their intervals; an opportunity without them is a count of what happened, and says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from resa.model.resolvedmap import PainMark, ResolvedMap
from resa.model.table import Measure, Table
from resa.model.worth import Worth
from resa.understand.answer import CUSTOMERS, unmarked
from resa.understand.improving.chance import Opportunity
from resa.understand.improving.painlist import place_of
from resa.understand.improving.ranking import Ranked, ranked
from resa.understand.improving.worth import AS_SAID, NOTHING_SAID

_FOLLOWS: Mapping[str, tuple[str, str]] = {
    "pain.answer_wait": ("service", "staff_the_queue"),
    "pain.unanswered": ("service", "answer_everybody"),
    "pain.worse_wait": ("message", "say_how_long"),
    "pain.wait": ("message", "say_how_long"),
    "pain.delivery_wait": ("message", "say_how_long"),
    "pain.worse_negative": ("expectation", "keep_the_promise"),
    "pain.low_score": ("expectation", "keep_the_promise"),
    "pain.returns": ("expectation", "describe_it_truly"),
    "pain.repeat": ("service", "hand_over"),
    "pain.worse_repeat": ("service", "hand_over"),
    "pain.channel_switch": ("service", "hand_over"),
    "pain.messages": ("message", "write_less"),
    "pain.unsubscribe": ("message", "write_less"),
    "pain.cart": ("offer", "bring_back_carts"),
    "pain.visit_end": ("offer", "show_it_earlier"),
    "pain.worse_exit": ("offer", "show_it_earlier"),
    "pain.drop_off": ("advice", "help_them_on"),
    "moment.decisive": ("advice", "lead_there"),
    "delight.high_score": ("amplify", "do_it_elsewhere"),
    "delight.better_wait": ("amplify", "do_it_elsewhere"),
    "delight.better_exit": ("amplify", "do_it_elsewhere"),
    "delight.better_repeat": ("amplify", "do_it_elsewhere"),
    "delight.better_negative": ("amplify", "do_it_elsewhere"),
}
"""What each finding proposes: the kind of opportunity and the proposal."""


def opportunity_list(
    found: ResolvedMap, *, patterns: Sequence[Opportunity], now: datetime, said: Worth = NOTHING_SAID
) -> Table:
    """Returns a row for each opportunity, the most promising first.

    First stand those that bring money beyond chance, by the lower end of `money`; then those by which more would reach
    the goal, by the lower end of `goal_effect`; then those by which those touched would feel better, by customers times
    the lower end; last what is only counted, by `saving`, then by customers. `ordered_by` names the rule, `at_least` is
    the figure that it orders by.

    `goal_effect` are customers who would reach the goal besides, `money` what they would be worth, which is
    as people said where `money_basis` is "asserted". `saving` are contacts that would not be needed, at most all of
    them, at what people said that one costs. `feeling_effect` is how much better those touched would feel, on the scale
    from -2 to 2. `basis` is "inferred" where an effect is told
    from a difference between customers, else "measured": the count is, an effect is not known. `share` is what the
    opportunity counts, by `share_of`. `because` is the finding that it follows from.
    """
    every = ranked([*_of_findings(found.pains), *patterns])
    rows = tuple(_row(one, rank=rank) for rank, one in enumerate(every, start=1))
    currency = next((row["currency"] for row in rows if row.get("currency")), "")
    return Table(
        what="opportunities",
        columns=(
            "rank", "kind", "proposal", "place", "stage", "customers", "ordered_by", "at_least", "goal_effect", "money",
            "saving", "feeling_effect", "basis", "share", "evidence",
        ),
        rows=rows,
        base=found.base,
        as_of=now,
        revision=found.revision,
        measures={
            "at_least": Measure("", "by_ordered_by"),
            "customers": CUSTOMERS,
            "goal_effect": Measure("count", "inferred_customers_who_would_reach_the_goal"),
            "money": Measure(currency, "inferred_customers_times_effect_times_value"),
            "saving": Measure(next((row["currency"] for row in rows if row["saving"] is not None), currency),
                              "contacts_times_cost_as_said"),
            "feeling_effect": Measure("score", "feeling_of_next_answer_others_less_touched"),
            "share": Measure("share", "by_share_of"),
        },
        notes=(*_notes(rows), *said.notes),
    )  # fmt: skip


def _of_findings(pains: Sequence[PainMark]) -> Iterator[Opportunity]:
    """Yields what the findings propose; findings of one place that propose the same are one opportunity."""
    told: set[tuple[str, str]] = set()
    for one in sorted(pains, key=lambda mark: (mark.kind, mark.rank)):
        follows = _FOLLOWS.get(one.title_key)
        if follows is None or (follows[1], place_of(one)) in told:
            continue
        told.add((follows[1], place_of(one)))
        worth = one.worth
        yield Opportunity(
            kind=follows[0],
            proposal=follows[1],
            place=place_of(one),
            stage=one.stage,
            customers=round(one.size.figure or 0),
            evidence=one.evidence,
            goal_effect=worth.regained if worth else None,
            money=worth.money if worth else None,
            feeling_effect=worth.feeling_gap if worth else None,
            because=one.id,
        )


def _row(found: Ranked, *, rank: int) -> dict[str, Any]:
    one = found.opportunity
    return {
        "rank": rank,
        "kind": one.kind,
        "proposal": one.proposal,
        "place": one.place,
        "stage": one.stage,
        "customers": one.customers,
        "ordered_by": found.by,
        "at_least": found.least,
        **unmarked("goal_effect", one.goal_effect),
        **unmarked("money", one.money),
        "saving": one.saving.figure if one.saving else None,
        **_currency(one),
        **unmarked("feeling_effect", one.feeling_effect),
        "basis": "inferred" if one.is_inferred else "measured",
        **unmarked("share", one.share),
        **({"share_of": one.share.variant} if one.share else {}),
        "evidence": one.evidence[0] if one.evidence else None,
        **({"because": one.because} if one.because else {}),
    }


def _currency(one: Opportunity) -> dict[str, str]:
    """Returns the currency of its amounts, and who told what a customer is worth where people did."""
    unit = next((told.unit for told in (one.money, one.saving) if told is not None), None)
    if unit is None:
        return {}
    by = {"money_basis": "asserted"} if one.money is not None and one.money.variant == AS_SAID else {}
    return {"currency": unit, **by}


def _notes(rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    if not rows:
        return ("no pattern in these journeys proposes anything",)
    inferred = sum(row["basis"] == "inferred" for row in rows)
    return (f"{inferred} of {len(rows)} have an effect, inferred from how others went on and felt: try it out first",)
