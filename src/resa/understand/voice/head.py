"""A linear head over numbers: probabilities of named classes, kept as plain arrays."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from resa.model.errors import FailureError

Numbers = NDArray[np.float64]


class WeightsUnreadableError(FailureError):
    """Weights of a reader are not what this version writes."""

    code: ClassVar[str] = "weights_unreadable"


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Weights (classes, numbers) over numbers brought to middle 0 and spread 1; `bias` (classes,)."""

    weight: Numbers
    bias: Numbers
    middle: Numbers
    spread: Numbers

    def logits(self, numbers: NDArray[Any]) -> Numbers:
        """Returns (texts, classes), the logarithm of the probabilities but for a constant a row."""
        # One row at a time: a product of matrices may add in another order for another number of rows.
        told = (np.asarray(numbers, np.float64) - self.middle) / self.spread
        rows = [np.einsum("cn,n->c", self.weight, row) + self.bias for row in told]
        return np.array(rows, np.float64).reshape(len(rows), len(self.bias))

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Returns the arrays under names that begin with `name`."""
        parts = {"weight": self.weight, "bias": self.bias, "middle": self.middle, "spread": self.spread}
        return {f"{name}.{part}": array.astype(np.float32) for part, array in parts.items()}


def head_of(arrays: Mapping[str, NDArray[Any]], *, name: str) -> Head:
    """Returns the head that `to_arrays` wrote under a name."""
    parts = ("weight", "bias", "middle", "spread")
    return Head(*(np.asarray(arrays[f"{name}.{part}"], np.float64) for part in parts))


def softmax(logits: Numbers) -> Numbers:
    """Returns the probabilities of each row, which sum to 1."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True)) if len(logits) else logits
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float64)


def sigmoid(logits: Numbers) -> Numbers:
    """Returns the probability of each number by itself."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -40.0, 40.0))), np.float64)


def packed(arrays: Mapping[str, NDArray[Any]], *, facts: Mapping[str, Any]) -> bytes:
    """Returns arrays and facts as the bytes of one file of plain data; the same input gives the same bytes."""
    held = io.BytesIO()
    told = np.frombuffer(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode(), np.uint8)
    np.savez_compressed(held, allow_pickle=False, facts=told, **dict(sorted(arrays.items())))
    return held.getvalue()


def unpacked(content: bytes) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Returns the arrays and facts of `packed`."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        facts = json.loads(arrays.pop("facts").tobytes())
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise WeightsUnreadableError(
            f"expected a reader's weights as Resa writes them, got {len(content)} bytes that are not ({error}); "
            "refit the reader on your labels"
        ) from error
    return arrays, dict(facts)
