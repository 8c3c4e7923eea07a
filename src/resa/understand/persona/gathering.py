"""What is known of customers, gathered from their histories, profiles, orders and answers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from resa.kernels.lookup import places_in
from resa.mapping.catalogue import Catalogue
from resa.model.goal import Goal
from resa.store.port import Engine, Scope
from resa.understand.array import Codes, Floats
from resa.understand.history import FieldSource, text_codes
from resa.understand.material import Material, material
from resa.understand.order import order_values
from resa.understand.persona.choosing import is_chosen
from resa.understand.persona.feature import Known, Trait
from resa.understand.persona.profile import profile_traits, profiled
from resa.understand.persona.reaction import reactions
from resa.understand.reach import dictionary_of, met
from resa.understand.repeat import is_contact_place
from resa.understand.told import Answers, answers

LEAST_ACTS = 5
"""Who did less, and of whom nothing else is known, can't be described."""

RETURN_KINDS = frozenset({"return", "refund"})
SCORES = ("nps", "csat", "ces", "stars")
_EVENING, _NIGHT = 17, 23
_LEAST_TIMED = 5
LEAST_KNOWN = 100
"""What fewer customers did tells no groups apart."""

_LEAST_CHANNEL = 0.03  # of the customers, who use a channel at all


@dataclass(frozen=True, slots=True, eq=False)
class Gathering:
    """Where traits come from: the engine and what it carries beside, the catalogue, the main goal, who is asked about.

    Ages are those of `year`.
    """

    engine: Engine
    source: FieldSource
    catalogue: Catalogue
    goal: Goal | None
    scope: Scope
    year: int


def known_customers(gathering: Gathering) -> Known:
    """Returns everybody who can be described, with all their traits; takes about 250 bytes an interaction."""
    scope = met(gathering.scope, dictionary=dictionary_of(gathering.engine, scope=gathering.scope))
    seen = material(gathering.engine, gathering.source, scope=scope, catalogue=gathering.catalogue, goal=gathering.goal)
    acting = _acting(seen)
    unit_customer = seen.history.partition.customer.astype(np.int64)
    acts = np.bincount(seen.history.unit[acting], minlength=seen.units)
    told = profiled(gathering.source)
    customers = np.union1d(unit_customer[acts >= LEAST_ACTS], told)
    everybody = np.union1d(unit_customer, told)
    around = _Around(seen, customers, places_in(customers, unit_customer), acting)
    told_of = profile_traits(gathering.source, customers, year=gathering.year)
    does = (*_behaviour(around), *_channels(around), *_times(around))
    reacts = reactions(gathering.engine, gathering.scope, customers)
    traits = (*told_of, *does, *_said(gathering, around), *_topics(around), *_before(around), *reacts)
    return Known(customers, traits, len(everybody) - len(customers))


@dataclass(frozen=True, slots=True, eq=False)
class _Around:
    """A history with the customers that can be described.

    `place` (units,) is where each unit stands among the customers, -1 where it does not; `acting` are the interactions
    that customers set out on themselves.
    """

    seen: Material
    customers: Codes
    place: Codes
    acting: Codes

    def of(self, at: Codes) -> Codes:
        """Returns the customer's place of each interaction, -1 for those left out."""
        return self.place[self.seen.history.unit[at]]

    def count(self, at: Codes) -> Floats:
        """Returns how many of these interactions each customer has."""
        who = self.of(at)
        return np.bincount(who[who >= 0], minlength=len(self.customers)).astype(np.float64)


def _acting(seen: Material) -> Codes:
    chosen = [is_chosen(place) for place in seen.history.dictionary.places]
    return np.flatnonzero(seen.history.of_place(np.array(chosen, np.int64)) == 1)


def _behaviour(around: _Around) -> Iterator[Trait]:
    seen, acting = around.seen, around.acting
    yield Trait("acts", "behaviour", "count", around.count(acting))
    yield Trait("touchpoints", "behaviour", "count", _different(around, seen.history.touchpoint[acting]))
    last = np.full(len(around.customers), np.nan)
    who = around.of(acting)
    np.fmax.at(last, who[who >= 0], seen.history.seconds[acting][who >= 0].astype(np.float64))
    if np.isfinite(last).any():
        yield Trait("absence", "behaviour", "days", (float(np.nanmax(last)) - last) / 86_400)
    yield from _orders(around)
    places = seen.history.dictionary.places
    for name, chosen in (
        ("contacts", [is_contact_place(place) for place in places]),
        ("returns", [place.kind in RETURN_KINDS for place in places]),
    ):
        at = np.flatnonzero(seen.history.of_place(np.array(chosen, np.int64)) == 1)
        if len(at):
            yield Trait(name, "behaviour", "count", around.count(at))


def _different(around: _Around, codes: Codes) -> Floats:
    """Returns how many different codes the acting interactions of each customer have."""
    who = around.of(around.acting)
    different = int(codes.max(initial=0)) + 1
    met = np.zeros(len(around.customers) * different, np.bool_)
    met[who[who >= 0] * different + codes[who >= 0]] = True
    return np.asarray(met.reshape(-1, different).sum(1), np.float64)


def _orders(around: _Around) -> Iterator[Trait]:
    seen = around.seen
    at = np.flatnonzero(seen.is_goal)
    if not len(at):
        return
    origin = seen.history.origin_at[at]
    order = seen.fields.order.codes[origin]
    alone = np.where(order >= 0, order, len(seen.fields.order.names) + np.arange(len(at)))
    first = np.unique(alone, return_index=True)[1]
    yield Trait("orders", "behaviour", "count", around.count(at[first]))
    worth = order_values(
        orders=seen.fields.order.taken(origin), money=seen.fields.money[origin],
        currency=seen.fields.currency.taken(origin),
    )  # fmt: skip
    if worth is None:
        return
    who = around.of(at[worth.at])
    mine, n = who >= 0, len(around.customers)
    total = np.bincount(who[mine], worth.amounts[mine], n)
    count = np.bincount(who[mine], minlength=n)
    yield Trait("order_value", "behaviour", worth.currency, np.where(count > 0, total / np.maximum(count, 1), np.nan))


def _channels(around: _Around) -> Iterator[Trait]:
    seen, acting = around.seen, around.acting
    every = around.count(acting)
    for code, channel in enumerate(seen.channels):
        used = around.count(acting[seen.channel[acting] == code])
        if (used > 0).sum() >= _LEAST_CHANNEL * max(1, len(used)):
            share = np.divide(used, every, out=np.full(len(used), np.nan), where=every > 0)
            yield Trait(f"channel:{channel}", "channel", "share", share)


def _times(around: _Around) -> Iterator[Trait]:
    """When, by the customer's own clock, of those who are seen often enough to have habits."""
    seen, acting = around.seen, around.acting
    hour = seen.fields.hour[seen.history.origin_at[acting]]
    timed = acting[hour >= 0]
    hour = hour[hour >= 0]
    every = around.count(timed)
    if not len(timed):
        return
    often = every >= _LEAST_TIMED
    evening = around.count(timed[(hour >= _EVENING) & (hour < _NIGHT)])
    weekday = (seen.history.seconds[timed] // 86_400 + 3) % 7
    weekend = around.count(timed[weekday >= 5])
    for name, count in (("evening", evening), ("weekend", weekend)):
        share = np.divide(count, every, out=np.full(len(count), np.nan), where=often)
        yield Trait(name, "time", "share", share)


def _said(gathering: Gathering, around: _Around) -> Iterator[Trait]:
    """What customers answer: each further question of surveys, how much they say, and how content they are."""
    said = answers(gathering.source, catalogue=gathering.catalogue)
    who = places_in(around.customers, said.customer)
    inside = who >= 0
    if not inside.any():
        return
    yield from _questions(said, who, customers=len(around.customers))
    spoken = np.bincount(who[inside & said.is_answer], minlength=len(around.customers)).astype(np.float64)
    yield Trait("answers", "feedback", "count", spoken)
    yield Trait("score", "feedback", "score", _means(who, said.feelings, customers=len(around.customers)))


def _questions(said: Answers, who: Codes, *, customers: int) -> Iterator[Trait]:
    asked = text_codes(said.table["question"].cast("string"))
    further = ~np.isin(said.metric.codes, [said.metric.names.index(one) for one in SCORES if one in said.metric.names])
    for code, question in enumerate(asked.names):
        mine = further & (asked.codes == code) & said.is_answer
        if mine.any() and np.isfinite(said.score[mine]).any():
            means = _means(np.where(mine, who, -1), said.score, customers=customers)
            yield Trait(f"answer:{question}", "psychographics", "", means)


def _means(who: Codes, figures: Floats, *, customers: int) -> Floats:
    mine = (who >= 0) & ~np.isnan(figures)
    count = np.bincount(who[mine], minlength=customers)
    total = np.bincount(who[mine], figures[mine], customers)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _topics(around: _Around) -> Iterator[Trait]:
    """What customers came to us with: whether each did."""
    topics, at = around.seen.fields.topic, around.acting
    code = topics.codes[around.seen.history.origin_at[at]]
    for one, name in enumerate(topics.names):
        asked = around.count(at[code == one]) > 0
        if asked.sum() >= LEAST_KNOWN:
            yield Trait(f"topic:{name}", "challenges", "", asked.astype(np.float64))


def _before(around: _Around) -> Iterator[Trait]:
    """Whether each customer met a touchpoint of an earlier stage, before buying where they bought."""
    seen, at = around.seen, around.acting
    stages = [stage.id for stage in around.seen.catalogue.stages]
    if seen.goal is None or "purchase" not in stages:
        return
    first = seen.first_goal[seen.history.unit[at]]
    at = at[((first < 0) | (at < first)) & (seen.stage[at] >= 0) & (seen.stage[at] < stages.index("purchase"))]
    code = seen.history.touchpoint[at]
    for one in np.unique(code).tolist():
        met_it = around.count(at[code == one]) > 0
        if met_it.sum() >= LEAST_KNOWN:
            yield Trait(f"met:{seen.history.dictionary.touchpoints[one]}", "drives", "", met_it.astype(np.float64))
