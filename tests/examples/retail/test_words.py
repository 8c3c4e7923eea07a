import numpy as np
import pytest

from resa.examples.retail.care import TOPICS
from resa.examples.retail.people import LANGUAGES
from resa.examples.retail.phrases import CROSS, GLAD, JUDGEMENTS, OPENERS, PRAISE, QUESTIONS, SUBJECTS, THINGS
from resa.examples.retail.words import judgements, questions


def test_every_subject_and_topic_has_words_in_every_language() -> None:
    assert set(QUESTIONS) == set(TOPICS)
    for phrases in (*JUDGEMENTS.values(), *QUESTIONS.values(), OPENERS, GLAD, CROSS, THINGS):
        assert set(phrases) == set(LANGUAGES)


@pytest.mark.parametrize("language", range(4), ids=LANGUAGES)
def test_ten_thousand_comments_hold_thousands_of_different_texts(language: int) -> None:
    rng = np.random.default_rng(1)
    subject = rng.integers(0, len(SUBJECTS), 10_000)
    spoken = np.full(10_000, language)
    texts = judgements(subject, language=spoken, is_glad=rng.random(10_000) < 0.5, rng=rng)
    assert len(set(texts)) > 3000
    assert not any("{" in text or "  " in text for text in texts)


def test_questions_are_filled_in() -> None:
    topic = np.arange(8).repeat(40)
    texts = questions(topic, language=np.arange(320) % 4, rng=np.random.default_rng(1))
    assert not any("{" in text for text in texts)
    assert texts[0] != texts[4]


def test_praise_never_ends_crossly_and_complaints_never_gladly() -> None:
    subject = np.arange(len(SUBJECTS)).repeat(50)
    english = np.full(len(subject), LANGUAGES.index("en"))
    texts = judgements(subject, language=english, is_glad=np.ones(len(subject), np.bool_), rng=np.random.default_rng(1))
    for about, text in zip(subject.tolist(), texts, strict=True):
        foreign = GLAD if SUBJECTS[about] not in (*PRAISE, "plain") else CROSS
        assert not text.endswith(tuple(ending for ending in foreign["en"] if ending)), text
