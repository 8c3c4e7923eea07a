"""What a report says in words and figures, told as the map tells them: the same names, locales and units."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson

from resa.mapping.export.bundlescript import drawing_says
from resa.mapping.export.html import embedded_json
from resa.model.measurement import Measurement
from resa.model.period import Period
from resa.model.resolvedmap import PainSlice, ResolvedMap, StageColumn

LONGEST_TITLE = 160
Told = str | float | datetime | None


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding in words: what kind it is and where, its title, one sentence, and how its figure is counted."""

    id: str
    kicker: str
    title: str
    sentence: str
    definition: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks one of the map's languages."""

    language: str

    def say(self, text: str, /, **given: Told) -> str:
        """Returns a text of the drawing by its key, or a text of one's own, with its blanks filled.

        `{n:count|customer|customers}` is a count with its word; other forms are share, score, duration, signed, date,
        channel and chain.
        """
        told = {name: _plain(one) for name, one in given.items()}
        return self._asked("say", text, told)

    def figure(self, measured: Measurement) -> str:
        """Returns a figure in its unit, a dash where there is none, a word where it is withheld."""
        return self._asked("figure", measured)

    def half(self, measured: Measurement) -> str:
        """Returns how far the interval reaches to its wider side ("±0.7"), empty where there is none."""
        return self._asked("half", measured)

    def unit(self, figure: float, unit: str) -> str:
        """Returns a bare number in a unit."""
        return self._asked("unit", figure, unit)

    def stage(self, stage: StageColumn) -> str:
        """Returns what a stage is called."""
        return shortened(self._asked("stage", {"id": stage.id, "name": stage.name}), most=40)

    def channel(self, channel: str) -> str:
        """Returns what a channel is called."""
        return self._asked("channel", channel)

    def kpi(self, name: str) -> str:
        """Returns what a KPI is called."""
        return self._asked("kpi", name)

    def goal(self, goal: str) -> str:
        """Returns what a goal is called."""
        return self._asked("goal", goal)

    def title(self, found: ResolvedMap) -> str:
        """Returns the title of a map."""
        return self._asked("title", {"title": found.title, "company": found.company})

    def names(self, found: ResolvedMap) -> dict[str, str]:
        """Returns what each touchpoint is called, by id; with its channel where others go by the same name."""
        often = Counter(mark.name for mark in found.touchpoints)
        return {
            mark.id: f"{shortened(mark.name)} ({self.channel(mark.channel)})"
            if often[mark.name] > 1
            else shortened(mark.name)
            for mark in found.touchpoints
        }

    def period(self, period: Period) -> str:
        """Returns a period by its first and its last day."""
        last = self._asked("lastDay", period.end.isoformat())
        told: dict[str, Told] = {"from": period.start, "to": last}
        return self.say("sentence.whole_period", **told)

    def way(self, found: ResolvedMap, touchpoints: Sequence[str]) -> str:
        """Returns the steps of a way as people call them, with their channels where it changes between several."""
        marks = {mark.id: mark for mark in found.touchpoints}
        known = [
            {"id": one, "name": shortened(marks[one].name), "channel": marks[one].channel}
            for one in dict.fromkeys(touchpoints)
            if one in marks
        ]
        return self._asked("way", {"touchpoints": known}, list(touchpoints))

    def part(self, one: PainSlice, *, names: Mapping[str, str]) -> str:
        """Returns in which part a finding is worst ("Monday", "Norway, October 2026"); `names` are of touchpoints."""
        known = {"touchpoints": [{"id": name, "name": called} for name, called in names.items()]}
        told = self._asked("part", known, one.field, one.label)
        if one.and_field is None or one.and_label is None:
            return told
        return f"{told}, {self._asked('part', known, one.and_field, one.and_label)}"

    def _asked(self, what: str, *given: Any) -> str:
        return _spoken(self.language, what, orjson.dumps(given).decode())


@lru_cache(maxsize=4096)
def _spoken(language: str, what: str, given: str) -> str:
    """Returns what the drawing says; the same words are asked for many times in one report."""
    return drawing_says("spoken", language, what, given)


def findings_told(found: ResolvedMap, *, language: str) -> dict[str, FindingWords]:
    """Returns the findings of a map in words, by id."""
    told = orjson.loads(drawing_says("findingsOf", language, embedded_json(found)))
    return {one["id"]: FindingWords(**{**one, "title": shortened(one["title"], most=LONGEST_TITLE)}) for one in told}


def shortened(name: str, *, most: int = 80) -> str:
    """Returns a name from the data, cut where it is longer than a line.

    >>> shortened("a" * 90).count("a")
    79
    """
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _plain(given: Told) -> str | float | None:
    return given.isoformat() if isinstance(given, datetime) else given
