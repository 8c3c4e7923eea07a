"""Patterns in journeys that something could be made of: advice, messages, self-service, stages nobody asks about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from resa.kernels.partition import Place
from resa.model.channel import channel_of
from resa.model.condition import quoted
from resa.model.measurement import Interval, Measurement
from resa.understand import figure
from resa.understand.array import Codes, Flags
from resa.understand.comparison import share_gap
from resa.understand.finding import LEAST, command, shell, spoken
from resa.understand.improving.settled import settled_matters
from resa.understand.improving.worth import Aftermath, mean_gap
from resa.understand.material import Material
from resa.understand.message import message_steps
from resa.understand.repeat import is_contact
from resa.understand.told import FELT_METRICS

MOST_TOPICS = 8
_LONG = 0.8  # who looks around more than so many of the others
_PERSONAL = ("in_person", "messaging")
_ADVISING = frozenset({"phone", "chat", "store", "event", "video", "messenger"})

_ABOUT = (
    ("offer", re.compile(r"price|cost|discount|voucher|pris|kostnad|rabat|fragt|frakt|porto", re.IGNORECASE)),
    ("message", re.compile(r"where is|parcel|deliver|track|when|var är|paket|hvor er|pakke|lever", re.IGNORECASE)),
    ("advice", re.compile(r"advi[cs]e|size|\bfit\b|choos|råd|storlek|passform|størrelse|pasform", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Something that could be done, and what speaks for it.

    `goal_effect` are customers who would reach the goal besides, `feeling_effect` how much better the touched would
    feel, on the scale from -2 to 2; each None where nothing tells. `is_inferred` where an effect is told from a
    difference between customers; else the opportunity is a count of what happened.
    """

    kind: str  # "advice" "message" "service" "offer" "self_service" "expectation" "coverage" "amplify" "usability" …
    proposal: str
    place: str
    stage: str | None
    customers: int
    evidence: tuple[str, ...]
    goal_effect: Measurement | None = None
    money: Measurement | None = None
    feeling_effect: Measurement | None = None
    share: Measurement | None = None
    because: str | None = None  # the finding it follows from
    saving: Measurement | None = None  # the contacts that would not be needed, at what people say that they cost

    @property
    def is_inferred(self) -> bool:
        """Whether an effect is told."""
        return self.goal_effect is not None or self.feeling_effect is not None


def patterns(after: Aftermath) -> Iterator[Opportunity]:
    """Yields what the journeys themselves propose."""
    yield from asked_about(after)
    yield from long_lookers(after)
    yield from looked_up(after)
    yield from unheard(after.seen)


def asked_about(after: Aftermath) -> Iterator[Opportunity]:
    """Yields the topics that most customers ask about, each with what could answer it before they have to ask.

    Who had to ask where something is, is held against who asked about anything else: how they felt after it.
    """
    seen = after.seen
    at = np.flatnonzero(is_contact(seen.history))
    topic = seen.fields.topic.codes[seen.history.origin_at[at]]
    at, topic = at[topic >= 0], topic[topic >= 0]
    unit, seconds = seen.history.unit[at], seen.history.seconds[at]
    asked = [(len(np.unique(unit[topic == code])), code) for code in np.unique(topic).tolist()]
    for customers, code in sorted(asked, reverse=True)[:MOST_TOPICS]:
        mine = topic == code
        if customers < LEAST or int((~mine).sum()) < LEAST:
            continue
        name = seen.fields.topic.names[code]
        kind = next((one for one, words in _ABOUT if words.search(name)), "self_service")
        placed = seen.stage[at[mine]][seen.stage[at[mine]] >= 0]
        yield Opportunity(
            kind=kind,
            proposal=f"answer_{kind}",
            place=name,
            stage=seen.catalogue.stages[int(np.bincount(placed).argmax())].id if len(placed) else None,
            customers=customers,
            evidence=(command("touchpoints", f"topic = {quoted(name)}"),),
            feeling_effect=_felt_gap(after, unit, seconds, mine) if kind == "message" else None,
            share=figure.share(int(mine.sum()), whole=len(mine), variant="of_contacts_with_a_topic"),
            saving=_saved(after, at[mine]),
        )


def long_lookers(after: Aftermath) -> Iterator[Opportunity]:
    """Yields those who look around long before the goal, held against the same who talked to somebody meanwhile."""
    seen = after.seen
    if seen.goal is None:
        return
    goal_stage = _goal_stage(seen)
    early = np.flatnonzero((message_steps(seen) < 0) & (seen.stage >= 0) & (seen.stage < goal_stage))
    first = seen.first_goal[seen.history.unit[early]]
    early = early[(first < 0) | (early < first)]
    steps = np.bincount(seen.history.unit[early], minlength=seen.units)
    if not (steps > 0).any():
        return
    is_long = steps > np.quantile(steps[steps > 0], _LONG)
    talked = np.zeros(seen.units, np.bool_)
    talked[seen.history.unit[_advised(seen)]] = True
    reached = seen.first_goal >= 0
    own, others = is_long & talked, is_long & ~talked
    gap = _share_gap(reached, own, others)
    waiting = int((others & ~reached).sum())
    if gap is None or waiting < LEAST or (gap.figure or 0) <= 0:
        return
    lost = _scaled(gap, waiting)
    yield Opportunity(
        kind="advice",
        proposal="advise_long_lookers",
        place=seen.catalogue.stages[max(0, goal_stage - 1)].id,
        stage=seen.catalogue.stages[max(0, goal_stage - 1)].id,
        customers=waiting,
        evidence=(command("stages"), command("conversions")),
        goal_effect=lost,
        money=after.worth(lost),
        share=figure.share(waiting, whole=int(is_long.sum()), variant="of_those_who_look_long"),
    )


def looked_up(after: Aftermath) -> Iterator[Opportunity]:
    """Yields the places where customers help themselves: how many matters are settled there without a contact.

    What could be saved are the contacts that follow all the same, each at what contacts cost on average.
    """
    seen = after.seen
    every = np.flatnonzero(is_contact(seen.history))
    for one in settled_matters(seen):
        name = seen.history.dictionary.touchpoints[one.code]
        yield Opportunity(
            kind="self_service",
            proposal="help_oneself",
            place=spoken(seen, name),
            stage=seen.catalogue.stages[int(seen.stage_of_touchpoint[one.code])].id,
            customers=len(np.unique(seen.history.unit[one.at])),
            evidence=(command("around") + f" --at {shell(name)} --visit last",),
            share=figure.share(int(one.is_settled.sum()), whole=len(one.at), variant="settled_without_a_contact"),
            saving=_saved(after, every, of=int((~one.is_settled).sum())),
        )


def unheard(seen: Material) -> Iterator[Opportunity]:
    """Yields the stages that many reach and nobody is asked about."""
    told = np.bincount(seen.answers.stage.codes[seen.answers.stage.codes >= 0], minlength=len(seen.catalogue.stages))
    for number, stage in enumerate(seen.catalogue.stages):
        customers = len(np.unique(seen.history.unit[seen.met_stage == number]))
        if customers >= LEAST and told[number] < LEAST:
            yield Opportunity(
                kind="coverage",
                proposal="ask_in_stage",
                place=stage.id,
                stage=stage.id,
                customers=customers,
                evidence=(command("kpis") + " --by stage",),
                share=figure.share(int(told[number]), whole=int(told.sum()), variant="of_all_answers"),
            )


def rivals(rows: Iterable[Mapping[str, Any]]) -> Iterator[Opportunity]:
    """Yields the companies that people score higher than us, from the rows of the answer `companies`.

    Answers of one period are held against each other, and all companies are tested together.
    """
    for row in rows:
        is_felt = row["metric"] in FELT_METRICS and row["low"] is not None
        if not is_felt or not row.get("differs") or row["difference"] > 0 or min(row["our_n"], row["their_n"]) < LEAST:
            continue
        step = (200 if row["unit"] == "points" else row["high"] - row["low"]) / 4  # of the scale from -2 to 2
        low, high = row["difference_interval"]
        yield Opportunity(
            kind="rival",
            proposal="learn_from_rival",
            place=str(row["company"]),
            stage=None,
            customers=int(row["our_n"]),
            evidence=(command("companies"),),
            feeling_effect=figure.measurement(
                -row["difference"] / step, unit="score", variant=f"{row['metric']}_theirs_less_ours",
                n=int(row["their_n"]), around=Interval(-high / step, -low / step),
            ),
        )  # fmt: skip


def _goal_stage(seen: Material) -> int:
    placed = seen.stage[seen.first_goal[seen.first_goal >= 0]]
    placed = placed[placed >= 0]
    return int(np.bincount(placed).argmax()) if len(placed) else len(seen.catalogue.stages)


def _is_talk(place: Place) -> bool:
    is_personal = place.channel in _ADVISING and channel_of(place.channel).group in _PERSONAL
    return is_personal and place.direction != "out"


def _advised(seen: Material) -> Codes:
    """Returns the conversations with somebody before the goal: by phone, chat or in a store, and no order there."""
    talks = np.array([_is_talk(place) for place in seen.history.dictionary.places], np.int64)
    at = np.flatnonzero((seen.history.of_place(talks) == 1) & ~seen.is_goal)
    first = seen.first_goal[seen.history.unit[at]]
    return at[(first < 0) | (at < first)]


def _share_gap(reached: Flags, one: Flags, other: Flags) -> Measurement | None:
    """Returns the share of the first who reached the goal less that of the others."""
    if min(int(one.sum()), int(other.sum())) < LEAST:
        return None
    parts = [int((reached & side).sum()) for side in (one, other)]
    n = [int(side.sum()) for side in (one, other)]
    around = share_gap(parts[0], whole=n[0], other_part=parts[1], other_whole=n[1])
    return figure.measurement(
        parts[0] / n[0] - parts[1] / n[1], unit="share", variant="goal_share_difference", n=min(n), around=around
    )


def _felt_gap(after: Aftermath, unit: Codes, seconds: Codes, mine: Flags) -> Measurement | None:
    felt = after.feels(unit, seconds)
    known = ~np.isnan(felt)
    return mean_gap(felt[known & ~mine], own=felt[known & mine])


def _scaled(gap: Measurement | None, customers: int) -> Measurement | None:
    if gap is None or gap.figure is None or gap.interval is None:
        return None
    around = Interval(gap.interval.low * customers, gap.interval.high * customers)
    told = "customers_who_would_reach_the_goal"
    return figure.measurement(gap.figure * customers, unit="count", variant=told, n=customers, around=around)


def _saved(after: Aftermath, contacts: Codes, *, of: int | None = None) -> Measurement | None:
    """Returns what these contacts cost, or so many (`of`) like them; None where nobody said what a contact costs."""
    each = np.array([after.said.contacts.get(channel, np.nan) for channel in after.seen.channels])
    costs = each[after.seen.channel[contacts]]
    known = costs[~np.isnan(costs)]
    if not len(known):
        return None
    total = float(known.sum()) if of is None else float(known.mean()) * of
    count = len(known) if of is None else of
    return figure.measurement(
        total, unit=after.said.currency, variant="contacts_times_cost_as_said", n=count, around=None
    )
