"""Encoders: what turns a text into a vector that means the same in four languages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from resa.model.errors import FailureError
from resa.understand.voice.wording import cleaned

Vectors = NDArray[np.float32]

MOST_LETTERS = 2_000
"""So much of a text is sent to an address: more than what most encoders take in, and never a whole book."""


class EncoderAnswerError(FailureError):
    """An encoder behind an address gave something else than one vector per text."""

    code: ClassVar[str] = "encoder_answer"


class Encoder(Protocol):
    """Turns texts into vectors of length 1; what they mean alike lies close together."""

    @property
    def name(self) -> str:
        """Its name and version: what was learnt over one encoder is never read with another."""
        ...

    @property
    def dimensions(self) -> int:
        """How long each vector is."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns (texts, dimensions), each row of length 1, the same for a text alone and among others."""
        ...


class RememberingEncoder:
    """An encoder that works out each text once while it lives. Texts are cleaned and repeated ones count once."""

    def __init__(self, encoder: Encoder, *, most: int = 100_000) -> None:
        self._encoder, self._most = encoder, most
        self._known: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The name of the encoder within."""
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        """How long each vector is."""
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns the vectors of the cleaned texts, from memory where they are known."""
        wanted = cleaned(texts)
        missing = sorted({text for text in wanted if text not in self._known}, key=lambda text: (len(text), text))
        found = dict(zip(missing, self._encoder.encode(missing), strict=True)) if missing else {}
        rows = [found[text] if text in found else self._known[text] for text in wanted]
        if len(self._known) + len(found) > self._most:
            self._known.clear()
        self._known.update(list(found.items())[: self._most])
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), np.float32)


class AskedEncoder:
    """An encoder behind an address that takes and gives what OpenAI's embeddings do.

    `post` sends the body as JSON to the address and returns the answer as read from JSON: who calls has the network,
    the key and the rules of whom to ask.
    """

    def __init__(
        self, post: Callable[[Mapping[str, Any]], Mapping[str, Any]], *, model: str, dimensions: int, batch: int = 64
    ) -> None:
        self._post, self._model, self._dimensions, self._batch = post, model, dimensions, batch

    @property
    def name(self) -> str:
        """The model's name, as the address knows it."""
        return self._model

    @property
    def dimensions(self) -> int:
        """How long each vector is."""
        return self._dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Asks for the vectors, `batch` texts at a time, and brings them to length 1."""
        found = [self._asked(texts[at : at + self._batch]) for at in range(0, len(texts), self._batch)]
        return np.concatenate(found) if found else np.zeros((0, self._dimensions), np.float32)

    def _asked(self, texts: Sequence[str]) -> Vectors:
        answer = self._post({"model": self._model, "input": [text[:MOST_LETTERS] or " " for text in texts]})
        try:
            rows = sorted(answer["data"], key=lambda row: row["index"])
            vectors = np.array([row["embedding"] for row in rows], np.float32)
        except (KeyError, TypeError, ValueError) as error:
            raise EncoderAnswerError(
                f"expected data: [{{index, embedding}}, ...] of {self._model}, it has another form ({error!r}); "
                "check that the address is one of embeddings"
            ) from error
        expected = (len(texts), self._dimensions)
        if vectors.shape != expected or not np.isfinite(vectors).all():
            raise EncoderAnswerError(
                f"expected {expected[0]} vectors of {expected[1]} finite numbers from {self._model}, "
                f"got the shape {vectors.shape}; check the model's name and its dimensions"
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
