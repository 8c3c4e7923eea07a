"""The texts behind figures of feelings: looked through, explained word by word, and corrected where they stand."""

from dataclasses import dataclass, replace
from typing import Any

from resa.app.audit import record
from resa.app.feedbacklabels import label_text, unlabel_text
from resa.app.feedbackreading import heard, keys_of, read_text, theme_of
from resa.app.permission import Act, Person, may, require
from resa.app.personal import require_filter
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.errors import UnknownNameError, UsageError
from resa.model.table import Table
from resa.store.keptreading import KeptReadings
from resa.understand.feedback.mood import LEAST
from resa.understand.feedback.textreading import PERSON
from resa.understand.feedback.voices import ORDERS, UNDECIDED, Voices, Wish, voices
from resa.understand.voice.reading import EMOTIONS, FEELINGS, REASONS, Correction

MOST_AT_ONCE = 500
DAY = len("2026-01-01")
BRIEF = ("text", "feeling", "sure_share", "reasons", "read_by", "score", "touchpoint", "times")


@dataclass(frozen=True, slots=True)
class VoicesAsked:
    """Which texts somebody wants to read: what must hold of them, and whose they are by filter, theme and time.

    `find` are letters that stand in the text, `by` is the rung that read it; `most` texts are given after `skip`.
    """

    where: str | None = None
    start: str | None = None
    end: str | None = None
    feeling: str | None = None
    emotion: str | None = None
    reason: str | None = None
    theme: str | None = None
    language: str | None = None
    touchpoint: str | None = None
    channel: str | None = None
    source: str | None = None
    by: str | None = None
    find: str | None = None
    order: str = ORDERS[0]
    skip: int = 0
    most: int = 50

    def __post_init__(self) -> None:
        _among("feeling", self.feeling, (*FEELINGS, UNDECIDED))
        _among("emotion", self.emotion, EMOTIONS)
        _among("reason", self.reason, REASONS)
        _among("order", self.order, ORDERS)
        if not 1 <= self.most <= MOST_AT_ONCE or self.skip < 0:
            raise UsageError(f"expected most from 1 to {MOST_AT_ONCE} and skip from 0, got {self.most} and {self.skip}")

    def wish(self) -> Wish:
        """Returns what must hold of the texts themselves."""
        names = ("feeling", "emotion", "reason", "language", "touchpoint", "channel", "source", "by", "order", "most")
        return Wish(**{name: getattr(self, name) for name in names}, words=self.find, begin=self.skip)


def _among(option: str, given: str | None, known: tuple[str, ...]) -> None:
    if given is not None and given not in known:
        raise UsageError(f"expected {option} to be {', '.join(known)}, got {given!r}")


def voices_of(workspace: Workspace, asked: VoicesAsked, *, least: int = 0) -> Voices:
    """Returns the texts that are asked for; each row's `id` is what the text goes by, for `explained` and `correct`."""
    scope = workspace.scope(asked.where, start=asked.start, end=asked.end)
    found = heard(workspace)
    told = voices(
        workspace.engine,
        scope=scope,
        now=workspace.now(),
        found=found,
        wish=asked.wish(),
        theme=theme_of(workspace, asked.theme, scope=scope, where=(asked.where, asked.start, asked.end)),
        least=least,
    )
    keys = keys_of(workspace)
    rows = [{**row, "id": keys[at].hex()} for row, at in zip(told.table.rows, told.places, strict=True)]
    who = [row["customer"] for row in rows if row["customer"] is not None]
    names = workspace.engine.customer_labels(who) if who else {}
    named = tuple({**row, "customer": names.get(row["customer"])} for row in rows)
    columns = ("id", *told.table.columns)
    return replace(told, table=replace(told.table, columns=columns, rows=named))


def read_voices(person: Person, served: ServedWorkspace, asked: VoicesAsked) -> Voices:
    """Returns the texts that are asked for, to who may see them.

    Who may not see single customers gets texts that at least five customers stand behind, by the day, and of nobody;
    and can't search their words.
    """
    require(person, Act.SEE_MAPS)
    require_filter(person, asked.where)
    if asked.find:
        require(person, Act.SEE_CUSTOMERS)
    if may(person, Act.SEE_CUSTOMERS):
        return served.ask(lambda workspace: voices_of(workspace, asked))
    told = served.ask(lambda workspace: voices_of(workspace, asked, least=LEAST))
    rows = tuple({**row, "customer": None, "time": (row["time"] or "")[:DAY] or None} for row in told.table.rows)
    return replace(told, table=replace(told.table, rows=rows))


def explained(person: Person, served: ServedWorkspace, text_id: str) -> dict[str, Any]:
    """Returns what the best reader here reads in a text, and the words behind it; costs a reading a word."""
    require(person, Act.SEE_MAPS)
    text, language = served.ask(lambda workspace: _text(workspace, text_id))
    return served.ask(lambda workspace: read_text(workspace, text, language=language))


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did: how the text counts now, how many labels there are, and how many are new to the reader.

    `unlearnt` labels teach the next time that the reader learns.
    """

    feeling: str | None
    emotion: str | None
    reasons: tuple[str, ...]
    by: str | None
    labels: int
    unlearnt: int


def correct(
    person: Person,
    served: ServedWorkspace,
    text_id: str,
    *,
    feeling: str | None,
    emotion: str | None,
    reasons: tuple[str, ...] | None,
) -> Corrected:
    """Lets a text count as a person says from now on; None leaves what was read. All None takes a correction back."""
    require(person, Act.CHANGE_DATA)
    _among("feeling", feeling, FEELINGS)
    _among("emotion", emotion, EMOTIONS)
    for one in reasons or ():
        _among("reasons", one, REASONS)
    text, _ = served.ask(lambda workspace: _text(workspace, text_id))
    if feeling is None and emotion is None and reasons is None:
        unlabel_text(served.folder, text)
    else:
        label_text(served.folder, Correction(text, feeling, emotion, reasons, person.name))
    with served.database.writing() as connection:
        record(connection, person, act="feedback.correct", about=text_id, now=served.now(), detail=feeling or "")
    served.follow()
    return served.ask(lambda workspace: _counted(workspace, text_id))


def _counted(workspace: Workspace, text_id: str) -> Corrected:
    found, at = heard(workspace).readings, _place(workspace, text_id)
    feeling, emotion = int(found.feeling[at]), int(found.emotion[at])
    labels, learnt = found.counts().get(PERSON, 0), KeptReadings(workspace.folder).learnt_from()[1]
    return Corrected(
        feeling=FEELINGS[feeling] if feeling >= 0 else None,
        emotion=EMOTIONS[emotion] if emotion >= 0 else None,
        reasons=tuple(one for one, speaks in zip(REASONS, found.reasons[at], strict=True) if speaks),
        by=found.rungs[int(found.by[at])],
        labels=labels,
        unlearnt=max(0, labels - learnt),
    )


def _text(workspace: Workspace, text_id: str) -> tuple[str, str | None]:
    at, wordings = _place(workspace, text_id), heard(workspace).wordings
    return wordings.texts[at], wordings.languages[at]


def _place(workspace: Workspace, text_id: str) -> int:
    keys = keys_of(workspace)
    try:
        return keys.index(bytes.fromhex(text_id))
    except ValueError as error:
        raise UnknownNameError("text", text_id, known=()) from error


def in_brief(found: Voices) -> Table:
    """Returns the texts with what a terminal has room for."""
    return replace(found.table, columns=BRIEF, rows=tuple({name: row[name] for name in BRIEF} for row in found.table))
