"""The local encoder with its work kept in a file, since vectors are dear and do not change."""

from pathlib import Path

import numpy as np

from resa.understand.voice.encoder import RememberingEncoder
from resa.understand.voice.localencoder import LocalEncoder


class KeptEncoder(RememberingEncoder):
    """The local encoder with its vectors kept in a file between runs; without a file they live as long as it does."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(LocalEncoder(), most=1_000_000)
        self._path = path
        if path is not None and path.is_file():
            with np.load(path, allow_pickle=False) as kept:
                names = kept["texts"].tobytes().decode().split("\0")
                self._known = dict(zip(names, kept["vectors"], strict=True))

    def keep(self) -> None:
        """Writes what is known."""
        if self._path is not None and self._known:
            names = np.frombuffer("\0".join(self._known).encode(), np.uint8)
            np.savez(self._path, texts=names, vectors=np.stack(list(self._known.values())))
