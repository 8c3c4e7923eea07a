"""The texts behind figures of feelings: found by how they sound, what they speak of and where they were said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand.answer import CUSTOMERS, Answered, revision_of
from resa.understand.array import Codes, Flags
from resa.understand.extent import Extents
from resa.understand.feedback.heard import Heard
from resa.understand.feedback.mood import LEAST
from resa.understand.feedback.record import Feedback
from resa.understand.feedback.textreading import PERSON, TextReadings, language_of
from resa.understand.history import Texts, text_codes
from resa.understand.told import UNTIMED
from resa.understand.voice.reading import EMOTIONS, FEELINGS, REASONS

UNDECIDED = "undecided"
ORDERS = ("newest", "worst", "best", "unsure", "often")
"""`unsure` begins with the texts that the reader is least sure of: labels of these teach it most."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which texts are wanted: those of which everything that is named here holds.

    `feeling` may be "undecided"; `touchpoint`, `channel` and `source` are where it was said; `words` are letters that
    stand in the text; `by` is the rung that read it. `most` texts are given, from the one at `begin` on.
    """

    feeling: str | None = None
    emotion: str | None = None
    reason: str | None = None
    language: str | None = None
    touchpoint: str | None = None
    channel: str | None = None
    source: str | None = None
    by: str | None = None
    words: str | None = None
    order: str = "newest"
    begin: int = 0
    most: int = 50


@dataclass(frozen=True, slots=True)
class Voices:
    """Texts, and of how many they are the first: each text once, however often it was said.

    `facets` count, for each field, the texts that each choice would leave; `customers` said all that fit. `places` are
    those of the shown texts among all different ones.
    """

    table: Table
    total: int
    customers: int
    facets: Mapping[str, Mapping[str, int]]
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """The rows with words: where they stand, each one's text, what it says of each field, and which wishes it meets."""

    said: Feedback
    at: Codes
    text: Codes
    choices: Mapping[str, Texts]
    reasons: Flags
    asked: Mapping[str, Flags]

    def fitting(self, *, but: str | None = None) -> Flags:
        """Returns which rows meet every wish, or every one but that of a name."""
        met = [flags for name, flags in self.asked.items() if name != but]
        return np.asarray(np.logical_and.reduce(met)) if met else np.ones(len(self.at), np.bool_)


def voices(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    found: Heard,
    wish: Wish,
    theme: Flags | None = None,
    least: int = 0,
) -> Voices:
    """Returns the texts that are wished for, in the order that is.

    `theme` says of each different text whether it speaks of the theme that is wanted. Words of fewer than `least`
    customers are withheld: pages pass it for readers who may not see single customers.
    """
    kept = found.within(engine=engine, scope=scope)
    rows = _rows(kept, wish, theme=theme)
    fits = rows.fitting()
    who = rows.said.said.customer[rows.at[fits]]
    customers = len(np.unique(who[who >= 0]))
    texts = _ordered(kept.readings, rows, fits, order=wish.order)
    is_withheld = len(texts) > 0 and customers < least
    shown = texts[:0] if is_withheld else texts[wish.begin : wish.begin + wish.most]
    (extent,) = engine.fold([Extents()], scope=scope)
    table = Answered(scope, extent, now, revision_of(engine)).table(
        "voices",
        columns=_COLUMNS,
        rows=list(_told(kept, rows, fits, shown)),
        measures=_MEASURES,
        notes=(*_notes(shown, len(texts), is_withheld=is_withheld, wish=wish), *kept.notes),
    )
    return Voices(table, len(texts), customers, _facets(rows, least=least), tuple(shown.tolist()))


_COLUMNS = (
    "text", "language", "feeling", "sure_share", "emotion", "reasons", "read_by", "score", "score_low", "score_high",
    "touchpoint", "channel", "source", "time", "times", "customers", "customer",
)  # fmt: skip
_MEASURES = {
    "sure_share": Measure("share", "probability_of_the_feeling"), "score": Measure("score", "as_given"),
    "times": Measure("sayings", "count"), "customers": CUSTOMERS,
}  # fmt: skip


def _rows(kept: Heard, wish: Wish, *, theme: Flags | None) -> _Rows:
    said = kept.ours
    at = np.flatnonzero(said.is_read & (said.wording >= 0))
    text = said.wording[at]
    choices, reasons = _choices(kept, at=at), kept.readings.reasons[text]
    wanted = [(name, getattr(wish, name)) for name in choices]
    asked = {name: _is(choices[name], one) for name, one in wanted if one is not None}
    if wish.reason is not None:
        asked["reason"] = reasons[:, REASONS.index(wish.reason)]
    if wish.words:
        letters = wish.words.casefold()
        asked["words"] = np.array([letters in one.casefold() for one in kept.wordings.texts], np.bool_)[text]
    if theme is not None:
        asked["theme"] = theme[text]
    return _Rows(said, at, text, choices, reasons, asked)


def _choices(kept: Heard, *, at: Codes) -> dict[str, Texts]:
    """Returns what each row says of the fields of which it says one thing."""
    found, said = kept.readings, kept.ours
    text = said.wording[at]
    feeling = np.where(found.feeling < 0, len(FEELINGS), found.feeling).astype(np.int64)
    stated = kept.wordings.languages
    spoken = [language_of(found, stated=one, at=number) for number, one in enumerate(stated)]
    return {
        "feeling": Texts((*FEELINGS, UNDECIDED), feeling[text]),
        "emotion": Texts(EMOTIONS, found.emotion.astype(np.int64)[text]),
        "language": text_codes(pa.array(spoken, pa.string())).taken(text),
        "by": Texts(tuple(dict.fromkeys(found.rungs)), _rungs(found)[text]),
        "touchpoint": said.said.touchpoint.taken(at),
        "channel": said.said.channel.taken(at),
        "source": text_codes(said.said.table["source"]).taken(at),
    }


def _rungs(found: TextReadings) -> Codes:
    """Returns who read each text, one number for a rung that read in several goes."""
    names = list(dict.fromkeys(found.rungs))
    return np.array([names.index(one) for one in found.rungs], np.int64)[found.by]


def _is(choice: Texts, wanted: str) -> Flags:
    code = choice.names.index(wanted) if wanted in choice.names else len(choice.names)
    return np.asarray(choice.codes == code)


def _ordered(found: TextReadings, rows: _Rows, fits: Flags, *, order: str) -> Codes:
    """Returns the places of the different texts that fit; those alike in what the order goes by, the newest first."""
    text, micro = rows.text[fits], rows.said.said.microseconds[rows.at[fits]]
    different, where, times = np.unique(text, return_inverse=True, return_counts=True)
    newest = np.full(len(different), UNTIMED, np.int64)
    np.maximum.at(newest, where, micro)
    by_person = found.by[different] == found.rungs.index(PERSON)
    valence = found.valence[different].round(2)
    first = {
        "newest": np.zeros(len(different)),
        "worst": valence,
        "best": -valence,
        "unsure": found.shares[different].max(axis=1).round(2) + by_person,
        "often": -times,
    }[order]
    return np.asarray(different[np.lexsort([different, -newest, first])], np.int64)


def _told(kept: Heard, rows: _Rows, fits: Flags, shown: Codes) -> Iterator[dict[str, Any]]:
    """Yields the texts that are shown, each as it was said last."""
    answers, found = rows.said.said, kept.readings
    for one in shown.tolist():
        mine = rows.at[fits & (rows.text == one)]
        last = int(mine[answers.microseconds[mine].argmax()])
        who = np.unique(answers.customer[mine])
        known = who[who >= 0]
        feeling, emotion = int(found.feeling[one]), int(found.emotion[one])
        yield {
            "text": kept.wordings.texts[one],
            "language": language_of(found, stated=kept.wordings.languages[one], at=one),
            "feeling": FEELINGS[feeling] if feeling >= 0 else None,
            "sure_share": float(found.shares[one].max()) if feeling >= 0 else None,
            "emotion": EMOTIONS[emotion] if emotion >= 0 else None,
            "reasons": [reason for reason, speaks in zip(REASONS, found.reasons[one], strict=True) if speaks],
            "read_by": found.rungs[int(found.by[one])],
            **_score(rows.said, last),
            "touchpoint": _name(answers.touchpoint, last),
            "channel": _name(answers.channel, last),
            "source": rows.said.said.table["source"][last].as_py(),
            "time": _instant(int(answers.microseconds[last])),
            "times": len(np.unique(rows.said.saying[mine])),
            "customers": len(known),
            "customer": int(known[0]) if len(known) == 1 else None,
        }


def _score(said: Feedback, at: int) -> dict[str, Any]:
    """Returns the score that was given with these words: the row's own, else the first of the same saying."""
    same = np.flatnonzero((said.saying == said.saying[at]) & said.has_feeling)
    one = at if at in same else int(same[0]) if len(same) else None
    names = ("score", "low", "high")
    told = [None if one is None else float(getattr(said.said, name)[one]) for name in names]
    return dict(zip(("score", "score_low", "score_high"), told, strict=True))


def _name(choice: Texts, at: int) -> str | None:
    code = int(choice.codes[at])
    return choice.names[code] if code >= 0 else None


def _instant(microseconds: int) -> str | None:
    return None if microseconds == UNTIMED else datetime.fromtimestamp(microseconds / 1_000_000, UTC).isoformat()


def _facets(rows: _Rows, *, least: int) -> dict[str, dict[str, int]]:
    """Returns how many different texts each choice would leave, the most first; counts under `least` are left out."""
    told = {name: _counts(choice, rows.text, rows.fitting(but=name)) for name, choice in rows.choices.items()}
    fits = rows.fitting(but="reason")
    told["reason"] = {
        reason: len(np.unique(rows.text[fits & rows.reasons[:, at]])) for at, reason in enumerate(REASONS)
    }
    return {
        name: {
            one: count
            for one, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            if count >= max(least, 1)
        }
        for name, counts in told.items()
    }


def _counts(choice: Texts, text: Codes, fits: Flags) -> dict[str, int]:
    kept = fits & (choice.codes >= 0)
    pairs = np.unique(np.stack([choice.codes[kept], text[kept]]), axis=1)
    return dict(zip(choice.names, np.bincount(pairs[0], minlength=len(choice.names)).tolist(), strict=True))


def _notes(shown: Sequence[int] | Codes, whole: int, *, is_withheld: bool, wish: Wish) -> Iterator[str]:
    if is_withheld:
        yield f"fewer than {LEAST} customers said this, so their words are withheld"
    elif whole:
        yield f"texts {wish.begin + 1} to {wish.begin + len(shown)} of {whole} different ones"
