"""Letters that were lost or garbled on the way: found in whole columns, repaired only where that is certain."""

import re
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_TWICE = "cp1252"
_CODECS = {"Ã": "cp1252", "√": "mac_roman", "├": "cp850"}  # the letter that garbled å ä ö begin with, and the culprit
_FOLLOW = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_GARBLED = rf"Â[\xa0£§©«®°±´µ·»¼½¾¡¿]|[ÃÄÅ][{_FOLLOW}]|â[€‚„\x80\x82\x84][{_FOLLOW}]|ð[Ÿ\x9f]|√[•§∂∏¶ÖÑòÜ©]|├[ÑñÂâéåà©]"
_LOST = (
    r"^\S*[A-Za-zåäöæø]\?[a-zåäöæø]\S*(?: \S+){0,4}$|^(?:\S+ ){0,4}\S*[A-Za-zåäöæø]\?[a-zåäöæø]\S*$"  # names, not prose
)
_SEQUENCE = re.compile(
    rf"[\xc2-\xdf][{_FOLLOW}]|[\xe0-\xef][{_FOLLOW}]{{2}}|[\xf0-\xf4][{_FOLLOW}]{{3}}"
    r"|√[^\x00-\x7f]|├[^\x00-\x7f]"
)
_LOOKS_LIKE_ADDRESS = "://|www\\.|=|/\\S*\\?"


def damaged(texts: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Returns which texts have letters that were garbled (UTF-8 read as something else) or lost ("?" or U+FFFD).

    A "?" inside a word of a short text counts as lost, save in what looks like a web address: it is a suspicion, the
    rest is as good as certain. Null is not damaged. One pass in compiled code for each kind.

    >>> damaged(pa.array(["Göteborg", "GÃ¶teborg", "G?teborg", None])).tolist()
    [False, True, True, False]
    """
    if pa.types.is_dictionary(texts.type):
        texts = texts.cast(texts.type.value_type)
    garbled = pc.match_substring_regex(texts, _GARBLED)
    lost = pc.match_substring_regex(texts, _LOST)
    address = pc.match_substring_regex(texts, _LOOKS_LIKE_ADDRESS)
    unknown = pc.or_(garbled, pc.or_(pc.match_substring(texts, "�"), pc.and_not(lost, address)))
    found: np.ndarray = pc.fill_null(unknown, False).to_numpy(zero_copy_only=False)
    return found


@lru_cache(maxsize=65_536)
def repaired(text: str) -> str | None:
    """Returns the text as it was before its UTF-8 was read as something else; None where that is not certain.

    Certain means: every garbled sequence decodes to a letter or sign that people write, and nothing odd remains. What
    was lost ("?", U+FFFD) can't come back. Text garbled several times is repaired as often.

    >>> repaired("GÃ¶teborg"), repaired("Göteborg"), repaired("G?teborg")
    ('Göteborg', None, None)
    """
    mended = text
    for _ in range(3):
        step = _once(mended)
        if step is None or step == mended:
            break
        mended = step
    return None if mended == text or "�" in mended or re.search(_GARBLED, mended) else mended


def examples(texts: pa.Array | pa.ChunkedArray, *, most: int = 3) -> tuple[str, ...]:
    """Returns the first few different damaged texts, cut to 40 letters."""
    mask = damaged(texts)
    if not mask.any():
        return ()
    found = pc.unique(pc.filter(texts, pa.array(mask))).to_pylist()
    return tuple(text[:40] for text in found[:most])


def _once(text: str) -> str | None:
    try:
        return _SEQUENCE.sub(lambda match: _letter(match[0]), text)
    except UnicodeError:
        return None


def _letter(sequence: str) -> str:
    codec = _CODECS.get(sequence[0], _TWICE)
    decoded = b"".join(_byte(letter, codec) for letter in sequence).decode("utf-8")
    if decoded.isprintable() or decoded == "\xa0":
        return decoded
    raise UnicodeError(f"{sequence!r} does not come from a letter")


def _byte(letter: str, codec: str) -> bytes:
    """Encodes one letter; the bytes that Windows-1252 leaves open went through as control characters."""
    try:
        return letter.encode(codec)
    except UnicodeEncodeError:
        if "\x80" <= letter <= "\x9f":
            return letter.encode("latin-1")
        raise
