"""Findings as a report tells them: the figure and what it rests on, where it is worst, its evidence, what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from resa.app.report.words import Teller
from resa.mapping.export.reportsheet import Bar, Chart, Fact, FindingSheet, Grid, Part, Said, Way, Ways
from resa.mapping.export.speaker import FindingWords
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind
from resa.model.measurement import Measurement
from resa.model.resolvedmap import PainMark, PainSlice, ResolvedMap

MOST = 5
MOST_WAYS = 4
MOST_SIDES = 3
MOST_OTHERS = 12
_ORDER = ("pain", "delight", "moment_of_truth")
_TONES = {"pain": "bad", "delight": "good", "moment_of_truth": "good"}
_COUNTED = {
    "pain.wait": "waits", "pain.answer_wait": "contacts", "pain.delivery_wait": "deliveries",
    "pain.low_score": "answers", "delight.high_score": "answers", "pain.messages": "sent",
    "pain.unsubscribe": "sent", "pain.unanswered": "contacts", "pain.visit_end": "visits", "pain.returns": "orders",
    "pain.worse_exit": "visits", "delight.better_exit": "visits", "pain.worse_wait": "waits",
    "delight.better_wait": "waits", "pain.worse_repeat": "contacts", "delight.better_repeat": "contacts",
    "pain.worse_negative": "answers", "delight.better_negative": "answers",
}  # fmt: skip
"""What the figure of a finding is counted over, where it is not customers."""


@dataclass(frozen=True, slots=True)
class FindingBook:
    """Tells the findings of one map: its figures, its words, and the document that people wrote, if any.

    `has_ways` names the findings of which paths are known, those that are withheld included.
    """

    found: ResolvedMap
    words: Mapping[str, FindingWords]
    teller: Teller
    document: JourneyMap | None = None
    has_ways: frozenset[str] = frozenset()

    def chosen(self) -> tuple[PainMark, ...]:
        """Returns the findings to tell in full: the worst pains, and where these are few, delights and moments."""
        ranked = sorted(self.found.pains, key=lambda one: (_ORDER.index(one.kind), one.rank, one.id))
        return tuple(ranked[:MOST])

    def sheets(self) -> tuple[FindingSheet, ...]:
        """Returns the chosen findings in full."""
        chosen = self.chosen()
        return tuple(self._sheet(one, at=at, of=len(chosen)) for at, one in enumerate(chosen, start=1))

    def titles(self) -> tuple[str, ...]:
        """Returns the titles of the chosen findings."""
        return tuple(self.words[one.id].title for one in self.chosen())

    def others(self) -> Grid | None:
        """Returns a line for each finding that is not told in full, None where there is none."""
        told = {one.id for one in self.chosen()}
        rest = [one for one in self.found.pains if one.id not in told]
        if not rest:
            return None
        ranked = sorted(rest, key=lambda one: (_ORDER.index(one.kind), one.rank, one.id))
        heads = tuple(self.teller.tell(f"column.{name}") for name in ("finding", "kind", "figure", "touched"))
        rows = tuple(
            (self.words[one.id].title, self.words[one.id].kicker, self._figure(one.effect), self._size(one))
            for one in ranked[:MOST_OTHERS]
        )
        more = len(ranked) - len(rows)
        note = self.teller.tell("findings.more", n=more) if more else ""
        return Grid(self.teller.tell("head.others"), heads, rows, (False, False, True, True), note)

    def _sheet(self, one: PainMark, *, at: int, of: int) -> FindingSheet:
        told, tell = self.words[one.id], self.teller.tell
        return FindingSheet(
            id=one.id,
            place=tell("head.finding", n=str(at), of=str(of)),
            kicker=told.kicker,
            title=told.title,
            sentence=told.sentence,
            figure=self.teller.speaker.figure(one.effect),
            half=self.teller.speaker.half(one.effect),
            tone=_TONES[one.kind],
            facts=tuple(self._facts(one)),
            chart=self._chart(one),
            ways=self._ways(one),
            words=tuple(self._said(one)),
            words_title=tell("part.words"),
            steps=Part(tell("part.next"), tuple(self._steps(one))),
            planned=Part(tell("part.planned"), tuple(self._planned(one))),
            counted=Part(tell("part.counted"), (told.definition,)),
            again=Part(tell("part.again"), one.evidence),
        )

    def _facts(self, one: PainMark) -> Iterator[Fact]:
        tell, effect, speaker = self.teller.tell, one.effect, self.teller.speaker
        if effect.interval is not None:
            ends = [speaker.unit(end, effect.unit) for end in (effect.interval.low, effect.interval.high)]
            yield Fact(tell("part.interval"), speaker.say("panel.interval", low=ends[0], high=ends[1]))
        small = speaker.say("legend.small") if effect.is_small_sample else ""
        yield Fact(tell("part.base"), ", ".join(part for part in (self._base(one, effect), small) if part))
        period = effect.period or self.found.period
        if period is not None:
            yield Fact(tell("part.period"), speaker.period(period))
        yield Fact(tell("part.touched"), self._size(one, is_worded=True))

    def _base(self, one: PainMark, measured: Measurement) -> str:
        return self.teller.tell(f"base.{_COUNTED.get(one.title_key, 'customers')}", n=measured.n)

    def _size(self, one: PainMark, *, is_worded: bool = False) -> str:
        if one.size.unit == "count" and is_worded and one.size.figure is not None:
            return self.teller.tell("base.customers", n=one.size.figure)
        return self.teller.speaker.figure(one.size)

    def _figure(self, measured: Measurement) -> str:
        speaker = self.teller.speaker
        return " ".join(part for part in (speaker.figure(measured), speaker.half(measured)) if part)

    def _chart(self, one: PainMark) -> Chart | None:
        rows = list(self._rows(one))
        known = [(name, measured, tone) for name, measured, tone in rows if measured.figure is not None]
        if len(known) < 2:
            return None
        low, high = _scale([measured for _, measured, _ in known])
        bars = tuple(self._bar(one, name, measured, tone, (low, high)) for name, measured, tone in known)
        ends = [self.teller.speaker.unit(end, one.effect.unit) if end else "0" for end in (low, high)]
        title = self.teller.tell("part.worst" if one.slices else "part.beside")
        return Chart(title, bars, self.teller.tell("part.from_zero", low=ends[0], high=ends[1]))

    def _rows(self, one: PainMark) -> Iterator[tuple[str, Measurement, str]]:
        """Yields the finding, what it is held against, and its parts, each beside the rest."""
        names, tone = self.teller.speaker.names(self.found), _TONES[one.kind]
        parts = [(self.teller.speaker.part(part, names=names), part) for part in one.slices]
        own = next((name for name, part in parts if part.figure == one.effect), None)
        yield own or self._subject(one), one.effect, tone
        if one.compared_with is not None:
            yield self.teller.tell_of("peers", one.title_key), one.compared_with, "plain"
        for name, part in parts:
            if part.figure != one.effect:
                yield name, part.figure, tone
                yield self.teller.tell("part.rest"), part.rest, "plain"

    def _subject(self, one: PainMark) -> str:
        if one.title_key == "pain.channel_switch":
            ends = [self.teller.speaker.channel(str(one.params[end])) for end in ("from", "to")]
            return " › ".join(ends)
        if "channel" in one.params:
            return self.teller.speaker.channel(str(one.params["channel"]))
        named = one.params.get("product") or one.params.get("touchpoint")
        return str(named) if named else self.teller.tell("part.whole")

    def _bar(self, one: PainMark, name: str, measured: Measurement, tone: str, scale: tuple[float, float]) -> Bar:
        def place(number: float) -> float:
            return min(1.0, max(0.0, (number - scale[0]) / (scale[1] - scale[0])))

        around, figure = measured.interval, measured.figure
        return Bar(
            name=name,
            figure=self.teller.speaker.figure(measured),
            half=self.teller.speaker.half(measured),
            base=self.teller.speaker.say("word.answers", n=measured.n),
            at=place(figure if figure is not None else scale[0]),
            low=place(around.low) if around else None,
            high=place(around.high) if around else None,
            tone=tone,
        )

    def _ways(self, one: PainMark) -> Ways | None:
        tell, names = self.teller.tell, self.teller.speaker.names(self.found)
        if one.paths or one.id in self.has_ways:
            ways = tuple(
                Way(self.teller.speaker.way(self.found, path.touchpoints), tell("base.customers", n=path.count))
                for path in one.paths[:MOST_WAYS]
            )
            return Ways(tell("part.ways"), ways, "" if ways else tell("part.few_ways"))
        around = tuple(self._around(one, names)) if one.touchpoint else ()
        return Ways(tell("part.around"), around) if around else None

    def _around(self, one: PainMark, names: Mapping[str, str]) -> Iterator[Way]:
        """Yields where most came from straight before the finding's touchpoint, then where most went."""
        sides = [
            (
                "before",
                [(link.from_touchpoint, link) for link in self.found.links if link.to_touchpoint == one.touchpoint],
            ),
            (
                "after",
                [(link.to_touchpoint, link) for link in self.found.links if link.from_touchpoint == one.touchpoint],
            ),
        ]
        for side, links in sides:
            ranked = sorted(links, key=lambda pair: (-pair[1].customers, pair[0]))
            for place, link in ranked[:MOST_SIDES]:
                words = self.teller.tell(f"way.{side}", touchpoint=names.get(place, place))
                yield Way(words, self.teller.tell("base.customers", n=link.customers))

    def _said(self, one: PainMark) -> Iterator[Said]:
        speaker = self.teller.speaker
        for quote in one.quotes:
            about = [
                *([speaker.channel(quote.channel)] if quote.channel else []),
                *([speaker.say("{day:date}", day=quote.said_at)] if quote.said_at else []),
            ]
            yield Said(quote.text, quote.language, ", ".join(about))

    def _steps(self, one: PainMark) -> Iterator[str]:
        names = self.teller.speaker.names(self.found)
        first = next((part for part in one.slices if _is_known(part)), None)
        if first is not None:
            figures = [self.teller.speaker.figure(side) for side in (first.figure, first.rest)]
            part = self.teller.speaker.part(first, names=names)
            yield self.teller.tell("next.begin", part=part, figure=figures[0], rest=figures[1])
        yield self.teller.tell_of("next", one.title_key, **dict(one.params))
        yield self.teller.tell("next.measure")

    def _planned(self, one: PainMark) -> Iterator[str]:
        if self.document is None:
            return
        for card in self.document.of_kind(RecordKind.CARD):
            if card.content("about") == one.id and card.content("status") != "dropped":
                yield self._action(card)

    def _action(self, card: MapRecord) -> str:
        told = str(card.content("text") or "")
        owner, due = (str(card.content(name) or "").strip() for name in ("owner", "due"))
        if owner:
            told = self.teller.tell("action.owner", text=told, owner=owner)
        return self.teller.tell("action.due", text=told, due=due) if due else told


def _is_known(part: PainSlice) -> bool:
    return part.figure.figure is not None and part.rest.figure is not None


def _scale(shown: Sequence[Measurement]) -> tuple[float, float]:
    """Returns where a chart's scale begins and ends: shares and times begin at zero, scores near the lowest."""
    lows = [one.interval.low if one.interval else one.figure for one in shown]
    highs = [one.interval.high if one.interval else one.figure for one in shown]
    low, high = min(one for one in lows if one is not None), max(one for one in highs if one is not None)
    if shown[0].unit in ("share", "seconds", "count"):
        return (0.0, high or 1.0)
    room = (high - low) * 0.1 or 0.5
    return (low - room, high + room)
