"""What a theme is called: by things, never by judgements or by words that any text holds."""

import numpy as np
import pytest

from resa.understand.voice.naming import Vocabulary, telling, things_in
from resa.understand.voice.reading import LANGUAGES
from resa.understand.voice.wording import parts

FERRY = ["I missed the ferry, awful", "Boarding the ferry was slow", "On the ferry they were rude", "My ferry was late"]
PLAIN = ["Fine, no surprises", "Good, nothing less", "Wonderful, thanks", "Nothing more, nothing less"]
MORE = [f"The kettle on my table was fine {n}" for n in range(8)]


def vocabulary(texts: list[str], language: str = "en") -> Vocabulary:
    found = [parts(text) for text in texts]
    codes = np.full(len(texts), LANGUAGES.index(language), np.int8)
    return Vocabulary([telling(one) for one in found], found, codes)


def test_a_theme_is_named_by_the_thing_its_texts_speak_of() -> None:
    words = vocabulary([*FERRY, *PLAIN, *MORE])
    members = np.arange(len(FERRY))
    assert words.words_of(members, language="en") == ("ferry",)
    assert words.is_named_by(members, ("ferry",), language="en")


def test_judgements_and_small_words_name_nothing() -> None:
    words = vocabulary([*FERRY, *PLAIN, *MORE])
    members = np.arange(len(FERRY), len(FERRY) + len(PLAIN))
    found = words.words_of(members, language="en")
    assert not {"fine", "good", "less", "surprises", "wonderful", "nothing"} & set(found)
    assert not words.is_named_by(members, found, language="en")


@pytest.mark.parametrize(
    ("language", "text", "things"),
    [
        ("en", "the parcel was left at my neighbour, sadly", ["parcel", "neighbour"]),
        ("sv", "jag väntade på färjan och det var kallt i väntsalen", ["färjan", "väntsalen"]),
        ("da", "vi stod i køen og ventede på vores kuffert", ["køen", "kuffert"]),
        ("nb", "de glemte middagen på ferja, og vi satt i lugaren", ["ferja", "lugaren"]),
    ],
)
def test_things_stand_after_articles_and_prepositions(language: str, text: str, things: list[str]) -> None:
    assert things_in(parts(text), language=LANGUAGES.index(language)) == things
