"""What was read in customers' words, as answers take it; and the reading itself, which a workspace pays once a text."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa

from resa.app.feedbacklabels import corrections
from resa.app.remembering import PerWorkspace
from resa.app.workspace import Workspace
from resa.store.keptreading import KEY, KeptReadings
from resa.understand.feedback.heard import Heard, shared_wordings
from resa.understand.feedback.knownvector import KnowingEncoder
from resa.understand.feedback.lesson import Lesson, lesson_of
from resa.understand.feedback.record import Feedback, Wordings, feedback, said_of_others
from resa.understand.feedback.textreading import PERSON, TextReadings, columns_of, corrected, text_readings
from resa.understand.voice.encoder import Encoder, RememberingEncoder
from resa.understand.voice.ladder import Footing, reader_for
from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.reading import EMOTIONS, FEELINGS, LANGUAGES, REASONS, Quality, Rung
from resa.understand.voice.refit import refit
from resa.understand.voice.wording import cleaned

Progress = Callable[[str, float | None], None]

PORTION = 512
"""So many texts are read before what was read is kept; who is stopped loses no more."""

QUICK = LexiconReader()
"""Reads what nobody has read yet, at once."""

STEP, LEARNING = "reading feedback", "learning from scores and labels"


@dataclass(frozen=True, slots=True)
class ReadFeedback:
    """What a run of reading did: the rung, how many different texts there are, and how many of them it read now.

    `notes` say whether the reader learnt from this workspace, and what keeps a better one away.
    """

    rung: Rung
    texts: int
    read: int
    notes: tuple[str, ...]


def heard(workspace: Workspace) -> Heard:
    """Returns everything said and what was read in it; texts that nobody read yet are read by word lists at once."""
    return _memories.of(workspace).heard


def read_before(workspace: Workspace) -> Heard | None:
    """Returns everything said in words that were read before, which costs no reading; None where nothing was read."""
    return _memories.of(workspace).read_before


def read_feedback(workspace: Workspace, *, progress: Progress | None = None) -> ReadFeedback:
    """Reads every text that the best reader here has not read, and keeps what it finds; then answers rest on that.

    After it, the reader learns from scores and labels where there are new ones and enough of them, and reads again
    where that reads better. An encoder costs some milliseconds a word, once for each text.
    """
    said, kept = _memories.of(workspace).said[0], KeptReadings(workspace.folder)
    encoder = _encoder(kept, said.wordings)
    footing = reader_for(encoder=encoder, refitted=kept.learnt())
    done = _read(kept, footing, said=said.wordings, progress=progress or _silent)
    lesson = lesson_of(said, corrections(workspace.folder).said)
    told = _learnt(kept, lesson, encoder=encoder, progress=progress or _silent)
    better = reader_for(encoder=encoder, refitted=kept.learnt())
    if better.reader.rung != footing.reader.rung:
        again = _read(kept, better, said=said.wordings, progress=progress or _silent)
        done = replace(again, read=max(done.read, again.read))
    workspace.refresh()
    notes = (told, *([footing.note] if footing.note and encoder is None else []))
    return replace(done, notes=notes)


def _encoder(kept: KeptReadings, said: Wordings) -> Encoder | None:
    """Returns the encoder that runs here, with what it gave before for these texts; None where none runs."""
    encoder = reader_for().encoder
    if encoder is None:
        return None
    vectors = kept.vectors(encoder.name)
    found = {text: vectors.get(key) for text, key in zip(cleaned(said.texts), kept.keys(said.texts), strict=True)}
    known = {text: vector for text, vector in found.items() if vector is not None}
    return RememberingEncoder(KnowingEncoder(encoder, known=known))


def _learnt(kept: KeptReadings, lesson: Lesson, *, encoder: Encoder | None, progress: Progress) -> str:
    """Lets a reader learn, unless it has from the same lesson before; returns what came of it."""
    mark = lesson.mark(encoder.name if encoder else "")
    known = kept.told_learnt()
    if known is not None and known[0] == mark:
        return known[1]
    progress(LEARNING, None)
    found = refit(lesson.texts, lesson.feelings, encoder=encoder, languages=lesson.languages)
    kept.keep_learnt(found.reader.to_bytes() if found.reader else None, mark=mark, sentence=found.sentence)
    progress(LEARNING, 1.0)
    return found.sentence


def _read(kept: KeptReadings, footing: Footing, *, said: Wordings, progress: Progress) -> ReadFeedback:
    reader, name = footing.reader, footing.encoder.name if footing.encoder else ""
    version = _version(reader.rung, encoder=name)
    kept.begin(version, told={**asdict(reader.rung), "encoder": name})
    keys = kept.keys(said.texts)
    table = kept.known(version)
    known = set(table["key"].to_pylist()) if table is not None else set()
    missing = [at for at, key in enumerate(keys) if key not in known]
    for begin in range(0, len(missing), PORTION):
        progress(STEP, begin / len(missing))
        at = missing[begin : begin + PORTION]
        texts = [said.texts[one] for one in at]
        found = reader.read(texts, languages=[said.languages[one] for one in at])
        vectors = footing.encoder.encode(texts) if footing.encoder else None  # it has just worked them out
        kept.add(version, keys=[keys[one] for one in at], columns=columns_of(found, vectors=vectors))
    kept.finish(version, texts=len(said))
    progress(STEP, 1.0)
    return ReadFeedback(reader.rung, len(said), len(missing), ())


def read_text(workspace: Workspace, text: str, *, language: str | None = None) -> dict[str, Any]:
    """Returns what the best reader here reads in one text, and the words behind it, the strongest first."""
    reader = reader_for(refitted=KeptReadings(workspace.folder).learnt()).reader
    found = reader.read([text], languages=[language])
    feeling, emotion, tongue = (int(one[0]) for one in (found.feeling, found.emotion, found.language))
    return {
        "text": text,
        "language": LANGUAGES[tongue] if tongue >= 0 else None,
        "feeling": FEELINGS[feeling] if feeling >= 0 else None,
        "shares": dict(zip(FEELINGS, (float(one) for one in found.shares[0]), strict=True)),
        "emotion": EMOTIONS[emotion] if emotion >= 0 else None,
        "reasons": [reason for reason, speaks in zip(REASONS, found.reasons[0], strict=True) if speaks],
        "words": [{"word": one.word, "weight": one.weight} for one in reader.words(text, language=language)],
        "rung": reader.rung.name,
    }


def rung_from(told: Mapping[str, Any]) -> Rung:
    """Returns a rung as it was written down."""
    qualities = tuple(Quality(**one) for one in told["qualities"])
    return Rung(told["name"], told["version"], told["learnt_from"], qualities)


def _version(rung: Rung, *, encoder: str = "") -> str:
    return f"{rung.name}-{blake2b(f'{rung.version} {encoder}'.encode(), digest_size=6).hexdigest()}"


def _silent(_: str, __: float | None) -> None:
    return


class _Memory:
    """What was said in a workspace at one revision, gathered once."""

    def __init__(self, workspace: Workspace) -> None:
        self._source, self._catalogue, self._folder = workspace.further, workspace.catalogue, workspace.folder

    @cached_property
    def said(self) -> tuple[Feedback, Feedback]:
        """Ours and others', over one list of texts."""
        ours = feedback(self._source, catalogue=self._catalogue)
        return shared_wordings(ours, said_of_others(self._source, catalogue=self._catalogue))

    @cached_property
    def heard(self) -> Heard:
        """The same with what was read in it."""
        ours, others = self.said
        kept, wordings = KeptReadings(self._folder), ours.wordings
        keys = kept.keys(wordings.texts)
        layers = _best(kept)
        best = layers[0][1] if layers else None
        layers.append((QUICK.rung, _read_at_once(kept, wordings, keys=keys, best=best)))
        return self._heard(ours, others, text_readings(keys, layers=layers))

    @cached_property
    def read_before(self) -> Heard | None:
        """The same without the words that nobody has read yet; None where nothing was read."""
        kept = KeptReadings(self._folder)
        quickly = kept.known(_version(QUICK.rung))
        layers = [*_best(kept), *([(QUICK.rung, quickly)] if quickly is not None else [])]
        if not layers:
            return None
        ours, others = self.said
        keys = kept.keys(ours.wordings.texts)
        known = {key for _, table in layers for key in table[KEY].to_pylist()}
        is_known = np.array([key in known for key in keys], np.bool_)
        unread = [key for key in keys if key not in known]
        nothing = columns_of(QUICK.read([""] * len(unread)))
        layers.append((QUICK.rung, pa.table({KEY: pa.array(unread, pa.binary(16)), **nothing})))
        readings = text_readings(keys, layers=layers)
        return self._heard(ours.among(is_known), others.among(is_known), readings)

    def _heard(self, ours: Feedback, others: Feedback, readings: TextReadings) -> Heard:
        said = corrections(self._folder).said
        found = corrected(readings, texts=ours.wordings.texts, corrections=said)
        return Heard(ours, others, found, _who_read(found.counts(), whole=len(found)))


def _best(kept: KeptReadings) -> list[tuple[Rung, pa.Table]]:
    """Returns the reader whose readings hold, and what it read; nothing where none has read."""
    current = kept.current()
    table = kept.known(current[0]) if current else None
    return [(rung_from(current[1]), table)] if current and table is not None else []


def _read_at_once(kept: KeptReadings, wordings: Wordings, *, keys: Sequence[bytes], best: pa.Table | None) -> pa.Table:
    """Returns what word lists find in the texts that the best reader has not read; it is kept where that can be."""
    version = _version(QUICK.rung)
    before = kept.known(version)
    known = {key for table in (best, before) if table is not None for key in table[KEY].to_pylist()}
    at = [number for number, key in enumerate(keys) if key not in known]
    found = QUICK.read([wordings.texts[one] for one in at], languages=[wordings.languages[one] for one in at])
    columns, mine = columns_of(found), [keys[one] for one in at]
    if at:
        with suppress(OSError):  # a workspace that may not be written to is read again each time
            kept.add(version, keys=mine, columns=columns)
    now = pa.table({KEY: pa.array(mine, pa.binary(16)), **columns})
    return now if before is None else pa.concat_tables([before, now], promote_options="permissive")


_SAID_OF = {
    "lexicon": "were read by word lists",
    "shipped": "were read by the shipped model",
    "refitted": "were read by a model that learnt here",
    "own": "were read by your own model",
    PERSON: "are as people labelled them",
}


def _who_read(counts: Mapping[str, int], *, whole: int) -> tuple[str, ...]:
    if not whole:
        return ("nobody has said anything in words",)
    return tuple(f"{count} of {whole} different texts {_SAID_OF[name]}" for name, count in counts.items())


_memories: PerWorkspace[_Memory] = PerWorkspace(_Memory)
