"""An encoder that knows already what it gave before, so that no text is worked out twice."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.encoder import Encoder

Vectors = NDArray[np.float32]


class KnowingEncoder:
    """An encoder over another one: of texts whose vectors are known it says these, the others it asks for.

    Vectors have half precision, known or new, so that what is read does not depend on what was known.
    """

    def __init__(self, encoder: Encoder, *, known: Mapping[str, bytes]) -> None:
        self._encoder, self._known = encoder, dict(known)

    @property
    def name(self) -> str:
        """The name of the encoder within."""
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        """How long each vector is."""
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns the vectors of these clean texts."""
        missing = sorted({text for text in texts if text not in self._known})
        if missing:
            found = np.asarray(self._encoder.encode(missing), np.float32).astype(np.float16)
            self._known.update(zip(missing, (one.tobytes() for one in found), strict=True))
        flat = np.frombuffer(b"".join(self._known[text] for text in texts), np.float16)
        return flat.reshape(len(texts), self.dimensions).astype(np.float32)
