"""What was read in customers' words, as answers take it; and the reading itself, which a workspace pays once a text."""

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.app.feedbacklabels import corrections
from resa.app.ownencoder import own_encoder
from resa.app.remembering import Lately, PerWorkspace
from resa.app.workspace import Workspace
from resa.model.errors import UnknownNameError
from resa.store.keptreading import KEY, KeptReadings
from resa.store.port import Scope
from resa.understand.feedback.heard import Heard, shared_wordings
from resa.understand.feedback.record import Feedback, Wordings, feedback, said_of_others
from resa.understand.feedback.textreading import TextReadings, columns_of, corrected, text_readings
from resa.understand.feedback.theming import theme_texts
from resa.understand.voice.ladder import reader_for
from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.reading import EMOTIONS, FEELINGS, LANGUAGES, REASONS, Quality, Rung
from resa.understand.voice.theme import Theme

QUICK = LexiconReader()
"""Reads what nobody has read yet, at once."""

MOST_SCOPES = 8
"""So many filters' themes are remembered: finding them takes seconds."""


def heard(workspace: Workspace) -> Heard:
    """Returns everything said and what was read in it; texts that nobody read yet are read by word lists at once."""
    return _memories.of(workspace).heard


def read_before(workspace: Workspace) -> Heard | None:
    """Returns everything said in words that were read before, which costs no reading; None where nothing was read."""
    return _memories.of(workspace).read_before


def said_in(workspace: Workspace) -> tuple[Feedback, Feedback]:
    """Returns everything said about ourselves, and about others, over one list of texts."""
    return _said.of(workspace).sides


def keys_of(workspace: Workspace) -> Sequence[bytes]:
    """Returns what each of the different texts goes by, whoever knows the workspace's secret."""
    return _said.of(workspace).keys


def theme_of(workspace: Workspace, name: str | None, *, scope: Scope, where: Hashable) -> NDArray[np.bool_] | None:
    """Returns which of the different texts speak of a theme of the scope, which is `where` in words; None for none.

    Raises `UnknownNameError` with the nearest where there is no such theme.
    """
    if name is None:
        return None
    memory = _memories.of(workspace)
    known = memory.themes.told(where, lambda: theme_texts(workspace.engine, scope=scope, found=memory.heard))
    if name not in known:
        raise UnknownNameError("theme", name, known=known)
    return known[name]


def read_text(workspace: Workspace, text: str, *, language: str | None = None) -> dict[str, Any]:
    """Returns what the best reader here reads in one text, and the words behind it, the strongest first."""
    encoder, learnt = own_encoder(workspace.folder), KeptReadings(workspace.folder).learnt()
    reader = reader_for(encoder=encoder, refitted=learnt).reader
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


def version_of(rung: Rung, *, encoder: str = "") -> str:
    """Returns what the readings of a rung are kept under."""
    return f"{rung.name}-{blake2b(f'{rung.version} {encoder}'.encode(), digest_size=6).hexdigest()}"


class _Said:
    """What was said in a workspace at one revision, gathered once, whoever reads it."""

    def __init__(self, workspace: Workspace) -> None:
        self._source, self._catalogue, self._folder = workspace.further, workspace.catalogue, workspace.folder
        self.groups: Lately[bytes, tuple[Theme, ...]] = Lately(MOST_SCOPES)

    @cached_property
    def sides(self) -> tuple[Feedback, Feedback]:
        """Ours and others', over one list of texts."""
        ours = feedback(self._source, catalogue=self._catalogue)
        return shared_wordings(ours, said_of_others(self._source, catalogue=self._catalogue))

    @cached_property
    def keys(self) -> list[bytes]:
        """What each text goes by."""
        return KeptReadings(self._folder).keys(self.sides[0].wordings.texts)


_said: PerWorkspace[_Said] = PerWorkspace(_Said, is_deaf=True)


class _Memory:
    """The same with what was read in it."""

    def __init__(self, workspace: Workspace) -> None:
        self._said, self._folder = _said.of(workspace), workspace.folder
        self.themes: Lately[Hashable, Mapping[str, NDArray[np.bool_]]] = Lately(MOST_SCOPES)

    @cached_property
    def heard(self) -> Heard:
        """Everything, read by whoever reads best."""
        ours, others = self._said.sides
        kept, wordings, keys = KeptReadings(self._folder), ours.wordings, self._said.keys
        layers = _best(kept)
        better = {key for _, table in layers for key in table[KEY].to_pylist()}
        layers.append((QUICK.rung, _read_at_once(kept, wordings, keys=keys, better=better)))
        return self._heard(ours, others, text_readings(keys, layers=layers))

    @cached_property
    def read_before(self) -> Heard | None:
        """The same without the words that nobody has read yet; None where nothing was read."""
        kept = KeptReadings(self._folder)
        quickly = kept.known(version_of(QUICK.rung))
        layers = [*_best(kept), *([(QUICK.rung, quickly)] if quickly is not None else [])]
        if not layers:
            return None
        ours, others = self._said.sides
        keys = self._said.keys
        known = {key for _, table in layers for key in table[KEY].to_pylist()}
        is_known = np.array([key in known for key in keys], np.bool_)
        unread = [key for key in keys if key not in known]
        nothing = columns_of(QUICK.read([""] * len(unread)))
        layers.append((QUICK.rung, pa.table({KEY: pa.array(unread, pa.binary(16)), **nothing})))
        readings = text_readings(keys, layers=layers)
        return self._heard(ours.among(is_known), others.among(is_known), readings)

    def _heard(self, ours: Feedback, others: Feedback, readings: TextReadings) -> Heard:
        said = corrections(self._folder).said
        return Heard(ours, others, corrected(readings, texts=ours.wordings.texts, corrections=said), self._said.groups)


def _best(kept: KeptReadings) -> list[tuple[Rung, pa.Table]]:
    """Returns the readers whose readings hold, the best first, and what they read; nothing where none has read."""
    found = [(rung_from(told), kept.known(version)) for version, told in kept.holding()]
    return [(rung, table) for rung, table in found if table is not None]


def _read_at_once(kept: KeptReadings, wordings: Wordings, *, keys: Sequence[bytes], better: set[bytes]) -> pa.Table:
    """Returns what word lists find in the texts that no better reader has read; it is kept where that can be."""
    version = version_of(QUICK.rung)
    before = kept.known(version)
    known = better | (set(before[KEY].to_pylist()) if before is not None else set())
    at = [number for number, key in enumerate(keys) if key not in known]
    found = QUICK.read([wordings.texts[one] for one in at], languages=[wordings.languages[one] for one in at])
    columns, mine = columns_of(found), [keys[one] for one in at]
    if at:
        with suppress(OSError):  # a workspace that may not be written to is read again each time
            kept.add(version, keys=mine, columns=columns)
    now = pa.table({KEY: pa.array(mine, pa.binary(16)), **columns})
    return now if before is None else pa.concat_tables([before, now], promote_options="permissive")


_memories: PerWorkspace[_Memory] = PerWorkspace(_Memory)
