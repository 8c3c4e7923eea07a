"""The series of a workspace: what comes from each source, over each channel, at each touchpoint, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resa.mapping.catalogue import Catalogue
from resa.understand.contact import UNANSWERED
from resa.understand.feedback.heard import Heard
from resa.understand.history import Codes, FieldSource, History, Texts, numbers, text_codes
from resa.understand.message import MESSAGE_PREFIX, step_of
from resa.understand.repeat import is_contact
from resa.understand.told import UNTIMED, Answers
from resa.understand.watch.calendar import Days
from resa.understand.watch.panel import Panel, Subject
from resa.understand.watch.series import Series, count_series, panel_of, share_series, wait_series
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
        ours = [step_of(place) >= 0 or place[3].startswith(MESSAGE_PREFIX) or place[5] == "out" for place in places]
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

    def only_channel(self, at: Codes) -> str | None:
        """Returns the channel of these interactions, where they all have one."""
        codes = np.flatnonzero(np.bincount(self.history.partition.place[at]))
        channels = {self.history.dictionary.channels[code] for code in codes.tolist()}
        return channels.pop() if len(channels) == 1 else None

    def place(self, figure: str, name: str) -> Subject:
        """Returns the subject of a figure at a touchpoint."""
        channel, stage = self.named.get(name, (None, None))
        return Subject(figure, "count", "either", channel=channel, touchpoint=name, stage=stage)


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
    places = seen.history.dictionary.places
    for position, field in ((1, "channel"), (0, "source")):
        words = [place[position] for place in places]
        for word in sorted(set(words) - {""}):
            mine = (seen.history.of_place(np.array([one == word for one in words], np.int64)) == 1) & seen.is_own
            at = np.flatnonzero(mine)
            if len(at):
                only = {"channel": seen.only_channel(at), field: word}
                subject = Subject("interactions", "count", "either", **only, **seen.home(at))
                yield from count_series(subject, seen.day[mine], days=seen.days)


def _reach(seen: Watched) -> Iterator[Series]:
    """Customers a day at each touchpoint, of those that most meet."""
    size = seen.days.count
    kept = np.flatnonzero(seen.is_own & (seen.day >= 0))
    key = (seen.history.touchpoint[kept] * seen.history.partition.units + seen.history.unit[kept]) * size
    once = np.unique(key + seen.day[kept])
    touchpoint, day = once // size // max(1, seen.history.partition.units), once % size
    counts = np.bincount(touchpoint, minlength=1)
    for code in np.argsort(-counts, kind="stable")[:MOST_TOUCHPOINTS].tolist():
        name = seen.history.dictionary.touchpoints[code] if counts[code] else ""
        yield from count_series(seen.place("customers", name), day[touchpoint == code], days=seen.days)


def _contacts(seen: Watched) -> Iterator[Series]:
    """What customers say to us: how much by topic and touchpoint, how long they wait, how many nobody answers."""
    at = np.flatnonzero(is_contact(seen.history) & (seen.day >= 0))
    table = seen.source.fields(seen.history.partition.row[at], names=("topic", "wait_seconds", "outcome"))
    topic, outcome, day = text_codes(table["topic"]), text_codes(table["outcome"]), seen.day[at]
    for code in np.argsort(-np.bincount(topic.codes + 1, minlength=1)[1:], kind="stable")[:MOST_TOPICS].tolist():
        mine = topic.codes == code
        subject = Subject("contacts", "count", "rise", topic=topic.names[code], **seen.home(at[mine]))
        yield from count_series(subject, day[mine], days=seen.days)
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
