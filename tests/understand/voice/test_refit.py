"""Learning from labels: only with enough of them, only where it reads better, the same in any order."""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from resa.understand.voice.calibration import calibrated
from resa.understand.voice.classifier import RECIPES, chosen
from resa.understand.voice.classifier import learnt as learnt_from
from resa.understand.voice.head import WeightsUnreadableError, packed, unpacked
from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.likeness import likeness
from resa.understand.voice.reading import FEELINGS
from resa.understand.voice.refit import Refit, macro_f1, refit, refitted_reader
from resa.understand.voice.shipped import numbered

GOOD, BAD = ["zupp", "flong", "drim"], ["brax", "knarp", "wott"]
FILL = ["paketet", "kom", "idag", "butiken", "jag", "kassan", "tisdag", "röd"]


class Letters:
    """An encoder of the tests: how often each letter stands in a text."""

    name, dimensions = "letters", 26

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        counts = np.array([[1 + text.count(chr(97 + at)) for at in range(26)] for text in texts], np.float32)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True) if len(texts) else counts.reshape(0, 26)


def made(count: int, *, seed: int) -> tuple[list[str], list[str]]:
    """Texts whose feeling hangs on invented words that no word list knows."""
    rng = random.Random(seed)
    texts, feelings = [], []
    for at in range(count):
        feeling = "positive" if at % 2 else "negative"
        words = [*rng.sample(FILL, 4), rng.choice(GOOD if at % 2 else BAD)]
        rng.shuffle(words)
        texts.append(" ".join(words) + f" {at}")
        feelings.append(feeling)
    return texts, feelings


TEXTS, TRUTH = made(80, seed=1)


@pytest.fixture(scope="module")
def learnt() -> Refit:
    return refit(TEXTS, TRUTH, encoder=Letters())


def test_words_of_the_workspace_are_learnt_and_survive_a_file(learnt: Refit) -> None:
    assert learnt.reader is not None, learnt.sentence
    assert learnt.quality[0].accuracy > 0.9 > learnt.before[0].accuracy
    assert learnt.reader.rung.qualities == learnt.quality
    new, truth = made(40, seed=2)
    read = learnt.reader.read(new)
    assert [FEELINGS[code] for code in read.shares.argmax(axis=1)] == truth
    again = refitted_reader(learnt.reader.to_bytes(), encoder=Letters())
    assert again is not None
    assert again.rung == learnt.reader.rung
    np.testing.assert_allclose(again.read(new).shares, read.shares, atol=1e-5)
    assert again.to_bytes() == learnt.reader.to_bytes()


def test_order_and_company_change_nothing() -> None:
    places = random.Random(5).sample(range(len(TEXTS)), len(TEXTS))
    held = numbered(TEXTS, encoder=None, languages=["sv"] * len(TEXTS))
    truth = np.array([FEELINGS.index(feeling) for feeling in TRUTH])
    first = learnt_from(held, truth, recipe=RECIPES[0])
    second = learnt_from(chosen(held, np.array(places)), truth[places], recipe=RECIPES[0])
    np.testing.assert_array_equal(first.term_weight, second.term_weight)
    whole = first.shares(held)
    for at in (0, 7, 33):
        np.testing.assert_array_equal(first.shares(chosen(held, np.array([at])))[0], whole[at])


def test_too_few_labels_are_told_and_nothing_is_learnt() -> None:
    assert refit([], []).reader is None
    found = refit(TEXTS[:40], TRUTH[:40])
    assert found.reader is None
    assert "60 labelled texts are needed" in found.sentence
    assert refit(TEXTS, ["positive"] * len(TEXTS)).reader is None


def test_labels_that_say_nothing_give_no_reader() -> None:
    rng = random.Random(9)
    found = refit(TEXTS, [rng.choice(["positive", "negative"]) for _ in TEXTS])
    assert found.reader is None
    assert found.sentence.startswith("not refitted: the lexicon rung reads these texts as well")


def test_what_was_learnt_over_another_encoder_is_not_used(learnt: Refit) -> None:
    assert learnt.reader is not None
    content = learnt.reader.to_bytes()
    assert refitted_reader(content) is None
    with pytest.raises(WeightsUnreadableError):
        refitted_reader(content[:100])


def test_what_was_learnt_in_another_form_is_learnt_anew(learnt: Refit) -> None:
    assert learnt.reader is not None
    arrays, facts = unpacked(learnt.reader.to_bytes())
    assert refitted_reader(packed(arrays, facts=facts | {"form": 1}), encoder=Letters()) is None


def test_probabilities_follow_what_scores_turned_out_to_be() -> None:
    # scores near 0.6 turn out right half of the time, those near 0.9 always
    scores = np.array([[0.4, 0.6]] * 40 + [[0.1, 0.9]] * 40)
    truth = np.array([0, 1] * 20 + [1] * 40)
    shares = calibrated(scores, truth).shares(scores)
    assert shares[0, 1] == pytest.approx(0.5, abs=0.1)
    assert shares[-1, 1] > 0.85
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)


def test_scores_are_those_of_the_plain_sum_over_what_was_learnt_from() -> None:
    held = numbered(TEXTS, encoder=Letters(), languages=["sv"] * len(TEXTS))
    truth = np.array([FEELINGS.index(feeling) for feeling in TRUTH])
    model = learnt_from(held, truth, recipe=RECIPES[0])
    plain = likeness(held, terms=model.terms, scale=model.scale).alike(terms=0.15, meaning=0.25).astype(float)
    share = np.array([(truth == code).mean() for code in model.classes])
    is_of = (truth[:, None] == np.array(model.classes)).astype(float)
    pull = np.linalg.solve(plain + np.eye(len(truth)), is_of - share)
    np.testing.assert_allclose(model.scores(held), share + plain @ pull, atol=1e-4)


def test_the_words_behind_a_refitted_reading_are_those_that_were_learnt(learnt: Refit) -> None:
    assert learnt.reader is not None
    said = learnt.reader.words("paketet kom zupp idag", language="sv")
    assert said[0].word == "zupp"
    assert said[0].weight > 0


def test_macro_f1_by_hand() -> None:
    # class 0: precision 1/2, recall 1/1: 2/3; class 1: precision 1/1, recall 1/2: 2/3
    assert macro_f1(np.array([0, 1, 1]), np.array([0, 0, 1])) == pytest.approx(2 / 3)


def test_an_unlearnt_reader_reads_these_words_as_unknown() -> None:
    assert (LexiconReader().read(["zupp flong"]).feeling == -1).all()
