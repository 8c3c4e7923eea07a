"""Which reader reads: the highest rung of the ladder that stands here."""

from dataclasses import dataclass

from resa.understand.voice.encoder import Encoder, RememberingEncoder
from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.localencoder import LocalEncoder, obstacle
from resa.understand.voice.reading import Reader


@dataclass(frozen=True, slots=True)
class Footing:
    """The reader that reads here, the encoder under it (themes use it too), and what keeps it from a higher rung."""

    reader: Reader
    encoder: Encoder | None
    note: str | None = None


def reader_for(*, encoder: Encoder | None = None) -> Footing:
    """Returns the best reader that stands here.

    `encoder` is the user's own; without one the encoder of the extra `text` is taken where it runs.
    """
    held = _held(encoder)
    note = None if held else f"read by word lists, since the encoder that reads better does not run here: {obstacle()}"
    return Footing(LexiconReader(), held, note)


def _held(encoder: Encoder | None) -> Encoder | None:
    if encoder is not None:
        return RememberingEncoder(encoder)
    return RememberingEncoder(LocalEncoder()) if obstacle() is None else None
