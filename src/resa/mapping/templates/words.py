"""Texts that stand side by side in every language, and what of them is missing."""

from collections.abc import Iterator, Mapping
from typing import Any

LANGUAGES = ("en", "sv", "da", "nb")

Text = str | Mapping[str, str]
"""A text in every language, or one that is the same in all of them, such as a name."""


def said(text: Any, language: str) -> Any:
    """Returns what is written, in one language: texts inside lists and mappings too.

    >>> said({"en": "Price", "sv": "Pris", "da": "Pris", "nb": "Pris"}, "sv")
    'Pris'
    """
    if isinstance(text, Mapping):
        if is_text(text):
            return text[language]
        return {str(said(key, language)): said(one, language) for key, one in text.items()}
    if isinstance(text, list):
        return [said(one, language) for one in text]
    return text


def is_text(found: Any) -> bool:
    """Returns whether this is a text in several languages."""
    return isinstance(found, Mapping) and bool(found) and all(key in LANGUAGES for key in found)


def untold(found: Any, *, at: str = "") -> Iterator[str]:
    """Yields every text that lacks a language, by where it stands."""
    if isinstance(found, Mapping):
        missing = [one for one in LANGUAGES if not str(found.get(one) or "").strip()]
        if missing and len(missing) < len(LANGUAGES):
            yield f"{at}: no text in {', '.join(missing)}"
        for key, one in found.items():
            yield from untold(one, at=f"{at}.{key}")
    elif isinstance(found, list):
        for place, one in enumerate(found):
            yield from untold(one, at=f"{at}[{place}]")
