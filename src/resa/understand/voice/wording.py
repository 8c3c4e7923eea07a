"""A text as readers see it: clean, cut to a length that can be read, and taken apart into words and signs."""

import html
import re
import unicodedata
from collections.abc import Sequence

LONGEST = 2_000
"""Characters of a text that are read. Longer ones keep their beginning and their end, where verdicts stand."""

_TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]{0,300}>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_SPACE = re.compile(r"\s+")
_LONG_RUN = re.compile(r"(\w)\1{3,}")
_JOINERS = "\u200d\ufe0e\ufe0f"
_WORD = re.compile(
    r"[^\W\d_]+(?:['’][^\W\d_]+)*"  # words, with their apostrophes
    r"|\d+(?:[.,]\d+)*"
    r"|[:;=xX8]['’]?-?[)(DPpO/\\|\]\[*](?!\w)|<3+|\^\^"  # faces made of signs
    r"|[.!?,;:…\n]"
    r"|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?"  # pictures
)


def clean(text: str) -> str:
    """Returns a text without tags, addresses, control letters and runs of spaces, at most `LONGEST` long.

    Examples:
        >>> clean("<p>Snabb&nbsp;leverans!<br>Tack</p>")
        'Snabb leverans! Tack'
    """
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = unicodedata.normalize("NFC", text)
    text = _ADDRESS.sub(" ", text)
    if not text.isprintable():
        text = "".join(" " if _is_unreadable(letter) else letter for letter in text)
    text = _LONG_RUN.sub(r"\1\1\1", _SPACE.sub(" ", text).strip())
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    return text[: half - 2] + " … " + text[1 - half :]


def cleaned(texts: Sequence[str]) -> list[str]:
    """Returns each text as `clean` leaves it."""
    return [clean(text) for text in texts]


def _is_unreadable(letter: str) -> bool:
    if letter < "\x7f":
        return letter < " "
    return letter not in _JOINERS and unicodedata.category(letter) in {"Cc", "Cs", "Cf", "Co", "Cn"}


def parts(text: str) -> list[str]:
    """Returns the words, numbers, signs and pictures of a clean text in order, in lower case.

    Examples:
        >>> parts("Inte bra :( Väntade 2,5 timmar!")
        ['inte', 'bra', ':(', 'väntade', '2,5', 'timmar', '!']
    """
    return [part.lower() for part in _WORD.findall(text.replace("’", "'"))]
