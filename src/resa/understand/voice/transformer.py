"""An encoder's arithmetic: from the pieces of a text to the vector that says what it means.

The weights are taken out of their 4 bits once, and multiplied by numpy's matrix products for many texts at a time. A
column is one piece of a text; the texts stand side by side, so hardly any column is empty.
"""
# ruff: noqa: PLR0917 # compiled functions take their arrays by position: numba knows no keyword-only arguments

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resa.kernels.compilation import compiled
from resa.understand.voice.encoderfile import EncoderFile, Measures, Weights, unpacked

MOST_COLUMNS = 304
"""So many pieces at a time run at full speed in near memory, and each is summed up in the same order whatever is beside
it: products take blocks of 320 columns, and on some processors sum up the first and last eight in another order."""
_SPARE, _TOGETHER = 8, 16


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """A matrix (outputs, inputs) and what is added."""

    weight: Weights
    bias: Weights


@dataclass(frozen=True, slots=True, eq=False)
class Evening:
    """What evened columns are stretched by and moved by."""

    stretch: Weights
    move: Weights


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer: what each piece takes from the others of its text, then what it makes of that by itself."""

    asking: Dense
    taking: Dense
    after_taking: Evening
    wider: Dense
    narrower: Dense
    after_all: Evening


class Transformer:
    """Means over the pieces of texts; may be used by several threads at once.

    Source: Devlin and others, "BERT: pre-training of deep bidirectional transformers", 2019; Wang and others,
    "Multilingual E5 text embeddings", 2024.
    """

    def __init__(self, file: EncoderFile) -> None:
        self.measures = file.measures
        self._words = file.packed("emb.word", columns=file.measures.width)
        kinds = file.numbers("emb.type")[: file.measures.width]  # each text is of the first kind, and alone
        self._places = file.numbers("emb.pos").reshape(file.measures.longest, -1) + kinds
        self._first = _evening(file, "emb.ln")
        self._layers = [_layer(file, f"l{at}.") for at in range(file.measures.layers)]

    def means(self, texts: Sequence[Sequence[int]]) -> Weights:
        """Returns (texts, width), the mean over each text's pieces; texts of one length go best beside each other.

        A text gives the same among others as alone, as long as all have at most `MOST_COLUMNS` pieces together.
        """
        lengths = [len(pieces) for pieces in texts]
        spans = _spans(lengths)
        columns = self._begun(texts)
        for layer in self._layers:
            _pass(layer, columns, spans, measures=self.measures)
        sums = [columns[:, span.columns].reshape(len(columns), -1, span.length).sum(axis=2) for span in spans]
        return np.asarray((np.hstack(sums) / np.array(lengths, np.float32)).T, np.float32)

    def _begun(self, texts: Sequence[Sequence[int]]) -> Weights:
        """Returns (width, columns), what each piece means by itself and by its place."""
        pieces = np.concatenate([np.asarray(one, np.int64) for one in texts])
        places = np.concatenate([np.arange(len(one)) for one in texts])
        count = -(-(len(pieces) + 2 * _SPARE) // _TOGETHER) * _TOGETHER
        columns = np.zeros((self.measures.width, count), np.float32)
        columns[:, _SPARE : _SPARE + len(pieces)] = (unpacked(self._words[pieces]) + self._places[places]).T
        first = self._first
        even(np.zeros_like(columns), np.zeros_like(first.move), first.stretch, first.move, self.measures.tiny, columns)
        return columns


@dataclass(frozen=True, slots=True)
class _Span:
    """Columns of neighbouring texts that have the same number of pieces."""

    columns: slice
    length: int


def _spans(lengths: Sequence[int]) -> list[_Span]:
    spans: list[_Span] = []
    at = _SPARE
    for length in lengths:
        begin = at
        if spans and spans[-1].length == length:
            begin = spans.pop().columns.start
        at += length
        spans.append(_Span(slice(begin, at), length))
    return spans


def _pass(layer: Layer, columns: Weights, spans: Sequence[_Span], *, measures: Measures) -> None:
    """Lets the columns go through a layer, which changes them."""
    tiny = measures.tiny
    asked = layer.asking.weight @ columns
    asked += layer.asking.bias[:, None]
    taken = np.zeros_like(columns)
    for span in spans:
        _take(asked[:, span.columns], span.length, heads=measures.heads, taken=taken[:, span.columns])
    after = layer.after_taking
    even(layer.taking.weight @ taken, layer.taking.bias, after.stretch, after.move, tiny, columns)
    wider = layer.wider.weight @ columns
    bend(layer.wider.bias, wider)
    after = layer.after_all
    even(layer.narrower.weight @ wider, layer.narrower.bias, after.stretch, after.move, tiny, columns)


def _take(asked: Weights, length: int, *, heads: int, taken: Weights) -> None:
    """Lets each piece take from all pieces of its own text, the more the better they answer what it asks."""
    width = len(taken) // heads
    parts = asked.reshape(3, heads, width, -1, length).transpose(0, 3, 1, 2, 4)  # part, text, head, number, piece
    asks, answers, gives = parts
    shares = asks.transpose(0, 1, 3, 2) @ answers
    shares -= shares.max(axis=-1, keepdims=True)
    np.exp(shares, out=shares)
    shares /= shares.sum(axis=-1, keepdims=True)
    taken.reshape(heads, width, -1, length)[...] = (gives @ shares.transpose(0, 1, 3, 2)).transpose(1, 2, 0, 3)


@compiled(writes=1)
def even(added, bias, stretch, move, tiny, columns):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    """Adds to each column, brings it to mean 0 and spread 1, stretches and moves it, in place.

    Source: Ba, Kiros and Hinton, "Layer normalization", 2016.
    """
    width, count = columns.shape
    mean, spread = np.zeros(count, np.float32), np.zeros(count, np.float32)
    for row in range(width):
        for at in range(count):
            columns[row, at] += added[row, at] + bias[row]
            mean[at] += columns[row, at]
    for at in range(count):
        mean[at] /= np.float32(width)
    for row in range(width):
        for at in range(count):
            columns[row, at] -= mean[at]
            spread[at] += columns[row, at] * columns[row, at]
    for at in range(count):
        spread[at] = np.float32(1) / np.sqrt(spread[at] / np.float32(width) + np.float32(tiny))
    for row in range(width):
        for at in range(count):
            columns[row, at] = columns[row, at] * spread[at] * stretch[row] + move[row]


@compiled(writes=1)
def bend(bias, columns):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    """Adds the bias to each row, then turns x into x times the share of a normal distribution below x, in place.

    Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016; the share by Abramowitz and Stegun, "Handbook of
    mathematical functions", 1964, formula 7.1.28, which is right to 3e-7.
    """
    one, half, most, root = np.float32(1), np.float32(0.5), np.float32(8), np.float32(0.7071067811865476)
    a1, a2, a3 = np.float32(0.0705230784), np.float32(0.0422820123), np.float32(0.0092705272)
    a4, a5, a6 = np.float32(0.0001520143), np.float32(0.0002765672), np.float32(0.0000430638)
    for row in range(columns.shape[0]):
        for at in range(columns.shape[1]):
            here = columns[row, at] + bias[row]
            far = min(abs(here) * root, most)
            grown = one + far * (a1 + far * (a2 + far * (a3 + far * (a4 + far * (a5 + far * a6)))))
            grown *= grown
            grown *= grown
            grown *= grown
            beyond = half / (grown * grown)
            columns[row, at] = here * (one - beyond if here > 0 else beyond)


def _layer(file: EncoderFile, name: str) -> Layer:
    width = file.measures.width
    asks, answers, gives = (_dense(file, name + part, inputs=width) for part in "qkv")
    fair = np.float32(np.sqrt(file.measures.heads / width))
    return Layer(
        asking=Dense(
            np.vstack([asks.weight * fair, answers.weight, gives.weight]),
            np.concatenate([asks.bias * fair, answers.bias, gives.bias]),
        ),
        taking=_dense(file, name + "ao", inputs=width),
        after_taking=_evening(file, name + "aln"),
        wider=_dense(file, name + "fi", inputs=width),
        narrower=_dense(file, name + "fo", inputs=file.measures.wider),
        after_all=_evening(file, name + "oln"),
    )


def _dense(file: EncoderFile, name: str, *, inputs: int) -> Dense:
    return Dense(unpacked(file.packed(f"{name}.w", columns=inputs)), file.numbers(f"{name}.b"))


def _evening(file: EncoderFile, name: str) -> Evening:
    return Evening(file.numbers(f"{name}.w"), file.numbers(f"{name}.b"))
