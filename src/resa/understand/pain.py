"""The first pains, delights and moments of truth: everything that is looked for, judged together."""

from collections.abc import Sequence

from resa.model.resolvedmap import Link, PainMark
from resa.understand.contact import channel_switches, many_messages, repeated_matters, unanswered
from resa.understand.delay import long_answers, long_ways
from resa.understand.dropoff import abandoned_carts, decisive, drop_offs
from resa.understand.encounter import Encounters
from resa.understand.finding import Finding, marks
from resa.understand.observation import Observations
from resa.understand.repeat import Chain
from resa.understand.river import River
from resa.understand.verdict import verdicts


def pain_marks(
    met: Encounters,
    *,
    found: River,
    links: Sequence[Link],
    observed: Sequence[Observations],
    chains: Sequence[Chain],
) -> tuple[PainMark, ...]:
    """Returns the findings of a map, each with its size, its effect, its peers and the commands that show them."""
    by_kpi = {one.kpi: one for one in observed}
    findings: list[Finding] = [
        *drop_offs(met, found=found),
        *abandoned_carts(by_kpi.get("cart_abandonment_share"), met=met),
        *decisive(met),
        *long_answers(by_kpi.get("answer_wait_median"), met=met),
        *long_ways(met, links=links),
        *verdicts(met.seen),
        *repeated_matters(met.seen, chains=chains),
        *channel_switches(met.seen),
        *unanswered(met.seen),
        *many_messages(met.seen),
    ]
    return marks(findings, seen=met.seen)
