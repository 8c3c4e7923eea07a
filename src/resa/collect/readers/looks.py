"""What single fields look like: enough to tell a header from a record and a decimal comma from a point."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[-+]?[€$£]?\s?\d[\d\s .,']*(?:[eE][-+]?\d+)?\s?(?:%|kr|€)?\Z")
_TIME = re.compile(
    r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})?[T ]*(?:\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?"
    r"[ ]*(?:Z|[AP]M|[+-]\d\d:?\d\d)?\Z"
)
_CODE = re.compile(r"[A-Za-z]{0,4}[-_]?\d{3,}\Z|[0-9a-f]{8}-[0-9a-f-]{27}\Z|[0-9a-fA-F]{16,}\Z")
_MAIL = re.compile(r"\S+@\S+\.\w+\Z|https?://\S+\Z")
_COMMA_DECIMAL = re.compile(r"-?(?:\d{1,3}(?:[. ]\d{3})+|\d+),(?:\d{1,2}|\d{4,})\Z")
_POINT_DECIMAL = re.compile(r"-?(?:\d{1,3}(?:[, ]\d{3})+|\d+)\.(?:\d{1,2}|\d{4,})\Z")


def look(text: str) -> str:
    """Returns "empty", "number", "time", "code", "address" or "text".

    >>> [look(field) for field in ["", "12,5", "2024-01-05 10:00", "K-00123", "a@b.se", "Amount"]]
    ['empty', 'number', 'time', 'code', 'address', 'text']
    """
    stripped = text.strip()
    if not stripped:
        return "empty"
    if not any(letter.isdigit() for letter in stripped):
        return "address" if _MAIL.match(stripped) else "text"
    for kind, pattern in (("number", _NUMBER), ("time", _TIME), ("code", _CODE), ("address", _MAIL)):
        if pattern.match(stripped):
            return kind
    return "text"


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Says whether the first row names the columns, by what sets it apart from the rows below.

    A column speaks for a header where numbers, times or codes stand under a word, and against one where the first row
    looks like those below or its word comes again. Where nothing speaks, short different words are taken as names.
    """
    if not rows:
        return False
    first, below = rows[0], rows[1:200]
    if not any(field.strip() for field in first):
        return False
    if any(_name_imports(row) for row in below[:2]):
        return True
    votes = sum(_vote(field, [row[place] for row in below if place < len(row)]) for place, field in enumerate(first))
    if votes:
        return votes > 0
    return all(look(field) in ("text", "empty") and len(field) < 64 for field in first) and _differ(first)


def decimal_sign(fields: Sequence[str]) -> str | None:
    """Returns "," or "." where numbers prove one, None where they don't or contradict each other.

    Only a sign that can't part thousands proves: `1,234` says nothing, `1,5` and `1.234,50` do.
    """
    comma = sum(1 for field in fields if _COMMA_DECIMAL.match(field.strip()))
    point = sum(1 for field in fields if _POINT_DECIMAL.match(field.strip()))
    if comma == point == 0:
        return None
    rarer, commoner = sorted((comma, point))
    if rarer * 20 > commoner:
        return None
    return "," if comma > point else "."


def _vote(head: str, below: Sequence[str]) -> int:
    looks = [kind for kind in map(look, below) if kind != "empty"]
    if not looks:
        return 0
    kind = look(head)
    typed = sum(1 for found in looks if found != "text") >= 0.8 * len(looks)
    if kind not in ("text", "empty"):
        return -2 if typed or kind in ("time", "address") else 0
    if kind == "text" and head in below:
        return -1
    return 1 if typed and kind == "text" else 0


def _name_imports(row: Sequence[str]) -> bool:
    """Returns whether a row names the columns for machines, as surveys write it below the names for people."""
    filled = [field for field in row if field]
    return bool(filled) and all(field.startswith('{"ImportId"') for field in filled)


def _differ(names: Sequence[str]) -> bool:
    written = [name.strip().casefold() for name in names if name.strip()]
    return len(set(written)) == len(written)
