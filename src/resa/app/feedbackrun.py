"""A run of reading: every text that the best reader here has not read, once, whoever is stopped and whenever."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from resa.app.feedbacklabels import corrections
from resa.app.feedbackreading import QUICK, keys_of, said_in, version_of
from resa.app.outgoing import OutgoingError
from resa.app.ownencoder import FILE, own_encoder
from resa.app.workspace import Workspace
from resa.store.keptreading import KEY, KeptReadings, finished_mark
from resa.store.readingturn import DONE, LABELS_WORTH, LEARNING, READING, STOPPED, ReadingState, ReadingTurn, mark_of
from resa.understand.feedback.knownvector import KnowingEncoder
from resa.understand.feedback.lesson import Lesson, familiar, lesson_of
from resa.understand.feedback.record import Wordings
from resa.understand.feedback.textreading import columns_of
from resa.understand.voice.classifier import LearningMissingError
from resa.understand.voice.encoder import Encoder, EncoderAnswerError, RememberingEncoder
from resa.understand.voice.ladder import Footing, reader_for
from resa.understand.voice.reading import Rung
from resa.understand.voice.refit import refit
from resa.understand.voice.wording import cleaned

Progress = Callable[[str, float | None], None]

PORTION = 128
"""So many texts are read before what was read is kept; who is stopped loses no more."""

WORTH = 1.1
"""Unasked, a reader learns again from a tenth more texts."""

LEARNT = "refitted"

STEP, LEARN = "reading feedback", "learning from scores and labels"


@dataclass(frozen=True, slots=True)
class UnreadText:
    """A text that the reader could not read, and the kind of error; word lists read it instead."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadFeedback:
    """What a run of reading did: the rung, how many different texts there are, and how many of them it read now.

    `notes` say whether the reader learnt from this workspace, and what keeps a better one away. `is_stopped` says that
    somebody stopped it before the end.
    """

    rung: Rung
    texts: int
    read: int
    notes: tuple[str, ...]
    failed: tuple[UnreadText, ...] = ()
    is_stopped: bool = False


def read_feedback(workspace: Workspace, *, progress: Progress | None = None, is_wished: bool = True) -> ReadFeedback:
    """Reads every text that the best reader here has not read, and keeps what it finds; then answers rest on that.

    After it, the reader learns from scores and labels where there are new ones and enough of them, and reads again
    where that reads better. An encoder costs some milliseconds a word, once for each text. `is_wished` says that
    somebody asked for it, which takes back that it was stopped. Raises `FeedbackBusyError` while another process reads.
    """
    turn = ReadingTurn(workspace.folder)
    with turn.mine():
        if is_wished:
            turn.go_on()
        return _Run(workspace, turn, progress or _silent, is_wished=is_wished).done()


def unread(workspace: Workspace) -> int:
    """Returns how many different texts no run of reading has read; a look into what was kept, nothing is read."""
    kept = KeptReadings(workspace.folder)
    tables = [kept.known(version) for version, _ in kept.holding()] if finished_mark(workspace.folder) else []
    known = {key for table in tables if table is not None for key in table[KEY].to_pylist()}
    return sum(key not in known for key in keys_of(workspace))


class _Run:
    """One run, from its beginning to its end; nobody else reads meanwhile."""

    def __init__(self, workspace: Workspace, turn: ReadingTurn, progress: Progress, *, is_wished: bool) -> None:
        self._workspace, self._turn, self._progress, self._is_wished = workspace, turn, progress, is_wished
        self._kept = KeptReadings(workspace.folder)
        self._look()
        self._own = own_encoder(workspace.folder)
        self._encoder = self._remembering()
        self._mark = mark_of(workspace.folder, revision=workspace.engine.revision)
        self._failed: dict[int, str] = {}

    def done(self) -> ReadFeedback:
        """Reads everything, learns, and reads anew what was said where the reader learnt, where that reads better."""
        base = reader_for(encoder=self._encoder)
        if self._is_below(base):
            return self._quickly(base)
        read, is_stopped = self._read(base, range(len(self._keys)))
        if is_stopped:
            return self._told(base, read, is_stopped=True)
        self._end(base)
        note = self._learnt(base)
        best = reader_for(encoder=self._encoder, refitted=self._kept.learnt())
        if best.reader.rung != base.reader.rung:
            again, is_stopped = self._read(best, self._familiar())
            read = max(read, again)
            if not is_stopped:
                self._end(best, base)
        if not is_stopped:
            self._tell(DONE, best, read=len(self._keys) - len(self._failed))
        self._workspace.refresh()
        return self._told(best, read, note, is_stopped=is_stopped)

    def _look(self) -> None:
        """Takes in what is said now."""
        self._said, self._others = said_in(self._workspace)
        self._keys = self._kept.keys(self._said.wordings.texts)

    def _remembering(self) -> Encoder | None:
        """Returns the encoder that runs here, with what it gave before for these texts; None where none runs."""
        encoder = self._own or reader_for().encoder
        if encoder is None:
            return None
        vectors = self._kept.vectors(encoder.name)
        texts = cleaned(self._said.wordings.texts)
        found = {text: vectors.get(key) for text, key in zip(texts, self._keys, strict=True)}
        known = {text: vector for text, vector in found.items() if vector is not None}
        return RememberingEncoder(KnowingEncoder(encoder, known=known))

    def _is_below(self, footing: Footing) -> bool:
        """Whether a better reader has read here, which is absent now: what it read stays."""
        before = [told["name"] for _, told in self._kept.holding()]
        return footing.reader.rung.name == QUICK.rung.name and any(name != QUICK.rung.name for name in before)

    def _quickly(self, footing: Footing) -> ReadFeedback:
        """Lets word lists read what better readers have not read, whose readings go on to hold."""
        tables = [self._kept.known(version) for version, _ in self._kept.holding()]
        better = {key for table in tables if table is not None for key in table[KEY].to_pylist()}
        read, is_stopped = self._read(footing, [at for at, key in enumerate(self._keys) if key not in better])
        if not is_stopped:
            self._tell(DONE, footing, read=len(self._keys) - len(self._failed))
        return self._told(footing, read, is_stopped=is_stopped)

    def _lesson(self) -> Lesson:
        return lesson_of(self._said, corrections(self._workspace.folder).said)

    def _familiar(self) -> Sequence[int]:
        flags = familiar((self._said, self._others), self._lesson(), ours=self._said)
        return [int(at) for at in np.flatnonzero(flags)]

    def _learnt(self, base: Footing) -> str:
        """Lets a reader learn, unless it has from the same lesson before; returns what came of it."""
        labels, lesson = corrections(self._workspace.folder).said, self._lesson()
        mark = lesson.mark(self._encoder.name if self._encoder else "")
        known = self._kept.told_learnt()
        if known is not None and (known[0] == mark or not self._is_worth_it(lesson, labels=len(labels))):
            return known[1]
        self._progress(LEARN, None)
        self._tell(LEARNING, base, read=len(self._keys) - len(self._failed))
        try:
            found = refit(lesson.texts, lesson.feelings, encoder=self._encoder, languages=lesson.languages)
        except LearningMissingError as missing:  # what was read stands, and is learnt from once the extra is there
            return str(missing)
        learnt = found.reader.to_bytes() if found.reader else None
        self._kept.keep_learnt(learnt, mark=mark, sentence=found.sentence, learnt_from=(len(lesson.texts), len(labels)))
        self._progress(LEARN, 1.0)
        return found.sentence

    def _is_worth_it(self, lesson: Lesson, *, labels: int) -> bool:
        """Whether there is so much new to learn from that minutes of a processor are well spent unasked."""
        before, labelled = self._kept.learnt_from()
        is_larger = len(lesson.texts) >= before * WORTH or labels >= labelled + LABELS_WORTH
        return self._is_wished or is_larger

    def _read(self, footing: Footing, among: Sequence[int]) -> tuple[int, bool]:
        """Reads what is missing among these texts; returns how many it read, and whether it was stopped before the end.

        Every portion is kept as soon as it is read.
        """
        kept, version = self._kept, _version(footing)
        kept.begin(version, told={**asdict(footing.reader.rung), "encoder": _encoder_name(footing)})
        table = kept.known(version)
        known = set(table[KEY].to_pylist()) if table is not None else set()
        missing = [at for at in among if self._keys[at] not in known]
        others, read, is_stopped = len(self._keys) - len(missing), 0, False
        self._failed = {}
        for begin in range(0, len(missing), PORTION):
            self._progress(STEP, begin / len(missing))
            self._tell(READING, footing, read=others + read)
            is_stopped = self._turn.is_stopped
            if is_stopped:
                break
            for at, found in _portions(footing, self._said.wordings, missing[begin : begin + PORTION]):
                if isinstance(found, str):
                    self._failed[at[0]] = found
                else:
                    kept.add(version, keys=[self._keys[one] for one in at], columns=found)
                    read += len(at)
        kept.fail(version, failed={self._keys[at]: why for at, why in self._failed.items()})
        self._tell(STOPPED if is_stopped else READING, footing, read=others + read)
        if not is_stopped:
            self._progress(STEP, 1.0)
        return read, is_stopped

    def _end(self, *held: Footing) -> None:
        """Lets answers rest on what these readers read; words whose speaker was forgotten meanwhile go."""
        if self._workspace.engine.revision != self._workspace.engine.refresh():
            self._workspace.refresh()
            self._look()
        everything = dict.fromkeys((_version(one) for one in held), self._keys)
        if len(held) == 1:  # what was learnt before holds until it is learnt anew
            learnt = [version for version, told in self._kept.holding() if told["name"] == LEARNT]
            everything = {**dict.fromkeys(learnt, self._keys), **everything}
        if len(everything) > 1:
            everything[next(iter(everything))] = [self._keys[at] for at in self._familiar()]
        self._kept.finish(everything)

    def _told(self, footing: Footing, read: int, note: str = "", *, is_stopped: bool) -> ReadFeedback:
        texts = self._said.wordings.texts
        named = tuple(UnreadText(texts[at], why) for at, why in self._failed.items() if at < len(texts))
        obstacle = footing.note if footing.note and footing.encoder is None else ""
        sent = f"texts were sent to {self._own.name}, as {FILE} says" if self._own else ""
        notes = tuple(one for one in (note, obstacle, sent) if one)
        return ReadFeedback(footing.reader.rung, len(texts), read, notes, named, is_stopped)

    def _tell(self, step: str, footing: Footing, *, read: int) -> None:
        rung, mark = footing.reader.rung, self._mark if step == DONE else ""
        self._turn.tell(ReadingState(step, rung.name, rung.version, read, len(self._keys), len(self._failed), mark))


def _version(footing: Footing) -> str:
    return version_of(footing.reader.rung, encoder=_encoder_name(footing))


def _encoder_name(footing: Footing) -> str:
    return footing.encoder.name if footing.encoder else ""


Found = dict[str, Any] | str


def _portions(footing: Footing, wordings: Wordings, at: Sequence[int]) -> Iterator[tuple[Sequence[int], Found]]:
    """Yields what was read, by places; of a text that can't be read, the kind of error.

    Raises that error where none of several texts can be read, or an address was asked: then not the texts are at fault.
    """
    try:
        yield at, _columns(footing, wordings, at)
    except (OutgoingError, EncoderAnswerError):  # each further text would wait as long for the same address
        raise
    except Exception as error:  # a reader may be anybody's, and one text must not keep the others from being read
        if len(at) == 1:
            yield at, type(error).__name__
            return
        found = [one for half in _halves(at) for one in _portions(footing, wordings, half)]
        if len(at) == PORTION and all(isinstance(one, str) for _, one in found):
            raise
        yield from found


def _halves(at: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
    return at[: len(at) // 2], at[len(at) // 2 :]


def _columns(footing: Footing, wordings: Wordings, at: Sequence[int]) -> dict[str, Any]:
    texts = [wordings.texts[one] for one in at]
    found = footing.reader.read(texts, languages=[wordings.languages[one] for one in at])
    vectors = footing.encoder.encode(texts) if footing.encoder else None  # it has just worked them out
    return columns_of(found, vectors=vectors)


def _silent(_: str, __: float | None) -> None:
    return
