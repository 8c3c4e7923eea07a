"""Which reader reads: the highest rung of the ladder that stands here."""

from dataclasses import dataclass

from resa.understand.voice.encoder import Encoder, RememberingEncoder
from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.localencoder import LocalEncoder, obstacle
from resa.understand.voice.reading import Reader
from resa.understand.voice.refit import refitted_reader
from resa.understand.voice.shipped import ShippedReader, fits


@dataclass(frozen=True, slots=True)
class Footing:
    """The reader that reads here, the encoder under it (themes use it too), and what keeps it from a higher rung."""

    reader: Reader
    encoder: Encoder | None
    note: str | None = None


def reader_for(*, encoder: Encoder | None = None, refitted: bytes | None = None) -> Footing:
    """Returns the best reader that stands here: refitted, else shipped, else the word lists.

    `encoder` is the user's own; without one the encoder of the extra `text` is taken where it runs. The shipped weights
    read over the encoder of the extra alone, so they read beside one's own until something was learnt over that.
    `refitted` is what `RefittedReader.to_bytes` gave; what was learnt over another encoder is left, as the note says.
    """
    held = _held(encoder)
    note = (
        None
        if held
        else f"the encoder of the extra `text`, which reads better than word lists, is absent: {obstacle()}"
    )
    if refitted is not None:
        reader = refitted_reader(refitted, encoder=held)
        if reader is not None:
            return Footing(reader, held, note)
        note = (
            "what was learnt from this workspace's labels was learnt over another encoder or by another version; "
            "refit to use it again"
        )
    below = held if held is not None and fits(held) else _held(None)
    if held is not None and below is not None:
        return Footing(ShippedReader(below), held, note)
    if held is not None and note is None:
        note = (
            f"the shipped weights are for another encoder than {held.name}; word lists read until you refit on labels"
        )
    return Footing(LexiconReader(), held, note)


def _held(encoder: Encoder | None) -> Encoder | None:
    if encoder is not None:
        return RememberingEncoder(encoder)
    return RememberingEncoder(LocalEncoder()) if obstacle() is None else None
