"""What a text's known words and signs say in a few numbers, beside the vector of an encoder."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.lexicon import balance, weights_of
from resa.understand.voice.wording import clean

LEXICAL = (
    "good", "bad", "balance", "balance_bounded", "nothing_known", "exclamations", "question", "length", "best", "worst",
    "last",
)  # fmt: skip
"""The names of the numbers, in order."""


def lexical(texts: Sequence[str], *, languages: NDArray[np.int8]) -> NDArray[np.float64]:
    """Returns one row a text: what speaks for good and bad in it, its signs, and how long it is."""
    rows = [_row(text, int(language)) for text, language in zip(texts, languages, strict=True)]
    return np.array(rows, np.float64).reshape(len(rows), len(LEXICAL))


def _row(text: str, language: int) -> tuple[float, ...]:
    weights = weights_of(text, language=language)
    good, bad = balance(weights)
    read = clean(text)
    heavy = [one.weight for one in weights] or [0.0]
    signs = (float(not weights), float(min(3, read.count("!"))), float("?" in read), math.log1p(len(read)))
    return (good, bad, good - bad, math.tanh(good - bad), *signs, max(0.0, *heavy), min(0.0, *heavy), heavy[-1])
