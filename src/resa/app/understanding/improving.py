"""Questions about what to mend and what drives the outcome: pains, opportunities, drivers, and what it all costs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from resa.app.asking import Asking
from resa.app.savedquery import joined
from resa.mapping.goals import goal_named
from resa.model.condition import quoted
from resa.model.errors import UnknownNameError
from resa.model.table import Table
from resa.understand.answer import revision_of
from resa.understand.clicks import ClickQuestion, clicks
from resa.understand.company import companies
from resa.understand.improving.chance import Opportunity, patterns, rivals
from resa.understand.improving.driver import drivers
from resa.understand.improving.economy import economy
from resa.understand.improving.findable import clicked_in_vain, hard_to_find
from resa.understand.improving.opportunitylist import opportunity_list
from resa.understand.improving.painlist import KINDS, pain_list
from resa.understand.improving.worth import Aftermath
from resa.understand.improving.written import complained_less_elsewhere, written_about
from resa.understand.material import Material, material
from resa.understand.repeat import repeat_chains


def _pains(asking: Asking) -> Table:
    from resa.app.rememberedmap import findings  # what draws maps is loaded where one is asked for

    found = findings(asking.workspace, _whole(asking), goal=asking.question.goal)
    kinds = _kinds(asking.question.kind, known=KINDS)
    return pain_list(found, now=asking.now, kinds=kinds, said=asking.workspace.knowledge.worth)


def _opportunities(asking: Asking) -> Table:
    from resa.app.rememberedmap import findings  # what draws maps is loaded where one is asked for

    found = findings(asking.workspace, _whole(asking), goal=asking.question.goal)
    at, said = asking.workspace, asking.workspace.knowledge.worth
    others = companies(at.engine, scope=asking.scope, now=asking.now, source=at.further, catalogue=at.catalogue)
    words, notes = _words(asking)
    after = Aftermath(_seen(asking), said)
    clicked = clicks(at.engine, scope=asking.scope, now=asking.now, facts=at.clicks, question=ClickQuestion())
    proposed = [*patterns(after), *hard_to_find(after), *clicked_in_vain(clicked.rows), *rivals(others.rows), *words]
    told = opportunity_list(found, patterns=proposed, now=asking.now, said=said)
    return replace(told, notes=(*told.notes, *notes))


def _drivers(asking: Asking) -> Table:
    seen = _seen(asking)
    chains = repeat_chains(seen.history, seen.fields)
    revision = revision_of(asking.workspace.engine)
    return drivers(seen, scope=asking.scope, now=asking.now, chains=chains, revision=revision)


def _words(asking: Asking) -> tuple[Sequence[Opportunity], tuple[str, ...]]:
    """Returns what people write about, and who read it; nothing is read anew for it."""
    from resa.app.feedbackreading import read_before, said_in  # what reads texts is loaded where one is asked for

    words = read_before(asking.workspace)
    if words is None and not len(said_in(asking.workspace)[0].wordings.texts):
        return (), ("nobody has said anything in words",)
    if words is None:
        return (), ("nobody has read what people write, so it proposes nothing here: resa feedback read",)
    kept = words.within(engine=asking.workspace.engine, scope=asking.scope)
    return [*written_about(kept), *complained_less_elsewhere(kept)], words.notes


def _economy(asking: Asking) -> Table:
    at = asking.workspace
    return economy(
        at.engine,
        scope=asking.scope,
        now=asking.now,
        source=at.further,
        catalogue=at.catalogue,
        goals=at.knowledge.goals,
        worth=at.knowledge.worth,
    )


def _kinds(kind: str | None, *, known: Sequence[str]) -> Sequence[str]:
    """Returns the kinds of findings that are wanted; all of them for None."""
    if kind is not None and kind not in known:
        raise UnknownNameError("kind", kind, known=known, where="--kind")
    return known if kind is None else (kind,)


def _seen(asking: Asking) -> Material:
    """Returns the histories in scope with all that findings are told from; the first goal where none was named."""
    at = asking.workspace
    goals = at.knowledge.goals
    goal = goal_named(asking.question.goal, goals=goals) if goals else None
    zone = at.zone.key
    return material(at.engine, at.further, scope=asking.scope, catalogue=at.catalogue, goal=goal, zone=zone)


def _whole(asking: Asking) -> str | None:
    """Returns the filter with its period."""
    question = asking.question
    first = f"time >= {quoted(question.start)}" if question.start else None
    return joined(question.where, first, f"time < {quoted(question.end)}" if question.end else None)


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {
    "pains": _pains,
    "opportunities": _opportunities,
    "drivers": _drivers,
    "economy": _economy,
}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {"pains": {"goal", "kind"}, "opportunities": {"goal"}, "drivers": {"goal"}}
"""The options that each question follows besides where, per, from and to."""
