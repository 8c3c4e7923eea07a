"""The series of a workspace: what comes from each source, over each channel, at each touchpoint, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from resa.mapping.catalogue import Catalogue
from resa.understand.array import Codes
from resa.understand.contact import UNANSWERED
from resa.understand.feedback.heard import Heard
from resa.understand.history import FieldSource, History, Texts, numbers, text_codes
from resa.understand.message import is_ours, step_of
from resa.understand.repeat import is_contact
from resa.understand.told import UNTIMED, Answers
from resa.understand.watch.calendar import Days
from resa.understand.watch.panel import Panel, Subject
from resa.understand.watch.series import (
    Series,
    count_series,
    counted_series,
    distinct,
    panel_of,
    share_series,
    wait_series,
)
from resa.understand.watch.visit import visit_series

MOST_TOUCHPOINTS, MOST_TOPICS = 60, 30


@dataclass(frozen=True, eq=False)
class Watched:
    """What series are counted from: histories on local days, what their records say further, and answers.

    `heard` is what was read in texts; None where nobody has read any.
    """

    history: History
    source: FieldSource
    answers: Answers
    catalogue: Catalogue
    days: Days
    goal_rows: NDArray[np.bool_]
    heard: Heard | None = None

    @cached_property
    def day(self) -> Codes:
        """The day of each interaction, -1 outside."""
        return self.days.of(self.history.seconds)

    @cached_property
    def is_own(self) -> NDArray[np.bool_]:
        """Which interactions customers took part in: what we send and what becomes of it follows our own calendar."""
        places = self.history.dictionary.places
        ours = [step_of(place) >= 0 or is_ours(place) for place in places]
        return np.asarray(self.history.of_place(np.array(ours, np.int64)) == 0)

    @cached_property
    def named(self) -> dict[str, tuple[str | None, str | None]]:
        """The channel and stage of each touchpoint id."""
        return {one.id: (one.channel, one.placement.stage) for one in self.catalogue.touchpoints}

    def home(self, at: Codes) -> dict[str, str | None]:
        """Returns the touchpoint at which most of these interactions happened, and its stage."""
        code = int(np.bincount(self.history.touchpoint[at]).argmax())
        name = self.history.dictionary.touchpoints[code]
        return {"home": name, "stage": self.named.get(name, (None, None))[1]}

    @cached_property
    def by_topic(self) -> list[tuple[str, Codes]]:
        """What customers say to us, by topic, those of which most is said first: where each stands."""
        at = np.flatnonzero(is_contact(self.history))
        topic = text_codes(self.source.fields(self.history.partition.row[at], names=("topic",))["topic"])
        often = np.bincount(topic.codes + 1, minlength=1)[1:]
        chosen = np.argsort(-often, kind="stable")[:MOST_TOPICS].tolist()
        return [(topic.names[code], at[topic.codes == code]) for code in chosen]

    def own_by(self, field: Literal["source", "channel"]) -> "Grouped":
        """Returns customers' own interactions by what their place says of a field."""
        words = [getattr(place, field) for place in self.history.dictionary.places]
        names = tuple(sorted(set(words) - {""}))
        code = {name: at for at, name in enumerate(names)}
        return Grouped(names, self.own_codes(np.array([code.get(word, -1) for word in words], np.int64)))

    def own_codes(self, by_place: Codes) -> Codes:
        """Returns what `by_place` says of the place of each of customers' own interactions, -1 for all others."""
        return np.where(self.is_own, self.history.of_place(by_place), -1)

    def homes(self, groups: "Grouped") -> list[dict[str, str | None]]:
        """Returns of each group the touchpoint at which most of it happened, and its stage."""
        names = self.history.dictionary.touchpoints
        at = groups.sums(self.history.touchpoint, size=len(names)).argmax(axis=1)
        return [{"home": names[code], "stage": self.named.get(names[code], (None, None))[1]} for code in at.tolist()]

    def place(self, figure: str, name: str) -> Subject:
        """Returns the subject of a figure at a touchpoint."""
        channel, stage = self.named.get(name, (None, None))
        return Subject(figure, "count", "either", channel=channel, touchpoint=name, stage=stage)


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """Interactions in groups: `codes` say the 0-based group of each, -1 none."""

    names: tuple[str, ...]
    codes: Codes

    def sums(self, slot: Codes, *, size: int) -> NDArray[np.float64]:
        """Returns how many of each group lie in each of so many slots (groups, size); -1 is none."""
        kept = (self.codes >= 0) & (slot >= 0)
        found = np.bincount(self.codes[kept] * size + slot[kept], minlength=len(self.names) * size)
        return found.reshape(len(self.names), size).astype(np.float64)


def watched_panel(seen: Watched) -> Panel:
    """Returns every series that holds enough to be watched; of two that tell the same, the narrower."""
    if not seen.days.count:
        return panel_of((), days=seen.days)
    return panel_of(_every(seen), days=seen.days)


def _every(seen: Watched) -> Iterator[Series]:
    yield from _contacts(seen)
    yield from _reach(seen)
    yield from _interactions(seen)
    yield from _low_scores(seen)
    if seen.heard is not None:
        yield from _bad_texts(seen, seen.heard)
    yield from visit_series(seen.history, catalogue=seen.catalogue, days=seen.days, goal_rows=seen.goal_rows)


def _interactions(seen: Watched) -> Iterator[Series]:
    """By channel and by source."""
    channels, sources = seen.own_by("channel"), seen.own_by("source")
    over = sources.sums(channels.codes, size=max(1, len(channels.names))) > 0  # (sources, channels)
    places: list[tuple[Grouped, list[dict[str, str | None]]]] = [
        (channels, [{"channel": name} for name in channels.names]),
        (
            sources,
            [
                {"source": name, "channel": _only(channels.names, mine)}
                for name, mine in zip(sources.names, over, strict=True)
            ],
        ),
    ]
    for groups, named in places:
        homes, sums = seen.homes(groups), groups.sums(seen.day, size=seen.days.count)
        for place, home, own in zip(named, homes, sums, strict=True):
            subject = Subject("interactions", "count", "either", **place, **home)
            yield from counted_series(subject, own, days=seen.days)


def _only(names: tuple[str, ...], chosen: NDArray[np.bool_]) -> str | None:
    """Returns the one name that is chosen, None where several are."""
    at = np.flatnonzero(chosen)
    return names[int(at[0])] if len(at) == 1 else None


def _reach(seen: Watched) -> Iterator[Series]:
    """Customers a day at each touchpoint, of those that most meet."""
    size = seen.days.count
    kept = np.flatnonzero(seen.is_own & (seen.day >= 0))
    key = (seen.history.touchpoint[kept] * seen.history.partition.units + seen.history.unit[kept]) * size
    once = distinct(key + seen.day[kept])
    touchpoint, day = once // size // max(1, seen.history.partition.units), once % size
    counts = np.bincount(touchpoint, minlength=1)
    for code in np.argsort(-counts, kind="stable")[:MOST_TOUCHPOINTS].tolist():
        name = seen.history.dictionary.touchpoints[code] if counts[code] else ""
        yield from count_series(seen.place("customers", name), day[touchpoint == code], days=seen.days)


def _contacts(seen: Watched) -> Iterator[Series]:
    """What customers say to us: how much by topic and touchpoint, how long they wait, how many nobody answers."""
    at = np.flatnonzero(is_contact(seen.history) & (seen.day >= 0))
    for topic, about in seen.by_topic:
        subject = Subject("contacts", "count", "rise", topic=topic, **seen.home(about))
        yield from count_series(subject, seen.day[about], days=seen.days)
    table = seen.source.fields(seen.history.partition.row[at], names=("wait_seconds", "outcome"))
    outcome, day = text_codes(table["outcome"]), seen.day[at]
    waits, is_lost = numbers(table["wait_seconds"]), _is_lost(outcome)
    touchpoint = seen.history.touchpoint[at]
    for code in np.unique(touchpoint).tolist():
        mine = touchpoint == code
        name = seen.history.dictionary.touchpoints[code]
        yield from wait_series(seen.place("wait", name), day[mine], waits[mine], days=seen.days)
        told = mine & (outcome.codes >= 0)
        yield from share_series(_rising(seen, "unanswered_share", name), day[told], is_lost[told], days=seen.days)


def _is_lost(outcome: Texts) -> NDArray[np.bool_]:
    lost = np.array([*(name.casefold() in UNANSWERED for name in outcome.names), False], np.bool_)
    return np.asarray(lost[outcome.codes])


def _rising(seen: Watched, figure: str, name: str) -> Subject:
    channel, stage = seen.named.get(name, (None, None))
    return Subject(figure, "share", "rise", channel=channel, touchpoint=name, stage=stage)


def _low_scores(seen: Watched) -> Iterator[Series]:
    """The share of answers that are bad: detractors, and scores below the middle of their scale."""
    said = seen.answers
    is_real = said.is_answer & ~np.isnan(said.feelings) & (said.microseconds != UNTIMED)
    at = np.flatnonzero(is_real)
    day = seen.days.of(said.microseconds[at] // 1_000_000)
    is_low = (said.feelings[at] < 0) | ((said.score[at] == 6) & said.of_metric("nps")[at])
    yield from share_series(Subject("low_score_share", "share"), day, is_low, days=seen.days)
    for code, name in enumerate(said.touchpoint.names):
        mine = said.touchpoint.codes[at] == code
        yield from share_series(_rising(seen, "low_score_share", name), day[mine], is_low[mine], days=seen.days)


def _bad_texts(seen: Watched, heard: Heard) -> Iterator[Series]:
    """The share of texts that sound bad, of those in which a feeling was read: inferred, not said.

    Only texts that one reader read count: another would read the same words otherwise, and that is no change.
    """
    ours, readings = heard.ours, heard.readings
    best = np.array([name == readings.rung.name for name in readings.rungs], np.bool_)
    feeling = np.append(np.where(best[readings.by], readings.feeling, -1), -1)[ours.wording]
    at = np.flatnonzero(ours.is_read & (feeling >= 0) & (ours.said.microseconds != UNTIMED))
    day = seen.days.of(ours.said.microseconds[at] // 1_000_000)
    is_bad = feeling[at] == 0
    for code, name in enumerate(ours.said.touchpoint.names):
        mine = ours.said.touchpoint.codes[at] == code
        yield from share_series(_rising(seen, "bad_text_share", name), day[mine], is_bad[mine], days=seen.days)
    yield from share_series(Subject("bad_text_share", "share"), day, is_bad, days=seen.days)
