"""The first pains, delights and moments of truth: everything that is looked for, judged together."""

from collections.abc import Sequence

from resa.model.resolvedmap import PainMark
from resa.model.worth import Worth
from resa.understand.contact import channel_switches, repeated_matters, unanswered
from resa.understand.delay import long_answers, long_deliveries, long_ways
from resa.understand.dropoff import abandoned_carts, decisive, drop_offs
from resa.understand.encounter import Encounters
from resa.understand.facet import Traits
from resa.understand.finding import Finding, marks
from resa.understand.improving.turned import turned
from resa.understand.improving.worth import NOTHING_SAID, Aftermath, worths
from resa.understand.observation import abandoned, answer_waits
from resa.understand.repeat import Chain
from resa.understand.river import River
from resa.understand.sentback import products_sent_back
from resa.understand.toomany import many_messages, unsubscribes
from resa.understand.verdict import verdicts
from resa.understand.visitend import visit_ends


def pain_marks(
    met: Encounters,
    *,
    found: River,
    chains: Sequence[Chain],
    traits: Traits,
    said: Worth = NOTHING_SAID,
) -> tuple[PainMark, ...]:
    """Returns the findings of a map, each with its size, its effect, its peers and where it is worst.

    Where something is worst is told of the whole map only: its views are such parts themselves. `said` is what people
    say that a customer is worth.
    """
    findings: list[Finding] = [
        *drop_offs(met, found=found),
        *abandoned_carts(abandoned(met.seen), met=met),
        *decisive(met),
        *long_answers(answer_waits(met.seen), met=met),
        *long_ways(met),
        *verdicts(met.seen),
        *repeated_matters(met.seen, chains=chains),
        *channel_switches(met.seen),
        *unanswered(met.seen, traits=traits),
        *many_messages(met.seen),
        *unsubscribes(met.seen),
        *products_sent_back(met.seen, traits=traits),
    ]
    if met.seen is not traits.whole:
        return marks(findings, seen=met.seen)
    findings += [*long_deliveries(met.seen, traits=traits), *visit_ends(met.seen, traits=traits)]
    findings += turned(met.seen, chains=chains)
    return marks(findings, seen=met.seen, traits=traits, worth=worths(Aftermath(met.seen, said)))
