"""What customers speak of again and again: how often, how it feels, whether it grew, and in whose words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import DAY
from resa.model.period import Period
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import CUSTOMERS, Answered, ends, revision_of, unmarked, with_interval
from resa.understand.array import Codes, Flags
from resa.understand.comparison import discoveries, share_difference, share_gap
from resa.understand.extent import Extents
from resa.understand.feedback.heard import Heard
from resa.understand.feedback.mood import LEAST, Moods, inferred_row, moods, reported_row, undecided_notes
from resa.understand.feedback.record import Feedback, customers_of
from resa.understand.feedback.textreading import language_of
from resa.understand.told import UNTIMED
from resa.understand.voice.reading import REASONS
from resa.understand.voice.theme import Theme
from resa.understand.voice.theme import themes as themes_in

CAUSES: Mapping[str, str] = {
    "waiting": "process", "price": "policy", "findability": "process", "staff": "service", "delivery": "delivery",
    "fault": "product", "quality": "product", "assortment": "product", "payment": "process", "returns": "policy",
    "information": "service", "access": "process",
}  # fmt: skip
"""Whom each reason falls to: product, service, delivery, process or policy."""

MOST_QUOTES = 3
SHORTEST_QUOTE, LONGEST_QUOTE = 15, 200  # letters
USUAL_DAYS = 90


@dataclass(frozen=True, slots=True)
class Spans:
    """The period that is told about, and the one before it that it is held against."""

    now: Period
    before: Period


@dataclass(frozen=True, slots=True, eq=False)
class _Issue:
    """Something that texts speak of: its name, which texts do so, and the places of its most typical texts.

    `name` stays the same for every reader; `names` are pairs of a language and the name in it.
    """

    kind: str
    name: str
    language: str | None
    texts: Flags
    typical: Sequence[int]
    reasons: Sequence[str]
    stability: float | None = None
    names: tuple[tuple[str, str], ...] = ()


def themes(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    found: Heard,
    around: Scope | None = None,
    period: Period | None = None,
) -> Table:
    """Returns what texts speak of: themes found in them, then the reasons that word lists know, each largest first.

    `count` is of sayings with words. `change` holds the newest part of the period against the part before it, as a
    share of what was said in each. `others_share` is how much other companies' customers speak of it. Quotes are
    typical texts in their own language; of what fewer than five customers said there are none. Of a period, `around`
    is the same scope without its times, so that the period before can be told about.
    """
    kept = found.within(engine=engine, scope=scope)
    said, mood = kept.ours, moods(kept, kept.ours)
    (extent,) = engine.fold([Extents()], scope=scope)
    wide = found.within(engine=engine, scope=around).ours if around else said
    spans = spans_of(wide, period=period)
    told = _Told(kept, said, mood, wide, spans)
    rows = [one for one in (told.row(issue) for issue in _issues(kept, said)) if one is not None]
    for row, differs in zip(rows, discoveries([1.0 if row["p"] is None else row["p"] for row in rows]), strict=True):
        row["differs"] = differs if row["p"] is not None else None
    rows.sort(key=lambda row: (row["kind"] != "theme", -row["count"], str(row["theme"])))
    return Answered(scope, extent, now, revision_of(engine)).table(
        "themes",
        columns=("kind", "theme", "cause", "count", "share", "customers", "inferred", "inferred_n", "inferred_decided",
                 "reported", "reported_n", "before_share", "now_share", "change", "p", "differs", "touchpoint",
                 "others_share", "reasons", "quote"),
        rows=rows,
        measures=_MEASURES,
        notes=(*_span_notes(spans), *_company_notes(kept), *kept.notes, *undecided_notes(rows)),
    )  # fmt: skip


def theme_texts(engine: Engine, *, scope: Scope, found: Heard) -> Mapping[str, Flags]:
    """Returns which of the different texts speak of each theme that `themes` finds in the same scope."""
    kept = found.within(engine=engine, scope=scope)
    return {one.name: one.texts for one in _issues(kept, kept.ours) if one.kind == "theme"}


_MEASURES = {
    "count": Measure("sayings", "count"), "share": Measure("share", "of_sayings_with_words"), "customers": CUSTOMERS,
    "inferred": Measure("feeling", "mean_from_-2_to_2"), "inferred_n": Measure("texts", "count"),
    "inferred_decided": Measure("texts", "count"),
    "reported": Measure("feeling", "mean_from_-2_to_2"), "reported_n": Measure("scores", "count"),
    "before_share": Measure("share", "of_the_period_before"), "now_share": Measure("share", "of_the_newest_period"),
    "change": Measure("share", "now_less_before"), "p": Measure("probability", "two_shares_pooled"),
    "differs": Measure("", "benjamini_hochberg_5_percent"), "others_share": Measure("share", "of_others_sayings"),
}  # fmt: skip
_INFERRED = ("inferred", "inferred_n", "inferred_decided", "inferred_interval", "inferred_negative_share")
_REPORTED = ("reported", "reported_n", "reported_interval")


def spans_of(said: Feedback, *, period: Period | None) -> Spans | None:
    """Returns the period asked for beside the one as long before it.

    Without one: the newest 90 days beside the 90 before them, or the halves of what is shorter. None where nothing
    has a time.
    """
    seconds = said.said.microseconds[said.said.microseconds != UNTIMED] // 1_000_000
    if not len(seconds):
        return None
    if period is not None:
        return Spans(period, Period(period.start - (period.end - period.start), period.start))
    first, after = int(seconds.min()), int(seconds.max()) + 1
    length = min(USUAL_DAYS * DAY, (after - first) // 2)
    start, middle, end = (datetime.fromtimestamp(one, UTC) for one in (after - 2 * length, after - length, after))
    return Spans(Period(middle, end), Period(start, middle)) if length else None


def _issues(found: Heard, said: Feedback) -> Iterator[_Issue]:
    spoken = np.unique(said.wording[said.is_read])
    yield from _grouped(found, spoken, vectors=found.readings.vectors_of(spoken))
    for at, reason in enumerate(REASONS):
        flags = found.readings.reasons[:, at]
        if flags.any():
            yield _Issue("reason", reason, None, flags, _typical(found, flags), (reason,))


def _grouped(found: Heard, spoken: Codes, *, vectors: NDArray[np.float32] | None) -> Iterator[_Issue]:
    """Yields what groups of texts speak of; those that no group holds are told by their reasons alone."""
    for one in _themes_of(found, spoken, vectors=vectors):
        if one.is_other:
            continue
        flags = np.zeros(len(found.wordings), np.bool_)
        flags[spoken[one.members]] = True
        typical = [int(spoken[at]) for at in one.quotes]
        names = tuple(sorted(one.names.items()))
        yield _Issue("theme", one.names["en"], one.language, flags, typical, one.reasons, one.stability, names)


def _themes_of(found: Heard, spoken: Codes, *, vectors: NDArray[np.float32] | None) -> tuple[Theme, ...]:
    """Returns the themes of these texts; they stay the same when somebody corrects how a text sounds."""
    readings = found.readings.reading(spoken)

    def grouped() -> tuple[Theme, ...]:
        return themes_in([found.wordings.texts[at] for at in spoken], readings=readings, embeddings=vectors)

    if found.groups is None:
        return grouped()
    mark = blake2b(spoken.tobytes() + readings.language.tobytes() + readings.reasons.tobytes(), digest_size=16)
    mark.update(b"" if vectors is None else vectors.tobytes())
    return found.groups.told(mark.digest(), grouped)


def _typical(found: Heard, flags: Flags) -> list[int]:
    """Returns texts of one reason that speak of little else, those whose feeling is most like that of all first."""
    at = np.flatnonzero(flags)
    others = found.readings.reasons[at].sum(axis=1)
    valence = found.readings.valence[at]
    odd = np.abs(valence - valence.mean()).round(1)
    return [int(one) for one in at[np.lexsort([at, odd, others])][: 100 * MOST_QUOTES]]


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    found: Heard
    said: Feedback
    mood: Moods
    wide: Feedback
    spans: Spans | None

    def row(self, issue: _Issue) -> dict[str, Any] | None:
        """Returns the figures of what some texts speak of; None where nobody in scope does."""
        said = self.said
        speaks = said.is_read & np.append(issue.texts, False)[said.wording]
        at = np.flatnonzero(speaks)
        count = len(np.unique(said.saying[at]))
        if not count:
            return None
        whole = len(np.unique(said.saying[said.is_read]))
        customers = customers_of(said, at)
        mine = np.flatnonzero(np.isin(said.saying, said.saying[at]))
        return {
            "kind": issue.kind,
            "theme": issue.name,
            "names": [list(pair) for pair in issue.names],
            "cause": _cause(issue.reasons),
            "count": count,
            **with_interval("share", figure.share(count, whole=whole)),
            "customers": customers,
            **{name: told for name, told in inferred_row(self.mood, at).items() if name in _INFERRED},
            **{name: told for name, told in reported_row(self.mood, mine).items() if name in _REPORTED},
            **self._change(issue.texts),
            "touchpoint": _most(said, at),
            **self._others(issue),
            "reasons": list(issue.reasons),
            "language": issue.language,
            "stability": issue.stability,
            **self._quotes(issue, customers=customers),
        }

    def _change(self, texts: Flags) -> dict[str, Any]:
        nothing = {"before_share": None, "now_share": None, "change": None, "p": None}
        if self.spans is None:
            return nothing
        speaks = self.wide.is_read & np.append(texts, False)[self.wide.wording]
        sides = [self._within(span, speaks) for span in (self.spans.now, self.spans.before)]
        (part, whole), (other_part, other_whole) = sides
        if min(whole, other_whole) < LEAST:
            return nothing
        counts = {"whole": whole, "other_part": other_part, "other_whole": other_whole}
        around = share_gap(part, **counts)
        interval = {} if around is None else {"change_interval": ends(around)}
        now, before = part / whole, other_part / other_whole
        return {"before_share": before, "now_share": now, "change": now - before, **interval,
                "p": share_difference(part, **counts)}  # fmt: skip

    def _within(self, span: Period, speaks: Flags) -> tuple[int, int]:
        said = self.wide
        micro = said.said.microseconds
        inside = said.is_read & (micro >= _micro(span.start)) & (micro < _micro(span.end))
        return len(np.unique(said.saying[inside & speaks])), len(np.unique(said.saying[inside]))

    def _others(self, issue: _Issue) -> dict[str, Any]:
        others = self.found.others
        whole = len(np.unique(others.saying[others.is_read]))
        if not whole:
            return {"others_share": None}
        speaks = others.is_read & np.append(issue.texts, False)[others.wording]
        if issue.kind == "theme":  # found in our texts alone, so that nothing is known of theirs
            return {"others_share": None}
        at = np.flatnonzero(speaks)
        part = figure.share(len(np.unique(others.saying[at])), whole=whole)
        felt = inferred_row(moods(self.found, others), at)
        return {**unmarked("others_share", part), "others_inferred": felt["inferred"], "others_n": part.n}

    def _quotes(self, issue: _Issue, *, customers: int) -> dict[str, Any]:
        if 0 < customers < LEAST:
            return {"quote": None}
        wordings = self.found.wordings
        here = set(self.said.wording[self.said.is_read].tolist())
        fit = [at for at in issue.typical if at in here and SHORTEST_QUOTE <= len(wordings.texts[at]) <= LONGEST_QUOTE]
        told = _of_many_tongues([(wordings.texts[at], self._language(at)) for at in fit])
        if not told:
            return {"quote": None}
        return {"quote": told[0][0], "quote_language": told[0][1], "quotes": told}

    def _language(self, at: int) -> str | None:
        return language_of(self.found.readings, stated=self.found.wordings.languages[at], at=at)


def _of_many_tongues(quotes: Sequence[tuple[str, str | None]]) -> list[list[str | None]]:
    """Returns a few quotes, the first of each language before a second of any."""
    seen: list[str | None] = []
    rank = []
    for _, language in quotes:
        rank.append(seen.count(language))
        seen.append(language)
    order = sorted(range(len(quotes)), key=lambda at: (rank[at], at))[:MOST_QUOTES]
    return [list(quotes[at]) for at in order]


def _cause(reasons: Sequence[str]) -> str | None:
    return CAUSES[reasons[0]] if reasons else None


def _most(said: Feedback, at: Codes) -> str | None:
    codes = said.said.touchpoint.codes[at]
    known = codes[codes >= 0]
    return said.said.touchpoint.names[int(np.bincount(known).argmax())] if len(known) else None


def _micro(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)


def _span_notes(spans: Spans | None) -> Iterator[str]:
    if spans is not None:
        now, before = (f"{one.start:%Y-%m-%d} to {one.end:%Y-%m-%d}" for one in (spans.now, spans.before))
        yield f"change is {now} against {before}"


def _company_notes(found: Heard) -> Iterator[str]:
    others = found.others
    if len(others):
        sayings = len(np.unique(others.saying))
        yield f"{sayings} sayings about {len(others.company.names)} other companies stand beside ours"
