"""Themes: texts that speak of the same thing are found, named and counted."""

import random
from collections import Counter
from math import comb
from pathlib import Path

import numpy as np
import pytest

from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.localencoder import LocalEncoder, obstacle
from resa.understand.voice.reading import LANGUAGES
from resa.understand.voice.theme import Theme, themes

PARKING = ["parkering", "garaget", "bilen", "böter", "automaten", "skylten"]
COUPON = ["rabattkod", "kampanjen", "prislappen", "erbjudandet", "kupongen", "rean"]
COFFEE = ["kaffet", "bullen", "servetten", "bordet", "smörgåsen", "muggen"]
PLACES = ["lund", "malmö", "umeå", "gävle", "borås", "kalmar", "visby", "falun"]


def made() -> list[str]:
    rng = random.Random(2)
    topics = [topic for topic in (PARKING, COUPON, COFFEE) for _ in range(40)]
    return [" ".join([*rng.sample(topic, 3), rng.choice(PLACES), str(at)]) for at, topic in enumerate(topics)]


TEXTS = [*made(), "", "hm"]
READINGS = LexiconReader().read(TEXTS, languages=["sv"] * len(TEXTS))


def said_of_matters() -> list[tuple[str, str, str]]:
    """The matter, the language and the text of 120 sentences written for this test."""
    lines = Path(__file__).with_name("saidmatters.txt").read_text(encoding="utf-8").splitlines()
    held, matter = [], ""
    for line in lines:
        if line.startswith("["):
            matter = line
        elif not line.startswith("#"):
            held.append((matter, line[:2], line[3:]))
    return held


def adjusted_rand(one: list[str], other: list[str]) -> float:
    """How alike two partitions are, 1 for the same and 0 for chance (Hubert and Arabie, 1985)."""
    both = sum(comb(count, 2) for count in Counter(zip(one, other, strict=True)).values())
    first, second = (sum(comb(count, 2) for count in Counter(part).values()) for part in (one, other))
    chance = first * second / comb(len(one), 2)
    return (both - chance) / ((first + second) / 2 - chance)


def parted(found: tuple[Theme, ...], count: int) -> list[str]:
    """The theme of each text; a text that no theme holds stands alone."""
    held = [f"alone {at}" for at in range(count)]
    for number, theme in enumerate(found):
        for at in theme.members if not theme.is_other else ():
            held[int(at)] = f"theme {number}"
    return held


@pytest.mark.parametrize(
    ("is_by_meaning", "least"),
    [
        (False, 0.9),
        pytest.param(True, 0.9, marks=pytest.mark.skipif(obstacle() is not None, reason=f"no encoder: {obstacle()}")),
    ],
)
def test_ten_matters_said_in_four_languages_are_ten_themes_with_names(is_by_meaning: bool, least: float) -> None:
    matters, languages, texts = (list(part) for part in zip(*said_of_matters(), strict=True))
    readings = LexiconReader().read(texts, languages=languages)
    vectors = LocalEncoder().encode(texts) if is_by_meaning else None
    found = themes(texts, readings=readings, embeddings=vectors)
    assert adjusted_rand(matters, parted(found, len(texts))) >= least
    names = [theme.names for theme in found if not theme.is_other]
    assert {"parkering", "frukosten", "otrevlig personal", "höjda priser"} <= {one["sv"] for one in names}
    for language in LANGUAGES:
        assert len({one[language] for one in names}) == len(names)


def test_adjusted_rand_by_hand() -> None:
    assert adjusted_rand(list("aabb"), list("xxyy")) == 1.0
    # pairs together: ab|c d against a|bc d: 1 and 1 of 6, none in both: (0 - 1/6) / (1 - 1/6)
    assert adjusted_rand(list("aabc"), list("xyyz")) == pytest.approx(-0.2)


def told(texts: list[str]) -> list[tuple[tuple[str, ...], int]]:
    readings = LexiconReader().read(texts, languages=["sv"] * len(texts))
    return sorted((theme.words, len(theme.members)) for theme in themes(texts, readings=readings))


def test_planted_themes_are_found_by_words_and_named_by_what_sets_them_apart() -> None:
    found = [theme for theme in themes(TEXTS, readings=READINGS) if not theme.is_other]
    assert len(found) >= 3
    for theme in found:
        (topic,) = [topic for topic in (PARKING, COUPON, COFFEE) if theme.words[0] in topic]
        assert set(theme.words) <= {*topic, *PLACES}
        pure = sum(any(word in TEXTS[at] for word in topic) for at in theme.members)
        assert pure >= 0.9 * len(theme.members)
        assert all(any(word in TEXTS[at] for word in topic) for at in theme.quotes)
        assert theme.language == "sv"
        assert theme.stability is not None
        assert 0.6 <= theme.stability <= 1.0


def test_every_text_stands_in_one_theme_and_every_feeling_is_counted() -> None:
    found = themes(TEXTS, readings=READINGS)
    places = np.concatenate([theme.members for theme in found])
    assert sorted(places.tolist()) == list(range(len(TEXTS)))
    assert all(sum(theme.feelings) == len(theme.members) for theme in found)
    assert [theme.is_other for theme in found].count(True) == 1
    assert found[-1].is_other
    assert {len(TEXTS) - 2} <= set(found[-1].members.tolist()), "a text without words belongs to no theme"


def test_another_order_gives_the_same_themes() -> None:
    assert told(TEXTS) == told(random.Random(4).sample(TEXTS, len(TEXTS)))


def test_vectors_group_texts_where_there_are_some_whatever_the_language() -> None:
    texts = [f"ord{at} {'garaget' if (at // 2) % 2 else 'kupongen'}" for at in range(60)]
    readings = LexiconReader().read(texts, languages=["sv", "da"] * 30)
    rng = np.random.default_rng(0)
    vectors = np.zeros((60, 8), np.float32)
    for at in range(60):
        vectors[at, (at // 2) % 2] = 1.0
        vectors[at, 4 + at % 2] = 3.0  # the language's own direction
    vectors += rng.normal(0, 0.05, vectors.shape).astype(np.float32)
    found = [
        set(theme.members.tolist())
        for theme in themes(texts, readings=readings, embeddings=vectors)
        if not theme.is_other
    ]
    assert {at for at in range(60) if (at // 2) % 2 == 0} in found


def test_few_texts_and_none_make_no_themes() -> None:
    assert themes([], readings=LexiconReader().read([])) == ()
    few = ["hej", "då", "tack"]
    (rest,) = themes(few, readings=LexiconReader().read(few))
    assert rest.is_other
    assert rest.members.tolist() == [0, 1, 2]
