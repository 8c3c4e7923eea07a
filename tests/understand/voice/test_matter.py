"""What texts speak of: known in four languages, named in each, and whole."""

import numpy as np
import pytest

from resa.understand.voice.matter import matters, matters_in
from resa.understand.voice.reading import ABSTAINED, LANGUAGES
from resa.understand.voice.wording import clean, parts


def spoken_of(text: str, language: str | None) -> set[str]:
    code = ABSTAINED if language is None else LANGUAGES.index(language)
    (row,) = matters_in([parts(clean(text))], languages=np.array([code], np.int8))
    return {one.key for one, speaks in zip(matters(), row, strict=True) if speaks}


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        ("Fyrtio minuter i telefonkö", "sv", "phone_queue"),
        ("Telefonkøen var uendelig", "da", "phone_queue"),
        ("Satt i telefonkø hele dagen", "nb", "phone_queue"),
        ("An hour on hold", "en", "phone_queue"),
        ("Presentkortet var spärrat", "sv", "gift_card"),
        ("Gavekortet er udløbet", "da", "gift_card"),
        ("Gavekortet gikk ikke", "nb", "gift_card"),
        ("The gift cards do not work", "en", "gift_card"),
        ("Hotellfrukosten var trist", "sv", "breakfast"),
    ],
)
def test_the_same_matter_is_told_in_four_languages(text: str, language: str, key: str) -> None:
    assert key in spoken_of(text, language)
    assert key in spoken_of(text, None)


def test_every_matter_has_a_name_of_its_own_in_every_language() -> None:
    for language in LANGUAGES:
        names = [one.names[language] for one in matters()]
        assert len(set(names)) == len(names)
        assert all(names)


def test_what_speaks_of_nothing_known_names_nothing() -> None:
    assert spoken_of("hej", "sv") == set()
    assert matters_in([], languages=np.zeros(0, np.int8)).shape == (0, len(matters()))
