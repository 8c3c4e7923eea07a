"""Names, addresses and languages of people, as they are kept."""

import re
import unicodedata
from typing import ClassVar

from resa.app.write_map import LANGUAGES, language_of
from resa.model.errors import UsageError

MOST_NAME = 80
MOST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s<>()\[\],;:\"\\]+@[^@\s<>()\[\],;:\"\\.]+(\.[^@\s<>()\[\],;:\"\\.]+)*")


class PersonNameError(UsageError):
    """A name, an address or a language that nobody can have."""

    code: ClassVar[str] = "person_name"


def checked_name(name: str) -> str:
    """Returns the name with its spaces in order; raises `PersonNameError` where it is empty, long or unprintable.

    >>> checked_name("  Åsa   Öberg ")
    'Åsa Öberg'
    """
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not tidy or len(tidy) > MOST_NAME or not tidy.isprintable():
        raise PersonNameError(f"expected a name of 1 to {MOST_NAME} printable characters, got {tidy[:MOST_NAME]!r}")
    return tidy


def checked_email(email: str) -> str:
    """Returns the address in small letters; raises `PersonNameError` where it is none.

    >>> checked_email(" Asa@Example.com")
    'asa@example.com'
    """
    tidy = unicodedata.normalize("NFC", email).strip().lower()
    if len(tidy) > MOST_EMAIL or not _EMAIL.fullmatch(tidy) or not tidy.isprintable():
        raise PersonNameError(f"expected an e-mail address such as asa@example.com, got {tidy[:MOST_EMAIL]!r}")
    return tidy


def checked_language(code: str) -> str:
    """Returns the language that a code means; raises `PersonNameError` for others than ours."""
    language = language_of(code)
    if language not in LANGUAGES:
        raise PersonNameError(f"expected a language of {', '.join(LANGUAGES)}, got {code!r}")
    return language
