"""Scores made probabilities, by what scores of texts held out turned out to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.head import Numbers, softmax

_STEEPNESS = 4.0
"""How steeply probabilities follow scores where nothing was held out yet."""
_FREEDOM = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Weights (classes, classes) over scores, and a bias (classes,)."""

    weight: Numbers
    bias: Numbers

    def shares(self, scores: Numbers) -> Numbers:
        """Returns (texts, classes), the probabilities."""
        rows = [np.einsum("cs,s->c", self.weight, row) + self.bias for row in scores]
        return softmax(np.array(rows, np.float64).reshape(len(rows), len(self.bias)))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Returns the calibration as plain arrays."""
        return {"calibration.weight": self.weight, "calibration.bias": self.bias}


def calibration_from(arrays: Mapping[str, NDArray[Any]]) -> Calibration:
    """Returns the calibration that `to_arrays` wrote."""
    weight, bias = (np.asarray(arrays[f"calibration.{part}"], np.float64) for part in ("weight", "bias"))
    return Calibration(weight, bias)


def uncalibrated(classes: int) -> Calibration:
    """Returns probabilities that follow scores in the same way for every class."""
    return Calibration(_STEEPNESS * np.eye(classes), np.zeros(classes))


def calibrated(scores: Numbers, classes: NDArray[np.int64]) -> Calibration:
    """Returns the multinomial logistic regression of the classes on scores of texts that were held out.

    Source: Platt, "Probabilistic outputs for support vector machines", 1999, for more than two classes.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_FREEDOM, max_iter=1_000).fit(scores, classes)
    if len(model.classes_) == 2:  # one row for two classes: half of it each way gives the same probabilities
        half, bias = model.coef_ / 2, model.intercept_ / 2
        return Calibration(np.vstack([-half, half]), np.concatenate([-bias, bias]))
    return Calibration(np.asarray(model.coef_, np.float64), np.asarray(model.intercept_, np.float64))
